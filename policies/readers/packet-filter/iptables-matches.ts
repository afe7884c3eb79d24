import { rangeOf, type Family } from "./address-range.ts";
import type { End, Match, NumberRange, Side } from "./iptables.ts";

/** The machine's own address, which only the machine knows. */
export const OWN_ADDRESS = "own";

/** One option of a match module: the words that follow it, and what they ask of a packet. */
export interface MatchOption {
  /** The name by which it may be given once, whichever of its spellings is used. */
  readonly name: string;
  readonly words: number;
  readonly negatable: boolean;
  /** All of these must hold; undefined where the words are not understood. */
  readonly read: (words: readonly string[], not: boolean) => readonly Match[] | undefined;
}

export interface MatchModule {
  readonly options: Readonly<Record<string, MatchOption>>;
  /** Protocols for which alone it may be loaded; undefined for any. */
  readonly protocols?: readonly number[];
  /** The one address family that has it. */
  readonly family?: Family;
  /** Whether it keeps who sent a packet in a list of its own, for as long as the machine runs. */
  readonly records?: true;
  /** What it means without any option. */
  readonly alone: "nothing" | "maybe" | "refused";
}

const MAYBE: readonly Match[] = [{ kind: "maybe" }];

/** An option that narrows a rule by what a packet alone does not tell. */
function narrowing(name: string, form: RegExp | undefined, negatable = false): MatchOption {
  return {
    name,
    words: form === undefined ? 0 : 1,
    negatable,
    read: (words) => (formed(words, form) ? MAYBE : undefined),
  };
}

/** An option whose word makes no difference by itself. */
function silent(name: string, form: RegExp | undefined): MatchOption {
  return {
    name,
    words: form === undefined ? 0 : 1,
    negatable: false,
    read: (words) => (formed(words, form) ? [] : undefined),
  };
}

function formed([word = ""]: readonly string[], form: RegExp | undefined): boolean {
  return form === undefined || form.test(word);
}

const COUNT = /^(?:0|[1-9]\d{0,6})$/;
const BYTE = /^(?:0|[1-9]\d?|1\d\d|2[0-4]\d|25[0-5])$/;
const LENGTHS = /^(?:0|[1-9]\d{0,3})(?::[1-9]\d{3})?$/;
const RATE = /^[1-9]\d{0,3}(?:\/(?:s|sec|second|m|min|minute|h|hour|d|day))?$/;
const LABEL = /^[A-Za-z][A-Za-z0-9_-]{0,14}$/;
const PREFIX = /^[1-2]?\d$/;

function option(name: string, read: (word: string, not: boolean) => Match | undefined, negatable = true): MatchOption {
  return {
    name,
    words: 1,
    negatable,
    read: ([word = ""], not) => {
      const match = read(word, not);
      return match === undefined ? undefined : [match];
    },
  };
}

const TCP = 6;
const UDP = 17;
const DCCP = 33;
const SCTP = 132;
const UDPLITE = 136;

/** `--sport` and `--dport` as tcp, udp, sctp and dccp have them: one port, or `from:to` with either end left out. */
const PORTS: Readonly<Record<string, MatchOption>> = bySpelling([
  [["--sport", "--source-port"], option("--source-port", (word, not) => portMatch("source", [portRange(word)], not))],
  [
    ["--dport", "--destination-port"],
    option("--destination-port", (word, not) => portMatch("destination", [portRange(word)], not)),
  ],
]);

function bySpelling(
  options: readonly (readonly [readonly string[], MatchOption])[],
): Readonly<Record<string, MatchOption>> {
  return Object.fromEntries(options.flatMap(([names, option]) => names.map((name) => [name, option])));
}

function named(...options: readonly MatchOption[]): Readonly<Record<string, MatchOption>> {
  return Object.fromEntries(options.map((option) => [option.name, option]));
}

/**
 * iptables-extensions(8), "MATCH EXTENSIONS", of iptables 1.8.11, and what `iptables -m NAME --help` prints: the modules that
 * these rules understand, and of each those options whose effect is known.
 */
