import {
  closeSync,
  constants,
  existsSync,
  fchmodSync,
  fchownSync,
  fsyncSync,
  lchownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeDirectories, syncDirectory } from "./durable.ts";
import { StepFailed } from "./failure.ts";

/** What stands, stood or shall stand under one path. Plain JSON. */
export type FileState =
  | { readonly kind: "absent" }
  | {
      readonly kind: "file";
      /** Where the content lies, outside the path itself. */
      readonly copy: string;
      readonly mode: number;
      /** Undefined: whoever delivers owns it. */
      readonly uid: number | undefined;
      readonly gid: number | undefined;
    }
  | { readonly kind: "link"; readonly target: string; readonly uid: number; readonly gid: number };

/**
 * What stands under `path` now; the content of a file is to be found at `copy`, where the caller puts it.
 *
 * @throws StepFailed where it is neither a file nor a link nor nothing
 */
export function lookAt(path: string, copy: string): FileState {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return { kind: "absent" };
  if (stat.isSymbolicLink()) return { kind: "link", target: readlinkSync(path), uid: stat.uid, gid: stat.gid };
  if (!stat.isFile()) {
    throw new StepFailed(
      "switch",
      `${path} shall be a file of the release, but a directory or device of that name stands there.`,
      "Move it out of the way on the machine and deliver again.",
    );
  }
  return { kind: "file", copy, mode: stat.mode & 0o7777, uid: stat.uid, gid: stat.gid };
}

/** What stands under `path` now; a file's content is copied to `copy`. */
export function keep(path: string, copy: string): FileState {
  const state = lookAt(path, copy);
  if (state.kind !== "file") return state;
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  writeFileSync(copy, contentOf(path), { mode: 0o600 });
  syncFile(copy);
  return state;
}

/** Of a file, and of nothing that a link laid there meanwhile leads to. */
function contentOf(path: string): Buffer {
  const file = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return readFileSync(file);
  } finally {
    closeSync(file);
  }
}

/** Gives the file that stands under `path` its second name, so that it outlives whatever is brought in under the first. */
export function holdOn(path: string, state: FileState): void {
  if (state.kind === "file") linkSync(path, state.copy);
}

/**
 * Puts back what was held on to: one rename, which needs no room on a full disk. Without its second name the file was never
 * replaced. Repeating it is harmless.
 */
export function putBack(path: string, state: Extract<FileState, { kind: "file" }>): void {
  if (!existsSync(state.copy)) return;
  // rename(2) does nothing, and leaves both, where the two are names of one file: `endJournal` takes away the second.
  renameSync(state.copy, path);
}

/** The second name: a leading dot and an ending that no program reads, like that of `preparedFor`. */
export function heldAs(path: string, number: number): string {
  return join(dirname(path), `.${basename(path)}.${number}.stillroom-old`);
}

/** Whether what stands under `path` is already that. */
export function stands(path: string, state: FileState): boolean {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (state.kind === "absent") return stat === undefined;
  if (stat === undefined) return false;
  if (state.kind === "link") return stat.isSymbolicLink() && readlinkSync(path) === state.target;
  return (
    stat.isFile() &&
    (stat.mode & 0o7777) === state.mode &&
    (state.uid === undefined || stat.uid === state.uid) &&
    (state.gid === undefined || stat.gid === state.gid) &&
    readFileSync(path).equals(readFileSync(state.copy))
  );
}

/** Puts the state's content beside `path`, on the same file system, so that one rename brings it in. Gives back the directories made. */
export function prepare(path: string, state: FileState): readonly string[] {
  if (state.kind === "absent") return [];
  const made = makeDirectories(dirname(path));
  const beside = preparedFor(path);
  rmSync(beside, { force: true });
  if (state.kind === "link") {
    symlinkSync(state.target, beside);
    lchownSync(beside, state.uid, state.gid);
    return made;
  }
  // The folder may be a service's own, who could lay a link there meanwhile: open(2), `O_EXCL`, takes no name that is there.
  const file = openSync(beside, "wx", 0o600);
  try {
    writeFileSync(file, readFileSync(state.copy));
    if (state.uid !== undefined && state.gid !== undefined) fchownSync(file, state.uid, state.gid);
    fchmodSync(file, state.mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return made;
}

/** Brings in what was prepared: one rename or removal. The caller syncs the directory. */
export function bringIn(path: string, state: FileState): void {
  if (state.kind === "absent") rmSync(path, { force: true });
  else renameSync(preparedFor(path), path);
}

/** Takes away what was prepared and never brought in. */
export function unprepare(path: string): void {
  rmSync(preparedFor(path), { force: true });
}

/** Prepares and brings in one path; repeating it is harmless. */
export function put(path: string, state: FileState): void {
  if (!stands(path, state)) {
    prepare(path, state);
    bringIn(path, state);
  }
  unprepare(path);
  if (existsSync(dirname(path))) syncDirectory(dirname(path));
}

/** A leading dot and a last dot: no program that reads a folder of fragments (`*.conf`, sudoers.d, cron.d, apt) takes it for one. */
function preparedFor(path: string): string {
  return join(dirname(path), `.${basename(path)}.stillroom-new`);
}

function syncFile(path: string): void {
  const file = openSync(path, "r");
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
