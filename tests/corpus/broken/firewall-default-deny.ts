import { appended, replaced, withFile, withText, withoutFile } from "../../../policies/breaking.ts";
import type { Release } from "../../../render/release.ts";
import { behind, pathOf, withChain, withTable } from "../rule-files.ts";
import type { BrokenTree } from "../tree.ts";

const UNIT = "/etc/systemd/system/stillroom-firewall.service";
const KERNEL = "/etc/sysctl.d/90-stillroom.conf";

function dropIn(release: Release, folder: string, text: string): Release {
  return withFile(release, { path: `/etc/systemd/system/${folder}/more.conf`, format: "systemd", text });
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "packets that come in over IPv6 are let in by policy, behind a rule that drops all of TCP and UDP",
    apply: (release) =>
      behind(
        replaced(release, pathOf("rules.v6"), ":INPUT DROP", ":INPUT ACCEPT"),
        "rules.v6",
        "-A INPUT -p tcp -j DROP",
        "-A INPUT -p udp -j DROP",
      ),
  },
  {
    how: "the last line of the file changes a policy that was declared above",
    apply: (release) => behind(release, "rules.v4", "-P FORWARD ACCEPT"),
  },
  {
    how: "a policy is left as it was before the file was loaded",
    apply: (release) => replaced(release, pathOf("rules.v4"), ":INPUT DROP [0:0]", ":INPUT - [0:0]"),
  },
  {
    how: "a chain is not declared and keeps whatever policy it had",
    apply: (release) => replaced(release, pathOf("closed.v6"), ":FORWARD DROP [0:0]\n", ""),
  },
  {
    how: "the table is named again at the end, which empties it",
    apply: (release) => withTable(release, "rules.v4", "*filter"),
  },
  {
    how: "what holds when rules can't be loaded lets everything out over IPv6",
    apply: (release) => replaced(release, pathOf("closed.v6"), ":OUTPUT DROP", ":OUTPUT ACCEPT"),
  },
  {
    how: "until the first release everything gets in",
    apply: (release) => replaced(release, pathOf("birth.v4"), ":INPUT DROP", ":INPUT ACCEPT"),
  },
  {
    how: "what comes in by the tunnel is handed on",
    apply: (release) => behind(release, "rules.v4", "-A FORWARD -i wg0 -o eth0 -j ACCEPT"),
  },
  {
    how: "answers are handed on, over IPv6 alone",
    apply: (release) => behind(release, "rules.v6", "-A FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"),
  },
  {
    how: "a chain of its own hands packets on after it dropped some",
    apply: (release) =>
      withChain(
        release,
        "rules.v4",
        "through",
        "-A through -p tcp --dport 25 -j DROP",
        "-A through -j ACCEPT",
        "-A FORWARD -g through",
      ),
  },
  {
    how: "packets are handed on before the first release",
    apply: (release) => behind(release, "birth.v6", "-A FORWARD -p icmpv6 -j ACCEPT"),
  },
  {
    how: "the kernel forwards by its switch for all interfaces",
    apply: (release) => appended(release, KERNEL, "net.ipv4.conf.all.forwarding = 1"),
  },
  {
    how: "the kernel forwards what comes in by one interface",
    apply: (release) => appended(release, KERNEL, "net/ipv6/conf/eth0/forwarding = 1"),
  },
  {
    how: "the kernel forwards on interfaces that come later",
    apply: (release) => appended(release, KERNEL, "-net.ipv4.conf.default.forwarding=1"),
  },
  {
    how: "a later file of kernel settings lets it forward",
    apply: (release) =>
      withFile(release, {
        path: "/etc/sysctl.d/99-local.conf",
        format: "sysctl",
        text: "net.ipv6.conf.all.forwarding = 1\n",
      }),
  },
  {
    how: "nobody says that the kernel shall not forward",
    apply: (release) => withText(release, KERNEL, (text) => text.replace(/^net\.ipv4\.ip_forward.*$/m, "")),
  },
  {
    how: "there is nothing to fall back to for IPv6",
    apply: (release) => withoutFile(release, pathOf("closed.v6")),
  },
  {
    how: "a drop-in lets another program load the rules",
    apply: (release) => dropIn(release, "stillroom-firewall.service.d", "[Service]\nExecStart=\nExecStart=/bin/true\n"),
  },
  {
    how: "a drop-in makes the unit wait for a file that is not there",
    apply: (release) =>
      dropIn(release, "stillroom-firewall.service.d", "[Unit]\nConditionPathExists=/etc/iptables/ready\n"),
  },
  {
    how: "a drop-in loads the rules into a network of the unit's own",
    apply: (release) => dropIn(release, "stillroom-firewall.service.d", "[Service]\nPrivateNetwork=yes\n"),
  },
  {
    how: "a drop-in for every service gives each a view of its own",
    apply: (release) => dropIn(release, "service.d", "[Service]\nTemporaryFileSystem=/etc/iptables\n"),
  },
  {
    how: "the rules are loaded only when somebody logs in",
    apply: (release) => replaced(release, UNIT, "WantedBy=sysinit.target", "WantedBy=multi-user.target"),
  },
  {
    how: "the unit opens a policy again after it loaded the rules",
    apply: (release) =>
      replaced(release, UNIT, "ExecReload=", "ExecStartPost=/usr/sbin/ip6tables -P OUTPUT ACCEPT\nExecReload="),
  },
  {
    how: "another service's unit inserts a rule before it starts",
    apply: (release) =>
      dropIn(release, "chrony.service.d", "[Service]\nExecStartPre=+/bin/sh -c 'iptables -I OUTPUT -j ACCEPT'\n"),
  },
  {
    how: "a step of the release loads other rules afterwards",
    apply: (release) => ({
      ...release,
      steps: [
        ...release.steps,
        { name: "rules of the provider", argv: ["/usr/sbin/iptables-restore", "/srv/rules"], after: "units" },
      ],
    }),
  },
  {
    how: "a second packet filter is installed, which loads its own rules at boot",
    apply: (release) => ({ ...release, packages: [...release.packages, { name: "ufw", repository: "debian" }] }),
  },
  {
    how: "the unit of nftables is switched on, which flushes everything at boot",
    apply: (release) => ({
      ...release,
      units: [...release.units, { name: "nftables.service", onChange: "restart", files: [] }],
    }),
  },
  {
    how: "until the first release there are no rules for IPv4",
    apply: (release) => withoutFile(release, pathOf("birth.v4")),
  },
  {
    how: "until the first release there are no rules for IPv6",
    apply: (release) => withoutFile(release, pathOf("birth.v6")),
  },
  {
    how: "there are no rules for IPv4",
    apply: (release) => withoutFile(release, pathOf("rules.v4")),
  },
  {
    how: "the unit that loads the rules is not there",
    apply: (release) => withoutFile(release, UNIT),
  },
  {
    how: "the unit does not say that it comes before the network",
    apply: (release) => replaced(release, UNIT, "Before=network-pre.target shutdown.target\n", ""),
  },
  {
    how: "nobody says that the kernel shall not forward over IPv6",
    apply: (release) => withText(release, KERNEL, (text) => text.replace(/^net\.ipv6\.conf\.all\.forwarding.*$/m, "")),
  },
  {
    how: "what is forwarded goes more ways than anybody can follow",
    apply: (release) => {
      const names = Array.from({ length: 24 }, (_, index) => `step${index}`);
      const declared = names.reduce((changed, name) => withChain(changed, "rules.v4", name), release);
      const rules = names
        .slice(1)
        .flatMap((next, index) => [
          `-A step${index} -m limit --limit 1/second -j ${next}`,
          `-A step${index} -m limit --limit 2/second -j ${next}`,
        ]);
      return behind(declared, "rules.v4", ...rules, "-A FORWARD -j step0");
    },
  },
  ...["iptables", "nodejs"].map((name) => ({
    how: `the package ${name} is no longer installed`,
    apply: (release: Release) => ({ ...release, packages: release.packages.filter((one) => one.name !== name) }),
  })),
];
