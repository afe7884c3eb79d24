import { randomUUID } from "node:crypto";
import type { Outcome, UndertakingRequest } from "../../host/protocol.ts";
import {
  agentFailed,
  converse,
  problem,
  progress,
  sayHeard,
  unknownEnd,
  withAgent,
  type DeliveryProblem,
  type Report,
} from "./agent-session.ts";
import type { Connection } from "./connection.ts";
import { askHowItEnded, usualPatience } from "./delivery.ts";

/** What else than a delivery changes a machine, while its release stays. */
export type Undertaking =
  { readonly command: "isolate" | "end-isolation" } | { readonly command: "rotate-secret"; readonly name: string };

/** Has the agent do it, as a whole or not at all, and finds out how it ended where the connection breaks meanwhile. */
export async function undertake(
  connection: Connection,
  { command, ...more }: Undertaking,
  report: Report,
): Promise<Outcome | DeliveryProblem> {
  const request: UndertakingRequest = { delivery: randomUUID(), patience: usualPatience(), ...more };
  const ended = await withAgent<Outcome | "broken">(connection, report, async (session) => {
    const { last, ran } = await converse(connection, session, [command], Buffer.from(JSON.stringify(request)), report);
    if (last?.kind === "outcome") {
      await sayHeard(session, [request]);
      return last.outcome;
    }
    if (last?.kind === "refused") return problem(last.failure);
    return ran.status === undefined ? "broken" : unknownEnd(agentFailed(`do "${command}"`, ran.stderr));
  });
  if (ended !== "broken") return ended;
  report(progress("connect", "The connection broke; the machine goes on alone. Asking how it ended."));
  return askHowItEnded(connection, request.delivery);
}
