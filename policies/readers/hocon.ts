import type { Breach } from "../rule.ts";
import type { Plain, Reading, Source } from "../reading.ts";

/** A HOCON file as Typesafe Config resolves it by itself, without reference.conf, system properties and environment. */
export interface Hocon {
  readonly value: Plain;
  /** 1-based line of the last setting of each dotted path. */
  readonly lines: ReadonlyMap<string, number>;
}

type Node =
  | { readonly kind: "plain"; readonly value: null | boolean | number | string }
  | { readonly kind: "list"; readonly items: readonly Node[] }
  | { readonly kind: "map"; readonly fields: ReadonlyMap<string, Node> }
  | { readonly kind: "reference"; readonly path: string; readonly optional: boolean; readonly line: number }
  /** Values side by side: strings are joined, lists appended, maps merged. `blanks` stand before the part. */
  | {
      readonly kind: "joined";
      readonly parts: readonly { readonly blanks: string; readonly node: Node }[];
      readonly line: number;
    }
  /** A later setting of the same key whose effect is known only once references are resolved. */
  | { readonly kind: "later"; readonly older: Node; readonly newer: Node };

class NotHocon extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const MAX_DEPTH = 60;

/**
 * HOCON by the project's specification (lightbend/config, HOCON.md): duplicate keys merge when both are maps and else the last
 * wins, `+=` appends, values side by side are joined, substitutions are resolved last. An include, and a substitution of
 * what the file doesn't set (it could come from the environment), are doubts.
 */
export function readHocon(source: Source): Reading<Hocon> {
  const doubts: Breach[] = [];
  const doubt = (line: number, what: string) => doubts.push({ where: source.path, line, what });
  const lines = new Map<string, number>();
  try {
    const root = new Parser(source.text, lines).root();
    const value = resolve(root, "", undefined, { root, doubt, under: new Set() }) ?? {};
    return { value: { value, lines }, doubts };
  } catch (error) {
    if (!(error instanceof NotHocon)) throw error;
    doubt(error.line, `This is no HOCON that its program would accept: ${error.message}.`);
    return { value: { value: {}, lines }, doubts };
  }
}

interface Resolving {
  readonly root: Node;
  readonly doubt: (line: number, what: string) => void;
  /** Paths whose value is being looked up, to see circles. */
  readonly under: ReadonlySet<string>;
}

function resolve(node: Node, path: string, older: Plain | undefined, state: Resolving): Plain | undefined {
  switch (node.kind) {
    case "plain":
      return node.value;
    case "list":
      return node.items.map((item) => resolve(item, path, undefined, state) ?? null);
    case "map":
      return Object.fromEntries(
        [...node.fields].flatMap(([key, field]) => {
          const value = resolve(field, path === "" ? key : `${path}.${key}`, undefined, state);
          return value === undefined ? [] : [[key, value]];
        }),
      );
    case "later": {
      const before = resolve(node.older, path, older, state);
      const after = resolve(node.newer, path, before, state);
      return after === undefined ? before : merged(before, after);
    }
    case "joined":
      return joined(node, path, older, state);
    case "reference":
      if (node.path === path) return older;
      return lookedUp(node, state);
  }
}

function lookedUp(node: Extract<Node, { kind: "reference" }>, state: Resolving): Plain | undefined {
  if (state.under.has(node.path)) {
    state.doubt(node.line, `\${${node.path}} refers to itself.`);
    return undefined;
  }
  const inner = { ...state, under: new Set([...state.under, node.path]) };
  let found: Node | undefined = state.root;
  let walked = "";
  const keys = node.path.split(".");
  for (const [index, key] of keys.entries()) {
    if (found?.kind === "map") {
      found = found.fields.get(key);
      walked = walked === "" ? key : `${walked}.${key}`;
      continue;
    }
    let value = found === undefined ? undefined : resolve(found, walked, undefined, inner);
    for (const rest of keys.slice(index))
      value =
        typeof value === "object" && value !== null ? (value as Readonly<Record<string, Plain>>)[rest] : undefined;
    found = undefined;
    if (value !== undefined) return value;
    break;
  }
  if (found !== undefined) return resolve(found, walked, undefined, inner);
  state.doubt(
    node.line,
    `\${${node.optional ? "?" : ""}${node.path}} is not set in this file, so its value comes from the environment and can't be told.`,
  );
  return undefined;
}

function joined(
  node: Extract<Node, { kind: "joined" }>,
  path: string,
  older: Plain | undefined,
  state: Resolving,
): Plain | undefined {
  const parts = node.parts.flatMap(({ blanks, node: part }) => {
    const value = resolve(part, path, older, state);
    return value === undefined ? [] : [{ blanks, value }];
  });
  const first = parts[0];
  if (first === undefined) return undefined;
  return parts.slice(1).reduce<Plain>((sum, { blanks, value }) => {
    if (Array.isArray(sum) && Array.isArray(value))
      return [...(sum as readonly Plain[]), ...(value as readonly Plain[])];
    if (isPlainMap(sum) && isPlainMap(value)) return merged(sum, value);
    if (typeof sum === "object" || typeof value === "object") {
      state.doubt(node.line, "A list or map stands beside a value of another kind.");
      return sum;
    }
    return `${sum}${blanks}${value}`;
  }, first.value);
}

