import type { ReasonName } from "./reasons.ts";

/** One thing that a browser is told, by the name that it has in that browser's own list of policies. */
export interface Setting {
  /** From the policy's name inwards: `["Permissions", "Camera"]`. */
  readonly path: readonly [string, ...string[]];
  readonly value: PolicyValue;
  readonly reason: ReasonName;
  /** Where the browser's makers say what it does. */
  readonly source: string;
}

export type PolicyValue = string | number | boolean | readonly PolicyValue[] | { readonly [key: string]: PolicyValue };

export interface Policies {
  readonly [name: string]: PolicyValue;
}

/** Settings as the one object that browsers read, in the order in which they stand. */
export function policiesOf(settings: readonly Setting[]): Policies {
  return settings.reduce<Policies>((policies, { path, value }) => withValue(policies, path, value), {});
}

function withValue(into: Policies, [name, ...inner]: readonly string[], value: PolicyValue): Policies {
  if (name === undefined) return into;
  const before = into[name];
  return { ...into, [name]: inner.length === 0 ? value : withValue(isPolicies(before) ? before : {}, inner, value) };
}

/** A value with named parts, as opposed to a list or a plain one. */
export function isPolicies(value: PolicyValue | undefined): value is Policies {
  return typeof value === "object" && !Array.isArray(value);
}
