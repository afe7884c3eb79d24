import { contains, rangeOf, type AddressRange, type Family } from "./address-range.ts";
import { OWN_ADDRESS } from "./iptables-matches.ts";
import type { End, Match, NumberRange } from "./iptables.ts";

/** One packet, as far as a packet filter can ask about it. */
export interface Packet {
  readonly source: Address;
  readonly destination: Address;
  readonly protocol: number;
  readonly sourcePort: number;
  readonly destinationPort: number;
  /** The interface by which it comes in; empty for one of the machine's own. */
  readonly in: string;
  /** The interface by which it leaves; empty for one that stays. */
  readonly out: string;
  readonly state: State;
  /** Of the process that sends it: its name, or a number that no known name has; undefined for a packet of the kernel's own. */
  readonly account: string | number | undefined;
  /** ICMP's type and code, `type * 256 + code`. */
  readonly icmp: number;
  /** TCP's flags as in its header. */
  readonly flags: number;
  readonly mark: number;
  readonly connectionMark: number;
}

/** A number, or where only a name is known (the machine's own address, what a chain is filled with) that name. */
export type Address = bigint | string;

/** conntrack's states; what belongs to a known connection goes its original way unless it is a reply. */
export type State = "NEW" | "ESTABLISHED" | "ESTABLISHED,REPLY" | "RELATED" | "RELATED,REPLY" | "INVALID" | "UNTRACKED";

const STATES: readonly State[] = [
  "NEW",
  "ESTABLISHED",
  "ESTABLISHED,REPLY",
  "RELATED",
  "RELATED,REPLY",
  "INVALID",
  "UNTRACKED",
];

type Dimension = keyof Packet;

const DIMENSIONS: readonly Dimension[] = [
  "state",
  "out",
  "in",
  "protocol",
  "destinationPort",
  "account",
  "destination",
  "source",
  "sourcePort",
  "icmp",
  "flags",
  "mark",
  "connectionMark",
];

/**
 * All packets whose values lie, in each dimension, in one of the classes whose bit is set. A class holds the values between
 * which no question that is asked can tell a difference, so a box is exact, and few boxes stand for all packets there are.
 */
export type Box = readonly bigint[];

/** What a list of matches asks, all at once: in each dimension the classes that may fit, and those that surely do. */
export interface Asked {
  readonly on: readonly Mask[];
  /** Whether a packet in all of the `must` surely fits. */
  readonly certain: boolean;
}

export interface PacketSpace {
  readonly everything: Box;
  readonly asked: (matches: readonly Match[]) => Asked;
  /** The one class of a value, as a mask. */
  readonly classOf: (value: Partial<Packet>) => { readonly dimension: number; readonly mask: bigint };
  readonly indexOf: (dimension: Dimension) => number;
  /** One packet out of a box. */
  readonly exampleIn: (box: Box) => Packet;
}

/**
 * The space in which these matches can be asked.
 *
 * @param values what is to be told apart besides: each with one dimension. Of a class the first value given is its example
 */
export function packetSpace(
  matches: readonly Match[],
  values: readonly Partial<Packet>[],
  family: Family,
): PacketSpace {
  const asked = new Map<Dimension, Match[]>();
  for (const match of matches) {
    const dimension = dimensionOf(match);
    if (dimension === undefined) continue;
    const others = asked.get(dimension);
    if (others === undefined) asked.set(dimension, [match]);
    else others.push(match);
  }
  const axes = DIMENSIONS.map((dimension) => {
    const given = values.filter((value) => Object.hasOwn(value, dimension));
    return axisOf(dimension, asked.get(dimension) ?? [], given, family);
  });
  const masks = new Map(axes.flatMap((axis, dimension) => masksOn(axis, dimension)));
  return {
    everything: axes.map(({ classes }) => (1n << BigInt(classes.length)) - 1n),
    asked: (list) => combined(list, masks),
    classOf: (value) => {
      const dimension = DIMENSIONS.findIndex((name) => Object.hasOwn(value, name));
      const { matches, classes } = axes[dimension] ?? { matches: [], classes: [] };
      const signature = signatureOf(value, matches, family);
      const index = classes.findIndex((one) => one.signature === signature);
      return { dimension, mask: index === -1 ? 0n : 1n << BigInt(index) };
    },
    indexOf: (dimension) => DIMENSIONS.indexOf(dimension),
    exampleIn: (box) =>
      box.reduce<Packet>((packet, mask, dimension) => {
        const found = axes[dimension]?.classes.find((_, index) => (mask >> BigInt(index)) & 1n);
        return { ...packet, ...found?.value };
      }, ANY_PACKET),
  };
}

