import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { converse } from "../../components/provider/agent-session.ts";
import type { Connection } from "../../components/provider/connection.ts";
import { ed25519Pair } from "../../components/provider/ed25519-pair.ts";
import { deliver, readState, undeliver, type DeliveryProblem } from "../../components/provider/delivery.ts";
import { connect } from "../../components/provider/ssh.ts";
import { AGENT } from "../../host/places.ts";
import type { AgentMessage, Outcome, Patience } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { stopLab, type Lab } from "../../scripts/sandbox/lab.ts";
import type { Machine } from "../../scripts/sandbox/machine.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { SUITE, type Signer } from "../../scripts/sandbox/repository.ts";
import { fileOf, releaseOf } from "../host/sample-release.ts";
import {
  differences,
  KEYRING,
  LOCKED_OUT,
  nginxConfiguration,
  ONLY_APT_OUT,
  practiceOf,
  QUICK,
  rulesAlone,
  startPracticeMachine,
  treeOf,
  until,
  type Changes,
  type PracticeMachine,
} from "./practice-machine.ts";

const skip = (await sandboxObstacle()) ?? false;

describe("delivery to a real machine", { skip, timeout: 900_000 }, () => {
  let here: PracticeMachine;
  let lab: Lab;
  let signer: Signer;
  let machine: Machine;
  let connection: Connection;
  let said: AgentMessage[] = [];
  const allSaid: unknown[] = [];
  let pristine: string;
  const practice = (changes?: Changes): Release => practiceOf(here, changes);

  before(async () => {
    here = await startPracticeMachine();
    ({ lab, signer, machine, connection } = here);
    pristine = await treeOf(machine);
  });
  after(() => stopLab(lab));

  const bring = async (release: Release, patience: Patience = QUICK): Promise<Outcome | DeliveryProblem> => {
    said = [];
    const outcome = await deliver(
      connection,
      release,
      (message) => {
        said.push(message);
      },
      patience,
    );
    allSaid.push(said, outcome);
    return outcome;
  };

  const kept = async (release: Release): Promise<Extract<Outcome, { kind: "kept" }>> => {
    const outcome = await bring(release);
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome, undefined, 1));
    return outcome;
  };

  const wentBack = async (release: Release, patience?: Patience): Promise<Extract<Outcome, { kind: "went-back" }>> => {
    const outcome = await bring(release, patience);
    assert.ok(outcome.kind === "went-back", JSON.stringify(outcome, undefined, 1));
    return outcome;
  };

  /** Waits until the agent has come to a step. */
  const hear = (step: string): Promise<void> =>
    until(() => said.some((message) => message.kind === "progress" && message.step === step));

  const undecided = async (): Promise<boolean> =>
    (await machine.exec(["sh", "-c", "ls /var/lib/stillroom/journal.json 2>/dev/null || true"])) !== "";

  const read = (path: string): Promise<string> => machine.exec(["cat", path]);
  const pidOf = async (unit: string): Promise<string> =>
    (await machine.exec(["systemctl", "show", "--property=MainPID", "--value", unit])).trim();

  it("delivers to a machine for the first time", async () => {
    const outcome = await kept(practice());
    assert.ok(outcome.changed.includes("/etc/nginx/nginx.conf"));
    assert.equal(outcome.proofs.length, 3);
    assert.match(outcome.notes.join(), /certificate of meet\.quiet-harbour\.example is not trusted yet/);
    assert.match(
      await read("/etc/stillroom/beacon.conf"),
      /^key=[A-Za-z0-9_-]{43}\naddress=198\.51\.100\.\d+\nwords=one\n$/,
    );
    assert.equal(
      (await machine.exec(["stat", "--format=%a %U %G", "/etc/stillroom/beacon.conf"])).trim(),
      "640 root beacon",
    );
    assert.equal((await machine.exec(["stat", "--format=%a %U", "/var/lib/beacon"])).trim(), "750 beacon");
    assert.equal(
      (await machine.exec(["stat", "--format=%a %U", "/var/lib/stillroom/secrets/beacon_key"])).trim(),
      "600 root",
    );
    assert.equal((await machine.exec(["systemctl", "is-enabled", "beacon.service"])).trim(), "enabled");
    assert.match(await machine.exec(["iptables-save"]), /-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT/);
    await assert.rejects(read("/usr/sbin/policy-rc.d"));
  });

  it("finds nothing to do in one round trip", async () => {
    const outcome = await bring(practice());
    assert.equal(outcome.kind, "unchanged");
    assert.deepEqual(said, []);
  });

  it("restarts only what a changed file concerns, and keeps the secrets", async () => {
    const key = await read("/var/lib/stillroom/secrets/beacon_key");
    const [nginx, beacon] = [await pidOf("nginx.service"), await pidOf("beacon.service")];
    const outcome = await kept(practice({ words: "two" }));
    assert.deepEqual(outcome.changed, ["/etc/stillroom/beacon.conf"]);
    assert.equal(await pidOf("nginx.service"), nginx);
    assert.notEqual(await pidOf("beacon.service"), beacon);
    assert.equal(
      await read("/etc/stillroom/beacon.conf"),
      `key=${key}\naddress=${machine.addresses.address4}\nwords=two\n`,
    );
  });

  it("asks each program about the new files before it touches the old ones", async () => {
    const before = await treeOf(machine);
    const pid = await pidOf("nginx.service");
    const outcome = await wentBack(practice({ words: "two", nginx: "events {}\nhttp { bogus on; }\n" }));
    assert.equal(outcome.failure.step, "validate");
    assert.match(outcome.failure.what, /unknown directive "bogus" in \/etc\/nginx\/nginx\.conf:2/);
    assert.equal(outcome.running, practice({ words: "two" }).digest);
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    assert.equal(await pidOf("nginx.service"), pid);
  });

  it("goes back when a unit does not start", async () => {
    const before = await treeOf(machine);
    const outcome = await wentBack(practice({ words: "two", beaconCommand: "/usr/bin/false" }));
    assert.ok(["restart", "prove"].includes(outcome.failure.step), outcome.failure.step);
    assert.match(outcome.failure.what, /beacon\.service/);
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    assert.equal((await machine.exec(["systemctl", "is-active", "beacon.service"])).trim(), "active");
  });

  it("goes back when a proof is not seen", async () => {
    const before = await treeOf(machine);
    const wrong = practice({ nginx: nginxConfiguration("two"), words: "three", contains: "one" });
    const outcome = await wentBack(wrong, { ...QUICK, proofSeconds: 2 });
    assert.equal(outcome.failure.step, "prove");
    assert.match(outcome.failure.what, /do not contain "one"/);
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    const page = await machine.exec(["curl", "-sk", "https://127.0.0.1/"]).catch(() => read("/etc/nginx/nginx.conf"));
    assert.match(page, /one/);
  });

  it("has what steps after units did once more by the release from before, when it goes back from later", async () => {
    const stepping = (words: string, more: Changes = {}): Release => {
      const argv = ["/bin/sh", "-c", `echo ${words} > /run/loaded`];
      return releaseOf({ ...practice({ words: "two", ...more }), steps: [{ name: "words", argv, after: "units" }] });
    };
    await kept(stepping("old"));
    const wrong = stepping("new", { nginx: nginxConfiguration("two"), contains: "one" });
    assert.equal((await wentBack(wrong, { ...QUICK, proofSeconds: 2 })).failure.step, "prove");
    assert.equal(await read("/run/loaded"), "old\n");
    await kept(practice({ words: "two" }));
  });

  it("refuses a key that is not the pinned one before apt sees it", async () => {
    const before = await treeOf(machine);
    const outcome = await wentBack(practice({ fingerprint: "0".repeat(40) }));
    assert.match(outcome.failure.what, new RegExp(`${KEYRING} holds ${signer.fingerprint}, but mirror is pinned to`));
    assert.deepEqual(differences(before, await treeOf(machine)), []);
  });

  it("fetches a repository's key as apt's own account, through a packet filter that lets no other out", async () => {
    await writeFile(join(lab.mirror.folder, "key.asc"), signer.key);
    const further = (fingerprint: string): Release["repositories"] => [
      {
        name: "element",
        uri: lab.mirror.uri,
        suite: SUITE,
        components: ["main"],
        fingerprint,
        keyring: "/etc/apt/keyrings/element.asc",
        keyUri: new URL("key.asc", lab.mirror.uri).href,
      },
    ];
    const closed = { words: "two", rules: ONLY_APT_OUT };
    await kept(practice(closed));
    await assert.rejects(
      machine.exec(["curl", "--silent", "--max-time", "3", new URL("key.asc", lab.mirror.uri).href]),
    );
    const refused = await wentBack(practice({ ...closed, further: further("0".repeat(40)) }));
    assert.match(refused.failure.what, /key\.asc holds [0-9A-F]{40}, but element is pinned to/);
    await assert.rejects(read("/etc/apt/keyrings/element.asc"));
    await kept(practice({ ...closed, further: further(signer.fingerprint) }));
    assert.equal(await read("/etc/apt/keyrings/element.asc"), signer.key);
    await kept(practice({ words: "two" }));
  });

  it("takes a packet filter back by itself that shuts the deliverer out, established connections too", async () => {
    const before = await treeOf(machine);
    const rules = await machine.exec(["iptables-save"]);
    const outcome = await wentBack(practice({ words: "two", rules: LOCKED_OUT }), { ...QUICK, accessSeconds: 6 });
    assert.equal(outcome.failure.step, "access");
    assert.match(outcome.failure.mend, /administrationFrom/);
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    assert.equal(rulesAlone(await machine.exec(["iptables-save"])), rulesAlone(rules));
    assert.equal((await bring(practice({ words: "two" }))).kind, "unchanged");
  });

  it("goes back when the SSH server would not let the deliverer in again", async () => {
    const before = await treeOf(machine);
    const shut = fileOf("/etc/ssh/sshd_config.d/00-shut.conf", "AllowUsers nobody\n");
    const outcome = await wentBack(practice({ words: "two", extraFiles: [shut] }), { ...QUICK, accessSeconds: 6 });
    assert.equal(outcome.failure.step, "access");
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    assert.equal((await bring(practice({ words: "two" }))).kind, "unchanged");
  });

  it("takes the packet filter back also when the agent is killed meanwhile", async () => {
    const before = await treeOf(machine);
    const rules = await machine.exec(["iptables-save"]);
    const delivery = bring(practice({ words: "two", rules: LOCKED_OUT }), { ...QUICK, accessSeconds: 6 });
    await hear("restart");
    await sleep(500);
    await machine.exec(["pkill", "--signal", "KILL", "--full", "agent.cjs apply"]);
    const outcome = await delivery;
    assert.equal(outcome.kind, "problem");
    await until(async () => !(await undecided()));
    assert.deepEqual(differences(before, await treeOf(machine)), []);
    assert.equal(rulesAlone(await machine.exec(["iptables-save"])), rulesAlone(rules));
  });

  it("runs one release, whole, when the agent is killed at any moment and delivered again", async () => {
    const many = Array.from({ length: 400 }, (_, index) => fileOf(`/etc/stillroom/many/${index}`, `many ${index}\n`));
    let running = practice({ words: "two" });
    for (const [round, pause] of [0, 40, 90, 150, 220, 300, 400, 550].entries()) {
      const next = practice({
        words: `round ${round}`,
        extraFiles: many.map((file) => ({ ...file, text: `${file.text}${round}\n` })),
      });
      const delivery = bring(next);
      await hear("validate");
      await sleep(pause);
      await machine.exec(["sh", "-c", "pkill --signal KILL --full '[a]gent.cjs apply' || true"]);
      const outcome = await delivery;
      if (outcome.kind === "kept") running = next;
      const before = await bring(running);
      assert.ok(before.kind === "unchanged" || before.kind === "kept", JSON.stringify(before));
      await assertWhole(running);
    }
  });

  it("comes back from a power cut inside the switch with the old release, whole", async () => {
    const many = Array.from({ length: 400 }, (_, index) => fileOf(`/etc/stillroom/many/${index}`, `power ${index}\n`));
    const old = practice({ words: "four" });
    await kept(old);
    const delivery = bring(practice({ words: "five", extraFiles: many }));
    await hear("switch");
    await machine.exec(["pkill", "--signal", "KILL", "--full", "agent.cjs apply"]);
    assert.ok(await undecided());
    const [rebooted] = await Promise.all([machine.reboot(), delivery]);
    assert.equal(rebooted, undefined);
    assert.ok(!(await undecided()));
    await assertWhole(old);
    assert.equal((await bring(old)).kind, "unchanged");
    assert.match(await machine.exec(["iptables-save"]), /--dport 22 -j ACCEPT/);
  });

  it("takes files of the release before away, and says what someone changed by hand", async () => {
    await kept(practice({ words: "six", extraFiles: [fileOf("/etc/stillroom/passing/one", "here\n")] }));
    assert.equal(await read("/etc/stillroom/passing/one"), "here\n");
    await kept(practice({ words: "seven" }));
    await assert.rejects(read("/etc/stillroom/passing/one"));
    await machine.exec(["sh", "-c", "echo more >> /etc/nginx/nginx.conf; chmod 0600 /etc/iptables/rules.v6"]);
    assert.deepEqual(await readState(connection), {
      kind: "state",
      digest: practice({ words: "seven" }).digest,
      interrupted: false,
      drift: ["/etc/iptables/rules.v6 is not as delivered.", "/etc/nginx/nginx.conf is not as delivered."],
    });
  });

  it("lets a second delivery wait for the first", async () => {
    const outcomes = await Promise.all([bring(practice({ words: "eight" })), bring(practice({ words: "nine" }))]);
    assert.match(JSON.stringify(allSaid.slice(-4)), /Waiting for another delivery to end/);
    assert.deepEqual(
      outcomes.map((outcome) => outcome.kind),
      ["kept", "kept"],
    );
  });

  it("tells the next run how one ended whose deliverer never came back", async () => {
    const next = practice({ words: "heard by nobody" });
    // So many deliveries in a row restart the service more often than systemd lets it (systemctl(1), reset-failed: the count begins anew).
    await machine.exec(["systemctl", "reset-failed", "beacon.service"]);
    const request = { delivery: randomUUID(), release: next, patience: QUICK };
    const session = await connect(connection);
    assert.ok(!("kind" in session), JSON.stringify(session));
    await converse(connection, session, ["apply"], gzipSync(JSON.stringify(request)), (message) => {
      if (message.kind === "progress" && message.step === "validate") session.close();
    });
    // Its own: what an earlier one left to tell is another's.
    const end = `/var/lib/stillroom/unheard/${request.delivery}.json`;
    await until(async () => (await machine.exec(["sh", "-c", `ls ${end} 2>/dev/null || true`])) !== "");
    const outcome = await bring(next);
    assert.equal(outcome.kind, "unchanged", JSON.stringify(said));
    assert.equal(said.length, 1);
    assert.match(
      JSON.stringify(said),
      new RegExp(`earlier run.*The delivery of release ${next.digest.slice(0, 12)} was kept`),
    );
    assert.equal((await bring(next)).kind, "unchanged");
    assert.deepEqual(said, []);
  });

  it("tells the next run what was decided where nobody listened", async () => {
    const many = Array.from({ length: 400 }, (_, index) => fileOf(`/etc/stillroom/many/${index}`, `cut ${index}\n`));
    const delivery = bring(practice({ words: "cut short", extraFiles: many }));
    await hear("stage");
    await machine.exec(["pkill", "--signal", "KILL", "--full", "agent.cjs apply"]);
    assert.equal((await delivery).kind, "problem");
    assert.ok(await undecided());
    await machine.exec(["node", AGENT, "recover"]);
    assert.equal((await bring(practice({ words: "heard by nobody" }))).kind, "unchanged");
    assert.match(JSON.stringify(said), /earlier run.*had been stopped half-way; it was taken back as a whole/);
  });

  it("refuses a machine that shows another host key", async () => {
    const other = ed25519Pair().public;
    const outcome = await deliver({ ...connection, hostKey: other }, practice(), () => undefined);
    assert.ok(outcome.kind === "problem");
    assert.match(outcome.failure.what, /shows another host key than the pinned one/);
    assert.match(outcome.failure.mend, /somebody stands between you and the machine/);
  });

  it("never let a secret out", async () => {
    const secrets = await machine.exec([
      "sh",
      "-c",
      "cd /var/lib/stillroom/secrets && for s in *; do cat $s; echo; done",
    ]);
    const everything =
      JSON.stringify(allSaid) +
      (await machine.exec([
        "sh",
        "-c",
        "cat /var/lib/stillroom/outcome.json /var/lib/stillroom/releases/*/release.json",
      ]));
    for (const secret of secrets.trim().split("\n")) {
      assert.ok(secret.length >= 43);
      assert.ok(!everything.includes(secret));
    }
    const outcome = await wentBack(practice({ words: "bad" }));
    assert.ok(!outcome.failure.what.includes(secrets.slice(0, 43)));
    assert.match(JSON.stringify(allSaid), /@@secret:beacon_key@@/);
  });

  it("leaves nothing when it is undone", async () => {
    assert.deepEqual(await undeliver(connection), { kind: "gone" });
    assert.deepEqual(differences(pristine, await treeOf(machine)), []);
    assert.equal(
      await machine.exec(["sh", "-c", "ls -d /var/lib/stillroom /var/lib/beacon /run/stillroom 2>/dev/null; true"]),
      "",
    );
    await assert.rejects(machine.exec(["id", "beacon"]));
    await assert.rejects(machine.exec(["dpkg", "--status", "nginx-light"]));
    assert.doesNotMatch(await machine.exec(["iptables-save"]), /DROP/);
    assert.equal((await machine.exec(["systemctl", "is-system-running"])).trim(), "running");
    assert.deepEqual(await undeliver(connection), { kind: "gone" });
  });

  /** The files that a release has stand as it says, no file of another is left, and its services run. */
  async function assertWhole(release: Release): Promise<void> {
    const state = await readState(connection);
    assert.deepEqual(state, { kind: "state", digest: release.digest, interrupted: false, drift: [] });
    const many = await machine.exec(["sh", "-c", "ls /etc/stillroom/many 2>/dev/null | wc -l"]);
    assert.equal(Number(many), release.files.filter((file) => file.path.startsWith("/etc/stillroom/many/")).length);
    assert.equal(await machine.exec(["find", "/etc", "-name", ".*.stillroom-new"]), "");
    for (const unit of release.units) {
      assert.equal((await machine.exec(["systemctl", "is-active", unit.name])).trim(), "active", unit.name);
    }
  }
});
