import { askAgent } from "../../components/provider/agent-session.ts";
import type { History, HistoryEntry } from "../../host/history.ts";
import { count } from "../../policies/report.ts";
import { visible } from "../../policies/visible-text.ts";
import { onMachine, type VerbRequest } from "./machine-verb.ts";
import { CAUSES, timeText } from "./status.ts";

/**
 * `stillroom history`: what was done to a practice's machine, newest first.
 *
 * @returns 0; 1 when the machine can't be asked, 2 when the input can't be used
 */
export function history(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, ["connect", "agent"], async ({ connection }, report) => {
    const found = await askAgent<History>(connection, ["history"], report);
    if (found.kind === "problem") return found;
    return { exit: 0, text: historyText(found), json: found };
  });
}

/** For people: a line for each entry, its reason below where something went back, and what can be rolled back to. */
export function historyText({ entries, stored }: History): string {
  if (entries.length === 0) return "Nothing was ever delivered to this machine.";
  const steps = stored.map((digest, index) => `  rollback ${String(index + 1).padEnd(2)}  ${digest.slice(0, 12)}`);
  const back =
    steps.length === 0 ? ["No release before this one is known on the machine."] : ["To go back to:", ...steps];
  return [...entries.flatMap(entryLines), "", ...back].join("\n");
}

function entryLines(entry: HistoryEntry): readonly string[] {
  const { at, digest, result, cause, interrupted, seconds, changes, by, stack, failure, running } = entry;
  const end = result === "kept" ? "kept" : "went back";
  const decidedLater = interrupted === true || cause === "interrupted";
  const details = [
    ...(decidedLater && cause !== "interrupted" ? [CAUSES.interrupted] : []),
    ...(result === "kept" && !decidedLater ? [count(changes, "file")] : []),
    ...(seconds === undefined ? [] : [`${seconds} s`]),
    ...(by === undefined ? [] : [`by ${by}`]),
    ...(stack === undefined ? [] : [`stack ${stack}`]),
  ];
  const line = `${timeText(at)}  ${digest.slice(0, 12)}  ${end.padEnd(9)}  ${CAUSES[cause]}; ${details.join(", ")}`;
  const ran = running === undefined ? "nothing ran then" : `${running.slice(0, 12)} ran on`;
  const why = failure === undefined ? [] : [`    ${failure.step}: ${failure.what} (${ran})`, `    ${failure.mend}`];
  return [line.replace(/; $/, ""), ...why].map((one) => visible(one.replaceAll(/\s*\n\s*/g, " ").trimEnd()));
}
