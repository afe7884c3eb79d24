import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { unifiedDiff } from "../../../scripts/terminal/unified-diff.ts";

describe("a comparison as diff -u prints it", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-diff-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  const one = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join("");

  it("is empty where both are the same", () => {
    assert.deepEqual(unifiedDiff(one, one), []);
    assert.deepEqual(unifiedDiff("", ""), []);
  });

  it("has three lines around each change, and a hunk for each group of changes", () => {
    const other = one.replace("line 3\n", "third\n").replace("line 16\n", "");
    assert.deepEqual(unifiedDiff(one, other), [
      "@@ -1,7 +1,7 @@",
      ...[" line 0", " line 1", " line 2", "-line 3", "+third", " line 4", " line 5", " line 6"],
      "@@ -14,7 +14,6 @@",
      ...[" line 13", " line 14", " line 15", "-line 16", " line 17", " line 18", " line 19"],
    ]);
  });

  it("shows a last line without an end", () => {
    assert.deepEqual(unifiedDiff("a\n", "a"), ["@@ -1 +1 @@", "-a", "+a", "\\ No newline at end of file"]);
    assert.deepEqual(unifiedDiff("", "a\n"), ["@@ -0,0 +1 @@", "+a"]);
  });

  it("leads patch(1) from one text to the other", (test) => {
    if (spawnSync("patch", ["--version"]).error !== undefined) {
      test.skip("patch is not installed");
      return;
    }
    const text = fc
      .array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 30 })
      .chain((lines) => fc.constantFrom("", "\n").map((end) => (lines.length === 0 ? "" : lines.join("\n") + end)));
    fc.assert(
      fc.property(text, text, (old, young) => {
        fc.pre(old !== young);
        const file = join(folder, "file");
        writeFileSync(file, old);
        const input = `--- file\n+++ file\n${unifiedDiff(old, young).join("\n")}\n`;
        const patched = spawnSync("patch", ["--silent", "--fuzz=0", "--output=-", file], { input, encoding: "utf8" });
        assert.equal(patched.stdout, young, input);
      }),
      { numRuns: 60 },
    );
  });
});
