import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { addressText, type Family } from "../../../policies/readers/packet-filter/address-range.ts";
import { readIptables } from "../../../policies/readers/packet-filter/iptables.ts";
import type { Packet } from "../../../policies/readers/packet-filter/packet-space.ts";
import { passing, strays, type Way } from "../../../policies/readers/packet-filter/packet-walk.ts";
import { render } from "../../../render/render.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { described, ipNumber, PACKET } from "./packets.ts";

const PROGRAMS = ["iptables-nft-restore", "ip6tables-nft-restore", "nft", "ip", "unshare", "python3"];

function obstacle(): string | false {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "needs Linux and root: network namespaces";
  if (!existsSync("/dev/net/tun")) return "needs /dev/net/tun";
  const missing = PROGRAMS.filter((program) => spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0);
  return missing.length > 0 && `needs ${missing.join(", ")}`;
}

const skip = obstacle();

/** A packet as `kernel-packets.py` sends it, with what is sent before the rules are loaded. */
interface Sent {
  readonly packet: Packet;
  readonly way: Extract<Way, "in" | "out">;
  readonly prelude: readonly Omit<Sent, "prelude">[];
  /** What an error of ICMP is about. */
  readonly about?: Packet;
}

const HERE: Readonly<Record<Family, Readonly<Record<string, bigint>>>> = {
  4: { eth0: ipNumber("198.51.100.4"), wg0: ipNumber("10.9.0.2") },
  6: { eth0: ipNumber("2001:db8:51::4"), wg0: ipNumber("fd00:9::2") },
};
const THERE: Readonly<Record<Family, readonly string[]>> = {
  4: ["203.0.113.9", "10.1.2.3", "8.8.4.4", "169.254.169.254"],
  6: ["2001:db8:9::9", "fd77::1", "2001:db8:9::1:9", "fd00:ec2::254"],
};
const ACCOUNTS: readonly (readonly [string | number, number])[] = [
  ["root", 0],
  ["www-data", 33],
  [5000, 5000],
];

function numberOf(account: Packet["account"]): number {
  return ACCOUNTS.find(([name]) => name === account)?.[1] ?? 0;
}

