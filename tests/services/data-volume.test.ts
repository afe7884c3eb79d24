import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { compileTemplate } from "../../render/template.ts";
import { dataVolume, DATA_VOLUME_SCRIPT } from "../../services/data-volume.ts";
import { CLINIC } from "../fixtures/clinic.ts";

/*
 * No container can open a device-mapper disk, so the programs that touch one are stand-ins here: each writes down its arguments and
 * its input and answers as the test says. What is proved is the script's own logic, not cryptsetup's.
 */
const KEY = "0123456789abcdef".repeat(4);

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "data-volume-"));
  for (const name of ["bin", "by-id", "state"]) mkdirSync(join(folder, name));
  disk("scsi-0HC_Volume_1", "sdb");
  standIn("lsblk", 'case "$*" in *PKNAME*) echo sda;; *) echo disk;; esac');
  standIn("findmnt", "echo /dev/sda1");
  standIn("sleep", "true");
  // Blank until something was made on it.
  standIn("blkid", `for last; do :; done; [ -e ${folder}/state/made-$(basename "$last") ] || exit 2`);
  standIn("mountpoint", `for last; do :; done; grep -q " $last\\$" ${folder}/state/mounts 2>/dev/null`);
  standIn("mount", `echo "$*" >> ${folder}/state/mounts`);
  standIn("mkfs.ext4", `for last; do :; done; touch ${folder}/state/made-$(basename "$last")`);
  standIn("cryptsetup", 'case "$1" in isLuks) exit 1;; esac; for last; do :; done; touch state/made-sdb');
  standIn("systemctl", "true");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function standIn(name: string, body: string): void {
  const path = join(folder, "bin", name);
  const input = name === "cryptsetup" ? " <$(cat)" : "";
  writeFileSync(path, `#!/bin/sh\ncd ${folder}\necho "${name} $*${input}" >> state/calls\n${body}\n`);
  chmodSync(path, 0o755);
}

function disk(id: string, name: string): void {
  writeFileSync(join(folder, name), "");
  symlinkSync(join(folder, name), join(folder, "by-id", id));
}

/** The script as a machine of ours gets it, but with the disks and folders of this test. */
function run(input: string, encrypted = true) {
  const file = dataVolume.declare(CLINIC, []).files.find((one) => one.path === DATA_VOLUME_SCRIPT);
  assert.ok(file?.data);
  const template = `templates/data-volume${DATA_VOLUME_SCRIPT}.hbs`;
  const text = compileTemplate(
    template,
    readFileSync(template, "utf8"),
    "shell",
  )({
    ...file.data,
    encrypted,
    devices: `${folder}/by-id/*`,
    data: `${folder}/data`,
    folders: [{ path: `${folder}/postgresql`, name: "postgresql" }],
  });
  const ran = spawnSync("sh", ["-c", text], {
    input,
    encoding: "utf8",
    env: { PATH: `${join(folder, "bin")}:/usr/bin:/bin` },
  });
  return { status: ran.status, stderr: ran.stderr, calls: read("calls"), mounts: read("mounts") };
}

function read(name: string): readonly string[] {
  try {
    return readFileSync(join(folder, "state", name), "utf8")
      .replaceAll(folder, "")
      .trim()
      .split("\n");
  } catch {
    return [];
  }
}

