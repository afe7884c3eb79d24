import type { Clinic } from "../clinic/clinic.ts";
import type { Release } from "../render/release.ts";
import type { Configuration } from "./configuration.ts";

/** One rule: what it demands, whom that serves, how it is mended, and examples that are its tests and its documentation. */
export interface Rule {
  /** Stable kebab-case identifier, equal to the file's name: `recording-impossible`. */
  readonly id: string;
  /** The demand, one sentence. */
  readonly title: string;
  /**
   * `promise`: one of the three, or what they can't be judged without; never waivable. `high` and `medium` can be waived in
   * the stack file.
   */
  readonly severity: "promise" | "high" | "medium";
  /** The promise, safeguard or law that it serves, with its source. */
  readonly serves: string;
  /** What to do when it fails. */
  readonly mend: string;
  /** What of the release and of its effective configuration it looks at, one sentence. */
  readonly looksAt: string;
  /** Every place in which the release breaks the demand; empty when it keeps it. What a reader can't tell is the rule `understood`'s to say. */
  readonly check: (release: Release, configuration: Configuration) => readonly Breach[];
  /** Each changes a good release so that this rule must speak. */
  readonly breaks: readonly Break[];
}

/** Where and how a demand is broken, before the rule's own words are put to it. */
export interface Breach {
  /** Path on the machine, or a key of the stack file such as `stillroom:names.video`. */
  readonly where: string;
  /** 1-based, where the format has lines. */
  readonly line?: number;
  /** What is wrong there, with the value found. */
  readonly what: string;
  /** How to mend this one, where it says more than the rule does. */
  readonly mend?: string;
}

/** A way to break the rule. */
export interface Break {
  /** What was done to the release, as a sentence fragment: "a later line turns recording on". */
  readonly how: string;
  readonly apply: (release: Release) => Release;
  /** The practice that it is done to, made of a good one, where not every practice has what is broken. */
  readonly on?: (clinic: Clinic) => Clinic;
}

export interface Finding extends Breach {
  readonly rule: string;
  readonly severity: Rule["severity"];
  readonly title: string;
  readonly serves: string;
  readonly mend: string;
}

export interface Verdict {
  readonly stack: string;
  readonly digest: string;
  /** Identifiers of all rules that were asked, sorted. */
  readonly rules: readonly string[];
  /** What refuses the deployment. */
  readonly findings: readonly Finding[];
  /** Findings that a valid waiver in the stack file accepts, each with it. */
  readonly waived: readonly {
    readonly finding: Finding;
    readonly reason: string;
    readonly by: string;
    readonly until: string;
  }[];
}
