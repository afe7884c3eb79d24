import { lstatSync, readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { putTogether, takeApart } from "../../render/manifest.ts";
import type { Release, ReleaseFile } from "../../render/release.ts";
import { digestOf } from "../../render/render.ts";
import type { Format } from "../../services/service.ts";

/** Beside the tree, at its root: the release without the texts of its files. */
export const MANIFEST = "stillroom-release.json";

/** A release read back from a folder, with what people did to it since it was rendered. */
export type Tree =
  | {
      readonly kind: "tree";
      /** With the files as they are now, those that were added among them; its digest is that of this content. */
      readonly release: Release;
      /** Paths of files that the manifest does not name. */
      readonly added: readonly string[];
      /** Paths of files that the manifest names and that are gone. */
      readonly missing: readonly string[];
      /** Whether anything differs from what was rendered. */
      readonly edited: boolean;
    }
  /** `what` is a sentence that says what to do. */
  | { readonly kind: "unusable"; readonly what: string };

/** Reads the folder that `stillroom render` wrote, whatever became of it. */
export function readTree(folder: string): Tree {
  const manifest = readManifest(folder);
  if (manifest === undefined) {
    return {
      kind: "unusable",
      what: `${folder} holds no ${MANIFEST} that can be read. Render the tree with \`stillroom render\` first.`,
    };
  }
  const texts = new Map<string, string>();
  const obstacle = gather(folder, "/", texts);
  if (obstacle !== undefined) return { kind: "unusable", what: obstacle };
  const named = new Set(manifest.files.map(({ path }) => path));
  const kept = manifest.files.filter(({ path }) => texts.has(path));
  const added = [...texts.keys()].filter((path) => !named.has(path));
  const files = [...kept, ...added.map(addedFile)].sort((a, b) => (a.path < b.path ? -1 : 1));
  // Nothing of it is taken on trust: what has not the shape of a release is refused when it is put together.
  const content = {
    ...manifest.content,
    files: files.map((file) => ({ ...file, text: texts.get(file.path) ?? "" })),
  } as unknown as Omit<Release, "digest">;
  const digest = digestOf(content);
  const rebuilt = putTogether(takeApart({ ...content, digest }));
  if (rebuilt.kind === "broken") return { kind: "unusable", what: `${join(folder, MANIFEST)}: ${rebuilt.what}` };
  return {
    kind: "tree",
    release: rebuilt.release,
    added,
    missing: [...named].filter((path) => !texts.has(path)),
    edited: digest !== manifest.digest,
  };
}

interface ReadManifest {
  readonly digest: unknown;
  readonly files: readonly Omit<ReleaseFile, "text">[];
  /** All else, as it stands there. */
  readonly content: Readonly<Record<string, unknown>>;
}

/** The outline alone; {@link putTogether} looks at the rest. */
function readManifest(folder: string): ReadManifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8"));
  } catch {
    return undefined;
  }
  if (!isRecord(value) || !Array.isArray(value["files"])) return undefined;
  const { digest, files, ...content } = value;
  const listed = files as readonly unknown[];
  if (!listed.every((file) => isRecord(file) && typeof file["path"] === "string")) return undefined;
  // Each has a path; what else is wrong with one is for the rules, and a rule that fails is a finding.
  return { digest, files: listed as readonly Omit<ReleaseFile, "text">[], content };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Puts every file below into `texts`; gives the reason why one can't be read. */
function gather(folder: string, below: string, texts: Map<string, string>): string | undefined {
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = posix.join(below, name);
    const found = lstatSync(join(folder, path));
    if (found.isDirectory()) {
      const obstacle = gather(folder, path, texts);
      if (obstacle !== undefined) return obstacle;
    } else if (!found.isFile()) {
      return `${join(folder, path)} is neither a file nor a folder, so what the machine would get can't be told. Take it away.`;
    } else if (path !== `/${MANIFEST}`) {
      const text = textOf(join(folder, path));
      if (text === undefined) return `${join(folder, path)} is not text in UTF-8. Take it away or save it as UTF-8.`;
      texts.set(path, text);
    }
  }
  return undefined;
}

function textOf(file: string): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch {
    return undefined;
  }
}

/** A file that somebody put there: where it lies decides which program would read it. */
function addedFile(path: string): Omit<ReleaseFile, "text"> {
  return {
    path,
    service: "added by hand",
    format: formatOf(path),
    mode: "0644",
    owner: "root",
    group: "root",
    birth: false,
  };
}

const FORMATS: readonly (readonly [RegExp, Format])[] = [
  [/^\/etc\/nginx\//, "nginx"],
  [/^\/etc\/ssh\//, "sshd"],
  [/^\/etc\/sysctl\.d\//, "sysctl"],
  [/^\/etc\/iptables\//, "iptables"],
  [/^\/etc\/systemd\/system\//, "systemd"],
  [/^\/etc\/systemd\//, "ini"],
  [/^\/etc\/apt\//, "apt"],
  [/^\/etc\/jitsi\/.*\.conf$/, "hocon"],
  [/\.lua$/, "lua"],
  [/\.m?js$/, "javascript"],
  [/\.json$/, "json"],
  [/\.ya?ml$/, "yaml"],
  [/\.html$/, "html"],
  [/\.css$/, "css"],
  [/\.sh$/, "shell"],
];

function formatOf(path: string): Format {
  return FORMATS.find(([pattern]) => pattern.test(path))?.[1] ?? "text";
}
