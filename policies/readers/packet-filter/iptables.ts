import type { Breach } from "../../rule.ts";
import type { Reading, Source } from "../../reading.ts";
import { remembered } from "../../remembered.ts";
import type { AddressRange, Family } from "./address-range.ts";
import { matchOptionOf, matchModuleOf, protocolMatch, addressMatches, interfaceMatch } from "./iptables-matches.ts";
import { targetOf, type TargetReading } from "./iptables-targets.ts";

export type TableName = "filter" | "nat" | "mangle" | "raw" | "security";

/** What a file that iptables-restore or ip6tables-restore loads says; a table that it does not name has no rules. */
export interface Firewall {
  readonly family: Family;
  readonly path: string;
  readonly tables: ReadonlyMap<TableName, Chains>;
}

export type Chains = ReadonlyMap<string, Chain>;

export interface Chain {
  readonly name: string;
  /** Of a built-in chain, where the file sets one; undefined for a user chain. */
  readonly policy: "ACCEPT" | "DROP" | undefined;
  /** Where the policy stands. */
  readonly line: number | undefined;
  readonly rules: readonly FirewallRule[];
}

export interface FirewallRule {
  readonly path: string;
  readonly line: number;
  readonly matches: readonly Match[];
  readonly target: Target;
  /** What of it writes down who sent the packets that it meets, as it is written: `-j LOG`. */
  readonly records: readonly string[];
}

export type Target =
  | { readonly kind: "accept" | "drop" | "return" | "continue" | "untrack" }
  | { readonly kind: "chain"; readonly chain: string; readonly goto: boolean }
  | { readonly kind: "set-mark"; readonly of: "packet" | "connection"; readonly mark: number }
  /** The packet goes, or seems to come, from somewhere else than it says. */
  | { readonly kind: "redirect"; readonly name: string }
  /** What becomes of the packet can't be told. */
  | { readonly kind: "unknown"; readonly name: string };

export type End = "source" | "destination";

/** Interfaces, in and out. */
export type Side = "in" | "out";

export type Match =
  | { readonly kind: "address"; readonly end: End; readonly not: boolean; readonly ranges: readonly AddressRange[] }
  /** An address that only the machine knows: its own (`@@fact:address4@@`), or one that a name stands for. */
  | { readonly kind: "named-address"; readonly end: End; readonly not: boolean; readonly name: string }
  | { readonly kind: "address-type"; readonly end: End; readonly not: boolean; readonly types: readonly string[] }
  | { readonly kind: "protocol"; readonly not: boolean; readonly protocol: number }
  | { readonly kind: "interface"; readonly side: Side; readonly not: boolean; readonly name: string }
  | { readonly kind: "port"; readonly end: End; readonly not: boolean; readonly ports: readonly NumberRange[] }
  | { readonly kind: "either-port"; readonly ports: readonly NumberRange[] }
  | { readonly kind: "flags"; readonly not: boolean; readonly mask: number; readonly set: number }
  | { readonly kind: "state"; readonly not: boolean; readonly states: readonly string[] }
  | { readonly kind: "direction"; readonly direction: "ORIGINAL" | "REPLY" }
  /** Type and code of ICMP in one number, `type * 256 + code`. */
  | { readonly kind: "icmp"; readonly not: boolean; readonly types: NumberRange }
  | { readonly kind: "mark"; readonly of: "packet" | "connection"; readonly not: boolean; readonly mark: number }
  | { readonly kind: "user"; readonly not: boolean; readonly user: string | NumberRange }
  | { readonly kind: "group"; readonly not: boolean }
  | { readonly kind: "socket"; readonly not: boolean }
  /** No rule can ask just this, but a description of packets can: of this account and no other, or of none. */
  | { readonly kind: "account"; readonly account: string | number | undefined }
  /** Depends on what a packet alone does not tell (rates, lengths, hop limits): may match or not. */
  | { readonly kind: "maybe" };

