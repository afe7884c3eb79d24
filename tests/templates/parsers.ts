import luaparse from "luaparse";
import { parse as parseHtml } from "parse5";
import ts from "typescript";
import { parse as parseYaml } from "yaml";
import type { Format } from "../../services/service.ts";

/** A file as its format's parser sees it, as nested arrays, objects and strings without positions. */
export type Parsed = unknown;

/** Reads a file back. @throws where the text is not of that format */
export function parsed(format: Format, text: string): Parsed {
  switch (format) {
    case "json":
      return JSON.parse(text);
    case "yaml":
      return parseYaml(text, { uniqueKeys: true });
    case "lua":
      return luaTree(text);
    case "javascript":
      return scriptTree(text);
    case "html":
    case "plist":
      return htmlTree(text);
    case "nginx":
      return nginxTree(text);
    case "shell":
      return shellWords(text);
    case "hocon":
      return hoconTokens(text);
    case "text":
      return text.split("\n");
    case "ini":
      return text.split("\n").map((line) => [line.split("=", 1)[0]?.trim(), line.slice(line.indexOf("=") + 1).trim()]);
    case "systemd":
      return parsed("text", text.replaceAll("%%", "%"));
    default:
      return text.split("\n").map((line) => line.split(/\s+/));
  }
}

function luaTree(text: string): Parsed {
  // Lua reads bytes, and in this mode luaparse takes each character for one.
  const bytes = Buffer.from(text, "utf8").toString("latin1");
  const ast: unknown = luaparse.parse(bytes, { luaVersion: "5.3", encodingMode: "pseudo-latin1", comments: false });
  return plain(ast, (key, value) => (key === "raw" ? undefined : typeof value === "string" ? utf8(value) : value));
}

/** luaparse gives a string's bytes, one character each. */
function utf8(bytes: string): string {
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function plain(value: unknown, keep: (key: string, value: unknown) => unknown): unknown {
  return JSON.parse(JSON.stringify(value, (key, part: unknown) => keep(key, part)));
}

function scriptTree(text: string): Parsed {
  const file = ts.createSourceFile("file.js", text, ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const visit = (node: ts.Node): Parsed => {
    const children: Parsed[] = [];
    node.forEachChild((child) => {
      children.push(visit(child));
    });
    const said = ts.isStringLiteralLike(node) || ts.isIdentifier(node) || ts.isNumericLiteral(node) ? node.text : "";
    return [ts.SyntaxKind[node.kind], said, children];
  };
  return visit(file);
}

function htmlTree(text: string): Parsed {
  return plain(parseHtml(text), (key, value) =>
    key === "parentNode" || key === "sourceCodeLocation" ? undefined : value,
  );
}

/** nginx's own reader of words (ngx_conf_read_token, nginx 1.26): quotes, backslash escapes, comments, `;`, `{`, `}`. */
function nginxTree(text: string): Parsed {
  const tokens: string[] = [];
  const pattern =
    /\s+|#[^\n]*|([;{}])|"((?:[^"\\]|\\[\s\S])*)"|'((?:[^'\\]|\\[\s\S])*)'|((?:[^\s;{"'\\]|\\[\s\S])(?:[^\s;{\\]|\\[\s\S])*)/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`nginx: can't read on at ${at}: ${text.slice(at, at + 40)}`);
    const [, mark, double, single, bare] = match;
    if (mark !== undefined) tokens.push(`mark ${mark}`);
    const word = double ?? single ?? bare;
    if (word !== undefined) tokens.push(word.replace(/\\(["'\\ ])/g, "$1"));
  }
  return tokens;
}

/**
 * Words of a script, by POSIX shell 2.2 (quoting) and 2.3 (a `#` that starts a word starts a comment). What stands in double quotes
 * is kept as it is: values of ours never stand there.
 */
function shellWords(text: string): Parsed {
  const words: string[] = [];
  let word = "";
  const pattern = /(\s+)|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|(#[^\n]*)|([^\s'"\\#]+)/y;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (match === null) throw new Error(`shell: can't read on at ${at}: ${text.slice(at, at + 40)}`);
    const [, blank, single, double, escaped, hash, bare] = match;
    if (blank !== undefined) {
      words.push(word);
      word = "";
    } else if (hash === undefined || word !== "") {
      word += single ?? double ?? escaped ?? hash ?? bare ?? "";
    }
  }
  return [...words, word];
}

/** HOCON's quoted strings are JSON's (HOCON.md, "Quoted strings"); the rest is compared as it stands. */
function hoconTokens(text: string): Parsed {
  return (text.match(/"(?:[^"\\]|\\.)*"|[^"]+/g) ?? []).map((part): unknown =>
    part.startsWith('"') ? (JSON.parse(part) as unknown) : part,
  );
}
