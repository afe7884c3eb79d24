import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { createPrivateKey, createPublicKey, diffieHellman } from "node:crypto";
import { chmod, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { stringify } from "yaml";
import type { Connection } from "../../components/provider/connection.ts";
import { ed25519Pair } from "../../components/provider/ed25519-pair.ts";
import { askAgent, type DeliveryProblem } from "../../components/provider/agent-session.ts";
import { deliver, undeliver } from "../../components/provider/delivery.ts";
import { bearHostKey, takeUpHostKey } from "../../components/provider/own-host-key.ts";
import { connect } from "../../components/provider/ssh.ts";
import { PATIENCE, type Outcome, type Patience } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { inLab, machineAddresses, startLab, stopLab, type Lab } from "../../scripts/sandbox/lab.ts";
import { startMachine, type Machine } from "../../scripts/sandbox/machine.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { makeMirror, makeSigner, SUITE } from "../../scripts/sandbox/repository.ts";
import { fileOf, releaseOf } from "../host/sample-release.ts";
import { RULES_UNIT } from "./practice-machine.ts";

const skip = (await sandboxObstacle()) ?? false;

const HOST_KEY_FILE = "/etc/ssh/ssh_host_ed25519_key";
const BEACON = "/etc/stillroom/beacon.conf";
const SECRETS = "/var/lib/stillroom/secrets";
const QUICK: Patience = { ...PATIENCE, accessSeconds: 20, proofSeconds: 30, settleSeconds: 1 };

describe("a machine's keys, and its isolation", { skip, timeout: 600_000 }, () => {
  let lab: Lab;
  let machine: Machine;
  let born: Connection;
  let own: Connection;
  let echoes: ChildProcess;
  const birthKey = ed25519Pair();
  const ownKey = ed25519Pair();
  const said: unknown[] = [];

  before(async () => {
    lab = await startLab(false);
    const signer = await makeSigner(join(lab.folder, "signer"));
    await makeMirror(13, ["nodejs"], [], signer, lab.mirror.folder);
    const addresses = machineAddresses(lab, 0);
    machine = await startMachine(lab, { name: "h1", debian: 13, addresses, userData: userData() });
    const echo = 'net.createServer((one) => one.on("error", () => 0).pipe(one)).listen(7777)';
    const [program = "", ...words] = inLab(lab, [process.execPath, "-e", echo]);
    echoes = spawn(program, words, { stdio: "ignore" });
    const keyFile = join(lab.folder, "key");
    await writeFile(keyFile, ownKey.private);
    await chmod(keyFile, 0o600);
    process.env["STILLROOM_SSH_KEY"] = keyFile;
    born = { host: addresses.address4, port: 22, user: "ops", hostKey: birthKey.public };
  });
  after(async () => {
    echoes.kill();
    await stopLab(lab);
  });

  function userData(): string {
    return `#cloud-config\n${stringify({
      locale: "C.UTF-8",
      ssh_keys: { ed25519_private: birthKey.private, ed25519_public: birthKey.public },
      users: [
        { name: "ops", sudo: "ALL=(ALL) NOPASSWD:ALL", shell: "/bin/bash", ssh_authorized_keys: [ownKey.public] },
      ],
      bootcmd: [
        [
          ...["cloud-init-per", "once", "sources", "sh", "-c"],
          `rm /etc/apt/sources.list.d/debian.sources; echo "deb [trusted=yes] ${lab.mirror.uri} ${SUITE} main" > /etc/apt/sources.list`,
        ],
      ],
      write_files: [{ path: "/etc/ssh/sshd_config.d/00-keys.conf", content: `HostKey ${HOST_KEY_FILE}\n` }],
      packages: ["nodejs"],
      package_update: true,
    })}`;
  }

  const report = (message: unknown): void => {
    said.push(message);
  };
  const read = (path: string): Promise<string> => machine.exec(["cat", path]);
  const shell = (command: string): Promise<string> => machine.exec(["sh", "-c", command]);

  /** The ed25519 host key that a newcomer is shown. */
  async function shownKey(): Promise<string> {
    const lines = await machine.exec(["ssh-keyscan", "-q", "-t", "ed25519", "127.0.0.1"]);
    return lines.trim().split(" ").slice(1).join(" ");
  }

  describe("the host key of its birth", () => {
    it("is served on while the machine's own is made, and asking again names the same", async () => {
      const first = await bearHostKey(born, report);
      assert.ok(first.kind === "host-key", JSON.stringify(first));
      assert.deepEqual(await bearHostKey(born, report), first);
      assert.equal(await shownKey(), birthKey.public);
      own = { ...born, hostKey: first.publicKey, birthKey: birthKey.public };
      assert.equal(await shell("stat --format=%a:%U /var/lib/stillroom/host-key/*"), "600:root\n");
    });

    it("stays where a key shall take its place that the machine did not make", async () => {
      const foreign = { ...own, hostKey: ed25519Pair().public };
      const problem = await takeUpHostKey(foreign, report);
      assert.match(problem?.failure.what ?? "", /no host key of its own with the public half/);
      assert.equal(await shownKey(), birthKey.public);
    });

    it("stays where sshd would not start again", async () => {
      await shell("echo Bogus yes > /etc/ssh/sshd_config.d/99-bogus.conf");
      const problem = await takeUpHostKey(own, report);
      await shell("rm /etc/ssh/sshd_config.d/99-bogus.conf");
      assert.match(problem?.failure.what ?? "", /sshd does not take its new host key: .*Bogus/s);
      assert.equal(await shownKey(), birthKey.public);
      assert.equal((await shell(`ssh-keygen -y -f ${HOST_KEY_FILE}`)).trim(), birthKey.public);
    });

    it("gives way at whatever moment it is stopped, and one of the two known keys is always shown", async () => {
      const served = await read(HOST_KEY_FILE);
      // As a kill between the two files, before the restart of sshd, leaves it.
      await shell(
        `cp ${HOST_KEY_FILE}.pub /run/pub; ssh-keygen -y -f /var/lib/stillroom/host-key/key > ${HOST_KEY_FILE}.pub`,
      );
      assert.equal(await shownKey(), birthKey.public);
      await shell(`cp /var/lib/stillroom/host-key/key ${HOST_KEY_FILE}`);
      assert.equal(await shownKey(), birthKey.public);
      await machine.exec([
        "sh",
        "-c",
        `ssh-keygen -q -t rsa -N '' -f /etc/ssh/ssh_host_rsa_key; echo x > ${HOST_KEY_FILE}.next`,
      ]);
      assert.equal(await takeUpHostKey(own, report), undefined);
      assert.equal(await shownKey(), own.hostKey);
      assert.notEqual(await read(HOST_KEY_FILE), served);
      assert.equal(await shell("ls /etc/ssh | grep host_"), "ssh_host_ed25519_key\nssh_host_ed25519_key.pub\n");
      assert.equal(
        await shell("ls -d /var/lib/stillroom/host-key 2>&1 || true").then((it) => /No such/.test(it)),
        true,
      );
      assert.equal(await shell(`stat --format=%a:%U ${HOST_KEY_FILE}`), "600:root\n");
    });

    it("is not accepted any more, and the machine's own is, after a reboot too", async () => {
      assert.equal(await takeUpHostKey(own, report), undefined);
      await machine.reboot();
      const refused = await connect(born);
      assert.ok("kind" in refused && refused.cause === "host-key");
      const session = await connect(own);
      assert.ok(!("kind" in session), JSON.stringify(session));
      session.close();
    });
  });

  /** A service that reads two secrets, one that reads another, and a packet filter. */
  function practice(
    changes: { readonly works?: string; readonly validates?: string; readonly rules?: string } = {},
  ): Release {
    return releaseOf({
      ports: [{ protocol: "tcp", from: 22, to: 22, reachableBy: "administrators", account: "root", purpose: "ssh" }],
      subject: {
        ...releaseOf({}).subject,
        administrationFrom: [`${lab.here.address4}/32`, `${lab.here.address6}/128`],
      },
      secrets: [
        { name: "beacon_key", kind: "token" },
        { name: "lamp_key", kind: "token" },
        { name: "tunnel_key", kind: "wireguard" },
      ],
      files: [
        fileOf(BEACON, "key=@@secret:beacon_key@@ lamp=@@secret:lamp_key@@\n", { mode: "0640" }),
        fileOf("/etc/stillroom/lamp.conf", "key=@@secret:lamp_key@@ at=@@fact:address4@@\n", { mode: "0600" }),
        fileOf("/etc/stillroom/tunnel.conf", "key=@@secret:tunnel_key@@\n", { mode: "0600" }),
        fileOf("/etc/systemd/system/beacon.service", serviceUnit(BEACON)),
        fileOf("/etc/systemd/system/lamp.service", serviceUnit("/etc/stillroom/lamp.conf")),
        fileOf("/etc/systemd/system/rules.service", RULES_UNIT),
        fileOf("/etc/iptables/rules.v4", changes.rules ?? RULES),
        fileOf("/etc/iptables/rules.v6", RULES.replaceAll("icmp ", "ipv6-icmp ")),
      ],
      units: [
        { name: "rules.service", onChange: "restart", files: ["/etc/iptables/"] },
        { name: "beacon.service", onChange: "restart", files: [BEACON] },
        { name: "lamp.service", onChange: "restart", files: ["/etc/stillroom/lamp.conf"] },
      ],
      validators: [{ name: "beacon", argv: ["sh", "-c", changes.validates ?? "true"] }],
      proofs: [
        { kind: "unit-active", unit: "beacon.service" },
        { kind: "command", name: "the beacon works", argv: ["sh", "-c", changes.works ?? "true"] },
      ],
    });
  }

  const ask = (what: string, more: object = {}): Promise<{ kind: "outcome"; outcome: Outcome } | DeliveryProblem> =>
    askAgent(own, [what], report, Buffer.from(JSON.stringify({ delivery: "d1", patience: QUICK, ...more })));

  async function outcomeOf(what: string, more: object = {}): Promise<Outcome> {
    const answer = await ask(what, more);
    assert.ok(answer.kind === "outcome", JSON.stringify(answer));
    said.push(answer);
    return answer.outcome;
  }

  async function bring(release: Release): Promise<void> {
    const outcome = await deliver(own, release, report, QUICK);
    assert.ok(outcome.kind === "kept" || outcome.kind === "unchanged", JSON.stringify(outcome));
  }

  const secretsNow = (): Promise<string> => shell(`cd ${SECRETS} && for one in *; do echo "$one=$(cat $one)"; done`);
  const pidOf = async (unit: string): Promise<string> =>
    (await machine.exec(["systemctl", "show", "--property=MainPID", "--value", unit])).trim();
  const leftOvers = (): Promise<string> =>
    shell(
      "find /etc /var/lib/stillroom -name '*.stillroom-new' -o -name '*.stillroom-old' -o -name journal.json -o -path '*/releases/*/tree'",
    );

  describe("the rotation of a secret", () => {
    it("is refused by name where there is none", async () => {
      await bring(practice());
      const answer = await ask("rotate-secret", { name: "lighthouse_key" });
      assert.ok(answer.kind === "problem");
      assert.match(answer.failure.what, /no secret lighthouse_key\. It has beacon_key, lamp_key, tunnel_key\./);
    });

    it("gives it a new value in every file, restarts whom it concerns alone, and leaves no old value", async () => {
      const [before, beacon, lamp] = [await secretsNow(), await pidOf("beacon.service"), await pidOf("lamp.service")];
      const outcome = await outcomeOf("rotate-secret", { name: "beacon_key" });
      assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
      assert.deepEqual([...outcome.changed].sort(), [BEACON, `${SECRETS}/beacon_key`]);
      assert.notEqual(await pidOf("beacon.service"), beacon);
      assert.equal(await pidOf("lamp.service"), lamp);
      const after = valuesIn(await secretsNow());
      const old = valuesIn(before);
      assert.notEqual(after["beacon_key"], old["beacon_key"]);
      assert.equal(after["lamp_key"], old["lamp_key"]);
      assert.equal(await read(BEACON), `key=${after["beacon_key"] ?? ""} lamp=${after["lamp_key"] ?? ""}\n`);
      assert.equal(await shell(`stat --format=%a:%U ${SECRETS}/beacon_key ${BEACON}`), "600:root\n640:root\n");
      assert.equal(
        await shell(`grep -rl -e '${old["beacon_key"] ?? "-"}' /etc /var/lib/stillroom /run/stillroom; true`),
        "",
      );
      assert.equal(await leftOvers(), "");
    });

    it("gives it to two services at once, and to the far end of a tunnel by a person", async () => {
      const [beacon, lamp] = [await pidOf("beacon.service"), await pidOf("lamp.service")];
      assert.equal((await outcomeOf("rotate-secret", { name: "lamp_key" })).kind, "kept");
      assert.notEqual(await pidOf("beacon.service"), beacon);
      assert.notEqual(await pidOf("lamp.service"), lamp);
      const tunnel = await outcomeOf("rotate-secret", { name: "tunnel_key" });
      assert.ok(tunnel.kind === "kept");
      const shown = /public key is now (\S{44})\./.exec(tunnel.notes.join())?.[1] ?? "";
      const { tunnel_key = "" } = valuesIn(await secretsNow());
      assert.equal(Buffer.from(tunnel_key, "base64").length, 32);
      assert.equal(shown, publicHalfOf(Buffer.from(tunnel_key, "base64")));
    });

    it("survives the next delivery, and is not repeated by it", async () => {
      const before = await secretsNow();
      await bring(practice({ works: "true #" }));
      assert.equal(await secretsNow(), before);
      await bring(practice());
      assert.equal(await secretsNow(), before);
    });

    it("goes back to the old value everywhere when a program refuses the new one or does not work with it", async () => {
      for (const changes of [
        { validates: `[ ! -e /run/strict ] || { cat ${BEACON}; exit 1; }` },
        { works: `[ ! -e /run/strict ] || { cat ${BEACON}; exit 1; }` },
      ]) {
        await bring(practice(changes));
        const [before, file] = [await secretsNow(), await read(BEACON)];
        await shell("touch /run/strict");
        const outcome = await outcomeOf("rotate-secret", {
          name: "beacon_key",
          patience: { ...QUICK, proofSeconds: 1 },
        });
        await shell("rm /run/strict");
        assert.ok(outcome.kind === "went-back", JSON.stringify(outcome));
        assert.match(outcome.failure.what, /key=@@secret:beacon_key@@ lamp=@@secret:lamp_key@@/);
        assert.equal(await secretsNow(), before);
        assert.equal(await read(BEACON), file);
        assert.equal((await machine.exec(["systemctl", "is-active", "beacon.service"])).trim(), "active");
        assert.equal(await leftOvers(), "");
      }
    });

    it("is whole or not at all when the agent is killed meanwhile", async () => {
      await bring(practice());
      for (const step of ["switch", "restart", "prove"]) {
        const before = valuesIn(await secretsNow());
        said.length = 0;
        const answer = ask("rotate-secret", { name: "beacon_key", patience: { ...QUICK, settleSeconds: 5 } });
        await until(() => said.some((message) => JSON.stringify(message).includes(`"step":"${step}"`)));
        await shell("pkill --signal KILL --full '[a]gent.cjs rotate' || true");
        await answer;
        const ended = await outcomeOf("rotate-secret", { name: "lamp_key" });
        assert.equal(ended.kind, "kept", JSON.stringify(ended));
        const after = valuesIn(await secretsNow());
        assert.equal(after["beacon_key"], before["beacon_key"]);
        assert.equal(await read(BEACON), `key=${after["beacon_key"] ?? ""} lamp=${after["lamp_key"] ?? ""}\n`);
        assert.equal(await leftOvers(), "");
      }
    });
  });

  describe("isolation", () => {
    let rules: string;

    it("takes itself back where it would shut the administrator out", async () => {
      const shut = practice();
      await bring(releaseOf({ ...shut, subject: { ...shut.subject, administrationFrom: ["198.51.100.250/32"] } }));
      rules = rulesAlone(await machine.exec(["iptables-save"]));
      const outcome = await outcomeOf("isolate", { patience: { ...QUICK, accessSeconds: 5 } });
      assert.ok(outcome.kind === "went-back", JSON.stringify(outcome));
      assert.equal(outcome.failure.step, "access");
      assert.equal(rulesAlone(await machine.exec(["iptables-save"])), rules);
      assert.equal(await leftOvers(), "");
      await bring(practice());
      rules = rulesAlone(await machine.exec(["iptables-save"]));
    });

    it("lets administrators in and nothing out, and ends what was connected, after it wrote down what was to be seen", async () => {
      // A table of somebody else's, and a connection that speaks all the time.
      await shell("iptables -t nat -A PREROUTING -p tcp --dport 2222 -j REDIRECT --to-ports 22");
      const talk = `exec 3<>/dev/tcp/${lab.gateway.address4}/7777; while echo x >&3 && read -r -t 3 -u 3; do touch /run/talks; done; touch /run/cut`;
      await machine.exec(["systemd-run", "--quiet", "--unit=talk", "bash", "-c", talk]);
      await until(async () => (await shell("ls /run/talks 2>/dev/null; true")) !== "");
      assert.equal(await shell("ls /run/cut 2>/dev/null; true"), "");
      assert.equal(await reaches(lab.gateway.address4), true);
      const outcome = await outcomeOf("isolate");
      assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
      assert.equal(await reaches(lab.gateway.address4), false);
      assert.equal(await reaches(lab.gateway.address6), false);
      await until(async () => (await shell("ls /run/cut 2>/dev/null; true")) !== "");
      assert.equal(await shell("timeout 5 bash -c 'exec 3<>/dev/tcp/127.0.0.1/22; head -c 7 <&3'"), "SSH-2.0");
      assert.doesNotMatch(await machine.exec(["iptables-save", "-t", "nat"]), /REDIRECT/);
      assert.equal(await visitorReaches(machine.addresses.address4, 443), false);
      assert.equal(await visitorReaches(machine.addresses.address4, 22), false);
      for (const host of [machine.addresses.address4, machine.addresses.address6]) {
        const session = await connect({ ...own, host });
        assert.ok(!("kind" in session), JSON.stringify(session));
        session.close();
      }
      assert.equal((await machine.exec(["systemctl", "is-active", "beacon.service"])).trim(), "active");
    });

    it("keeps its evidence for root alone, each file in a list of hashes whose own hash was told", async () => {
      const [folder = ""] = (await shell("ls -d /var/lib/stillroom/evidence/*")).trim().split("\n").slice(-1);
      assert.equal(await shell(`stat --format=%a:%U ${folder} /var/lib/stillroom/evidence`), "700:root\n700:root\n");
      assert.equal(
        await shell(`cd ${folder} && sha256sum --check --strict --quiet SHA256SUMS && ls | wc -l`),
        `${FILES}\n`,
      );
      // What lasts is written down behind the closed door.
      const steps = said.map((message) => JSON.stringify(message));
      const closed = steps.findLastIndex((step) => step.includes('"step":"firewall"'));
      const lasting = steps.findLastIndex((step) => step.includes("writing down the rest: our-files"));
      assert.ok(closed !== -1 && closed < lasting, `${closed} ${lasting}`);
      // journalctl(1), export: the newest entry first, so that what is cut off is the oldest.
      const times = await shell(`grep --text '^__REALTIME_TIMESTAMP=' ${folder}/journal | sed -n '1p;$p'`);
      const [newest = 0, oldest = 0] = [...times.matchAll(/\d+/g)].map(Number);
      assert.ok(newest > oldest && oldest > 0, times);
      const digest = (await shell(`sha256sum ${folder}/SHA256SUMS`)).split(" ")[0] ?? "";
      assert.ok(JSON.stringify(said).includes(digest));
      assert.match(await shell(`head -c 200000 ${folder}/processes`), /"program":"[^"]*sshd/);
      assert.match(await shell(`cat ${folder}/packet-filter-v4`), /REDIRECT/);
      assert.match(await shell(`cat ${folder}/our-files`), /rules\.v4/);
      assert.match(await shell(`cat ${folder}/set-id-files`), /\/usr\/bin\/su\n/);
      assert.match(await shell(`tail -n 1 ${folder}/journal ${folder}/all-files`), /# ended with 0[^]*# ended with 0/);
      // What this image or a container does not have, and a comparison that finds differences.
      const mayFail = ["connections", "kernel-modules", "packet-filter-nft", "package-verification"];
      const failed = await shell(
        `cd ${folder} && for one in *; do tail -n 1 $one | grep -q '^# ended with 0$' || echo $one; done`,
      );
      const unexpected = failed
        .trim()
        .split("\n")
        .filter((file) => ![...mayFail, "SHA256SUMS", "processes"].includes(file));
      assert.deepEqual(unexpected, []);
      const secrets = Object.values(valuesIn(await secretsNow()));
      for (const secret of secrets) assert.equal(await shell(`grep -rlF -e '${secret}' ${folder}; true`), "");
    });

    it("is said to whoever wants to change the machine meanwhile, and a second call changes nothing", async () => {
      const delivered = await deliver(own, practice({ works: "true ##" }), report, QUICK);
      assert.ok(delivered.kind === "problem");
      assert.match(delivered.failure.what, /isolated since 20.*by ops/);
      assert.match(delivered.failure.mend, /stillroom release STACKFILE/);
      const rotated = await ask("rotate-secret", { name: "lamp_key" });
      assert.ok(rotated.kind === "problem" && rotated.failure.step === "isolation");
      assert.equal((await undeliver(own)).kind, "problem");
      const evidence = await shell("ls /var/lib/stillroom/evidence");
      assert.equal((await outcomeOf("isolate")).kind, "unchanged");
      assert.equal(await shell("ls /var/lib/stillroom/evidence"), evidence);
    });

    it("is closed again by a second call where somebody has opened it since, now or for the next boot", async () => {
      await shell("iptables -P INPUT ACCEPT; iptables -P OUTPUT ACCEPT; iptables -F");
      assert.equal(await reaches(lab.gateway.address4), true);
      for (const open of ["true", "sed -i 's/^:INPUT DROP/:INPUT ACCEPT/' /etc/iptables/rules.v4"]) {
        await shell(open);
        const outcome = await outcomeOf("isolate");
        assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
        assert.match(outcome.notes.join(" "), /Somebody had changed the packet filter .* closed again/);
        assert.equal(await reaches(lab.gateway.address4), false);
        assert.match(await shell("cat /etc/iptables/rules.v4"), /^:INPUT DROP/m);
      }
      assert.equal((await outcomeOf("isolate")).kind, "unchanged");
    });

    it("holds after a reboot", async () => {
      await machine.reboot();
      assert.equal(await reaches(lab.gateway.address4), false);
      assert.equal(await visitorReaches(machine.addresses.address4, 443), false);
      assert.equal((await outcomeOf("isolate")).kind, "unchanged");
    });

    it("is whole or not at all when the agent is killed as it begins or ends", async () => {
      for (const [what, isolated] of [
        ["end-isolation", true],
        ["isolate", false],
      ] as const) {
        said.length = 0;
        const answer = ask(what, { patience: { ...QUICK, accessSeconds: 8 } });
        await until(() => said.some((message) => JSON.stringify(message).includes('"step":"restart"')));
        await shell(`pkill --signal KILL --full '[a]gent.cjs ${what}' || true`);
        await answer;
        // The self-revert needs nobody.
        await until(async () => (await shell("ls /var/lib/stillroom/journal.json 2>/dev/null; true")) === "");
        assert.equal(await reaches(lab.gateway.address4), !isolated);
        assert.equal(await leftOvers(), "");
        if (isolated) assert.equal((await outcomeOf("end-isolation")).kind, "kept");
      }
    });

    it("has the rest of its evidence written down by the next call where the agent is killed behind the closed door", async () => {
      said.length = 0;
      const answer = ask("isolate");
      await until(() => said.some((message) => JSON.stringify(message).includes("writing down the rest: our-files")));
      await shell("pkill --signal KILL --full '[a]gent.cjs isolate' || true");
      await answer;
      assert.equal(await reaches(lab.gateway.address4), false);
      const [folder = ""] = (await shell("ls -d /var/lib/stillroom/evidence/*")).trim().split("\n").slice(-1);
      assert.equal(await shell(`ls ${folder}/SHA256SUMS 2>/dev/null; true`), "");
      const first = await shell(`sha256sum ${folder}/processes ${folder}/logins`);
      const outcome = await outcomeOf("isolate");
      assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
      assert.match(outcome.notes.join(), /has the SHA-256 [0-9a-f]{64}\./);
      const written = `cd ${folder} && sha256sum --check --strict --quiet SHA256SUMS && ls | wc -l`;
      assert.equal(await shell(written), `${FILES}\n`);
      assert.equal(await shell(`sha256sum ${folder}/processes ${folder}/logins`), first);
      assert.equal((await outcomeOf("isolate")).kind, "unchanged");
      assert.equal((await outcomeOf("end-isolation")).kind, "kept");
    });

    it("ends with the release's own packet filter, and says what does not work", async () => {
      assert.equal(rulesAlone(await machine.exec(["iptables-save", "-t", "filter"])), onlyFilter(rules));
      assert.equal(await reaches(lab.gateway.address4), true);
      assert.equal((await outcomeOf("end-isolation")).kind, "unchanged");
      await bring(practice({ works: "[ ! -e /run/strict ]" }));
      // Evidence that can't be written down keeps no machine open.
      await shell("cd /var/lib/stillroom && mv evidence evidence.before && touch evidence");
      const closed = await outcomeOf("isolate");
      assert.ok(closed.kind === "kept", JSON.stringify(closed));
      assert.match(closed.notes.join(), /The evidence is not complete\. what is gone in a moment: /);
      assert.equal(await reaches(lab.gateway.address4), false);
      await shell("cd /var/lib/stillroom && rm evidence && mv evidence.before evidence");
      await shell("touch /run/strict");
      const ended = await outcomeOf("end-isolation", { patience: { ...QUICK, proofSeconds: 1 } });
      await shell("rm /run/strict");
      assert.ok(ended.kind === "kept", JSON.stringify(ended));
      assert.match(ended.notes.join(), /not everything works: Not seen on the machine: the beacon works/);
      assert.equal(await reaches(lab.gateway.address4), true);
      await bring(practice());
    });
  });

  /** Whether a connection from the machine itself, as root, is taken there. */
  const reaches = async (host: string): Promise<boolean> =>
    (await shell(`timeout 2 bash -c 'exec 3<>/dev/tcp/${host}/80' 2>/dev/null && echo yes || echo no`)) === "yes\n";

  /** Whether a stranger's connection is taken. */
  async function visitorReaches(host: string, port: number): Promise<boolean> {
    const argv = ["timeout", "2", "bash", "-c", `exec 3<>/dev/tcp/${host}/${port}`];
    return run(inLab(lab, argv)).then(
      () => true,
      () => false,
    );
  }
});

/** Files of the evidence, with the list of their hashes. */
const FILES = 25;

function valuesIn(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
  );
}

