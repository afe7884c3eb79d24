import type { Release } from "../../../render/release.ts";
import type { Family } from "./address-range.ts";
import { OWN_ADDRESS, SYN } from "./iptables-matches.ts";
import { range, type Packet } from "./packet-space.ts";

/** Values that make a packet of a finding easily understood; of those that are alike, the first is named. */

/** A stranger, a private network, a neighbour, the cloud's metadata, a group. */
const PLACES: Readonly<Record<Family, readonly string[]>> = {
  4: ["203.0.113.77", "10.77.0.1", "169.254.77.77", "169.254.169.254", "224.0.0.251", "255.255.255.255"],
  6: ["2001:db8:77::77", "fd77::1", "fe80::77", "fd00:ec2::254", "ff02::fb"],
};

const INSIDE: Readonly<Record<Family, string>> = { 4: "10.0.0.2", 6: "2001:db8::2" };

/** tcp, udp, icmp, sctp, gre */
const PROTOCOLS: readonly Partial<Packet>[] = [6, 17, 1, 132, 47].map((protocol) => ({ protocol }));

/** @param release whose accounts a reader of the finding may know */
export function leavingExamples(
  family: Family,
  release: Pick<Release, "egress" | "ports">,
): readonly Partial<Packet>[] {
  const accounts = [...new Set([...release.egress, ...release.ports].map(({ account }) => account))];
  return [
    ...["eth0", "wg0"].map((out) => ({ out })),
    ...PLACES[family].map((text) => ({ destination: range(text).low })),
    ...[...accounts, "root", "nobody"].map((account) => ({ account })),
    ...[443, 80, 53].map((destinationPort) => ({ destinationPort })),
    { source: range(INSIDE[family]).low },
    { sourcePort: 40000 },
    ...PROTOCOLS,
  ];
}

export function arrivingExamples(family: Family): readonly Partial<Packet>[] {
  return [
    { in: "eth0" },
    { destination: OWN_ADDRESS },
    ...PLACES[family].slice(0, 3).map((text) => ({ source: range(text).low })),
    { sourcePort: 40000 },
    { flags: SYN },
    ...PROTOCOLS,
  ];
}

export const THROUGH_EXAMPLES: readonly Partial<Packet>[] = [{ in: "eth0" }, { out: "eth1" }];
