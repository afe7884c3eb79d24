import type { Release } from "../../render/release.ts";
import { readNetwork, WIDEST } from "../../clinic/network.ts";
import { appended, replaced, withFile, withoutFile, withSubject } from "../breaking.ts";
import type { Configuration } from "../configuration.ts";
import { CLOUD_INIT, sshdSettings, type MatchedSetting, type Sshd, type SshdSetting } from "../readers/sshd.ts";
import { fail2banSeconds } from "../readers/fail2ban.ts";
import type { Breach, Rule } from "../rule.ts";

const DROP_IN = "/etc/ssh/sshd_config.d/00-stillroom.conf";
const KEYS = "/etc/ssh/authorized_keys.d/";
const SUDOERS = "/etc/sudoers.d/";

/** What a keyword may be, and why nothing else. */
interface Demand {
  readonly good: (args: readonly string[], release: Release) => boolean;
  readonly why: string;
}

const is =
  (...words: readonly string[]): Demand["good"] =>
  ([word = "", ...others]) =>
    words.includes(word.toLowerCase()) && others.length === 0;
const exactly =
  (word: string): Demand["good"] =>
  (args) =>
    args.length === 1 && args[0] === word;
const within =
  (low: number, high: number): Demand["good"] =>
  ([word = ""]) =>
    /^\d{1,6}$/.test(word) && low <= Number(word) && Number(word) <= high;
/** sshd_config(5), "TIME FORMATS": seconds, or minutes. */
const seconds =
  (low: number, high: number): Demand["good"] =>
  ([word = ""], release) => {
    const [, number = "", unit = ""] = /^(\d{1,4})([sm]?)$/i.exec(word) ?? [];
    return within(low, high)([String(Number(number) * (unit.toLowerCase() === "m" ? 60 : 1))], release);
  };
/** Lists with `+`, `-` or `^` change a default that differs with each version. */
const among =
  (names: string): Demand["good"] =>
  ([list = ""]) =>
    list.split(",").every((name) => names.split(" ").includes(name));

const KEY_EXCHANGES =
  "mlkem768x25519-sha256 sntrup761x25519-sha512@openssh.com sntrup761x25519-sha512 curve25519-sha256 curve25519-sha256@libssh.org";
const CIPHERS = "chacha20-poly1305@openssh.com aes256-gcm@openssh.com aes128-gcm@openssh.com";
const MACS = "hmac-sha2-512-etm@openssh.com hmac-sha2-256-etm@openssh.com";
const SIGNATURES =
  "ssh-ed25519 sk-ssh-ed25519@openssh.com sk-ecdsa-sha2-nistp256@openssh.com rsa-sha2-512 rsa-sha2-256";

/** sshd_config(5) of OpenSSH 10.0; each must be said, since Debian's or the program's default is another. */
const DEMANDS: Readonly<Record<string, Demand>> = {
  permitrootlogin: { good: is("no"), why: "an administrator has a name, root has none" },
  passwordauthentication: { good: is("no"), why: "a password can be guessed" },
  kbdinteractiveauthentication: { good: is("no"), why: "it asks for passwords by another way" },
  permitemptypasswords: { good: is("no"), why: "an account without a password would be open" },
  authenticationmethods: {
    good: (args) => /^publickey(?:,publickey)*$/.test(args.join(" ")),
    why: "a key is the only way in",
  },
  authorizedkeysfile: {
    good: exactly(`${KEYS}%u`),
    why: "an account must not be able to write who may log in as it",
  },
  hostbasedauthentication: { good: is("no"), why: "another machine's word is no key" },
  disableforwarding: { good: is("yes"), why: "a session must be no way through to other services" },
  permituserenvironment: { good: exactly("no"), why: "a key file could change what programs run" },
  debianbanner: { good: is("no"), why: "the exact package tells an attacker what to try" },
  banner: { good: is("none"), why: "it is shown to strangers before they log in" },
  kexalgorithms: {
    good: among(KEY_EXCHANGES),
    why: "these are the exchanges that are modern on both releases of Debian",
  },
  ciphers: { good: among(CIPHERS), why: "only these encrypt and authenticate in one" },
  macs: { good: among(MACS), why: "the others are weaker or come before encryption" },
  clientaliveinterval: { good: seconds(1, 900), why: "a session whose other end is gone must end" },
  requiredrsasize: { good: within(2048, 16_384), why: "shorter keys can be broken" },
};

