import type { Destination } from "../../../services/service.ts";
import type { Chain, Firewall, FirewallRule, Match, TableName } from "./iptables.ts";
import {
  beyond,
  packetSpace,
  split,
  without,
  type Asked,
  type Box,
  type Packet,
  type PacketSpace,
} from "./packet-space.ts";

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

/** Where packets come from and go to: into the machine, out of it, or through it to elsewhere. */
export type Way = "in" | "out" | "through";

/**
 * Chains that a packet passes, in order (netfilter's hooks and priorities, include/uapi/linux/netfilter_ipv4.h). The nat table
 * decides nothing: what it can do besides is to change where a packet goes, and that is `redirections`' to say.
 */
const CHAINS: Readonly<Record<Way, readonly (readonly [TableName, string])[]>> = {
  in: [
    ["raw", "PREROUTING"],
    ["mangle", "PREROUTING"],
    ["nat", "PREROUTING"],
    ["mangle", "INPUT"],
    ["filter", "INPUT"],
    ["security", "INPUT"],
    ["nat", "INPUT"],
  ],
  out: [
    ["raw", "OUTPUT"],
    ["mangle", "OUTPUT"],
    ["nat", "OUTPUT"],
    ["filter", "OUTPUT"],
    ["security", "OUTPUT"],
    ["mangle", "POSTROUTING"],
    ["nat", "POSTROUTING"],
  ],
  through: [
    ["raw", "PREROUTING"],
    ["mangle", "PREROUTING"],
    ["nat", "PREROUTING"],
    ["mangle", "FORWARD"],
    ["filter", "FORWARD"],
    ["security", "FORWARD"],
    ["mangle", "POSTROUTING"],
    ["nat", "POSTROUTING"],
  ],
};

/** A set of packets: all that fit each of these matches. */
export type Described = readonly Match[];

export interface Question {
  readonly way: Way;
  /** The packets that are followed. */
  readonly from: readonly Described[];
  readonly filled: FilledChains;
  /** Sets that are to be told apart afterwards. */
  readonly told: readonly Described[];
  /** Values that examples shall have where they can. */
  readonly examples: readonly Partial<Packet>[];
}

/** Packets that may pass, with the rule of the filter table that lets them (undefined: its policy). */
export interface Passing {
  readonly space: PacketSpace;
  /** The packets that the question starts from, in its order; undefined for a description that no packet fits. */
  readonly start: readonly (Box | undefined)[];
  readonly passed: readonly Passed[];
}

interface Passed {
  readonly box: Box;
  readonly by: FirewallRule | undefined;
  /** What the box was before rules changed its packets, for each dimension that they changed. */
  readonly before: ReadonlyMap<number, bigint>;
}

const UNCHANGED: ReadonlyMap<number, bigint> = new Map();

/** So many splits of boxes are more than any firewall of ours needs by far; a set of rules beyond is not followed to its end. */
const MOST_STEPS = 400_000;

class TooInvolved extends Error {}

/** Every packet that may pass, as rates and the like leave more than one way open; undefined where rules are too involved to follow. */
export function passing(firewall: Firewall, question: Question): Passing | undefined {
  const chains = CHAINS[question.way].filter(([table]) => firewall.tables.has(table));
  const rules = chains.flatMap(([table, name]) => rulesFrom(firewall, table, [name]));
  const matches = [
    ...rules.flatMap((rule) => alternativesOf(rule).flat()),
    ...question.from.flat(),
    ...question.told.flat(),
  ];
  const filled = [...question.filled.values()].map((to) => ({ destination: filledDestination(to) }));
  const space = packetSpace([...new Set(matches)], [...question.examples, ...filled], firewall.family);
  const start = question.from.map((described) => split(space.everything, space.asked(described)).matched);
  const walk: Walk = { firewall, space, question, start: distinct(start), asked: new Map(), steps: 0 };
  let passed: readonly Passed[] = walk.start.map((box) => ({ box, by: undefined, before: UNCHANGED }));
  try {
    for (const [table, chain] of chains) passed = throughTable(walk, table, chain, passed);
  } catch (error) {
    if (error instanceof TooInvolved) return undefined;
    throw error;
  }
  return { space, start, passed };
}

