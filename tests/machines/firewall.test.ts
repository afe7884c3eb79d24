import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { promisify } from "node:util";
import type { Clinic, WireguardPeer } from "../../clinic/clinic.ts";
import { renderFile } from "../../render/render.ts";
import { firewall } from "../../services/firewall.ts";
import { resolver } from "../../services/resolver.ts";
import type { Declaration, Service } from "../../services/service.ts";
import { sources } from "../../services/sources.ts";
import { ssh } from "../../services/ssh.ts";
import { time } from "../../services/time.ts";
import { updates } from "../../services/updates.ts";
import { TUNNEL, wireguard } from "../../services/wireguard.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { KNOCK_INSIDE, namespaceObstacle, startNamespace, type Knock, type Namespace } from "./namespaces.ts";

const skip = (await namespaceObstacle()) ?? false;

const run = promisify(execFile);

async function wireguardObstacle(): Promise<string | false> {
  if (skip !== false) return skip;
  const found = await run("sh", ["-c", "command -v wg-quick && command -v wireguard-go && test -c /dev/net/tun"]).catch(
    () => undefined,
  );
  return found === undefined ? "Needs wireguard-tools, wireguard-go and /dev/net/tun." : false;
}

const skipTunnel = await wireguardObstacle();

async function wireguardKeys(): Promise<{ readonly privateKey: string; readonly publicKey: string }> {
  const { stdout } = await run("sh", ["-c", "key=$(wg genkey) && echo $key && echo $key | wg pubkey"]);
  const [privateKey = "", publicKey = ""] = stdout.split("\n");
  return { privateKey, publicKey };
}

/** A service of the test's own, so that the test does not change with the clinic's services. */
const web: Service = {
  name: "web",
  wanted: () => true,
  declare: (): Declaration => ({
    files: [],
    ports: [
      { protocol: "tcp", from: 443, to: 443, reachableBy: "anyone", account: "www-data", purpose: "web pages" },
      { protocol: "udp", from: 10000, to: 10002, reachableBy: "anyone", account: "www-data", purpose: "media" },
    ],
    egress: [
      {
        account: "www-data",
        protocol: "tcp",
        ports: [443],
        to: { kind: "names", names: ["ca.quiet-harbour.example"] },
        purpose: "certificates",
      },
      {
        account: "backup",
        protocol: "tcp",
        ports: [22],
        to: { kind: "addresses", cidrs: ["198.18.7.0/24", "2001:db8:7::/64"] },
        purpose: "backups",
      },
    ],
  }),
};

const SERVICES = [sources, ssh, resolver, time, updates, web, wireguard, firewall];

const MACHINE = { address4: "198.51.100.100", address6: "2001:db8:51:1::100" };
const ADMINISTRATOR = { address4: "198.51.100.1", address6: "2001:db8:51::1" };
const STRANGER = { address4: "198.18.0.9", address6: "2001:db8:9::9" };
const METADATA = { address4: "169.254.169.254", address6: "fd00:ec2::254" };
const HOSTS = {
  "deb.debian.org": ["198.18.0.10", "2001:db8:9::10"],
  "download.jitsi.org": ["198.18.0.11"],
  "packages.matrix.org": ["198.18.0.12"],
  "packages.element.io": ["198.18.0.13"],
  "ntp1.hetzner.de": ["198.18.0.123", "2001:db8:9::123"],
  "ptbtime1.ptb.de": ["198.18.0.124", "2001:db8:9::124"],
  "ca.quiet-harbour.example": ["198.18.0.44", "2001:db8:9::44"],
};
const RESOLVER = "198.51.100.53";
const FAR_END = "198.51.100.20";
const NEIGHBOUR = "198.51.100.130";
const ON_LINK = [RESOLVER, FAR_END, NEIGHBOUR];
const BACKUP = { address4: "198.18.7.7", address6: "2001:db8:7::7" };
const MOVED = "198.18.0.45";

