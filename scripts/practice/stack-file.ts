import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Clinic } from "../../clinic/clinic.ts";
import type { PracticeLaw } from "../../clinic/law/practice-law.ts";
import { formatProblem, loadStackFile, type Positions, type Problem } from "../../clinic/load.ts";

/** What a stack file on disk asks for, or why it can't be used. */
export type StackFile =
  | {
      readonly kind: "clinic";
      readonly file: string;
      /** What stands in it. */
      readonly source: string;
      readonly clinic: Clinic;
      /** What it says of the law, more than the clinic holds. */
      readonly law: PracticeLaw;
      readonly positions: Positions;
    }
  | {
      readonly kind: "unusable";
      readonly file: string;
      /** What stands in it; undefined where that can't be read. */
      readonly source: string | undefined;
      /** At least one. */
      readonly problems: readonly Problem[];
      /** Everything that is wrong, each a full sentence. */
      readonly text: string;
    };

/** Reads a stack file; its name says which stack it is, as for Pulumi itself. */
export function readStackFile(file: string): StackFile {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unreadable(file, `The file can't be read (${reason}). Check its name and who may read it.`);
  }
  const stack = /^Pulumi\.([A-Za-z0-9_.-]+)\.ya?ml$/.exec(basename(file))?.[1];
  if (stack === undefined) {
    return unreadable(file, "A stack file is called Pulumi.<stack>.yaml; give it the name of its stack.");
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable(file, "The file is not text in UTF-8; save it as UTF-8.");
  }
  const loaded = loadStackFile(text, file, stack);
  if (loaded.kind === "clinic") return { ...loaded, file, source: text };
  return unusable(file, text, loaded.problems);
}

function unreadable(file: string, message: string): StackFile {
  const nowhere = { line: undefined, column: undefined, key: "", found: undefined, expected: undefined };
  return unusable(file, undefined, [{ file, message, ...nowhere, nearest: undefined }]);
}

function unusable(file: string, source: string | undefined, problems: readonly Problem[]): StackFile {
  return { kind: "unusable", file, source, problems, text: problems.map(formatProblem).join("\n") };
}
