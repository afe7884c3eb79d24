import { X509Certificate } from "node:crypto";
import { isIP } from "node:net";
import { domainToASCII } from "node:url";
import { fullName } from "./complete.ts";
import { choiceOf, keyOf, nearestTo, shown, wrongValue, type Fault, type Path } from "./fault.ts";
import { JURISDICTIONS } from "./law/jurisdictions.ts";
import { PAYERS, PROFESSIONS } from "./law/records.ts";
import { recordRetention } from "./law/retention.ts";
import { readNetwork, WIDEST } from "./network.ts";
import { REGIONS, regionOf } from "./regions.ts";
import { valueAt } from "./schema.ts";
import { ARCHITECTURE, LEAST, sizeOf, SIZES, suitableSizes, type Size } from "./sizes.ts";
import { readSshKey } from "./ssh-key.ts";

/**
 * What a schema can't say: facts from tables, values that must fit each other, keys and certificates that must be whole. Each
 * check reads what it needs and is silent about what is missing or of another type; the schema speaks of that.
 */
export function crossFieldFaults(values: unknown): readonly Fault[] {
  return CHECKS.flatMap((check) => check(values));
}

const CHECKS: readonly ((values: unknown) => readonly Fault[])[] = [
  nameFaults,
  regionFaults,
  sizeFaults,
  existingMachineFaults,
  zoneFaults,
  lawFaults,
  administratorFaults,
  administrationFromFaults,
  retentionFaults,
  deskFaults,
  certificateFaults,
  wireguardFaults,
  deviceFaults,
  workstationFaults,
  timeZoneFaults,
  waiverFaults,
];

const NAMES: Path = ["config", "stillroom:names"];
const MACHINE: Path = ["config", "stillroom:machine"];
const LAW: Path = ["config", "stillroom:law"];
const ADMINISTRATORS: Path = ["config", "stillroom:administrators"];
const ADMINISTRATION_FROM: Path = ["config", "stillroom:administrationFrom"];
const MESSAGING: Path = ["config", "stillroom:messaging"];
const DESK: Path = ["config", "stillroom:desk"];
const CERTIFICATES: Path = ["config", "stillroom:certificates"];
const WIREGUARD: Path = ["config", "stillroom:egress", "wireguard"];
const DEVICES: Path = ["config", "stillroom:devices"];
const TIME_ZONE: Path = ["config", "stillroom:maintenance", "timeZone"];
const WORKSTATIONS: Path = ["config", "stillroom:workstations"];
const WAIVERS: Path = ["config", "stillroom:waivers"];

function textAt(path: Path, values: unknown): string | undefined {
  const value = valueAt(path, values);
  return typeof value === "string" ? value : undefined;
}

/** Paths of a list's members; none when it is no list. */
function membersOf(path: Path, values: unknown): readonly Path[] {
  const list = valueAt(path, values);
  return Array.isArray(list) ? list.map((_, i) => [...path, i]) : [];
}

const DEFAULT_LABELS = {
  host: "h1",
  video: "meet",
  messaging: "chat",
  homeserver: "matrix",
  relay: "relay",
  desk: "desk",
};

function nameFaults(values: unknown): readonly Fault[] {
  const domain = textAt([...NAMES, "domain"], values);
  const faults = ["domain", ...Object.keys(DEFAULT_LABELS)].flatMap((key) => spellingFaults([...NAMES, key], values));
  if (domain === undefined) return faults;
  const taken = new Map([[domain, "domain"]]);
  for (const { key, label, path, written } of defaultsFirst(values)) {
    const name = fullName(written ?? label, domain);
    const earlier = taken.get(name);
    if (written?.includes(".") === true && name !== domain && !name.endsWith(`.${domain}`)) {
      faults.push(wrongValue(path, written, `must be a label or a name under ${domain}`));
    } else if (name.length > 253) {
      faults.push(wrongValue(path, written, "must be shorter: with the domain it has more than 253 characters"));
    } else if (earlier !== undefined) {
      faults.push(
        wrongValue(
          path,
          name,
          `must be different from ${earlier === "domain" ? "the domain" : keyOf([...NAMES, earlier])}`,
        ),
      );
    }
    taken.set(name, key);
  }
  return faults;
}

/** Where a written name meets a default, the written one is at fault, and so comes later. */
function defaultsFirst(values: unknown) {
  return Object.entries(DEFAULT_LABELS)
    .map(([key, label]) => ({ key, label, path: [...NAMES, key], written: textAt([...NAMES, key], values) }))
    .sort((a, b) => Number(a.written !== undefined) - Number(b.written !== undefined));
}

