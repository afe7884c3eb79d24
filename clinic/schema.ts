import type { ErrorObject } from "ajv";
import { choiceOf, keyOf, nearestTo, shown, wrongValue, type Fault, type Path } from "./fault.ts";
import schemaFile from "./stack-file.schema.json" with { type: "json" };
import type { StackFile } from "./stack-file.ts";
import validate from "./validator/validate.js";

export type SchemaCheck =
  { readonly kind: "valid"; readonly file: StackFile } | { readonly kind: "faults"; readonly faults: readonly Fault[] };

/** Holds a stack file's values against `stack-file.schema.json` and says in our own words, once each, what is wrong. */
export function checkSchema(values: unknown): SchemaCheck {
  if (validate(values)) return { kind: "valid", file: values };
  const faults = (validate.errors ?? []).flatMap((error) => faultOf(error, values));
  return { kind: "faults", faults: withoutEchoes(faults) };
}

/** What of a JSON Schema is read here. */
interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly oneOf?: readonly Schema[];
  readonly discriminator?: { readonly propertyName: string };
  readonly $ref?: string;
  readonly errorMessage?: string;
}

const ROOT: Schema = schemaFile;
const DEFINITIONS: Readonly<Record<string, Schema>> = schemaFile.$defs;

function faultOf(error: ErrorObject, values: unknown): readonly Fault[] {
  const path = error.instancePath.split("/").slice(1).map(unescaped);
  const located = stepsOf(path, values);
  const schema = schemaAt(located, values);
  const params = error.params as Readonly<Record<string, unknown>>;
  switch (error.keyword) {
    case "required":
      return [missingKey(located, String(params["missingProperty"]), schema)];
    case "additionalProperties":
      return [unknownKey(located, String(params["additionalProperty"]), schema)];
    case "discriminator":
      return [wrongTag(located, values, schema)];
    case "uniqueItems":
      return [repeatedItem(located, Number(params["j"]), Number(params["i"]))];
    default: {
      const value = valueAt(located, values);
      const choices = choicesIn(schema);
      const nearest = typeof value === "string" ? nearestTo(value, choices) : undefined;
      return [wrongValue(located, value, expectationOf(schema), nearest && JSON.stringify(nearest))];
    }
  }
}

/** JSON Pointer, RFC 6901 section 4. */
function unescaped(step: string): string {
  return step.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** A JSON Pointer does not tell a list's index from a key that is a number; the values do. */
function stepsOf(path: readonly string[], values: unknown): Path {
  let value = values;
  return path.map((step) => {
    const typed = Array.isArray(value) ? Number(step) : step;
    value = valueAt([typed], value);
    return typed;
  });
}

/** The value at a path, or undefined where there is none. */
export function valueAt(path: Path, values: unknown): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, step)
        ? (value as Readonly<Record<string | number, unknown>>)[step]
        : undefined,
    values,
  );
}

/** The part of the schema that a value must obey: references followed, the branch of a union chosen by its tag. */
function schemaAt(path: Path, values: unknown): Schema {
  let schema = chosen(ROOT, values);
  path.forEach((step, i) => {
    const next = typeof step === "number" ? schema.items : schema.properties?.[step];
    schema = chosen(next ?? {}, valueAt(path.slice(0, i + 1), values));
  });
  return schema;
}

function chosen(reference: Schema, value: unknown): Schema {
  const schema = followed(reference);
  const tag = schema.discriminator?.propertyName;
  if (tag === undefined) return schema;
  const branches = (schema.oneOf ?? []).map(followed);
  return branches.find((branch) => branch.properties?.[tag]?.const === valueAt([tag], value)) ?? schema;
}

function followed(schema: Schema): Schema {
  const name = schema.$ref?.replace("#/$defs/", "");
  return name === undefined ? schema : { ...followed(DEFINITIONS[name] ?? {}), ...schema };
}

/** A key that a stack file can have. */
export interface KnownKey {
  /** As people write it: `stillroom:names.video`. */
  readonly key: string;
  /** What it is for, in the schema's words. */
  readonly description: string | undefined;
  /** Whether it holds keys of its own. */
  readonly holds: "keys" | "a value";
}

/**
 * Every key below `config:` that is Stillroom's, mappings before what they hold; what a list's items hold is left out. A key that several
 * forms of a mapping have is described as in each.
 */
export function knownKeys(): readonly KnownKey[] {
  const found = new Map<string, KnownKey>();
  for (const known of keysBelow(followed(ROOT.properties?.["config"] ?? {}), ["config"])) {
    const texts = [found.get(known.key)?.description, known.description].filter((text) => text !== undefined);
    found.set(known.key, { ...known, description: texts.length === 0 ? undefined : [...new Set(texts)].join(" ") });
  }
  return [...found.values()];
}

