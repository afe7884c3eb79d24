import type { Source } from "../../reading.ts";

/** systemd.conf(5) of 257, "Configuration Directories and Precedence", the first the strongest. */
const FOLDERS = ["/etc/systemd/", "/run/systemd/", "/usr/local/lib/systemd/", "/usr/lib/systemd/", "/lib/systemd/"];

/**
 * The files from which a program of systemd's takes its settings, in the order in which it reads them: the one main file that comes first,
 * then the drop-ins of all folders in the order of their names, of which each counts once, from the strongest folder. Any other is passed over.
 *
 * @param name `journald`, `resolved`
 * @param files in which to look; where two have one path, the first counts
 */
export function settingsFiles<File extends Source>(name: string, files: readonly File[]): readonly File[] {
  const main = FOLDERS.map((folder) => files.find(({ path }) => path === `${folder}${name}.conf`)).find(
    (file) => file !== undefined,
  );
  const dropIns = new Map<string, File>();
  for (const folder of FOLDERS.map((one) => `${one}${name}.conf.d/`)) {
    for (const file of files) {
      const own = file.path.slice(folder.length);
      if (!file.path.startsWith(folder) || !/^[^./][^/]*\.conf$/.test(own) || dropIns.has(own)) continue;
      dropIns.set(own, file);
    }
  }
  const sorted = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  return main === undefined ? sorted : [main, ...sorted];
}
