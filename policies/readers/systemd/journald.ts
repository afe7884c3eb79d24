import type { Reading, Source } from "../../reading.ts";
import type { Breach } from "../../rule.ts";
import { settingsFiles } from "./settings-files.ts";
import { bytesOfSize, secondsOfSpan } from "./quantities.ts";
import { readSystemd, systemdBoolean, type Assignment } from "./systemd.ts";

/** In Debian's package systemd 257.8 (Debian 13); in 252 (Debian 12) the same is built in. It sorts behind names that begin with a digit. */
const DEBIAN: Source = {
  path: "/usr/lib/systemd/journald.conf.d/syslog.conf",
  text: "[Journal]\nForwardToSyslog=yes\n",
};

type Form = (value: string) => boolean;

const isBoolean: Form = (value) => systemdBoolean(value) !== undefined;
const isSpan: Form = (value) => secondsOfSpan(value) !== undefined;
const isSize: Form = (value) => bytesOfSize(value) !== undefined;
/** Without a leading zero, by which systemd takes a number for an octal one. */
const isNumber: Form = (value) => /^(?:0|[1-9]\d{0,8})$/.test(value);
const isLevel: Form = (value) => /^(?:emerg|alert|crit|err|warning|notice|info|debug|[0-7])$/.test(value);
const isOneOf =
  (...words: readonly string[]): Form =>
  (value) =>
    words.includes(value);

function all(keys: string, form: Form): Readonly<Record<string, Form>> {
  return Object.fromEntries(keys.split(" ").map((key) => [key, form]));
}

/** journald.conf(5) of systemd 252 and 257. A value of another form is one that journald passes over, and an earlier one stays in force. */
const KNOWN: Readonly<Record<string, Form>> = {
  Storage: isOneOf("volatile", "persistent", "auto", "none"),
  SplitMode: isOneOf("uid", "none"),
  ...all("Seal ReadKMsg Audit ForwardToSyslog ForwardToKMsg ForwardToConsole ForwardToWall", isBoolean),
  Compress: (value) => isBoolean(value) || isSize(value),
  ForwardToSocket: () => true,
  TTYPath: (value) => /^\/dev\/[a-zA-Z0-9/]+$/.test(value),
  ...all("MaxRetentionSec MaxFileSec SyncIntervalSec RateLimitIntervalSec", isSpan),
  ...all("RateLimitBurst SystemMaxFiles RuntimeMaxFiles", isNumber),
  ...all("SystemMaxUse SystemKeepFree SystemMaxFileSize LineMax", isSize),
  ...all("RuntimeMaxUse RuntimeKeepFree RuntimeMaxFileSize", isSize),
  ...all("MaxLevelStore MaxLevelSyslog MaxLevelKMsg MaxLevelConsole MaxLevelWall MaxLevelSocket", isLevel),
};

/**
 * journald's settings as systemd puts them together.
 *
 * @param files every file of the release
 */
export function readJournald(files: readonly Source[]): Reading<readonly Assignment[]> {
  const { value, doubts } = readSystemd(settingsFiles("journald", [...files, DEBIAN]));
  const unknown = value.flatMap(({ section, key, value: text, path, line }): readonly Breach[] => {
    const form = section === "Journal" && Object.hasOwn(KNOWN, key) ? KNOWN[key] : undefined;
    if (form?.(text) === true) return [];
    const what =
      form === undefined
        ? `What ${key} in [${section}] does is not known here.`
        : `What journald makes of ${key}=${text.slice(0, 60)} can't be told; it may pass over it.`;
    return [{ where: path, line, what }];
  });
  return { value, doubts: [...doubts, ...unknown] };
}
