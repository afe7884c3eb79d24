import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { addressText, contains, rangeOf } from "../../../policies/readers/packet-filter/address-range.ts";
import { readIptables } from "../../../policies/readers/packet-filter/iptables.ts";
import { fits, type Packet } from "../../../policies/readers/packet-filter/packet-space.ts";
import { lost, passing, strays } from "../../../policies/readers/packet-filter/packet-walk.ts";
import { described, ipNumber, PACKET } from "./packets.ts";

function text(rules: string, chains = ""): string {
  return `*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n${chains}${rules}\nCOMMIT\n`;
}

function read(rules: string, chains = "") {
  return readIptables({ path: "/rules.v4", text: text(rules, chains) }, 4);
}

/** Whether one packet on its way out may pass. */
function fate(rules: string, change: Partial<Packet> = {}, chains = ""): "passes" | "drops" {
  const { value, doubts } = read(rules, chains);
  assert.deepEqual(doubts, []);
  const packet = { ...PACKET, ...change };
  const passed = passing(value, {
    way: "out",
    from: [described(packet, 4)],
    filled: new Map(),
    told: [],
    examples: Object.entries(packet).map(([key, value]) => ({ [key]: value })),
  });
  assert.ok(passed !== undefined);
  const through = strays(passed, []).length > 0;
  // One packet either is among those that may pass or is lost.
  assert.equal(lost(passed)[0] === undefined, through);
  return through ? "passes" : "drops";
}

