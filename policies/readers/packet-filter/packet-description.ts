import type { AddressRange, Family } from "./address-range.ts";
import type { Match, NumberRange } from "./iptables.ts";
import { OWN_ADDRESS, protocolMatch } from "./iptables-matches.ts";
import { range } from "./packet-space.ts";
import type { Described } from "./packet-walk.ts";

/** Matches by which a rule of ours describes packets, in the same words as a packet filter's own rules. */

/** @throws Error for a name of ours that is no protocol */
export function ofProtocol(name: string): Match {
  const match = protocolMatch(name, false);
  if (match === undefined || match === "all") throw new Error(`${name} is no protocol.`);
  return match;
}

export function fromPorts(...ports: readonly (number | NumberRange)[]): Match {
  return { kind: "port", end: "source", not: false, ports: ports.map(portRange) };
}

export function toPorts(...ports: readonly (number | NumberRange)[]): Match {
  return { kind: "port", end: "destination", not: false, ports: ports.map(portRange) };
}

function portRange(port: number | NumberRange): NumberRange {
  return typeof port === "number" ? { from: port, to: port } : port;
}

export function fromAddresses(...ranges: readonly AddressRange[]): Match {
  return { kind: "address", end: "source", not: false, ranges };
}

export function toAddresses(...ranges: readonly AddressRange[]): Match {
  return { kind: "address", end: "destination", not: false, ranges };
}

export function notToAddresses(...ranges: readonly AddressRange[]): Match {
  return { kind: "address", end: "destination", not: true, ranges };
}

/** To what only a name stands for. */
export function toNamed(name: string): Match {
  return { kind: "named-address", end: "destination", not: false, name };
}

export const TO_THE_MACHINE: Match = toNamed(OWN_ADDRESS);

export function arrivingBy(name: string): Match {
  return { kind: "interface", side: "in", not: false, name };
}

export function leavingBy(name: string): Match {
  return { kind: "interface", side: "out", not: false, name };
}

export function notLeavingBy(name: string): Match {
  return { kind: "interface", side: "out", not: true, name };
}

/** What comes in, and not from the machine itself. */
export const FROM_OUTSIDE: Match = { kind: "interface", side: "in", not: true, name: "lo" };

/** What leaves, and not to the machine itself. */
export const TO_OUTSIDE: Match = notLeavingBy("lo");

export function inState(...states: readonly string[]): Match {
  return { kind: "state", not: false, states };
}

/** The way of who began the connection, and the other one. */
export const ONWARD: Match = { kind: "direction", direction: "ORIGINAL" };
export const BACK: Match = { kind: "direction", direction: "REPLY" };

export function ofAccount(name: string): Match {
  return { kind: "user", not: false, user: name };
}

/** The kernel's own packets. */
export const OF_KERNEL: Match = { kind: "account", account: undefined };

export function withMark(mark: number): Match {
  return { kind: "mark", of: "packet", not: false, mark };
}

export function withConnectionMark(mark: number): Match {
  return { kind: "mark", of: "connection", not: false, mark };
}

const ICMP: Readonly<Record<Family, Match>> = { 4: ofProtocol("icmp"), 6: ofProtocol("icmpv6") };

/** All of the family's own ICMP. */
export function icmp(family: Family): Match {
  return ICMP[family];
}

/** One type of the family's own ICMP, with any code. */
export function icmpOfType(family: Family, type: number): Described {
  return [ICMP[family], { kind: "icmp", not: false, types: { from: type * 256, to: type * 256 + 255 } }];
}

export function withFlags(set: number): Match {
  return { kind: "flags", not: false, mask: 63, set };
}

const STRANGERS: Readonly<Record<Family, Match>> = {
  4: fromAddresses(
    ...["203.0.113.0/24", "1.0.0.0/8", "64.0.0.0/3", "128.0.0.0/3", "204.0.0.0/6", "208.0.0.0/4"].map(range),
  ),
  6: fromAddresses(...["2001:db8:77::/48", "2400::/6", "2800::/5"].map(range)),
};

/**
 * From addresses that strangers all over the world have (IANA's registries of unicast addresses), and by which they are named in
 * examples (RFC 5737, RFC 3849).
 */
export function fromStrangers(family: Family): Match {
  return STRANGERS[family];
}