const MODULES: Readonly<Record<string, MatchModule>> = {
  tcp: {
    protocols: [TCP],
    alone: "nothing",
    options: {
      ...PORTS,
      "--tcp-flags": {
        name: "--tcp-flags",
        words: 2,
        negatable: true,
        read: ([mask = "", set = ""], not) => flagsMatch(mask, set, not),
      },
      "--syn": {
        name: "--tcp-flags",
        words: 0,
        negatable: true,
        read: (_words, not) => flagsMatch("FIN,SYN,RST,ACK", "SYN", not),
      },
      ...named(narrowing("--tcp-option", /^[1-9]\d?$/, true)),
    },
  },
  udp: { protocols: [UDP], alone: "nothing", options: PORTS },
  sctp: { protocols: [SCTP], alone: "nothing", options: PORTS },
  dccp: { protocols: [DCCP], alone: "nothing", options: PORTS },
  multiport: {
    protocols: [TCP, UDP, DCCP, SCTP, UDPLITE],
    alone: "refused",
    options: bySpelling([
      [["--sports", "--source-ports"], option("--ports", (word, not) => portMatch("source", portList(word), not))],
      [
        ["--dports", "--destination-ports"],
        option("--ports", (word, not) => portMatch("destination", portList(word), not)),
      ],
      [["--ports"], { name: "--ports", words: 1, negatable: true, read: ([word = ""], not) => eitherPort(word, not) }],
    ]),
  },
  icmp: { protocols: [1], family: 4, alone: "refused", options: named(option("--icmp-type", icmpMatch(4))) },
  icmp6: { protocols: [58], family: 6, alone: "refused", options: named(option("--icmpv6-type", icmpMatch(6))) },
  conntrack: {
    alone: "refused",
    options: named(
      option("--ctstate", stateMatch),
      option(
        "--ctdir",
        (word) => (word === "ORIGINAL" || word === "REPLY" ? { kind: "direction", direction: word } : undefined),
        false,
      ),
      narrowing("--ctstatus", /^(?:NONE|EXPECTED|SEEN_REPLY|ASSURED|CONFIRMED)$/, true),
    ),
  },
  state: { alone: "refused", options: named(option("--state", stateMatch)) },
  owner: {
    alone: "refused",
    options: named(
      option("--uid-owner", userMatch),
      option("--gid-owner", (word, not) => (NAME.test(word) || RANGE.test(word) ? { kind: "group", not } : undefined)),
      silent("--suppl-groups", undefined),
      { name: "--socket-exists", words: 0, negatable: true, read: (_words, not) => [{ kind: "socket", not }] },
    ),
  },
  mark: { alone: "refused", options: named(option("--mark", markMatch("packet"))) },
  connmark: { alone: "refused", options: named(option("--mark", markMatch("connection"))) },
  addrtype: {
    alone: "refused",
    options: named(
      option("--src-type", (word, not) => addressType("source", word, not)),
      option("--dst-type", (word, not) => addressType("destination", word, not)),
    ),
  },
  comment: { alone: "refused", options: named(silent("--comment", /^.{0,255}$/s)) },
  limit: { alone: "maybe", options: named(narrowing("--limit", RATE), narrowing("--limit-burst", /^[1-9]\d{0,3}$/)) },
  hashlimit: {
    alone: "refused",
    options: named(
      narrowing("--hashlimit-upto", RATE),
      narrowing("--hashlimit-above", RATE),
      silent("--hashlimit-mode", /^(?:srcip|srcport|dstip|dstport)(?:,(?:srcip|srcport|dstip|dstport)){0,3}$/),
      silent("--hashlimit-srcmask", PREFIX),
      silent("--hashlimit-dstmask", PREFIX),
      silent("--hashlimit-name", LABEL),
      silent("--hashlimit-burst", /^[1-9]\d{0,3}$/),
      silent("--hashlimit-htable-size", COUNT),
      silent("--hashlimit-htable-max", COUNT),
      silent("--hashlimit-htable-expire", COUNT),
      silent("--hashlimit-htable-gcinterval", COUNT),
    ),
  },
  connlimit: {
    alone: "refused",
    options: named(
      narrowing("--connlimit-upto", COUNT),
      narrowing("--connlimit-above", COUNT),
      silent("--connlimit-mask", PREFIX),
      silent("--connlimit-saddr", undefined),
      silent("--connlimit-daddr", undefined),
    ),
  },
  recent: {
    alone: "refused",
    records: true,
    options: named(
      ...["--set", "--rcheck", "--update", "--remove"].map((name) => narrowing(name, undefined, true)),
      silent("--seconds", COUNT),
      silent("--hitcount", BYTE),
      silent("--name", LABEL),
      ...["--rsource", "--rdest", "--rttl"].map((name) => silent(name, undefined)),
    ),
  },
  length: { alone: "refused", options: named(narrowing("--length", LENGTHS, true)) },
  pkttype: { alone: "refused", options: named(narrowing("--pkt-type", /^(?:unicast|broadcast|multicast)$/, true)) },
  ttl: {
    family: 4,
    alone: "refused",
    options: named(narrowing("--ttl-eq", BYTE, true), narrowing("--ttl-lt", BYTE), narrowing("--ttl-gt", BYTE)),
  },
  hl: {
    family: 6,
    alone: "refused",
    options: named(narrowing("--hl-eq", BYTE, true), narrowing("--hl-lt", BYTE), narrowing("--hl-gt", BYTE)),
  },
};

