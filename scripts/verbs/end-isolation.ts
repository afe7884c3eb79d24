import type { DeliveryProblem, Report } from "../../components/provider/agent-session.ts";
import type { Connection } from "../../components/provider/connection.ts";
import { readState } from "../../components/provider/delivery.ts";
import { visible } from "../../policies/visible-text.ts";
import { onMachine, type Ending, type Failed } from "./machine-verb.ts";
import { carriedOut, notAgreed, UNDERTAKING_STEPS, type AskingRequest } from "./undertaking-verb.ts";

/** The isolation itself is a difference, and the one that shall end. */
const RULES = /^\/etc\/iptables\/rules\.v[46] /;

/** `stillroom release`: ends an isolation, after saying how the machine differs from its release. */
export function endIsolation(request: AskingRequest): Promise<0 | 1 | 2> {
  return onMachine(request, UNDERTAKING_STEPS, ({ connection }, report) => ended(connection, request, report));
}

async function ended(
  connection: Connection,
  request: AskingRequest,
  report: Report,
): Promise<Ending | Failed | DeliveryProblem> {
  const state = await readState(connection);
  if (state.kind === "problem") return state;
  const differences = state.drift.filter((line) => !RULES.test(line));
  if (differences.length > 0) {
    const told = differences.map((line) => `  ${visible(line)}`).join("\n");
    const before = `The machine differs from its release; "stillroom drift ${request.stackFile}" shows it line by line:\n${told}\nWith the end of its isolation it is open to everybody again, as it is.`;
    const no = await notAgreed(before, request);
    if (no !== undefined) return no;
  }
  const words = {
    kept: `${connection.host} has the packet filter of its release again: the isolation has ended. The evidence stays on the machine, in /var/lib/stillroom/evidence.`,
    unchanged: `${connection.host} is not isolated.`,
  };
  return carriedOut(connection, { command: "end-isolation" }, words, report);
}