/** From and to, inclusive. */
export interface NumberRange {
  readonly from: number;
  readonly to: number;
}

/** The built-in chains of each table (iptables(8), "TABLES"). */
export const BUILT_IN: Readonly<Record<TableName, readonly string[]>> = {
  filter: ["INPUT", "FORWARD", "OUTPUT"],
  nat: ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
  mangle: ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
  raw: ["PREROUTING", "OUTPUT"],
  security: ["INPUT", "FORWARD", "OUTPUT"],
};

/** xtables-restore reads a line into 10240 bytes (iptables/xtables-restore.c, 1.8.11). */
const LONGEST_LINE = 10_000;
/** What a C program takes for the end of a line or of a text, and an editor does not show. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f]/;

interface ChainInTheMaking {
  policy: Chain["policy"];
  line: number | undefined;
  rules: FirewallRule[];
}
type TableInTheMaking = Map<string, ChainInTheMaking>;
type Doubt = (what: string) => void;

/**
 * Reads a rule file as iptables-restore(8) 1.8.11 does, by its source (iptables/xtables-restore.c and xshared.c): a table from
 * `*name` to `COMMIT`, in it `:CHAIN POLICY` and commands in order; naming a table empties it. Matches and targets are those of
 * iptables-extensions(8) that stand in `iptables-matches.ts` and `iptables-targets.ts`; any other is a doubt, as is whatever
 * would keep the file from loading.
 */
export function readIptables(source: Source, family: Family): Reading<Firewall> {
  return READ[family](source);
}

const READ = { 4: remembered((source) => rulesIn(source, 4)), 6: remembered((source) => rulesIn(source, 6)) };

function rulesIn(source: Source, family: Family): Reading<Firewall> {
  const doubts: Breach[] = [];
  const tables = new Map<TableName, TableInTheMaking>();
  let open: { readonly name: TableName; readonly chains: TableInTheMaking } | undefined;
  const lines = source.text.split("\n");
  for (const [index, text] of lines.entries()) {
    const line = index + 1;
    const doubt = (what: string) => {
      doubts.push({ where: source.path, line, what });
    };
    if (text === "" || text.startsWith("#")) continue;
    if (UNSEEN.test(text) || text.length > LONGEST_LINE) {
      doubt("This line holds a sign that is not seen, or is too long, so what is loaded can't be told.");
    } else if (open === undefined) {
      const name = /^\*([a-z]+)[ \t]*$/.exec(text)?.[1];
      if (name === undefined || !isTable(name)) {
        doubt(`${shown(text)} stands outside of a table, so the file would not load.`);
        continue;
      }
      if (tables.has(name)) doubt(`The table ${name} is named a second time, which empties what stands above.`);
      open = { name, chains: new Map(BUILT_IN[name].map((chain) => [chain, emptyChain(undefined, undefined)])) };
    } else if (text === "COMMIT") {
      tables.set(open.name, open.chains);
      open = undefined;
    } else if (text.startsWith(":")) {
      declareChain(text, open.name, open.chains, line, doubt);
    } else {
      const words = wordsOf(text);
      if (words === undefined) doubt(`The quotes in ${shown(text)} are not as iptables-restore takes them.`);
      else command(words, { path: source.path, line }, family, open.name, open.chains, doubt);
    }
  }
  if (open !== undefined || !tables.has("filter"))
    doubts.push({ where: source.path, what: "The filter table is never committed, so its rules would not be loaded." });
  else if (!source.text.endsWith("\n"))
    doubts.push({ where: source.path, line: lines.length, what: "The last line does not end, so it may not be read." });
  const value = { family, path: source.path, tables: finished(tables) };
  return { value, doubts: [...doubts, ...structureDoubts(value)] };
}

function isTable(name: string): name is TableName {
  return Object.hasOwn(BUILT_IN, name);
}

