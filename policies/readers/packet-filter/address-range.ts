import { isIPv4, isIPv6 } from "node:net";

export type Family = 4 | 6;

/** All addresses from `low` to `high`, inclusive, of one family. */
export interface AddressRange {
  readonly family: Family;
  readonly low: bigint;
  readonly high: bigint;
}

/** The range that `192.0.2.0/24`, `2001:db8::/32` or a single address means; undefined where the text is neither. */
export function rangeOf(text: string): AddressRange | undefined {
  const [address = "", length, ...rest] = text.split("/");
  // A zone (`fe80::1%eth0`) is no part of an address.
  const family = isIPv4(address) ? 4 : isIPv6(address) && !address.includes("%") ? 6 : undefined;
  if (family === undefined || rest.length > 0) return undefined;
  const bits = family === 4 ? 32 : 128;
  const prefix = length === undefined ? bits : prefixOf(length, family);
  if (prefix === undefined || prefix > bits) return undefined;
  const value = family === 4 ? value4(address) : value6(address);
  const host = (1n << BigInt(bits - prefix)) - 1n;
  return { family, low: value & ~host, high: value | host };
}

/** `24`, or for IPv4 a netmask such as `255.255.255.0`. */
function prefixOf(text: string, family: Family): number | undefined {
  // A leading zero would be octal to some programs.
  if (/^(?:0|[1-9]\d{0,2})$/.test(text)) return Number(text);
  if (family === 6 || !isIPv4(text)) return undefined;
  const ones = value4(text).toString(2).padStart(32, "0");
  return /^1*0*$/.test(ones) ? ones.lastIndexOf("1") + 1 : undefined;
}

function value4(address: string): bigint {
  return address.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function value6(text: string): bigint {
  const mapped = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  const address =
    mapped?.[1] === undefined || mapped[2] === undefined
      ? text
      : `${mapped[1]}${(value4(mapped[2]) >> 16n).toString(16)}:${(value4(mapped[2]) & 0xffffn).toString(16)}`;
  const [head = "", tail] = address.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const front = groups(head);
  const back = tail === undefined ? [] : groups(tail);
  const zeros = Array.from({ length: 8 - front.length - back.length }, () => "0");
  return [...front, ...zeros, ...back].reduce((sum, part) => (sum << 16n) | BigInt(`0x${part}`), 0n);
}

/** An address as people write it; IPv6 without shortening zeros away completely, which no reader needs. */
export function addressText(family: Family, value: bigint): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join(".");
  const groups = Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16));
  return new URL(`http://[${groups.join(":")}]/`).hostname.slice(1, -1);
}

export function contains(outer: AddressRange, inner: AddressRange): boolean {
  return outer.family === inner.family && outer.low <= inner.low && inner.high <= outer.high;
}
