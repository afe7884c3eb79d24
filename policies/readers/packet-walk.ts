import type { Destination } from "../../services/service.ts";
import { contains, rangeOf, type AddressRange, type Family } from "./address-range.ts";
import type { Firewall, FirewallRule, Match, PortRange } from "./iptables.ts";

/** One packet, as far as a firewall can ask about it. */
export interface Packet {
  readonly chain: "INPUT" | "OUTPUT" | "FORWARD";
  readonly protocol: string;
  readonly source: string;
  readonly destination: string;
  readonly sourcePort: number;
  readonly destinationPort: number;
  readonly interface: string;
  readonly state: "NEW" | "ESTABLISHED" | "RELATED" | "INVALID" | "UNTRACKED";
  readonly direction: "ORIGINAL" | "REPLY";
  readonly icmpType: string | undefined;
  /** Whether the sender could have set the mark that a rule asks for. */
  readonly marked: boolean;
  /** Account of the process that sends it; undefined for the kernel's own packets and for packets from outside. */
  readonly account: string | undefined;
}

/** What can become of a packet: rates and the like leave more than one way open. */
export interface Fate {
  /** The rule (or the policy: undefined rule) by which it may pass; undefined where it can't. */
  readonly passes: { readonly rule: FirewallRule | undefined } | undefined;
  readonly drops: { readonly rule: FirewallRule | undefined } | undefined;
}

/** Addresses that only the machine knows: its own. */
export const OWN_ADDRESS = "own";

/** Chains that a program of ours fills on the machine, each with what it fills it with. */
export type FilledChains = ReadonlyMap<string, Destination>;

/** How a destination of a filled chain is written in a packet. */
export function filledDestination(destination: Destination): string {
  switch (destination.kind) {
    case "names":
      return destination.names.join(",");
    case "addresses":
      return destination.cidrs.join(",");
    case "fact":
      return destination.fact;
  }
}

interface Ways {
  passes: Fate["passes"];
  drops: Fate["drops"];
  /** The end of the chain can be reached. */
  through: boolean;
}

const MAX_DEPTH = 20;

/** Walks a packet through the chain that it enters, along every way that may be open. */
export function walk(firewall: Firewall, packet: Packet, filled: FilledChains = new Map()): Fate {
  const ways: Ways = { passes: undefined, drops: undefined, through: false };
  const chain = firewall.chains.get(packet.chain);
  ways.through = throughChain(firewall, packet, packet.chain, ways, filled, 0);
  if (ways.through) {
    if (chain?.policy === "DROP") ways.drops ??= { rule: undefined };
    else ways.passes ??= { rule: undefined };
  }
  return { passes: ways.passes, drops: ways.drops };
}

/** Whether the packet may come out at the chain's end. */
function throughChain(
  firewall: Firewall,
  packet: Packet,
  name: string,
  ways: Ways,
  filled: FilledChains,
  depth: number,
): boolean {
  const chain = firewall.chains.get(name);
  // Without such a chain the file would not load; too deep is a circle, which iptables refuses.
  if (chain === undefined || depth > MAX_DEPTH) return true;
  const fill = filled.get(name);
  if (fill !== undefined && packet.destination === filledDestination(fill)) {
    ways.passes ??= { rule: chain.rules[0] };
    return false;
  }
  let leaves = false;
  for (const rule of chain.rules) {
    const fits = fitsAll(rule.matches, packet, firewall.family);
    if (fits === "no") continue;
    const ended = endsAt(rule, firewall, packet, ways, filled, depth);
    if (ended === "return") leaves = true;
    if (ended !== "through" && fits === "yes") return leaves;
  }
  return true;
}

/** What happens to a packet that a rule fits: it goes on to the next rule, leaves the chain, or is decided. */
function endsAt(
  rule: FirewallRule,
  firewall: Firewall,
  packet: Packet,
  ways: Ways,
  filled: FilledChains,
  depth: number,
): "through" | "return" | "decided" {
  const { target } = rule;
  switch (target.kind) {
    case "accept":
      ways.passes ??= { rule };
      return "decided";
    case "drop":
      ways.drops ??= { rule };
      return "decided";
    case "unknown":
      ways.passes ??= { rule };
      ways.drops ??= { rule };
      return "through";
    case "return":
      return "return";
    case "continue":
      return "through";
    case "chain": {
      const through = throughChain(firewall, packet, target.chain, ways, filled, depth + 1);
      if (!through) return "decided";
      return target.goto ? "return" : "through";
    }
  }
}

/** Whether a packet fits all of these matches, as far as it says. */
export function fitsAll(matches: readonly Match[], packet: Packet, family: Family): "yes" | "no" | "maybe" {
  let certain = true;
  for (const match of matches) {
    const fits = matchFits(match, packet, family);
    if (fits === undefined) certain = false;
    else if (!fits) return "no";
  }
  return certain ? "yes" : "maybe";
}

/** Whether a match fits; undefined where the packet does not say. */
function matchFits(match: Match, packet: Packet, family: Family): boolean | undefined {
  switch (match.kind) {
    case "source":
      return inRanges(packet.source, match.ranges, family) !== match.not;
    case "destination":
      return inRanges(packet.destination, match.ranges, family) !== match.not;
    case "own-source":
      return (packet.source === OWN_ADDRESS) !== match.not;
    case "own-destination":
      return (packet.destination === OWN_ADDRESS) !== match.not;
    case "protocol":
      return (packet.protocol === match.protocol) !== match.not;
    case "in":
      return packet.chain === "OUTPUT" ? match.not : interfaceFits(match.name, packet.interface) !== match.not;
    case "out":
      return packet.chain === "INPUT" ? match.not : interfaceFits(match.name, packet.interface) !== match.not;
    case "source-port":
      return inPorts(packet.sourcePort, match.ports) !== match.not;
    case "destination-port":
      return inPorts(packet.destinationPort, match.ports) !== match.not;
    case "any-port":
      return (inPorts(packet.sourcePort, match.ports) || inPorts(packet.destinationPort, match.ports)) !== match.not;
    case "state":
      return match.states.includes(packet.state) !== match.not;
    case "direction":
      return (match.direction === packet.direction) !== match.not;
    case "icmp-type":
      return packet.icmpType === undefined ? undefined : (packet.icmpType === match.type) !== match.not;
    case "mark":
      return packet.marked ? undefined : false;
    case "user":
      // iptables-extensions(8), owner: packets without a socket never match, negated or not.
      return packet.account === undefined ? false : (packet.account === match.name) !== match.not;
    case "group":
      return packet.account === undefined ? false : undefined;
    case "maybe":
      return undefined;
  }
}

/** iptables(8), -i: a name that ends in "+" stands for all that begin so. */
function interfaceFits(pattern: string, name: string): boolean {
  return pattern.endsWith("+") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function inPorts(port: number, ranges: readonly PortRange[]): boolean {
  return ranges.some((range) => range.from <= port && port <= range.to);
}

const ranges = new Map<string, AddressRange | undefined>();

function inRanges(address: string, candidates: readonly AddressRange[], family: Family): boolean {
  if (!ranges.has(address)) ranges.set(address, rangeOf(address));
  const range = ranges.get(address);
  // What is known only by name can be anywhere; only "everywhere" surely holds it.
  if (range === undefined)
    return candidates.some((candidate) => candidate.low === 0n && candidate.high > 1n << (family === 4 ? 31n : 127n));
  return candidates.some((candidate) => contains(candidate, range));
}
