import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { runInNewContext } from "node:vm";
import type * as bundling from "../../render/bundle.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** A module that has bundled nothing yet, as in a process of its own. */
async function fresh(): Promise<typeof bundling> {
  // The query makes it another module.
  return (await import(`../../render/bundle.ts?${Math.random()}`)) as typeof bundling;
}

describe("a program of ours as one file", () => {
  let folder: string;
  let entry: string;

  before(() => {
    // Inside the repository, since its packages are ours.
    folder = mkdtempSync(join(ROOT, "tests/render/bundled-"));
    entry = relative(ROOT, join(folder, "main.ts"));
    write("main.ts", 'import { word } from "./word.ts";\nconsole.log(word);\n');
    write("word.ts", 'export const word: string = "first";\n');
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function write(name: string, text: string): void {
    writeFileSync(join(folder, name), text);
  }

  it("is the same however often it is made, and holds no path of this computer", async () => {
    const one = (await fresh()).bundleText({ entry, runs: "browser" });
    const two = (await fresh()).bundleText({ entry, runs: "browser" });
    assert.equal(one, two);
    assert.match(one, /first/);
    for (const told of [dirname(ROOT), basename(folder)]) assert.ok(!one.includes(told));
  });

  it("follows each of its sources, not only the one where it begins", async () => {
    const old = (await fresh()).bundleText({ entry, runs: "node" });
    write("word.ts", 'export const word: string = "second";\n');
    const changed = (await fresh()).bundleText({ entry, runs: "node" });
    assert.match(old, /first/);
    assert.match(changed, /second/);
    assert.doesNotMatch(changed, /first/);
  });

  it("holds nothing that the machine would fill in, and says the same", async () => {
    write("word.ts", 'export const word: string = "@@secret:video_token_key@@" + String(/^@@$/.test("@@"));\n');
    const text = (await fresh()).bundleText({ entry, runs: "node" });
    assert.ok(!text.includes("@@"));
    const said: unknown[] = [];
    runInNewContext(text, { console: { log: (word: unknown) => said.push(word) } });
    assert.deepEqual(said, ["@@secret:video_token_key@@true"]);
  });

  it("is one for each place in which it runs", async () => {
    const { bundleText } = await fresh();
    assert.notEqual(bundleText({ entry, runs: "node" }), bundleText({ entry, runs: "browser" }));
  });
});
