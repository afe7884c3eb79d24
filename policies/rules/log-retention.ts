import { administrationRecord, logLimit } from "../../clinic/law/logs.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced, withFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { originIn, placeIn, type Origin } from "../demands.ts";
import { coturnOptions, coturnSwitch } from "../readers/coturn.ts";
import { everyDirective } from "../readers/nginx/nginx.ts";
import { fail2banSeconds } from "../readers/fail2ban.ts";
import { bytesOfSize, secondsOfSpan } from "../readers/systemd/quantities.ts";
import { lastOf, listOf, readSystemd, systemdBoolean } from "../readers/systemd/systemd.ts";
import { javaStart, unitOf, unitOfFile } from "../readers/systemd/units.ts";
import { at, isMap, shown, shownText, stringsOf, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

const DROP_IN = "/etc/systemd/journald.conf.d/zz-stillroom.conf";
const AUDIT = "/etc/audit/auditd.conf";
const HOUR = 3600;
const DAY = 24 * HOUR;
const ELSEWHERE = "what is logged would go where no retention holds";
const FULL = "the journal would be full within hours, and what happened would be gone";

/** Who came when from where is itself confidential: it is not written down, or it is gone in time. */
export const logRetention: Rule = {
  id: "log-retention",
  title:
    "Services log no visitor, and what the machine logs is kept at least as long as the law demands and no longer than it allows.",
  severity: "high",
  serves:
    "GDPR art. 5(1)(c) and (e), HIPAA 45 CFR 164.312(b); the duty and the limit of each law and their sources stand in clinic/law/logs.ts.",
  mend: "Put the line back as templates/ has it in the repository (`git diff templates` shows what changed); the journal's days come from stillroom:law.",
  looksAt:
    "The logging of nginx, Prosody, coturn, Synapse, Jicofo, the videobridge, PostgreSQL, fail2ban and the packet filter, where their output goes, how long the journal and the audit log keep it, against the practice's law, and what the audit log is told to write down.",
  check: (release, configuration) => [
    ...journalBreaches(release, configuration),
    ...auditBreaches(release, configuration),
    ...webBreaches(configuration),
    ...prosodyBreaches(configuration),
    ...synapseBreaches(configuration),
    ...relayBreaches(configuration),
    ...javaBreaches(release, configuration),
    ...databaseBreaches(release, configuration),
    ...banBreaches(release, configuration),
    ...unitBreaches(release),
    ...daemonBreaches(release),
    ...firewallBreaches(configuration),
  ],
  breaks: [
    {
      how: "a later file keeps the journal for a year",
      apply: (release) =>
        withFile(release, {
          path: "/etc/systemd/journald.conf.d/zzz-local.conf",
          format: "ini",
          text: "[Journal]\nMaxRetentionSec=1year\n",
        }),
    },
    {
      how: "the journal's files span a month, so that whole months are kept",
      apply: (release) => replaced(release, DROP_IN, "MaxFileSec=1day", "MaxFileSec=1month"),
    },
    {
      how: "the journal keeps no time at all, which means for ever",
      apply: (release) => replaced(release, DROP_IN, /MaxRetentionSec=.*/, "MaxRetentionSec=0"),
    },
    {
      how: "the journal takes errors alone",
      apply: (release) => appended(release, DROP_IN, "MaxLevelStore=err"),
    },
    {
      how: "the packet filter writes down who knocks",
      apply: (release) =>
        replaced(
          release,
          "/etc/iptables/rules.v4",
          "-A INPUT -i lo -j ACCEPT\n",
          "-A INPUT -i lo -j ACCEPT\n-A INPUT -j LOG\n",
        ),
    },
    {
      how: "one server of nginx writes who came",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          /server_tokens off;/,
          "server_tokens off; access_log /var/log/nginx/access.log;",
        ),
    },
    {
      how: "Prosody also writes a file with everything",
      apply: (release) =>
        appended(
          release,
          ENTRY.prosody,
          'log { { levels = { min = "debug" }; to = "file"; filename = "/var/log/p" } }\nlog = { debug = "/var/log/p" }',
        ),
    },
    {
      how: "Synapse logs each request",
      apply: (release) => appended(release, ENTRY.synapseLog, "loggers: {synapse.access.http.8008: {level: INFO}}"),
    },
    { how: "coturn logs every peer", apply: (release) => appended(release, ENTRY.coturn, "Verbose") },
    {
      how: "coturn's log goes to a file",
      apply: (release) => appended(release, ENTRY.coturn, "log-file=/var/log/turn.log"),
    },
  ],
};

