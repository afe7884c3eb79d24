import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { askSeparately } from "../../../policies/readers/separate-process.ts";

const folder = mkdtempSync(join(tmpdir(), "stillroom-separate-"));
after(() => {
  rmSync(folder, { recursive: true });
});

function ask(program: string, question = "") {
  const path = join(folder, "program.mjs");
  writeFileSync(path, program);
  return askSeparately(pathToFileURL(path), question);
}

describe("a program in a process of its own", () => {
  it("gets the question and answers it", () => {
    const program =
      'import { readFileSync } from "node:fs"; process.stdout.write(readFileSync(0, "utf8").toUpperCase());';
    assert.deepEqual(ask(program, "quiet"), { kind: "answered", text: "QUIET" });
  });

  it("gets nothing of this process's environment", () => {
    assert.deepEqual(ask("process.stdout.write(JSON.stringify(process.env));"), { kind: "answered", text: "{}" });
  });

  const silent: readonly (readonly [string, string, RegExp])[] = [
    ["runs without end", "for (;;) {}", /longer/],
    ["says without end", 'const text = "x".repeat(1e6); for (;;) process.stdout.write(text);', /says more|memory/],
    ["takes all memory", "const kept = []; for (;;) kept.push(new Array(1e5).fill(kept.length));", /more memory/],
    ["fails", "process.exit(3);", /fails on it/],
  ];
  for (const [what, program, why] of silent) {
    it(`is ended when it ${what}`, () => {
      const answer = ask(program);
      assert.ok(answer.kind === "silent");
      assert.match(answer.why, why);
    });
  }

  it("is silent when it is not there", () => {
    assert.equal(askSeparately(pathToFileURL(join(folder, "nowhere.mjs")), "").kind, "silent");
  });
});
