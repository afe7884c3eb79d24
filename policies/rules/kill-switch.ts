import type { Release } from "../../render/release.ts";
import type { Egress } from "../../services/service.ts";
import { TUNNEL } from "../../services/wireguard.ts";
import { replaced, withText } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { same } from "../demands.ts";
import { addressText, rangeOf, type AddressRange, type Family } from "../readers/address-range.ts";
import { protocolName } from "../readers/iptables-matches.ts";
import type { Firewall, Match } from "../readers/iptables.ts";
import {
  atAddresses,
  atNamed,
  atPorts,
  byInterface,
  going,
  inState,
  notByInterface,
  ofAccount,
  ofIcmpType,
  ofProtocol,
  withConnectionMark,
  withMark,
  OF_KERNEL,
} from "../readers/packet-description.ts";
import { range, type Packet } from "../readers/packet-space.ts";
import { filledDestination, passing, redirections, strays, type Described } from "../readers/packet-walk.ts";
import { readSystemd } from "../readers/systemd.ts";
import type { Breach, Rule } from "../rule.ts";

/** A service that was taken over can't phone out, and behind a tunnel nothing leaves beside it. */
export const killSwitch: Rule = {
  id: "kill-switch",
  title:
    "No packet of any account leaves for a place that no service declared; with a VPN, none leaves beside the tunnel.",
  severity: "high",
  serves: "Confidentiality when a service fails: HIPAA 45 CFR 164.312(e), GDPR art. 32(1)(b) and (d).",
  mend: "Declare the egress in the service that needs it, with its account and destination, or take the rule out of templates/firewall.",
  looksAt:
    "Packets of every account to every kind of destination, walked through the packet filter's output chain, for IPv4 and IPv6.",
  check: (release, configuration) => [
    ...configuration.firewalls().flatMap((firewall) => leaks(firewall, release, configuration, declared(release))),
    ...configuration
      .fallbackFirewalls()
      .flatMap((firewall) => leaks(firewall, release, configuration, nothing(release))),
    ...configuration.birthFirewalls().flatMap((firewall) => leaks(firewall, release, configuration, AT_BIRTH)),
    ...fillBreaches(release, configuration),
    ...tunnelBreaches(release, configuration),
  ],
  breaks: [
    {
      how: "a rule lets the web server's account reach any HTTPS server",
      apply: (release) => outputRule(release, 4, "-p tcp -m tcp --dport 443 -m owner --uid-owner www-data -j ACCEPT"),
    },
    {
      how: "everybody may ask any resolver, over IPv6 only",
      apply: (release) => outputRule(release, 6, "-p udp -m udp --dport 53 -m conntrack --ctstate NEW -j ACCEPT"),
    },
    {
      how: "a helper's related connections leave",
      apply: (release) => outputRule(release, 4, "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"),
    },
    {
      how: "one address of a declared network's neighbour is reachable, at a low rate",
      apply: (release) => outputRule(release, 4, "-d 198.51.100.7/32 -m limit --limit 1/hour -j ACCEPT"),
    },
    {
      how: "everybody but root may reach the cloud's metadata",
      apply: (release) => outputRule(release, 4, "-d 169.254.169.254/32 -m owner ! --uid-owner root -j ACCEPT"),
    },
    {
      how: "a chain that the machine fills gets a name that no service declared",
      apply: (release) =>
        withText(release, ENTRY.egress, (text) => text.replace('"names":[', '"names":["collector.example",')),
    },
    {
      how: "the fallback rules let root out",
      apply: (release) =>
        replaced(
          release,
          `${ENTRY.firewall}closed.v4`,
          /^-A OUTPUT -o lo/m,
          "-A OUTPUT -m owner --uid-owner root -j ACCEPT\n-A OUTPUT -o lo",
        ),
    },
  ],
};

function outputRule(release: Release, family: Family, rule: string): Release {
  return replaced(
    release,
    `${ENTRY.firewall}rules.v${family}`,
    /^-A OUTPUT -o lo/m,
    `-A OUTPUT ${rule}\n-A OUTPUT -o lo`,
  );
}

