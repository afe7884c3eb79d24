import type { Breach } from "../../rule.ts";
import type { Reading, Source } from "../../reading.ts";
import { rememberedFor } from "../../remembered.ts";
import { unclear, type Context } from "./directives.ts";

/** One directive as nginx reads it, with what its includes brought in place of them. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly path: string;
  readonly line: number;
  /** What stands between its braces; undefined where it has none. */
  readonly block: readonly Directive[] | undefined;
}

/** Where a directive stands, for a breach. */
export function placed({ path, line }: Directive): { readonly where: string; readonly line: number } {
  return { where: path, line };
}

/** The file of Debian's nginx-common that says which type a file's name means; it stands in no release. */
const PACKAGED = "/etc/nginx/mime.types";
/** Includes and blocks in each other, and files in all, beyond which nobody looks. */
const MAX_DEPTH = 10;
const MAX_FILES = 100;
/** NGX_CONF_BUFFER of src/core/ngx_conf_file.c: a longer word keeps nginx from starting. */
const MAX_WORD = 4096;

/**
 * nginx's configuration as a tree of directives, includes in place. Whatever is not known to do no harm, or to be forbidden by a
 * rule, is a doubt (`nginx-directives.ts`).
 *
 * Tokens as in src/core/ngx_conf_file.c, ngx_conf_read_token, of nginx 1.26: `#` starts a comment only where a token could
 * start, quotes only there too, and a closing quote must be followed by a blank, `;`, `{` or `)`.
 */
export function readNginx(path: string, sources: readonly Source[]): Reading<readonly Directive[]> {
  const texts = new Map(sources.map((source) => [source.path, source.text]));
  const reader: Reader = { texts, doubts: [], files: 0 };
  const value = fileDirectives(reader, path, []);
  examine(reader, value, "main");
  return { value, doubts: reader.doubts };
}

interface Reader {
  readonly texts: ReadonlyMap<string, string>;
  readonly doubts: Breach[];
  files: number;
}

function fileDirectives(reader: Reader, path: string, chain: readonly string[]): readonly Directive[] {
  const text = reader.texts.get(path);
  reader.files += 1;
  if (text === undefined) {
    reader.doubts.push({ where: path, what: "nginx would read this file, and the release does not hold it." });
    return [];
  }
  const directives = blockOf(path, tokensOf(path, text, reader.doubts), reader.doubts);
  return withIncludes(reader, directives, [...chain, path]);
}

function withIncludes(
  reader: Reader,
  directives: readonly Directive[],
  chain: readonly string[],
): readonly Directive[] {
  return directives.flatMap((directive): readonly Directive[] => {
    if (directive.name === "include" && directive.block === undefined) return inclusion(reader, directive, chain);
    if (directive.block === undefined || contextOf(directive.name) === undefined) return [directive];
    return [{ ...directive, block: withIncludes(reader, directive.block, chain) }];
  });
}

function inclusion(reader: Reader, directive: Directive, chain: readonly string[]): readonly Directive[] {
  const { path: where, line, args } = directive;
  const target = absolute(args[0] ?? "");
  const doubt = (what: string): readonly Directive[] => {
    reader.doubts.push({ where, line, what });
    return [];
  };
  if (args.length !== 1) return doubt("include takes one path, so nginx would not start.");
  if (target === PACKAGED) return [];
  if (chain.includes(target) || chain.length >= MAX_DEPTH || reader.files >= MAX_FILES)
    return doubt("Files include each other without end.");
  if (!/[*?[]/.test(target)) return fileDirectives(reader, target, chain);
  doubt(`\`include ${target}\` takes in whatever packages or people put there, so what nginx would do can't be told.`);
  return matching(target, reader.texts).flatMap((path) =>
    chain.includes(path) || reader.files >= MAX_FILES ? [] : fileDirectives(reader, path, chain),
  );
}

/** nginx resolves includes against its prefix, which Debian builds as /etc/nginx (nginx -V: --conf-path). */
function absolute(target: string): string {
  return target.startsWith("/") ? target : `/etc/nginx/${target}`;
}

/** The files of the release that a pattern of glob(7) names, in its order. A class in brackets is not looked into. */
function matching(target: string, texts: ReadonlyMap<string, string>): readonly string[] {
  const parts = target.split(/(\*|\?|\[[^\]]*\])/);
  const expression = parts.map((part, index) =>
    index % 2 === 0 ? part.replace(/[.+^${}()|\\[\]]/g, "\\$&") : part === "*" ? "[^/]*" : "[^/]",
  );
  const pattern = new RegExp(`^${expression.join("")}$`);
  return [...texts.keys()].filter((path) => pattern.test(path)).sort();
}

