import type { Directive } from "./nginx.ts";
import { headersAt, type Place } from "./nginx-request.ts";

/** One policy of a response: each directive with its sources, in lower case except for paths. */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>;

/** Every content security policy that a place sends; a browser asks each of them (CSP Level 3, 2.2). */
export function contentPoliciesAt(
  place: Place,
): readonly { readonly policy: ContentPolicy; readonly directive: Directive }[] {
  return (headersAt(place).get("content-security-policy") ?? []).flatMap((directive) =>
    // A comma parts policies (CSP Level 3, 2.2.2).
    (directive.args[1] ?? "").split(",").map((text) => ({ policy: policyOf(text), directive })),
  );
}

/** CSP Level 3, 2.2.1: the first of several directives with one name counts. */
function policyOf(text: string): ContentPolicy {
  const policy = new Map<string, readonly string[]>();
  for (const part of text.split(";")) {
    const [name = "", ...sources] = part.trim().split(/\s+/);
    if (name !== "" && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), sources);
  }
  return policy;
}

/** What a policy allows for a directive, by its fallbacks (CSP Level 3, 6.1 and 6.8.3); undefined where it allows everything. */
export function sourcesOf(policy: ContentPolicy, directive: keyof typeof FALLBACKS): readonly string[] | undefined {
  for (const name of FALLBACKS[directive]) {
    const sources = policy.get(name);
    if (sources !== undefined) return sources;
  }
  return undefined;
}

const FALLBACKS = {
  "script-src": ["script-src", "default-src"],
  "worker-src": ["worker-src", "child-src", "script-src", "default-src"],
  "connect-src": ["connect-src", "default-src"],
  "img-src": ["img-src", "default-src"],
  "media-src": ["media-src", "default-src"],
  "font-src": ["font-src", "default-src"],
  "style-src": ["style-src", "default-src"],
  "frame-src": ["frame-src", "child-src", "default-src"],
  "manifest-src": ["manifest-src", "default-src"],
  "object-src": ["object-src", "default-src"],
} as const;

/** Every directive that decides what a page fetches. */
export const FETCHING = Object.keys(FALLBACKS) as readonly (keyof typeof FALLBACKS)[];
