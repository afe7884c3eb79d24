import { rememberedFor } from "../../remembered.ts";
import type { Directive } from "./nginx.ts";
import { EVERYWHERE, matcherOf } from "./directives.ts";
import { supportedExpression } from "./expression.ts";

type Levels = readonly (readonly Directive[])[];

/** A `server` block with the blocks around it, outermost first: what a request meets. */
export interface Server {
  readonly directive: Directive;
  /** The whole configuration's top level and the `http` block's content, for inherited directives. */
  readonly levels: Levels;
}

/** Where a request ends: the blocks whose directives hold for it, outermost first. */
export interface Place {
  /** The innermost location; undefined where a server answers without one. */
  readonly location: Directive | undefined;
  /** All locations that hold it and itself, outermost first. */
  readonly locations: readonly Directive[];
  readonly levels: Levels;
}

/** One address family and port on which nginx listens, with all servers that share it, in their order in the files. */
export interface Socket {
  readonly family: 4 | 6;
  readonly port: number;
  /** ngx_http_add_addresses: once one server says `ssl`, the socket speaks TLS for all that share it. */
  readonly tls: boolean;
  readonly servers: readonly Server[];
  /** Who answers for names that no server has: the first that says so, or else the first of all. */
  readonly fallback: Server;
}

/** Every server of the `http` block. */
export function serversOf(directives: readonly Directive[]): readonly Server[] {
  return directives
    .filter(({ name }) => name === "http")
    .flatMap((http) =>
      (http.block ?? [])
        .filter(({ name }) => name === "server")
        .map((directive) => ({ directive, levels: [directives, http.block ?? []] })),
    );
}

interface Listen {
  readonly family: 4 | 6;
  readonly port: number;
  readonly options: readonly string[];
}

/** Where a server listens (ngx_http_core_module, `listen`; without one, as root, on port 80 of IPv4). */
function listensOf({ directive }: Server): readonly Listen[] {
  const listens = (directive.block ?? []).filter(({ name }) => name === "listen");
  if (listens.length === 0) return [{ family: 4, port: 80, options: [] }];
  return listens.flatMap(({ args: [where = "", ...options] }): readonly Listen[] => {
    const match = EVERYWHERE.exec(where);
    if (match === null) return []; // a doubt of the reader
    const family = (match[1] ?? match[3]) === "[::]" ? 6 : 4;
    return [{ family, port: Number(match[2] ?? "80"), options }];
  });
}

/** Every socket on which nginx listens, in the order in which the files name them. */
export const socketsOf = rememberedFor((directives: readonly Directive[]): readonly Socket[] => {
  const found = new Map<string, { listen: Listen; tls: boolean; servers: Server[]; fallback: Server | undefined }>();
  for (const server of serversOf(directives)) {
    for (const listen of listensOf(server)) {
      const key = `${listen.family}:${listen.port}`;
      const socket = found.get(key) ?? { listen, tls: false, servers: [], fallback: undefined };
      found.set(key, socket);
      if (!socket.servers.includes(server)) socket.servers.push(server);
      socket.tls ||= listen.options.includes("ssl");
      if (listen.options.some((option) => option === "default_server" || option === "default"))
        socket.fallback ??= server;
    }
  }
  return [...found.values()].flatMap(({ listen: { family, port }, tls, servers, fallback }) => {
    const first = fallback ?? servers[0];
    return first === undefined ? [] : [{ family, port, tls, servers, fallback: first }];
  });
});

/** A server's names, in lower case as nginx keeps them (ngx_http_core_server_name). */
export const namesOf = rememberedFor(({ directive }: Server): readonly string[] =>
  (directive.block ?? [])
    .filter(({ name }) => name === "server_name")
    .flatMap(({ args }) => args.map((name) => name.toLowerCase())),
);

/**
 * The server that answers on a socket under a name (nginx.org, "Server names"): the first that has the very name, else the
 * longest `*.name`, else the longest `name.*`, else the fallback.
 */
export function serverAt(socket: Socket, host: string): Server {
  const name = host.toLowerCase().replace(/\.$/, "");
  let best: { readonly server: Server; readonly rank: number } | undefined;
  for (const server of socket.servers) {
    for (const pattern of namesOf(server)) {
      const rank = rankOf(pattern, name);
      if (rank > (best?.rank ?? 0)) best = { server, rank };
    }
  }
  return best?.server ?? socket.fallback;
}

