import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { MANIFEST } from "../../../scripts/practice/release-tree.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const REFERENCE = join(ROOT, "Pulumi.prod.yaml");
const folder = mkdtempSync(join(tmpdir(), "stillroom-check-"));
after(() => {
  rmSync(folder, { recursive: true });
});

function stillroom(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(ROOT, "scripts/stillroom.js"), ...args], {
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

function stackFile(name: string, edit: (text: string) => string): string {
  const file = join(folder, name);
  const before = readFileSync(REFERENCE, "utf8");
  const text = edit(before);
  assert.notEqual(text, before);
  writeFileSync(file, text);
  return file;
}

function renderedTree(name: string): string {
  const tree = join(folder, name);
  assert.equal(stillroom("render", REFERENCE, "--out", tree).status, 0);
  return tree;
}

describe("stillroom check", () => {
  it("ends with 0 for the reference stack and says that every promise is kept", () => {
    const { status, stdout, stderr } = stillroom("check", REFERENCE);
    assert.equal(stderr, "");
    assert.match(stdout, /\d+ rules were asked about prod: every promise is kept\./);
    assert.equal(status, 0);
  });

  it("ends with 1 for findings, each with the line of the stack file on which it rests", () => {
    const file = stackFile("Pulumi.atlantic.yaml", (text) =>
      text.replace(/region: \w+/, "region: ash").replace(/size: \w+/, "size: cpx31"),
    );
    const { status, stdout } = stillroom("check", file);
    assert.equal(status, 1);
    const line =
      readFileSync(file, "utf8")
        .split("\n")
        .findIndex((text) => text.includes("region: ash")) + 1;
    assert.match(
      stdout,
      new RegExp(`region-under-law: .*\\n  at      ${file}:${line}:\\d+ \\(stillroom:machine\\.region\\)`),
    );
    assert.match(stdout, /refused with 1 finding\./);
  });

  it("ends with 2 for a stack file that is wrong, and says where and why", () => {
    const file = stackFile("Pulumi.wrong.yaml", (text) => text.replace(/size: \w+/, "size: cx99"));
    const { status, stdout, stderr } = stillroom("check", file);
    assert.equal(status, 2);
    assert.equal(stderr, "");
    assert.match(stdout, new RegExp(`^${file}:\\d+:\\d+: `));
  });

  it("judges every file that it is given, and the worst one decides how it ends", () => {
    const wrong = join(folder, "Pulumi.none.yaml");
    const { status, stdout } = stillroom("check", REFERENCE, wrong);
    assert.equal(status, 2);
    assert.match(stdout, /every promise is kept/);
    assert.match(stdout, /Pulumi\.none\.yaml: The file can't be read/);
    assert.match(stillroom("check", join(folder, "none.yaml")).stdout, /none\.yaml: The file can't be read \(ENOENT/);
    assert.match(stdout, /2 results: 1 good, 1 that can't be judged\.\n$/);
  });

  it("judges with the defaults that lie beside a stack file, and shows what is wrong with them in their own lines", () => {
    const shared = join(folder, "shared");
    mkdirSync(shared);
    const file = join(shared, "Pulumi.harbour.yaml");
    writeFileSync(file, readFileSync(REFERENCE, "utf8").replace(/^ {2}stillroom:law:\n(?: {4}.*\n)+/m, ""));
    assert.match(stillroom("check", file).stdout, /stillroom:law/);
    const defaults = join(shared, "stillroom.defaults.yaml");
    writeFileSync(defaults, "config:\n  stillroom:law:\n    jurisdiction: DE\n");
    assert.match(stillroom("check", file).stdout, /every promise is kept/);
    writeFileSync(defaults, "config:\n  stillroom:law:\n    jurisdiction: DEE\n");
    const wrong = stillroom("check", file);
    assert.equal(wrong.status, 2);
    assert.match(wrong.stdout, /stillroom\.defaults\.yaml:3:19: stillroom:law\.jurisdiction/);
    assert.match(wrong.stdout, /3 \| {5}jurisdiction: DEE/);
    rmSync(defaults);
    mkdirSync(defaults);
    assert.match(stillroom("check", file).stdout, /stillroom\.defaults\.yaml: The file can't be read \(EISDIR/);
  });

  it("asks for a name that says which stack a file is", () => {
    const file = join(folder, "practice.yaml");
    copyFileSync(REFERENCE, file);
    const { status, stdout } = stillroom("check", file);
    assert.equal(status, 2);
    assert.match(stdout, /A stack file is called Pulumi\.<stack>\.yaml/);
  });

  for (const format of ["json", "sarif", "junit", "html", "oscal"]) {
    it(`prints ${format} on standard output, twice the same, and for people on standard error`, () => {
      const file = stackFile(`Pulumi.${format}.yaml`, (text) =>
        text.replace(/region: \w+/, "region: ash").replace(/size: \w+/, "size: cpx31"),
      );
      const first = stillroom("check", REFERENCE, file, "--format", format);
      assert.equal(first.status, 1);
      assert.match(first.stdout, /^(?:\{|<)/);
      assert.match(first.stdout, /region-under-law/);
      assert.match(first.stderr, /region-under-law: /);
      assert.match(first.stderr, /2 results: 1 good, 1 refused\.\n$/);
      assert.deepEqual(stillroom("check", REFERENCE, file, "--format", format), first);
    });
  }

  it("notes a waiver that waives nothing, and is content all the same", () => {
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const waiver = { rule: "machine-size", reason: "A trial for a month.", by: "A. Weaver", until };
    const file = stackFile("Pulumi.idle.yaml", (text) => `${text}\n  stillroom:waivers: ${JSON.stringify([waiver])}\n`);
    const { status, stdout } = stillroom("check", file);
    assert.equal(status, 0);
    assert.match(stdout, /^The waiver of machine-size by A\. Weaver waives nothing/);
  });

  it("colours what it prints where that is asked for, and else only on a terminal", () => {
    const escape = "\u001b[";
    assert.ok(!stillroom("check", REFERENCE).stdout.includes(escape));
    const env = { ...process.env, FORCE_COLOR: "1" };
    const args = [join(ROOT, "scripts/stillroom.js"), "check", REFERENCE];
    const { stdout } = spawnSync(process.execPath, args, { encoding: "utf8", env });
    assert.ok(stdout.startsWith(escape));
  });

  it("says how it is called when it is called wrongly", () => {
    assert.equal(stillroom("check").status, 2);
    assert.equal(stillroom("check", REFERENCE, "--tree", folder).status, 2);
    assert.equal(stillroom("check", REFERENCE, "--format", "xml").status, 2);
    assert.equal(stillroom("chekc").status, 2);
    const { status, stdout } = stillroom("check", "--help");
    assert.equal(status, 0);
    assert.match(stdout, /Exit 1: there\s+are findings/);
  });
});

describe("stillroom check --tree", () => {
  it("ends with 0 for a tree as it was rendered", () => {
    const { status, stdout } = stillroom("check", "--tree", renderedTree("untouched"));
    assert.equal(status, 0);
    assert.match(stdout, /^\S+untouched: \d+ rules were asked about prod: every promise is kept\./);
  });

  it("sees a line that was added to a file by hand", () => {
    const tree = renderedTree("edited");
    appendFileSync(join(tree, "etc/stillroom/jicofo/jicofo.conf"), 'jicofo.jibri.brewery-jid = "x@y.internal"\n');
    const { status, stdout } = stillroom("check", "--tree", tree);
    assert.equal(status, 1);
    assert.match(stdout, /^Files were edited since they were rendered\./);
    assert.match(stdout, /recording-impossible: /);
  });

  it("sees a file that was put beside the others", () => {
    const tree = renderedTree("added");
    writeFileSync(join(tree, "etc/ssh/sshd_config.d/00-a.conf"), "PasswordAuthentication yes\n");
    const { status, stdout } = stillroom("check", "--tree", tree);
    assert.equal(status, 1);
    assert.match(stdout, /00-a\.conf was added by hand/);
    assert.match(stdout, /ssh-hardened: /);
  });

  it("sees a file that is gone", () => {
    const tree = renderedTree("missing");
    rmSync(join(tree, "etc/iptables/rules.v6"));
    const { status, stdout } = stillroom("check", "--tree", tree);
    assert.equal(status, 1);
    assert.match(stdout, /rules\.v6 was taken away by hand/);
    assert.match(stdout, /firewall-default-deny: /);
  });

  it("refuses a tree whose content can't be told", () => {
    const tree = renderedTree("linked");
    symlinkSync("/etc/hostname", join(tree, "etc/nginx/linked.conf"));
    const linked = stillroom("check", "--tree", tree);
    assert.equal(linked.status, 2);
    assert.match(linked.stdout, /neither a file nor a folder/);
    const other = join(folder, "other");
    mkdirSync(other);
    const { status, stdout } = stillroom("check", "--tree", other);
    assert.equal(status, 2);
    assert.match(stdout, /holds no stillroom-release\.json/);
  });

  it("refuses a manifest that is none", () => {
    const tree = renderedTree("hollow");
    writeFileSync(join(tree, MANIFEST), '{"version":1,"files":[{"path":"/etc/motd"}]}');
    const { status, stdout } = stillroom("check", "--tree", tree);
    assert.equal(status, 2);
    assert.match(stdout, /The manifest is not that of a release/);
  });
});

describe("stillroom render", () => {
  it("writes the same tree again over its own, and touches no other folder", () => {
    const tree = renderedTree("twice");
    const { status, stdout } = stillroom("render", REFERENCE, "--out", tree);
    assert.equal(status, 0);
    assert.match(stdout, /files of prod are in/);
    const foreign = join(folder, "foreign");
    mkdirSync(foreign);
    writeFileSync(join(foreign, "notes.txt"), "mine\n");
    const refused = stillroom("render", REFERENCE, "--out", foreign);
    assert.equal(refused.status, 2);
    assert.match(refused.stderr, /stillroom did not write/);
    assert.equal(readFileSync(join(foreign, "notes.txt"), "utf8"), "mine\n");
  });

  it("does not throw away what somebody added to its tree", () => {
    const tree = renderedTree("kept");
    writeFileSync(join(tree, "etc/notes"), "mine\n");
    const { status, stderr } = stillroom("render", REFERENCE, "--out", tree);
    assert.equal(status, 2);
    assert.match(stderr, /\/etc\/notes, which stillroom did not write/);
  });

  it("leaves no secret in the tree, only the places for them", () => {
    const tree = renderedTree("secrets");
    assert.match(readFileSync(join(tree, "etc/turnserver.conf"), "utf8"), /static-auth-secret=@@secret:[a-z_]+@@/);
  });
});