/** Keywords that do no harm, whatever they say (sshd_config(5)). */
const HARMLESS: ReadonlySet<string> = new Set([
  // Without forwarding (above) none of these opens anything: sshd_config(5), DisableForwarding.
  ...["allowagentforwarding", "allowstreamlocalforwarding", "allowtcpforwarding", "gatewayports", "permitlisten"],
  ...["permitopen", "streamlocalbindmask", "streamlocalbindunlink", "x11displayoffset", "x11forwarding"],
  ...["x11uselocalhost", "permittunnel"],
  // Hosts are never believed (above).
  ...["hostbasedacceptedalgorithms", "hostbasedusesnamefrompacketonly", "ignorerhosts", "ignoreuserknownhosts"],
  // What an administrator sees, and how the line is kept.
  ...["addressfamily", "compression", "exposeauthinfo", "fingerprinthash", "ipqos", "permituserrc", "printlastlog"],
  ...["printmotd", "tcpkeepalive"],
  // Whom AllowUsers names is judged by itself; the others mean something only beside what is demanded or not tolerated.
  ...["allowusers", "authorizedkeyscommanduser", "authorizedprincipalscommanduser", "gssapicleanupcredentials"],
  ...["gssapistrictacceptorcheck", "kerberosgetafstoken", "kerberosorlocalpasswd", "kerberosticketcleanup"],
  ...["pubkeyauthoptions", "xauthlocation"],
]);

const SHUT_OUT = "administrators could no longer come in, or would lose what they are about to do";

/** Plain names, none of which is an administrator's. */
const strangers: Demand["good"] = (args, release) =>
  args.every(
    (name) =>
      /^[a-z][a-z0-9-]*$/.test(name) &&
      ![...release.subject.administrators, "administrators", delivererOf(release)].includes(name),
  );