/** Capital letters and other alphabets have one ASCII spelling in lower case, which can be proposed. */
function spellingFaults(path: Path, values: unknown): Fault[] {
  const name = textAt(path, values);
  const ascii = name === undefined ? "" : domainToASCII(name.replace(/\.$/, ""));
  if (name === undefined || ascii === "" || ascii === name || !/[^a-z0-9.-]|\.$/.test(name)) return [];
  return [wrongValue(path, name, "must be in lower-case ASCII without a dot at the end", ascii)];
}

function cloudProviderOf(values: unknown): "hetzner" | "aws" | undefined {
  const provider = valueAt([...MACHINE, "provider"], values);
  return provider === "hetzner" || provider === "aws" ? provider : undefined;
}

const PROVIDER_NAMES = { hetzner: "Hetzner Cloud", aws: "AWS" };

function regionFaults(values: unknown): readonly Fault[] {
  const provider = cloudProviderOf(values);
  const path = [...MACHINE, "region"];
  const region = textAt(path, values);
  if (provider === undefined || region === undefined || regionOf(provider, region) !== undefined) return [];
  const regions = Object.entries(REGIONS[provider]);
  const known = regions.map(([name, { place }]) => `${name} (${place})`);
  const expected = `must be a region of ${PROVIDER_NAMES[provider]}: ${choiceOf(known)}`;
  return [wrongValue(path, region, expected, nearestTo(region, Object.keys(REGIONS[provider])))];
}

function sizeFaults(values: unknown): readonly Fault[] {
  const provider = cloudProviderOf(values);
  const path = [...MACHINE, "size"];
  const name = textAt(path, values);
  if (provider === undefined || name === undefined) return [];
  const written = textAt([...MACHINE, "region"], values);
  const region = written !== undefined && regionOf(provider, written) !== undefined ? written : undefined;
  const size = sizeOf(provider, name);
  const why = size === undefined ? "is not a size of" : refusalOf(size, region);
  if (why === undefined) return [];
  const suitable = suitableSizes(provider, region);
  return [
    {
      path,
      at: "value",
      message: `${keyOf(path)} is ${shown(name)}, which ${size === undefined ? `${PROVIDER_NAMES[provider]} does not offer, as far as clinic/sizes.ts knows` : why}. ${advice(provider, name, size, suitable, region)}`,
      found: shown(name),
      expected: `one of ${suitable.join(", ")}`,
      nearest: size === undefined ? nearestTo(name, suitable) : undefined,
    },
  ];
}

function refusalOf(size: Size, region: string | undefined): string | undefined {
  if (size.cpus < LEAST.cpus || size.memoryGb < LEAST.memoryGb) {
    return `has ${sizeInWords(size)}, and ${LEAST.cpus} CPUs and ${LEAST.memoryGb} GB are the least`;
  }
  if (size.architecture !== ARCHITECTURE) {
    return "is an arm64 machine, for which Synapse's and Element's package repositories have no packages";
  }
  if (region !== undefined && size.regions?.includes(region) === false) {
    return `the region ${region} does not offer; it is offered in ${choiceOf(size.regions)}`;
  }
  return undefined;
}

function advice(
  provider: "hetzner" | "aws",
  name: string,
  size: Size | undefined,
  suitable: readonly string[],
  region: string | undefined,
): string {
  const nearest = size === undefined ? nearestTo(name, suitable) : undefined;
  const meant = nearest === undefined ? "" : `Did you mean ${nearest}? `;
  const described = suitable.map((suitableName) => {
    const { [suitableName]: known } = SIZES[provider];
    return known === undefined ? suitableName : `${suitableName} (${sizeInWords(known)})`;
  });
  return `${meant}Suitable${region === undefined ? "" : ` in ${region}`}: ${choiceOf(described)}.`;
}

function sizeInWords({ cpus, memoryGb }: Size): string {
  return `${cpus} ${cpus === 1 ? "CPU" : "CPUs"} and ${memoryGb} GB`;
}

function existingMachineFaults(values: unknown): readonly Fault[] {
  if (valueAt([...MACHINE, "provider"], values) !== "existing") return [];
  return [
    ...membersOf([...MACHINE, "publicAddresses"], values).flatMap((path) => addressFaults(path, values)),
    ...addressFaults([...MACHINE, "address"], values),
    ...hostKeyFaults([...MACHINE, "hostKey"], values),
    ...accountFaults([...MACHINE, "sshUser"], values),
  ];
}

