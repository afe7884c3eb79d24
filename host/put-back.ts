import { chmodSync, copyFileSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Release } from "../render/release.ts";
import { driftOf } from "./drift.ts";
import { StepFailed } from "./failure.ts";
import { inside, type Places } from "./places.ts";
import { currentDigest } from "./releases.ts";
import type { Change } from "./switch.ts";

/** How the journal names it. */
export const PUTTING_BACK = "Putting back what was changed by hand";

/**
 * What has to go so that the machine is as released: files of others that programs of the release read, and links that mask its
 * units. Each is copied first, for who wants it back.
 *
 * @throws StepFailed where another release runs by now
 */
export async function takeAway(places: Places, release: Release): Promise<readonly Change[]> {
  if (currentDigest(places) !== release.digest) {
    throw new StepFailed(
      "begin",
      "Another release runs by now than the one that shall be put back.",
      "Look again with stillroom drift.",
    );
  }
  const { differences } = await driftOf(places);
  const paths = differences.flatMap((difference): readonly string[] => {
    if (difference.accepted !== undefined) return [];
    if (difference.kind === "foreign-file") return [difference.path];
    return difference.kind === "unit" && difference.trouble === "masked" ? masksOf(places, difference.unit) : [];
  });
  const folder = join(places.takenAway, new Date().toISOString().replaceAll(":", "-"));
  for (const path of paths) copyInto(folder, places, path);
  return paths.map((path) => ({ path, becomes: { kind: "absent" } }));
}

/** systemctl(1), `mask`: a link to /dev/null in /etc, or with `--runtime` in /run. */
function masksOf(places: Places, unit: string): readonly string[] {
  return ["/etc/systemd/system", "/run/systemd/system"]
    .map((root) => join(root, unit))
    .filter((path) => lstatSync(inside(places, path), { throwIfNoEntry: false })?.isSymbolicLink());
}

function copyInto(folder: string, places: Places, path: string): void {
  const [from, to] = [inside(places, path), join(folder, path)];
  mkdirSync(places.takenAway, { recursive: true, mode: 0o700 });
  mkdirSync(dirname(to), { recursive: true });
  if (lstatSync(from).isSymbolicLink()) {
    symlinkSync(readlinkSync(from), to);
    return;
  }
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}

/**
 * Paths of the release in whose folders something was taken away: programs that read a folder have to read it again.
 */
export function besides(release: Release, taken: readonly Change[]): readonly string[] {
  const folders = new Set(taken.map((change) => dirname(change.path)));
  return release.units.flatMap((unit) => unit.files.filter((file) => folders.has(dirname(file))));
}