interface JournalDemand {
  readonly key: string;
  readonly good: (value: string) => boolean;
  /** What journald does where nothing is said is not good. */
  readonly said?: true;
  readonly why: string;
}

const MEGABYTE = 1024 ** 2;

const isOn = (value: string): boolean => systemdBoolean(value) === true;
const isOff = (value: string): boolean => systemdBoolean(value) === false;
const atLeast =
  (least: number) =>
  (value: string): boolean =>
    Number(value) >= least;
const holdsAtLeast =
  (bytes: number) =>
  (value: string): boolean =>
    (bytesOfSize(value) ?? 0) >= bytes;
const holdsAtMost =
  (bytes: number) =>
  (value: string): boolean =>
    (bytesOfSize(value) ?? Infinity) <= bytes;
const within =
  (least: number, most: number) =>
  (value: string): boolean => {
    const seconds = secondsOfSpan(value) ?? -1;
    return least <= seconds && seconds <= most;
  };

/** journald.conf(5) of systemd 252 and 257. Where a limit is not explained it is what journald has by itself, or near it. */
const JOURNAL_DEMANDS: readonly JournalDemand[] = [
  { key: "Storage", good: (value) => value === "persistent", said: true, why: "only on the disk it outlasts a start" },
  // journald deletes whole files: one that spans a month keeps its first day for a month longer, and of short ones it keeps a hundred.
  {
    key: "MaxFileSec",
    good: within(HOUR, DAY),
    said: true,
    why: "a file must span an hour at least and a day at most",
  },
  ...["ForwardToSyslog", "ForwardToKMsg", "ForwardToConsole"].map((key) => ({ key, good: isOff, why: ELSEWHERE })),
  { key: "ForwardToWall", good: isOff, said: true, why: ELSEWHERE },
  { key: "ForwardToSocket", good: (value) => value === "", why: ELSEWHERE },
  {
    key: "MaxLevelStore",
    good: (value) => ["info", "debug", "6", "7"].includes(value),
    why: "who logs in as an administrator is written down at the level info",
  },
  { key: "ReadKMsg", good: isOn, why: "what the kernel says would be kept nowhere" },
  { key: "Audit", good: isOn, why: "the kernel would be told to stop writing down what administrators do" },
  {
    key: "RateLimitBurst",
    good: (value) => Number(value) === 0 || Number(value) >= 10_000,
    why: "whoever is loud would keep the rest out",
  },
  { key: "RateLimitIntervalSec", good: within(0, 30), why: "whoever is loud would keep the rest out" },
  { key: "SyncIntervalSec", good: within(0, 300), why: "what was said last would be lost with the machine" },
  { key: "SystemMaxUse", good: holdsAtLeast(256 * MEGABYTE), why: FULL },
  { key: "SystemKeepFree", good: holdsAtMost(4096 * MEGABYTE), why: FULL },
  { key: "SystemMaxFileSize", good: holdsAtLeast(8 * MEGABYTE), why: FULL },
  { key: "SystemMaxFiles", good: atLeast(100), why: FULL },
  { key: "RuntimeMaxUse", good: holdsAtLeast(16 * MEGABYTE), why: FULL },
  { key: "RuntimeKeepFree", good: holdsAtMost(64 * MEGABYTE), why: FULL },
  { key: "RuntimeMaxFileSize", good: holdsAtLeast(MEGABYTE), why: FULL },
  { key: "RuntimeMaxFiles", good: atLeast(100), why: FULL },
];

/** The journal keeps what happened on the machine for a day at least, so that somebody can look, and no longer than the law allows. */
function journalBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { days, source } = logLimit(release.subject.law);
  const kept: JournalDemand = {
    key: "MaxRetentionSec",
    good: within(DAY, days * DAY),
    said: true,
    why: `the journal may hold at least a day and at most ${days} (${source.text})`,
  };
  return [kept, ...JOURNAL_DEMANDS].flatMap(({ key, good, said, why }): readonly Breach[] => {
    const setting = lastOf(configuration.journal(), "Journal", key);
    if (setting === undefined ? said !== true : good(setting.value)) return [];
    const place = setting === undefined ? { where: DROP_IN } : { where: setting.path, line: setting.line };
    return [{ ...place, what: `${key} is ${setting?.value ?? "not set"}: ${why}.` }];
  });
}

