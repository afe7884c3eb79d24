import { existsSync, rmdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { syncDirectory } from "./durable.ts";
import {
  bringIn,
  heldAs,
  holdOn,
  keep,
  lookAt,
  prepare,
  put,
  putBack,
  stands,
  unprepare,
  type FileState,
} from "./file-state.ts";
import { writeJournal, type Journal, type JournalFile } from "./journal.ts";
import { changeLedger, readLedger } from "./ledger.ts";
import { inside, type Places } from "./places.ts";

/** A path of the machine and what shall stand there. */
export interface Change {
  readonly path: string;
  readonly becomes: FileState;
}

/** Those changes that would change something. */
export function realChanges(places: Places, changes: readonly Change[]): readonly Change[] {
  return changes.filter((change) => !stands(inside(places, change.path), change.becomes));
}

/**
 * Brings all changes in. First the journal says what stands there; then every old file gets a second name and every new
 * one is laid beside its place; only then comes one rename for each. So a disk that is too small shows before anything is
 * replaced, and going back needs no room. Stopped anywhere, `takeBack` with the journal on the disk gives the old files, whole.
 *
 * @returns the journal with these files added
 */
export function switchFiles(places: Places, journal: Journal, changes: readonly Change[]): Journal {
  const kept = changes.map((change, index): JournalFile => {
    const path = inside(places, change.path);
    return { path: change.path, before: lookAt(path, heldAs(path, journal.files.length + index)) };
  });
  rememberOriginals(places, kept);
  dropStaleNames(kept);
  const missing = missingDirectories(places, changes);
  const known = { ...journal, files: [...journal.files, ...kept], directories: [...journal.directories, ...missing] };
  writeJournal(places, known);
  if (missing.length > 0) {
    changeLedger(places, (ledger) => ({ ...ledger, directories: [...new Set([...ledger.directories, ...missing])] }));
  }
  for (const file of kept) holdOn(inside(places, file.path), file.before);
  for (const change of changes) prepare(inside(places, change.path), change.becomes);
  syncFolders(places, changes);
  for (const change of changes) bringIn(inside(places, change.path), change.becomes);
  syncFolders(places, changes);
  return known;
}

/** A second name that an earlier delivery left must not be there once the journal names it: going back would take it for the old file. */
function dropStaleNames(files: readonly JournalFile[]): void {
  const copies = files.flatMap(({ before }) =>
    before.kind === "file" && existsSync(before.copy) ? [before.copy] : [],
  );
  for (const copy of copies) rmSync(copy);
  for (const folder of new Set(copies.map((copy) => dirname(copy)))) syncDirectory(folder);
}

function syncFolders(places: Places, files: readonly { readonly path: string }[]): void {
  for (const folder of new Set(files.map((file) => dirname(inside(places, file.path))))) {
    if (existsSync(folder)) syncDirectory(folder);
  }
}

/** Puts every file back as the journal found it. It may be repeated, and stopped and repeated. */
export function takeBack(places: Places, journal: Journal): void {
  for (const file of [...journal.files].reverse()) takeBackFile(places, file);
  syncFolders(places, journal.files);
  removeEmpty(places, journal.directories);
}

/** Puts one of them back; the journal may go on to name it. */
export function takeBackFile(places: Places, { path: name, before }: JournalFile): void {
  const path = inside(places, name);
  unprepare(path);
  if (before.kind === "file" && dirname(before.copy) === dirname(path)) putBack(path, before);
  // Journals of earlier agents hold a copy elsewhere.
  else if (existsSync(dirname(path)) || before.kind !== "absent") put(path, before);
}

/** Removes directories that are empty, innermost first; one that holds something stays. */
export function removeEmpty(places: Places, directories: readonly string[]): void {
  for (const directory of [...directories].reverse()) {
    try {
      rmdirSync(inside(places, directory));
    } catch {
      // Something lives in it, or it is gone already.
    }
  }
}

/** A path's first state of all, from before any release, is kept for `remove`. */
function rememberOriginals(places: Places, files: readonly JournalFile[]): void {
  const known = readLedger(places).originals;
  const first = files.filter((file) => known[file.path] === undefined);
  if (first.length === 0) return;
  let number = Object.keys(known).length;
  const originals = first.map((file): [string, FileState] => {
    number += 1;
    return [file.path, keep(inside(places, file.path), join(places.originals, `${number}-${Date.now()}`))];
  });
  changeLedger(places, (ledger) => ({
    ...ledger,
    originals: { ...ledger.originals, ...Object.fromEntries(originals) },
  }));
}

/** Forgets what was under paths that no release of ours holds any more. */
export function forgetOriginalsBut(places: Places, paths: ReadonlySet<string>): void {
  const known = Object.entries(readLedger(places).originals);
  const gone = known.filter(([path]) => !paths.has(path));
  if (gone.length === 0) return;
  const originals = Object.fromEntries(known.filter(([path]) => paths.has(path)));
  changeLedger(places, (ledger) => ({ ...ledger, originals }));
  for (const [, state] of gone) if (state.kind === "file") rmSync(state.copy, { force: true });
}

function missingDirectories(places: Places, changes: readonly Change[]): readonly string[] {
  const missing = new Set<string>();
  for (const change of changes) {
    if (change.becomes.kind === "absent") continue;
    for (let folder = dirname(change.path); !existsSync(inside(places, folder)); folder = dirname(folder)) {
      missing.add(folder);
    }
  }
  return [...missing].sort();
}
