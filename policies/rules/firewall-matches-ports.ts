import type { Release } from "../../render/release.ts";
import type { Port } from "../../services/service.ts";
import { appended, replaced, withSubject } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { acceptingPaths, packetsOn, type Surroundings } from "../readers/accepting-paths.ts";
import { addressText, contains, rangeOf, type AddressRange, type Family } from "../readers/address-range.ts";
import type { Firewall } from "../readers/iptables.ts";
import { OWN_ADDRESS, walk, type Packet } from "../readers/packet-walk.ts";
import type { Breach, Rule } from "../rule.ts";

const OUTSIDE = "eth0";

/** The firewall lets in exactly what a service declared that it answers. */
export const firewallMatchesPorts: Rule = {
  id: "firewall-matches-ports",
  title: "From outside, exactly the declared ports answer, and administration only from the administrators' networks.",
  severity: "high",
  serves: "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 25 and 32.",
  mend: "Declare the port in the service that listens, or take the rule out of templates/firewall.",
  looksAt: "Which packets from outside the packet filter accepts, against the ports that services declare.",
  check: (release, configuration) =>
    configuration
      .firewalls()
      .flatMap((firewall) => [
        ...openBreaches(firewall, release, configuration),
        ...shutBreaches(firewall, release, configuration),
      ]),
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

/** What gets in and nobody declared: one example for each rule that lets it in. */
function openBreaches(firewall: Firewall, release: Release, configuration: Configuration): readonly Breach[] {
  const administrators = networksOf(release, firewall.family);
  const around: Surroundings = {
    chain: "INPUT",
    interfaces: [OUTSIDE],
    states: [
      { state: "NEW", direction: "ORIGINAL" },
      { state: "UNTRACKED", direction: "ORIGINAL" },
    ],
    accounts: [undefined],
    sources: sourcesAround(firewall.family, administrators),
    destinations: [OWN_ADDRESS],
    ranges: administrators,
    ports: release.ports,
  };
  return acceptingPaths(firewall, "INPUT", configuration.filledChains()).flatMap((path): readonly Breach[] => {
    for (const packet of packetsOn(path, firewall, around)) {
      if (declared(packet, firewall.family, release.ports, administrators)) continue;
      if (walk(firewall, packet, configuration.filledChains()).passes === undefined) continue;
      const line = path.rule?.line;
      return [
        {
          where: firewall.path,
          ...(line === undefined ? {} : { line }),
          what: `A packet of ${packet.protocol} from ${packet.source} to port ${packet.destinationPort} gets in, and no service declares that.`,
        },
      ];
    }
    return [];
  });
}

/** Declared ports that nobody could reach. */
function shutBreaches(firewall: Firewall, release: Release, configuration: Configuration): readonly Breach[] {
  const administrators = networksOf(release, firewall.family);
  const anyone = firewall.family === 4 ? "203.0.113.77" : "2001:db8:77::77";
  return release.ports.flatMap((port): readonly Breach[] => {
    const sources =
      port.reachableBy === "anyone" ? [anyone] : administrators.map(({ family, low }) => addressText(family, low));
    const unreachable = sources.flatMap((source) =>
      [port.from, port.to].filter((number) => {
        const packet: Packet = { ...INCOMING, protocol: port.protocol, source, destinationPort: number };
        return walk(firewall, packet, configuration.filledChains()).passes === undefined;
      }),
    );
    if (unreachable.length === 0) return [];
    return [
      {
        where: firewall.path,
        what: `${port.protocol} port ${unreachable[0] ?? port.from} (${port.purpose}) is declared, but over IPv${firewall.family} no packet gets there.`,
      },
    ];
  });
}

const INCOMING: Packet = {
  chain: "INPUT",
  protocol: "tcp",
  source: "",
  destination: OWN_ADDRESS,
  sourcePort: 40000,
  destinationPort: 0,
  interface: OUTSIDE,
  state: "NEW",
  direction: "ORIGINAL",
  icmpType: undefined,
  marked: false,
  account: undefined,
};

function networksOf(release: Release, family: Family): readonly AddressRange[] {
  return release.subject.administrationFrom
    .map(rangeOf)
    .filter((range) => range !== undefined)
    .filter((range) => range.family === family);
}

/** A stranger, a neighbour on the link, and the ends of the administrators' networks from within and without. */
function sourcesAround(family: Family, networks: readonly AddressRange[]): readonly string[] {
  const top = family === 4 ? (1n << 32n) - 1n : (1n << 128n) - 1n;
  const ends = networks.flatMap(({ low, high }) => [low - 1n, low, high, high + 1n]);
  const others = family === 4 ? ["203.0.113.77"] : ["2001:db8:77::77", "fe80::77"];
  return [...others, ...ends.filter((end) => end >= 0n && end <= top).map((end) => addressText(family, end))];
}

function declared(
  packet: Packet,
  family: Family,
  ports: readonly Port[],
  administrators: readonly AddressRange[],
): boolean {
  if (neighbourly(packet, family)) return true;
  const source = rangeOf(packet.source);
  return ports.some((port) => {
    if (port.protocol !== packet.protocol) return false;
    if (packet.destinationPort < port.from || packet.destinationPort > port.to) return false;
    return (
      port.reachableBy === "anyone" ||
      (source !== undefined && administrators.some((network) => contains(network, source)))
    );
  });
}

/**
 * What a machine on a network needs: answers of DHCP (RFC 2131: from port 67 to 68; RFC 8415: from 547 to 546, link-local),
 * echo requests, and for IPv6 neighbours, routers and group queries (RFC 4890, 4.4).
 */
function neighbourly(packet: Packet, family: Family): boolean {
  const { protocol, sourcePort, destinationPort, icmpType } = packet;
  if (protocol === "udp" && family === 4) return sourcePort === 67 && destinationPort === 68;
  if (protocol === "udp") return sourcePort === 547 && destinationPort === 546 && packet.source.startsWith("fe80:");
  if (icmpType === undefined) return false;
  if (protocol === "icmp") return ["echo-request", "8"].includes(icmpType) && family === 4;
  return protocol === "ipv6-icmp" && ["echo-request", "128", "130", "134", "135", "136"].includes(icmpType);
}
