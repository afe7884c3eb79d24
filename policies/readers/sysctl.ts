import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

export interface KernelSetting {
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/**
 * Kernel settings with the last value of each, dots as separators. sysctl.d(5): files in the order of their names, `-key` to
 * ignore failures, `/` and `.` both separate (the first one that occurs counts).
 *
 * @param sources the files in the order in which systemd-sysctl reads them
 */
export function readSysctl(sources: readonly Source[]): Reading<ReadonlyMap<string, KernelSetting>> {
  const doubts: Breach[] = [];
  const value = new Map<string, KernelSetting>();
  for (const { path, text } of sources) {
    for (const [index, line] of text.split("\n").entries()) {
      const trimmed = line.trim();
      if (trimmed === "" || trimmed.startsWith("#") || trimmed.startsWith(";")) continue;
      const match = /^-?([^=\s]+)\s*=\s*(.*)$/.exec(trimmed);
      if (match?.[1] === undefined || /[*?[]/.test(match[1])) {
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

function dotted(key: string): string {
  const slash = key.indexOf("/");
  const dot = key.indexOf(".");
  if (slash === -1 || (dot !== -1 && dot < slash)) return key;
  return key.replace(/[./]/g, (separator) => (separator === "/" ? "." : "/"));
}
