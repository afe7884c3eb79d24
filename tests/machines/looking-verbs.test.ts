import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { askAgent, type DeliveryProblem } from "../../components/provider/agent-session.ts";
import { deliver, readState } from "../../components/provider/delivery.ts";
import type { Difference } from "../../host/difference.ts";
import type { AcceptRequest, Drift } from "../../host/drift.ts";
import type { History } from "../../host/history.ts";
import type { AgentMessage, Outcome } from "../../host/protocol.ts";
import type { StoredRelease } from "../../host/releases.ts";
import type { MachineStatus } from "../../host/status.ts";
import type { Release } from "../../render/release.ts";
import { stopLab } from "../../scripts/sandbox/lab.ts";
import type { Machine } from "../../scripts/sandbox/machine.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { fileOf } from "../host/sample-release.ts";
import {
  practiceOf,
  QUICK,
  startPracticeMachine,
  until,
  type Changes,
  type PracticeMachine,
} from "./practice-machine.ts";

const skip = (await sandboxObstacle()) ?? false;

const ROOT = new URL("../../", import.meta.url).pathname;
const STACK_FILE = join(ROOT, "Pulumi.prod.yaml");

describe("the verbs that look at a machine", { skip, timeout: 600_000 }, () => {
  let here: PracticeMachine;
  let machine: Machine;
  let folder: string;
  let connectionFile: string;
  let said: AgentMessage[] = [];
  const practice = (changes: Changes = {}): Release => practiceOf(here, changes);

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "stillroom-looking-"));
    here = await startPracticeMachine();
    machine = here.machine;
    connectionFile = join(folder, "connection.json");
    await writeFile(connectionFile, JSON.stringify(here.connection));
    // What stands on a machine before its first release is not drift.
    await shell("echo 'Defaults env_reset' > /etc/sudoers.d/of-the-image && chmod 0440 /etc/sudoers.d/of-the-image");
    await kept(practice());
  });
  after(async () => {
    await stopLab(here.lab);
    await rm(folder, { recursive: true });
  });

  const shell = (script: string): Promise<string> => machine.exec(["sh", "-c", script]);

  const bring = (release: Release, cause?: "rollback" | "put-back"): Promise<Outcome | DeliveryProblem> => {
    said = [];
    return deliver(here.connection, release, (message) => said.push(message), QUICK, cause);
  };

  async function kept(release: Release, cause?: "rollback" | "put-back"): Promise<Extract<Outcome, { kind: "kept" }>> {
    const outcome = await bring(release, cause);
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome, undefined, 1));
    return outcome;
  }

  async function ask<Answer extends { readonly kind: string }>(...argv: readonly string[]): Promise<Answer> {
    const answer = await askAgent<Answer>(here.connection, argv, () => undefined);
    assert.ok(answer.kind !== "problem", JSON.stringify(answer));
    // The only other kind was just ruled out.
    return answer as Answer;
  }

  const differences = async (): Promise<readonly Difference[]> => (await ask<Drift>("drift")).differences;

  /** The command, as a person calls it. */
  async function stillroom(...args: readonly string[]): Promise<{ status: number; stdout: string; stderr: string }> {
    const child = spawn(
      process.execPath,
      [join(ROOT, "scripts/stillroom.js"), ...args, "--connection", connectionFile, STACK_FILE],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    let [stdout, stderr] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString("utf8")));
    const [status] = (await once(child, "close")) as [number];
    return { status, stdout, stderr };
  }

  describe("status", () => {
    it("tells release, units, certificate, disks, updates, proofs and clock", async () => {
      const status = await ask<MachineStatus>("status");
      assert.equal(status.digest, practice().digest);
      assert.equal(status.delivered?.by, "ops");
      assert.deepEqual(
        status.units.map(({ name, active }) => [name, active]),
        practice().units.map(({ name }) => [name, "active"]),
      );
      for (const { since } of status.units) assert.ok(since !== undefined && Date.parse(since) > 0, since);
      const [certificate] = status.certificates;
      assert.ok(certificate !== undefined && "until" in certificate, JSON.stringify(certificate));
      assert.equal(certificate.file, "/etc/stillroom/chain.pem");
      assert.equal(certificate.issuer, undefined);
      assert.ok(status.disks.some(({ mount, bytes, free }) => mount === "/" && free > 0 && bytes > free));
      assert.equal(status.updates.trouble, undefined);
      assert.ok(status.proved?.results.every((proof) => proof.passed));
      assert.equal(status.clock, "hosts");
      assert.deepEqual([status.interrupted, status.busy, status.isolation], [false, false, undefined]);
    });

    it("says with exit status 1 what needs a hand and how", async () => {
      await shell("systemctl stop beacon.service; touch /run/reboot-required");
      const { status, stdout } = await stillroom("status");
      await shell("systemctl start beacon.service; rm /run/reboot-required");
      assert.equal(status, 1);
      assert.match(stdout, /^release {6}[0-9a-f]{12}\n {13}since .* UTC, delivered, by ops, stack test$/m);
      assert.match(stdout, /^ {13}beacon\.service .* inactive \(dead\) /m);
      assert.match(
        stdout,
        /beacon\.service is inactive: "journalctl --unit beacon\.service" on the machine says why\./,
      );
      assert.match(stdout, /The certificate of .* is still the placeholder, which no browser trusts/);
      assert.match(stdout, /waits for a restart since \d{4}-\d\d-\d\d: choose a time without sessions/);
    });
  });

  describe("drift", () => {
    it("is none after a delivery, whatever stood on the machine before it", async () => {
      assert.deepEqual(await differences(), []);
      const { status, stdout } = await stillroom("drift");
      assert.equal(stdout, `The machine is as release ${practice().digest.slice(0, 12)} says.\n`);
      assert.equal(status, 0);
    });

    it("is shown line by line, without a secret, the machine's own or a person's", async () => {
      const secret = (await shell("cat /var/lib/stillroom/secrets/beacon_key")).trim();
      await shell(
        [
          "sed -i 's/events {}/events { worker_connections 99; }/' /etc/nginx/nginx.conf",
          "sed -i 's/^key=.*/key=hunter2/; s/^words=.*/words=by hand/' /etc/stillroom/beacon.conf",
          "chmod 0600 /etc/iptables/rules.v6",
          "chown root /var/lib/beacon",
          "mkdir -p /etc/systemd/system/beacon.service.d",
          "printf '[Service]\\nNice=7\\n' > /etc/systemd/system/beacon.service.d/nice.conf",
          "mkdir -p /etc/cron.d; echo '* * * * * root true' > /etc/cron.d/by-hand",
          "systemctl mask --now nginx.service",
          "systemctl disable --now beacon.service",
          "apt-mark hold hello",
          "echo more >> /usr/bin/hello",
        ].join("; "),
      );
      const { status, stdout } = await stillroom("drift");
      assert.equal(status, 1);
      assert.equal(
        stdout,
        `/etc/iptables/rules.v6 is not as delivered.
  mode 0644 as released, 0600 on the machine

/etc/nginx/nginx.conf is not as delivered.
--- /etc/nginx/nginx.conf as released
+++ /etc/nginx/nginx.conf on the machine
@@ -1,6 +1,6 @@
 user www-data;
 pid /run/nginx.pid;
-events {}
+events { worker_connections 99; }
 http {
   access_log off;
   error_log /var/log/nginx/error.log crit;

/etc/stillroom/beacon.conf is not as delivered.
--- /etc/stillroom/beacon.conf as released
+++ /etc/stillroom/beacon.conf on the machine
@@ -1,3 +1,3 @@
-key=@@secret:beacon_key@@
+key=(another value)
 address=${machine.addresses.address4}
-words=one
+words=by hand
  In place of a secret of the machine stands another value, which is not shown.

The folder /var/lib/beacon is not as delivered.
  owner beacon as released, root on the machine

/etc/cron.d/by-hand is neither of the release nor of a package.
+* * * * * root true

/etc/systemd/system/beacon.service.d/nice.conf is neither of the release nor of a package.
+[Service]
+Nice=7

nginx.service is masked.

beacon.service is not enabled.

beacon.service is not running: it is inactive.

The package hello is held back from updates.
  "apt-mark unhold hello" on the machine lets it have updates again.

/usr/bin/hello is not as the package hello brought it.
  "apt-get install --reinstall hello" on the machine brings it again.

The machine differs from release ${practice().digest.slice(0, 12)} in 11 places.
"stillroom drift --put-back STACKFILE" makes files, modes and units as released; "stillroom drift --accept --reason TEXT STACKFILE" leaves them as they are until the next delivery.
`,
      );
      assert.ok(!stdout.includes(secret));
    });

    it("is the same in Pulumi's refresh", async () => {
      const state = await readState(here.connection);
      assert.ok(state.kind === "state");
      assert.deepEqual(
        state.drift,
        (await differences()).map((difference) => difference.what),
      );
    });

    it("can't be accepted where no rule can judge it", async () => {
      const { status, stdout } = await stillroom("drift", "--accept", "--reason", "It was late");
      assert.equal(status, 1);
      assert.match(
        stdout,
        /^\/etc\/stillroom\/beacon\.conf holds another value in place of a secret of the machine; /m,
      );
      assert.match(
        stdout,
        /^\/usr\/bin\/hello is not as the package hello brought it\. No rule reads the files of packages\.$/m,
      );
      assert.match(stdout, /^Nothing was accepted: what no rule can judge can't be accepted\./m);
    });

    it("is put back whole or not at all when the agent is killed meanwhile", async () => {
      // A folder's owner is put right on the way and stays so, as in every delivery.
      const wholeOnly = (all: readonly Difference[]): readonly Difference[] =>
        all.filter(({ kind }) => kind !== "directory");
      const before = wholeOnly(await differences());
      const putBack = bring(practice(), "put-back");
      await until(() => said.some((message) => message.kind === "progress" && message.step === "restart"));
      await shell("pkill --signal KILL --full '[a]gent.cjs apply' || true");
      const outcome = await putBack;
      assert.equal(outcome.kind, "problem", JSON.stringify(outcome));
      await shell("node /usr/local/lib/stillroom/agent.cjs recover");
      assert.deepEqual(wholeOnly(await differences()), before);
    });

    it("is put back with what a delivery does, and what was taken away is kept", async () => {
      const { status, stdout } = await stillroom("drift", "--put-back");
      assert.equal(
        stdout,
        `The package hello is held back from updates.
  "apt-mark unhold hello" on the machine lets it have updates again.

/usr/bin/hello is not as the package hello brought it.
  "apt-get install --reinstall hello" on the machine brings it again.

8 differences put back. Copies of what was taken away lie in /var/lib/stillroom/taken-away on the machine. 2 differences left, which a delivery can't mend.
`,
      );
      assert.equal(status, 1);
      assert.match(
        await shell("find /var/lib/stillroom/taken-away -type f"),
        /taken-away\/[^/]+\/etc\/cron\.d\/by-hand\n/,
      );
      assert.equal(
        (await machine.exec(["systemctl", "is-active", "nginx.service", "beacon.service"])).trim(),
        "active\nactive",
      );
      assert.equal((await machine.exec(["systemctl", "show", "--property=Nice", "beacon.service"])).trim(), "Nice=0");
      await shell("apt-mark unhold hello; head -c -5 /usr/bin/hello > /tmp/hello; cat /tmp/hello > /usr/bin/hello");
      assert.deepEqual(await differences(), []);
    });

    it("no longer counts when it was accepted, until it changes again or the next delivery", async () => {
      await shell("sed -i 's/events {}/events { worker_connections 88; }/' /etc/nginx/nginx.conf");
      const [difference] = await differences();
      assert.ok(difference !== undefined);
      const accept: AcceptRequest = {
        reason: "Many guests",
        differences: [{ id: difference.id, state: difference.state }],
      };
      const input = Buffer.from(JSON.stringify(accept));
      assert.deepEqual(await askAgent(here.connection, ["accept"], () => undefined, input), { kind: "accepted" });
      const { status, stdout } = await stillroom("drift");
      assert.match(
        stdout,
        /^\/etc\/nginx\/nginx\.conf is not as delivered\. Accepted on .* UTC by ops: Many guests\nThe machine is as release .* says\. 1 difference accepted\.\n$/,
      );
      assert.equal(status, 0);
      const state = await readState(here.connection);
      assert.ok(state.kind === "state");
      assert.deepEqual(state.drift, []);
      await shell("sed -i 's/88/89/' /etc/nginx/nginx.conf");
      const stale = await askAgent<{ kind: "accepted" }>(here.connection, ["accept"], () => undefined, input);
      assert.ok(stale.kind === "problem");
      assert.match(stale.failure.what, /^"file \/etc\/nginx\/nginx\.conf" has changed since it was looked at/);
      assert.equal((await differences())[0]?.accepted, undefined);
    });
  });

  describe("history and rollback", () => {
    const release = (words: string): Release =>
      practice({ words, extraFiles: [fileOf("/etc/stillroom/extra", words)] });

    it("know each end, its time, who and what, and the releases of before", async () => {
      await kept(release("two"));
      const bad = await bring(practice({ nginx: "events {}\nhttp { bogus on; }\n" }));
      assert.equal(bad.kind, "went-back");
      const { entries, stored } = await ask<History>("history");
      const [last, two] = entries;
      assert.ok(last !== undefined && two !== undefined);
      assert.deepEqual(
        [last.result, last.cause, last.by, last.running],
        ["went-back", "delivery", "ops", release("two").digest],
      );
      assert.match(last.failure?.what ?? "", /unknown directive "bogus"/);
      assert.deepEqual([two.result, two.digest, two.stack], ["kept", release("two").digest, "test"]);
      assert.ok(two.changed.includes("/etc/stillroom/extra") && two.changes === two.changed.length);
      assert.ok(two.seconds !== undefined && two.seconds < 120 && Math.abs(Date.parse(two.at) - Date.now()) < 600_000);
      assert.deepEqual(entries.filter((entry) => entry.cause === "interrupted").length, 0);
      assert.deepEqual(stored, [practice().digest]);
      const { stdout } = await stillroom("history");
      assert.match(
        stdout,
        /^\d{4}-\d\d-\d\d \d\d:\d\d UTC {2}[0-9a-f]{12} {2}went back {2}delivered; \d+ s, by ops, stack test\n {4}validate: .*bogus/,
      );
      assert.match(stdout, /kept {7}put back; \d+ files, \d+ s, by ops, stack test$/m);
      assert.match(stdout, new RegExp(`To go back to:\\n {2}rollback 1 {3}${practice().digest.slice(0, 12)}\\n$`));
    });

    it("bring the release of before again, as it was", async () => {
      const { release: stored } = await ask<StoredRelease>("stored-release", practice().digest);
      assert.deepEqual(stored, JSON.parse(JSON.stringify(practice())));
      const outcome = await kept(practice(), "rollback");
      assert.ok(outcome.changed.includes("/etc/stillroom/extra"));
      await assert.rejects(machine.exec(["cat", "/etc/stillroom/extra"]));
      const { entries, stored: next } = await ask<History>("history");
      assert.equal(entries[0]?.cause, "rollback");
      assert.deepEqual(next, [release("two").digest]);
      assert.deepEqual(await differences(), []);
    });

    it("go back no further than the machine remembers, and to nothing that today's rules refuse", async () => {
      const far = await stillroom("rollback", "9");
      assert.deepEqual([far.status, far.stdout], [2, ""]);
      assert.match(
        far.stderr,
        /The machine can't go 9 releases back: it knows 1 release before the running one\. "stillroom history" lists them\.\n$/,
      );
      const refused = await stillroom("rollback");
      assert.equal(refused.status, 1);
      assert.match(refused.stdout, /\n {2}mend {4}/);
      assert.match(
        refused.stdout,
        /is not brought back: the rules of today refuse it with \d+ findings\. Nothing was changed\./,
      );
      assert.equal((await ask<History>("history")).entries[0]?.cause, "rollback");
      const tampered = `/var/lib/stillroom/releases/${release("two").digest}/release.json`;
      await shell(`sed -i 's/"words/"Words/; s/words=two/words=six/' ${tampered}`);
      const broken = await stillroom("rollback");
      assert.equal(broken.status, 1);
      assert.match(broken.stderr, /is not on the machine as it was delivered: its content has another digest/);
    });

    it("keep the last ten releases and no more", async () => {
      for (let number = 0; number < 11; number += 1) {
        await shell(
          `cp -r /var/lib/stillroom/releases/${practice().digest} /var/lib/stillroom/releases/${String(number).padStart(64, "0")}`,
        );
      }
      await kept(practice({ words: "last" }));
      assert.equal(Number(await shell("ls /var/lib/stillroom/releases | wc -l")), 10);
      const { stored } = await ask<History>("history");
      assert.equal(stored.length, 9);
      assert.equal(stored[0], practice().digest);
    });
  });

  it("say what to do where nothing was ever delivered, and where the machine is another", async () => {
    const wrong = { ...here.connection, hostKey: here.connection.hostKey.replace(/.{6}$/, "AAAAAA") };
    await writeFile(connectionFile, JSON.stringify(wrong));
    const { status, stdout, stderr } = await stillroom("status");
    await writeFile(connectionFile, JSON.stringify(here.connection));
    assert.deepEqual([status, stdout], [1, ""]);
    assert.match(stderr, /another host key/);
    await shell("mv /usr/local/lib/stillroom/agent.cjs /root/");
    const nothing = await stillroom("drift");
    await shell("mv /root/agent.cjs /usr/local/lib/stillroom/");
    assert.equal(nothing.status, 1);
    assert.match(nothing.stderr, /No release was ever delivered to this machine\.\nDeliver one with pulumi up/);
  });
});
