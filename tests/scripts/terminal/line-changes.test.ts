import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { lineChanges } from "../../../scripts/terminal/line-changes.ts";

const LINES = fc.array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 });

/** How many lines two texts have in common, in the same order, found by trying everything. */
function mostInCommon(before: readonly string[], after: readonly string[]): number {
  const [first, ...rest] = before;
  if (first === undefined) return 0;
  const without = mostInCommon(rest, after);
  const at = after.indexOf(first);
  return at === -1 ? without : Math.max(without, 1 + mostInCommon(rest, after.slice(at + 1)));
}

describe("what leads from one text to another", () => {
  it("gives both back", () => {
    fc.assert(
      fc.property(LINES, LINES, (before, after) => {
        const changes = lineChanges(before, after);
        const side = (other: string): readonly string[] =>
          changes.filter(({ kind }) => kind !== other).map(({ line }) => line);
        assert.deepEqual(side("+"), before);
        assert.deepEqual(side("-"), after);
      }),
    );
  });

  it("keeps as many lines as can be kept", () => {
    fc.assert(
      fc.property(LINES, LINES, (before, after) => {
        const kept = lineChanges(before, after).filter(({ kind }) => kind === " ").length;
        assert.equal(kept, mostInCommon(before, after));
      }),
    );
  });

  it("takes long texts that differ everywhere as a whole, without comparing each line with each", () => {
    const before = Array.from({ length: 20_000 }, (_, index) => `a${index}`);
    const after = Array.from({ length: 20_000 }, (_, index) => `b${index}`);
    assert.equal(lineChanges(before, after).length, 40_000);
  });
});
