import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { recover } from "../../host/go-back.ts";
import { placesIn } from "../../host/places.ts";
import { PATIENCE, type ApplyRequest, type Outcome } from "../../host/protocol.ts";
import { currentDigest } from "../../host/releases.ts";
import type { Release } from "../../render/release.ts";
import { dyingAt, fullFrom } from "./dying-at.ts";
import { fileOf, releaseOf } from "./sample-release.ts";

const OLD = releaseOf({
  secrets: [{ name: "key", kind: "token" }],
  files: [
    fileOf("/etc/one.conf", "one of the old\n"),
    fileOf("/etc/goes/away.conf", "goes\n"),
    fileOf("/etc/secret.conf", "old @@secret:key@@\n", { mode: "0640" }),
    fileOf("/etc/same.conf", "same\n"),
  ],
});
const NEW = releaseOf({
  secrets: [{ name: "key", kind: "token" }],
  directories: ["/etc/folder", "/etc/folder/inside"].map((path) => ({
    path,
    mode: "0750",
    owner: "root",
    group: "root",
  })),
  files: [
    fileOf("/etc/one.conf", "one of the new\n", { mode: "0600" }),
    fileOf("/etc/comes/deep/down.conf", "comes\n"),
    fileOf("/etc/secret.conf", "new @@secret:key@@\n", { mode: "0640" }),
    fileOf("/etc/same.conf", "same\n"),
    fileOf("/etc/foreign.conf", "ours\n"),
  ],
});

