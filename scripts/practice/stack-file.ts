import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Clinic } from "../../clinic/clinic.ts";
import type { PracticeLaw } from "../../clinic/law/practice-law.ts";
import { SHARED_DEFAULTS } from "../../clinic/shared-defaults.ts";
import {
  formatProblem,
  loadStackFile,
  type Origins,
  type Positions,
  type Problem,
  type TextFile,
} from "../../clinic/load.ts";

/** What a stack file on disk asks for, or why it can't be used. */
export type StackFile =
  | {
      readonly kind: "clinic";
      readonly file: string;
      readonly clinic: Clinic;
      /** What it says of the law, more than the clinic holds. */
      readonly law: PracticeLaw;
      readonly positions: Positions;
      readonly origins: Origins;
    }
  | {
      readonly kind: "unusable";
      readonly file: string;
      /** What was read: the stack file, where it can be, and the defaults that it shares. */
      readonly sources: readonly TextFile[];
      /** At least one. */
      readonly problems: readonly Problem[];
      /** Everything that is wrong, each a full sentence. */
      readonly text: string;
    };

/** Reads a stack file, with the defaults that lie beside it; its name says which stack it is, as for Pulumi itself. */
export function readStackFile(file: string): StackFile {
  const own = readText(file);
  if ("why" in own) return unreadable(file, own.why);
  const stack = stackOf(file);
  if (stack === undefined) {
    return unreadable(file, "A stack file is called Pulumi.<stack>.yaml; give it the name of its stack.");
  }
  const shared = readText(join(dirname(file), SHARED_DEFAULTS));
  if ("why" in shared && !shared.missing) return unreadable(shared.file, shared.why);
  const defaults = "text" in shared ? shared : undefined;
  const loaded = loadStackFile(own.text, file, stack, defaults);
  if (loaded.kind === "clinic") return { ...loaded, file };
  return unusable(file, defaults === undefined ? [own] : [own, defaults], loaded.problems);
}

/** The stack files of a folder, in the order of their names. Throws where the folder can't be read. */
export function stackFilesIn(folder: string): readonly string[] {
  return readdirSync(folder)
    .filter((name) => stackOf(name) !== undefined)
    .sort()
    .map((name) => join(folder, name));
}

/** The stack that a file is for, by its name. */
export function stackOf(file: string): string | undefined {
  return /^Pulumi\.([A-Za-z0-9_.-]+)\.ya?ml$/.exec(basename(file))?.[1];
}

/** A file in UTF-8, or a sentence on why it can't be read. */
function readText(file: string): TextFile | { readonly file: string; readonly why: string; readonly missing: boolean } {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const missing = error instanceof Error && "code" in error && error.code === "ENOENT";
    return { file, missing, why: `The file can't be read (${reason}). Check its name and who may read it.` };
  }
  try {
    return { file, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { file, missing: false, why: "The file is not text in UTF-8; save it as UTF-8." };
  }
}

function unreadable(file: string, message: string): StackFile {
  const nowhere = { line: undefined, column: undefined, key: "", found: undefined, expected: undefined };
  return unusable(file, [], [{ file, message, ...nowhere, nearest: undefined }]);
}

function unusable(file: string, sources: readonly TextFile[], problems: readonly Problem[]): StackFile {
  return { kind: "unusable", file, sources, problems, text: problems.map(formatProblem).join("\n") };
}
