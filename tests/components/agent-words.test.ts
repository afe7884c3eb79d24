import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import fc from "fast-check";
import { agentBundle } from "../../components/provider/agent-bundle.ts";
import { askAgent, converse } from "../../components/provider/agent-session.ts";
import { agentWord, writtenOutcome } from "../../components/provider/agent-words.ts";
import { askHowItEnded, deliver, readState } from "../../components/provider/delivery.ts";
import { connect, type Session } from "../../components/provider/ssh.ts";
import type { History } from "../../host/history.ts";
import type { AgentMessage, Outcome } from "../../host/protocol.ts";
import { releaseOf } from "../host/sample-release.ts";
import { keptSshKeys } from "../fixtures/ssh-keys.ts";
import { startSshMachine, type SshAnswer, type SshMachine } from "../fixtures/ssh-machine.ts";

const DIGEST = "d".repeat(64);
const FAILURE = { step: "prove", what: "No page.", mend: "Mend it." };
const BACK: Outcome = { kind: "went-back", digest: DIGEST, running: DIGEST, failure: FAILURE };
/** Clears the screen, and turns a line around. */
const EVIL = "\u001b[2J\u202e";

/** How a machine is that says little of itself. */
const STATUS = {
  ...{ kind: "status", at: "2026-11-23T10:00:00.000Z", host: "h1", interrupted: false, busy: false },
  ...{ units: [], certificates: [], disks: [], updates: { pending: [] }, clock: "hosts" },
};

describe("a word of the agent", () => {
  it("is taken where it has the shape of its kind", () => {
    const file = { mode: "0644", owner: "root", group: "root" };
    const words: readonly unknown[] = [
      { kind: "progress", step: "switch", detail: "2 files\n\tand more" },
      { kind: "confirm-access", token: "c0ffee", seconds: 60 },
      { kind: "refused", failure: FAILURE },
      { kind: "accepted" },
      { kind: "host-key", publicKey: "ssh-ed25519 AAAA+/0=" },
      { kind: "outcome", outcome: { kind: "unchanged", digest: DIGEST } },
      { kind: "outcome", outcome: BACK },
      { kind: "state", interrupted: false, drift: ["One."] },
      { kind: "history", entries: [], stored: [DIGEST] },
      { kind: "stored-release", release: null },
      STATUS,
      { ...STATUS, tunnel: { interface: "wg1", publicKey: `${"A/+".repeat(14)}A=` } },
      { ...STATUS, tunnel: { interface: "wg1", trouble: "No such device" } },
      {
        kind: "drift",
        digest: DIGEST,
        differences: [
          { kind: "package", id: "p", state: "s", what: "W.", package: "hello", trouble: "held" },
          {
            kind: "file",
            id: "f",
            state: "s",
            what: "W.",
            path: "/etc/one",
            released: { ...file, text: EVIL },
            found: { ...file, type: "file", text: `${EVIL}\n`, otherSecret: false },
            accepted: { reason: "R.", by: "ops", at: "2026-11-23T10:00:00.000Z" },
          },
        ],
      },
    ];
    for (const word of words) assert.deepEqual(agentWord(JSON.stringify(word)), word);
  });

  it("is none where anything in it is of another shape", () => {
    const wrong: readonly unknown[] = [
      { kind: "progress", step: "switch" },
      { kind: "progress", step: "switch", detail: 7 },
      { kind: "confirm-access", token: "$(reboot)", seconds: 60 },
      { ...STATUS, tunnel: { interface: "wg1", publicKey: "A: {" } },
      { kind: "outcome", outcome: { kind: "unchanged", digest: [DIGEST] } },
      { kind: "outcome", outcome: { kind: "unchanged", digest: `${DIGEST}${EVIL}` } },
      { kind: "outcome", outcome: { kind: "went-back", digest: DIGEST } },
      { kind: "history", entries: [{ digest: DIGEST }], stored: [] },
      { kind: "history", entries: {}, stored: [] },
      { kind: "history", entries: [], stored: ["x"] },
      { kind: "state", drift: "none" },
      { kind: "host-key", publicKey: `ssh-ed25519 AAAA ${EVIL}` },
      { kind: "stored-release", release: 7 },
      { kind: "constructor" },
      { kind: "__proto__" },
      {},
    ];
    for (const word of wrong) assert.equal(agentWord(JSON.stringify(word)), undefined, JSON.stringify(word));
    for (const line of ["", "{", "[]", "null", '{"kind":"progr']) assert.equal(agentWord(line), undefined, line);
    assert.equal(writtenOutcome("{"), undefined);
    assert.equal(writtenOutcome(JSON.stringify({ delivery: "d", outcome: { kind: "kept" } })), undefined);
    assert.deepEqual(writtenOutcome(JSON.stringify({ delivery: "d", outcome: BACK })), {
      delivery: "d",
      outcome: BACK,
    });
  });

  it("is taken or not, and never throws, whatever it is", () => {
    const kinds = ["progress", "outcome", "status", "drift", "history", "refused", "state", "stored-release"];
    const word = fc.record({ kind: fc.constantFrom(...kinds), outcome: fc.anything(), differences: fc.anything() });
    fc.assert(
      fc.property(word, (value) => {
        agentWord(JSON.stringify(value));
      }),
    );
  });

  it("holds nothing that a terminal obeys", () => {
    const failure = { step: EVIL, what: `One\n${EVIL}`, mend: EVIL };
    const kept = { kind: "kept", digest: DIGEST, changed: [EVIL], proofs: [], notes: [EVIL] };
    for (const word of [
      { kind: "progress", step: EVIL, detail: EVIL },
      { kind: "refused", failure },
      { kind: "outcome", outcome: { ...BACK, failure } },
      { kind: "outcome", outcome: kept },
      { kind: "state", interrupted: false, drift: [EVIL] },
    ]) {
      const taken = agentWord(JSON.stringify(word));
      assert.ok(taken !== undefined);
      assert.match(JSON.stringify(taken), /u\{1b\}/);
      assert.doesNotMatch(JSON.stringify(taken), /\\u001b|\u202e/);
    }
  });
});

