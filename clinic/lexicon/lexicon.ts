/**
 * Words of one language that tell what a practice does, in lower case and in the language's own spelling, with blanks between them; names
 * without accents or with `ae` for `ä` are found as well.
 */
export interface Lexicon {
  /** ISO 639-1. */
  readonly language: string;
  /** The language's English name, for messages. */
  readonly name: string;
  /** Letters that tell wherever they stand, also inside a longer word. */
  readonly anywhere: string;
  /** Letters that tell at the start of a word. */
  readonly start: string;
  /** Letters that tell at the end of a word. */
  readonly end: string;
  /** Words that tell only as a whole. */
  readonly whole: string;
  /** Innocent words in which telling letters happen to stand; they are innocent wherever they stand. */
  readonly innocent: string;
}
