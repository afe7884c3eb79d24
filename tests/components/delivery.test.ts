import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import ssh2 from "ssh2";
import type { Connection } from "../../components/provider/connection.ts";
import { ed25519Pair } from "../../components/provider/ed25519-pair.ts";
import { deliver, deliverIntoFolder, readState } from "../../components/provider/delivery.ts";
import { agentBundle } from "../../components/provider/agent-bundle.ts";
import { bearHostKey, takeUpHostKey } from "../../components/provider/own-host-key.ts";
import { connect } from "../../components/provider/ssh.ts";
import type { AgentMessage } from "../../host/protocol.ts";
import { fileOf, releaseOf } from "../host/sample-release.ts";
import { keptSshKeys } from "../fixtures/ssh-keys.ts";

const RELEASE = releaseOf({ files: [fileOf("/etc/one.conf", "one\n")] });
const HOST_KEY = ed25519Pair();
const OWN_KEY = ed25519Pair();

/** As OpenSSH prints it. */
function opensshFingerprint(publicKey: string): string {
  const ran = spawnSync("ssh-keygen", ["-l", "-f", "-"], { input: publicKey, encoding: "utf8" });
  return ran.stdout.split(" ")[1] ?? "";
}

/** What a stand-in machine answers to a command. */
type Answer = (command: string) => { readonly stdout?: string; readonly stderr?: string; readonly status: number };

