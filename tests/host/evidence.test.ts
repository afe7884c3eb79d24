import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { beginEvidence, completeEvidence, isComplete, lasting, roomOf } from "../../host/evidence.ts";
import { placesIn, type Places } from "../../host/places.ts";
import { releaseOf } from "./sample-release.ts";

const NOW = new Date("2026-01-02T03:04:05Z");
const ALL = "/var/lib/stillroom/evidence";
const BOUNDS = { seconds: 60, bytes: 8 * 1024 * 1024 };

describe("evidence", () => {
  let root: string;
  let places: Places;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stillroom-evidence-"));
    places = placesIn(root);
  });
  afterEach(() => {
    rmSync(root, { recursive: true });
  });

  const quiet = (): void => undefined;
  const textOf = (folder: string, file: string): string => readFileSync(join(root, folder, file), "utf8");

  it("has every process with the hash of its program, and the hashes of all files", async () => {
    const begun = await beginEvidence(places, NOW, quiet, [["said", ["echo", "one"]]], BOUNDS);
    const { folder, digest, missing } = await completeEvidence(places, begun, [["later", ["echo", "two"]]], quiet);
    assert.deepEqual(missing, []);
    assert.deepEqual(readdirSync(join(root, folder)), ["SHA256SUMS", "later", "processes", "said"]);
    assert.equal(textOf(folder, "said"), "# echo one\none\n# ended with 0\n");
    const own = textOf(folder, "processes")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as { readonly pid: number; readonly programHash?: string })
      .find(({ pid }) => pid === process.pid);
    const sha256 = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");
    assert.equal(own?.programHash, sha256(process.execPath));
    assert.match(textOf(folder, "SHA256SUMS"), new RegExp(`^${sha256(join(root, folder, "later"))}  later$`, "m"));
    assert.equal(digest, sha256(join(root, folder, "SHA256SUMS")));
    assert.equal(statSync(join(root, folder)).mode & 0o777, 0o700);
  });

  it("that can't be written is told, and stops nobody", async () => {
    mkdirSync(join(root, "/var/lib/stillroom"), { recursive: true });
    writeFileSync(join(root, ALL), "");
    const begun = await beginEvidence(places, NOW, quiet, [["said", ["echo", "one"]]], BOUNDS);
    const { digest, missing } = await completeEvidence(places, begun, [["later", ["echo", "two"]]], quiet);
    assert.equal(digest, undefined);
    assert.match(missing.join("\n"), /^what is gone in a moment: Error: E.*\nthe rest: Error: E/);
    assert.equal(isComplete(places, begun.folder), false);
  });

  it("of a run that was stopped in the middle is finished by the next, and what was whole stays as it is", async () => {
    const begun = await beginEvidence(places, NOW, quiet, [], BOUNDS);
    writeFileSync(join(root, begun.folder, "first"), "written before");
    writeFileSync(join(root, begun.folder, "second.part"), "stopped in the mi");
    assert.equal(isComplete(places, begun.folder), false);
    const looks = ["first", "second", "third"].map((name) => [name, ["echo", name]] as const);
    const { folder, missing, digest } = await completeEvidence(places, begun, looks, quiet);
    assert.deepEqual(missing, []);
    assert.deepEqual(readdirSync(join(root, folder)), ["SHA256SUMS", "first", "processes", "second", "third"]);
    assert.equal(textOf(folder, "first"), "written before");
    assert.equal(textOf(folder, "second"), "# echo second\nsecond\n# ended with 0\n");
    assert.match(textOf(folder, "SHA256SUMS"), / {2}third$/m);
    assert.equal(digest?.length, 64);
    assert.equal(isComplete(places, folder), true);
  });

  it("tells of each file that can't be written, and goes on with the others", async () => {
    const begun = await beginEvidence(places, NOW, quiet, [], BOUNDS);
    mkdirSync(join(root, begun.folder, "later"));
    const looks = [
      ["later", ["echo", "two"]],
      ["last", ["echo", "three"]],
    ] as const;
    const { folder, missing } = await completeEvidence(places, begun, looks, quiet);
    assert.match(missing.join("\n"), /^later: Error: EISDIR/);
    assert.match(textOf(folder, "last"), /three/);
  });

  it("is bounded in time and in room, says what is cut off, and nothing of what is whole", async () => {
    const looks = [
      ["hangs", ["sleep", "60"]],
      ["endless", ["yes"]],
      ["whole", ["head", "-c", "900", "/dev/zero"]],
    ] as const;
    const begun = await beginEvidence(places, NOW, quiet, looks, { seconds: 2, bytes: 1000 });
    assert.deepEqual(
      begun.missing.filter((one) => !one.startsWith("processes: ")),
      ["hangs: sh was stopped after 2 seconds.", "endless: cut off after 1000 bytes"],
    );
    assert.equal(statSync(join(root, begun.folder, "endless")).size, "# yes\n".length + 1000);
    assert.match(begun.missing.join("\n"), /^processes: no room on the disk for \d+ of \d+$/m);
  });

  it("leaves a fifth of the disk free, or two gigabytes of a large one", () => {
    assert.equal(roomOf({ bsize: 4096, blocks: 1000, bavail: 900 }), 700 * 4096);
    assert.equal(roomOf({ bsize: 4096, blocks: 1000, bavail: 150 }), 0);
    assert.equal(roomOf({ bsize: 4096, blocks: 10_000_000, bavail: 1_000_000 }), 4096e6 - 2 * 1024 ** 3);
  });

  it("of the journal is cut off where it is oldest", () => {
    // journalctl(1), --reverse: the newest entries first.
    const journals = lasting(releaseOf({})).filter(([, argv]) => argv[0] === "journalctl");
    assert.deepEqual(
      journals.map(([file]) => file),
      ["logins", "journal"],
    );
    for (const [file, argv] of journals) assert.ok(argv.includes("--reverse"), file);
  });
});
