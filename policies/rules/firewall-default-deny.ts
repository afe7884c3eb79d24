import { replaced, withText, withoutFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import type { Firewall } from "../readers/iptables.ts";
import { passing, strays } from "../readers/packet-walk.ts";
import { lastOf, readSystemd } from "../readers/systemd.ts";
import { REVIEWED, unreviewed } from "../reviewed-files.ts";
import type { Breach, Rule } from "../rule.ts";

const UNIT = "stillroom-firewall.service";
const UNIT_FILE = `/etc/systemd/system/${UNIT}`;

/** What nobody thought of is dropped: in every direction, for both address families, from the first second on. */
export const firewallDefaultDeny: Rule = {
  id: "firewall-default-deny",
  title: "Both address families drop what no rule accepts: in, out and through, before any interface is up.",
  severity: "high",
  serves: "Transmission security and access control: HIPAA 45 CFR 164.312(a) and (e), GDPR art. 32(1)(b).",
  mend: "Leave templates/firewall as it is: ports and egress come from what services declare.",
  looksAt:
    "The packet filter in force, the one that stands in for it and the one from birth, for IPv4 and IPv6, and the unit that loads them.",
  check: (release, configuration) => {
    const breaches: Breach[] = [];
    const firewalls = [
      ...configuration.firewalls(),
      ...configuration.fallbackFirewalls(),
      ...configuration.birthFirewalls(),
    ];
    for (const firewall of firewalls) {
      for (const name of ["INPUT", "OUTPUT", "FORWARD"]) {
        const chain = firewall.tables.get("filter")?.get(name);
        if (chain?.policy === "DROP") continue;
        const found = chain?.policy === undefined ? "has no policy" : `ends with ${chain.policy}`;
        const line = chain?.line;
        breaches.push({
          where: firewall.path,
          ...(line === undefined ? {} : { line }),
          what: `The chain ${name} ${found}; it must end with DROP.`,
        });
      }
      breaches.push(...forwarded(firewall, configuration));
    }
    for (const family of [4, 6]) {
      const forwarding = family === 4 ? "net.ipv4.ip_forward" : "net.ipv6.conf.all.forwarding";
      const setting = configuration.kernel().get(forwarding);
      if (setting?.value === "0") continue;
      breaches.push({
        where: setting?.path ?? "/etc/sysctl.d/90-stillroom.conf",
        ...(setting === undefined ? {} : { line: setting.line }),
        what: `${forwarding} is ${setting?.value ?? "not set"}, not 0: this machine is no router.`,
      });
    }
    return [...breaches, ...loadingBreaches(release, configuration), ...unreviewed(release, REVIEWED.firewall)];
  },
  breaks: [
    {
      how: "IPv6 lets out what no rule drops",
      apply: (release) => replaced(release, `${ENTRY.firewall}rules.v6`, ":OUTPUT DROP", ":OUTPUT ACCEPT"),
    },
    {
      how: "there are no rules for IPv6 at all",
      apply: (release) => withoutFile(release, `${ENTRY.firewall}rules.v6`),
    },
    {
      how: "the rules that hold when others can't be loaded let everything in",
      apply: (release) => replaced(release, `${ENTRY.firewall}closed.v4`, ":INPUT DROP", ":INPUT ACCEPT"),
    },
    {
      how: "the machine forwards packets",
      apply: (release) =>
        withText(release, "/etc/sysctl.d/90-stillroom.conf", (text) => `${text}\nnet/ipv4/ip_forward=1\n`),
    },
    {
      how: "the unit that loads the rules is not enabled",
      apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== UNIT) }),
    },
    {
      how: "the program that loads the rules loads nothing",
      apply: (release) => replaced(release, "/usr/local/lib/stillroom/load-firewall", "set -u", "exit 0"),
    },
    {
      how: "the rules are loaded only once the network is up",
      apply: (release) => replaced(release, UNIT_FILE, "Before=network-pre.target", "After=network.target"),
    },
  ],
};

/** What passes through to elsewhere: one finding for each rule that lets it. */
function forwarded(firewall: Firewall, configuration: Configuration): readonly Breach[] {
  const { path: where } = firewall;
  const passed = passing(firewall, {
    way: "through",
    from: [[]],
    filled: configuration.filledChains(),
    told: [],
    examples: [{ in: "eth0" }, { out: "eth1" }],
  });
  if (passed === undefined)
    return [{ where, what: "The rules lead too many ways to follow them all, so what is forwarded can't be told." }];
  return strays(passed, []).map(({ packet, by }) => ({
    where,
    ...(by === undefined ? {} : { line: by.line }),
    what: `A packet that comes in by ${packet.in} is let through to elsewhere by ${packet.out}; this machine is no router.`,
  }));
}

type Check = Parameters<Rule["check"]>;

function loadingBreaches(release: Check[0], configuration: Check[1]): readonly Breach[] {
  const breaches: Breach[] = [];
  for (const name of ["rules", "closed", "birth"]) {
    for (const family of [4, 6]) {
      const path = `${ENTRY.firewall}${name}.v${family}`;
      if (configuration.file(path) === undefined) {
        breaches.push({ where: path, what: `The release holds no such rules for IPv${family}.` });
      }
    }
  }
  if (!release.units.some(({ name }) => name === UNIT)) {
    breaches.push({ where: UNIT_FILE, what: `${UNIT} is not among the units that run, so no rules would be loaded.` });
  }
  const file = configuration.file(UNIT_FILE);
  if (file === undefined) return [...breaches, { where: UNIT_FILE, what: "The release holds no such unit." }];
  const { value: unit } = readSystemd([file]);
  const before = lastOf(unit, "Unit", "Before");
  if (before?.value.split(/\s+/).includes("network-pre.target") !== true) {
    breaches.push({
      where: UNIT_FILE,
      what: "The rules are not loaded before the network (Before=network-pre.target).",
    });
  }
  const start = lastOf(unit, "Service", "ExecStart");
  if (start?.value !== "/usr/local/lib/stillroom/load-firewall") {
    breaches.push({
      where: UNIT_FILE,
      what: `The unit starts ${start?.value ?? "nothing"}, not our program that loads the rules.`,
    });
  }
  return breaches;
}
