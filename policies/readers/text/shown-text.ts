import type { ReleaseFile } from "../../../render/release.ts";

/**
 * What the people or programs that meet a file are shown of its text, line for line: without comments where nobody outside is sent
 * the file itself, without keys and certificates, whose letters are chance, and once more without a page's tags, since a word goes on
 * behind one. More than one text where it can be read in more than one way.
 */
export function shownTexts({ path, format, text }: Pick<ReleaseFile, "path" | "format" | "text">): readonly string[] {
  const comment = commentsOf(path, format);
  const written = withoutKeys(comment === undefined ? text : text.replace(comment, ""));
  const texts = [written, ...(format === "html" ? [blanked(written, /<[^<>]*>/g)] : [])];
  const read = [...texts, ...texts.map((one) => decoded(format === "css" ? withoutCssEscapes(one) : one))];
  return [...new Set(read)];
}

/** What stands for letters: `&#99;` of HTML, `\x63` and `\u0063` of programs and systemd, `%63` of addresses. Marks without width fall away. */
export function decoded(text: string): string {
  if (!/[&\\%]/.test(text)) return text;
  return text
    .replace(/&(?:shy|zwj|zwnj|nobreak|zerowidthspace|invisibletimes|invisiblecomma|applyfunction|af|ic|it|wbr);/gi, "")
    .replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));?/gi, (whole, hex?: string, decimal?: string) =>
      characterOf(hex === undefined ? Number(decimal) : parseInt(hex, 16), whole),
    )
    .replace(
      /\\(?:u\{([0-9a-f]{1,6})\}|u([0-9a-f]{4})|x([0-9a-f]{2}))/gi,
      (whole, braced?: string, four?: string, two?: string) =>
        characterOf(parseInt(braced ?? four ?? two ?? "", 16), whole),
    )
    .replace(/(?:%[0-9a-f]{2})+/gi, (whole) => percentDecoded(whole));
}

/** CSS Syntax Module Level 3, 4.3.7: a backslash, up to six hexadecimal digits, and perhaps a blank. */
function withoutCssEscapes(text: string): string {
  return text.replace(/\\([0-9a-f]{1,6})[ \t]?/gi, (whole, hex: string) => characterOf(parseInt(hex, 16), whole));
}

function characterOf(code: number, otherwise: string): string {
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : otherwise;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Where our own programs lie, which nobody outside is sent. */
const PROGRAMS = "/usr/local/lib/";
/** What a stranger meets as it is, number signs and all: issue(5), motd(5), hostname(5). */
const AS_IT_IS = /^\/etc\/(?:issue|motd|hostname|mailname)/;

const HASH = /^[ \t]*[#;].*$/gm;
const HASH_BEHIND = /(?:^|[ \t])#.*$/gm;
const DASHES = /--.*$/gm;
const SLASHES = /^[ \t]*(?:\/\*|\*|\/\/).*$|[ \t]\/\/.*$/gm;

function commentsOf(path: string, format: ReleaseFile["format"]): RegExp | undefined {
  const ours = path.startsWith(PROGRAMS);
  switch (format) {
    case "chrony":
    case "ini":
    case "iptables":
    case "sysctl":
    case "systemd":
      return HASH;
    case "shell":
      return HASH_BEHIND;
    case "text":
      return path.startsWith("/etc/") && !AS_IT_IS.test(path) ? HASH : undefined;
    case "lua":
      return DASHES;
    case "javascript":
      return ours ? SLASHES : undefined;
    default:
      return undefined;
  }
}

/** RFC 7468: what stands between the lines that begin and end a key or certificate. */
const ARMOURED = /-----BEGIN [^-]+-----[^-]*-----END [^-]+-----/g;
/** sshd(8), "AUTHORIZED_KEYS FILE FORMAT": every key's text begins with the length of its type, four bytes of which three are 0. */
const SSH_KEY = /\bAAAA[A-Za-z0-9+/]{32,}={0,2}/g;
/** wg(8): 32 bytes in base64. */
const WIREGUARD_KEY = /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{43}=/g;

/** In letters; all of the above are longer. */
const SHORTEST_KEY = 36;

/** Without the letters of keys, so that only chance is lost. */
export function withoutKeys(text: string): string {
  if (text.length < SHORTEST_KEY) return text;
  return [ARMOURED, SSH_KEY, WIREGUARD_KEY].reduce(blanked, text);
}

/** A blank in place of each, and every line break where it was. */
function blanked(text: string, pattern: RegExp): string {
  return text.replace(pattern, (found) => ` ${found.replace(/[^\n]+/g, "")}`);
}
