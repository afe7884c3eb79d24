import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { acceptingPaths, packetsOn, type Surroundings } from "../../../policies/readers/accepting-paths.ts";
import { addressText, contains, rangeOf } from "../../../policies/readers/address-range.ts";
import { readIptables } from "../../../policies/readers/iptables.ts";
import { walk, type Packet } from "../../../policies/readers/packet-walk.ts";

function read(rules: string, chains = "") {
  const text = `*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n${chains}${rules}\nCOMMIT\n`;
  return readIptables({ path: "/rules.v4", text }, 4);
}

const PACKET: Packet = {
  chain: "OUTPUT",
  protocol: "tcp",
  source: "198.51.100.2",
  destination: "203.0.113.9",
  sourcePort: 40000,
  destinationPort: 443,
  interface: "eth0",
  state: "NEW",
  direction: "ORIGINAL",
  icmpType: undefined,
  marked: false,
  account: "prosody",
};

/** `passes`, `drops` or both, for one packet. */
function fate(rules: string, change: Partial<Packet> = {}, chains = ""): string {
  const { value, doubts } = read(rules, chains);
  assert.deepEqual(doubts, []);
  const { passes, drops } = walk(value, { ...PACKET, ...change });
  return [passes && "passes", drops && "drops"].filter((word) => word !== undefined).join(" or ");
}

describe("a packet on its way through the firewall", () => {
  const cases: readonly (readonly [string, string, Partial<Packet>, string])[] = [
    ["meets the policy where no rule fits", "", {}, "drops"],
    ["passes where a rule accepts it", "-A OUTPUT -p tcp --dport 443 -j ACCEPT", {}, "passes"],
    ["meets the first rule that fits", "-A OUTPUT -p tcp -j DROP\n-A OUTPUT -j ACCEPT", {}, "drops"],
    ["is of one account", "-A OUTPUT -m owner --uid-owner _apt -j ACCEPT", {}, "drops"],
    ["is not of another account", "-A OUTPUT -m owner ! --uid-owner root -j ACCEPT", {}, "passes"],
    [
      "has no account when the kernel sends it",
      "-A OUTPUT -m owner ! --uid-owner root -j ACCEPT",
      { account: undefined },
      "drops",
    ],
    ["goes into a network", "-A OUTPUT -d 203.0.113.0/24 -j ACCEPT", {}, "passes"],
    ["goes past a network", "-A OUTPUT ! -d 203.0.113.0/255.255.255.0 -j ACCEPT", {}, "drops"],
    ["has one of several ports", "-A OUTPUT -p tcp -m multiport --dports 80,400:500 -j ACCEPT", {}, "passes"],
    ["leaves by an interface", "-A OUTPUT -o wg+ -j ACCEPT", { interface: "wg0" }, "passes"],
    ["belongs to a connection", "-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", {}, "drops"],
    [
      "answers one",
      "-A OUTPUT -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j ACCEPT",
      { state: "ESTABLISHED" },
      "drops",
    ],
    ["may be under a limit or over it", "-A OUTPUT -m limit --limit 1/s -j ACCEPT", {}, "passes or drops"],
    ["bears no mark of its own", "-A OUTPUT -m mark --mark 1 -j ACCEPT", {}, "drops"],
    ["is only counted by a log", '-A OUTPUT -j LOG --log-prefix "a b"\n-A OUTPUT -j ACCEPT', {}, "passes"],
  ];
  for (const [what, rules, change, expected] of cases) {
    it(what, () => {
      assert.equal(fate(rules, change), expected);
    });
  }

  it("goes through chains, comes back from them, and leaves the outer one too after a goto", () => {
    const chains = ":A - [0:0]\n:B - [0:0]\n";
    assert.equal(fate("-A A -p udp -j ACCEPT\n-A OUTPUT -j A\n-A OUTPUT -j ACCEPT", {}, chains), "passes");
    assert.equal(fate("-A A -j RETURN\n-A A -j ACCEPT\n-A OUTPUT -j A", {}, chains), "drops");
    assert.equal(fate("-A A -g B\n-A A -j ACCEPT\n-A B -p udp -j ACCEPT\n-A OUTPUT -j A", {}, chains), "drops");
    assert.equal(
      fate("-A A -m limit --limit 1/s -j RETURN\n-A A -j ACCEPT\n-A OUTPUT -j A", {}, chains),
      "passes or drops",
    );
  });

  it("reaches what the machine fills a chain with, and nothing else by it", () => {
    const { value } = read("-A OUTPUT -p tcp --dport 443 -j to-ca", ":to-ca - [0:0]\n");
    const filled = new Map([["to-ca", { kind: "names", names: ["ca.example"] } as const]]);
    assert.ok(walk(value, { ...PACKET, destination: "ca.example" }, filled).passes !== undefined);
    assert.equal(walk(value, PACKET, filled).passes, undefined);
  });
});

