import type { Breach } from "../rule.ts";
import type { Reading, Source } from "../reading.ts";

/** One directive as nginx reads it, with what its includes brought in place of them. */
export interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly path: string;
  readonly line: number;
  /** What stands between its braces; undefined where it has none. */
  readonly block: readonly Directive[] | undefined;
}

/** Files of Debian's nginx packages (nginx-common 1.26) that only describe types or pass variables on. */
const PACKAGED: ReadonlySet<string> = new Set([
  "/etc/nginx/mime.types",
  "/etc/nginx/fastcgi_params",
  "/etc/nginx/proxy_params",
]);
const MAX_DEPTH = 10;

/** Directives whose effect the rules know (nginx.org, module index, 1.26); any other one is a doubt. */
const KNOWN: ReadonlySet<string> = new Set(
  [
    "user worker_processes worker_rlimit_nofile worker_connections multi_accept pid daemon events http server location",
    "include default_type charset access_log error_log server_tokens sendfile tcp_nopush tcp_nodelay map",
    "keepalive_timeout keepalive_requests client_max_body_size client_body_timeout client_header_timeout send_timeout",
    "client_header_buffer_size large_client_header_buffers reset_timedout_connection aio directio output_buffers",
    "server_names_hash_bucket_size server_names_hash_max_size map_hash_bucket_size types_hash_max_size types_hash_bucket_size",
    "variables_hash_max_size gzip gzip_vary gzip_types gzip_min_length gzip_proxied gzip_comp_level gzip_static gzip_disable",
    "ssl_protocols ssl_ciphers ssl_ecdh_curve ssl_prefer_server_ciphers ssl_session_cache ssl_session_timeout",
    "ssl_session_tickets ssl_certificate ssl_certificate_key ssl_reject_handshake ssl_stapling ssl_stapling_verify ssl_dhparam",
    "ssl_early_data ssl_buffer_size ssl_conf_command resolver ssl_ocsp ssl_ocsp_responder http2 listen server_name",
    "limit_req_zone limit_req limit_req_status limit_conn_zone limit_conn limit_conn_status limit_rate return root alias index",
    "try_files add_header expires etag if_modified_since ssi ssi_types ssi_silent_errors ssi_last_modified merge_slashes absolute_redirect",
    "port_in_redirect server_name_in_redirect proxy_pass proxy_http_version proxy_set_header proxy_read_timeout proxy_send_timeout",
    "proxy_connect_timeout proxy_buffering proxy_request_buffering proxy_redirect proxy_hide_header proxy_buffer_size proxy_buffers",
    "proxy_busy_buffers_size deny allow satisfy internal fastcgi_pass grpc_pass uwsgi_pass scgi_pass mirror auth_request",
    "log_not_found keepalive upstream log_format open_file_cache disable_symlinks underscores_in_headers",
  ].flatMap((names) => names.split(" ")),
);
/** A port on every address: nginx asks for the most specific address first (ngx_http_core_module, "listen"). */
const EVERYWHERE = /^(?:\*:|\[::\]:)?\d+$/;
/** Blocks whose lines are pairs, not directives. */
const TABLES: ReadonlySet<string> = new Set(["map", "types", "geo", "split_clients", "charset_map"]);

/**
 * nginx's configuration as a tree of directives, includes in place.
 *
 * Tokens as in src/core/ngx_conf_file.c, ngx_conf_read_token, of nginx 1.26: `#` starts a comment only where a token could
 * start, quotes only there too, and a closing quote must be followed by a blank, `;`, `{` or `)`.
 */
export function readNginx(path: string, sources: readonly Source[]): Reading<readonly Directive[]> {
  const doubts: Breach[] = [];
  const value = fileDirectives(path, new Map(sources.map((source) => [source.path, source.text])), doubts, 0);
  return { value, doubts };
}

function fileDirectives(
  path: string,
  texts: ReadonlyMap<string, string>,
  doubts: Breach[],
  depth: number,
): readonly Directive[] {
  const text = texts.get(path);
  if (text === undefined) {
    doubts.push({ where: path, what: "nginx would read this file, and the release does not hold it." });
    return [];
  }
  const tokens = tokensOf(path, text, doubts);
  const parsed = blockOf(path, tokens, 0, doubts, false);
  return included(parsed.directives, texts, doubts, depth);
}

function included(
  directives: readonly Directive[],
  texts: ReadonlyMap<string, string>,
  doubts: Breach[],
  depth: number,
): readonly Directive[] {
  return directives.flatMap((directive): readonly Directive[] => {
    if (!KNOWN.has(directive.name)) {
      const { path: where, line } = directive;
      doubts.push({
        where,
        line,
        what: `nginx's directive ${directive.name} is not known to these rules, so what it does can't be told.`,
      });
    }
    if (directive.name === "listen" && !EVERYWHERE.test(directive.args[0] ?? "")) {
      const { path: where, line, args } = directive;
      doubts.push({
        where,
        line,
        what: `A server that listens on ${args[0] ?? "nothing"} alone goes before those that listen everywhere, so which one answers can't be told.`,
      });
    }
    if (TABLES.has(directive.name)) return [directive];
    if (directive.block !== undefined) {
      return [{ ...directive, block: included(directive.block, texts, doubts, depth) }];
    }
    if (directive.name !== "include") return [directive];
    const target = absolute(directive.args[0] ?? "");
    if (PACKAGED.has(target)) return [];
    const doubt = (what: string) => {
      doubts.push({ where: directive.path, line: directive.line, what });
    };
    if (/[*?[\]]/.test(target)) {
      doubt(
        `\`include ${target}\` takes in whatever packages or people put there, so what nginx would do can't be told.`,
      );
    }
    if (depth >= MAX_DEPTH) {
      doubt("Files include each other without end.");
      return [];
    }
    return matching(target, texts).flatMap((path) => fileDirectives(path, texts, doubts, depth + 1));
  });
}

