import type { Release } from "../../../render/release.ts";
import { appended, replaced, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

function synapse(release: Release, from: string | RegExp, to: string): Release {
  return replaced(release, ENTRY.synapse, from, to);
}

const JOBS = (jobs: string) => `  purge_jobs:\n${jobs}media_retention:\n`;

export const TREES: readonly BrokenTree[] = [
  {
    how: "the days of messages stand there, and the switch above them says no",
    apply: (release) => synapse(release, "retention:\n  enabled: true", "retention:\n  enabled: false"),
  },
  {
    how: "the switch for the days of messages is left out, which means no",
    apply: (release) => synapse(release, "retention:\n  enabled: true\n", "retention:\n"),
  },
  {
    how: "the days of messages are a word that is true to people alone",
    apply: (release) => synapse(release, "retention:\n  enabled: true", 'retention:\n  enabled: "true"'),
  },
  {
    how: "rooms without a policy of their own have none",
    apply: (release) => synapse(release, /^ {2}default_policy:\n {4}max_lifetime: .*\n/m, ""),
  },
  {
    how: "rooms keep messages for as many years as days were meant",
    apply: (release) => synapse(release, /^( {4}max_lifetime: )"(\d+)d"$/m, '    max_lifetime: "180y"'),
  },
  {
    how: "messages go a day later than was asked for",
    apply: (release) => withText(release, ENTRY.synapse, (text) => text.replaceAll('"180d"', '"181d"')),
  },
  {
    how: "messages go after a minute, since a number without a unit is milliseconds",
    apply: (release) => synapse(release, /^( {4}max_lifetime: ).*$/m, "    max_lifetime: 60000"),
  },
  {
    how: "messages are kept for as long as another practice asked for",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, retentionDays: 30, mediaRetentionDays: 30 } },
    apply: (release) => withText(release, ENTRY.synapse, (text) => text.replaceAll('"30d"', '"180d"')),
  },
  {
    how: "nothing bounds the lifetime that a room asks for",
    apply: (release) => synapse(release, /^ {2}allowed_lifetime_max: .*\n/m, ""),
  },
  {
    how: "the bound on a room's own lifetime is nothing",
    apply: (release) => synapse(release, /^ {2}allowed_lifetime_max: .*$/m, "  allowed_lifetime_max: null"),
  },
  {
    how: "the whole block is said again, and the last one has a switch alone",
    apply: (release) => appended(release, ENTRY.synapse, "retention: {enabled: true}"),
  },
  {
    how: "only rooms with a long lifetime are purged",
    apply: (release) =>
      synapse(release, "media_retention:\n", JOBS("    - interval: 1d\n      shortest_max_lifetime: 1y\n")),
  },
  {
    how: "rooms are purged once in a year",
    apply: (release) => synapse(release, "media_retention:\n", JOBS("    - interval: 1y\n")),
  },
  ...["0", "25h", "86400001", "never", "-1d"].map((interval): BrokenTree => ({
    how: `rooms are purged at an interval of ${interval}`,
    apply: (release) => synapse(release, "media_retention:\n", JOBS(`    - interval: ${interval}\n`)),
  })),
  {
    how: "the one purge job says no interval",
    apply: (release) => synapse(release, "media_retention:\n", JOBS("    - longest_max_lifetime: 10y\n")),
  },
  {
    how: "rooms are purged in two ranges with a gap between them",
    apply: (release) =>
      synapse(
        release,
        "media_retention:\n",
        JOBS(
          "    - interval: 1h\n      longest_max_lifetime: 3d\n    - interval: 1d\n      shortest_max_lifetime: 200d\n",
        ),
      ),
  },
  {
    how: "no files of people here are deleted, only those of other servers",
    apply: (release) => synapse(release, /^ {2}local_media_lifetime: .*\n/m, ""),
  },
  {
    how: "files are kept for as long as messages",
    apply: (release) => synapse(release, /^ {2}local_media_lifetime: .*$/m, '  local_media_lifetime: "180d"'),
  },
  {
    how: "files that came from other servers are never deleted",
    apply: (release) => synapse(release, /^ {2}remote_media_lifetime: .*\n/m, ""),
  },
  {
    how: "the store that would delete files is switched off",
    apply: (release) => appended(release, ENTRY.synapse, "enable_media_repo: false"),
  },
  {
    how: "what was taken back is kept all the same",
    apply: (release) => synapse(release, /^redaction_retention_period: .*$/m, "redaction_retention_period: null"),
  },
  {
    how: "rooms that everybody left are remembered",
    apply: (release) => synapse(release, /^forget_rooms_on_leave: .*\n/m, ""),
  },
  {
    how: "rooms that everybody left are forgotten and never deleted",
    apply: (release) => synapse(release, /^forgotten_room_retention_period: .*\n/m, ""),
  },
  {
    how: "addresses of who was there are kept for a month, as by itself",
    apply: (release) => synapse(release, /^user_ips_max_age: .*\n/m, ""),
  },
  {
    how: "devices that nobody uses stay for ever",
    apply: (release) => synapse(release, /^delete_stale_devices_after: .*$/m, "delete_stale_devices_after: null"),
  },
  {
    how: "devices that nobody uses stay for a time that is none",
    apply: (release) => synapse(release, /^delete_stale_devices_after: .*$/m, "delete_stale_devices_after: 0"),
  },
];
