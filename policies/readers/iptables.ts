import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";
import { rangeOf, type AddressRange, type Family } from "./address-range.ts";

/** The `filter` table of a file that iptables-restore or ip6tables-restore loads. */
export interface Firewall {
  readonly family: Family;
  readonly path: string;
  readonly chains: ReadonlyMap<string, Chain>;
}

export interface Chain {
  readonly name: string;
  /** Of a built-in chain; undefined for a user chain. */
  readonly policy: "ACCEPT" | "DROP" | undefined;
  readonly rules: readonly FirewallRule[];
}

export interface FirewallRule {
  readonly path: string;
  readonly line: number;
  readonly matches: readonly Match[];
  readonly target: Target;
}

export type Target =
  | { readonly kind: "accept" | "drop" | "return" | "continue" }
  | { readonly kind: "chain"; readonly chain: string; readonly goto: boolean }
  /** A target that changes packets or hands them on: what becomes of them can't be told. */
  | { readonly kind: "unknown"; readonly name: string };

export type Match =
  | { readonly kind: "source" | "destination"; readonly not: boolean; readonly ranges: readonly AddressRange[] }
  /** An address that only the machine knows, `@@fact:address4@@`. */
  | { readonly kind: "own-source" | "own-destination"; readonly not: boolean }
  | { readonly kind: "protocol"; readonly not: boolean; readonly protocol: string }
  | { readonly kind: "in" | "out"; readonly not: boolean; readonly name: string }
  | {
      readonly kind: "source-port" | "destination-port" | "any-port";
      readonly not: boolean;
      readonly ports: readonly PortRange[];
    }
  | { readonly kind: "state"; readonly not: boolean; readonly states: readonly string[] }
  | { readonly kind: "direction"; readonly not: boolean; readonly direction: "ORIGINAL" | "REPLY" }
  | { readonly kind: "icmp-type"; readonly not: boolean; readonly type: string }
  /** Only a process with CAP_NET_ADMIN, the kernel or the mangle table sets a mark. */
  | { readonly kind: "mark" }
  | { readonly kind: "user" | "group"; readonly not: boolean; readonly name: string }
  /** Depends on what a packet model does not know (rates, flags, types): may match or not. */
  | { readonly kind: "maybe" };

export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/**
 * Reads a rule file as iptables-restore(8) does: `*table`, `:CHAIN POLICY`, `-A` lines in order, `COMMIT`. Matches are those
 * of iptables-extensions(8), 1.8.11; a match or target that is unknown here is a doubt.
 */
export function readIptables(source: Source, family: Family): Reading<Firewall> {
  const doubts: Breach[] = [];
  const chains = new Map<string, { policy: Chain["policy"]; rules: FirewallRule[] }>();
  let table: string | undefined;
  let committed = false;
  for (const [index, text] of source.text.split("\n").entries()) {
    const line = index + 1;
    const doubt = (what: string) => doubts.push({ where: source.path, line, what });
    const trimmed = text.trim();
    if (trimmed === "" || trimmed.startsWith("#")) continue;
    if (trimmed.startsWith("*")) {
      table = trimmed.slice(1);
    } else if (trimmed === "COMMIT") {
      if (table === "filter") committed = true;
      table = undefined;
    } else if (table === undefined) {
      doubt("This line stands outside of a table, so the file would not load.");
    } else if (trimmed.startsWith(":")) {
      const [name = "", policy] = trimmed.slice(1).split(/\s+/);
      if (table === "filter") chains.set(name, { policy: policyOf(policy), rules: [] });
      else if (policyOf(policy) !== "ACCEPT" && policy !== "-") doubt(`The ${table} table drops by policy.`);
    } else if (table === "mangle" && MARKING.test(trimmed)) {
      continue;
    } else if (table !== "filter") {
      doubt(
        `A rule of the ${table} table can change or redirect packets before they are judged, so what happens can't be told.`,
      );
    } else {
      const words = wordsOf(trimmed);
      const chain = words[0] === "-A" || words[0] === "--append" ? chains.get(words[1] ?? "") : undefined;
      if (chain === undefined)
        doubt(`Only "-A" to a chain declared above is understood here, not ${JSON.stringify(trimmed.slice(0, 60))}.`);
      else chain.rules.push(ruleOf(words.slice(2), { path: source.path, line }, family, doubt));
    }
  }
  if (!committed)
    doubts.push({ where: source.path, what: "The filter table is never committed, so its rules would not be loaded." });
  const named = [...chains].map(([name, chain]): [string, Chain] => [name, { name, ...chain }]);
  return { value: { family, path: source.path, chains: new Map(named) }, doubts };
}

