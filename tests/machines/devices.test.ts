import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import type { Clinic, Device, Devices } from "../../clinic/clinic.ts";
import { askAgent } from "../../components/provider/agent-session.ts";
import { deliver } from "../../components/provider/delivery.ts";
import type { Connection } from "../../components/provider/connection.ts";
import type { MachineStatus } from "../../host/status.ts";
import { devices as part } from "../../kits/devices/devices.ts";
import { kitTemplateNameOf } from "../../kits/kit.ts";
import type { Release } from "../../render/release.ts";
import { broughtBy } from "../../render/render.ts";
import { compileTemplate } from "../../render/template.ts";
import { run } from "../../scripts/sandbox/command.ts";
import { inLab, machineAddresses, stopLab } from "../../scripts/sandbox/lab.ts";
import { isInstalled, sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { certificates } from "../../services/certificates.ts";
import { coturn } from "../../services/coturn.ts";
import { deviceNames } from "../../services/device-names.ts";
import { devices, DEVICES_TUNNEL } from "../../services/devices.ts";
import { firewall } from "../../services/firewall.ts";
import { nginx } from "../../services/nginx.ts";
import { resolver } from "../../services/resolver.ts";
import type { Service } from "../../services/service.ts";
import { ssh } from "../../services/ssh.ts";
import { videobridge } from "../../services/videobridge.ts";
import { practiceOf } from "../kits/clinics.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { releaseOf } from "../host/sample-release.ts";
import { fromMirror, QUICK, startPracticeMachine, until, type PracticeMachine } from "./practice-machine.ts";

const skip =
  (await sandboxObstacle()) ??
  (isInstalled("wireguard-go") && isInstalled("wg-quick") ? false : "Needs wireguard-tools and wireguard-go.");

/** Of Debian's that the services below need beside those of the small practice. */
const PACKAGES = [
  ...["coturn", "dnsmasq-base", "iptables", "libnss-resolve", "nginx", "openssl", "ssl-cert", "systemd-resolved"],
  ...["wireguard-go", "wireguard-tools"],
];

const [MACHINE4, MACHINE6] = insideAddresses(CLINIC.names.domain, MACHINE_NUMBER);

const ROOT = "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n";

/** The ports of SSH as its service declares them, and nothing else of it: the sandbox has its own administrator. */
const door: Service = {
  name: "door",
  wanted: () => true,
  declare: (clinic) => ({ files: [], ports: ssh.declare(clinic, []).ports ?? [] }),
};

/** The bridge's ports, likewise: its package is Jitsi's. */
const media: Service = {
  name: "media",
  wanted: () => true,
  declare: (clinic) => ({ files: [], ports: videobridge.declare(clinic, []).ports ?? [] }),
};

/** What people use of a machine, as far as Debian has it. */
const USED_BY_PEOPLE: readonly Service[] = [resolver, deviceNames, certificates, coturn, media, nginx];

/** A computer of the practice's people: a network of its own, with one cable into the lab. */
interface Computer {
  readonly name: string;
  readonly number: number;
  readonly namespace: string;
}

/** Both ways to the machine's SSH, for whoever delivers. */
interface WaysIn {
  readonly trying: (first: "inside" | "outside") => Connection;
  readonly close: () => void;
}

describe("the practice's own tunnel for its devices", { skip, timeout: 600_000 }, () => {
  let here: PracticeMachine;
  let computers: readonly [Computer, Computer];
  let list: readonly Device[];
  let machine: Devices["machine"];
  let ways: WaysIn;

  before(async () => {
    here = await startPracticeMachine([], PACKAGES);
    const { lab } = here;
    computers = [
      { name: "laptop-1", number: 2, namespace: `${lab.namespace}-a` },
      { name: "laptop-2", number: 3, namespace: `${lab.namespace}-b` },
    ];
    for (const computer of computers) await connectCable(computer);
    ways = await waysIn(computers[0]);
  });
  after(async () => {
    ways.close();
    for (const { namespace } of computers) {
      await run(["ip", "-n", namespace, "link", "del", "wg0"]).catch(() => "");
      await run(["ip", "netns", "del", namespace]).catch(() => "");
    }
    await stopLab(here.lab);
  });

  async function connectCable({ namespace, number }: Computer): Promise<void> {
    const { lab } = here;
    const { address4, address6 } = machineAddresses(lab, number);
    await run(["ip", "netns", "add", namespace]);
    for (const name of ["etc", "run", "kit"]) await mkdir(join(lab.folder, namespace, name), { recursive: true });
    const lines = [
      `ip -n ${lab.namespace} link add d${number} type veth peer name eth0 netns ${namespace}`,
      `ip -n ${lab.namespace} link set d${number} master ${lab.bridge} up`,
      `ip -n ${namespace} link set lo up`,
      `ip -n ${namespace} addr add ${address4}/${lab.prefix4} dev eth0`,
      `ip -n ${namespace} addr add ${address6}/${lab.prefix6} dev eth0 nodad`,
      `ip -n ${namespace} link set eth0 up`,
    ];
    for (const line of lines) await run(line.split(" "));
  }

  /** A shell on a computer: its own WireGuard files and sockets, and no systemd. */
  function on({ namespace }: Computer, script: string): readonly string[] {
    const folder = join(here.lab.folder, namespace);
    const own = [
      "set -e",
      "mkdir -p /etc/wireguard /run/wireguard",
      `mount --bind ${folder}/etc /etc/wireguard`,
      `mount --bind ${folder}/run /run/wireguard`,
      "if [ -d /run/systemd ]; then mount -t tmpfs none /run/systemd; fi",
      `cd ${folder}/kit`,
      "set +e",
    ];
    return ["ip", "netns", "exec", namespace, "sh", "-c", [...own, script].join("\n")];
  }

  const shell = (script: string): Promise<string> => here.machine.exec(["sh", "-c", script]);
  const succeeds = (argv: readonly string[]): Promise<boolean> =>
    run(argv).then(
      () => true,
      () => false,
    );
  const knocks = (computer: Computer, host: string, port = 22): Promise<boolean> =>
    succeeds(on(computer, `timeout 3 bash -c 'exec 3<>/dev/tcp/${host}/${port}'`));
  const pings = (computer: Computer, host: string, more = ""): Promise<boolean> =>
    succeeds(on(computer, `ping -c 2 -i 0.2 -W 2 ${more} ${host}`));
  const knocksOutside = (host: string): Promise<boolean> =>
    succeeds(["timeout", "3", "bash", "-c", `exec 3<>/dev/tcp/${host}/22`]);

  /** As if this system were that computer, which reaches the machine's SSH from inside the tunnel and from outside. */
  async function waysIn(computer: Computer): Promise<WaysIn> {
    const inside = relayTo(MACHINE4, ["ip", "netns", "exec", computer.namespace]);
    const outside = relayTo(here.machine.addresses.address4, []);
    await once(inside.listen(0, "127.84.0.1"), "listening");
    const address = inside.address();
    assert.ok(typeof address === "object" && address !== null);
    const { port } = address;
    await once(outside.listen(port, "127.84.0.2"), "listening");
    return {
      trying: (first) => ({
        ...here.connection,
        ...{ host: "127.84.0.2", port },
        inside: { host: "127.84.0.1", first: first === "inside" },
      }),
      close: () => {
        inside.close();
        outside.close();
      },
    };
  }

  function relayTo(host: string, where: readonly string[]): Server {
    const program = `const s=require("net").connect(22,"${host}");process.stdin.pipe(s);s.pipe(process.stdout);s.on("error",()=>process.exit(1));s.on("close",()=>process.exit(0))`;
    return createServer((socket) => {
      const [command, ...argv] = [...where, process.execPath, "-e", program];
      const child = spawn(command, argv);
      socket.pipe(child.stdin);
      child.stdout.pipe(socket);
      const end = () => {
        socket.destroy();
        child.kill();
      };
      for (const stream of [socket, child, child.stdin, child.stdout]) stream.on("error", end).on("close", end);
    });
  }

  function clinicWith(inside: Devices["inside"], admitted: readonly Device[]): Clinic {
    const { lab } = here;
    const administrationFrom = [`${lab.here.address4}/32`, `${lab.here.address6}/128`];
    const certificates = { issuer: "practice", chain: undefined, root: ROOT } as const;
    return { ...CLINIC, administrationFrom, certificates, devices: { inside, machine, list: admitted } };
  }

  function releaseWith(clinic: Clinic): Release {
    const mirror = fromMirror(here.lab.mirror.uri, here.signer);
    const all = clinic.devices?.inside === "everything";
    const parts = broughtBy([door, devices, ...(all ? USED_BY_PEOPLE : []), firewall], clinic);
    return releaseOf({
      ...parts,
      // From the first on: later there is no way out of this machine to fetch any.
      packages: broughtBy([devices, ...USED_BY_PEOPLE, firewall], clinicWith("everything", [])).packages,
      // The pages themselves are Jitsi's, which this machine has not.
      proofs: parts.proofs.filter(({ kind }) => kind !== "https"),
      subject: { ...releaseOf({}).subject, clinic, administrationFrom: clinic.administrationFrom },
      repositories: mirror.repositories,
      files: [...parts.files, ...mirror.files],
    });
  }

  /** The kit's own command, as a person gets it, on a computer. */
  async function joins(computer: Computer, clinic: Clinic, ...words: readonly string[]): Promise<string> {
    const content = part.declare(practiceOf(clinic));
    assert.ok(content.kind === "files");
    const command = content.files.find(({ path }) => path === "join");
    assert.ok(command);
    const name = kitTemplateNameOf("devices/join");
    const template = compileTemplate(name, readFileSync(new URL(`../../${name}`, import.meta.url), "utf8"), "shell");
    await writeFile(join(here.lab.folder, computer.namespace, "kit", "join"), template(command.data), { mode: 0o755 });
    return run(on(computer, `./join ${words.join(" ")}`));
  }

  const keptBy = async (connection: Connection, release: Release): Promise<void> => {
    const outcome = await deliver(connection, release, () => undefined, QUICK);
    assert.ok(outcome.kind === "kept", JSON.stringify(outcome));
  };

  it("lets in the devices of the list, each with a key that it made for itself", async () => {
    await shell("echo 127.0.1.1 $(hostname) >> /etc/hosts");
    const made: Device[] = [];
    for (const computer of computers) {
      const said = (await joins(computer, clinicWith("nothing", []), "key")).trim().split("\n");
      made.push({ name: computer.name, number: computer.number, publicKey: said.at(-1) ?? "" });
      assert.equal(await run(on(computer, "stat -c %a /etc/wireguard/wg0.key")), "600\n");
    }
    list = made;
    await keptBy(here.connection, releaseWith(clinicWith("nothing", list)));
    machine = {
      address: here.machine.addresses.address4,
      publicKey: (await shell(`wg show ${DEVICES_TUNNEL.interface} public-key`)).trim(),
    };
    for (const computer of computers) {
      assert.match(await joins(computer, clinicWith("nothing", list), "connect", computer.name), /You are in\./);
      for (const address of [MACHINE4, MACHINE6]) assert.equal(await knocks(computer, address), true, address);
    }
    assert.equal(await knocksOutside(here.machine.addresses.address4), true);
  });

  it("leads to the machine alone: to no other device, to no network behind it, and under no other's address", async () => {
    const [one, other] = computers;
    const [other4, other6] = insideAddresses(CLINIC.names.domain, other.number);
    const { gateway } = here.lab;
    // Whatever a device may do to itself: everything into the tunnel that is not the tunnel's own.
    await run(
      on(
        one,
        `wg set wg0 peer ${machine?.publicKey ?? ""} allowed-ips 0.0.0.0/0,::/0; for net in ${other4}/32 ${other6}/128 ${gateway.address4}/32; do ip route add $net dev wg0; done`,
      ),
    );
    assert.equal(await pings(one, MACHINE4), true);
    assert.deepEqual(
      await Promise.all([
        ...[other4, other6, gateway.address4].map((address) => pings(one, address)),
        knocks(one, gateway.address4, 80),
      ]),
      [false, false, false, false],
    );
    await run(on(one, `ip addr add ${other4}/32 dev wg0`));
    assert.equal(await pings(one, MACHINE4, `-I ${other4}`), false);
    await run(on(one, `ip addr del ${other4}/32 dev wg0; ip route del ${gateway.address4}/32 dev wg0`));
    assert.equal(await pings(one, MACHINE4), true);
    assert.equal(
      await knocks(one, gateway.address4, 80),
      true,
      "the way out that was refused through the tunnel is there beside it",
    );
  });

  it("shuts a device out while it is connected, and cuts nobody else off", async () => {
    const [one, other] = computers;
    const started = (): Promise<string> =>
      shell(`systemctl show --property=ActiveEnterTimestampMonotonic wg-quick@${DEVICES_TUNNEL.interface}.service`);
    const before = await started();
    assert.equal(await pings(other, MACHINE4), true);
    await keptBy(here.connection, releaseWith(clinicWith("nothing", list.slice(0, 1))));
    assert.deepEqual(await Promise.all([pings(other, MACHINE4), knocks(other, MACHINE4), knocks(other, MACHINE6)]), [
      false,
      false,
      false,
    ]);
    assert.equal((await shell(`wg show ${DEVICES_TUNNEL.interface} peers`)).trim(), list[0]?.publicKey);
    assert.equal(await pings(one, MACHINE4), true);
    assert.equal(await started(), before, "a reload, and no restart that would cut everybody off");
  });

  it("has SSH inside alone only once somebody delivers from inside", async () => {
    const inside = releaseWith(clinicWith("administration", list.slice(0, 1)));
    const outcome = await deliver(here.connection, inside, () => undefined, { ...QUICK, accessSeconds: 8 });
    assert.equal(outcome.kind, "went-back", JSON.stringify(outcome));
    assert.equal(await knocksOutside(here.machine.addresses.address4), true);

    await keptBy(ways.trying("inside"), inside);
    const { address4, address6 } = here.machine.addresses;
    // The address inside is no way in for who sends to it past the tunnel.
    await run(inLab(here.lab, ["ip", "route", "add", `${MACHINE4}/32`, "via", address4]));
    const past = inLab(here.lab, ["timeout", "3", "bash", "-c", `exec 3<>/dev/tcp/${MACHINE4}/22`]);
    assert.deepEqual(
      await Promise.all([
        ...[knocksOutside(address4), knocksOutside(address6), succeeds(past), knocks(computers[1], MACHINE4)],
        ...[knocks(computers[0], MACHINE4), knocks(computers[0], MACHINE6)],
      ]),
      [false, false, false, false, true, true],
    );
  });

  it("is still so after a reboot, is delivered to from inside, and comes back out when the stack file says so", async () => {
    await here.machine.reboot();
    await until(() => pings(computers[0], MACHINE4));
    const again = await deliver(
      ways.trying("inside"),
      releaseWith(clinicWith("administration", list.slice(0, 1))),
      () => undefined,
      QUICK,
    );
    assert.equal(again.kind, "unchanged", JSON.stringify(again));
    const status = await askAgent<MachineStatus>(ways.trying("inside"), ["status"], () => undefined);
    assert.ok(status.kind === "status", JSON.stringify(status));
    assert.deepEqual(status.tunnel, { interface: DEVICES_TUNNEL.interface, publicKey: machine?.publicKey });
    assert.equal(await knocksOutside(here.machine.addresses.address4), false);
    // Nobody answers outside yet, where the stack file has SSH again.
    await keptBy(ways.trying("outside"), releaseWith(clinicWith("nothing", list.slice(0, 1))));
    assert.equal(await knocksOutside(here.machine.addresses.address4), true);
  });

  /** What a program on a computer prints, in JSON. Several may look at once: each has a file of its own. */
  async function seenOn(computer: Computer, program: string): Promise<unknown> {
    const file = join(here.lab.folder, computer.namespace, "kit", `${randomUUID()}.mjs`);
    await writeFile(file, program);
    return JSON.parse(await run(on(computer, `${process.execPath} ${file}`)));
  }

  /** What names lead to for who asks the machine inside the tunnel: addresses, or the resolver's refusal. */
  const namesFor = (computer: Computer, names: readonly string[]): Promise<unknown> =>
    seenOn(
      computer,
      `import { Resolver } from "node:dns/promises";
      const resolver = new Resolver({ timeout: 3000, tries: 2 });
      resolver.setServers(["${MACHINE4}"]);
      const found = ${JSON.stringify(names)}.map(async (name) =>
        [await resolver.resolve4(name).catch(({ code }) => code), await resolver.resolve6(name).catch(({ code }) => code)].flat());
      console.log(JSON.stringify(await Promise.all(found)));`,
    );

  /** Whether a datagram comes back from a port of the machine's. */
  const echoes = (computer: Computer, host: string, port: number): Promise<unknown> =>
    seenOn(
      computer,
      `import { createSocket } from "node:dgram";
      const socket = createSocket("udp4");
      const end = (seen) => { console.log(seen); process.exit(); };
      const ask = () => socket.send("hello", ${port}, "${host}");
      setInterval(ask, 200);
      socket.on("message", () => end(true)).on("error", () => end(false));
      setTimeout(() => end(false), 3000);
      ask();`,
    );

  it("holds pages, names, relay and media inside where the stack file wants everything there, after a reboot too", async () => {
    const [inside, outside] = computers;
    const { address4 } = here.machine.addresses;
    await keptBy(ways.trying("inside"), releaseWith(clinicWith("everything", list.slice(0, 1))));
    // A name that the machine itself knows stands for all that it would look up.
    await shell("echo 198.51.100.77 elsewhere.example >> /etc/hosts");
    await here.machine.reboot();
    await until(() => pings(inside, MACHINE4));
    // In the bridge's place, which Debian has not: what comes to its port goes back.
    const echo = `require("dgram").createSocket("udp4").on("message",function(m,r){this.send(m,r.port,r.address)}).bind(10000)`;
    await shell(`systemd-run --quiet --unit=media-stand-in node -e '${echo}'`);
    await until(async () => (await echoes(inside, MACHINE4, 10000)) === true);

    const { video, relay, messaging, homeserver } = CLINIC.names;
    assert.deepEqual(await namesFor(inside, [video, relay, messaging, homeserver, `a.${video}`, "elsewhere.example"]), [
      ...[video, relay, messaging, homeserver].map(() => [MACHINE4, MACHINE6]),
      ["ENOTFOUND", "ENOTFOUND"],
      ["198.51.100.77", "ENODATA"],
    ]);
    const secret = /^static-auth-secret=(.*)$/m.exec(await shell("cat /etc/turnserver.conf"))?.[1];
    const turn = new URL("../../host/proofs/turn.ts", import.meta.url).href;
    const relayed = await seenOn(
      inside,
      `import { relaySight } from ${JSON.stringify(turn)};
      console.log(JSON.stringify(await relaySight({ address: "${MACHINE4}", port: 3478 }, ${JSON.stringify(secret)})));`,
    );
    assert.deepEqual(relayed, {
      passed: true,
      seen: "401 without a credential, an allocation with one, 403 for 10.0.0.1.",
    });

    const ports = [22, 53, 80, 443, 3478, 5349];
    assert.deepEqual(
      await Promise.all(ports.map((port) => knocks(inside, MACHINE4, port))),
      ports.map(() => true),
    );
    assert.deepEqual(
      await Promise.all([
        ...ports.flatMap((port) => [knocks(outside, address4, port), knocks(inside, address4, port)]),
        ...[53, 3478, 10000].map((port) => echoes(outside, address4, port)),
      ]),
      [...ports.flatMap(() => [false, false]), false, false, false],
    );
  });
});
