import { visibleLines } from "../../policies/visible-text.ts";

/**
 * Takes a value that somebody else wrote for what it should be, and gives back that and no more.
 *
 * @throws Misshapen where it is something else
 */
export type Reader<Value> = (value: unknown) => Value;

export class Misshapen extends Error {}

/** Undefined where the text is no JSON, or of another shape. */
export function readJson<Value>(text: string, reader: Reader<Value>): Value | undefined {
  try {
    return reader(JSON.parse(text));
  } catch (error) {
    if (error instanceof Misshapen || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Text for people, with nothing in it that a terminal obeys. */
export const words: Reader<string> = (value) => visibleLines(raw(value));

/** Text as it is, for programs and comparisons. */
export const raw: Reader<string> = (value) => (typeof value === "string" ? value : misshapen("a text", value));

/** Text of one form; a digest, for one, may be cut to its first digits only then. */
export function matching(form: RegExp): Reader<string> {
  return (value) => (typeof value === "string" && form.test(value) ? value : misshapen(String(form), value));
}

export const number: Reader<number> = (value) => (typeof value === "number" ? value : misshapen("a number", value));

export const flag: Reader<boolean> = (value) =>
  typeof value === "boolean" ? value : misshapen("true or false", value);

export function oneOf<const Word extends string>(...known: readonly Word[]): Reader<Word> {
  return (value) => known.find((word) => word === value) ?? misshapen(known.join("|"), value);
}

/** What JSON leaves out is undefined. */
export function maybe<Value>(reader: Reader<Value>): Reader<Value | undefined> {
  return (value) => (value === undefined ? undefined : reader(value));
}

export function list<Value>(reader: Reader<Value>): Reader<readonly Value[]> {
  return (value) => (Array.isArray(value) ? value.map((entry) => reader(entry)) : misshapen("a list", value));
}

type Fields<Value> = { readonly [Name in keyof Required<Value>]: Reader<Value[Name & keyof Value]> };

/** Fields that are not named are left out, and so are those that are undefined. */
export function record<Value extends object>(fields: Fields<Value>): Reader<Value> {
  const readers = Object.entries<Reader<unknown>>(fields);
  return (value) => {
    const given = fieldsOf(value);
    const read = readers.map(([name, reader]) => [name, reader(given[name])] as const);
    // Each field has gone through the reader of its own type.
    return Object.fromEntries(read.filter(([, found]) => found !== undefined)) as Value;
  };
}

/** One of several records, told apart by `kind`; the fields of each are those beside it. */
export function byKind<Value extends { readonly kind: string }>(kinds: {
  readonly [Kind in Value["kind"]]: Fields<Omit<Extract<Value, { readonly kind: Kind }>, "kind">>;
}): Reader<Value> {
  const readers = new Map<unknown, Reader<object>>(
    Object.entries<Fields<object>>(kinds).map(([kind, fields]) => [kind, record(fields)]),
  );
  return (value) => {
    const { kind } = fieldsOf(value);
    const reader = readers.get(kind) ?? misshapen(Object.keys(kinds).join("|"), value);
    // The fields are those of this kind.
    return { kind, ...reader(value) } as Value;
  };
}

export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return misshapen("an object", value);
  return value as Readonly<Record<string, unknown>>; // what JSON calls an object
}

function misshapen(wanted: string, found: unknown): never {
  throw new Misshapen(`${wanted} is wanted, not ${typeof found}`);
}
