import type { DeliveryProblem, Report } from "../../components/provider/agent-session.ts";
import { visible } from "../../policies/visible-text.ts";
import { machineOf, type FoundMachine } from "../practice/machine-connection.ts";
import { progressAsJson, progressFor } from "../terminal/progress.ts";

/** How a verb that speaks to a practice's machine is called. */
export interface VerbRequest {
  readonly stackFile: string;
  /** See `machineOf`. */
  readonly connection: string | undefined;
  /** For programs instead of people. */
  readonly json: boolean;
}

/** How it ended, for people and for programs. */
export interface Ending {
  /** 0 all is good, 1 something is not or failed, 2 the input can't be used. */
  readonly exit: 0 | 1 | 2;
  readonly text: string;
  readonly json: unknown;
}

/** Why it did not come to what was asked for. */
export interface Failed extends Ending {
  readonly kind: "failed";
  readonly exit: 1 | 2;
}

/**
 * Runs a verb on the machine of a stack file: standard output is its answer, standard error what is being done and why there is no answer.
 * For programs standard output is one JSON document in each case.
 *
 * @param plan the steps in their order, by the names under which they are reported
 */
export async function onMachine(
  { stackFile, connection, json }: VerbRequest,
  plan: readonly string[],
  act: (machine: FoundMachine, report: Report) => Promise<Ending | Failed | DeliveryProblem>,
): Promise<0 | 1 | 2> {
  const machine = await machineOf(stackFile, connection);
  if (machine.kind === "none") return told(badInput(machine.text), json);
  const progress = json ? progressAsJson(process.stderr) : progressFor(process.stderr, plan);
  const ended = await act(machine, progress.report);
  progress.end();
  return told("kind" in ended && ended.kind === "problem" ? problemEnding(ended) : ended, json);
}

/** Prints how a verb ended; gives back its exit code. */
export function told(ended: Ending | Failed, json: boolean): 0 | 1 | 2 {
  if (json) console.log(JSON.stringify(ended.json));
  else if ("kind" in ended || ended.exit === 2) console.error(ended.text);
  else console.log(ended.text);
  return ended.exit;
}

/** @param what a full sentence for the person who called it so */
export function badInput(what: string): Failed {
  return { kind: "failed", exit: 2, text: what, json: { kind: "bad-input", what } };
}

function problemEnding(problem: DeliveryProblem): Failed {
  return { kind: "failed", exit: 1, text: failureText(problem.failure), json: problem };
}

/** What went wrong and how to mend it, with nothing in it that a terminal would obey. */
export function failureText({ what, mend }: DeliveryProblem["failure"]): string {
  return [...what.split("\n"), mend].map(visible).join("\n");
}
