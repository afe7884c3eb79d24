import { writeFile, mkdtemp, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Workstations } from "../../../clinic/clinic.ts";
import { kitOf } from "../../../kits/kit.ts";
import { modeOf } from "../../../kits/zip.ts";
import { practiceOf } from "../clinics.ts";
import { run } from "../../../scripts/sandbox/command.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { until } from "./until.ts";
import { openRoom, type Room } from "./room.ts";

const PROGRAMS = [
  "ip",
  "unshare",
  "nsenter",
  "nft",
  "iptables",
  "tcpdump",
  "ping",
  "python3",
  "wg",
  "wg-quick",
  "wireguard-go",
];

/** Why it can't be tried on this system; false where it can. */
export async function journeyObstacle(...more: readonly string[]): Promise<string | false> {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "Needs Linux and root, for networks of its own.";
  const missing = [...PROGRAMS, ...more].filter((program) => !isInstalled(program));
  if (missing.length > 0) return `Needs ${missing.join(", ")}; scripts/test installs them.`;
  return run(["unshare", "--net", "--mount", "--pid", "--fork", "true"]).then(
    () => false,
    () => "Needs network, mount and process namespaces, which this system refuses.",
  );
}

/** Over WireGuard, by wg-quick's own mark. */
export const BY_WIREGUARD: Workstations = {
  tunnel: {
    interface: "wg0",
    mark: 51820,
    endpoints: [{ address: "198.51.100.20", protocol: "udp", port: 51820 }],
  },
  printer: undefined,
};

export const BY_OPENVPN: Workstations = {
  tunnel: {
    interface: "tun0",
    mark: undefined,
    endpoints: [{ address: "198.51.100.20", protocol: "udp", port: 1194 }],
  },
  printer: undefined,
};

/** A workstation with two network cards, a provider behind both, and beyond it the VPN's server and somebody to talk to; behind the workstation a guest, as a virtual machine would be. */
export interface Journey {
  readonly workstation: Room;
  readonly guest: Room;
  readonly isp: Room;
  readonly server: Room;
  readonly target: Room;
  readonly folder: string;
  readonly end: () => Promise<void>;
}

export const TARGET = { 4: "198.51.100.130", 6: "2001:db8:30::30" } as const;

export async function beginJourney(): Promise<Journey> {
  const folder = await mkdtemp(join(tmpdir(), "journey-"));
  const rooms = await Promise.all([openRoom(), openRoom(), openRoom(), openRoom(), openRoom()]);
  const [workstation, isp, server, target, guest] = rooms;
  const links = [
    ["a0", "w0", workstation],
    ["a1", "w1", workstation],
    ["s0", "s1", server],
    ["t0", "t1", target],
  ] as const;
  for (const [near, far, room] of links) await connect(isp, near, room, far);
  await connect(workstation, "g0", guest, "g1");
  const up = (card: string, ...addresses: readonly string[]): string =>
    [
      ...addresses.map((address) => `ip addr add ${address} dev ${card}${address.includes(":") ? " nodad" : ""}`),
      `ip link set ${card} up`,
    ].join("\n");
  const forward = "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding";
  await isp.shell(
    [
      forward,
      up("a0", "192.168.50.1/24", "2001:db8:50::1/64", "fe80::1/64"),
      up("a1", "192.168.60.1/24", "2001:db8:60::1/64", "fe80::1/64"),
      up("s0", "198.51.100.1/25", "2001:db8:20::1/64"),
      up("t0", "198.51.100.129/25", "2001:db8:30::1/64"),
      "ip route add 10.77.0.0/24 via 198.51.100.20; ip route add 10.88.0.0/24 via 198.51.100.20; ip route add fd77::/64 via 2001:db8:20::20",
    ].join("\n"),
  );
  await server.shell(
    [
      forward,
      up("s1", "198.51.100.20/25", "2001:db8:20::20/64"),
      "ip route add default via 198.51.100.1; ip -6 route add default via 2001:db8:20::1",
    ].join("\n"),
  );
  await target.shell(
    [
      up("t1", `${TARGET[4]}/25`, `${TARGET[6]}/64`),
      "ip route add default via 198.51.100.129; ip -6 route add default via 2001:db8:30::1",
    ].join("\n"),
  );
  target.start(["python3", "-m", "http.server", "--bind", "::", "--directory", "/run", "80"]);
  await guest.shell(
    [
      up("g1", "172.31.0.2/24", "fd31::2/64"),
      "ip route add default via 172.31.0.1; ip -6 route add default via fd31::1",
    ].join("\n"),
  );
  // Where the command installs itself is empty in this room, and nothing of it reaches the system underneath.
  await workstation.shell(
    [
      "for place in /usr/local/lib /usr/local/sbin /etc/systemd/system /etc/wireguard; do mount -t tmpfs -o mode=755 none $place; done",
      "mkdir -p /run/systemd/system",
      forward,
      up("g0", "172.31.0.1/24", "fd31::1/64"),
    ].join("\n"),
  );
  await joinNetwork(workstation, "w0");
  return {
    workstation,
    guest,
    isp,
    server,
    target,
    folder,
    end: async () => {
      await Promise.all(rooms.map((room) => room.end()));
      await rm(folder, { recursive: true });
    },
  };
}

/** A cable between two rooms; from outside of them, where both are known by their process. */
async function connect(one: Room, card: string, other: Room, otherCard: string): Promise<void> {
  const link = ["type", "veth", "peer", "name", otherCard, "netns", String(other.pid)];
  await run(["nsenter", `--target=${one.pid}`, "--net", "--", "ip", "link", "add", card, ...link]);
}