describe("a packet on its way through the firewall", () => {
  const cases: readonly (readonly [string, string, Partial<Packet>, "passes" | "drops"])[] = [
    ["meets the policy where no rule fits", "", {}, "drops"],
    ["passes where a rule accepts it", "-A OUTPUT -p tcp --dport 443 -j ACCEPT", {}, "passes"],
    ["meets the first rule that fits", "-A OUTPUT -p tcp -j DROP\n-A OUTPUT -j ACCEPT", {}, "drops"],
    ["meets a rule that was put in front", "-A OUTPUT -j DROP\n-I OUTPUT -p tcp -j ACCEPT", {}, "passes"],
    [
      "meets a rule that was put in the midst",
      "-A OUTPUT -j DROP\n-A OUTPUT -j DROP\n-I OUTPUT 2 -j ACCEPT",
      {},
      "drops",
    ],
    ["meets a rule in another's place", "-A OUTPUT -j DROP\n-R OUTPUT 1 -j ACCEPT", {}, "passes"],
    ["does not meet a rule that was taken out", "-A OUTPUT -j ACCEPT\n-D OUTPUT 1", {}, "drops"],
    ["does not meet a chain that was emptied", "-A OUTPUT -j ACCEPT\n-F OUTPUT", {}, "drops"],
    ["meets a policy that was changed", "-P OUTPUT ACCEPT", {}, "passes"],
    ["is counted by a rule without a target", "-A OUTPUT -p tcp\n[3:180] -A OUTPUT -c 1 2 -j ACCEPT", {}, "passes"],
    ["is of one account", "-A OUTPUT -m owner --uid-owner _apt -j ACCEPT", {}, "drops"],
    ["is not of another account", "-A OUTPUT -m owner ! --uid-owner root -j ACCEPT", {}, "passes"],
    ["is not of root by its number", "-A OUTPUT -m owner --uid-owner 0 -j ACCEPT", { account: "root" }, "passes"],
    ["may be of a number within a range", "-A OUTPUT -m owner --uid-owner 100-999 -j ACCEPT", {}, "passes"],
    [
      "is not of a number below the range",
      "-A OUTPUT -m owner --uid-owner 2-999 -j ACCEPT",
      { account: "root" },
      "drops",
    ],
    [
      "fits what the account is not when the kernel sends it",
      "-A OUTPUT -m owner ! --uid-owner root -j ACCEPT",
      { account: undefined },
      "passes",
    ],
    [
      "has no account when the kernel sends it",
      "-A OUTPUT -m owner --uid-owner 0-9 -j ACCEPT",
      { account: undefined },
      "drops",
    ],
    ["goes into a network", "-A OUTPUT -d 203.0.113.0/24 -j ACCEPT", {}, "passes"],
    ["goes past a network", "-A OUTPUT ! -d 203.0.113.0/255.255.255.0 -j ACCEPT", {}, "drops"],
    ["goes to one of several", "-A OUTPUT -d 198.51.100.1,203.0.113.9 -j ACCEPT", {}, "passes"],
    ["has one of several ports", "-A OUTPUT -p tcp -m multiport --dports 80,400:500 -j ACCEPT", {}, "passes"],
    ["has a port at either end", "-A OUTPUT -p tcp -m multiport --ports 40000 -j ACCEPT", {}, "passes"],
    ["has a port at neither end", "-A OUTPUT -p tcp -m multiport ! --ports 443,444 -j ACCEPT", {}, "drops"],
    ["has a port up to the last", "-A OUTPUT -p tcp --dport 80: -j ACCEPT", {}, "passes"],
    ["leaves by an interface", "-A OUTPUT -o wg+ -j ACCEPT", { out: "wg0" }, "passes"],
    ["leaves by another interface", "-A OUTPUT ! -o eth+ -j ACCEPT", {}, "drops"],
    ["belongs to a connection", "-A OUTPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT", {}, "drops"],
    ["is in a state by the older name", "-A OUTPUT -m state --state NEW -j ACCEPT", {}, "passes"],
    [
      "answers one",
      "-A OUTPUT -m conntrack --ctstate ESTABLISHED --ctdir REPLY -j ACCEPT",
      { state: "ESTABLISHED" },
      "drops",
    ],
    ["may be under a limit", "-A OUTPUT -m limit --limit 1/s -j ACCEPT", {}, "passes"],
    ["may be over a limit", "-A OUTPUT -m limit -j DROP\n-A OUTPUT -j ACCEPT", {}, "passes"],
    ["bears no mark of its own", "-A OUTPUT -m mark --mark 0x1 -j ACCEPT", {}, "drops"],
    ["bears a mark", "-A OUTPUT -m mark --mark 0x10/0xffffffff -j ACCEPT", { mark: 16 }, "passes"],
    ["begins a connection", "-A OUTPUT -p tcp --syn -j ACCEPT", { flags: 2 }, "passes"],
    ["does not begin a connection", "-A OUTPUT -p tcp --syn -j ACCEPT", { flags: 18 }, "drops"],
    ["has a type of ICMP", "-A OUTPUT -p icmp --icmp-type 3/0 -j ACCEPT", { protocol: 1, icmp: 768 }, "passes"],
    ["has another code", "-A OUTPUT -p icmp --icmp-type 3/0 -j ACCEPT", { protocol: 1, icmp: 769 }, "drops"],
    ["is for a group", "-A OUTPUT -m addrtype --dst-type MULTICAST -j ACCEPT", { destination: 0xe0000001n }, "passes"],
    ["is for no group", "-A OUTPUT -m addrtype --dst-type MULTICAST -j ACCEPT", {}, "drops"],
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
    assert.equal(fate("-A A -g B\n-A B -p udp -j DROP\n-A OUTPUT -j A\n-A OUTPUT -j ACCEPT", {}, chains), "passes");
    assert.equal(fate("-A B -p udp -j ACCEPT\n-A OUTPUT -g B\n-A OUTPUT -j ACCEPT", {}, chains), "drops");
    assert.equal(fate("-A A -m limit --limit 1/s -j RETURN\n-A A -j ACCEPT\n-A OUTPUT -j A", {}, chains), "passes");
    assert.equal(fate("-N C\n-A C -j ACCEPT\n-A OUTPUT -j C"), "passes");
  });

  const tables: readonly (readonly [string, string, Partial<Packet>, "passes" | "drops"])[] = [
    ["is dropped by another table", "*mangle\n-A OUTPUT -p tcp -j DROP\nCOMMIT", {}, "drops"],
    ["is dropped on its last step", "*mangle\n-A POSTROUTING -o eth0 -j DROP\nCOMMIT", {}, "drops"],
    ["is dropped by another table's policy", "*security\n:OUTPUT DROP [0:0]\nCOMMIT", {}, "drops"],
    ["is only let go on by another table", "*raw\n-A OUTPUT -j ACCEPT\nCOMMIT", { state: "ESTABLISHED" }, "drops"],
    ["is no longer followed", "*raw\n-A OUTPUT -j CT --notrack\nCOMMIT", { state: "UNTRACKED" }, "drops"],
    ["gets a mark", "*mangle\n-A OUTPUT -j MARK --set-mark 7\nCOMMIT", {}, "passes"],
    [
      "gets a mark in the way it is saved",
      "*mangle\n-A OUTPUT -j MARK --set-xmark 0x7/0xffffffff\nCOMMIT",
      {},
      "passes",
    ],
    ["gets another mark", "*mangle\n-A OUTPUT -j MARK --set-mark 8\nCOMMIT", {}, "drops"],
  ];
  for (const [what, table, change, expected] of tables) {
    it(what, () => {
      const rules = "-A OUTPUT -m conntrack --ctstate NEW -m mark --mark 7 -j ACCEPT";
      const accepting =
        expected === "passes" || what.includes("mark") ? rules : "-A OUTPUT -m conntrack --ctstate NEW -j ACCEPT";
      assert.equal(fate(`${accepting}\nCOMMIT\n${table.replace(/\nCOMMIT$/, "")}`, change), expected);
    });
  }

  it("reaches what the machine fills a chain with, and nothing else by it", () => {
    const { value } = read("-A OUTPUT -p tcp --dport 443 -j to-ca", ":to-ca - [0:0]\n");
    const filled = new Map([["to-ca", { kind: "names", names: ["ca.example"] } as const]]);
    const passed = passing(value, { way: "out", from: [[]], filled, told: [], examples: [] });
    assert.ok(passed !== undefined);
    assert.deepEqual(
      strays(passed, []).map(({ packet }) => [packet.destination, packet.destinationPort]),
      [["ca.example", 443]],
    );
  });
});