/** One dimension: what is asked about it, and a value for each different list of answers. */
interface Axis {
  readonly matches: readonly Match[];
  readonly classes: readonly { readonly value: Partial<Packet>; readonly signature: string }[];
}

function axisOf(
  dimension: Dimension,
  matches: readonly Match[],
  given: readonly Partial<Packet>[],
  family: Family,
): Axis {
  const classes = new Map<string, { readonly value: Partial<Packet>; readonly signature: string }>();
  for (const value of [...given, ...valuesAround(dimension, matches, family)]) {
    const signature = signatureOf(value, matches, family);
    if (!classes.has(signature)) classes.set(signature, { value, signature });
  }
  return { matches, classes: [...classes.values()] };
}

interface Mask {
  readonly dimension: number;
  readonly may: bigint;
  readonly must: bigint;
}

/** The classes that each match may fit, and those that it surely fits. */
function masksOn({ matches, classes }: Axis, dimension: number): readonly (readonly [Match, Mask])[] {
  return matches.map((match, place) => {
    let may = 0n;
    let must = 0n;
    for (const [index, { signature }] of classes.entries()) {
      const answer = signature[place];
      if (answer !== NO) may |= 1n << BigInt(index);
      if (answer === YES) must |= 1n << BigInt(index);
    }
    return [match, { dimension, may, must }];
  });
}

/** What a packet is where nothing asks. */
const ANY_PACKET: Packet = {
  source: 0n,
  destination: 0n,
  protocol: 6,
  sourcePort: 40000,
  destinationPort: 0,
  in: "",
  out: "",
  state: "NEW",
  account: undefined,
  icmp: 0,
  flags: 0,
  mark: 0,
  connectionMark: 0,
};

const YES = "y";
const NO = "n";
const MAYBE = "m";

/** How each match answers, a letter each. A name stands for itself, whatever is asked: two names are two places. */
function signatureOf(value: Partial<Packet>, matches: readonly Match[], family: Family): string {
  const packet = { ...ANY_PACKET, ...value };
  let signature = "";
  for (const match of matches) {
    const answer = fits(match, packet, family);
    signature += answer === undefined ? MAYBE : answer ? YES : NO;
  }
  if (typeof value.destination === "string") signature += value.destination;
  if (typeof value.source === "string") signature += value.source;
  return signature;
}

function combined(matches: readonly Match[], masks: ReadonlyMap<Match, Mask>): Asked {
  const on = new Map<number, Mask>();
  let certain = true;
  for (const match of matches) {
    const mask = masks.get(match);
    if (mask === undefined) {
      certain = false;
      continue;
    }
    const before = on.get(mask.dimension);
    on.set(
      mask.dimension,
      before === undefined ? mask : { ...mask, may: before.may & mask.may, must: before.must & mask.must },
    );
  }
  return { on: [...on.values()], certain };
}

/** The one thing about a packet that a match asks; undefined where no packet tells it. */
function dimensionOf(match: Match): Dimension | undefined {
  switch (match.kind) {
    case "address":
    case "named-address":
    case "address-type":
      return match.end;
    case "protocol":
      return "protocol";
    case "interface":
      return match.side;
    case "port":
      return match.end === "source" ? "sourcePort" : "destinationPort";
    case "state":
    case "direction":
      return "state";
    case "user":
    case "group":
    case "socket":
    case "account":
      return "account";
    case "icmp":
      return "icmp";
    case "flags":
      return "flags";
    case "mark":
      return match.of === "packet" ? "mark" : "connectionMark";
    case "either-port":
    case "maybe":
      return undefined;
  }
}

/** Values that meet every answer which matches can give: those at the ends of what they ask for, and one beyond. */
function valuesAround(dimension: Dimension, matches: readonly Match[], family: Family): readonly Partial<Packet>[] {
  switch (dimension) {
    case "source":
      return addressesAround(matches, family).map((source) => ({ source }));
    case "destination":
      return addressesAround(matches, family).map((destination) => ({ destination }));
    case "protocol":
      return numbersAround(matches.flatMap(rangesOf), 255).map((protocol) => ({ protocol }));
    case "sourcePort":
      return numbersAround(matches.flatMap(rangesOf), 65535).map((sourcePort) => ({ sourcePort }));
    case "destinationPort":
      return numbersAround(matches.flatMap(rangesOf), 65535).map((destinationPort) => ({ destinationPort }));
    case "icmp":
      return numbersAround(matches.flatMap(rangesOf), 65535).map((icmp) => ({ icmp }));
    case "mark":
      return numbersAround(matches.flatMap(rangesOf), 0xffffffff).map((mark) => ({ mark }));
    case "connectionMark":
      return numbersAround(matches.flatMap(rangesOf), 0xffffffff).map((connectionMark) => ({ connectionMark }));
    case "flags":
      return Array.from({ length: matches.length === 0 ? 1 : 64 }, (_, flags) => ({ flags }));
    case "state":
      return STATES.map((state) => ({ state }));
    case "in":
      return interfacesAround(matches).map((name) => ({ in: name }));
    case "out":
      return interfacesAround(matches).map((name) => ({ out: name }));
    case "account":
      return [...accountsAround(matches), undefined].map((account) => ({ account }));
  }
}

