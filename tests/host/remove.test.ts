import assert from "node:assert/strict";
import { cpSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { changeLedger } from "../../host/ledger.ts";
import { placesIn } from "../../host/places.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { currentDigest, currentRelease } from "../../host/releases.ts";
import { remove } from "../../host/remove.ts";
import type { Release } from "../../render/release.ts";
import { dyingAt } from "./dying-at.ts";
import { fileOf, releaseOf } from "./sample-release.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

const RELEASE = releaseOf({
  secrets: [{ name: "key", kind: "token" }],
  directories: [{ path: "/srv/data", mode: "0755", owner: "root", group: "root" }],
  files: [
    fileOf("/etc/foreign.conf", "ours @@secret:key@@\n"),
    fileOf("/etc/comes/deep/down.conf", "comes\n"),
    fileOf("/etc/stillroom/notes.conf", "notes\n"),
    fileOf("/usr/local/lib/stillroom/agent.cjs", "a stand-in of the agent\n"),
  ],
});
const OTHER = releaseOf({ files: [fileOf("/etc/foreign.conf", "of another release\n")] });
/** A directory stands where its file shall be. */
const GOES_BACK = releaseOf({ files: [fileOf("/etc/foreign.conf", "never\n"), fileOf("/usr/local", "never\n")] });
const PROGRAMS = { systemctl: "exit 0", userdel: "exit 6", "dpkg-query": "exit 0" };

describe("a removal that is killed", { timeout: 300_000 }, () => {
  it("leaves the release whole, or none; and the next removal leaves what was there before, after a delivery in between too", async () => {
    await everyDeath(async (root, before, operation) => {
      const begun = currentDigest(placesIn(root)) === undefined;
      if (begun && operation % 4 === 1) assert.equal(await bring(root, GOES_BACK), "went-back");
      if (begun && operation % 4 === 3) {
        assert.equal(await bring(root, OTHER), "kept");
        assert.equal(readFileSync(join(root, "etc/foreign.conf"), "utf8"), "of another release\n");
        assert.ok(!existsSync(join(root, "etc/comes/deep/down.conf")), `killed at operation ${operation}`);
      }
      assert.deepEqual(await remove({ ...placesIn(root), live: true }, () => undefined), []);
      assert.deepEqual(treeOf(root), before, `killed at operation ${operation} and removed again`);
    });
  });

  it("is told apart from a machine on which somebody took the release away", async () => {
    await withStandInPrograms(PROGRAMS, async ({ root, places }) => {
      assert.equal(await bring(root, OTHER), "kept");
      rmSync(join(places.releases, OTHER.digest), { recursive: true });
      assert.throws(() => currentRelease(places), /current names the release [0-9a-f]{12}, and that is not below/);
    });
  });

  /** Kills it at every operation, looks whether the machine tells the truth about itself, and goes on. */
  async function everyDeath(
    goOn: (root: string, before: Readonly<Record<string, string>>, operation: number) => Promise<void>,
  ): Promise<void> {
    await withStandInPrograms(PROGRAMS, async ({ root }) => {
      mkdirSync(join(root, "etc"));
      mkdirSync(join(root, "usr/local/lib"), { recursive: true });
      mkdirSync(join(root, "var/lib"), { recursive: true });
      mkdirSync(join(root, "srv"));
      writeFileSync(join(root, "etc/foreign.conf"), "foreign\n");
      const before = treeOf(root);
      assert.equal(await bring(root, RELEASE), "kept");
      changeLedger(placesIn(root), (ledger) => ({ ...ledger, accounts: ["account"] }));
      writeFileSync(join(root, "srv/data/row"), "data\n");
      const whole = treeOf(root);
      // The ledger names no path of the root, so a copy of it is as good.
      const start = `${root}-start`;
      cpSync(root, start, { recursive: true });
      let operation = 0;
      for (; ; operation += 1) {
        rmSync(root, { recursive: true });
        cpSync(start, root, { recursive: true });
        const places = { ...placesIn(root), live: true };
        if (!(await dyingAt(operation, () => remove(places, () => undefined)))) break;
        if (currentDigest(places) !== undefined) {
          assert.equal(currentRelease(places)?.digest, RELEASE.digest);
          assert.deepEqual(withoutState(treeOf(root)), withoutState(whole), `killed at operation ${operation}`);
        }
        await goOn(root, before, operation);
      }
      assert.ok(operation > 20, `only ${operation} operations were killed`);
    });
  }
});

async function bring(root: string, release: Release): Promise<string> {
  const request = { delivery: "d", release, patience: PATIENCE };
  const outcome = await applyInFolder(placesIn(root), request, () => undefined);
  return outcome.kind;
}

function treeOf(root: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const path of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
    const stat = lstatSync(join(root, path));
    tree[path] = `${(stat.mode & 0o7777).toString(8)} ${stat.isFile() ? readFileSync(join(root, path), "utf8") : ""}`;
  }
  return tree;
}

function withoutState(tree: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(tree).filter(([path]) => !path.startsWith("var/lib/stillroom") && !path.startsWith("run"));
}
