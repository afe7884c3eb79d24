import type { Breach } from "../../rule.ts";
import { everyDirective, type Directive } from "./nginx.ts";
import { headersAt, type Place } from "./request.ts";

/**
 * One policy of a response: each directive with its sources. `'none'` alone is an empty list, and beside others it counts for
 * nothing (CSP Level 3, 6.7.2.3). Everything is in lower case but paths.
 */
export type ContentPolicy = ReadonlyMap<string, readonly string[]>;

const HEADER = "content-security-policy";

/** Every content security policy that a place sends; a browser asks each of them (CSP Level 3, 2.2). */
export function contentPoliciesAt(
  place: Pick<Place, "levels">,
): readonly { readonly policy: ContentPolicy; readonly directive: Directive }[] {
  return (headersAt(place).get(HEADER) ?? []).flatMap((directive) =>
    policiesOf(directive).map((policy) => ({ policy, directive })),
  );
}

/** Many places send the same header: each is parsed once. */
const PARSED = new WeakMap<Directive, readonly ContentPolicy[]>();

function policiesOf(directive: Directive): readonly ContentPolicy[] {
  const known = PARSED.get(directive);
  if (known !== undefined) return known;
  const policies = policiesIn(directive.args[1] ?? "");
  PARSED.set(directive, policies);
  return policies;
}

/** The policies of one header: a comma parts them, and one without a directive is none (CSP Level 3, 2.2.2). */
export function policiesIn(text: string): readonly ContentPolicy[] {
  return text
    .split(",")
    .map(policyOf)
    .filter((policy) => policy.size > 0);
}

/** CSP Level 3, 2.2.1: the first of several directives with one name counts, and what is not ASCII is left out. */
function policyOf(text: string): ContentPolicy {
  const policy = new Map<string, readonly string[]>();
  for (const part of text.split(";")) {
    const [name = "", ...sources] = words(part);
    if (name === "" || !isAscii(part) || policy.has(name.toLowerCase())) continue;
    policy.set(
      name.toLowerCase(),
      sources.map(lowered).filter((source) => source !== "'none'"),
    );
  }
  return policy;
}

function words(text: string): readonly string[] {
  return text.split(/[\t\n\f\r ]+/).filter((word) => word !== "");
}

function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}

/** Hosts, schemes and keywords are the same in any case, paths are not (CSP Level 3, 6.7.2). */
function lowered(source: string): string {
  const path = /^[^/]*(?:\/\/[^/]*)?/.exec(source)?.[0].length ?? 0;
  return source.slice(0, path).toLowerCase() + source.slice(path);
}

/** What a policy allows for a directive, by its fallbacks (CSP Level 3, 6.8.3); undefined where it allows everything. */
export function sourcesOf(policy: ContentPolicy, directive: keyof typeof FALLBACKS): readonly string[] | undefined {
  for (const name of FALLBACKS[directive]) {
    const sources = policy.get(name);
    if (sources !== undefined) return sources;
  }
  return undefined;
}

const FALLBACKS = {
  "script-src": ["script-src", "default-src"],
  "script-src-elem": ["script-src-elem", "script-src", "default-src"],
  "script-src-attr": ["script-src-attr", "script-src", "default-src"],
  "worker-src": ["worker-src", "child-src", "script-src", "default-src"],
  "connect-src": ["connect-src", "default-src"],
  "img-src": ["img-src", "default-src"],
  "media-src": ["media-src", "default-src"],
  "font-src": ["font-src", "default-src"],
  "style-src": ["style-src", "default-src"],
  "style-src-elem": ["style-src-elem", "style-src", "default-src"],
  "style-src-attr": ["style-src-attr", "style-src", "default-src"],
  "frame-src": ["frame-src", "child-src", "default-src"],
  "manifest-src": ["manifest-src", "default-src"],
  "object-src": ["object-src", "default-src"],
} as const;

/** Every directive that decides what a page fetches. */
export const FETCHING = Object.keys(FALLBACKS) as readonly (keyof typeof FALLBACKS)[];

/** Directives that decide something else, or only stand in for others, and those that a rule forbids. */
const OTHERS: ReadonlySet<string> = new Set(
  "default-src child-src frame-ancestors form-action base-uri sandbox upgrade-insecure-requests report-uri report-to".split(
    " ",
  ),
);
/** Directives whose words are no sources. */
const WITHOUT_SOURCES: ReadonlySet<string> = new Set([
  "sandbox",
  "upgrade-insecure-requests",
  "report-uri",
  "report-to",
]);

/** CSP Level 3, 2.3.1: keywords that add to what is allowed, schemes, and hosts with scheme, port and path. */
const SOURCE =
  /^(?:'(?:none|self|unsafe-inline|unsafe-eval|wasm-unsafe-eval|report-sample)'|[a-z][a-z0-9+.-]*:|\*|(?:[a-z][a-z0-9+.-]*:\/\/)?(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*(?::(?:\d+|\*))?(?:\/[\w./%-]*)?)$/i;

/** Every policy in nginx's configuration of which it can't be told what a browser makes of it. */
export function contentPolicyDoubts(directives: readonly Directive[]): readonly Breach[] {
  return everyDirective(directives).flatMap(({ directive: { name, args, path, line } }): readonly Breach[] => {
    if (name !== "add_header" || args[0]?.toLowerCase() !== HEADER) return [];
    return unknownIn(args[1] ?? "").map((what) => ({ where: path, line, what }));
  });
}

function unknownIn(text: string): readonly string[] {
  if (!isAscii(text))
    return ["A content security policy holds a letter for which browsers leave out its whole directive."];
  return text.split(/[;,]/).flatMap((part): readonly string[] => {
    const [name, ...sources] = words(part.toLowerCase());
    if (name === undefined) return [];
    if (!OTHERS.has(name) && !Object.hasOwn(FALLBACKS, name))
      return [
        `${name} is no directive of a content security policy that is known here, so what it does can't be told.`,
      ];
    if (WITHOUT_SOURCES.has(name)) return [];
    return sources
      .filter((source) => !SOURCE.test(source))
      .map((source) => `What ${source} means in the ${name} of a content security policy can't be told.`);
  });
}
