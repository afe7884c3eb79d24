import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import type { AuditEntry } from "../../../desk/audit/entry.ts";
import { hashOfEntry } from "../../../desk/audit/verify.ts";
import { startSshMachine, type SshAnswer, type SshMachine } from "../../fixtures/ssh-machine.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const ZEROS = "0".repeat(64);
/** Young enough that nothing may be forgotten. */
const YESTERDAY = Date.now() - 86_400_000;

/** A good log of so many entries, one a minute. */
function log(length: number, subject = "one"): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const at = new Date(YESTERDAY + seq * 60_000).toISOString();
    const entry = { seq, at, actor: "guest", action: "link-opened", subject, before: entries.at(-1)?.hash ?? ZEROS };
    entries.push({ ...entry, hash: hashOfEntry(entry) });
  }
  return entries;
}

/** What `desk audit` prints, so many entries at a time. */
function page(entries: readonly AuditEntry[], after: number, most = 1000, start = { seq: 0, hash: ZEROS }): string {
  const shown = entries.filter(({ seq }) => seq > after).slice(0, most);
  const more = shown.length === most;
  const lines = [
    { kind: "start", ...start },
    ...shown.map((entry) => ({ kind: "entry", ...entry })),
    { kind: "end", more },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

describe("stillroom audit verify, on a stand-in of a machine", { timeout: 300_000 }, () => {
  let folder: string;
  let stack: string;
  let marks: string;
  let machine: SshMachine | undefined;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-audit-"));
    stack = join(folder, "Pulumi.prod.yaml");
    marks = join(folder, "Pulumi.prod.audit.json");
    writeFileSync(stack, readFileSync(join(ROOT, "Pulumi.prod.yaml")));
  });
  afterEach(() => {
    machine?.close();
    machine = undefined;
    rmSync(marks, { force: true });
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  interface Seen {
    readonly status: number | null;
    readonly stdout: string;
    readonly stderr: string;
  }

  /** One look at a machine that answers so. */
  async function look(answer: (after: number) => SshAnswer, ...options: readonly string[]): Promise<Seen> {
    machine?.close();
    machine = await startSshMachine((command) => {
      if (command.includes("interrupted")) return { stdout: "digest \nagent \n", status: 0 };
      const asked = /stillroom\/desk audit (\d+)/.exec(command);
      return asked === null ? { stderr: `no answer to ${command}`, status: 1 } : answer(Number(asked[1]));
    });
    const connection = join(folder, "connection.json");
    writeFileSync(connection, JSON.stringify(machine.connection));
    const argv = ["audit", "verify", stack, "--connection", connection, ...options];
    const child = spawn(process.execPath, [join(ROOT, "scripts/stillroom.js"), ...argv], {
      env: { ...process.env, STILLROOM_SSH_KEY: machine.keyFile, SSH_AUTH_SOCK: "" },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.stdin.end();
    const [status] = (await once(child, "close")) as [number | null];
    return { status, stdout, stderr };
  }

  const gives =
    (entries: readonly AuditEntry[], most?: number) =>
    (after: number): SshAnswer => ({ stdout: page(entries, after, most), status: 0 });

  it("finds a good log unchanged, page by page, and remembers its end beside the stack file", async () => {
    const seen = await look(gives(log(25), 10));
    assert.equal(seen.status, 0, seen.stderr);
    assert.match(
      seen.stdout,
      /^The audit log is unchanged: 25 entries, .* The last is 25 of .*Pulumi\.prod\.audit\.json/,
    );
    assert.deepEqual(
      machine?.asked.map(({ command }) => /audit \d+/.exec(command)?.[0]).filter((asked) => asked !== undefined),
      ["audit 0", "audit 10", "audit 20"],
    );
    const last = log(25).at(-1);
    assert.deepEqual(JSON.parse(readFileSync(marks, "utf8")), {
      marks: [{ seq: 25, hash: last?.hash, at: last?.at, days: 366 }],
    });
    const again = await look(gives(log(30)));
    assert.equal(again.status, 0, again.stderr);
    assert.doesNotMatch(again.stdout, /Nothing was remembered/);
  });

  it("finds what was changed, says which entry, and goes on remembering what it knew", async () => {
    await look(gives(log(20)));
    const known = readFileSync(marks, "utf8");
    const good = log(20);
    const changes: readonly (readonly [string, readonly AuditEntry[], RegExp])[] = [
      [
        "a field",
        good.map((entry) => (entry.seq === 7 ? { ...entry, actor: "machine" } : entry)),
        /Entry 7 was changed/,
      ],
      ["a row gone", good.toSpliced(6, 1), /Entry 7 is missing/],
      ["the end cut off", good.slice(0, 15), /ends with entry 15, .* cut off/],
      ["written anew", log(20, "another"), /Entry 20 is not the one that stood there/],
      ["emptied", [], /ends with entry 0/],
    ];
    for (const [what, entries, words] of changes) {
      const seen = await look(gives(entries));
      assert.equal(seen.status, 1, what);
      assert.match(seen.stdout, words);
      assert.equal(readFileSync(marks, "utf8"), known);
    }
    const asJson = await look(gives(good.toSpliced(6, 1)), "--json");
    assert.deepEqual(JSON.parse(asJson.stdout), {
      kind: "changed",
      seq: 7,
      what: "Entry 7 is missing: 8 follows on 6.",
    });
  });

  it("says nothing of a log that it did not get as a whole", async () => {
    const whole = page(log(5), 0);
    for (const stdout of [
      "",
      whole.slice(0, -30),
      whole.split("\n").slice(1).join("\n"),
      `${whole}{}\n`,
      whole.replace('"seq":3', '"seq":"3"'),
    ]) {
      const seen = await look(() => ({ stdout, status: 0 }));
      assert.equal(seen.status, 2, stdout);
      assert.match(seen.stdout + seen.stderr, /The audit log can't be read/);
      assert.ok(!existsSync(marks));
    }
  });

  it("says so where there is no desk, or it fails", async () => {
    const none = await look(() => ({ stderr: "sh: desk: not found", status: 127 }));
    assert.equal(none.status, 2);
    assert.match(none.stdout + none.stderr, /This machine has no desk/);
    const failed = await look(() => ({ stderr: "It was not done: no \u001b[2Jserver", status: 1 }));
    assert.equal(failed.status, 2);
    assert.match(failed.stdout + failed.stderr, /can't be read: It was not done: no/);
    assert.ok(!(failed.stdout + failed.stderr).includes("\u001b[2J"));
  });

  it("does not take a broken file for an empty memory", async () => {
    for (const text of ["", "{}", '{"marks": [{}]}', '{"marks": [{"seq": "1", "hash": "", "at": ""}]}']) {
      writeFileSync(marks, text);
      const seen = await look(gives(log(3)));
      assert.equal(seen.status, 2, text);
      assert.match(seen.stdout + seen.stderr, /can't be read as what earlier looks remembered/);
      assert.equal(readFileSync(marks, "utf8"), text);
    }
  });
});
