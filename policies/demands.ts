import { at, isMap, shown, type Plain } from "./reading.ts";
import type { Breach } from "./rule.ts";

/** What a rule wants of one key of a configuration, and why. */
export type Demand = { readonly key: readonly string[]; readonly why: string } &
  /** The key must stand there with exactly this value; where it is missing, the program's default differs. */
  (
    | { readonly kind: "equals"; readonly value: Plain }
    /** The program's default is good; this value is not. */
    | { readonly kind: "differs"; readonly value: Plain }
    /** The key itself is what would do harm. */
    | { readonly kind: "absent" }
  );

/** `equals("p2p.enabled", false, "…")`; a key that holds dots itself is given as a list. */
export function equals(key: string | readonly string[], value: Plain, why: string): Demand {
  return { kind: "equals", key: keysOf(key), value, why };
}

export function differs(key: string | readonly string[], value: Plain, why: string): Demand {
  return { kind: "differs", key: keysOf(key), value, why };
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
}

/** Every demand that a configuration does not meet. */
export function unmet(value: Plain | undefined, demands: readonly Demand[], origin: Origin): readonly Breach[] {
  return demands.flatMap((demand): readonly Breach[] => {
    const found = at(value, ...demand.key);
    const name = demand.key.join(".");
    const line = origin.lineOf(demand.key);
    const place = { where: origin.path, ...(line === undefined ? {} : { line }) };
    switch (demand.kind) {
      case "equals":
        if (same(found, demand.value)) return [];
        return [{ ...place, what: `${name} is ${shown(found)}, not ${shown(demand.value)}: ${demand.why}` }];
      case "differs":
        if (!same(found, demand.value)) return [];
        return [{ ...place, what: `${name} is ${shown(found)}: ${demand.why}` }];
      case "absent":
        if (found === undefined || found === null) return [];
        return [{ ...place, what: `${name} is set, to ${shown(found)}: ${demand.why}` }];
    }
  });
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
  return {
    path,
    lineOf: (keys) => {
      const word = keys.at(-1);
      if (word === undefined || text === undefined) return undefined;
      const index = text.split("\n").findLastIndex((line) => wordIn(line, word));
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
