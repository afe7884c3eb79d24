import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Clinic } from "../../clinic/clinic.ts";
import { askAgent } from "../../components/provider/agent-session.ts";
import { deliver } from "../../components/provider/delivery.ts";
import { connect } from "../../components/provider/ssh.ts";
import type { AgentMessage, Outcome } from "../../host/protocol.ts";
import type { Release } from "../../render/release.ts";
import { broughtBy } from "../../render/render.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { inLab, stopLab } from "../../scripts/sandbox/lab.ts";
import { isInstalled, sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { firewall } from "../../services/firewall.ts";
import type { Service } from "../../services/service.ts";
import { TUNNEL, wireguard } from "../../services/wireguard.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { releaseOf } from "../host/sample-release.ts";
import { fromMirror, QUICK, startPracticeMachine, until, type PracticeMachine } from "./practice-machine.ts";

const skip =
  (await sandboxObstacle()) ??
  (isInstalled("wireguard-go") && isInstalled("wg") ? false : "Needs wireguard-tools and wireguard-go.");

/** The far end's addresses inside the tunnel, where the lab's name server answers. */
const FAR = ["10.77.0.1", "fd77::1"] as const;

/** By which a rule is found again, however an address is spelt. */
const COUNTED = "-m comment --comment counted";

/** The deliverer is no neighbour any more, as in the world: the default route leads to him, which the tunnel then takes over. */
const OVER_THE_DEFAULT_ROUTE = `set -e
for family in 4 6; do
  interface=$(ip -$family route show default | sed -n 's/.* dev \\([^ ]*\\).*/\\1/p' | head -n 1)
  network=$(ip -$family route show dev "$interface" proto kernel | grep -v ^fe80 | cut -d " " -f 1)
  ip -$family route replace default dev "$interface"
  ip -$family route del "$network" dev "$interface"
done`;

/** What a practice's other services would declare: the administrators' door, and somebody who speaks through the tunnel. */
const others: Service = {
  name: "others",
  wanted: () => true,
  declare: () => ({
    files: [],
    ports: [{ protocol: "tcp", from: 22, to: 22, reachableBy: "administrators", account: "root", purpose: "ssh" }],
    egress: [
      {
        account: "nobody",
        protocol: "tcp",
        ports: [53],
        to: { kind: "addresses", cidrs: [`${FAR[0]}/32`, `${FAR[1]}/128`] },
        purpose: "names",
      },
    ],
  }),
};

describe("a machine from which everything leaves by a tunnel", { skip, timeout: 600_000 }, () => {
  let here: PracticeMachine;
  let far: string;
  let release: Release;

  before(async () => {
    here = await startPracticeMachine([], ["wireguard-tools", "wireguard-go", "iptables"]);
    const { lab } = here;
    far = `far-${lab.number}`;
    const privateKey = await run(["wg", "genkey"]);
    const publicKey = (await run(["wg", "pubkey"], { input: privateKey })).trim();
    await inside(
      `wireguard-go ${far} && ip link set ${far} up && ip addr add ${FAR[0]}/24 dev ${far} && ip addr add ${FAR[1]}/64 dev ${far} nodad`,
    );
    const keyFile = join(lab.folder, "far-key");
    await writeFile(keyFile, privateKey, { mode: 0o600 });
    await inside(`wg set ${far} listen-port 51820 private-key ${keyFile}`);
    release = releaseWith({
      endpoint: { address: lab.gateway.address4, port: 51820 },
      publicKey,
      addresses: ["10.77.0.2/32", "fd77::2/128"],
      resolvers: [FAR[0]],
    });
  });
  after(async () => {
    await inside(`ip link del ${far}`);
    await stopLab(here.lab);
  });

  function releaseWith(peer: Extract<Clinic["egress"], { kind: "vpn-only" }>["wireguard"]): Release {
    const { lab, signer } = here;
    const mirror = fromMirror(lab.mirror.uri, signer);
    const administrationFrom = [`${lab.here.address4}/32`, `${lab.here.address6}/128`];
    const parts = broughtBy([others, wireguard, firewall], {
      ...CLINIC,
      administrationFrom,
      egress: { kind: "vpn-only", wireguard: peer },
    });
    return releaseOf({
      ...parts,
      subject: { ...releaseOf({}).subject, administrationFrom, egress: "vpn-only" },
      repositories: mirror.repositories,
      files: [...parts.files, ...mirror.files],
    });
  }

  const inside = (script: string): Promise<string> => run(inLab(here.lab, ["sh", "-c", script]));
  const shell = (script: string): Promise<string> => here.machine.exec(["sh", "-c", script]);

  async function asked(command: "isolate" | "end-isolation"): Promise<Outcome> {
    const input = Buffer.from(JSON.stringify({ delivery: "d", patience: QUICK }));
    const answer = await askAgent<Extract<AgentMessage, { kind: "outcome" }>>(
      here.connection,
      [command],
      () => undefined,
      input,
    );
    assert.ok(answer.kind === "outcome", JSON.stringify(answer));
    return answer.outcome;
  }

  /** Which of these answer to an account of the machine. */
  async function reached(
    account: string,
    places: readonly (readonly [host: string, port: number])[],
  ): Promise<string[]> {
    const tries = places.map(
      ([host, port]) => `(timeout 4 bash -c 'exec 3<>/dev/tcp/${host}/${port}' 2>/dev/null && echo ${host}/${port}) &`,
    );
    const said = await here.machine.exec(["runuser", "-u", account, "--", "sh", "-c", [...tries, "wait"].join("\n")]);
    return said.split("\n").filter(Boolean).sort();
  }

  const throughTunnel = FAR.map((host) => [host, 53] as const);

  async function answersToStranger(host: string, port: number): Promise<boolean> {
    return run(inLab(here.lab, ["timeout", "3", "bash", "-c", `exec 3<>/dev/tcp/${host}/${port}`])).then(
      () => true,
      () => false,
    );
  }

  /** From now on counts what comes from the machine but answers to its administrator; neighbour discovery is none. */
  async function countPackets(): Promise<void> {
    const { machine, lab } = here;
    const { address4, address6 } = machine.addresses;
    await inside(
      `iptables -t raw -F; ip6tables -t raw -F; iptables -t raw -A PREROUTING -i ${lab.bridge} -s ${address4} ! -d ${lab.here.address4} ${COUNTED}; ` +
        `ip6tables -t raw -A PREROUTING -i ${lab.bridge} -s ${address6} ! -p ipv6-icmp ${COUNTED}; ip6tables -t raw -I PREROUTING -d ${lab.here.address6} -j ACCEPT`,
    );
  }

  async function packets(): Promise<number> {
    const listed = await inside(
      "for program in iptables ip6tables; do $program -t raw -nvxL PREROUTING | grep -F counted; done",
    );
    const counts = listed
      .split("\n")
      .filter(Boolean)
      .map((line) => Number(line.trim().split(/\s+/)[0]));
    assert.equal(counts.length, 2, listed);
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** The tunnel itself has something to say each second, whoever else is silent. */
  const keepTunnelTalking = (): Promise<string> =>
    shell(`wg set ${TUNNEL.interface} peer $(wg show ${TUNNEL.interface} peers) persistent-keepalive 1`);

  async function assertIsolated(): Promise<void> {
    const { machine, lab, connection } = here;
    await keepTunnelTalking();
    const everywhere = [
      ...throughTunnel,
      [lab.gateway.address4, 53],
      [lab.gateway.address4, 80],
      [lab.gateway.address6, 80],
    ] as const;
    for (const account of ["root", "nobody", "_apt"]) assert.deepEqual(await reached(account, everywhere), [], account);
    for (const host of [machine.addresses.address4, machine.addresses.address6]) {
      assert.equal(await answersToStranger(host, 22), false);
      const session = await connect({ ...connection, host });
      assert.ok(!("kind" in session), JSON.stringify(session));
      session.close();
    }
    assert.equal(await packets(), 0);
  }

  it("speaks through it once both ends know each other", async () => {
    // As our own user data has it (render/user-data.ts, manage_etc_hosts): sudo looks the machine's own name up, and no resolver answers here.
    await shell("echo 127.0.1.1 $(hostname) >> /etc/hosts");
    await shell(OVER_THE_DEFAULT_ROUTE);
    const outcome = await deliver(here.connection, release, () => undefined, QUICK);
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    const key = (await shell(`wg show ${TUNNEL.interface} public-key`)).trim();
    await inside(`wg set ${far} peer ${key} allowed-ips 10.77.0.2/32,fd77::2/128`);
    await until(async () => (await reached("nobody", throughTunnel)).length === FAR.length);
    await countPackets();
    await keepTunnelTalking();
    // The counter counts, or its zero below would say nothing.
    await until(async () => (await packets()) > 2);
  });

  it("is isolated with its tunnel: administrators get in, nothing gets out", async () => {
    const outcome = await asked("isolate");
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    await countPackets();
    await assertIsolated();
  });

  it("stays so after a reboot, though the tunnel is up again", async () => {
    await here.machine.reboot();
    assert.equal((await shell(`systemctl is-active wg-quick@${TUNNEL.interface}`)).trim(), "active");
    await assertIsolated();
  });

  it("has its tunnel back when the isolation ends", async () => {
    const outcome = await asked("end-isolation");
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
    assert.deepEqual(
      outcome.proofs.filter((proof) => !proof.passed),
      [],
    );
    await until(async () => (await reached("nobody", throughTunnel)).length === FAR.length);
    assert.deepEqual(await reached("root", [[here.lab.gateway.address4, 80]]), []);
  });
});
