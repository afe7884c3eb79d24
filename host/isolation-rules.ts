import type { Release } from "../render/release.ts";
import { emptied } from "./firewall.ts";

/**
 * The packet filter of an isolated machine, for iptables-restore(8): administrators reach SSH from their own networks and, where devices have
 * a tunnel, through it; nothing goes out but the answers to them. What was connected before ends too, since no rule lets a packet in or out only because it belongs
 * to a connection. Loopback stays, and what stays on the link so that the machine keeps its address and its neighbours.
 *
 * @param now the rules in force: tables that nobody of ours knows are emptied
 */
export function isolationRules(release: Release, family: 4 | 6, now: string): string {
  const networks = release.subject.administrationFrom.filter((network) => network.includes(":") === (family === 6));
  const doors = release.ports
    .filter((port) => port.reachableBy === "administrators")
    .flatMap(({ protocol, from, to }) => networks.map((network) => ({ network, protocol, ports: `${from}:${to}` })));
  const filter = [
    "*filter",
    ...["INPUT", "FORWARD", "OUTPUT"].map((chain) => `:${chain} DROP [0:0]`),
    "-A INPUT -i lo -j ACCEPT",
    ...doors.map(
      ({ network, protocol, ports }) =>
        `-A INPUT -s ${network} -p ${protocol} -m ${protocol} --dport ${ports} -j ACCEPT`,
    ),
    ...insideOf(release).in,
    ...ON_THE_LINK[family].in,
    "-A OUTPUT -o lo -j ACCEPT",
    ...doors.map(
      ({ network, protocol, ports }) =>
        `-A OUTPUT -d ${network} -p ${protocol} -m ${protocol} --sport ${ports} -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j ACCEPT`,
    ),
    ...insideOf(release).out,
    ...ON_THE_LINK[family].out,
    "COMMIT",
    "",
  ].join("\n");
  const text = `${routesOf(release, family)}${filter}`;
  return text + emptied(now, text);
}

/** The devices' tunnel, whose packets are the kernel's, and SSH inside it: the only way in where SSH is not open to the outside. */
function insideOf({ ports }: Release): { readonly in: readonly string[]; readonly out: readonly string[] } {
  const doors = ports.filter(({ protocol, reachableBy }) => protocol === "tcp" && reachableBy === "devices");
  const inside = doors.flatMap(({ account, from, to }) => (account === "root" ? [`${from}:${to}`] : []));
  const tunnel = ports.flatMap(({ account, protocol, from, to }) =>
    inside.length > 0 && account === "root" && protocol === "udp" ? [`${from}:${to}`] : [],
  );
  const answer = "-m conntrack --ctstate ESTABLISHED --ctdir REPLY -j ACCEPT";
  return {
    in: [
      ...tunnel.map((port) => `-A INPUT -p udp -m udp --dport ${port} -j ACCEPT`),
      ...inside.map((port) => `-A INPUT -i ${DEVICES_INTERFACE} -p tcp -m tcp --dport ${port} -j ACCEPT`),
    ],
    out: [
      ...tunnel.map((port) => `-A OUTPUT -p udp -m udp --sport ${port} ${answer}`),
      ...inside.map((port) => `-A OUTPUT -o ${DEVICES_INTERFACE} -p tcp -m tcp --sport ${port} ${answer}`),
    ],
  };
}

/** As services/devices.ts names it. */
const DEVICES_INTERFACE = "wg1";

/** Behind a tunnel the release's own marks are what lets answers leave by the way the question came. */
function routesOf(release: Release, family: 4 | 6): string {
  const own = release.files.find((file) => file.path === `/etc/iptables/rules.v${family}`)?.text ?? "";
  return [...own.matchAll(/^\*(\w+)\n[^]*?^COMMIT\n/gm)]
    .filter(([, table]) => table !== "filter")
    .map(([text]) => text)
    .join("");
}

/** A lease is renewed by broadcast when its server can't be asked alone (RFC 2131, 4.4.5); neighbours: RFC 4861, hop limit 255. */
const ON_THE_LINK = {
  4: {
    in: [
      "-A INPUT -p icmp -m conntrack --ctstate RELATED -j ACCEPT",
      "-A INPUT -p udp -m udp --sport 67 --dport 68 -j ACCEPT",
    ],
    out: ["-A OUTPUT -d 255.255.255.255/32 -p udp -m udp --sport 68 --dport 67 -j ACCEPT"],
  },
  6: {
    in: [
      "-A INPUT -p ipv6-icmp -m conntrack --ctstate RELATED -j ACCEPT",
      ...["router-advertisement", "neighbour-solicitation", "neighbour-advertisement"].map(
        (type) => `-A INPUT -p ipv6-icmp -m icmp6 --icmpv6-type ${type} -m hl --hl-eq 255 -j ACCEPT`,
      ),
      "-A INPUT -s fe80::/10 -p udp -m udp --sport 547 --dport 546 -j ACCEPT",
    ],
    out: [
      ...["router-solicitation", "neighbour-solicitation", "neighbour-advertisement"].map(
        (type) => `-A OUTPUT -p ipv6-icmp -m icmp6 --icmpv6-type ${type} -m hl --hl-eq 255 -j ACCEPT`,
      ),
      "-A OUTPUT -d ff02::1:2/128 -p udp -m udp --sport 546 --dport 547 -j ACCEPT",
    ],
  },
} as const;
