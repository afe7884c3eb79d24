import { visible } from "../../policies/visible-text.ts";

/** A line of a file as it is shown, with its number. */
export interface FramedLine {
  readonly number: number;
  readonly text: string;
  /** Whether it is the one that is meant. */
  readonly meant: boolean;
  /** Before which character of `text` a caret belongs; only on the line that is meant, and only where the column is known. */
  readonly caret: number | undefined;
}

const AROUND = 2;

/**
 * The lines around a place, cut to a width, with nothing in them that a terminal would obey. Empty where the file has no such line,
 * and for a file with a private key: a report goes to logs.
 *
 * @param line 1-based
 * @param column 1-based, in UTF-16 code units
 * @param width in characters
 */
export function frameOf(text: string, line: number, column: number | undefined, width: number): readonly FramedLine[] {
  if (text.includes("PRIVATE KEY")) return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  if (line < 1 || line > lines.length) return [];
  const first = Math.max(1, line - AROUND);
  return lines.slice(first - 1, line + AROUND).map((content, index) => {
    const number = first + index;
    const meant = number === line;
    const at = meant && column !== undefined ? shownLine(content.slice(0, column - 1)).length : undefined;
    return { number, meant, ...cut(shownLine(content), at, width) };
  });
}

function shownLine(text: string): string {
  return visible(text.replace(/\r$/, "").replaceAll("\t", "    "));
}

/** Cuts what is too long, and from the left as well where the caret would not be seen otherwise. */
function cut(text: string, caret: number | undefined, width: number): Pick<FramedLine, "text" | "caret"> {
  const start = caret === undefined || caret < width - 10 ? 0 : caret - Math.floor(width / 2);
  const shown = start === 0 ? text : `…${text.slice(start + 1)}`;
  return {
    text: shown.length > width ? `${shown.slice(0, width - 1)}…` : shown,
    caret: caret === undefined ? undefined : caret - start,
  };
}