/** What other keywords may be where they stand: the program's own default does no harm, and neither do these values (sshd_config(5)). */
const TOLERATED: Readonly<Record<string, Demand>> = {
  acceptenv: {
    good: (args) => args.every((name) => /^(?:LANG|LC_[A-Z*]+|COLORTERM|NO_COLOR|TERM)$/.test(name)),
    why: "other variables change what programs do",
  },
  allowgroups: { good: is("administrators"), why: SHUT_OUT },
  authorizedkeyscommand: { good: is("none"), why: "a program would decide who may log in" },
  authorizedprincipalscommand: { good: is("none"), why: "a program would decide who may log in" },
  authorizedprincipalsfile: { good: is("none"), why: "certificates would let in whom no key of the release names" },
  casignaturealgorithms: { good: among(SIGNATURES), why: "these are the modern ones" },
  // Less than a minute would end what an administrator is about to do.
  channeltimeout: {
    good: (args) => args.every((arg) => /^(?:none|[a-z0-9*-]+=[1-9]\d{0,3}[mh])$/.test(arg)),
    why: SHUT_OUT,
  },
  clientalivecountmax: { good: within(1, 10), why: "a session whose other end is gone must end" },
  denygroups: { good: strangers, why: SHUT_OUT },
  denyusers: { good: strangers, why: SHUT_OUT },
  forcecommand: { good: is("none"), why: "it runs in place of what an administrator asks for" },
  chrootdirectory: { good: is("none"), why: "administrators need the whole machine" },
  gssapiauthentication: { good: is("no"), why: "another machine's word is no key" },
  hostkey: {
    good: ([path = ""]) => /^\/etc\/ssh\/ssh_host_(?:ed25519|rsa|ecdsa)_key$/.test(path),
    why: "the machine's own keys lie in /etc/ssh",
  },
  hostkeyalgorithms: { good: among(SIGNATURES), why: "these are the modern ones" },
  kerberosauthentication: { good: is("no"), why: "it asks for a password" },
  logingracetime: { good: seconds(1, 120), why: "who does not log in must be let go of" },
  loglevel: {
    good: is("info", "verbose"),
    why: "with less nobody sees who logged in, and with more sshd writes what is private into the log (sshd_config(5), LogLevel)",
  },
  logverbose: { good: is("none"), why: "sshd would write what is private into the log" },
  maxauthtries: { good: within(1, 6), why: "who tries again and again must be let go of" },
  maxsessions: {
    good: within(1, 100),
    why: "an administrator needs one session at least, and a hundred are no person's",
  },
  maxstartups: {
    good: ([word = ""]) => /^(?:[1-9]\d?|100)(?::(?:[1-9]\d?|100):(?:[1-9]\d?|100))?$/.test(word),
    why: "a hundred who have not logged in yet are enough to keep the machine busy",
  },
  pamservicename: { good: exactly("sshd"), why: "another stack of PAM may let others in" },
  permittty: { good: is("yes"), why: SHUT_OUT },
  persourcemaxstartups: {
    good: (args, release) => is("none")(args, release) || within(1, 100)(args, release),
    why: "a hundred from one address are enough to keep the machine busy",
  },
  // Its defaults are 32 and 128, one address each; a network as wide as the internet would have a stranger's tries count for administrators.
  persourcenetblocksize: {
    good: ([word = ""]) => /^(?:2[4-9]|3[0-2])(?::(?:4[89]|[5-9]\d|1[01]\d|12[0-8]))?$/.test(word),
    why: "the tries of a stranger would count for others",
  },
  persourcepenalties: { good: is("yes"), why: "who tries again and again must wait" },
  port: {
    good: ([word], release) =>
      release.ports.some(({ reachableBy, from }) => reachableBy !== "anyone" && String(from) === word),
    why: "it must be the port that only administrators reach",
  },
  pubkeyacceptedalgorithms: { good: among(SIGNATURES), why: "these are the modern ones" },
  pubkeyauthentication: { good: is("yes"), why: "a key is the only way in" },
  refuseconnection: { good: is("no"), why: SHUT_OUT },
  rekeylimit: {
    good: (args) => /^(?:default|[1-9]\d{0,2}M|[1-4]G)(?: (?:none|[1-9]\d?[mh]))?$/.test(args.join(" ")),
    why: "the key of a session must change after a while",
  },
  // Where the file can't be read, no key is taken at all.
  revokedkeys: { good: is("none"), why: SHUT_OUT },
  strictmodes: { good: is("yes"), why: "others could write the keys of an account" },
  subsystem: {
    good: (args) => ["sftp /usr/lib/openssh/sftp-server", "sftp internal-sftp"].includes(args.join(" ")),
    why: "an administrator starts what it names, as no log shows",
  },
  // sshd_config(5) names AUTH alone, its default; servconf.c and log.c of OpenSSH 10.0 take AUTHPRIV as well.
  syslogfacility: { good: is("auth", "authpriv"), why: "whoever looks for logins looks there" },
  trustedusercakeys: { good: is("none"), why: "certificates would let in whom no key of the release names" },
  unusedconnectiontimeout: { good: ([word = ""]) => /^(?:none|[1-9]\d{0,3}[mh])$/.test(word), why: SHUT_OUT },
  usedns: { good: is("no"), why: "another machine would be asked for the name of whoever connects" },
  usepam: { good: is("yes"), why: "the account's own limits hold through it" },
  versionaddendum: { good: is("none"), why: "it is shown to strangers before they log in" },
};

