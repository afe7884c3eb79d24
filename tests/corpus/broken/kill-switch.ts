import { appended, replaced, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { WITH_DEVICES } from "../../fixtures/clinic-with-devices.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { before, behind, eachLine, mangled, pathOf, withChain, withTable } from "../rule-files.ts";
import type { BrokenTree } from "../tree.ts";

export const TREES: readonly BrokenTree[] = [
  // Who it is.
  {
    how: "over IPv6 alone the web server's account reaches any server",
    apply: (release) =>
      before(release, "rules.v6", "OUTPUT", "-A OUTPUT -p tcp --dport 443 -m owner --uid-owner www-data -j ACCEPT"),
  },
  {
    how: "accounts of the system are let out by a range of numbers that holds those of services too",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp --dport 443 -m owner --uid-owner 1-999 -j ACCEPT"),
  },
  {
    how: "the account of the updates is named by a number that another account may have",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp --dport 443 -m owner --uid-owner 105 -j ACCEPT"),
  },
  {
    how: "everybody but the videobridge may ask for names anywhere",
    apply: (release) =>
      before(release, "rules.v6", "OUTPUT", "-A OUTPUT -p udp --dport 53 -m owner ! --uid-owner jvb -j ACCEPT"),
  },
  {
    how: "the group that nobody is in may leave",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m owner --gid-owner nogroup -j ACCEPT"),
  },
  {
    how: "packets of the kernel may leave, which have no account",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m owner ! --socket-exists -j ACCEPT"),
  },
  {
    how: "the mirrors are open to every account since one rule lost its owner",
    apply: (release) => replaced(release, pathOf("rules.v6"), "-m owner --uid-owner _apt ", ""),
  },
  {
    how: "administrators' shells may fetch pages for a moment, said a comment that forgot to end",
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "OUTPUT",
        '-A OUTPUT -p tcp --dport 443 -m owner --uid-owner ops -m comment --comment "until friday: -j DROP" -j ACCEPT',
      ),
  },
  // Where to.
  {
    how: "a private network is written a bit too wide and holds public addresses",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -d 172.16.0.0/11 -j ACCEPT"),
  },
  {
    how: "unique local addresses of IPv6 are written a bit too wide",
    apply: (release) => before(release, "rules.v6", "OUTPUT", "-A OUTPUT -d fc00::/6 -j ACCEPT"),
  },
  {
    how: "a private network that nobody declared is reachable",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -d 10.0.0.0/255.0.0.0 -j ACCEPT"),
  },
  {
    how: "all but a network that does not exist is reachable",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT ! -d 240.0.0.0/4 -p tcp -j ACCEPT"),
  },
  {
    how: "whoever is on the link may be talked to",
    apply: (release) => before(release, "rules.v6", "OUTPUT", "-A OUTPUT -d fe80::/10 -p udp -j ACCEPT"),
  },
  {
    how: "groups on the link are told everything",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m addrtype --dst-type MULTICAST -j ACCEPT"),
  },
  {
    how: "everybody on the link is told everything",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -d 255.255.255.255 -p udp -j ACCEPT"),
  },
  {
    how: "whatever is not the machine itself is let through by its kind of address",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m addrtype ! --dst-type LOCAL -j ACCEPT"),
  },
  {
    how: "all accounts may ask the cloud's metadata, at the second of two addresses",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -d 10.255.255.254,169.254.169.254 -p tcp --dport 80 -j ACCEPT"),
  },
  {
    how: "what calls itself the machine's own loopback address may leave",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -s 127.0.0.0/8 -j ACCEPT"),
  },
  {
    how: "any interface whose name begins like the loopback's is trusted",
    apply: (release) => before(release, "rules.v6", "OUTPUT", "-A OUTPUT -o lo+ -j ACCEPT"),
  },
  // What kind.
  {
    how: "a protocol that nobody thinks of leaves",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p sctp -j ACCEPT"),
  },
  {
    how: "packets wrapped in packets leave",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p ipencap -j ACCEPT"),
  },
  {
    how: "all but the two protocols of everyday leave",
    apply: (release) =>
      before(
        release,
        "rules.v6",
        "OUTPUT",
        "-A OUTPUT -p tcp -j DROP",
        "-A OUTPUT -p udp -j DROP",
        "-A OUTPUT -j ACCEPT",
      ),
  },
  {
    how: "echo requests leave, which carry whatever one likes",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p icmp --icmp-type echo-request -j ACCEPT"),
  },
  {
    how: "all of ICMP leaves over IPv6, not only what neighbours need",
    apply: (release) => before(release, "rules.v6", "OUTPUT", "-A OUTPUT -p icmpv6 -j ACCEPT"),
  },
  {
    how: "who sends from port 53 is taken for a resolver",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p udp --sport 53 -j ACCEPT"),
  },
  {
    how: "the rule for DHCP asks for one port alone",
    apply: (release) =>
      eachLine(release, "rules.v4", (line) =>
        line.replace("-A OUTPUT -p udp -m udp --sport 68 --dport 67", "-A OUTPUT -p udp -m udp --sport 68"),
      ),
  },
  {
    how: "the resolver may also speak to a second port",
    apply: (release) =>
      replaced(release, pathOf("rules.v4"), "-p tcp -m multiport --dports 53 ", "-p tcp -m multiport --dports 53,853 "),
  },
  {
    how: "either port may be that of the web",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp -m multiport --ports 80,443 -j ACCEPT"),
  },
  {
    how: "packets that do not begin a connection leave",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp ! --syn -j ACCEPT"),
  },
  // In which state.
  {
    how: "related connections leave, over IPv6 alone and by the older name of the match",
    apply: (release) =>
      before(release, "rules.v6", "OUTPUT", "-A OUTPUT -m state --state RELATED,ESTABLISHED -j ACCEPT"),
  },
  {
    how: "packets that belong to nothing leave before they are dropped",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m conntrack --ctstate INVALID -j ACCEPT"),
  },
  {
    how: "what is no longer followed leaves",
    apply: (release) =>
      withTable(
        before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m conntrack --ctstate ESTABLISHED,UNTRACKED -j ACCEPT"),
        "rules.v4",
        "*raw",
        "-A OUTPUT -p udp -j NOTRACK",
      ),
  },
  {
    how: "whatever is not new leaves",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m conntrack ! --ctstate NEW -j ACCEPT"),
  },
  // How often.
  {
    how: "one packet in a while leaves",
    apply: (release) =>
      before(
        release,
        "rules.v6",
        "OUTPUT",
        "-A OUTPUT -p udp --dport 443 -m limit --limit 1/hour --limit-burst 1 -j ACCEPT",
      ),
  },
  {
    how: "who knocked lately gets packets back",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m recent --rcheck --name callers --rdest -j ACCEPT"),
  },
  {
    how: "only what is above a rate is dropped",
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "OUTPUT",
        "-A OUTPUT -p tcp --dport 443 -m hashlimit --hashlimit-above 5/minute --hashlimit-mode dstip --hashlimit-name out -j DROP",
        "-A OUTPUT -p tcp --dport 443 -j ACCEPT",
      ),
  },
  // Ways through chains and commands.
  {
    how: "a chain that drops nearly everything returns early for one account",
    apply: (release) =>
      withChain(
        release,
        "rules.v4",
        "checks",
        "-A checks -m owner --uid-owner matrix-synapse -j RETURN",
        "-A checks -j DROP",
        "-A OUTPUT -j checks",
        "-A OUTPUT -j ACCEPT",
      ),
  },
  {
    how: "a chain is gone to and not come back from",
    apply: (release) =>
      withChain(release, "rules.v6", "last", "-A last -p icmpv6 -j DROP", "-A last -j ACCEPT", "-A OUTPUT -g last"),
  },
  {
    how: "the last line of the file puts a rule in front of all others",
    apply: (release) => behind(release, "rules.v4", "-I OUTPUT -p tcp --dport 443 -j ACCEPT"),
  },
  {
    how: "the last line of the file puts another rule in the place of the one that drops what is invalid",
    apply: (release) => behind(release, "rules.v6", "-R OUTPUT 9 -p udp --dport 123 -j ACCEPT"),
  },
  {
    how: "the last line of the file takes out the one that drops what is outside of the tunnel",
    clinic: TUNNELLED,
    apply: (release) => behind(release, "rules.v4", "-D OUTPUT 8"),
  },
  {
    how: "the chain is emptied at the end and its policy made friendlier",
    apply: (release) => behind(release, "rules.v4", "-F OUTPUT", "-A OUTPUT -j LOG", "-P OUTPUT ACCEPT"),
  },
  {
    how: "a second section of the same table stands behind the first",
    apply: (release) =>
      withTable(release, "rules.v6", "*filter", ":INPUT DROP [0:0]", ":FORWARD DROP [0:0]", ":OUTPUT ACCEPT [0:0]"),
  },
  {
    how: "the target stands in quotes",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", '"-A" "OUTPUT" "-p" "tcp" "--dport" "8443" "-j" "ACCEPT"'),
  },
  {
    how: "a rule is appended with counters in front of it",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "[7:420] -A OUTPUT -p tcp --dport 8443 -j ACCEPT"),
  },
  // Tables before and behind.
  {
    how: "questions for names are sent on to another resolver",
    apply: (release) =>
      withTable(release, "rules.v4", "*nat", "-A OUTPUT -p udp --dport 53 -j DNAT --to-destination 198.51.100.53"),
  },
  {
    how: "packets seem to come from somewhere else",
    apply: (release) =>
      withTable(release, "rules.v6", "*nat", ":POSTROUTING ACCEPT [0:0]", "-A POSTROUTING -o eth0 -j MASQUERADE"),
  },
  {
    how: "a service's packets get a mark, and marked packets leave",
    apply: (release) =>
      before(
        mangled(release, "rules.v4", "-A OUTPUT -m owner --uid-owner prosody -j MARK --set-xmark 0x7/0xffffffff"),
        "rules.v4",
        "OUTPUT",
        "-A OUTPUT -m mark --mark 0x7 -j ACCEPT",
      ),
  },
  {
    how: "a copy of each packet goes to another machine",
    apply: (release) => mangled(release, "rules.v4", "-A POSTROUTING -j TEE --gateway 198.51.100.66"),
    speaks: "understood",
  },
  {
    how: "a list that is kept elsewhere says who may be reached",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m set --match-set allowed dst -j ACCEPT"),
    speaks: "understood",
  },
  {
    how: "packets are handed to a program that decides",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -j NFQUEUE"),
  },
  {
    how: "a port is written with a leading zero, which makes it another one",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp ! --dport 0673 -j DROP"),
    speaks: "understood",
  },
  // What fills chains.
  {
    how: "the resolvers' chain is filled with the mirrors",
    apply: (release) =>
      withText(release, ENTRY.egress, (text) => text.replace('"fact":"resolvers"', '"fact":"apt-mirrors"')),
  },
  {
    how: "every account is sent through the chain of the clock's servers",
    apply: (release) => behind(release, "rules.v4", "-A OUTPUT -p tcp -j to-chrony"),
  },
  {
    how: "the clock's chain is filled with the certificate issuer and the issuer's with the clock",
    apply: (release) =>
      withText(release, ENTRY.egress, (text) =>
        text
          .replace('"to-chrony"', '"x"')
          .replace('"to-certificates"', '"to-chrony"')
          .replace('"x"', '"to-certificates"'),
      ),
  },
  {
    how: "a name that no service declared stands beside the certificate issuer's",
    apply: (release) =>
      withText(release, ENTRY.egress, (text) =>
        text.replace('"acme-v02.api.letsencrypt.org"', '"acme-v02.api.letsencrypt.org","files.example"'),
      ),
  },
  {
    how: "a chain that the machine fills already holds a rule of its own",
    apply: (release) => behind(release, "rules.v4", "-A to-chrony -d 198.51.100.123 -j ACCEPT"),
  },
  {
    how: "the machine fills the chain of everything that leaves",
    apply: (release) => withText(release, ENTRY.egress, (text) => text.replace('"to-chrony"', '"OUTPUT"')),
  },
  {
    how: "a chain that the machine fills is named twice, the first time for another place",
    apply: (release) =>
      withText(release, ENTRY.egress, (text) =>
        text.replace(
          '{"chain":"to-chrony"',
          '{"chain":"to-chrony","to":{"kind":"names","names":["files.example"]}},{"chain":"to-chrony"',
        ),
      ),
    speaks: "understood",
  },
  // Behind the tunnel.
  {
    how: "any interface whose name begins like the tunnel's counts as the tunnel",
    clinic: TUNNELLED,
    apply: (release) => eachLine(release, "rules.v4", (line) => line.replace("! -o wg0 ", "! -o wg+ ")),
  },
  {
    how: "marked packets need not go to the tunnel's other end",
    clinic: TUNNELLED,
    apply: (release) => before(release, "rules.v6", "OUTPUT", "-A OUTPUT -m mark --mark 51820 -j ACCEPT"),
  },
  {
    how: "who binds to the tunnel's address counts as inside it",
    clinic: TUNNELLED,
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -s 10.9.0.2 -j ACCEPT"),
  },
  {
    how: "connections that were begun go on when the tunnel is gone",
    clinic: TUNNELLED,
    apply: (release) =>
      replaced(
        release,
        pathOf("rules.v6"),
        "-A OUTPUT -o wg0 -m conntrack --ctstate ESTABLISHED",
        "-A OUTPUT -m conntrack --ctstate ESTABLISHED",
      ),
  },
  {
    how: "what is outside of the tunnel is only logged",
    clinic: TUNNELLED,
    apply: (release) =>
      replaced(
        release,
        pathOf("rules.v6"),
        "-m comment --comment outside-the-tunnel -j DROP",
        "-m comment --comment outside-the-tunnel -j LOG",
      ),
  },
  {
    how: "the tunnel's other end is taken for any port",
    clinic: TUNNELLED,
    apply: (release) =>
      replaced(
        release,
        pathOf("rules.v4"),
        "-A OUTPUT -d 198.51.100.9 -p udp -m udp --dport 51820 -m mark --mark 51820",
        "-A OUTPUT -d 198.51.100.9 -p udp -m udp -m mark --mark 51820",
      ),
  },
  {
    how: "every packet gets the mark of the tunnel's own",
    clinic: TUNNELLED,
    apply: (release) => mangled(release, "rules.v4", "-A OUTPUT -j MARK --set-mark 51820"),
  },
  {
    how: "root asks the cloud's metadata from behind the tunnel",
    clinic: TUNNELLED,
    apply: (release) =>
      before(
        release,
        "rules.v6",
        "OUTPUT",
        "-A OUTPUT -d fd00:ec2::254 -p tcp --dport 80 -m owner --uid-owner root -j ACCEPT",
      ),
  },
  {
    how: "inside the tunnel everything may leave for everywhere",
    clinic: TUNNELLED,
    apply: (release) => behind(release, "rules.v4", "-A OUTPUT -o wg0 -j ACCEPT"),
  },
  {
    how: "the tunnel opens the packet filter when it comes up",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, ENTRY.tunnel, "[Peer]", "PostUp = iptables -I OUTPUT -j ACCEPT\n[Peer]"),
    speaks: "understood",
  },
  {
    how: "a second other end of the tunnel has another key",
    clinic: TUNNELLED,
    apply: (release) =>
      appended(
        release,
        ENTRY.tunnel,
        "[peer]\npublickey = hG1gD7sX2xTq3zvKq8wqX1Zs1Jp0nW3k5u8b6y9c0FM=\nallowedips = 0.0.0.0/1,128.0.0.0/1\nendpoint = 198.51.100.9:51820",
      ),
  },
  {
    how: "a second tunnel stands beside the practice's",
    clinic: TUNNELLED,
    apply: (release) =>
      withFile(release, {
        path: "/etc/wireguard/wg1.conf",
        format: "ini",
        text: "[Interface]\nAddress = 10.8.0.2/32\n",
      }),
  },
  {
    how: "a drop-in of the tunnel's unit runs something more",
    clinic: TUNNELLED,
    apply: (release) =>
      withFile(release, {
        path: "/etc/systemd/system/wg-quick@wg0.service.d/more.conf",
        format: "systemd",
        text: "[Service]\nExecStartPost=/bin/true\n",
      }),
  },
  // Before the first release, and when rules can't be loaded.
  {
    how: "until the first release root reaches every port",
    apply: (release) => before(release, "birth.v4", "OUTPUT", "-A OUTPUT -m owner --uid-owner root -j ACCEPT"),
  },
  {
    how: "until the first release every account may ask the cloud's metadata",
    apply: (release) => eachLine(release, "birth.v6", (line) => (line.includes("fd00:ec2::254") ? undefined : line)),
  },
  {
    how: "when rules can't be loaded, names may be asked for",
    apply: (release) => before(release, "closed.v6", "OUTPUT", "-A OUTPUT -p udp --dport 53 -j ACCEPT"),
  },
  {
    how: "when rules can't be loaded, connections go on beside the tunnel",
    clinic: TUNNELLED,
    apply: (release) =>
      replaced(release, pathOf("closed.v4"), "--ctstate ESTABLISHED --ctdir REPLY", "--ctstate ESTABLISHED"),
  },
  // Just beside what is allowed.
  {
    how: "another protocol goes to the resolvers than those that names are asked for by",
    apply: (release) =>
      behind(
        release,
        "rules.v4",
        "-A OUTPUT -p sctp -m multiport --dports 53 -m owner --uid-owner systemd-resolve -j to-resolvers",
      ),
  },
  {
    how: "everybody may ask the cloud's metadata at its own port",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -d 169.254.169.254 -p tcp --dport 80 -j ACCEPT"),
  },
  {
    how: "root asks the cloud's metadata by another protocol",
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "OUTPUT",
        "-A OUTPUT -d 169.254.169.254 -p udp --dport 80 -m owner --uid-owner root -j ACCEPT",
      ),
  },
  {
    how: "root asks the cloud's metadata at another port",
    apply: (release) =>
      before(
        release,
        "rules.v6",
        "OUTPUT",
        "-A OUTPUT -d fd00:ec2::254 -p tcp --dport 8080 -m owner --uid-owner root -j ACCEPT",
      ),
  },
  {
    how: "root may fetch pages anywhere, as it may from the metadata",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp --dport 80 -m owner --uid-owner root -j ACCEPT"),
  },
  {
    how: "DHCP is asked for at another port",
    apply: (release) => before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p tcp --sport 68 --dport 67 -j ACCEPT"),
  },
  {
    how: "only what is not followed leaves",
    apply: (release) => before(release, "rules.v6", "OUTPUT", "-A OUTPUT -m conntrack --ctstate UNTRACKED -j ACCEPT"),
  },
  {
    how: "related packets leave the way of who began",
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "OUTPUT",
        "-A OUTPUT -p udp -m conntrack --ctstate RELATED --ctdir ORIGINAL -j ACCEPT",
      ),
  },
  {
    how: "errors of ICMP go back to who asked",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -p icmp -m conntrack --ctstate RELATED --ctdir REPLY -j ACCEPT"),
  },
  {
    how: "errors of ICMP go back to who asked over IPv6",
    apply: (release) =>
      before(
        release,
        "rules.v6",
        "OUTPUT",
        "-A OUTPUT -p icmpv6 --icmpv6-type 1 -m conntrack --ctstate RELATED --ctdir REPLY -j ACCEPT",
      ),
  },
  {
    how: "root's packets leave if they bear a mark",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m mark --mark 9 -m owner --uid-owner root -j ACCEPT"),
  },
  {
    how: "the kernel's packets leave if they bear a mark",
    apply: (release) =>
      before(release, "rules.v4", "OUTPUT", "-A OUTPUT -m mark --mark 9 -m owner ! --uid-owner 0-4294967294 -j ACCEPT"),
  },
  {
    how: "rules lead on to each other in more ways than anybody can follow",
    apply: (release) => {
      const names = Array.from({ length: 24 }, (_, index) => `step${index}`);
      const declared = names.reduce((changed, name) => withChain(changed, "rules.v4", name), release);
      const rules = names.flatMap((name, index) => {
        const next = names[index + 1] ?? "to-chrony";
        return [`-A ${name} -m limit --limit 1/second -j ${next}`, `-A ${name} -m limit --limit 2/second -j ${next}`];
      });
      return behind(declared, "rules.v4", ...rules, "-A OUTPUT -m owner --uid-owner _chrony -j step0");
    },
  },
  {
    how: "a service's packets bear the tunnel's mark and go to its other end",
    clinic: TUNNELLED,
    apply: (release) =>
      mangled(release, "rules.v4", "-A OUTPUT -m owner --uid-owner www-data -j MARK --set-mark 51820"),
  },
  {
    how: "root speaks to the tunnel's other end without the tunnel's mark",
    clinic: TUNNELLED,
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "OUTPUT",
        "-A OUTPUT -d 198.51.100.9 -p udp --dport 51820 -m owner --uid-owner root -j ACCEPT",
      ),
  },
  {
    how: "the tunnel's own packets may leave by another protocol",
    clinic: TUNNELLED,
    apply: (release) =>
      before(
        release,
        "rules.v4",
        "OUTPUT",
        "-A OUTPUT -d 198.51.100.9 -p sctp --dport 51820 -m mark --mark 51820 -j ACCEPT",
      ),
  },
  {
    how: "the tunnel's packets bear no mark",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, ENTRY.tunnel, "FwMark = 51820\n", ""),
  },
  {
    how: "a tunnel that nobody asked for stands on the machine",
    apply: (release) =>
      withFile(release, { path: ENTRY.tunnel, format: "ini", text: "[Interface]\nAddress = 10.8.0.2/32\n" }),
  },
  {
    how: "until the first release names may be asked for by another protocol",
    apply: (release) => before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p sctp --dport 53 -j ACCEPT"),
  },
  {
    how: "until the first release names of the link may be asked for",
    apply: (release) => before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p udp --dport 5353 -j ACCEPT"),
  },
  {
    how: "until the first release anybody may send to port 54 over TCP",
    apply: (release) => before(release, "birth.v6", "OUTPUT", "-A OUTPUT -p tcp --dport 54 -j ACCEPT"),
  },
  {
    how: "until the first release anybody may ask the metadata for names",
    apply: (release) =>
      before(release, "birth.v4", "OUTPUT", "-A OUTPUT -d 169.254.169.254 -p udp --dport 53 -j ACCEPT"),
  },
  {
    how: "until the first release anybody may ask the metadata for names over TCP",
    apply: (release) =>
      before(release, "birth.v4", "OUTPUT", "-A OUTPUT -d 169.254.169.254 -p tcp --dport 53 -j ACCEPT"),
  },
  {
    how: "until the first release the updates' account may ask the metadata",
    apply: (release) =>
      before(
        release,
        "birth.v4",
        "OUTPUT",
        "-A OUTPUT -d 169.254.169.254 -p tcp --dport 80 -m owner --uid-owner _apt -j ACCEPT",
      ),
  },
  {
    how: "until the first release the updates' account may fetch by another protocol",
    apply: (release) =>
      before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p udp --dport 443 -m owner --uid-owner _apt -j ACCEPT"),
  },
  {
    how: "until the first release the updates' account may reach another port",
    apply: (release) =>
      before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p tcp --dport 8080 -m owner --uid-owner _apt -j ACCEPT"),
  },
  {
    how: "until the first release root may fetch by another protocol",
    apply: (release) =>
      before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p udp --dport 443 -m owner --uid-owner root -j ACCEPT"),
  },
  {
    how: "until the first release root may reach another port",
    apply: (release) =>
      before(release, "birth.v6", "OUTPUT", "-A OUTPUT -p tcp --dport 8080 -m owner --uid-owner root -j ACCEPT"),
  },
  {
    how: "until the first release anybody may fetch pages",
    apply: (release) => before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p tcp --dport 443 -j ACCEPT"),
  },
  {
    how: "until the first release root may send anything to the metadata",
    apply: (release) =>
      before(
        release,
        "birth.v4",
        "OUTPUT",
        "-A OUTPUT -d 169.254.169.254 -m owner --uid-owner root -p udp --dport 69 -j ACCEPT",
      ),
  },
  {
    how: "until the first release root may reach the port for names by any protocol",
    apply: (release) =>
      before(release, "birth.v4", "OUTPUT", "-A OUTPUT -p sctp --dport 53 -m owner --uid-owner root -j ACCEPT"),
  },
  {
    how: "the tunnel's own device is sent everything",
    clinic: WITH_DEVICES,
    apply: (release) => replaced(release, ENTRY.devices, /^AllowedIPs = 10\.\S+$/m, "AllowedIPs = 0.0.0.0/0"),
  },
  {
    how: "somebody who is on no list is a peer of the devices' tunnel",
    clinic: WITH_DEVICES,
    apply: (release) =>
      appended(release, ENTRY.devices, "[Peer]\nPublicKey = xTIBA5rboUvnH4htodjb6e697QjLERt1NAB4mZqp8Dg=\n"),
  },
  {
    how: "the machine calls a device at an address outside",
    clinic: WITH_DEVICES,
    apply: (release) => replaced(release, ENTRY.devices, /^\[Peer\]$/m, "[Peer]\nEndpoint = 198.51.100.9:51820"),
  },
];
