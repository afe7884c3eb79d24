/** The inputs of a cloud's resource, as the engine has them at preview. Reading one that is not known yet throws. */
export type Properties = Readonly<Record<string, unknown>>;

/** A resource of any provider as the engine is about to make it. */
export interface CloudResource {
  /** `hcloud:index/server:Server`. */
  readonly type: string;
  readonly properties: Properties;
  /** The configuration of the provider that makes it; absent where nothing makes it: a component, a stack. */
  readonly provider?: Properties;
}

/** One demand on a kind of resource that a cloud makes. Like a `Rule`, but over resources and not over releases. */
export interface CloudRule {
  /** Kebab-case, `cloud-size`. */
  readonly id: string;
  /** The demand, one sentence. */
  readonly title: string;
  readonly severity: "promise" | "high";
  /** What to do when it fails. */
  readonly mend: string;
  /** Whether the rule has anything to say about it; asks for nothing that may be unknown. */
  readonly concerns: (resource: CloudResource) => boolean;
  /** Every way in which the resource breaks the demand, a sentence each; never a value that could be a secret. */
  readonly check: (resource: CloudResource) => readonly string[];
}

/** Whether the resource says anything by this name, known already or not. */
export function has(properties: Properties, key: string): boolean {
  return Object.hasOwn(properties, key);
}

/** What a property is, or undefined where that is not known before the deployment: the engine's view of it throws. */
export function knownValue(properties: Properties, key: string): unknown {
  try {
    return properties[key];
  } catch {
    return undefined;
  }
}

/** Whether a property is known to ask for nothing: left out, off, or empty. */
export function isNothing(properties: Properties, key: string): boolean {
  let value: unknown;
  try {
    value = properties[key];
  } catch {
    return false;
  }
  if (value === undefined || value === null || value === false || value === "") return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function recordOf(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Properties) : {}; // any object can be read as properties
}