describe("a rule file", () => {
  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    ["a match is not known", "-A OUTPUT -m bpf --bytecode 1 -j ACCEPT", /"-m bpf" is not understood/],
    ["a set decides", "-A OUTPUT -m set --match-set x dst -j ACCEPT", /"-m set" is not understood/],
    ["a target hands packets on", "-A OUTPUT -j NFQUEUE", /NFQUEUE is not understood/],
    ["an address is none", "-A OUTPUT -d 300.1.1.1 -j ACCEPT", /is not understood/],
    ["an address is a name", "-A OUTPUT -d host.example -j ACCEPT", /is not understood/],
    ["a port would be octal", "-A OUTPUT -p tcp --dport 0673 -j ACCEPT", /"--dport 0673" is not understood/],
    ["a port is asked of no protocol", "-A OUTPUT -m tcp --dport 80 -j ACCEPT", /needs a protocol/],
    ["a port is asked before its module", "-A OUTPUT --dport 80 -p tcp -j ACCEPT", /"--dport 80" is not understood/],
    ["an option is cut short", "-A OUTPUT --proto tcp -j ACCEPT", /"--proto tcp" is not understood/],
    ["an option is given twice", "-A OUTPUT -p tcp --dport 80 --dport 443 -j ACCEPT", /given twice/],
    ["a list is negated", "-A OUTPUT ! -d 10.0.0.1,10.0.0.2 -j ACCEPT", /is not understood/],
    ["a mark is masked", "-A OUTPUT -m mark --mark 1/1 -j ACCEPT", /"--mark 1\/1" is not understood/],
    ["two modules have the option", "-A OUTPUT -m mark --mark 1 -m connmark --mark 2 -j ACCEPT", /"--mark 2" is not/],
    ["a module is asked nothing", "-A OUTPUT -m owner -j ACCEPT", /asked nothing/],
    [
      "a rule is taken out by its words",
      "-A OUTPUT -j ACCEPT\n-D OUTPUT -j ACCEPT",
      /The command .* is not understood/,
    ],
    ["a chain is not declared", "-A OUTPUT -j elsewhere", /"-j elsewhere" is not understood/],
    ["a chain has a target's name", ":LOG - [0:0]\n-A OUTPUT -j LOG", /no name for a chain/],
    ["chains lead in a circle", ":A - [0:0]\n-A A -j A\n-A OUTPUT -j A", /leads back to itself/],
    ["who comes in has an account", "-A INPUT -m owner --uid-owner root -j ACCEPT", /have no account/],
    ["who comes in leaves", "-A INPUT -o eth0 -j ACCEPT", /"-o eth0" is not understood/],
    ["a target is for another table", "-A OUTPUT -j NOTRACK", /not for the table filter/],
    ["a line is only for the other family", "-A OUTPUT -6 -j DROP", /is not understood/],
    ["a quote is not closed", '-A OUTPUT -m comment --comment "x -j ACCEPT', /quotes/],
    ["a sign is not seen", "-A OUTPUT -j ACCEPT\r", /a sign that is not seen/],
    ["a comment is put in", "  # -A OUTPUT", /for no chain of the table/],
    ["a table is named in a table", "*nat", /for no chain of the table/],
    ["the filter table comes again", "COMMIT\n*filter\n-A OUTPUT -j ACCEPT", /a second time/],
    ["a chain is declared after its rules", "-A OUTPUT -j DROP\n:OUTPUT DROP [0:0]", /after its first rules/],
    ["a line stands outside", "COMMIT\n-A OUTPUT -j ACCEPT\n*raw", /outside of a table/],
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
    assert.match(
      readIptables({ path: "/r", text: text("").trimEnd() }, 4).doubts[0]?.what ?? "",
      /last line does not end/,
    );
  });
});

