import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "node:test";

const MODULE = new URL("../../desk/last-resort.ts", import.meta.url).href;
const ROW = "Failing row contains (hana)";

/** What a process says that does this with `error` once it waits for nothing, and how it ends. */
function endOf(script: string): { readonly status: number | null; readonly said: string } {
  const program = `
    import { endWhenUnexpected } from ${JSON.stringify(MODULE)};
    endWhenUnexpected();
    const error = Object.assign(new TypeError(${JSON.stringify(ROW)}), { code: "23514" });
    setInterval(() => {}, 1000);
    ${script}`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", program],
    { encoding: "utf8", timeout: 60_000 },
  );
  return { status, said: stdout + stderr };
}

describe("what nobody caught", () => {
  for (const [what, script] of [
    ["an error outside of every request", "setImmediate(() => { throw error; });"],
    ["a promise that nobody waits for", "setImmediate(() => void Promise.reject(error));"],
  ] as const) {
    it(`ends the desk with one line that tells its kind and place and nothing else: ${what}`, () => {
      const { status, said } = endOf(script);
      assert.equal(status, 70);
      assert.match(said, /^The desk ends, .*: TypeError 23514 at \S+:\d+:\d+\.\n$/);
    });
  }

  it("ends it also where it is no error", () => {
    const { status, said } = endOf(`setImmediate(() => { throw ${JSON.stringify(ROW)}; });`);
    assert.equal(status, 70);
    assert.match(said, /: no error\.\n$/);
    assert.ok(!said.includes(ROW));
  });
});
