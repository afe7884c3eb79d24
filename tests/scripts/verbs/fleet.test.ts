import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { stripVTControlCharacters } from "node:util";
import { after, before, describe, it } from "node:test";
import type { Row } from "../../../scripts/fleet/outcome.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const COMMAND = join(ROOT, "scripts/stillroom.js");
const REFERENCE = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");

describe("stillroom fleet", () => {
  const folder = mkdtempSync(join(tmpdir(), "stillroom-fleet-"));

  before(() => {
    for (const stack of ["north-1", "north-2", "south"]) {
      writeFileSync(
        join(folder, `Pulumi.${stack}.yaml`),
        REFERENCE.replaceAll("quiet-harbour.example", `${stack}.example`),
      );
    }
    writeFileSync(
      join(folder, "Pulumi.west.yaml"),
      REFERENCE.replaceAll("quiet-harbour.example", "grief-rooms.example"),
    );
    writeFileSync(join(folder, "Pulumi.east.yaml"), REFERENCE.replace("size: cx33", "size: cx99"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function fleet(args: readonly string[], environment = process.env) {
    const ran = spawnSync(process.execPath, [COMMAND, "fleet", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: environment,
    });
    return { status: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  }

  it("judges every practice, and explains each that is not good", () => {
    const { status, stdout, stderr } = fleet(["check"]);
    assert.equal(status, 1);
    assert.match(stdout, /^stack +result +time +changes +findings\neast +failed: stack-file/);
    assert.match(stdout, /^west +failed: findings +\d+\.\d s +1$/m);
    assert.match(stdout, /^east: stack-file\n {2}Pulumi\.east\.yaml:\d+: stillroom:machine\.size is "cx99"/m);
    assert.match(stdout, /^west: findings\n {2}neutral-names: The name "grief-rooms\.example" tells/m);
    assert.match(stdout, /\n3 good, 2 failed\.\n$/);
    assert.match(stderr, /^ +\d+\.\d s {2}north-1 {2}good$/m);
  });

  it("does it for those that are named, and says so where nobody is", () => {
    const { status, stdout } = fleet(["check", "north-*,south"]);
    assert.equal(status, 0);
    assert.match(stdout, /\n3 good\.\n$/);
    const misspelt = fleet(["check", "nroth-*"]);
    assert.equal(misspelt.status, 2);
    assert.match(misspelt.stderr, /No practice here is called "nroth-\*"\. There are: east, north-1/);
  });

  it("gives programs one document, and each change on the way", () => {
    const { status, stdout, stderr } = fleet(["check", "--json"]);
    assert.equal(status, 1);
    const { practices } = JSON.parse(stdout) as { readonly practices: readonly Row[] };
    assert.deepEqual(
      practices.map(({ stack, outcome }) => [stack, outcome?.kind]),
      [
        ["east", "failed"],
        ["north-1", "good"],
        ["north-2", "good"],
        ["south", "good"],
        ["west", "failed"],
      ],
    );
    for (const line of stderr.trimEnd().split("\n")) assert.ok("stack" in (JSON.parse(line) as object));
  });

  it("changes nothing without a yes, and destroys nothing that is not named", () => {
    for (const [args, says] of [
      [["up"], /Nothing was done\. Run it again with --yes/],
      [["destroy", "--yes"], /Say which practices are to be destroyed/],
      [["up", "--waves", "1,none"], /It must be a whole number from 1 to 10000/],
      [["preview", "--parallel", "0"], /It must be a whole number from 1 to 64/],
      [["preview", "--credentials", "nowhere"], /The credentials in nowhere can't be read/],
    ] as const) {
      const { status, stderr } = fleet(args);
      assert.equal(status, 2, args.join(" "));
      assert.match(stderr, says);
    }
  });

  it("says that Pulumi is missing, and asks it nothing about what a rule objects to", () => {
    const { status, stdout } = fleet(["preview", "south,west"], { ...process.env, PATH: dirname(process.execPath) });
    assert.equal(status, 1);
    assert.match(stdout, /^south: other\n {2}.*pulumi/m);
    assert.match(stdout, /^west: findings$/m);
  });

  describe("in a terminal", () => {
    const many = join(folder, "many");
    const socket = `stillroom-${process.pid}`;
    const tmux = (...args: readonly string[]) => spawnSync("tmux", ["-L", socket, ...args], { encoding: "utf8" });

    before(() => {
      mkdirSync(many);
      for (let i = 10; i < 60; i++)
        writeFileSync(
          join(many, `Pulumi.practice-${i}.yaml`),
          REFERENCE.replaceAll("quiet-harbour.example", `p${i}.example`),
        );
      writeFileSync(
        join(many, "Pulumi.practice-10.yaml"),
        REFERENCE.replaceAll("quiet-harbour.example", "grief-rooms.example"),
      );
    });
    after(() => {
      tmux("kill-server");
    });

    for (const [what, width, height, environment] of [
      ["wide, in colour", 110, 30, ""],
      ["narrow, without colour", 44, 12, "NO_COLOR=1 "],
    ] as const) {
      it(`shows one live view, ${what}, and leaves the end standing`, async () => {
        const shell = `${environment}"${process.execPath}" "${COMMAND}" fleet check; echo ended $?; sleep 60`;
        tmux("new-session", "-d", "-x", String(width), "-y", String(height), "-c", many, "-s", String(width), shell);
        const screen = (): string => tmux("capture-pane", "-e", "-p", "-t", String(width)).stdout;
        let live = "";
        let end = "";
        for (let i = 0; i < 600 && !/ended \d/.test(end); i++) {
          await wait(50);
          end = screen();
          if (/\d+ good, .*waiting/.test(end)) live = end;
        }
        const lines = stripVTControlCharacters(live).trimEnd().split("\n");
        assert.match(lines[0] ?? "", /^stack +stage +time/, live);
        assert.ok(lines.length < height, String(lines.length));
        assert.match(live, /practice-10 +failed: find/);
        assert.equal(live.includes("\u001b[31m"), environment === "");
        assert.match(end, /49 good, 1 failed\./);
        assert.match(end, /ended 1/);
        assert.doesNotMatch(end, /waiting/);
      });
    }
  });
});
