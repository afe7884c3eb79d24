import { logLimit } from "../../clinic/law.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced, withFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { originIn } from "../demands.ts";
import { coturnOptions, coturnSwitch } from "../readers/coturn.ts";
import { everyDirective } from "../readers/nginx.ts";
import { lastOf } from "../readers/systemd.ts";
import { javaStart } from "../readers/units.ts";
import { at, isMap, shown, stringsOf, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

const DROP_IN = "/etc/systemd/journald.conf.d/90-stillroom.conf";
const AUDIT = "/etc/audit/auditd.conf";

/** Who came when from where is itself confidential: it is not written down, or it is gone in time. */
export const logRetention: Rule = {
  id: "log-retention",
  title: "Services log no visitor, and what the machine logs is gone when the practice's law wants it gone.",
  severity: "high",
  serves: "GDPR art. 5(1)(c) and (e); the ceiling for each law and its source stand in clinic/law.ts.",
  mend: "Leave logging as the templates have it; the journal's days come from stillroom:law.",
  looksAt:
    "The logging of nginx, Prosody, coturn, Synapse, Jicofo and the videobridge, and how long the journal keeps it, against the practice's law.",
  check: (release, configuration) => [
    ...journalBreaches(release, configuration),
    ...auditBreaches(configuration),
    ...webBreaches(configuration),
    ...prosodyBreaches(configuration),
    ...synapseBreaches(configuration),
    ...relayBreaches(configuration),
    ...javaBreaches(release, configuration),
  ],
  breaks: [
    {
      how: "a later file keeps the journal for a year",
      apply: (release) =>
        withFile(release, {
          path: "/etc/systemd/journald.conf.d/99-local.conf",
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

function journalBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { days, source } = logLimit(release.subject.law);
  const journal = configuration.journal();
  const breaches: Breach[] = [];
  const limits: readonly (readonly [string, number])[] = [
    ["MaxRetentionSec", days],
    // journald deletes whole files: one that spans a month keeps its first day for a month longer.
    ["MaxFileSec", 1],
  ];
  for (const [key, limit] of limits) {
    const setting = lastOf(journal, "Journal", key);
    const found = setting === undefined ? undefined : daysOf(setting.value);
    if (found !== undefined && found > 0 && found <= limit) continue;
    breaches.push({
      where: setting?.path ?? DROP_IN,
      ...(setting === undefined ? {} : { line: setting.line }),
      what: `${key} is ${setting?.value ?? "not set"}; the journal may hold at most ${limit} day${limit === 1 ? "" : "s"} here${key === "MaxRetentionSec" ? ` (${source})` : ""}.`,
    });
  }
  const forwarded = ["ForwardToSyslog", "ForwardToWall"].filter(
    (key) => lastOf(journal, "Journal", key)?.value !== "no",
  );
  for (const key of forwarded) {
    breaches.push({ where: DROP_IN, what: `${key} is not "no", so what is logged goes where no retention holds.` });
  }
  return breaches;
}

/** systemd.time(7), "Parsing time spans": numbers with units, seconds without one. Undefined for what it would not parse. */
function daysOf(text: string): number | undefined {
  const parts = [...text.trim().matchAll(/(\d+(?:\.\d+)?)\s*([a-zA-Z]*)\s*/gy)];
  if (parts.length === 0 || parts.map(([whole]) => whole).join("") !== text.trim()) return undefined;
  let seconds = 0;
  for (const [, number = "", unit = ""] of parts) {
    const factor = SECONDS[unit];
    if (factor === undefined) return undefined;
    seconds += Number(number) * factor;
  }
  return seconds / 86_400;
}

const MONTH = 30.44 * 86_400;
const YEAR = 365.25 * 86_400;
const SECONDS: Readonly<Record<string, number>> = {
  "": 1,
  ...Object.fromEntries(["s", "sec", "second", "seconds"].map((unit) => [unit, 1])),
  ...Object.fromEntries(["m", "min", "minute", "minutes"].map((unit) => [unit, 60])),
  ...Object.fromEntries(["h", "hr", "hour", "hours"].map((unit) => [unit, 3600])),
  ...Object.fromEntries(["d", "day", "days"].map((unit) => [unit, 86_400])),
  ...Object.fromEntries(["w", "week", "weeks"].map((unit) => [unit, 604_800])),
  ...Object.fromEntries(["M", "month", "months"].map((unit) => [unit, MONTH])),
  ...Object.fromEntries(["y", "year", "years"].map((unit) => [unit, YEAR])),
};

/** Who administered the machine may be kept longer than who visited it, but no longer than anything else here. */
const AUDIT_DAYS = 30;

/** auditd.conf(5), num_logs: one file a day, since a timer turns them daily. */
function auditBreaches(configuration: Configuration): readonly Breach[] {
  const text = configuration.file(AUDIT)?.text;
  const lines = text?.split("\n") ?? [];
  const index = lines.findLastIndex((line) => /^\s*num_logs\s*=/.test(line));
  const kept = Number(lines[index]?.split("=")[1]);
  if (kept > 0 && kept <= AUDIT_DAYS) return [];
  return [
    {
      where: AUDIT,
      ...(index === -1 ? {} : { line: index + 1 }),
      what: `num_logs is ${index === -1 ? "not set" : String(kept)}; with a file for each day at most ${AUDIT_DAYS} may be kept.`,
    },
  ];
}

/** ngx_http_log_module and ngx_core_module: without `access_log off` everything is logged, and errors name the visitor. */
function webBreaches(configuration: Configuration): readonly Breach[] {
  const nginx = configuration.nginx();
  const breaches: Breach[] = [];
  for (const { directive } of everyDirective(nginx)) {
    const { name, args, path, line } = directive;
    if (name === "access_log" && args[0] !== "off") {
      breaches.push({ where: path, line, what: `nginx writes each visitor to ${args[0] ?? "a log"}.` });
    }
    if (name === "error_log" && !["crit", "alert", "emerg"].includes(args[1] ?? "error")) {
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
  const log = configuration.prosody().global["log"];
  const origin = originIn(ENTRY.prosody, configuration.file(ENTRY.prosody)?.text);
  const line = origin.lineOf(["log"]);
  const say = (what: string): Breach => ({ where: ENTRY.prosody, ...(line === undefined ? {} : { line }), what });
  if (!isMap(log) && !Array.isArray(log))
    return [say(`log is ${shown(log)}, so Prosody writes who came, at its default level.`)];
  return Object.entries(log as Readonly<Record<string, Plain>>).flatMap(([key, sink]) => {
    if (!isMap(sink))
      return QUIET.has(key) ? [] : [say(`log has ${shown(sink)} for "${key}", which is more than warnings.`)];
    const levels = sink["levels"];
    const listed = stringsOf(levels);
    const quiet = listed === undefined ? QUIET.has(at(levels, "min")) : listed.every((level) => QUIET.has(level));
    return quiet ? [] : [say(`A log takes the levels ${shown(levels)}, which is more than warnings.`)];
  });
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
    if (at(handler, "class") === "logging.StreamHandler") continue;
    breaches.push({
      where: ENTRY.synapseLog,
      what: `The handler ${name} writes elsewhere than to the journal, where no retention holds.`,
    });
  }
  return breaches;
}

/** turnserver(1), 4.6.1: every line of its log holds a participant's address, so it has none. */
function relayBreaches(configuration: Configuration): readonly Breach[] {
  const coturn = configuration.coturn();
  const breaches: Breach[] = [];
  for (const name of ["verbose", "Verbose", "syslog"]) {
    if (!coturnSwitch(coturn, name)) continue;
    const line = coturnOptions(coturn, name).at(-1)?.line;
    breaches.push({
      where: ENTRY.coturn,
      ...(line === undefined ? {} : { line }),
      what: `${name} makes coturn write participants' addresses.`,
    });
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
    return file.text.split("\n").flatMap((text, index): readonly Breach[] => {
      const [, key = "", value = ""] = /^\s*([^#!=:\s]+)\s*[=:]\s*(.*?)\s*$/.exec(text) ?? [];
      if (key.endsWith(".level") && !["WARNING", "SEVERE", "OFF"].includes(value)) {
        return [{ where: path, line: index + 1, what: `${key} is ${value}; below WARNING rooms are named.` }];
      }
      if (key === "handlers" && value !== "java.util.logging.ConsoleHandler") {
        return [{ where: path, line: index + 1, what: `handlers is ${value}: only the journal has a retention.` }];
      }
      return [];
    });
  });
}