describe("a rule file", () => {
  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    ["a match is not known", "-A OUTPUT -m bpf --bytecode 1 -j ACCEPT", /"--bytecode" is not understood/],
    ["a set decides", "-A OUTPUT -m set --match-set x dst -j ACCEPT", /"--match-set" is not understood/],
    ["a target hands packets on", "-A OUTPUT -j NFQUEUE", /NFQUEUE is not understood/],
    ["an address is none", "-A OUTPUT -d 300.1.1.1 -j ACCEPT", /is not understood/],
    ["a rule is put in front", "-I OUTPUT -j ACCEPT", /Only "-A"/],
    ["addresses are changed", "COMMIT\n*nat\n:OUTPUT ACCEPT [0:0]\n-A OUTPUT -j DNAT --to 1.1.1.1", /nat table/],
    ["a line stands outside", "COMMIT\n-A OUTPUT -j ACCEPT\n*filter", /outside of a table/],
  ];
  for (const [what, rules, doubt] of doubtful) {
    it(`can't be told when ${what}`, () => {
      assert.match(
        read(rules)
          .doubts.map((breach) => breach.what)
          .join("\n"),
        doubt,
      );
    });
  }

  it("is not loaded without its last word", () => {
    const { doubts } = readIptables({ path: "/r", text: "*filter\n:INPUT DROP [0:0]\n" }, 4);
    assert.match(doubts[0]?.what ?? "", /never committed/);
  });
});

describe("the packets that stand for all others", () => {
  const AROUND: Surroundings = {
    chain: "OUTPUT",
    interfaces: ["eth0"],
    states: [{ state: "NEW", direction: "ORIGINAL" }],
    accounts: ["a", "b"],
    sources: ["198.51.100.2"],
    ranges: [],
    ports: [],
  };
  const part = fc.tuple(
    fc.option(fc.constantFrom("10.0.0.0/8", "10.1.0.0/16", "203.0.113.9/32"), { nil: undefined }),
    fc.option(fc.constantFrom("80", "80:90", "443"), { nil: undefined }),
    fc.option(fc.constantFrom("a", "b"), { nil: undefined }),
    fc.constantFrom("ACCEPT", "DROP"),
    fc.boolean(),
  );

  it("meet an accepting rule wherever any packet would", () => {
    const anyPacket = fc.record({
      destination: fc.constantFrom("10.0.0.1", "10.1.2.3", "10.255.255.255", "203.0.113.9", "8.8.8.8"),
      destinationPort: fc.constantFrom(79, 80, 85, 90, 91, 443, 60000),
      account: fc.constantFrom("a", "b"),
    });
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), anyPacket, (parts, change) => {
        const rules = parts.map(
          ([network, port, account, target, not]) =>
            `-A OUTPUT${network === undefined ? "" : `${not ? " !" : ""} -d ${network}`} -p tcp${port === undefined ? "" : ` --dport ${port}`}${account === undefined ? "" : ` -m owner --uid-owner ${account}`} -j ${target}`,
        );
        const firewall = read(rules.join("\n")).value;
        if (walk(firewall, { ...PACKET, ...change }).passes === undefined) return true;
        const standIns = acceptingPaths(firewall, "OUTPUT", new Map()).flatMap((path) => [
          ...packetsOn(path, firewall, AROUND),
        ]);
        return standIns.some(
          (packet) => packet.account === change.account && walk(firewall, packet).passes !== undefined,
        );
      }),
      {
        numRuns: 2_000,
        examples: [
          [
            [
              ["10.0.0.0/8", undefined, undefined, "DROP", true],
              [undefined, undefined, undefined, "ACCEPT", false],
            ],
            { destination: "10.0.0.1", destinationPort: 79, account: "a" },
          ],
        ],
      },
    );
  });
});

describe("ranges of addresses", () => {
  it("are read and written in both families", () => {
    for (const address of ["0.0.0.0", "203.0.113.9", "255.255.255.255", "::", "2001:db8::1", "fe80::1:0:0:1"]) {
      const range = rangeOf(address);
      assert.ok(range !== undefined);
      assert.equal(addressText(range.family, range.low), address);
    }
    assert.equal(rangeOf("::ffff:192.0.2.1")?.low, 0xffffc0000201n);
    assert.equal(rangeOf("10.0.0.0/255.0.0.0")?.high, rangeOf("10.255.255.255")?.low);
  });
  it("hold each other by family and size", () => {
    const [outer, inner, other] = ["2001:db8::/32", "2001:db8:1::/48", "0.0.0.0/0"].map(rangeOf);
    assert.ok(outer !== undefined && inner !== undefined && other !== undefined);
    assert.deepEqual([contains(outer, inner), contains(inner, outer), contains(other, inner)], [true, false, false]);
  });
  it("are not made of anything else", () => {
    for (const text of ["", "1.2.3", "10.0.0.0/33", "10.0.0.0/8/8", "host.example", "10.0.0.0/255.0.255.0"]) {
      assert.equal(rangeOf(text), undefined, text);
    }
  });
});
