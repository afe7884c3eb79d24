import { appended, replaced, withFile, withFileOf, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { GoodTree } from "../tree.ts";

const AUDITED = "/etc/audit/rules.d/90-stillroom.rules";
const JOURNAL = "/etc/systemd/journald.conf.d/zz-stillroom.conf";
/** Each as low or as high as it may be. */
const LIMITS = [
  ...["Storage=persistent", "MaxRetentionSec=7d", "MaxFileSec=1h", "MaxLevelStore=info", "RateLimitBurst=10000"],
  ...["RateLimitIntervalSec=30s", "SyncIntervalSec=5m", "SystemMaxUse=256M", "SystemKeepFree=4G"],
  ...["SystemMaxFileSize=8M", "SystemMaxFiles=100", "RuntimeMaxUse=16M", "RuntimeKeepFree=64M"],
  ...["RuntimeMaxFileSize=1024K", "RuntimeMaxFiles=100"],
];
const TIMER = "/etc/systemd/system/audit-rotate.timer";

export const TREES: readonly GoodTree[] = [
  {
    how: "the days of messages are said in hours, and those of files in milliseconds",
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) =>
        text.replaceAll('"180d"', '"4320h"').replace('local_media_lifetime: "90d"', "local_media_lifetime: 7776000000"),
      ),
  },
  {
    how: "a practice keeps messages for a year and files for a week",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, retentionDays: 365, mediaRetentionDays: 7 } },
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) => text.replaceAll('"365d"', '"1y"').replaceAll('"7d"', "1w")),
  },
  {
    how: "what ends sooner than it must ends all the same",
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) =>
        text
          .replace(/^redaction_retention_period: .*$/m, "redaction_retention_period: 6h")
          .replace(/^user_ips_max_age: .*$/m, "user_ips_max_age: 3600000")
          .replace(/^delete_stale_devices_after: .*$/m, "delete_stale_devices_after: 4w"),
      ),
  },
  {
    how: "every room is purged twice a day, and once more those with short lifetimes",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "media_retention:\n",
        "  purge_jobs:\n    - interval: 1h\n      longest_max_lifetime: 3d\n    - interval: 12h\nmedia_retention:\n",
      ),
  },
  {
    how: "lengths of time are written in every unit that Synapse knows, and every room is purged just once a day",
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) =>
        text
          .replace('local_media_lifetime: "90d"', 'local_media_lifetime: "7776000000"')
          .replace(/^redaction_retention_period: .*$/m, "redaction_retention_period: 30s")
          .replace(/^user_ips_max_age: .*$/m, "user_ips_max_age: 90m")
          .replace("media_retention:\n", "  purge_jobs:\n    - interval: 1d\nmedia_retention:\n"),
      ),
  },
  {
    how: "the list of purge jobs is empty, which means the daily one",
    apply: (release) => replaced(release, ENTRY.synapse, "media_retention:\n", "  purge_jobs: []\nmedia_retention:\n"),
  },
  {
    how: "the store of files is on, as by itself",
    apply: (release) => appended(release, ENTRY.synapse, "enable_media_repo: true"),
  },
  {
    how: "the audit log is turned at three in the morning",
    apply: (release) =>
      replaced(release, TIMER, "OnCalendar=daily", "OnCalendar=hourly\nOnCalendar=\nOnCalendar=*-*-* 03:00:00"),
  },
  {
    how: "audit rules have their keys in the short form, and their lists before their actions",
    apply: (release) =>
      withText(release, AUDITED, (text) =>
        text.replaceAll("-F key=identity", "-k identity").replace("-a always,exit -F", "-a  exit,always  -F"),
      ),
  },
  {
    how: "Debian's own settings of the audit stand beside ours, which augenrules puts in their places",
    apply: (release) => appended(release, AUDITED, "-D\n-b 1000\n-b 8192\n--backlog_wait_time 60000\n-f 1\n-e 2"),
  },
  {
    how: "the audit rules stand in two files",
    apply: (release) => {
      const lines = (release.files.find(({ path }) => path === AUDITED)?.text ?? "").split("\n");
      const path = "/etc/audit/rules.d/95-stillroom.rules";
      const text = lines.slice(12).join("\n");
      const shorter = withText(release, AUDITED, () => `${lines.slice(0, 12).join("\n")}\n`);
      return withFileOf(withFile(shorter, { path, format: "text", text }), path, (file) => ({
        ...file,
        service: "audit",
      }));
    },
  },
  {
    how: "the certificate is looked after at four in the morning",
    apply: (release) =>
      replaced(release, "/etc/systemd/system/certificates.timer", "OnCalendar=hourly", "OnCalendar=*-*-* 4:00"),
  },
  {
    how: "the journal is told at the very limits what it would do by itself, or nearly",
    apply: (release) => appended(release, JOURNAL, LIMITS.join("\n")),
  },
  ...(
    [
      "RateLimitBurst=0|MaxLevelStore=6|MaxFileSec=24h|MaxRetentionSec=1d|Audit=1|ReadKMsg=on|ForwardToSocket=",
      "MaxLevelStore=debug|ForwardToKMsg=off|ForwardToConsole=0|Seal=no|SplitMode=none|LineMax=64K|Compress=1K",
      "MaxLevelStore=7|RateLimitIntervalSec=0|SyncIntervalSec=0|MaxLevelWall=emerg|TTYPath=/dev/console|Compress=no",
    ] as const
  ).map((lines): GoodTree => ({
    how: `the journal is told ${lines}`,
    apply: (release) => appended(release, JOURNAL, lines.replaceAll("|", "\n")),
  })),
  {
    how: "the audit log is written through at once, and rotated in small letters when there is a gigabyte left",
    apply: (release) =>
      withText(release, "/etc/audit/auditd.conf", (text) =>
        text
          .replace(/^flush = .*\nfreq = .*$/m, "flush = SYNC")
          .replace(/^space_left = .*$/m, "space_left = 2000")
          .replace(/^admin_space_left = .*$/m, "admin_space_left = 1024")
          .replace("disk_full_action = ROTATE", "disk_full_action = rotate")
          .replace("admin_space_left_action = ROTATE", "admin_space_left_action = Rotate")
          .replace(/^max_log_file = .*$/m, "max_log_file = 8"),
      ),
  },
  {
    how: "the audit daemon writes through after each record, and warns when nothing is left",
    apply: (release) =>
      withText(release, "/etc/audit/auditd.conf", (text) =>
        text
          .replace(/^freq = .*$/m, "freq = 1")
          .replace(/^admin_space_left = .*\n/m, "")
          .replace(/^space_left = .*$/m, "space_left = 1"),
      ),
  },
  ...["1", "1000"].map((count): GoodTree => ({
    how: `the audit daemon writes through after records in the number of ${count}`,
    apply: (release) => replaced(release, "/etc/audit/auditd.conf", /^freq = .*$/m, `freq = ${count}`),
  })),
  ...["SimpleFormatter", "XMLFormatter"].map((name): GoodTree => ({
    how: `the focus writes its warnings by ${name}`,
    apply: (release) =>
      appended(
        release,
        "/etc/stillroom/jicofo/logging.properties",
        `java.util.logging.ConsoleHandler.formatter=java.util.logging.${name}`,
      ),
  })),
  {
    how: "nginx writes its errors nowhere",
    apply: (release) =>
      withText(release, ENTRY.nginx, (text) => text.replaceAll("error_log stderr", "error_log /dev/null")),
  },
  {
    how: "addresses of who failed to log in stay for a day and a half, written in fail2ban's long words",
    apply: (release) =>
      replaced(
        replaced(release, "/etc/fail2ban/fail2ban.d/90-stillroom.local", "= 1d", "= 1Day 12hours"),
        "/etc/fail2ban/jail.d/90-stillroom.local",
        "bantime = 1h",
        "bantime = 1hou30min 20 sec",
      ),
  },
  {
    how: "the jail has its limits in seconds, under the settings of all jails",
    apply: (release) =>
      withText(release, "/etc/fail2ban/jail.d/90-stillroom.local", (text) =>
        text
          .replace("findtime = 10m\nbantime = 1h\n", "")
          .replace("usedns = no\n", "usedns = no\nfindtime = 600\nbantime = 7200\n"),
      ),
  },
];
