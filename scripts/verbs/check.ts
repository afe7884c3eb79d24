import { readFileSync } from "node:fs";
import { lawNotes } from "../../clinic/law/notes.ts";
import { judge } from "../../policies/judge.ts";
import type { Verdict } from "../../policies/rule.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { readTree } from "../practice/release-tree.ts";
import { written, type Format } from "../reports/formats.ts";
import { judged, type Report, type Result } from "../reports/report.ts";
import { readStackFile } from "../practice/stack-file.ts";

/**
 * `stillroom check`: judges each stack file, or one rendered tree, and prints a report. Standard output is the report and nothing
 * else; where that is for programs, standard error says in a line what came of each.
 *
 * @returns 0 when every promise is kept, 1 when there are findings, 2 when something could not be judged at all
 */
export async function check(files: readonly string[], tree: string | undefined, format: Format): Promise<0 | 1 | 2> {
  if ((tree === undefined) === (files.length === 0)) {
    console.error("Name either stack files to check, or one tree with --tree DIR.");
    return 2;
  }
  const report = reportOn(files, tree, new Date().toISOString().slice(0, 10));
  console.log(await written(report, format));
  if (format !== "text") {
    const { textReport } = await import("../reports/text.ts");
    console.error(textReport(report, { paint: (_, text) => text, width: undefined }));
  }
  if (report.results.some(({ kind }) => kind === "unusable")) return 2;
  return report.results.some((result) => result.kind === "judged" && result.findings.length > 0) ? 1 : 0;
}

/**
 * @param today `YYYY-MM-DD`: waivers end on a day, and a report has no other clock
 */
export function reportOn(files: readonly string[], tree: string | undefined, today: string): Report {
  const results = tree === undefined ? files.map((file) => checkStackFile(file, today)) : [checkTree(tree, today)];
  return { day: today, version: ownVersion(), results };
}

function ownVersion(): string {
  const text = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

function checkStackFile(file: string, today: string): Result {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") return stack;
  const release = render(stack.clinic);
  const verdict = judge(release, today);
  const notes = [...lawNotes(stack.law, today), ...idleWaivers(release, verdict)];
  return judged(verdict, release, { ...stack, kind: "stack-file" }, notes);
}

/** A waiver that waives nothing breaks no promise, but it would take in what goes wrong later. */
function idleWaivers({ subject }: Release, { findings, waived }: Verdict): readonly string[] {
  return subject.waivers
    .filter(({ rule }) => ![...findings, ...waived.map(({ finding }) => finding)].some((found) => found.rule === rule))
    .map(
      ({ rule, by }) =>
        `The waiver of ${rule} by ${by} waives nothing, since the rule is kept: take it out of the stack file.`,
    );
}

function checkTree(folder: string, today: string): Result {
  const tree = readTree(folder);
  if (tree.kind === "unusable") {
    const problem = { file: folder, line: undefined, column: undefined, key: "", message: tree.what };
    return {
      kind: "unusable",
      file: folder,
      sources: [],
      problems: [{ ...problem, found: undefined, expected: undefined, nearest: undefined }],
    };
  }
  const verdict = judge(tree.release, today);
  const notes = [
    ...tree.added.map((path) => `${path} was added by hand.`),
    ...tree.missing.map((path) => `${path} was taken away by hand.`),
    ...(tree.edited && tree.added.length + tree.missing.length === 0
      ? ["Files were edited since they were rendered."]
      : []),
    ...idleWaivers(tree.release, verdict),
  ];
  return judged(verdict, tree.release, { kind: "tree", folder }, notes);
}
