import { distance } from "fastest-levenshtein";

/** Steps from the file's root to a value: `["config", "stillroom:administrators", 0, "name"]`. */
export type Path = readonly (string | number)[];

/** A fault before it is known in which line it stands. */
export interface Fault {
  readonly path: Path;
  /** Whether the key itself or its value is at fault. */
  readonly at: "key" | "value";
  readonly message: string;
  readonly found?: string | undefined;
  readonly expected?: string | undefined;
  readonly nearest?: string | undefined;
}

/** The path as people write it: `stillroom:administrators[0].name`. */
export function keyOf(path: Path): string {
  const [first, ...rest] = path[0] === "config" && path.length > 1 ? path.slice(1) : path;
  return rest.reduce<string>(
    (key, step) => key + (typeof step === "number" ? `[${step}]` : `.${step}`),
    String(first ?? ""),
  );
}

/** The way back from `keyOf`, for the keys of our own schema, which hold no dot. */
export function pathOf(key: string): Path {
  const [first = "", ...rest] = key.match(/[^.[\]]+/g) ?? [];
  return ["config", first, ...rest.map((step) => (/^\d+$/.test(step) ? Number(step) : step))];
}

/**
 * A value that is not what it must be.
 *
 * @param expected a phrase that starts with `must`
 */
export function wrongValue(
  path: Path,
  value: unknown,
  expected: string,
  nearest?: string,
  instead = "Did you mean",
): Fault {
  const found = shown(value);
  const is = value === null || value === undefined ? "is empty" : `is ${found}`;
  const hint = nearest === undefined ? "" : ` ${instead} ${nearest}?`;
  return {
    path,
    at: "value",
    message: `${keyOf(path)} ${is}, but ${expected}.${hint}`,
    found,
    expected: expected.replace(/^must (?:be )?/, ""),
    nearest,
  };
}

/**
 * A value as JSON, cut to a readable length, with invisible characters made visible: they could turn a terminal's line around.
 * A private key that was pasted by mistake is never shown.
 */
export function shown(value: unknown): string {
  const json = JSON.stringify(value) as string | undefined;
  if (json === undefined) return "nothing";
  if (json.includes("PRIVATE KEY")) return "a private key";
  const text = json.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** The candidate that `word` was most likely meant to be, or undefined when none is near. */
export function nearestTo(word: string, candidates: readonly string[]): string | undefined {
  const ranked = candidates
    .map((candidate) => ({ candidate, steps: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.steps - b.steps);
  const best = ranked[0];
  return best !== undefined && best.steps <= tolerance(best.candidate) ? best.candidate : undefined;
}

/** Two letters that changed places count as two steps; a short word is soon another one. */
function tolerance(word: string): number {
  return word.length < 5 ? 1 : Math.max(2, Math.floor(word.length / 3));
}

/** `a, b or c`; of a long list the first dozen. */
export function choiceOf(items: readonly string[]): string {
  if (items.length > 12) return `${items.slice(0, 12).join(", ")} or one of ${items.length - 12} more`;
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} or ${items.at(-1) ?? ""}`;
}
