/** What the agent on a machine and the one who delivers say to each other: JSON lines on the SSH channel's streams. */
export type AgentMessage =
  | { readonly kind: "progress"; readonly step: string; readonly detail: string }
  | { readonly kind: "outcome"; readonly outcome: Outcome };

/** How a delivery ended. In each case the machine runs one release, whole. */
export type Outcome =
  | { readonly kind: "unchanged"; readonly digest: string }
  | {
      readonly kind: "kept";
      readonly digest: string;
      /** Paths of files that were written or taken away. */
      readonly changed: readonly string[];
      readonly proofs: readonly ProofResult[];
      /** What a person should know though the delivery is good, each a sentence that says what to do. */
      readonly notes: readonly string[];
    }
  | {
      readonly kind: "went-back";
      /** The release that was wanted. */
      readonly digest: string;
      /** The release that runs now; undefined when there was none before. */
      readonly running: string | undefined;
      readonly failure: Failure;
    };

export interface Failure {
  /** `packages`, `validate`, `switch`, `restart`, `prove` … */
  readonly step: string;
  /** What was seen, with the program's own words. */
  readonly what: string;
  readonly mend: string;
}

export interface ProofResult {
  readonly name: string;
  readonly passed: boolean;
  readonly seen: string;
}