/** How well a pattern fits a name: not at all with 0, and of two that fit the higher one is taken, the first of equal ones. */
function rankOf(pattern: string, name: string): number {
  const length = pattern.length;
  if (pattern === name && name !== "") return 3000;
  if (pattern.startsWith("*.")) return name.endsWith(pattern.slice(1)) && name.length >= length ? 2000 + length : 0;
  if (pattern.endsWith(".*") && name.startsWith(pattern.slice(0, -1)) && name.length >= length) return 1000 + length;
  return 0;
}

/** Every server that a browser can meet under a name over TLS, by whatever address family and port; each once. */
export function serversFor(directives: readonly Directive[], name: string): readonly Server[] {
  const answering = socketsOf(directives)
    .filter(({ tls }) => tls)
    .map((socket) => serverAt(socket, name))
    .filter((server) => !rejects(server));
  return [...new Set(answering.map(({ directive }) => directive))].flatMap((directive) => {
    const server = answering.find((candidate) => candidate.directive === directive);
    return server === undefined ? [] : [server];
  });
}

/** The first of them; rules that only ask whether there is one, or that look at all, take {@link serversFor}. */
export function serverFor(directives: readonly Directive[], name: string): Server | undefined {
  return serversFor(directives, name)[0];
}

/** Whether a server refuses the handshake itself, so that nobody who asks for its names learns anything. */
export function rejects(server: Server): boolean {
  return isOn([...server.levels, server.directive.block ?? []], "ssl_reject_handshake");
}

/** A switch in force; nginx takes `ON` for `on` (ngx_conf_set_flag_slot). */
export function isOn(levels: Levels, name: string): boolean {
  return inForce(levels, name)[0]?.args[0]?.toLowerCase() === "on";
}

/**
 * Every place in which a request to a server can end: each location and each inside it, and the server itself unless a location
 * takes whatever is asked. A `return` of the server answers before any location is looked for.
 */
export function placesOf(server: Server): readonly Place[] {
  const block = server.directive.block ?? [];
  const own: Place = { location: undefined, locations: [], levels: [...server.levels, block] };
  if (block.some(({ name }) => name === "return")) return [own];
  const all = block.some(({ name, args }) => {
    const { modifier, pattern } = matcherOf(args);
    return name === "location" && pattern === "/" && (modifier === "" || modifier === "^~");
  });
  return [...(all ? [] : [own]), ...placesIn(own)];
}

function placesIn(outer: Place): readonly Place[] {
  return (outer.levels.at(-1) ?? [])
    .filter(({ name }) => name === "location")
    .flatMap((location) => {
      const place = within(outer, location);
      return [place, ...placesIn(place)];
    });
}

function within(outer: Place, location: Directive): Place {
  return {
    location,
    locations: [...outer.locations, location],
    levels: [...outer.levels, location.block ?? []],
  };
}

/**
 * The place that a request for `path` meets (src/http/ngx_http_core_module.c, ngx_http_core_find_location, of 1.26): an exact
 * location, else what the longest prefix holds, else, unless that says `^~`, the first expression that fits and what it holds,
 * else the longest prefix itself.
 *
 * @param path decoded and without dots, as nginx has it after it read the request
 * @returns undefined where an expression can't be told
 */
export function placeOf(server: Server, path: string): Place | undefined {
  const block = server.directive.block ?? [];
  const own: Place = { location: undefined, locations: [], levels: [...server.levels, block] };
  const found = inside(own, path);
  return found === "unknown" ? undefined : (found?.place ?? own);
}

interface Found {
  readonly place: Place;
  /** Whether the search ends here: an exact location or an expression. */
  readonly final: boolean;
}

