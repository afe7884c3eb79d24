import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./command.ts";
import { identityOf } from "./process.ts";

/** Where everything that was downloaded or built for the sandbox is kept (XDG Base Directory Specification 0.8). */
export const CACHE = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "stillroom");

/**
 * A folder in the cache that is filled once for each recipe and afterwards only read. A folder that was left half
 * filled or has been changed since is filled anew.
 *
 * @param recipe everything that decides the content; another recipe is another folder
 * @param fill puts the content into an empty folder
 */
export async function cachedFolder(
  name: string,
  recipe: unknown,
  fill: (folder: string) => Promise<void>,
): Promise<string> {
  const key = createHash("sha256").update(JSON.stringify(recipe)).digest("hex").slice(0, 16);
  const folder = join(CACHE, `${name}-${key}`);
  await makerIsDone(folder);
  if (await isSealed(folder)) return folder;
  const making = `${folder}.making-${process.pid}`;
  await mkdir(making, { recursive: true, mode: 0o755 });
  try {
    await fill(making);
    // Another process may have been faster; what it made may be in use.
    if (await isSealed(folder)) return folder;
    await rm(sealFileOf(folder), { force: true });
    await rm(folder, { recursive: true, force: true });
    await rename(making, folder);
    await writeFile(sealFileOf(folder), await seal(folder));
    return folder;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

const sealFileOf = (folder: string): string => `${folder}.seal`;

async function isSealed(folder: string): Promise<boolean> {
  const written = await readFile(sealFileOf(folder), "utf8").catch(() => undefined);
  return written !== undefined && existsSync(folder) && written === (await seal(folder));
}

/** Waits while another process fills the folder, and clears away what a killed one left. */
async function makerIsDone(folder: string): Promise<void> {
  const prefix = `${basename(folder)}.making-`;
  for (;;) {
    const makers = (await readdir(CACHE).catch(() => [])).filter((name) => name.startsWith(prefix));
    if (makers.length === 0) return;
    for (const name of makers) {
      if (identityOf(Number(name.slice(prefix.length))) === undefined) {
        await rm(join(CACHE, name), { recursive: true, force: true });
      }
    }
    await sleep(500);
  }
}

/** Names, kinds, sizes and modes of everything below: cheap enough to look at before each use. */
async function seal(folder: string): Promise<string> {
  const listing = await run(["find", folder, "-mindepth", "1", "-printf", "%P %y %m %u %g %s %l\\n"]);
  return createHash("sha256").update(listing.split("\n").sort().join("\n")).digest("hex");
}
