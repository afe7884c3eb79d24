import type { Reading, Source } from "../../reading.ts";
import type { Breach } from "../../rule.ts";
import { readSystemd, type Assignment } from "./systemd.ts";

/** systemd.conf(5) of 257, "Configuration Directories and Precedence", the first the strongest. */
const FOLDERS = ["/etc/systemd/", "/run/systemd/", "/usr/local/lib/systemd/", "/usr/lib/systemd/", "/lib/systemd/"];

/** In Debian's package systemd 257.8 (Debian 13); in 252 (Debian 12) the same is built in. It sorts behind names that begin with a digit. */
const DEBIAN: Source = {
  path: "/usr/lib/systemd/journald.conf.d/syslog.conf",
  text: "[Journal]\nForwardToSyslog=yes\n",
};

/** journald.conf(5) of systemd 252 and 257. */
const KNOWN: ReadonlySet<string> = new Set([
  ...["Storage", "Compress", "Seal", "SplitMode", "SyncIntervalSec", "RateLimitIntervalSec", "RateLimitBurst"],
  ...["SystemMaxUse", "SystemKeepFree", "SystemMaxFileSize", "SystemMaxFiles"],
  ...["RuntimeMaxUse", "RuntimeKeepFree", "RuntimeMaxFileSize", "RuntimeMaxFiles", "MaxRetentionSec", "MaxFileSec"],
  ...["ForwardToSyslog", "ForwardToKMsg", "ForwardToConsole", "ForwardToWall", "ForwardToSocket", "TTYPath"],
  ...["MaxLevelStore", "MaxLevelSyslog", "MaxLevelKMsg", "MaxLevelConsole", "MaxLevelWall", "MaxLevelSocket"],
  ...["ReadKMsg", "Audit", "LineMax"],
]);

/**
 * journald's settings as systemd puts them together: the one main file that comes first, then the drop-ins of all folders in the order of
 * their names, of which each counts once, from the strongest folder.
 *
 * @param files every file of the release
 */
export function readJournald(files: readonly Source[]): Reading<readonly Assignment[]> {
  const all = [...files, DEBIAN];
  const main = FOLDERS.map((folder) => files.find(({ path }) => path === `${folder}journald.conf`)).find(
    (file) => file !== undefined,
  );
  const dropIns = new Map<string, Source>();
  for (const folder of FOLDERS.map((one) => `${one}journald.conf.d/`)) {
    for (const file of all) {
      const name = file.path.slice(folder.length);
      if (!file.path.startsWith(folder) || !/^[^./][^/]*\.conf$/.test(name) || dropIns.has(name)) continue;
      dropIns.set(name, file);
    }
  }
  const sorted = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  const { value, doubts } = readSystemd(main === undefined ? sorted : [main, ...sorted]);
  const unknown = value
    .filter(({ section, key }) => section !== "Journal" || !KNOWN.has(key))
    .map(({ section, key, path, line }): Breach => ({
      where: path,
      line,
      what: `What ${key} in [${section}] does is not known here.`,
    }));
  return { value, doubts: [...doubts, ...unknown] };
}
