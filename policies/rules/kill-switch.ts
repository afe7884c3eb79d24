import type { Clinic } from "../../clinic/clinic.ts";
import { insideAddresses } from "../../clinic/device-network.ts";
import type { Release } from "../../render/release.ts";
import type { Egress } from "../../services/service.ts";
import { TUNNEL } from "../../services/wireguard.ts";
import { replaced, withText } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { addressText, rangeOf, type AddressRange, type Family } from "../readers/packet-filter/address-range.ts";
import { protocolName } from "../readers/packet-filter/iptables-matches.ts";
import type { Firewall, Match } from "../readers/packet-filter/iptables.ts";
import { leavingExamples } from "../readers/packet-filter/example-packets.ts";
import {
  BACK,
  fromPorts,
  icmp,
  icmpOfType,
  inState,
  leavingBy,
  notLeavingBy,
  notToAddresses,
  ofAccount,
  OF_KERNEL,
  ofProtocol,
  ONWARD,
  toAddresses,
  toNamed,
  TO_OUTSIDE,
  toPorts,
  withConnectionMark,
  withMark,
} from "../readers/packet-filter/packet-description.ts";
import { range, type Packet } from "../readers/packet-filter/packet-space.ts";
import {
  asksMark,
  filledDestination,
  passing,
  redirections,
  strays,
  type Described,
  type FilledChains,
} from "../readers/packet-filter/packet-walk.ts";
import { answered } from "../remembered.ts";
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
  check: (release, configuration) => {
    const declared = declaredBy(release, configuration);
    const untunneled = { ...declared, tunnel: undefined };
    return [
      ...configuration.firewalls().flatMap((firewall) => leaks(firewall, declared)),
      ...configuration.fallbackFirewalls().flatMap((firewall) => fallbackLeaks(firewall, declared)),
      ...configuration.birthFirewalls().flatMap((firewall) => birthLeaks(firewall, untunneled)),
      ...tunnelBreaches(release, configuration),
      ...deviceBreaches(release, configuration),
    ];
  },
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

/** What of a release says which packets may leave. */
interface Declared extends Pick<Release, "egress" | "ports"> {
  /** The interface beside which nothing may leave, if there is one. */
  readonly tunnel: string | undefined;
  /** Behind a tunnel the resolvers are the ones inside, which the stack file names. */
  readonly resolvers: readonly string[];
  readonly filled: FilledChains;
}

function declaredBy({ egress, ports, subject }: Release, configuration: Configuration): Declared {
  const asked = subject.clinic.egress;
  return {
    egress,
    ports,
    tunnel: subject.egress === "vpn-only" ? TUNNEL.interface : undefined,
    resolvers: asked.kind === "vpn-only" ? asked.wireguard.resolvers : [],
    filled: configuration.filledChains(),
  };
}

/** What may leave under one set of rules. */
type Allowed = (declared: Declared, family: Family) => readonly Described[];

const leaks = answered((firewall: Firewall, declared: Declared) => leaksBeside(byServices, firewall, declared));
const fallbackLeaks = answered((firewall: Firewall, declared: Declared) => leaksBeside(NOTHING, firewall, declared));
const birthLeaks = answered((firewall: Firewall, declared: Declared) => leaksBeside(AT_BIRTH, firewall, declared));

/** What gets out and is not allowed: one example for each rule that lets it out. */
function leaksBeside(allowed: Allowed, firewall: Firewall, declared: Declared): readonly Breach[] {
  const { family, path: where } = firewall;
  const described = [...byItself(family), ...allowed(declared, family)];
  const passed = passing(firewall, {
    way: "out",
    from: leaving(firewall, declared.tunnel),
    filled: declared.filled,
    told: described,
    examples: leavingExamples(family, declared),
  });
  if (passed === undefined)
    return [{ where, what: "The rules lead too many ways to follow them all, so what leaves can't be told." }];
  return [
    ...strays(passed, described).map(({ packet, by }) => ({
      where,
      ...(by === undefined ? {} : { line: by.line }),
      what: leakText(packet, family, declared.tunnel),
    })),
    ...redirections(firewall, ["OUTPUT", "POSTROUTING"]).map(({ line, target }) => ({
      where,
      line,
      what: `${target.kind === "redirect" ? target.name : "A target"} sends packets elsewhere than where they were meant to go, and no service declares that.`,
    })),
  ];
}

