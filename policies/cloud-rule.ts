/** The inputs of a cloud's resource, as the engine has them at preview. Reading one that is not known yet throws. */
export type Properties = Readonly<Record<string, unknown>>;

/** One demand on a kind of resource that a cloud makes. Like a `Rule`, but over resources and not over releases. */
export interface CloudRule {
  /** Kebab-case, `cloud-size`. */
  readonly id: string;
  /** The demand, one sentence. */
  readonly title: string;
  readonly severity: "promise" | "high";
  /** What to do when it fails. */
  readonly mend: string;
  /** Whether the rule has anything to say about this type, `hcloud:index/server:Server`. */
  readonly concerns: (type: string) => boolean;
  /** Every way in which the resource breaks the demand, a sentence each; never a value that could be a secret. */
  readonly check: (type: string, properties: Properties) => readonly string[];
}
