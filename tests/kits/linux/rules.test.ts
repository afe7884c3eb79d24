import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Workstations } from "../../../clinic/clinic.ts";
import { kitOf } from "../../../kits/kit.ts";
import { readIptables, type Firewall } from "../../../policies/readers/packet-filter/iptables.ts";
import {
  fromAddresses,
  fromPorts,
  icmpOfType,
  inState,
  leavingBy,
  notLeavingBy,
  ofProtocol,
  toAddresses,
  toPorts,
  TO_OUTSIDE,
  withMark,
} from "../../../policies/readers/packet-filter/packet-description.ts";
import { range } from "../../../policies/readers/packet-filter/packet-space.ts";
import {
  lost,
  passing,
  strays,
  type Described,
  type Way,
} from "../../../policies/readers/packet-filter/packet-walk.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { OPENVPN, practiceOf, WIREGUARD } from "../clinics.ts";

type Family = 4 | 6;

const KITS: Readonly<Record<string, Workstations>> = {
  "WireGuard with a printer": WIREGUARD,
  "OpenVPN with a printer": OPENVPN,
  "WireGuard alone": { ...WIREGUARD, printer: undefined },
  "a server of one family": {
    tunnel: { ...WIREGUARD.tunnel, endpoints: WIREGUARD.tunnel.endpoints.slice(0, 1) },
    printer: undefined,
  },
};

function textOf(workstations: Workstations, name: string): string {
  const path = `workstations/linux/${name}`;
  const file = kitOf(practiceOf({ ...CLINIC, workstations })).files.find((one) => one.path === path);
  assert.ok(file);
  return Buffer.from(file.bytes).toString("utf8");
}

/** What other programs have in the same tables stays as it is, and is not in this file; so the file names no filter table, which is all the reader doubts. */
function firewallOf(workstations: Workstations, family: Family): Firewall {
  const path = `rules.v${family}`;
  const { value, doubts } = readIptables({ path, text: textOf(workstations, path) }, family);
  assert.deepEqual(doubts, [
    { where: path, what: "The filter table is never committed, so its rules would not be loaded." },
  ]);
  return value;
}

function addressed(family: Family, ...networks: readonly string[]): Described {
  return [toAddresses(...networks.filter((one) => one.includes(":") === (family === 6)).map(range))];
}

function isOf(family: Family, address: string): boolean {
  return address.includes(":") === (family === 6);
}

/** What may leave outside of the tunnel, said anew and not taken from the rules. */
function allowed({ tunnel, printer }: Workstations, family: Family): readonly Described[] {
  const udp = ofProtocol("udp");
  return [
    ...tunnel.endpoints
      .filter(({ address }) => isOf(family, address))
      .map(({ address, protocol, port }) => [
        ...addressed(family, address),
        ofProtocol(protocol),
        toPorts(port),
        ...(tunnel.mark === undefined ? [] : [withMark(tunnel.mark)]),
      ]),
    ...(printer !== undefined && isOf(family, printer)
      ? [[...addressed(family, printer), ofProtocol("tcp"), toPorts(515, 631, 9100)]]
      : []),
    ...(family === 4
      ? ["255.255.255.255", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"].map((network) => [
          ...addressed(4, network),
          udp,
          fromPorts(68),
          toPorts(67),
        ])
      : [
          [...addressed(6, "ff02::2"), ...icmpOfType(6, 133)],
          ...[135, 136].flatMap((type) =>
            [
              "ff02::1:ff00:0/104",
              "ff02::1",
              "fe80::/10",
              ...(printer !== undefined && isOf(6, printer) ? [printer] : []),
            ].map((network) => [...addressed(6, network), ...icmpOfType(6, type)]),
          ),
          [...addressed(6, "ff02::16"), ...icmpOfType(6, 143)],
          [fromAddresses(range("fe80::/10")), ...addressed(6, "ff02::1:2"), udp, fromPorts(546), toPorts(547)],
        ]),
  ];
}