/** The way in for administrators is a key of theirs, from their networks, and nothing else. */
export const sshHardened: Rule = {
  id: "ssh-hardened",
  title: "Only administrators reach SSH, only from their networks and only with a key.",
  severity: "high",
  serves: "Access control: HIPAA 45 CFR 164.312(a) and (d), GDPR art. 32(1)(b).",
  mend: "Put templates/ssh and templates/bans back as they are in the repository (`git diff templates` shows what changed), and name people and networks in stillroom:administrators and stillroom:administrationFrom.",
  looksAt:
    "sshd's settings with all drop-ins and Match blocks, the administrators' accounts, who reaches the port, and who is shut out for guessing.",
  check: (release, configuration) => {
    const sshd = configuration.sshd();
    return [
      ...Object.entries(DEMANDS).flatMap(([keyword, demand]) => demandBreaches(sshd, keyword, demand, release)),
      ...sshd.settings
        .filter(({ keyword }) => !Object.hasOwn(DEMANDS, keyword) && !HARMLESS.has(keyword))
        .filter((setting) => sshdSettings(sshd, setting.keyword).includes(setting))
        .flatMap((setting) => settingBreaches(setting, TOLERATED[setting.keyword], release)),
      ...whoBreaches(sshd, release),
      ...sshd.matched.flatMap((setting) => matchedBreaches(setting, release)),
      ...keyBreaches(release),
      ...rootBreaches(release),
      ...networkBreaches(release),
      ...banBreaches(release, configuration),
    ];
  },
  breaks: [
    {
      how: "an earlier file, which wins, allows passwords",
      apply: (release) =>
        withFile(release, {
          path: "/etc/ssh/sshd_config.d/00-a.conf",
          format: "sshd",
          text: "passwordauthentication yes\n",
        }),
    },
    {
      how: "a Match at the end lets one network log in as root",
      apply: (release) => appended(release, DROP_IN, "Match Address 198.51.100.7\n  PermitRootLogin yes"),
    },
    {
      how: "root may still log in with a key",
      apply: (release) => replaced(release, DROP_IN, "PermitRootLogin no", "PermitRootLogin prohibit-password"),
    },
    {
      how: "the settings moved behind cloud-init's own file",
      apply: (release) => {
        const file = release.files.find(({ path }) => path === DROP_IN);
        const path = "/etc/ssh/sshd_config.d/90-stillroom.conf";
        return withFile(withoutFile(release, DROP_IN), { path, format: "sshd", text: file?.text ?? "" });
      },
    },
    {
      how: "an account more may log in",
      apply: (release) => replaced(release, DROP_IN, "AllowUsers ", "AllowUsers guest "),
    },
    {
      how: "what an administrator runs as root may type into the administrator's own terminal",
      apply: (release) => replaced(release, `${SUDOERS}90-stillroom`, "Defaults use_pty\n", ""),
    },
    {
      how: "administrators may come from everywhere",
      apply: (release) => withSubject(release, { administrationFrom: ["0.0.0.0/1", "128.0.0.0/1"] }),
    },
  ],
};

/** A keyword that must be said, and said well, where nothing can have said another thing first. */
function demandBreaches(sshd: Sshd, keyword: string, demand: Demand, release: Release): readonly Breach[] {
  const [setting] = sshdSettings(sshd, keyword);
  if (setting === undefined) return [{ where: DROP_IN, what: `${keyword} is not said: ${demand.why}.` }];
  if (setting.behindStranger) {
    return [at(setting, `${keyword} stands behind ${CLOUD_INIT}, where cloud-init's own value would win.`)];
  }
  return settingBreaches(setting, demand, release);
}

function settingBreaches(setting: SshdSetting, demand: Demand | undefined, release: Release): readonly Breach[] {
  const value = setting.args.join(" ");
  if (demand === undefined) {
    return [at(setting, `${setting.keyword} is ${value}, which nothing here needs and which may open another way in.`)];
  }
  return demand.good(setting.args, release)
    ? []
    : [at(setting, `${setting.keyword} is ${value}, which may not be: ${demand.why}.`)];
}

/** What holds for some holds as it must for all; the one account that delivers may bring its own keys. */
function matchedBreaches(setting: MatchedSetting, release: Release): readonly Breach[] {
  const { keyword, args, criteria } = setting;
  const ownKeys =
    keyword === "authorizedkeysfile" &&
    exactly(".ssh/authorized_keys")(args, release) &&
    delivererOf(release) !== undefined &&
    criteria.toLowerCase() === `user ${delivererOf(release) ?? ""}`;
  if (ownKeys) return [];
  if (HARMLESS.has(keyword) && keyword !== "allowusers") return [];
  if ((DEMANDS[keyword] ?? TOLERATED[keyword])?.good(args, release) === true) return [];
  return [at(setting, `${keyword} is ${args.join(" ")} for those whom "Match ${criteria}" means.`)];
}

/** A machine of the practice's own was first reached through an account that is perhaps no administrator's. */
function delivererOf(release: Release): string | undefined {
  const { machine } = release.subject.clinic;
  return machine.provider === "existing" ? machine.sshUser : undefined;
}

function whoBreaches(sshd: Sshd, release: Release): readonly Breach[] {
  const allowed = sshdSettings(sshd, "allowusers");
  if (allowed.length === 0) return [{ where: DROP_IN, what: "AllowUsers is not said, so every account may try." }];
  const known = [...release.subject.administrators, delivererOf(release)];
  return allowed.flatMap((setting) =>
    setting.args
      // USER@HOST narrows (sshd_config(5), AllowUsers).
      .filter((name) => !known.includes(name.replace(/@.*$/, "")))
      .map((name) => at(setting, `AllowUsers names ${name}, who is no administrator of the stack file.`)),
  );
}