/** Probes of every kind that the kernel tells apart, each with ports of its own so that none belongs to another's connection. */
function probes(family: Family, round: number): readonly Sent[] {
  const icmp = family === 4 ? { protocol: 1, icmp: 8 * 256 } : { protocol: 58, icmp: 128 * 256 };
  const unreachable = family === 4 ? 3 * 256 + 3 : 1 * 256 + 4;
  let port = 1100 + 100 * round;
  const at = (way: Sent["way"], change: Partial<Packet>, there: string, by: string): Packet => {
    port += 1;
    const [here, other] = [HERE[family][by] ?? 0n, ipNumber(there)];
    const place =
      way === "out" ? { source: here, destination: other, out: by } : { source: other, destination: here, in: by };
    const nobody = way === "in" ? { account: undefined } : {};
    const blank = { ...PACKET, in: "", out: "", account: "root", sourcePort: port, flags: 0 };
    return { ...blank, ...change, ...place, ...nobody };
  };
  // ESP has no ports: only another far end makes it another connection.
  const alone = (way: Sent["way"]): string =>
    addressText(family, ipNumber(THERE[family][0] ?? "") + BigInt(100 + 2 * round + (way === "in" ? 1 : 0)));
  const plain = (way: Sent["way"], change: Partial<Packet>, there = THERE[family][0] ?? "", by = "eth0"): Sent => ({
    way,
    packet: at(way, change, there, by),
    prelude: [],
  });
  const back = (packet: Packet): Packet => ({
    ...packet,
    source: packet.destination,
    destination: packet.source,
    sourcePort: packet.destinationPort,
    destinationPort: packet.sourcePort,
    in: packet.out,
    out: packet.in,
    account: packet.in === "" ? undefined : "root",
  });
  const udp = (destinationPort: number) => ({ protocol: 17, destinationPort });
  const tcp = (destinationPort: number, flags = 2) => ({ protocol: 6, destinationPort, flags });
  const other = (way: Sent["way"]): Sent["way"] => (way === "out" ? "in" : "out");
  const ways: readonly Sent["way"][] = ["out", "in"];
  const known = ways.flatMap((way): readonly Sent[] => {
    const begun = plain(way, udp(53)).packet;
    const answer = { way: other(way), packet: { ...back(begun), state: "ESTABLISHED,REPLY" } } as const;
    const also = plain(way, udp(443)).packet;
    const error = { ...icmp, icmp: unreachable, sourcePort: 0, destinationPort: 0, flags: 0 };
    return [
      { way, packet: { ...begun, state: "ESTABLISHED" }, prelude: [{ way, packet: begun }, answer] },
      { ...answer, prelude: [] },
      // An error about what came in is sent back, and one about what went out comes back.
      {
        way: other(way),
        packet: { ...back(also), ...error, state: "RELATED,REPLY" },
        prelude: [{ way, packet: also }],
        about: also,
      },
    ];
  });
  return [
    ...ways.flatMap((way) => [
      ...THERE[family].flatMap((there) => [plain(way, udp(53), there), plain(way, tcp(443), there)]),
      plain(way, udp(443), THERE[family][0], "wg0"),
      plain(way, tcp(80), THERE[family][1], "wg0"),
      plain(way, { ...tcp(80), sourcePort: 53 }),
      plain(way, tcp(80, 16)),
      plain(way, { ...tcp(80, 1), state: "INVALID" }),
      plain(way, { ...icmp, sourcePort: 0, destinationPort: 0 }),
      plain(way, { protocol: 50, sourcePort: 0, destinationPort: 0 }, alone(way)),
    ]),
    ...ACCOUNTS.slice(1).flatMap(([account]) => [
      plain("out", { ...udp(53), account }),
      plain("out", { ...tcp(443), account }),
    ]),
    plain("out", { ...udp(53), mark: 7 }),
    ...known,
  ];
}

