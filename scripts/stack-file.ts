import { readFileSync } from "node:fs";
import { basename } from "node:path";
import type { Clinic } from "../clinic/clinic.ts";
import { formatProblem, loadStackFile, type Positions, type Problem } from "../clinic/load.ts";

/** What a stack file on disk asks for, or why it can't be used. */
export type StackFile =
  | { readonly kind: "clinic"; readonly file: string; readonly clinic: Clinic; readonly positions: Positions }
  | {
      readonly kind: "unusable";
      readonly file: string;
      readonly problems: readonly Problem[];
      /** Everything that is wrong, each a full sentence. */
      readonly text: string;
    };

/** Reads a stack file; its name says which stack it is, as for Pulumi itself. */
export function readStackFile(file: string): StackFile {
  const stack = /^Pulumi\.([A-Za-z0-9_.-]+)\.ya?ml$/.exec(basename(file))?.[1];
  if (stack === undefined) {
    return unusable(file, `${file}: a stack file is called Pulumi.<stack>.yaml; give it the name of its stack.`);
  }
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return unusable(file, `${file}: the file can't be read (${reason}). Check its name and who may read it.`);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unusable(file, `${file}: the file is not text in UTF-8; save it as UTF-8.`);
  }
  const loaded = loadStackFile(text, file, stack);
  if (loaded.kind === "clinic") return { ...loaded, file };
  return { kind: "unusable", file, problems: loaded.problems, text: loaded.problems.map(formatProblem).join("\n") };
}

function unusable(file: string, text: string): StackFile {
  return { kind: "unusable", file, problems: [], text };
}
