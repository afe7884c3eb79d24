import { replaced, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const { video, messaging, homeserver, desk } = CLINIC.names;
const CLIENT = "location ~ ^/(_matrix/client|_matrix/media|_synapse/client)/ {";
const BUNDLES = "location /bundles/ {";
const HSTS = 'add_header Strict-Transport-Security "max-age=63072000" always;';
const CLOSED = "add_header Content-Security-Policy \"default-src 'none'; frame-ancestors 'none'\" always;";

function nginx(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.nginx, from, to);
}

/** A location more, before that of the homeserver's client interface. */
function beside(text: string): (release: Release) => Release {
  return nginx(CLIENT, `${text}\n        ${CLIENT}`);
}

const REFUSED = /if \(\$dot_segments\) \{\s*return 404;\s*\}/g;
const DOTS = "map $request_uri $dot_segments {";

/** A server before all others. */
function first(text: string): (release: Release) => Release {
  return nginx("    server {", `    server { ${text} }\n    server {`);
}

/** A change in the desk's own server alone. */
function atDesk(how: string, from: string, to: string): BrokenTree {
  return {
    how: `the desk ${how}`,
    clinic: INVITING,
    apply: (release) =>
      withText(release, ENTRY.nginx, (text) => {
        const at = text.search(/server_name "desk\.quiet-harbour\.example";\n\s*root/);
        return text.slice(0, at) + text.slice(at).replace(from, () => to);
      }),
  };
}

const TO_DESK = "proxy_pass http://127.0.0.1:8200;";
const AS_ITSELF = 'proxy_set_header Host "desk.quiet-harbour.example";';