/** Rules over the constructs that leave nothing open: what passes is certain. */
function ruleSets(family: Family): fc.Arbitrary<string> {
  const nets =
    family === 4
      ? ["203.0.113.0/24", "10.0.0.0/8", "0.0.0.0/1", "169.254.169.254"]
      : ["2001:db8:9::/48", "fd00::/8", "::/1", "fd00:ec2::254"];
  const icmp =
    family === 4
      ? ["-p icmp", "-p icmp --icmp-type echo-request", "-p icmp -m icmp --icmp-type 3/3"]
      : ["-p icmpv6", "-p icmpv6 --icmpv6-type echo-request", "-p icmpv6 --icmpv6-type 1/4"];
  const no = fc.constantFrom("", "! ");
  const not = (make: (no: string) => string, ...values: readonly string[]) =>
    fc.tuple(no, fc.constantFrom(...values)).map(([word, value]) => `${make(word)} ${value}`);
  const none = fc.constant("");
  const place = (name: string) =>
    fc.oneof(
      { weight: 3, arbitrary: none },
      not((word) => `${word}${name}`, ...nets),
    );
  const kind = fc.oneof(
    { weight: 2, arbitrary: none },
    not((word) => `${word}-p`, "tcp", "udp", "esp", "6"),
    fc.constantFrom(...icmp),
    fc
      .tuple(
        fc.constantFrom("tcp", "udp"),
        no,
        fc.constantFrom("--dport 53", "--dport 50:100", "--sport 53", "--dport :80", "--sport 1000:"),
      )
      .map(([protocol, word, port]) => `-p ${protocol} ${word}${port}`),
    fc
      .tuple(no, fc.constantFrom("--dports 53,443", "--sports 1:60", "--ports 53", "--ports 80:90,443"))
      .map(([word, ports]) => `-p udp -m multiport ${word}${ports}`),
    fc
      .tuple(no, fc.constantFrom("--syn", "--tcp-flags ALL ACK", "--tcp-flags SYN,FIN NONE"))
      .map(([word, flags]) => `-p tcp ${word}${flags}`),
  );
  const state = fc.oneof(
    { weight: 3, arbitrary: none },
    not(
      (word) => `-m conntrack ${word}--ctstate`,
      "NEW",
      "ESTABLISHED",
      "RELATED,ESTABLISHED",
      "INVALID",
      "NEW,UNTRACKED",
    ),
    not((word) => `-m state ${word}--state`, "NEW", "INVALID,UNTRACKED"),
    fc.constantFrom("-m conntrack --ctdir REPLY", "-m conntrack --ctstate ESTABLISHED --ctdir ORIGINAL"),
  );
  const owner = fc.oneof(
    { weight: 3, arbitrary: none },
    not((word) => `-m owner ${word}--uid-owner`, "root", "www-data", "0", "5000", "1-4999", "4000-6000"),
    not((word) => `-m owner ${word}--socket-exists`, ""),
  );
  const more = fc.oneof(
    { weight: 4, arbitrary: none },
    not((word) => `-m mark ${word}--mark`, "7", "0x0"),
    not((word) => `-m addrtype ${word}--dst-type`, "MULTICAST"),
    fc.constant('-m comment --comment "a \\"b\\" -j ACCEPT"'),
  );
  const out = fc.oneof(
    { weight: 2, arbitrary: none },
    not((word) => `${word}-o`, "eth0", "wg+", "e+"),
  );
  const into = fc.oneof(
    { weight: 2, arbitrary: none },
    not((word) => `${word}-i`, "eth0", "wg+", "e+"),
  );
  const target = fc.constantFrom(
    "-j ACCEPT",
    "-j ACCEPT",
    "-j DROP",
    "-j REJECT",
    "-j RETURN",
    "",
    "-j CALLED",
    "-g CALLED",
    "-j LAST",
  );
  const verb = fc.constantFrom("-A", "-A", "-A", "-I");
  const going = fc
    .tuple(verb, kind, place("-d"), state, owner, out, more, target)
    .map(([verb, ...words]) => `${verb} OUTPUT ${words.join(" ")}`);
  const coming = fc
    .tuple(verb, kind, place("-s"), state, into, more, target)
    .map(([verb, ...words]) => `${verb} INPUT ${words.join(" ")}`);
  const last = fc
    .tuple(kind, state, fc.constantFrom("-j ACCEPT", "-j DROP", "-j RETURN", ""))
    .map((words) => `-A LAST ${words.join(" ")}`);
  const called = fc
    .tuple(kind, state, fc.constantFrom("-j ACCEPT", "-j DROP", "-j RETURN", "-g LAST", "-j LAST"))
    .map((words) => `-A CALLED ${words.join(" ")}`);
  const before = fc.constantFrom(
    "",
    "",
    "*raw\n-A OUTPUT -p udp --dport 53 -j CT --notrack\n-A PREROUTING -p udp --dport 53 -j NOTRACK\nCOMMIT\n",
    "*mangle\n-A OUTPUT -p tcp -j MARK --set-mark 7\n-A PREROUTING ! -i wg0 -j MARK --set-xmark 0x7/0xffffffff\nCOMMIT\n",
    "*mangle\n:POSTROUTING DROP [0:0]\n-A POSTROUTING -o eth0 -j ACCEPT\n-A INPUT -p tcp --dport 80 -j DROP\nCOMMIT\n",
    "*security\n-A OUTPUT -p tcp --dport 443 -j DROP\nCOMMIT\n",
  );
  const policy = fc.constantFrom("DROP", "DROP", "ACCEPT");
  return fc
    .record({
      before,
      policies: fc.tuple(policy, policy),
      rules: fc.array(fc.oneof(going, going, coming, coming, called, last), { minLength: 3, maxLength: 12 }),
    })
    .map(
      ({ before, policies: [input, output], rules }) =>
        `${before}*filter\n:INPUT ${input} [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ${output} [0:0]\n:LAST - [0:0]\n:CALLED - [0:0]\n${rules.map((rule) => rule.replace(/ +/g, " ").trimEnd()).join("\n")}\nCOMMIT\n`,
    );
}

