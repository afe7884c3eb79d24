import type { Step } from "../services/service.ts";
import { run } from "./command.ts";
import { StepFailed } from "./failure.ts";

/** Seconds that one step may take; a database's first start is the slowest. */
const SECONDS = 300;

/** At boot others wait for it: for one step, and for all of them together. */
const BOOTING_SECONDS = { each: 30, together: 60 };

/**
 * Takes the steps of one point once more, to undo what those of a release that did not stay have done: each makes the machine what its
 * own release says, however often it runs.
 *
 * @returns a sentence for each that failed; it does not stop the others
 */
export async function repeatSteps(
  steps: readonly Step[],
  after: Step["after"],
  booting: boolean,
): Promise<readonly string[]> {
  const troubles: string[] = [];
  const taken = steps.filter((it) => it.after === after);
  const seconds = booting ? Math.min(BOOTING_SECONDS.each, BOOTING_SECONDS.together / taken.length) : SECONDS;
  for (const step of taken) {
    const ended = await run(step.argv, { seconds });
    if (ended.status !== 0) troubles.push(`The step "${step.name}" of the release from before failed: ${ended.words}`);
  }
  return troubles;
}

/** Runs the steps of one point in the delivery, in the release's order. */
export async function takeSteps(steps: readonly Step[], after: Step["after"]): Promise<void> {
  for (const step of steps.filter((it) => it.after === after)) {
    const ended = await run(step.argv, { seconds: SECONDS });
    if (ended.status !== 0) {
      throw new StepFailed(
        step.name,
        `The step "${step.name}" failed: ${ended.words}`,
        "The machine went back to what ran before. The message names the cause; mend it and deliver again.",
      );
    }
  }
}
