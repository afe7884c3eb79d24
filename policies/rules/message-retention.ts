import { logLimit } from "../../clinic/law/logs.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { equals, only, placeIn, unmet, type Demand, type Origin } from "../demands.ts";
import { at, shown, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** What was written is gone from the server when the practice said it would be. */
export const messageRetention: Rule = {
  id: "message-retention",
  title:
    "Messages and files are deleted from the server after the days that the stack file names, and nothing of them stays behind.",
  severity: "high",
  serves: "Storage limitation: GDPR art. 5(1)(e) and 17, HIPAA 45 CFR 164.310(d)(2)(i).",
  mend: "Name the days at stillroom:messaging.retentionDays and mediaRetentionDays, and put templates/synapse back as it is in the repository (`git diff templates/synapse` shows what changed).",
  looksAt:
    "How long Synapse keeps messages, files, redacted messages, rooms that everybody left, devices and addresses, against the stack file's days.",
  check: (release, configuration) => {
    const synapse = configuration.synapse();
    if (synapse === undefined) return [];
    const origin = configuration.synapseOrigin();
    return [
      ...unmet(synapse, SWITCHES, origin),
      ...lifetimes(release).flatMap((lifetime) => lifetimeBreaches(synapse, lifetime, origin)),
      ...purgeBreaches(synapse, configuration),
    ];
  },
  breaks: [
    {
      how: "messages are kept for ever",
      apply: (release) =>
        replaced(release, ENTRY.synapse, "retention:\n  enabled: true", "retention:\n  enabled: false"),
    },
    {
      how: "a room may ask for ten years",
      apply: (release) => replaced(release, ENTRY.synapse, /allowed_lifetime_max: .*/, 'allowed_lifetime_max: "10y"'),
    },
    {
      how: "files are kept for ever",
      apply: (release) => replaced(release, ENTRY.synapse, /^media_retention:\n(?: {2}.*\n)+/m, ""),
    },
    {
      how: "a later block, which wins, has no days",
      apply: (release) => appended(release, ENTRY.synapse, "retention:\n  enabled: true"),
    },
    {
      how: "only rooms with a short time of their own are purged",
      apply: (release) =>
        replaced(
          release,
          ENTRY.synapse,
          "media_retention:\n",
          "  purge_jobs:\n    - interval: 1d\n      longest_max_lifetime: 3d\nmedia_retention:\n",
        ),
    },
  ],
};

/** element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1. */
const SWITCHES: readonly Demand[] = [
  equals("retention.enabled", true, "messages would stay on the server for ever."),
  equals("forget_rooms_on_leave", true, "rooms that everybody left would never be deleted."),
  // Its default is true, and the store that keeps files is the one that deletes them.
  only("enable_media_repo", true, "nobody would delete the files that are there."),
];

const DAY = 86_400_000;

interface Lifetime {
  readonly key: readonly string[];
  /** Milliseconds. */
  readonly most: number;
  /** Where it may not be shorter either: the practice counts on what it asked for. */
  readonly exactly: boolean;
  readonly why: string;
}

/**
 * Everything that ends by itself. Without a value the schema's default is longer, or never, so each must be said; a room can set
 * a lifetime of its own, which `allowed_lifetime_max` bounds (synapse/config/retention.py, synapse/handlers/pagination.py).
 */
function lifetimes(release: Release): readonly Lifetime[] {
  const { retentionDays, mediaRetentionDays } = release.subject.clinic.messaging;
  const { days } = logLimit(release.subject.law);
  const messages = `stillroom:messaging.retentionDays is ${retentionDays}`;
  const files = `stillroom:messaging.mediaRetentionDays is ${mediaRetentionDays}`;
  return [
    { key: ["retention", "default_policy", "max_lifetime"], most: retentionDays * DAY, exactly: true, why: messages },
    { key: ["retention", "allowed_lifetime_max"], most: retentionDays * DAY, exactly: true, why: messages },
    { key: ["media_retention", "local_media_lifetime"], most: mediaRetentionDays * DAY, exactly: true, why: files },
    { key: ["media_retention", "remote_media_lifetime"], most: mediaRetentionDays * DAY, exactly: false, why: files },
    {
      key: ["redaction_retention_period"],
      most: DAY,
      exactly: false,
      why: "what somebody took back may stay for a day",
    },
    {
      key: ["forgotten_room_retention_period"],
      most: DAY,
      exactly: false,
      why: "a room that everybody left may stay for a day",
    },
    { key: ["user_ips_max_age"], most: days * DAY, exactly: false, why: `addresses may stay for ${days} days` },
    {
      key: ["delete_stale_devices_after"],
      most: 90 * DAY,
      exactly: false,
      why: "a device that nobody uses, with the address it last had, may stay for 90 days",
    },
  ];
}

function lifetimeBreaches(synapse: Plain, { key, most, exactly, why }: Lifetime, origin: Origin): readonly Breach[] {
  const found = at(synapse, ...key);
  const span = millisecondsOf(found);
  if (span !== undefined && span > 0 && span <= most && (!exactly || span === most)) return [];
  return [{ ...placeIn(origin, key), what: `${key.join(".")} is ${shown(found)}: ${why}.` }];
}

const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: DAY,
  w: 7 * DAY,
  y: 365 * DAY,
};

/** A length of time as synapse/config/_base.py, parse_duration, reads it: a number is milliseconds, a text may end in a unit. */
function millisecondsOf(value: Plain | undefined): number | undefined {
  if (typeof value === "number") return Number.isInteger(value) ? value : undefined;
  const match = typeof value === "string" ? /^(\d+)([smhdwy]?)$/.exec(value) : null;
  return match === null ? undefined : Number(match[1]) * (UNITS[match[2] ?? ""] ?? NaN);
}

/**
 * Without any job one runs daily over every room. A list of jobs takes its place, and a room whose lifetime lies in none of their
 * ranges is never purged (synapse/config/retention.py, RetentionPurgeJob), so one job must take them all.
 */
function purgeBreaches(synapse: Plain, configuration: Configuration): readonly Breach[] {
  const jobs = at(synapse, "retention", "purge_jobs");
  if (jobs === undefined || (Array.isArray(jobs) && (jobs.length === 0 || (jobs as readonly Plain[]).some(takesAll)))) {
    return [];
  }
  return [
    {
      ...placeIn(configuration.synapseOrigin(), ["retention", "purge_jobs"]),
      what: `retention.purge_jobs is ${shown(jobs)}: no job takes every room at least once a day, so messages stay in those that are left out.`,
    },
  ];
}

function takesAll(job: Plain): boolean {
  const every = millisecondsOf(at(job, "interval")) ?? 0;
  const limits = [at(job, "shortest_max_lifetime"), at(job, "longest_max_lifetime")];
  return every > 0 && every <= DAY && limits.every((limit) => limit === undefined);
}
