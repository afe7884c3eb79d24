import { readFileSync } from "node:fs";
import { judge } from "../policies/judge.ts";
import { render } from "../render/render.ts";
import { readTree } from "./release-tree.ts";
import { written, type Format } from "./reports/formats.ts";
import { judged, type Report, type Result } from "./reports/report.ts";
import { readStackFile } from "./stack-file.ts";

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
    const { textReport } = await import("./reports/text.ts");
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
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { readonly version: string }).version;
}

function checkStackFile(file: string, today: string): Result {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") return stack;
  const release = render(stack.clinic);
  return judged(judge(release, today), release, { ...stack, kind: "stack-file" }, []);
}

function checkTree(folder: string, today: string): Result {
  const tree = readTree(folder);
  if (tree.kind === "unusable") {
    const problem = { file: folder, line: undefined, column: undefined, key: "", message: tree.what };
    return {
      kind: "unusable",
      file: folder,
      source: undefined,
      problems: [{ ...problem, found: undefined, expected: undefined, nearest: undefined }],
    };
  }
  const notes = [
    ...tree.added.map((path) => `${path} was added by hand.`),
    ...tree.missing.map((path) => `${path} was taken away by hand.`),
    ...(tree.edited && tree.added.length + tree.missing.length === 0
      ? ["Files were edited since they were rendered."]
      : []),
  ];
  return judged(judge(tree.release, today), tree.release, { kind: "tree", folder }, notes);
}
