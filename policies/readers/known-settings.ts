import { isMap, type Plain } from "../reading.ts";
import type { Breach } from "../rule.ts";
import { placeIn, type Origin } from "../demands.ts";
import { shownUnder } from "./text/secret-shapes.ts";

/**
 * What a setting may hold without anybody having to say a word. A table of shapes is closed: a key that stands in none of
 * them, and a value of another kind, is a doubt.
 *
 * - `judged`: some rule looks at whatever stands here;
 * - `flag`, `number`, `text`, `texts` (a list of strings), `span` (a number, or words such as `90d`, `50M`, `5 seconds`):
 *   harmless as long as it is one;
 * - a list of values: harmless only as one of them;
 * - `fields`: a map of these keys; `each`: a list of such parts; `named`: a map with any keys and such values.
 */
export type Shape =
  | "judged"
  | "flag"
  | "number"
  | "text"
  | "texts"
  | "span"
  | readonly Plain[]
  | { readonly fields: Shapes }
  | { readonly each: Shape }
  | { readonly named: Shape };

export type Shapes = Readonly<Record<string, Shape>>;

/** `shapes("flag", "a b c")`: one shape for many keys. */
export function shapes(shape: Shape, keys: string): Shapes {
  return Object.fromEntries(keys.split(/\s+/).map((key) => [key, shape]));
}

/** Every setting of which can't be told what it does. `program` is named in the messages. */
export function unknownSettings(
  value: Plain | undefined,
  fields: Shapes,
  program: string,
  origin: Origin,
): readonly Breach[] {
  if (value === undefined) return [];
  return unknownIn(value, { fields }, [], (keys, what) => ({
    ...placeIn(origin, keys),
    what: keys.length === 0 ? `${program}'s settings are ${what}` : `${program}'s ${keys.join(".")} is ${what}`,
  }));
}

type Say = (keys: readonly string[], what: string) => Breach;

function unknownIn(value: Plain, shape: Shape, keys: readonly string[], say: Say): readonly Breach[] {
  if (isHarmless(value, shape)) return [];
  if (typeof shape === "object" && "fields" in shape && isMap(value)) {
    return Object.entries(value).flatMap(([key, part]) => {
      const known = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      if (known === undefined)
        return [say([...keys, key], "a setting that we have not looked up, so what it does can't be told.")];
      return unknownIn(part, known, [...keys, key], say);
    });
  }
  if (typeof shape === "object" && "named" in shape && isMap(value))
    return Object.entries(value).flatMap(([key, part]) => unknownIn(part, shape.named, [...keys, key], say));
  if (typeof shape === "object" && "each" in shape && Array.isArray(value))
    return (value as readonly Plain[]).flatMap((part) => unknownIn(part, shape.each, keys, say));
  return [
    say(
      keys,
      `${shownUnder(keys, value)}, which is none of the values that are known to be harmless, so what it does can't be told.`,
    ),
  ];
}

/** A size or duration as Synapse and Typesafe Config spell them. */
const SPAN = /^-?\d+(?:\.\d+)?\s*[A-Za-z]*$/;

function isHarmless(value: Plain, shape: Shape): boolean {
  switch (shape) {
    case "judged":
      return true;
    case "flag":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number";
    case "text":
      return typeof value === "string";
    case "texts":
      return Array.isArray(value) && (value as readonly Plain[]).every((part) => typeof part === "string");
    case "span":
      return typeof value === "number" || (typeof value === "string" && SPAN.test(value));
    default:
      return isOneOf(value, shape);
  }
}

function isOneOf(value: Plain, shape: Exclude<Shape, string>): boolean {
  return Array.isArray(shape) && (shape as readonly Plain[]).includes(value);
}
