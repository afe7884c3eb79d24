import type { Breach } from "../rule.ts";
import { isMap, type Plain, type Reading } from "../reading.ts";
import { remembered } from "../remembered.ts";

/** A HOCON file as Typesafe Config resolves it by itself, without reference.conf, system properties and environment. */
export interface Hocon {
  readonly value: Plain;
  /** 1-based line of the last setting of each dotted path. */
  readonly lines: ReadonlyMap<string, number>;
}

type Node =
  /** `text` is what joining it with words gives: a number keeps its spelling. */
  | { readonly kind: "plain"; readonly value: null | boolean | number | string; readonly text: string }
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
  | { readonly kind: "later"; readonly older: Node; readonly newer: Node; readonly line: number };

class NotHocon extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const MAX_DEPTH = 60;
/** References can multiply what they refer to; a file of ours needs a few dozen steps. */
const MAX_STEPS = 20_000;
const MAX_JOINED = 20_000;

/**
 * HOCON by the project's specification (lightbend/config, HOCON.md): duplicate keys merge when both are maps and else the last
 * wins, `+=` appends, values side by side are joined, substitutions are resolved last. An include, and a substitution of
 * what the file doesn't set (it could come from the environment or from the program's own defaults), are doubts; so are
 * spellings that Typesafe Config takes and nobody needs, such as `01` for a number. Held against Typesafe Config 1.4.4.
 */
export const readHocon = remembered((source): Reading<Hocon> => {
  const doubts: Breach[] = [];
  const doubt = (line: number, what: string) => doubts.push({ where: source.path, line, what });
  const lines = new Map<string, number>();
  try {
    const parser = new Parser(source.text, lines);
    const root = parser.root();
    if (parser.refers && parser.changesKind !== undefined)
      doubt(
        parser.changesKind,
        "A map follows a value of another kind in a file with references, so what they give can't be told.",
      );
    const value = resolve(root, "", undefined, { root, doubt, under: new Set(), steps: { taken: 0 } }) ?? {};
    return { value: { value, lines }, doubts };
  } catch (error) {
    if (!(error instanceof NotHocon)) throw error;
    doubt(error.line, `This is no HOCON that its program would accept: ${error.message}.`);
    return { value: { value: {}, lines }, doubts };
  }
});

interface Resolving {
  readonly root: Node;
  readonly doubt: (line: number, what: string) => void;
  /** Paths whose value is being looked up, to see circles. */
  readonly under: ReadonlySet<string>;
  readonly steps: { taken: number };
}

function resolve(node: Node, path: string, older: Plain | undefined, state: Resolving): Plain | undefined {
  state.steps.taken += 1;
  if (state.steps.taken > MAX_STEPS) throw new NotHocon(1, "its references multiply beyond bounds");
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
      if (before !== undefined && !isMap(before) && isMap(after))
        state.doubt(node.line, "A map follows a reference to a value of another kind, so what it gives can't be told.");
      return after === undefined ? before : merged(before, after);
    }
    case "joined":
      return joined(node, path, older, state);
    case "reference":
      return node.path === path ? earlier(node, older, state) : lookedUp(node, path, state);
  }
}

type Reference = Extract<Node, { kind: "reference" }>;

/** A key that refers to itself means its own earlier value (HOCON.md, "Self-Referential Substitutions"). */
function earlier(node: Reference, older: Plain | undefined, state: Resolving): Plain | undefined {
  if (older === undefined) {
    state.doubt(
      node.line,
      `${node.path} builds on an earlier value that this file does not hold; the program's own default can't be told from here.`,
    );
  }
  return older;
}

