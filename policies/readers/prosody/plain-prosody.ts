import { isUtf8 } from "node:buffer";
import luaparse, {
  type CallExpression,
  type Expression,
  type Identifier,
  type Node,
  type Statement,
  type StringCallExpression,
  type TableCallExpression,
  type TableConstructorExpression,
} from "luaparse";
import type { Source } from "../../reading.ts";
import { DEEPEST, lineAt, type Located } from "../located.ts";

/** An option as it stands in a file. */
export interface Setting {
  readonly path: string;
  /** The file as luaparse sees it; offsets count in it. */
  readonly text: string;
  readonly located: Located;
}

/** The tables that Prosody fills while it reads: `*` holds what stands outside of any host. */
export type Tables = ReadonlyMap<string, ReadonlyMap<string, Setting>>;

export type PlainProsody =
  | { readonly kind: "plain"; readonly tables: Tables }
  | { readonly kind: "other"; readonly path: string; readonly line: number; readonly what: string };

/** Thrown inside this file alone, at the first construct that is no plain data. */
class NotPlain extends Error {
  readonly at: unknown;
  constructor(at: unknown, what: string) {
    super(what);
    this.at = at;
  }
}

/** As many files as anybody would write; a file that includes itself has more. */
const MOST_FILES = 20;

/** What the configuration's environment has words for (core/configmanager.lua of Prosody 13.0 and 0.12, parser.load). */
const WORDS: ReadonlySet<string> = new Set([
  ...["VirtualHost", "Host", "host", "Component", "component", "Include", "include", "RunScript"],
  ...["FileContents", "FileLine", "FileLines", "Credential", "__currenthost", "_ENV", "Lua"],
]);

/**
 * Reads a configuration of Prosody that only writes data down: options set to strings, numbers, true, false and tables of those; VirtualHost,
 * Component and Include with such arguments. Nothing in that grammar can ask for the machine, so every Prosody sees the same;
 * 13.0 and 0.12 read it alike (core/configmanager.lua).
 *
 * @param start where Prosody starts reading
 * @param sources every file that it could include
 */
export function plainProsody(start: string, sources: readonly Source[]): PlainProsody {
  const tables = new Map<string, Map<string, Setting>>([["*", new Map<string, Setting>()]]);
  let files = 0;
  let failed: Extract<PlainProsody, { kind: "other" }> | undefined;

  function read(path: string): void {
    const source = sources.find((candidate) => candidate.path === path);
    if (source === undefined) throw new NotPlain(undefined, `${path} is no part of the release`);
    files += 1;
    if (files > MOST_FILES) throw new NotPlain(undefined, "files include each other without end");
    const text = bytesOf(source.text);
    try {
      readFile(path, text);
    } catch (error) {
      failed ??= { kind: "other", path, line: lineOf(error, text), what: reasonOf(error) };
      throw error;
    }
  }

  function readFile(path: string, text: string): void {
    // Each file starts outside of any host, whatever stood where it was included.
    let current = "*";
    const set = (host: string, name: string, located: Located): void => {
      const table = tables.get(host) ?? new Map<string, Setting>();
      tables.set(host, table.set(name, { path, text, located }));
    };
    for (const statement of parsed(text)) {
      if (statement.type === "AssignmentStatement") {
        const [variable, ...others] = statement.variables;
        const [value] = statement.init;
        if (variable?.type !== "Identifier" || value === undefined || others.length + statement.init.length !== 1)
          throw new NotPlain(statement, "a part of an option is set, or several at once");
        if (WORDS.has(variable.name))
          throw new NotPlain(statement, `${variable.name} is a word of the configuration language`);
        set(current, variable.name, { ...literal(value, 0), offset: startOf(statement) });
        continue;
      }
      const call = statement.type === "CallStatement" ? callOf(statement.expression) : undefined;
      if (call === undefined) throw new NotPlain(statement, "a statement does more than set an option");
      if (call.word === "include") {
        read(includedPath(call.name, path, statement));
        continue;
      }
      const name = hostName(call.name, statement);
      const before = tables.get(name);
      const offset = startOf(statement);
      const mark = (option: string, value: string | boolean): void => {
        set(name, option, { kind: "scalar", offset, value });
      };
      if (call.word === "host") {
        if (before?.has("component_module") === true) throw new NotPlain(statement, `${name} is a component already`);
        if (call.module !== undefined) throw new NotPlain(statement, "VirtualHost takes no module");
        mark("defined", true);
      } else {
        if (before?.has("defined") === true && !before.has("component_module"))
          throw new NotPlain(statement, `${name} is a host already`);
        mark("component_module", call.module ?? "component");
        mark("load_global_modules", false);
      }
      // An options table ends the host; without one, what follows belongs to it.
      current = call.options === undefined ? name : "*";
      if (call.options === undefined) continue;
      const options = tableOf(call.options, 0);
      if (options.kind === "list" && options.parts.length > 0)
        throw new NotPlain(call.options, "an option has no name");
      if (options.kind === "map") for (const [option, value] of options.parts) set(name, option, value);
    }
  }

  try {
    read(start);
    return { kind: "plain", tables };
  } catch (error) {
    if (!(error instanceof NotPlain || error instanceof SyntaxError || error instanceof RangeError)) throw error;
    return failed ?? { kind: "other", path: start, line: 1, what: reasonOf(error) };
  }
}

