import { askAgent, type DeliveryProblem, type Report } from "../../components/provider/agent-session.ts";
import type { Connection } from "../../components/provider/connection.ts";
import type { Drift } from "../../host/drift.ts";
import type { StoredRelease } from "../../host/releases.ts";
import type { Release } from "../../render/release.ts";
import { driftText, openIn } from "../terminal/drift-text.ts";
import { onMachine, type Ending, type VerbRequest } from "./machine-verb.ts";

/**
 * `stillroom drift`: how a practice's machine differs from the release that it runs.
 *
 * @returns 0 when it does not, or no more than was accepted; 1 when it does or the machine can't be asked, 2 when the input can't
 *   be used
 */
export function drift(request: VerbRequest): Promise<0 | 1 | 2> {
  return onMachine(request, ["connect", "agent"], async ({ connection }, report) => {
    const found = await lookAtDrift(connection, report);
    return found.kind === "problem" ? found : driftEnding(found);
  });
}

function driftEnding(found: Drift): Ending {
  const open = openIn(found);
  // Nothing to compare with is no good news.
  return { exit: found.digest !== undefined && open.length === 0 ? 0 : 1, text: driftText(found), json: found };
}

/** Asks the machine how it differs from the release that it runs. */
export function lookAtDrift(connection: Connection, report: Report): Promise<Drift | DeliveryProblem> {
  const detail = `${connection.host}, to compare its files, units and packages with its release`;
  report({ kind: "progress", step: "connect", detail });
  return askAgent<Drift>(connection, ["drift"], report);
}

/** The release that the machine was compared with. */
export async function currentRelease(
  connection: Connection,
  found: Drift,
  report: Report,
): Promise<Release | DeliveryProblem> {
  const stored = await askAgent<StoredRelease>(connection, ["stored-release", found.digest ?? ""], report);
  if (stored.kind === "problem") return stored;
  if (stored.release !== null) return stored.release;
  const what = "The machine does not know the release any more that it ran a moment ago.";
  return { kind: "problem", failure: { step: "compare", what, mend: "Look again with stillroom drift." } };
}

/** There is nothing that could be put back or accepted. */
export function nothingOpen(found: Drift): Ending {
  return { exit: 0, text: driftText(found), json: { kind: "nothing-to-do" } };
}