/** A key of another type is the schema's to refuse. */
function hostKeyFaults(path: Path, values: unknown): readonly Fault[] {
  return textAt(path, values)?.startsWith("ssh-ed25519 ") === true ? keyFaults(path, values) : [];
}

/** A pattern lets a malformed IPv6 address through; the program that uses it would not. */
function addressFaults(path: Path, values: unknown): readonly Fault[] {
  const address = textAt(path, values);
  if (!address?.includes(":") || isIP(address) !== 0) return [];
  return [wrongValue(path, address, "must be an IPv4 or IPv6 address")];
}

function zoneFaults(values: unknown): readonly Fault[] {
  const path = [...MACHINE, "dns", "zone"];
  const zone = textAt(path, values);
  const domain = textAt([...NAMES, "domain"], values);
  if (zone === undefined || domain === undefined || domain === zone || domain.endsWith(`.${zone}`)) return [];
  return [wrongValue(path, zone, `must be ${domain} or a zone that contains it`)];
}

function lawFaults(values: unknown): readonly Fault[] {
  const path = [...LAW, "jurisdiction"];
  const paths = [path, ...membersOf([...LAW, "also"], values)];
  const unknown = paths.flatMap((place) => {
    const code = textAt(place, values);
    return code === undefined || Object.hasOwn(JURISDICTIONS, code) ? [] : [jurisdictionFault(place, code)];
  });
  if (unknown.length > 0 || textAt(path, values) === undefined) return unknown;
  const codes = paths.flatMap((place) => textAt(place, values) ?? []);
  return [
    ...repetitionFaults(paths, values),
    ...hipaaFaults(codes, values),
    ...hostFaults(codes, values),
    ...conflictFaults(codes, values),
  ];
}

function hipaaFaults(codes: readonly string[], values: unknown): readonly Fault[] {
  const hipaa = [...LAW, "hipaaCovered"];
  const covered = valueAt(hipaa, values);
  if (codes.some(isInUnitedStates)) {
    if (covered !== undefined) return [];
    return [
      {
        path: hipaa,
        at: "key",
        message: `${keyOf(LAW)} needs the key hipaaCovered: true when the practice is a covered entity under HIPAA (45 CFR 160.103), else false; ask a lawyer when you are not sure.`,
        expected: "the key hipaaCovered",
      },
    ];
  }
  return covered === true
    ? [wrongValue(hipaa, covered, "must be false or left out: HIPAA is a law of the United States")]
    : [];
}

function isInUnitedStates(code: string): boolean {
  return code.startsWith("US-");
}

/** Whoever keeps such data is a business associate, with or without a key (45 CFR 160.103, guidance of the HHS on cloud computing). */
function hostFaults(codes: readonly string[], values: unknown): readonly Fault[] {
  const path = [...MACHINE, "provider"];
  const covered = valueAt([...LAW, "hipaaCovered"], values) === true && codes.some(isInUnitedStates);
  if (!covered || valueAt(path, values) !== "hetzner") return [];
  return [
    wrongValue(
      path,
      "hetzner",
      `must be aws or existing: ${keyOf([...LAW, "hipaaCovered"])} is true, so that the host needs a business associate agreement (45 CFR 164.308(b)), and Hetzner is not known to sign one`,
    ),
  ];
}

/** What no number can settle is for a lawyer; values of a wrong kind are the schema's to refuse. */
function conflictFaults(codes: readonly string[], values: unknown): readonly Fault[] {
  const [jurisdiction = "", ...also] = codes;
  const written = membersOf([...LAW, "payers"], values).map((path) => textAt(path, values));
  const payers = PAYERS.filter((payer) => written.includes(payer));
  const profession = PROFESSIONS.find((known) => known === textAt([...LAW, "profession"], values));
  const law = {
    jurisdiction,
    also,
    hipaaCovered: false,
    ...(payers.length === 0 ? {} : { payers }),
    ...(profession === undefined ? {} : { profession }),
  };
  return recordRetention(law).conflicts.map(({ what }) => ({
    path: LAW,
    at: "value",
    message: `${keyOf(LAW)} asks for what can't be kept together: ${what} Ask a lawyer which law holds for whom; until then give each its own stack file and its own machine, and keep their people apart.`,
    expected: "laws that can be kept together",
  }));
}

