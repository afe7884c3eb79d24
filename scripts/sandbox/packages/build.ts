import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, readdir, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { CACHE } from "../cache.ts";
import { buildStandIn, STAND_INS } from "./stand-ins.ts";
import { buildSynapse } from "./synapse.ts";

/** A Debian package that the sandbox machine installs in place of one that it can't download. */
export interface BuiltPackage {
  /** Absolute path of the `.deb`. */
  readonly file: string;
  readonly name: string;
  /** What the stand-in does and what it does not do, one sentence; undefined where the package holds the real program. */
  readonly standIn: string | undefined;
}

const HERE = fileURLToPath(new URL(".", import.meta.url));

/**
 * Builds what the sandbox machine can't download, for Debian 13: Synapse (the real program, repackaged from PyPI) and a
 * stand-in for each of the other projects' packages. Needs `dpkg-deb`, `python3` with pip and, for the first build, PyPI;
 * no root. What was built is kept in the cache until one of this folder's files changes.
 *
 * @param out folder that receives the `.deb` files; made if missing
 * @throws Error with the failing program's own words
 */
export async function buildPackages(out: string): Promise<BuiltPackage[]> {
  const cache = join(CACHE, "packages", await digestOfBuilding());
  await mkdir(cache, { recursive: true });
  await mkdir(out, { recursive: true });
  const wheels = join(CACHE, "wheels");
  const built: BuiltPackage[] = [
    {
      file: await kept(cache, out, "matrix-synapse-py3", (file) => buildSynapse(file, wheels)),
      name: "matrix-synapse-py3",
      standIn: undefined,
    },
  ];
  for (const standIn of STAND_INS) {
    const file = await kept(cache, out, standIn.name, (target) => buildStandIn(standIn, target));
    built.push({ file, name: standIn.name, standIn: standIn.does });
  }
  return built;
}

/** The package from the cache, or built into it: under another name first, so that an interrupted build is never taken for a package. */
async function kept(cache: string, out: string, name: string, build: (file: string) => Promise<void>): Promise<string> {
  const wanted = `${name}.deb`;
  const inCache = join(cache, wanted);
  if (!(await readdir(cache)).includes(wanted)) {
    const unfinished = join(cache, `${name}.${String(process.pid)}.unfinished`);
    await build(unfinished);
    await rename(unfinished, inCache);
  }
  const file = join(out, wanted);
  await copyFile(inCache, file);
  return file;
}

/** SHA-256 over every path and byte of what builds the packages: they are the same for as long as this is. */
export async function digestOfBuilding(): Promise<string> {
  const entries = await readdir(HERE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(`${file.slice(HERE.length)}\0`).update(await readFile(file));
  return hash.digest("hex").slice(0, 16);
}

if (process.argv[1] !== undefined && basename(process.argv[1]) === "build.ts") {
  const out = process.argv[2];
  if (out === undefined) {
    console.error("Say into which folder the packages go: node scripts/sandbox/packages/build.ts FOLDER");
    process.exit(2);
  }
  for (const built of await buildPackages(out))
    console.log(`${built.file}: ${built.standIn ?? "the real program, repackaged from PyPI"}`);
}
