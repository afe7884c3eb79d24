import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

export interface KernelSetting {
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/** sysctl.d(5) of systemd 257, the first the strongest. */
const FOLDERS = [
  "/etc/sysctl.d/",
  "/run/sysctl.d/",
  "/usr/local/lib/sysctl.d/",
  "/usr/lib/sysctl.d/",
  "/lib/sysctl.d/",
];

/** In Debian's image 99-sysctl.conf is a link to it (procps of Debian 12), so it is read under that name; Debian 13 does not read it. */
const LEGACY = { path: "/etc/sysctl.conf", name: "99-sysctl.conf" };

/**
 * Kernel settings with the last value of each, dots as separators. sysctl.d(5): drop-ins of all folders in the order of their names, each
 * name from the strongest folder alone; `-key` ignores failures, `/` and `.` both separate (the first one that occurs counts).
 *
 * @param files every file of the release
 */
export function readSysctl(files: readonly Source[]): Reading<ReadonlyMap<string, KernelSetting>> {
  const doubts: Breach[] = [];
  const value = new Map<string, KernelSetting>();
  for (const { path, text } of inOrder(files)) {
    for (const [index, line] of text.split("\n").entries()) {
      const trimmed = line.trim();
      if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
      const match = /^-?([A-Za-z0-9_./-]+)\s*=\s*(.*)$/.exec(trimmed);
      // A pattern sets whatever fits, and a lone `-key` takes keys out of patterns: sysctl.d(5).
      if (match?.[1] === undefined || match[1].startsWith("-") || match[2] === "") {
        doubts.push({
          where: path,
          line: index + 1,
          what: `"${trimmed.slice(0, 60)}" is no setting whose effect can be told.`,
        });
      } else {
        value.set(dotted(match[1]), { value: match[2] ?? "", path, line: index + 1 });
      }
    }
  }
  return { value, doubts };
}

function inOrder(files: readonly Source[]): readonly Source[] {
  const found = new Map<string, Source>();
  for (const folder of FOLDERS) {
    for (const file of files) {
      const name = file.path.slice(folder.length);
      if (!file.path.startsWith(folder) || !/^[^./][^/]*\.conf$/.test(name) || found.has(name)) continue;
      found.set(name, file);
    }
  }
  const legacy = files.find(({ path }) => path === LEGACY.path);
  if (legacy !== undefined && !found.has(LEGACY.name)) found.set(LEGACY.name, legacy);
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
}

/** sysctl.d(5): where a slash comes first, slashes separate and dots belong to names; leading and doubled separators mean nothing. */
function dotted(written: string): string {
  const key = written.replace(/^[./]+/, "");
  const slash = key.indexOf("/");
  const dot = key.indexOf(".");
  if (slash === -1 || (dot !== -1 && dot < slash)) return key;
  return key.replace(/[./]/g, (separator) => (separator === "/" ? "." : "/"));
}