/**
 * auditd.conf(5): one file a day, since a timer turns them daily, and the oldest goes when there are more than num_logs. A file that
 * is full before its day is over is turned too, so fewer days are kept when much happens.
 */
function auditBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { leastDays, mostDays, source } = administrationRecord(release.subject.law);
  const lines = configuration.smallPrograms().filter(({ program }) => program === "auditd");
  const last = (key: string) => lines.findLast((line) => line.key.toLowerCase() === key);
  const rotates = (value: string) => /^rotate$/i.test(value);
  const demands: readonly (readonly [string, (value: string) => boolean, string])[] = [
    [
      "num_logs",
      (value) => leastDays <= Number(value) && Number(value) <= mostDays,
      `with a file for each day between ${leastDays} and ${mostDays} are to be kept (${source.text})`,
    ],
    ["max_log_file_action", rotates, "only ROTATE ever takes a file away"],
    ["write_logs", (value) => /^yes$/i.test(value), "what administrators did would be written nowhere"],
    [
      "flush",
      (value) =>
        /^(?:data|sync)$/i.test(value) || (/^incremental/i.test(value) && FREQUENT.test(last("freq")?.value ?? "")),
      "what was done last is lost with the machine unless it is written through, at once or after so many records as freq says",
    ],
    [
      "space_left",
      (value) => Number(value) > Number(last("admin_space_left")?.value ?? 0),
      "with no more than admin_space_left the audit daemon refuses to start (src/auditd-config.c, sanity_check)",
    ],
    [
      "admin_space_left",
      (value) => Number(value) <= MOST_MEGABYTES_FREE,
      `old files must stay while there are more than ${MOST_MEGABYTES_FREE} MB of room`,
    ],
    ["admin_space_left_action", rotates, "only ROTATE makes room for what happens next"],
    ["disk_full_action", rotates, "only ROTATE makes room for what happens next"],
    [
      "max_log_file",
      (value) => Number(value) >= LEAST_MEGABYTES,
      `a file below ${LEAST_MEGABYTES} MB is full before its day is over, so that fewer days are kept when much happens`,
    ],
  ];
  const settings = demands
    .filter(([key, good]) => !good(last(key)?.value ?? ""))
    .map(([key, , why]): Breach => {
      const found = last(key);
      const place = found === undefined ? { where: AUDIT } : { where: found.path, line: found.line };
      return { ...place, what: `${key} is ${found?.value ?? "not set"}: ${why}.` };
    });
  return [...settings, ...turnBreaches(release), ...auditedBreaches(release), ...auditorBreaches(release)];
}

/** Up to a thousand records may wait to be written through. */
const FREQUENT = /^(?:[1-9]\d{0,2}|1000)$/;

/** admin_space_left_action takes old files away: there must be little room indeed. */
const MOST_MEGABYTES_FREE = 1024;

/** auditd.conf(5), `max_log_file`: its default. */
const LEAST_MEGABYTES = 8;

const TURN = "/etc/systemd/system/audit-rotate.timer";

/** systemd.time(7), "Calendar Events": every day at one time. Hourly would fill the number of files within days. */
const DAILY = /^(?:daily|\*-\*-\* (?:[01]?\d|2[0-3]):[0-5]?\d(?::[0-5]?\d)?)$/;

/** auditd(8), "SIGNALS": USR1 has it turn its log. */
const TURNS = "/usr/bin/systemctl kill --signal=USR1 --kill-whom=main auditd.service";

