import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Row } from "../../../scripts/fleet/outcome.ts";
import { fleetLines, fleetView } from "../../../scripts/terminal/fleet-view.ts";

const ROW: Row = { stack: "", stage: "", changes: undefined, findings: 0, retries: 0, seconds: 0, outcome: undefined };

const ROWS: readonly Row[] = [
  {
    ...ROW,
    stack: "amber-quay",
    seconds: 31.2,
    changes: { created: 12, updated: 1, deleted: 0 },
    outcome: { kind: "good" },
  },
  { ...ROW, stack: "north", stage: "update Release", seconds: 12, retries: 1 },
  { ...ROW, stack: "south", seconds: 3, findings: 2, outcome: { kind: "failed", cause: "findings", what: "…" } },
  ...Array.from({ length: 40 }, (_, i) => ({ ...ROW, stack: `waiting-${i}` })),
];

const plain = (_: string, text: string): string => text;

describe("the live view", () => {
  it("has a row for each practice, and what is known of it", () => {
    const lines = fleetLines(ROWS, { width: 100, height: 60, paint: plain });
    assert.match(lines[0] ?? "", /^stack +stage +time +changes +findings$/);
    assert.match(lines[1] ?? "", /^amber-quay +good +31\.2 s +\+12 ~1 -0/);
    assert.match(lines[2] ?? "", /^north +update Release \(try 2\) +12\.0 s/);
    assert.match(lines[3] ?? "", /^south +failed: findings +3\.0 s +2$/);
    assert.equal(lines.at(-1), "1 good, 1 failed, 1 running, 40 waiting");
  });

  for (const [width, height] of [
    [200, 50],
    [80, 24],
    [40, 10],
    [20, 5],
    [10, 4],
  ] as const) {
    it(`is never larger than ${width} by ${height}`, () => {
      const lines = fleetLines(ROWS, { width, height, paint: plain });
      assert.ok(lines.length < height, String(lines.length));
      for (const line of lines) assert.ok(line.length < width, line);
    });
  }

  it("shows what runs and what failed where there is no room for all", () => {
    const text = fleetLines(ROWS, { width: 80, height: 5, paint: plain }).join("\n");
    assert.match(text, /north/);
    assert.match(text, /south/);
    assert.doesNotMatch(text, /amber|waiting-/);
  });

  it("is a line for each stage in a pipe, with nothing that a terminal obeys", () => {
    let written = "";
    const view = fleetView({ write: (text) => (written += text) }, "auto", () => 0);
    for (const stage of ["", "preview", "preview", "update \u001b[2J"]) view.changed({ ...ROW, stack: "north", stage });
    view.changed({ ...ROW, stack: "north", outcome: { kind: "good" } });
    view.end();
    assert.equal(written.split("\n").length, 4, written);
    assert.ok(!written.includes("\u001b"));
    assert.match(written, /^ {4}0\.0 s {2}north {2}preview\n/);
  });
});