const OPEN_CLINIC: Clinic = { ...CLINIC, administrationFrom: ["198.51.100.0/26", "2001:db8:51::/64"] };
const TUNNEL_PEER: WireguardPeer = {
  endpoint: { address: FAR_END, port: 51820 },
  publicKey: "hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=",
  addresses: ["10.77.0.2/32", "fd77::2/128"],
  resolvers: ["10.77.0.1"],
};
const CLOSED_CLINIC: Clinic = {
  ...OPEN_CLINIC,
  egress: { kind: "vpn-only", wireguard: TUNNEL_PEER },
};

const OUTSIDE_ADDRESSES = [
  ...[STRANGER, METADATA, BACKUP].flatMap(({ address4, address6 }) => [address4, address6]),
  ...Object.values(HOSTS).flat(),
  MOVED,
];

function treeOf(clinic: Clinic, secrets: Readonly<Record<string, string>>): string {
  const tree = mkdtempSync(join(tmpdir(), "stillroom-tree-"));
  const others: Declaration[] = [];
  for (const service of SERVICES) {
    if (!service.wanted(clinic)) continue;
    const declaration = service.declare(clinic, others);
    others.push(declaration);
    for (const file of declaration.files) {
      const text = renderFile(service, file).text.replaceAll(
        /@@secret:([a-z0-9_]+)@@/g,
        (_, name: string) => secrets[name] ?? "",
      );
      write(tree, file.path, text, file.mode ?? "0644");
    }
  }
  write(tree, "/etc/hosts", hostsFile(HOSTS), "0644");
  // Nobody listens there: a name that is not in /etc/hosts fails at once.
  write(tree, "/etc/resolv.conf", "nameserver 127.0.0.1\n", "0644");
  return tree;
}

function write(tree: string, path: string, text: string, mode: string): void {
  mkdirSync(dirname(tree + path), { recursive: true });
  writeFileSync(tree + path, text, { mode: Number.parseInt(mode, 8) });
}

function hostsFile(hosts: Readonly<Record<string, readonly string[]>>): string {
  const lines = Object.entries(hosts).flatMap(([name, addresses]) => addresses.map((address) => `${address} ${name}`));
  return `127.0.0.1 localhost\n${lines.join("\n")}\n`;
}

const ACCOUNTS = ["systemd-resolve", "_chrony"];

interface Scene {
  readonly machine: Namespace;
  readonly outside: Namespace;
  readonly end: () => void;
}

/** A machine and all the world around it, joined by one cable. */
async function stage(clinic: Clinic, secrets: Readonly<Record<string, string>> = {}): Promise<Scene> {
  const tree = treeOf(clinic, secrets);
  const nothing = mkdtempSync(join(tmpdir(), "stillroom-tree-"));
  const machine = await startNamespace(tree);
  const outside = await startNamespace(nothing);
  const end = () => {
    rmSync(nothing, { recursive: true, force: true });
    machine.end();
    outside.end();
    rmSync(tree, { recursive: true, force: true });
  };
  try {
    for (const account of ACCOUNTS) await must(machine, `getent passwd ${account} || useradd --system ${account}`);
    await must(
      machine,
      `mkdir -p /run/systemd/resolve && echo nameserver ${RESOLVER} > /run/systemd/resolve/resolv.conf`,
    );
    await must(outside, `ip link add p0 type veth peer name eth0 netns ${machine.pid} && ip link set p0 up`);
    await must(
      outside,
      [
        `ip addr add ${ADMINISTRATOR.address4}/24 dev p0`,
        ...ON_LINK.map((address) => `ip addr add ${address}/24 dev p0`),
        `ip addr add ${ADMINISTRATOR.address6}/48 dev p0 nodad`,
        ...OUTSIDE_ADDRESSES.map(
          (address) => `ip addr add ${address}${address.includes(":") ? "/128 nodad" : "/32"} dev lo`,
        ),
      ].join(" && "),
    );
    await must(
      machine,
      [
        "ip link set eth0 up",
        `ip addr add ${MACHINE.address4}/24 dev eth0`,
        `ip addr add ${MACHINE.address6}/48 dev eth0 nodad`,
        `ip route add default via ${ADMINISTRATOR.address4}`,
        `ip -6 route add default via ${ADMINISTRATOR.address6}`,
      ].join(" && "),
    );
    await machine.listen([
      ...[22, 443, 8008].map((port) => ["tcp", port] as const),
      ...[10000, 10002, 10003].flatMap((port) => both(MACHINE).map((address) => ["udp", port, address] as const)),
    ]);
    await outside.listen([
      ...[22, 25, 53, 80, 443].map((port) => ["tcp", port] as const),
      ...[53, 123, 443].flatMap((port) =>
        [...OUTSIDE_ADDRESSES, ...ON_LINK].map((address) => ["udp", port, address] as const),
      ),
    ]);
  } catch (error) {
    end();
    throw error;
  }
  return { machine, outside, end };
}