/** The audit log's days are counted by this timer; an empty value takes back those before it (systemd.timer(5), `OnCalendar=`). */
function turnBreaches(release: Release): readonly Breach[] {
  const said = unitOf(release, "audit-rotate.timer").filter(({ section }) => section === "Timer");
  const times = said.filter(({ key }) => key.startsWith("On"));
  const counted = times.slice(times.findLastIndex(({ value }) => value === "") + 1);
  const breaches: Breach[] = [];
  const last = counted.at(-1);
  if (last === undefined) {
    breaches.push({
      where: TURN,
      what: "Nothing turns the audit log every day, so its files hold more than a day each.",
    });
  }
  const wrong = counted.find(({ key, value }) => key !== "OnCalendar" || !DAILY.test(value));
  const odd = wrong ?? (counted.length > 1 ? last : undefined);
  if (odd !== undefined) {
    breaches.push({
      where: odd.path,
      line: odd.line,
      what: `${odd.key}=${odd.value} turns the audit log at other times than once a day, so the number of its files says nothing of days.`,
    });
  }
  const commands = listOf(unitOf(release, "audit-rotate.service"), "Service", "ExecStart");
  const other = commands.find(({ value }) => value !== TURNS);
  if (commands.length === 0 || other !== undefined) {
    breaches.push({
      where: other?.path ?? TURN.replace(/timer$/, "service"),
      ...(other === undefined ? {} : { line: other.line }),
      what: `ExecStart is ${other?.value ?? "not set"}, which does not turn the audit log.`,
    });
  }
  const missed = lastOf(said, "Timer", "Persistent");
  if (missed === undefined || !/^(?:yes|true|on|y|t|1)$/i.test(missed.value)) {
    breaches.push({
      where: missed?.path ?? TURN,
      ...(missed === undefined ? {} : { line: missed.line }),
      what: `Persistent is ${missed?.value ?? "not set"}, so a day on which the machine was off is not counted.`,
    });
  }
  return breaches;
}

/** What the kernel writes down and what turns it: a package and units without which all the settings are words. */
function auditorBreaches(release: Release): readonly Breach[] {
  const packages = release.packages.some(({ name }) => name === "auditd")
    ? []
    : [
        {
          where: "the packages of the release",
          what: "auditd is not among them, so nobody writes down what administrators do.",
        },
      ];
  const units = ["auditd.service", "audit-rotate.timer"]
    .filter((unit) => !release.units.some(({ name }) => name === unit))
    .map((unit) => ({
      where: "the units of the release",
      what: `${unit} is not among them, so the audit log is not ${unit === "auditd.service" ? "written" : "turned every day"}.`,
    }));
  return [...packages, ...units];
}

const AUDITED = "/etc/audit/rules.d/90-stillroom.rules";

/**
 * What must be written down, each as audit.rules(7) of audit 3.0 and 4.0 has it: accounts and privileges, what an administrator does as
 * root, the packet filter, the kernel and the clock, and the release itself. A copy of what templates/audit says, on purpose: to
 * stop looking at something is two decisions.
 */
const DEMANDED: ReadonlySet<string> = new Set(
  [
    ...["passwd", "group", "shadow", "gshadow"].map((name) => `path=/etc/${name} -F perm=wa -F key=identity`),
    "path=/etc/sudoers -F perm=wa -F key=privilege",
    "dir=/etc/sudoers.d -F perm=wa -F key=privilege",
    "dir=/etc/ssh -F perm=wa -F key=access",
    "dir=/etc/pam.d -F perm=wa -F key=access",
    "dir=/etc/iptables -F perm=wa -F key=packet-filter",
    "path=/usr/sbin/xtables-nft-multi -F perm=x -F key=packet-filter",
    "dir=/etc/sysctl.d -F perm=wa -F key=kernel",
    "dir=/etc/stillroom -F perm=wa -F key=release",
    "dir=/usr/local/lib/stillroom -F perm=wa -F key=release",
    "dir=/var/lib/stillroom/secrets -F perm=rwa -F auid!=unset -F key=secrets",
    "dir=/etc/systemd/system -F perm=wa -F key=units",
    "dir=/etc/audit -F perm=wa -F key=audit",
  ]
    .map((fields) => `-a always,exit -F arch=b64 -F ${fields}`)
    .concat(
      "-a always,exit -F arch=b64 -S execve -F euid=0 -F auid>=1000 -F auid!=unset -F key=root-command",
      "-a always,exit -F arch=b64 -S init_module,finit_module,delete_module -F key=kernel",
      "-a always,exit -F arch=b64 -S clock_settime,settimeofday -F auid!=unset -F key=clock",
    ),
);

/**
 * auditctl(8), and augenrules(8), which puts a `-D` without options before all rules and `-b`, `-f` and `-e` in places of their own
 * wherever they stand: none of them takes a rule away. `-e 0` would switch the audit off, a short backlog loses records, and `-f 0` without a word.
 */
const HARMLESS_IN_RULES = /^(?:-D|-b [1-9]\d{3,5}|-f 1|-e [12]|--backlog_wait_time [1-9]\d{3,4})$/;

