import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, describe, it } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { putInPlace, underLock } from "../../components/provider/agent-session.ts";
import { lineOf, lock, someoneWaits } from "../../host/lock.ts";
import { placesIn } from "../../host/places.ts";

const CODE = "console.log('new');\n";
const DIGEST = createHash("sha256").update(CODE).digest("hex");

describe("the agent that is put in its place", { timeout: 120_000 }, () => {
  let scratch: string;
  let folder: string;
  let agent: string;

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "stillroom-agent-"));
  });
  beforeEach(() => {
    folder = join(scratch, "lib");
    agent = join(folder, "agent.cjs");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    writeFileSync(agent, "old");
  });
  after(() => {
    rmSync(scratch, { recursive: true });
  });

  const put = (input: Buffer, path = process.env["PATH"]): number | null =>
    spawnSync("sh", ["-c", putInPlace(agent, DIGEST)], { input, env: { ...process.env, PATH: path } }).status;

  it("is whole, and can be read by everybody", () => {
    assert.equal(put(gzipSync(CODE)), 0);
    assert.equal(readFileSync(agent, "utf8"), CODE);
    assert.equal(statSync(agent).mode & 0o777, 0o644);
    assert.deepEqual(readdirSync(folder), ["agent.cjs"]);
  });

  it("stays the old one when what comes is cut off or another", () => {
    const half = gzipSync(CODE).subarray(0, 20);
    for (const input of [half, Buffer.alloc(0), gzipSync(""), gzipSync("another")]) {
      assert.notEqual(put(input), 0);
      assert.equal(readFileSync(agent, "utf8"), "old");
      assert.deepEqual(readdirSync(folder), ["agent.cjs"]);
    }
  });

  it("does not meet another one on its way", () => {
    // As one leaves it that has come half-way.
    mkdirSync(`${agent}.next`);
    assert.equal(put(gzipSync(CODE)), 0);
    assert.equal(readFileSync(agent, "utf8"), CODE);
  });

  it("waits for whatever changes the machine, which is told that somebody waits", async () => {
    const places = placesIn(join(scratch, "machine"));
    const words = (act: string): string => underLock(places.lock, lineOf(places), act);
    assert.equal(spawnSync("sh", ["-c", words("true")]).status, 0, "on a machine that has nothing of ours yet");
    assert.equal(statSync(places.lock).mode & 0o777, 0o600);
    assert.equal(statSync(places.volatile).mode & 0o777, 0o700);
    const unlock = await lock(places, 0);
    const busy = words("true").replace(/--wait \d+/, "--wait 0");
    assert.equal(spawnSync("sh", ["-c", busy]).status, 75);
    assert.equal(someoneWaits(places), false);
    const waiting = spawn("sh", ["-c", words(putInPlace(agent, DIGEST))], {
      stdio: ["pipe", "ignore", "inherit"],
    });
    waiting.stdin.end(gzipSync(CODE));
    const ended = once(waiting, "exit");
    while (!someoneWaits(places)) await pause(20);
    assert.equal(readFileSync(agent, "utf8"), "old");
    unlock?.();
    assert.deepEqual(await ended, [0, null]);
    assert.equal(readFileSync(agent, "utf8"), CODE);
    assert.equal(someoneWaits(places), false);
    assert.deepEqual(readdirSync(lineOf(places)), []);
  });

  it("is on the disk before it gets its name, and its name after that", () => {
    const bin = join(scratch, "bin");
    const log = join(scratch, "log");
    mkdirSync(bin);
    for (const name of ["sync", "mv"]) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $1" >> ${log}\nexec /bin/${name} "$@"\n`);
      chmodSync(join(bin, name), 0o755);
    }
    assert.equal(put(gzipSync(CODE), `${bin}:${process.env["PATH"] ?? ""}`), 0);
    const said = readFileSync(log, "utf8").replaceAll(/agent\.cjs\.\w{8}/g, "agent.cjs.own");
    assert.equal(said, `sync ${agent}.own\nmv ${agent}.own\nsync ${folder}\n`);
    assert.ok(existsSync(agent));
  });
});
