import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";

const place = mkdtempSync(join(tmpdir(), "cache-"));
process.env["XDG_CACHE_HOME"] = place;
const { cachedFolder, CACHE } = await import("../../../scripts/sandbox/cache.ts");

describe("the cache", () => {
  after(() => {
    rmSync(place, { recursive: true });
  });
  let fills = 0;
  const fill = async (folder: string): Promise<void> => {
    fills += 1;
    await writeFile(join(folder, "content"), "whole");
  };

  it("fills a folder once for each recipe", async () => {
    const first = await cachedFolder("thing", { recipe: 1 }, fill);
    assert.equal(await cachedFolder("thing", { recipe: 1 }, fill), first);
    assert.equal(fills, 1);
    assert.notEqual(await cachedFolder("thing", { recipe: 2 }, fill), first);
    assert.equal(fills, 2);
  });

  for (const [how, damage] of [
    ["lost a file", (folder: string) => rm(join(folder, "content"))],
    ["was cut short", (folder: string) => writeFile(join(folder, "content"), "wh")],
    ["was added to", (folder: string) => writeFile(join(folder, "more"), "")],
    ["lost its seal", (folder: string) => rm(`${folder}.seal`)],
  ] as const) {
    it(`fills a folder anew that ${how}`, async () => {
      const folder = await cachedFolder("thing", { recipe: 1 }, fill);
      const before = fills;
      await damage(folder);
      assert.equal(await cachedFolder("thing", { recipe: 1 }, fill), folder);
      assert.equal(fills, before + 1);
      assert.equal(await readFile(join(folder, "content"), "utf8"), "whole");
    });
  }

  it("fills a folder once for all who want it at once", async () => {
    const before = fills;
    const slow = async (folder: string): Promise<void> => {
      await sleep(50);
      await fill(folder);
    };
    const folders = await Promise.all([1, 2, 3].map(() => cachedFolder("wanted", {}, slow)));
    assert.equal(new Set(folders).size, 1);
    assert.equal(fills, before + 1);
  });

  it("leaves nothing of a filling that failed, and clears what a killed one left", async () => {
    const broken = cachedFolder("other", {}, () => Promise.reject(new Error("no network")));
    await assert.rejects(broken, /no network/);
    const folder = await cachedFolder("other", {}, fill);
    await rm(folder, { recursive: true });
    await mkdir(`${folder}.making`);
    await writeFile(join(`${folder}.making`, "half"), "");
    assert.equal(await cachedFolder("other", {}, fill), folder);
    assert.deepEqual(await readdir(folder), ["content"]);
    await assert.rejects(readdir(`${folder}.making`), { code: "ENOENT" });
    assert.ok(folder.startsWith(CACHE));
  });
});
