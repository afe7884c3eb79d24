import { createHash } from "node:crypto";
import { readNetwork } from "./network.ts";

/** The machine's own number among its devices. */
export const MACHINE_NUMBER = 1;

/** Addresses inside the tunnel, IPv4 before IPv6. */
export type InsideAddresses = readonly [address4: string, address6: string];

/**
 * The addresses that a number has inside the practice's tunnel. The networks come from the domain's hash, so that whoever works for two
 * practices meets two networks: below fd00::/8 with 40 bits of it (RFC 4193, 3.1 and 3.2.2), and a /24 of 10.0.0.0/8 (RFC 1918) away from its
 * beginning, where homes and hotels have theirs.
 */
export function insideAddresses(domain: string, number: number): InsideAddresses {
  const hash = createHash("sha256").update(domain).digest();
  const second = 64 + ((hash[5] ?? 0) % 128);
  const prefix = `fd${hash.toString("hex", 0, 1)}:${hash.toString("hex", 1, 3)}:${hash.toString("hex", 3, 5)}`;
  const address6 = `${prefix}::${number.toString(16)}`;
  return [`10.${second}.${hash[6] ?? 0}.${number}`, readNetwork(`${address6}/128`)?.normal.split("/")[0] ?? address6];
}
