import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
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
import { gzipSync } from "node:zlib";
import { putInPlace } from "../../components/provider/agent-session.ts";

const CODE = "console.log('new');\n";
const DIGEST = createHash("sha256").update(CODE).digest("hex");

describe("the agent that is put in its place", () => {
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
