import type { Breach } from "../../rule.ts";
import type { Reading, Source } from "../../reading.ts";
import { remembered } from "../../remembered.ts";

/** One assignment of a unit or of a file like journald.conf. */
export interface Assignment {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly path: string;
  readonly line: number;
}

/**
 * systemd.syntax(7), as src/shared/conf-parser.c of systemd 257 reads it: sections in brackets, `Key=value`, `#` and `;` start
 * comment lines also between lines that go on, an odd backslash at a line's end joins the next.
 *
 * @param sources files in the order in which systemd reads them, drop-ins last
 */
export function readSystemd(sources: readonly Source[]): Reading<readonly Assignment[]> {
  const readings = sources.map(readOne);
  return { value: readings.flatMap(({ value }) => value), doubts: readings.flatMap(({ doubts }) => doubts) };
}

const readOne = remembered(({ path, text }): Reading<readonly Assignment[]> => {
  const doubts: Breach[] = [];
  const value: Assignment[] = [];
  let section = "";
  for (const { text: joined, line } of joinedLines(text)) {
    const doubt = (what: string) => doubts.push({ where: path, line, what });
    const heading = /^\[([^\]]+)\]$/.exec(joined);
    const equals = joined.indexOf("=");
    const key = joined.slice(0, equals).trim();
    if (joined === "") continue;
    if (heading?.[1] !== undefined) section = heading[1];
    else if (joined.startsWith("[") || equals < 1 || !/^[A-Za-z0-9-]+$/.test(key)) {
      doubt(`"${joined.slice(0, 60)}" is no assignment of systemd.`);
    } else if (section === "") doubt(`${key} stands outside of any section, where systemd passes over it.`);
    else value.push({ section, key, value: joined.slice(equals + 1).trim(), path, line });
  }
  return { value, doubts };
});

/** Lines without comments, each with those that go on it; blanks at either end don't count. */
function* joinedLines(text: string): Generator<{ readonly text: string; readonly line: number }> {
  let begun: { readonly text: string; readonly line: number } | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const stripped = raw.replace(/^[ \t\r]+/, "");
    if (/^[#;]/.test(stripped)) continue;
    const whole = `${begun?.text ?? ""}${stripped}`;
    const line = begun?.line ?? index + 1;
    const backslashes = /\\*$/.exec(whole)?.[0].length ?? 0;
    if (backslashes % 2 === 1) begun = { text: `${whole.slice(0, -1)} `, line };
    else {
      begun = undefined;
      yield { text: whole.trim(), line };
    }
  }
  if (begun !== undefined) yield { text: begun.text.trim(), line: begun.line };
}

/** The value that counts where a key holds one: the last. */
export function lastOf(assignments: readonly Assignment[], section: string, key: string): Assignment | undefined {
  return assignments.findLast((assignment) => assignment.section === section && assignment.key === key);
}

/** The values that count where a key adds up: all since it was last set to nothing (systemd.unit(5), "the list is reset"). */
export function listOf(assignments: readonly Assignment[], section: string, key: string): readonly Assignment[] {
  const found = assignments.filter((assignment) => assignment.section === section && assignment.key === key);
  return found.slice(found.findLastIndex(({ value }) => value === "") + 1);
}

/** systemd.syntax(7): a boolean is 1, yes, y, true, t, on or 0, no, n, false, f, off; undefined for what is neither. */
export function systemdBoolean(value: string): boolean | undefined {
  const word = value.toLowerCase();
  if (["1", "yes", "y", "true", "t", "on"].includes(word)) return true;
  return ["0", "no", "n", "false", "f", "off"].includes(word) ? false : undefined;
}

/**
 * The words of a value (systemd.syntax(7), "Quoting"): blanks part them, either quote holds them together where a word begins. Undefined for
 * escapes, specifiers and quotes within a word, which nothing of ours needs.
 */
export function systemdWords(value: string): readonly string[] | undefined {
  if (/[\\%]/.test(value)) return undefined;
  const words: string[] = [];
  const pattern = /\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))(?=\s|$)/gy;
  let end = 0;
  for (const match of value.matchAll(pattern)) {
    words.push(match[1] ?? match[2] ?? match[3] ?? "");
    end = match.index + match[0].length;
  }
  return value.slice(end).trim() === "" ? words : undefined;
}