/** Each administrator's file holds that one's keys of the stack file, and there is no other file. */
function keyBreaches(release: Release): readonly Breach[] {
  const administrators = new Map(release.subject.clinic.administrators.map(({ name, sshKeys }) => [name, sshKeys]));
  return release.files
    .filter(({ path }) => path.startsWith(KEYS))
    .flatMap(({ path, text, mode, owner }): readonly Breach[] => {
      const known = administrators.get(path.slice(KEYS.length));
      if (known === undefined)
        return [{ where: path, what: "The file holds keys of somebody who is no administrator." }];
      const writable = owner !== "root" || !/^0[0-7][0145][0145]$/.test(mode);
      // sshd reads it as the account itself (auth2-pubkey.c, user_key_allowed: temporarily_use_uid).
      const unread = !/[4-7]$/.test(mode);
      return [
        ...(writable ? [{ where: path, what: "Others than root may write into this file who may log in." }] : []),
        ...(unread
          ? [{ where: path, what: `With the mode ${mode} the account can't read its keys, and can't log in.` }]
          : []),
        ...known
          .filter((key) => !text.split("\n").includes(key))
          .map((key) => ({ where: path, what: `The key ${key.slice(0, 60)} of the stack file is not in it.` })),
        ...strayLines(text, (line) => known.includes(line)).map(({ line, text: key }) => ({
          where: path,
          line,
          what: `The key ${key.slice(0, 60)} is not in the stack file.`,
        })),
      ];
    });
}

/** What sudo has to be told, with any blanks, and what comes of it where it is not. */
const SUDO: readonly { readonly form: RegExp; readonly without: string }[] = [
  {
    form: /^%administrators[ \t]+ALL[ \t]*=[ \t]*\(ALL[ \t]*:[ \t]*ALL\)[ \t]*NOPASSWD[ \t]*:[ \t]*ALL$/,
    without:
      "The group administrators may not become root here, and its accounts have no password: nobody can look after the machine.",
  },
  {
    // On by itself only since sudo 1.9.14 (its release notes); Debian 12 has 1.9.13, and /etc/sudoers is the image's.
    form: /^Defaults[ \t]+use_pty$/,
    without:
      "use_pty is not said here: a command could type into the administrator's own terminal, also after it ended.",
  },
];
/** The usual modes for what root makes, which are narrower where this is not said. */
const UMASK = /^Defaults[ \t]+umask=0022,[ \t]*umask_override$/;

/** sudoers(5): who may become root, and how. */
function rootBreaches(release: Release): readonly Breach[] {
  return release.files
    .filter(({ path }) => path.startsWith(SUDOERS) || path === "/etc/sudoers")
    .flatMap(({ path, text }) => [
      // `#include` and `#includedir` are no comments there, and neither is `#` before a number.
      ...strayLines(text, isKnownToSudo, /^#(?:include|\d|-)/).map(({ line, text: words }) => ({
        where: path,
        line,
        what: `"${words.slice(0, 60)}" may let others than administrators become root.`,
      })),
      ...SUDO.filter(({ form }) => !text.split("\n").some((line) => form.test(line.trim()))).map(({ without }) => ({
        where: path,
        what: without,
      })),
    ]);
}

function isKnownToSudo(line: string): boolean {
  return UMASK.test(line) || SUDO.some(({ form }) => form.test(line));
}

function strayLines(text: string, known: (line: string) => boolean, noComment?: RegExp) {
  return text
    .split("\n")
    .map((line, index) => ({ text: line.trim(), line: index + 1 }))
    .filter(({ text: line }) => line !== "" && (!line.startsWith("#") || noComment?.test(line) === true))
    .filter(({ text: line }) => !known(line));
}

function networkBreaches(release: Release): readonly Breach[] {
  const wide = release.subject.administrationFrom.filter((network) => {
    const read = readNetwork(network);
    return read === undefined || read.prefix < WIDEST[read.family];
  });
  const open = release.ports.filter(
    ({ protocol, from, to, reachableBy }) =>
      protocol === "tcp" && reachableBy === "anyone" && sshPorts(release).some((port) => from <= port && port <= to),
  );
  return [
    ...wide.map((network) => ({
      where: "stillroom:administrationFrom",
      what: `${network} lets too much of the internet try to log in.`,
    })),
    ...open.map(({ from, to }) => ({
      where: "the ports of the release",
      what: `The port of SSH is declared as reachable by anyone (tcp ${from === to ? from : `${from} to ${to}`}).`,
    })),
  ];
}