describe("a conversation with a machine that is not as it shall be", { timeout: 600_000 }, () => {
  let machine: SshMachine | undefined;
  let agent: string;
  const restoreSshKeys = keptSshKeys();
  before(async () => {
    agent = (await agentBundle()).digest;
    delete process.env["SSH_AUTH_SOCK"];
  });
  afterEach(() => {
    machine?.close();
    machine = undefined;
  });
  after(() => {
    restoreSshKeys();
  });

  /** @param seen what the first look finds besides its release */
  async function standIn(
    answer: (command: string) => SshAnswer | Promise<SshAnswer>,
    seen = `agent ${agent}\n`,
  ): Promise<SshMachine> {
    machine = await startSshMachine((command) =>
      command.includes("interrupted") ? { stdout: `digest ${DIGEST}\n${seen}`, status: 0 } : answer(command),
    );
    process.env["STILLROOM_SSH_KEY"] = machine.keyFile;
    return machine;
  }

  async function session(here: SshMachine, seconds?: number): Promise<Session> {
    const opened = await connect(here.connection, seconds);
    assert.ok(!("kind" in opened), JSON.stringify(opened));
    return opened;
  }

  it("ends in a problem where the answer is another's, or none", async () => {
    for (const stdout of [
      '{"kind":"progress","step":"look"}\n{"kind":"history"}\n',
      '{"kind":"stored-release","release":null}\n',
      "",
    ]) {
      const { connection } = await standIn(() => ({ stdout, stderr: EVIL, status: 0 }));
      const found = await askAgent<History>(connection, ["history"], () => undefined);
      assert.ok(found.kind === "problem");
      assert.match(found.failure.what, /could not answer "history": \\u\{1b\}\[2J/);
      machine?.close();
      machine = undefined;
    }
  });

  describe("that runs the agent of another version", () => {
    const history = `${JSON.stringify({ kind: "history", entries: [], stored: [] })}\n`;
    const usage = { stderr: "usage: agent apply|state", status: 2 };
    const installs = (): number => machine?.asked.filter(({ command }) => command.includes("mktemp")).length ?? 0;
    const another = (answer: (command: string) => SshAnswer, isolated = false): Promise<SshMachine> =>
      standIn(answer, `agent ${"0".repeat(64)}\n${isolated ? "isolated yes\n" : ""}`);
    const look = (here: SshMachine): ReturnType<typeof askAgent<History>> =>
      askAgent<History>(here.connection, ["history"], () => undefined);

    it("lets that one answer, and replaces nothing that a delivery under way goes by", async () => {
      const found = await look(await another(() => ({ stdout: history, status: 0 })));
      assert.equal(found.kind, "history");
      assert.equal(installs(), 0);
    });

    it("brings its own where that one does not know the question; never where the machine is isolated", async () => {
      const knowing = (command: string): SshAnswer => {
        if (command.includes("mktemp")) return { status: 0 };
        return installs() > 0 ? { stdout: history, status: 0 } : usage;
      };
      assert.equal((await look(await another(knowing))).kind, "history");
      assert.equal(installs(), 1);
      machine?.close();
      const found = await look(await another(knowing, true));
      assert.ok(found.kind === "problem");
      assert.match(found.failure.mend, /Nothing was changed/);
      assert.equal(installs(), 0);
    });

    it("is not changed by another agent than ours, and says so where something holds its lock", async () => {
      const here = await another((command) => ({ status: command.includes("mktemp") ? 75 : 0 }));
      const ended = await deliver(here.connection, releaseOf({}), () => undefined);
      assert.ok(ended.kind === "problem");
      assert.match(ended.failure.what, /Something changes the machine at this moment.*Nothing was done\./);
      assert.ok(here.asked.every(({ command }) => !command.includes("agent.cjs apply")));
    });

    it("keeps it while it is isolated, for that one refuses", async () => {
      const failure = { step: "isolation", what: "This machine is isolated.", mend: "End it." };
      const refused = { stdout: `${JSON.stringify({ kind: "refused", failure })}\n`, status: 1 };
      const here = await another((command) => (command.includes("apply") ? refused : { status: 0 }), true);
      assert.deepEqual(await deliver(here.connection, releaseOf({}), () => undefined), { kind: "problem", failure });
      assert.equal(installs(), 0);
    });
  });

  it("delivers to no end that it does not know, and says so", async () => {
    const { connection } = await standIn(() => ({
      stdout: '{"kind":"progress","step":"switch"}\n{"kind":"outcome","outcome":{"kind":"kept"}}\n',
      status: 0,
    }));
    const ended = await deliver(connection, releaseOf({}), () => undefined);
    assert.ok(ended.kind === "problem");
    assert.equal(ended.end, "unknown");
  });

  it("refreshes no state from an agent that gives another answer", async () => {
    const { connection } = await standIn(() => ({ stdout: '{"digest":"x"}', status: 0 }));
    const state = await readState(connection);
    assert.ok(state.kind === "problem");
    assert.match(
      `${state.failure.what} ${state.failure.mend}`,
      /this version of Stillroom does not know.*stillroom drift/,
    );
  });

  it("waits no longer than it said for a machine that says nothing", async () => {
    const here = await standIn(() => ({ status: "open" }));
    const opened = await session(here);
    const ran = await opened.run("cat", undefined, undefined, 1);
    assert.equal(ran.status, undefined);
    assert.match(ran.stderr, /did not answer within 1 seconds/);
  });

  const TALK = `${JSON.stringify({ kind: "progress", step: "packages", detail: "Soon" } satisfies AgentMessage)}\n`;

  it("looks no longer than it said at a machine that talks on", async () => {
    const here = await standIn(() => ({ stdout: TALK, status: "talks on" }));
    const opened = await session(here);
    const ran = await opened.run("cat", undefined, undefined, 1);
    assert.equal(ran.status, undefined);
    assert.match(ran.stderr, /did not answer within 1 seconds/);
  });

  it("ends a session with a machine that talks on, whatever it was asked", async () => {
    const here = await standIn(() => ({ stdout: TALK, status: "talks on" }));
    const opened = await session(here, 1);
    let words = 0;
    const { last, ran } = await converse(here.connection, opened, ["drift"], undefined, () => (words += 1));
    assert.ok(words > 1);
    assert.equal(last, undefined);
    assert.equal(ran.status, undefined);
    assert.match(ran.stderr, /went on talking for 1 seconds/);
    assert.deepEqual(await opened.run("cat"), ran);
  });

  it("shows more than once that it gets in, until it did", async () => {
    let tries = 0;
    let confirmed = (): void => undefined;
    const done = new Promise<void>((resolve) => {
      confirmed = resolve;
    });
    const token = "c0ffee";
    const here = await standIn(async (command): Promise<SshAnswer> => {
      if (command.includes(`echo ${token}`)) {
        tries += 1;
        if (tries === 1) return { stderr: "no", status: 1 };
        confirmed();
        return { status: 0 };
      }
      if (command.includes("agent.cjs rotate-secret")) return { stdout: word, status: "open" };
      await done;
      return { status: 0 };
    });
    const word = `${JSON.stringify({ kind: "confirm-access", token, seconds: 60 } satisfies AgentMessage)}\n`;
    const opened = await session(here);
    void converse(here.connection, opened, ["rotate-secret"], undefined, () => undefined);
    await done;
    assert.equal(tries, 2);
    opened.close();
  });

  describe("asked how a delivery ended", () => {
    const asking = { seconds: 1, retryMs: 50 };

    it("tells the end that was written down under its name", async () => {
      const written = JSON.stringify({ delivery: "d1", outcome: BACK });
      const { connection } = await standIn(() => ({ stdout: `free\n${written}`, status: 0 }));
      assert.deepEqual(await askHowItEnded(connection, "d1", asking), BACK);
    });

    for (const [what, stdout, words] of [
      ["a machine that still works from one that is not reached", "", /reached again, and its agent still works/],
      ["a damaged end", 'free\n{"delivery":"d1",', /can't be read/],
      ["an agent that is gone", "free\n", /ended before it could decide/],
    ] as const) {
      it(`tells ${what}`, async () => {
        const { connection } = await standIn(() => ({ stdout, status: 0 }));
        const ended = await askHowItEnded(connection, "d1", asking);
        assert.ok(ended.kind === "problem");
        assert.match(ended.failure.what, words);
        assert.equal(ended.end, "unknown");
      });
    }

    it("asks at least once, however late it is", async () => {
      const { connection, asked } = await standIn(() => ({ stdout: "", status: 0 }));
      await askHowItEnded(connection, "d1", { seconds: 0, retryMs: 1 });
      assert.equal(asked.length, 1);
    });

    it("stops before the machine bans it, and says that it may have", async () => {
      const { connection, asked } = await standIn(() => ({ status: 0 }));
      const other = await startSshMachine(() => ({ status: 0 }));
      process.env["STILLROOM_SSH_KEY"] = other.keyFile;
      const ended = await askHowItEnded(connection, "d1", { seconds: 600, retryMs: 10 });
      other.close();
      assert.ok(ended.kind === "problem");
      assert.match(`${ended.failure.what} ${ended.failure.mend}`, /accepts none of your keys.*bans an address/);
      assert.deepEqual(asked, []);
    });
  });
});
