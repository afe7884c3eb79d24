import type { Breach } from "./rule.ts";

/**
 * What a program would see in one or more files, and where that can't be told. Readers never throw: what they don't
 * understand is a doubt, and the rule `understood` makes each doubt a finding that can't be waived.
 */
export interface Reading<Value> {
  readonly value: Value;
  readonly doubts: readonly Breach[];
}

/** A plain value as configuration formats have it. */
export type Plain = null | boolean | number | string | readonly Plain[] | { readonly [key: string]: Plain };

/** A source file as a reader needs it. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

/** The value at a path of keys, or undefined where any of them is missing. */
export function at(value: Plain | undefined, ...keys: readonly string[]): Plain | undefined {
  let found: Plain | undefined = value;
  for (const key of keys) {
    if (!isMap(found)) return undefined;
    found = Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return found;
}

export function isMap(value: Plain | undefined): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The strings of a list; undefined where it is no list of strings. */
export function stringsOf(value: Plain | undefined): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const list = value as readonly Plain[];
  return list.every((part) => typeof part === "string") ? list : undefined;
}

/** Every text and number in a value, with the keys that lead to it; a place in a list is its number, from 0. */
export function textsIn(value: unknown, keys: readonly string[] = []): readonly HeldText[] {
  const found: HeldText[] = [];
  putTexts(value, keys, found);
  return found;
}

export interface HeldText {
  readonly keys: readonly string[];
  readonly text: string;
}

function putTexts(value: unknown, keys: readonly string[], found: HeldText[]): void {
  if (typeof value === "string" || typeof value === "number") found.push({ keys, text: String(value) });
  else if (typeof value === "object" && value !== null)
    for (const [key, part] of Object.entries(value)) putTexts(part, [...keys, key], found);
}

/** How a value looks in a message. */
export function shown(value: Plain | undefined): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** How a line of a file looks in a message. */
export function shownText(text: string): string {
  return text.length <= 120 ? `"${text}"` : `"${text.slice(0, 119)}…"`;
}
