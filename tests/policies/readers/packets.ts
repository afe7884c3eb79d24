import { range, type Address, type Packet } from "../../../policies/readers/packet-filter/packet-space.ts";
import type { Family } from "../../../policies/readers/packet-filter/address-range.ts";
import {
  BACK,
  fromAddresses,
  fromPorts,
  inState,
  ONWARD,
  toAddresses,
  toPorts,
  withConnectionMark,
  withFlags,
  withMark,
} from "../../../policies/readers/packet-filter/packet-description.ts";
import type { Described } from "../../../policies/readers/packet-filter/packet-walk.ts";

export function ipNumber(text: string): bigint {
  return range(text).low;
}

/** A packet of the account prosody to a web server. */
export const PACKET: Packet = {
  source: ipNumber("198.51.100.2"),
  destination: ipNumber("203.0.113.9"),
  protocol: 6,
  sourcePort: 40000,
  destinationPort: 443,
  in: "",
  out: "eth0",
  state: "NEW",
  account: "prosody",
  icmp: 0,
  flags: 2,
  mark: 0,
  connectionMark: 0,
};

/** The set that holds this one packet. */
export function described(packet: Packet, family: Family): Described {
  const { account } = packet;
  const one = (address: Address) => {
    if (typeof address === "string") throw new Error("Only packets with numbers for addresses can be sent.");
    return { family, low: address, high: address };
  };
  const tracked = packet.state !== "INVALID" && packet.state !== "UNTRACKED";
  return [
    fromAddresses(one(packet.source)),
    toAddresses(one(packet.destination)),
    { kind: "protocol", not: false, protocol: packet.protocol },
    fromPorts(packet.sourcePort),
    toPorts(packet.destinationPort),
    { kind: "interface", side: "in", not: false, name: packet.in },
    { kind: "interface", side: "out", not: false, name: packet.out },
    inState(packet.state.replace(",REPLY", "")),
    ...(tracked ? [packet.state.endsWith(",REPLY") ? BACK : ONWARD] : []),
    { kind: "account", account },
    { kind: "icmp", not: false, types: { from: packet.icmp, to: packet.icmp } },
    withFlags(packet.flags),
    withMark(packet.mark),
    withConnectionMark(packet.connectionMark),
  ];
}
