/** What the agent on a machine and the one who delivers say to each other: JSON lines on the SSH channel's streams. */
export type AgentMessage =
  | { readonly kind: "progress"; readonly step: string; readonly detail: string }
  /** What decides who gets in has changed: the agent goes back unless this token arrives over a new connection in time. */
  | { readonly kind: "confirm-access"; readonly token: string; readonly seconds: number }
  /** Nothing was begun, the machine is as it was. */
  | { readonly kind: "refused"; readonly failure: Failure }
  | { readonly kind: "outcome"; readonly outcome: Outcome }
  /** What a person accepts is written down. */
  | { readonly kind: "accepted" }
  /** The public half of the host key that the machine made for itself, `ssh-ed25519 AAAA…`. */
  | { readonly kind: "host-key"; readonly publicKey: string };

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

/** What the deliverer hands to `apply`, gzipped JSON on standard input. */
export interface ApplyRequest<Release> {
  /** Names this delivery, so that its outcome can be asked for after a broken connection. */
  readonly delivery: string;
  readonly release: Release;
  readonly patience: Patience;
  /** Why, for the machine's history. `put-back` brings the release again that runs already, over what was changed by hand. Default `delivery`. */
  readonly cause?: "delivery" | "rollback" | "put-back";
}

/** What is handed to `rotate-secret`, `isolate` and `end-isolation`, JSON on standard input. */
export interface UndertakingRequest {
  /** Names it, so that its outcome can be asked for after a broken connection. */
  readonly delivery: string;
  readonly patience: Patience;
  /** Of the secret that gets a new value. */
  readonly name?: string;
}

export interface Patience {
  /** Seconds until changed access that nobody confirms over a new connection is taken back. */
  readonly accessSeconds: number;
  /** Seconds that services get to come up, all together. */
  readonly proofSeconds: number;
  /** Seconds that one program gets to judge its new configuration. */
  readonly validatorSeconds: number;
  /** Seconds that a program which was started must have run, without a restart by systemd, before the release is kept. */
  readonly settleSeconds: number;
  /**
   * Seconds that a delivery waits before it restarts what would cut people off, until none is there; `interrupt` restarts
   * at once.
   */
  readonly quietSeconds: number | "interrupt";
}

/**
 * `settleSeconds`: a service with a fault in its new configuration often dies only after its first timeout or first use, so it has to
 * run for 25 seconds. Only units that were just started cost this time, and the proofs run meanwhile: files that no running program
 * reads, and units that reload, wait for nothing. It is waited for, and not left to a timer afterwards, because whoever delivers
 * is there to read the one message now.
 *
 * `quietSeconds`: an hour, because a session lasts 50 minutes and most are followed by a pause. Nothing is switched meanwhile, the
 * delivery says each minute what it waits for, and it gives way to whoever comes after it.
 */
export const PATIENCE: Patience = {
  accessSeconds: 60,
  proofSeconds: 120,
  validatorSeconds: 60,
  settleSeconds: 25,
  quietSeconds: 3600,
};

/** What a machine says about itself when asked. */
export interface MachineState {
  readonly kind: "state";
  /** The release that it runs; undefined when none was kept. */
  readonly digest: string | undefined;
  /** An earlier delivery stopped half-way and is taken back at the next one or the next boot. */
  readonly interrupted: boolean;
  /** How files and units differ from the release, each a sentence; empty when they don't. */
  readonly drift: readonly string[];
}
