/** What a fleet does to each of its practices. */
export type Action = "check" | "preview" | "up" | "status" | "drift" | "destroy";

/** Why it failed for one practice. */
export type Cause =
  /** The stack file can't be used. */
  | "stack-file"
  /** A rule objects, ours or the policy pack's. */
  | "findings"
  /** The provider, the network or the state's keeper is busy or out of order for a while: another try may do. */
  | "passing"
  /** The practice's machine can't be reached. */
  | "unreachable"
  /** Somebody else, or a run that was killed, holds the stack. */
  | "locked"
  /** The machine was reached, and something on it needs a hand. */
  | "machine"
  | "other";

/** How it ended for one practice. */
export type Outcome =
  | { readonly kind: "good" }
  | { readonly kind: "failed"; readonly cause: Cause; readonly what: string }
  /** It was stopped on the way and left in a clean state. */
  | { readonly kind: "interrupted" }
  /** It was not begun. */
  | { readonly kind: "not-run"; readonly why: string };

/** How many resources an engine's run makes, changes and takes away. */
export interface Changes {
  readonly created: number;
  readonly updated: number;
  readonly deleted: number;
}

/** What is known of one practice while a fleet runs and after it. */
export interface Row {
  readonly stack: string;
  /** What is being done, a word or two; empty before it begins. */
  readonly stage: string;
  readonly changes: Changes | undefined;
  readonly findings: number;
  /** Tries after the first. */
  readonly retries: number;
  /** Seconds from its begin to now or its end. */
  readonly seconds: number;
  /** Undefined while it runs or waits. */
  readonly outcome: Outcome | undefined;
}

/** What one practice's process tells on the way. */
export type Told =
  | { readonly kind: "stage"; readonly stage: string }
  | { readonly kind: "changes"; readonly changes: Changes }
  /** More than were told before. */
  | { readonly kind: "findings"; readonly more: number }
  | { readonly kind: "ended"; readonly outcome: Outcome };