function jurisdictionFault(path: Path, code: string): Fault {
  const codes = Object.keys(JURISDICTIONS);
  const parts = choicesWithin(code);
  if (parts.length > 0) {
    return wrongValue(
      path,
      code,
      `must be more exact, since the law differs inside it: ${parts.map((part) => `${part} (${JURISDICTIONS[part]?.name ?? ""})`).join(", ")}`,
    );
  }
  const others =
    "another state or country has not been looked up yet, so ask a lawyer before you borrow a neighbour's code";
  return wrongValue(path, code, `must be one of ${codes.join(", ")}; ${others}`, meantBy(code));
}

/** The code that another spelling of the same place stands for; a near code is another law, and no help. */
function meantBy(code: string): string | undefined {
  const spelling = code.toLowerCase();
  if (spelling === "gb") return "UK";
  return Object.entries(JURISDICTIONS).find(
    ([known, { name }]) => known.toLowerCase() === spelling || name.toLowerCase() === spelling,
  )?.[0];
}

/** For a country, or a union of them, that is too wide: the codes inside. */
function choicesWithin(code: string): readonly string[] {
  const wide = code.toUpperCase();
  const prefix = { USA: "US", AUSTRALIA: "AU", CANADA: "CA", "UNITED STATES": "US" }[wide] ?? wide;
  return Object.keys(JURISDICTIONS).filter((known) =>
    ["EU", "EEA"].includes(prefix)
      ? ["de", "eu"].includes(JURISDICTIONS[known]?.regime ?? "")
      : known.startsWith(`${prefix}-`),
  );
}

function administratorFaults(values: unknown): readonly Fault[] {
  const administrators = membersOf(ADMINISTRATORS, values);
  return [
    ...administrators.flatMap((path) => accountFaults([...path, "name"], values)),
    ...repetitionFaults(
      administrators.map((path) => [...path, "name"]),
      values,
    ),
    ...administrators.flatMap((path) =>
      membersOf([...path, "sshKeys"], values).flatMap((key) => keyFaults(key, values)),
    ),
    ...tokenFaults(administrators, values),
  ];
}

/** Stillroom's own connection (ssh2 1.17, lib/protocol/keyParser.js: no type beginning with `sk-`) can't ask a token to sign. */
function tokenFaults(administrators: readonly Path[], values: unknown): readonly Fault[] {
  const keys = administrators.flatMap((path) => membersOf([...path, "sshKeys"], values));
  const onToken = (path: Path): boolean => /^(?:verify-required )?sk-/.test(textAt(path, values)?.trim() ?? "");
  const [first] = keys;
  if (first === undefined || !keys.every(onToken)) return [];
  return [
    {
      path: first,
      at: "value",
      message: `${keyOf(first)} and every other administrator's key is on a security token, with which ssh gets in, but no delivery: Stillroom's own connection can't ask a token to sign. Keep one plain key for whoever delivers (ssh-keygen -t ed25519), with a passphrase and in an SSH agent.`,
      found: shown(textAt(first, values)),
      expected: "one ssh-ed25519 key at least",
    },
  ];
}

/**
 * Accounts and groups that belong to the system or to programs. Sources: /usr/share/base-passwd/passwd.master and group.master
 * of Debian 13; the packages of our services and those that they bring (systemd, openssh-server, chrony, fail2ban, tpm-udev, rpcbind,
 * dhcpcd); accounts that our services make; `default`, which is the image's own user to cloud-init (module "Users and Groups").
 */
const PROGRAM_ACCOUNTS = new Set(
  (
    "root daemon bin sys sync games man lp mail news uucp proxy www-data backup list irc nobody " +
    "adm tty disk kmem dialout fax voice cdrom floppy tape sudo audio dip operator src shadow utmp video sasl plugdev " +
    "staff users nogroup wheel input kvm render sgx crontab netdev messagebus polkitd sshd ssh ntpsec " +
    "fail2ban ssl-cert tss dhcpcd default administrators certificates " +
    "prosody jicofo jvb jitsi turnserver postgres matrix-synapse"
  ).split(" "),
);

