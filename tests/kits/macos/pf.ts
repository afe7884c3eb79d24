import { rangeOf } from "../../../policies/readers/packet-filter/address-range.ts";
import type {
  Chain,
  Firewall,
  FirewallRule,
  Match,
  NumberRange,
} from "../../../policies/readers/packet-filter/iptables.ts";

export type Family = 4 | 6;

/**
 * One rule for the filter, as pfctl(8) hands it to the kernel: what stands in braces is several (pf.conf(5), "PACKET FILTERING"; the
 * grammar is that of pfctl's parse.y 1.553 of OpenBSD, from whose 4.3 to 4.4 macOS took pf: xnu, bsd/net/pf.c, 1.567).
 */
export interface PfRule {
  readonly line: number;
  readonly action: "pass" | "block";
  /** Undefined for both. */
  readonly direction: "in" | "out" | undefined;
  readonly quick: boolean;
  readonly interface: string | undefined;
  readonly family: Family | undefined;
  readonly protocol: number | undefined;
  readonly from: PfEnd;
  readonly to: PfEnd;
  /** `type * 256 + code`, of the protocol's own ICMP. */
  readonly icmp: NumberRange | undefined;
  /** Without `no state` a rule that lets pass makes a state, by which later packets pass no rule at all. */
  readonly keepsState: boolean;
  readonly label: string | undefined;
}

export interface PfEnd {
  /** A network or an address; undefined for any. */
  readonly network: string | undefined;
  readonly ports: NumberRange | undefined;
}

export class NotUnderstood extends Error {}

const ANYWHERE: PfEnd = { network: undefined, ports: undefined };

/** pfctl_parser.c, icmp_type and icmp6_type: those that rules here name. */
const ICMP_TYPES: Readonly<Record<Family, Readonly<Record<string, number>>>> = {
  4: { unreach: 3, echoreq: 8 },
  6: { toobig: 2, echoreq: 128, routersol: 133, routeradv: 134, neighbrsol: 135, neighbradv: 136 },
};
/** pfctl_parser.c, icmp_code; RFC 792: fragmentation needed and DF set. */
const ICMP_CODES: Readonly<Record<string, number>> = { needfrag: 4 };

const PROTOCOLS: Readonly<Record<string, number>> = { icmp: 1, tcp: 6, udp: 17, icmp6: 58 };

/**
 * The rules of an anchor's file, in order.
 *
 * @throws NotUnderstood for whatever is not in the closed set of words that this knows
 */
export function readPf(text: string): readonly PfRule[] {
  return text.split("\n").flatMap((said, index) => {
    const line = said.replace(/#.*/, "");
    return /^\s*$/.test(line) ? [] : rulesOn(line, index + 1);
  });
}

function rulesOn(text: string, line: number): readonly PfRule[] {
  const words = text.match(/"[^"]*"|[{},]|[^\s{},"]+/g) ?? [];
  let at = 0;
  const doubt = (what: string): never => {
    throw new NotUnderstood(`Line ${line}: ${what} (${text.trim()})`);
  };
  const next = (): string => words[at++] ?? doubt("the line ends too early");
  const took = (word: string): boolean => {
    if (words[at] !== word) return false;
    at += 1;
    return true;
  };
  const list = <T>(read: () => T): readonly T[] => {
    if (!took("{")) return [read()];
    const found = [read()];
    while (!took("}")) {
      took(",");
      found.push(read());
    }
    return found;
  };
  const number = (most: number): number => {
    const word = next();
    const value = Number(word);
    return /^\d+$/.test(word) && value <= most ? value : doubt(`${word} is no number up to ${most}`);
  };
  const port = (): NumberRange => {
    const from = number(65535);
    return { from, to: from };
  };
  const ends = (): readonly PfEnd[] => {
    const word = next();
    if (word !== "any" && rangeOf(word) === undefined) doubt(`${word} is no address`);
    const network = word === "any" ? undefined : word;
    return took("port") ? list(port).map((ports) => ({ network, ports })) : [{ network, ports: undefined }];
  };

  // The order of words is the grammar's: action, direction, quick, interface, family, protocol, ends, options.
  const action = took("pass") ? "pass" : took("block") ? "block" : doubt("it begins with neither pass nor block");
  if (action === "block") took("drop");
  const direction = took("in") ? "in" : took("out") ? "out" : undefined;
  const quick = took("quick");
  const name = took("on") ? next() : undefined;
  const family = took("inet") ? 4 : took("inet6") ? 6 : undefined;
  const protocolName = took("proto") ? next() : undefined;
  const protocol =
    protocolName === undefined ? undefined : (PROTOCOLS[protocolName] ?? doubt(`${protocolName} is unknown`));
  let [sources, destinations]: readonly (readonly PfEnd[])[] = [[ANYWHERE], [ANYWHERE]];
  if (!took("all")) {
    if (took("from")) sources = ends();
    if (took("to")) destinations = ends();
  }
  let icmp: readonly (NumberRange | undefined)[] = [undefined];
  const icmpFamily = took("icmp-type") ? 4 : took("icmp6-type") ? 6 : undefined;
  if (icmpFamily !== undefined) {
    if (family !== icmpFamily || protocol !== (icmpFamily === 4 ? 1 : 58))
      doubt("types are of another protocol or family");
    icmp = list(() => {
      const word = next();
      const type = ICMP_TYPES[icmpFamily][word] ?? ((at -= 1), number(255));
      if (!took("code")) return { from: type * 256, to: type * 256 + 255 };
      const code = ICMP_CODES[next()] ?? doubt("an unknown code");
      return { from: type * 256 + code, to: type * 256 + code };
    });
  }
  let keepsState = action === "pass";
  if (took("no")) {
    if (!took("state") || action === "block") doubt("no is for state");
    keepsState = false;
  }
  const label = took("label") ? next().replaceAll('"', "") : undefined;
  if (at !== words.length) doubt(`${words[at] ?? ""} is not understood here`);
  const ported = [...(sources ?? []), ...(destinations ?? [])].some(({ ports }) => ports !== undefined);
  if (ported && protocol !== 6 && protocol !== 17) doubt("ports are TCP's and UDP's");
  for (const { network } of [...(sources ?? []), ...(destinations ?? [])]) {
    if (network !== undefined && family !== undefined && network.includes(":") !== (family === 6))
      doubt(`${network} is of the other family`);
  }
  return (sources ?? []).flatMap((from) =>
    (destinations ?? []).flatMap((to) =>
      icmp.map((types): PfRule => ({
        line,
        action,
        direction,
        quick,
        interface: name,
        family,
        protocol,
        from,
        to,
        icmp: types,
        keepsState,
        label,
      })),
    ),
  );
}

