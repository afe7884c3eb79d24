import { zipSync, type Zippable } from "fflate";
import type { KitFile } from "./kit.ts";

/** APPNOTE.TXT 6.3.10, 4.4.2.2: made on UNIX, so that the file's mode is read from the external attributes. */
const UNIX = 3;

/**
 * The files in one zip, below a folder, in their order and all with the same time (the first that a zip can hold), so that
 * the same files give the same bytes wherever and whenever it is made.
 */
export function zipOf(files: readonly KitFile[], folder: string): Uint8Array {
  // Read by fflate in the time zone of the computer, and so made in it.
  const mtime = new Date(1980, 0, 1);
  const entries: Zippable = {};
  for (const { path, bytes, executable } of files) {
    entries[`${folder}/${path}`] = [bytes, { mtime, os: UNIX, attrs: (0o100000 | modeOf(executable)) << 16 }];
  }
  return zipSync(entries, { level: 9 });
}

/** As it is given to chmod(2). */
export function modeOf(executable: boolean): number {
  return executable ? 0o755 : 0o644;
}
