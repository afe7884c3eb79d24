import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { run } from "./command.ts";
import { inTurn } from "./turn.ts";

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
  if (await isSealed(folder)) return folder;
  return inTurn(`${folder}.turn`, async () => {
    // Another process may have filled it meanwhile.
    if (await isSealed(folder)) return folder;
    const making = `${folder}.making`;
    // A killed process left it.
    await rm(making, { recursive: true, force: true });
    await mkdir(making, { recursive: true, mode: 0o755 });
    try {
      await fill(making);
      await rm(sealFileOf(folder), { force: true });
      await rm(folder, { recursive: true, force: true });
      await rename(making, folder);
      await writeFile(sealFileOf(folder), await seal(folder));
      return folder;
    } finally {
      await rm(making, { recursive: true, force: true });
    }
  });
}

const sealFileOf = (folder: string): string => `${folder}.seal`;

async function isSealed(folder: string): Promise<boolean> {
  const written = await readFile(sealFileOf(folder), "utf8").catch(() => undefined);
  return written !== undefined && existsSync(folder) && written === (await seal(folder));
}

/** Names, kinds, sizes and modes of everything below: cheap enough to look at before each use. */
async function seal(folder: string): Promise<string> {
  const listing = await run(["find", folder, "-mindepth", "1", "-printf", "%P %y %m %u %g %s %l\\n"]);
  return createHash("sha256").update(listing.split("\n").sort().join("\n")).digest("hex");
}
