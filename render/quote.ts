import type { Format } from "../services/service.ts";

/** A value can't be written in a format so that it would be read back as itself. The message says which and why. */
export class UnquotableValue extends Error {}

/** Writes one value into one place of a file so that the file's program reads exactly that value back. */
type Quote = (value: unknown) => string;

/**
 * The helper of each format. A template may use only its own: `render/template.ts` checks that on the syntax tree.
 * Formats that can quote do so; formats without quoting refuse what they cannot carry.
 */
export const HELPER_OF: Readonly<Record<Format, string>> = {
  apt: "word",
  chrony: "word",
  coturn: "word",
  css: "word",
  dnsmasq: "word",
  hocon: "hocon",
  html: "html",
  ini: "ini",
  iptables: "word",
  javascript: "json",
  json: "json",
  lua: "lua",
  nftables: "word",
  nginx: "nginx",
  pf: "word",
  // XML of Apple's; HTML's five entities are XML's, and so are numbers of characters.
  plist: "html",
  shell: "shell",
  sshd: "word",
  sysctl: "word",
  systemd: "systemd",
  text: "line",
  words: "word",
  yaml: "yaml",
};

export const QUOTES: Readonly<Record<string, Quote>> = {
  hocon: (value) => jsonText(value),
  html: (value) => htmlText(scalarText("html", value)),
  ini: (value) => iniText(value),
  json: (value) => scriptSafe(jsonText(value)),
  line: (value) => lineText("text", value),
  lua: (value) => luaText(value),
  nginx: (value) => nginxText(value),
  shell: (value) => shellText(value),
  systemd: (value) => systemdText(value),
  word: (value) => wordText(value),
  yaml: (value) => jsonText(value),
};

function scalarText(format: string, value: unknown): string {
  if (typeof value === "string") {
    if (value.includes("\0")) throw new UnquotableValue(`a NUL character can't be written in ${format}`);
    if (!value.isWellFormed()) throw new UnquotableValue(`a lone surrogate can't be written in ${format}`);
    return value;
  }
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "boolean") return String(value);
  throw new UnquotableValue(`a value of type ${typeof value} can't be written in ${format}`);
}

/** JSON is a subset of YAML 1.2 and of HOCON, so one writer serves all three. U+2028/9 and DEL are escaped for older readers. */
function jsonText(value: unknown): string {
  if (value === undefined || typeof value === "function") {
    throw new UnquotableValue(`a value of type ${typeof value} can't be written in JSON`);
  }
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === "string") return scalarText("JSON", part);
    if (typeof part === "number" && !Number.isFinite(part))
      throw new UnquotableValue(`${part} is not a number that JSON knows`);
    return part;
  }).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** nginx reads config.js with server-side includes on, and a browser may meet it inside a page: no `<` survives as itself. */
function scriptSafe(text: string): string {
  return text.replaceAll("<", "\\u003c");
}

function htmlText(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    "\r": "&#13;",
  };
  return text.replace(/[&<>"'\r]/g, (character) => entities[character] ?? character);
}

/** Lua 5.4 reference manual, 3.1: decimal escapes of exactly three digits are never ambiguous. */
function luaText(value: unknown): string {
  if (Array.isArray(value)) return `{ ${value.map((part) => luaText(part)).join(", ")} }`;
  if (typeof value !== "string") return scalarText("Lua", value);
  const bytes = Buffer.from(scalarText("Lua", value), "utf8");
  let text = "";
  for (const byte of bytes) {
    const printable = byte >= 0x20 && byte < 0x7f && byte !== 0x22 && byte !== 0x5c;
    text += printable || byte >= 0x80 ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, "0")}`;
  }
  return `"${Buffer.from(text, "latin1").toString("utf8")}"`;
}

/** nginx core, "Configuration file syntax" (ngx_conf_read_token): in double quotes `\"` and `\\` are escapes; `$` starts a variable and has none. */
function nginxText(value: unknown): string {
  const text = scalarText("nginx", value);
  if (text.includes("$")) throw new UnquotableValue('"$" starts a variable in nginx and can\'t be escaped');
  if (/[\r\n]/.test(text)) throw new UnquotableValue("a line break can't be written in nginx");
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}

/** POSIX shell, 2.2.2: nothing is special inside single quotes. */
function shellText(value: unknown): string {
  return `'${scalarText("shell", value).replaceAll("'", `'\\''`)}'`;
}

/** Values of INI-like files have no common quoting: one line, no edge blanks, no comment marks. */
function iniText(value: unknown): string {
  const text = lineText("INI", value);
  if (text !== text.trim()) throw new UnquotableValue("a blank at either end is lost in INI files");
  if (/[#;%"'\\]/.test(text)) throw new UnquotableValue("one of # ; % \" ' \\ changes the meaning of an INI line");
  return text;
}

/** systemd.syntax(7) and systemd.unit(5): `%` starts a specifier and is doubled; in ExecStart `$` would start a variable. */
function systemdText(value: unknown): string {
  const text = lineText("systemd units", value);
  if (/[\s"'\\$;]/.test(text))
    throw new UnquotableValue("blanks, quotes, \\, $ and ; would be split or expanded in a systemd unit");
  return text.replaceAll("%", "%%");
}

function lineText(format: string, value: unknown): string {
  const text = scalarText(format, value);
  // eslint-disable-next-line no-control-regex -- control characters are what is refused here
  if (/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(text))
    throw new UnquotableValue(`a control character or line break can't be written in ${format}`);
  return text;
}

/** Formats without quoting: one word of characters that mean nothing anywhere; a path or one of Debian's accounts (`_apt`) may lead it. */
function wordText(value: unknown): string {
  const text = scalarText("a file without quoting", value);
  if (!/^\/?[A-Za-z0-9_][A-Za-z0-9._:/@+=,-]*$/.test(text)) {
    throw new UnquotableValue(
      "only a word of letters, digits and . _ : / @ + = , - can be written in a file without quoting",
    );
  }
  return text;
}