function lookedUp(node: Reference, path: string, state: Resolving): Plain | undefined {
  const within = (inner: string, outer: string) => inner.startsWith(`${outer}.`);
  if (state.under.has(node.path) || within(path, node.path) || within(node.path, path)) {
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
    return value === undefined ? [] : [{ blanks, value, text: part.kind === "plain" ? part.text : undefined }];
  });
  const first = parts[0];
  if (first === undefined) return undefined;
  if (parts.length === 1) return first.value;
  if (parts.every(({ value }) => typeof value !== "object" || value === null)) return words(node, parts, state);
  return parts.slice(1).reduce<Plain>((sum, { value }) => {
    if (Array.isArray(sum) && Array.isArray(value))
      return [...(sum as readonly Plain[]), ...(value as readonly Plain[])];
    if (isMap(sum) && isMap(value)) return merged(sum, value);
    state.doubt(node.line, "A list or map stands beside a value of another kind.");
    return sum;
  }, first.value);
}

/** Plain values side by side, as one string. */
function words(
  node: Extract<Node, { kind: "joined" }>,
  parts: readonly { readonly blanks: string; readonly value: Plain; readonly text: string | undefined }[],
  state: Resolving,
): string {
  const text = parts.map(({ blanks, value, text: spelt }, index) => {
    const word = spelt ?? (typeof value === "string" ? value : undefined);
    if (word === undefined)
      state.doubt(
        node.line,
        "A word is joined with a value whose spelling stands elsewhere, so what it gives can't be told.",
      );
    return `${index === 0 ? "" : blanks}${word ?? ""}`;
  });
  const whole = text.join("");
  if (whole.length > MAX_JOINED) throw new NotHocon(node.line, "its references multiply beyond bounds");
  return whole;
}

function merged(before: Plain | undefined, after: Plain): Plain {
  if (!isMap(before) || !isMap(after)) return after;
  const both = new Map<string, Plain>(Object.entries(before));
  for (const [key, value] of Object.entries(after)) both.set(key, merged(both.get(key), value));
  return Object.fromEntries(both);
}

/** What a later setting of a key makes of an earlier one, as far as that is known while reading. */
function overlaid(older: Node | undefined, newer: Node, line: number, changesKind: () => void): Node {
  if (older === undefined || newer.kind === "plain" || newer.kind === "list") return newer;
  if (newer.kind === "map" && older.kind === "map") {
    const fields = new Map(older.fields);
    for (const [key, field] of newer.fields) fields.set(key, overlaid(fields.get(key), field, line, changesKind));
    return { kind: "map", fields };
  }
  if (newer.kind === "map" && (older.kind === "plain" || older.kind === "list")) {
    changesKind();
    return newer;
  }
  return { kind: "later", older, newer, line };
}

/** A blank or a control character: Typesafe Config's notion of a blank is wider than JavaScript's. */
function isBlank(character: string): boolean {
  return character <= " " || (character >= "\u007f" && /[\s\p{Cc}]/u.test(character));
}

/** Characters that can't stand in an unquoted string (HOCON.md, "Unquoted strings"). */
const FORBIDDEN = new Set('$"{}[]:=,+#`^?!@*&\\');