/** The rules of every file that augenrules takes, held against those that are demanded; what else stands there may take from them. */
function auditedBreaches(release: Release): readonly Breach[] {
  const lines = release.files
    .filter(({ path }) => /^\/etc\/audit\/rules\.d\/[^/]*\.rules$/.test(path))
    .flatMap(({ path, text }) =>
      text.split("\n").map((line, index) => ({ path, line: index + 1, said: line.trim().replace(/\s+/g, " ") })),
    )
    .filter(({ said }) => said !== "" && !said.startsWith("#"));
  const found = new Set(lines.map(({ said }) => ruleOf(said)));
  const missing = [...DEMANDED].filter((rule) => !found.has(rule));
  const others = missing.length > 1 ? ` and ${missing.length - 1} more are` : " is";
  return [
    ...missing.slice(0, 1).map((rule) => ({
      where: AUDITED,
      what: `The rule "${rule}"${others} missing, so what is watched by it is not written down.`,
    })),
    ...lines
      .filter(({ said }) => !DEMANDED.has(ruleOf(said)) && !HARMLESS_IN_RULES.test(said))
      .map(({ path, line, said }) => ({
        where: path,
        line,
        what: `${shownText(said)} may keep what administrators do out of the audit log, or write down what nobody asked for.`,
      })),
  ];
}

/** auditctl(8): `-k x` is short for `-F key=x`, and the list may stand before the action. */
function ruleOf(said: string): string {
  return said.replace(/ -k (\S+)$/, " -F key=$1").replace(/^-a exit,always /, "-a always,exit ");
}

/** The journal, or nowhere: Debian keeps the files in /var/log/nginx for fourteen days (/etc/logrotate.d/nginx of nginx-common 1.22 and 1.26). */
const ERRORS_TO: ReadonlySet<string> = new Set(["stderr", "syslog:server=unix:/dev/log", "/dev/null"]);

/** ngx_http_log_module and ngx_core_module: without `access_log off` everything is logged, and errors name the visitor. */
function webBreaches(configuration: Configuration): readonly Breach[] {
  const nginx = configuration.nginx();
  const breaches: Breach[] = [];
  for (const { directive } of everyDirective(nginx)) {
    const { name, args, path, line } = directive;
    if (name === "access_log" && args[0] !== "off") {
      breaches.push({ where: path, line, what: `nginx writes each visitor to ${args[0] ?? "a log"}.` });
    }
    if (name === "error_log" && !ERRORS_TO.has(args[0] ?? "")) {
      const what = `nginx writes errors to ${args[0] ?? "a file"}, where an address stays longer than in the journal.`;
      breaches.push({ where: path, line, what });
    }
    if (name === "error_log" && !["crit", "alert", "emerg"].includes(args[1] ?? "")) {
      breaches.push({
        where: path,
        line,
        what: `nginx writes errors of the level ${args[1] ?? "error"}, which name visitors.`,
      });
    }
  }
  const http = nginx.find(({ name }) => name === "http");
  if (http?.block?.some(({ name, args }) => name === "access_log" && args[0] === "off") !== true) {
    breaches.push({
      where: ENTRY.nginx,
      what: "access_log is not off for all of http, so nginx writes each visitor to a file.",
    });
  }
  if (!nginx.some(({ name }) => name === "error_log")) {
    breaches.push({ where: ENTRY.nginx, what: "error_log is not set, so nginx writes errors that name visitors." });
  }
  return breaches;
}

const QUIET: ReadonlySet<unknown> = new Set(["warn", "error"]);

/** Prosody 13.0, core/loggingmanager.lua: a sink says `levels = { min = … }` or a list, or a name stands for a level. */
function prosodyBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  const log = prosody.global["log"];
  const say = (what: string): Breach => ({ ...prosody.placeOf(undefined, ["log"]), what });
  if (!isMap(log) && !Array.isArray(log))
    return [say(`log is ${shown(log)}, so Prosody writes who came, at its default level.`)];
  return Object.entries(log as Readonly<Record<string, Plain>>).flatMap(([key, sink]) => {
    const [level, to] = isMap(sink) ? [levelsOf(sink), sink["to"]] : [QUIET.has(key) ? "quiet" : key, sink];
    const place = typeof to === "string" ? to.replace(/^\*/, "") : undefined;
    return [
      ...(level === "quiet" ? [] : [say(`A log takes ${level}, which is more than warnings.`)]),
      ...(place === "console" || place === "syslog"
        ? []
        : [say(`A log goes to ${shown(to)}, where no retention holds, and not to the journal.`)]),
    ];
  });
}

