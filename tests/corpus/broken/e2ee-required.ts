import { appended, replaced, videoFile, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { VIDEO_FILES } from "../../../services/jitsi-meet.ts";
import { XMPP } from "../../../services/prosody.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

const MODULES = "/usr/local/lib/stillroom/prosody";

/** A line more at the end of config.js. */
function client(line: string): (release: Release) => Release {
  return (release) => appended(release, videoFile(release, "config.js"), line);
}

/** Something else in the place of a piece of config.js. */
function clientWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, videoFile(release, "config.js"), from, to);
}

/** Lines more at the end of Prosody's configuration, where rooms are configured again. */
function rooms(lines: string): (release: Release) => Release {
  return (release) => appended(release, ENTRY.prosody, `Component "${XMPP.rooms}" "muc"\n${lines}`);
}

function prosodyWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.prosody, from, to);
}

function nginxWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.nginx, from, to);
}

const VIDEO = CLINIC.names.video;
const PAGES = "root /usr/share/jitsi-meet;";
const ROOMS = "location ~ ^/[^/]+$ {";

/** A server before all others. */
function serverFirst(text: string): (release: Release) => Release {
  return nginxWith("    server {", `    server { ${text} }\n    server {`);
}

/** What leaves the browser beside sound and picture, or comes into the page beside the guard. */
const BESIDE: readonly BrokenTree[] = [
  ...["enableFaceCentering", "enableFaceExpressionsDetection", "enableDisplayFaceExpressions", "enableRTCStats"].map(
    (key): BrokenTree => ({
      how: `what a face shows goes to others, since ${key} is on`,
      apply: (release) => replaced(release, videoFile(release, "config.js"), `${key}: false`, `${key}: true`),
    }),
  ),
  {
    how: "a press on the mark of the page runs a script",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "interface_config.js"),
        'JITSI_WATERMARK_LINK: ""',
        'JITSI_WATERMARK_LINK: "javascript:void(document.title)"',
      ),
  },
  {
    how: "the logo's address is a script, with a tab in its scheme",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "config.js"),
        'defaultLogoUrl: ""',
        String.raw`defaultLogoUrl: " java\tscript:alert(1)"`,
      ),
  },
  {
    how: "the logo's address is a page of its own",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "config.js"),
        'defaultLogoUrl: ""',
        'defaultLogoUrl: "data:image/svg+xml;base64,PHN2Zy8+"',
      ),
  },
  {
    how: "Element writes to devices that nobody vouched for",
    apply: (release) => replaced(release, ENTRY.element, '"force_verification": true', '"force_verification": false'),
  },
  {
    how: "Element is not told to ask who a device belongs to",
    apply: (release) => replaced(release, ENTRY.element, /^\s*"force_verification": true,\n/m, ""),
  },
];

