import type { PolicyValue } from "../../../kits/browsers/setting.ts";

/** As much of a JSON Schema as Mozilla's policies-schema.json uses, its definitions put in place. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/**
 * What a schema does not name or allow of a value, each with its path. Stricter than a validator: a name that stands nowhere in the schema is
 * said, where a validator, and the browser, pass over it in silence.
 */
export function objectionsOf(schema: Schema, value: PolicyValue, path: readonly string[] = []): readonly string[] {
  const said = (what: string): readonly string[] => [`${path.join(" → ")}: ${what}`];
  const types = [schema.type ?? []].flat();
  const type = Array.isArray(value) ? "array" : typeof value;
  if (types.length > 0 && !types.includes(type)) return said(`is of type ${type}, not ${types.join(" or ")}`);
  if (schema.enum !== undefined && !schema.enum.includes(value))
    return said(`is ${JSON.stringify(value)}, not one of ${JSON.stringify(schema.enum)}`);
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return [];
    return value.flatMap((part: PolicyValue, index) => objectionsOf(items, part, [...path, String(index)]));
  }
  const { properties = {}, patternProperties = {} } = schema;
  const names = Object.keys({ ...properties, ...patternProperties });
  // What is handed to an extension is for that extension to know.
  if (typeof value !== "object" || names.length === 0) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const inner =
      properties[name] ??
      Object.entries(patternProperties).find(([pattern]) => new RegExp(pattern, "u").test(name))?.[1];
    return inner === undefined
      ? [`${[...path, name].join(" → ")}: has no such name in the schema`]
      : objectionsOf(inner, part, [...path, name]);
  });
}