function keysBelow(schema: Schema, path: Path): readonly KnownKey[] {
  const forms = [schema, ...(schema.oneOf ?? []).map(followed)];
  return forms
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .flatMap(([name, reference]) => {
      const property = followed(reference);
      const below = keysBelow(property, [...path, name]);
      const { description } = property;
      return [{ key: keyOf([...path, name]), description, holds: below.length > 0 ? "keys" : "a value" }, ...below];
    });
}

function missingKey(path: Path, key: string, schema: Schema): Fault {
  const what = followed(schema.properties?.[key] ?? {}).description;
  return {
    path: [...path, key],
    at: "key",
    message: `${subjectOf(path)} needs the key ${key}${what === undefined ? "." : `: ${startingSmall(what)}`}`,
    expected: `the key ${key}`,
  };
}

function unknownKey(path: Path, key: string, schema: Schema): Fault {
  const known = Object.keys(schema.properties ?? {});
  const nearest = known.find((name) => name === `stillroom:${key}`) ?? nearestTo(key, known);
  const shownKey = /^[\w:.-]+$/.test(key) ? key : shown(key);
  const hint = nearest === undefined ? `Allowed: ${known.join(", ")}.` : `Did you mean ${nearest}?`;
  return {
    path: [...path, key],
    at: "key",
    message: `${subjectOf(path)} has no key ${shownKey}. ${hint}`,
    found: shown(key),
    expected: choiceOf(known),
    nearest,
  };
}

function wrongTag(path: Path, values: unknown, schema: Schema): Fault {
  const tag = schema.discriminator?.propertyName ?? "";
  const choices = (schema.oneOf ?? []).map((branch) => String(followed(branch).properties?.[tag]?.const));
  const expected = `must be ${choiceOf(choices.map((choice) => JSON.stringify(choice)))}`;
  const value = valueAt([...path, tag], values);
  if (value === undefined) {
    return {
      path: [...path, tag],
      at: "key",
      message: `${subjectOf(path)} needs the key ${tag}; it ${expected}.`,
      expected: `the key ${tag}`,
    };
  }
  const nearest = typeof value === "string" ? nearestTo(value, choices) : undefined;
  return wrongValue([...path, tag], value, expected, nearest && JSON.stringify(nearest));
}

function repeatedItem(path: Path, first: number, second: number): Fault {
  const [original, repeated] = first < second ? [first, second] : [second, first];
  return {
    path: [...path, repeated],
    at: "value",
    message: `${keyOf([...path, repeated])} says the same as ${keyOf([...path, original])}; delete one of the two.`,
    expected: "different from the others",
  };
}

/** A phrase that starts with `must`. */
function expectationOf(schema: Schema): string {
  if (schema.errorMessage !== undefined) return schema.errorMessage;
  const choices = schema.const === undefined ? schema.enum : [schema.const];
  if (choices !== undefined) return `must be ${choiceOf(choices.map((choice) => JSON.stringify(choice)))}`;
  switch (schema.type) {
    case "object":
      return `must be a mapping with keys such as ${choiceOf(Object.keys(branchOf(schema).properties ?? {}).slice(0, 3))}`;
    case "array":
      return "must be a list";
    default:
      return "must be text";
  }
}

/** Any one shape of a union, to name its keys. */
function branchOf(schema: Schema): Schema {
  const [first] = schema.oneOf ?? [];
  return first === undefined ? schema : followed(first);
}

function choicesIn(schema: Schema): readonly string[] {
  return (schema.enum ?? []).filter((choice) => typeof choice === "string");
}

function subjectOf(path: Path): string {
  if (path.length === 0) return "The file";
  return path.length === 1 && path[0] === "config" ? "The configuration" : keyOf(path);
}

function startingSmall(sentence: string): string {
  const first = sentence.split(". ")[0] ?? sentence;
  return `${/^[A-Z][a-z ]/.test(first) ? first.charAt(0).toLowerCase() + first.slice(1) : first}${first.endsWith(".") ? "" : "."}`;
}

/** One message for one slip: a misspelt key is not also missing, and a value is wrong only once. */
function withoutEchoes(faults: readonly Fault[]): readonly Fault[] {
  const misspelt = new Set(
    faults.flatMap(({ path, nearest, at }) =>
      at === "key" && nearest !== undefined ? [keyOf([...path.slice(0, -1), nearest])] : [],
    ),
  );
  const seen = new Set<string>();
  return faults.filter(({ path, at, found }) => {
    const key = keyOf(path);
    if (at === "key" && found === undefined && misspelt.has(key)) return false;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
