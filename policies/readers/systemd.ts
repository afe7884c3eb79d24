import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** One assignment of a unit or of a file like journald.conf. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/**
 * systemd.syntax(7): sections in brackets, `Key=value`, `#` and `;` start comment lines, a backslash at a line's end joins the
 * next. Files are given in the order in which systemd reads them, drop-ins last.
 */
export function readSystemd(sources: readonly Source[]): Reading<readonly Assignment[]> {
  const doubts: Breach[] = [];
  const value: Assignment[] = [];
  for (const { path, text } of sources) {
    let section = "";
    let continued: { readonly text: string; readonly line: number } | undefined;
    for (const [index, raw] of text.split("\n").entries()) {
      const line = continued?.line ?? index + 1;
      if (/^\s*[#;]/.test(raw)) continue;
      const joined = `${continued?.text ?? ""}${raw}`;
      if (joined.endsWith("\\")) {
        continued = { text: `${joined.slice(0, -1)} `, line };
        continue;
      }
      continued = undefined;
      const trimmed = joined.trim();
      if (trimmed === "") continue;
      const heading = /^\[(.+)\]$/.exec(trimmed);
      const assignment = /^([^=\s]+)\s*=\s*(.*)$/.exec(trimmed);
      if (heading?.[1] !== undefined) section = heading[1];
      else if (assignment?.[1] === undefined) {
        doubts.push({ where: path, line, what: `"${trimmed.slice(0, 60)}" is no assignment of systemd.` });
      } else value.push({ section, key: assignment[1], value: assignment[2] ?? "", path, line });
    }
  }
  return { value, doubts };
}

/** The value that counts where a key holds one: the last. */
export function lastOf(assignments: readonly Assignment[], section: string, key: string): Assignment | undefined {
  return assignments.findLast((assignment) => assignment.section === section && assignment.key === key);
}
