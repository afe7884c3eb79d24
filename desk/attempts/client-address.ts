import { isIPv4, isIPv6 } from "node:net";

/**
 * By what a visitor's attempts are counted: the IPv4 address, or the first 64 bits of an IPv6 one, which is the least that a
 * household gets (RFC 6177, section 2).
 *
 * @param forwardedFor the header X-Forwarded-For: nginx, one hop away, writes the last value, and only that one is believed
 */
export function clientAddress(forwardedFor: string | undefined): string {
  const last = forwardedFor?.split(",").at(-1)?.trim() ?? "";
  if (isIPv4(last)) return last;
  return isIPv6(last) ? network64(last) : "unknown";
}

function network64(address: string): string {
  // URL writes an address in its one short form (WHATWG URL, "IPv6 serializer"); :: stands for the groups that are missing.
  const { hostname } = new URL(`http://[${address.split("%")[0] ?? ""}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const groups = (text: string | undefined): readonly string[] =>
    (text ?? "").split(":").filter((group) => group !== "");
  const zeros = Array<string>(Math.max(0, 8 - groups(head).length - groups(tail).length)).fill("0");
  return [...groups(head), ...(tail === undefined ? [] : zeros), ...groups(tail)].slice(0, 4).join(":");
}