function isPlainMap(value: Plain): value is { readonly [key: string]: Plain } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function merged(before: Plain | undefined, after: Plain): Plain {
  if (before === undefined || !isPlainMap(before) || !isPlainMap(after)) return after;
  const both: Record<string, Plain> = { ...before };
  for (const [key, value] of Object.entries(after))
    both[key] = merged(Object.hasOwn(before, key) ? before[key] : undefined, value);
  return both;
}

/** What a later setting of a key makes of an earlier one, as far as that is known while reading. */
function overlaid(older: Node | undefined, newer: Node): Node {
  if (older === undefined || newer.kind === "plain" || newer.kind === "list") return newer;
  if (newer.kind === "map" && older.kind === "map") {
    const fields = new Map(older.fields);
    for (const [key, field] of newer.fields) fields.set(key, overlaid(fields.get(key), field));
    return { kind: "map", fields };
  }
  if (newer.kind === "map" && (older.kind === "plain" || older.kind === "list")) return newer;
  return { kind: "later", older, newer };
}

/** Characters that can't stand in an unquoted string (HOCON.md, "Unquoted strings"). */
const FORBIDDEN = new Set('$"{}[]:=,+#`^?!@*&\\');

class Parser {
  readonly #text: string;
  readonly #lines: Map<string, number>;
  #index = 0;
  #line = 1;

  constructor(text: string, lines: Map<string, number>) {
    this.#text = text.startsWith("\ufeff") ? text.slice(1) : text;
    this.#lines = lines;
  }

  root(): Node {
    this.#blanks(true);
    const braces = this.#peek() === "{";
    if (braces) this.#take("{");
    const map = this.#fields("", braces ? "}" : "", 0);
    this.#blanks(true);
    if (this.#index < this.#text.length) throw this.#fault(`unexpected ${JSON.stringify(this.#peek())}`);
    return map;
  }

  #fields(prefix: string, end: "}" | "", depth: number): Node {
    if (depth > MAX_DEPTH) throw this.#fault("it is nested too deeply");
    let map: Node = { kind: "map", fields: new Map() };
    for (;;) {
      this.#separators();
      if (this.#index >= this.#text.length) {
        if (end !== "") throw this.#fault('"}" is missing');
        return map;
      }
      if (this.#peek() === end) {
        this.#take(end);
        return map;
      }
      map = overlaid(map, this.#field(prefix, depth));
      this.#betweenFields(end);
    }
  }

  /** One `key = value`, as the map that it stands for. */
  #field(prefix: string, depth: number): Node {
    const line = this.#line;
    const keys = this.#key();
    this.#blanks(true);
    const path = [...(prefix === "" ? [] : [prefix]), ...keys].join(".");
    const sign = this.#text.startsWith("+=", this.#index) ? "+=" : this.#peek();
    let value: Node;
    if (sign === "{") {
      value = this.#value(path, depth);
    } else if (sign === "=" || sign === ":" || sign === "+=") {
      this.#take(sign);
      this.#blanks(true);
      value = this.#value(path, depth);
      if (sign === "+=") value = appended(path, value, line);
    } else {
      throw this.#fault(`"=", ":" or "{" is missing after ${path}`);
    }
    this.#lines.set(path, line);
    return keys.reduceRight<Node>((inner, key) => ({ kind: "map", fields: new Map([[key, inner]]) }), value);
  }

