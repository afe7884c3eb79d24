import type { Release } from "../../../render/release.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { before, behind, eachLine, mangled, pathOf, withChain, withTable, type RuleFile } from "../rule-files.ts";
import { replaced } from "../../../policies/breaking.ts";
import type { GoodTree } from "../tree.ts";

const ALL: readonly RuleFile[] = ["rules.v4", "rules.v6", "birth.v4", "birth.v6", "closed.v4", "closed.v6"];

/** The words of `iptables-save` for what the templates write. */
const SAVED: readonly (readonly [RegExp, string])[] = [
  [/--set-mark 51820/g, "--set-xmark 0xca6c/0xffffffff"],
  [/--mark 51820/g, "--mark 0xca6c"],
  [/--icmpv6-type router-solicitation/g, "--icmpv6-type 133"],
  [/--icmpv6-type router-advertisement/g, "--icmpv6-type 134"],
  [/--icmpv6-type neighbour-solicitation/g, "--icmpv6-type 135"],
  [/--icmpv6-type neighbour-advertisement/g, "--icmpv6-type 136"],
  [/--icmpv6-type echo-request/g, "--icmpv6-type 128"],
  [/--icmp-type echo-request/g, "--icmp-type 8"],
  [/! --syn/g, "! --tcp-flags FIN,SYN,RST,ACK SYN"],
  [/--limit 5\/second/g, "--limit 5/sec"],
  [/--hashlimit-upto 30\/minute/g, "--hashlimit-upto 30/min"],
  [/--uid-owner root/g, "--uid-owner 0"],
  [/-p ipv6-icmp/g, "-p ipv6-icmp"],
  [/--comment (\S+)/g, '--comment "$1"'],
];

/** The long names of options. */
const LONG: readonly (readonly [RegExp, string])[] = [
  [/^-A /, "--append "],
  [/ -p /g, " --protocol "],
  [/ -s /g, " --source "],
  [/ -d /g, " --destination "],
  [/ -i /g, " --in-interface "],
  [/ -o /g, " --out-interface "],
  [/ -m /g, " --match "],
  [/ -j /g, " --jump "],
  [/ --dport /g, " --destination-port "],
  [/ --sport /g, " --source-port "],
  [/ --dports /g, " --destination-ports "],
];

function reworded(
  release: Release,
  files: readonly RuleFile[],
  words: readonly (readonly [RegExp, string])[],
): Release {
  return files.reduce(
    (changed, file) =>
      eachLine(changed, file, (line) =>
        line.startsWith("-A") ? words.reduce((text, [from, to]) => text.replace(from, to), line) : line,
      ),
    release,
  );
}