/** Lua reads bytes, and takes CR LF for one line end, in long strings too (Lua 5.4 manual, 3.1). */
function bytesOf(text: string): string {
  const lines = text.replaceAll("\r\n", "\n");
  return isAscii(lines) ? lines : Buffer.from(lines, "utf8").toString("latin1");
}

function parsed(text: string): readonly Statement[] {
  if (text.includes("\r")) throw new NotPlain(undefined, "a carriage return stands alone");
  if (text.startsWith("#")) throw new NotPlain(undefined, "the first line is no Lua");
  const onCreateNode = (node: Node): void => {
    // luaparse ends a number where its digits end; Lua reads on through letters and dots, and refuses (llex.c, read_numeral).
    if (node.type === "NumericLiteral" && /[\w.]/.test(text.charAt(endOf(node))))
      throw new NotPlain(node, "a number runs into a word");
  };
  return luaparse.parse(text, {
    luaVersion: "5.3",
    encodingMode: "pseudo-latin1",
    comments: false,
    ranges: true,
    onCreateNode,
  }).body;
}

function startOf(node: unknown): number {
  return rangeOf(node)[0];
}

function endOf(node: unknown): number {
  return rangeOf(node)[1];
}

/** luaparse's types leave out the ranges that it is asked for. */
function rangeOf(node: unknown): readonly [start: number, end: number] {
  const range = typeof node === "object" && node !== null && "range" in node ? node.range : undefined;
  if (!Array.isArray(range)) return [0, 0];
  const [start, end] = range.map(Number);
  return [start ?? 0, end ?? 0];
}

function lineOf(error: unknown, text: string): number {
  if (error instanceof NotPlain) return lineAt(text, startOf(error.at));
  // luaparse puts the line of a syntax error on it.
  return error instanceof SyntaxError && "line" in error && typeof error.line === "number" ? error.line : 1;
}

function reasonOf(error: unknown): string {
  if (error instanceof NotPlain) return error.message;
  return error instanceof RangeError ? "it is nested too deeply" : "it is no Lua";
}

interface Call {
  readonly word: "host" | "component" | "include";
  readonly name: string;
  readonly module: string | undefined;
  readonly options: TableConstructorExpression | undefined;
}

/** `VirtualHost "name"`, `Component "name" "module"`, each with or without a table of options behind, and `Include "path"`. */
function callOf(expression: CallExpression | StringCallExpression | TableCallExpression): Call | undefined {
  const given: (string | TableConstructorExpression)[] = [];
  let inner: Expression = expression;
  while (
    inner.type === "CallExpression" ||
    inner.type === "StringCallExpression" ||
    inner.type === "TableCallExpression"
  ) {
    const argument = argumentOf(inner);
    if (argument?.type === "StringLiteral") given.unshift(utf8(argument.value, argument));
    else if (argument?.type === "TableConstructorExpression") given.unshift(argument);
    else return undefined;
    inner = inner.base;
  }
  const word = inner.type === "Identifier" ? wordOf(inner) : undefined;
  const options = given.length > 1 && typeof given.at(-1) === "object" ? given.pop() : undefined;
  const [name, module, ...others] = given;
  if (word === undefined || typeof name !== "string" || typeof module === "object" || others.length > 0)
    return undefined;
  if (typeof options === "string" || (word === "include" && given.length > 1)) return undefined;
  return { word, name, module, options };
}