/** Rules that set marks or end the table's look at a packet: they neither change its addresses nor let it pass. */
const MARKING = /^-A \S+(?: .*)? -j (?:ACCEPT|RETURN|(?:CONN)?MARK --set-mark \S+)$/;

function policyOf(word: string | undefined): "ACCEPT" | "DROP" | undefined {
  return word === "ACCEPT" || word === "DROP" ? word : undefined;
}

/** Words between blanks; double quotes hold words together, a backslash in them keeps the next character. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/"((?:[^"\\]|\\.)*)"|(\S+)/g)) {
    words.push(quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "");
  }
  return words;
}

/** Options that take no part in the decision, with the number of words that follow each. */
const IGNORED: Readonly<Record<string, number>> = {
  "--comment": 1,
  "--reject-with": 1,
  "--log-prefix": 1,
  "--log-level": 1,
  "--nflog-group": 1,
  "--nflog-prefix": 1,
  "--type": 1,
};

/** Options that depend on what a packet model does not hold, with the number of words that follow each. */
const UNCERTAIN: Readonly<Record<string, number>> = {
  "--limit": 1,
  "--limit-burst": 1,
  "--hashlimit-name": 1,
  "--hashlimit-mode": 1,
  "--hashlimit-upto": 1,
  "--hashlimit-above": 1,
  "--hashlimit-burst": 1,
  "--hashlimit-srcmask": 1,
  "--hashlimit-dstmask": 1,
  "--hashlimit-htable-size": 1,
  "--hashlimit-htable-max": 1,
  "--hashlimit-htable-expire": 1,
  "--hashlimit-htable-gcinterval": 1,
  "--tcp-flags": 2,
  "--syn": 0,
  "--hl-eq": 1,
  "--hl-lt": 1,
  "--hl-gt": 1,
  "--ttl-eq": 1,
  "--connlimit-above": 1,
  "--connlimit-upto": 1,
  "--connlimit-mask": 1,
  "--connlimit-saddr": 0,
  "--set": 0,
  "--update": 0,
  "--rcheck": 0,
  "--name": 1,
  "--seconds": 1,
  "--hitcount": 1,
  "--rsource": 0,
  "--dst-type": 1,
  "--src-type": 1,
  "--socket-exists": 0,
  "--ctorigdst": 1,
  "--ctorigdstport": 1,
  "--ctproto": 1,
};

const CONTINUING: ReadonlySet<string> = new Set(["LOG", "NFLOG", "AUDIT"]);

function ruleOf(
  words: readonly string[],
  place: { readonly path: string; readonly line: number },
  family: Family,
  doubt: (what: string) => unknown,
): FirewallRule {
  const matches: Match[] = [];
  let target: Target = { kind: "continue" };
  let not = false;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const value = words[index + 1] ?? "";
    if (word === "!") {
      not = true;
      continue;
    }
    const match = matchOf(word, value, not, family);
    if (match === "missing") {
      if (word === "-m" || word === "--match") index += 1;
      else if (word === "-j" || word === "--jump" || word === "-g" || word === "--goto") {
        target = targetOf(value, word === "-g" || word === "--goto");
        index += 1;
      } else if (IGNORED[word] !== undefined) index += IGNORED[word];
      else if (UNCERTAIN[word] !== undefined) {
        matches.push({ kind: "maybe" });
        index += UNCERTAIN[word];
      } else {
        doubt(`"${word}" is not understood, so what this rule does can't be told.`);
        matches.push({ kind: "maybe" });
      }
    } else {
      if (match === undefined) doubt(`"${word} ${value}" is not understood, so what this rule does can't be told.`);
      matches.push(match ?? { kind: "maybe" });
      index += 1;
    }
    not = false;
  }
  if (target.kind === "unknown")
    doubt(`The target ${target.name} is not understood, so what becomes of packets can't be told.`);
  return { ...place, matches, target };
}