function levelsOf(sink: { readonly [key: string]: Plain }): string {
  const levels = sink["levels"];
  const listed = stringsOf(levels);
  const quiet = listed === undefined ? QUIET.has(at(levels, "min")) : listed.every((level) => QUIET.has(level));
  return quiet ? "quiet" : `the levels ${shown(levels)}`;
}

const SERIOUS: ReadonlySet<unknown> = new Set(["WARNING", "ERROR", "CRITICAL"]);

/** Python's logging.config, "Configuration dictionary schema"; Synapse's request log is at INFO and holds addresses. */
function synapseBreaches(configuration: Configuration): readonly Breach[] {
  const log = configuration.synapseLog();
  if (log === undefined) return [];
  const loggers = at(log, "loggers");
  const named: readonly (readonly [string, Plain | undefined])[] = [
    ["root", at(log, "root")],
    ...(isMap(loggers) ? Object.entries(loggers) : []),
  ];
  const breaches: Breach[] = named
    .filter(([, logger]) => !SERIOUS.has(at(logger, "level")))
    .map(([name, logger]) => ({
      where: ENTRY.synapseLog,
      what: `The logger ${name} has the level ${shown(at(logger, "level"))}; below WARNING it writes addresses and accounts.`,
    }));
  const handlers = at(log, "handlers");
  for (const [name, handler] of isMap(handlers) ? Object.entries(handlers) : []) {
    const stream = at(handler, "stream") ?? "ext://sys.stderr";
    const strange = isMap(handler) ? Object.keys(handler).filter((key) => !HANDLER.has(key)) : [];
    const journal = at(handler, "class") === "logging.StreamHandler" && STREAMS.has(stream) && strange.length === 0;
    if (journal) continue;
    breaches.push({
      where: ENTRY.synapseLog,
      what: `The handler ${name} writes elsewhere than to the journal, where no retention holds.`,
    });
  }
  breaches.push(...formatBreaches(log, originIn(ENTRY.synapseLog, configuration.file(ENTRY.synapseLog)?.text)));
  // homeserver.yaml names the file that counts; without it Synapse logs at INFO.
  const read = at(configuration.synapse(), "log_config");
  if (read !== ENTRY.synapseLog) {
    breaches.push({
      where: ENTRY.synapse,
      what: `log_config is ${shown(read)}, not ${ENTRY.synapseLog}, which was judged.`,
    });
  }
  return breaches;
}

/**
 * Synapse puts the address, the account and the browser of whoever asks at every line, warnings among them, for formats that name
 * them (synapse/logging/context.py, LoggingContextFilter, 1.163.2). `request` is a number that it counts.
 */
const WRITTEN: ReadonlySet<string> = new Set([
  ...["asctime", "created", "filename", "funcName", "levelname", "levelno", "lineno", "message", "module", "msecs"],
  ...["name", "process", "processName", "relativeCreated", "request", "server_name", "thread", "threadName"],
]);

function formatBreaches(log: Plain, origin: Origin): readonly Breach[] {
  const formatters = at(log, "formatters");
  return (isMap(formatters) ? Object.entries(formatters) : []).flatMap(([name, formatter]): readonly Breach[] => {
    const format = at(formatter, "format");
    if (typeof format !== "string") return [];
    const others = [...format.matchAll(/%\(([^)]*)\)/g)].map(([, key = ""]) => key).filter((key) => !WRITTEN.has(key));
    if (others.length === 0) return [];
    return [
      {
        ...placeIn(origin, ["format"]),
        what: `The formatter ${name} writes ${others.join(", ")} at each line, which may tell who came.`,
      },
    ];
  });
}

/** logging.config, "Dictionary Schema Details": any other key, `()` among them, is handed to code. */
const HANDLER: ReadonlySet<string> = new Set(["class", "formatter", "level", "stream"]);
const STREAMS: ReadonlySet<unknown> = new Set(["ext://sys.stderr", "ext://sys.stdout"]);