function accountFaults(path: Path, values: unknown): readonly Fault[] {
  const name = textAt(path, values);
  // Debian Policy 9.2.2: a package's own accounts may begin with an underscore; systemd's begin with its name.
  if (name === undefined || !(PROGRAM_ACCOUNTS.has(name) || /^(?:_|systemd-)/.test(name))) return [];
  const who = name === "root" ? "root can't log in over SSH" : "that account belongs to a program";
  return [wrongValue(path, name, `must be a person's own account: ${who}`)];
}

function repetitionFaults(paths: readonly Path[], values: unknown): readonly Fault[] {
  const seen = new Map<string | number, Path>();
  return paths.flatMap((path) => {
    const value = valueAt(path, values);
    if (typeof value !== "string" && typeof value !== "number") return [];
    const earlier = seen.get(value);
    if (earlier !== undefined) return [wrongValue(path, value, `must be different from ${keyOf(earlier)}`)];
    seen.set(value, path);
    return [];
  });
}

function keyFaults(path: Path, values: unknown): readonly Fault[] {
  const line = textAt(path, values);
  if (line === undefined) return [];
  const key = readSshKey(line.trim());
  if (key.kind === "key") return [];
  return [
    {
      path,
      at: "value",
      message: `${keyOf(path)} can't be used: ${key.why}.`,
      found: shown(line),
      expected: "a whole OpenSSH public key",
    },
  ];
}

function administrationFromFaults(values: unknown): readonly Fault[] {
  return membersOf(ADMINISTRATION_FROM, values).flatMap((path) => networkFaults(path, values, true));
}

function networkFaults(path: Path, values: unknown, outside: boolean): readonly Fault[] {
  const text = textAt(path, values);
  if (text === undefined) return [];
  const network = readNetwork(text);
  if (network === undefined) {
    const family = isIP(text);
    const nearest = family === 0 ? undefined : `${text}/${family === 4 ? 32 : 128}`;
    const expected = "must be a network in CIDR notation, such as 198.51.100.0/24 or 2001:db8:51::/64";
    return [wrongValue(path, text, expected, nearest)];
  }
  if (!outside) return [];
  if (network.prefix < WIDEST[network.family]) {
    return [
      wrongValue(
        path,
        text,
        `must be the networks that administrators come from, /${WIDEST[network.family]} or narrower; this lets ${network.prefix === 0 ? "the whole internet" : "too much of the internet"} try to log in`,
      ),
    ];
  }
  const address = readNetwork(`${beforeSlash(text)}/${network.family === 4 ? 32 : 128}`);
  if (address !== undefined && beforeSlash(address.normal) === beforeSlash(network.normal)) return [];
  return [wrongValue(path, text, "must be a network, and this is an address inside one", network.normal)];
}

function beforeSlash(text: string): string {
  return text.split("/")[0] ?? "";
}

function retentionFaults(values: unknown): readonly Fault[] {
  const path = [...MESSAGING, "mediaRetentionDays"];
  const media = valueAt(path, values);
  const messages = valueAt([...MESSAGING, "retentionDays"], values) ?? 180;
  if (typeof media !== "number" || typeof messages !== "number" || media <= messages) return [];
  return [wrongValue(path, media, `must be at most retentionDays, which is ${messages}`)];
}

/** The libraries that its pages rest on need Node.js 20 (package.json, "engines" of @hono/node-server 2.1 and @simplewebauthn/server 14). */
function deskFaults(values: unknown): readonly Fault[] {
  const path = [...DESK, "enabled"];
  if (valueAt(path, values) !== true || valueAt([...MACHINE, "debian"], values) !== 12) return [];
  return [
    {
      path,
      at: "value",
      message: `${keyOf(path)} is true, which needs Debian 13: ${keyOf([...MACHINE, "debian"])} is 12. Take that line out, or set this to false.`,
      found: "true",
      expected: "false, or a machine with Debian 13",
    },
  ];
}

function certificateFaults(values: unknown): readonly Fault[] {
  const issuer = valueAt([...CERTIFICATES, "issuer"], values);
  return [
    ...pemFaults([...CERTIFICATES, "root"], values, "authority"),
    ...(issuer === "practice" ? pemFaults([...CERTIFICATES, "chain"], values, "leaf") : []),
  ];
}

function pemFaults(path: Path, values: unknown, first: "authority" | "leaf"): readonly Fault[] {
  const pem = textAt(path, values);
  if (pem === undefined) return [];
  const why = pem.includes("PRIVATE KEY")
    ? "it holds a private key: take it out of the file at once, and make a new one, since this one is known now"
    : refusalOfPem(pem, first);
  if (why === undefined) return [];
  return [
    {
      path,
      at: "value",
      message: `${keyOf(path)} can't be used: ${why}.`,
      found: shown(pem),
      expected: "certificates in PEM form",
    },
  ];
}

