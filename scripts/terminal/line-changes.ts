/** A line of a comparison: kept, taken away or added. */
export interface LineChange {
  readonly kind: " " | "-" | "+";
  readonly line: string;
}

/** Above this the two sides are not compared line by line: the work grows with the product of their lengths. */
const MOST_PAIRS = 1_000_000;

/** What leads from one text's lines to another's, by their longest common subsequence. */
export function lineChanges(before: readonly string[], after: readonly string[]): readonly LineChange[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before.at(-1 - end) === after.at(-1 - end))
    end += 1;
  const kept = (lines: readonly string[]): readonly LineChange[] => lines.map((line) => ({ kind: " ", line }));
  return [
    ...kept(before.slice(0, start)),
    ...middleChanges(before.slice(start, before.length - end), after.slice(start, after.length - end)),
    ...kept(before.slice(before.length - end)),
  ];
}

function middleChanges(before: readonly string[], after: readonly string[]): readonly LineChange[] {
  if (before.length * after.length > MOST_PAIRS) {
    return [
      ...before.map((line): LineChange => ({ kind: "-", line })),
      ...after.map((line): LineChange => ({ kind: "+", line })),
    ];
  }
  const common = commonLengths(before, after);
  const changes: LineChange[] = [];
  let [at, to] = [0, 0];
  while (at < before.length || to < after.length) {
    const [old, young] = [before[at], after[to]];
    if (old !== undefined && old === young) {
      changes.push({ kind: " ", line: old });
      at += 1;
      to += 1;
    } else if (
      old !== undefined &&
      (young === undefined || (common[at + 1]?.[to] ?? 0) >= (common[at]?.[to + 1] ?? 0))
    ) {
      changes.push({ kind: "-", line: old });
      at += 1;
    } else {
      changes.push({ kind: "+", line: young ?? "" });
      to += 1;
    }
  }
  return changes;
}

/** How many lines the rests of the two sides have in common, by where the rests start. */
function commonLengths(before: readonly string[], after: readonly string[]): readonly Uint32Array[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  for (let at = before.length - 1; at >= 0; at -= 1) {
    const [row, next] = [common[at], common[at + 1]];
    if (row === undefined || next === undefined) continue;
    for (let to = after.length - 1; to >= 0; to -= 1) {
      row[to] = before[at] === after[to] ? (next[to + 1] ?? 0) + 1 : Math.max(next[to] ?? 0, row[to + 1] ?? 0);
    }
  }
  return common;
}