/** turnserver(1), 4.6.1: every line of its log holds a participant's address, so it has none. */
function relayBreaches(configuration: Configuration): readonly Breach[] {
  const coturn = configuration.coturn();
  const breaches: Breach[] = [];
  const switches = [
    ...["verbose", "Verbose", "syslog", "log-binding"].map((name) => ({
      name,
      on: false,
      what: `${name} makes coturn write participants' addresses.`,
    })),
    {
      name: "no-stdout-log",
      on: true,
      what: "no-stdout-log is not set, so coturn writes participants' addresses into the journal.",
    },
    // src/apps/common/ns_turn_utils.c, set_log_file_name: without it the name gets a date, and /dev/null_2026-01-31.log is a file.
    {
      name: "simple-log",
      on: true,
      what: "simple-log is not on, so coturn puts a date behind the name of its log, which then is another file.",
    },
  ];
  for (const { name, on, what } of switches) {
    if (coturnSwitch(coturn, name) === on) continue;
    const line = coturnOptions(coturn, name).at(-1)?.line;
    breaches.push({ where: ENTRY.coturn, ...(line === undefined ? {} : { line }), what });
  }
  const file = coturnOptions(coturn, "log-file").at(-1);
  if (file?.value !== "/dev/null") {
    breaches.push({
      where: ENTRY.coturn,
      ...(file === undefined ? {} : { line: file.line }),
      what: `log-file is ${file?.value ?? "not set"}, so coturn writes participants' addresses into a file.`,
    });
  }
  return breaches;
}

/** java.util.logging.LogManager; both programs name rooms and addresses below WARNING. */
function javaBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  return ["jicofo.service", "jitsi-videobridge2.service"].flatMap((unit): readonly Breach[] => {
    const path = javaStart(release, unit).logging;
    const file = path === undefined ? undefined : configuration.file(path);
    if (path === undefined || file === undefined) {
      return [
        {
          where: path ?? `/etc/systemd/system/${unit}`,
          what: `${unit} logs as its package has it, into a file that names rooms.`,
        },
      ];
    }
    return file.text.split("\n").flatMap((text, index) => propertyBreaches(path, index + 1, text.trim()));
  });
}

/** java.util.Properties and java.util.logging.LogManager: `key=value`, `#` and `!` comment; a backslash could spell any key in another way. */
function propertyBreaches(path: string, line: number, text: string): readonly Breach[] {
  if (text === "" || /^[#!]/.test(text)) return [];
  const say = (what: string) => [{ where: path, line, what }];
  const [, key = "", value = ""] = /^([^=:\s]+)\s*[=:\s]\s*(.*)$/.exec(text) ?? [];
  if (text.includes("\\") || key === "") return say(`What "${text.slice(0, 60)}" sets can't be told.`);
  if (key.endsWith(".level")) {
    return ["WARNING", "SEVERE", "OFF"].includes(value)
      ? []
      : say(`${key} is ${value}; below WARNING rooms are named.`);
  }
  if (key === "handlers") {
    return value === "java.util.logging.ConsoleHandler"
      ? []
      : say(`handlers is ${value}: only the journal has a retention.`);
  }
  if (key === "java.util.logging.ConsoleHandler.formatter") {
    return FORMATTERS.has(value) ? [] : say(`${key} is ${value}, and what that class writes can't be told.`);
  }
  if (/^java\.util\.logging\.(?:ConsoleHandler\.encoding|SimpleFormatter\.format)$/.test(key)) return [];
  return say(`${key} is set, which may name rooms or write where no retention holds.`);
}

/** Both of java.util.logging's own. */
const FORMATTERS: ReadonlySet<string> = new Set([
  "java.util.logging.SimpleFormatter",
  "java.util.logging.XMLFormatter",
]);

/** PostgreSQL's manual, "Error Reporting and Logging" (15 and 17): each must be said, since Debian's own file or the default says another. */
const DATABASE: Readonly<Record<string, RegExp>> = {
  log_destination: /^'?syslog'?$/,
  logging_collector: /^'?(?:off|false|no|0)'?$/,
  log_statement: /^'?none'?$/,
  log_min_duration_statement: /^-1$/,
  log_min_error_statement: /^'?(?:panic|fatal)'?$/,
  log_parameter_max_length_on_error: /^0$/,
  log_connections: /^'?(?:off|false|no|0|)'?$/,
  log_disconnections: /^'?(?:off|false|no|0)'?$/,
  log_error_verbosity: /^'?terse'?$/,
};
const HARMLESS_IN_DATABASE =
  /^log_(?:parameter_max_length|min_messages|checkpoints|lock_waits|timezone|autovacuum_min_duration)$/;

function databaseBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  if (!release.packages.some(({ name }) => name === "postgresql")) return [];
  const lines = configuration.smallPrograms().filter(({ program }) => program === "PostgreSQL");
  const file = lines[0]?.path ?? "the database's settings";
  const unmet = Object.entries(DATABASE).flatMap(([key, good]): readonly Breach[] => {
    const found = lines.findLast((line) => line.key === key);
    if (found !== undefined && good.test(found.value)) return [];
    const place = found === undefined ? { where: file } : { where: found.path, line: found.line };
    return [
      { ...place, what: `${key} is ${found?.value ?? "not set"}, so the database logs who came or what was written.` },
    ];
  });
  const others = lines
    .filter(({ key }) => key.startsWith("log_") && DATABASE[key] === undefined && !HARMLESS_IN_DATABASE.test(key))
    .map(({ key, value, path, line }) => ({
      where: path,
      line,
      what: `${key} is ${value}, which may log who came or what was written.`,
    }));
  return [...unmet, ...others];
}

/**
 * fail2ban's database and its own log hold the addresses of who failed to log in: after its last ban an address stays for three times as long
 * as that was, and for dbpurgeage from then on (server/database.py, `_purge_bips` with outDatedFactor, 1.0 and 1.1).
 */
function banBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { days } = logLimit(release.subject.law);
  const lines = configuration.smallPrograms().filter(({ program }) => program === "fail2ban");
  const last = (key: string) => lines.findLast((line) => line.key === key);
  const bans = ["sshd.bantime", "DEFAULT.bantime"].map(last).find((line) => line !== undefined);
  const secondsOf = (value = "") => fail2banSeconds(value) ?? Infinity;
  const demands: readonly (readonly [string, (value: string) => boolean, string])[] = [
    ["Definition.logtarget", (value) => value === "SYSTEMD-JOURNAL", "only the journal has a retention"],
    [
      "Definition.dbpurgeage",
      (value) => secondsOf(value) + 3 * secondsOf(bans?.value) <= days * DAY,
      `with three times the bantime, which is ${bans?.value ?? "not set"}, addresses may stay ${days} days`,
    ],
  ];
  return demands.flatMap(([key, good, why]): readonly Breach[] => {
    const found = last(key);
    if (found !== undefined && good(found.value)) return [];
    const place = found === undefined ? { where: BANS } : { where: found.path, line: found.line };
    return [{ ...place, what: `${key} is ${found?.value ?? "not set"}: ${why}.` }];
  });
}

