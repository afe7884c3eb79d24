import { deliver, usualPatience } from "../../components/provider/delivery.ts";
import type { Drift } from "../../host/drift.ts";
import { count } from "../../policies/report.ts";
import { currentRelease, lookAtDrift, nothingOpen } from "./drift.ts";
import { differenceText, openIn } from "../terminal/drift-text.ts";
import { failureText, onMachine, type Ending, type VerbRequest } from "./machine-verb.ts";
import { DELIVERY_STEPS } from "../terminal/progress.ts";

/** `stillroom drift --put-back`: makes it as released again, as a delivery does. */
export function putBack(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, DELIVERY_STEPS, async ({ connection }, report) => {
    const before = await lookAtDrift(connection, report);
    if (before.kind === "problem") return before;
    if (openIn(before).length === 0) return nothingOpen(before);
    const release = await currentRelease(connection, before, report);
    if ("failure" in release) return release;
    const outcome = await deliver(connection, release, report, usualPatience(), "put-back");
    if (outcome.kind === "problem") return outcome;
    if (outcome.kind === "went-back") {
      const text = `It did not work out, and the machine is as it was found.\n${failureText(outcome.failure)}`;
      return { kind: "failed", exit: 1, text, json: { kind: "outcome", outcome } };
    }
    const after = await lookAtDrift(connection, report);
    return after.kind === "problem" ? after : putBackEnding(before, after);
  });
}

function putBackEnding(before: Drift, after: Drift): Ending {
  const left = openIn(after);
  const done = openIn(before).length - left.length;
  const removed = openIn(before).some((difference) => difference.kind === "foreign-file");
  const text = [
    ...left.map(differenceText),
    `${count(Math.max(0, done), "difference")} put back.` +
      (removed ? " Copies of what was taken away lie in /var/lib/stillroom/taken-away on the machine." : "") +
      (left.length === 0 ? "" : ` ${count(left.length, "difference")} left, which a delivery can't mend.`),
  ].join("\n\n");
  return { exit: left.length === 0 ? 0 : 1, text, json: { kind: "put-back", put: done, left } };
}
