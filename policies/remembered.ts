import type { Source } from "./reading.ts";

/** More than one release has files. */
const KEPT = 400;

/**
 * A function of one file alone that works once for each text: most files are the same for every practice, and one process may
 * judge a thousand of them. Only the latest results are kept.
 */
export function remembered<Value>(work: (source: Source) => Value): (source: Source) => Value {
  const results = new Map<string, Value>();
  return ({ path, text }) => {
    const key = `${path}\n${text}`;
    const known = results.get(key);
    if (known !== undefined) return known;
    const value = work({ path, text });
    const oldest = results.size < KEPT ? undefined : results.keys().next().value;
    if (oldest !== undefined) results.delete(oldest);
    results.set(key, value);
    return value;
  };
}
