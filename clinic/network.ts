import { isIP } from "node:net";

/** A network in CIDR notation, read. */
export interface Network {
  readonly family: 4 | 6;
  readonly prefix: number;
  /** The same network written without bits behind the prefix, `198.51.100.0/24`. */
  readonly normal: string;
}

/** The widest blocks that a registry hands to one provider; whoever names more means everybody. */
export const WIDEST = { 4: 8, 6: 19 } as const;

/** What `text` names, or undefined when it is no address with a prefix length. */
export function readNetwork(text: string): Network | undefined {
  const [address = "", length = "", ...rest] = text.split("/");
  const family = isIP(address);
  const prefix = Number(length);
  // An address with a zone, fe80::1%eth0, is valid for one machine only.
  if (rest.length > 0 || address.includes("%") || !/^\d{1,3}$/.test(length) || (family !== 4 && family !== 6))
    return undefined;
  const width = family === 4 ? 32 : 128;
  if (prefix > width) return undefined;
  const groups = family === 4 ? bytesOf(address) : wordsOf(address);
  if (family === 6 && isMapped(groups)) return undefined;
  const kept = masked(groups, prefix, width / groups.length);
  return { family, prefix, normal: `${family === 4 ? kept.join(".") : compressed(kept)}/${prefix}` };
}

function bytesOf(address: string): readonly number[] {
  return address.split(".").map(Number);
}

/** The eight 16-bit groups of a valid IPv6 address, `::` and an IPv4 tail resolved. */
function wordsOf(address: string): readonly number[] {
  const plain = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const [a = 0, b = 0, c = 0, d = 0] = bytesOf(tail);
    return `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`;
  });
  const [head = "", tail] = plain.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Array<string>(8 - left.length - right.length).fill("0");
  return [...left, ...zeros, ...right].map((group) => parseInt(group, 16));
}

/** RFC 4291, 2.5.5.2: an IPv4 address written as an IPv6 one, which no packet carries. */
function isMapped(words: readonly number[]): boolean {
  return words.slice(0, 5).every((word) => word === 0) && words[5] === 0xffff;
}

function masked(groups: readonly number[], prefix: number, bits: number): readonly number[] {
  return groups.map((group, i) => {
    const kept = Math.min(Math.max(prefix - i * bits, 0), bits);
    return group - (group % 2 ** (bits - kept));
  });
}

/** The shortest spelling (RFC 5952), which is how the URL standard prints an address. */
function compressed(words: readonly number[]): string {
  const full = words.map((word) => word.toString(16)).join(":");
  return new URL(`http://[${full}]`).hostname.slice(1, -1);
}
