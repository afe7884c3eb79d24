import type { DeliveryProblem, Report } from "../../components/provider/agent-session.ts";
import { visible } from "../../policies/visible-text.ts";
import { withMachine, type FoundMachine } from "../practice/machine-connection.ts";
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

/**
 * Runs a verb on the machine of a stack file: standard output is its answer, for programs one JSON document; standard error is what is
 * being done.
 *
 * @param plan the steps in their order, by the names under which they are reported
 */
export function onMachine(
  { stackFile, connection, json }: VerbRequest,
  plan: readonly string[],
  act: (machine: FoundMachine, report: Report) => Promise<Ending | DeliveryProblem>,
): Promise<0 | 1 | 2> {
  return withMachine(stackFile, connection, async (machine) => {
    const progress = json ? progressAsJson(process.stderr) : progressFor(process.stderr, plan);
    const ended = await act(machine, progress.report);
    progress.end();
    const { exit, text, json: document } = "kind" in ended ? problemEnding(ended) : ended;
    if (json) console.log(JSON.stringify(document));
    else if ("kind" in ended) console.error(text);
    else console.log(text);
    return exit;
  });
}

function problemEnding(problem: DeliveryProblem): Ending {
  return { exit: 1, text: failureText(problem.failure), json: problem };
}

/** What went wrong and how to mend it, with nothing in it that a terminal would obey. */
export function failureText({ what, mend }: DeliveryProblem["failure"]): string {
  return [...what.split("\n"), mend].map(visible).join("\n");
}
