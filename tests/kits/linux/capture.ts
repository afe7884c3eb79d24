import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Workstations } from "../../../clinic/clinic.ts";
import { ended, type Room } from "./room.ts";
import { until } from "./until.ts";

/** Everything that a network card on the far side takes in, written down by tcpdump. */
export interface Capture {
  /** Ends it. @returns whole Ethernet frames, in order */
  readonly frames: () => Promise<readonly Buffer[]>;
}

/** @param file to be written */
export async function startCapture({ start }: Pick<Room, "start">, card: string, file: string): Promise<Capture> {
  // tcpdump(8): -U each packet at once, -Q only what comes in, -B room for bursts in KiB, -Z stays root, which owns the file.
  const options = [
    "-i",
    card,
    "-w",
    file,
    "-U",
    "--immediate-mode",
    "-Q",
    "in",
    "-B",
    "16384",
    "-s",
    "256",
    "-Z",
    "root",
  ];
  const dump = start(["tcpdump", "-n", ...options]);
  let said = "";
  dump.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  await until(
    () => said.includes("listening on"),
    () => `tcpdump listens: ${said}`,
  );
  return {
    frames: async () => {
      await ended(dump, "SIGINT");
      assert.match(said, /\n0 packets dropped by kernel/, "nothing was missed");
      return framesIn(readFileSync(file));
    },
  };
}

/** pcap-savefile(5): a header of 24 bytes, then each packet behind 16 bytes of which the third number is the length that was kept. */
function framesIn(file: Buffer): readonly Buffer[] {
  assert.equal(file.readUInt32LE(0), 0xa1b2c3d4);
  assert.equal(file.readUInt32LE(20), 1, "Ethernet");
  const frames: Buffer[] = [];
  for (let at = 24; at < file.length;) {
    const length = file.readUInt32LE(at + 8);
    frames.push(file.subarray(at + 16, at + 16 + length));
    at += 16 + length;
  }
  return frames;
}

/**
 * What a frame is that a computer sent: what may leave it, by the reason, or undefined for what may not. Written by the standards and
 * on purpose without a look at our rules.
 */
export function allowedAs(frame: Buffer, { tunnel, printer }: Workstations): string | undefined {
  switch (frame.readUInt16BE(12)) {
    case 0x0806:
      return "arp";
    case 0x0800:
      return allowed4(frame.subarray(14), tunnel, printer);
    case 0x86dd:
      return allowed6(frame.subarray(14), tunnel);
    default:
      return undefined;
  }
}

/** For a message: what the frame is. */
export function described(frame: Buffer): string {
  const packet = frame.subarray(14);
  switch (frame.readUInt16BE(12)) {
    case 0x0800: {
      const { protocol, destination, ports, fragment } = read4(packet);
      return `IPv4 protocol ${protocol} to ${destination}${fragment ? " fragment" : ""}${ports === undefined ? "" : ` port ${ports[1]}`}`;
    }
    case 0x86dd: {
      const { protocol, destination, ports, body } = read6(packet);
      return `IPv6 protocol ${protocol} to ${destination}${ports === undefined ? ` type ${body[0]}` : ` port ${ports[1]}`}`;
    }
    default:
      return `type ${frame.readUInt16BE(12).toString(16)}`;
  }
}

type Ports = readonly [from: number, to: number];

function read4(packet: Buffer) {
  const body = packet.subarray((packet.readUInt8(0) & 15) * 4);
  const protocol = packet.readUInt8(9);
  const fragment = (packet.readUInt16BE(6) & 0x3fff) !== 0;
  return {
    protocol,
    fragment,
    destination: [...packet.subarray(16, 20)].join("."),
    body,
    ports: fragment ? undefined : portsOf(protocol, body),
  };
}

function read6(packet: Buffer) {
  let protocol = packet.readUInt8(6);
  let body = packet.subarray(40);
  // Hop-by-hop options, which MLD has (RFC 8200, 4.3; RFC 3810, 5).
  if (protocol === 0) {
    protocol = body.readUInt8(0);
    body = body.subarray((body.readUInt8(1) + 1) * 8);
  }
  return {
    protocol,
    hops: packet.readUInt8(7),
    source: groups(packet.subarray(8, 24)),
    destination: groups(packet.subarray(24, 40)),
    body,
    ports: portsOf(protocol, body),
  };
}

function portsOf(protocol: number, body: Buffer): Ports | undefined {
  if ((protocol !== 6 && protocol !== 17) || body.length < 4) return undefined;
  return [body.readUInt16BE(0), body.readUInt16BE(2)];
}

function groups(address: Buffer): string {
  const words = [0, 2, 4, 6, 8, 10, 12, 14].map((at) => address.readUInt16BE(at).toString(16));
  return new URL(`http://[${words.join(":")}]`).hostname.slice(1, -1);
}

/** IANA, "Assigned Internet Protocol Numbers". */
const PROTOCOL = { tcp: 6, udp: 17 } as const;

function allowed4(packet: Buffer, tunnel: Workstations["tunnel"], printer: string | undefined): string | undefined {
  const { protocol, destination, ports, body } = read4(packet);
  if (ports === undefined) return undefined;
  if (protocol === PROTOCOL.udp && ports.join() === "68,67")
    return /^(?:255\.255\.255\.255$|10\.|192\.168\.)/.test(destination) ? "dhcp" : undefined;
  if (protocol === PROTOCOL.tcp && destination === printer && [515, 631, 9100].includes(ports[1])) return "printer";
  return isTunnel(protocol, destination, ports, body, tunnel) ? "tunnel" : undefined;
}

function allowed6(packet: Buffer, tunnel: Workstations["tunnel"]): string | undefined {
  const { protocol, hops, source, destination, ports, body } = read6(packet);
  const type = body.readUInt8(0);
  if (protocol === 58) {
    if (type === 133 && hops === 255 && destination === "ff02::2") return "router solicitation";
    if ((type === 135 || type === 136) && hops === 255 && /^(?:fe80::|ff02::1:ff|ff02::1$)/.test(destination))
      return "neighbours";
    return type === 143 && hops === 1 && destination === "ff02::16" ? "groups" : undefined;
  }
  if (ports === undefined) return undefined;
  if (protocol === PROTOCOL.udp && ports.join() === "546,547")
    return source.startsWith("fe80:") && destination === "ff02::1:2" ? "dhcp" : undefined;
  return isTunnel(protocol, destination, ports, body, tunnel) ? "tunnel" : undefined;
}

function isTunnel(
  protocol: number,
  destination: string,
  ports: Ports,
  body: Buffer,
  { endpoints, mark }: Workstations["tunnel"],
): boolean {
  const isEndpoint = endpoints.some(
    (one) => PROTOCOL[one.protocol] === protocol && one.address === destination && one.port === ports[1],
  );
  // WireGuard's four messages begin with their number and three zeros (wireguard.com/protocol).
  return isEndpoint && (mark === undefined || (body.readUInt8(8) <= 4 && body.readUIntBE(9, 3) === 0));
}