describe("delivery over SSH, to a stand-in of a machine", () => {
  let scratch: string;
  let server: ssh2.Server | undefined;
  const commands: string[] = [];
  const restoreSshKeys = keptSshKeys();

  before(() => {
    scratch = mkdtempSync(join(tmpdir(), "stillroom-ssh-"));
    writeFileSync(join(scratch, "key"), OWN_KEY.private, { mode: 0o600 });
    writeFileSync(join(scratch, "other"), ed25519Pair().private, { mode: 0o600 });
    const locked = ssh2.utils.generateKeyPairSync("ed25519", { passphrase: "x", cipher: "aes256-ctr", rounds: 16 });
    writeFileSync(join(scratch, "locked"), locked.private, { mode: 0o600 });
    process.env["STILLROOM_SSH_KEY"] = join(scratch, "key");
    delete process.env["SSH_AUTH_SOCK"];
  });
  afterEach(() => {
    server?.close();
    server = undefined;
    commands.length = 0;
    process.env["STILLROOM_SSH_KEY"] = join(scratch, "key");
  });
  after(() => {
    rmSync(scratch, { recursive: true });
    restoreSshKeys();
  });

  async function machine(answer: Answer): Promise<Connection> {
    const authorized = ssh2.utils.parseKey(OWN_KEY.public);
    assert.ok(!(authorized instanceof Error));
    const blob = authorized.getPublicSSH();
    const started = new ssh2.Server({ hostKeys: [HOST_KEY.private] }, (client) => {
      client.on("error", () => undefined);
      client.on("authentication", (attempt) => {
        if (attempt.method === "publickey" && attempt.key.data.equals(blob)) attempt.accept();
        else attempt.reject(["publickey"]);
      });
      client.on("session", (accept) => {
        accept().on("exec", (acceptExec, _reject, { command }) => {
          commands.push(command);
          const channel = acceptExec();
          const { stdout, stderr, status } = answer(command);
          channel.resume();
          channel.stderr.write(stderr ?? "");
          channel.write(stdout ?? "");
          channel.exit(status);
          channel.end();
        });
      });
    });
    server = started;
    await new Promise<void>((resolve) => started.listen(0, "127.0.0.1", resolve));
    const { port } = started.address() as AddressInfo;
    return { host: "127.0.0.1", port, user: "ops", hostKey: HOST_KEY.public };
  }

  it("asks one question where there is nothing to do", async () => {
    const connection = await machine(() => ({ stdout: `digest ${RELEASE.digest}\nagent abc\n`, status: 0 }));
    const said: AgentMessage[] = [];
    const outcome = await deliver(connection, RELEASE, (message) => said.push(message));
    assert.deepEqual(outcome, { kind: "unchanged", digest: RELEASE.digest });
    assert.equal(commands.length, 1);
    assert.match(commands[0] ?? "", /^sudo -n sh -c /);
    assert.deepEqual(said, []);
  });

  it("does not take a machine for done that was interrupted", async () => {
    const connection = await machine((command) =>
      command.includes("interrupted")
        ? { stdout: `digest ${RELEASE.digest}\ninterrupted yes\nagent abc\n`, status: 0 }
        : { stderr: "no space left on device", status: 1 },
    );
    const outcome = await deliver(connection, RELEASE, () => undefined);
    assert.ok(outcome.kind === "problem");
    assert.match(outcome.failure.what, /The agent can't be installed: no space left on device/);
  });

  it("says what to do where sudo asks for a password", async () => {
    const connection = await machine(() => ({ stderr: "sudo: a password is required\n", status: 1 }));
    const outcome = await deliver(connection, RELEASE, () => undefined);
    assert.ok(outcome.kind === "problem");
    assert.match(outcome.failure.what, /sudo: a password is required/);
    assert.match(outcome.failure.mend, /NOPASSWD/);
  });

  it("refuses a machine with another host key, before it signs in", async () => {
    const connection = await machine(() => ({ status: 0 }));
    const pinned = ed25519Pair().public;
    const outcome = await deliver({ ...connection, hostKey: pinned }, RELEASE, () => undefined);
    assert.ok(outcome.kind === "problem");
    const fingerprints = [HOST_KEY.public, pinned].map(opensshFingerprint);
    assert.match(
      outcome.failure.what,
      /another host key than the pinned one: (\S+) instead of (\S+)\. Nothing was sent/,
    );
    assert.deepEqual(outcome.failure.what.match(/SHA256:[^ .]+/g), fingerprints);
    assert.match(outcome.failure.mend, /take it for an attack.*ssh-keygen -lf.*somebody stands between/);
    assert.deepEqual(commands, []);
  });

  it("tells a machine that was rebuilt from one that nobody knows by the key of its birth, and accepts neither", async () => {
    const connection = await machine(() => ({ status: 0 }));
    const own = ed25519Pair().public;
    const rebuilt = { ...connection, hostKey: own, birthKey: HOST_KEY.public };
    const outcome = await deliver(rebuilt, RELEASE, () => undefined);
    assert.ok(outcome.kind === "problem");
    assert.match(outcome.failure.what, /shows the host key with which it was born/);
    assert.deepEqual(outcome.failure.what.match(/SHA256:[^ .,]+/g), [HOST_KEY.public, own].map(opensshFingerprint));
    assert.match(
      outcome.failure.mend,
      /was it rebuilt.*pulumi up --replace '\*\*-own-host-key'.*poses as your machine/,
    );
    const foreign = { ...rebuilt, birthKey: ed25519Pair().public };
    const refused = await deliver(foreign, RELEASE, () => undefined);
    assert.ok(refused.kind === "problem");
    assert.match(refused.failure.mend, /take it for an attack/);
    assert.deepEqual(commands, []);
  });

  it("lets a machine lay down the key of its birth, and leaves alone one that has", async () => {
    const own = ed25519Pair().public;
    const connection = await machine((command) =>
      command.includes("agent ") ? { stdout: `digest x\nagent ${digest}\n`, status: 0 } : { status: 0 },
    );
    const { digest } = await agentBundle();
    const born = { ...connection, hostKey: own, birthKey: HOST_KEY.public };
    assert.equal(await takeUpHostKey(born, () => undefined), undefined);
    assert.match(commands.at(-1) ?? "", /agent\.cjs take-up-host-key/);
    commands.length = 0;
    const birth = ed25519Pair().public;
    assert.equal(await takeUpHostKey({ ...connection, birthKey: birth }, () => undefined), undefined);
    assert.equal(await takeUpHostKey(connection, () => undefined), undefined);
    assert.deepEqual(commands, []);
  });

  it("hands on why a machine does not make or take up a host key", async () => {
    const refusal = { kind: "refused", failure: { step: "host key", what: "sshd says no.", mend: "Mend it." } };
    const connection = await machine((command) =>
      command.includes("agent.cjs ") && command.includes("host-key")
        ? { stdout: `${JSON.stringify(refusal)}\n`, status: 1 }
        : { stdout: `digest x\nagent ${digest}\n`, status: 0 },
    );
    const { digest } = await agentBundle();
    for (const act of [bearHostKey, takeUpHostKey]) {
      const problem = await act({ ...connection, birthKey: HOST_KEY.public }, () => undefined);
      assert.deepEqual(problem, { kind: "problem", failure: refusal.failure });
    }
  });

  it("refuses a pinned key of a type that the machine does not have", async () => {
    const connection = await machine(() => ({ status: 0 }));
    const pinned = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 256 }).public;
    const session = await connect({ ...connection, hostKey: pinned });
    assert.ok("kind" in session);
    assert.equal(session.cause, "host-key");
  });

  for (const [what, key, cause, words] of [
    ["a key that the machine does not know", "other", "authentication", /accepts none of your keys/],
    ["a key file with a passphrase", "locked", "key-file", /ssh-add/],
    ["a key file that is not there", "missing", "key-file", /no such file/],
  ] as const) {
    it(`says what to do with ${what}`, async () => {
      const connection = await machine(() => ({ status: 0 }));
      process.env["STILLROOM_SSH_KEY"] = join(scratch, key);
      const session = await connect(connection);
      assert.ok("kind" in session);
      assert.equal(session.cause, cause);
      assert.match(`${session.failure.what} ${session.failure.mend}`, words);
    });
  }

  it("tells a machine that takes no connection from one that says nothing", async () => {
    const connection = await machine(() => ({ status: 0 }));
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as AddressInfo;
    await new Promise((resolve) => silent.close(resolve));
    const session = await connect({ ...connection, port });
    assert.ok("kind" in session);
    assert.equal(session.cause, "refused");
  });

  describe("with an address inside of the tunnel and one outside", () => {
    const takes = (): ReturnType<Answer> => ({ stdout: `digest ${RELEASE.digest}\nagent abc\n`, status: 0 });
    const nobody = "127.0.0.9";
    let other: Server | undefined;
    afterEach(() => {
      other?.close();
      other = undefined;
    });

    /** Another one at the second address, who hangs up. */
    async function neighbour(port: number): Promise<() => boolean> {
      let asked = false;
      const started = createServer((socket) => {
        asked = true;
        socket.destroy();
      });
      other = started;
      await new Promise<void>((resolve) => started.listen(port, nobody, resolve));
      return () => asked;
    }

    it("goes on to the other where the first takes no connection", async () => {
      const { host, ...rest } = await machine(takes);
      // No way leads to this one (ENETUNREACH).
      for (const silent of [nobody, "255.255.255.255"]) {
        for (const connection of [
          { ...rest, host: silent, inside: { host, first: false } },
          { ...rest, host, inside: { host: silent, first: true } },
        ]) {
          const outcome = await deliver(connection, RELEASE, () => undefined);
          assert.equal(outcome.kind, "unchanged", JSON.stringify([outcome, connection]));
        }
      }
    });

    it("asks the first alone where that one answers", async () => {
      const { host, ...rest } = await machine(takes);
      const isAsked = await neighbour(rest.port);
      for (const connection of [
        { ...rest, host, inside: { host: nobody, first: false } },
        { ...rest, host: nobody, inside: { host, first: true } },
      ])
        assert.equal((await deliver(connection, RELEASE, () => undefined)).kind, "unchanged");
      assert.equal(isAsked(), false);
    });

    it("does not ask the other after a wrong host key or a refused login", async () => {
      const { host, ...rest } = await machine(takes);
      const isAsked = await neighbour(rest.port);
      const foreign = { ...rest, hostKey: ed25519Pair().public };
      const outside = await connect({ ...foreign, host, inside: { host: nobody, first: false } });
      assert.ok("kind" in outside && outside.cause === "host-key");
      assert.doesNotMatch(outside.failure.mend, /tunnel/);
      // In another network the same address may be another's.
      const inside = await connect({ ...foreign, host: nobody, inside: { host, first: true } });
      assert.ok("kind" in inside && inside.cause === "host-key");
      assert.match(inside.failure.mend, /^Is the practice's tunnel on, .* take it for an attack/);
      process.env["STILLROOM_SSH_KEY"] = join(scratch, "other");
      const refused = await connect({ ...rest, host, inside: { host: nobody, first: false } });
      assert.ok("kind" in refused && refused.cause === "authentication");
      assert.equal(isAsked(), false);
    });

    it("names both where neither answers, and says which should", async () => {
      const { port } = await machine(takes);
      const connection = { host: "127.0.0.8", port, user: "ops", hostKey: HOST_KEY.public };
      const [shut, open] = [
        await connect({ ...connection, inside: { host: nobody, first: true } }),
        await connect({ ...connection, inside: { host: nobody, first: false } }),
      ];
      assert.ok("kind" in shut && "kind" in open);
      for (const { failure } of [shut, open]) {
        assert.match(
          failure.what,
          /^The machine is reached neither at its address inside the practice's tunnel, 127\.0\.0\.9, nor outside/,
        );
        assert.match(failure.what, /ops@127\.0\.0\.8, port/);
        assert.match(failure.what, /ops@127\.0\.0\.9, port/);
        assert.match(failure.mend, /switch the practice's tunnel on/);
      }
      assert.match(shut.failure.mend, /has SSH inside the tunnel alone: .*"inside: nothing".*console/);
      assert.match(open.failure.mend, /administrationFrom/);
      // It may pass, and is waited for while a machine boots.
      assert.equal(shut.cause, "refused");
      const unreachable = await connect({
        ...connection,
        host: "255.255.255.255",
        inside: { host: "255.255.255.255", first: true },
      });
      assert.ok("kind" in unreachable && unreachable.cause === "network");
    });
  });

  it("reads the state of a machine that nothing was delivered to", async () => {
    const connection = await machine(() => ({ stdout: "digest \nagent \n", status: 0 }));
    assert.deepEqual(await readState(connection), { kind: "state", digest: undefined, interrupted: false, drift: [] });
    assert.equal(commands.length, 1);
  });
});

describe("delivery into a folder", () => {
  it("puts the files there, fills them, keeps the secrets, and names what is left out", async () => {
    const folder = mkdtempSync(join(tmpdir(), "stillroom-folder-"));
    const release = (words: string): ReturnType<typeof releaseOf> =>
      releaseOf({
        secrets: [{ name: "key", kind: "token" }],
        files: [
          fileOf("/etc/one.conf", `@@secret:key@@ @@fact:architecture@@ ${words}\n`, {
            mode: "0640",
            group: "prosody",
          }),
        ],
        packages: [{ name: "hello", repository: "debian" }],
        units: [{ name: "one.service", onChange: "restart", files: ["/etc/one.conf"] }],
        validators: [{ name: "one", argv: ["no-such-program-anywhere"] }],
        proofs: [{ kind: "unit-active", unit: "one.service" }],
      });
    try {
      const first = await deliverIntoFolder(release("first"), folder, () => undefined);
      assert.ok(first.kind === "kept", JSON.stringify(first));
      assert.deepEqual(first.changed, ["/etc/one.conf"]);
      const notes = first.notes.join("\n");
      for (const word of ["hello", "one.service", "unit-active", "one was not validated"])
        assert.ok(notes.includes(word), notes);
      const [key = ""] = readFileSync(join(folder, "etc/one.conf"), "utf8").split(" ");
      assert.match(key, /^[A-Za-z0-9_-]{43}$/);
      assert.equal(statSync(join(folder, "etc/one.conf")).mode & 0o7777, 0o640);
      assert.ok(!JSON.stringify(first).includes(key));

      assert.equal((await deliverIntoFolder(release("first"), folder, () => undefined)).kind, "unchanged");
      assert.equal((await deliverIntoFolder(release("second"), folder, () => undefined)).kind, "kept");
      assert.match(readFileSync(join(folder, "etc/one.conf"), "utf8"), new RegExp(`^${key} .* second\n$`));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
