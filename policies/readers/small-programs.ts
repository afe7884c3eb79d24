import type { Release, ReleaseFile } from "../../render/release.ts";
import type { Reading } from "../reading.ts";
import type { Breach } from "../rule.ts";
import { fail2banSeconds } from "./fail2ban.ts";
import { isDatabaseFile } from "./known-paths.ts";
import { settingsFiles } from "./systemd/settings-files.ts";

/** One line of a program's settings: what it is called, with its section where there are sections, and what it says. */
export interface SettingLine {
  readonly path: string;
  readonly line: number;
  /** Short name of the program: `chrony`. */
  readonly program: string;
  /** `server`; `Resolve.DNS` with a section. */
  readonly key: string;
  readonly value: string;
}

interface Program {
  readonly name: string;
  /** Files that it reads as settings, in the order in which it reads them. */
  readonly files: (release: Release) => readonly ReleaseFile[];
  /** `words`: `key value`; `pairs`: `key = value` below optional `[sections]`; `options`: `key` or `key=value`; `spaced`: `key = value` with blanks around the sign. */
  readonly form: "words" | "pairs" | "options" | "spaced";
  /** It takes its keys in any case. */
  readonly anyCase?: true;
  /** Characters with which a line begins that says nothing. */
  readonly comments: string;
  /** Settings whose effect is known, with what they may say; a rule judges those that may say anything. */
  readonly known: Readonly<Record<string, Form>>;
}

/** What a setting may say: a pattern, or what a program's own way of writing it asks for. */
interface Form {
  readonly test: (value: string) => boolean;
}

/** Files of one folder are read in the order of their names. */
function matching(pattern: RegExp): Program["files"] {
  return ({ files }) => inOrder(files.filter(({ path }) => pattern.test(path)));
}

function inOrder(files: readonly ReleaseFile[]): readonly ReleaseFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}

const ANYTHING = /^/;
const NUMBER = /^-?\d+(?:\.\d+)?$/;
const COUNT = /^(?:0|[1-9]\d{0,4})$/;
const BAN_TIME: Form = { test: (value) => fail2banSeconds(value) !== undefined };

/** The same form for many keys. */
function all(form: Form, keys: string): Readonly<Record<string, Form>> {
  return Object.fromEntries(keys.split(/\s+/).map((key) => [key, form]));
}

