import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Workstations } from "../../../clinic/clinic.ts";
import { kitOf } from "../../../kits/kit.ts";
import type { Match } from "../../../policies/readers/packet-filter/iptables.ts";
import {
  fromAddresses,
  fromPorts,
  icmpOfType,
  ofProtocol,
  toAddresses,
  toPorts,
} from "../../../policies/readers/packet-filter/packet-description.ts";
import { range } from "../../../policies/readers/packet-filter/packet-space.ts";
import { lost, passing, strays, type Described } from "../../../policies/readers/packet-filter/packet-walk.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { OPENVPN, practiceOf, WIREGUARD } from "../clinics.ts";
import { firewallOf, NotUnderstood, readPf, type Family, type Piece } from "./pf.ts";

const KITS: Readonly<Record<string, Workstations>> = {
  "WireGuard with a printer": WIREGUARD,
  "OpenVPN with a printer": OPENVPN,
  "WireGuard alone": { ...WIREGUARD, printer: undefined },
  "a server of one family": {
    tunnel: { ...WIREGUARD.tunnel, endpoints: WIREGUARD.tunnel.endpoints.slice(0, 1) },
    printer: undefined,
  },
};

const DIRECTIONS = ["out", "in"] as const;
type Direction = (typeof DIRECTIONS)[number];

/** By name and number as it is with each Mac; what comes behind the last is no tunnel to the rules. */
const TUNNELS = ["utun0", "utun3", "utun63", "ipsec0", "ipsec7"];
const CARDS = ["en0", "en12", "awdl0", "bridge100", "pdp_ip0", "ppp0", "utun64", "lo1", "wg0"];

function textOf(workstations: Workstations, name: string): string {
  const path = `workstations/macos/${name}`;
  const file = kitOf(practiceOf({ ...CLINIC, workstations })).files.find((one) => one.path === path);
  assert.ok(file);
  return Buffer.from(file.bytes).toString("utf8");
}

function by(direction: Direction, name: string): Match {
  return { kind: "interface", side: direction, not: false, name };
}

function isOf(family: Family, address: string): boolean {
  return address.includes(":") === (family === 6);
}