  #key(): readonly string[] {
    const keys: string[] = [];
    let part = "";
    let quotedPart = false;
    for (;;) {
      const next = this.#peek();
      if (next === '"') {
        part += this.#quoted();
        quotedPart = true;
      } else if (next === ".") {
        this.#take(".");
        if (!quotedPart && part !== part.trim()) throw this.#fault("a blank stands beside a dot in a key");
        keys.push(part);
        part = "";
        quotedPart = false;
      } else if (next !== "" && !FORBIDDEN.has(next) && !"\n\r".includes(next) && !this.#atComment()) {
        part += next;
        this.#index += 1;
      } else {
        break;
      }
    }
    if (keys.length > 0 && /^\s/.test(part)) throw this.#fault("a blank stands beside a dot in a key");
    const last = part.trim();
    if (keys.length === 0 && /^include\b/.test(last))
      throw this.#fault("an include brings in what the release does not hold");
    if (last === "" && !quotedPart) throw this.#fault(`a key is missing before ${JSON.stringify(this.#peek())}`);
    return [...keys, last];
  }

  #value(path: string, depth: number): Node {
    const line = this.#line;
    const parts: { blanks: string; node: Node }[] = [];
    for (;;) {
      const blanks = this.#blanks(false);
      const next = this.#peek();
      if (next === "" || "\n\r,}]".includes(next) || this.#atComment()) break;
      parts.push({ blanks, node: this.#part(path, depth) });
    }
    const first = parts[0];
    if (first === undefined) throw this.#fault(`the value of ${path} is missing`);
    if (parts.length === 1) return first.node;
    return { kind: "joined", parts, line };
  }

  #part(path: string, depth: number): Node {
    const next = this.#peek();
    if (next === "{") {
      this.#take("{");
      return this.#fields(path, "}", depth + 1);
    }
    if (next === "[") return this.#list(path, depth + 1);
    if (next === '"') return { kind: "plain", value: this.#quoted() };
    if (next === "$") return this.#reference();
    let word = "";
    while (this.#peek() !== "" && !FORBIDDEN.has(this.#peek()) && !/\s/.test(this.#peek()) && !this.#atComment()) {
      word += this.#peek();
      this.#index += 1;
    }
    if (word === "") throw this.#fault(`${JSON.stringify(next)} must stand in quotes`);
    return { kind: "plain", value: wordValue(word) };
  }

  #list(path: string, depth: number): Node {
    if (depth > MAX_DEPTH) throw this.#fault("it is nested too deeply");
    this.#take("[");
    const items: Node[] = [];
    for (;;) {
      this.#separators();
      if (this.#peek() === "") throw this.#fault('"]" is missing');
      if (this.#peek() === "]") {
        this.#take("]");
        return { kind: "list", items };
      }
      items.push(this.#value(path, depth));
    }
  }

  #reference(): Node {
    const match = /\$\{(\??)([^}\n]*)\}/y;
    match.lastIndex = this.#index;
    const found = match.exec(this.#text);
    if (found?.[2] === undefined) throw this.#fault('a "$" starts no substitution');
    this.#index += found[0].length;
    const path = found[2].trim().replaceAll('"', "");
    return { kind: "reference", path, optional: found[1] === "?", line: this.#line };
  }

  #quoted(): string {
    if (this.#text.startsWith('"""', this.#index)) {
      const end = /"{3,}/g;
      end.lastIndex = this.#index + 3;
      const found = end.exec(this.#text);
      if (found === null) throw this.#fault("a quote is never closed");
      // Quotes beyond three at the end belong to the text (HOCON.md, "Multi-line strings").
      const text = this.#text.slice(this.#index + 3, end.lastIndex - 3);
      this.#index = end.lastIndex;
      this.#line += text.split("\n").length - 1;
      return text;
    }
    const match = /"(?:[^"\\\n]|\\.)*"/y;
    match.lastIndex = this.#index;
    const found = match.exec(this.#text);
    if (found === null) throw this.#fault("a quote is never closed");
    this.#index += found[0].length;
    try {
      return String(JSON.parse(found[0].replaceAll("\t", "\\t")));
    } catch {
      throw this.#fault("a quoted string has an escape that JSON does not know");
    }
  }

  #separators(): void {
    this.#blanks(true);
    while (this.#peek() === ",") {
      this.#take(",");
      this.#blanks(true);
    }
  }

  #betweenFields(end: string): void {
    const before = this.#line;
    this.#blanks(true);
    const next = this.#peek();
    if (next === "," || next === end || next === "" || this.#line > before) return;
    throw this.#fault(`a comma or line break is missing before ${JSON.stringify(next)}`);
  }

  /** Skips blanks and gives them back; with `lines`, line breaks and comments too. */
  #blanks(lines: boolean): string {
    const start = this.#index;
    while (this.#index < this.#text.length) {
      const next = this.#peek();
      if (next === "\n") {
        if (!lines) break;
        this.#line += 1;
        this.#index += 1;
      } else if (/\s/.test(next)) {
        this.#index += 1;
      } else if (lines && this.#atComment()) {
        while (this.#index < this.#text.length && this.#peek() !== "\n") this.#index += 1;
      } else {
        break;
      }
    }
    return this.#text.slice(start, this.#index);
  }

  #atComment(): boolean {
    return this.#peek() === "#" || this.#text.startsWith("//", this.#index);
  }

  #peek(): string {
    return this.#text.charAt(this.#index);
  }

  #take(expected: string): void {
    this.#index += expected.length;
  }

  #fault(message: string): NotHocon {
    return new NotHocon(this.#line, message);
  }
}

/** `a += b` is `a = ${?a} [b]` (HOCON.md, "The `+=` field separator"). */
function appended(path: string, value: Node, line: number): Node {
  return {
    kind: "joined",
    line,
    parts: [
      { blanks: "", node: { kind: "reference", path, optional: true, line } },
      { blanks: "", node: { kind: "list", items: [value] } },
    ],
  };
}

function wordValue(word: string): null | boolean | number | string {
  if (word === "null") return null;
  if (word === "true" || word === "false") return word === "true";
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word) ? Number(word) : word;
}