/** The match that an option with its value stands for; `missing` for an option that is none, undefined for a bad value. */
function matchOf(word: string, value: string, not: boolean, family: Family): Match | "missing" | undefined {
  switch (word) {
    case "-s":
    case "--source":
    case "--src":
      return addressMatch("source", value, not, family);
    case "-d":
    case "--destination":
    case "--dst":
      return addressMatch("destination", value, not, family);
    case "-p":
    case "--protocol":
      return value === "all"
        ? not
          ? undefined
          : { kind: "protocol", not: true, protocol: "none" }
        : { kind: "protocol", not, protocol: protocolName(value) };
    case "-i":
    case "--in-interface":
      return { kind: "in", not, name: value };
    case "-o":
    case "--out-interface":
      return { kind: "out", not, name: value };
    case "--sport":
    case "--sports":
    case "--source-port":
    case "--source-ports":
      return portMatch("source-port", value, not);
    case "--dport":
    case "--dports":
    case "--destination-port":
    case "--destination-ports":
      return portMatch("destination-port", value, not);
    case "--ports":
      return portMatch("any-port", value, not);
    case "--ctstate":
    case "--state":
      return { kind: "state", not, states: value.split(",") };
    case "--ctdir":
      return value === "ORIGINAL" || value === "REPLY" ? { kind: "direction", not, direction: value } : undefined;
    case "--icmp-type":
    case "--icmpv6-type":
      return { kind: "icmp-type", not, type: ICMP_TYPES[value] ?? value };
    case "--mark":
      return not ? { kind: "maybe" } : { kind: "mark" };
    case "--uid-owner":
      return { kind: "user", not, name: value === "0" ? "root" : value };
    case "--gid-owner":
      return { kind: "group", not, name: value };
    default:
      return "missing";
  }
}

/** Names that ip6tables prints for the types that neighbours need (RFC 4861, RFC 2710, RFC 3810). */
const ICMP_TYPES: Readonly<Record<string, string>> = {
  "router-solicitation": "133",
  "router-advertisement": "134",
  "neighbour-solicitation": "135",
  "neighbor-solicitation": "135",
  "neighbour-advertisement": "136",
  "neighbor-advertisement": "136",
  "packet-too-big": "2",
};

function protocolName(value: string): string {
  const known: Readonly<Record<string, string>> = {
    icmpv6: "ipv6-icmp",
    "58": "ipv6-icmp",
    "1": "icmp",
    "6": "tcp",
    "17": "udp",
  };
  return known[value] ?? value.toLowerCase();
}

function addressMatch(kind: "source" | "destination", value: string, not: boolean, family: Family): Match | undefined {
  if (value === `@@fact:address${family}@@` || value === `@@fact:address${family}@@/${family === 4 ? 32 : 128}`) {
    return { kind: kind === "source" ? "own-source" : "own-destination", not };
  }
  const ranges = value.split(",").map(rangeOf);
  const good = ranges.filter((range): range is AddressRange => range?.family === family);
  return good.length === ranges.length ? { kind, not, ranges: good } : undefined;
}

function portMatch(
  kind: "source-port" | "destination-port" | "any-port",
  value: string,
  not: boolean,
): Match | undefined {
  const ports = value.split(",").map((part): PortRange | undefined => {
    const match = /^(\d*)(?::(\d*))?$/.exec(part);
    if (match === null || part === "") return undefined;
    const from = match[1] === "" || match[1] === undefined ? 0 : Number(match[1]);
    const to = match[2] === undefined ? from : match[2] === "" ? 65535 : Number(match[2]);
    return { from, to };
  });
  const good = ports.filter((range) => range !== undefined);
  return good.length === ports.length ? { kind, not, ports: good } : undefined;
}

function targetOf(name: string, goto: boolean): Target {
  if (goto) return { kind: "chain", chain: name, goto };
  if (name === "ACCEPT") return { kind: "accept" };
  if (name === "DROP" || name === "REJECT") return { kind: "drop" };
  if (name === "RETURN") return { kind: "return" };
  if (CONTINUING.has(name)) return { kind: "continue" };
  // iptables(8): targets that change or redirect packets are written in capitals; a user chain may be too, so known chains win in the walk.
  if (/^[A-Z0-9]+$/.test(name) && CHANGING.has(name)) return { kind: "unknown", name };
  return { kind: "chain", chain: name, goto };
}

/** Targets of iptables-extensions(8) that are no verdict and no user chain. */
const CHANGING: ReadonlySet<string> = new Set(
  [
    "BALANCE CHECKSUM CLASSIFY CLUSTERIP CONNMARK CONNSECMARK CT DNAT DNPT DSCP ECN HL HMARK IDLETIMER LED MARK MASQUERADE",
    "NETMAP NFQUEUE NOTRACK QUEUE RATEEST REDIRECT SECMARK SET SNAT SNPT SYNPROXY TCPMSS TCPOPTSTRIP TEE TOS TPROXY TRACE TTL",
  ].flatMap((names) => names.split(" ")),
);
