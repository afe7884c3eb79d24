import type { Positions, Problem } from "../clinic/load.ts";
import { judge } from "../policies/judge.ts";
import { verdictText } from "../policies/report.ts";
import type { Verdict } from "../policies/rule.ts";
import { render } from "../render/render.ts";
import { readTree } from "./release-tree.ts";
import { readStackFile } from "./stack-file.ts";

/** What came of one stack file or one tree. */
type Result =
  | { readonly file: string; readonly verdict: Verdict; readonly text: string }
  /** It could not be judged; `text` says why and what to do. */
  | { readonly file: string; readonly problems: readonly Problem[]; readonly text: string };

/**
 * `stillroom check`: judges each stack file, or one rendered tree, and prints what was found.
 *
 * @returns 0 when every promise is kept, 1 when there are findings, 2 when something could not be judged at all
 */
export function check(files: readonly string[], tree: string | undefined, format: "text" | "json"): 0 | 1 | 2 {
  if ((tree === undefined) === (files.length === 0)) {
    console.error("Name either stack files to check, or one tree with --tree DIR.");
    return 2;
  }
  const today = new Date().toISOString().slice(0, 10);
  const results = tree === undefined ? files.map((file) => checkStackFile(file, today)) : [checkTree(tree, today)];
  if (format === "json") console.log(JSON.stringify({ results: results.map(withoutText) }, null, 2));
  else for (const result of results) ("verdict" in result ? console.log : console.error)(result.text);
  if (results.some((result) => !("verdict" in result))) return 2;
  return results.some((result) => "verdict" in result && result.verdict.findings.length > 0) ? 1 : 0;
}

function checkStackFile(file: string, today: string): Result {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") return stack;
  const verdict = judge(render(stack.clinic), today);
  return { file, verdict, text: verdictText(verdict, placesIn(file, stack.positions)) };
}

/** A finding about a key of the stack file points to the line on which it stands. */
function placesIn(file: string, positions: Positions): (key: string) => string | undefined {
  return (key) => {
    const position = key.startsWith("stillroom:") ? positions(key) : undefined;
    return position === undefined ? undefined : `${file}:${position.line}:${position.column}`;
  };
}

function checkTree(folder: string, today: string): Result {
  const tree = readTree(folder);
  if (tree.kind === "unusable") return { file: folder, problems: [], text: tree.what };
  const verdict = judge(tree.release, today);
  const notes = [
    ...tree.added.map((path) => `${path} was added by hand.`),
    ...tree.missing.map((path) => `${path} was taken away by hand.`),
    ...(tree.edited && tree.added.length + tree.missing.length === 0
      ? ["Files were edited since they were rendered."]
      : []),
  ];
  return { file: folder, verdict, text: [...notes, verdictText(verdict)].join("\n") };
}

function withoutText({ text, ...result }: Result): object {
  return "verdict" in result || result.problems.length > 0 ? result : { ...result, problem: text };
}
