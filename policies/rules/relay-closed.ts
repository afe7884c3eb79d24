import type { Clinic } from "../../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import { isAllInside } from "../../services/devices.ts";
import { appended, replaced } from "../breaking.ts";
import { ENTRY } from "../configuration.ts";
import { rangeOf, type AddressRange, type Family } from "../readers/packet-filter/address-range.ts";
import { coturnOptions, coturnSwitch, type Coturn, type CoturnOption } from "../readers/coturn.ts";
import type { Breach, Rule } from "../rule.ts";

/** The relay leads to the videobridge on its own machine, and never into the machine or out of it. */
export const relayClosed: Rule = {
  id: "relay-closed",
  title: "The relay takes only credentials of a meeting, and leads to this machine's own address and nowhere else.",
  severity: "high",
  serves:
    "Access control: HIPAA 45 CFR 164.312(a), GDPR art. 32(1)(b); an open relay hides strangers behind the practice.",
  mend: "Put templates/coturn back as it is in the repository (`git diff templates/coturn` shows what changed).",
  looksAt: "coturn's options: who is let in, to which addresses it relays, its limits, and what it tells strangers.",
  check: ({ subject }, configuration) => {
    const coturn = configuration.coturn();
    const own = ownAddresses(subject.clinic);
    return [
      ...NEEDED.filter((name) => !coturnSwitch(coturn, name)).map((name) => breach(`${name} is not set.`)),
      ...secretBreaches(coturn),
      ...limitBreaches(coturn),
      ...coturn.flatMap((option) => optionBreaches(option, own)),
      ...([4, 6] as const)
        .filter((family) => !deniesAll(coturn, family))
        .map((family) =>
          breach(`Not every IPv${family} address is denied (denied-peer-ip), so the relay leads elsewhere.`),
        ),
    ];
  },
  breaks: [
    {
      how: "one address more may be relayed to",
      apply: (release) => appended(release, ENTRY.coturn, "allowed-peer-ip=10.0.0.1"),
    },
    {
      how: "the last of all IPv6 addresses is no longer denied",
      apply: (release) => replaced(release, ENTRY.coturn, "denied-peer-ip=::-ffff:", "denied-peer-ip=::-fffe:"),
    },
    {
      how: "a fixed account is let in beside",
      apply: (release) => appended(release, ENTRY.coturn, "lt-cred-mech\nuser=guest:guest"),
    },
    {
      how: "programs on the machine's loopback may be reached",
      apply: (release) => appended(release, ENTRY.coturn, "allow-loopback-peers"),
    },
    {
      how: "nobody is asked for a credential",
      apply: (release) => replaced(release, ENTRY.coturn, "use-auth-secret", "no-auth"),
    },
  ],
};

/**
 * turnserver(1), coturn 4.6.1. The last four keep what strangers are answered short: nothing of its version, and little by which
 * an answer would be larger than its question.
 */
const NEEDED = [
  ...["use-auth-secret", "no-multicast-peers", "no-tcp-relay", "no-cli"],
  ...["no-software-attribute", "no-rfc5780", "no-stun-backward-compatibility", "response-origin-only-with-rfc5780"],
];

const SECRET = "@@secret:turn_secret@@";

/** mainrelay.c, add_to_secrets_list: each secret that stands there opens the relay. */
function secretBreaches(coturn: Coturn): readonly Breach[] {
  const secrets = coturnOptions(coturn, "static-auth-secret");
  if (secrets.length === 0) return [breach("static-auth-secret is not set, so no credential of a meeting is good.")];
  return secrets
    .filter(({ value }) => value !== SECRET)
    .map(({ line }) => breach(`static-auth-secret is another than the one that is born on the machine.`, line));
}

interface Limit {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Without it coturn knows no limit, or one that is out of bounds. */
  readonly needed?: true;
  readonly why: string;
}

const QUOTA = { least: 1, needed: true } as const;
const LIFETIME = { least: 1 } as const;
/** RFC 8656, 7.2: relay ports are taken from these. */
const RELAY_PORT = { least: 49_152, most: 65_535 } as const;

/** turnserver(1), coturn 4.6.1: 0 is no limit at all; lifetimes in seconds, and their defaults are the most. */
const LIMITS: readonly Limit[] = [
  { name: "user-quota", ...QUOTA, most: 100, why: "one credential takes as many ports as it likes." },
  { name: "total-quota", ...QUOTA, most: 10_000, why: "the relay takes as many ports as strangers like." },
  { name: "max-bps", ...QUOTA, most: 12_500_000, why: "one participant may take the whole line." },
  { name: "stale-nonce", ...LIFETIME, most: 3600, why: "what was overheard once opens the relay for too long." },
  { name: "max-allocate-lifetime", ...LIFETIME, most: 3600, why: "ports stay taken after everybody left." },
  { name: "channel-lifetime", ...LIFETIME, most: 600, why: "turnserver(1) says that it must not be changed." },
  { name: "permission-lifetime", ...LIFETIME, most: 300, why: "turnserver(1) says that it must not be changed." },
  { name: "min-port", ...RELAY_PORT, why: "it may take the ports of other programs." },
  { name: "max-port", ...RELAY_PORT, why: "it may take the ports of other programs." },
];

