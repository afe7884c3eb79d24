import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Connection } from "../../components/provider/connection.ts";
import { deliver, type DeliveryProblem } from "../../components/provider/delivery.ts";
import type { AgentMessage, Outcome, Patience } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { stopLab } from "../../scripts/sandbox/lab.ts";
import type { Machine } from "../../scripts/sandbox/machine.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { buildDeb } from "../../scripts/sandbox/packages/deb.ts";
import { SUITE } from "../../scripts/sandbox/repository.ts";
import {
  differences,
  LOCKED_OUT,
  nginxConfiguration,
  practiceOf,
  QUICK,
  rulesAlone,
  RUNNING,
  startPracticeMachine,
  treeOf,
  until,
  type Changes,
  type PracticeMachine,
} from "./practice-machine.ts";
import { haltAt, haltedAgent, installHalt } from "./halt.ts";
import { FAULTS, startSoak, TURNS } from "./soak.ts";

const skip = (await sandboxObstacle()) ?? false;

describe("a delivery that meets a fault", { skip, timeout: 900_000 }, () => {
  let here: PracticeMachine;
  let machine: Machine;
  let said: AgentMessage[] = [];
  const practice = (changes: Changes = {}): Release => practiceOf(here, changes);

  before(async () => {
    const scratch = await mkdtemp(join(tmpdir(), "stillroom-faults-"));
    try {
      here = await startPracticeMachine([
        await packageWith(scratch, BROKEN, "echo the words of a broken package\nexit 1"),
        await packageWith(scratch, SLOW, `touch ${CONFIGURING}\nsleep 600`),
      ]);
    } finally {
      await rm(scratch, { recursive: true });
    }
    machine = here.machine;
    const outcome = await bring(practice());
    assert.equal(outcome.kind, "kept", JSON.stringify(outcome, undefined, 1));
  });
  after(() => stopLab(here.lab));

  const bring = async (
    release: Release,
    patience: Patience = QUICK,
    connection: Connection = here.connection,
  ): Promise<Outcome | DeliveryProblem> => {
    said = [];
    return deliver(connection, release, (message) => said.push(message), patience);
  };

  /** The delivery fails with these words, the machine runs what it ran, and takes the next delivery. */
  async function leavesAsItWas(
    release: Release,
    expected: { readonly step: string; readonly what: RegExp; readonly mend: RegExp },
    patience?: Patience,
    mend: () => Promise<unknown> = () => Promise.resolve(),
    connection?: Connection,
  ): Promise<void> {
    await bring(practice());
    const before = await treeOf(machine);
    const outcome = await bring(release, patience, connection);
    await mend();
    assert.ok(outcome.kind === "went-back" || outcome.kind === "problem", JSON.stringify(outcome, undefined, 1));
    assert.equal(outcome.failure.step, expected.step, JSON.stringify(outcome.failure));
    assert.match(outcome.failure.what, expected.what);
    assert.match(outcome.failure.mend, expected.mend);
    if (outcome.kind === "went-back") assert.equal(outcome.running, practice().digest);
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    for (const unit of ["nginx", "beacon", "ssh", "stillroom-firewall"]) {
      assert.equal((await machine.exec(["systemctl", "is-active", unit])).trim(), "active", unit);
    }
    assert.equal(await machine.exec(["dpkg", "--audit"]), "");
    assert.equal((await bring(practice())).kind, "unchanged");
  }

  it("a disk that can only be read", async () => {
    await machine.exec(["sh", "-c", "mount --bind /etc /etc && mount -o remount,bind,ro /etc"]);
    await leavesAsItWas(
      practice({ words: "two" }),
      {
        step: "validate",
        what: /^A disk of the machine can only be read\. .*Read-only file system/s,
        mend: /`journalctl --dmesg`.*provider's console.*deliver again/,
      },
      QUICK,
      () => machine.exec(["umount", "/etc"]),
    );
  });

  it("a disk that can only be read where the agent keeps its own things", async () => {
    await machine.exec([
      "sh",
      "-c",
      "mount --bind /var/lib/stillroom /var/lib/stillroom && mount -o remount,bind,ro /var/lib/stillroom",
    ]);
    await leavesAsItWas(
      practice({ words: "two" }),
      { step: "lock", what: /^A disk of the machine can only be read\. \(EROFS: /, mend: /deliver again/ },
      QUICK,
      () => machine.exec(["umount", "/var/lib/stillroom"]),
    );
  });

  it("a clock that is before the date of a repository's list", async () => {
    const release = join(here.lab.mirror.folder, "dists", SUITE, "Release");
    // The image may come from a system whose own mirror needs this check off.
    const strict = "/etc/apt/apt.conf.d/zz-strict";
    await machine.exec(["sh", "-c", `echo 'Acquire::Check-Date "true";' > ${strict}`]);
    await signLists(`sed 's/^Date: .*/Date: Sat, 01 Jan 2050 00:00:00 UTC/' ${release}`);
    await leavesAsItWas(
      practice({ packages: [{ name: "vsftpd", repository: "debian" }] }),
      {
        step: "packages",
        what: /can't be fetched: .*(not valid yet|[Nn]ot live until)/s,
        mend: /^The machine's clock says \d{4}-.*`timedatectl`/,
      },
      QUICK,
      () => signLists(`cat ${release}`),
    );
    await machine.exec(["rm", strict]);
  });

  it("a repository that does not answer", async () => {
    const mirror = here.lab.mirror.uri.replace("mirror.", "no-mirror.");
    await leavesAsItWas(practice({ mirror, packages: [{ name: "vsftpd", repository: "debian" }] }), {
      step: "packages",
      what: /can't be fetched: .*no-mirror\.lab\.example/s,
      mend: /reaches its package repositories \(names, time, firewall\)/,
    });
  });

  it("a package that breaks while it is configured, which goes away again", async () => {
    await leavesAsItWas(practice({ packages: [{ name: BROKEN, repository: "debian" }] }), {
      step: "packages",
      what: /the words of a broken package.*returned an error code/s,
      mend: /half installed was taken away again/,
    });
    await assert.rejects(machine.exec(["dpkg", "--status", BROKEN]));
  });

  describe("a power cut in a delivery that brings packages", () => {
    const bringing = (name: string): Release => practice({ packages: [{ name, repository: "debian" }] });
    const listening = (): Promise<string> => machine.exec(["ss", "--no-header", "-lntu"]);

    /** After the boot the machine runs what it ran, and nothing of the package. */
    async function cutAndBack(delivery: Promise<Outcome | DeliveryProblem>): Promise<void> {
      const ports = portsIn(await listening());
      await machine.cutPower();
      assert.equal((await delivery).kind, "problem");
      await until(async () => (await machine.exec(["sh", "-c", "ls /var/lib/stillroom/journal.json || true"])) === "");
      await until(
        async () => (await machine.exec(["sh", "-c", "systemctl is-system-running || true"])) !== "starting\n",
      );
      assert.deepEqual(portsIn(await listening()), ports);
      assert.equal(await machine.exec(["dpkg", "--audit"]), "");
      assert.equal((await bring(practice())).kind, "unchanged");
      assert.match(JSON.stringify(said), /earlier run.*had been stopped half-way; it was taken back as a whole/);
    }

    it("leaves no daemon that comes up with its package's own configuration", async () => {
      await installHalt(machine);
      await bring(practice());
      await haltAt(machine, { step: "stage", operation: 0 });
      const delivery = bring(bringing("vsftpd"));
      await until(async () => (await haltedAgent(machine)) !== undefined);
      assert.equal((await machine.exec(["systemctl", "is-enabled", "vsftpd"])).trim(), "enabled");
      await cutAndBack(delivery);
      // Whole, so it stays; and off.
      assert.match(await machine.exec(["sh", "-c", "systemctl is-enabled vsftpd || true"]), /^disabled$/m);
      assert.match(await machine.exec(["sh", "-c", "systemctl is-active vsftpd || true"]), /^inactive$/m);
      await machine.exec(["apt-get", "--assume-yes", "purge", "vsftpd"]);
    });

    it("leaves no half package", async () => {
      await bring(practice());
      const before = await treeOf(machine);
      const delivery = bring(bringing(SLOW));
      await until(async () => (await machine.exec(["sh", "-c", `ls ${CONFIGURING} 2>/dev/null || true`])) !== "");
      await cutAndBack(delivery);
      assert.deepEqual(differences(before, await treeOf(machine)), []);
      await assert.rejects(machine.exec(["dpkg", "--status", SLOW]));
    });
  });

  it("a validator that hangs, with what it started", async () => {
    const argv = ["sh", "-c", "setsid --fork sleep 4711; exec sleep 4711"];
    await leavesAsItWas(
      practice({ words: "two", validators: [{ name: "a program that hangs", argv }] }),
      {
        step: "validate",
        what: /^a program that hangs did not finish judging its new configuration within 2 seconds and was stopped\.$/,
        mend: /^The machine runs as before\./,
      },
      { ...QUICK, validatorSeconds: 2 },
    );
    assert.equal(await machine.exec(["sh", "-c", "pgrep --full 'sleep 471[1]' || true"]), "");
  });

  it("a service that starts and dies 20 seconds later", async () => {
    await leavesAsItWas(
      practice({ beaconCommand: "/bin/sh -c 'sleep 20; echo my last words; exit 3'" }),
      {
        step: "settle",
        what: /^beacon\.service was started and died soon after: it is failed\..*my last words/s,
        mend: /last words/,
      },
      { ...QUICK, settleSeconds: 25 },
    );
  });

  it("a service that dies and that systemd starts again, so that it always looks active", async () => {
    await leavesAsItWas(
      practice({ beaconCommand: "/bin/sh -c 'sleep 4; exit 3'\nRestart=always\nRestartSec=100ms" }),
      {
        step: "settle",
        what: /beacon\.service was started and died soon after: systemd had to start it again, \d+ times/,
        mend: /deliver again/,
      },
      { ...QUICK, settleSeconds: 12 },
    );
  });

  it("waits for no service that it did not start", async () => {
    const active = "systemctl show --property=ActiveEnterTimestampMonotonic --value beacon";
    await until(
      async () =>
        Number(await machine.exec(["sh", "-c", `echo $(($(cut -d . -f 1 /proc/uptime) - $(${active}) / 1000000))`])) >
        4,
    );
    const outcome = await bring(practice({ nginx: nginxConfiguration("reloaded") }), { ...QUICK, settleSeconds: 3 });
    assert.equal(outcome.kind, "kept", JSON.stringify(outcome));
    assert.ok(!said.some((message) => message.kind === "progress" && message.step === "settle"));
    assert.equal((await bring(practice())).kind, "kept");
  });

  describe("what would cut off people who are in a conference", () => {
    const running = (count: number): Promise<string> =>
      machine.exec(["sh", "-c", `echo ${count}.0 > ${RUNNING}.next && mv ${RUNNING}.next ${RUNNING}`]);
    const started = (): Promise<string> => machine.exec(["systemctl", "show", "--property=InvocationID", "gauge"]);
    const waits = (seconds: Patience["quietSeconds"]): Patience => ({ ...QUICK, quietSeconds: seconds });
    const waiting = (): boolean => said.some((message) => message.kind === "progress" && message.step === "wait");

    before(async () => {
      await running(0);
      const outcome = await bring(practice({ gauge: "one" }));
      assert.equal(outcome.kind, "kept", JSON.stringify(outcome));
    });

    it("stays as it is while somebody is there, and says how to go on", async () => {
      await running(2);
      const before = await started();
      const outcome = await bring(practice({ gauge: "two" }), waits(0));
      assert.ok(outcome.kind === "went-back", JSON.stringify(outcome));
      assert.equal(
        `${outcome.failure.what} ${outcome.failure.mend}`,
        "Running conferences: 2. A restart would cut them off. The machine runs as before. Deliver again when nobody " +
          "is there; or, if they may be cut off, set STILLROOM_INTERRUPT=yes for the delivery.",
      );
      assert.equal(await started(), before);
      assert.equal(await machine.exec(["cat", "/etc/stillroom/gauge.conf"]), "one");
    });

    it("does not hold up what it has nothing to do with", async () => {
      const before = await started();
      const outcome = await bring(practice({ gauge: "one", words: "two" }), waits(0));
      assert.equal(outcome.kind, "kept", JSON.stringify(outcome));
      assert.equal(await started(), before);
    });

    it("restarts as soon as the last one has ended", async () => {
      const before = await started();
      const delivery = bring(practice({ gauge: "three" }), waits(3600));
      await until(waiting);
      await running(0);
      const outcome = await delivery;
      assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
      assert.match(JSON.stringify(said), /Running conferences: 2\. Waiting for their end, 60 minutes at most/);
      assert.notEqual(await started(), before);
    });

    it("gives way to whoever comes while it waits, and restarts at once when told to", async () => {
      await running(1);
      const before = await started();
      const first = bring(practice({ gauge: "four" }), waits(3600));
      await until(waiting);
      const second = await bring(practice({ gauge: "five" }), waits("interrupt"));
      const gaveWay = await first;
      assert.ok(gaveWay.kind === "went-back", JSON.stringify(gaveWay));
      assert.match(gaveWay.failure.what, /Somebody else wants to change this machine now/);
      assert.ok(second.kind === "kept", JSON.stringify(second));
      assert.notEqual(await started(), before);
    });

    it("stays as it is too where it can't be learnt who is there", async () => {
      await running(Number.NaN);
      const before = await started();
      const outcome = await bring(practice({ gauge: "six" }), waits(0));
      assert.ok(outcome.kind === "went-back", JSON.stringify(outcome));
      assert.match(outcome.failure.what, /can't be learnt \(.*without jitsi_jvb_conferences\)\. A restart would/);
      assert.equal(await started(), before);
      await running(0);
    });
  });

  // Over IPv4: agent.test.ts.
  it("a packet filter that shuts out who comes over IPv6", async () => {
    const rules = await filters();
    await leavesAsItWas(
      practice({ rules6: LOCKED_OUT }),
      { step: "access", what: /No new SSH connection got in within 6 seconds/, mend: /administrationFrom/ },
      { ...QUICK, accessSeconds: 6 },
      undefined,
      { ...here.connection, host: machine.addresses.address6 },
    );
    assert.equal(await filters(), rules);
  });

  it("any fault at any moment: a dozen of the runs of `npm run soak:delivery`", async (test) => {
    const soak = await startSoak(here);
    for (const [index, step] of ["accounts", "stage", "switch"].entries()) {
      const turn = TURNS[index] ?? "files";
      const length = (await soak.lengths(turn))[step] ?? 0;
      for (const [number, fault] of FAULTS.entries()) {
        const moment = { step, operation: Math.floor((length * (number + 1)) / 5) };
        await test.test(`${fault} at ${step}:${moment.operation}`, async () => {
          const result = await soak.run(fault, moment, turn);
          assert.notEqual(result.ended, "passed by");
        });
      }
    }
  });

  const filters = async (): Promise<string> =>
    rulesAlone((await machine.exec(["iptables-save"])) + (await machine.exec(["ip6tables-save"])));

  /** Signs the lists of the lab's mirror, as the command prints them. */
  async function signLists(command: string): Promise<void> {
    const { signer, lab } = here;
    const signed = join(lab.mirror.folder, "dists", SUITE, "InRelease");
    const sign = `gpg --homedir ${signer.keyring} --batch --no-tty --yes --clearsign --output ${signed}`;
    await run(["sh", "-c", `${command} | ${sign}`]);
  }
});

/** Protocol and local address of each listening socket, as ss(8) prints them in its first and fifth column. */
function portsIn(sockets: string): readonly string[] {
  const rows = sockets
    .trim()
    .split("\n")
    .map((row) => row.split(/\s+/));
  return [...new Set(rows.map((row) => `${row[0] ?? ""} ${row[4] ?? ""}`))].sort();
}

const BROKEN = "broken-when-configured";
const SLOW = "slow-when-configured";
const CONFIGURING = "/run/slow-is-configured";

/** A package with this post-install script. */
async function packageWith(folder: string, name: string, postinst: string): Promise<string> {
  const tree = join(folder, name);
  await mkdir(join(tree, "DEBIAN"), { recursive: true });
  await writeFile(join(tree, "DEBIAN/postinst"), `#!/bin/sh\n${postinst}\n`, { mode: 0o755 });
  const file = join(folder, `${name}_1_all.deb`);
  const control = { name, version: "1", architecture: "all", depends: [], description: "fails on purpose" } as const;
  await buildDeb(tree, control, [], file);
  return file;
}