/** What gets out and nobody declared: one example for each rule that lets it out. */
function leaks(
  firewall: Firewall,
  release: Release,
  configuration: Configuration,
  allowed: Allowed,
): readonly Breach[] {
  const { family, path: where } = firewall;
  const described = [...byItself(family), ...allowed.packets(family)];
  const passed = passing(firewall, {
    way: "out",
    from: leaving(firewall, allowed.beside),
    filled: configuration.filledChains(),
    told: described,
    examples: examples(release, family),
  });
  if (passed === undefined)
    return [{ where, what: "The rules lead too many ways to follow them all, so what leaves can't be told." }];
  return [
    ...strays(passed, described).map(({ packet, by }) => ({
      where,
      ...(by === undefined ? {} : { line: by.line }),
      what: leakText(packet, family, allowed.beside),
    })),
    ...redirections(firewall, ["OUTPUT", "POSTROUTING"]).map(({ line, target }) => ({
      where,
      line,
      what: `${target.kind === "redirect" ? target.name : "A target"} sends packets elsewhere than where they were meant to go, and no service declares that.`,
    })),
  ];
}

/** What may leave under one set of rules. */
interface Allowed {
  readonly packets: (family: Family) => readonly Described[];
  /** The interface beside which nothing may leave, if there is one. */
  readonly beside: string | undefined;
}

/** What services declare; behind a tunnel inside it, and beside it only the tunnel's own packets, which bear its mark. */
function declared(release: Release): Allowed {
  const inTunnel = release.subject.egress === "vpn-only";
  return {
    beside: inTunnel ? TUNNEL.interface : undefined,
    packets: (family) => [
      ...(inTunnel ? [] : [metadata(family)]),
      ...release.egress.flatMap((egress) => {
        const described = [
          ofProtocol(egress.protocol),
          atPorts("destination", ...egress.ports),
          destinationOf(egress, release, family),
        ];
        if (!inTunnel) return [[ofAccount(egress.account), ...described]];
        return [
          [ofAccount(egress.account), byInterface("out", TUNNEL.interface), ...described],
          ...(egress.account === "root"
            ? [ofAccount("root"), OF_KERNEL].map((sender) => [sender, withMark(TUNNEL.mark), ...described])
            : []),
        ];
      }),
    ],
  };
}

/** What holds when the rules can't be loaded knows no service. */
function nothing(release: Release): Allowed {
  const inTunnel = release.subject.egress === "vpn-only";
  return {
    beside: inTunnel ? TUNNEL.interface : undefined,
    packets: (family) => (inTunnel ? [] : [metadata(family)]),
  };
}

/** Until the first release, names are asked for and packages fetched; there is no service yet that could be taken over, and no tunnel. */
const AT_BIRTH: Allowed = {
  beside: undefined,
  packets: (family) => [
    metadata(family),
    ...["udp", "tcp"].map((protocol) => [ofProtocol(protocol), atPorts("destination", 53), elsewhere(family)]),
    ...["root", "_apt"].map((account) => [
      ofProtocol("tcp"),
      atPorts("destination", 80, 443),
      ofAccount(account),
      elsewhere(family),
    ]),
    // Root alone may ask the metadata, and asks it for names too where it is the resolver.
    [
      ofAccount("root"),
      ...[atPorts("destination", 53, 80, 443), atAddresses("destination", [range(METADATA[family])])],
    ],
  ],
};

function destinationOf(egress: Egress, release: Release, family: Family): Match {
  const resolved = egress.to.kind === "fact" && egress.to.fact === "resolvers" ? tunnelResolvers(release) : [];
  const ranges = egress.to.kind === "addresses" ? egress.to.cidrs.map(rangeOf) : resolved;
  if (egress.to.kind !== "addresses" && resolved.length === 0)
    return atNamed("destination", filledDestination(egress.to));
  return atAddresses(
    "destination",
    ranges.filter((range) => range !== undefined && range.family === family).filter((range) => range !== undefined),
  );
}