function emptyChain(policy: Chain["policy"], line: number | undefined): ChainInTheMaking {
  return { policy, line, rules: [] };
}

function finished(tables: ReadonlyMap<TableName, TableInTheMaking>): Firewall["tables"] {
  const named = (chains: TableInTheMaking): Chains =>
    new Map([...chains].map(([name, chain]): [string, Chain] => [name, { name, ...chain }]));
  return new Map([...tables].map(([name, chains]) => [name, named(chains)]));
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 60));
}

/** `:INPUT DROP [0:0]` or, for a user chain, `:name - [0:0]`. */
function declareChain(text: string, table: TableName, chains: TableInTheMaking, line: number, doubt: Doubt): void {
  const match = /^:([^ \t]+)[ \t]+(ACCEPT|DROP|-)(?:[ \t]+\[\d+:\d+\])?[ \t]*$/.exec(text);
  const [, name = "", policy] = match ?? [];
  if (match === null) {
    doubt(`${shown(text)} declares no chain as iptables-restore takes it.`);
  } else if (BUILT_IN[table].includes(name)) {
    const rules = chains.get(name)?.rules ?? [];
    if (rules.length > 0)
      doubt(`The chain ${name} is declared after its first rules, so what is left of them can't be told.`);
    chains.set(name, emptyChain(policy === "ACCEPT" || policy === "DROP" ? policy : undefined, line));
  } else {
    addChain(name, chains, doubt);
    if (policy !== "-") doubt(`${name} is no built-in chain of the table ${table}, so it can't have a policy.`);
  }
}

/** iptables(8): a name of at most 28 characters that is no target's and does not look like an option. */
function addChain(name: string, chains: TableInTheMaking, doubt: Doubt): void {
  if (chains.has(name)) doubt(`The chain ${name} is made twice.`);
  if (!/^[A-Za-z0-9_.][A-Za-z0-9_.-]{0,27}$/.test(name) || isTargetName(name))
    doubt(`${shown(name)} is no name for a chain.`);
  chains.set(name, emptyChain(undefined, undefined));
}

function isTargetName(name: string): boolean {
  return targetOf(name) !== undefined;
}

/**
 * Words between blanks. A word may stand in double quotes, in which a backslash keeps the next character
 * (iptables/xshared.c, add_param_to_argv). Undefined where a quote stands elsewhere.
 */
function wordsOf(line: string): readonly string[] | undefined {
  const words: string[] = [];
  const word = /[ \t]*(?:"((?:[^"\\]|\\.)*)"(?=[ \t]|$)|([^ \t"]+)(?=[ \t]|$))|[ \t]+$/y;
  while (word.lastIndex < line.length) {
    const match = word.exec(line);
    if (match === null) return undefined;
    const [, quoted, plain] = match;
    if (quoted !== undefined || plain !== undefined) words.push(quoted?.replace(/\\(.)/g, "$1") ?? plain ?? "");
  }
  return words;
}

interface Place {
  readonly path: string;
  readonly line: number;
}