function refusalOfPem(pem: string, first: "authority" | "leaf"): string | undefined {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
  if (blocks === null) return undefined;
  for (const [i, block] of blocks.entries()) {
    const certificate = certificateOf(block);
    if (certificate === undefined) return `certificate ${i + 1} in it is cut off or altered`;
    const authority = i > 0 || first === "authority";
    if (certificate.ca !== authority) {
      return authority
        ? `certificate ${i + 1} in it may not sign others, so that it is no root or intermediate`
        : "its first certificate is an authority's; the machine's own comes first";
    }
  }
  return undefined;
}

function certificateOf(block: string): X509Certificate | undefined {
  try {
    return new X509Certificate(block);
  } catch {
    return undefined;
  }
}

function wireguardFaults(values: unknown): readonly Fault[] {
  return [
    ...addressFaults([...WIREGUARD, "endpoint", "address"], values),
    ...membersOf([...WIREGUARD, "addresses"], values).flatMap((path) => networkFaults(path, values, false)),
    ...membersOf([...WIREGUARD, "resolvers"], values).flatMap((path) => addressFaults(path, values)),
  ];
}

function deviceFaults(values: unknown): readonly Fault[] {
  const devices = membersOf([...DEVICES, "list"], values);
  const each = (key: string): readonly Path[] => devices.map((path) => [...path, key]);
  const machineKey = [...DEVICES, "machine", "publicKey"];
  return [
    ...networkOfOwnFaults(values),
    ...endpointAddressFaults([...DEVICES, "machine", "address"], values),
    ...repetitionFaults(each("name"), values),
    ...repetitionFaults(each("number"), values),
    ...repetitionFaults([machineKey, ...each("publicKey")], values),
    ...lockOutFaults(values),
  ];
}

/** Behind a VPN the practice has a network of its own already, and its devices are in that one. */
function networkOfOwnFaults(values: unknown): readonly Fault[] {
  if (valueAt(DEVICES, values) === undefined || valueAt(["config", "stillroom:egress", "kind"], values) !== "vpn-only")
    return [];
  return [
    {
      path: DEVICES,
      at: "key",
      message: `${keyOf(DEVICES)} can't stand beside stillroom:egress with the kind vpn-only: the practice has a WireGuard network of its own then. Let the devices join that one, and take this key out.`,
      found: keyOf(DEVICES),
      expected: "one of the two",
    },
  ];
}

/** Where SSH is inside alone, somebody must be able to go in, to deliver too. */
function lockOutFaults(values: unknown): readonly Fault[] {
  const path = [...DEVICES, "inside"];
  const list = valueAt([...DEVICES, "list"], values);
  const inside = valueAt(path, values);
  if ((inside !== "administration" && inside !== "everything") || !Array.isArray(list)) return [];
  if (list.length > 0 && valueAt([...DEVICES, "machine"], values) !== undefined) return [];
  return [
    wrongValue(
      path,
      inside,
      `must be "nothing" until there is a device on the list and the machine's address and key stand under machine: nobody could reach SSH`,
    ),
  ];
}

function workstationFaults(values: unknown): readonly Fault[] {
  return [
    ...tunnelNameFaults([...WORKSTATIONS, "tunnel", "interface"], values),
    ...membersOf([...WORKSTATIONS, "tunnel", "endpoints"], values).flatMap((path) => [
      ...endpointAddressFaults([...path, "address"], values),
      ...endpointPortFaults([...path, "port"], values),
      ...markedProtocolFaults([...path, "protocol"], values),
    ]),
    ...printerFaults([...WORKSTATIONS, "printer"], values),
  ];
}

/**
 * What no VPN makes: the names of cards (systemd.net-naming-scheme(7): en, ib, sl, wl, ww; the kernel's own eth, wlan, usb, wwan, bnep;
 * biosdevname's em1 and p1p1; Android's rmnet; Windows' Ethernet, Wi-Fi, WLAN and LAN), dial-up lines, bridges, cards upon cards and the
 * loopback. A kill switch that lets everything pass by such a name would be none.
 */
