import { supportedExpression } from "./expression.ts";

/** Where a directive stands; each is named after the block around it, `main` is outside of all. */
export type Context = "main" | "events" | "http" | "server" | "location" | "if";

/** What is known of a directive: where nginx takes it, with which arguments, and whether several may stand in one block. */
interface Known {
  readonly contexts: ReadonlySet<string>;
  readonly takes: Arguments;
  readonly repeats: boolean;
}

type Arguments = (args: readonly string[]) => boolean;

const FLAG = /^(?:on|off)$/i;
const NUMBER = /^\d{1,9}$/;
const SIZE = /^\d{1,9}[kmg]?$/i;
const TIME = /^\d{1,9}(?:ms|[smhdwMy])?$/;
/** No variable: what a visitor sends could stand in its place. */
const PATH = /^[^$\r\n]+$/;
const MEDIA_TYPE = /^[a-z]+\/[a-z0-9.+-]+$/;

function one(pattern: RegExp): Arguments {
  return (args) => args.length === 1 && pattern.test(args[0] ?? "");
}

function upTo(most: number, pattern: RegExp): Arguments {
  return (args) => args.length > 0 && args.length <= most && args.every((arg) => pattern.test(arg));
}

function inTurn(...patterns: readonly RegExp[]): Arguments {
  return (args) =>
    args.length === patterns.length && patterns.every((pattern, index) => pattern.test(args[index] ?? ""));
}

const none: Arguments = (args) => args.length === 0;
const some: Arguments = (args) => args.length > 0;
const MANY = 64;

/** Headers of an answer that do nothing but narrow what a browser does, or that a rule reads. */
const RESPONSE_HEADERS: ReadonlySet<string> = new Set(
  [
    "access-control-allow-origin cache-control content-security-policy cross-origin-embedder-policy cross-origin-opener-policy",
    "cross-origin-resource-policy permissions-policy referrer-policy strict-transport-security vary x-content-type-options",
    "x-frame-options x-permitted-cross-domain-policies x-robots-tag",
  ].flatMap((names) => names.split(" ")),
);
/** A header that a browser takes as what the answer is or where it went: the rules say what that does. */
const TELLING_HEADERS = /^(?:content-type|location|refresh|link)$/;

/** ngx_http_headers_module. A line break in a value would begin a header of its own; a variable could hold one. */
const addsHeader: Arguments = ([name = "", value = "", always, ...rest]) =>
  (RESPONSE_HEADERS.has(name.toLowerCase()) || TELLING_HEADERS.test(name.toLowerCase())) &&
  /^[^$\p{Cc}]*$/u.test(value) &&
  (always === undefined || always === "always") &&
  rest.length === 0;

/** What our programs behind nginx are told, and the only things that may be told them. */
const REQUEST_HEADERS: Readonly<Record<string, RegExp>> = {
  host: /^(?:\$host|[a-z0-9.-]+)$/,
  upgrade: /^\$http_upgrade$/,
  connection: /^(?:\$connection_upgrade|upgrade|close|)$/i,
  "x-forwarded-for": /^\$remote_addr$/,
  "x-real-ip": /^\$remote_addr$/,
  "x-forwarded-proto": /^(?:https|\$scheme)$/,
};

const setsHeader: Arguments = (args) => {
  const [name = "", value = ""] = args;
  const key = name.toLowerCase();
  return args.length === 2 && Object.hasOwn(REQUEST_HEADERS, key) && REQUEST_HEADERS[key]?.test(value) === true;
};

/** ngx_http_core_module, `try_files`: files below the root, then a status or the address that is asked instead. */
const tries: Arguments = (args) =>
  args.length >= 2 && args.every((arg) => /^(?:\$uri\/?|\/[\w./-]*|=\d{3})$/.test(arg));

/** ngx_http_rewrite_module, `return`. In an address, a line break would begin a header of its own. */
const returns: Arguments = (args) => upTo(2, /^[^\p{Cc}]*$/u)(args) || inTurn(/^200$/, /^[\w .,:;*/\n-]*$/)(args);

/**
 * ngx_core_module, `error_log`: nginx's own folder, this machine's journal, nowhere. What goes to that folder, where it stays too long, or to
 * another machine is known too: rules say so.
 */
const ERRORS = /^(?:\/var\/log\/nginx\/[\w-]+\.log|\/dev\/null|stderr|syslog:server=[^\s$]+)$/;
const logsErrors: Arguments = (args) => inTurn(ERRORS)(args) || inTurn(ERRORS, /^[a-z]+$/)(args);