/** One command as on iptables' own command line (iptables(8), "COMMANDS"), in order of effect. */
function command(
  words: readonly string[],
  place: Place,
  family: Family,
  table: TableName,
  chains: TableInTheMaking,
  doubt: Doubt,
): void {
  const [, ...rest] = /^\[\d+:\d+\]$/.test(words[0] ?? "") ? words : ["", ...words];
  const [verb = "", name = "", ...others] = rest;
  const chain = chains.get(name);
  if ((verb === "-N" || verb === "--new-chain") && others.length === 0) {
    addChain(name, chains, doubt);
    return;
  }
  if (chain === undefined) {
    doubt(
      `${shown(words.join(" "))} is for no chain of the table ${table} that stands above, so the file would not load.`,
    );
    return;
  }
  const rule = (spec: readonly string[]) => rulesOf(spec, place, family, { table, name, chains }, doubt);
  const number = /^[1-9]\d{0,4}$/.test(others[0] ?? "") ? Number(others[0]) : undefined;
  switch (verb) {
    case "-A":
    case "--append":
      chain.rules.push(...rule(others));
      return;
    case "-I":
    case "--insert":
      if ((number ?? 1) > chain.rules.length + 1)
        doubt("A rule is put behind the end of its chain, so the file would not load.");
      chain.rules.splice((number ?? 1) - 1, 0, ...rule(number === undefined ? others : others.slice(1)));
      return;
    case "-R":
    case "--replace":
      if (number !== undefined && number <= chain.rules.length) {
        chain.rules.splice(number - 1, 1, ...rule(others.slice(1)));
        return;
      }
      break;
    case "-D":
    case "--delete":
      if (number !== undefined && number <= chain.rules.length && others.length === 1) {
        chain.rules.splice(number - 1, 1);
        return;
      }
      break;
    case "-F":
    case "--flush":
      if (others.length > 0) break;
      chain.rules.length = 0;
      return;
    case "-P":
    case "--policy":
      if ((others[0] !== "ACCEPT" && others[0] !== "DROP") || others.length > 1 || !BUILT_IN[table].includes(name))
        break;
      chain.policy = others[0];
      chain.line = place.line;
      return;
  }
  doubt(`The command ${shown(words.join(" "))} is not understood, so which rules are in force can't be told.`);
}

interface RuleContext {
  readonly table: TableName;
  readonly name: string;
  readonly chains: TableInTheMaking;
}

/** What a rule has said so far. */
interface Draft {
  readonly matches: Match[];
  /** Several addresses at one end make several rules. */
  readonly alternatives: (readonly Match[])[];
  readonly modules: string[];
  readonly records: string[];
  readonly given: Set<string>;
  protocol: { readonly number: number; readonly not: boolean } | undefined;
  target: TargetReading | undefined;
  jump: { readonly chain: string; readonly goto: boolean } | undefined;
}

/** The rules that one specification makes: one, or one for each pair of addresses. */
function rulesOf(
  words: readonly string[],
  place: Place,
  family: Family,
  context: RuleContext,
  doubt: Doubt,
): readonly FirewallRule[] {
  const draft: Draft = {
    matches: [],
    alternatives: [],
    modules: [],
    records: [],
    given: new Set(),
    protocol: undefined,
    target: undefined,
    jump: undefined,
  };
  let index = 0;
  while (index < words.length) {
    const not = words[index] === "!";
    if (not) index += 1;
    const taken = takeOption(draft, words, index, not, family, context, doubt);
    if (taken === undefined) {
      const text = `${not ? "! " : ""}${words.slice(index, index + 2).join(" ")}`;
      doubt(`"${text.slice(0, 60)}" is not understood, so what this rule does can't be told.`);
      draft.matches.push({ kind: "maybe" });
      break;
    }
    index += taken;
  }
  finishModules(draft, doubt);
  const target = finishTarget(draft, context, doubt);
  let combinations: readonly (readonly Match[])[] = [draft.matches];
  for (const alternative of draft.alternatives)
    combinations = combinations.flatMap((matches) => alternative.map((match) => [match, ...matches]));
  return combinations.map((matches) => ({ ...place, matches, target, records: draft.records }));
}