const NO_TUNNEL =
  /^(?:lo$|eth|en[opsxv]|en[ad]?\d|em\d|p\d+p\d|ib|sl|wl|ww|wi-?fi|v?lan|(?:mac|ip)vlan|macvtap|usb|bnep|ra\d|ath\d|rmnet|ppp|br|bond|docker|veth|virbr|vnet|dummy|team)/i;

function tunnelNameFaults(path: Path, values: unknown): readonly Fault[] {
  const name = textAt(path, values);
  if (name === undefined || !NO_TUNNEL.test(name)) return [];
  return [
    wrongValue(
      path,
      name,
      "must be the interface that the VPN makes, and this is a name of network cards or of the system",
    ),
  ];
}

/** Places where no server is: this network, loopback, one link, groups (RFC 6890, RFC 4291). */
const NO_SERVER = [
  ...["0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3"],
  ...["::/8", "fe80::/10", "ff00::/8"],
];

/** RFC 1918, RFC 3927, RFC 4193. */
const PRIVATE = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "fc00::/7"];

function isInside(address: string, networks: readonly string[]): boolean {
  return networks.some((network) => readNetwork(`${address}/${network.split("/")[1] ?? ""}`)?.normal === network);
}

/** False for an IPv4 address in the clothes of IPv6, which no packet carries. */
function isOfPackets(address: string): boolean {
  return readNetwork(`${address}/${isIP(address) === 4 ? 32 : 128}`) !== undefined;
}

function endpointAddressFaults(path: Path, values: unknown): readonly Fault[] {
  const address = textAt(path, values);
  if (address === undefined || isIP(address) === 0) return addressFaults(path, values);
  if (isOfPackets(address) && !isInside(address, NO_SERVER)) return [];
  return [wrongValue(path, address, "must be the address of a server on the internet or in a network of your own")];
}

/** On these names are looked up (RFC 1035, RFC 7858, RFC 6762), and outside of the tunnel none may be. */
const NAME_PORTS: readonly unknown[] = [53, 853, 5353];

function endpointPortFaults(path: Path, values: unknown): readonly Fault[] {
  const port = valueAt(path, values);
  if (!NAME_PORTS.includes(port)) return [];
  return [
    wrongValue(
      path,
      port,
      "must be another port of the VPN: on this one names are looked up, and outside of the tunnel none may be",
    ),
  ];
}

function markedProtocolFaults(path: Path, values: unknown): readonly Fault[] {
  const mark = [...WORKSTATIONS, "tunnel", "mark"];
  if (valueAt(mark, values) === undefined || valueAt(path, values) !== "tcp") return [];
  return [
    wrongValue(
      path,
      "tcp",
      `must be "udp" as long as there is a ${keyOf(mark)}: that is WireGuard's, which has no other`,
    ),
  ];
}

function printerFaults(path: Path, values: unknown): readonly Fault[] {
  const address = textAt(path, values);
  if (address === undefined || isIP(address) === 0) return addressFaults(path, values);
  if (isInside(address, PRIVATE)) return [];
  return [
    wrongValue(
      path,
      address,
      "must be an address in a private network, such as 192.168.1.40 or fd00:1::40: a printer elsewhere is reached through the tunnel",
    ),
  ];
}

/** The machine reads the same database (Debian's tzdata). */
function timeZoneFaults(values: unknown): readonly Fault[] {
  const zone = textAt(TIME_ZONE, values);
  if (zone === undefined || zone === "UTC" || Intl.supportedValuesOf("timeZone").includes(zone)) return [];
  return [
    {
      path: TIME_ZONE,
      at: "value",
      message: `${keyOf(TIME_ZONE)} is ${shown(zone)}, but must be UTC or a time zone such as Europe/Berlin.`,
      found: shown(zone),
      expected: "a name of the time zone database, such as Europe/Berlin",
    },
  ];
}

function waiverFaults(values: unknown): readonly Fault[] {
  const waivers = membersOf(WAIVERS, values);
  return [
    ...repetitionFaults(
      waivers.map((path) => [...path, "rule"]),
      values,
    ),
    ...waivers.flatMap((path) => dateFaults([...path, "until"], values)),
  ];
}

function dateFaults(path: Path, values: unknown): readonly Fault[] {
  const day = textAt(path, values);
  if (day === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return [];
  const date = new Date(`${day}T00:00:00Z`);
  if (!Number.isNaN(date.valueOf()) && date.toISOString().startsWith(day)) return [];
  return [wrongValue(path, day, "must be a day that exists, written as YYYY-MM-DD")];
}
