import { join } from "node:path";
import { writeDurably } from "./durable.ts";
import type { Cause } from "./history.ts";
import type { Places } from "./places.ts";
import type { Outcome } from "./protocol.ts";
import { withoutSecrets } from "./secrets.ts";

/** How something ended that changed the machine, or tried to, until a deliverer has said that it heard it. */
export interface UnheardEnd {
  /** Names what ended; letters, digits and `-`. */
  readonly delivery: string;
  /** ISO 8601 in UTC, by the machine's own clock. */
  readonly at: string;
  /** Sentences for people. */
  readonly what: string;
}

/**
 * Written before the end is told: a laptop that sleeps takes every word and hears none, so only the deliverer knows that it heard.
 * It takes the file away then. A file for each end, so that of two deliverers neither takes away what is the other's to hear.
 */
export function writeUnheard(places: Places, end: UnheardEnd): void {
  writeDurably(join(places.unheard, `${end.delivery}.json`), withoutSecrets(places, JSON.stringify(end)));
}

/** What becomes of a release by each cause, as a sentence begins. */
const SUBJECTS: Readonly<Record<Cause, (release: string) => string>> = {
  delivery: (release) => `The delivery of ${release}`,
  rollback: (release) => `The rollback to ${release}`,
  "put-back": (release) => `The putting back of ${release}`,
  rotation: () => "The rotation of a secret",
  isolation: () => "The isolation of the machine",
  "end-isolation": () => "The end of the machine's isolation",
};

/** What happened, for somebody who was not there. Undefined where nothing did. */
export function endInWords(cause: Cause, outcome: Outcome): string | undefined {
  const subject = SUBJECTS[cause](named(outcome.digest));
  switch (outcome.kind) {
    case "unchanged":
      return undefined;
    case "kept":
      return [`${subject} was kept.`, ...outcome.notes].join(" ");
    case "went-back": {
      const runs = outcome.running === undefined ? "no release runs" : `${named(outcome.running)} runs`;
      return `${subject} went back, and ${runs}. Step "${outcome.failure.step}": ${outcome.failure.what} ${outcome.failure.mend}`;
    }
  }
}

function named(digest: string): string {
  return `release ${digest.slice(0, 12)}`;
}
