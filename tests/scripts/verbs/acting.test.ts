import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { after, afterEach, before, describe, it } from "node:test";
import { agentBundle } from "../../../components/provider/agent-bundle.ts";
import type { Outcome, UndertakingRequest } from "../../../host/protocol.ts";
import { startSshMachine, type SshAnswer, type SshMachine } from "../../fixtures/ssh-machine.ts";

const ROOT = new URL("../../../", import.meta.url).pathname;
const KEY = "c0ffee".repeat(10) + "c0de";
const DIGEST = "d".repeat(64);

const KEPT: Outcome = { kind: "kept", digest: DIGEST, changed: ["/etc/one.conf"], proofs: [], notes: ["A note."] };

/** What a verb did, as a person or a program sees it. */
interface Seen {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("verbs that change a machine, on a stand-in of it", { timeout: 300_000 }, () => {
  let folder: string;
  let stack: string;
  let agent: string;
  let machine: SshMachine | undefined;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-verbs-"));
    stack = join(folder, "Pulumi.prod.yaml");
    writeFileSync(stack, readFileSync(join(ROOT, "Pulumi.prod.yaml")));
    agent = (await agentBundle()).digest;
  });
  afterEach(() => {
    machine?.close();
    machine = undefined;
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  /** A machine whose agent is this checkout's, and what else it answers. */
  async function standIn(answers: Readonly<Record<string, SshAnswer>>): Promise<SshMachine> {
    machine = await startSshMachine((command) => {
      if (command.includes("interrupted")) return { stdout: `digest ${DIGEST}\nagent ${agent}\n`, status: 0 };
      const found = Object.entries(answers).find(([part]) => command.includes(part));
      return found?.[1] ?? { stderr: `no answer to ${command}`, status: 1 };
    });
    writeFileSync(join(folder, "connection.json"), JSON.stringify(machine.connection));
    // In place of the program pulumi: it knows the two outputs of the stack.
    const pulumi = `#!/bin/sh\ncase "$*" in *volumeKey*--show-secrets*) echo '"${KEY}"' ;; *" connection "*) cat ${join(folder, "connection.json")} ;; *) exit 1 ;; esac\n`;
    writeFileSync(join(folder, "pulumi"), pulumi);
    chmodSync(join(folder, "pulumi"), 0o755);
    return machine;
  }

  async function stillroom(args: readonly string[], input = ""): Promise<Seen> {
    const child = spawn(process.execPath, [join(ROOT, "scripts/stillroom.js"), ...args], {
      env: {
        ...process.env,
        PATH: [folder, process.env["PATH"]].join(delimiter),
        STILLROOM_SSH_KEY: machine?.keyFile ?? "",
        SSH_AUTH_SOCK: "",
      },
    });
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    child.stdin.end(input);
    const [status] = (await once(child, "close")) as [number | null];
    return { status, stdout, stderr };
  }

  const ends = (outcome: Outcome): SshAnswer => ({
    stdout: `{"kind":"progress","step":"switch","detail":"2 files"}\n${JSON.stringify({ kind: "outcome", outcome })}\n`,
    status: outcome.kind === "went-back" ? 1 : 0,
  });

  const requestOf = (command: string): UndertakingRequest => {
    const found = machine?.asked.find((one) => one.command.includes(`agent.cjs ${command}`));
    assert.ok(found, `${command} was not asked for`);
    return JSON.parse(found.input) as UndertakingRequest; // what the verb wrote
  };

  describe("with --json print one JSON document on standard output, and nothing else there", () => {
    const verbs: readonly (readonly string[])[] = [
      ["status"],
      ["drift"],
      ["drift", "--put-back"],
      ["drift", "--accept", "--reason", "why"],
      ["history"],
      ["rollback", "1"],
      ["secrets", "rotate", "turn_secret", "--yes"],
      ["isolate"],
      ["release"],
      ["unlock"],
    ];

    /** The kind of what was printed for a program, with the exit code. */
    async function kindOf(args: readonly string[]): Promise<readonly [number | null, string]> {
      const { status, stdout } = await stillroom([...args, "--json"]);
      const { kind } = JSON.parse(stdout) as { readonly kind: string }; // what a program would read of it
      return [status, kind];
    }

    it("where the machine is another than was meant", async () => {
      const { connection } = await standIn({});
      const other = join(folder, "other.json");
      const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
      writeFileSync(other, JSON.stringify({ ...connection, hostKey }));
      for (const verb of verbs) {
        assert.deepEqual(await kindOf([...verb, stack, "--connection", other]), [1, "problem"], verb.join(" "));
      }
    });

    it("where the input can't be used", async () => {
      await standIn({ mountpoint: { status: 1 } });
      writeFileSync(join(folder, "none.json"), "no connection");
      const calls = [
        ...verbs.map((verb) => [...verb, join(folder, "Pulumi.none.yaml")]),
        ...verbs.map((verb) => [...verb, stack, "--connection", join(folder, "none.json")]),
        ["status"],
        ["drift", stack, "--accept"],
        ["drift", stack, "--accept", "--reason", " "],
        ["rollback", "none", stack],
        ["secrets", "rotate", "no_secret", stack],
        ["unlock", stack, "--key-file", join(folder, "no-key")],
        ["unlock", stack, "--key-file", "-", "--connection", "-"],
      ];
      for (const call of calls) assert.deepEqual(await kindOf(call), [2, "bad-input"], call.join(" "));
    });

    it("where nobody said yes", async () => {
      await standIn({ "agent.cjs state": { stdout: state(["/etc/passwd.new is foreign."]), status: 0 } });
      assert.deepEqual(await kindOf(["release", stack]), [2, "not-agreed"]);
      assert.deepEqual(await kindOf(["secrets", "rotate", "turn_secret", stack]), [2, "not-agreed"]);
    });
  });

  describe("secrets rotate", () => {
    it("lists the right names for a wrong one, and asks nothing of the machine", async () => {
      const { asked } = await standIn({});
      const { status, stderr } = await stillroom(["secrets", "rotate", "relay_secret", stack]);
      assert.equal(status, 2);
      assert.match(stderr, /There is no secret "relay_secret"\. This practice's are: .*turn_secret/);
      assert.deepEqual(asked, []);
    });

    it("says what people will notice, and does nothing without a person's yes", async () => {
      const { asked } = await standIn({});
      const { status, stderr } = await stillroom(["secrets", "rotate", "video_token_key", stack]);
      assert.equal(status, 2);
      assert.match(
        stderr,
        /Every link to a room that was handed out stops working.*\nNothing was done\. Run it again with --yes/,
      );
      assert.deepEqual(asked, []);
    });

    it("has the agent do it, and says how it ended", async () => {
      await standIn({ "agent.cjs rotate-secret": ends(KEPT) });
      const { status, stdout, stderr } = await stillroom(["secrets", "rotate", "turn_secret", stack, "--yes"]);
      assert.equal(status, 0, stderr);
      assert.equal(requestOf("rotate-secret").name, "turn_secret");
      assert.match(stdout, /^turn_secret has a new value wherever it is used.*\nA note\.\n$/);
      assert.match(stderr, /s {2}switch: 2 files/);
    });

    it("exits 1 with cause and cure when the machine went back", async () => {
      const failure = { step: "prove", what: "coturn does not answer.", mend: "Mend it." };
      const outcome: Outcome = { kind: "went-back", digest: DIGEST, running: DIGEST, failure };
      await standIn({ "agent.cjs rotate-secret": ends(outcome) });
      const text = await stillroom(["secrets", "rotate", "turn_secret", stack, "--yes"]);
      assert.equal(text.status, 1);
      assert.match(
        text.stderr,
        /\nThe machine went back to what it was\. Step "prove": coturn does not answer\.\nMend it\.\n$/,
      );
      assert.equal(text.stdout, "");
      const json = await stillroom(["secrets", "rotate", "turn_secret", stack, "--yes", "--json"]);
      assert.equal(json.status, 1);
      assert.deepEqual(JSON.parse(json.stdout), outcome);
    });

    it("asks how it ended where the connection breaks meanwhile", async () => {
      const { asked } = await standIn({
        "agent.cjs rotate-secret": "broken",
        "outcome.json": { stdout: "free\n", status: 0 },
      });
      const { status, stderr } = await stillroom(["secrets", "rotate", "turn_secret", stack, "--yes"]);
      assert.equal(status, 1);
      assert.match(
        stderr,
        /\nIt is not known whether it was done; "stillroom status STACKFILE" .* Step "connection": The connection broke and the agent on the machine ended/,
      );
      assert.ok(asked.some(({ command }) => command.includes("flock --nonblock")));
    });

    it("hands on the refusal of a machine that is isolated", async () => {
      const failure = { step: "isolation", what: "This machine is isolated.", mend: "End it." };
      const refused = { stdout: `${JSON.stringify({ kind: "refused", failure })}\n`, status: 1 };
      await standIn({ "agent.cjs rotate-secret": refused });
      const { status, stderr } = await stillroom(["secrets", "rotate", "turn_secret", stack, "--yes"]);
      assert.equal(status, 1);
      assert.equal(stderr, 'Nothing was done. Step "isolation": This machine is isolated.\nEnd it.\n');
    });
  });

  describe("isolate and release", () => {
    it("isolates at once, and says how it ends", async () => {
      await standIn({ "agent.cjs isolate": ends(KEPT) });
      const { status, stdout } = await stillroom(["isolate", stack]);
      assert.equal(status, 0);
      assert.match(
        stdout,
        /^127\.0\.0\.1 is isolated: administrators get in over SSH, nothing gets out.*stillroom release .*Pulumi\.prod\.yaml" ends it\.\nA note\.\n$/,
      );
      assert.equal(requestOf("isolate").patience.accessSeconds, 60);
    });

    it("says so where it was isolated already, and where there is nothing to end", async () => {
      await standIn({
        "agent.cjs isolate": ends({ kind: "unchanged", digest: DIGEST }),
        "agent.cjs end-isolation": ends({ kind: "unchanged", digest: DIGEST }),
        "agent.cjs state": { stdout: state([]), status: 0 },
      });
      assert.match((await stillroom(["isolate", stack])).stdout, /is isolated already/);
      const ended = await stillroom(["release", stack]);
      assert.equal(ended.status, 0);
      assert.equal(ended.stdout, "127.0.0.1 is not isolated.\n");
    });

    it("ends it without asking where nothing but the isolation differs from the release", async () => {
      const drift = ["/etc/iptables/rules.v4 is not as delivered.", "/etc/iptables/rules.v6 is not as delivered."];
      await standIn({ "agent.cjs end-isolation": ends(KEPT), "agent.cjs state": { stdout: state(drift), status: 0 } });
      const { status, stdout } = await stillroom(["release", stack]);
      assert.equal(status, 0);
      assert.match(stdout, /has the packet filter of its release again.*\nA note\.\n$/);
    });

    it("says first what else differs, and leaves the machine isolated without a person's yes", async () => {
      const { asked } = await standIn({
        "agent.cjs end-isolation": ends(KEPT),
        "agent.cjs state": { stdout: state(["/etc/passwd.new is foreign."]), status: 0 },
      });
      const unasked = await stillroom(["release", stack]);
      assert.equal(unasked.status, 2);
      assert.match(
        unasked.stderr,
        /differs from its release.*\n {2}\/etc\/passwd\.new is foreign\.\n.*open to everybody again/,
      );
      assert.ok(asked.every(({ command }) => !command.includes("end-isolation")));
      assert.equal((await stillroom(["release", stack, "--yes"])).status, 0);
    });

    it("exits 1 when the isolation ended and something does not work", async () => {
      const proofs = [{ name: "the release works", passed: false, seen: "nginx is failed." }];
      await standIn({
        "agent.cjs end-isolation": ends({ ...KEPT, proofs }),
        "agent.cjs state": { stdout: state([]), status: 0 },
      });
      assert.equal((await stillroom(["release", stack])).status, 1);
    });
  });

  describe("unlock", () => {
    const closed = { status: 1 };
    const running = { stdout: "active\nactive\nactive\n", status: 0 };

    it("hands over the key of the stack on standard input alone, and says what runs", async () => {
      const { asked } = await standIn({
        mountpoint: closed,
        "lib/stillroom/data-volume": { status: 0 },
        "is-active": running,
      });
      const { status, stdout, stderr } = await stillroom(["unlock", stack]);
      assert.equal(status, 0, stderr);
      assert.equal(
        stdout,
        "The data volume is open.\nThese run: desk.service, matrix-synapse.service, postgresql@17-main.service.\n",
      );
      assert.deepEqual(
        asked.filter(({ input }) => input !== "").map(({ input }) => input),
        [KEY],
      );
      assert.ok(!(stdout + stderr + asked.map(({ command }) => command).join()).includes(KEY));
    });

    it("takes the key from a file or from standard input as well", async () => {
      const { asked } = await standIn({
        mountpoint: closed,
        "lib/stillroom/data-volume": { status: 0 },
        "is-active": running,
      });
      const other = "0".repeat(64);
      writeFileSync(join(folder, "key"), `${other}\n`);
      assert.equal((await stillroom(["unlock", stack, "--key-file", join(folder, "key")])).status, 0);
      assert.equal((await stillroom(["unlock", stack, "--key-file", "-"], KEY)).status, 0);
      assert.deepEqual(
        asked.filter(({ input }) => input !== "").map(({ input }) => input),
        [other, KEY],
      );
    });

    it("sends no key to a volume that is open already", async () => {
      const { asked } = await standIn({ mountpoint: { status: 0 }, "is-active": running });
      const { status, stdout } = await stillroom(["unlock", stack]);
      assert.equal(status, 0);
      assert.match(stdout, /^The data volume was open already; no key was sent\.\nThese run: /);
      assert.ok(asked.every(({ input }) => input === ""));
    });

    it("says what the machine says of another key, and of a volume that is not there", async () => {
      for (const words of [
        "data volume: /dev/sdb does not open with this key. It is the key of another volume, or the volume is of another stack.",
        "data volume: no disk matches /dev/disk/by-id/scsi-0HC_Volume_*. Attach the data volume to this machine.",
      ]) {
        await standIn({ mountpoint: closed, "lib/stillroom/data-volume": { stderr: `${words}\n`, status: 1 } });
        const { status, stderr } = await stillroom(["unlock", stack]);
        assert.equal(status, 1);
        assert.ok(stderr.endsWith(`\nThe data volume is not open. ${words}\n`), stderr);
        machine?.close();
        machine = undefined;
      }
    });

    it("refuses what is no key, without showing it", async () => {
      const { asked } = await standIn({ mountpoint: closed });
      const { status, stderr } = await stillroom(["unlock", stack, "--key-file", "-"], "hunter2");
      assert.equal(status, 2);
      assert.match(stderr, /Standard input holds no key of a data volume: 64 hexadecimal digits/);
      assert.doesNotMatch(stderr, /hunter2/);
      assert.deepEqual(asked, [], "the key is looked at first");
    });

    it("exits 1 when a service that waited does not come up", async () => {
      await standIn({
        mountpoint: closed,
        "lib/stillroom/data-volume": { status: 0 },
        "is-active": { stdout: "active\nactive\nfailed\n", status: 3 },
      });
      const { status, stdout } = await stillroom(["unlock", stack]);
      assert.equal(status, 1);
      assert.match(
        stdout,
        /These run: desk\.service, matrix-synapse\.service\.\nThese do not: postgresql@17-main\.service\. "stillroom status/,
      );
    });

    it("has nothing to do where the volume is not encrypted by us", async () => {
      await standIn({});
      const text = readFileSync(join(ROOT, "Pulumi.prod.yaml"), "utf8");
      const machineOfAws = "  stillroom:machine:\n    provider: aws\n    size: t3a.large\n    region: eu-central-1\n";
      const aws = text.replace(/ {2}stillroom:machine:\n(?: {4}.*\n)+/, machineOfAws);
      assert.notEqual(aws, text);
      const file = join(folder, "Pulumi.aws.yaml");
      writeFileSync(file, aws);
      const { status, stdout, stderr } = await stillroom(["unlock", file]);
      assert.equal(status, 0, stderr);
      assert.match(stdout, /^There is nothing to unlock\. The data volume at AWS is under the practice's own KMS key/);
    });
  });
});

function state(drift: readonly string[]): string {
  return `${JSON.stringify({ kind: "state", digest: DIGEST, interrupted: false, drift })}\n`;
}