/** The workstation is in the network behind one of its cards, and in no other. */
export async function joinNetwork(workstation: Room, card: "w0" | "w1", host = 2): Promise<void> {
  const net = card === "w0" ? 50 : 60;
  await workstation.shell(
    [
      "for card in w0 w1; do ip addr flush dev $card; ip link set $card down; done",
      `ip addr add 192.168.${net}.${host}/24 dev ${card}`,
      `ip link set ${card} up`,
      `ip addr add 2001:db8:${net}::${host}/64 dev ${card} nodad`,
      `ip route replace default via 192.168.${net}.1; ip -6 route replace default via fe80::1 dev ${card}`,
    ].join("\n"),
  );
}

/** Stands in for systemctl where systemd does not run: it starts and ends what the units of `vpn-only` say, and knows of nothing else. */
const STAND_IN_SYSTEMCTL = `#!/bin/sh
begin() { sed -n "s/^ExecStart=//p" "/etc/systemd/system/$1"; }
end_keep() { if [ -e /run/keep.pid ]; then kill -- "-$(cat /run/keep.pid)" 2> /dev/null; rm -f /run/keep.pid; fi; }
case "$*" in
  "restart vpn-only.service") exec $(begin vpn-only.service) ;;
  "restart vpn-only-keep.service") end_keep; setsid $(begin vpn-only-keep.service) < /dev/null > /dev/null 2>&1 & echo $! > /run/keep.pid ;;
  *disable*) end_keep ;;
  *"is-active vpn-only-keep.service") kill -0 "$(cat /run/keep.pid)" 2> /dev/null || exit 3 ;;
  *is-active*) exit 3 ;;
esac
exit 0
`;

/** Lays the kit's folder onto the workstation. @returns the command in it */
export async function handOver(journey: Journey, workstations: Workstations): Promise<string> {
  const { folder, workstation } = journey;
  for (const { path, bytes, executable } of kitOf(practiceOf({ ...CLINIC, workstations })).files) {
    const to = join(folder, path);
    await mkdir(dirname(to), { recursive: true });
    await writeFile(to, bytes, { mode: modeOf(executable) });
  }
  await writeFile(join(folder, "systemctl"), STAND_IN_SYSTEMCTL, { mode: 0o755 });
  await workstation.shell(`cp ${join(folder, "systemctl")} /usr/local/sbin/systemctl`);
  return join(folder, "workstations/linux/vpn-only");
}

/** As on a computer that has only the other packet filter. */
export async function withoutNftables(workstation: Room): Promise<void> {
  await workstation.shell(
    `mkdir /run/upper /run/work
     mount -t overlay -o lowerdir=/usr/sbin,upperdir=/run/upper,workdir=/run/work none /usr/sbin
     rm /usr/sbin/nft`,
  );
}

/** A WireGuard server, and what wg-quick(8) on the workstation needs to use it for everything. */
export async function setUpWireguard({ server, workstation, folder }: Journey): Promise<void> {
  const [far, near] = await Promise.all([keyPair(), keyPair()]);
  await writeFile(join(folder, "far.key"), far.secret, { mode: 0o600 });
  await server.shell(
    `wireguard-go far && wg set far listen-port 51820 private-key ${join(folder, "far.key")} peer ${near.public} allowed-ips 10.77.0.2/32,fd77::2/128
     ip addr add 10.77.0.1/24 dev far; ip addr add fd77::1/64 dev far; ip link set far up`,
  );
  const configuration = `[Interface]
PrivateKey = ${near.secret}
Address = 10.77.0.2/24, fd77::2/64
[Peer]
PublicKey = ${far.public}
Endpoint = 198.51.100.20:51820
AllowedIPs = 0.0.0.0/0, ::/0
PersistentKeepalive = 1
`;
  await writeFile(join(folder, "wg0.conf"), configuration, { mode: 0o600 });
  await workstation.shell(`cp ${join(folder, "wg0.conf")} /etc/wireguard/`);
}

async function keyPair(): Promise<{ readonly secret: string; readonly public: string }> {
  const secret = (await run(["wg", "genkey"])).trim();
  return { secret, public: (await run(["wg", "pubkey"], { input: secret })).trim() };
}

export async function wireguardUp({ workstation }: Journey): Promise<void> {
  // What an earlier one left when its process was killed, wg-quick's routing rules too.
  await wireguardDown(workstation);
  await workstation.shell("WG_QUICK_USERSPACE_IMPLEMENTATION=wireguard-go wg-quick up wg0 2>&1");
}

export async function wireguardDown(workstation: Room): Promise<void> {
  await workstation.shell(
    `wg-quick down wg0 > /dev/null 2>&1 || true
     ip link del wg0 2> /dev/null || true
     for family in 4 6; do
       while ip -$family rule del table 51820 2> /dev/null; do :; done
       while ip -$family rule del table main suppress_prefixlength 0 2> /dev/null; do :; done
       ip -$family route flush table 51820 2> /dev/null || true
     done`,
  );
}

/** Whether the target answers, by the way that the workstation chooses. */
export async function reaches({ workstation }: Journey, family: 4 | 6): Promise<boolean> {
  const host = family === 4 ? TARGET[4] : `[${TARGET[6]}]`;
  const ask = `import urllib.request; urllib.request.urlopen("http://${host}/", timeout=2).read()`;
  return workstation.shell(`python3 -c '${ask}' 2> /dev/null`).then(
    () => true,
    () => false,
  );
}

export async function untilReached(journey: Journey, families: readonly (4 | 6)[] = [4, 6]): Promise<void> {
  for (const family of families)
    await until(
      () => reaches(journey, family),
      () => `the target answers over IPv${family}`,
    );
}
