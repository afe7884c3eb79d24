import type { Release } from "../../render/release.ts";
import type { Egress } from "../../services/service.ts";
import { replaced, withText } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { same } from "../demands.ts";
import { acceptingPaths, packetsOn, type Surroundings } from "../readers/accepting-paths.ts";
import { contains, rangeOf, type AddressRange, type Family } from "../readers/address-range.ts";
import type { Firewall } from "../readers/iptables.ts";
import { filledDestination, walk, type Packet } from "../readers/packet-walk.ts";
import { readSystemd } from "../readers/systemd.ts";
import type { Breach, Rule } from "../rule.ts";

const OUTSIDE = "eth0";
const TUNNEL = "wg0";

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
    ...configuration.firewalls().flatMap((firewall) => leaks(firewall, release, configuration, release.egress)),
    // What holds when the rules can't be loaded knows no service.
    ...configuration.fallbackFirewalls().flatMap((firewall) => leaks(firewall, release, configuration, [])),
    ...fillBreaches(release, configuration),
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
  egress: readonly Egress[],
): readonly Breach[] {
  const filled = configuration.filledChains();
  const inTunnel = release.subject.egress === "vpn-only";
  const resolvers = tunnelResolvers(release);
  const around = surroundings(release, inTunnel);
  return acceptingPaths(firewall, "OUTPUT", filled).flatMap((path): readonly Breach[] => {
    for (const packet of packetsOn(path, firewall, around)) {
      // What goes on inside the tunnel was opened inside it, and so was declared.
      if (packet.interface === TUNNEL && packet.state === "ESTABLISHED") continue;
      if (neighbourly(packet, firewall.family, inTunnel)) continue;
      if (egress.some((one) => covers(one, packet, inTunnel, resolvers))) continue;
      if (walk(firewall, packet, filled).passes === undefined) continue;
      const line = path.rule?.line;
      return [{ where: firewall.path, ...(line === undefined ? {} : { line }), what: leakText(packet, inTunnel) }];
    }
    return [];
  });
}

function leakText(packet: Packet, inTunnel: boolean): string {
  const port = packet.destinationPort === 0 ? "" : ` port ${packet.destinationPort}`;
  const who = packet.account === undefined ? "the kernel" : `the account ${packet.account}`;
  const way = inTunnel && packet.interface !== TUNNEL ? " beside the tunnel" : "";
  return `A packet of ${packet.protocol} (${packet.state.toLowerCase()}) from ${who} to ${packet.destination}${port} leaves${way}, and no service declares that.`;
}

function surroundings(release: Release, inTunnel: boolean): Surroundings {
  const named = [
    ...release.egress.map(({ account }) => account),
    ...release.ports.map(({ account }) => account),
    ...release.accounts.map(({ name }) => name),
  ];
  return {
    chain: "OUTPUT",
    interfaces: inTunnel ? [OUTSIDE, TUNNEL] : [OUTSIDE],
    states: [
      { state: "NEW", direction: "ORIGINAL" },
      { state: "RELATED", direction: "ORIGINAL" },
      { state: "UNTRACKED", direction: "ORIGINAL" },
      // A connection that was opened inside the tunnel must not go on beside it.
      ...(inTunnel ? [{ state: "ESTABLISHED", direction: "ORIGINAL" } as const] : []),
    ],
    accounts: [...new Set([...named, "nobody", "root"]), undefined],
    sources: [""],
    ranges: release.egress.flatMap(({ to }) =>
      to.kind === "addresses" ? to.cidrs.map(rangeOf).filter((range) => range !== undefined) : [],
    ),
    ports: release.egress.flatMap(({ ports }) => ports.map((port) => ({ from: port, to: port }))),
  };
}

/** Whether a service declared just this packet. */
function covers(egress: Egress, packet: Packet, inTunnel: boolean, resolvers: readonly AddressRange[]): boolean {
  if (egress.account !== packet.account || egress.protocol !== packet.protocol) return false;
  if (!egress.ports.includes(packet.destinationPort)) return false;
  // Beside the tunnel only its own packets leave: those of the kernel, which bear its mark.
  if (inTunnel && packet.interface !== TUNNEL && !packet.marked) return false;
  if (packet.destination === filledDestination(egress.to)) return true;
  const destination = rangeOf(packet.destination);
  if (destination === undefined) return false;
  const declared =
    egress.to.kind === "addresses"
      ? egress.to.cidrs.map(rangeOf)
      : egress.to.kind === "fact" && egress.to.fact === "resolvers"
        ? resolvers
        : [];
  return declared.some((range) => range !== undefined && contains(range, destination));
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
 * What a machine on a network sends by itself: DHCP (RFC 2131, RFC 8415), for IPv6 neighbours and groups (RFC 4861, RFC 3810),
 * and where there is no tunnel root's questions to the cloud's metadata (AWS EC2 "Instance metadata service", Hetzner Cloud
 * "Server metadata").
 */
function neighbourly(packet: Packet, family: Family, inTunnel: boolean): boolean {
  const { protocol, sourcePort, destinationPort, destination, account, icmpType } = packet;
  if (protocol === "udp" && family === 4 && sourcePort === 68 && destinationPort === 67) return true;
  if (protocol === "udp" && sourcePort === 546 && destinationPort === 547 && destination === "ff02::1:2") return true;
  if (protocol === "ipv6-icmp")
    return icmpType !== undefined && ["131", "132", "133", "135", "136", "143"].includes(icmpType);
  const metadata = destination === (family === 4 ? "169.254.169.254" : "fd00:ec2::254");
  return !inTunnel && metadata && protocol === "tcp" && destinationPort === 80 && account === "root";
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
