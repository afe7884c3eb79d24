import type { Directive } from "./nginx.ts";

/** A `server` block with the blocks around it, outermost first: what a request meets. */
export interface Server {
  readonly directive: Directive;
  /** The whole configuration's top level and the `http` block's content, for inherited directives. */
  readonly levels: readonly (readonly Directive[])[];
}

/** Where a request ends: the blocks whose directives hold for it, outermost first. */
export interface Place {
  readonly location: Directive | undefined;
  readonly levels: readonly (readonly Directive[])[];
}

/** Every server of the `http` block. */
export function serversOf(directives: readonly Directive[]): readonly Server[] {
  return directives
    .filter((directive) => directive.name === "http")
    .flatMap((http) =>
      (http.block ?? [])
        .filter((directive) => directive.name === "server")
        .map((directive) => ({ directive, levels: [directives, http.block ?? []] })),
    );
}

/** The ports on which a server listens, with whether it speaks TLS there (ngx_http_core_module, `listen`). */
export function listensOf(
  server: Server,
): readonly { readonly address: string; readonly port: number; readonly tls: boolean }[] {
  return (server.directive.block ?? [])
    .filter((directive) => directive.name === "listen")
    .map((directive) => {
      const [where = "", ...options] = directive.args;
      const match = /^(?:(.*):)?(\d+)$/.exec(where);
      return {
        address: match?.[1] ?? (match === null ? where : "*"),
        port: match?.[2] === undefined ? 80 : Number(match[2]),
        tls: options.includes("ssl") || options.includes("quic"),
      };
    });
}

export function namesOf(server: Server): readonly string[] {
  return (server.directive.block ?? [])
    .filter((directive) => directive.name === "server_name")
    .flatMap((directive) => directive.args);
}

/** The TLS servers that answer under a name; more than one is nginx's warning "conflicting server name", where the first wins. */
export function serverFor(directives: readonly Directive[], name: string): Server | undefined {
  const speaking = serversOf(directives).filter((server) => listensOf(server).some((listen) => listen.tls));
  const exact = speaking.find((server) => namesOf(server).includes(name));
  return exact ?? speaking.find((server) => namesOf(server).some((pattern) => wildcardFits(pattern, name)));
}

function wildcardFits(pattern: string, name: string): boolean {
  if (pattern.startsWith("*.")) return name.endsWith(pattern.slice(1));
  if (pattern.startsWith(".")) return name === pattern.slice(1) || name.endsWith(pattern);
  return false;
}

/**
 * The location that a request for `path` meets (ngx_http_core_module, `location`): an exact one, else the longest prefix if
 * it says `^~`, else the first regular expression that fits, else the longest prefix; then again among its inner locations.
 *
 * @returns undefined where a regular expression can't be told, since PCRE knows more than we do
 */
export function placeOf(server: Server, path: string): Place | undefined {
  let place: Place = { location: undefined, levels: [...server.levels, server.directive.block ?? []] };
  for (;;) {
    const inside = innerLocation(place.levels.at(-1) ?? [], path);
    if (inside === "unknown") return undefined;
    if (inside === undefined) return place;
    place = { location: inside, levels: [...place.levels, inside.block ?? []] };
  }
}

function innerLocation(level: readonly Directive[], path: string): Directive | "unknown" | undefined {
  const locations = level.filter((directive) => directive.name === "location");
  const kinds = locations.map((location) => ({ location, ...matcherOf(location) }));
  const exact = kinds.find(({ modifier, pattern }) => modifier === "=" && pattern === path);
  if (exact !== undefined) return exact.location;
  let longest: (typeof kinds)[number] | undefined;
  for (const kind of kinds) {
    const prefix = kind.modifier === "" || kind.modifier === "^~";
    if (prefix && path.startsWith(kind.pattern) && kind.pattern.length > (longest?.pattern.length ?? -1))
      longest = kind;
  }
  if (longest?.modifier === "^~") return longest.location;
  for (const { location, modifier, pattern } of kinds) {
    if (modifier !== "~" && modifier !== "~*") continue;
    const expression = expressionOf(pattern, modifier === "~*");
    if (expression === undefined) return "unknown";
    if (expression.test(path)) return location;
  }
  return longest?.location;
}

function matcherOf(location: Directive): { readonly modifier: string; readonly pattern: string } {
  const [first = "", second] = location.args;
  if (second !== undefined) return { modifier: first, pattern: second };
  // `location =/path` without a blank is allowed too (ngx_http_core_location).
  const glued = /^(=|\^~|~\*|~)(.+)$/.exec(first);
  return glued?.[1] === undefined || glued[2] === undefined
    ? { modifier: "", pattern: first }
    : { modifier: glued[1], pattern: glued[2] };
}

function expressionOf(pattern: string, ignoreCase: boolean): RegExp | undefined {
  try {
    return new RegExp(pattern, ignoreCase ? "i" : "");
  } catch {
    return undefined;
  }
}

/** A directive that an inner level replaces as a whole: the innermost level that has it gives all of them. */
export function inForce(levels: readonly (readonly Directive[])[], name: string): readonly Directive[] {
  for (const level of levels.toReversed()) {
    const here = level.filter((directive) => directive.name === name);
    if (here.length > 0) return here;
  }
  return [];
}

/**
 * The response headers that nginx adds, lower-cased name to values. ngx_http_headers_module: `add_header` is inherited only
 * where the inner level has none; without `always` it is left out of error answers.
 */
export function headersAt(place: Place): ReadonlyMap<string, readonly Directive[]> {
  const headers = new Map<string, Directive[]>();
  for (const directive of inForce(place.levels, "add_header")) {
    const name = (directive.args[0] ?? "").toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), directive]);
  }
  return headers;
}

/** The file that a place serves for `path`, by `alias` or `root` (ngx_http_core_module); undefined where it serves none. */
export function fileAt(place: Place, path: string): string | undefined {
  const alias = (place.levels.at(-1) ?? []).find((directive) => directive.name === "alias")?.args[0];
  if (alias !== undefined && place.location !== undefined) {
    const { modifier, pattern } = matcherOf(place.location);
    if (modifier === "~" || modifier === "~*") return undefined;
    return alias + path.slice(pattern.length);
  }
  const root = inForce(place.levels, "root")[0]?.args[0];
  return root === undefined ? undefined : root + path;
}