function rangesOf(match: Match): readonly NumberRange[] {
  switch (match.kind) {
    case "protocol":
      return [{ from: match.protocol, to: match.protocol }];
    case "port":
      return match.ports;
    case "icmp":
      return [match.types];
    case "mark":
      return [{ from: match.mark, to: match.mark }];
    default:
      return [];
  }
}

function numbersAround(ranges: readonly NumberRange[], most: number): readonly number[] {
  return [...new Set([0, ...ranges.flatMap(({ from, to }) => [from, to + 1])])].filter((number) => number <= most);
}

function addressesAround(matches: readonly Match[], family: Family): readonly bigint[] {
  const ranges = matches.flatMap((match) => {
    if (match.kind === "address") return match.ranges;
    return match.kind === "address-type" ? [MULTICAST[family], BROADCAST] : [];
  });
  const top = family === 4 ? (1n << 32n) - 1n : (1n << 128n) - 1n;
  return [...new Set([0n, ...ranges.flatMap(({ low, high }) => [low, high + 1n])])].filter((address) => address <= top);
}

/** A name for each that is asked for, for a pattern the one that it begins and one behind it, and one that nobody thought of. */
function interfacesAround(matches: readonly Match[]): readonly string[] {
  const names = matches.flatMap((match) => (match.kind === "interface" ? [match.name] : []));
  return [
    ...names.flatMap((name) => (name.endsWith("+") ? [`${name.slice(0, -1)}0`, `${name.slice(0, -1)}9x`] : [name])),
    "other0",
  ];
}

/** Accounts by name, by number at the ends of ranges, and one whom nobody named. */
function accountsAround(matches: readonly Match[]): readonly (string | number)[] {
  const users = matches.flatMap((match) => (match.kind === "user" ? [match.user] : []));
  const described = matches.flatMap((match) => (match.kind === "account" ? [match.account] : []));
  return [
    ...described.filter((account) => account !== undefined),
    ...users.flatMap((user): readonly (string | number)[] =>
      typeof user === "string" ? [user] : [user.from, user.to, user.to + 1].filter((number) => !hasName(number)),
    ),
    ...NUMBERS.keys(),
    "someone-else",
  ];
}

/** Accounts whose numbers never differ (Debian's base-passwd 3.6, passwd.master; `_apt` got its number with Debian 13). */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ["root", 0],
  ["daemon", 1],
  ["www-data", 33],
  ["backup", 34],
  ["nobody", 65534],
]);

function hasName(number: number): boolean {
  return [...NUMBERS.values()].includes(number);
}

/** Numbers that an account by name can have: neither root's nor nobody's (Debian Policy, 9.2.2). */
const NAMED_NUMBERS: NumberRange = { from: 1, to: 65533 };

/** Whether a packet fits a match; undefined where the packet does not tell. */
export function fits(match: Match, packet: Packet, family: Family): boolean | undefined {
  switch (match.kind) {
    case "address":
      return negated(inRanges(packet[match.end], match.ranges, family), match.not);
    case "named-address":
      return (packet[match.end] === match.name) !== match.not;
    case "address-type":
      return negated(isOfType(match.end, packet, match.types, family), match.not);
    case "protocol":
      return (packet.protocol === match.protocol) !== match.not;
    case "interface":
      return interfaceFits(match.name, packet[match.side]) !== match.not;
    case "port":
      return inNumbers(match.end === "source" ? packet.sourcePort : packet.destinationPort, match.ports) !== match.not;
    case "either-port":
      return inNumbers(packet.sourcePort, match.ports) || inNumbers(packet.destinationPort, match.ports);
    case "flags":
      return ((packet.flags & match.mask) === match.set) !== match.not;
    case "state":
      return match.states.includes(packet.state.replace(",REPLY", "")) !== match.not;
    case "direction":
      // net/netfilter/xt_conntrack.c: what belongs to no connection goes no way.
      if (packet.state === "INVALID" || packet.state === "UNTRACKED") return undefined;
      return (match.direction === "REPLY") === packet.state.endsWith(",REPLY");
    case "icmp":
      return inNumbers(packet.icmp, [match.types]) !== match.not;
    case "mark":
      if (match.of === "packet") return (packet.mark === match.mark) !== match.not;
      // net/netfilter/xt_connmark.c: what belongs to no connection fits neither way.
      return (packet.connectionMark === match.mark) !== match.not ? (match.not ? undefined : true) : false;
    case "user":
      // net/netfilter/xt_owner.c: a packet without a socket fits whatever is only asked not to be.
      return packet.account === undefined ? match.not : negated(isUser(packet.account, match.user), match.not);
    case "group":
      return packet.account === undefined ? match.not : undefined;
    case "socket":
      // What the kernel sends by itself may have a socket that nobody owns.
      return packet.account === undefined ? undefined : !match.not;
    case "account":
      return packet.account === match.account;
    case "maybe":
      return undefined;
  }
}

