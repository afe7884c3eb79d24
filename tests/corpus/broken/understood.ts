import { appended, replaced, videoFile, withFile, withFileOf, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

const { video } = CLINIC.names;
const PAGES = "root /usr/share/jitsi-meet;";
const ROOMS = "location ~ ^/[^/]+$ {";
const SIGNALLING = "proxy_pass http://127.0.0.1:5280/xmpp-websocket;";

function nginx(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.nginx, from, to);
}

/** A line more for all servers of the web. */
function http(text: string): (release: Release) => Release {
  return nginx("server_tokens off;", `server_tokens off;\n    ${text}`);
}

/** A line more for the rooms' pages. */
function rooms(text: string): (release: Release) => Release {
  return nginx(ROOMS, `${ROOMS}\n            ${text}`);
}

/** A line more outside of all blocks. */
function main(text: string): (release: Release) => Release {
  return nginx("pid /run/nginx.pid;", `pid /run/nginx.pid;\n${text}`);
}

const NGINX: readonly BrokenTree[] = [
  {
    how: "nginx writes errors where nobody clears them away",
    apply: nginx(/error_log stderr crit;/g, "error_log /srv/web.log crit;"),
  },
  {
    how: "nginx writes errors among the pages",
    apply: nginx(/error_log stderr crit;/g, "error_log /usr/share/element-web/e.txt crit;"),
  },
  {
    how: "nginx writes errors into a folder above its own",
    apply: nginx(/error_log stderr crit;/g, "error_log /var/log/nginx/../../www/e.log crit;"),
  },
  {
    how: "nginx writes its number among the pages",
    apply: nginx("pid /run/nginx.pid;", "pid /usr/share/jitsi-meet/nginx.pid;"),
  },
  {
    how: "nginx changes pages by a condition on what the visitor sends",
    apply: rooms('if ($http_user_agent ~ "Mobile") { root /usr/share/other; }'),
  },
  {
    how: "nginx leads addresses with dots elsewhere instead of refusing them",
    apply: nginx(
      "if ($dot_segments) {",
      "if ($dot_segments) { return 302 https://elsewhere.example/; }\n        if ($dot_segments) {",
    ),
  },
  {
    how: "nginx answers addresses with dots from another folder",
    apply: nginx("if ($dot_segments) {", "if ($dot_segments) { root /srv; }\n        if ($dot_segments) {"),
  },
  {
    how: "nginx writes another address in place of the one that was asked",
    apply: rooms("rewrite ^/m-(.*)$ /static/$1.html last;"),
  },
  {
    how: "nginx takes the guard out of pages as they pass",
    apply: rooms('sub_filter "/guard.js" "/gone.js"; sub_filter_once off;'),
  },
  { how: "nginx puts a script behind every page", apply: rooms("add_after_body /static/more.html;") },
  { how: "nginx sets a variable that another directive prints", apply: rooms('set $title "x";') },
  { how: "nginx loads a module", apply: main("load_module modules/ngx_http_js_module.so;") },
  { how: "nginx runs a program inside itself", apply: http("js_import main from /etc/nginx/main.js;") },
  {
    how: "nginx answers from Lua that is put together from strings",
    apply: rooms('content_by_lua_block { ngx.say("<scr" .. "ipt>") }'),
  },
  {
    how: "nginx hands connections on below the web",
    apply: main("stream { server { listen 8443; proxy_pass 198.51.100.7:443; } }"),
  },
  { how: "nginx speaks for a mail server", apply: main("mail { server_name mail.example; }") },
  { how: "nginx's programs run as root", apply: nginx("user www-data;", "user root;") },
  { how: "nginx gets a variable of the environment", apply: main("env LD_PRELOAD=/usr/local/lib/extra.so;") },
  { how: "a directive's name is written with a capital", apply: rooms("Root /usr/share/other;") },
  { how: "a folder has two roots, and one of them counts", apply: nginx(PAGES, `${PAGES} root /usr/share/other;`) },
  {
    how: "an expression names the server",
    apply: nginx("    server {", `    server { listen 443 ssl; server_name ~^(?<room>.+)\\.example$; }\n    server {`),
  },
  {
    how: "the machine's own name names the server",
    apply: nginx(`server_name "${video}";`, `server_name "${video}" $hostname;`),
  },
  {
    how: "a server listens on one address, before those that listen on all",
    apply: nginx(
      "    server {",
      `    server { listen 198.51.100.20:443 ssl; server_name ${video}; return 404; }\n    server {`,
    ),
  },
  {
    how: "a server listens by a name that the resolver knows",
    apply: nginx("    server {", `    server { listen quiet-harbour.example:443 ssl; return 404; }\n    server {`),
  },
  { how: "a server answers over another transport", apply: nginx(PAGES, `${PAGES} listen 443 quic;`) },
  {
    how: "a server believes whoever comes before it about where visitors are",
    apply: nginx(PAGES, `${PAGES} listen 8443 ssl proxy_protocol;`),
  },
  { how: "pages are served from a folder that the visitor names", apply: rooms("alias /srv/$arg_from;") },
  {
    how: "files of one folder mean another type",
    apply: nginx("location = /guard.js {", "location = /guard.js {\n            types { text/plain js; }"),
  },
  { how: "pages are said to be in another alphabet", apply: nginx("charset utf-8;", "charset utf-16;") },
  { how: "server-side includes are looked for in scripts too", apply: rooms("ssi_types application/javascript;") },
  {
    how: "an error is answered with a page and a good status",
    apply: nginx(PAGES, `${PAGES} error_page 404 =200 /static/lost.html;`),
  },
  { how: "what was asked in vain is asked of another program", apply: rooms("error_page 404 @other;") },
  {
    how: "a location without an address waits for those that end there",
    apply: nginx(ROOMS, `location @other { proxy_pass http://127.0.0.1:9; }\n        ${ROOMS}`),
  },
  {
    how: "answers of the homeserver are kept on the disk",
    apply: nginx(
      "proxy_pass http://127.0.0.1:8008;",
      "proxy_pass http://127.0.0.1:8008; proxy_store /var/tmp/kept$uri;",
    ),
  },
  { how: "what visitors send is kept in files", apply: http("client_body_in_file_only on;") },
  {
    how: "a group of programs has the name of this machine's loopback address",
    apply: (release) =>
      http("upstream 127.0.0.1 { server 127.0.0.1:9; }")(nginx(SIGNALLING, "proxy_pass http://127.0.0.1;")(release)),
  },
  {
    how: "the signalling's host is a variable that a table fills",
    apply: (release) =>
      http("map $http_origin $signalling { default 127.0.0.1:5280; }")(
        nginx(SIGNALLING, "proxy_pass http://$signalling;")(release),
      ),
  },
  {
    how: "the program behind nginx is told who somebody is",
    apply: nginx(SIGNALLING, `${SIGNALLING} proxy_set_header Authorization "Basic eDp5";`),
  },
  {
    how: "the program behind nginx believes an address that the visitor wrote",
    apply: nginx(
      "proxy_set_header X-Forwarded-For $remote_addr;",
      "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    ),
  },
  {
    how: "a header's value goes on in a second line",
    apply: nginx(
      'add_header X-Robots-Tag "noindex, nofollow" always;',
      'add_header X-Robots-Tag "none\\r\\nContent-Security-Policy: default-src *" always;',
    ),
  },
  {
    how: "a header's value comes from the visitor",
    apply: nginx("add_header Referrer-Policy no-referrer always;", "add_header Referrer-Policy $arg_policy always;"),
  },
  {
    how: "browsers are given something to keep",
    apply: nginx(
      "add_header Referrer-Policy no-referrer always;",
      'add_header Referrer-Policy no-referrer always; add_header Set-Cookie "seen=1" always;',
    ),
  },
  {
    how: "browsers are told of another server for the same name",
    apply: nginx(
      "add_header Referrer-Policy no-referrer always;",
      `add_header Referrer-Policy no-referrer always; add_header Alt-Svc 'h3="198.51.100.7:443"' always;`,
    ),
  },
  {
    how: "browsers report what a policy would forbid",
    apply: nginx(
      "add_header Referrer-Policy no-referrer always;",
      `add_header Referrer-Policy no-referrer always; add_header Content-Security-Policy-Report-Only "default-src 'none'; report-uri https://198.51.100.7/" always;`,
    ),
  },
  {
    how: "a policy's scripts hang on a number used once",
    apply: nginx("script-src 'self' 'unsafe-inline'", "script-src 'self' 'nonce-r4nd0m' 'unsafe-inline'"),
  },
  {
    how: "a policy's directive has a letter that browsers drop it for",
    apply: nginx("frame-ancestors", "frame-ancestors\u00a0"),
  },
  {
    how: "only what PCRE knows tells what an expression means",
    apply: nginx(ROOMS, `location ~ "^/(?!libs/)(?<room>.*+)$" { return 404; }\n        ${ROOMS}`),
  },
  {
    how: "a pattern of files is included that lie beside ours",
    apply: nginx(PAGES, `${PAGES} include /etc/nginx/snippets/[a-z]*.conf;`),
  },
  {
    how: "an included file of nobody's brings a location for rooms",
    apply: (release) =>
      withFile(nginx(PAGES, `${PAGES} include rooms.conf;`)(release), {
        path: "/etc/nginx/rooms.conf",
        format: "nginx",
        text: 'location ~ ^/[a-z] { perl "sub { 0 }"; }\n',
      }),
  },
];

const PATHS: readonly BrokenTree[] = [
  ...[
    "/etc/prosody/../ld.so.preload",
    "/usr/local/share/stillroom/video/../../../../../etc/cron.d/x",
    "/etc/nginx//nginx.conf",
    "/etc/prosody/./prosody.cfg.lua",
    "/etc/nginx/x\u0000.conf",
  ].map((path): BrokenTree => ({
    how: `a file is said to lie at ${JSON.stringify(path)}`,
    apply: (release) => ({
      ...release,
      files: [
        ...release.files,
        {
          ...{ path, service: "nginx", format: "text", text: "x", mode: "0644", owner: "root", group: "root" },
          birth: false,
        },
      ],
    }),
  })),
  {
    how: "one path stands there twice, harmless the first time",
    apply: (release) => ({
      ...release,
      files: release.files.flatMap((file) =>
        file.path.endsWith("/00-stillroom.conf")
          ? [file, { ...file, text: `${file.text}PermitRootLogin yes\n` }]
          : [file],
      ),
    }),
  },
];

/** YAML that looks whole and that PyYAML makes a floating-point number of. */
const FLOATS: readonly BrokenTree[] = [
  ...(
    [
      [/max_lifetime: .*/, "max_lifetime: 15552000000.0", "messages stay for a number of milliseconds"],
      [/local_media_lifetime: .*/, "local_media_lifetime: 604800000.", "files stay for a number of milliseconds"],
      [
        /^redaction_retention_period: .*/m,
        "redaction_retention_period: 8.64e+7",
        "what was taken back stays for a day",
      ],
      [/^max_upload_size: .*/m, "max_upload_size: 52428800.0", "files have a size in bytes"],
      [/minimum_length: 12/, "minimum_length: 12.0", "passwords have a length"],
      [/^forget_rooms_on_leave/m, "gc_thresholds: [700, 10.0, 10]\n$&", "a threshold in a list"],
    ] as const
  ).map(([from, to, how]) => ({
    how: `${how}, which has a decimal point in Synapse's file`,
    apply: (release: Release) => withText(release, ENTRY.synapse, (text) => text.replace(from, to)),
  })),
  {
    how: "a level of Synapse's logging has a decimal point",
    apply: (release) => replaced(release, ENTRY.synapseLog, /level: \S+/, "level: 50.0"),
  },
];

/** A file whose format the rules know by its path, declared as another in a service. */
const MISDECLARED: readonly BrokenTree[] = (
  [
    ["/usr/local/share/stillroom/video/title.html", "text", "a page's part is declared as plain text"],
    ["/usr/local/share/stillroom/video/plugin.head.html", "javascript", "a page's head is declared as its script"],
    ["/usr/local/share/stillroom/video/guard.css", "text", "a style sheet is declared as plain text"],
    ["/etc/systemd/system/nginx.service.d/stillroom.conf", "ini", "a unit's drop-in is declared as other settings"],
    ["/usr/local/lib/stillroom/install-certificate", "text", "a program is declared as plain text"],
    ["/usr/local/lib/stillroom/egress-addresses", "shell", "a script for Node is declared as one of the shell"],
    ["/etc/stillroom/certbot.ini", "lua", "certbot's settings are declared as Lua, which others look through"],
    ["/etc/stillroom/jicofo/logging.properties", "hocon", "Java's logging is declared as HOCON"],
    ["/etc/postgresql/17/main/pg_hba.conf", "coturn", "the database's access list is declared as the relay's"],
    ["/etc/issue", "yaml", "what stands above a login is declared as YAML"],
  ] as const
).map(([path, format, how]) => ({
  how,
  apply: (release: Release) => withFileOf(release, path, (file) => ({ ...file, format })),
}));

const LOGGING: readonly BrokenTree[] = [
  ...[
    "formatters:\n  brief:\n    (): os.getenv\n    key: HOME",
    "formatters:\n  brief:\n    class: some.module.Formatter",
    'formatters:\n  brief:\n    style: "{"\n    format: "{args[0].__dict__}"',
    "formatters:\n  brief:\n    format: ext://some.module.FORMAT",
    "formatters:\n  brief:\n    datefmt: cfg://handlers.journal.stream.name",
    "filters:\n  few:\n    (): some.module.Filter",
    "loggers:\n  synapse.http:\n    level: ERROR\n    filters: [few]",
    "incremental: true",
    "structured: true",
    "version: 2",
  ].map((text): BrokenTree => ({
    how: `Synapse's logging says ${JSON.stringify(text)}`,
    apply: (release) =>
      appended(
        withText(release, ENTRY.synapseLog, (before) =>
          before.replace(/^version: 1\n/, "").replace(/^formatters:\n(?: .*\n)+/m, ""),
        ),
        ENTRY.synapseLog,
        text,
      ),
  })),
  {
    how: "a line of the relay's ends in a semicolon, about which it writes before its log has a name",
    apply: (release) => replaced(release, ENTRY.coturn, /^simple-log$/m, "new-log-timestamp-format=%F;\nsimple-log"),
  },
];

/** Maps that are true-like, and words for a browser's console. */
const CLIENT: readonly BrokenTree[] = [
  {
    how: "an empty map stands for a switch of config.js",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "config.js"),
        "apiLogLevels: [],",
        "apiLogLevels: [], ignoreStartMuted: {},",
      ),
  },
  {
    how: "an empty map stands for a switch below another",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "config.js"),
        "apiLogLevels: [],",
        "apiLogLevels: [], testing: { p2pTestMode: {} },",
      ),
  },
  {
    how: "an empty map stands for a switch beside ones that are known",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "config.js"),
        "p2p: { enabled: false,",
        "p2p: { iceTransportPolicy: {}, enabled: false,",
      ),
  },
  {
    how: "browsers write down everything that happens",
    apply: (release) =>
      replaced(release, videoFile(release, "config.js"), /logging: \{.*\},/, 'logging: { defaultLogLevel: "trace" },'),
  },
  {
    how: "browsers tell the page around them what they write down",
    apply: (release) => replaced(release, videoFile(release, "config.js"), "apiLogLevels: []", 'apiLogLevels: ["log"]'),
  },
  {
    how: "an empty map stands for a switch of interface_config.js",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "interface_config.js"),
        "SHOW_POWERED_BY: false,",
        "SHOW_POWERED_BY: false, makeJsonParserHappy: {},",
      ),
  },
];

export const TREES: readonly BrokenTree[] = [...NGINX, ...PATHS, ...LOGGING, ...FLOATS, ...MISDECLARED, ...CLIENT];
