import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";
import { agentBundle } from "../../components/provider/agent-bundle.ts";
import { askAgent, lookAt, sayHeard, tellUnheard } from "../../components/provider/agent-session.ts";
import { askHowItEnded, deliver, readState } from "../../components/provider/delivery.ts";
import type { Session } from "../../components/provider/ssh.ts";
import { undertake } from "../../components/provider/undertaking.ts";
import type { History } from "../../host/history.ts";
import { placesIn, type Places } from "../../host/places.ts";
import type { AgentMessage, Outcome } from "../../host/protocol.ts";
import { endInWords, writeUnheard, type UnheardEnd } from "../../host/unheard.ts";
import { keptSshKeys } from "../fixtures/ssh-keys.ts";
import { startSshMachine, type SshAnswer, type SshMachine } from "../fixtures/ssh-machine.ts";
import { releaseOf } from "../host/sample-release.ts";

const DIGEST = "d".repeat(64);
const OTHER = "0".repeat(64);
const KEPT: Outcome = { kind: "kept", digest: DIGEST, changed: [], proofs: [], notes: ["Look at the certificate."] };
const BACK: Outcome = {
  kind: "went-back",
  digest: DIGEST,
  running: OTHER,
  failure: { step: "prove", what: "Nobody answers.", mend: "Look at it." },
};

describe("an end, for somebody who was not there", () => {
  it("names the release, what became of it, and why", () => {
    assert.equal(
      endInWords("delivery", KEPT),
      "The delivery of release dddddddddddd was kept. Look at the certificate.",
    );
    assert.equal(
      endInWords("rollback", BACK),
      'The rollback to release dddddddddddd went back, and release 000000000000 runs. Step "prove": Nobody answers. Look at it.',
    );
    assert.match(endInWords("delivery", { ...BACK, running: undefined }) ?? "", /went back, and no release runs/);
    assert.match(endInWords("isolation", KEPT) ?? "", /^The isolation of the machine was kept/);
  });

  it("is none where nothing happened", () => {
    assert.equal(endInWords("delivery", { kind: "unchanged", digest: DIGEST }), undefined);
  });
});

describe("ends that lie on a machine", () => {
  let folder: string;
  let places: Places;
  let session: Session;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "stillroom-unheard-"));
    places = placesIn(folder);
    // The shell of this machine stands in for the other's; what lies there is looked for in a folder.
    session = {
      run: (command) => {
        const { status, stdout, stderr } = spawnSync(
          "sh",
          ["-c", command.replaceAll(placesIn("/").state, places.state)],
          {
            encoding: "utf8",
          },
        );
        return Promise.resolve({ status: status ?? undefined, stdout, stderr });
      },
      close: () => undefined,
    };
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const told = async (): Promise<readonly string[]> => {
    const said: string[] = [];
    const look = await lookAt(session);
    assert.ok(!("kind" in look), JSON.stringify(look));
    await tellUnheard(session, look, (message) => {
      if (message.kind === "progress") said.push(`${message.step}: ${message.detail}`);
    });
    return said;
  };
  const end = (delivery: string, what: string): UnheardEnd => ({ delivery, at: "2026-11-20T18:03:44.000Z", what });

  it("are told once, whatever stands in them", async () => {
    assert.deepEqual(await told(), []);
    writeUnheard(places, end("d-1", String.raw`It said "no\n" and $(false) 'twice' \\ %s.`));
    writeUnheard(places, end("d-2", "Two\nlines."));
    assert.deepEqual(await told(), [
      String.raw`earlier run: Nobody said that they heard how an earlier run ended, 2026-11-20 18:03 UTC: It said "no\n" and $(false) 'twice' \\ %s.`,
      "earlier run: Nobody said that they heard how an earlier run ended, 2026-11-20 18:03 UTC: Two\nlines.",
    ]);
    assert.deepEqual(await told(), []);
  });

  it("go one by one, each by its own name", async () => {
    writeUnheard(places, end("d-1", "One."));
    writeUnheard(places, end("d-2", "Two."));
    await sayHeard(session, [{ delivery: "d-2" }]);
    assert.deepEqual(readdirSync(places.unheard), ["d-1.json"]);
  });

  it("are passed by where one is damaged, or named like a command", async () => {
    writeUnheard(places, end("d-1", "One."));
    writeFileSync(join(places.unheard, "cut.json"), '{"delivery":"cut","at":');
    writeFileSync(join(places.unheard, "evil.json"), JSON.stringify(end("x; reboot", "Evil.")));
    assert.equal((await told()).length, 1);
    assert.deepEqual(readdirSync(places.unheard).sort(), ["cut.json", "evil.json"]);
  });
});

