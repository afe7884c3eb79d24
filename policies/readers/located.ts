import type { Plain } from "../reading.ts";

/** A plain value whose every part knows where in its text it stands. */
export type Located =
  | {
      readonly kind: "scalar";
      readonly offset: number;
      readonly value: string | number | boolean | null;
      /** The program has it as a floating-point number, also where it is whole. Told of YAML alone. */
      readonly float?: true;
    }
  | { readonly kind: "list"; readonly offset: number; readonly parts: readonly Located[] }
  | { readonly kind: "map"; readonly offset: number; readonly parts: Map<string, Located> };

/** Deeper than any configuration is; what is deeper is not told, so that no text can exhaust the stack. */
export const DEEPEST = 50;

export function plainOf(located: Located): Plain {
  switch (located.kind) {
    case "scalar":
      return located.value;
    case "list":
      return located.parts.map(plainOf);
    case "map": {
      const object: Record<string, Plain> = {};
      for (const [key, part] of located.parts) object[key] = plainOf(part);
      return object;
    }
  }
}

/** Where the part at a path of keys stands, or else the nearest one around it; a place in a list is its number, from 0. */
export function offsetOf(located: Located, keys: readonly string[]): number {
  let found = located;
  for (const key of keys) {
    const part = partOf(found, key);
    if (part === undefined) return found.offset;
    found = part;
  }
  return found.offset;
}

function partOf(located: Located, key: string): Located | undefined {
  if (located.kind === "map") return located.parts.get(key);
  return located.kind === "list" ? located.parts[Number(key)] : undefined;
}

/** The keys that lead to each floating-point number; a place in a list is its number, from 0. */
export function floatsIn(located: Located, keys: readonly string[] = []): readonly (readonly string[])[] {
  switch (located.kind) {
    case "scalar":
      return located.float === true ? [keys] : [];
    case "list":
      return located.parts.flatMap((part, index) => floatsIn(part, [...keys, String(index)]));
    case "map":
      return [...located.parts].flatMap(([key, part]) => floatsIn(part, [...keys, key]));
  }
}

/** 1-based line of an offset, counted as editors and reports count: by line feeds. */
export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf("\n"); index !== -1 && index < offset; index = text.indexOf("\n", index + 1)) line += 1;
  return line;
}