function negated(answer: boolean | undefined, not: boolean): boolean | undefined {
  return answer === undefined ? undefined : answer !== not;
}

function isUser(account: string | number, user: string | NumberRange): boolean | undefined {
  if (typeof user === "string") {
    return typeof account === "string" ? account === user : NUMBERS.get(user) === account;
  }
  const number = typeof account === "string" ? NUMBERS.get(account) : account;
  if (number !== undefined) return inNumbers(number, [user]);
  if (user.from <= NAMED_NUMBERS.from && NAMED_NUMBERS.to <= user.to) return true;
  return user.from <= NAMED_NUMBERS.to && NAMED_NUMBERS.from <= user.to ? undefined : false;
}

/** iptables(8), -i: a name that ends in "+" stands for all that begin so. */
function interfaceFits(pattern: string, name: string): boolean {
  return pattern.endsWith("+") ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function inNumbers(number: number, ranges: readonly NumberRange[]): boolean {
  return ranges.some((range) => range.from <= number && number <= range.to);
}

function inRanges(address: Address, ranges: readonly AddressRange[], family: Family): boolean | undefined {
  if (typeof address === "bigint") return ranges.some(({ low, high }) => low <= address && address <= high);
  if (ranges.some((range) => contains(range, EVERYWHERE[family]))) return true;
  // The machine's own address can be anywhere. What a name stands for is asked by that name, and as an address by its number.
  return address === OWN_ADDRESS ? undefined : false;
}

const EVERYWHERE: Readonly<Record<Family, AddressRange>> = { 4: range("0.0.0.0/0"), 6: range("::/0") };
/** RFC 5771 and RFC 4291, 2.7. */
const MULTICAST: Readonly<Record<Family, AddressRange>> = { 4: range("224.0.0.0/4"), 6: range("ff00::/8") };
/** RFC 919: of the limited broadcast; that of a network is known on the machine alone. */
const BROADCAST: AddressRange = range("255.255.255.255/32");

/** @throws Error for a text of ours that is no range */
export function range(text: string): AddressRange {
  const found = rangeOf(text);
  if (found === undefined) throw new Error(`${text} is no range of addresses.`);
  return found;
}

/** iptables-extensions(8), addrtype: what the routing table takes an address for. */
function isOfType(end: End, packet: Packet, types: readonly string[], family: Family): boolean | undefined {
  const address = packet[end];
  if (address === OWN_ADDRESS) return types.includes("LOCAL");
  if (typeof address === "string") return undefined;
  if (inRanges(address, [MULTICAST[family]], family) === true) return types.includes("MULTICAST");
  if (family === 4 && inRanges(address, [BROADCAST], family) === true) return types.includes("BROADCAST");
  const possible = types.filter((type) => type !== "MULTICAST");
  return possible.length === 0 ? false : undefined;
}

/** The part of a box that may fit, and the parts that may not. */
export function split(box: Box, asked: Asked): { readonly matched: Box | undefined; readonly rest: readonly Box[] } {
  const matched: bigint[] | undefined = [...box];
  for (const { dimension, may } of asked.on) {
    const left: bigint = (matched[dimension] ?? 0n) & may;
    if (left === 0n) return { matched: undefined, rest: [box] };
    matched[dimension] = left;
  }
  if (!asked.certain) return { matched, rest: [box] };
  const rest: Box[] = [];
  let inside = [...box];
  for (const { dimension, must } of asked.on) {
    const here = inside[dimension] ?? 0n;
    const outside = here & ~must;
    if (outside !== 0n) rest.push(inside.with(dimension, outside));
    const left = here & must;
    if (left === 0n) return { matched, rest };
    inside = inside.with(dimension, left);
  }
  return { matched, rest };
}

/** What is left of boxes when everything that surely fits is taken away. */
export function without(boxes: readonly Box[], asked: Asked): readonly Box[] {
  return boxes.flatMap((box) => split(box, asked).rest);
}

/** What one box has and another has not. */
export function beyond(box: Box, other: Box): readonly Box[] {
  const on = other.map((mask, dimension) => ({ dimension, may: mask, must: mask }));
  return split(box, { on, certain: true }).rest;
}