/** Programs with a few plain lines of settings each, as their Debian packages' manuals have them. */
const PROGRAMS: readonly Program[] = [
  {
    // chrony.conf(5), chrony 4.3 and 4.6.
    name: "chrony",
    files: matching(/^\/etc\/chrony\/chrony\.conf$/),
    form: "words",
    anyCase: true,
    comments: "#%;!",
    known: {
      // A pool's names change with each answer, and a peer may set this clock back; neither can be followed.
      server: ANYTHING,
      ...all(/^\/(?:var\/lib|run)\/chrony(?:\/[\w.]+)?$/, "driftfile ntsdumpdir"),
      maxupdateskew: /^[1-9]\d{0,2}(?:\.\d+)?$/,
      makestep: ANYTHING,
      minsources: NUMBER,
      ...all(/^$/, "rtcsync lock_all"),
      ...all(/^0$/, "port cmdport"),
      leapsectz: /^right\/UTC$/,
    },
  },
  {
    // resolved.conf(5), systemd 252 and 257.
    name: "systemd-resolved",
    files: ({ files }) => settingsFiles("resolved", files),
    form: "pairs",
    comments: "#;",
    known: {
      ...all(ANYTHING, "Resolve.DNS Resolve.FallbackDNS Resolve.LLMNR Resolve.MulticastDNS"),
      "Resolve.Domains": /^~\.$/,
      "Resolve.DNSSEC": /^(?:yes|no|allow-downgrade)$/,
      // With "yes" nothing is asked but on port 853, which no packet of ours leaves by.
      "Resolve.DNSOverTLS": /^(?:no|opportunistic)$/,
      "Resolve.Cache": /^(?:yes|no|no-negative)$/,
      "Resolve.DNSStubListener": /^(?:yes|udp|tcp)$/,
    },
  },
  {
    // certbot(1) of Debian's certbot 2.1 and 4.0: options by their long names.
    name: "certbot",
    files: matching(/^\/etc\/(?:stillroom\/certbot\.ini$|letsencrypt\/)/),
    form: "pairs",
    comments: "#;",
    known: {
      ...all(ANYTHING, "server domains email key-type elliptic-curve rsa-key-size"),
      ...all(/^true$/, "non-interactive agree-tos register-unsafely-without-email keep-until-expiring"),
      ...all(/^true$/, "renew-with-new-domains no-directory-hooks no-eff-email"),
      "cert-name": /^machine$/,
      authenticator: /^webroot$/,
      "webroot-path": /^\/var\/lib\/stillroom\/acme$/,
      "config-dir": /^\/var\/lib\/stillroom\/certbot$/,
      "work-dir": /^\/var\/lib\/stillroom\/certbot\/work$/,
      "logs-dir": /^\/var\/lib\/stillroom\/certbot\/logs$/,
      "max-log-backups": NUMBER,
    },
  },
  {
    // wg-quick(8), wg(8) of wireguard-tools 1.0.20210914. The hooks that run a program stand in none of our files.
    name: "WireGuard",
    files: matching(/^\/etc\/wireguard\//),
    form: "pairs",
    comments: "#",
    known: {
      "Interface.PrivateKey": ANYTHING,
      "Interface.Address": /^[0-9a-f:.]+\/\d+$/,
      ...all(/^(?:off|0x[0-9a-f]+|\d+)$/, "Interface.FwMark Interface.Table Interface.MTU Interface.ListenPort"),
      "Peer.PublicKey": /^[A-Za-z0-9+/]{43}=$/,
      "Peer.Endpoint": ANYTHING,
      "Peer.AllowedIPs": /^[0-9a-f:./, ]+$/,
      "Peer.PersistentKeepalive": NUMBER,
    },
  },
  {
    // dnsmasq(8), 2.90 and 2.91. Whatever gives out addresses, runs scripts or reads further files stands in none of our files.
    name: "dnsmasq",
    files: matching(/^\/etc\/stillroom\/device-names\.conf$/),
    form: "options",
    comments: "#",
    known: {
      ...all(ANYTHING, "listen-address host-record local"),
      port: /^53$/,
      "cache-size": /^0$/,
      // The machine's own resolver, and no other.
      server: /^127\.0\.0\.53$/,
      ...all(/^$/, "bind-dynamic no-hosts no-resolv domain-needed bogus-priv"),
    },
  },
  {
    // fail2ban.conf(5) of fail2ban 1.0 and 1.1; what is meant for it has no effect among the jails, and the other way round.
    name: "fail2ban",
    files: matching(/^\/etc\/fail2ban\/fail2ban\.d\/[^/.][^/]*\.local$/),
    form: "pairs",
    comments: "#;",
    known: {
      "Definition.logtarget": /^SYSTEMD-JOURNAL$/,
      "Definition.dbpurgeage": BAN_TIME,
    },
  },
  {
    // jail.conf(5) of fail2ban 1.0 and 1.1. An action of another kind can send mail or report addresses.
    name: "fail2ban",
    files: matching(/^\/etc\/fail2ban\/jail\.d\/[^/.][^/]*\.local$/),
    form: "pairs",
    comments: "#;",
    known: {
      "DEFAULT.banaction": /^(?:nf|ip)tables(?:-multiport)?(?:\[type=multiport\])?$/,
      "DEFAULT.banaction_allports": /^(?:nf|ip)tables(?:-allports)?(?:\[type=allports\])?$/,
      "DEFAULT.usedns": /^no$/,
      ...all(/^(?:true|false)$/, "sshd.enabled"),
      ...all(/^systemd$/, "sshd.backend DEFAULT.backend"),
      "sshd.journalmatch": /^_SYSTEMD_UNIT=ssh\.service$/,
      ...all(/^[0-9a-f:./, ]+$/i, "sshd.ignoreip DEFAULT.ignoreip"),
      ...all(COUNT, "sshd.maxretry DEFAULT.maxretry"),
      ...all(BAN_TIME, "sshd.findtime sshd.bantime DEFAULT.findtime DEFAULT.bantime"),
    },
  },
  {
    // auditd.conf(5), auditd 3.0 and 4.0. Without the keys for other machines (tcp_…) it neither sends nor takes records. What is
    // written in another way keeps the daemon from starting (src/auditd-config.c, nv_split and each setting's parser).
    name: "auditd",
    files: matching(/^\/etc\/audit\/(?!rules\.d\/)/),
    form: "spaced",
    comments: "#",
    known: {
      ...all(/^yes$/i, "local_events write_logs"),
      log_file: /^\/var\/log\/audit\/audit\.log$/,
      log_group: /^root$/,
      log_format: /^(?:ENRICHED|RAW)$/i,
      flush: /^(?:INCREMENTAL_ASYNC|INCREMENTAL|DATA|SYNC)$/i,
      ...all(COUNT, "freq max_log_file num_logs space_left admin_space_left priority_boost q_depth"),
      name_format: /^NONE$/i,
      ...all(/^(?:ROTATE|SYSLOG|IGNORE)$/i, "max_log_file_action admin_space_left_action disk_full_action"),
      space_left_action: /^(?:SYSLOG|IGNORE)$/i,
      disk_error_action: /^SYSLOG$/i,
    },
  },
  {
    // modprobe.d(5), kmod 30 and 34: a command in the place of a module. Another command would be run as root.
    name: "modprobe",
    files: matching(/^\/etc\/modprobe\.d\/[^/.][^/]*\.conf$/),
    form: "words",
    comments: "#",
    known: {
      install: /^[a-z0-9][a-z0-9_-]* \/bin\/(?:false|true)$/,
      blacklist: /^[a-z0-9][a-z0-9_-]*$/,
    },
  },
  {
    // limits.conf(5), libpam-modules 1.5 and 1.7: DOMAIN TYPE ITEM VALUE.
    name: "pam_limits",
    files: matching(/^\/etc\/security\/limits\.d\/[^/.][^/]*\.conf$/),
    form: "words",
    comments: "#",
    known: all(/^(?:hard|-)\s+core\s+0$/, "* root"),
  },
  {
    // coredump.conf(5), systemd 252 and 257.
    name: "systemd-coredump",
    files: ({ files }) => settingsFiles("coredump", files),
    form: "pairs",
    comments: "#;",
    known: { "Coredump.Storage": /^none$/, "Coredump.ProcessSizeMax": /^0$/ },
  },
  {
    // systemd-system.conf(5), systemd 252 and 257.
    name: "systemd",
    files: ({ files }) => settingsFiles("system", files),
    form: "pairs",
    comments: "#;",
    known: { "Manager.DefaultLimitCORE": /^0$/ },
  },
  {
    // bash(1), "TMOUT" and builtins; dash(1) takes the same lines. Whatever else stood here would run in every administrator's login.
    name: "login shell",
    files: matching(/^\/etc\/profile\.d\//),
    form: "words",
    comments: "#",
    known: {
      readonly: /^TMOUT=[1-9]\d{0,3}$/,
      export: /^TMOUT$/,
      umask: /^0?[0-7][2367]7$/,
      ulimit: /^-c 0$/,
    },
  },
  {
    // PostgreSQL 15 and 17, "Server Configuration". Whatever archives, replicates or includes stands in none of our files.
    name: "PostgreSQL",
    files: (release) => databaseFiles(release).filter(({ path }) => path.includes("/conf.d/")),
    form: "pairs",
    comments: "#",
    known: {
      listen_addresses: /^''$/,
      ssl: /^off$/,
      password_encryption: /^'?scram-sha-256'?$/,
      log_destination: /^'syslog'$/,
      syslog_ident: /^'postgres'$/,
      ...all(/^off$/, "logging_collector log_connections log_disconnections"),
      log_statement: /^'?none'?$/,
      ...all(/^-1$/, "log_min_duration_statement"),
      ...all(/^(?:warning|error|log|fatal|panic)$/, "log_min_error_statement log_min_messages"),
      ...all(NUMBER, "log_parameter_max_length log_parameter_max_length_on_error"),
      // Synapse keeps up to ten (Configuration Manual, `database`), the machine's own account asks with one more.
      max_connections: /^(?:[2-9]\d|[1-9]\d{2})$/,
      log_error_verbosity: /^terse$/,
      ...all(/^\d+(?:kB|MB|GB)?$/, "shared_buffers work_mem maintenance_work_mem effective_cache_size"),
    },
  },
  {
    // PostgreSQL 15 and 17, "The pg_hba.conf File": over the socket alone, as the system's own account.
    name: "PostgreSQL's access list",
    files: (release) => databaseFiles(release).filter(({ path }) => !path.includes("/conf.d/")),
    form: "words",
    comments: "#",
    known: { local: ANYTHING },
  },
];

function databaseFiles({ files, subject }: Release): readonly ReleaseFile[] {
  return inOrder(files.filter(({ path }) => isDatabaseFile(path, subject.clinic)));
}

/** The settings of small programs, and each that we have not looked up. */
export function readSmallPrograms(release: Release): Reading<readonly SettingLine[]> {
  const doubts: Breach[] = [];
  const lines = PROGRAMS.flatMap((program) => program.files(release).flatMap((file) => linesOf(file, program, doubts)));
  return { value: lines, doubts };
}

function linesOf(file: ReleaseFile, program: Program, doubts: Breach[]): readonly SettingLine[] {
  const found: SettingLine[] = [];
  let section = "";
  for (const [index, text] of file.text.split("\n").entries()) {
    const line = index + 1;
    const doubt = (what: string) => doubts.push({ where: file.path, line, what: `${program.name}'s ${what}` });
    const first = text.trimStart().charAt(0);
    if (first === "" || program.comments.includes(first)) continue;
    // What is a blank or a line's end to one program is a letter to another.
    if (/[^\t\x20-\x7e]/.test(text)) {
      doubt("line holds another character than letters, digits, signs and blanks.");
      continue;
    }
    const header = program.form === "pairs" ? /^\[([\w-]+)\]\s*$/.exec(text)?.[1] : undefined;
    if (header !== undefined) {
      section = header;
      continue;
    }
    const [, spelt, value = ""] = LINES[program.form].exec(text) ?? [];
    const name = program.anyCase === true ? spelt?.toLowerCase() : spelt;
    if (name === undefined) {
      doubt("line is not understood.");
      continue;
    }
    const key = section === "" ? name : `${section}.${name}`;
    const form = Object.hasOwn(program.known, key) ? program.known[key] : undefined;
    if (form === undefined) doubt(`${key} is a setting that we have not looked up, so what it does can't be told.`);
    else if (!form.test(value)) doubt(`${key} says "${value}", which is not known to be harmless.`);
    found.push({ path: file.path, line, program: program.name, key, value });
  }
  return found;
}

/** Without a blank before it, which would continue the line above; a backslash at the end would continue this one. */
const PAIR = /^([\w.-]+)\s*=\s*([^\r]*[^\s\\]|)\s*$/;
/** src/auditd-config.c, nv_split and get_line: words between blanks; of a line of 160 bytes or more nothing is read. */
const SPACED = /^(?=.{0,150}$)(\w+) += +([^\s\\]+) *$/;
/** src/option.c of dnsmasq 2.90, read_file: no quotes, no backslashes, nothing behind. */
const OPTION = /^([a-z-]+)(?:=([\w./:,-]*))?$/;
const WORDS = /^([A-Za-z_]+|\*)(?:\s+([^\r]*[^\s\\]))?\s*$/;
const LINES: Readonly<Record<Program["form"], RegExp>> = { words: WORDS, pairs: PAIR, options: OPTION, spaced: SPACED };