function json(sent: Omit<Sent, "prelude"> & Partial<Pick<Sent, "prelude">>, tag: number, family: Family): unknown {
  const { packet, way, about, prelude } = sent;
  const address = (value: Packet["source"]) => (typeof value === "bigint" ? addressText(family, value) : value);
  return {
    ...packet,
    way,
    tag,
    account: numberOf(packet.account),
    source: address(packet.source),
    destination: address(packet.destination),
    ...(about === undefined ? {} : { about: json({ packet: about, way }, tag + 100, family) }),
    prelude: (prelude ?? []).map((one, index) => json(one, tag + 1000 * (index + 1), family)),
  };
}

interface Round {
  readonly rules: string;
  readonly packets: readonly unknown[];
}

function kernelSays(family: Family, program: string, rounds: readonly Round[]) {
  const script = new URL("./kernel-packets.py", import.meta.url).pathname;
  const printed = execFileSync("unshare", ["--net", "python3", script, String(family), program], {
    input: JSON.stringify(rounds),
    encoding: "utf8",
    timeout: 60_000,
  });
  return JSON.parse(printed) as readonly (readonly boolean[] | null)[];
}

/** Accounts of a machine's own are not on this one. */
function onThisMachine(rules: string): string {
  return rules.replace(/--uid-owner (?=[a-zA-Z_])(?!root)\S+/g, "--uid-owner www-data");
}

/** Whether this one packet may pass by what was read. */
function mayPass(rules: string, { packet, way }: Sent, family: Family): boolean {
  const { value } = readIptables({ path: "/rules", text: rules }, family);
  const passed = passing(value, {
    way,
    from: [described(packet, family)],
    filled: new Map(),
    told: [],
    examples: [{ account: packet.account }],
  });
  assert.ok(passed !== undefined);
  return strays(passed, []).length > 0;
}

describe("what the walk says of a packet is what Linux does with it", { skip }, () => {
  const programs = [
    [4, "iptables-nft-restore", 15],
    [6, "ip6tables-nft-restore", 15],
    [4, "iptables-legacy-restore", 5],
    [6, "ip6tables-legacy-restore", 5],
  ] as const;
  for (const [family, program, count] of programs) {
    it(
      `over IPv${family}, loaded by ${program}`,
      { skip: skip || spawnSync("sh", ["-c", `command -v ${program}`]).status !== 0 },
      () => {
        const sets = fc.sample(ruleSets(family), {
          numRuns: count,
          seed: Number(process.env["SEED"] ?? 20_261_123) + family,
        });
        const rounds = sets.map((rules, round) => ({
          rules,
          packets: probes(family, round).map((one, index) => json(one, 10_000 * (round + 1) + index, family)),
        }));
        const said = kernelSays(family, program, rounds);
        const wrong: unknown[] = [];
        for (const [round, rules] of sets.entries()) {
          const { doubts } = readIptables({ path: "/rules", text: rules }, family);
          assert.deepEqual(doubts, []);
          const answers = said[round];
          assert.ok(answers !== undefined && answers !== null, `The rules would not load:\n${rules}`);
          for (const [index, one] of probes(family, round).entries()) {
            const [expected, found] = [mayPass(rules, one, family), answers[index]];
            // Where a way is asked of what belongs to no connection, both are left open.
            if (expected && rules.includes("--ctdir")) continue;
            if (expected !== found) wrong.push({ rules, one, expected, found });
          }
        }
        assert.deepEqual(wrong, []);
        assert.ok(said.flat().some((answer) => answer === true) && said.flat().some((answer) => answer === false));
      },
    );
  }

  it("for what the kernel answers by itself", () => {
    const matches = [
      "-m owner ! --uid-owner root",
      "-m owner --uid-owner root",
      "-m owner --uid-owner 0-4294967294",
      "-m owner ! --gid-owner root",
      "-m owner --gid-owner 0-4294967294",
      "-m owner ! --uid-owner www-data ! --gid-owner root",
      "-m owner ! --uid-owner www-data --gid-owner root",
    ];
    const asked: Packet = {
      ...PACKET,
      source: ipNumber("203.0.113.9"),
      destination: HERE[4]["eth0"] ?? 0n,
      in: "eth0",
      out: "",
      protocol: 1,
      icmp: 8 * 256,
      account: undefined,
    };
    const rounds = matches.map((match, round) => ({
      rules: `*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT DROP [0:0]\n-A OUTPUT ${match} -j ACCEPT\nCOMMIT\n`,
      packets: [{ ...(json({ packet: asked, way: "in" }, 100 + round, 4) as object), answered: true }],
    }));
    const answer: Packet = {
      ...asked,
      source: asked.destination,
      destination: asked.source,
      in: "",
      out: "eth0",
      icmp: 0,
      state: "ESTABLISHED,REPLY",
    };
    assert.deepEqual(
      kernelSays(4, "iptables-nft-restore", rounds).flat(),
      rounds.map(({ rules }) => mayPass(rules, { packet: answer, way: "out", prelude: [] }, 4)),
    );
  });
});

