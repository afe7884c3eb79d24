import type { Release } from "../../render/release.ts";
import { replaced, withText, withoutFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { THROUGH_EXAMPLES } from "../readers/packet-filter/example-packets.ts";
import type { Firewall } from "../readers/packet-filter/iptables.ts";
import { passing, strays, type FilledChains } from "../readers/packet-filter/packet-walk.ts";
import { readSystemd } from "../readers/systemd/systemd.ts";
import { unitOf } from "../readers/systemd/units.ts";
import { answered, remembered } from "../remembered.ts";
import { REVIEWED, unreviewed } from "../reviewed-files.ts";
import type { Breach, Rule } from "../rule.ts";

const UNIT = "stillroom-firewall.service";
const UNIT_FILE = `/etc/systemd/system/${UNIT}`;
const LOADER = "/usr/local/lib/stillroom/load-firewall";
const FILLER = "/usr/local/lib/stillroom/egress-addresses";

/** What nobody thought of is dropped: in every direction, for both address families, from the first second on. */
export const firewallDefaultDeny: Rule = {
  id: "firewall-default-deny",
  title: "Both address families drop what no rule accepts: in, out and through, before any interface is up.",
  severity: "high",
  serves: "Transmission security and access control: HIPAA 45 CFR 164.312(a) and (e), GDPR art. 32(1)(b).",
  mend: "Put templates/firewall back as it is in the repository (`git diff templates/firewall` shows what changed); ports and egress come from what services declare.",
  looksAt:
    "The packet filter in force, the one that stands in for it and the one from birth, for IPv4 and IPv6, the unit that loads them, whatever else changes a packet filter, and the kernel's settings for forwarding.",
  check: (release, configuration) => {
    const breaches: Breach[] = [];
    const firewalls = [
      ...configuration.firewalls(),
      ...configuration.fallbackFirewalls(),
      ...configuration.birthFirewalls(),
    ];
    for (const firewall of firewalls) {
      // What FORWARD lets through is looked at packet by packet.
      for (const name of ["INPUT", "OUTPUT"]) {
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
      breaches.push(...forwarded(firewall, configuration.filledChains()));
    }
    return [
      ...breaches,
      ...forwardingBreaches(configuration),
      ...loadingBreaches(release, configuration),
      ...otherWriters(release),
      ...unreviewed(release, REVIEWED.firewall),
    ];
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
const forwarded = answered((firewall: Firewall, filled: FilledChains): readonly Breach[] => {
  const { path: where } = firewall;
  const passed = passing(firewall, {
    way: "through",
    from: [[]],
    filled,
    told: [],
    examples: THROUGH_EXAMPLES,
  });
  if (passed === undefined)
    return [{ where, what: "The rules lead too many ways to follow them all, so what is forwarded can't be told." }];
  return strays(passed, []).map(({ packet, by }) => ({
    where,
    ...(by === undefined ? {} : { line: by.line }),
    what: `A packet that comes in by ${packet.in} is let through to elsewhere by ${packet.out}; this machine is no router.`,
  }));
});

/** What the loader and the filler run on: iptables-restore and Node.js. */
const NEEDED_PACKAGES = ["iptables", "nodejs"];

function loadingBreaches(release: Release, configuration: Configuration): readonly Breach[] {
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
  const missing = NEEDED_PACKAGES.filter((wanted) => !release.packages.some(({ name }) => name === wanted));
  const unloaded = missing.map((name) => ({
    where: "the packages of the release",
    what: `${name} is not among them, so the packet filter may not be loaded or filled.`,
  }));
  return [...breaches, ...unloaded, ...unitBreaches(release)];
}

/**
 * All that the unit may say (systemd.unit(5), systemd.service(5), systemd.special(7) "network-pre.target"): anything else could
 * keep it from starting, start something besides, or load the rules where no packet meets them. That it says all of this is
 * among what was reviewed (`reviewed-files.json`).
 */
const UNIT_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  DefaultDependencies: ["no"],
  RequiresMountsFor: ["/etc/iptables /usr/sbin /var/lib/stillroom"],
  Wants: ["network-pre.target"],
  Before: ["network-pre.target shutdown.target"],
  Conflicts: ["shutdown.target"],
  Type: ["oneshot"],
  RemainAfterExit: ["yes"],
  ExecStart: [LOADER],
  ExecStartPost: [`-${FILLER} --known`],
  ExecReload: [LOADER, `-${FILLER}`],
  WantedBy: ["sysinit.target"],
};

function unitBreaches(release: Release): readonly Breach[] {
  return unitOf(release, UNIT)
    .filter(({ key, value }) => key !== "Description" && UNIT_SETTINGS[key]?.includes(value) !== true)
    .map(({ key, value, path, line }) => ({
      where: path,
      line,
      what: `${key}=${value} is not how the unit loads the rules before the network and nothing else.`,
    }));
}

/** Linux, Documentation/networking/ip-sysctl.rst, "forwarding": one switch for all, one for new interfaces and one for each. */
const FORWARDING = /^net\.ipv[46]\.(?:ip_forward|conf\..+\.(?:mc_)?forwarding)$/;

function forwardingBreaches(configuration: Configuration): readonly Breach[] {
  const settings = configuration.kernel();
  const unset = ["net.ipv4.ip_forward", "net.ipv6.conf.all.forwarding"]
    .filter((key) => !settings.has(key))
    .map((key) => ({
      where: "/etc/sysctl.d/90-stillroom.conf",
      what: `${key} is not set to 0: this machine is no router.`,
    }));
  const on = [...settings]
    .filter(([key, { value }]) => FORWARDING.test(key) && value !== "0")
    .map(([key, { value, path, line }]) => ({
      where: path,
      line,
      what: `${key} is ${value}, not 0: this machine is no router.`,
    }));
  return [...unset, ...on];
}

/** Programs that change a packet filter, and the packages and units that load one of their own. */
const FILTER_PROGRAM =
  /(?:^|[\s/"';|&(])(?:ip6?tables|xtables|ebtables|arptables)(?:-[a-z-]+)?(?=[\s"';|&)]|$)|(?:^|[\s/"';|&(])(?:nft|ufw|firewall-cmd)(?=[\s"';|&)]|$)/;
const FILTER_PACKAGE = /^(?:ufw|firewalld|(?:iptables|netfilter)-persistent)$/;
const FILTER_UNIT = /^(?:ufw|nftables|netfilter-persistent|firewalld)\.service$/;

/** What a file, were it a unit's, would start that changes the rules. */
const startedWriters = remembered((file): readonly Breach[] => {
  if (!FILTER_PROGRAM.test(file.text)) return [];
  return readSystemd([file])
    .value.filter(({ key, value }) => key.startsWith("Exec") && FILTER_PROGRAM.test(value))
    .map(({ key, value, path, line }) => ({
      where: path,
      line,
      what: `${key}=${value} changes the packet filter besides ${LOADER}.`,
    }));
});

/** Whatever else would change the rules after they were loaded. */
function otherWriters(release: Release): readonly Breach[] {
  const units = release.files.flatMap(startedWriters);
  const steps = release.steps
    .filter(({ argv }) => FILTER_PROGRAM.test(argv.join(" ")))
    .map(({ name }) => ({
      where: "the steps of the release",
      what: `The step "${name}" changes the packet filter besides ${LOADER}.`,
    }));
  const packages = release.packages
    .filter(({ name }) => FILTER_PACKAGE.test(name))
    .map(({ name }) => ({
      where: "the packages of the release",
      what: `The package ${name} loads a packet filter of its own over ours.`,
    }));
  const others = release.units
    .filter(({ name }) => FILTER_UNIT.test(name))
    .map(({ name }) => ({
      where: "the units of the release",
      what: `The unit ${name} loads a packet filter of its own over ours.`,
    }));
  return [...units, ...steps, ...packages, ...others];
}
