import type { Source } from "./reading.ts";

/** Practices that differ have few variants of a file that is the same for most. */
const KEPT_OF_A_FILE = 8;
/** More than one release has files. */
const KEPT_FILES = 400;

/**
 * A function of one file alone that works once for each text: most files are the same for every practice, and one process may
 * judge a thousand of them. Only the latest results are kept.
 */
export function remembered<Value>(work: (source: Source) => Value): (source: Source) => Value {
  // Texts are looked up by themselves, not joined with their path: a text's hash is computed once for all who look it up.
  const files = new Map<string, Map<string, Value>>();
  return ({ path, text }) => {
    let results = files.get(path);
    if (results === undefined) keep(files, path, (results = new Map<string, Value>()), KEPT_FILES);
    const known = results.get(text);
    if (known !== undefined) return known;
    const value = work({ path, text });
    keep(results, text, value, KEPT_OF_A_FILE);
    return value;
  };
}

/** The same for a function of one thing alone that never changes, such as a release or what was read of it. */
export function rememberedFor<Read extends object, Value>(work: (read: Read) => Value): (read: Read) => Value {
  const results = new WeakMap<Read, Value>();
  return (read) => {
    const known = results.get(read);
    if (known !== undefined) return known;
    const value = work(read);
    results.set(read, value);
    return value;
  };
}

/** The same for a function of several files at once, whose results are few. */
export function rememberedTogether<Value>(
  work: (sources: readonly Source[]) => Value,
): (sources: readonly Source[]) => Value {
  let results: readonly { readonly sources: readonly Source[]; readonly value: Value }[] = [];
  return (sources) => {
    const known = results.find((result) => areSame(result.sources, sources));
    if (known !== undefined) return known.value;
    const value = work(sources);
    results = [{ sources, value }, ...results].slice(0, KEPT_OF_A_FILE);
    return value;
  };
}

function areSame(some: readonly Source[], others: readonly Source[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ path, text }, index) => others[index]?.path === path && others[index].text === text)
  );
}

/**
 * The same for a function of what was read once and of what is asked about it, plain values and maps of them: practices that ask for the
 * same are answered once.
 */
export function answered<Read extends object, Asked, Value>(
  work: (read: Read, asked: Asked) => Value,
): (read: Read, asked: Asked) => Value {
  const readings = new WeakMap<Read, Map<string, Value>>();
  return (read, asked) => {
    let answers = readings.get(read);
    if (answers === undefined) readings.set(read, (answers = new Map<string, Value>()));
    const question = JSON.stringify(asked, (_, part: unknown) => (part instanceof Map ? [...part] : part));
    const known = answers.get(question);
    if (known !== undefined) return known;
    const value = work(read, asked);
    keep(answers, question, value, KEPT_OF_A_FILE);
    return value;
  };
}

/** A release has thousands of short texts. */
const KEPT_TEXTS = 20_000;
const SHORT = 2_000;

/** The same for a function of a text alone, such as a name or the value of a setting; longer ones are not kept. */
export function rememberedText<Value>(work: (text: string) => Value): (text: string) => Value {
  const results = new Map<string, Value>();
  return (text) => {
    const known = results.get(text);
    if (known !== undefined) return known;
    const value = work(text);
    if (text.length > SHORT) return value;
    if (results.size >= KEPT_TEXTS) results.clear();
    results.set(text, value);
    return value;
  };
}

function keep<Value>(results: Map<string, Value>, key: string, value: Value, most: number): void {
  const oldest = results.size < most ? undefined : results.keys().next().value;
  if (oldest !== undefined) results.delete(oldest);
  results.set(key, value);
}