export const TREES: readonly GoodTree[] = [
  {
    how: "the rules are written as iptables-save writes them",
    apply: (release) => reworded(release, ["rules.v4", "rules.v6"], SAVED),
  },
  {
    how: "behind a tunnel, the rules are written as iptables-save writes them",
    clinic: TUNNELLED,
    apply: (release) => reworded(release, ["rules.v4", "rules.v6"], SAVED),
  },
  { how: "every option of the rules is written out", apply: (release) => reworded(release, ALL, LONG) },
  {
    how: "the rules of the web stand in one list of ports",
    apply: (release) =>
      replaced(
        eachLine(release, "rules.v4", (line) => (/--dport 80 /.test(line) ? undefined : line)),
        pathOf("rules.v4"),
        "-p tcp -m tcp --dport 443 ",
        "-p tcp -m multiport --dports 80,443 ",
      ),
  },
  {
    how: "what is open stands in a chain of its own",
    apply: (release) =>
      withChain(
        eachLine(release, "rules.v6", (line) => (/^-A INPUT .*--dport (?:80|443) /.test(line) ? undefined : line)),
        "rules.v6",
        "open",
        "-A open -p tcp -m multiport --dports 80,443 -j ACCEPT",
        "-A INPUT -m conntrack --ctstate NEW -j open",
      ),
  },
  {
    how: "everything that comes in goes through a chain and comes back",
    apply: (release) =>
      before(
        replaced(release, pathOf("rules.v4"), ":OUTPUT DROP [0:0]\n", ":OUTPUT DROP [0:0]\n:bogus - [0:0]\n"),
        "rules.v4",
        "INPUT",
        "-A bogus -i lo -j RETURN",
        "-A bogus -s 127.0.0.0/8 -j DROP",
        "-A bogus -s 240.0.0.0/4 -j DROP",
        "-A bogus -m addrtype --src-type MULTICAST -j DROP",
        "-A INPUT -j bogus",
      ),
  },
  {
    how: "what policies drop is dropped by a last rule as well",
    apply: (release) =>
      behind(
        release,
        "rules.v4",
        "-A INPUT -j DROP",
        "-A FORWARD -j REJECT --reject-with icmp-admin-prohibited",
        "-A OUTPUT -p tcp -j REJECT --reject-with tcp-reset",
        "-A OUTPUT -j DROP",
      ),
  },
  {
    how: "states are asked for by the older name of the match",
    apply: (release) =>
      reworded(release, ["rules.v4", "closed.v6"], [[/-m conntrack --ctstate ([A-Z]+) -j/, "-m state --state $1 -j"]]),
  },
  {
    how: "loopback is let out by its addresses too",
    apply: (release) =>
      before(
        before(release, "rules.v4", "OUTPUT", "-A OUTPUT -d 127.0.0.0/8 -j ACCEPT"),
        "rules.v6",
        "OUTPUT",
        "-A OUTPUT -d ::1 -j ACCEPT",
      ),
  },
  {
    how: "two rules that have nothing to do with each other change places",
    apply: (release) =>
      replaced(
        eachLine(release, "rules.v4", (line) =>
          line.startsWith("-A INPUT") && /--dport 5349 /.test(line) ? undefined : line,
        ),
        pathOf("rules.v4"),
        /^-A INPUT -p udp .*--dport 10000 /m,
        "-A INPUT -p tcp -m tcp --dport 5349 -m conntrack --ctstate NEW -j ACCEPT\n-A INPUT -p udp -m udp --dport 10000 ",
      ),
  },
  {
    how: "the tables that nobody uses are named and empty",
    apply: (release) =>
      withTable(
        withTable(release, "rules.v4", "*nat", ":PREROUTING ACCEPT [0:0]", ":OUTPUT ACCEPT [0:0]"),
        "rules.v6",
        "*raw",
        ":PREROUTING ACCEPT [5:300]",
        ":OUTPUT ACCEPT",
      ),
  },
  {
    how: "counters stand in front of rules and behind policies",
    apply: (release) =>
      eachLine(release, "rules.v4", (line) =>
        line.startsWith("-A") ? `[12:840] ${line}` : line.replace("DROP [0:0]", "DROP [9:512]"),
      ),
  },
  {
    how: "a policy is set by a command after all rules",
    apply: (release) => behind(release, "rules.v6", "-P INPUT DROP", "-P OUTPUT DROP"),
  },
  {
    how: "invalid packets are also dropped where they would be forwarded, and counted there",
    apply: (release) =>
      behind(
        release,
        "rules.v4",
        "-A FORWARD -m conntrack --ctstate INVALID",
        "-A FORWARD -m conntrack --ctstate INVALID -j DROP",
      ),
  },
  {
    how: "the rule for pages is put in front by a number",
    apply: (release) =>
      behind(
        eachLine(release, "rules.v4", (line) =>
          line.startsWith("-A INPUT") && /--dport 443 /.test(line) ? undefined : line,
        ),
        "rules.v4",
        "-I INPUT 3 -p tcp --dport 443 -m conntrack --ctstate NEW -j ACCEPT",
      ),
  },
  {
    how: "TCP is told how large its segments may be",
    clinic: TUNNELLED,
    apply: (release) =>
      replaced(
        release,
        pathOf("rules.v4"),
        /COMMIT\n\*filter/,
        "-A OUTPUT -o wg0 -p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu\nCOMMIT\n*filter",
      ),
  },
  {
    how: "a step of the chain is gone to where nothing follows",
    apply: (release) =>
      withChain(
        eachLine(release, "rules.v4", (line) =>
          line.startsWith("-A INPUT") && /--dport (?:80|443) /.test(line) ? undefined : line,
        ),
        "rules.v4",
        "web",
        "-A web -p tcp --dport 80 -j ACCEPT",
        "-A web -p tcp --dport 443 -j ACCEPT",
        "-A INPUT -p tcp -g web",
      ),
  },
  {
    how: "an empty line and a comment stand between rules",
    apply: (release) =>
      eachLine(release, "rules.v6", (line) =>
        line.startsWith("-A OUTPUT") ? `${line}\n\n# -A OUTPUT -j ACCEPT` : line,
      ),
  },
  {
    how: "packets that nobody sends are dropped: groups, no port at all, a mark that none bears",
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "INPUT",
        "-A INPUT -d 224.0.0.0/4 -j DROP",
        "-A INPUT -p tcp --sport 0 -j DROP",
        "-A INPUT -p udp --sport :1 -j DROP",
        "-A INPUT -m mark --mark 0x99 -j DROP",
      ),
  },
  {
    how: "packets that bear a mark are let in, and none does",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -m mark --mark 0x99 -j ACCEPT"),
  },
  {
    how: "the tunnel's other end has an address of IPv6, and there are two resolvers inside",
    clinic: {
      ...TUNNELLED,
      egress: {
        kind: "vpn-only",
        wireguard: {
          endpoint: { address: "2001:db8:51:9::9", port: 51820 },
          publicKey: "xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=",
          addresses: ["10.9.0.2/32", "fd00:9::2/128"],
          resolvers: ["10.9.0.1", "fd00:9::1"],
        },
      },
    },
  },
  {
    how: "the tunnel's packets of one account get a mark that sends nothing past the tunnel",
    clinic: TUNNELLED,
    apply: (release) => mangled(release, "rules.v4", "-A OUTPUT -m owner --uid-owner _chrony -j MARK --set-mark 5"),
  },
];