export const TREES: readonly BrokenTree[] = [
  {
    how: "connections are counted by whole IPv6 addresses",
    apply: nginx(
      "limit_req_status 429;",
      "limit_req_status 429;\n    limit_conn_zone $binary_remote_addr zone=visitors:1m;",
    ),
  },
  {
    how: "requests are counted by 96 bits of an address, of which a line of IPv6 has four thousand million",
    apply: nginx("(.{8}).{8}$", "(.{12}).{4}$"),
  },
  { how: "every request is counted as everybody's", apply: nginx(/default \$binary_remote_addr;/, "default all;") },
  { how: "IPv6 addresses are counted as one", apply: nginx('.{8}$" $1;', '.{8}$" six;') },
  {
    how: "requests are counted by what the visitor says",
    apply: nginx("map $binary_remote_addr $client_network", "map $http_user_agent $client_network"),
  },
  { how: "IPv6 addresses are counted whole, the map being shorter", apply: nginx(/"~\(\?s\).*\n/, "\n") },
  {
    how: "one address is counted apart from all others of its line",
    apply: nginx('.{8}$" $1;', '.{8}$" $1;\n        "~^2001" $binary_remote_addr;'),
  },
  atDesk("has the homeserver behind its name", TO_DESK, "proxy_pass http://127.0.0.1:8008;"),
  atDesk(
    "has the homeserver's administration below one address",
    "location / {",
    "location /_synapse/admin/ { proxy_pass http://127.0.0.1:8008; }\n        location / {",
  ),
  atDesk("is asked for one page alone, whatever anybody asks for", TO_DESK, "proxy_pass http://127.0.0.1:8200/staff;"),
  atDesk("is asked at another port of this machine", TO_DESK, "proxy_pass http://127.0.0.1:8201;"),
  atDesk(
    "has a folder of the disk beside its pages",
    "location / {",
    "location /files/ { root /srv; }\n        location / {",
  ),
  atDesk(
    "answers one address with a text of nginx's",
    "location / {",
    'location = /help { return 200 "call"; }\n        location / {',
  ),
  atDesk("is asked by whatever name a visitor has said", AS_ITSELF, "proxy_set_header Host $http_host;"),
  atDesk("is asked by the address behind it", AS_ITSELF, ""),
  atDesk("gets addresses with dots as they were sent", "if ($dot_segments) {\n            return 404;\n        }", ""),
  atDesk("takes all visitors for one", "proxy_set_header X-Forwarded-For $remote_addr;", ""),
  atDesk(
    "believes visitors who say where they come from",
    "X-Forwarded-For $remote_addr;",
    "X-Forwarded-For $proxy_add_x_forwarded_for;",
  ),
  atDesk("is told that people come in clear", "X-Forwarded-Proto https;", "X-Forwarded-Proto http;"),
  atDesk("has pages whose text makes nginx ask for more", "gzip off;", "gzip off; ssi on;"),
  atDesk("has pages that search engines may list", 'add_header X-Robots-Tag "noindex, nofollow" always;', ""),
  atDesk(
    "has one header more where its pages are, and so none of those above",
    "location / {",
    "location / {\n            add_header X-Content-Type-Options nosniff always;",
  ),
  {
    how: "the desk's name leads to a practice's machine without a desk",
    apply: nginx(
      "    # Messages: Element Web.",
      `    server { listen 443 ssl; server_name ${desk}; ${HSTS} ${CLOSED} location / { proxy_pass http://127.0.0.1:8200; } }\n    # Messages: Element Web.`,
    ),
  },
  {
    how: "one address of the administration has a location of its own",
    apply: beside("location = /_synapse/admin/v1/register { proxy_pass http://127.0.0.1:8008; }"),
  },
  {
    how: "the interface for other servers is handed through for one address that nobody samples",
    apply: beside("location = /_matrix/federation/v2/send_join { proxy_pass http://127.0.0.1:8008; }"),
  },
  {
    how: "the expression of the client interface has lost its last slash",
    apply: nginx("|_synapse/client)/ {", "|_synapse/client) {"),
  },
  {
    how: "the expression of the client interface has one way more, which is empty",
    apply: nginx("|_synapse/client)/ {", "|_synapse/client|)/ {"),
  },
  {
    how: "the expression of the client interface is no longer bound to the beginning",
    apply: nginx("~ ^/(_matrix/client", "~ /(_matrix/client"),
  },
  {
    how: "the expression of the client interface takes any letter's case",
    apply: nginx("location ~ ^/(_matrix", "location ~* ^/(_matrix"),
  },
  {
    how: "a longer prefix that forbids expressions takes all of the homeserver",
    apply: beside("location ^~ /_ { proxy_pass http://127.0.0.1:8008; }"),
  },
  {
    how: "inside the client interface another location puts a path before what was asked",
    apply: nginx(
      CLIENT,
      "location /_matrix/client/ { location /_matrix/client/admin/ { proxy_pass http://127.0.0.1:8008/_synapse/admin/; } }\n        " +
        CLIENT,
    ),
  },
  {
    how: "the proxied address ends in a slash, and so what was asked loses its beginning",
    apply: nginx(
      /location ~ \^\/\(_matrix[^{]*\{([^}]*)proxy_pass [^;]*;/,
      "location /_matrix/client/ { proxy_pass http://127.0.0.1:8008/;",
    ),
  },
  {
    how: "the videobridge's own interface is behind an address of the pages",
    apply: nginx(
      "location = /guard.css {",
      "location /colibri/ { proxy_pass http://127.0.0.1:8080; }\n        location = /guard.css {",
    ),
  },
  {
    how: "Jicofo's interface is behind an exact address",
    apply: nginx(
      "location = /guard.css {",
      "location = /about/health { proxy_pass http://127.0.0.1:8888; }\n        location = /guard.css {",
    ),
  },
  {
    how: "the signalling goes to another port of this machine",
    apply: nginx("proxy_pass http://127.0.0.1:5280/", "proxy_pass http://127.0.0.1:5281/"),
  },
  {
    how: "the signalling goes to Prosody's other paths",
    apply: nginx("http://127.0.0.1:5280/xmpp-websocket;", "http://127.0.0.1:5280/room-orders;"),
  },
  {
    how: "a folder without a slash at its end stands for one with it, so that two dots lead out of it",
    apply: nginx(BUNDLES, "location /fonts { alias /usr/share/element-web/fonts/; }\n        " + BUNDLES),
  },
  {
    how: "the whole disk is below one address",
    apply: nginx(BUNDLES, "location /etc/ { root /; }\n        " + BUNDLES),
  },
  {
    how: "a later location takes the root of the homeserver",
    apply: nginx("root /nonexistent;", "root /nonexistent; location ~ ^/x { root /var/lib; }"),
  },
  { how: "listing is switched on in capitals for one folder", apply: nginx(BUNDLES, `${BUNDLES} autoindex ON;`) },
  { how: "each request is given to another location besides", apply: nginx(BUNDLES, `${BUNDLES} mirror /copy;`) },
  { how: "somebody else is asked whether a request may pass", apply: nginx(BUNDLES, `${BUNDLES} auth_request /ask;`) },
  {
    how: "a socket of another program is behind one address",
    apply: nginx(BUNDLES, "location = /status { fastcgi_pass unix:/run/php/php8.4-fpm.sock; }\n        " + BUNDLES),
  },
  {
    how: "one address answers with a text",
    apply: nginx(BUNDLES, 'location = /version { return 200 "1.11.109"; }\n        ' + BUNDLES),
  },
  {
    how: "one address leads on to another of the same name",
    apply: nginx(BUNDLES, "location = /help { return 302 /welcome.html; }\n        " + BUNDLES),
  },
  {
    how: "a server listed first has our name in capitals",
    apply: first(
      `listen 443 ssl; server_name ${homeserver.toUpperCase()}; ${HSTS} ${CLOSED} location / { proxy_pass http://127.0.0.1:8008; }`,
    ),
  },
  {
    how: "by IPv6 alone, a server listed first has our name",
    apply: first(
      `listen [::]:443 ssl; server_name ${homeserver}; ${HSTS} ${CLOSED} location / { proxy_pass http://127.0.0.1:8008; }`,
    ),
  },
  {
    how: "a server on the same port says nothing of TLS, and takes part in it all the same",
    apply: first(
      `listen 443; server_name ${messaging}; ${HSTS} ${CLOSED} location / { proxy_pass http://127.0.0.1:8080; }`,
    ),
  },
  {
    how: "a name of nobody's has a server with everything behind it",
    apply: first(
      `listen 443 ssl; server_name localhost; ${HSTS} ${CLOSED} location / { proxy_pass http://127.0.0.1:8008; }`,
    ),
  },
  {
    how: "another port has the homeserver as a whole",
    apply: first(
      `listen 8448 ssl; server_name ${homeserver}; ${HSTS} ${CLOSED} location / { proxy_pass http://127.0.0.1:8008; }`,
    ),
  },
  {
    how: "the server for strangers refuses by name only, and answers who asks for another inside",
    apply: nginx("ssl_reject_handshake on;", "ssl_reject_handshake on; root /var/www/html;"),
  },
  {
    how: "a wildcard has the names that no server names, with pages of another folder",
    apply: first(
      `listen 443 ssl; server_name *.${video.split(".").slice(1).join(".")}; ${HSTS} ${CLOSED} root /usr/share/doc;`,
    ),
  },
  {
    how: "an error is told with a page of its own",
    apply: nginx(BUNDLES, 'location = /gone { return 410 "<script src=/other.js></script>"; }\n        ' + BUNDLES),
  },
  {
    how: "what search engines ask for leads them on",
    apply: nginx(BUNDLES, "location = /robots.txt { return 301 /robots; }\n        " + BUNDLES),
  },
  // Addresses that nginx and the program behind read differently.
  {
    how: "addresses with dots are handed on beside the signalling",
    apply: nginx(/if \(\$dot_segments\) \{\s*return 404;\s*\}(?=\s*# index)/, ""),
  },
  { how: "nobody refuses addresses with dots", apply: nginx(REFUSED, "") },
  { how: "of addresses with dots nothing follows", apply: nginx(REFUSED, "if ($dot_segments) { }") },
  {
    how: "it is something else of which the refusal follows",
    apply: nginx(REFUSED, "if ($http_upgrade) { return 404; }"),
  },
  {
    how: "addresses with dots are refused where nothing is handed on",
    apply: nginx(REFUSED, "location = /old { if ($dot_segments) { return 404; } return 404; }"),
  },
  { how: "dots are looked for where nginx has resolved them", apply: nginx(DOTS, "map $uri $dot_segments {") },
  { how: "dots are looked for in what was asked besides", apply: nginx(DOTS, "map $args $dot_segments {") },
  { how: "slashes in hexadecimal are none", apply: nginx("([/\\x5c]|%2f|%5c)(", "([/\\x5c]|%5c)(") },
  { how: "dots in hexadecimal are none", apply: nginx("(\\.|%2e){1,2}", "(\\.){1,2}") },
  { how: "one dot alone is none", apply: nginx("(\\.|%2e){1,2}", "(\\.|%2e){2}") },
  { how: "hexadecimal is read in small letters alone", apply: nginx('"~*^[^?]*', '"~^[^?]*') },
  { how: "dots mean nothing when they are found", apply: nginx('|$)" 1;', '|$)" "";') },
  {
    how: "dots below one address are let through",
    apply: nginx(DOTS, `${DOTS}\n        "~^/_synapse/admin/" "";`),
  },
  {
    how: "dots are looked for in what nginx has resolved, by a second table in place of the first",
    apply: nginx(
      "limit_req_status 429;",
      'limit_req_status 429;\n    map $uri $dot_segments { default ""; "~/\\.\\./" 1; }',
    ),
  },
  { how: "no table says what dots are", apply: nginx(/map \$request_uri \$dot_segments \{[^]*?\n {4}\}/, "") },
  // What the programs behind are told, and what strangers learn.
  {
    how: "Prosody is asked as its host for administration",
    apply: nginx('proxy_set_header Host "meet.internal";', 'proxy_set_header Host "auth.meet.internal";'),
  },
  {
    how: "Prosody is asked by whatever name the visitor has said",
    apply: nginx('proxy_set_header Host "meet.internal";', "proxy_set_header Host $host;"),
  },
  {
    how: "the homeserver is told of another name",
    apply: nginx("proxy_set_header Host $host;", "proxy_set_header Host evil.example;"),
  },
  {
    how: "the homeserver is told two names",
    apply: nginx("proxy_set_header Host $host;", "proxy_set_header Host $host; proxy_set_header host evil.example;"),
  },
  {
    how: "the homeserver takes all visitors for one",
    apply: nginx(
      /(127\.0\.0\.1:8008;[^}]*)proxy_set_header X-Forwarded-For \$remote_addr;/,
      "127.0.0.1:8008; proxy_set_header Host $host; proxy_set_header X-Forwarded-Proto https;",
    ),
  },
  {
    how: "Prosody takes all visitors for one",
    apply: nginx("proxy_set_header X-Forwarded-For $remote_addr;", ""),
  },
  {
    how: "the homeserver is told that people come in clear",
    apply: nginx("proxy_set_header X-Forwarded-Proto https;", ""),
  },
  {
    how: "what the homeserver answers can make nginx ask for more",
    apply: nginx("root /nonexistent;", "root /nonexistent; ssi on;"),
  },
  {
    how: "what Prosody answers can make nginx ask for more",
    apply: nginx("tcp_nodelay on;", "tcp_nodelay on; ssi ON;"),
  },
  {
    how: "no search engine is asked to leave the pages out",
    apply: nginx(/add_header X-Robots-Tag "noindex, nofollow" always;/g, ""),
  },
  {
    how: "one search engine alone is asked to leave the pages out",
    apply: nginx(/"noindex, nofollow"/g, '"otherbot: noindex, nofollow"'),
  },
  { how: "search engines are asked not to follow what they list", apply: nginx(/"noindex, nofollow"/g, "nofollow") },
  { how: "each answer tells nginx's version", apply: nginx("server_tokens off;", "server_tokens ON;") },
  { how: "whether answers tell nginx's version is left to nginx", apply: nginx("server_tokens off;", "") },
  { how: "answers for one folder tell how nginx was built", apply: nginx(BUNDLES, `${BUNDLES} server_tokens build;`) },
];
