import type { Clinic } from "../../clinic/clinic.ts";
import type { Release } from "../../render/release.ts";

/**
 * A tree that breaks one rule, and looks as if it did not: a good clinic's release, changed after it was rendered.
 * `policies/breaking.ts` has the changes; one that finds nothing to change throws.
 */
export interface BrokenTree {
  /** What was done, as a sentence fragment: "a second file beside ours allows passwords". */
  readonly how: string;
  /** The clinic that is rendered; the one of `tests/fixtures/clinic.ts` where it does not matter. */
  readonly clinic?: Clinic;
  readonly apply: (release: Release) => Release;
  /**
   * Who must speak: the rule that the file is named after, or `understood` where a construct may do the harm in a way that
   * no reader follows.
   */
  readonly speaks?: "understood";
}

/** A tree that keeps every promise, though it looks as if it did not: nobody may say a word. */
export interface GoodTree {
  readonly how: string;
  readonly clinic?: Clinic;
  /** A change that means the same to the program that reads the file. Without it the release is as rendered. */
  readonly apply?: (release: Release) => Release;
}
