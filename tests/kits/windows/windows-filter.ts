import type { Handed, HandedValue, Told } from "./stand-in.ts";
import {
  FIELDS,
  FWP_ACTION_PERMIT,
  FWP_CONDITION_FLAG_IS_LOOPBACK,
  FWP_MATCH_EQUAL,
  FWPM_FILTER_FLAG_BOOTTIME,
  FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT,
  LAYERS,
  TYPES,
} from "./windows-constants.ts";

/**
 * A model of the Windows Filtering Platform, from Microsoft's pages and not from Windows.
 *
 * It covers: filters with and without conditions on addresses, ports, ICMP types, protocol, interface and the loopback flag; alternatives
 * of one field; weights within a sublayer, sublayers by weight, soft and hard permits, blocks ("Filter Arbitration"); that no layer
 * overrules another; which filters count before and after the Base Filtering Engine has started ("Object Management").
 * It does not cover: callouts, vetoes, soft blocks, IPsec, virtual switches and whatever sends below TCP/IP.
 */
export interface Packet {
  readonly family: 4 | 6;
  readonly protocol: number;
  readonly localAddress: bigint;
  readonly remoteAddress: bigint;
  /** For ICMP its type, as Windows has it. */
  readonly localPort: number;
  readonly remotePort: number;
  /** LUID of the interface that has the local address. */
  readonly interface: bigint;
  readonly loopback: boolean;
}

export interface Filter {
  readonly layer: string;
  readonly sublayer: number;
  readonly weight: number;
  readonly permits: boolean;
  /** FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT: of a permit, that a later block does not count. */
  readonly hard: boolean;
  readonly conditions: readonly { readonly field: string; readonly fits: (packet: Packet) => boolean }[];
}

export type LayerKind = "connect" | "transport" | "packet" | "forward";

const LAYER_NAMES = {
  connect: "ALE_AUTH_CONNECT",
  transport: "OUTBOUND_TRANSPORT",
  packet: "OUTBOUND_IPPACKET",
  forward: "IPFORWARD",
} as const;

/** The layers that the first packet of a connection meets; later ones meet all but the first of them. */
export const FIRST_PACKET: readonly LayerKind[] = ["connect", "transport", "packet"];

/** Those of our filters that count: before the engine has started those for that time alone, from then on the others. */
export function filtersIn({ filters, sublayer }: Told, time: "boot" | "running"): readonly Filter[] {
  return filters
    .filter(({ flags }) => ((flags & FWPM_FILTER_FLAG_BOOTTIME) !== 0) === (time === "boot"))
    .map((one) => filterOf(one, sublayer?.weight ?? 0));
}

function filterOf(handed: Handed, sublayer: number): Filter {
  return {
    layer: handed.layer,
    sublayer,
    weight: Number(handed.weight.value),
    permits: handed.action === FWP_ACTION_PERMIT,
    hard: (handed.flags & FWPM_FILTER_FLAG_CLEAR_ACTION_RIGHT) !== 0,
    conditions: handed.conditions.map(({ field, match, value }) => ({ field, fits: fitting(field, match, value) })),
  };
}

function fitting(field: string, match: number, { type, value }: HandedValue): (packet: Packet) => boolean {
  if (field === FIELDS.FWPM_CONDITION_FLAGS)
    return ({ loopback }) => match !== FWP_MATCH_EQUAL && Number(value) === FWP_CONDITION_FLAG_IS_LOOPBACK && loopback;
  if (match !== FWP_MATCH_EQUAL) throw new Error(`The model knows no match of type ${match}.`);
  switch (field) {
    case FIELDS.FWPM_CONDITION_IP_PROTOCOL:
      return ({ protocol }) => protocol === Number(value);
    case FIELDS.FWPM_CONDITION_IP_LOCAL_PORT:
      return ({ localPort }) => localPort === Number(value);
    case FIELDS.FWPM_CONDITION_IP_REMOTE_PORT:
      return ({ remotePort }) => remotePort === Number(value);
    case FIELDS.FWPM_CONDITION_IP_LOCAL_INTERFACE:
      return (packet) => packet.interface === BigInt(value);
    case FIELDS.FWPM_CONDITION_IP_LOCAL_ADDRESS: {
      const inside = within(type, value);
      return ({ localAddress }) => inside(localAddress);
    }
    case FIELDS.FWPM_CONDITION_IP_REMOTE_ADDRESS: {
      const inside = within(type, value);
      return ({ remoteAddress }) => inside(remoteAddress);
    }
    default:
      throw new Error(`The model knows no field ${field}.`);
  }
}

/** FWP_V4_ADDR_AND_MASK: two numbers of a little-endian computer; FWP_V6_ADDR_AND_MASK: sixteen bytes as sent, and a length. */
function within(type: number, hex: string): (address: bigint) => boolean {
  const bytes = Buffer.from(hex, "hex");
  if (type === TYPES.v4AddrMask) {
    const [address, mask] = [BigInt(bytes.readUInt32LE(0)), BigInt(bytes.readUInt32LE(4))];
    return (one) => (one & mask) === (address & mask);
  }
  if (type !== TYPES.v6AddrMask) throw new Error(`The model knows no network of type ${type}.`);
  const [address, rest] = [BigInt(`0x${hex.slice(0, 32)}`), BigInt(128 - bytes.readUInt8(16))];
  return (one) => one >> rest === address >> rest;
}

/** Whether these filters let a packet go at each of these layers. */
export type Engine = (packet: Packet, layers: readonly LayerKind[]) => boolean;

export function engineOf(filters: readonly Filter[]): Engine {
  const layers = new Map(
    [...new Set(filters.map(({ layer }) => layer))].map((layer) => [
      layer,
      sublayersOf(filters.filter((one) => one.layer === layer)),
    ]),
  );
  return (packet, kinds) => kinds.every((kind) => permitted(layers.get(layerKey(kind, packet.family)) ?? [], packet));
}

export function layerKey(layer: LayerKind, family: 4 | 6): string {
  return LAYERS[`FWPM_LAYER_${LAYER_NAMES[layer]}_V${family}`];
}

type Arranged = Pick<Filter, "permits" | "hard"> & { readonly fits: (packet: Packet) => boolean };

/** Sublayers from the highest weight down, in each its filters likewise. */
function sublayersOf(filters: readonly Filter[]): readonly (readonly Arranged[])[] {
  const weights = [...new Set(filters.map(({ sublayer }) => sublayer))].sort((a, b) => b - a);
  return weights.map((weight) =>
    filters
      .filter(({ sublayer }) => sublayer === weight)
      .sort((a, b) => b.weight - a.weight)
      .map(({ permits, hard, conditions }) => ({ permits, hard, fits: fittingAll(conditions) })),
  );
}

/** What all sublayers together decide; with no filter that fits, a packet passes. */
function permitted(sublayers: readonly (readonly Arranged[])[], packet: Packet): boolean {
  for (const filters of sublayers) {
    const first = filters.find(({ fits }) => fits(packet));
    if (first === undefined) continue;
    if (!first.permits) return false;
    if (first.hard) return true;
  }
  return true;
}

/** Conditions of one field are alternatives, and of different fields each must fit (Microsoft, FWPM_FILTER0, filterCondition). */
function fittingAll(conditions: Filter["conditions"]): (packet: Packet) => boolean {
  const fields = [...new Set(conditions.map(({ field }) => field))].map((field) =>
    conditions.filter((one) => one.field === field),
  );
  return (packet) => fields.every((alternatives) => alternatives.some((one) => one.fits(packet)));
}