export const TREES: readonly BrokenTree[] = [
  ...BESIDE,
  // What the browser is told.
  { how: "encryption is disabled by a number that counts as true", apply: client("config.e2ee.disabled = 1;") },
  { how: "encryption is disabled by a word that counts as true", apply: client('config.e2ee.disabled = "no";') },
  {
    how: "the same key stands twice in one object, and the later one disables encryption",
    apply: clientWith("  channelLastN:", "  e2ee: { disabled: true, externallyManagedKey: false },\n  channelLastN:"),
  },
  {
    how: "the key that disables encryption is spelt with an escape",
    apply: client("config.e2ee.dis\\u0061bled = true;"),
  },
  {
    how: "the key that disables encryption is spelt in hexadecimal",
    apply: client('config["\\x65\\x32ee"].disabled = true;'),
  },
  {
    how: "a computed name switches encryption off for tests",
    apply: client("config.testing = { [`disable${'E2EE'}`]: true };"),
  },
  {
    how: "a piece of JSON is laid over the configuration",
    apply: client(`Object.assign(config, JSON.parse('{"e2ee":{"disabled":true}}'));`),
  },
  {
    how: "a loop over all keys turns switches round",
    apply: client('for (const key of ["enabled"]) if (key in config.p2p) config.p2p[key] = !config.p2p[key];'),
  },
  {
    how: "a property is defined by its descriptor",
    apply: client('Object.defineProperty(config.e2ee, "disabled", { value: true, enumerable: true });'),
  },
  {
    how: "a promise changes the configuration before the page reads it",
    apply: client("Promise.resolve().then(() => { config.e2ee.disabled = true; });"),
  },
  { how: "an eval changes the configuration", apply: client('(0, eval)("config.e2ee.disabled = true");') },
  {
    how: "what looks like a comment of the markup hides the good value",
    apply: clientWith("startWithAudioMuted: true", "startWithAudioMuted: <!-- true,\nfalse"),
  },
  {
    how: "a line separator ends a comment before the line does",
    apply: client("// sound comes later\u2028config.startWithAudioMuted = false;"),
  },
  {
    how: "a block comment swallows a good value",
    apply: clientWith("startWithVideoMuted: true,", "/* startWithVideoMuted: true, */"),
  },
  {
    how: "a key is misspelt, so that sound is on from the start",
    apply: clientWith("startWithAudioMuted:", "startWithAudiomuted:"),
  },
  { how: "the direct way between two is on by its default", apply: client("config.p2p = { stunServers: [] };") },
  { how: "phones are led into an app by a later key", apply: client("config.deeplinking = { hideLogo: true };") },
  { how: "one key for everybody comes from outside", apply: client("config['e2ee']['externallyManagedKey'] = true;") },
  {
    how: "meetings are held in the lobby's rooms, where no guard is",
    apply: client(`config.hosts.muc = "${XMPP.lobby}";`),
  },
  { how: "visitors watch from another focus", apply: client('config.hosts.visitorFocus = "focus.visitors.internal";') },
  {
    how: "a second configuration replaces the first",
    apply: client("var config = { hosts: config.hosts, websocket: config.websocket };"),
  },
  {
    how: "an object inherits what disables encryption",
    apply: client("Object.setPrototypeOf(config.e2ee, { disabled: true });"),
    speaks: "understood",
  },
  {
    how: "all objects inherit what disables encryption",
    apply: client('config.constructor.prototype["disable" + "E2EE"] = true;'),
    speaks: "understood",
  },
  {
    how: "the prototype is set by its name",
    apply: client("config.e2ee.__proto__ = { disabled: true };"),
    speaks: "understood",
  },
  {
    how: "a getter answers one thing first and another later",
    apply: client(
      "let asked = 0; Object.defineProperty(config.e2ee, 'disabled', { get: () => asked++ > 0, enumerable: true });",
    ),
    speaks: "understood",
  },
  {
    how: "the script asks whether a real browser runs it",
    apply: client('if (typeof document === "object") config.e2ee.disabled = true;'),
    speaks: "understood",
  },
  {
    how: "the script asks how long a loop takes in a real browser",
    apply: client("for (let i = 0, s = ''; i < 5e8; i += 1) s = i; config.e2ee.disabled = true;"),
    speaks: "understood",
  },
  {
    how: "a comment ends the page's own script and begins another",
    apply: client('// </script><script src="/static/close.js"></script><script>'),
    speaks: "understood",
  },
  {
    how: "the encryption's worker is taken away by a name that hides it",
    apply: client("class RTCRtpSender {}"),
    speaks: "understood",
  },
  {
    how: "the other script of the page changes the configuration",
    apply: (release) =>
      appended(release, videoFile(release, "interface_config.js"), "config.e2ee = { disabled: true };"),
    speaks: "understood",
  },

  // What the guard in the page is.
  {
    how: "the guard's style hides what it says",
    apply: (release) => appended(release, VIDEO_FILES.style, "#guard { display: none; }"),
  },
  {
    how: "the guard is loaded after the page's own scripts",
    apply: (release) => replaced(release, VIDEO_FILES.head, "<script src", "<script defer src"),
  },
  {
    how: "the guard gives up after a while",
    apply: (release) => appended(release, VIDEO_FILES.guard, "setTimeout(() => observer.disconnect(), 60000);"),
  },
  {
    how: "the page's title brings a script along",
    apply: (release) => appended(release, VIDEO_FILES.title, "<script>delete window.RTCRtpSender;</script>"),
  },
  {
    how: "a library of the page comes from the release",
    apply: (release) =>
      withFile(release, { path: "/usr/share/jitsi-meet/libs/lib-jitsi-meet.min.js", format: "javascript", text: "" }),
  },

  // What the web server does with it.
  {
    how: "pages of rooms in folders are served without the guard",
    apply: nginxWith("location / {\n            return 404;", "location / {\n            try_files /index.html =404;"),
  },
  {
    how: "what the server sends is rewritten on its way",
    apply: nginxWith(
      "ssi on;\n            try_files $uri",
      "ssi on;\n            sub_filter guard.js other.js;\n            try_files $uri",
    ),
  },
  {
    how: "workers may only come from files",
    apply: nginxWith(/worker-src 'self' blob:/, "worker-src 'self'"),
  },
  {
    how: "an earlier place for scripts takes the guard's address in any case",
    apply: nginxWith(
      "location = /guard.js {",
      "location ^~ /guard.js {\n            return 204;\n        }\n        location = /guard-2.js {",
    ),
  },

  // Other servers and locations than the ones that one would think of.
  {
    how: "a server listed first has the video name in capitals, and pages of its own",
    apply: serverFirst(`listen 443 ssl; listen [::]:443 ssl; server_name ${VIDEO.toUpperCase()}; ${PAGES}`),
  },
  {
    how: "by IPv6 alone, a server listed first has the video name, without the guard",
    apply: serverFirst(`listen [::]:443 ssl; server_name ${VIDEO}; ${PAGES}`),
  },
  {
    how: "on another port, a server has the video name without the guard",
    apply: serverFirst(`listen 8443 ssl; server_name ${VIDEO}; ${PAGES}`),
  },
  {
    how: "a server that says nothing of TLS shares the port, and comes first",
    apply: serverFirst(`listen 443; server_name ${VIDEO}; ${PAGES}`),
  },
  {
    how: "by IPv6 alone the video server does not listen, and the default one has pages",
    apply: (release) =>
      serverFirst("listen [::]:443 ssl default_server; server_name _; root /usr/share/jitsi-meet;")(
        nginxWith(
          "listen [::]:443 ssl default_server;",
          "",
        )(
          nginxWith(
            /listen 443 ssl;\n\s*listen \[::\]:443 ssl;(\n\s*server_name "meet)/,
            'listen 443 ssl;\n        server_name "meet',
          )(release),
        ),
      ),
  },
  {
    how: "an expression takes rooms whose names begin with a capital, before the one for all rooms",
    apply: nginxWith(ROOMS, `location ~ ^/[A-Z] { try_files $uri /index.html; }\n        ${ROOMS}`),
  },
  {
    how: "one room that nobody samples comes without includes",
    apply: nginxWith(ROOMS, `location = /blue-heron { try_files /index.html =404; }\n        ${ROOMS}`),
  },
  {
    how: "a longer prefix forbids the expressions for some rooms",
    apply: nginxWith(ROOMS, `location ^~ /r- { try_files $uri /index.html; }\n        ${ROOMS}`),
  },
  {
    how: "inside the location for parts of the page another serves the page as it is",
    apply: nginxWith(
      "location ~ ^/(libs|css|static|images|fonts|lang|sounds)/ {",
      "location ~ ^/(libs|css|static|images|fonts|lang|sounds)/ {\n            location ~ /go$ { try_files /index.html =404; }",
    ),
  },
  {
    how: "what is missing among the parts of the page is answered with the page, without includes",
    apply: nginxWith(
      "expires 1h;\n            try_files $uri =404;",
      "expires 1h;\n            try_files $uri /index.html;",
    ),
  },
  {
    how: "the page that rooms lead to has a location without includes",
    apply: nginxWith(ROOMS, `location = /index.html { }\n        ${ROOMS}`),
  },
  {
    how: "a piece of every page comes from a file of ours that was not made for it",
    apply: nginxWith(
      ROOMS,
      `location = /fonts.html { alias /usr/local/share/stillroom/well-known/matrix/client; }\n        ${ROOMS}`,
    ),
  },
  {
    how: "a piece of every page is a text in nginx's own file",
    apply: nginxWith(
      ROOMS,
      `location = /body.html { default_type text/html; return 200 "<script>stop()</script>"; }\n        ${ROOMS}`,
    ),
  },
  {
    how: "Jitsi's own program is replaced by a file at its address",
    apply: nginxWith(
      ROOMS,
      `location = /libs/app.bundle.min.js { alias /usr/share/element-web/welcome.js; }\n        ${ROOMS}`,
    ),
  },
  {
    how: "the guard's file is looked for elsewhere first",
    apply: nginxWith("location = /guard.js {", "location = /guard.js {\n            try_files /static/guard.js =404;"),
  },
  {
    how: "rooms are answered by another program",
    apply: nginxWith(ROOMS, `${ROOMS}\n            proxy_pass http://127.0.0.1:5280;`),
  },
  {
    how: "scripts in the page are forbidden by a directive of their own",
    apply: nginxWith(
      "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
      "script-src-elem 'unsafe-inline'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
    ),
  },
  {
    how: "a second policy beside the first forbids the encryption worker",
    apply: nginxWith(
      "add_header Permissions-Policy",
      "add_header content-security-policy \"worker-src 'self'\" always;\n        add_header Permissions-Policy",
    ),
  },
  {
    how: "a second policy behind a comma forbids WebAssembly",
    apply: nginxWith(
      "default-src 'none'; script-src 'self' 'unsafe-inline'",
      "script-src 'self' 'unsafe-inline', default-src 'none'; script-src 'self' 'unsafe-inline'",
    ),
  },
  {
    how: "an earlier directive of the same name forbids the encryption worker",
    apply: nginxWith(
      "default-src 'none'; script-src 'self' 'unsafe-inline'",
      "default-src 'none'; WORKER-SRC 'none'; script-src 'self' 'unsafe-inline'",
    ),
  },
  {
    how: "the title that stands in every page brings a script",
    apply: (release) => appended(release, VIDEO_FILES.title, "<script>window.stop()</script>"),
  },

  ...["auth_request /ask;", "mirror /copy;", "return 302 /close;"].map((directive) => ({
    how: `the server of rooms is told ${directive.replace(";", "")}`,
    apply: nginxWith("root /usr/share/jitsi-meet;", `root /usr/share/jitsi-meet; ${directive}`),
  })),
  {
    how: "pages of rooms lead on to another page after a while",
    apply: nginxWith(
      "ssi on;\n            try_files $uri",
      "ssi on;\n            add_header Refresh \"5; url=/close\";\n            add_header Content-Security-Policy \"script-src 'self' 'wasm-unsafe-eval'; worker-src blob:\";\n            try_files $uri",
    ),
  },

  {
    how: "pages of rooms come from a folder beside the package",
    apply: nginxWith(
      "ssi on;\n            try_files $uri",
      "ssi on;\n            root /srv/pages;\n            try_files $uri",
    ),
  },
  {
    how: "pages of rooms are a text of the server's own",
    apply: nginxWith(/ssi on;\n\s+try_files \$uri \/index\.html;/, 'return 200 "<html></html>";'),
  },
  {
    how: "rooms that are not found are a page of the server's own all the same",
    apply: nginxWith(
      /ssi on;\n\s+try_files \$uri \/index\.html;/,
      'return 404 "<script src=/static/close.js></script>";',
    ),
  },
  {
    how: "nothing is found at the guard's address",
    apply: nginxWith("location = /guard.js {", "location = /guard.js { return 404;"),
  },
  {
    how: "includes are on everywhere, and the guard is looked for among the package's files",
    apply: (release) =>
      nginxWith(
        PAGES,
        `${PAGES} ssi on;`,
      )(nginxWith(/location = \/guard\.js \{[^}]*\}/, "location = /guard.js { expires 1h; }")(release)),
  },
  {
    how: "the guard comes as plain text, with the policy said again",
    apply: nginxWith(
      "location = /guard.js {",
      "location = /guard.js { add_header Content-Type text/plain; add_header Content-Security-Policy \"default-src 'none'\";",
    ),
  },
  {
    how: "a folder of pages stands among those of parts",
    apply: nginxWith("(libs|css|static|", "(libs|css|rooms|static|"),
  },
  {
    how: "the guard is a file of the same name in the package's folder",
    apply: nginxWith(/alias "?\/usr\/local[^;]*guard\.js"?;/, "alias /usr/share/jitsi-meet/static/guard.js;"),
  },
  {
    how: "a place within the place for rooms serves one of them",
    apply: nginxWith(
      "ssi on;\n            try_files $uri /index.html;",
      "ssi on;\n            location = /am4rtz9qbl2x { ssi off; }\n            try_files $uri /index.html;",
    ),
  },

  // What Prosody asks of everybody in a room.
  {
    how: "the guard is switched off where rooms are configured again",
    apply: rooms('modules_disabled = { "muc_e2ee_guard" }'),
  },
  {
    how: "rooms are configured again in capitals, without the guard",
    apply: (release) =>
      appended(
        release,
        ENTRY.prosody,
        'Component "Conference.Meet.Internal" "muc" { modules_enabled = { "muc_room_token", "muc_occupant_limit" } }',
      ),
  },
  {
    how: "the guard's name has a letter of another alphabet",
    apply: prosodyWith(/(\t\t"muc_room_token";\n\t\t)"muc_e2ee_guard"/, '\t\t"muc_room_token";\n\t\t"muc_е2ee_guard"'),
  },
  {
    how: "a comment over two lines swallows the guard",
    apply: prosodyWith(
      /\t\t"muc_e2ee_guard";\n\t\t"muc_occupant_limit";/,
      '\t\t--[[ "muc_e2ee_guard";\n\t\t]] "muc_occupant_limit";',
    ),
  },
  {
    how: "the list of modules is put together from pieces",
    apply: rooms(
      'local guard = "muc_e2ee_" .. "gaurd"\nmodules_enabled = { "muc_room_token", guard, "muc_occupant_limit" }',
    ),
  },
  {
    how: "an included file gives the guard a day of patience",
    apply: (release) =>
      withFile(appended(release, ENTRY.prosody, 'Include "rooms.cfg.lua"'), {
        path: "/etc/prosody/rooms.cfg.lua",
        format: "lua",
        text: `Component "${XMPP.rooms}" "muc"\n\te2ee_seconds = 86400\n`,
      }),
  },
  {
    how: "the guard's patience stands in a text, which Prosody takes for a number",
    apply: prosodyWith("e2ee_seconds = 15", 'e2ee_seconds = "3000"'),
  },
  {
    how: "the guard's patience comes from the options for all hosts",
    apply: (release) =>
      withText(release, ENTRY.prosody, (text) => `e2ee_seconds = 1e6\n${text.replace(/^\te2ee_seconds.*\n/m, "")}`),
  },
  {
    how: "the back door of the language gives an option to all hosts",
    apply: rooms('__currenthost = "*"\nservice_accounts = { }'),
    speaks: "understood",
  },
  {
    how: "a participant passes for a program of the server",
    apply: rooms(`service_accounts = { "${XMPP.focusJid}", "guest@${XMPP.domain}" }`),
  },
  { how: "the guard waits a second longer than it may", apply: rooms("e2ee_seconds = 16") },
  { how: "whoever is exempt is no list", apply: rooms(`service_accounts = { ["x@${XMPP.domain}"] = true }`) },
  {
    how: "a second component has rooms without a guard",
    apply: (release) =>
      appended(release, ENTRY.prosody, 'Component "rooms.meet.internal" "muc"\nmuc_max_occupants = 6'),
  },
  {
    how: "the component for rooms is run by another plugin",
    apply: prosodyWith(/(Component "conference[^"]*") "muc"/, 'Component "conference.meet.internal" "muc_light"'),
  },
  {
    how: "a third folder of modules comes last, and still before Prosody's own",
    apply: prosodyWith('prosody-plugins/" }', 'prosody-plugins/", "/opt/modules" }'),
  },
  {
    how: "a module of ours has the name of one of Prosody's",
    apply: (release) => withFile(release, { path: `${MODULES}/mod_presence.lua`, format: "lua", text: "-- quiet\n" }),
  },
  {
    how: "a module lies where Prosody's installer would put it",
    apply: (release) =>
      withFile(release, {
        path: "/var/lib/prosody/custom_plugins/mod_muc_e2ee_guard.lua",
        format: "lua",
        text: "-- quiet\n",
      }),
  },
  {
    how: "Prosody's guard no longer looks at presences",
    apply: (release) =>
      replaced(release, `${MODULES}/mod_muc_e2ee_guard.lua`, 'module:hook("muc-broadcast-presence", look);', ""),
  },
  {
    how: "people are let in while the guard is not loaded",
    apply: prosodyWith(
      '"muc_room_token"; "muc_e2ee_guard"; "muc_occupant_limit"',
      '"muc_room_token"; "muc_occupant_limit"',
    ),
  },
  {
    how: "people are let in while nobody counts them",
    apply: prosodyWith(
      '"muc_room_token"; "muc_e2ee_guard"; "muc_occupant_limit"',
      '"muc_room_token"; "muc_e2ee_guard"',
    ),
  },
  {
    how: "Prosody is started with another configuration",
    apply: (release) =>
      withFile(release, {
        path: "/etc/systemd/system/prosody.service.d/10-local.conf",
        format: "systemd",
        text: "[Service]\nEnvironment=PROSODY_CONFIG=/srv/rooms.cfg.lua\n",
      }),
    speaks: "understood",
  },
  { how: "rooms have no end of places", apply: rooms("muc_max_occupants = 0") },
  {
    how: "the number of places stands only where people wait",
    apply: prosodyWith(
      /(restrict_room_creation = true\n)\tmuc_max_occupants = \d+\n(\te2ee_seconds)/,
      "restrict_room_creation = true\n\te2ee_seconds",
    ),
  },

  ...["muc_room_token", "muc_occupant_limit"].map((module) => ({
    how: `rooms do without ${module}`,
    apply: rooms(`modules_disabled = { "${module}" }`),
  })),
  { how: "the guard's patience is none, so that it never looks again", apply: rooms("e2ee_seconds = 0") },
  {
    how: "nobody answers under the video name",
    apply: nginxWith(/server_name "?meet\.[^;]*;/g, "server_name other.quiet-harbour.example;"),
  },
  ...["/head.html", "/plugin.head.html"].map((part) => ({
    how: `${part} is the package's own, and the guard is not in it`,
    apply: (release: Release): Release =>
      withText(release, ENTRY.nginx, (text) => text.replace(new RegExp(`location = ${part} \\{[^}]*\\}`), "")),
  })),

  // Messages.
  {
    how: "new rooms for messages are encrypted by nobody's default",
    apply: (release) => replaced(release, ENTRY.synapse, /^encryption_enabled_by_default_for_room_type:.*\n/m, ""),
  },
  {
    how: "clients are told not to encrypt",
    apply: (release) =>
      replaced(release, ENTRY.wellKnown, /"io\.element\.e2ee": \{/, '"io.element.e2ee": { "force_disable": true,'),
  },
  {
    how: "clients are told not to encrypt by the older name",
    apply: (release) =>
      withText(release, ENTRY.wellKnown, (text) => text.replace("{", '{ "im.vector.riot.e2ee": { "default": false },')),
    speaks: "understood",
  },
  // A page that comes, and a guard that does not.
  {
    how: "the guard may be asked for twice a second and no more",
    apply: nginxWith("location = /guard.js {", "location = /guard.js { limit_req zone=signalling;"),
  },
  {
    how: "all of the video server is bounded in how often it is asked",
    apply: nginxWith(PAGES, `${PAGES} limit_req zone=signalling;`),
  },
  {
    how: "one piece of the page is for one visitor at a time",
    apply: (release) =>
      nginxWith(
        "limit_req_status 429;",
        "limit_conn_zone $binary_remote_addr zone=visitors:1m;",
      )(nginxWith("location = /head.html {", "location = /head.html { limit_conn visitors 1;")(release)),
  },
  {
    how: "the guard comes so slowly that nginx gives up",
    apply: nginxWith("location = /guard.js {", "location = /guard.js { limit_rate 100; send_timeout 1s;"),
  },
  {
    how: "nginx loses patience with every browser after a moment",
    apply: nginxWith("keepalive_timeout 65s;", "keepalive_timeout 65s; send_timeout 20ms;"),
  },
  {
    how: "Jitsi's own programs are bounded in their speed",
    apply: nginxWith("expires 1h;", "expires 1h; limit_rate 1;"),
  },
  {
    how: "browsers keep the guard for ten years",
    apply: nginxWith("location = /guard.js {", "location = /guard.js { expires max;"),
  },
  { how: "browsers keep every piece of the video pages for a day", apply: nginxWith(PAGES, `${PAGES} expires 24h;`) },
  {
    how: "browsers are told by a header to keep all of the video pages for good",
    apply: nginxWith(PAGES, `${PAGES} add_header Cache-Control "public, max-age=31536000, immutable" always;`),
  },
  {
    how: "browsers keep the guard for a second longer than an hour, by a header that holds nothing strange",
    apply: nginxWith(PAGES, `${PAGES} add_header Cache-Control "private, Max-Age=3601" always;`),
  },
  {
    how: "clients are told nothing of encryption",
    apply: (release) => replaced(release, ENTRY.wellKnown, /"io\.element\.e2ee": \{[^}]*\},/, ""),
  },
  {
    how: "the title brings a line that tells each host where somebody came from",
    apply: (release) => appended(release, VIDEO_FILES.title, '<meta name="referrer" content="unsafe-url" />'),
  },
];
