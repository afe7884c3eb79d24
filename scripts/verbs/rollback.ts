import { askAgent, type DeliveryProblem, type Report } from "../../components/provider/agent-session.ts";
import type { Connection } from "../../components/provider/connection.ts";
import { deliver, usualPatience } from "../../components/provider/delivery.ts";
import type { History } from "../../host/history.ts";
import type { Outcome } from "../../host/protocol.ts";
import type { StoredRelease } from "../../host/releases.ts";
import { count, findingText } from "../../policies/report.ts";
import type { Finding } from "../../policies/rule.ts";
import { visible } from "../../policies/visible-text.ts";
import { RELEASE_VERSION, type Release } from "../../render/release.ts";
import { digestOf } from "../../render/render.ts";
import { failureText, onMachine, type Ending, type Failed, type VerbRequest } from "./machine-verb.ts";
import { DELIVERY_STEPS } from "../terminal/progress.ts";
import { findingsOnStored } from "../practice/stored-findings.ts";

/**
 * `stillroom rollback`: brings a release again that ran on the machine before, by all that a delivery does.
 *
 * @param steps how many releases back; 1 is the one that ran before the running one
 * @returns 0 when it runs, 1 when it is refused or went back, 2 when the input can't be used
 */
export function rollback(request: VerbRequest, steps: number): Promise<0 | 1 | 2> {
  return onMachine(request, ["connect", "agent", "judge", ...DELIVERY_STEPS.slice(2)], ({ connection }, report) =>
    rolledBack(connection, steps, request.stackFile, report),
  );
}

async function rolledBack(
  connection: Connection,
  steps: number,
  stackFile: string,
  report: Report,
): Promise<Ending | Failed | DeliveryProblem> {
  const history = await askAgent<History>(connection, ["history"], report);
  if (history.kind === "problem") return history;
  const digest = history.stored[steps - 1];
  if (digest === undefined) return tooFar(steps, history.stored.length);
  const stored = await askAgent<StoredRelease>(connection, ["stored-release", digest], report);
  if (stored.kind === "problem") return stored;
  const { release } = stored;
  if (release === null || !isWhole(release, digest)) return notWhole(digest);
  report({ kind: "progress", step: "judge", detail: `Every rule looks at release ${digest.slice(0, 12)}` });
  const findings = findingsOnStored(release, new Date().toISOString().slice(0, 10));
  if (findings.length > 0) return refused(digest, findings);
  const outcome = await deliver(connection, release, report, usualPatience(), "rollback");
  return outcome.kind === "problem" ? outcome : endingOf(outcome, stackFile);
}

/** It comes from the machine, so nothing of it is taken on trust. */
function isWhole(release: Release, digest: string): boolean {
  const { digest: named, ...content } = release;
  return (release.version as number) === RELEASE_VERSION && named === digest && digestOf(content) === digest;
}

function tooFar(steps: number, known: number): Ending {
  const most = known === 0 ? "none before the running one" : `${count(known, "release")} before the running one`;
  return {
    exit: 2,
    text: `The machine can't go ${count(steps, "release")} back: it knows ${most}. "stillroom history" lists them.`,
    json: { kind: "too-far", steps, known },
  };
}

function notWhole(digest: string): DeliveryProblem {
  return {
    kind: "problem",
    failure: {
      step: "judge",
      what: `Release ${digest.slice(0, 12)} is not on the machine as it was delivered: its content has another digest, or it is of another version of Stillroom.`,
      mend: "Deliver the stack file of that time with the version of that time (git checkout, pulumi up). Find out who changed it: only root can.",
    },
  };
}

function refused(digest: string, findings: readonly Finding[]): Ending {
  const summary = `Release ${digest.slice(0, 12)} is not brought back: the rules of today refuse it with ${count(findings.length, "finding")}. Nothing was changed. Deliver a stack file that keeps them (pulumi up).`;
  return {
    exit: 1,
    text: [...findings.map((finding) => findingText(finding)), summary].join("\n\n"),
    json: { kind: "refused", digest, findings },
  };
}

/** What came of it, and what Pulumi makes of that. */
export function endingOf(outcome: Outcome, stackFile: string): Ending | Failed {
  const json = { kind: "outcome", outcome };
  switch (outcome.kind) {
    case "unchanged":
      return { exit: 0, text: `Release ${outcome.digest.slice(0, 12)} runs already.`, json };
    case "kept":
      return {
        exit: 0,
        text: [
          `Release ${outcome.digest.slice(0, 12)} runs again: ${count(outcome.changed.length, "file")} changed, ${outcome.proofs.filter((proof) => proof.passed).length} proofs seen.`,
          ...outcome.notes.map(visible),
          `Pulumi does not know it yet: "pulumi up --refresh" brings the release of ${stackFile} again. To keep this one, take the stack file and the checkout of its time.`,
        ].join("\n"),
        json,
      };
    case "went-back":
      return {
        kind: "failed",
        exit: 1,
        text: `It did not work out, and the machine runs what it ran before (${outcome.running?.slice(0, 12) ?? "nothing"}).\n${failureText(outcome.failure)}`,
        json,
      };
  }
}