for (const [name, workstations] of Object.entries(KITS)) {
  describe(`the rules for ${name}`, () => {
    const outside = [TO_OUTSIDE, notLeavingBy(workstations.tunnel.interface)];

    for (const family of [4, 6] as const) {
      const firewall = firewallOf(workstations, family);
      const follow = (way: Way, from: readonly Described[], told: readonly Described[]) => {
        const found = passing(firewall, { way, from, told, filled: new Map(), examples: [] });
        assert.ok(found);
        return found;
      };
      const may = allowed(workstations, family);

      it(`let nothing out over IPv${family} past the tunnel but its own packets and what joining a network needs, of all packets there are`, () => {
        assert.deepEqual(strays(follow("out", [outside], may), may), []);
      });

      it(`let all of that out over IPv${family}, and all that goes into the tunnel or stays here`, () => {
        const inside = [[leavingBy(workstations.tunnel.interface)], [leavingBy("lo")]];
        const asked = [...may.map((one) => [...one, ...outside]), ...inside];
        assert.deepEqual(
          lost(follow("out", asked, may)),
          asked.map(() => undefined),
        );
      });

      it(`take no account over IPv${family} of what was connected before`, () => {
        for (const state of ["NEW", "ESTABLISHED", "RELATED", "INVALID", "UNTRACKED"])
          assert.deepEqual(strays(follow("out", [[...outside, inState(state)]], may), may), [], state);
      });

      it(`let nothing of others through over IPv${family}, not into the tunnel either`, () => {
        assert.deepEqual(strays(follow("through", [[]], []), []), []);
      });
    }

    it("mean the same to nftables, rule by rule and in the same order", () => {
      const nft = textOf(workstations, "rules.nft");
      for (const [chain, family] of [
        ["leaving", 4],
        ["leaving", 6],
        ["through", 4],
        ["through", 6],
      ] as const) {
        const iptables = rulesOf(
          textOf(workstations, `rules.v${family}`),
          chain === "leaving" ? "vpn-only" : "vpn-only-through",
        );
        assert.deepEqual(inNftables(nft, chain, family), iptables, `${chain} in IPv${family}`);
      }
    });
  });
}

/** Of an iptables chain, what each rule asks and what it decides, in the words of both. */
function rulesOf(text: string, chain: string): readonly string[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith(`-A ${chain} `))
    .map((line) =>
      line
        .slice(`-A ${chain}`.length)
        .replace(/ -m (?:udp|tcp|icmp6|mark|multiport|hl|comment)(?= )/g, "")
        .replace("-j RETURN", "accept")
        .replace("-j DROP", "drop")
        .trim(),
    );
}

const ICMP6: Readonly<Record<string, number>> = {
  "echo-request": 128,
  "nd-router-solicit": 133,
  "nd-neighbor-solicit": 135,
  "nd-neighbor-advert": 136,
  "mld2-listener-report": 143,
};

/** Each rule of a chain of nftables as iptables would have it; one with a set of ICMP types is one rule for each. */
function inNftables(text: string, chain: string, family: Family): readonly string[] {
  const lines = new RegExp(`\\tchain ${chain} \\{\\n([^]*?)\\n\\t\\}`).exec(text)?.[1]?.split("\n") ?? [];
  const hook = chain === "leaving" ? "postrouting" : "forward";
  assert.equal(lines[0], `\t\ttype filter hook ${hook} priority 300; policy drop;`);
  return lines
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => !line.startsWith("#") && line !== "jump pause")
    .filter((line) => !(family === 4 ? /\bip6 |icmpv6/ : /\bip daddr/).test(line))
    .flatMap((line) => {
      const types = /icmpv6 type (?:\{ (.+?) \}|(\S+))/.exec(line);
      if (types === null) return [line];
      return (types[1] ?? types[2] ?? "").split(", ").map((type) => line.replace(types[0], `icmpv6 type ${type}`));
    })
    .map((line) => translated(line, family));
}

/** nft(8), the words that are used here and no others. */
const WORDS: readonly (readonly [RegExp, (...groups: string[]) => string])[] = [
  // iptables has no word for the kind of a card; the command sees to it there.
  [/^oifname "([^"]+)"(?: meta oiftype \d+)? ?/, (name) => `-o ${name}`],
  [/^ip6? saddr (\S+) ?/, (from) => `-s ${from}`],
  [/^ip6? daddr (\S+) ?/, (to) => `-d ${to}`],
  [/^udp sport (\d+) udp dport (\d+) ?/, (from, to) => `-p udp --sport ${from} --dport ${to}`],
  [/^(udp|tcp) dport (\d+) ?/, (protocol, to) => `-p ${protocol} --dport ${to}`],
  [/^tcp dport \{ ([\d, ]+) \} ?/, (ports) => `-p tcp --dports ${ports.replaceAll(", ", ",")}`],
  [/^meta mark (\d+) ?/, (mark) => `--mark ${mark}`],
  [
    /^icmpv6 type (\S+) ip6 hoplimit (\d+) ?/,
    (type, hops) => `-p ipv6-icmp --icmpv6-type ${ICMP6[type]} --hl-eq ${hops}`,
  ],
  [/^icmpv6 type (\S+) ?/, (type) => `-p ipv6-icmp --icmpv6-type ${ICMP6[type]}`],
  [/^counter name (\S+) drop$/, (name) => `--comment ${name} drop`],
  [/^accept$/, () => "accept"],
];

function translated(line: string, family: Family): string {
  const words: string[] = [];
  for (let rest = line; rest !== "";) {
    const found = WORDS.map(([form, said]) => ({ match: form.exec(rest), said })).find(({ match }) => match !== null);
    assert.ok(found?.match, `${rest} is not understood`);
    const [whole, ...groups] = found.match;
    words.push(found.said(...groups));
    rest = rest.slice(whole.length);
  }
  // A single address is written with its length in iptables' files.
  return words.map((word) => (/^-d [^/]+$/.test(word) ? `${word}/${family === 4 ? 32 : 128}` : word)).join(" ");
}