/** What services declare; behind a tunnel inside it, and beside it only the tunnel's own packets, which bear its mark. */
function byServices(declared: Declared, family: Family): readonly Described[] {
  const { tunnel } = declared;
  if (tunnel === undefined)
    return [metadata(family), ...declared.egress.map((egress) => egressPackets(egress, declared, family))];
  return [
    // What goes on inside was begun inside, and so was declared; a new mark can lead a packet there.
    [leavingBy(tunnel), inState("ESTABLISHED")],
    ...declared.egress.flatMap((egress) => [
      [leavingBy(tunnel), ...egressPackets(egress, declared, family)],
      ...ownPackets(egress, declared, family),
    ]),
  ];
}

function egressPackets(egress: Egress, { resolvers }: Declared, family: Family): Described {
  return [
    ofAccount(egress.account),
    ofProtocol(egress.protocol),
    toPorts(...egress.ports),
    destinationOf(egress, resolvers, family),
  ];
}

/** The tunnel's own packets are the kernel's and bear its mark. */
function ownPackets(egress: Egress, declared: Declared, family: Family): readonly Described[] {
  if (egress.account !== "root") return [];
  const [, ...described] = egressPackets(egress, declared, family);
  return [ofAccount("root"), OF_KERNEL].map((sender) => [sender, withMark(TUNNEL.mark), ...described]);
}

/** What holds when the rules can't be loaded knows no service, and nothing leaves. */
const NOTHING: Allowed = () => [];

/** Until the first release, names are asked for and packages fetched; there is no service yet that could be taken over, and no tunnel. */
const AT_BIRTH: Allowed = (_, family) => {
  const elsewhere = notToAddresses(METADATA[family]);
  return [
    [ofProtocol("udp"), toPorts(53), elsewhere],
    [ofProtocol("tcp"), toPorts(53), elsewhere],
    [ofProtocol("tcp"), toPorts(80, 443), ofAccount("_apt"), elsewhere],
    [ofProtocol("tcp"), toPorts(80, 443), ofAccount("root")],
    // Where root itself asks for names it may also ask the metadata, which answers none.
    [toPorts(53), ofAccount("root"), toAddresses(METADATA[family])],
  ];
};

function destinationOf({ to }: Egress, resolvers: readonly string[], family: Family): Match {
  if (to.kind === "addresses") return toAddresses(...ofFamily(to.cidrs, family));
  const known = to.kind === "fact" && to.fact === "resolvers" ? resolvers : [];
  return known.length === 0 ? toNamed(filledDestination(to)) : toAddresses(...ofFamily(known, family));
}

function ofFamily(cidrs: readonly string[], family: Family): readonly AddressRange[] {
  return cidrs.map(rangeOf).filter((range): range is AddressRange => range?.family === family);
}

/**
 * Packets of everybody that begin something or belong to nothing that is known. What goes on was begun and so was declared, and
 * answers go back to who asked; but behind a tunnel, what was begun inside it must not go on beside it.
 */
function leaving(firewall: Firewall, beside: string | undefined): readonly Described[] {
  const states: readonly Described[] = [
    [inState("NEW", "INVALID", "UNTRACKED"), withConnectionMark(0)],
    [inState("RELATED"), ONWARD],
    // Of what goes the other way, only errors are related.
    [inState("RELATED"), BACK, icmp(firewall.family)],
    ...(beside === undefined ? [] : [[inState("ESTABLISHED"), ONWARD, notLeavingBy(beside)]]),
  ];
  // socket(7), SO_MARK: only root's processes and the kernel give a packet a mark of their own.
  const senders: readonly Described[] = asksMark(firewall) ? [[withMark(0)], [ofAccount("root")], [OF_KERNEL]] : [[]];
  return states.flatMap((state) => senders.map((sender) => [TO_OUTSIDE, ...state, ...sender]));
}

