import assert from "node:assert/strict";
import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { JOURNAL_FOLDER, journalOf } from "../../../scripts/fleet/journal.ts";

describe("a fleet's journal", () => {
  const folder = mkdtempSync(join(tmpdir(), "journal-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });
  const [one, two] = ["1".repeat(64), "2".repeat(64)];

  it("knows in the next run what was done, as it was then, and not what a crash cut off", () => {
    journalOf(folder, "up", false).done("north", one);
    appendFileSync(join(folder, JOURNAL_FOLDER, "fleet-up.jsonl"), `{"stack":"south","finger`);
    const next = journalOf(folder, "up", true);
    assert.ok(next.isDone("north", one));
    assert.ok(!next.isDone("north", two));
    assert.ok(!next.isDone("south", one));
    assert.ok(!journalOf(folder, "destroy", true).isDone("north", one));
  });

  it("forgets where a run begins anew", () => {
    journalOf(folder, "up", false);
    assert.ok(!journalOf(folder, "up", true).isDone("north", one));
  });
});