/**
 * Packets of everybody that begin something or belong to nothing that is known. What goes on was begun and so was declared, and
 * answers go back to who asked; but behind a tunnel, what was begun inside it must not go on beside it.
 */
function leaving(firewall: Firewall, beside: string | undefined): readonly Described[] {
  const out = notByInterface("out", "lo");
  const marks = asksMark(firewall);
  const states: readonly Described[] = [
    [inState("NEW", "INVALID", "UNTRACKED"), ...(marks ? [withConnectionMark(0)] : [])],
    [inState("RELATED"), going("ORIGINAL")],
    // Of what goes the other way, only errors are related.
    [inState("RELATED"), going("REPLY"), ofProtocol(firewall.family === 4 ? "icmp" : "icmpv6")],
    ...(beside === undefined ? [] : [[inState("ESTABLISHED"), going("ORIGINAL"), notByInterface("out", beside)]]),
  ];
  // socket(7), SO_MARK: only root's processes and the kernel give a packet a mark of their own.
  const senders: readonly Described[] = marks ? [[withMark(0)], [ofAccount("root")], [OF_KERNEL]] : [[]];
  return states.flatMap((state) => senders.map((sender) => [out, ...state, ...sender]));
}

/** Whether marks make a difference at all. */
function asksMark({ tables }: Firewall): boolean {
  return [...tables.values()].some((chains) =>
    [...chains.values()].some(({ rules }) => rules.some(({ matches }) => matches.some(({ kind }) => kind === "mark"))),
  );
}

/** Places and accounts by which a leak is easily understood. */
function examples(release: Release, family: Family): readonly Partial<Packet>[] {
  const accounts = [
    ...release.egress.map(({ account }) => account),
    ...release.ports.map(({ account }) => account),
    ...release.accounts.map(({ name }) => name),
  ];
  return [
    ...["eth0", TUNNEL.interface].map((out) => ({ out })),
    ...PLACES[family].map((text) => ({ destination: range(text).low })),
    ...[...new Set(accounts), "root", "nobody"].map((account) => ({ account })),
    ...[443, 80, 53].map((destinationPort) => ({ destinationPort })),
    { source: range(family === 4 ? "10.0.0.2" : "2001:db8::2").low },
    { sourcePort: 40000 },
    ...["tcp", "udp"]
      .map(ofProtocol)
      .flatMap((match) => (match.kind === "protocol" ? [{ protocol: match.protocol }] : [])),
  ];
}

/** Anywhere but the cloud's metadata. */
function elsewhere(family: Family): Match {
  return { kind: "address", end: "destination", not: true, ranges: [range(METADATA[family])] };
}

const METADATA: Readonly<Record<Family, string>> = { 4: "169.254.169.254", 6: "fd00:ec2::254" };

/** A stranger, a private network, a neighbour, the cloud's metadata, a group. */
const PLACES: Readonly<Record<Family, readonly string[]>> = {
  4: ["203.0.113.77", "10.77.0.1", "169.254.77.77", METADATA[4], "224.0.0.251", "255.255.255.255"],
  6: ["2001:db8:77::77", "fd77::1", "fe80::77", METADATA[6], "ff02::fb"],
};

function leakText(packet: Packet, family: Family, beside: string | undefined): string {
  const port = packet.destinationPort === 0 ? "" : ` port ${packet.destinationPort}`;
  const who =
    packet.account === undefined
      ? "the kernel"
      : `the account ${typeof packet.account === "number" ? `with number ${packet.account}` : packet.account}`;
  const to = typeof packet.destination === "bigint" ? addressText(family, packet.destination) : packet.destination;
  const way = beside !== undefined && packet.out !== beside ? " beside the tunnel" : "";
  const state = packet.state.replace(",REPLY", "").toLowerCase();
  return `A packet of ${protocolName(packet.protocol)} (${state}) from ${who} to ${to}${port} leaves${way} by ${packet.out}, and no service declares that.`;
}