function inside(outer: Place, path: string): Found | "unknown" | undefined {
  const kinds = (outer.levels.at(-1) ?? [])
    .filter(({ name }) => name === "location")
    .map((location) => ({ location, ...matcherOf(location.args) }));
  const exact = kinds.find(({ modifier, pattern }) => modifier === "=" && pattern === path);
  if (exact !== undefined) return { place: within(outer, exact.location), final: true };
  let longest: (typeof kinds)[number] | undefined;
  for (const kind of kinds) {
    const prefix = kind.modifier === "" || kind.modifier === "^~";
    if (prefix && path.startsWith(kind.pattern) && kind.pattern.length > (longest?.pattern.length ?? -1))
      longest = kind;
  }
  let found: Found | undefined;
  if (longest !== undefined) {
    const place = within(outer, longest.location);
    const deeper = inside(place, path);
    if (deeper === "unknown" || deeper?.final === true) return deeper;
    found = deeper ?? { place, final: false };
  }
  if (longest?.modifier === "^~") return found;
  for (const { location, modifier, pattern } of kinds) {
    if (modifier !== "~" && modifier !== "~*") continue;
    const expression = supportedExpression(pattern, modifier === "~*");
    if (expression === undefined) return "unknown";
    if (!expression.test(path)) continue;
    const place = within(outer, location);
    const deeper = inside(place, path);
    if (deeper === "unknown") return deeper;
    return { place: deeper?.place ?? place, final: true };
  }
  return found;
}

/**
 * The folders below which alone a location's requests lie, each with a slash at both ends; undefined where it may be asked for
 * anything else. `location /a/` and `location ~ ^/(a|b)/` have such folders.
 */
export function foldersOf(location: Directive): readonly string[] | undefined {
  const { modifier, pattern } = matcherOf(location.args);
  if (modifier === "" || modifier === "^~") return /^\/.+\/$/.test(pattern) ? [pattern] : undefined;
  if (modifier !== "~") return undefined;
  const match = /^\^\/(?:([\w/-]+)|\(([\w/|-]+)\))\/[^|]*$/.exec(pattern);
  const names = match?.[1] ?? match?.[2];
  return names?.split("|").map((name) => `/${name}/`);
}

/** The one address that a location answers, or undefined where it answers several. */
export function addressOf(location: Directive): string | undefined {
  const { modifier, pattern } = matcherOf(location.args);
  return modifier === "=" ? pattern : undefined;
}

/** What a place answers with. */
export type Answer =
  /** ngx_http_rewrite_module, `return`: a status, with a text or an address to go to. */
  | {
      readonly kind: "status";
      readonly status: number;
      readonly text: string | undefined;
      readonly directive: Directive;
    }
  /** Whatever another program says. */
  | { readonly kind: "passed"; readonly to: string; readonly directive: Directive }
  /** Files: below a folder (`root`), or in place of the location's own address (`alias`). */
  | {
      readonly kind: "files";
      readonly from: string;
      readonly alias: boolean;
      /** The arguments of `try_files`, if it has any. */
      readonly tries: readonly string[] | undefined;
      readonly directive: Directive;
    };

const PASSING: ReadonlySet<string> = new Set([
  "proxy_pass",
  "fastcgi_pass",
  "grpc_pass",
  "uwsgi_pass",
  "scgi_pass",
  "memcached_pass",
]);

/** Where nginx of Debian looks for files when nothing says where (nginx -V: --prefix; `root html`). */
const DEFAULT_ROOT = "/usr/share/nginx/html";

/** What a place answers with. `return`, `try_files` and the passing directives hold for their own block alone. */
export function answerOf(place: Place, server: Server): Answer {
  const own = place.levels.at(-1) ?? [];
  const back = own.find(({ name }) => name === "return");
  if (back !== undefined) {
    const [first = "", text] = back.args;
    // An address alone means 302.
    return /^\d+$/.test(first)
      ? { kind: "status", status: Number(first), text, directive: back }
      : { kind: "status", status: 302, text: first, directive: back };
  }
  const pass = own.find(({ name }) => PASSING.has(name));
  if (pass !== undefined) return { kind: "passed", to: pass.args[0] ?? "", directive: pass };
  const tries = own.find(({ name }) => name === "try_files")?.args;
  const base = baseOf(place);
  return {
    kind: "files",
    from: base?.directive.args[0] ?? DEFAULT_ROOT,
    alias: base?.directive.name === "alias",
    tries,
    directive: base?.directive ?? place.location ?? server.directive,
  };
}

/** Of an address as it was sent: whether a segment of its path is one dot or two, however it is spelt (RFC 3986, section 3.3). */
const DOT_SEGMENTS = "$dot_segments";
const DOTS: ReadonlyMap<string, string> = new Map([
  ["default", ""],
  [String.raw`~*^[^?]*([/\x5c]|%2f|%5c)(\.|%2e){1,2}([/\x5c?#]|%2f|%5c|%3f|%23|$)`, "1"],
]);

