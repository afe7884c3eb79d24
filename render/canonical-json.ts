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
export function* canonicalParts(value: object): Generator<string | Uint8Array> {
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

function* listParts(list: readonly unknown[]): Generator<string | Uint8Array> {
  yield "[";
  for (const [index, entry] of list.entries()) {
    if (index > 0) yield ",";
    yield neverChanges(entry) ? bytesOf(entry) : canonicalJson(entry);
  }
  yield "]";
}

/** As files that `render` gives: frozen, and without another object inside. */
function neverChanges(entry: unknown): entry is object {
  return (
    typeof entry === "object" &&
    entry !== null &&
    Object.isFrozen(entry) &&
    Object.values(entry).every((part) => typeof part !== "object")
  );
}

/** A program of ours is half a megabyte in every release, and the same in each: it is written down once. */
function bytesOf(entry: object): Uint8Array {
  const known = written.get(entry);
  if (known !== undefined) return known;
  const bytes = Buffer.from(canonicalJson(entry));
  written.set(entry, bytes);
  return bytes;
}

const written = new WeakMap<object, Uint8Array>();
