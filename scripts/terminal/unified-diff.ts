import { lineChanges, type LineChange } from "./line-changes.ts";

const CONTEXT = 3;

/**
 * A comparison as diff(1) prints it with `-u`, without its two head lines: hunks with three lines around each change. Empty
 * where both are the same.
 */
export function unifiedDiff(before: string, after: string): readonly string[] {
  const changes = lineChanges(linesOf(before), linesOf(after));
  return hunksOf(changes).flatMap((hunk) => hunkLines(changes, hunk));
}

/** A line that has no end is another one than one that has (POSIX, diff: "No newline at end of file"). */
function linesOf(text: string): readonly string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") return lines.slice(0, -1);
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ""}\n\\ No newline at end of file`];
}

/** From its first change on to after its last one, with context. */
interface Hunk {
  readonly from: number;
  readonly to: number;
}

function hunksOf(changes: readonly LineChange[]): readonly Hunk[] {
  const hunks: Hunk[] = [];
  for (const [index, change] of changes.entries()) {
    if (change.kind === " ") continue;
    const from = Math.max(0, index - CONTEXT);
    const to = Math.min(changes.length, index + CONTEXT + 1);
    const last = hunks.at(-1);
    if (last !== undefined && from <= last.to) hunks.splice(-1, 1, { from: last.from, to });
    else hunks.push({ from, to });
  }
  return hunks;
}

function hunkLines(changes: readonly LineChange[], { from, to }: Hunk): readonly string[] {
  const count = (lines: readonly LineChange[], kind: "-" | "+"): number =>
    lines.filter((change) => change.kind === " " || change.kind === kind).length;
  const [head, body] = [changes.slice(0, from), changes.slice(from, to)];
  const range = (kind: "-" | "+"): string => {
    const length = count(body, kind);
    const start = count(head, kind) + (length === 0 ? 0 : 1);
    return length === 1 ? String(start) : `${start},${length}`;
  };
  return [`@@ -${range("-")} +${range("+")} @@`, ...body.flatMap(({ kind, line }) => `${kind}${line}`.split("\n"))];
}
