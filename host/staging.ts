import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ReleaseFile } from "../render/release.ts";
import { ownerOf } from "./accounts.ts";
import type { Fill } from "./placeholders.ts";
import type { Places } from "./places.ts";
import type { Change } from "./switch.ts";

/** The folder in which the release's files lie, laid out as on the machine, before they are brought in. */
export function stagedTree(places: Places, digest: string): string {
  return join(places.releases, digest, "tree");
}

/**
 * Writes files into the staged tree, filled, with their modes and owners, and says what each path shall become. The tree
 * holds secrets: only root reaches into it.
 */
export function stage(places: Places, digest: string, files: readonly ReleaseFile[], fill: Fill): readonly Change[] {
  const tree = stagedTree(places, digest);
  mkdirSync(tree, { recursive: true, mode: 0o700 });
  chmodSync(join(places.releases, digest), 0o700);
  return files.map((file): Change => {
    const copy = join(tree, file.path);
    const mode = Number.parseInt(file.mode, 8);
    const owner = ownerOf(places, file);
    mkdirSync(dirname(copy), { recursive: true });
    rmSync(copy, { force: true });
    writeFileSync(copy, fill(file.text, file.path), { mode: 0o600 });
    if (owner !== undefined) chownSync(copy, owner.uid, owner.gid);
    chmodSync(copy, mode);
    return { path: file.path, becomes: { kind: "file", copy, mode, uid: owner?.uid, gid: owner?.gid } };
  });
}

/** A file of the agent's own that is brought in like one of a release: for root alone. */
export function privateFile(path: string, text: string): ReleaseFile {
  return { path, text, service: "agent", format: "text", mode: "0600", owner: "root", group: "root", birth: false };
}

/** Takes away what a delivery put beside the release itself. */
export function dropStaged(places: Places, digest: string): void {
  for (const name of ["tree", "keys", "start-policy"]) {
    rmSync(join(places.releases, digest, name), { recursive: true, force: true });
  }
  const folder = join(places.releases, digest);
  if (existsSync(folder) && readdirSync(folder).length === 0) rmdirSync(folder);
}
