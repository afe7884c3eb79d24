import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Release, Repository } from "../render/release.ts";
import { StepFailed } from "./failure.ts";
import { fingerprintsIn } from "./openpgp.ts";
import { inside, type Places } from "./places.ts";
import type { Change } from "./switch.ts";

/** Keyrings below this folder are ours; others come with Debian's own packages. */
const OURS = "/etc/apt/keyrings/";

const SECONDS = 30;
const LARGEST_KEYRING = 1024 * 1024;

/**
 * Checks every key that the release itself brings against the fingerprint that it pins.
 *
 * @throws StepFailed where a file holds another key, more than one or none
 */
export function checkBroughtKeys(release: Release): void {
  for (const repository of release.repositories) {
    const file = release.files.find((it) => it.path === repository.keyring);
    if (file !== undefined) checkKey(repository, Buffer.from(file.text, "utf8"), file.path);
  }
}

/**
 * Fetches the keys of repositories that the machine doesn't have yet, each checked against its fingerprint before anything
 * uses it.
 *
 * @returns what the keyrings shall become
 */
export async function fetchKeys(places: Places, release: Release): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const repository of release.repositories) {
    if (repository.keyUri === undefined || holdsKey(inside(places, repository.keyring), repository)) continue;
    const key = await fetchKey(repository.name, repository.keyUri);
    checkKey(repository, key, repository.keyUri);
    const copy = join(places.releases, release.digest, "keys", repository.name);
    mkdirSync(join(copy, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(copy, key);
    changes.push({ path: repository.keyring, becomes: { kind: "file", copy, mode: 0o644, uid: 0, gid: 0 } });
  }
  return changes;
}

function holdsKey(path: string, repository: Repository): boolean {
  if (!existsSync(path)) return false;
  const found = fingerprintsIn(readFileSync(path));
  return found.length === 1 && found[0] === repository.fingerprint.toUpperCase();
}

/** apt trusts all keys in such a file, so a file of ours holds exactly one. */
function checkKey(repository: Repository, keyring: Buffer, where: string): void {
  if (!repository.keyring.startsWith(OURS)) return;
  const found = fingerprintsIn(keyring);
  if (found.length === 1 && found[0] === repository.fingerprint.toUpperCase()) return;
  throw new StepFailed(
    "packages",
    `${where} holds ${found.length === 0 ? "no key" : found.join(", ")}, but ${repository.name} is pinned to the key ${repository.fingerprint}.`,
    "Nothing was installed from there. A key that changed without notice is a reason to ask the repository's owner before pinning the new one.",
  );
}

async function fetchKey(name: string, uri: string): Promise<Buffer> {
  try {
    const response = await fetch(uri, { signal: AbortSignal.timeout(SECONDS * 1000) });
    if (!response.ok) throw new Error(`it answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer()).subarray(0, LARGEST_KEYRING);
  } catch (error) {
    throw new StepFailed(
      "packages",
      `The key of the repository ${name} can't be fetched from ${uri}: ${error instanceof Error ? error.message : String(error)}`,
      "Look whether the machine reaches that address (names, time, firewall) and deliver again, or name a mirror in the stack file.",
    );
  }
}