describe("a data volume that the machine encrypts itself", () => {
  it("is formatted with the key when blank, opened, mounted, and takes what a service already had", () => {
    mkdirSync(join(folder, "postgresql"));
    writeFileSync(join(folder, "postgresql", "kept"), "data");
    const { status, stderr, calls, mounts } = run(KEY);
    assert.equal(status, 0, stderr);
    const made = calls.filter((call) => /^(cryptsetup|mkfs)/.test(call));
    assert.deepEqual(made, [
      `cryptsetup luksFormat --type luks2 --batch-mode --key-file - /sdb <${KEY}`,
      `cryptsetup open --type luks2 --key-file - /sdb stillroom-data <${KEY}`,
      "mkfs.ext4 -q -L stillroom-data /dev/mapper/stillroom-data",
    ]);
    assert.deepEqual(mounts, [
      "-t ext4 -o nodev,nosuid,noexec /dev/mapper/stillroom-data /data",
      "--bind /data/postgresql /postgresql",
    ]);
    assert.equal(readFileSync(join(folder, "data", "postgresql", "kept"), "utf8"), "data");
  });

  it("is not formatted again when it is one already", () => {
    standIn("blkid", "true");
    standIn("cryptsetup", "true");
    const { status, calls } = run(`${KEY}\n`);
    assert.equal(status, 0);
    assert.deepEqual(
      calls.filter((call) => /luksFormat|mkfs/.test(call)),
      [],
    );
    assert.ok(calls.some((call) => call.startsWith("cryptsetup open")));
  });

  it("is left alone when it holds something else", () => {
    standIn("blkid", "true");
    const { status, stderr, calls } = run(KEY);
    assert.equal(status, 1);
    assert.match(stderr, /is left alone/);
    assert.deepEqual(
      calls.filter((call) => /luksFormat|mkfs|^mount /.test(call)),
      [],
    );
  });

  it("is left alone when it can't be told whether it is blank", () => {
    standIn("blkid", "exit 8");
    assert.equal(run(KEY).status, 1);
    assert.ok(!read("calls").some((call) => /luksFormat|mkfs/.test(call)));
  });

  it("does not open without its key", () => {
    for (const input of ["", KEY.slice(1)]) {
      const { status, stderr, calls } = run(input);
      assert.equal(status, 1);
      assert.match(stderr, /the key did not come/);
      assert.ok(!calls.some((call) => call.startsWith("cryptsetup")));
    }
  });

  it("says so when the key is another volume's", () => {
    standIn("blkid", "true");
    standIn("cryptsetup", 'case "$1" in open) exit 2;; esac');
    const { status, stderr } = run(KEY);
    assert.equal(status, 1);
    assert.match(stderr, /does not open with this key/);
  });

  it("never shows the key as an argument", () => {
    const { calls, stderr } = run(KEY);
    assert.ok(calls.every((call) => !(call.split(" <")[0] ?? "").includes(KEY)));
    assert.doesNotMatch(stderr, new RegExp(KEY));
  });

  it("starts what waits for it, and does nothing more when it is open already", () => {
    run(KEY);
    const before = read("mounts").length;
    const { status, calls } = run("");
    assert.equal(status, 0);
    assert.equal(read("mounts").length, before);
    assert.ok(calls.includes("systemctl start --no-block postgresql@17-main.service"));
  });
});

describe("the disk", () => {
  it("is never the system's own, and never a partition", () => {
    disk("scsi-0HC_Volume_0", "sda");
    disk("scsi-0HC_Volume_1-part1", "sdb1");
    standIn("findmnt", "echo /dev/sda1");
    standIn("lsblk", `case "$*" in *PKNAME*) echo ../${folder}/sda;; */sdb1) echo part;; *) echo disk;; esac`);
    // The stand-in's system disk is this test's file, spelt as the script spells a device.
    standIn("readlink", `case "$2" in *Volume_0) echo /dev/../${folder}/sda;; *) /usr/bin/readlink "$@";; esac`);
    const { status, stderr, calls } = run(KEY);
    assert.equal(status, 0, stderr);
    assert.ok(calls.some((call) => /^cryptsetup luksFormat .* \/sdb </.test(call)));
  });

  it("must be one: two are refused, none is waited for and then refused", () => {
    disk("scsi-0HC_Volume_2", "sdc");
    assert.match(run(KEY).stderr, /several disks match/);
    for (const id of ["scsi-0HC_Volume_1", "scsi-0HC_Volume_2"]) rmSync(join(folder, "by-id", id));
    const { status, stderr, calls } = run(KEY);
    assert.equal(status, 1);
    assert.match(stderr, /no disk matches/);
    assert.ok(calls.filter((call) => call.startsWith("sleep")).length > 5);
  });
});

describe("a data volume under the provider's key service", () => {
  it("is mounted without a key", () => {
    const { status, stderr, calls, mounts } = run("", false);
    assert.equal(status, 0, stderr);
    assert.ok(!calls.some((call) => call.startsWith("cryptsetup")));
    assert.equal(mounts[0], "-t ext4 -o nodev,nosuid,noexec /sdb /data");
  });
});