const maps: Arguments = (args) =>
  inTurn(/^\$http_upgrade$/, /^\$connection_upgrade$/)(args) ||
  inTurn(/^\$\w+$/, /^\$(?:client_network|dot_segments)$/)(args);

/** ngx_http_rewrite_module, `if`: of all conditions the one that a rule looks at, and of what may follow a refusal alone. */
const asks: Arguments = one(/^\(\$dot_segments\)$/);
const REFUSAL = /^4\d\d$/;

/** ngx_http_core_module, `location`. */
const locates: Arguments = (args) => {
  const { modifier, pattern } = matcherOf(args);
  if (args.length < 1 || args.length > 2) return false;
  if (modifier === "~" || modifier === "~*") return supportedExpression(pattern, modifier === "~*") !== undefined;
  return ["", "=", "^~"].includes(modifier) && /^\/[^\p{Cc}]*$/u.test(pattern);
};

/** A location's modifier and pattern; `location =/path` without a blank is allowed too (ngx_http_core_location). */
export function matcherOf(args: readonly string[]): { readonly modifier: string; readonly pattern: string } {
  const [first = "", second] = args;
  if (second !== undefined) return { modifier: first, pattern: second };
  const glued = /^(=|\^~|~\*|~)([^]+)$/.exec(first);
  return { modifier: glued?.[1] ?? "", pattern: glued?.[2] ?? first };
}

/**
 * A port on every address. nginx asks a server on a single address before those on all (ngx_http_core_module, "listen"), and so
 * which one answers there can't be told.
 */
export const EVERYWHERE = /^(?:(?:(\*|0\.0\.0\.0|\[::\]):)?(\d{1,5})|(\*|0\.0\.0\.0|\[::\]))$/;
const LISTEN_OPTION =
  /^(?:ssl|default_server|default|http2|reuseport|deferred|bind|ipv6only=on|so_keepalive=(?:on|off)|(?:backlog|fastopen)=\d{1,9})$/;

const listens: Arguments = ([where = "", ...options]) =>
  EVERYWHERE.test(where) && options.every((option) => LISTEN_OPTION.test(option));

/**
 * Exact names and names with one asterisk at an end. An expression and the machine's own name can't be told from here, nor can
 * `.name`, which nginx drops or keeps depending on what stands before it (ngx_hash_add_key).
 */
const SERVER_NAME = /^(?:|(?:\*\.)?(?:[a-z0-9_-]+\.)*[a-z0-9_-]+|(?:[a-z0-9_-]+\.)+\*)$/i;

const MAIN = "main";
const EVENTS = "events";
const HTTP = "http";
const SERVER = "server";
const HTTP_SERVER = "http server";
const PLACES = "server location";
const ANYWHERE = "http server location";

/**
 * The directives whose effect is known, with where and how nginx takes them: the command tables (`ngx_command_t`) of nginx
 * release-1.26.3, src/core, src/event and src/http, which release-1.22.1 shares but for `http2`. What a rule forbids is
 * known too: that rule says what it does.
 */