describe("the boxes that stand for all packets", () => {
  const option = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
  const part = fc.record({
    network: option(fc.constantFrom("10.0.0.0/8", "10.1.0.0/16", "203.0.113.9/32")),
    ports: option(fc.constantFrom("80", "80:90", "443")),
    sender: option(fc.constantFrom("80", "40000")),
    account: option(fc.constantFrom("backup", "daemon", "0-50")),
    state: option(fc.constantFrom("NEW", "RELATED,ESTABLISHED", "INVALID")),
    out: option(fc.constantFrom("eth0", "wg+")),
    target: fc.constantFrom("ACCEPT", "DROP", "RETURN", "A", "B"),
    not: fc.boolean(),
    chain: fc.constantFrom("OUTPUT", "A", "B"),
  });
  const anyPacket = fc.record({
    destination: fc.constantFrom("10.0.0.1", "10.1.2.3", "10.255.255.255", "203.0.113.9", "8.8.8.8").map(ipNumber),
    destinationPort: fc.constantFrom(79, 80, 85, 90, 91, 443, 60000),
    sourcePort: fc.constantFrom(80, 40000, 1),
    account: fc.constantFrom("backup", "root", 77, undefined),
    state: fc.constantFrom<Packet["state"]>("NEW", "ESTABLISHED", "RELATED", "INVALID"),
    out: fc.constantFrom("eth0", "wg7", "ens3"),
  });

  /** One packet's way rule by rule, as plainly as it can be written. */
  function walked(firewall: ReturnType<typeof read>["value"], packet: Packet): boolean {
    const chains = firewall.tables.get("filter");
    const through = (name: string): "accept" | "drop" | "end" => {
      for (const { matches, target } of chains?.get(name)?.rules ?? []) {
        if (!matches.every((match) => fits(match, packet, 4) === true)) continue;
        if (target.kind === "accept" || target.kind === "drop") return target.kind;
        if (target.kind === "return") return "end";
        if (target.kind === "chain") {
          const end = through(target.chain);
          if (end !== "end") return end;
        }
      }
      return "end";
    };
    return through("OUTPUT") === "accept";
  }

  it("let pass just the packets that pass one by one", () => {
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), anyPacket, (parts, change) => {
        const rules = parts
          .filter(({ chain, target }) => !(chain === target || (chain === "B" && target === "A")))
          .map(({ network, ports, sender, account, state, out, target, not, chain }) => {
            const no = not ? "! " : "";
            const words = [
              network === undefined ? "" : `${no}-d ${network}`,
              `-p tcp`,
              ports === undefined ? "" : `${no}--dport ${ports}`,
              sender === undefined ? "" : `${no}--sport ${sender}`,
              account === undefined ? "" : `-m owner ${no}--uid-owner ${account}`,
              state === undefined ? "" : `-m conntrack ${no}--ctstate ${state}`,
              out === undefined ? "" : `${no}-o ${out}`,
            ];
            return `-A ${chain} ${words.join(" ")} -j ${target}`;
          });
        const { value, doubts } = read(rules.join("\n"), ":A - [0:0]\n:B - [0:0]\n");
        assert.deepEqual(doubts, []);
        const packet: Packet = { ...PACKET, ...change };
        const passed = passing(value, {
          way: "out",
          from: [described(packet, 4)],
          filled: new Map(),
          told: [],
          examples: [{ account: packet.account }, { out: packet.out }],
        });
        assert.ok(passed !== undefined);
        assert.equal(strays(passed, []).length > 0, walked(value, packet));
        assert.equal(lost(passed)[0] === undefined, walked(value, packet));
      }),
      { numRuns: 1_500 },
    );
  });

  it("are given up when rules lead too many ways", () => {
    const names = Array.from({ length: 24 }, (_, index) => `c${index}`);
    const chains = names.map((name) => `:${name} - [0:0]\n`).join("");
    const rules = names.flatMap((name, index) => {
      const next = names[index + 1];
      return next === undefined ? [] : [`-A ${name} -m limit -j ${next}`, `-A ${name} -m limit -j ${next}`];
    });
    const { value, doubts } = read([...rules, "-A OUTPUT -j c0"].join("\n"), chains);
    assert.deepEqual(doubts, []);
    assert.equal(passing(value, { way: "out", from: [[]], filled: new Map(), told: [], examples: [] }), undefined);
  });
});