describe("whoever speaks to a machine", { timeout: 120_000 }, () => {
  const release = releaseOf({});
  const end = { delivery: "d-1", at: "2026-11-20T18:03:44.000Z", what: "The delivery was kept." };
  const restoreSshKeys = keptSshKeys();
  let agent: string;
  let machine: SshMachine | undefined;
  let said: AgentMessage[] = [];
  const hear = (message: AgentMessage): void => {
    said.push(message);
  };
  before(async () => {
    agent = (await agentBundle()).digest;
    delete process.env["SSH_AUTH_SOCK"];
  });
  beforeEach(() => {
    said = [];
  });
  afterEach(() => {
    machine?.close();
    machine = undefined;
  });
  after(() => {
    restoreSshKeys();
  });

  /** A machine that runs the release, and knows an end that nobody heard. */
  async function standIn(
    answer: (command: string) => SshAnswer = () => ({ status: 0 }),
    unheard = `unheard ${JSON.stringify(end)}\n`,
  ): Promise<SshMachine> {
    const look = `digest ${release.digest}\n${unheard}agent ${agent}\n`;
    machine = await startSshMachine((command) =>
      command.includes("interrupted") ? { stdout: look, status: 0 } : answer(command),
    );
    process.env["STILLROOM_SSH_KEY"] = machine.keyFile;
    return machine;
  }
  const removals = (): readonly string[] =>
    (machine?.asked ?? []).flatMap(({ command }) => /rm -f [^']*/.exec(command)?.[0] ?? []);
  const TOLD = [
    {
      kind: "progress",
      step: "earlier run",
      detail: "Nobody said that they heard how an earlier run ended, 2026-11-20 18:03 UTC: The delivery was kept.",
    },
  ];

  it("is told by a delivery that has nothing to do, which then says that it was heard", async () => {
    const { connection, asked } = await standIn();
    assert.equal((await deliver(connection, release, hear)).kind, "unchanged");
    assert.deepEqual(said, TOLD);
    assert.deepEqual(removals(), ["rm -f /var/lib/stillroom/unheard/d-1.json"]);
    assert.equal(asked.length, 2);
  });

  it("is told by a verb", async () => {
    const history = JSON.stringify({ kind: "history", entries: [], stored: [] });
    const { connection } = await standIn((command) => ({
      stdout: command.includes("history") ? history + "\n" : "",
      status: 0,
    }));
    const found = await askAgent<History>(connection, ["history"], hear);
    assert.equal(found.kind, "history");
    assert.deepEqual(said, TOLD);
    assert.deepEqual(removals(), ["rm -f /var/lib/stillroom/unheard/d-1.json"]);
  });

  it("is told nothing by a refresh, which changes nothing", async () => {
    const state = JSON.stringify({ kind: "state", digest: DIGEST, interrupted: false, drift: [] });
    const { connection } = await standIn(() => ({ stdout: `${state}\n`, status: 0 }));
    assert.equal((await readState(connection)).kind, "state");
    assert.deepEqual(removals(), []);
  });

  for (const [what, command, act] of [
    [
      "a delivery",
      "agent.cjs apply",
      (here: SshMachine) =>
        deliver(
          here.connection,
          releaseOf({ accounts: [], files: [], packages: [{ name: "hello", repository: "debian" }] }),
          hear,
        ),
    ],
    [
      "an isolation",
      "agent.cjs isolate",
      (here: SshMachine) => undertake(here.connection, { command: "isolate" }, hear),
    ],
  ] as const) {
    it(`says that it heard how ${what} ended, by that one's name`, async () => {
      const here = await standIn(
        (asked) =>
          asked.includes(command)
            ? { stdout: `${JSON.stringify({ kind: "outcome", outcome: KEPT })}\n`, status: 0 }
            : { status: 0 },
        "",
      );
      assert.deepEqual(await act(here), KEPT);
      assert.match(
        removals().join(),
        /^rm -f \/var\/lib\/stillroom\/unheard\/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json$/,
      );
    });
  }

  it("says so too where it asked for the end after the connection broke", async () => {
    const written = JSON.stringify({ delivery: "d-7", outcome: BACK });
    const { connection } = await standIn((command) => ({
      stdout: command.includes("outcome.json") ? `free\n${written}` : "",
      status: 0,
    }));
    assert.deepEqual(await askHowItEnded(connection, "d-7", { seconds: 5, retryMs: 1 }), BACK);
    assert.deepEqual(removals(), ["rm -f /var/lib/stillroom/unheard/d-7.json"]);
  });

  it("leaves an end to others that is not its own", async () => {
    const written = JSON.stringify({ delivery: "another", outcome: BACK });
    const { connection } = await standIn(() => ({ stdout: `free\n${written}`, status: 0 }));
    assert.equal((await askHowItEnded(connection, "d-7", { seconds: 5, retryMs: 1 })).kind, "problem");
    assert.deepEqual(removals(), []);
  });
});