/** Modules that iptables loads by itself once `-p` names their protocol (iptables/xshared.c, "find_proto"). */
const IMPLIED: Readonly<Record<number, string>> = {
  [TCP]: "tcp",
  [UDP]: "udp",
  [SCTP]: "sctp",
  [DCCP]: "dccp",
  1: "icmp",
  58: "icmp6",
};

export function matchModuleOf(name: string, family: Family): MatchModule | undefined {
  const module = Object.hasOwn(MODULES, name) ? MODULES[name] : undefined;
  return module?.family === undefined || module.family === family ? module : undefined;
}

/** The option that a word names in a rule with these modules; undefined where none has it, or two have. */
export function matchOptionOf(
  word: string,
  modules: readonly string[],
  protocol: { readonly number: number; readonly not: boolean } | undefined,
  family: Family,
): MatchOption | undefined {
  const optionIn = (name: string) => {
    const options = matchModuleOf(name, family)?.options;
    return options !== undefined && Object.hasOwn(options, word) ? options[word] : undefined;
  };
  const found = modules.map(optionIn).filter((option) => option !== undefined);
  if (found.length > 0) return found.length === 1 ? found[0] : undefined;
  const implied = protocol === undefined || protocol.not ? undefined : IMPLIED[protocol.number];
  return implied === undefined || modules.includes(implied) ? undefined : optionIn(implied);
}

/**
 * Names of protocols that iptables knows itself (libxtables/xtables.c, xtables_chain_protos, 1.8.11) and a few more of Debian's
 * /etc/protocols (netbase).
 */
const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
  igmp: 2,
  ipencap: 4,
  tcp: TCP,
  udp: UDP,
  dccp: DCCP,
  ipv6: 41,
  gre: 47,
  esp: 50,
  ah: 51,
  icmpv6: 58,
  "ipv6-icmp": 58,
  sctp: SCTP,
  udplite: UDPLITE,
};

/** `all` and 0 are every protocol, which can't be negated. */
export function protocolMatch(
  word: string,
  not: boolean,
): Extract<Match, { readonly kind: "protocol" }> | "all" | undefined {
  const name = word.toLowerCase();
  const protocol = Object.hasOwn(PROTOCOLS, name) ? PROTOCOLS[name] : numberOf(word, 255);
  if (name === "all" || protocol === 0) return not ? undefined : "all";
  return protocol === undefined ? undefined : { kind: "protocol", not, protocol };
}

/** What a protocol's number is called. */
export function protocolName(protocol: number): string {
  return Object.entries(PROTOCOLS).find(([, number]) => number === protocol)?.[0] ?? `protocol ${protocol}`;
}

