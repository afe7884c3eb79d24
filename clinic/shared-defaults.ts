import { keyOf, type Fault } from "./fault.ts";

/**
 * What many practices of one consultant have in common: a file beside the stack files, in the form of a stack file, that holds what
 * each of them takes unless it says otherwise itself.
 */
export const SHARED_DEFAULTS = "stillroom.defaults.yaml";

/** Keys that tell which form a mapping has; with another form its other keys mean something else. */
const TAGS = ["provider", "kind", "issuer"];

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Shared values under a practice's own. Mappings are merged key by key; a list, a text or a number of the practice's takes the place of
 * the shared one whole; and so does a mapping of another form, such as a machine of another provider.
 */
export function mergedWith(shared: unknown, own: unknown): unknown {
  if (own === undefined) return shared;
  if (!isMapping(shared) || !isMapping(own) || differInForm(shared, own)) return own;
  const keys = [...new Set([...Object.keys(shared), ...Object.keys(own)])];
  // From entries and not by assignment: `__proto__` is a key like any other.
  return Object.fromEntries(keys.map((key) => [key, mergedWith(memberOf(shared, key), memberOf(own, key))]));
}

function memberOf(mapping: Mapping, key: string): unknown {
  return Object.hasOwn(mapping, key) ? mapping[key] : undefined;
}

/** Whether the practice says another form than the shared file; one that it does not say is the shared one. */
function differInForm(shared: Mapping, own: Mapping): boolean {
  return TAGS.some((tag) => {
    const said = memberOf(own, tag);
    return said !== undefined && memberOf(shared, tag) !== undefined && said !== memberOf(shared, tag);
  });
}

function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What may not be shared, whatever it says: what is one practice's own, and what only Pulumi itself would read. */
export function sharedFaults(values: unknown): readonly Fault[] {
  if (!isMapping(values)) return [];
  const config = memberOf(values, "config");
  const outside = Object.keys(values)
    .filter((key) => key !== "config")
    .map((key) =>
      unshared([key], `${key} stands beside config:, where only Pulumi reads, and it does not read this file`),
    );
  if (!isMapping(config)) return [...outside, ...(config === undefined || config === null ? [EMPTY] : [])];
  const foreign = Object.keys(config)
    .filter((key) => !key.startsWith("stillroom:"))
    .map((key) =>
      unshared(["config", key], `${key} is for another program than Stillroom, which does not read this file`),
    );
  const names = memberOf(config, "stillroom:names");
  const domain = isMapping(names) && Object.hasOwn(names, "domain");
  return [
    ...outside,
    ...foreign,
    ...(Object.hasOwn(config, "stillroom:waivers") ? [unshared(["config", "stillroom:waivers"], ONE_DECISION)] : []),
    ...(domain
      ? [unshared(["config", "stillroom:names", "domain"], "stillroom:names.domain is one practice's own")]
      : []),
  ];
}

const ONE_DECISION = "stillroom:waivers lets a rule go for one practice, for its own reason and by its own name";

const EMPTY: Fault = {
  path: ["config"],
  at: "value",
  message: `The file shares nothing: config: is missing or empty. Write under it what the practices have in common, or delete the file.`,
  expected: "a mapping",
};

function unshared(path: readonly string[], why: string): Fault {
  return {
    path,
    at: "key",
    message: `${why}. Move it into the stack files that need it.`,
    found: keyOf(path),
    expected: "a key that practices can share",
  };
}
