/**
 * Words of one language that tell what a practice does, in lower case and in the language's own spelling; names without
 * accents or with `ae` for `ä` are found as well.
 */
export interface Lexicon {
  /** ISO 639-1. */
  readonly language: string;
  /** Letters that tell wherever they stand, also inside a longer word. */
  readonly anywhere: readonly string[];
  /** Letters that tell at the start of a word. */
  readonly start: readonly string[];
  /** Letters that tell at the end of a word. */
  readonly end: readonly string[];
  /** Words that tell only as a whole. */
  readonly whole: readonly string[];
  /** Innocent words in which telling letters happen to stand. */
  readonly innocent: readonly string[];
}