function serviceUnit(file: string): string {
  return `[Unit]\nDescription=Sample\n[Service]\nType=exec\nExecStartPre=/usr/bin/test -s ${file}\nExecStart=/usr/bin/sleep infinity\n[Install]\nWantedBy=multi-user.target\n`;
}

const RULES = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -i lo -j ACCEPT
-A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
-A INPUT -p icmp -j ACCEPT
-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT
-A INPUT -p tcp -m tcp --dport 443 -j ACCEPT
COMMIT
`;

/** What iptables-save prints without its comments and counters. */
function rulesAlone(saved: string): string {
  return saved.replace(/^#.*\n/gm, "").replace(/\[\d+:\d+\]/g, "");
}

function onlyFilter(rules: string): string {
  return /\*filter\n[^]*?COMMIT\n/.exec(rules)?.[0] ?? "";
}

/** The public half of an X25519 key by another way than the agent's: the key agreement with the base point 9 (RFC 7748, section 6.1). */
function publicHalfOf(privateKey: Buffer): string {
  const base = Buffer.alloc(32);
  base[0] = 9;
  const key = createPrivateKey({
    key: Buffer.concat([Buffer.from("302e020100300506032b656e04220420", "hex"), privateKey]),
    format: "der",
    type: "pkcs8",
  });
  const open = createPublicKey({
    key: Buffer.concat([Buffer.from("302a300506032b656e032100", "hex"), base]),
    format: "der",
    type: "spki",
  });
  return diffieHellman({ privateKey: key, publicKey: open }).toString("base64");
}

async function until(seen: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 120_000;
  while (!(await seen())) {
    assert.ok(Date.now() < end, "It did not come within two minutes.");
    await sleep(20);
  }
}
