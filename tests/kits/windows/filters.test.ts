import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Workstations } from "../../../clinic/clinic.ts";
import { OPENVPN, WIREGUARD } from "../clinics.ts";
import { rulesText } from "./rules-text.ts";
import { buildStandIn, scriptText, standInObstacle, type StandIn, type Told } from "./stand-in.ts";
import {
  FIELDS,
  FWP_ACTION_BLOCK,
  FWP_ACTION_PERMIT,
  FWP_MATCH_EQUAL,
  FWP_MATCH_FLAGS_ALL_SET,
  LAYERS,
  TYPES,
} from "./windows-constants.ts";
import {
  engineOf,
  filtersIn,
  FIRST_PACKET,
  layerKey,
  type Filter,
  type LayerKind,
  type Packet,
} from "./windows-filter.ts";

type Family = 4 | 6;

const KITS: Readonly<Record<string, Workstations>> = {
  // Where no DHCP server is looked for, so that the printer needs a permission at each layer.
  "WireGuard with a printer": { ...WIREGUARD, printer: "169.254.1.40" },
  "OpenVPN with a printer": OPENVPN,
  "WireGuard alone": { ...WIREGUARD, printer: undefined },
  "a server of one family": {
    tunnel: { ...WIREGUARD.tunnel, endpoints: WIREGUARD.tunnel.endpoints.slice(0, 1) },
    printer: undefined,
  },
};

const TUNNEL = 0x35000000000000n;
const CARD = 0x6000000000000n;

function number(address: string): bigint {
  if (!address.includes(":")) return address.split(".").reduce((sum, part) => sum * 256n + BigInt(part), 0n);
  const [front = "", back = ""] = address.split("::");
  const [a, b] = [front, back].map((half) => half.split(":").filter((group) => group !== ""));
  const groups = [...(a ?? []), ...Array<string>(8 - (a?.length ?? 0) - (b?.length ?? 0)).fill("0"), ...(b ?? [])];
  return groups.reduce((sum, group) => sum * 65536n + BigInt(`0x${group}`), 0n);
}

function isIn(network: string, address: bigint): boolean {
  const [base = "", length = base.includes(":") ? "128" : "32"] = network.split("/");
  const rest = BigInt((base.includes(":") ? 128 : 32) - Number(length));
  return address >> rest === number(base) >> rest;
}

function isOf(family: Family, address: string): boolean {
  return address.includes(":") === (family === 6);
}

