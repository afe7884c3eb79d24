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

const ACTIVE_UNITS =
  "systemctl list-units --type=service --state=running --plain --no-legend | cut -d ' ' -f 1; " +
  "systemctl list-units --type=timer,path,socket,automount --state=active --plain --no-legend | cut -d ' ' -f 1";

/** Each as "account program"; session 0 is this very look, which came from outside of the container. */
const RUNNING_PROGRAMS =
  'ps -eo pid=,sid=,user:32= | while read -r pid session user; do [ "$session" = 0 ] || echo "$user $(readlink /proc/$pid/exe)"; done';

const WATCH_MEMORY =
  "rm -f /run/watched; while [ ! -e /run/watched ]; do for pid in $(pgrep --full '[a]gent.cjs'); do " +
  "sed -n 's/^VmHWM:[^0-9]*\\([0-9]*\\) kB$/\\1/p' /proc/$pid/status 2>/dev/null; done; sleep 0.05; done | sort -n | tail -n 1";

/** What Debian runs by itself on every machine. */
const DEBIAN_UNITS: readonly string[] = [
  "cloud-init-hotplugd.socket",
  "dbus.service",
  "dbus.socket",
  "dpkg-db-backup.timer",
  "sshd-unix-local.socket",
  "systemd-ask-password-console.path",
  "systemd-ask-password-wall.path",
  "systemd-creds.socket",
  "systemd-hostnamed.socket",
  "systemd-initctl.socket",
  "systemd-journald-dev-log.socket",
  "systemd-journald.socket",
  "systemd-logind.service",
  "systemd-networkd.service",
  "systemd-networkd.socket",
  "systemd-sysext.socket",
  "systemd-tmpfiles-clean.timer",
  // apt's security updates (the service "updates"), and the cluster that postgresql.service stands for.
  "postgresql@17-main.service",
  "unattended-upgrades.service",
  // The deliverer's own session.
  "user@1000.service",
];

/** Every program that may run when nobody is there, and by which account. */
const PROGRAMS: readonly string[] = [
  // The sandbox's stand-ins for Java programs.
  "jicofo /usr/bin/node",
  "jvb /usr/bin/node",
  "desk /usr/bin/node",
  "matrix-synapse /usr/bin/python3.13",
  "postgres /usr/lib/postgresql/17/bin/postgres",
  "prosody /usr/bin/lua5.4",
  "root /usr/sbin/nginx",
  "www-data /usr/sbin/nginx",
  "turnserver /usr/bin/turnserver",
  // Bans at SSH, and unattended upgrades.
  "root /usr/bin/python3.13",
  "root /usr/sbin/sshd",
  "systemd-resolve /usr/lib/systemd/systemd-resolved",
  // For moments, when their timers say so: the packet filter's addresses and the certificate.
  "root /usr/bin/node",
  "certificates /usr/bin/python3.13",
  // Debian's own.
  "messagebus /usr/bin/dbus-daemon",
  "root /usr/lib/systemd/systemd",
  "root /usr/lib/systemd/systemd-executor",
  "root /usr/lib/systemd/systemd-journald",
  "root /usr/lib/systemd/systemd-logind",
  "systemd-network /usr/lib/systemd/systemd-networkd",
  // The deliverer's own session.
  "ops /usr/lib/systemd/systemd",
  "ops /usr/lib/systemd/systemd-executor",
  "ops /usr/lib/openssh/sshd-session",
  "root /usr/lib/openssh/sshd-session",
];

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
    const [drift, peak] = await withPeak(() => askAgent<Drift>(connection(), ["drift"], () => undefined));
    assertSmall(peak);
    assert.ok(drift.kind === "drift", JSON.stringify(drift));
    assert.deepEqual(
      drift.differences.map((difference) => difference.what),
      [],
    );
  });

  it("runs nothing but what a practice needs", async () => {
    const names = (text: string): string[] => [...new Set(text.split("\n").filter(Boolean))].sort();
    const active = await sandbox.machine.exec(["sh", "-c", ACTIVE_UNITS]);
    const declared = new Set(sandbox.release.units.map((unit) => unit.name));
    assert.deepEqual(
      names(active).filter((unit) => !declared.has(unit) && !DEBIAN_UNITS.includes(unit)),
      [],
    );
    const programs = await sandbox.machine.exec(["sh", "-c", RUNNING_PROGRAMS]);
    assert.deepEqual(
      names(programs).filter((program) => !PROGRAMS.includes(program)),
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
    // With its evidence: every process, every set-uid file, the whole journal.
    const [outcome, peak] = await withPeak(() => asked("isolate"));
    assertSmall(peak);
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
    return {
      host: machine.address,
      port: machine.sshPort,
      user: machine.sshUser,
      hostKey: machine.hostKey,
    };
  }

  /** What comes of it, and the most memory in kilobytes that the agent took meanwhile (proc_pid_status(5), VmHWM: the peak so far). */
  async function withPeak<Value>(act: () => Promise<Value>): Promise<readonly [Value, number]> {
    const watching = sandbox.machine.exec(["sh", "-c", WATCH_MEMORY]);
    try {
      const value = await act();
      await sandbox.machine.exec(["touch", "/run/watched"]);
      return [value, Number(await watching)];
    } finally {
      // Where it failed, the watch must not outlive the test.
      await sandbox.machine.exec(["touch", "/run/watched"]);
      await watching.catch(() => "");
    }
  }

  function assertSmall(kilobytes: number): void {
    // A measure that measures nothing would pass too.
    assert.ok(kilobytes > 20 * 1024 && kilobytes < 100 * 1024, `${kilobytes} kB`);
  }

  /** What the agent does on the machine, with less patience than a person has. */
  async function asked(command: string, name?: string): Promise<Outcome> {
    const request = {
      delivery: "d",
      name,
      patience: { ...PATIENCE, settleSeconds: 3 },
    };
    const input = Buffer.from(JSON.stringify(request));
    const answer = await askAgent<OutcomeMessage>(connection(), [command], () => undefined, input);
    assert.ok(answer.kind === "outcome", JSON.stringify(answer));
    return answer.outcome;
  }
});