/**
 * Whether a server refuses every address with a dot segment before it looks for a location (ngx_http_rewrite_module: what stands in the
 * server goes first). nginx looks for one by the address without such segments, and hands on the address with them
 * (ngx_http_core_module, `location`; ngx_http_proxy_module, `proxy_pass`): the program behind may read another one in it.
 */
export function refusesDotSegments({ directive, levels }: Server): boolean {
  const asked = (directive.block ?? []).some(
    ({ name, args, block }) => name === "if" && args[0] === `(${DOT_SEGMENTS})` && block?.[0]?.name === "return",
  );
  const maps = (levels.at(-1) ?? []).filter(({ name, args }) => name === "map" && args[1] === DOT_SEGMENTS);
  return asked && maps.length > 0 && maps.every((map) => map.args[0] === "$request_uri" && holdsPairs(map, DOTS));
}

/** Whether a `map` consists of these pairs and no other. */
export function holdsPairs({ block = [] }: Directive, pairs: ReadonlyMap<string, string>): boolean {
  return (
    block.length === pairs.size &&
    [...pairs].every(([from, to]) => block.some((pair) => pair.name === from && pair.args[0] === to))
  );
}

/** Of `return`, the statuses whose text is an address to go to (ngx_http_rewrite_module). */
const LEADING: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Whether an answer is a status alone, or one of an error with a few plain words, and gives nothing away. */
export function tellsNothing(answer: Answer): boolean {
  if (answer.kind !== "status") return false;
  const { status, text } = answer;
  if (text === undefined) return true;
  return !LEADING.has(status) && (text === "" || (status >= 400 && /^[\w .,:;!?*/-]*$/.test(text)));
}

/** Whether an answer is the file of plain words that search engines ask for (RFC 9309). */
export function isForRobots(address: string | undefined, answer: Answer): boolean {
  if (address !== "/robots.txt" || answer.kind !== "status" || answer.status !== 200) return false;
  return /^[\w .,:;*/\n-]*$/.test(answer.text ?? "");
}

/** The innermost `root` or `alias`: either takes the place of one from above (ngx_http_core_merge_loc_conf). */
function baseOf(place: Place): { readonly directive: Directive; readonly depth: number } | undefined {
  for (let depth = place.levels.length - 1; depth >= 0; depth -= 1) {
    const directive = place.levels[depth]?.find(({ name }) => name === "root" || name === "alias");
    if (directive !== undefined) return { directive, depth };
  }
  return undefined;
}

/** The file that a place serves for `path`, by `alias` or `root` (ngx_http_core_module); undefined where that can't be told. */
export function fileAt(place: Place, path: string): string | undefined {
  const base = baseOf(place);
  const from = base?.directive.args[0];
  if (base === undefined || from === undefined) return undefined;
  if (base.directive.name === "root") return from + path;
  const outermost = place.levels.length - place.locations.length;
  const location = place.locations[base.depth - outermost];
  if (location === undefined) return undefined;
  const { modifier, pattern } = matcherOf(location.args);
  // With an expression, an alias is the file itself, whatever was asked.
  if (modifier === "~" || modifier === "~*") return undefined;
  return from + path.slice(pattern.length);
}

/** A directive that an inner level replaces as a whole: the innermost level that has it gives all of them. */
export function inForce(levels: Levels, name: string): readonly Directive[] {
  for (let depth = levels.length - 1; depth >= 0; depth -= 1) {
    const here = levels[depth]?.filter((directive) => directive.name === name) ?? [];
    if (here.length > 0) return here;
  }
  return [];
}

/**
 * The response headers that nginx adds, lower-cased name to values. ngx_http_headers_module: `add_header` is inherited only
 * where the inner level has none; without `always` it is left out of error answers, and without a value altogether.
 */
export function headersAt({ levels }: Pick<Place, "levels">): ReadonlyMap<string, readonly Directive[]> {
  const headers = new Map<string, Directive[]>();
  for (const directive of inForce(levels, "add_header")) {
    const [name = "", value = ""] = directive.args;
    if (value === "") continue;
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), directive]);
  }
  return headers;
}
