import { replaced, withSubject } from "../../../policies/breaking.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { before, behind, eachLine, mangled, pathOf, withChain, withTable } from "../rule-files.ts";
import type { BrokenTree } from "../tree.ts";

export const TREES: readonly BrokenTree[] = [
  // What gets in.
  {
    how: "over IPv6 alone the chat server's own port is open",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -p tcp --dport 5280 -j ACCEPT"),
  },
  {
    how: "a list of ports holds one more than declared",
    apply: (release) =>
      before(release, "rules.v4", "INPUT", "-A INPUT -p tcp -m multiport --dports 80,443,8008 -j ACCEPT"),
  },
  {
    how: "the media port became a range",
    apply: (release) => replaced(release, pathOf("rules.v4"), "--dport 10000 ", "--dport 10000:10100 "),
  },
  {
    how: "either port may be that of the web, so whoever sends from it gets in",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -p tcp -m multiport --ports 443 -j ACCEPT"),
  },
  {
    how: "who sends from the clock's port gets in",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -p udp --sport 123 -j ACCEPT"),
  },
  {
    how: "DHCP's answers may go to any port",
    apply: (release) => eachLine(release, "rules.v4", (line) => line.replace("--sport 67 --dport 68", "--sport 67")),
  },
  {
    how: "administration is open to twice the network",
    apply: (release) => replaced(release, pathOf("rules.v4"), "-s 198.51.100.0/24", "-s 198.51.100.0/23"),
  },
  {
    how: "administration is open to all but one network",
    apply: (release) =>
      before(release, "rules.v4", "INPUT", "-A INPUT ! -s 198.51.100.0/24 -p tcp --dport 22 -j ACCEPT"),
  },
  {
    how: "private networks are trusted, where the hosting company's other customers live",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -s 10.0.0.0/8 -i eth+ -j ACCEPT"),
  },
  {
    how: "whoever is on the link is trusted",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -s fe80::/10 -j ACCEPT"),
  },
  {
    how: "who claims to be the machine itself is trusted",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -s 127.0.0.0/8 -j ACCEPT"),
  },
  {
    how: "whatever does not come by the tunnel is let in",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT ! -i wg0 -p udp -j ACCEPT"),
  },
  {
    how: "any interface whose name begins like the loopback's is trusted",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -i lo+ -j ACCEPT"),
  },
  {
    how: "a protocol that nobody listens to by number gets in",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -p 47 -j ACCEPT"),
  },
  {
    how: "all of ICMP gets in over IPv6, redirects too",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -p icmpv6 -j ACCEPT"),
  },
  {
    how: "neighbours' questions for names of the link get in",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -d 224.0.0.251 -p udp --dport 5353 -j ACCEPT"),
  },
  {
    how: "a helper's related connections get in",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT"),
  },
  {
    how: "packets that belong to nothing get in before they are dropped",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -m conntrack --ctstate INVALID -j ACCEPT"),
  },
  {
    how: "what is no longer followed gets in",
    apply: (release) =>
      withTable(
        before(release, "rules.v4", "INPUT", "-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT"),
        "rules.v4",
        "*raw",
        "-A PREROUTING -p tcp --dport 8080 -j CT --notrack",
      ),
  },
  {
    how: "packets that do not begin a connection get in",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -p tcp --tcp-flags SYN NONE -j ACCEPT"),
  },
  {
    how: "a slow stream of packets gets in anywhere",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -p tcp -m limit --limit 2/minute -j ACCEPT"),
  },
  {
    how: "a hop limit is taken for a proof of who it is",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -m hl --hl-eq 255 -j ACCEPT"),
  },
  {
    how: "a chain that drops strangers returns early for one sender",
    apply: (release) =>
      withChain(
        release,
        "rules.v4",
        "strangers",
        "-A strangers -s 203.0.113.0/25 -j RETURN",
        "-A strangers -j DROP",
        "-A INPUT -j strangers",
        "-A INPUT -p tcp --dport 5432 -j ACCEPT",
      ),
  },
  {
    how: "the last line of the file puts a rule in front of all others",
    apply: (release) => behind(release, "rules.v6", "-I INPUT 1 -p tcp --dport 9090 -j ACCEPT"),
  },
  {
    how: "another port is turned into one that is open",
    apply: (release) =>
      withTable(release, "rules.v4", "*nat", "-A PREROUTING -p tcp --dport 8443 -j REDIRECT --to-ports 443"),
  },
  {
    how: "packets for one port are handed to a program on another",
    apply: (release) =>
      mangled(release, "rules.v4", "-A PREROUTING -p tcp --dport 443 -j TPROXY --on-port 8008 --on-ip 127.0.0.1"),
  },
  {
    how: "when rules can't be loaded, pages are still served",
    apply: (release) => before(release, "closed.v4", "INPUT", "-A INPUT -p tcp --dport 443 -j ACCEPT"),
  },
  {
    how: "until the first release anybody may come in to administrate",
    apply: (release) => replaced(release, pathOf("birth.v6"), "-A INPUT -s 2001:db8:51::/64 ", "-A INPUT "),
  },
  {
    how: "a port is open that was declared for administrators only",
    apply: (release) => ({
      ...release,
      ports: release.ports.map((port) => (port.from === 443 ? { ...port, reachableBy: "administrators" } : port)),
    }),
  },
  {
    how: "behind the tunnel everything that comes by it gets in",
    clinic: TUNNELLED,
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -i wg0 -j ACCEPT"),
  },
  {
    how: "only what is not followed gets in",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -m conntrack --ctstate UNTRACKED -j ACCEPT"),
  },
  {
    how: "who comes in seems to come from somewhere else",
    apply: (release) =>
      withTable(release, "rules.v4", "*nat", "-A INPUT -p tcp --dport 443 -j SNAT --to-source 198.51.100.9"),
  },
  {
    how: "what comes in goes more ways than anybody can follow",
    apply: (release) => {
      const names = Array.from({ length: 24 }, (_, index) => `step${index}`);
      const declared = names.reduce((changed, name) => withChain(changed, "rules.v6", name), release);
      const rules = names
        .slice(1)
        .flatMap((next, index) => [
          `-A step${index} -m limit --limit 1/second -j ${next}`,
          `-A step${index} -m limit --limit 2/second -j ${next}`,
        ]);
      return behind(declared, "rules.v6", ...rules, "-A INPUT -j step0");
    },
  },
  {
    how: "neighbours' DHCP of IPv6 comes from anywhere",
    apply: (release) => replaced(release, pathOf("rules.v6"), "-A INPUT -s fe80::/10 -p udp", "-A INPUT -p udp"),
  },
  // What does not.
  {
    how: "the media port is shut over IPv6 by a rule above",
    apply: (release) => before(release, "rules.v6", "INPUT", "-A INPUT -p udp --dport 9000:10999 -j DROP"),
  },
  {
    how: "pages are served over the wrong protocol",
    apply: (release) =>
      eachLine(release, "rules.v4", (line) => line.replace("-p tcp -m tcp --dport 443", "-p udp -m udp --dport 443")),
  },
  {
    how: "only who sends from low ports reaches the relay",
    apply: (release) =>
      replaced(
        release,
        pathOf("rules.v4"),
        "-A INPUT -p udp -m udp --dport 3478",
        "-A INPUT -p udp -m udp --sport :32767 --dport 3478",
      ),
  },
  {
    how: "half of the world does not reach the pages",
    apply: (release) => before(release, "rules.v4", "INPUT", "-A INPUT -s 128.0.0.0/1 -p tcp --dport 443 -j DROP"),
  },
  {
    how: "packets that begin a connection are dropped in an earlier table",
    apply: (release) => mangled(release, "rules.v6", "-A PREROUTING -p tcp --syn -j DROP"),
  },
  {
    how: "media is no longer followed, and what is not followed does not get in",
    apply: (release) => withTable(release, "rules.v4", "*raw", "-A PREROUTING -p udp --dport 10000 -j NOTRACK"),
  },
  {
    how: "pages are served on one interface by a name that the machine may not have",
    apply: (release) =>
      replaced(
        release,
        pathOf("rules.v4"),
        "-A INPUT -p tcp -m tcp --dport 443",
        "-A INPUT -i ens3 -p tcp -m tcp --dport 443",
      ),
  },
  {
    how: "the administrators have moved and the rules have not",
    apply: (release) => withSubject(release, { administrationFrom: ["198.51.100.0/24", "2001:db8:52::/64"] }),
  },
  {
    how: "when rules can't be loaded, administrators do not get in to mend it",
    apply: (release) => eachLine(release, "closed.v4", (line) => (line.includes("--dport 22") ? undefined : line)),
  },
];
