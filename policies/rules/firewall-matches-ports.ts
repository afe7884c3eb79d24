import type { Release } from "../../render/release.ts";
import { DEVICES_TUNNEL } from "../../services/devices.ts";
import { doorsOutside } from "../../services/firewall.ts";
import type { Port } from "../../services/service.ts";
import { appended, replaced, withSubject } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { addressText, rangeOf, type AddressRange, type Family } from "../readers/packet-filter/address-range.ts";
import { protocolName, SYN } from "../readers/packet-filter/iptables-matches.ts";
import type { Firewall } from "../readers/packet-filter/iptables.ts";
import { arrivingExamples } from "../readers/packet-filter/example-packets.ts";
import {
  arrivingBy,
  fromAddresses,
  FROM_OUTSIDE,
  fromPorts,
  fromStrangers,
  icmp,
  icmpOfType,
  inState,
  ofProtocol,
  TO_THE_MACHINE,
  toPorts,
  withFlags,
  withMark,
} from "../readers/packet-filter/packet-description.ts";
import { range, type Packet } from "../readers/packet-filter/packet-space.ts";
import {
  lost,
  passing,
  redirections,
  strays,
  type Described,
  type FilledChains,
} from "../readers/packet-filter/packet-walk.ts";
import { answered } from "../remembered.ts";
import type { Breach, Rule } from "../rule.ts";

/** The firewall lets in exactly what a service declared that it answers. */
export const firewallMatchesPorts: Rule = {
  id: "firewall-matches-ports",
  title:
    "From outside, exactly the declared ports answer, and administration only from the administrators' networks or devices.",
  severity: "high",
  serves: "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 25 and 32.",
  mend: "Declare the port in the service that listens, or take the rule out of templates/firewall.",
  looksAt: "Which packets from outside the packet filter accepts, against the ports that services declare.",
  check: (release, configuration) => {
    const outside = doorsOutside(release.ports);
    const inside = release.ports.filter(isOfTunnel);
    const filled = configuration.filledChains();
    const judged = (firewalls: readonly Firewall[], ports: readonly Port[]) => {
      const declared = { ports, administrationFrom: release.subject.administrationFrom, filled };
      return firewalls.flatMap((firewall) => portBreaches(firewall, declared));
    };
    return [
      ...judged(configuration.firewalls(), release.ports),
      // Before the first release, and when its rules can't be loaded, administrators come in to mend it and nobody else.
      ...judged(configuration.fallbackFirewalls(), [...outside, ...inside]),
      ...judged(configuration.birthFirewalls(), outside),
    ];
  },
  breaks: [
    {
      how: "a rule more lets one network reach Prosody",
      apply: (release) => inputRule(release, 4, "-s 198.51.100.0/24 -p tcp -m tcp --dport 5222 -j ACCEPT"),
    },
    {
      how: "whoever sends from port 53 gets in everywhere",
      apply: (release) => inputRule(release, 6, "-p udp -m udp --sport 53 -j ACCEPT"),
    },
    {
      how: "a range of ports is one port wider than declared",
      apply: (release) => inputRule(release, 4, "-p udp -m udp --dport 9999:10000 -m limit --limit 5/sec -j ACCEPT"),
    },
    {
      how: "administration is open to a network that the stack file does not name",
      apply: (release) => withSubject(release, { administrationFrom: ["198.51.100.128/25", "2001:db8:51::/64"] }),
    },
    {
      how: "what only devices may reach is reached from outside of their tunnel",
      apply: (release) => inputRule(release, 4, "-i wg+ -p tcp -m tcp --dport 2222 -j ACCEPT"),
    },
    {
      how: "a declared port is dropped for IPv6",
      apply: (release) =>
        replaced(release, `${ENTRY.firewall}rules.v6`, /^-A INPUT -p tcp -m tcp --dport 443 .*$/m, ""),
    },
    {
      how: "a service more declares a port that no rule opens",
      apply: (release) => ({
        ...release,
        ports: [
          ...release.ports,
          { protocol: "tcp", from: 8448, to: 8448, reachableBy: "anyone", account: "root", purpose: "more" },
        ],
      }),
    },
  ],
};

/** Puts a rule where the first of its chain stands: iptables-restore reads them in order. */
function inputRule(release: Release, family: Family, rule: string): Release {
  const path = `${ENTRY.firewall}rules.v${family}`;
  if (release.files.some((file) => file.path === path && file.text.includes("\n-A INPUT"))) {
    return replaced(release, path, /^-A INPUT/m, `-A INPUT ${rule}\n-A INPUT`);
  }
  return appended(release, path, `-A INPUT ${rule}`);
}

/** What of a release says which packets may come in. */
interface Declared {
  readonly ports: readonly Port[];
  readonly administrationFrom: readonly string[];
  readonly filled: FilledChains;
}

