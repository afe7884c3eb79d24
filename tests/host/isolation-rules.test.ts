import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { isolationRules } from "../../host/isolation-rules.ts";
import { readIptables, type Firewall } from "../../policies/readers/packet-filter/iptables.ts";
import {
  BACK,
  FROM_OUTSIDE,
  TO_OUTSIDE,
  arrivingBy,
  fromAddresses,
  fromPorts,
  icmp,
  icmpOfType,
  inState,
  leavingBy,
  ofProtocol,
  toAddresses,
  toPorts,
} from "../../policies/readers/packet-filter/packet-description.ts";
import { range } from "../../policies/readers/packet-filter/packet-space.ts";
import { lost, passing, strays, type Described, type Way } from "../../policies/readers/packet-filter/packet-walk.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { TUNNEL } from "../../services/wireguard.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { ADMINISTERED_INSIDE, WITH_DEVICES } from "../fixtures/clinic-with-devices.ts";
import { TUNNELLED } from "../fixtures/tunnelled-clinic.ts";

type Family = 4 | 6;

const NOW = "*nat\n:PREROUTING ACCEPT [0:0]\n:THEIRS - [0:0]\n-A PREROUTING -j THEIRS\nCOMMIT\n";
const NETWORKS = { 4: range("198.51.100.0/24"), 6: range("2001:db8:51::/64") } as const;

function firewallOf(release: Release, family: Family): Firewall {
  const reading = readIptables({ path: "isolation", text: isolationRules(release, family, NOW) }, family);
  assert.deepEqual(reading.doubts, []);
  return reading.value;
}

/** What may come in and go out, and nothing else. */
const ALLOWED: Readonly<Record<Family, Readonly<Record<"in" | "out", readonly Described[]>>>> = {
  4: {
    in: [
      [fromAddresses(NETWORKS[4]), ofProtocol("tcp"), toPorts(22)],
      [icmp(4), inState("RELATED")],
      [ofProtocol("udp"), fromPorts(67), toPorts(68)],
    ],
    out: [
      [toAddresses(NETWORKS[4]), ofProtocol("tcp"), fromPorts(22), inState("ESTABLISHED"), BACK],
      [toAddresses(range("255.255.255.255/32")), ofProtocol("udp"), fromPorts(68), toPorts(67)],
    ],
  },
  6: {
    in: [
      [fromAddresses(NETWORKS[6]), ofProtocol("tcp"), toPorts(22)],
      [icmp(6), inState("RELATED")],
      ...[134, 135, 136].map((type) => icmpOfType(6, type)),
      [fromAddresses(range("fe80::/10")), ofProtocol("udp"), fromPorts(547), toPorts(546)],
    ],
    out: [
      [toAddresses(NETWORKS[6]), ofProtocol("tcp"), fromPorts(22), inState("ESTABLISHED"), BACK],
      ...[133, 135, 136].map((type) => icmpOfType(6, type)),
      [toAddresses(range("ff02::1:2/128")), ofProtocol("udp"), fromPorts(546), toPorts(547)],
    ],
  },
};

