import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";

const ROOT = new URL("../../", import.meta.url).pathname;

describe("the run of all tests", () => {
  const folder = mkdtempSync(join(tmpdir(), "stillroom-test-files-"));
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs files that hold these lines, as scripts/test does. */
  const ran = (
    name: string,
    ...files: readonly string[]
  ): { readonly status: number | null; readonly text: string } => {
    files.forEach((text, index) => {
      writeFileSync(join(folder, `${name}-${index}.test.mjs`), `import { it } from "node:test";\n${text}\n`);
    });
    // Within a test, Node.js would take its runner for part of that test.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const argv = ["--no-warnings", "scripts/test-files.ts", "2", join(folder, `${name}-*.test.mjs`)];
    const { status, stdout, stderr } = spawnSync(process.execPath, argv, { cwd: ROOT, env, encoding: "utf8" });
    return { status, text: stdout + stderr };
  };

  it("is good where every test passes, and says how many each file has", () => {
    const { status, text } = ran("good", 'it("one", () => {});', 'it("two", () => {});\nit("three", () => {});');
    assert.equal(status, 0, text);
    assert.match(text, /^ok .*good-0\.test\.mjs +1 passed/m);
    assert.match(text, /^ok .*good-1\.test\.mjs +2 passed/m);
  });

  for (const [what, text] of [
    ["a test fails", 'it("one", () => { throw new Error("broken"); });'],
    ["a file ends before its tests", 'it("one", () => {});\nprocess.exit(3);'],
    ["a file can't be read", "const;"],
  ] as const) {
    it(`is bad where ${what}`, () => {
      const { status, text: told } = ran(what.replaceAll(/\W/g, "-"), text, 'it("two", () => {});');
      assert.equal(status, 1, told);
      assert.match(told, /FAILED/);
    });
  }

  it("is bad where there is nothing to run", () => {
    const { status, text } = ran("none");
    assert.equal(status, 2, text);
    assert.match(text, /nothing would be tested/);
  });
});
