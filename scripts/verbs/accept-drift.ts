import { askAgent } from "../../components/provider/agent-session.ts";
import type { Difference } from "../../host/difference.ts";
import type { AcceptRequest } from "../../host/drift.ts";
import { count, findingText } from "../../policies/report.ts";
import { visible } from "../../policies/visible-text.ts";
import { acceptedRelease } from "../practice/accepted-release.ts";
import { currentRelease, lookAtDrift, nothingOpen } from "./drift.ts";
import { openIn } from "../terminal/drift-text.ts";
import { onMachine, type Ending, type VerbRequest } from "./machine-verb.ts";
import { findingsOnStored } from "../practice/stored-findings.ts";

/** `stillroom drift --accept`: leaves the differences as they are, if the rules find nothing in a release that says so. */
export function acceptDrift(request: VerbRequest, reason: string): Promise<0 | 1 | 2> {
  const plan = ["connect", "agent", "judge", "accept"];
  return onMachine(request, plan, async ({ connection }, report) => {
    const found = await lookAtDrift(connection, report);
    if (found.kind === "problem") return found;
    const open = openIn(found);
    if (open.length === 0) return nothingOpen(found);
    const release = await currentRelease(connection, found, report);
    if ("failure" in release) return release;
    report({ kind: "progress", step: "judge", detail: "Every rule looks at the release with these differences in it" });
    const judged = acceptedRelease(release, open);
    if (judged.kind === "unjudged") return notJudged(judged.why);
    const findings = findingsOnStored(judged.release, new Date().toISOString().slice(0, 10));
    if (findings.length > 0) return refused(findings.map((finding) => findingText(finding)));
    const accept: AcceptRequest = { reason, differences: open.map(({ id, state }) => ({ id, state })) };
    report({ kind: "progress", step: "accept", detail: count(open.length, "difference") });
    const input = Buffer.from(JSON.stringify(accept));
    const ended = await askAgent<{ readonly kind: "accepted" }>(connection, ["accept"], report, input);
    return ended.kind === "problem" ? ended : acceptEnding(open);
  });
}

function acceptEnding(open: readonly Difference[]): Ending {
  const text = [
    ...open.map((difference) => visible(difference.what)),
    `${count(open.length, "difference")} accepted as found. One that changes again is drift again, and the next delivery makes every file as released: what shall stay belongs into the stack file or the templates.`,
  ].join("\n");
  return { exit: 0, text, json: { kind: "accepted", differences: open.map(({ id, state }) => ({ id, state })) } };
}

function refused(findings: readonly string[]): Ending {
  const summary = `Nothing was accepted: with these differences the rules refuse the release (${count(findings.length, "finding")}). "stillroom drift --put-back STACKFILE" takes them back.`;
  return { exit: 1, text: [...findings, summary].join("\n\n"), json: { kind: "refused", findings } };
}

function notJudged(why: readonly string[]): Ending {
  const summary = `Nothing was accepted: what no rule can judge can't be accepted. "stillroom drift --put-back STACKFILE" takes it back.`;
  return { exit: 1, text: [...why.map(visible), summary].join("\n"), json: { kind: "unjudged", why } };
}