/** Takes one option with its words; how many those were, or undefined where it is not understood. */
function takeOption(
  draft: Draft,
  words: readonly string[],
  index: number,
  not: boolean,
  family: Family,
  context: RuleContext,
  doubt: Doubt,
): number | undefined {
  const word = words[index] ?? "";
  const value = words[index + 1];
  const once = (name: string) => {
    if (draft.given.has(name)) doubt(`${name} is given twice, so the file would not load.`);
    draft.given.add(name);
  };
  if (value !== undefined) {
    switch (word) {
      case "-s":
      case "--source":
      case "--src":
      case "-d":
      case "--destination":
      case "--dst": {
        const end = word === "-s" || word === "--source" || word === "--src" ? "source" : "destination";
        once(`--${end}`);
        const found = sameWords(addressMatches, `${end} ${value} ${not} ${family}`, () =>
          addressMatches(end, value, not, family),
        );
        if (found === undefined) return undefined;
        draft.alternatives.push(found);
        return 2;
      }
      case "-p":
      case "--protocol": {
        once("--protocol");
        const match = sameWords(protocolMatch, `${value} ${not}`, () => protocolMatch(value, not));
        if (match === undefined) return undefined;
        if (match === "all") return 2;
        draft.protocol = { number: match.protocol, not };
        draft.matches.push(match);
        return 2;
      }
      case "-i":
      case "--in-interface":
      case "-o":
      case "--out-interface": {
        const side = word === "-i" || word === "--in-interface" ? "in" : "out";
        once(`--${side}-interface`);
        const match = WRONG_SIDE[side].has(context.name)
          ? undefined
          : sameWords(interfaceMatch, `${side} ${value} ${not}`, () => interfaceMatch(side, value, not));
        if (match === undefined) return undefined;
        draft.matches.push(match);
        return 2;
      }
      case "-c":
      case "--set-counters":
        once("--set-counters");
        return !not && /^\d+$/.test(value) && /^\d+$/.test(words[index + 2] ?? "") ? 3 : undefined;
      case "-m":
      case "--match": {
        once(`-m ${value}`);
        const module = matchModuleOf(value, family);
        if (not || module === undefined) return undefined;
        draft.modules.push(value);
        if (module.records === true) draft.records.push(`-m ${value}`);
        return 2;
      }
      case "-j":
      case "--jump":
      case "-g":
      case "--goto": {
        once("--jump");
        const goto = word === "-g" || word === "--goto";
        if (not) return undefined;
        draft.target = goto ? undefined : targetOf(value);
        if (draft.target?.records === true) draft.records.push(`-j ${value}`);
        if (draft.target === undefined) {
          if (!context.chains.has(value) || BUILT_IN[context.table].includes(value)) return undefined;
          draft.jump = { chain: value, goto };
        }
        return 2;
      }
    }
  }
  const target = draft.target?.options[word];
  if (target !== undefined) {
    once(word);
    const taken = words.slice(index + 1, index + 1 + target.words);
    if (not || taken.length < target.words || target.form?.test(taken[0] ?? "") === false) return undefined;
    if (target.read !== undefined) {
      const read = target.read(taken);
      if (read === undefined || draft.target === undefined) return undefined;
      draft.target = { ...draft.target, target: read };
    }
    return 1 + target.words;
  }
  const option = matchOptionOf(word, draft.modules, draft.protocol, family);
  if (option === undefined) return undefined;
  once(option.name);
  const taken = words.slice(index + 1, index + 1 + option.words);
  if (taken.length < option.words || (not && !option.negatable)) return undefined;
  const matches = sameWords(option, `${taken.join(" ")} ${not}`, () => option.read(taken, not));
  if (matches === undefined) return undefined;
  draft.matches.push(...matches);
  return 1 + option.words;
}

/** What the same words meant before: rules share their matches, and whoever asks about packets asks each once. */
const before = new WeakMap<object, Map<string, unknown>>();
const MOST_KEPT = 2_000;

function sameWords<Meaning>(reader: object, words: string, read: () => Meaning): Meaning {
  const known = before.get(reader);
  const meanings = known === undefined || known.size > MOST_KEPT ? new Map<string, unknown>() : known;
  before.set(reader, meanings);
  // What stands under a reader was read by it.
  if (meanings.has(words)) return meanings.get(words) as Meaning;
  const meaning = read();
  meanings.set(words, meaning);
  return meaning;
}

