import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import type { Proof } from "../../services/service.ts";
import type { Sight } from "./prove.ts";

/** A socket of this machine that waits for packets. */
interface Listener {
  readonly address: string;
  readonly port: number;
}

/** Whether something listens there, on that very address or on all of its family. */
export function proveListening(proof: Extract<Proof, { kind: "listening" }>): Sight {
  const listeners = [
    ...listenersIn(readFileSync(`/proc/net/${proof.protocol}`, "utf8"), proof.protocol),
    ...listenersIn(readFileSync(`/proc/net/${proof.protocol}6`, "utf8"), proof.protocol),
  ].filter((listener) => listener.port === proof.port);
  const wanted = hexadecimal(proof.address);
  // An IPv6 socket on all addresses takes IPv4 too (ipv6(7), IPV6_V6ONLY off), and Java binds an IPv4 address as an IPv6
  // one that holds it (RFC 4291, 2.5.5.2).
  const mapped = `0000000000000000FFFF0000${wanted}`;
  const passed = listeners.some(({ address }) => address === wanted || address === mapped || /^0+$/.test(address));
  const seen = listeners.length === 0 ? "Nothing listens on that port." : `${listeners.length} sockets on that port.`;
  return { passed, seen };
}

/** proc(5), /proc/net/tcp: state 0A is LISTEN; an unconnected UDP socket is 07. Addresses are in the kernel's own byte order. */
export function listenersIn(table: string, protocol: "tcp" | "udp"): readonly Listener[] {
  const waiting = protocol === "tcp" ? "0A" : "07";
  return table
    .split("\n")
    .slice(1)
    .map((row) => row.trim().split(/\s+/))
    .filter((row) => row[3] === waiting)
    .map((row) => {
      const [address = "", port = "0"] = (row[1] ?? "").split(":");
      return { address, port: Number.parseInt(port, 16) };
    });
}

/** An address as the kernel prints it: 32-bit words in little-endian order. */
export function hexadecimal(address: string): string {
  const bytes = isIPv6(address) ? bytes6(address) : address.split(".").map(Number);
  const words: string[] = [];
  for (let at = 0; at < bytes.length; at += 4)
    words.push(
      ...bytes
        .slice(at, at + 4)
        .reverse()
        .map(twoDigits),
    );
  return words.join("").toUpperCase();
}

function twoDigits(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}

function bytes6(address: string): number[] {
  const [head = "", tail] = address.split("::");
  const groups = (part: string | undefined): string[] => (part === undefined || part === "" ? [] : part.split(":"));
  const [left, right] = [groups(head), groups(tail)];
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const all = [...left, ...Array<string>(zeros).fill("0"), ...right].map((group) => Number.parseInt(group, 16));
  return all.flatMap((group) => [group >> 8, group & 0xff]);
}