const portBreaches = answered((firewall: Firewall, declared: Declared): readonly Breach[] => [
  ...openBreaches(firewall, declared),
  ...shutBreaches(firewall, declared),
]);

/** What gets in and nobody declared: one example for each rule that lets it in. */
function openBreaches(firewall: Firewall, declared: Declared): readonly Breach[] {
  const { family, path: where } = firewall;
  const described = [...neighbourly(family), ...declared.ports.flatMap((port) => portPackets(port, declared, family))];
  const passed = passing(firewall, {
    way: "in",
    from: ARRIVING,
    filled: declared.filled,
    told: described,
    examples: arrivingExamples(family),
  });
  if (passed === undefined)
    return [{ where, what: "The rules lead too many ways to follow them all, so what gets in can't be told." }];
  return [
    ...strays(passed, described).map(({ packet, by }) => ({
      where,
      ...(by === undefined ? {} : { line: by.line }),
      what: strayText(packet, family),
    })),
    ...redirections(firewall, ["PREROUTING", "INPUT"]).map(({ line, target }) => ({
      where,
      line,
      what: `${target.kind === "redirect" ? target.name : "A target"} hands packets to another port or machine than the one that they came for, and no service declares that.`,
    })),
  ];
}

/** Declared ports that some packet for them does not reach. */
function shutBreaches(firewall: Firewall, declared: Declared): readonly Breach[] {
  const { family, path: where } = firewall;
  const needed = declared.ports.flatMap((port) =>
    portPackets(port, declared, family).map((described) => ({
      port,
      described: [...described, ...ORDINARY, ...(port.reachableBy === "anyone" ? [fromStrangers(family)] : [])],
    })),
  );
  const passed = passing(firewall, {
    way: "in",
    from: needed.map(({ described }) => described),
    filled: declared.filled,
    told: [],
    examples: arrivingExamples(family),
  });
  if (passed === undefined) return [];
  return lost(passed).flatMap((packet, index): readonly Breach[] => {
    const port = needed[index]?.port;
    if (packet === undefined || port === undefined) return [];
    return [
      {
        where,
        what: `${port.protocol} port ${packet.destinationPort} (${port.purpose}) is declared, but over IPv${family} a packet from ${sourceText(packet, family)} does not get there.`,
      },
    ];
  });
}

/** What comes from outside and begins something, or belongs to nothing that is known. */
const ARRIVING: readonly Described[] = [[FROM_OUTSIDE, inState("NEW", "INVALID", "UNTRACKED", "RELATED"), withMark(0)]];

/** The first packet that somebody sends. */
const ORDINARY: Described = [
  inState("NEW"),
  withFlags(SYN),
  withMark(0),
  TO_THE_MACHINE,
  fromPorts({ from: 1024, to: 65535 }),
];

/** The devices' tunnel, and SSH inside it. */
function isOfTunnel({ account, protocol, reachableBy }: Port): boolean {
  return account === "root" && (protocol === "udp" || reachableBy === "devices");
}

/** Packets that a declared port is for; those of administrators come from their networks, those of devices through their tunnel. */
function portPackets(port: Port, declared: Declared, family: Family): readonly Described[] {
  const described = [ofProtocol(port.protocol), toPorts({ from: port.from, to: port.to })];
  if (port.reachableBy === "anyone") return [described];
  if (port.reachableBy === "devices") return [[...described, arrivingBy(DEVICES_TUNNEL.interface)]];
  return networksOf(declared, family).map((network) => [...described, fromAddresses(network)]);
}

function networksOf({ administrationFrom }: Declared, family: Family): readonly AddressRange[] {
  return administrationFrom
    .map(rangeOf)
    .filter((network) => network !== undefined)
    .filter((network) => network.family === family);
}

function sourceText({ source }: Packet, family: Family): string {
  return typeof source === "bigint" ? addressText(family, source) : source;
}

function strayText(packet: Packet, family: Family): string {
  const state = packet.state.replace(",REPLY", "").toLowerCase();
  return `A packet of ${protocolName(packet.protocol)} (${state}) from ${sourceText(packet, family)} to port ${packet.destinationPort} gets in by ${packet.in}, and no service declares that.`;
}

/**
 * What a machine on a network needs: answers of DHCP (RFC 2131: from port 67 to 68; RFC 8415: from 547 to 546, link-local),
 * echo requests, errors about connections of its own, and for IPv6 neighbours, routers and group queries (RFC 4890, 4.4).
 */
function neighbourly(family: Family): readonly Described[] {
  if (family === 4)
    return [[ofProtocol("udp"), fromPorts(67), toPorts(68)], icmpOfType(family, 8), [icmp(family), inState("RELATED")]];
  return [
    [ofProtocol("udp"), fromPorts(547), toPorts(546), fromAddresses(range("fe80::/10"))],
    [icmp(family), inState("RELATED")],
    ...[128, 130, 134, 135, 136].map((type) => icmpOfType(family, type)),
  ];
}