/** nginx resolves includes against its prefix, which Debian builds as /etc/nginx (nginx -V: --conf-path). */
function absolute(target: string): string {
  return target.startsWith("/") ? target : `/etc/nginx/${target}`;
}

/** The files that an include names, in the order of glob(3). */
function matching(target: string, texts: ReadonlyMap<string, string>): readonly string[] {
  if (!/[*?[\]]/.test(target)) return [target];
  const pattern = new RegExp(
    `^${target
      .replace(/[.+^${}()|\\]/g, "\\$&")
      .replaceAll("*", "[^/]*")
      .replaceAll("?", "[^/]")}$`,
  );
  return [...texts.keys()].filter((path) => pattern.test(path)).sort();
}

type Token =
  | { readonly kind: "word"; readonly text: string; readonly line: number }
  | { readonly kind: ";" | "{" | "}"; readonly line: number };

function tokensOf(path: string, text: string, doubts: Breach[]): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let index = 0;
  const blank = (character: string) =>
    character === " " || character === "\t" || character === "\r" || character === "\n";
  while (index < text.length) {
    const character = text.charAt(index);
    if (character === "\n") line += 1;
    if (blank(character)) {
      index += 1;
    } else if (character === "#") {
      while (index < text.length && text.charAt(index) !== "\n") index += 1;
    } else if (character === ";" || character === "{" || character === "}") {
      tokens.push({ kind: character, line });
      index += 1;
    } else {
      const start = line;
      const quote = character === '"' || character === "'" ? character : undefined;
      if (quote !== undefined) index += 1;
      let word = "";
      let closed = quote === undefined;
      let variable = false;
      while (index < text.length) {
        const next = text.charAt(index);
        if (next === "\n") line += 1;
        if (next === "\\") {
          const escaped = text.charAt(index + 1);
          if (escaped === "\n") line += 1;
          word += unescaped(escaped);
          index += 2;
          variable = false;
          continue;
        }
        if (quote === undefined ? blank(next) || next === ";" || (next === "{" && !variable) : next === quote) {
          closed = true;
          if (quote !== undefined) index += 1;
          else if (next === "\n") line -= 1; // the blank itself is counted by the outer loop
          break;
        }
        variable = next === "$";
        word += next;
        index += 1;
      }
      const following = text.charAt(index);
      if (!closed && quote !== undefined) {
        doubts.push({ where: path, line: start, what: "A quote is never closed, so nginx would not start." });
      } else if (quote !== undefined && following !== "" && !blank(following) && !";{)".includes(following)) {
        doubts.push({
          where: path,
          line,
          what: `Unexpected "${following}" after a closing quote, so nginx would not start.`,
        });
      }
      tokens.push({ kind: "word", text: word, line: start });
    }
  }
  return tokens;
}

/** Escapes that nginx resolves; before any other character the backslash stays. */
function unescaped(character: string): string {
  const known: Readonly<Record<string, string>> = { '"': '"', "'": "'", "\\": "\\", t: "\t", r: "\r", n: "\n" };
  return known[character] ?? `\\${character}`;
}

interface Block {
  readonly directives: readonly Directive[];
  /** Index of the first token after the block. */
  readonly next: number;
}

function blockOf(path: string, tokens: readonly Token[], from: number, doubts: Breach[], inner: boolean): Block {
  const directives: Directive[] = [];
  let words: Extract<Token, { kind: "word" }>[] = [];
  let index = from;
  for (; index < tokens.length; index += 1) {
    const token = tokens[index];
    if (token === undefined) break;
    if (token.kind === "word") {
      words.push(token);
      continue;
    }
    const [name, ...args] = words;
    if (token.kind === "}") {
      if (name !== undefined || !inner) {
        doubts.push({ where: path, line: token.line, what: 'Unexpected "}", so nginx would not start.' });
      }
      if (inner) return { directives, next: index + 1 };
      continue;
    }
    if (name === undefined) {
      doubts.push({ where: path, line: token.line, what: `Unexpected "${token.kind}", so nginx would not start.` });
      continue;
    }
    words = [];
    const directive = { name: name.text, args: args.map((word) => word.text), path, line: name.line };
    if (token.kind === ";") {
      directives.push({ ...directive, block: undefined });
    } else {
      const block = blockOf(path, tokens, index + 1, doubts, true);
      directives.push({ ...directive, block: block.directives });
      index = block.next - 1;
    }
  }
  if (inner || words.length > 0) {
    doubts.push({
      where: path,
      line: tokens.at(-1)?.line ?? 1,
      what: "The file ends inside a block or directive, so nginx would not start.",
    });
  }
  return { directives, next: index };
}

/** All directives below, at any depth, with the chain of blocks that hold each, outermost first. */
export function* everyDirective(
  directives: readonly Directive[],
  chain: readonly Directive[] = [],
): Generator<{ readonly directive: Directive; readonly chain: readonly Directive[] }> {
  for (const directive of directives) {
    yield { directive, chain };
    if (directive.block !== undefined) yield* everyDirective(directive.block, [...chain, directive]);
  }
}
