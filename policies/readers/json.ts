import type { Plain, Reading, Source } from "../reading.ts";

/** A JSON file; where a key stands twice, its last value counts, as in browsers (ECMA-262, JSON.parse). */
export function readJson(source: Source): Reading<Plain> {
  try {
    return { value: JSON.parse(source.text) as Plain, doubts: [] };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { value: null, doubts: [{ where: source.path, what: `This is no JSON: ${message}.` }] };
  }
}
