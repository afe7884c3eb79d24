import { addressText, type AddressRange } from "./address-range.ts";
import type { Firewall, FirewallRule, Match, PortRange } from "./iptables.ts";
import { filledDestination, fitsAll, type FilledChains, type Packet } from "./packet-walk.ts";

/** One way through a chain that ends in ACCEPT: a packet that takes it fits every match along it. */
export interface AcceptingPath {
  readonly matches: readonly Match[];
  /** The rule that accepts; undefined where the chain's policy does. */
  readonly rule: FirewallRule | undefined;
  /** The filled chain that accepts, instead of a rule. */
  readonly destination: string | undefined;
}

const MAX_DEPTH = 20;

/** Every way by which a packet could be accepted in a chain, earlier rules left out of account: a walk then decides. */
export function acceptingPaths(firewall: Firewall, chain: string, filled: FilledChains): readonly AcceptingPath[] {
  const paths = pathsFrom(firewall, chain, filled, [], 0);
  if (firewall.chains.get(chain)?.policy === "DROP") return paths;
  return [...paths, { matches: [], rule: undefined, destination: undefined }];
}

function pathsFrom(
  firewall: Firewall,
  name: string,
  filled: FilledChains,
  before: readonly Match[],
  depth: number,
): readonly AcceptingPath[] {
  const fill = filled.get(name);
  const found: AcceptingPath[] =
    fill === undefined ? [] : [{ matches: before, rule: undefined, destination: filledDestination(fill) }];
  if (depth > MAX_DEPTH) return found;
  for (const rule of firewall.chains.get(name)?.rules ?? []) {
    const matches = [...before, ...rule.matches];
    if (rule.target.kind === "accept" || rule.target.kind === "unknown") {
      found.push({ matches, rule, destination: undefined });
    } else if (rule.target.kind === "chain") {
      for (const path of pathsFrom(firewall, rule.target.chain, filled, matches, depth + 1)) {
        found.push({ ...path, rule: path.rule ?? rule });
      }
    }
  }
  return found;
}

/** What a packet may look like where a path says nothing: enough of each kind to meet every rule that tells kinds apart. */
export interface Surroundings {
  readonly chain: Packet["chain"];
  readonly interfaces: readonly string[];
  readonly states: readonly Pick<Packet, "state" | "direction">[];
  readonly accounts: readonly (string | undefined)[];
  readonly sources: readonly string[];
  /** Where it goes, if that is not to be told by the rules: into this machine. */
  readonly destinations?: readonly string[];
  /** Ranges that matter beside those of the rules. */
  readonly ranges: readonly AddressRange[];
  readonly ports: readonly PortRange[];
}

const PROTOCOLS = ["tcp", "udp", "icmp", "ipv6-icmp", "sctp", "gre"];
const PORTED: ReadonlySet<string> = new Set(["tcp", "udp", "sctp"]);
/** A type of ICMP that nobody uses (RFC 792, RFC 4443): what no rule names. */
const OTHER_ICMP_TYPE = "255";

/**
 * Packets that stand for all that could take a path. Rules tell addresses and ports apart only at the ends of their ranges, so
 * one from between each two neighbouring ends stands for every other there.
 */
export function* packetsOn(path: AcceptingPath, firewall: Firewall, around: Surroundings): Generator<Packet> {
  const { matches } = path;
  const marked = matches.some((match) => match.kind === "mark");
  const given = {
    protocols: only(matches, "protocol").map((match) => match.protocol),
    accounts: only(matches, "user").map((match) => match.name),
    icmpTypes: only(matches, "icmp-type").map((match) => match.type),
    interfaces: only(matches, around.chain === "INPUT" ? "in" : "out").map((match) => match.name.replace(/\+$/, "0")),
  };
  const states = around.states.filter((state) => stateFits(matches, state));
  // What stays on the machine neither comes in nor leaves.
  const interfaces = orElse(given.interfaces, around.interfaces).filter((name) => name !== "lo");
  if (states.length === 0 || interfaces.length === 0) return;
  const ends = endsIn(firewall);
  const destinations = destinationsOn(path, ends, firewall, around);
  const sources =
    only(matches, "source").length > 0 ? addressesOn(path, ends, firewall, around, "source") : around.sources;
  const destinationPorts = portsOn(path, ends, around, "destination-port");
  const sourcePorts = portsOn(path, ends, around, "source-port");
  for (const protocol of orElse(given.protocols, PROTOCOLS)) {
    const ported = PORTED.has(protocol);
    for (const { state, direction } of states) {
      // A mark is the kernel's or root's.
      for (const account of marked ? ["root"] : orElse(given.accounts, around.accounts)) {
        for (const name of interfaces) {
          for (const icmpType of ported ? [undefined] : orElse(given.icmpTypes, [...ends.icmpTypes, OTHER_ICMP_TYPE])) {
            const common = {
              chain: around.chain,
              protocol,
              state,
              direction,
              account,
              interface: name,
              icmpType,
              marked,
            };
            for (const destination of destinations) {
              for (const source of sources) {
                for (const destinationPort of ported ? destinationPorts : [0]) {
                  for (const sourcePort of ported ? sourcePorts : [0]) {
                    const packet = { ...common, source, destination, sourcePort, destinationPort };
                    if (fitsAll(matches, packet, firewall.family) !== "no") yield packet;
                  }
                }
              }
            }
          }
        }
      }
    }
  }
}