function limitBreaches(coturn: Coturn): readonly Breach[] {
  return LIMITS.flatMap(({ name, least, most, needed, why }): readonly Breach[] => {
    const found = coturnOptions(coturn, name).at(-1);
    if (found === undefined) return needed === true ? [breach(`${name} is not set: ${why}`)] : [];
    // mainrelay.c, get_int_value: nothing means the default.
    if (found.value === "" || (Number(found.value) >= least && Number(found.value) <= most)) return [];
    return [breach(`${name} is ${found.value}, not ${least} to ${most}: ${why}`, found.line)];
  });
}

/** Options that neither let anybody in nor lead anywhere; another rule may still have a word on one. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...["use-auth-secret", "static-auth-secret", "denied-peer-ip", "no-multicast-peers", "no-tcp-relay", "no-cli"],
  ...["realm", "fingerprint", "stale-nonce", "check-origin-consistency", "rest-api-separator", "secure-stun"],
  ...["listening-port", "tls-listening-port", "min-port", "max-port", "relay-threads", "udp-self-balance"],
  ...["user-quota", "total-quota", "max-bps", "bps-capacity", "max-allocate-lifetime", "max-allocate-timeout"],
  ...["channel-lifetime", "permission-lifetime", "no-udp", "no-tcp", "no-tls", "no-dtls", "no-udp-relay"],
  ...["no-stun", "stun-only", "no-auth-pings", "no-dynamic-ip-list", "no-dynamic-realms", "no-software-attribute"],
  ...["no-rfc5780", "no-stun-backward-compatibility", "response-origin-only-with-rfc5780", "keep-address-family"],
  ...[
    "allocation-default-address-family",
    "cert",
    "pkey",
    "cipher-list",
    "dh-file",
    "dh566",
    "dh1066",
    "ec-curve-name",
  ],
  ...["no-sslv2", "no-sslv3", "no-tlsv1", "no-tlsv1_1", "no-tlsv1_2", "secret-ts-exp-time", "pidfile", "daemon"],
  ...["log-file", "no-stdout-log", "syslog", "syslog-facility", "simple-log", "verbose", "Verbose", "log-binding"],
  ...["new-log-timestamp", "new-log-timestamp-format"],
]);

/** Switches that harm only where they say yes. */
const HARMFUL_SWITCHES: ReadonlySet<string> = new Set([
  ...["allow-loopback-peers", "oauth", "web-admin", "web-admin-listen-on-workers", "server-relay", "mobility"],
]);

/** Where the bridge listens: inside the devices' tunnel where all is in there. */
function ownAddresses(clinic: Clinic): ReadonlySet<string> {
  if (isAllInside(clinic)) return new Set(insideAddresses(clinic.names.domain, MACHINE_NUMBER));
  return new Set(["@@fact:address4@@", "@@fact:address6@@"]);
}

function optionBreaches(option: CoturnOption, own: ReadonlySet<string>): readonly Breach[] {
  const { name, value, line } = option;
  if (HARMLESS.has(name)) return [];
  if (name === "allowed-peer-ip") {
    if (own.has(value)) return [];
    return [breach(`The relay may lead to ${value}, which is not this machine's own address.`, line)];
  }
  // lt-cred-mech and no-auth undo use-auth-secret even where they say no (mainrelay.c, set_option).
  if (HARMFUL_SWITCHES.has(name) && !coturnSwitch([option], name)) return [];
  return [breach(`${name} is set, which lets people in without a meeting or leads them elsewhere.`, line)];
}

/**
 * Whether the denied ranges hold every address of a family together. turnserver(1) and userdb.c (add_ip_list_range) of 4.6.1: an address or
 * `first-last`; a network such as 0.0.0.0/0 is a wrong format there, and passed over.
 */
function deniesAll(coturn: Coturn, family: Family): boolean {
  const ranges = coturnOptions(coturn, "denied-peer-ip")
    .flatMap(({ value }) => rangeBetween(value.split("-"), family))
    .sort((a, b) => Number(a.low - b.low));
  let next = 0n;
  for (const { low, high } of ranges) {
    if (low > next) return false;
    if (high >= next) next = high + 1n;
  }
  return next === 1n << (family === 4 ? 32n : 128n);
}

function rangeBetween([first = "", last, ...more]: readonly string[], family: Family): readonly AddressRange[] {
  if (last === undefined || more.length > 0 || first.includes("/") || last.includes("/")) return [];
  const [from, to] = [rangeOf(first), rangeOf(last)];
  return from?.family === family && to?.family === family ? [{ family, low: from.low, high: to.high }] : [];
}

function breach(what: string, line?: number): Breach {
  return { where: ENTRY.coturn, ...(line === undefined ? {} : { line }), what };
}
