import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { recover } from "../../host/go-back.ts";
import { placesIn } from "../../host/places.ts";
import { PATIENCE, type Outcome } from "../../host/protocol.ts";
import { rotateSecret } from "../../host/rotate-secret.ts";
import { dyingAt } from "./dying-at.ts";
import { fileOf, releaseOf } from "./sample-release.ts";

const RELEASE = releaseOf({
  secrets: [
    { name: "key", kind: "token" },
    { name: "other", kind: "token" },
  ],
  files: [
    fileOf("/etc/one.conf", "one @@secret:key@@ and @@secret:key@@\n", { mode: "0640" }),
    fileOf("/etc/two.conf", "two @@secret:key@@ @@secret:other@@ @@fact:architecture@@\n"),
    fileOf("/etc/plain.conf", "plain\n"),
  ],
});

const rotate = (folder: string): Promise<Outcome> =>
  rotateSecret(placesIn(folder), RELEASE, "key", PATIENCE, () => undefined);

describe("the rotation of a secret", { timeout: 300_000 }, () => {
  let scratch: string;
  let start: string;

  before(async () => {
    scratch = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "stillroom-rotation-"));
    start = join(scratch, "start");
    const request = { delivery: "d", release: RELEASE, patience: PATIENCE };
    assert.equal((await applyInFolder(placesIn(start), request, () => undefined)).kind, "kept");
  });
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  /** Always at the same place: a journal names paths. */
  function fresh(from = start): string {
    const folder = join(scratch, "folder");
    rmSync(folder, { recursive: true, force: true });
    cpSync(from, folder, { recursive: true });
    return folder;
  }

  const secretIn = (folder: string, name: string): string => readFileSync(join(placesIn(folder).secrets, name), "utf8");

  /** Every file holds the value that the secret has; nothing else of it is left anywhere. */
  function assertWhole(folder: string, when: string): void {
    const [key, other] = [secretIn(folder, "key"), secretIn(folder, "other")];
    assert.match(key, /^[A-Za-z0-9_-]{43}$/, when);
    assert.equal(other, secretIn(start, "other"), when);
    assert.equal(readFileSync(join(folder, "etc/one.conf"), "utf8"), `one ${key} and ${key}\n`, when);
    assert.match(readFileSync(join(folder, "etc/two.conf"), "utf8"), new RegExp(`^two ${key} ${other} \\w+\n$`), when);
    assert.equal(statSync(join(folder, "etc/one.conf")).mode & 0o7777, 0o640, when);
    assert.equal(existsSync(placesIn(folder).journal), false, when);
  }

  /** Files that hold a text, below the folder. */
  function holding(folder: string, text: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter(
        (path) => statSync(join(folder, path)).isFile() && readFileSync(join(folder, path), "utf8").includes(text),
      )
      .sort();
  }

  it("changes the secret and every file that holds it, and leaves no old value and no second new one", async () => {
    const folder = fresh();
    const outcome = await rotate(folder);
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    assert.deepEqual([...outcome.changed].sort(), ["/etc/one.conf", "/etc/two.conf", "/var/lib/stillroom/secrets/key"]);
    assertWhole(folder, "after it");
    assert.notEqual(secretIn(folder, "key"), secretIn(start, "key"));
    assert.deepEqual(holding(folder, secretIn(start, "key")), []);
    const expected = ["etc/one.conf", "etc/two.conf", "var/lib/stillroom/secrets/key"];
    assert.deepEqual(holding(folder, secretIn(folder, "key")), expected);
    assert.ok(!JSON.stringify(outcome).includes(secretIn(folder, "key")));
  });

  it("is whole or not at all, wherever it is killed, and can be done then", async () => {
    const seen = new Set<boolean>();
    let operation = 0;
    for (; ; operation += 1) {
      const folder = fresh();
      if (!(await dyingAt(operation, () => rotate(folder)))) break;
      const words = await recover(placesIn(folder), false);
      if (words !== undefined) assert.match(words, /^The rotation of the secret key had been stopped/);
      assertWhole(folder, `killed at operation ${operation}`);
      seen.add(secretIn(folder, "key") === secretIn(start, "key"));
      assert.equal((await rotate(folder)).kind, "kept");
      assertWhole(folder, `killed at operation ${operation} and done again`);
    }
    assert.ok(operation > 30, `only ${operation} operations were killed`);
    assert.deepEqual(seen, new Set([true, false]));
  });

  it("whose recovery is killed too is still whole", async () => {
    const half = await undecided();
    let operation = 0;
    for (; ; operation += 1) {
      const folder = fresh(half);
      if (!(await dyingAt(operation, () => recover(placesIn(folder), false)))) break;
      await recover(placesIn(folder), false);
      assertWhole(folder, `recovery killed at operation ${operation}`);
      assert.equal(secretIn(folder, "key"), secretIn(start, "key"));
    }
    assert.ok(operation > 5, `only ${operation} operations of the recovery were killed`);
  });

  /** As the last operation before the new value counts leaves it. */
  async function undecided(): Promise<string> {
    const half = join(scratch, "half");
    for (let operation = 0; ; operation += 1) {
      const folder = fresh();
      if (!(await dyingAt(operation, () => rotate(folder)))) return half;
      const { journal } = placesIn(folder);
      if (!existsSync(journal) || readFileSync(journal, "utf8").includes('"decided"')) continue;
      rmSync(half, { recursive: true, force: true });
      cpSync(folder, half, { recursive: true });
    }
  }
});