/** The context inside a directive's braces; undefined where no directives of ours stand there. */
function contextOf(name: string): Context | undefined {
  return name === "http" || name === "server" || name === "location" || name === "events" || name === "if"
    ? name
    : undefined;
}

/** Blocks in which pairs stand, not directives. */
const TABLES: ReadonlySet<string> = new Set(["map"]);

/** Says of each directive of a block, and of those inside it, where it can't be told what it does. */
function examine(reader: Reader, directives: readonly Directive[], context: Context): void {
  const names = new Set<string>();
  for (const { name, args, path, line, block } of directives) {
    const inner = contextOf(name);
    const braced = inner !== undefined || TABLES.has(name);
    const doubt =
      unclear(name, args, context, names.has(name)) ??
      (braced === (block !== undefined)
        ? undefined
        : `${name} ${braced ? "has no block" : "takes no block"}, so nginx would not start.`);
    names.add(name);
    if (doubt !== undefined) reader.doubts.push({ where: path, line, what: doubt });
    if (block === undefined) continue;
    if (inner !== undefined) examine(reader, block, inner);
    for (const pair of inner === undefined ? block : []) {
      if (pair.name === "include" || pair.args.length !== 1)
        reader.doubts.push({ where: path, line: pair.line, what: `What ${name} makes of this line can't be told.` });
    }
  }
}

type Token =
  | { readonly kind: "word"; readonly text: string; readonly line: number }
  | { readonly kind: ";" | "{" | "}"; readonly line: number };

/** nginx ends some words at NUL (ngx_strcmp); the others have no place in a configuration. */
const CONTROL = /[^\P{Cc}\t\n\r]/u;

/** Words in which nothing has a meaning of its own, and that end where a word must: most are so. */
const SIMPLE =
  /(?:[\w./:=@*^~|()+[\]?,%!<>-]+(?=[ \t\r\n;])|"[ !#%-[\]-~]*"(?=[ \t\r\n;{])|'[ -#%-&(-[\]-~]*'(?=[ \t\r\n;{]))/y;

function isSimple(text: string, index: number): boolean {
  SIMPLE.lastIndex = index;
  return SIMPLE.test(text) && SIMPLE.lastIndex - index < MAX_WORD;
}

function tokensOf(path: string, text: string, doubts: Breach[]): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let index = 0;
  const blank = (character: string) =>
    character === " " || character === "\t" || character === "\r" || character === "\n";
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === "\n") line += 1;
    if (blank(character)) {
      index += 1;
    } else if (character === "#") {
      while (index < text.length && text.charAt(index) !== "\n") index += 1;
    } else if (character === ";" || character === "{" || character === "}") {
      tokens.push({ kind: character, line });
      index += 1;
    } else if (isSimple(text, index)) {
      const end = SIMPLE.lastIndex;
      const quoted = character === '"' || character === "'";
      tokens.push({ kind: "word", text: quoted ? text.slice(index + 1, end - 1) : text.slice(index, end), line });
      index = end;
    } else {
      const start = line;
      const quote = character === '"' || character === "'" ? character : undefined;
      if (quote !== undefined) index += 1;
      let word = "";
      let closed = quote === undefined;
      let variable = false;
      while (index < text.length) {
        const next = text.charAt(index);
        if (next === "\n") line += 1;
        if (next === "\\") {
          const escaped = text.charAt(index + 1);
          if (escaped === "\n") line += 1;
          word += unescaped(escaped);
          index += 2;
          variable = false;
          continue;
        }
        if (quote === undefined ? blank(next) || next === ";" || (next === "{" && !variable) : next === quote) {
          closed = true;
          if (quote !== undefined) index += 1;
          else if (next === "\n") line -= 1; // the blank itself is counted by the outer loop
          break;
        }
        variable = next === "$" || (next === "{" && variable);
        word += next;
        index += 1;
      }
      const following = text.charAt(index);
      if (!closed && quote !== undefined) {
        doubts.push({ where: path, line: start, what: "A quote is never closed, so nginx would not start." });
      } else if (quote !== undefined && following !== "" && !blank(following) && !";{)".includes(following)) {
        doubts.push({
          where: path,
          line,
          what: `Unexpected "${following}" after a closing quote, so nginx would not start.`,
        });
      }
      if (word.length >= MAX_WORD || CONTROL.test(word))
        doubts.push({ where: path, line: start, what: "A word here is one that nginx would not take as it looks." });
      tokens.push({ kind: "word", text: word, line: start });
    }
  }
  return tokens;
}