/** The rules that packets can meet which enter a table by these chains. */
function rulesFrom(firewall: Firewall, table: TableName, from: readonly string[]): readonly FirewallRule[] {
  const chains = firewall.tables.get(table);
  const names = new Set(from);
  const rules: FirewallRule[] = [];
  for (const name of names) {
    for (const rule of chains?.get(name)?.rules ?? []) {
      rules.push(rule);
      if (rule.target.kind === "chain") names.add(rule.target.chain);
    }
  }
  return rules;
}

/** Where nothing asks what sets them apart, descriptions come to the same. */
function distinct(boxes: readonly (Box | undefined)[]): readonly Box[] {
  return [...new Map(boxes.filter((box) => box !== undefined).map((box) => [box.join(), box])).values()];
}

const alternatives = new WeakMap<FirewallRule, readonly Described[]>();

/** What a rule asks for; one that asks for a port at either end is the same as two. */
function alternativesOf(rule: FirewallRule): readonly Described[] {
  const known = alternatives.get(rule);
  if (known !== undefined) return known;
  const either = rule.matches.find((match) => match.kind === "either-port");
  const others = rule.matches.filter((match) => match !== either);
  const made =
    either === undefined
      ? [rule.matches]
      : (["source", "destination"] as const).map((end): Described => [
          { kind: "port", end, not: false, ports: either.ports },
          ...others,
        ]);
  alternatives.set(rule, made);
  return made;
}

interface Walk {
  readonly firewall: Firewall;
  readonly space: PacketSpace;
  readonly question: Question;
  readonly start: readonly Box[];
  readonly asked: Map<FirewallRule, readonly Asked[]>;
  steps: number;
}

function throughTable(walk: Walk, table: TableName, name: string, arriving: readonly Passed[]): readonly Passed[] {
  const chain = walk.firewall.tables.get(table)?.get(name);
  if (chain === undefined) return arriving;
  const passed: Passed[] = [];
  const left = throughChain(walk, table, chain, arriving, passed);
  return chain.policy === "DROP" ? passed : [...passed, ...left];
}

/** The packets that come out at the chain's end; those that it lets pass are put to `passed`. */
function throughChain(
  walk: Walk,
  table: TableName,
  chain: Chain,
  arriving: readonly Passed[],
  passed: Passed[],
): readonly Passed[] {
  let going = throughFill(walk, table, chain, arriving, passed);
  const leaving: Passed[] = [];
  for (const rule of chain.rules) {
    for (const asked of askedBy(walk, table, rule)) {
      if (going.length === 0) return leaving;
      const fitting: Passed[] = [];
      const others: Passed[] = [];
      for (const one of going) {
        walk.steps += 1;
        const { matched, rest } = split(one.box, asked);
        if (matched !== undefined) fitting.push({ ...one, box: matched });
        for (const box of rest) others.push({ ...one, box });
      }
      if (walk.steps > MOST_STEPS) throw new TooInvolved();
      going = fitting.length === 0 ? going : [...others, ...afterRule(walk, table, rule, fitting, passed, leaving)];
    }
  }
  return [...going, ...leaving];
}

/** Our own program lets pass, at the start of a chain that it fills, packets to what it fills it with. */
function throughFill(
  walk: Walk,
  table: TableName,
  chain: Chain,
  arriving: readonly Passed[],
  passed: Passed[],
): readonly Passed[] {
  const fill = table === "filter" ? walk.question.filled.get(chain.name) : undefined;
  if (fill === undefined) return arriving;
  const { dimension, mask } = walk.space.classOf({ destination: filledDestination(fill) });
  const asked: Asked = { on: [{ dimension, may: mask, must: mask }], certain: true };
  return arriving.flatMap((one) => {
    const { matched, rest } = split(one.box, asked);
    if (matched !== undefined) passed.push({ ...one, box: matched, by: chain.rules[0] });
    return rest.map((box) => ({ ...one, box }));
  });
}

function askedBy(walk: Walk, table: TableName, rule: FirewallRule): readonly Asked[] {
  const known = walk.asked.get(rule);
  if (known !== undefined) return known;
  const made = alternativesOf(rule).map((matches) => {
    // The raw table looks before connections are known, so there the state is not yet what it will be.
    const told =
      table === "raw" ? matches.filter((match) => match.kind !== "state" && match.kind !== "direction") : matches;
    const asked = walk.space.asked(told);
    return { ...asked, certain: asked.certain && told.length === matches.length };
  });
  walk.asked.set(rule, made);
  return made;
}

