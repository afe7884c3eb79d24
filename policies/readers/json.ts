import type { Plain, Reading, Source } from "../reading.ts";
import type { Breach } from "../rule.ts";
import { DEEPEST, lineAt, plainOf, type Located } from "./located.ts";

/** A JSON file's value, null where it can't be told. */
export function readJson(source: Source): Reading<Plain> {
  const { value, doubts } = locateJson(source);
  return { value: value === undefined ? null : plainOf(value), doubts };
}

/**
 * A JSON file as browsers read it (ECMA-262, JSON.parse), each part with its place. Of two equal keys browsers silently take the
 * last, other programs the first: a doubt; so is a key that means an object's prototype to some of them.
 */
export function locateJson({ path, text }: Source): Reading<Located | undefined> {
  try {
    JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      value: undefined,
      doubts: [{ where: path, ...placeIn(message, text), what: `This is no JSON: ${message}.` }],
    };
  }
  const doubts: Breach[] = [];
  const doubt = (offset: number, what: string) => doubts.push({ where: path, line: lineAt(text, offset), what });
  return { value: new Walk(text, doubt).value(0), doubts };
}

/** V8 names the position in most of its messages. */
function placeIn(message: string, text: string): { readonly line?: number } {
  const position = /at position (\d+)/.exec(message)?.[1];
  return position === undefined ? {} : { line: lineAt(text, Number(position)) };
}

const BLANKS = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORD = /[^\s,\]}]+/y;

/** Walks over a text that is known to be JSON. */
class Walk {
  readonly #text: string;
  readonly #doubt: (offset: number, what: string) => void;
  #index = 0;

  constructor(text: string, doubt: (offset: number, what: string) => void) {
    this.#text = text;
    this.#doubt = doubt;
  }

  value(depth: number): Located {
    this.#blanks();
    const offset = this.#index;
    switch (this.#text.charAt(offset)) {
      case "{":
        return { kind: "map", offset, parts: this.#fields(depth + 1) };
      case "[":
        return { kind: "list", offset, parts: this.#items(depth + 1) };
      case '"':
        return { kind: "scalar", offset, value: String(JSON.parse(this.#next(STRING))) };
      default:
        // A number, true, false or null: nothing else is left in a text that JSON.parse took.
        return { kind: "scalar", offset, value: JSON.parse(this.#next(WORD)) as number | boolean | null };
    }
  }

  #fields(depth: number): Map<string, Located> {
    const fields = new Map<string, Located>();
    this.#list("}", depth, () => {
      const offset = this.#index;
      const name = String(JSON.parse(this.#next(STRING)));
      if (fields.has(name)) this.#doubt(offset, `The key ${name} stands here a second time.`);
      if (name === "__proto__") this.#doubt(offset, "What a program makes of the key __proto__ can't be told.");
      this.#blanks();
      this.#index += 1;
      // A value is looked for on the line of its key.
      fields.set(name, { ...this.value(depth), offset });
    });
    fields.delete("__proto__");
    return fields;
  }

  #items(depth: number): readonly Located[] {
    const items: Located[] = [];
    this.#list("]", depth, () => items.push(this.value(depth)));
    return items;
  }

  #list(end: "}" | "]", depth: number, one: () => void): void {
    if (depth > DEEPEST) {
      this.#doubt(this.#index, "It is nested deeper than any configuration is.");
      this.#index = this.#text.length;
      return;
    }
    this.#index += 1;
    this.#blanks();
    while (this.#index < this.#text.length && this.#text.charAt(this.#index) !== end) {
      one();
      this.#blanks();
      if (this.#text.charAt(this.#index) === ",") this.#index += 1;
      this.#blanks();
    }
    this.#index += 1;
  }

  #blanks(): void {
    this.#next(BLANKS);
  }

  #next(form: RegExp): string {
    form.lastIndex = this.#index;
    const found = form.exec(this.#text)?.[0] ?? "";
    this.#index += found.length;
    return found;
  }
}