async function must(namespace: Namespace, script: string): Promise<string> {
  const { code, output } = await namespace.run("sh", "-c", script);
  assert.equal(code, 0, `${script}\n${output}`);
  return output;
}

/** Runs the program beside a resolver that takes each question and says nothing; gives up on it after a minute. */
const WITH_A_SILENT_RESOLVER = `
import json, socket, subprocess
silent = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
silent.bind(("127.0.0.1", 53))
argv = ["/usr/local/lib/stillroom/egress-addresses"]
ended = subprocess.run(argv, capture_output=True, text=True, timeout=60)
print(json.dumps({"status": ended.returncode, "said": ended.stdout + ended.stderr}))
`;

type Door = readonly [protocol: "tcp" | "udp", to: string, port: number, expected: boolean, from?: string];

/** Knocks at all doors as one account and compares each with what is expected of it. */
async function expectDoors(namespace: Namespace, account: string, doors: readonly Door[]): Promise<void> {
  const knocks = doors.map(([protocol, to, port, , from]): Knock => ({
    protocol,
    to,
    port,
    ...(from === undefined ? {} : { from }),
  }));
  const answers = await namespace.knock(account, knocks);
  const seen = doors.map(
    ([protocol, to, port, , from], index) =>
      `${protocol} ${to} ${port} from ${from ?? account}: ${answers[index] ? "open" : "shut"}`,
  );
  const wanted = doors.map(
    ([protocol, to, port, expected, from]) =>
      `${protocol} ${to} ${port} from ${from ?? account}: ${expected ? "open" : "shut"}`,
  );
  assert.deepEqual(seen, wanted);
}

/** From now on counts packets that leave the machine beside its tunnel; neighbour discovery is none. */
async function countStrays({ outside }: Scene): Promise<void> {
  const tunnel = `-p udp -d ${FAR_END} --dport 51820`;
  const comment = "-m comment --comment stray";
  await must(
    outside,
    `iptables -t raw -A PREROUTING -i p0 ${tunnel} -j ACCEPT; iptables -t raw -A PREROUTING -i p0 ${comment}`,
  );
  await must(outside, `ip6tables -t raw -A PREROUTING -i p0 ! -p ipv6-icmp ${comment}`);
}

async function strayPackets({ outside }: Scene): Promise<number> {
  const counted = await must(outside, "iptables -t raw -nvxL PREROUTING; ip6tables -t raw -nvxL PREROUTING");
  return [...counted.matchAll(/^\s*(\d+)\s+\d+\s.*stray/gm)].reduce((sum, [, count]) => sum + Number(count), 0);
}

const both = (one: { address4: string; address6: string }): readonly string[] => [one.address4, one.address6];

