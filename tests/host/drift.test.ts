import assert from "node:assert/strict";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import type { Difference, FileDifference } from "../../host/difference.ts";
import { accept, driftOf } from "../../host/drift.ts";
import { OTHER_VALUE, withoutOtherSecrets } from "../../host/file-drift.ts";
import { changedFilesIn } from "../../host/package-drift.ts";
import { placesIn } from "../../host/places.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { unitDifferencesIn } from "../../host/unit-drift.ts";
import { fileOf, releaseOf } from "./sample-release.ts";

const RELEASE = releaseOf({
  secrets: [{ name: "key", kind: "token" }],
  directories: [{ path: "/var/lib/beacon", mode: "0750", owner: "beacon", group: "beacon" }],
  files: [
    fileOf("/etc/one.conf", "one\ntwo\n"),
    fileOf("/etc/secret.conf", "name=@@secret:key@@;\naddress=@@fact:address4@@\n", { mode: "0640" }),
    fileOf("/etc/audit/rules.d/90-stillroom.rules", "-D\n"),
    fileOf("/usr/local/lib/stillroom/long", "a long program\n".repeat(60_000)),
  ],
});

describe("how a machine differs from its release", () => {
  let folder: string;
  const places = () => placesIn(folder);
  const at = (path: string): string => join(folder, path);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-drift-"));
    const request = { delivery: "first", release: RELEASE, patience: PATIENCE };
    const outcome = await applyInFolder(places(), request, () => undefined);
    assert.equal(outcome.kind, "kept");
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const differences = async (): Promise<readonly Difference[]> => (await driftOf(places())).differences;
  const only = async (): Promise<Difference> => {
    const [first, ...rest] = await differences();
    assert.ok(first !== undefined && rest.length === 0);
    return first;
  };
  async function onlyFile(): Promise<FileDifference> {
    const difference = await only();
    assert.ok(difference.kind === "file");
    return difference;
  }

  it("is nothing after a delivery", async () => {
    assert.deepEqual(await driftOf(places()), { kind: "drift", digest: RELEASE.digest, differences: [] });
  });

  it("is a letter in a text that is too long to be shown", async () => {
    writeFileSync(at("/usr/local/lib/stillroom/long"), `${"a long program\n".repeat(59_999)}a lost program\n`);
    const { what, found } = await onlyFile();
    assert.equal(what, "/usr/local/lib/stillroom/long is not as delivered.");
    assert.equal(found?.text, undefined);
  });

  it("is a changed text, both sides told", async () => {
    writeFileSync(at("/etc/one.conf"), "one\n2\n");
    const { what, released, found } = await onlyFile();
    assert.equal(what, "/etc/one.conf is not as delivered.");
    assert.deepEqual([released.text, found?.text, found?.type], ["one\ntwo\n", "one\n2\n", "file"]);
  });

  it("is another mode alone", async () => {
    chmodSync(at("/etc/one.conf"), 0o600);
    const { released, found } = await onlyFile();
    assert.deepEqual([released.mode, found?.mode, found?.text === released.text], ["0644", "0600", true]);
  });

  it("is a file that is gone, a link in its place, or no text", async () => {
    rmSync(at("/etc/one.conf"));
    assert.deepEqual([(await onlyFile()).what, (await onlyFile()).found], ["/etc/one.conf is missing.", undefined]);
    symlinkSync("/dev/null", at("/etc/one.conf"));
    assert.equal((await onlyFile()).found?.type, "link");
    rmSync(at("/etc/one.conf"));
    writeFileSync(at("/etc/one.conf"), Buffer.from([0xff, 0xfe]));
    assert.deepEqual([(await onlyFile()).found?.type, (await onlyFile()).found?.text], ["file", undefined]);
  });

  it("is a folder that is gone, is none, or has another mode", async () => {
    const folderIn = at("/var/lib/beacon");
    chmodSync(folderIn, 0o777);
    assert.equal((await only()).what, "The folder /var/lib/beacon is not as delivered.");
    rmSync(folderIn, { recursive: true });
    assert.equal((await only()).what, "The folder /var/lib/beacon is missing.");
    writeFileSync(folderIn, "");
    assert.equal((await only()).what, "/var/lib/beacon is no folder.");
  });

  it("is a file of somebody else where a program of the release reads every file, and no other", async () => {
    writeFileSync(at("/etc/audit/rules.d/99-own.rules"), "-e 0\n");
    writeFileSync(at("/etc/audit/rules.d/notes.txt"), "nothing\n");
    mkdirSync(at("/etc/cron.d"), { recursive: true });
    writeFileSync(at("/etc/cron.d/job"), "");
    writeFileSync(at("/etc/cron.d/job.dpkg-old"), "");
    assert.deepEqual(
      (await differences()).map((difference) => difference.id),
      ["foreign-file /etc/audit/rules.d/99-own.rules", "foreign-file /etc/cron.d/job"],
    );
  });

  it("never shows a secret", async () => {
    const secret = readFileSync(join(places().secrets, "key"), "utf8");
    writeFileSync(at("/etc/secret.conf"), `# old: ${secret}\nname=${secret};\nname=of-somebody-else;\n`);
    const difference = await onlyFile();
    assert.ok(!JSON.stringify(difference).includes(secret));
    assert.equal(difference.found?.text, `# old: @@secret:key@@\nname=@@secret:key@@;\nname=${OTHER_VALUE};\n`);
    assert.equal(difference.found.otherSecret, true);
  });

  it("no longer counts once it is accepted, until it is another one", async () => {
    writeFileSync(at("/etc/one.conf"), "one\n2\n");
    const { id, state } = await onlyFile();
    await accept(places(), { reason: "It is better", differences: [{ id, state }] }, "ops");
    assert.deepEqual((await onlyFile()).accepted?.reason, "It is better");
    assert.equal((await onlyFile()).accepted?.by, "ops");
    writeFileSync(at("/etc/one.conf"), "one\n3\n");
    assert.equal((await onlyFile()).accepted, undefined);
    await assert.rejects(accept(places(), { reason: "Late", differences: [{ id, state }] }, "ops"), /changed since/);
    writeFileSync(at("/etc/one.conf"), "one\n2\n");
    assert.deepEqual((await onlyFile()).accepted?.reason, "It is better");
  });
});

