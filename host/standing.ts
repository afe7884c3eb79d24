import { createHash } from "node:crypto";
import { closeSync, lstatSync, openSync, readFileSync, readlinkSync, readSync, type Stats } from "node:fs";
import type { Found, Standing } from "./difference.ts";
import type { Places } from "./places.ts";
import { withoutSecrets } from "./secrets.ts";

/** Longer ones are compared and not shown. */
const LONGEST_TEXT = 512 * 1024;

/** What stands under a path, and what tells it from anything else that could. */
export interface Seen {
  readonly found: Found;
  /** SHA-256 of a file's content, a link's target. */
  readonly content: string;
}

/** Undefined where nothing stands there. */
export function seenAt(places: Places, path: string): Seen | undefined {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return undefined;
  const standing = standingOf(places, stat);
  if (stat.isSymbolicLink()) {
    const content = readlinkSync(path);
    return { found: { ...standing, type: "link", text: undefined, otherSecret: false }, content };
  }
  if (!stat.isFile()) {
    return { found: { ...standing, type: "other", text: undefined, otherSecret: false }, content: "" };
  }
  const content = stat.size > LONGEST_TEXT ? { hash: hashOf(path), text: undefined } : shortContent(path);
  return {
    found: {
      ...standing,
      type: "file",
      text: content.text === undefined ? undefined : withoutSecrets(places, content.text),
      otherSecret: false,
    },
    content: content.hash,
  };
}

function shortContent(path: string): { readonly hash: string; readonly text: string | undefined } {
  const bytes = readFileSync(path);
  return { hash: contentHash(bytes), text: textIn(bytes) };
}

const PIECE = 64 * 1024;

/** Piece by piece: a file of others may be larger than the machine's memory. */
function hashOf(path: string): string {
  const hash = createHash("sha256");
  const piece = Buffer.alloc(PIECE);
  const file = openSync(path, "r");
  try {
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) hash.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return hash.digest("hex");
}

export function contentHash(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

/** In a folder nothing is anybody's: accounts are those of another machine. */
export function standingOf(places: Places, stat: Stats): Standing {
  const mode = (stat.mode & 0o7777).toString(8).padStart(4, "0");
  if (!places.live) return { mode, owner: "", group: "" };
  return { mode, owner: nameOf("/etc/passwd", stat.uid), group: nameOf("/etc/group", stat.gid) };
}

/** passwd(5), group(5): name, password, number. A number without a name stays one. */
function nameOf(table: "/etc/passwd" | "/etc/group", number: number): string {
  const rows = readFileSync(table, "utf8")
    .split("\n")
    .map((line) => line.split(":"));
  return rows.find((row) => row[2] === String(number))?.[0] ?? String(number);
}

function textIn(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
