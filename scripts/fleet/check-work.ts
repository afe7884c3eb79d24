import { reportOn } from "../verbs/check.ts";
import type { Work } from "./run-fleet.ts";

/**
 * Judges a practice in this process.
 *
 * @param today `YYYY-MM-DD`
 */
export function checkWork(today: string): Work {
  return async ({ file }, tell) => {
    // Judging takes its time at a stretch; between two practices the view and Ctrl-C get theirs.
    await new Promise(setImmediate);
    const [result] = reportOn([file], undefined, today).results;
    if (result === undefined) throw new Error(`${file} was judged without a result.`);
    if (result.kind === "unusable") {
      const what = result.problems.map(
        ({ file: at, line, message }) => `${at}${line === undefined ? "" : `:${line}`}: ${message}`,
      );
      return { kind: "failed", cause: "stack-file", what: what.join("\n") };
    }
    tell({ kind: "findings", more: result.findings.length });
    if (result.findings.length === 0) return { kind: "good" };
    return {
      kind: "failed",
      cause: "findings",
      what: result.findings.map(({ rule, what }) => `${rule}: ${what}`).join("\n"),
    };
  };
}
