import type { Settings } from "../demands.ts";
import type { Reading, Source } from "../reading.ts";
import { locateJson } from "./json.ts";
import { unknownSettings, type Shapes } from "./known-settings.ts";
import { lineAt, offsetOf, plainOf } from "./located.ts";

/**
 * A JSON file of settings, each with its line; a setting that is not known is a doubt.
 *
 * @param program whose file it is, as a message calls it
 */
export function readJsonSettings(source: Source, program: string, known: Shapes): Reading<Settings> {
  const { value: located, doubts } = locateJson(source);
  if (located === undefined)
    return { value: { value: undefined, origin: { path: source.path, lineOf: () => undefined } }, doubts };
  const settings: Settings = {
    value: plainOf(located),
    origin: { path: source.path, lineOf: (keys) => lineAt(source.text, offsetOf(located, keys)) },
  };
  return { value: settings, doubts: [...doubts, ...unknownSettings(settings.value, known, program, settings.origin)] };
}