const TABLE: readonly (readonly [contexts: string, Readonly<Record<string, Arguments>>])[] = [
  [
    MAIN,
    {
      user: upTo(2, /^www-data$/),
      worker_processes: one(/^(?:auto|\d{1,3})$/),
      worker_rlimit_nofile: one(NUMBER),
      worker_shutdown_timeout: one(TIME),
      // Where systemd looks for it (PIDFile= of Debian's nginx.service); anywhere else nginx would write over something.
      pid: one(/^(?:\/var)?\/run\/nginx\.pid$/),
      daemon: one(FLAG),
      pcre_jit: one(FLAG),
      events: none,
      http: none,
    },
  ],
  [EVENTS, { worker_connections: one(NUMBER), multi_accept: one(FLAG), accept_mutex: one(FLAG), use: one(/^epoll$/) }],
  [`${MAIN} ${ANYWHERE}`, { error_log: logsErrors }],
  [
    HTTP,
    {
      server: none,
      // What becomes of `Connection` towards our own programs hangs on the one, by whom requests are counted and what is refused on the others.
      map: maps,
      log_format: some,
      server_names_hash_bucket_size: one(NUMBER),
      server_names_hash_max_size: one(NUMBER),
      map_hash_bucket_size: one(NUMBER),
      map_hash_max_size: one(NUMBER),
      variables_hash_bucket_size: one(NUMBER),
      variables_hash_max_size: one(NUMBER),
      limit_req_zone: inTurn(/^\$(?:binary_remote_addr|client_network)$/, /^zone=\w+:\d+[km]?$/i, /^rate=\d+r\/[sm]$/),
      limit_conn_zone: inTurn(/^\$(?:binary_remote_addr|client_network)$/, /^zone=\w+:\d+[km]?$/i),
    },
  ],
  [
    HTTP_SERVER,
    {
      client_header_buffer_size: one(SIZE),
      client_header_timeout: one(TIME),
      large_client_header_buffers: inTurn(NUMBER, SIZE),
      ignore_invalid_headers: one(/^on$/i),
      underscores_in_headers: one(/^off$/i),
      merge_slashes: one(/^on$/i),
      connection_pool_size: one(SIZE),
      request_pool_size: one(SIZE),
      http2: one(FLAG),
      http2_max_concurrent_streams: one(NUMBER),
      ssl_protocols: upTo(MANY, /^(?:SSLv[23]|TLSv1(?:\.[123])?)$/i),
      ssl_ciphers: one(PATH),
      ssl_ecdh_curve: one(/^[\w:-]+$/),
      ssl_prefer_server_ciphers: one(FLAG),
      ssl_session_cache: upTo(2, /^(?:off|none|builtin(?::\d+)?|shared:\w+:\d+[km]?)$/i),
      ssl_session_timeout: one(TIME),
      ssl_session_tickets: one(FLAG),
      ssl_session_ticket_key: one(PATH),
      ssl_certificate: one(PATH),
      ssl_certificate_key: one(PATH),
      ssl_reject_handshake: one(FLAG),
      ssl_stapling: one(FLAG),
      ssl_stapling_verify: one(FLAG),
      ssl_early_data: one(FLAG),
      ssl_buffer_size: one(SIZE),
      ssl_conf_command: some,
      ssl_ocsp: one(/^(?:on|off|leaf)$/i),
      ssl_ocsp_responder: one(PATH),
    },
  ],
  [SERVER, { listen: listens, server_name: upTo(MANY, SERVER_NAME) }],
  [PLACES, { location: locates, if: asks, return: returns, try_files: tries }],
  [
    "location",
    {
      alias: one(PATH),
      internal: none,
      proxy_pass: one(PATH),
      fastcgi_pass: one(PATH),
      grpc_pass: one(PATH),
      uwsgi_pass: one(PATH),
      scgi_pass: one(PATH),
      memcached_pass: one(PATH),
    },
  ],
  [
    ANYWHERE,
    {
      root: one(PATH),
      // An address that begins with a slash is asked instead of a file (ngx_http_index_module).
      index: upTo(MANY, /^[\w.-]+$/),
      add_header: addsHeader,
      proxy_set_header: setsHeader,
      access_log: some,
      autoindex: one(FLAG),
      resolver: some,
      mirror: one(PATH),
      auth_request: one(PATH),
      default_type: one(MEDIA_TYPE),
      charset: one(/^(?:utf-8|off)$/i),
      server_tokens: one(/^(?:on|off|build)$/i),
      sendfile: one(FLAG),
      sendfile_max_chunk: one(SIZE),
      tcp_nopush: one(FLAG),
      tcp_nodelay: one(FLAG),
      keepalive_time: one(TIME),
      keepalive_timeout: upTo(2, TIME),
      keepalive_requests: one(NUMBER),
      client_max_body_size: one(SIZE),
      client_body_buffer_size: one(SIZE),
      client_body_timeout: one(TIME),
      send_timeout: one(TIME),
      reset_timedout_connection: one(FLAG),
      lingering_close: one(/^(?:on|off|always)$/i),
      lingering_time: one(TIME),
      lingering_timeout: one(TIME),
      aio: one(/^(?:on|off|threads)$/),
      directio: one(/^(?:off|\d+[kmg]?)$/i),
      output_buffers: inTurn(NUMBER, SIZE),
      read_ahead: one(SIZE),
      types_hash_max_size: one(NUMBER),
      types_hash_bucket_size: one(NUMBER),
      gzip: one(FLAG),
      gzip_vary: one(FLAG),
      gzip_types: upTo(MANY, /^(?:\*|[a-z]+\/[a-z0-9.+-]+)$/),
      gzip_min_length: one(SIZE),
      gzip_proxied: upTo(MANY, /^(?:off|expired|no-cache|no-store|private|no_last_modified|no_etag|auth|any)$/i),
      gzip_comp_level: one(/^[1-9]$/),
      gzip_buffers: inTurn(NUMBER, SIZE),
      gzip_http_version: one(/^1\.[01]$/),
      limit_req: upTo(3, /^(?:zone=\w+|burst=\d+|nodelay|delay=\d+)$/),
      limit_req_status: one(/^[45]\d\d$/),
      limit_conn: inTurn(/^\w+$/, NUMBER),
      limit_conn_status: one(/^[45]\d\d$/),
      limit_rate: one(SIZE),
      expires: one(/^(?:epoch|max|off|-?\d+[smhd]?)$/),
      etag: one(FLAG),
      if_modified_since: one(/^(?:off|exact|before)$/i),
      ssi: one(FLAG),
      ssi_last_modified: one(FLAG),
      ssi_silent_errors: one(FLAG),
      absolute_redirect: one(FLAG),
      port_in_redirect: one(FLAG),
      server_name_in_redirect: one(FLAG),
      max_ranges: one(NUMBER),
      log_not_found: one(FLAG),
      open_file_cache: upTo(2, /^(?:off|max=\d+|inactive=\d+[smhd]?)$/),
      proxy_http_version: one(/^1\.[01]$/),
      proxy_read_timeout: one(TIME),
      proxy_send_timeout: one(TIME),
      proxy_connect_timeout: one(TIME),
      proxy_buffering: one(FLAG),
      proxy_request_buffering: one(FLAG),
      proxy_redirect: one(/^(?:off|default)$/),
      proxy_hide_header: one(/^[A-Za-z0-9-]+$/),
      proxy_buffer_size: one(SIZE),
      proxy_buffers: inTurn(NUMBER, SIZE),
      proxy_busy_buffers_size: one(SIZE),
      deny: one(/^(?:all|[0-9a-f.:/]+)$/i),
      allow: one(/^(?:all|[0-9a-f.:/]+)$/i),
    },
  ],
];

