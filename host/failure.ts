import type { Failure } from "./protocol.ts";

/** A step can't be done. Thrown inside the agent, caught where the agent decides to go back; it leaves the agent as a value. */
export class StepFailed extends Error {
  readonly failure: Failure;

  constructor(step: string, what: string, mend: string) {
    super(`${step}: ${what}`);
    this.failure = { step, what, mend };
  }
}

/** What to tell of anything that was thrown: a known failure as it is, anything else as a fault of the named step. */
export function failureOf(error: unknown, step: string): Failure {
  if (error instanceof StepFailed) return error.failure;
  return {
    step,
    what: error instanceof Error ? error.message : String(error),
    mend: "Look at the message: a full or read-only disk is the usual cause. Mend it on the machine and deliver again.",
  };
}