/** iptables refuses an interface where a packet can't have one (iptables/xshared.c, "Can't use -i with …"). */
const WRONG_SIDE: Readonly<Record<Side, ReadonlySet<string>>> = {
  in: new Set(["OUTPUT", "POSTROUTING"]),
  out: new Set(["INPUT", "PREROUTING"]),
};

/** Modules are loaded for a protocol, and most must be asked something. */
function finishModules(draft: Draft, doubt: Doubt): void {
  for (const name of draft.modules) {
    const module = matchModuleOf(name, 4) ?? matchModuleOf(name, 6);
    if (module === undefined) continue;
    const { protocol } = draft;
    if (
      module.protocols !== undefined &&
      (protocol === undefined || protocol.not || !module.protocols.includes(protocol.number))
    )
      doubt(`-m ${name} needs a protocol that it is for (-p), so the file would not load.`);
    const asked = Object.values(module.options).some((option) => draft.given.has(option.name));
    if (asked) continue;
    if (module.alone === "refused") doubt(`-m ${name} is asked nothing, so the file would not load.`);
    if (module.alone === "maybe") draft.matches.push({ kind: "maybe" });
  }
}

function finishTarget(draft: Draft, context: RuleContext, doubt: Doubt): Target {
  if (draft.jump !== undefined) return { kind: "chain", ...draft.jump };
  const found = draft.target;
  if (found === undefined) return { kind: "continue" };
  if (found.tables !== undefined && !found.tables.includes(context.table))
    doubt(`The target ${found.name} is not for the table ${context.table}, so the file would not load.`);
  if (found.target === undefined) {
    doubt(`The target ${found.name} is not understood, so what becomes of packets can't be told.`);
    return { kind: "unknown", name: found.name };
  }
  return found.target;
}

/** What keeps a table from loading though each line is good: chains in a circle, and accounts asked for where there are none. */
function structureDoubts({ path, tables }: Firewall): readonly Breach[] {
  return [...tables].flatMap(([table, chains]) => {
    const circle = circleIn(chains);
    const found: Breach[] =
      circle === undefined
        ? []
        : [{ where: path, what: `The chain ${circle} of the table ${table} leads back to itself.` }];
    const reachable = BUILT_IN[table].filter((name) => name !== "OUTPUT" && name !== "POSTROUTING");
    for (const name of circle === undefined ? reachedFrom(reachable, chains) : []) {
      const rule = chains.get(name)?.rules.find(({ matches }) => matches.some(({ kind }) => ACCOUNTED.has(kind)));
      // iptables-extensions(8), owner: only valid in OUTPUT and POSTROUTING.
      if (rule !== undefined)
        found.push({
          where: path,
          line: rule.line,
          what: "Packets that come in have no account, so the file would not load.",
        });
    }
    return found;
  });
}

const ACCOUNTED: ReadonlySet<Match["kind"]> = new Set(["user", "group", "socket"]);

function nextChains(chain: Chain | undefined): readonly string[] {
  return (chain?.rules ?? []).flatMap(({ target }) => (target.kind === "chain" ? [target.chain] : []));
}

function reachedFrom(names: readonly string[], chains: Chains): ReadonlySet<string> {
  const reached = new Set(names);
  for (const name of reached) for (const next of nextChains(chains.get(name))) reached.add(next);
  return reached;
}

/** A chain from which rules lead back to it. */
function circleIn(chains: Chains): string | undefined {
  const done = new Set<string>();
  const above = new Set<string>();
  const enter = (name: string): string | undefined => {
    if (above.has(name)) return name;
    if (done.has(name)) return undefined;
    above.add(name);
    for (const next of nextChains(chains.get(name))) {
      const circle = enter(next);
      if (circle !== undefined) return circle;
    }
    above.delete(name);
    done.add(name);
    return undefined;
  };
  for (const name of chains.keys()) {
    const circle = enter(name);
    if (circle !== undefined) return circle;
  }
  return undefined;
}