class Parser {
  readonly #text: string;
  readonly #lines: Map<string, number>;
  #index = 0;
  #line = 1;
  #lists = 0;
  /** Whether anything refers to another key. */
  refers = false;
  /** Line on which a map replaces a value of another kind: Typesafe Config then treats references to it in a way of its own. */
  changesKind: number | undefined;

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
    this.#blanks(true);
    for (;;) {
      if (this.#index >= this.#text.length) {
        if (end !== "") throw this.#fault('"}" is missing');
        return map;
      }
      if (this.#peek() === end) {
        this.#take(end);
        return map;
      }
      const line = this.#line;
      map = overlaid(map, this.#field(prefix, depth), line, () => (this.changesKind ??= line));
      this.#separator(end);
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
      value = this.#part(path, depth);
    } else if (sign === "=" || sign === ":" || sign === "+=") {
      this.#take(sign);
      this.#blanks(true);
      value = this.#value(path, depth);
      if (sign === "+=" && this.#lists > 0) throw this.#fault("it appends within a list");
      if (sign === "+=") value = appended(path, value, line);
    } else {
      throw this.#fault(`"=", ":" or "{" is missing after ${path}`);
    }
    this.#lines.set(path, line);
    return keys.reduceRight<Node>((inner, key) => ({ kind: "map", fields: new Map([[key, inner]]) }), value);
  }

  /** Words and quoted strings with dots between; blanks within a key, which Typesafe Config keeps, are not understood here. */
  #key(): readonly string[] {
    const keys: string[] = [];
    for (;;) {
      const quoted = this.#peek() === '"';
      const part = quoted ? this.#quoted() : this.#word(".");
      if (!quoted && part === "") throw this.#fault(`a key is missing before ${JSON.stringify(this.#peek())}`);
      if (!quoted && keys.length === 0 && part === "include" && this.#peek() !== ".")
        throw this.#fault("an include brings in what the release does not hold");
      keys.push(part);
      if (this.#peek() !== ".") return keys;
      this.#take(".");
    }
  }

  /** What stands unquoted up to a blank, a comment, a reserved character or one of `ends`. */
  #word(ends: string): string {
    const start = this.#index;
    for (;;) {
      const next = this.#peek();
      if (next === "" || FORBIDDEN.has(next) || ends.includes(next) || isBlank(next) || this.#atComment()) break;
      this.#index += 1;
    }
    return this.#text.slice(start, this.#index);
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
    if (next === '"') {
      const value = this.#quoted();
      return { kind: "plain", value, text: value };
    }
    if (next === "$") return this.#reference();
    const word = this.#word("");
    if (word === "") throw this.#fault(`${JSON.stringify(next)} must stand in quotes`);
    return { kind: "plain", value: this.#wordValue(word), text: word };
  }

  /** Numbers by JSON's grammar; Typesafe Config takes more spellings for numbers, and for strings what no double or long holds. */
  #wordValue(word: string): null | boolean | number | string {
    if (word === "null") return null;
    if (word === "true" || word === "false") return word === "true";
    if (!/^[0-9-][0-9eE.+-]*$/.test(word)) return word;
    const value = Number(word);
    if (Number.isNaN(value)) return word;
    const plain = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word);
    if (!plain || !Number.isFinite(value) || (/^-?\d+$/.test(word) && !Number.isSafeInteger(value)))
      throw this.#fault(`the number ${word} is spelt in a way that is not understood`);
    return value;
  }

  #list(path: string, depth: number): Node {
    if (depth > MAX_DEPTH) throw this.#fault("it is nested too deeply");
    this.#take("[");
    this.#lists += 1;
    const items: Node[] = [];
    this.#blanks(true);
    for (;;) {
      if (this.#peek() === "") throw this.#fault('"]" is missing');
      if (this.#peek() === "]") {
        this.#take("]");
        this.#lists -= 1;
        return { kind: "list", items };
      }
      items.push(this.#value(path, depth));
      this.#separator("]");
    }
  }

  #reference(): Node {
    const match = /\$\{(\??)([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\}/y;
    match.lastIndex = this.#index;
    const found = match.exec(this.#text);
    if (found?.[2] === undefined) throw this.#fault('a "$" starts no substitution that is understood');
    this.#index += found[0].length;
    this.refers = true;
    return { kind: "reference", path: found[2], optional: found[1] === "?", line: this.#line };
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
      return String(JSON.parse(found[0]));
    } catch {
      throw this.#fault("a quoted string has an escape that JSON does not know");
    }
  }

  /** Between two fields or items: one comma, or a line break, or both. */
  #separator(end: string): void {
    const before = this.#line;
    this.#blanks(true);
    const next = this.#peek();
    if (next === ",") {
      this.#take(",");
      this.#blanks(true);
      if (this.#peek() === ",") throw this.#fault("two commas stand side by side");
    } else if (next !== end && next !== "" && this.#line === before) {
      throw this.#fault(`a comma or line break is missing before ${JSON.stringify(next)}`);
    }
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
      } else if (next === " " || next === "\t" || next === "\r") {
        this.#index += 1;
      } else if (isBlank(next)) {
        throw this.#fault("a control character or an unusual blank stands outside of quotes");
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
