import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { CHECKSUMS } from "../../kits/kit.ts";

/** What `stillroom kit` writes into a folder. */
export const KIT = "kit";
export const ZIP = "kit.zip";

/** Why a kit can't be written into a folder, as a sentence; undefined where it is new, empty or holds an earlier kit that nobody changed. */
export function kitObstacle(folder: string): string | undefined {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return `${folder} is no folder. Name a new or an empty one.`;
  const entries = readdirSync(folder);
  if (entries.length === 0) return undefined;
  const foreign = entries.filter((name) => name !== KIT && name !== ZIP);
  const changed = foreign.length > 0 ? foreign : changedIn(join(folder, KIT));
  if (changed.length === 0) return undefined;
  return `${folder} holds ${changed.join(", ")}, which stillroom did not write so. Move that away, or name a new folder.`;
}

/** Files that are not as the list of checksums among them says. */
function changedIn(kit: string): readonly string[] {
  if (!statSync(kit, { throwIfNoEntry: false })?.isDirectory()) return [KIT];
  const here = filesBelow(kit).filter((path) => path !== CHECKSUMS);
  const listed = listedIn(join(kit, CHECKSUMS));
  return here.filter((path) => listed.get(path) !== sha256(join(kit, path))).map((path) => `${KIT}/${path}`);
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort();
}

function listedIn(file: string): ReadonlyMap<string, string> {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return new Map();
  const lines = readFileSync(file, "utf8").split("\n");
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}

/** Undefined for what is no file: a link, say. */
function sha256(file: string): string | undefined {
  if (statSync(file, { throwIfNoEntry: false })?.isFile() !== true) return undefined;
  return createHash("sha256").update(readFileSync(file)).digest("hex");
}
