/** JSON with sorted keys and without undefined properties: equal values give equal bytes. */
export function canonicalJson(value: unknown): string {
  if (value === null || value === undefined) return "null";
  if (typeof value !== "object") return JSON.stringify(value);
  // Releases are written down again and again: one string that grows is twice as fast as lists of parts.
  let text = "";
  if (Array.isArray(value)) {
    for (const part of value) text += `${text === "" ? "" : ","}${canonicalJson(part)}`;
    return `[${text}]`;
  }
  for (const key of Object.keys(value).sort()) {
    const part: unknown = Reflect.get(value, key);
    if (part !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(key)}:${canonicalJson(part)}`;
  }
  return `{${text}}`;
}

/** The same text of an object in parts, one for each entry of its lists: what is only hashed need not be put together first. */
export function* canonicalParts(value: object): Generator<string> {
  let before = "{";
  for (const key of Object.keys(value).sort()) {
    const part: unknown = Reflect.get(value, key);
    if (part === undefined) continue;
    yield `${before}${JSON.stringify(key)}:`;
    if (Array.isArray(part)) yield* listParts(part);
    else yield canonicalJson(part);
    before = ",";
  }
  yield before === "{" ? "{}" : "}";
}

function* listParts(list: readonly unknown[]): Generator<string> {
  yield "[";
  for (const [index, part] of list.entries()) yield `${index === 0 ? "" : ","}${canonicalJson(part)}`;
  yield "]";
}
