import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "../render/release.ts";
import { readDurable, writeDurably } from "./durable.ts";
import { StepFailed } from "./failure.ts";
import { storedDigests } from "./history.ts";
import type { Places } from "./places.ts";

/** The digest of the release that the machine runs; undefined before the first. */
export function currentDigest(places: Places): string | undefined {
  return existsSync(places.current) ? readFileSync(places.current, "utf8").trim() : undefined;
}

/**
 * The release that the machine runs, its placeholders unfilled.
 *
 * @throws StepFailed where it is not on the machine any more
 */
export function currentRelease(places: Places): Release | undefined {
  const digest = currentDigest(places);
  if (digest === undefined) return undefined;
  const release = storedRelease(places, digest).release;
  if (release !== null) return release;
  throw new StepFailed(
    "begin",
    `${places.current} names the release ${digest.slice(0, 12)}, and that is not below ${places.releases} any more.`,
    `Find out who took it away: only root can. Then "sudo rm ${places.current}" on the machine, and deliver as for the first time.`,
  );
}

/** A release that once ran here; null where it is not known any more. */
export interface StoredRelease {
  readonly kind: "stored-release";
  readonly release: Release | null;
}

export function storedRelease(places: Places, digest: string): StoredRelease {
  const known = /^[0-9a-f]{64}$/.test(digest);
  const release = known ? readDurable<Release | null>(join(places.releases, digest, "release.json"), null) : null;
  return { kind: "stored-release", release };
}

/** The moment in which a release counts: the one rename of `current`. The ones before it stay known, the oldest go. */
export function keepRelease(places: Places, release: Release): void {
  mkdirSync(join(places.releases, release.digest), { recursive: true, mode: 0o700 });
  writeDurably(join(places.releases, release.digest, "release.json"), JSON.stringify(release));
  writeDurably(places.current, `${release.digest}\n`);
  const stay = storedDigests(places, release.digest);
  for (const digest of readdirSync(places.releases).filter((it) => !stay.includes(it))) {
    rmSync(join(places.releases, digest), { recursive: true, force: true });
  }
}

/** Every path that a release answers for: its files, and the keyrings that are fetched for it. */
export function ownedPaths(release: Release): ReadonlySet<string> {
  const keyrings = release.repositories.filter((it) => it.keyUri !== undefined).map((it) => it.keyring);
  return new Set([...release.files.map((file) => file.path), ...keyrings]);
}
