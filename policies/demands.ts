import { at, isMap, shown, type Plain } from "./reading.ts";
import { shownUnder } from "./readers/text/secret-shapes.ts";
import type { Breach } from "./rule.ts";

/** What a rule wants of one key of a configuration, and why. */
export type Demand = { readonly key: readonly string[]; readonly why: string } &
  /** The key must stand there with exactly this value; where it is missing, the program's default differs. */
  (
    | { readonly kind: "equals"; readonly value: Plain }
    /** The program's default is good, and so is this value; every other may be what it calls the same as a bad one. */
    | { readonly kind: "only"; readonly value: Plain }
    /** The key itself is what would do harm. */
    | { readonly kind: "absent" }
  );

/** `equals("p2p.enabled", false, "…")`; a key that holds dots itself is given as a list. */
export function equals(key: string | readonly string[], value: Plain, why: string): Demand {
  return { kind: "equals", key: keysOf(key), value, why };
}

/** Absent or exactly this: programs take `"true"` and `1` for true where they take words for booleans. */
export function only(key: string | readonly string[], value: Plain, why: string): Demand {
  return { kind: "only", key: keysOf(key), value, why };
}

export function absent(key: string | readonly string[], why: string): Demand {
  return { kind: "absent", key: keysOf(key), why };
}

function keysOf(key: string | readonly string[]): readonly string[] {
  return typeof key === "string" ? key.split(".") : key;
}

/** Where a configuration came from, for messages. */
export interface Origin {
  readonly path: string;
  readonly lineOf: (keys: readonly string[]) => number | undefined;
  /** Where several files make one configuration: the one in which a setting stands. */
  readonly pathOf?: (keys: readonly string[]) => string;
}

/** A configuration that was parsed, with the places of its parts. */
export interface Settings {
  readonly value: Plain | undefined;
  readonly origin: Origin;
}

/** Where a setting stands, for a breach. */
export function placeIn(origin: Origin, keys: readonly string[]): Pick<Breach, "where" | "line"> {
  const line = origin.lineOf(keys);
  return { where: origin.pathOf?.(keys) ?? origin.path, ...(line === undefined ? {} : { line }) };
}

/** Every demand that a configuration does not meet. */
export function unmet(value: Plain | undefined, demands: readonly Demand[], origin: Origin): readonly Breach[] {
  return demands.flatMap((demand): readonly Breach[] => {
    const what = shortcoming(demand, at(value, ...demand.key));
    return what === undefined ? [] : [{ ...placeIn(origin, demand.key), what }];
  });
}

function shortcoming(demand: Demand, found: Plain | undefined): string | undefined {
  const name = demand.key.join(".");
  switch (demand.kind) {
    case "equals":
    case "only":
      return same(found, demand.value) || (demand.kind === "only" && found === undefined)
        ? undefined
        : `${name} is ${shownUnder(demand.key, found)}, not ${shown(demand.value)}: ${demand.why}`;
    case "absent":
      return found === undefined || found === null
        ? undefined
        : `${name} is set, to ${shownUnder(demand.key, found)}: ${demand.why}`;
  }
}

export function same(a: Plain | undefined, b: Plain | undefined): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    const [left, right] = [a as readonly Plain[], b as readonly Plain[]];
    return left.length === right.length && left.every((part, index) => same(part, right[index]));
  }
  if (isMap(a) && isMap(b)) {
    const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...keys].every((key) => same(a[key], b[key]));
  }
  return a === b;
}

/**
 * The origin of a value that was evaluated, not parsed: the last line that names the key's last word is where it was most
 * likely set. A hint for people, never a ground for a verdict.
 */
export function originIn(path: string, text: string | undefined): Origin {
  let lines: readonly string[] | undefined;
  return {
    path,
    lineOf: (keys) => {
      const word = keys.at(-1);
      // Most words that are asked for stand nowhere: the whole text is searched before its lines.
      if (word === undefined || text?.includes(word) !== true) return undefined;
      lines ??= text.split("\n");
      const index = lines.findLastIndex((line) => wordIn(line, word));
      return index === -1 ? undefined : index + 1;
    },
  };
}

function wordIn(line: string, word: string): boolean {
  const index = line.indexOf(word);
  if (index === -1) return false;
  const letter = /[A-Za-z0-9_-]/;
  return !letter.test(line.charAt(index - 1)) && !letter.test(line.charAt(index + word.length));
}