/** What may pass by a network card, said anew and not taken from the rules. */
function allowed({ tunnel, printer }: Workstations, family: Family, direction: Direction): readonly Described[] {
  const [their, theirPorts] =
    direction === "out" ? ([toAddresses, toPorts] as const) : ([fromAddresses, fromPorts] as const);
  const udp = ofProtocol("udp");
  const servers = tunnel.endpoints
    .filter(({ address }) => isOf(family, address))
    .map(({ address, protocol, port }) => [their(range(address)), ofProtocol(protocol), theirPorts(port)]);
  const printers =
    printer !== undefined && isOf(family, printer)
      ? [[their(range(printer)), ofProtocol("tcp"), theirPorts(515, 631, 9100)]]
      : [];
  return [...servers, ...printers, ...joining()];

  function joining(): readonly Described[] {
    if (family === 4) {
      if (direction === "in") return [[udp, fromPorts(67), toPorts(68)], icmp("icmp", 3, 4)];
      return ["255.255.255.255", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map((network) => [
        toAddresses(range(network)),
        udp,
        fromPorts(68),
        toPorts(67),
      ]);
    }
    const link = range("fe80::/10");
    if (direction === "in")
      return [
        ...[2, 130, 134, 135, 136].map((type) => icmpOfType(6, type)),
        [fromAddresses(link), toAddresses(link), udp, fromPorts(547), toPorts(546)],
      ];
    return [
      [toAddresses(range("ff02::2")), ...icmpOfType(6, 133)],
      ...[135, 136].flatMap((type) =>
        [
          "ff02::1:ff00:0/104",
          "ff02::1",
          "fe80::/10",
          ...(printer !== undefined && isOf(6, printer) ? [printer] : []),
        ].map((network) => [toAddresses(range(network)), ...icmpOfType(6, type)]),
      ),
      [toAddresses(range("ff02::16")), ...icmpOfType(6, 143)],
      [fromAddresses(link), toAddresses(range("ff02::1:2")), udp, fromPorts(546), toPorts(547)],
    ];
  }
}

function icmp(protocol: string, type: number, code: number): Described {
  const types = { from: type * 256 + code, to: type * 256 + code };
  return [ofProtocol(protocol), { kind: "icmp", not: false, types }];
}

/** What is wrong with the rules: what passes and should not, what does not and should, and what is remembered. */
function wrongIn(text: string, workstations: Workstations): readonly string[] {
  const rules = readPf(text);
  const stateful = rules.filter(({ keepsState }) => keepsState).map(({ line }) => `line ${line} keeps state`);
  return [
    ...stateful,
    ...([4, 6] as const).flatMap((family) =>
      DIRECTIONS.flatMap((direction) =>
        (["whole", "fragment"] as const).flatMap((piece) =>
          wrongIs(text, workstations, family, direction, piece).map(
            (what) => `${what}, ${direction}, IPv${family}, ${piece}`,
          ),
        ),
      ),
    ),
  ];
}

function wrongIs(
  text: string,
  workstations: Workstations,
  family: Family,
  direction: Direction,
  piece: Piece,
): readonly string[] {
  const firewall = firewallOf(readPf(text), family, direction, piece);
  // Of a part of a packet no port can be told, so that nothing may pass but where everything may.
  const may = piece === "whole" ? allowed(workstations, family, direction) : [];
  const outside = CARDS.map((card) => [by(direction, card)]);
  const inside = [...TUNNELS, "lo0"].map((name) => [by(direction, name)]);
  const asked = [...may.flatMap((one) => outside.map((card) => [...one, ...card])), ...inside];
  const follow = (from: readonly Described[]) => {
    const found = passing(firewall, { way: direction, from, told: may, filled: new Map(), examples: [] });
    assert.ok(found);
    return found;
  };
  const past = strays(follow(outside), may).map(({ packet, by: rule }) => {
    const name = direction === "out" ? packet.out : packet.in;
    return `line ${rule?.line ?? "none"} lets protocol ${packet.protocol} pass by ${name}`;
  });
  const held = lost(follow(asked)).flatMap((packet) =>
    packet === undefined ? [] : [`protocol ${packet.protocol} does not pass`],
  );
  return [...past, ...held];
}

for (const [name, workstations] of Object.entries(KITS)) {
  describe(`pf's rules for ${name}`, () => {
    const text = textOf(workstations, "rules.pf");

    it("let pass, of all packets there are and in parts too, what goes into a tunnel, the tunnel's own, and what joining a network needs", () => {
      assert.deepEqual(wrongIn(text, workstations), []);
    });

    it("leave nothing for rules behind them to let pass", () => {
      assert.deepEqual(wrongIn(`${text}pass out quick all no state\npass in quick all no state\n`, workstations), []);
    });

    it("are seen to be wrong when any of them is left out, keeps state, or asks for less", () => {
      const lines = text.split("\n");
      let tried = 0;
      for (const [index, line] of lines.entries()) {
        if (!/^(?:pass|block) /.test(line) || /^pass quick on (?:utun|ipsec)/.test(line)) continue;
        for (const mutant of mutantsOf(line)) {
          const made = lines.with(index, mutant).join("\n");
          tried += 1;
          assert.notDeepEqual(wrongIn(made, workstations), [], `${line}\n${mutant}`);
        }
      }
      assert.ok(tried > 30, `${tried}`);
    });

    it("have every tunnel that they name, and no card", () => {
      const named = readPf(text).flatMap((rule) => rule.interface ?? []);
      assert.ok(TUNNELS.every((tunnel) => named.includes(tunnel)));
      assert.deepEqual(
        named.filter((one) => !/^(?:lo0|utun\d+|ipsec\d+)$/.test(one)),
        [],
      );
    });
  });
}

/** The same line with one thing wrong. A line that counts what is tried refuses what the last one would refuse as well. */
function mutantsOf(line: string): readonly string[] {
  if (line.includes('label "tried"')) return [line.replace("block drop", "pass").replace(/ label .*/, " no state")];
  const changes: readonly (readonly [RegExp, string])[] = [
    [/^.*$/, ""],
    [/^block drop/, "pass"],
    [/^pass/, "block drop"],
    [/ no state$/, ""],
    [/ to \S+(?= |$)/, " to any"],
    [/ port (?:\d+|\{[^}]*\})/, ""],
    [/ from (?!any)\S+/, " from any"],
    [/ icmp6?-type .*(?= no state)/, ""],
    [/ code needfrag/, ""],
    [/ quick all label "refused"/, ' out quick all label "refused"'],
    [/^block drop quick all/, "block drop quick inet all"],
    [/ on lo0/, ""],
  ];
  const made = changes.map(([form, put]) => line.replace(form, put));
  return [...new Set(made)].filter((mutant) => mutant !== line && isUnderstood(mutant) && !isTheSame(line, mutant));
}

