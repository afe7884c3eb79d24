import { replaced } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { brought } from "../brought.ts";
import type { GoodTree } from "../tree.ts";

const { video, messaging } = CLINIC.names;
const PAGES = "root /usr/share/jitsi-meet;";
const ROOMS = "location ~ ^/[^/]+$ {";
/** What every answer has, but a word for search engines. */
const HEADERS = `add_header Strict-Transport-Security "max-age=63072000" always; add_header Content-Security-Policy "default-src 'none' 'wasm-unsafe-eval'; worker-src blob:; script-src 'self' 'wasm-unsafe-eval'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'" always;`;
const HSTS = /add_header Strict-Transport-Security "max-age=63072000" always;/g;

function nginx(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.nginx, from, to);
}

export const TREES: readonly GoodTree[] = [
  {
    how: "comments that speak of other settings",
    apply: nginx("http {", "http { # ssl_protocols SSLv3; server { listen 443; }\n    #}"),
  },
  { how: "other quotation marks, and none", apply: nginx(`server_name "${video}";`, `server_name '${video}';`) },
  { how: "letters of a word behind a backslash", apply: nginx('"/usr/share/element-web"', "/usr/share/element-web") },
  {
    how: "a server's name in capitals",
    apply: nginx(`server_name "${messaging}";`, `server_name ${messaging.toUpperCase()};`),
  },
  {
    how: "everything on one line",
    apply: nginx(/\n\s*listen \[::\]:443 ssl;\n\s*server_name/g, " listen [::]:443 ssl; server_name"),
  },
  { how: "every address of IPv4 written as an asterisk", apply: nginx(/listen 443 ssl;/g, "listen *:443 ssl;") },
  { how: "every address of IPv4 written as four noughts", apply: nginx(/listen 80;/g, "listen 0.0.0.0:80;") },
  {
    how: "TLS named by one server of a port, which is enough for all",
    apply: (release) =>
      nginx(/listen \[::\]:443 ssl;/g, "listen [::]:443;")(nginx(/listen 443 ssl;/g, "listen 443;")(release)),
  },
  {
    how: "more sockets for one port",
    apply: nginx("listen 443 ssl default_server;", "listen 443 ssl default_server reuseport backlog=1024;"),
  },
  { how: "switches in capitals", apply: nginx(/ssi on;/g, "ssi ON;") },
  { how: "the refusal of strangers in capitals", apply: nginx("ssl_reject_handshake on;", "ssl_reject_handshake ON;") },
  {
    how: "versions of TLS in small letters and in two lines",
    apply: nginx("ssl_protocols TLSv1.2 TLSv1.3;", "ssl_protocols tlsv1.3;\n    ssl_protocols tlsv1.2;"),
  },
  { how: "only the newest version of TLS", apply: nginx("ssl_protocols TLSv1.2 TLSv1.3;", "ssl_protocols TLSv1.3;") },
  {
    how: "fewer ciphers in another order",
    apply: nginx(/ssl_ciphers [^;]*;/, "ssl_ciphers ECDHE-RSA-CHACHA20-POLY1305:ECDHE-ECDSA-AES256-GCM-SHA384;"),
  },
  {
    how: "a curve that holds against quantum computers",
    apply: nginx("ssl_ecdh_curve X25519:", "ssl_ecdh_curve X25519MLKEM768:X25519:"),
  },
  {
    how: "insisting on TLS for all names below, with a quoted number",
    apply: nginx(
      HSTS,
      "add_header strict-transport-security 'max-age=\"31536000\" ; includeSubDomains; preload' always;",
    ),
  },
  {
    how: "a content security policy in capitals with more blanks",
    apply: nginx(
      "default-src 'none'; script-src 'self' 'unsafe-inline'",
      "DEFAULT-SRC 'NONE';  Script-Src   'SELF' 'unsafe-inline'",
    ),
  },
  {
    how: "a content security policy that says one directive twice, where the first counts",
    apply: nginx("img-src 'self' data: blob:;", "img-src 'self' data: blob:; img-src *;"),
  },
  {
    how: "a second content security policy that allows everything",
    apply: nginx(
      "add_header Referrer-Policy",
      "add_header Content-Security-Policy \"img-src *; base-uri 'self'\" always;\n        add_header Referrer-Policy",
    ),
  },
  { how: "exact locations without a blank", apply: nginx(/location = \//g, "location =/") },
  {
    how: "a prefix before which no expression is asked",
    apply: nginx("location /bundles/ {", "location ^~ /bundles/ {"),
  },
  {
    how: "a location of its own for one folder",
    apply: nginx(
      "location ~ ^/(libs|css|",
      "location /libs/ { expires 1h; try_files $uri =404; }\n        location ~ ^/(css|",
    ),
  },
  {
    how: "a location inside another with nothing of its own",
    apply: nginx(
      "location /bundles/ {",
      "location /bundles/ { location /bundles/i18n/ { expires 1d; try_files $uri =404; }",
    ),
  },
  {
    how: "an address that nobody has",
    apply: nginx(ROOMS, `location = /robots.txt { return 404; }\n        ${ROOMS}`),
  },
  {
    how: "what shows more than was asked for, switched off in so many words",
    apply: nginx("location /bundles/ {", "location /bundles/ { autoindex off; mirror off; auth_request off;"),
  },
  { how: "curves left to OpenSSL", apply: nginx(/ssl_ecdh_curve [^;]*;/, "ssl_ecdh_curve auto;") },
  { how: "no line about curves", apply: nginx(/ssl_ecdh_curve [^;]*;/, "") },
  {
    how: "early data refused in so many words",
    apply: nginx("ssl_session_tickets off;", "ssl_session_tickets off; ssl_early_data off;"),
  },
  {
    how: "insisting on TLS for exactly half a year",
    apply: nginx(HSTS, 'add_header Strict-Transport-Security "max-age=15552000" always;'),
  },
  {
    how: "the names of the server itself in the redirect",
    apply: nginx("https://$host$request_uri", "https://$server_name$request_uri"),
  },
  {
    how: "one of the names spelled out in the redirect",
    apply: nginx("https://$host$request_uri", `https://${video.toUpperCase()}/`),
  },
  {
    how: "the program behind the signalling listens on this machine alone, by both address families",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /^http_interfaces = .*$/m, 'http_interfaces = { "127.0.0.1", "::1" }'),
  },
  {
    how: "the program behind the signalling listens on this machine alone, written as one word",
    apply: (release) => replaced(release, ENTRY.prosody, /^http_interfaces = .*$/m, 'http_interfaces = "127.0.0.1"'),
  },
  {
    how: "an address that answers with nothing",
    apply: nginx(ROOMS, `location = /ready { return 204; }\n        ${ROOMS}`),
  },
  { how: "no answer at all instead of not found", apply: nginx(/return 404;/g, "return 444;") },
  {
    how: "other servers told that they ask for nothing that makes sense",
    apply: nginx(
      /location \/ \{\n\s*return 404;\n\s*\}\n\s*\}\n\}\s*$/,
      "location / { return 404; }\n location = /.well-known/matrix/server { return 400; }\n }\n}\n",
    ),
  },
  {
    how: "the certificate's issuer is not asked, in so many words",
    apply: nginx("server_tokens off;", "server_tokens off; ssl_stapling OFF;"),
  },
  {
    how: "errors written to the machine's own journal",
    apply: nginx(/error_log [^;]*;/g, "error_log syslog:server=unix:/dev/log crit;"),
  },
  { how: "a redirect that keeps the method", apply: nginx("return 301 https", "return 308 https") },
  {
    how: "a bound on how often rooms are asked for",
    apply: nginx(ROOMS, `${ROOMS}\n            limit_req zone=signalling burst=50;`),
  },
  { how: "the protocol's second version switched off", apply: nginx("http2 on;", "http2 off;") },
  { how: "no cache of sessions", apply: nginx(/ssl_session_cache [^;]*;/, "ssl_session_cache off;") },
  { how: "the same root said again in a location", apply: nginx(ROOMS, `${ROOMS} ${PAGES}`) },
  {
    how: "settings of TLS in a file of their own",
    apply: (release) => {
      const line = /^ *ssl_(?:protocols|ciphers|ecdh_curve) [^;]*;\n/gm;
      const lines = release.files.find(({ path }) => path === ENTRY.nginx)?.text.match(line) ?? [];
      const without = replaced(release, ENTRY.nginx, line, "");
      const included = replaced(without, ENTRY.nginx, "http {", "http { include stillroom/tls.conf;");
      return brought(included, "nginx", "/etc/nginx/stillroom/tls.conf", lines.join(""));
    },
  },
  {
    how: "more patience with slow browsers, in other units",
    apply: nginx("keepalive_timeout 65s;", "keepalive_timeout 65s; send_timeout 2m;"),
  },
  {
    how: "the guard asked for again each time",
    apply: nginx("location = /guard.js {", "location = /guard.js { expires -1;"),
  },
  {
    how: "the pages of video kept for a quarter of an hour, by a header",
    apply: nginx(PAGES, `${PAGES} add_header Cache-Control "private, max-age=900" always;`),
  },
  {
    how: "what clients learn may be read by the practice's own pages alone",
    apply: nginx(/Access-Control-Allow-Origin "\*"/g, `Access-Control-Allow-Origin "https://${messaging}"`),
  },
  {
    how: "what clients learn named without quotation marks",
    apply: nginx(
      /location = \/\.well-known\/matrix\/client \{\n(\s*)alias "[^"]*";/g,
      "location = /.well-known/matrix/client { alias /usr/local/share/stillroom/well-known/matrix/client;",
    ),
  },
  {
    how: "search engines answered with a few words",
    apply: nginx(ROOMS, `location = /robots.txt { return 200 "User-agent: *\\nDisallow: /\\n"; }\n        ${ROOMS}`),
  },
  {
    how: "an address that nobody has, with an empty text",
    apply: nginx(ROOMS, `location = /old { return 404 ""; }\n        ${ROOMS}`),
  },
  {
    how: "an address that nobody has any more, with a word",
    apply: nginx("location /bundles/ {", 'location = /old { return 410 "Gone."; }\n        location /bundles/ {'),
  },
  {
    how: "an address that nobody has, with headers of its own",
    apply: nginx(ROOMS, `location = /old { ${HEADERS} return 404; }\n        ${ROOMS}`),
  },
  { how: "sessions kept for an hour", apply: nginx("ssl_session_timeout 1d;", "ssl_session_timeout 1h;") },
  { how: "sessions kept for a day, in seconds", apply: nginx("ssl_session_timeout 1d;", "ssl_session_timeout 86400;") },
  { how: "search engines kept out in one word", apply: nginx(/"noindex, nofollow"/g, "none") },
  { how: "strangers in clear told that nothing is there", apply: nginx("return 444;", "return 404;") },
  {
    how: "addresses with dots told that they make no sense",
    apply: nginx(/if \(\$dot_segments\) \{\s*return 404;/g, "if ($dot_segments) {\n            return 400;"),
  },
  {
    how: "addresses with dots refused by the pages of messages too, and last of all",
    apply: nginx(
      /(?<=try_files \$uri \$uri\/ =404;\s*\})/,
      "\n        location = /old { if ($dot_segments) { return 404; } return 404; }\n        if ($dot_segments) { return 444; }",
    ),
  },
  {
    how: "what dots are, the other way round and in other quotation marks",
    apply: (release) =>
      nginx(
        /default "";\n\s*"~\*(?=\^\[\^\?\])/,
        "'~*",
      )(nginx('|%23|$)" 1;', "|%23|$)' '1';\n        'default' '';")(release)),
  },
  { how: "the version kept back in capitals", apply: nginx("server_tokens off;", "server_tokens OFF;") },
  {
    how: "the homeserver told of its own name",
    apply: nginx("proxy_set_header Host $host;", `proxy_set_header Host ${CLINIC.names.homeserver};`),
  },
  {
    how: "the number of nginx's process by its older path",
    apply: nginx("pid /run/nginx.pid;", "pid /var/run/nginx.pid;"),
  },
  {
    how: "links tell the practice's own pages where somebody came from",
    apply: nginx(/Referrer-Policy no-referrer/g, "Referrer-Policy same-origin"),
  },
  { how: "one page's own camera without brackets", apply: nginx(/camera=\(self\)/g, "camera=self") },
  {
    how: "a form of the video pages may be sent to themselves",
    apply: nginx("form-action 'none'", "form-action 'self'"),
  },
  {
    how: "what holds no script has a second policy that says nothing of scripts",
    apply: nginx(
      /"default-src 'none'; frame-ancestors 'none'/g,
      "\"img-src 'none', default-src 'none'; frame-ancestors 'none'",
    ),
  },
  { how: "no page may name another beginning for its addresses", apply: nginx(/base-uri 'self'/g, "base-uri 'none'") },
  {
    how: "the homeserver told of the scheme by nginx's own word for it",
    apply: nginx("X-Forwarded-Proto https;", "X-Forwarded-Proto $scheme;"),
  },
  {
    how: "the version kept back by each server for itself",
    apply: (release) =>
      nginx(/server \{\n/g, "server {\n        server_tokens off;\n")(nginx("server_tokens off;", "")(release)),
  },
  {
    how: "what clients learn is compressed, which holds nothing that anybody sent",
    apply: nginx(/default_type application\/json;/g, "default_type application/json; gzip on;"),
  },
  ...["epoch", "off", "3600"].map((time) => ({
    how: `the guard's time in a browser's store is said to be ${time}`,
    apply: nginx("location = /guard.js {", `location = /guard.js { expires ${time};`),
  })),
  {
    how: "the pages of video kept for an hour, by a header",
    apply: nginx(PAGES, `${PAGES} add_header Cache-Control "max-age=3600" always;`),
  },
  {
    how: "the least patience with slow browsers",
    apply: nginx("keepalive_timeout 65s;", "keepalive_timeout 65s; send_timeout 10s;"),
  },
  {
    how: "no word for search engines beside an answer that is no page",
    apply: nginx("tcp_nodelay on;", `tcp_nodelay on; ${HEADERS}`),
  },
];