/** Decimal without a leading zero: iptables reads those as octal (strtoul(3) with base 0). */
function numberOf(word: string, most: number): number | undefined {
  if (!/^(?:0|[1-9]\d{0,9})$/.test(word)) return undefined;
  const number = Number(word);
  return number <= most ? number : undefined;
}

/** One match for each address: a list makes as many rules. */
export function addressMatches(end: End, word: string, not: boolean, family: Family): readonly Match[] | undefined {
  const parts = word.split(",");
  if (not && parts.length > 1) return undefined;
  const matches = parts.map((part): Match | undefined => {
    if (part === `@@fact:address${family}@@` || part === `@@fact:address${family}@@/${family === 4 ? 32 : 128}`)
      return { kind: "named-address", end, not, name: OWN_ADDRESS };
    const range = rangeOf(part);
    return range?.family === family ? { kind: "address", end, not, ranges: [range] } : undefined;
  });
  const good = matches.filter((match) => match !== undefined);
  return good.length === matches.length ? good : undefined;
}

/** iptables(8), -i: a name that ends in "+" stands for all that begin so; IFNAMSIZ leaves 15 characters. */
export function interfaceMatch(side: Side, word: string, not: boolean): Match | undefined {
  return /^[A-Za-z0-9@_.:-]{0,15}\+?$/.test(word) && word !== "" && (word.length <= 15 || word.startsWith("@@fact:"))
    ? { kind: "interface", side, not, name: word }
    : undefined;
}

function portRange(word: string): NumberRange | undefined {
  const match = /^(\d*)(?:(:)(\d*))?$/.exec(word);
  if (match === null || word === "") return undefined;
  const [, first = "", colon, last = ""] = match;
  const from = first === "" ? 0 : numberOf(first, 65535);
  const to = colon === undefined ? from : last === "" ? 65535 : numberOf(last, 65535);
  return from === undefined || to === undefined || from > to ? undefined : { from, to };
}

/** At most 15 ports, a range counting for two, both of its ends written (iptables-extensions(8), multiport). */
function portList(word: string): readonly (NumberRange | undefined)[] {
  const parts = word.split(",");
  const ports = parts.map((part) => (part.startsWith(":") || part.endsWith(":") ? undefined : portRange(part)));
  const count = parts.length + parts.filter((part) => part.includes(":")).length;
  return count > 15 ? [undefined] : ports;
}

function portMatch(end: End, ports: readonly (NumberRange | undefined)[], not: boolean): Match | undefined {
  const good = ports.filter((range) => range !== undefined);
  return good.length === ports.length ? { kind: "port", end, not, ports: good } : undefined;
}

/** Neither port is one of these, or one of them is. */
function eitherPort(word: string, not: boolean): readonly Match[] | undefined {
  const ports = portList(word);
  const good = ports.filter((range) => range !== undefined);
  if (good.length !== ports.length) return undefined;
  if (!not) return [{ kind: "either-port", ports: good }];
  return [
    { kind: "port", end: "source", not, ports: good },
    { kind: "port", end: "destination", not, ports: good },
  ];
}

/** Bits of the flags in a TCP header (RFC 9293, 3.1). */
const FLAGS: Readonly<Record<string, number>> = { FIN: 1, SYN: 2, RST: 4, PSH: 8, ACK: 16, URG: 32, ALL: 63, NONE: 0 };

/** The flags of a first packet. */
export const SYN = 2;

function flagsMatch(maskText: string, setText: string, not: boolean): readonly Match[] | undefined {
  const [mask, set] = [maskText, setText].map((text) => {
    const bits = text.split(",").map((name) => (Object.hasOwn(FLAGS, name) ? FLAGS[name] : undefined));
    return bits.reduce((sum, bit) => (sum === undefined || bit === undefined ? undefined : sum | bit), 0);
  });
  return mask === undefined || set === undefined ? undefined : [{ kind: "flags", not, mask, set }];
}

const STATES: ReadonlySet<string> = new Set(["NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED"]);

function stateMatch(word: string, not: boolean): Match | undefined {
  const states = word.toUpperCase().split(",");
  return states.every((state) => STATES.has(state)) ? { kind: "state", not, states } : undefined;
}

