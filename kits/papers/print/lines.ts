import type { Inline } from "./blocks.ts";
import type { Style } from "./typeface.ts";

/** What is drawn in one go: letters of one style, or a line to fill in. */
export type Piece =
  | (Style & {
      readonly kind: "text";
      readonly text: string;
      readonly link: string | undefined;
      readonly width: number;
    })
  | { readonly kind: "blank"; readonly width: number };

type Text = Piece & { kind: "text" };

export type Line = readonly Piece[];

/** Points that a text takes. */
export type Measure = (text: string, style: Style) => number;

/** Room for a name or a number that is written by hand; 55 millimetres. */
const BLANK_WIDTH = 156;

/**
 * Sets text into lines no wider than `width` points. It is broken behind blanks, hyphens and strokes, and a word that is wider than a line anywhere.
 * A blank at a line's end stays there, so that whoever reads the text out of the file finds words apart.
 */
export function linesOf(content: readonly Inline[], width: number, measure: Measure): readonly Line[] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let used = 0;
  for (const word of wordsOf(content, width, measure).flatMap((one) => fitting(one, width, measure))) {
    const needed = widthOf(withoutLastBlank(word, measure));
    if (line.length > 0 && used + needed > width) {
      lines.push(line);
      [line, used] = [[], 0];
    }
    line.push(...word);
    used += widthOf(word);
  }
  if (line.length > 0) lines.push(line);
  return lines.map((one) => joined(one, measure));
}

/** Points that the widest part takes which is broken nowhere, and that all of it takes on one line. */
export function widthsOf(
  content: readonly Inline[],
  measure: Measure,
): { readonly least: number; readonly whole: number } {
  const words = wordsOf(content, BLANK_WIDTH, measure);
  return {
    least: Math.max(0, ...words.map((word) => widthOf(withoutLastBlank(word, measure)))),
    whole: words.reduce((sum, word) => sum + widthOf(word), 0),
  };
}

function widthOf(pieces: readonly Piece[]): number {
  return pieces.reduce((sum, { width }) => sum + width, 0);
}

/** What stays together on a line. */
function wordsOf(content: readonly Inline[], width: number, measure: Measure): readonly (readonly Piece[])[] {
  const words: Piece[][] = [];
  let open = false;
  const add = (piece: Piece, endsWord: boolean): void => {
    if (open) words.at(-1)?.push(piece);
    else words.push([piece]);
    open = !endsWord;
  };
  for (const inline of trimmed(content)) {
    if (inline.kind === "blank") add({ kind: "blank", width: Math.min(BLANK_WIDTH, width) }, true);
    else
      for (const text of inline.text.split(BREAKS)) {
        add({ ...inline, text, width: measure(text, inline) }, /[ \-/]$/.test(text));
      }
  }
  return words;
}

/** Behind blanks, and behind a hyphen or a stroke between letters. */
const BREAKS = /(?<= )(?=[^ ])|(?<=\p{Letter}[-/])(?=\p{Letter})/u;

/** Without blanks at its beginning and end, and without two in a row where two inlines meet. */
function trimmed(content: readonly Inline[]): readonly Inline[] {
  const kept: Inline[] = [];
  let afterBlank = true;
  for (const inline of content) {
    if (inline.kind === "blank") {
      kept.push(inline);
      afterBlank = false;
      continue;
    }
    const text: string = afterBlank ? inline.text.replace(/^ /, "") : inline.text;
    if (text === "") continue;
    kept.push({ ...inline, text });
    afterBlank = text.endsWith(" ");
  }
  const last = kept.at(-1);
  if (last?.kind !== "text") return kept;
  const text = last.text.replace(/ +$/, "");
  return [...kept.slice(0, -1), ...(text === "" ? [] : [{ ...last, text }])];
}

function fitting(word: readonly Piece[], width: number, measure: Measure): readonly (readonly Piece[])[] {
  if (widthOf(withoutLastBlank(word, measure)) <= width) return [word];
  return word.flatMap((piece): readonly Piece[][] =>
    piece.kind === "blank" ? [[piece]] : chopped(piece, width, measure).map((part) => [part]),
  );
}

function chopped(piece: Text, width: number, measure: Measure): readonly Text[] {
  const parts: Text[] = [];
  for (const letter of piece.text) {
    const last = parts.at(-1);
    const longer = last === undefined ? letter : last.text + letter;
    const longerWidth = measure(longer, piece);
    if (last !== undefined && longerWidth <= width)
      parts[parts.length - 1] = { ...last, text: longer, width: longerWidth };
    else parts.push({ ...piece, text: letter, width: measure(letter, piece) });
  }
  return parts;
}

function withoutLastBlank(word: readonly Piece[], measure: Measure): readonly Piece[] {
  const last = word.at(-1);
  if (last?.kind !== "text" || !last.text.endsWith(" ")) return word;
  const text = last.text.replace(/ +$/, "");
  return [...word.slice(0, -1), { ...last, text, width: measure(text, last) }];
}

/** Pieces of one style and link as one, so that they are drawn and read as one. */
function joined(line: readonly Piece[], measure: Measure): Line {
  const pieces: Piece[] = [];
  for (const piece of line) {
    const last = pieces.at(-1);
    if (last?.kind === "text" && piece.kind === "text" && isAlike(last, piece)) {
      const text = last.text + piece.text;
      pieces[pieces.length - 1] = { ...last, text, width: measure(text, last) };
    } else pieces.push(piece);
  }
  return pieces;
}

function isAlike(one: Text, other: Text): boolean {
  return one.bold === other.bold && one.italic === other.italic && one.link === other.link;
}
