import { chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Release, Repository } from "../render/release.ts";
import { accountNumbers } from "./accounts.ts";
import { run } from "./command.ts";
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

/**
 * By apt's own downloader, as apt's own account: the packet filter lets that account alone reach package hosts, and a proxy that apt
 * uses serves keys too. apt-helper is part of apt (its `download-file`); it drops to `_apt` where that account may write.
 */
async function fetchKey(name: string, uri: string): Promise<Buffer> {
  const folder = mkdtempSync("/run/stillroom-key-");
  try {
    const owner = accountNumbers("_apt");
    chownSync(folder, owner.uid, owner.gid);
    const target = join(folder, "key");
    const ended = await run(["/usr/lib/apt/apt-helper", "download-file", uri, target], { seconds: SECONDS });
    if (ended.status === 0 && existsSync(target)) return readFileSync(target).subarray(0, LARGEST_KEYRING);
    throw new StepFailed(
      "packages",
      `The key of the repository ${name} can't be fetched from ${uri}: ${ended.words}`,
      "Look whether the machine reaches that address (names, time, firewall) and deliver again, or name a mirror in the stack file.",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