describe("the packet filter, with real packets", { skip, timeout: 300_000 }, () => {
  describe("allow-list", () => {
    let scene: Scene;
    before(async () => {
      scene = await stage(OPEN_CLINIC);
      await expectDoors(scene.outside, "root", [
        ["tcp", MACHINE.address4, 8008, true],
        ["tcp", MACHINE.address6, 8008, true],
      ]);
      await must(scene.machine, "/usr/local/lib/stillroom/load-firewall");
      await must(scene.machine, "/usr/local/lib/stillroom/egress-addresses");
    });
    after(() => {
      scene.end();
    });

    it("declared ports answer to anyone and all others are dropped, in both families", async () => {
      for (const [index, to] of both(MACHINE).entries()) {
        const from = both(STRANGER)[index];
        assert.ok(from !== undefined);
        await expectDoors(scene.outside, "root", [
          ["tcp", to, 443, true, from],
          ["udp", to, 10000, true, from],
          ["udp", to, 10002, true, from],
          ["udp", to, 10003, false, from],
          ["tcp", to, 8008, false, from],
          ["tcp", to, 22, false, from],
          ["tcp", to, 443, true],
          ["tcp", to, 8008, false],
        ]);
      }
    });

    it("SSH answers to administrators alone, and not without end", async () => {
      await expectDoors(scene.outside, "root", [
        ["tcp", MACHINE.address4, 22, true],
        ["tcp", MACHINE.address6, 22, true],
        ["tcp", MACHINE.address4, 22, false, NEIGHBOUR],
        ["tcp", MACHINE.address4, 22, false, STRANGER.address4],
        ["tcp", MACHINE.address6, 22, false, STRANGER.address6],
      ]);
      const many = Array.from({ length: 60 }, (): Knock => ({ protocol: "tcp", to: MACHINE.address4, port: 22 }));
      const opened = (await scene.outside.knock("root", many)).filter(Boolean).length;
      assert.ok(opened >= 20 && opened <= 32, `${opened} of 60 connections in one second were let in`);
    });

    it("each account reaches what its service declared and nothing else, in both families", async () => {
      await expectDoors(scene.machine, "_apt", [
        ["tcp", "198.18.0.10", 443, true],
        ["tcp", "2001:db8:9::10", 443, true],
        ["tcp", "198.18.0.11", 80, true],
        ["tcp", "198.18.0.13", 443, true],
        ["tcp", "198.18.0.10", 25, false],
        ["tcp", "198.18.0.44", 443, false],
        ["tcp", STRANGER.address4, 443, false],
        ["tcp", STRANGER.address6, 443, false],
        ["udp", "198.18.0.10", 443, false],
        ["udp", RESOLVER, 53, false],
      ]);
      await expectDoors(scene.machine, "systemd-resolve", [
        ["udp", RESOLVER, 53, true],
        ["tcp", RESOLVER, 53, true],
        ["udp", STRANGER.address4, 53, false],
        ["udp", STRANGER.address6, 53, false],
        ["tcp", "198.18.0.10", 443, false],
      ]);
      await expectDoors(scene.machine, "_chrony", [
        ["udp", "198.18.0.123", 123, true],
        ["udp", "2001:db8:9::123", 123, true],
        ["udp", STRANGER.address4, 123, false],
        ["udp", RESOLVER, 53, false],
      ]);
      await expectDoors(scene.machine, "www-data", [
        ["tcp", "198.18.0.44", 443, true],
        ["tcp", "2001:db8:9::44", 443, true],
        ["tcp", "198.18.0.44", 80, false],
        ["tcp", "198.18.0.10", 443, false],
        ["tcp", "2001:db8:9::10", 443, false],
        ["tcp", STRANGER.address4, 443, false],
        ["udp", RESOLVER, 53, false],
        ["tcp", BACKUP.address4, 22, false],
      ]);
      await expectDoors(scene.machine, "backup", [
        ["tcp", BACKUP.address4, 22, true],
        ["tcp", BACKUP.address6, 22, true],
        ["tcp", BACKUP.address4, 443, false],
        ["tcp", "198.18.0.44", 443, false],
      ]);
      for (const account of ["nobody", "root"]) {
        await expectDoors(scene.machine, account, [
          ["tcp", STRANGER.address4, 443, false],
          ["tcp", STRANGER.address6, 443, false],
          ["tcp", "198.18.0.10", 443, false],
          ["tcp", "2001:db8:9::10", 443, false],
          ["tcp", "2001:db8:9::44", 443, false],
          ["tcp", BACKUP.address6, 22, false],
          ["udp", RESOLVER, 53, false],
          ["udp", "198.18.0.123", 123, false],
        ]);
      }
    });

    it("the cloud's metadata is root's alone", async () => {
      for (const to of both(METADATA)) {
        await expectDoors(scene.machine, "root", [
          ["tcp", to, 80, true],
          ["tcp", to, 443, false],
        ]);
        for (const account of ["nobody", "www-data", "_apt"])
          await expectDoors(scene.machine, account, [["tcp", to, 80, false]]);
      }
    });

    it("a name that moves is followed, and one that can't be looked up keeps its addresses", async () => {
      await expectDoors(scene.machine, "www-data", [["tcp", MOVED, 443, false]]);
      const moved = hostsFile({ ...HOSTS, "ca.quiet-harbour.example": [MOVED] });
      await must(scene.machine, `printf '${moved.replaceAll("\n", "\\n")}' > /etc/hosts`);
      await must(scene.machine, "/usr/local/lib/stillroom/egress-addresses");
      await expectDoors(scene.machine, "www-data", [
        ["tcp", MOVED, 443, true],
        // A program may still use the answer of a moment ago.
        ["tcp", "198.18.0.44", 443, true],
      ]);

      const aged = `s/"198.18.0.44":[0-9]*/"198.18.0.44":1/; s/"2001:db8:9::44":[0-9]*/"2001:db8:9::44":1/`;
      await must(scene.machine, `sed -i '${aged}' /var/lib/stillroom/egress/addresses.json`);
      await must(scene.machine, "/usr/local/lib/stillroom/egress-addresses");
      await expectDoors(scene.machine, "www-data", [
        ["tcp", MOVED, 443, true],
        ["tcp", "198.18.0.44", 443, false],
        ["tcp", "2001:db8:9::44", 443, false],
      ]);

      await must(scene.machine, "echo 127.0.0.1 localhost > /etc/hosts");
      const said = await must(scene.machine, "/usr/local/lib/stillroom/egress-addresses 2>&1");
      assert.match(said, /ca\.quiet-harbour\.example can't be looked up .*: its 1 addresses of before stay\./);
      await expectDoors(scene.machine, "www-data", [
        ["tcp", MOVED, 443, true],
        ["tcp", STRANGER.address4, 443, false],
      ]);
    });

    it("after the rules are loaded again the known addresses are back without a look-up", async () => {
      await must(scene.machine, "/usr/local/lib/stillroom/load-firewall");
      await expectDoors(scene.machine, "www-data", [["tcp", MOVED, 443, false]]);
      await must(scene.machine, "/usr/local/lib/stillroom/egress-addresses --known");
      await expectDoors(scene.machine, "www-data", [["tcp", MOVED, 443, true]]);
      await expectDoors(scene.machine, "systemd-resolve", [["udp", RESOLVER, 53, true]]);
    });

    it("a resolver that never answers is not waited for, and the names keep their addresses", async () => {
      // resolv.conf(5): the most that glibc waits, 150 seconds for each name.
      await must(scene.machine, "printf 'nameserver 127.0.0.1\\noptions timeout:30 attempts:5\\n' > /etc/resolv.conf");
      const ended = JSON.parse(await must(scene.machine, `python3 -c '${WITH_A_SILENT_RESOLVER}'`)) as {
        readonly status: number;
        readonly said: string;
      };
      assert.equal(ended.status, 0, ended.said);
      assert.match(
        ended.said,
        /^ca\.quiet-harbour\.example can't be looked up \(no answer in time\): its 1 addresses/m,
      );
      await expectDoors(scene.machine, "www-data", [["tcp", MOVED, 443, true]]);
    });
  });

  describe("what can't be loaded closes the machine", () => {
    let scene: Scene;
    before(async () => {
      scene = await stage(OPEN_CLINIC);
    });
    after(() => {
      scene.end();
    });

    const closed = async () => {
      await expectDoors(scene.outside, "root", [
        ["tcp", MACHINE.address4, 22, true],
        ["tcp", MACHINE.address4, 443, false],
        ["tcp", MACHINE.address4, 22, false, STRANGER.address4],
      ]);
      for (const account of ["root", "_apt", "www-data"]) {
        await expectDoors(scene.machine, account, [
          ["tcp", "198.18.0.10", 443, false],
          ["udp", RESOLVER, 53, false],
          ["tcp", METADATA.address4, 80, false],
        ]);
      }
    };

    it("an account that does not exist", async () => {
      await must(
        scene.machine,
        "cp /etc/iptables/rules.v4 /etc/iptables/good; sed -i 's/--uid-owner backup/--uid-owner nobody-of-that-name/' /etc/iptables/rules.v4",
      );
      const { code, output } = await scene.machine.run("/usr/local/lib/stillroom/load-firewall");
      assert.equal(code, 1);
      assert.match(output, /rules\.v4 can't be loaded: only administrators reach this machine/);
      await closed();
      // The other family's rules were good.
      await expectDoors(scene.outside, "root", [["tcp", MACHINE.address6, 443, true]]);
    });

    it("a line that is wrong, and then a second folder's worth of bad luck", async () => {
      await must(scene.machine, "echo nonsense >> /etc/iptables/rules.v4");
      assert.equal((await scene.machine.run("/usr/local/lib/stillroom/load-firewall")).code, 1);
      await closed();
      await must(
        scene.machine,
        "iptables -F; for c in INPUT OUTPUT FORWARD; do iptables -P $c ACCEPT; done; echo nonsense > /etc/iptables/closed.v4",
      );
      assert.equal((await scene.machine.run("/usr/local/lib/stillroom/load-firewall")).code, 1);
      await expectDoors(scene.outside, "root", [
        ["tcp", MACHINE.address4, 22, false],
        ["tcp", MACHINE.address4, 443, false],
      ]);
      await expectDoors(scene.machine, "root", [["tcp", "198.18.0.10", 443, false]]);
    });

    it("mended, it opens again", async () => {
      await must(scene.machine, "cp /etc/iptables/good /etc/iptables/rules.v4; /usr/local/lib/stillroom/load-firewall");
      await expectDoors(scene.outside, "root", [["tcp", MACHINE.address4, 443, true]]);
    });
  });

  describe("before the first release", () => {
    let scene: Scene;
    before(async () => {
      scene = await stage(OPEN_CLINIC);
      await must(
        scene.machine,
        "rm /etc/iptables/rules.v4 /etc/iptables/rules.v6; /usr/local/lib/stillroom/load-firewall",
      );
    });
    after(() => {
      scene.end();
    });

    it("administrators come in, packages are fetched, nothing else", async () => {
      for (const [index, to] of both(MACHINE).entries()) {
        await expectDoors(scene.outside, "root", [
          ["tcp", to, 22, true],
          ["tcp", to, 22, false, both(STRANGER)[index] ?? ""],
          ["tcp", to, 443, false],
          ["udp", to, 10000, false],
        ]);
      }
      for (const account of ["root", "_apt"]) {
        await expectDoors(scene.machine, account, [
          ["tcp", "198.18.0.10", 443, true],
          ["tcp", "2001:db8:9::10", 443, true],
          ["udp", RESOLVER, 53, true],
          ["tcp", "198.18.0.10", 25, false],
          ["udp", "198.18.0.123", 123, false],
        ]);
      }
      await expectDoors(scene.machine, "nobody", [
        ["tcp", "198.18.0.10", 443, false],
        ["tcp", "2001:db8:9::10", 443, false],
        ["tcp", METADATA.address4, 80, false],
        ["tcp", METADATA.address6, 80, false],
      ]);
      await expectDoors(scene.machine, "root", [["tcp", METADATA.address4, 80, true]]);
    });
  });

  describe("VPN-only, with a second cable as stand-in for the tunnel's interface", () => {
    let scene: Scene;
    before(async () => {
      scene = await stage(CLOSED_CLINIC);
      const name = TUNNEL.interface;
      await must(
        scene.outside,
        `ip link add w0 type veth peer name ${name} netns ${scene.machine.pid} && ip link set w0 up && ip addr add 10.77.0.1/24 dev w0 && ip addr add fd77::1/64 dev w0 nodad`,
      );
      await scene.outside.listen([
        ["udp", 53, "10.77.0.1"],
        ["udp", 51820, FAR_END],
      ]);
      await must(
        scene.machine,
        [
          `ip link set ${name} up && ip addr add 10.77.0.2/24 dev ${name} && ip addr add fd77::2/64 dev ${name} nodad`,
          // The routes that wg-quick(8) makes when all addresses are allowed.
          ...["-4", "-6"].flatMap((family) => [
            `ip ${family} route add default dev ${name} via ${family === "-4" ? "10.77.0.1" : "fd77::1"} table ${TUNNEL.mark}`,
            `ip ${family} rule add not fwmark ${TUNNEL.mark} table ${TUNNEL.mark}`,
            `ip ${family} rule add table main suppress_prefixlength 0`,
          ]),
          "echo 1 > /proc/sys/net/ipv4/conf/all/src_valid_mark",
        ].join(" && "),
      );
      await must(scene.machine, "/usr/local/lib/stillroom/load-firewall");
      await must(scene.machine, "/usr/local/lib/stillroom/egress-addresses");
      await countStrays(scene);
    });
    after(() => {
      scene.end();
    });

    it("what a service declared goes through the tunnel, and not one packet beside it", async () => {
      await expectDoors(scene.machine, "www-data", [
        ["tcp", "198.18.0.44", 443, true],
        ["tcp", "2001:db8:9::44", 443, true],
        ["tcp", STRANGER.address4, 443, false],
      ]);
      await expectDoors(scene.machine, "systemd-resolve", [
        ["udp", "10.77.0.1", 53, true],
        ["udp", RESOLVER, 53, false],
      ]);
      await expectDoors(scene.machine, "root", [
        ["tcp", METADATA.address4, 80, false],
        ["udp", FAR_END, 51820, false],
        ["tcp", STRANGER.address4, 443, false],
        ["tcp", ADMINISTRATOR.address4, 443, false],
        ["tcp", ADMINISTRATOR.address6, 443, false],
      ]);
      assert.equal(await strayPackets(scene), 0);
    });

    it("who calls from outside is answered outside", async () => {
      for (const [index, to] of both(MACHINE).entries()) {
        await expectDoors(scene.outside, "root", [
          ["tcp", to, 443, true, both(STRANGER)[index] ?? ""],
          ["udp", to, 10000, true, both(STRANGER)[index] ?? ""],
          ["tcp", to, 8008, false, both(STRANGER)[index] ?? ""],
          ["tcp", to, 22, true],
        ]);
      }
      assert.ok((await strayPackets(scene)) > 0, "the counter sees packets at all");
    });

    it("the tunnel's own packets, which bear its mark, reach the far end and no other port", async () => {
      const send = (port: number) =>
        `python3 -c 'import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.setsockopt(socket.SOL_SOCKET, 36, ${TUNNEL.mark}); s.settimeout(1); s.sendto(b"?", ("${FAR_END}", ${port})); print(s.recvfrom(9)[0])'`;
      assert.match(await must(scene.machine, send(51820)), /!/);
      assert.notEqual((await scene.machine.run("sh", "-c", send(53))).code, 0);
    });

    it("a connection of our own that loses its way into the tunnel does not find another", async () => {
      const talk = { to: "198.18.0.124", port: 123, talking: "/run/talking", goOn: "/run/lost" };
      await must(scene.machine, "chmod 777 /run");
      const talking = must(
        scene.machine,
        `setpriv --reuid _chrony --clear-groups --regid nogroup /usr/bin/node ${KNOCK_INSIDE} talk '${JSON.stringify(talk)}'`,
      );
      await must(scene.machine, "for _ in $(seq 100); do [ -e /run/talking ] && exit 0; sleep 0.05; done; exit 1");
      const before = await strayPackets(scene);
      await must(
        scene.machine,
        ["-4", "-6"]
          .map((family) => `ip ${family} rule del not fwmark ${TUNNEL.mark} table ${TUNNEL.mark}`)
          .join(" && "),
      );
      await must(scene.machine, "touch /run/lost");
      await talking;
      await expectDoors(scene.machine, "www-data", [
        ["tcp", "198.18.0.44", 443, false],
        ["tcp", "2001:db8:9::44", 443, false],
      ]);
      assert.equal(await strayPackets(scene), before);
    });

    it("when the tunnel is gone nothing finds another way", async () => {
      await must(scene.machine, `ip link del ${TUNNEL.interface}`);
      const before = await strayPackets(scene);
      await expectDoors(scene.machine, "www-data", [
        ["tcp", "198.18.0.44", 443, false],
        ["tcp", "2001:db8:9::44", 443, false],
      ]);
      await expectDoors(scene.machine, "systemd-resolve", [
        ["udp", "10.77.0.1", 53, false],
        ["udp", RESOLVER, 53, false],
      ]);
      await expectDoors(scene.machine, "_apt", [["tcp", "198.18.0.10", 443, false]]);
      await expectDoors(scene.machine, "root", [
        ["tcp", STRANGER.address4, 443, false],
        ["udp", STRANGER.address6, 53, false],
      ]);
      assert.equal(await strayPackets(scene), before);
    });
  });

  describe("VPN-only through a real tunnel", { skip: skipTunnel }, () => {
    let scene: Scene;
    before(async () => {
      const server = await wireguardKeys();
      const { privateKey, publicKey } = await wireguardKeys();
      scene = await stage(
        {
          ...CLOSED_CLINIC,
          egress: { kind: "vpn-only", wireguard: { ...TUNNEL_PEER, publicKey: server.publicKey } },
        },
        { wireguard_key: privateKey },
      );
      await must(
        scene.outside,
        [
          "wireguard-go wgs",
          `echo ${server.privateKey} > /run/key`,
          `wg set wgs listen-port 51820 private-key /run/key peer ${publicKey} allowed-ips ${TUNNEL_PEER.addresses.join(",")}`,
          "ip link set wgs up && ip addr add 10.77.0.1/24 dev wgs && ip addr add fd77::1/64 dev wgs nodad",
        ].join(" && "),
      );
      await scene.outside.listen([["udp", 53, "10.77.0.1"]]);
      await must(scene.machine, "/usr/local/lib/stillroom/load-firewall && /usr/local/lib/stillroom/egress-addresses");
      await must(scene.machine, `wg-quick up ${TUNNEL.interface}`);
      await countStrays(scene);
    });
    after(async () => {
      await scene.machine.run("wg-quick", "down", TUNNEL.interface);
      await scene.outside.run("ip", "link", "del", "wgs");
      scene.end();
    });

    it("carries what services declared in both families, and nothing goes beside it", async () => {
      await expectDoors(scene.machine, "www-data", [
        ["tcp", "198.18.0.44", 443, true],
        ["tcp", "2001:db8:9::44", 443, true],
        ["tcp", STRANGER.address4, 443, false],
      ]);
      await expectDoors(scene.machine, "systemd-resolve", [
        ["udp", "10.77.0.1", 53, true],
        ["udp", RESOLVER, 53, false],
      ]);
      await expectDoors(scene.machine, "root", [["tcp", METADATA.address4, 80, false]]);
      assert.equal(await strayPackets(scene), 0);
    });

    it("who calls from outside is answered outside", async () => {
      for (const [index, to] of both(MACHINE).entries()) {
        const from = both(STRANGER)[index] ?? "";
        await expectDoors(scene.outside, "root", [
          ["tcp", to, 443, true, from],
          ["udp", to, 10000, true, from],
          ["tcp", to, 22, true],
        ]);
      }
    });

    it("still holds after the rules were loaded again, and when the tunnel is taken down", async () => {
      await must(
        scene.machine,
        "/usr/local/lib/stillroom/load-firewall && /usr/local/lib/stillroom/egress-addresses --known",
      );
      await expectDoors(scene.machine, "www-data", [["tcp", "198.18.0.44", 443, true]]);
      const before = await strayPackets(scene);
      await must(scene.machine, `wg-quick down ${TUNNEL.interface}`);
      await expectDoors(scene.machine, "www-data", [
        ["tcp", "198.18.0.44", 443, false],
        ["tcp", "2001:db8:9::44", 443, false],
      ]);
      await expectDoors(scene.machine, "systemd-resolve", [["udp", RESOLVER, 53, false]]);
      assert.equal(await strayPackets(scene), before);
    });
  });
});