function isUnderstood(line: string): boolean {
  try {
    readPf(line);
    return true;
  } catch (error) {
    assert.ok(error instanceof NotUnderstood);
    return false;
  }
}

/** pass without "no state" differs, though it lets pass the same; a rule whose mutant reads the same is none. */
function isTheSame(line: string, mutant: string): boolean {
  return JSON.stringify(readPf(line)) === JSON.stringify(readPf(mutant));
}

describe("what reads pf's rules", () => {
  it("doubts whatever it does not know", () => {
    for (const line of [
      "match out all",
      "pass out quick on egress all keep state",
      "pass out quick proto gre all no state",
      "pass out inet from any to 2001:db8::1 no state",
      "pass out inet proto icmp from any to any port 7 no state",
      "pass out quick inet6 proto icmp6 all icmp6-type whatever no state",
      'anchor "x"',
      "set skip on lo0",
      "pass out quick user root no state",
      "block out all no state",
      "pass out route-to en0 all no state",
    ])
      assert.throws(() => readPf(line), NotUnderstood, line);
  });

  it("takes the last rule that fits, and the first quick one", () => {
    const passes = (text: string): boolean => {
      const firewall = firewallOf(readPf(text), 4, "out", "whole");
      const question = { way: "out", from: [[by("out", "en0")]], told: [], filled: new Map(), examples: [] } as const;
      return (passing(firewall, question)?.passed.length ?? 0) > 0;
    };
    assert.equal(passes(""), true);
    assert.equal(passes("block all\npass all no state"), true);
    assert.equal(passes("pass all no state\nblock all"), false);
    assert.equal(passes("block quick all\npass all no state"), false);
    assert.equal(passes("pass all no state\nblock quick on en1 all"), true);
    assert.equal(passes("block all\npass quick on en0 all no state\nblock all"), true);
  });
});

describe("where pf's rules hang", () => {
  const main = textOf(WIREGUARD, "main.pf").replace(/#.*\n/g, "").trim().split("\n");

  it("in the anchor that Apple's main rules ask, as /etc/pf.conf of macOS has it but for the loading of its own", () => {
    assert.deepEqual(
      main,
      ["scrub", "nat", "rdr", "dummynet"].map((kind) => `${kind}-anchor "com.apple/*"`).concat('anchor "com.apple/*"'),
    );
  });

  it("before whatever Apple hangs there, in the order of names", () => {
    const command = textOf(WIREGUARD, "vpn-only");
    const [, own] = /^anchor=(com\.apple\/\S+)$/m.exec(command) ?? [];
    assert.ok(own);
    const others = ["com.apple/200.AirDrop", "com.apple/250.ApplicationFirewall"];
    assert.deepEqual([...others, own].sort()[0], own);
  });
});