const DHCP = ["255.255.255.255", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"];
const NEIGHBOURS = ["ff02::1:ff00:0/104", "ff02::1", "fe80::/10"];
const PRINTING = [515, 631, 9100];

/** What may leave outside of the tunnel, said anew and not taken from the rules. */
function mayLeave({ tunnel, printer }: Workstations, packet: Packet): boolean {
  const { family, protocol, remoteAddress: to, localPort, remotePort } = packet;
  const ours = printer !== undefined && isOf(family, printer) ? printer : undefined;
  const endpoint = tunnel.endpoints.some(
    (one) =>
      isOf(family, one.address) &&
      to === number(one.address) &&
      protocol === (one.protocol === "udp" ? 17 : 6) &&
      remotePort === one.port,
  );
  const print = ours !== undefined && to === number(ours) && protocol === 6 && PRINTING.includes(remotePort);
  if (endpoint || print) return true;
  if (family === 4)
    return protocol === 17 && localPort === 68 && remotePort === 67 && DHCP.some((network) => isIn(network, to));
  if (protocol === 17)
    return (
      isIn("fe80::/10", packet.localAddress) && to === number("ff02::1:2") && localPort === 546 && remotePort === 547
    );
  if (protocol !== 58) return false;
  const neighbours = ours === undefined ? NEIGHBOURS : [...NEIGHBOURS, ours];
  return (
    (localPort === 133 && to === number("ff02::2")) ||
    (localPort === 143 && to === number("ff02::16")) ||
    ((localPort === 135 || localPort === 136) && neighbours.some((network) => isIn(network, to)))
  );
}

/** The first and last of each network that is named anywhere, and their neighbours: one of every set that conditions can tell apart. */
function edges(family: Family, networks: readonly string[]): readonly bigint[] {
  const all = networks
    .filter((one) => isOf(family, one))
    .flatMap((network) => {
      const [base = "", length = family === 6 ? "128" : "32"] = network.split("/");
      const rest = BigInt((family === 6 ? 128 : 32) - Number(length));
      const first = (number(base) >> rest) << rest;
      return [first - 1n, first, first + (1n << rest) - 1n, first + (1n << rest)];
    });
  const end = 1n << (family === 6 ? 128n : 32n);
  return [...new Set(all)].filter((one) => one >= 0n && one < end);
}

function* everyPacket(
  workstations: Workstations,
  family: Family,
  on: Pick<Packet, "interface" | "loopback">,
): Generator<Packet> {
  const { tunnel, printer } = workstations;
  const named = [...tunnel.endpoints.map(({ address }) => address), ...(printer === undefined ? [] : [printer])];
  const groups = ["ff02::1:2", "ff02::2", "ff02::16", "224.0.0.251", "8.8.8.8", "2001:4860:4860::8888"];
  const remotes = edges(family, [...named, ...DHCP, ...NEIGHBOURS, ...groups]);
  const locals = family === 4 ? [number("192.168.50.2")] : [number("fe80::2"), number("2001:db8:50::2")];
  const remotePorts = [67, 547, 53, 40000, ...PRINTING, ...tunnel.endpoints.map(({ port }) => port)];
  const localPorts = [68, 546, 133, 135, 136, 143, 0, 40000];
  // ICMP, TCP, UDP, ESP, ICMPv6, and the last number there is: of those that no condition names, one does for all.
  for (const protocol of [1, 6, 17, 50, 58, 255])
    for (const remoteAddress of remotes)
      for (const localAddress of locals)
        for (const localPort of localPorts)
          for (const remotePort of new Set(remotePorts))
            yield { family, protocol, localAddress, remoteAddress, localPort, remotePort, ...on };
}

function named(packet: Packet): string {
  return JSON.stringify(packet, (_, value: unknown) => (typeof value === "bigint" ? value.toString(16) : value));
}

/** The decisions of these filters differ nowhere from what is expected. Returns how many packets passed. */
function decidesAs(
  filters: readonly Filter[],
  packets: Iterable<Packet>,
  layers: readonly LayerKind[],
  expected: (packet: Packet) => boolean,
): number {
  const engine = engineOf(filters);
  let passed = 0;
  for (const packet of packets) {
    const decided = engine(packet, layers);
    if (decided !== expected(packet)) assert.fail(`${decided ? "let out" : "kept"}: ${named(packet)}`);
    if (decided) passed++;
  }
  return passed;
}

describe("the filters for Windows", { skip: standInObstacle() }, () => {
  let standIn: StandIn;
  before(() => {
    standIn = buildStandIn(scriptText());
  });
  after(() => {
    standIn.end();
  });

  async function states(workstations: Workstations, steps: readonly string[]): Promise<readonly Told[]> {
    const path = join(standIn.folder, "rules.txt");
    writeFileSync(path, rulesText({ ...workstations, tunnel: { ...workstations.tunnel, interface: "wg0" } }));
    const answers = await standIn.take([`read ${path}`, "install", ...steps]);
    assert.deepEqual(
      answers.filter((one) => typeof one === "string" && one.startsWith("error")),
      [],
    );
    return answers.filter((one) => typeof one !== "string");
  }

  for (const [name, workstations] of Object.entries(KITS)) {
    describe(`for ${name}`, () => {
      const onCard = { interface: CARD, loopback: false };
      let closed: Told, open: Told, paused: Told;
      before(async () => {
        const steps = ["tell", `interface ${TUNNEL}`, "keep", "tell", "pause 10", "tell"];
        const [first, second, third] = await states(workstations, steps);
        assert.ok(first && second && third);
        [closed, open, paused] = [first, second, third];
      });

      for (const family of [4, 6] as const) {
        it(`let out over IPv${family} what joins a network and the tunnel's own packets, and nothing else, of all kinds of packets`, () => {
          const filters = filtersIn(open, "running");
          const expected = (packet: Packet): boolean => mayLeave(workstations, packet);
          const passed = decidesAs(filters, everyPacket(workstations, family, onCard), FIRST_PACKET, expected);
          assert.ok(passed > 0);
        });

        it(`hold over IPv${family} for connections from before, of which the first layer is not asked again`, () => {
          const filters = filtersIn(open, "running");
          const expected = (packet: Packet): boolean => mayLeave(workstations, packet);
          decidesAs(filters, everyPacket(workstations, family, onCard), ["transport", "packet"], expected);
        });

        it(`hold over IPv${family} before Windows' filter engine has started`, () => {
          const filters = filtersIn(closed, "boot");
          const expected = (packet: Packet): boolean => mayLeave(workstations, packet);
          decidesAs(filters, everyPacket(workstations, family, onCard), FIRST_PACKET, expected);
        });

        const few = (on: Pick<Packet, "interface" | "loopback">): readonly Packet[] =>
          [...everyPacket(workstations, family, on)].filter((_, index) => index % 97 === 0);

        it(`let everything over IPv${family} into the tunnel and to this computer itself, while the tunnel is there`, () => {
          for (const on of [
            { interface: TUNNEL, loopback: false },
            { interface: CARD, loopback: true },
          ])
            decidesAs(filtersIn(open, "running"), few(on), FIRST_PACKET, () => true);
          const shut = (packet: Packet): boolean => mayLeave(workstations, packet);
          decidesAs(filtersIn(closed, "running"), few({ interface: TUNNEL, loopback: false }), FIRST_PACKET, shut);
        });

        it(`let everything over IPv${family} out during a pause, but nothing of others through`, () => {
          decidesAs(filtersIn(paused, "running"), few(onCard), FIRST_PACKET, () => true);
          for (const state of [closed, open, paused])
            for (const time of ["boot", "running"] as const)
              decidesAs(filtersIn(state, time), few({ interface: TUNNEL, loopback: false }), ["forward"], () => false);
        });

        it(`let out over IPv${family}, of what a program writes by itself past the other layers, only what goes where something may`, () => {
          const networks = [
            ...workstations.tunnel.endpoints.map(({ address }) => address),
            ...(workstations.printer === undefined ? [] : [workstations.printer]),
            ...[...DHCP, ...NEIGHBOURS, "ff02::2", "ff02::16", "ff02::1:2"],
          ].filter((one) => isOf(family, one));
          const expected = ({ remoteAddress }: Packet): boolean => networks.some((one) => isIn(one, remoteAddress));
          decidesAs(filtersIn(open, "running"), few(onCard), ["packet"], expected);
        });

        it(`need over IPv${family} each permission that they have`, () => {
          const filters = filtersIn(open, "running").filter(({ layer }) =>
            FIRST_PACKET.some((kind) => layer === layerKey(kind, family)),
          );
          const out = [
            ...[...everyPacket(workstations, family, onCard)].filter((packet) => mayLeave(workstations, packet)),
            ...few({ interface: TUNNEL, loopback: false }).slice(0, 20),
            ...few({ interface: CARD, loopback: true }).slice(0, 20),
          ];
          for (const filter of filters.filter(({ permits }) => permits)) {
            const without = engineOf(filters.filter((one) => one !== filter));
            assert.ok(
              out.some((packet) => !without(packet, FIRST_PACKET)),
              `a permission at ${filter.layer} is there for nothing`,
            );
          }
        });

        it(`are not opened over IPv${family} by what other programs permit in sublayers below, hard or soft`, () => {
          const others = FIRST_PACKET.flatMap((kind) =>
            [true, false].map((hard) => ({
              layer: layerKey(kind, family),
              sublayer: hard ? 0xfffe : 1,
              weight: 15,
              permits: true,
              hard,
              conditions: [],
            })),
          );
          const expected = (packet: Packet): boolean => mayLeave(workstations, packet);
          decidesAs([...filtersIn(open, "running"), ...others], few(onCard), FIRST_PACKET, expected);
        });
      }

      it("reach the engine as rules.txt has them, each line at its layer and with its fields, twice: for always and for the start", () => {
        const lines = rulesText(workstations)
          .split("\n")
          .filter((line) => /^(permit|block)/.test(line));
        for (const [index, line] of lines.entries()) {
          const [word = "", layer = "", ...conditions] = line.split(" ");
          const found = open.filters.filter(({ key }) => key.endsWith(index.toString(16).padStart(4, "0")));
          const lasting = word === "permit" || word === "block";
          assert.deepEqual(
            found.map(({ key, flags, dynamic }) => [key.slice(-8, -4), flags, dynamic]),
            lasting
              ? [
                  ["0001", 1, false],
                  ["0002", 2, false],
                ]
              : word === "permit-in-tunnel"
                ? [["0003", 0, true]]
                : [],
            line,
          );
          for (const filter of found) {
            assert.equal(filter.provider, false);
            assert.equal(filter.sublayer, open.sublayer?.key);
            assert.deepEqual(filter.weight, { type: TYPES.uint8, value: word === "block" ? "0" : "15" });
            assert.equal(filter.action, word === "block" ? FWP_ACTION_BLOCK : FWP_ACTION_PERMIT);
            assert.deepEqual(filter.layer, Object.entries(LAYERS).find(([one]) => one === layerName(layer))?.[1]);
            const told = word === "permit-in-tunnel" ? ["interface"] : conditions;
            assert.deepEqual(filter.conditions, told.map(conditionOf), line);
          }
        }
        assert.deepEqual(open.sublayer, { key: open.sublayer?.key, flags: 1, provider: false, weight: 0xffff });
        assert.equal(open.held, 0);
      });
    });
  }

  it("open, in the model, for a hard permit of another program at the same weight: what the guide says of such programs", async () => {
    const [told] = await states(WIREGUARD, ["tell"]);
    assert.ok(told);
    const others = FIRST_PACKET.map((kind) => ({
      layer: layerKey(kind, 4),
      sublayer: 0x10000,
      weight: 15,
      permits: true,
      hard: true,
      conditions: [],
    }));
    const packet = [...everyPacket(WIREGUARD, 4, { interface: CARD, loopback: false })].find(
      (one) => !mayLeave(WIREGUARD, one),
    );
    assert.ok(packet);
    assert.equal(engineOf([...filtersIn(told, "running"), ...others])(packet, FIRST_PACKET), true);
  });
});

function layerName(word: string): string {
  return `FWPM_LAYER_${word.toUpperCase().replaceAll("-", "_")}`;
}

/** A condition of rules.txt as the engine is to see it, from Microsoft's "Filtering Condition Identifiers". */
function conditionOf(word: string): { field: string; match: number; value: { type: number; value: string } } {
  const [name = "", value = ""] = word.split("=");
  const equal = (field: keyof typeof FIELDS, type: number, text = value) => ({
    field: FIELDS[field],
    match: FWP_MATCH_EQUAL,
    value: { type, value: text },
  });
  switch (name) {
    case "interface":
      return equal("FWPM_CONDITION_IP_LOCAL_INTERFACE", TYPES.uint64, String(TUNNEL));
    case "loopback":
      return { ...equal("FWPM_CONDITION_FLAGS", TYPES.uint32, "1"), match: FWP_MATCH_FLAGS_ALL_SET };
    case "protocol":
      return equal("FWPM_CONDITION_IP_PROTOCOL", TYPES.uint8);
    case "local-port":
    case "icmp-type":
      return equal("FWPM_CONDITION_IP_LOCAL_PORT", TYPES.uint16);
    case "remote-port":
      return equal("FWPM_CONDITION_IP_REMOTE_PORT", TYPES.uint16);
    case "local-address":
      return network("FWPM_CONDITION_IP_LOCAL_ADDRESS", value);
    case "remote-address":
      return network("FWPM_CONDITION_IP_REMOTE_ADDRESS", value);
    default:
      return assert.fail(`${word} is not understood`);
  }
}

function network(field: keyof typeof FIELDS, text: string): ReturnType<typeof conditionOf> {
  const [address = "", length = ""] = text.split("/");
  const written = { field: FIELDS[field], match: FWP_MATCH_EQUAL };
  if (address.includes(":")) {
    const hex = number(address).toString(16).padStart(32, "0") + Number(length).toString(16).padStart(2, "0");
    return { ...written, value: { type: TYPES.v6AddrMask, value: hex } };
  }
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(Number(number(address)), 0);
  bytes.writeUInt32LE(Number((0xffffffffn << BigInt(32 - Number(length))) & 0xffffffffn), 4);
  return { ...written, value: { type: TYPES.v4AddrMask, value: bytes.toString("hex") } };
}