function destinationsOn(path: AcceptingPath, ends: Ends, firewall: Firewall, around: Surroundings): readonly string[] {
  if (path.destination !== undefined) return [path.destination];
  const told = only(path.matches, "destination").length > 0;
  return (told ? undefined : around.destinations) ?? addressesOn(path, ends, firewall, around, "destination");
}

function stateFits(matches: readonly Match[], { state, direction }: Pick<Packet, "state" | "direction">): boolean {
  return matches.every((match) => {
    if (match.kind === "state") return match.states.includes(state) !== match.not;
    return match.kind !== "direction" || (match.direction === direction) !== match.not;
  });
}

function orElse<Value>(given: readonly Value[], otherwise: readonly Value[]): readonly Value[] {
  return given.length > 0 ? given : otherwise;
}

/** Matches of one kind that are not negated; a negated one narrows nothing here and is left to the walk. */
function only<Kind extends Match["kind"]>(matches: readonly Match[], kind: Kind): readonly MatchOf<Kind>[] {
  return every(matches, kind).filter((match) => !("not" in match && match.not));
}

function every<Kind extends Match["kind"]>(matches: readonly Match[], kind: Kind): readonly MatchOf<Kind>[] {
  return matches.filter((match): match is MatchOf<Kind> => match.kind === kind);
}

/** The member of the union that can have this kind. */
type MatchOf<Kind, One = Match> = One extends { readonly kind: infer Kinds }
  ? Kind extends Kinds
    ? One
    : never
  : never;

/** Where rules, negated ones too, begin and cease to fit: the first address or port of each range, and the first behind it. */
interface Ends {
  readonly source: readonly bigint[];
  readonly destination: readonly bigint[];
  readonly "source-port": readonly number[];
  readonly "destination-port": readonly number[];
  readonly icmpTypes: readonly string[];
}

const known = new WeakMap<Firewall, Ends>();

function endsIn(firewall: Firewall): Ends {
  const before = known.get(firewall);
  if (before !== undefined) return before;
  const matches = [...firewall.chains.values()].flatMap((chain) => chain.rules.flatMap((rule) => rule.matches));
  const addresses = (kind: "source" | "destination") =>
    distinct(every(matches, kind).flatMap((match) => match.ranges.flatMap(({ low, high }) => [low, high + 1n])));
  const ports = (kind: "source-port" | "destination-port") =>
    distinct(
      [...every(matches, kind), ...every(matches, "any-port")].flatMap((match) =>
        match.ports.flatMap(({ from, to }) => [from, to + 1]),
      ),
    );
  const ends = {
    source: addresses("source"),
    destination: addresses("destination"),
    "source-port": ports("source-port"),
    "destination-port": ports("destination-port"),
    icmpTypes: distinct(every(matches, "icmp-type").map((match) => match.type)),
  };
  known.set(firewall, ends);
  return ends;
}

function distinct<Value>(values: readonly Value[]): readonly Value[] {
  return [...new Set(values)];
}

function addressesOn(
  path: AcceptingPath,
  ends: Ends,
  { family }: Firewall,
  around: Surroundings,
  kind: "source" | "destination",
): readonly string[] {
  const top = family === 4 ? (1n << 32n) - 1n : (1n << 128n) - 1n;
  const within = only(path.matches, kind).flatMap((match) => match.ranges);
  const others = around.ranges.filter((range) => range.family === family).flatMap(({ low, high }) => [low, high + 1n]);
  const found = new Set<bigint>();
  for (const range of orElse(within, [{ family, low: 0n, high: top }])) {
    found.add(range.low);
    for (const end of [...ends[kind], ...others]) if (range.low <= end && end <= range.high) found.add(end);
  }
  return [...found].map((value) => addressText(family, value));
}

function portsOn(
  path: AcceptingPath,
  ends: Ends,
  around: Surroundings,
  kind: "source-port" | "destination-port",
): readonly number[] {
  const within = only(path.matches, kind).flatMap((match) => match.ports);
  // Source ports are the sender's to choose: where no rule on the path asks, one stands for all.
  if (within.length === 0 && kind === "source-port") return [40000];
  const others = around.ports.flatMap(({ from, to }) => [from, to + 1]);
  const found = new Set<number>();
  for (const range of orElse(within, [{ from: 0, to: 65535 }])) {
    found.add(range.from);
    for (const end of [...ends[kind], ...others]) if (range.from <= end && end <= range.to) found.add(end);
  }
  return [...found];
}
