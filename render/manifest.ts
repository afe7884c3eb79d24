import { canonicalJson } from "./canonical-json.ts";
import { RELEASE_VERSION, type Release, type ReleaseFile } from "./release.ts";
import { digestOf } from "./render.ts";

/** A release in two halves whose comparison reads well: Pulumi shows two texts line by line, and anything else whole. */
export interface Halves {
  /** The texts of the files, by path. */
  readonly files: Readonly<Record<string, string>>;
  /** All the rest: a line of JSON for each entry, `["ports",{…}]`, sorted by key. */
  readonly manifest: string;
}

export function takeApart(release: Release): Halves {
  const { files, ...rest } = release;
  const outlines = files.map((file) => ({ ...file, text: undefined }));
  return {
    files: Object.fromEntries(files.map((file) => [file.path, file.text])),
    manifest: Object.entries({ ...rest, files: outlines })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([key, value]: [string, unknown]) =>
        Array.isArray(value) ? value.map((entry: unknown) => [key, entry]) : [[key, value]],
      )
      .map((line) => `${canonicalJson(line)}\n`)
      .join(""),
  };
}

export type Rebuilt =
  | { readonly kind: "release"; readonly release: Release }
  /** `what` is a sentence: where the two halves do not make one release. */
  | { readonly kind: "broken"; readonly what: string };

/**
 * The release that two halves make. They may come from anywhere (Pulumi's state, a program in another language, a folder that
 * was edited), so nothing is taken on trust: each file must have its text, no text may be left over, and the digest must be
 * that of the content.
 */
export function putTogether(halves: { readonly files: unknown; readonly manifest: unknown }): Rebuilt {
  const manifest = typeof halves.manifest === "string" ? entriesOf(halves.manifest) : undefined;
  if (manifest === undefined || !isManifest(manifest))
    return broken(`The manifest is not that of a release of version ${RELEASE_VERSION}.`);
  const texts = halves.files;
  if (!isRecord(texts)) return broken("The files are not a map from path to text.");
  const files: ReleaseFile[] = [];
  for (const file of manifest.files) {
    const text = Object.hasOwn(texts, file.path) ? texts[file.path] : undefined;
    if (typeof text !== "string") return broken(`The manifest names ${file.path}, but its text is missing.`);
    files.push({ ...file, text });
  }
  const named = new Set(files.map((file) => file.path));
  const stray = Object.keys(texts).find((path) => !named.has(path));
  if (stray !== undefined) return broken(`There is a text for ${stray}, which the manifest does not name.`);
  const { digest, ...content } = { ...manifest, files };
  const found = digestOf(content);
  if (digest !== found)
    return broken(`The content's digest is ${found}, but the manifest says ${digest}: one of them was changed.`);
  return { kind: "release", release: { ...content, digest } };
}

/** The parts of a release that are lists. */
export const LISTS = [
  "files",
  "directories",
  "repositories",
  "packages",
  "accounts",
  "ports",
  "egress",
  "secrets",
  "units",
  "steps",
  "validators",
  "proofs",
] as const satisfies readonly (keyof Release)[];

/** What a manifest's lines say; undefined where one can't be read. */
function entriesOf(text: string): Readonly<Record<string, unknown>> | undefined {
  const lists = new Map<string, unknown[]>(LISTS.map((key) => [key, []]));
  const single = new Map<string, unknown>();
  for (const line of text.split("\n").filter((line) => line !== "")) {
    const entry = parsed(line);
    if (!Array.isArray(entry) || entry.length !== 2 || typeof entry[0] !== "string") return undefined;
    const [key, value] = entry as [string, unknown];
    const list = lists.get(key);
    if (list === undefined && single.has(key)) return undefined;
    if (list === undefined) single.set(key, value);
    else list.push(value);
  }
  return Object.fromEntries([...lists, ...single]);
}

type Manifest = Omit<Release, "files"> & { readonly files: readonly Omit<ReleaseFile, "text">[] };

/**
 * Only the outline and what judging itself reads: the digest binds the rest, and a rule that meets a wrong shape there
 * refuses.
 */
function isManifest(value: Readonly<Record<string, unknown>>): value is Readonly<Record<string, unknown>> & Manifest {
  return (
    value["version"] === RELEASE_VERSION &&
    typeof value["digest"] === "string" &&
    isRecord(value["subject"]) &&
    typeof value["subject"]["stack"] === "string" &&
    Array.isArray(value["subject"]["waivers"]) &&
    value["subject"]["waivers"].every(isWaiver) &&
    Array.isArray(value["files"]) &&
    value["files"].every((file: unknown) => isRecord(file) && typeof file["path"] === "string")
  );
}

function isWaiver(value: unknown): boolean {
  return isRecord(value) && ["rule", "reason", "by", "until"].every((key) => typeof value[key] === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function broken(what: string): Rebuilt {
  return { kind: "broken", what };
}
