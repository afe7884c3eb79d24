import type { Release } from "../../../render/release.ts";
import { appended, replaced, withFile, withText, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

const JOURNAL = "/etc/systemd/journald.conf.d/zz-stillroom.conf";
const AUDIT = "/etc/audit/auditd.conf";
const TIMER = "/etc/systemd/system/audit-rotate.timer";
const AUDITED = "/etc/audit/rules.d/90-stillroom.rules";
const DATABASE = "/etc/postgresql/17/main/conf.d/stillroom.conf";
const BANS = "/etc/fail2ban/fail2ban.d/90-stillroom.local";
const JAIL = "/etc/fail2ban/jail.d/90-stillroom.local";
const FOCUS = "/etc/stillroom/jicofo/logging.properties";

function unit(release: Release, name: string, text: string): Release {
  return withFile(release, { path: `/etc/systemd/system/${name}`, format: "systemd", text });
}

function journal(release: Release, path: string, text: string): Release {
  return withFile(release, { path, format: "ini", text: `[Journal]\n${text}\n` });
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "the journal's file sorts before Debian's own, which hands everything on",
    apply: (release) => {
      const text = release.files.find(({ path }) => path === JOURNAL)?.text ?? "";
      return withFile(withoutFile(release, JOURNAL), { path: JOURNAL.replace("zz-", "90-"), format: "ini", text });
    },
  },
  {
    how: "the journal keeps a month longer by a file below /run",
    apply: (release) => journal(release, "/run/systemd/journald.conf.d/zzz.conf", "MaxRetentionSec=5weeks"),
  },
  {
    how: "the journal's days are said in the wrong section",
    apply: (release) => replaced(release, JOURNAL, "[Journal]", "[Journald]"),
  },
  {
    how: "the journal keeps eight days under a law of seven, said in hours",
    apply: (release) => replaced(release, JOURNAL, /MaxRetentionSec=.*/, "MaxRetentionSec=192h"),
  },
  {
    how: "the journal is handed to another machine",
    apply: (release) => journal(release, "/etc/systemd/journald.conf.d/zzz.conf", "ForwardToSocket=vsock:2:4444"),
  },
  {
    how: "the journal keeps nothing, so that nobody can look into anything",
    apply: (release) => replaced(release, JOURNAL, "Storage=persistent", "Storage=none"),
  },
  {
    how: "our file for the journal is hidden by one of the same name that says less",
    apply: (release) => replaced(release, JOURNAL, /^MaxRetentionSec=.*\n/m, ""),
  },
  {
    how: "a service's output is appended to a file",
    apply: (release) =>
      unit(release, "prosody.service.d/out.conf", "[Service]\nStandardOutput=append:/var/log/prosody.log\n"),
  },
  {
    how: "a service's errors go to a journal of their own, for which nothing is said",
    apply: (release) => unit(release, "nginx.service.d/log.conf", "[Service]\nLogNamespace=web\n"),
  },
  {
    how: "a daemon is installed that keeps its own copy",
    apply: (release) => ({ ...release, packages: [...release.packages, { name: "rsyslog", repository: "debian" }] }),
  },
  {
    how: "the audit log is kept for a day longer than a year",
    apply: (release) => replaced(release, AUDIT, /^num_logs = .*$/m, "num_logs = 367"),
  },
  {
    how: "the audit log is gone a day before its year is over",
    apply: (release) => replaced(release, AUDIT, /^num_logs = .*$/m, "num_logs = 364"),
  },
  {
    how: "the audit log of who is under HIPAA is kept like anybody's",
    clinic: { ...CLINIC, law: { jurisdiction: "US-WA", hipaaCovered: true } },
    apply: (release) => replaced(release, AUDIT, /^num_logs = .*$/m, "num_logs = 30"),
  },
  {
    how: "the audit log's files are all kept, whatever their number",
    apply: (release) => replaced(release, AUDIT, /^max_log_file_action = .*$/m, "max_log_file_action = keep_logs"),
  },
  {
    how: "the audit log is gone after two days, before anybody looks",
    apply: (release) => appended(release, AUDIT, "num_logs = 2"),
  },
  { how: "the audit log is written nowhere", apply: (release) => appended(release, AUDIT, "write_logs = no") },
  {
    how: "the audit log is turned once in a month",
    apply: (release) => replaced(release, TIMER, "OnCalendar=daily", "OnCalendar=monthly"),
  },
  {
    how: "the timer that turns the audit log is reset and set again",
    apply: (release) => unit(release, "audit-rotate.timer.d/calm.conf", "[Timer]\nOnCalendar=\nOnCalendar=weekly\n"),
  },
  {
    how: "the last line of the audit rules switches the audit off",
    apply: (release) => appended(release, "/etc/audit/rules.d/90-stillroom.rules", "-e 0"),
  },
  {
    how: "the audit log is turned every hour, so that its files are full of hours",
    apply: (release) => replaced(release, TIMER, "OnCalendar=daily", "OnCalendar=hourly"),
  },
  {
    how: "the audit log is turned at two times of a day",
    apply: (release) => replaced(release, TIMER, "OnCalendar=daily", "OnCalendar=daily\nOnCalendar=*-*-* 12:00"),
  },
  {
    how: "the audit log is turned as long after the start as nobody waits",
    apply: (release) => replaced(release, TIMER, "OnCalendar=daily", "OnBootSec=1d"),
  },
  {
    how: "the timer of the audit log has its times taken back",
    apply: (release) => replaced(release, TIMER, "OnCalendar=daily", "OnCalendar=daily\nOnCalendar="),
  },
  ...[
    "ExecStart=/usr/bin/systemctl kill --signal=TERM --kill-whom=main auditd.service",
    "ExecStart=/usr/bin/systemctl kill --signal=USR1 --kill-whom=main nginx.service",
    "ExecStart=",
  ].map((line): BrokenTree => ({
    how: `what turns the audit log says ${line}`,
    apply: (release) => replaced(release, TIMER.replace(/timer$/, "service"), /^ExecStart=.*$/m, line),
  })),
  {
    how: "what turns the audit log says so, and stops it afterwards",
    apply: (release) =>
      replaced(
        release,
        TIMER.replace(/timer$/, "service"),
        /^CapabilityBoundingSet=/m,
        "ExecStart=/usr/bin/systemctl stop auditd.service\nCapabilityBoundingSet=",
      ),
  },
  {
    how: "days on which the machine was off are not counted",
    apply: (release) => replaced(release, TIMER, "Persistent=true", "Persistent=false"),
  },
  {
    how: "nobody says that missed days count",
    apply: (release) => replaced(release, TIMER, "Persistent=true\n", ""),
  },
  {
    how: "the audit log's files hold so little that a day fills many",
    apply: (release) => replaced(release, AUDIT, /^max_log_file = .*$/m, "max_log_file = 1"),
  },
  {
    how: "the size of the audit log's files is left out",
    apply: (release) => replaced(release, AUDIT, /^max_log_file = .*\n/m, ""),
  },
  {
    how: "the rules of the audit log are all gone but its comments",
    apply: (release) => withText(release, AUDITED, (text) => text.replace(/^-.*\n/gm, "")),
  },
  { how: "the file of the audit rules is gone", apply: (release) => withoutFile(release, AUDITED) },
  {
    how: "the file of the audit rules has an ending that augenrules passes over",
    apply: (release) => {
      const text = release.files.find(({ path }) => path === AUDITED)?.text ?? "";
      return withFile(withoutFile(release, AUDITED), { path: `${AUDITED}.conf`, format: "text", text });
    },
  },
  {
    how: "what administrators do as root is watched for an account that nobody has",
    apply: (release) => replaced(release, AUDITED, "-F auid>=1000", "-F auid=4294967294"),
  },
  {
    how: "one of the audit rules is commented out",
    apply: (release) =>
      replaced(
        release,
        AUDITED,
        "-a always,exit -F arch=b64 -F dir=/etc/sudoers.d",
        "#-a always,exit -F arch=b64 -F dir=/etc/sudoers.d",
      ),
  },
  ...[
    "-a always,exclude -F msgtype=USER_CMD",
    "-D -k root-command",
    "-A exit,never -F auid=1000",
    "-d always,exit -F arch=b64 -F dir=/etc/ssh -F perm=wa -F key=access",
    "-r 1",
    "-b 8192 -e 0",
    "-f 2",
    "-f 0",
    "-b 999",
    "--backlog_wait_time 0",
    "-a always,exit -F arch=b64 -S connect -F key=who",
    "--reset-lost",
  ].map((line): BrokenTree => ({
    how: `a later file of audit rules says ${line}`,
    apply: (release) =>
      withFile(release, { path: "/etc/audit/rules.d/99-local.rules", format: "text", text: `## local\n${line}\n` }),
  })),
  {
    how: "the package that writes the audit log is none of the release's",
    apply: (release) => ({ ...release, packages: release.packages.filter(({ name }) => name !== "auditd") }),
  },
  {
    how: "the audit daemon is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "auditd.service") }),
  },
  {
    how: "one location of nginx writes who came, to the system's log",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "server_tokens off;",
        "server_tokens off; location = /probe { access_log syslog:server=unix:/dev/log; }",
      ),
  },
  {
    how: "nginx writes errors at the level at which they name visitors",
    apply: (release) => replaced(release, ENTRY.nginx, /error_log (\S+) crit;/, "error_log stderr warn;"),
  },
  {
    how: "Prosody's warnings go to a file that nothing turns",
    apply: (release) =>
      replaced(release, ENTRY.prosody, 'to = "console"', 'to = "file", filename = "/var/log/prosody/warn.log"'),
  },
  {
    how: "Prosody's log takes info too, in a word built of two",
    apply: (release) => replaced(release, ENTRY.prosody, 'min = "warn"', 'min = "in" .. "fo"'),
  },
  {
    how: "a logger of Synapse's below the root is talkative",
    apply: (release) => appended(release, ENTRY.synapseLog, "loggers:\n  synapse.http.site:\n    level: INFO"),
  },
  {
    how: "Synapse's handler turns files of its own",
    apply: (release) =>
      withText(release, ENTRY.synapseLog, (text) =>
        text.replace(
          "class: logging.StreamHandler",
          "class: logging.handlers.TimedRotatingFileHandler\n    filename: /var/log/matrix-synapse/homeserver.log",
        ),
      ),
  },
  {
    how: "Synapse's handler is made by another function",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapseLog,
        "class: logging.StreamHandler",
        "class: logging.StreamHandler\n    (): logging.FileHandler",
      ),
  },
  {
    how: "Synapse reads another log configuration than the one that is judged",
    apply: (release) => replaced(release, ENTRY.synapse, ENTRY.synapseLog, "/etc/matrix-synapse/log.debian.yaml"),
  },
  {
    how: "the relay's words go to standard output, and so into the journal",
    apply: (release) => replaced(release, ENTRY.coturn, /^no-stdout-log$/m, "no-stdout-log=0"),
  },
  { how: "the relay writes each binding", apply: (release) => appended(release, ENTRY.coturn, "log-binding") },
  {
    how: "the relay is talkative, and a later line only seems to take it back",
    apply: (release) => appended(release, ENTRY.coturn, "Verbose\nVerbose=0"),
  },
  {
    how: "the focus writes at the level at which rooms are named",
    apply: (release) => replaced(release, FOCUS, /^\.level=.*$/m, ".level : INFO"),
  },
  {
    how: "the focus' key is spelt with an escape",
    apply: (release) => appended(release, FOCUS, "org.jitsi.\\u006cevel=ALL"),
  },
  {
    how: "the focus runs a class that sets its logging",
    apply: (release) => appended(release, FOCUS, "config=org.example.LogSetup"),
  },
  {
    how: "the database logs every statement that takes a while",
    apply: (release) => appended(release, DATABASE, "log_min_duration_statement = 200"),
  },
  {
    how: "the database logs who connects, in a second file",
    apply: (release) =>
      withFile(release, {
        path: "/etc/postgresql/17/main/conf.d/tuning.conf",
        format: "text",
        text: "log_connections = on\n",
      }),
  },
  {
    how: "addresses of who failed to log in are kept for a year",
    apply: (release) => replaced(release, BANS, /^dbpurgeage = .*$/m, "dbpurgeage = 52w"),
  },
  {
    how: "who failed to log in is written into a file",
    apply: (release) => replaced(release, BANS, /^logtarget = .*$/m, "logtarget = /var/log/fail2ban.log"),
  },
  ...[
    ...["Storage=auto", "Storage=volatile", "MaxFileSec=59min 59s", "MaxFileSec=1day 1s", "MaxRetentionSec=23h"],
    ...["MaxLevelStore=notice", "MaxLevelStore=5", "MaxLevelStore=emerg", "ReadKMsg=no", "Audit=off"],
    ...["RateLimitBurst=9999", "RateLimitBurst=1", "RateLimitIntervalSec=31s", "SyncIntervalSec=301"],
    ...["SystemMaxUse=255M", "SystemKeepFree=4097M", "SystemMaxFileSize=8191K", "SystemMaxFiles=99"],
    ...["RuntimeMaxUse=15M", "RuntimeKeepFree=65M", "RuntimeMaxFileSize=1048575", "RuntimeMaxFiles=99"],
  ].map((line): BrokenTree => ({
    how: `the journal is told ${line} by a last line`,
    apply: (release) => appended(release, JOURNAL, line),
  })),
  ...["MaxFileSec", "Storage", "MaxRetentionSec"].map((key): BrokenTree => ({
    how: `the journal is not told its ${key}`,
    apply: (release) => replaced(release, JOURNAL, new RegExp(`^${key}=.*\\n`, "m"), ""),
  })),
  ...[
    "SystemMaxUse=1.5G",
    "SystemMaxFiles=0200",
    "MaxLevelStore=verbose",
    "MaxRetentionSec=infinity",
    "Seal=maybe",
  ].map((line): BrokenTree => ({
    how: `the journal is told ${line}, over which it may pass`,
    apply: (release) => appended(release, JOURNAL, line),
    speaks: "understood",
  })),
  ...[
    "flush = INCREMENTAL\nfreq = 0",
    "freq = 1001",
    "space_left = 256",
    "space_left = 2048\nadmin_space_left = 1025",
    "admin_space_left = 512",
    "admin_space_left_action = SYSLOG",
    "disk_full_action = IGNORE",
    "flush = incremental_async\nfreq = 0",
  ].map((lines): BrokenTree => ({
    how: `the audit daemon's last words are ${lines.replace("\n", ", ")}`,
    apply: (release) => appended(release, AUDIT, lines),
  })),
  ...["flush", "freq", "space_left", "admin_space_left_action", "disk_full_action"].map((key): BrokenTree => ({
    how: `the audit daemon is not told its ${key}`,
    apply: (release) => replaced(release, AUDIT, new RegExp(`^${key} = .*\\n`, "m"), ""),
  })),
  ...(
    [
      ["rules.v4", "-A INPUT -i lo -j ACCEPT", "-A INPUT -p tcp -m tcp --dport 443 -j LOG --log-prefix web"],
      ["rules.v6", "-A OUTPUT -o lo -j ACCEPT", "-A OUTPUT -p tcp -m tcp --sport 443 -j NFLOG --nflog-group 5"],
      ["closed.v6", "-A INPUT -i lo -j ACCEPT", "-A INPUT -j AUDIT --type drop"],
      ["birth.v4", "-A INPUT -i lo -j ACCEPT", "-A INPUT -s 198.51.100.0/24 -j ULOG"],
      ["birth.v6", "-A INPUT -i lo -j ACCEPT", "-A INPUT -j SET --add-set callers src --exist --timeout 3600"],
      ["closed.v4", "-A INPUT -i lo -j ACCEPT", "-A INPUT -p tcp -m recent --name callers --set"],
      ["rules.v4", "-A OUTPUT -o lo -j ACCEPT", "-A OUTPUT -m recent --update --name callers --rdest"],
    ] as const
  ).map(([name, before, rule]): BrokenTree => ({
    how: `the packet filter's ${name} says ${rule}`,
    apply: (release) => replaced(release, `/etc/iptables/${name}`, `${before}\n`, `${before}\n${rule}\n`),
  })),
  {
    how: "the packet filter says in a table of its own what becomes of each packet",
    apply: (release) =>
      appended(release, "/etc/iptables/rules.v6", "*raw\n:PREROUTING ACCEPT\n-A PREROUTING -j TRACE\nCOMMIT"),
  },
  {
    how: "the packet filter writes down who was sent to a chain from which nothing comes back",
    apply: (release) =>
      replaced(
        replaced(release, "/etc/iptables/rules.v4", ":OUTPUT DROP [0:0]\n", ":OUTPUT DROP [0:0]\n:strangers - [0:0]\n"),
        "/etc/iptables/rules.v4",
        "-A INPUT -i lo -j ACCEPT\n",
        "-A strangers -m limit -j LOG\n-A strangers -j DROP\n-A INPUT -i lo -j ACCEPT\n",
      ),
  },
  ...["7d", "1mo", "6d 21h 1s", "167Hours"].map((age): BrokenTree => ({
    how: `fail2ban lets addresses stay for ${age} after three times the hour for which they are shut out`,
    apply: (release) => replaced(release, BANS, /^dbpurgeage = .*$/m, `dbpurgeage = ${age}`),
  })),
  {
    how: "who failed to log in is shut out for weeks, and in the database for three times as long",
    apply: (release) => replaced(release, JAIL, /^bantime = .*$/m, "bantime = 3w"),
  },
  {
    how: "who failed to log in stays in the database for ever, since all jails shut out for ever",
    apply: (release) =>
      replaced(replaced(release, JAIL, /^bantime = .*\n/m, ""), JAIL, "usedns = no", "usedns = no\nbantime = -1"),
  },
  {
    how: "who failed to log in is shut out for as long as fail2ban has it by itself",
    apply: (release) => replaced(release, JAIL, /^bantime = .*\n/m, ""),
  },
  {
    how: "fail2ban's days are a sum of Python's",
    apply: (release) => replaced(release, BANS, /^dbpurgeage = .*$/m, "dbpurgeage = 1d*6"),
  },
  ...["ForwardToKMsg=yes", "ForwardToConsole=1", "ForwardToWall=on", "ForwardToSyslog=true", "MaxFileSec=2d"].map(
    (line): BrokenTree => ({
      how: `the journal's last word is ${line}`,
      apply: (release) => journal(release, "/etc/systemd/journald.conf.d/zzz.conf", line),
    }),
  ),
  {
    how: "the journal speaks to everybody's terminal, as it does by itself",
    apply: (release) => replaced(release, JOURNAL, /^ForwardToWall=.*\n/m, ""),
  },
  {
    how: "the timer that turns the audit log is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "audit-rotate.timer") }),
  },
  {
    how: "nginx's logs are off nowhere",
    apply: (release) => withText(release, ENTRY.nginx, (text) => text.replaceAll("access_log off;", "")),
  },
  {
    how: "nginx's errors go where they go by themselves",
    apply: (release) => withText(release, ENTRY.nginx, (text) => text.replace(/error_log [^;]*;/g, "")),
  },
  ...["/var/log/nginx/error.log", "syslog:server=198.51.100.7"].map((place): BrokenTree => ({
    how: `nginx's errors go to ${place}`,
    apply: (release) => replaced(release, ENTRY.nginx, "error_log stderr crit;", `error_log ${place} crit;`),
  })),
  {
    how: "nginx's errors have no level, which means more than crit",
    apply: (release) => withText(release, ENTRY.nginx, (text) => text.replace(/(error_log \S+) crit;/g, "$1;")),
  },
  ...[
    '{ info = "*console" }',
    '{ warn = "/var/log/p.log" }',
    '{ { levels = { "warn", "info" }, to = "console" } }',
    '"*console"',
  ].map((log): BrokenTree => ({
    how: `Prosody's log is ${log}`,
    apply: (release) => replaced(release, ENTRY.prosody, /^log = .*$/m, `log = ${log}`),
  })),
  {
    how: "Synapse's root logger writes requests",
    apply: (release) => replaced(release, ENTRY.synapseLog, /^ {2}level: WARNING$/m, "  level: INFO"),
  },
  {
    how: "Synapse's handler writes to another stream",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapseLog,
        "class: logging.StreamHandler",
        "class: logging.StreamHandler\n    stream: ext://some.module.stream",
      ),
  },
  {
    how: "Synapse's handler is another class to the same stream",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapseLog,
        "class: logging.StreamHandler",
        "class: some.module.Handler\n    stream: ext://sys.stderr",
      ),
  },
  ...["verbose", "syslog"].map((option): BrokenTree => ({
    how: `the relay is told ${option}`,
    apply: (release) => appended(release, ENTRY.coturn, option),
  })),
  ...["/etc/stillroom/videobridge/logging.properties", FOCUS].flatMap((path) =>
    [
      "handlers=java.util.logging.FileHandler",
      "org.jitsi.level=FINE",
      "=",
      "java.util.logging.FileHandler.pattern=/var/log/x",
      "java.util.logging.ConsoleHandler.formatter=org.example.Telling",
    ].map((line): BrokenTree => ({
      how: `${path} says ${line}`,
      apply: (release) => appended(release, path, line),
    })),
  ),
  {
    how: "the focus is not told how to log",
    apply: (release) => replaced(release, "/etc/systemd/system/jicofo.service", / -Djava\.util\.logging[^"]*/, ""),
  },
  { how: "the file that tells the focus how to log is missing", apply: (release) => withoutFile(release, FOCUS) },
  ...[
    ...[
      "log_destination",
      "logging_collector",
      "log_statement",
      "log_min_duration_statement",
      "log_min_error_statement",
    ],
    ...["log_parameter_max_length_on_error", "log_connections", "log_disconnections", "log_error_verbosity"],
  ].map((key): BrokenTree => ({
    how: `the database is not told its ${key}`,
    apply: (release) => replaced(release, DATABASE, new RegExp(`^${key} .*\\n`, "m"), ""),
  })),
  { how: "the database logs the hosts' names", apply: (release) => appended(release, DATABASE, "log_hostname = on") },
  ...["logtarget", "dbpurgeage"].map((key): BrokenTree => ({
    how: `fail2ban is not told its ${key}`,
    apply: (release) => replaced(release, BANS, new RegExp(`^${key} .*\\n`, "m"), ""),
  })),
  {
    how: "the line that names the focus' handlers belongs to the one before, which ends in a backslash",
    apply: (release) =>
      replaced(release, FOCUS, /^handlers=/m, "java.util.logging.ConsoleHandler.encoding=UTF-8\\\nhandlers="),
  },
  {
    how: "the relay's log has a date behind its name, and is no longer the one that keeps nothing",
    apply: (release) => replaced(release, ENTRY.coturn, /^simple-log\n/m, ""),
  },
  {
    how: "the relay's log gets its date by a last line that says no",
    apply: (release) => appended(release, ENTRY.coturn, "simple-log = Off"),
  },
  ...["%(ip_address)s %(message)s", "%(message)s %(requester)20s", "%(authenticated_entity)s", "%(url)s"].map(
    (format): BrokenTree => ({
      how: `Synapse's warnings are written as ${format}`,
      apply: (release) => replaced(release, ENTRY.synapseLog, /format: ".*"/, `format: "${format}"`),
    }),
  ),
  {
    how: "a second formatter of Synapse's writes the browser of whoever came, and the handler takes that one",
    apply: (release) =>
      replaced(
        replaced(release, ENTRY.synapseLog, "formatter: plain", "formatter: full"),
        ENTRY.synapseLog,
        "formatters:\n",
        "formatters:\n  full: {format: '%(levelname)s %(user_agent)s %(message)s'}\n",
      ),
  },
];