/** Behind a tunnel the resolvers are the ones inside, written out in resolved.conf(5). */
function tunnelResolvers(release: Release): readonly AddressRange[] {
  if (release.subject.egress !== "vpn-only") return [];
  const files = release.files.filter(({ path }) => path.startsWith("/etc/systemd/resolved.conf.d/"));
  return readSystemd(files)
    .value.filter(({ section, key }) => section === "Resolve" && key === "DNS")
    .flatMap(({ value }) => value.split(/\s+/).map(rangeOf))
    .filter((range) => range !== undefined);
}

/**
 * What a machine on a network sends by itself: DHCP (RFC 2131, RFC 8415), for IPv6 neighbours and groups (RFC 4861, RFC 3810).
 * What goes to the machine itself never leaves (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
 */
function byItself(family: Family): readonly Described[] {
  if (family === 4)
    return [
      [atAddresses("destination", [range("127.0.0.0/8")])],
      [ofProtocol("udp"), atPorts("source", 68), atPorts("destination", 67)],
    ];
  return [
    [atAddresses("destination", [range("::1/128")])],
    [
      ofProtocol("udp"),
      atPorts("source", 546),
      atPorts("destination", 547),
      atAddresses("destination", [range("ff02::1:2/128")]),
    ],
    ...[131, 132, 133, 135, 136, 143].map((type) => [ofProtocol("icmpv6"), ofIcmpType(type)]),
  ];
}

/** Root's questions to the cloud's metadata (AWS EC2 "Instance metadata service", Hetzner Cloud "Server metadata"). */
function metadata(family: Family): Described {
  return [
    ofAccount("root"),
    ofProtocol("tcp"),
    atPorts("destination", 80),
    atAddresses("destination", [range(METADATA[family])]),
  ];
}

/** Every chain that the machine fills stands for a destination that some service declared. */
function fillBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  return [...configuration.filledChains()].flatMap(([chain, to]): readonly Breach[] => {
    if (release.egress.some((egress) => same({ ...egress.to }, { ...to }))) return [];
    return [
      {
        where: ENTRY.egress,
        what: `The chain ${chain} is filled with ${filledDestination(to)}, which no service declares.`,
      },
    ];
  });
}

/** Behind a tunnel everything goes to one other end, the practice's own; and nothing else brings another tunnel. */
function tunnelBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const strangers = release.files
    .filter(({ path }) => STARTS_TUNNEL.test(path) && (path !== ENTRY.tunnel || release.subject.egress !== "vpn-only"))
    .map(({ path }) => ({
      where: path,
      what: "This file changes how a tunnel starts, or brings one that nobody asked for.",
    }));
  const { egress } = release.subject.clinic;
  if (egress.kind !== "vpn-only") return strangers;
  const { address, port } = egress.wireguard.endpoint;
  const demanded = {
    "interface.fwmark": String(TUNNEL.mark),
    "peer.publickey": egress.wireguard.publicKey,
    "peer.endpoint": address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`,
  };
  const settings = configuration.smallPrograms().filter(({ program }) => program === "WireGuard");
  const wrong = Object.entries(demanded).flatMap(([key, value]): readonly Breach[] => {
    // wg(8): keys may be written in any case.
    const found = settings.filter((setting) => setting.key.toLowerCase() === key);
    if (found.length === 0) return [{ where: ENTRY.tunnel, what: `${key} is missing; it must be ${value}.` }];
    return found
      .filter((setting) => setting.value !== value)
      .map((setting) => ({
        where: setting.path,
        line: setting.line,
        what: `${setting.key} is ${setting.value}, not ${value}: what leaves would go somewhere else than to the practice's own network.`,
      }));
  });
  return [...strangers, ...wrong];
}

/** wg-quick(8) and its unit: a file for each tunnel, and drop-ins of the unit. */
const STARTS_TUNNEL = /^\/etc\/wireguard\/|^\/etc\/systemd\/(?:system\/wg-quick@|network\/)/;