/** Escapes that nginx resolves; before any other character the backslash stays. */
function unescaped(character: string): string {
  const known: Readonly<Record<string, string>> = { '"': '"', "'": "'", "\\": "\\", t: "\t", r: "\r", n: "\n" };
  return known[character] ?? `\\${character}`;
}

/** The directives of a file, without a call for each brace: a file of braces alone must not exhaust the stack. */
function blockOf(path: string, tokens: readonly Token[], doubts: Breach[]): readonly Directive[] {
  const top: Directive[] = [];
  let level = top;
  const outer: Directive[][] = [];
  let words: Extract<Token, { kind: "word" }>[] = [];
  const doubt = (line: number, what: string) => {
    doubts.push({ where: path, line, what: `${what}, so nginx would not start.` });
  };
  for (const token of tokens) {
    if (token.kind === "word") {
      words.push(token);
      continue;
    }
    const [name, ...args] = words;
    words = [];
    if (token.kind === "}") {
      const above = outer.pop();
      if (name !== undefined || above === undefined) doubt(token.line, 'Unexpected "}"');
      level = above ?? top;
    } else if (name === undefined) {
      doubt(token.line, `Unexpected "${token.kind}"`);
    } else {
      const directive = { name: name.text, args: args.map((word) => word.text), path, line: name.line };
      const inside: Directive[] = [];
      level.push({ ...directive, block: token.kind === "{" ? inside : undefined });
      if (token.kind === ";") continue;
      if (outer.length >= MAX_DEPTH) {
        doubts.push({ where: path, line: name.line, what: "Blocks stand in each other so deeply that nobody looks." });
        return top;
      }
      outer.push(level);
      level = inside;
    }
  }
  if (outer.length > 0 || words.length > 0)
    doubt(tokens.at(-1)?.line ?? 1, "The file ends inside a block or directive");
  return top;
}

/** All directives below, at any depth, with the chain of blocks that hold each, outermost first. */
export const everyDirective = rememberedFor((directives: readonly Directive[]): readonly HeldDirective[] =>
  heldDirectives(directives, []),
);

interface HeldDirective {
  readonly directive: Directive;
  readonly chain: readonly Directive[];
}

function heldDirectives(directives: readonly Directive[], chain: readonly Directive[]): readonly HeldDirective[] {
  return directives.flatMap((directive) => [
    { directive, chain },
    ...(directive.block === undefined ? [] : heldDirectives(directive.block, [...chain, directive])),
  ]);
}