describe("whatever is given to read", () => {
  const word = fc.constantFrom(
    ..."-A -I -R -D -P -N -F INPUT OUTPUT FORWARD x ! -s -d -p -i -o -m -j -g tcp udp icmp ACCEPT DROP RETURN LOG MARK".split(
      " ",
    ),
    ..."--dport --sport --dports 80 80:90 443, 0x50 --ctstate NEW,INVALID conntrack owner --uid-owner root 0-9 limit".split(
      " ",
    ),
    ...'comment --comment " 10.0.0.0/8 ::1 eth0 wg+ --set-mark 1 2 99999 [0:0] - \\ # COMMIT *filter *nat :x :INPUT'.split(
      " ",
    ),
  );
  const line = fc.array(word, { maxLength: 12 }).map((words) => words.join(" "));
  const file = fc.oneof(
    fc.array(line, { maxLength: 12 }).map((lines) => ["*filter", ...lines, "COMMIT", ""].join("\n")),
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.array(fc.oneof(line, fc.string()), { maxLength: 12 }).map((lines) => lines.join("\n")),
  );
  it("is read, or can't be told, and is always walked to an end", () => {
    fc.assert(
      fc.property(file, fc.constantFrom<4 | 6>(4, 6), (text, family) => {
        const { value } = readIptables({ path: "/r", text }, family);
        for (const way of ["in", "out", "through"] as const) {
          passing(value, { way, from: [[]], filled: new Map(), told: [], examples: [] });
        }
      }),
      { numRuns: 1_500 },
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
    for (const text of [
      "",
      "1.2.3",
      "10.0.0.0/33",
      "10.0.0.0/8/8",
      "host.example",
      "10.0.0.0/255.0.255.0",
      "10.0.0.0/08",
      "fe80::1%eth0",
    ]) {
      assert.equal(rangeOf(text), undefined, text);
    }
  });
});