/** adduser(8), sysusers.d(5): what an account may be called. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const RANGE = /^(?:0|[1-9]\d{0,9})(?:-(?:0|[1-9]\d{0,9}))?$/;

/** A name, a number, or numbers from and to (iptables-extensions(8), owner); the larger one may come first. */
function userMatch(word: string, not: boolean): Match | undefined {
  if (RANGE.test(word)) {
    const [first = 0, last = first] = word.split("-").map(Number);
    return { kind: "user", not, user: { from: Math.min(first, last), to: Math.max(first, last) } };
  }
  return NAME.test(word) ? { kind: "user", not, user: word } : undefined;
}

/** A mark without a mask, or with one that leaves nothing out. */
export function markValue(word: string): number | undefined {
  const number = /^0[xX][0-9a-fA-F]{1,8}$/.test(word) ? Number(word) : numberOf(word, 0xffffffff);
  return number;
}

function markMatch(of: "packet" | "connection"): (word: string, not: boolean) => Match | undefined {
  return (word, not) => {
    const mark = markValue(word.replace(/\/0x[fF]{8}$/, ""));
    return mark === undefined ? undefined : { kind: "mark", of, not, mark };
  };
}

const ADDRESS_TYPES: ReadonlySet<string> = new Set(["UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST"]);

function addressType(end: End, word: string, not: boolean): Match | undefined {
  const types = word.toUpperCase().split(",");
  return types.every((type) => ADDRESS_TYPES.has(type)) ? { kind: "address-type", end, not, types } : undefined;
}

/** Types and codes by name (RFC 792; RFC 4443, 4861), as `iptables -p icmp -h` and `ip6tables -p icmpv6 -h` print them. */
const ICMP_NAMES: Readonly<Record<Family, Readonly<Record<string, string>>>> = {
  4: {
    "echo-reply": "0",
    pong: "0",
    "destination-unreachable": "3",
    "network-unreachable": "3/0",
    "host-unreachable": "3/1",
    "protocol-unreachable": "3/2",
    "port-unreachable": "3/3",
    "fragmentation-needed": "3/4",
    "source-quench": "4",
    redirect: "5",
    "echo-request": "8",
    ping: "8",
    "router-advertisement": "9",
    "router-solicitation": "10",
    "time-exceeded": "11",
    "ttl-exceeded": "11",
    "parameter-problem": "12",
    "timestamp-request": "13",
    "timestamp-reply": "14",
    "address-mask-request": "17",
    "address-mask-reply": "18",
  },
  6: {
    "destination-unreachable": "1",
    "no-route": "1/0",
    "port-unreachable": "1/4",
    "packet-too-big": "2",
    "time-exceeded": "3",
    "ttl-exceeded": "3",
    "parameter-problem": "4",
    "echo-request": "128",
    ping: "128",
    "echo-reply": "129",
    pong: "129",
    "router-solicitation": "133",
    "router-advertisement": "134",
    "neighbour-solicitation": "135",
    "neighbor-solicitation": "135",
    "neighbour-advertisement": "136",
    "neighbor-advertisement": "136",
    redirect: "137",
  },
};

/** `any` (IPv4 alone), a name, a type, or `type/code`. */
function icmpMatch(family: Family): (word: string, not: boolean) => Match | undefined {
  return (word, not) => {
    const name = word.toLowerCase();
    if (name === "any") return family === 4 ? { kind: "icmp", not, types: { from: 0, to: 65535 } } : undefined;
    const names = ICMP_NAMES[family];
    const [typeText = "", codeText, ...rest] = (Object.hasOwn(names, name) ? (names[name] ?? "") : word).split("/");
    const type = numberOf(typeText, 255);
    const code = codeText === undefined ? undefined : numberOf(codeText, 255);
    if (type === undefined || rest.length > 0 || (codeText !== undefined && code === undefined)) return undefined;
    return { kind: "icmp", not, types: { from: type * 256 + (code ?? 0), to: type * 256 + (code ?? 255) } };
  };
}
