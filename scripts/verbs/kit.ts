import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { lawNotes } from "../../clinic/law/notes.ts";
import { kitOf, type Kit } from "../../kits/kit.ts";
import { kitNotes } from "../../kits/notes.ts";
import { kitPractice } from "../../kits/practice.ts";
import { modeOf, zipOf } from "../../kits/zip.ts";
import { KIT, kitObstacle, ZIP } from "../practice/kit-folder.ts";
import { readStackFile } from "../practice/stack-file.ts";
import { badInput, told, type Ending } from "./machine-verb.ts";

/**
 * `stillroom kit`: what a practice hands to its people, as a folder and as the same in one zip.
 *
 * @returns 0, 1 where it could not be written or the practice breaks a rule, 2 for bad input
 */
export function kitInto(file: string, folder: string, json: boolean): 0 | 1 | 2 {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") return told(badInput(stack.text), json);
  const obstacle = kitObstacle(folder);
  if (obstacle !== undefined) return told(badInput(obstacle), json);
  const { clinic, law } = stack;
  const today = new Date().toISOString().slice(0, 10);
  const practice = kitPractice(clinic, law, today);
  const kit = kitOf(practice);
  try {
    writeWhole(kit, folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const what = `The kit could not be written (${why}). ${folder} is as it was before.`;
    return told({ kind: "failed", exit: 1, text: what, json: { kind: "not-written", what } }, json);
  }
  const notes = [...kitNotes(practice), ...lawNotes(law, today)];
  const exit = practice.verdict.findings.length === 0 ? 0 : 1;
  return told({ exit, ...ending(clinic.stack, kit, notes, folder) }, json);
}

/** Either all of it is there afterwards, or what was there before: it is made beside and changes places at the end. */
function writeWhole({ files }: Kit, folder: string): void {
  const target = resolve(folder);
  mkdirSync(dirname(target), { recursive: true });
  const beside = mkdtempSync(`${target}.making-`);
  try {
    const made = join(beside, "made");
    for (const { path, bytes, executable } of files) {
      const to = join(made, KIT, path);
      mkdirSync(dirname(to), { recursive: true });
      writeFileSync(to, bytes, { mode: modeOf(executable) });
    }
    writeFileSync(join(made, ZIP), zipOf(files, KIT));
    changePlaces(made, target, join(beside, "before"));
  } finally {
    rmSync(beside, { recursive: true, force: true });
  }
}

function changePlaces(made: string, target: string, before: string): void {
  mkdirSync(target, { recursive: true });
  renameSync(target, before);
  try {
    renameSync(made, target);
  } catch (error) {
    renameSync(before, target);
    throw error;
  }
}

function ending(
  stack: string,
  { files, missing }: Kit,
  notes: readonly string[],
  folder: string,
): Omit<Ending, "exit"> {
  const lines = [
    `${files.length} files for the people of ${stack} are in ${join(folder, KIT)}, and the same in ${join(folder, ZIP)}. Open index.html first.`,
    ...missing.map(
      ({ part, key }) =>
        `The folder ${part} is not made, for want of ${key} in the stack file; Pulumi.prod.yaml shows how it is written.`,
    ),
    ...notes,
  ];
  const json = { kind: "kit", folder, files: files.map(({ path }) => path), missing, notes };
  return { text: lines.join("\n"), json };
}
