import type { AddressRange } from "./address-range.ts";
import type { End, Match, NumberRange, Side } from "./iptables.ts";
import { protocolMatch } from "./iptables-matches.ts";

/** Matches by which a rule of ours describes packets, in the same words as a packet filter's own rules. */

/** @throws Error for a name of ours that is no protocol */
export function ofProtocol(name: string): Match {
  const match = protocolMatch(name, false);
  if (match === undefined || match === "all") throw new Error(`${name} is no protocol.`);
  return match;
}

export function atPorts(end: End, ...ports: readonly (number | NumberRange)[]): Match {
  const ranges = ports.map((port) => (typeof port === "number" ? { from: port, to: port } : port));
  return { kind: "port", end, not: false, ports: ranges };
}

export function atAddresses(end: End, ranges: readonly AddressRange[]): Match {
  return { kind: "address", end, not: false, ranges };
}

export function atNamed(end: End, name: string): Match {
  return { kind: "named-address", end, not: false, name };
}

export function byInterface(side: Side, name: string): Match {
  return { kind: "interface", side, not: false, name };
}

export function notByInterface(side: Side, name: string): Match {
  return { kind: "interface", side, not: true, name };
}

export function inState(...states: readonly string[]): Match {
  return { kind: "state", not: false, states };
}

export function going(direction: "ORIGINAL" | "REPLY"): Match {
  return { kind: "direction", direction };
}

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

/** @param type of ICMP, with any code */
export function ofIcmpType(type: number): Match {
  return { kind: "icmp", not: false, types: { from: type * 256, to: type * 256 + 255 } };
}

export function withFlags(set: number): Match {
  return { kind: "flags", not: false, mask: 63, set };
}
