import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type * as esbuild from "esbuild";
import type { Bundle } from "../services/service.ts";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** Bundling takes half a second, and a judge starts often: what was bundled lies here, beside the packages that went into it. */
const KEPT = join(ROOT, "node_modules/.cache/stillroom");

/** What a machine or a browser gets of a program of ours. */
interface Kept {
  /** SHA-256 of each source, by its path in the repository; of packages only the lock file, which pins them by their own hashes. */
  readonly sources: Readonly<Record<string, string>>;
  readonly text: string;
}

const known = new Map<string, string>();

/** A program of ours as one file of JavaScript. The same sources and packages give the same bytes, on every computer. */
export function bundleText(bundle: Bundle): string {
  const name = `${bundle.entry} for ${bundle.runs}`;
  const text = known.get(name) ?? keptText(name) ?? newText(name, bundle);
  known.set(name, text);
  return text;
}

function keptText(name: string): string | undefined {
  try {
    // Written by this program alone; whatever else it is, its hashes are not those of our sources.
    const kept = JSON.parse(readFileSync(fileOf(name), "utf8")) as Kept;
    const same = Object.entries(kept.sources).every(([path, hash]) => hashOf(path) === hash);
    return same ? kept.text : undefined;
  } catch {
    return undefined;
  }
}

function newText(name: string, { entry, runs }: Bundle): string {
  // Loaded here: most processes find what was bundled before.
  const { buildSync } = createRequire(import.meta.url)("esbuild") as typeof esbuild;
  const node = runs === "node";
  const { outputFiles, metafile } = buildSync({
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    platform: runs,
    // For Node.js esbuild would take packages in their older form, which goes in whole; of modules, only what is used does.
    ...(node ? { mainFields: ["module", "main"] } : {}),
    // Debian 13's Node.js; browsers that can encrypt a call at all are newer than this.
    target: node ? "node20" : "es2022",
    format: node ? "cjs" : "iife",
    legalComments: "none",
    logLevel: "silent",
  });
  // Two of them in a row would be a place for the machine to fill in; in a string or a pattern, where alone they stand, this is the same.
  const text = (outputFiles[0]?.text ?? "").replaceAll("@@", "@\\x40");
  const ours = Object.keys(metafile.inputs).filter((path) => !path.includes("node_modules/"));
  const paths = [...ours, "package-lock.json", relative(ROOT, fileURLToPath(import.meta.url))];
  keep(name, { sources: Object.fromEntries(paths.map((path) => [path, hashOf(path)])), text });
  return text;
}

/** By a rename, so that whoever reads meanwhile finds the old one or the new one. */
function keep(name: string, kept: Kept): void {
  const file = fileOf(name);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(kept));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // A checkout that can't be written to bundles anew each time.
  }
}

function fileOf(name: string): string {
  return join(KEPT, `${createHash("sha256").update(name).digest("hex").slice(0, 16)}.json`);
}

/** Whoever has us as a package has no lock file of ours. */
function hashOf(path: string): string {
  const file = join(ROOT, path);
  return existsSync(file) ? createHash("sha256").update(readFileSync(file)).digest("hex") : "absent";
}
