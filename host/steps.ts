import type { Step } from "../services/service.ts";
import { run } from "./command.ts";
import { StepFailed } from "./failure.ts";

/** Seconds that one step may take; a database's first start is the slowest. */
const SECONDS = 300;

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
