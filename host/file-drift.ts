import { existsSync, lstatSync } from "node:fs";
import type { Release, ReleaseFile } from "../render/release.ts";
import type { Directory } from "../services/service.ts";
import { stateHash, type DirectoryDifference, type FileDifference, type Found, type Standing } from "./difference.ts";
import type { Fill } from "./placeholders.ts";
import { inside, type Places } from "./places.ts";
import { withoutSecrets } from "./secrets.ts";
import { contentHash, seenAt, standingOf } from "./standing.ts";

/** How the release's files stand on the machine where they don't stand as delivered. */
export function fileDifferences(places: Places, files: readonly ReleaseFile[], fill: Fill): readonly FileDifference[] {
  return files.flatMap((file) => fileDifference(places, file, fill) ?? []);
}

function fileDifference(places: Places, file: ReleaseFile, fill: Fill): FileDifference | undefined {
  const filled = fill(file.text, file.path);
  const seen = seenAt(places, inside(places, file.path));
  const shown = withoutSecrets(places, filled);
  const standing = releasedStanding(places, file);
  const common = {
    kind: "file",
    id: `file ${file.path}`,
    path: file.path,
    released: { ...standing, text: shown },
  } as const;
  if (seen === undefined) {
    return { ...common, state: stateHash(["missing"]), what: `${file.path} is missing.`, found: undefined };
  }
  // A long text is compared by its hash alone.
  const alike = seen.found.text === undefined || seen.found.text === shown;
  const sameText = seen.found.type === "file" && alike && contentHash(filled) === seen.content;
  if (sameText && sameStanding(standing, seen.found)) return undefined;
  return {
    ...common,
    state: stateHash([seen.found.type, seen.content, seen.found.mode, seen.found.owner, seen.found.group]),
    what: `${file.path} is not as delivered.`,
    found: seen.found.type === "file" && !sameText ? withoutOtherSecrets(seen.found, shown) : seen.found,
  };
}

/** The keyrings that were fetched for the release; what they hold is checked at each delivery. */
export function missingKeyrings(places: Places, release: Release): readonly FileDifference[] {
  const fetched = release.repositories.filter((it) => it.keyUri !== undefined).map((it) => it.keyring);
  const standing = places.live
    ? { mode: "0644", owner: "root", group: "root" }
    : { mode: "0644", owner: "", group: "" };
  return [...new Set(fetched)]
    .filter((path) => !existsSync(inside(places, path)))
    .map((path) => ({
      kind: "file",
      id: `file ${path}`,
      path,
      state: stateHash(["missing"]),
      what: `${path} is missing.`,
      released: { ...standing, text: "" },
      found: undefined,
    }));
}

export function directoryDifferences(
  places: Places,
  directories: readonly Directory[],
): readonly DirectoryDifference[] {
  return directories.flatMap((directory): readonly DirectoryDifference[] => {
    const { path } = directory;
    const released = releasedStanding(places, directory);
    const common = { kind: "directory", id: `directory ${path}`, path, released } as const;
    const stat = lstatSync(inside(places, path), { throwIfNoEntry: false });
    if (stat === undefined) {
      return [{ ...common, state: stateHash(["missing"]), what: `The folder ${path} is missing.`, found: undefined }];
    }
    // A link to a folder on another disk is an administrator's choice that deliveries respect.
    if (stat.isSymbolicLink()) return [];
    const found = standingOf(places, stat);
    if (stat.isDirectory() && sameStanding(released, found)) return [];
    const what = stat.isDirectory() ? `The folder ${path} is not as delivered.` : `${path} is no folder.`;
    return [{ ...common, state: stateHash([stat.isDirectory(), found]), what, found }];
  });
}

function releasedStanding(places: Places, it: Standing): Standing {
  const { mode, owner, group } = it;
  return places.live ? { mode, owner, group } : { mode, owner: "", group: "" };
}

function sameStanding(one: Standing, other: Standing): boolean {
  return one.mode === other.mode && one.owner === other.owner && one.group === other.group;
}

/** What stands in place of a value that is not shown. */
export const OTHER_VALUE = "(another value)";

const SECRET = /@@secret:[a-z0-9_]+@@/;

/**
 * A person may have put a secret of their own into a file: where the release has a secret, what is found in its place is not
 * shown, and nothing that looks like a key on a changed line of such a file.
 */
export function withoutOtherSecrets(found: Found, released: string): Found {
  if (found.text === undefined || !SECRET.test(released)) return found;
  const known = new Set(released.split("\n"));
  const patterns = [...known].filter((line) => SECRET.test(line)).map(placesOfSecrets);
  const lines = found.text.split("\n").map((line) => {
    if (known.has(line)) return line;
    const like = patterns.map((pattern) => pattern.exec(line)).find((match) => match !== null);
    const masked = like === undefined ? line : maskedAt(like);
    return masked.replace(KEY_LIKE, (word) => (released.includes(word) ? word : OTHER_VALUE));
  });
  const text = lines.join("\n");
  return { ...found, text, otherSecret: text !== found.text };
}

/** Twenty characters that keys are made of, and a digit among them. */
const KEY_LIKE = /(?<![\w+/=-])(?=[A-Za-z+/_=-]*\d)[\w+/=-]{20,}(?![\w+/=-])/g;

/** The line with a group for each secret and one for what stands between them. */
function placesOfSecrets(line: string): RegExp {
  const parts = line.split(SECRET).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^(${parts.join(")(.+)(")})$`);
}

/** Every second group is a secret's place; one that still holds its own secret shows its placeholder. */
function maskedAt(match: RegExpExecArray): string {
  return match
    .slice(1)
    .map((part, index) => (index % 2 === 0 || SECRET.test(part) ? part : OTHER_VALUE))
    .join("");
}