describe("a switch that is killed", { timeout: 600_000 }, () => {
  let scratch: string;
  let start: string;

  before(async () => {
    // In memory where there is such a folder: thousands of fsyncs prove nothing more on a disk.
    scratch = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "stillroom-crash-"));
    start = join(scratch, "start");
    mkdirSync(join(start, "etc"), { recursive: true });
    writeFileSync(join(start, "etc/foreign.conf"), "foreign\n");
    await bring(start, OLD);
  });
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  it("at any operation at all leaves the old release or the new one, whole, after recovery", async () => {
    const old = treeOf(start);
    const whole = copyOf(start, "whole");
    await bring(whole, NEW);
    const fresh = treeOf(whole);
    const seen = new Set<string>();
    let operation = 0;
    for (; ; operation += 1) {
      const folder = copyOf(start, "folder");
      if (!(await dyingAt(operation, () => bring(folder, NEW)))) break;
      await recover(placesIn(folder), false);
      const digest = currentDigest(placesIn(folder));
      assert.ok(digest === OLD.digest || digest === NEW.digest);
      assert.deepEqual(treeOf(folder), digest === OLD.digest ? old : fresh, `killed at operation ${operation}`);
      assert.equal(existsSync(placesIn(folder).journal), false);
      seen.add(digest);
      // And it can go on from there.
      await bring(folder, NEW);
      assert.deepEqual(treeOf(folder), fresh, `killed at operation ${operation} and delivered again`);
    }
    assert.ok(operation > 60, `only ${operation} operations were killed`);
    assert.deepEqual(seen, new Set([OLD.digest, NEW.digest]));
  });

  it("by a full disk at any operation has gone back, or not, as a whole, with no room for it", async () => {
    const old = treeOf(start);
    const whole = copyOf(start, "whole");
    await bring(whole, NEW);
    const fresh = treeOf(whole);
    const seen = new Set<string>();
    let operation = 0;
    for (; ; operation += 1) {
      const folder = copyOf(start, "folder");
      let outcome: Outcome | undefined;
      const deliver = async (): Promise<void> => {
        outcome = await applyInFolder(placesIn(folder), requestOf(NEW), () => undefined);
      };
      if (!(await fullFrom(operation, deliver))) break;
      const digest = currentDigest(placesIn(folder));
      assert.ok(digest === OLD.digest || digest === NEW.digest);
      assert.deepEqual(treeOf(folder), digest === OLD.digest ? old : fresh, `full at operation ${operation}`);
      assert.equal(saidOf(outcome), digest, `full at operation ${operation}`);
      seen.add(digest);
      // And with room again it can go on.
      await bring(folder, NEW);
      assert.deepEqual(treeOf(folder), fresh, `full at operation ${operation} and delivered again`);
    }
    assert.ok(operation > 20, `the disk was full at ${operation} operations only`);
    assert.deepEqual(seen, new Set([OLD.digest, NEW.digest]));
  });

  it("and whose recovery is killed too, at any operation, is still taken back as a whole", async () => {
    const old = treeOf(start);
    const half = await halfSwitched();
    assert.notDeepEqual(treeOf(half), old);
    let operation = 0;
    for (; ; operation += 1) {
      const folder = copyOf(half, "folder");
      if (!(await dyingAt(operation, () => recover(placesIn(folder), false)))) break;
      await recover(placesIn(folder), false);
      assert.deepEqual(treeOf(folder), old, `recovery killed at operation ${operation}`);
    }
    assert.ok(operation > 10, `only ${operation} operations of the recovery were killed`);
  });

  it("and that finds second names which an earlier power cut brought back never takes them for the old files", async () => {
    const littered = copyOf(start, "littered");
    const second = (number: number): string => join(littered, `etc/.one.conf.${number}.stillroom-old`);
    for (let number = 0; number < 10; number += 1) writeFileSync(second(number), "older than old\n");
    const without = (tree: Readonly<Record<string, string>>): readonly (readonly [string, string])[] =>
      Object.entries(tree).filter(([path]) => !path.endsWith(".stillroom-old"));
    const old = without(treeOf(littered));
    for (let operation = 0; ; operation += 1) {
      const folder = copyOf(littered, "folder");
      if (!(await dyingAt(operation, () => bring(folder, NEW)))) break;
      await recover(placesIn(folder), false);
      if (currentDigest(placesIn(folder)) === NEW.digest) continue;
      assert.deepEqual(without(treeOf(folder)), old, `killed at operation ${operation}`);
    }
  });

  it("on a machine that had no release leaves nothing", async () => {
    const empty = join(scratch, "empty");
    mkdirSync(join(empty, "etc"), { recursive: true });
    writeFileSync(join(empty, "etc/foreign.conf"), "foreign\n");
    const before = treeOf(empty);
    for (let operation = 0; ; operation += 1) {
      const folder = copyOf(empty, "folder");
      if (!(await dyingAt(operation, () => bring(folder, NEW)))) break;
      await recover(placesIn(folder), false);
      if (currentDigest(placesIn(folder)) === undefined) assert.deepEqual(treeOf(folder), before);
    }
  });

  function copyOf(from: string, name: string): string {
    const to = join(scratch, name);
    rmSync(to, { recursive: true, force: true });
    cpSync(from, to, { recursive: true });
    return to;
  }

  /** As the last operation before the new release counts leaves it. */
  async function halfSwitched(): Promise<string> {
    let half = "";
    for (let operation = 0; ; operation += 1) {
      // Where the half-switched copies will lie too: the journal names paths.
      const folder = copyOf(start, "folder");
      await dyingAt(operation, () => bring(folder, NEW));
      if (currentDigest(placesIn(folder)) === NEW.digest) return half;
      if (existsSync(placesIn(folder).journal)) half = copyOf(folder, "half");
    }
  }
});

const requestOf = (release: Release): ApplyRequest<Release> => ({ delivery: "d", release, patience: PATIENCE });

/** What the delivery says is running. */
function saidOf(outcome: Outcome | undefined): string | undefined {
  return outcome?.kind === "went-back" ? outcome.running : outcome?.digest;
}

async function bring(folder: string, release: Release): Promise<void> {
  const outcome = await applyInFolder(placesIn(folder), requestOf(release), () => undefined);
  assert.ok(outcome.kind === "kept" || outcome.kind === "unchanged", JSON.stringify(outcome));
}

/** Everything outside the agent's own state: path, mode and content. */
function treeOf(root: string): Readonly<Record<string, string>> {
  const tree: Record<string, string> = {};
  for (const path of readdirSync(join(root, "etc"), { recursive: true, encoding: "utf8" }).sort()) {
    const at = join(root, "etc", path);
    const stat = lstatSync(at);
    tree[path] = `${(stat.mode & 0o7777).toString(8)} ${stat.isFile() ? readFileSync(at, "utf8") : "folder"}`;
  }
  return tree;
}