/** The whole packet, or a part of one: pf asks for no port or type of those, and fits no rule that does (pf.c, pf_test_fragment). */
export type Piece = "whole" | "fragment";

/**
 * The same decisions, in the form that our own model of packet filters follows with all packets there are (`packet-walk.ts`).
 *
 * pf takes the first quick rule that fits, else the last one that fits at all, else lets pass (pf.c, pf_test_rule and
 * pf_default_rule). As a list of which the first decides, those are: the quick ones in order, then the others from the end, then all.
 * States are no part of it: whoever uses this asks first that no rule keeps one.
 */
export function firewallOf(rules: readonly PfRule[], family: Family, direction: "in" | "out", piece: Piece): Firewall {
  const asked = rules.filter(
    (rule) =>
      (rule.direction ?? direction) === direction &&
      (rule.family ?? family) === family &&
      (piece === "whole" || (rule.icmp === undefined && rule.from.ports === undefined && rule.to.ports === undefined)),
  );
  const first = [...asked.filter(({ quick }) => quick), ...asked.filter(({ quick }) => !quick).reverse()];
  const name = direction === "in" ? "INPUT" : "OUTPUT";
  const chain: Chain = {
    name,
    policy: "ACCEPT",
    line: undefined,
    rules: first.map((rule) => ruleOf(rule, direction)),
  };
  return { family, path: "rules.pf", tables: new Map([["filter", new Map([[name, chain]])]]) };
}

function ruleOf(rule: PfRule, direction: "in" | "out"): FirewallRule {
  const matches: readonly (Match | undefined)[] = [
    rule.interface === undefined ? undefined : { kind: "interface", side: direction, not: false, name: rule.interface },
    rule.protocol === undefined ? undefined : { kind: "protocol", not: false, protocol: rule.protocol },
    ...(["source", "destination"] as const).flatMap((end): readonly (Match | undefined)[] => {
      const { network, ports } = end === "source" ? rule.from : rule.to;
      const range = network === undefined ? undefined : rangeOf(network);
      return [
        range === undefined ? undefined : { kind: "address", end, not: false, ranges: [range] },
        ports === undefined ? undefined : { kind: "port", end, not: false, ports: [ports] },
      ];
    }),
    rule.icmp === undefined ? undefined : { kind: "icmp", not: false, types: rule.icmp },
  ];
  return {
    path: "rules.pf",
    line: rule.line,
    matches: matches.filter((match) => match !== undefined),
    target: { kind: rule.action === "pass" ? "accept" : "drop" },
    records: [],
  };
}