describe("another value in a secret's place", () => {
  const mask = (text: string, released: string): string | undefined =>
    withoutOtherSecrets({ type: "file", mode: "", owner: "", group: "", text, otherSecret: false }, released).text;

  it("is not shown, however the line was changed around it", () => {
    const released = 'user = "a"\npassword = "@@secret:db@@" # kept\nport = 5432\n';
    assert.equal(mask('password = "open sesame" # kept\n', released), `password = "${OTHER_VALUE}" # kept\n`);
    assert.equal(mask("pw: Zm9vYmFyYmF6cXV4MTIzNDU2\n", released), `pw: ${OTHER_VALUE}\n`);
    assert.equal(
      mask('password = "@@secret:db@@" # kept\nport = 5433\n', released),
      'password = "@@secret:db@@" # kept\nport = 5433\n',
    );
  });

  it("is looked for only where the release has a secret", () => {
    assert.equal(mask("digest Zm9vYmFyYmF6cXV4MTIzNDU2\n", "digest\n"), "digest Zm9vYmFyYmF6cXV4MTIzNDU2\n");
  });
});

describe("a unit that is not as released", () => {
  const block = (more: Readonly<Record<string, string>>): string =>
    Object.entries({
      LoadState: "loaded",
      ActiveState: "active",
      UnitFileState: "enabled",
      ConditionResult: "yes",
      ConditionTimestampMonotonic: "5",
      Type: "simple",
      RemainAfterExit: "no",
      ...more,
    })
      .map(([name, value]) => `${name}=${value}`)
      .join("\n");
  const troubles = (more: Readonly<Record<string, string>>): readonly string[] =>
    unitDifferencesIn("a.service", block(more)).map((difference) => difference.what);

  it("is masked, unknown, not enabled or not running", () => {
    assert.deepEqual(troubles({}), []);
    assert.deepEqual(troubles({ LoadState: "masked", ActiveState: "inactive" }), ["a.service is masked."]);
    assert.deepEqual(troubles({ LoadState: "not-found" }), ["a.service is unknown to systemd."]);
    assert.deepEqual(troubles({ UnitFileState: "disabled", ActiveState: "failed" }), [
      "a.service is not enabled.",
      "a.service is not running: it is failed.",
    ]);
    assert.deepEqual(troubles({ UnitFileState: "static" }), []);
    assert.deepEqual(troubles({ ActiveState: "inactive" }), ["a.service is not running: it is inactive."]);
  });

  it("is none that has done its work, or that a condition of its own holds", () => {
    assert.deepEqual(troubles({ Type: "oneshot", ActiveState: "inactive" }), []);
    assert.deepEqual(troubles({ Type: "oneshot", RemainAfterExit: "yes", ActiveState: "inactive" }).length, 1);
    assert.deepEqual(troubles({ ConditionResult: "no", ActiveState: "inactive" }), []);
    assert.deepEqual(troubles({ ConditionResult: "no", ActiveState: "failed" }).length, 1);
    const neverAsked = { ConditionResult: "no", ConditionTimestampMonotonic: "0", ActiveState: "inactive" };
    assert.deepEqual(troubles(neverAsked).length, 1);
  });
});

describe("files of packages", () => {
  it("that differ are read from dpkg's own report, but for those that the release brings", () => {
    const report =
      "??5?????? c /etc/own.conf\n??5??????   /usr/bin/hello\nmissing   c /etc/gone.conf\nmissing     /usr/share/a b\n";
    assert.deepEqual(
      changedFilesIn("hello", report, new Set(["/etc/own.conf"])).map((difference) => difference.what),
      [
        "/usr/bin/hello is not as the package hello brought it.",
        "/etc/gone.conf of the package hello is missing.",
        "/usr/share/a b of the package hello is missing.",
      ],
    );
  });
});
