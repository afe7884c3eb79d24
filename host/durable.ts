import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

/** Replaces a small file of the agent's own so that a power loss leaves the old text or the new one. */
export function writeDurably(path: string, text: string, mode = 0o600): void {
  const next = `${path}.next`;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(next, "w", mode);
  try {
    // The whole text: write(2) writes less than it was given where a disk is nearly full.
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(next, path);
  syncDirectory(dirname(path));
}

/** What `writeDurably` wrote down as JSON, or something else where there is nothing. This program alone writes it, whole or not at all. */
export function readDurable<Written>(path: string, otherwise: Written): Written {
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Written) : otherwise;
}

/** Makes renames and removals inside a directory survive a power loss (fsync(2), "Calling fsync() does not necessarily ensure that the entry in the directory…"). */
export function syncDirectory(path: string): void {
  const directory = openSync(path, "r");
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}

/** Makes a directory and its missing parents; gives back those that were made, outermost first. */
export function makeDirectories(path: string): readonly string[] {
  const first = mkdirSync(path, { recursive: true, mode: 0o755 });
  if (first === undefined) return [];
  const made = [path];
  while (made[0] !== undefined && made[0] !== first && made[0] !== "/") made.unshift(join(made[0], ".."));
  return made;
}