const BANS = "/etc/fail2ban/fail2ban.d/90-stillroom.local";

/** systemd.exec(5), "Logging and Standard Input/Output": a service's output goes to the journal or nowhere. */
function unitBreaches(release: Release): readonly Breach[] {
  const files = release.files.filter(({ path }) => unitOfFile(path) !== undefined);
  return readSystemd(files)
    .value.filter(({ section }) => section === "Service")
    .filter(({ key, value }) =>
      key === "LogNamespace"
        ? value !== ""
        : /^Standard(?:Output|Error)$/.test(key) && !/^(?:|inherit|journal|null)$/.test(value),
    )
    .map(({ key, value, path, line }) => ({
      where: path,
      line,
      what: `${key}=${value} takes a service's output out of the journal, where no retention holds.`,
    }));
}

/** Daemons that would keep a log of their own beside the journal. */
const DAEMON =
  /^(?:rsyslog|syslog-ng|inetutils-syslogd|busybox-syslogd|metalog|systemd-journal-remote|fluent-bit|vector|promtail|filebeat)/;

function daemonBreaches(release: Release): readonly Breach[] {
  return release.packages
    .filter(({ name }) => DAEMON.test(name))
    .map(({ name }) => ({
      where: "the packages of the release",
      what: `${name} would keep or hand on a log of its own.`,
    }));
}

/** Rules of the packet filter, of both families and in every table, that write down who came: in the kernel's log, a program or a list. */
function firewallBreaches(configuration: Configuration): readonly Breach[] {
  const firewalls = [
    ...configuration.firewalls(),
    ...configuration.fallbackFirewalls(),
    ...configuration.birthFirewalls(),
  ];
  return firewalls
    .flatMap(({ tables }) => [...tables.values()].flatMap((chains) => [...chains.values()]))
    .flatMap(({ rules }) => rules)
    .flatMap(({ path, line, records }) =>
      records.map((written) => ({
        where: path,
        line,
        what: `${written} writes down the address of whoever sends a packet, where no retention holds.`,
      })),
    );
}