const METADATA: Readonly<Record<Family, AddressRange>> = { 4: range("169.254.169.254"), 6: range("fd00:ec2::254") };

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

/**
 * What a machine on a network sends by itself: DHCP (RFC 2131, RFC 8415), for IPv6 neighbours and groups (RFC 4861, RFC 3810).
 * What goes to the machine itself never leaves (RFC 1122, 3.2.1.3; RFC 4291, 2.5.3).
 */
function byItself(family: Family): readonly Described[] {
  if (family === 4) return [[toAddresses(range("127.0.0.0/8"))], [ofProtocol("udp"), fromPorts(68), toPorts(67)]];
  return [
    [toAddresses(range("::1/128"))],
    [ofProtocol("udp"), fromPorts(546), toPorts(547), toAddresses(range("ff02::1:2/128"))],
    ...[131, 132, 133, 135, 136, 143].map((type) => icmpOfType(family, type)),
  ];
}

/** Root's questions to the cloud's metadata (AWS EC2 "Instance metadata service", Hetzner Cloud "Server metadata"). */
function metadata(family: Family): Described {
  return [ofAccount("root"), ofProtocol("tcp"), toPorts(80), toAddresses(METADATA[family])];
}

/** Behind a tunnel everything goes to one other end, the practice's own; and nothing else brings another tunnel. */
function tunnelBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const strangers = release.files
    .filter(({ path }) => STARTS_TUNNEL.test(path) && !tunnelFiles(release.subject.clinic).includes(path))
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

/**
 * What goes into the devices' tunnel: to each device of the stack file, answers at its own addresses. More addresses would be routes
 * (wg-quick(8), AllowedIPs), so that other packets leave by it, and another peer would be somebody else.
 */
function deviceBreaches({ subject }: Release, configuration: Configuration): readonly Breach[] {
  const { devices, names } = subject.clinic;
  const list = devices?.list ?? [];
  const good: Readonly<Record<string, readonly string[]>> = {
    "peer.publickey": list.map(({ publicKey }) => publicKey),
    "peer.allowedips": list.flatMap(({ number }) => {
      const [address4, address6] = insideAddresses(names.domain, number);
      return [`${address4}/32`, `${address6}/128`];
    }),
  };
  return configuration
    .smallPrograms()
    .filter(({ path, key }) => path === ENTRY.devices && !OWN_SETTINGS.has(key.toLowerCase()))
    .filter(({ key, value }) => good[key.toLowerCase()]?.includes(value) !== true)
    .map(({ path, line, key, value }) => ({
      where: path,
      line,
      what: `${key} is ${value}, which is no device's of the stack file: packets would go to others.`,
    }));
}

/** What the machine says of its own end, and leads no packet anywhere. */
const OWN_SETTINGS: ReadonlySet<string> = new Set([
  "interface.privatekey",
  "interface.listenport",
  "interface.address",
]);

/** The file of each tunnel that the stack file asks for, and what is said of its unit. */
function tunnelFiles({ egress, devices }: Clinic): readonly string[] {
  return [
    ...(egress.kind === "vpn-only" ? [ENTRY.tunnel] : []),
    ...(devices === undefined ? [] : [ENTRY.devices, "/etc/systemd/system/wg-quick@wg1.service.d/stillroom.conf"]),
  ];
}

/** wg-quick(8) and its unit: a file for each tunnel, and drop-ins of the unit. */
const STARTS_TUNNEL = /^\/etc\/wireguard\/|^\/etc\/systemd\/(?:system\/wg-quick@|network\/)/;