/** What may stand several times in one block; of anything else nginx says `is duplicate` and does not start. */
const REPEATING: ReadonlySet<string> = new Set(
  [
    "server location if map log_format limit_req_zone limit_conn_zone limit_req limit_conn listen server_name add_header",
    "proxy_set_header proxy_hide_header access_log error_log ssl_certificate ssl_certificate_key ssl_protocols gzip_types",
    "gzip_proxied index return deny allow ssl_conf_command ssl_session_ticket_key",
  ].flatMap((names) => names.split(" ")),
);

const KNOWN: ReadonlyMap<string, Known> = new Map(
  TABLE.flatMap(([contexts, directives]) =>
    Object.entries(directives).map(([name, takes]): [string, Known] => [
      name,
      { contexts: new Set(contexts.split(" ")), takes, repeats: REPEATING.has(name) },
    ]),
  ),
);

/**
 * Why it can't be told what a directive does, or undefined where it can.
 *
 * @param name as written: nginx tells `Root` from `root`
 * @param earlier whether the same block already has one of that name
 */
export function unclear(name: string, args: readonly string[], context: Context, earlier: boolean): string | undefined {
  if (context === "if")
    return name === "return" && REFUSAL.test(args.join(" "))
      ? undefined
      : `What \`${[name, ...args].join(" ")}\` does under a condition can't be told.`;
  const known = KNOWN.get(name);
  if (known === undefined)
    return `nginx's directive ${name} is not known to these rules, so what it does can't be told.`;
  if (!known.contexts.has(context)) return `${name} may not stand in ${context}, so nginx would not start.`;
  if (!known.takes(args)) {
    if (name === "listen" && !EVERYWHERE.test(args[0] ?? ""))
      return `A server that listens on ${args[0] ?? "nothing"} alone goes before those that listen everywhere, so which one answers can't be told.`;
    return `What \`${[name, ...args].join(" ")}\` does can't be told.`;
  }
  if (earlier && !known.repeats) return `${name} stands twice in one block, so nginx would not start.`;
  return undefined;
}

/** The names of all known directives with the blocks in which each may stand, for the documents and the tests. */
export function knownDirectives(): readonly { readonly name: string; readonly contexts: readonly string[] }[] {
  return [...KNOWN].map(([name, { contexts }]) => ({ name, contexts: [...contexts] }));
}
