/** Properties as the engine sends and keeps them: JSON in which secrets and unknown values carry marks (`property-values.ts`). */
export type Properties = Readonly<Record<string, unknown>>;

/** An input that can't be accepted. */
export interface CheckFailure {
  /** Name of the property, whose value the engine prints too; empty for none. */
  readonly property: string;
  /** A sentence. */
  readonly reason: string;
}

/** One type of resource. An operation that fails throws; what it throws is shown to a person as it is. */
export interface ResourceKind {
  /** @param state what the resource was made with; empty when it is new */
  readonly check: (inputs: Properties, state: Properties) => readonly CheckFailure[];
  readonly changed: (state: Properties, inputs: Properties) => boolean;
  readonly create: (urn: string, inputs: Properties) => Promise<{ readonly id: string; readonly state: Properties }>;
  /** @param state what the resource was last made or changed to */
  readonly update: (id: string, urn: string, state: Properties, inputs: Properties) => Promise<Properties>;
  /** What is there now. */
  readonly read: (urn: string, state: Properties) => Promise<Properties>;
  readonly remove: (urn: string, state: Properties) => Promise<void>;
}

/**
 * The resource exists, but not as it was asked for: the engine keeps this state and tries again at the next `pulumi up`. Its
 * fields are those that the SDK's server reads (@pulumi/pulumi 3.270.0, provider/server.js, `grpcResponseFromError`).
 */
export class PartlyDone extends Error {
  readonly id: string;
  readonly properties: Properties;
  readonly reasons: readonly string[];

  constructor(id: string, properties: Properties, reason: string) {
    super(reason);
    this.id = id;
    this.properties = properties;
    this.reasons = [reason];
  }
}
