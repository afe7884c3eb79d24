import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { askAgent } from "../../components/provider/agent-session.ts";
import type { Connection } from "../../components/provider/connection.ts";
import { connect } from "../../components/provider/ssh.ts";
import type { Drift } from "../../host/drift.ts";
import { PATIENCE, type AgentMessage, type Outcome } from "../../host/protocol.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { inLab, stopLab } from "../../scripts/sandbox/lab.ts";
import { lookFromInside } from "../../scripts/sandbox/look-inside.ts";
import { lookFromOutside } from "../../scripts/sandbox/look.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { runProgram } from "../../scripts/sandbox/program.ts";
import { startSandbox, type Sandbox } from "../../scripts/sandbox/sandbox.ts";
import type { Sighting } from "../../scripts/sandbox/visitor.ts";

type OutcomeMessage = Extract<AgentMessage, { kind: "outcome" }>;

const skip = (await sandboxObstacle()) ?? false;

async function asTests(test: TestContext, sightings: readonly Sighting[]): Promise<void> {
  assert.ok(sightings.length > 0);
  for (const { what, passed, seen } of sightings) {
    await test.test(what, () => {
      assert.ok(passed, seen);
    });
  }
}

describe("a stack file becomes a running machine", { skip, timeout: 15 * 60_000 }, () => {
  let sandbox: Sandbox;
  let takeDown = (): Promise<void> => Promise.resolve();
  const printed: string[] = [];

  before(async () => {
    sandbox = await startSandbox(false, () => undefined);
    takeDown = () => stopLab(sandbox.lab);
    process.env["STILLROOM_SSH_KEY"] = sandbox.administrator.key.file;
    assert.ok(await runProgram(sandbox, (line) => printed.push(line)), printed.join("\n"));
  });
  after(() => takeDown());

  it("runs the release that the program rendered", async () => {
    assert.ok(
      printed.some((line) => line.includes(sandbox.release.digest)),
      printed.join("\n"),
    );
    const failed = await sandbox.machine.exec(["systemctl", "list-units", "--failed", "--plain", "--no-legend"]);
    assert.equal(failed, "");
  });

  it("shows a visitor what was promised", async (test) => {
    await asTests(test, await lookFromOutside(sandbox));
  });

  it("lets no account out but where it declared", async (test) => {
    const sightings = await lookFromInside(sandbox);
    // Both kinds must be there, or the look proves nothing.
    assert.ok(sightings.some(({ what }) => what.includes("reaches nothing")));
    assert.ok(sightings.some(({ what }) => what.includes("certificates reaches what it declared")));
    await asTests(test, sightings);
  });

  it("differs in nothing from its release, whatever its image and its packages brought", async () => {
    const drift = await askAgent<Drift>(connection(), ["drift"], () => undefined);
    assert.ok(drift.kind === "drift", JSON.stringify(drift));
    assert.deepEqual(
      drift.differences.map((difference) => difference.what),
      [],
    );
  });

  it("gives each of its secrets a new value, and everything still works", async (test) => {
    const secretsNow = (): Promise<string> =>
      sandbox.machine.exec(["sh", "-c", "cd /var/lib/stillroom/secrets && grep --no-messages '' *"]);
    const before = (await secretsNow()).split("\n");
    for (const { name } of sandbox.release.secrets) {
      await test.test(name, async () => {
        const outcome = await asked("rotate-secret", name);
        assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
        assert.ok(outcome.proofs.every((proof) => proof.passed));
      });
    }
    const after = (await secretsNow()).split("\n");
    assert.equal(after.length, before.length);
    assert.deepEqual(
      after.filter((line) => line !== "" && before.includes(line)),
      [],
    );
    await asTests(test, await lookFromOutside(sandbox));
  });

  it("is isolated, after a reboot too, and comes back", async (test) => {
    const { address4, address6 } = sandbox.machine.addresses;
    const knock = (host: string, port: number): Promise<boolean> =>
      run(inLab(sandbox.lab, ["timeout", "3", "bash", "-c", `exec 3<>/dev/tcp/${host}/${port}`])).then(
        () => true,
        () => false,
      );
    assert.equal(await knock(address4, 443), true);
    const outcome = await asked("isolate");
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    await sandbox.machine.reboot();
    for (const host of [address4, address6]) {
      for (const port of [22, 80, 443]) assert.equal(await knock(host, port), false, `${host}:${port}`);
      const session = await connect({ ...connection(), host });
      assert.ok(!("kind" in session), JSON.stringify(session));
      session.close();
    }
    const { gateway } = sandbox.lab;
    for (const account of ["root", "_apt", "systemd-resolve"]) {
      for (const [host, port] of [
        [gateway.address4, 80],
        [gateway.address6, 80],
        [gateway.address4, 53],
      ] as const) {
        const attempt = `timeout 3 bash -c 'exec 3<>/dev/tcp/${host}/${port}' 2>/dev/null && echo reached || true`;
        const said = await sandbox.machine.exec(["runuser", "-u", account, "--", "sh", "-c", attempt]);
        assert.equal(said, "", `${account} reaches ${host}:${port}`);
      }
    }
    const ended = await asked("end-isolation");
    assert.ok(ended.kind === "kept", JSON.stringify(ended));
    assert.ok(ended.proofs.length > 10 && ended.proofs.every((proof) => proof.passed), JSON.stringify(ended));
    await asTests(test, await lookFromOutside(sandbox));
  });

  it("is the same after a reboot", async (test) => {
    await sandbox.machine.reboot();
    await asTests(test, [...(await lookFromOutside(sandbox)), ...(await lookFromInside(sandbox))]);
    const failed = await sandbox.machine.exec(["systemctl", "list-units", "--failed", "--plain", "--no-legend"]);
    assert.equal(failed, "");
  });

  function connection(): Connection {
    const { machine } = sandbox.clinic;
    assert.ok(machine.provider === "existing");
    return { host: machine.address, port: machine.sshPort, user: machine.sshUser, hostKey: machine.hostKey };
  }

  /** What the agent does on the machine, with less patience than a person has. */
  async function asked(command: string, name?: string): Promise<Outcome> {
    const request = { delivery: "d", name, patience: { ...PATIENCE, settleSeconds: 3 } };
    const input = Buffer.from(JSON.stringify(request));
    const answer = await askAgent<OutcomeMessage>(connection(), [command], () => undefined, input);
    assert.ok(answer.kind === "outcome", JSON.stringify(answer));
    return answer.outcome;
  }
});