const JAIL = "/etc/fail2ban/jail.d/90-stillroom.local";

/**
 * jail.conf(5) of fail2ban 1.0 and 1.1: what a jail does not say stands under DEFAULT. Debian's own defaults-debian.conf turns the jail on
 * with what jail.conf has, which nobody judged, so each must be said.
 */
const BANS: readonly {
  readonly key: string;
  readonly sections: readonly string[];
  readonly good: (value: string, release: Release) => boolean;
  readonly why: string;
}[] = [
  {
    key: "enabled",
    sections: ["sshd"],
    good: (value) => value === "true",
    why: "nobody is shut out who tries again and again",
  },
  // jail.conf says it for this jail, so that DEFAULT does not count.
  {
    key: "backend",
    sections: ["sshd"],
    good: (value) => value === "systemd",
    why: "sshd writes into the journal alone",
  },
  // filter.d/sshd.conf says it, so that DEFAULT does not count. Debian 12 and 13 name the unit so, and sshd-session of OpenSSH 10 runs in it.
  {
    key: "journalmatch",
    sections: ["sshd"],
    good: (value) => value === "_SYSTEMD_UNIT=ssh.service",
    why: "any program that calls itself sshd could have others shut out",
  },
  {
    key: "ignoreip",
    sections: ["sshd", "DEFAULT"],
    good: (value, { subject }) => sameNetworks(value.split(/[ ,]+/), subject.administrationFrom),
    why: "exactly the networks of administrators are never shut out, so that one colleague's tries don't shut out all",
  },
  {
    key: "maxretry",
    sections: ["sshd", "DEFAULT"],
    good: (value) => Number(value) >= 1 && Number(value) <= 10,
    why: "after ten tries at most somebody must be shut out",
  },
  {
    key: "findtime",
    sections: ["sshd", "DEFAULT"],
    good: (value) => (fail2banSeconds(value) ?? 0) >= 300,
    why: "who tries slowly must be seen for five minutes at least",
  },
  {
    key: "bantime",
    sections: ["sshd", "DEFAULT"],
    good: (value) => (fail2banSeconds(value) ?? 0) >= 600,
    why: "who is shut out must stay so for ten minutes at least",
  },
];

function sameNetworks(some: readonly string[], others: readonly string[]): boolean {
  const [one, other] = [some, others].map((networks) => networks.map((network) => readNetwork(network)?.normal).sort());
  return one?.join(" ") === other?.join(" ");
}

/** Who tries again and again at SSH is shut out. */
function banBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const lines = configuration.smallPrograms().filter(({ program }) => program === "fail2ban");
  const settings = BANS.flatMap(({ key, sections, good, why }): readonly Breach[] => {
    const [found] = sections.flatMap((section) => lines.findLast((line) => line.key === `${section}.${key}`) ?? []);
    if (found !== undefined && good(found.value, release)) return [];
    const place = found === undefined ? { where: JAIL } : { where: found.path, line: found.line };
    return [{ ...place, what: `${key} of the jail sshd is ${found?.value ?? "not set"}: ${why}.` }];
  });
  const missing = [
    // Without the journal's and the packet filter's side it starts and does nothing (fail2ban's Debian package only recommends them).
    ...["fail2ban", "python3-systemd", "nftables"]
      .filter((wanted) => !release.packages.some(({ name }) => name === wanted))
      .map((name) => ({ name, where: "the packages of the release" })),
    ...["fail2ban.service"]
      .filter((wanted) => !release.units.some(({ name }) => name === wanted))
      .map((name) => ({ name, where: "the units of the release" })),
  ];
  return [
    ...settings,
    ...missing.map(({ name, where }) => ({
      where,
      what: `${name} is not among them, so nobody is shut out who tries again and again.`,
    })),
  ];
}

function sshPorts(release: Release): readonly number[] {
  const { machine } = release.subject.clinic;
  return machine.provider === "existing" ? [22, machine.sshPort] : [22];
}

function at({ path, line }: SshdSetting, what: string): Breach {
  return { where: path, line, what };
}