describe("what is read without a doubt is loaded", { skip }, () => {
  const files = [render(CLINIC), render(TUNNELLED)].flatMap(({ files }) =>
    files
      .filter(({ format }) => format === "iptables")
      .map(({ path, text }) => ({
        path,
        family: path.endsWith(".v4") ? (4 as const) : (6 as const),
        text: onThisMachine(text),
      })),
  );
  const loads = (text: string, family: Family, kind: string) =>
    spawnSync("unshare", ["--net", `${family === 4 ? "iptables" : "ip6tables"}-${kind}-restore`], { input: text })
      .status === 0;
  const words = fc.constantFrom(
    ..."! -s -p -o -i -m -j -g tcp udp ACCEPT DROP RETURN LOG 22 80,443 1:2 10.0.0.0/8 eth0 conntrack state owner limit".split(
      " ",
    ),
    ..."--dport --sport --dports --syn --ctstate NEW --uid-owner 0-9 --comment -A -I OUTPUT INPUT multiport 1 comment".split(
      " ",
    ),
  );
  const change = fc.record({
    file: fc.nat(),
    line: fc.nat(),
    word: fc.nat(),
    how: fc.constantFrom("drop", "double", "swap", "put", "set"),
    other: words,
  });

  /** A rule file with one word of one rule changed. */
  function changed({
    file,
    line,
    word,
    how,
    other,
  }: typeof change extends fc.Arbitrary<infer Change> ? Change : never) {
    const chosen = files[file % files.length] ?? assert.fail("There are no rule files.");
    const lines = chosen.text.split("\n");
    const rules = lines.flatMap((text, index) => (text.startsWith("-A") ? [index] : []));
    const at = rules[line % rules.length] ?? 0;
    const parts = (lines[at] ?? "").split(" ");
    const index = word % parts.length;
    const here = parts[index] ?? "";
    if (how === "drop") parts.splice(index, 1);
    else if (how === "double") parts.splice(index, 0, here);
    else if (how === "swap") parts.splice(index, 2, parts[index + 1] ?? "", here);
    else if (how === "put") parts.splice(index, 0, other);
    else parts[index] = other;
    return {
      ...chosen,
      text: onThisMachine(lines.with(at, parts.filter((part) => part !== "").join(" ")).join("\n")),
      rule: parts.join(" "),
    };
  }

  for (const kind of ["nft", "legacy"]) {
    it(
      `by iptables-${kind}-restore, as rendered and with a word changed`,
      { skip: skip || spawnSync("sh", ["-c", `command -v iptables-${kind}-restore`]).status !== 0 },
      () => {
        for (const { path, text, family } of files) assert.ok(loads(text, family, kind), path);
        let read = 0;
        fc.assert(
          fc.property(change, (one) => {
            const { text, family, rule } = changed(one);
            if (readIptables({ path: "/rules", text }, family).doubts.length > 0) return;
            read += 1;
            assert.ok(loads(text, family, kind), rule);
          }),
          { numRuns: 500, ...(process.env["SEED"] === undefined ? { seed: 20_261_123 } : {}) },
        );
        assert.ok(read > 3, `${read} were read without a doubt`);
      },
    );
  }
});