/** What goes on to the next rule of the packets that fit this one. */
function afterRule(
  walk: Walk,
  table: TableName,
  rule: FirewallRule,
  fitting: readonly Passed[],
  passed: Passed[],
  leaving: Passed[],
): readonly Passed[] {
  const { target } = rule;
  const letPass = () => {
    for (const one of fitting) passed.push({ ...one, by: table === "filter" ? rule : one.by });
  };
  switch (target.kind) {
    case "accept":
      letPass();
      return [];
    case "drop":
      return [];
    case "return":
      leaving.push(...fitting);
      return [];
    case "continue":
    case "redirect":
      return fitting;
    case "unknown":
      letPass();
      return fitting;
    case "untrack":
      return changed(walk, fitting, { state: "UNTRACKED" });
    case "set-mark": {
      if (target.of === "connection") return changed(walk, fitting, { connectionMark: target.mark });
      // A new mark may send a packet of the machine's own another way (ip-rule(8), fwmark).
      const marked = changed(walk, fitting, { mark: target.mark });
      return walk.question.way === "out" ? marked.map((one) => rerouted(walk, one)) : marked;
    }
    case "chain": {
      const chain = walk.firewall.tables.get(table)?.get(target.chain);
      if (chain === undefined) return fitting;
      const through = throughChain(walk, table, chain, fitting, passed);
      if (!target.goto) return through;
      leaving.push(...through);
      return [];
    }
  }
}

function changed(walk: Walk, packets: readonly Passed[], value: Partial<Packet>): readonly Passed[] {
  const { dimension, mask } = walk.space.classOf(value);
  return packets.map((one) => withClasses(one, dimension, mask));
}

function withClasses({ box, by, before }: Passed, dimension: number, mask: bigint): Passed {
  const known = before.has(dimension) ? before : new Map([...before, [dimension, box[dimension] ?? 0n]]);
  return { box: box.with(dimension, mask), by, before: known };
}

/** Any interface by which the question's packets leave. */
function rerouted(walk: Walk, packet: Passed): Passed {
  const out = walk.space.indexOf("out");
  return withClasses(
    packet,
    out,
    walk.start.reduce((mask, box) => mask | (box[out] ?? 0n), 0n),
  );
}

/** A packet that passes though nobody described it, and the rule that lets it. */
export interface Stray {
  readonly packet: Packet;
  readonly by: FirewallRule | undefined;
}

/** What passes beside the described packets: one example for each rule that lets some pass. */
export function strays({ space, passed }: Passing, described: readonly Described[]): readonly Stray[] {
  const allowed = described.map((one) => space.asked(one));
  const found = new Map<FirewallRule | undefined, Stray>();
  for (const { box, by } of passed) {
    if (found.has(by)) continue;
    let left: readonly Box[] = [box];
    for (const one of allowed) {
      if (left.length === 0) break;
      left = without(left, one);
    }
    const [stray] = left;
    if (stray !== undefined) found.set(by, { packet: space.exampleIn(stray), by });
  }
  return [...found.values()];
}

/** For each description that a question starts from, one of its packets that surely does not pass; undefined where all of them may. */
export function lost({ space, start, passed }: Passing): readonly (Packet | undefined)[] {
  const arrived = passed.map(({ box, before }) => box.map((mask, dimension) => before.get(dimension) ?? mask));
  return start.map((begun) => {
    let left: readonly Box[] = begun === undefined ? [] : [begun];
    for (const box of arrived) {
      if (left.length === 0) return undefined;
      left = left.flatMap((one) => beyond(one, box));
    }
    const [box] = left;
    return box === undefined ? undefined : space.exampleIn(box);
  });
}

/** Whether marks make a difference at all. */
export function asksMark({ tables }: Firewall): boolean {
  return [...tables.values()].some((chains) =>
    [...chains.values()].some(({ rules }) => rules.some(({ matches }) => matches.some(({ kind }) => kind === "mark"))),
  );
}

/** Rules that change where packets go, or where they seem to come from, among those that are reached from these chains of any table. */
export function redirections(firewall: Firewall, from: readonly string[]): readonly FirewallRule[] {
  return [...firewall.tables.keys()].flatMap((table) =>
    rulesFrom(firewall, table, from).filter(({ target }) => target.kind === "redirect"),
  );
}
