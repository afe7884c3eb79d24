import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";

const ROOT = new URL("../../../", import.meta.url).pathname;
const REFERENCE = join(ROOT, "Pulumi.prod.yaml");
const folder = mkdtempSync(join(tmpdir(), "stillroom-kit-"));
after(() => {
  rmSync(folder, { recursive: true });
});

/** The reference with what it shows behind marks of comments. */
const WITH_WORKSTATIONS = join(folder, "Pulumi.prod.yaml");
writeFileSync(
  WITH_WORKSTATIONS,
  readFileSync(REFERENCE, "utf8").replace(/^ {2}# stillroom:workstations:\n(?: {2}# {3}.*\n)+/m, (block) =>
    block.replaceAll(/^ {2}# /gm, "  "),
  ),
);

function kit(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/stillroom.js"), "kit", ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const all = (place: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(place, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(place.length + 1), readFileSync(path).toString("base64")]),
  );

const filesIn = (place: string): readonly string[] => Object.keys(all(place)).sort();

describe("stillroom kit", () => {
  it("writes a folder and the same in a zip, the same bytes each time, also over an earlier one", () => {
    const [first, second] = [join(folder, "a/first"), join(folder, "second")];
    const { status, stdout, stderr } = kit(WITH_WORKSTATIONS, "--out", first);
    assert.deepEqual([status, stderr], [0, ""]);
    assert.match(
      stdout,
      /^\d+ files for the people of prod are in .*\/kit, and the same in .*\/kit\.zip\. Open index\.html first\.\n/,
    );
    assert.equal(Number.parseInt(stdout, 10), filesIn(join(first, "kit")).length);
    assert.equal(statSync(join(first, "kit/workstations/linux/vpn-only")).mode & 0o777, 0o755);
    assert.equal(kit(WITH_WORKSTATIONS, "--out", second).status, 0);
    assert.ok(isDeepStrictEqual(all(first), all(second)), "the same bytes");
    assert.equal(kit(WITH_WORKSTATIONS, "--out", first).status, 0);
    assert.ok(isDeepStrictEqual(all(first), all(second)), "the same bytes over an earlier one");
    assert.deepEqual(readdirSync(join(folder, "a")), ["first"], "nothing is left beside it");
  });

  it("says what the stack file leaves out, and makes the rest", () => {
    const place = join(folder, "rest");
    const { status, stdout } = kit(REFERENCE, "--out", place);
    assert.equal(status, 0);
    assert.match(
      stdout,
      /\nThe folder workstations\/linux is not made, for want of stillroom:workstations in the stack file; Pulumi\.prod\.yaml shows/,
    );
    const made = filesIn(place);
    assert.deepEqual(
      made.filter((path) => path.startsWith("kit/workstations/linux/")),
      [],
    );
    for (const path of ["kit.zip", "kit/SHA256SUMS", "kit/index.html"]) assert.ok(made.includes(path), path);
  });

  it("answers programs in one JSON document", () => {
    const { status, stdout } = kit(REFERENCE, "--out", join(folder, "rest"), "--json");
    assert.equal(status, 0);
    const { missing, notes, ...answer } = JSON.parse(stdout) as Record<"missing" | "notes", readonly unknown[]>;
    assert.deepEqual(answer, {
      kind: "kit",
      folder: join(folder, "rest"),
      files: filesIn(join(folder, "rest/kit")),
    });
    assert.match(JSON.stringify(notes), /^\["Some papers have lines to fill in by hand/);
    const linux = { part: "workstations/linux", key: "stillroom:workstations" };
    assert.ok(missing.some((left) => isDeepStrictEqual(left, linux)));
    const bad = kit(join(folder, "Pulumi.gone.yaml"), "--out", join(folder, "none"), "--json");
    assert.equal(bad.status, 2);
    assert.equal((JSON.parse(bad.stdout) as { kind: string }).kind, "bad-input");
  });

  it("says what the law's tables leave to a lawyer, since papers print them", () => {
    const british = join(folder, "Pulumi.british.yaml");
    writeFileSync(british, readFileSync(REFERENCE, "utf8").replace("jurisdiction: DE", "jurisdiction: UK"));
    const { status, stdout } = kit(british, "--out", join(folder, "british"));
    assert.equal(status, 0);
    assert.match(stdout, /\nNot verified for the United Kingdom, so ask your lawyer: how long records are kept/);
  });

  it("says that nobody should get the papers of a practice whose deployment is refused", () => {
    const abroad = join(folder, "Pulumi.abroad.yaml");
    writeFileSync(
      abroad,
      readFileSync(REFERENCE, "utf8").replace("size: cx33", "size: cpx21").replace("region: nbg1", "region: ash"),
    );
    const { status, stdout } = kit(abroad, "--out", join(folder, "abroad"));
    assert.equal(status, 1);
    assert.match(stdout, /\nThis practice breaks rules \(region-under-law\), and a deployment would be refused/);
  });

  it("refuses a folder in which is anything else, and leaves it as it is", () => {
    const place = join(folder, "foreign");
    mkdirSync(place);
    writeFileSync(join(place, "letter.txt"), "x");
    const { status, stderr } = kit(REFERENCE, "--out", place);
    assert.equal(status, 2);
    assert.match(
      stderr,
      /holds letter\.txt, which stillroom did not write so\. Move that away, or name a new folder\./,
    );
    assert.deepEqual(readdirSync(place), ["letter.txt"]);
    assert.match(kit(REFERENCE, "--out", join(place, "letter.txt")).stderr, /is no folder/);
  });

  it("refuses an earlier kit that somebody changed or added to", () => {
    const earlier = join(folder, "earlier");
    assert.equal(kit(REFERENCE, "--out", earlier).status, 0);
    for (const change of [
      (place: string) => {
        appendFileSync(join(place, "kit/index.html"), "x");
      },
      (place: string) => {
        writeFileSync(join(place, "kit/notes.txt"), "x");
      },
    ]) {
      const place = mkdtempSync(join(folder, "changed-"));
      cpSync(earlier, place, { recursive: true });
      change(place);
      const before = all(place);
      assert.equal(kit(REFERENCE, "--out", place).status, 2);
      assert.deepEqual(all(place), before);
    }
  });

  it("leaves what was there where it can't be written", () => {
    const place = join(folder, "file");
    writeFileSync(place, "x");
    const { status, stderr } = kit(REFERENCE, "--out", join(place, "inner"));
    assert.equal(status, 1);
    assert.match(stderr, /^The kit could not be written \(.+\)\. .+ is as it was before\.\n$/);
    assert.equal(readFileSync(place, "utf8"), "x");
  });

  it("is called with a stack file and a folder", () => {
    assert.equal(kit(REFERENCE).status, 2);
    assert.equal(kit("--out", folder).status, 2);
  });
});