for (const [name, clinic] of Object.entries({ "on its own": CLINIC, "behind a tunnel": TUNNELLED })) {
  describe(`the packet filter of an isolated machine ${name}`, () => {
    const release = render(clinic);

    for (const family of [4, 6] as const) {
      const firewall = firewallOf(release, family);
      const follow = (way: Way, from: readonly Described[], told: readonly Described[]) => {
        const found = passing(firewall, { way, from, told, filled: new Map(), examples: [] });
        assert.ok(found);
        return found;
      };

      it(`lets administrators in over IPv${family}, new and known, and nobody else to anything`, () => {
        const allowed = ALLOWED[family].in;
        const outside = follow("in", [[FROM_OUTSIDE]], allowed);
        assert.deepEqual(strays(outside, allowed), []);
        for (const state of ["NEW", "ESTABLISHED"]) {
          const administrators = [...(allowed[0] ?? []), FROM_OUTSIDE, inState(state)];
          assert.deepEqual(lost(follow("in", [administrators], allowed)), [undefined], state);
        }
      });

      it(`lets nothing out over IPv${family} but the answers to them, whatever was connected before`, () => {
        const allowed = ALLOWED[family].out;
        const outside = follow("out", [[TO_OUTSIDE]], allowed);
        assert.deepEqual(strays(outside, allowed), []);
        assert.deepEqual(lost(follow("out", [[...(allowed[0] ?? []), TO_OUTSIDE]], allowed)), [undefined]);
        assert.deepEqual(strays(follow("through", [[]], []), []), []);
      });

      it(`keeps loopback, and nobody else's tables, over IPv${family}`, () => {
        const loopback = { kind: "interface", not: false, name: "lo" } as const;
        assert.deepEqual(lost(follow("in", [[{ ...loopback, side: "in" }]], [])), [undefined]);
        assert.deepEqual(lost(follow("out", [[{ ...loopback, side: "out" }]], [])), [undefined]);
        const nat = firewall.tables.get("nat");
        assert.ok(nat, "iptables-restore leaves a table alone that is not named");
        assert.deepEqual(
          [...nat.values()].flatMap(({ rules }) => rules),
          [],
        );
        assert.ok(!nat.has("THEIRS"));
      });
    }
  });
}

describe("an isolated machine with devices of its own", () => {
  const PORT = 51820;
  for (const [name, clinic] of Object.entries({ "also outside": WITH_DEVICES, inside: ADMINISTERED_INSIDE })) {
    for (const family of [4, 6] as const) {
      it(`that is administered ${name} lets in their tunnel over IPv${family}, SSH inside it, and out what answers alone`, () => {
        const release = render(clinic);
        const firewall = firewallOf(release, family);
        const ssh = release.ports.find(({ purpose }) => purpose === "administration")?.from ?? 0;
        const outside = release.ports.some(({ reachableBy }) => reachableBy === "administrators");
        const [administrators, ...onTheLink] = ALLOWED[family].in;
        const [answers, ...outOnTheLink] = ALLOWED[family].out;
        const inside = [arrivingBy("wg1"), ofProtocol("tcp"), toPorts(ssh)];
        const tunnel = [ofProtocol("udp"), toPorts(PORT)];
        const backInside = [leavingBy("wg1"), ofProtocol("tcp"), fromPorts(ssh), inState("ESTABLISHED"), BACK];
        const backTunnel = [ofProtocol("udp"), fromPorts(PORT), inState("ESTABLISHED"), BACK];
        const arriving = [...(outside ? [administrators ?? []] : []), ...onTheLink, inside, tunnel];
        const leaving = [...(outside ? [answers ?? []] : []), ...outOnTheLink, backInside, backTunnel];
        const follow = (way: Way, from: readonly Described[], told: readonly Described[]) => {
          const found = passing(firewall, { way, from, told, filled: new Map(), examples: [] });
          assert.ok(found);
          return found;
        };
        assert.deepEqual(strays(follow("in", [[FROM_OUTSIDE]], arriving), arriving), []);
        assert.deepEqual(lost(follow("in", [inside, [...tunnel, FROM_OUTSIDE]], arriving)), [undefined, undefined]);
        assert.deepEqual(strays(follow("out", [[TO_OUTSIDE]], leaving), leaving), []);
        assert.deepEqual(lost(follow("out", [backInside, [...backTunnel, TO_OUTSIDE]], leaving)), [
          undefined,
          undefined,
        ]);
      });
    }
  }
});

describe("an isolated machine behind a tunnel", () => {
  it("still marks the answers to who calls from outside, so that they do not go into the tunnel", () => {
    for (const family of [4, 6] as const) {
      const text = isolationRules(render(TUNNELLED), family, "");
      const own = render(TUNNELLED).files.find((file) => file.path === `/etc/iptables/rules.v${family}`)?.text ?? "";
      const mangle = /\*mangle\n[^]*?COMMIT\n/;
      assert.match(own, new RegExp(`CONNMARK --set-mark ${TUNNEL.mark}`));
      assert.equal(mangle.exec(text)?.[0], mangle.exec(own)?.[0]);
      assert.doesNotMatch(text, /--dport 51820/);
    }
  });
});