function argumentOf(call: CallExpression | StringCallExpression | TableCallExpression): Expression | undefined {
  if (call.type === "StringCallExpression") return call.argument;
  if (call.type === "TableCallExpression") return call.arguments;
  return call.arguments.length === 1 ? call.arguments[0] : undefined;
}

function wordOf({ name }: Identifier): Call["word"] | undefined {
  if (name === "VirtualHost" || name === "Host" || name === "host") return "host";
  if (name === "Component" || name === "component") return "component";
  return name === "Include" || name === "include" ? "include" : undefined;
}

/** Prosody prepares names by RFC 3920's nameprep, which for these letters is lower case. */
function hostName(name: string, at: Statement): string {
  if (!/^[A-Za-z0-9.-]+$/.test(name))
    throw new NotPlain(at, "the name of a host is not made of letters, digits, . and -");
  return name.toLowerCase();
}

/** util/paths.lua, resolve_relative_path. */
function includedPath(pattern: string, from: string, at: Statement): string {
  if (/[*?]/.test(pattern))
    throw new NotPlain(at, `Include "${pattern}" takes in files that packages or people put there`);
  return pattern.startsWith("/") ? pattern : from.replace(/[^/]+$/, "") + pattern.replace(/^\.\/+/, "");
}

function literal(expression: Expression, depth: number): Located {
  const offset = startOf(expression);
  switch (expression.type) {
    case "StringLiteral":
      return { kind: "scalar", offset, value: utf8(expression.value, expression) };
    case "BooleanLiteral":
      return { kind: "scalar", offset, value: expression.value };
    case "NumericLiteral":
      return { kind: "scalar", offset, value: numberOf(expression.value, expression.raw, expression) };
    case "UnaryExpression": {
      const { argument, operator } = expression;
      if (operator !== "-" || argument.type !== "NumericLiteral") throw computed(expression);
      const value = numberOf(argument.value, argument.raw, argument);
      return { kind: "scalar", offset, value: value === 0 ? 0 : -value };
    }
    case "TableConstructorExpression":
      return tableOf(expression, depth);
    default:
      throw computed(expression);
  }
}

function computed(at: unknown): NotPlain {
  return new NotPlain(at, "a value is computed, not written down");
}

/** A table without names is a list. In one that has both, as `log` may, the list's places become names. */
function tableOf(table: TableConstructorExpression, depth: number): Located {
  if (depth > DEEPEST) throw new NotPlain(table, "it is nested too deeply");
  const offset = startOf(table);
  const list: Located[] = [];
  const parts = new Map<string, Located>();
  for (const field of table.fields) {
    const value = literal(field.value, depth + 1);
    if (field.type === "TableValue") list.push(value);
    else parts.set(keyOf(field.key), { ...value, offset: startOf(field) });
  }
  if (parts.size === 0) return { kind: "list", offset, parts: list };
  if (list.length > 0 && [...parts.keys()].some((key) => /^\d+$/.test(key)))
    throw new NotPlain(table, "a table has places and names that are numbers");
  for (const [index, value] of list.entries()) parts.set(String(index + 1), value);
  return { kind: "map", offset, parts };
}

function keyOf(key: Expression): string {
  if (key.type === "Identifier") return key.name;
  // A number as name and a list would be one and the same to Lua, so only words are plain.
  if (key.type === "StringLiteral") return utf8(key.value, key);
  throw new NotPlain(key, "a computed name is no plain data");
}

/** Integers that a double holds exactly, and decimal fractions: those Lua and JavaScript read alike. */
function numberOf(value: number, raw: string, at: Expression): number {
  const alike = /^0[xX][0-9a-fA-F]+$|^[0-9]+$/.test(raw) ? Number.isSafeInteger(value) : /^[0-9.eE+-]+$/.test(raw);
  if (!alike || !Number.isFinite(value))
    throw new NotPlain(at, "a number is written in a way that few programs read alike");
  return value;
}

/** Of most texts the bytes are the letters. */
function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

function utf8(bytes: string, at: Expression): string {
  if (isAscii(bytes)) return bytes;
  const buffer = Buffer.from(bytes, "latin1");
  if (!isUtf8(buffer)) throw new NotPlain(at, "a text is no UTF-8");
  return buffer.toString("utf8");
}
