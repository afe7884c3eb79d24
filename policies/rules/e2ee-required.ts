import { VIDEO_CONFIGURATION, VIDEO_FILES, VIDEO_INTERFACE } from "../../services/jitsi-meet.ts";
import { XMPP } from "../../services/prosody.ts";
import type { Release } from "../../render/release.ts";
import { appended, replaced, videoFile, withFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, only, placeIn, same, unmet, type Demand } from "../demands.ts";
import { contentPoliciesAt, sourcesOf } from "../readers/nginx/content-security-policy.ts";
import type { Script } from "../readers/javascript/javascript.ts";
import type { Directive } from "../readers/nginx/nginx.ts";
import {
  addressOf,
  answerOf,
  fileAt,
  foldersOf,
  headersAt,
  inForce,
  isOn,
  namesOf,
  placeOf,
  placesOf,
  serversFor,
  isForRobots,
  tellsNothing,
  type Place,
  type Server,
} from "../readers/nginx/request.ts";
import { secondsIn } from "../readers/nginx/time.ts";
import { modulesOf, optionOf, type ProsodyConfiguration, type ProsodyHost } from "../readers/prosody/prosody.ts";
import { at, shown, stringsOf, textsIn } from "../reading.ts";
import { REVIEWED, unreviewed } from "../reviewed-files.ts";
import type { Breach, Rule } from "../rule.ts";

const GUARD = "/usr/local/share/stillroom/video/guard.js";
const HEAD = "/usr/local/share/stillroom/video/plugin.head.html";
const MODULES = "/usr/local/lib/stillroom/prosody";
/** Ours first, then Jitsi's; Prosody's own come after both (core/startup.lua of 13.0, setup_plugindir). */
const PLUGIN_PATHS = [MODULES, "/usr/share/jitsi-meet/prosody-plugins/"];
/** Where Prosody finds modules of others: its own, what its installer brings, what an administrator puts there. */
const OTHER_MODULES = /^\/(?:usr\/lib|usr\/local\/lib|var\/lib)\/prosody\//;
/** Jitsi Meet gives encryption up beyond 20 participants (react/features/e2ee/constants.ts@1c8216eb, MAX_MODE_LIMIT). */
const MOST_OCCUPANTS = 19;
/** Longest that somebody may be in a room without saying that the browser encrypts. */
const MOST_SECONDS = 15;

/** The first promise, in all the parts that it needs, since no single setting of Jitsi's gives it. */
export const e2eeRequired: Rule = {
  id: "e2ee-required",
  title: "End-to-end encryption is on and required, in video and in messages.",
  severity: "promise",
  serves:
    'The promise "end-to-end encryption is on and required": Annex 31b BMV-Ä, GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(e).',
  mend: "Put the guard, Prosody's modules, config.js and the content security policy back as they are in the repository (`git diff templates` shows what changed).",
  looksAt:
    "config.js as a browser gets it, the in-page guard and how nginx serves it, the content security policy, Prosody's modules, Synapse's and Element's defaults.",
  check: (release, configuration) => [
    ...clientBreaches(configuration),
    ...reviewedBreaches(release),
    ...pageBreaches(release, configuration),
    ...roomBreaches(configuration),
    ...messageBreaches(configuration),
  ],
  breaks: [
    {
      how: "a line at the end of config.js switches encryption off, computed from other values",
      apply: (release) =>
        appended(
          release,
          videoFile(release, "config.js"),
          'config["e2" + "ee"].disabled = config.p2p.stunServers.length === 0;',
        ),
    },
    {
      how: "config.js uses the testing section's own switch",
      apply: (release) => appended(release, videoFile(release, "config.js"), "config.testing = { disableE2EE: true };"),
    },
    {
      how: "phones are led into an app, which does not encrypt",
      apply: (release) => appended(release, videoFile(release, "config.js"), "delete config.deeplinking.disabled;"),
    },
    {
      how: "everyone begins with the microphone on",
      apply: (release) =>
        replaced(release, videoFile(release, "config.js"), "startWithAudioMuted: true", "startWithAudioMuted: false"),
    },
    {
      how: "the guard no longer turns away a browser that can't encrypt",
      apply: (release) => replaced(release, GUARD, '"createEncodedStreams"in RTCRtpSender.prototype', "true"),
    },
    {
      how: "nginx serves the package's own plugin.head.html again",
      apply: (release) => replaced(release, ENTRY.nginx, /location = \/plugin\.head\.html \{[^}]*\}/, ""),
    },
    {
      how: "an earlier location takes the guard's address",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          /location = \/guard\.js \{[^}]*\}/,
          "location ~ ^/guard { root /usr/share/jitsi-meet; }",
        ),
    },
    {
      how: "the policy forbids WebAssembly, without which calls go on in clear",
      apply: (release) => replaced(release, ENTRY.nginx, " 'wasm-unsafe-eval'; worker-src", "; worker-src"),
    },
    {
      how: "the policy forbids the encryption worker on room pages alone",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          "try_files $uri /index.html;",
          "try_files $uri /index.html; add_header Content-Security-Policy \"default-src 'self' 'wasm-unsafe-eval'\";",
        ),
    },
    {
      how: "pages are no longer put together by the server, so that the guard is not in them",
      apply: (release) => replaced(release, ENTRY.nginx, /ssi on;/g, "ssi off;"),
    },
    {
      how: "a file of the release takes the place of Jitsi's page",
      apply: (release) =>
        withFile(release, { path: "/usr/share/jitsi-meet/index.html", format: "html", text: "<html></html>" }),
    },
    {
      how: "Prosody's rooms no longer load the guard",
      apply: (release) =>
        appended(release, ENTRY.prosody, `Component "${XMPP.rooms}" "muc"\n modules_disabled = { "muc_e2ee_guard" }`),
    },
    {
      how: "a folder with a guard of the same name comes first",
      apply: (release) =>
        replaced(release, ENTRY.prosody, "plugin_paths = { ", 'plugin_paths = { "/usr/local/lib/prosody/modules", '),
    },
    {
      how: "modules that somebody installed come before ours",
      apply: (release) =>
        appended(release, ENTRY.prosody, 'VirtualHost "meet.internal" { }\ninstaller_plugin_path = "/srv/modules"'),
    },
    {
      how: "the guard comes as plain text, which a browser does not run",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          "location = /guard.js {",
          "location = /guard.js { add_header Content-Type text/plain;",
        ),
    },
    {
      how: "the whole server answers with a page from elsewhere",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "root /usr/share/jitsi-meet;", "root /usr/share/jitsi-meet; return 302 /other;"),
    },
    {
      how: "Prosody's guard waits an hour",
      apply: (release) => replaced(release, ENTRY.prosody, "e2ee_seconds = 15", "e2ee_seconds = 60 * 60"),
    },
    {
      how: "a participant is exempt from the guard",
      apply: (release) =>
        appended(release, ENTRY.prosody, `Component "${XMPP.rooms}" "muc"\nservice_accounts = { "a@${XMPP.domain}" }`),
    },
    {
      how: "rooms hold more people than Jitsi encrypts for",
      apply: (release) =>
        replaced(release, ENTRY.prosody, /(\n\te2ee_seconds)/, "\n\tmuc_max_occupants = 25\n\te2ee_seconds"),
    },
    {
      how: "Synapse encrypts only private rooms",
      apply: (release) =>
        replaced(
          release,
          ENTRY.synapse,
          "encryption_enabled_by_default_for_room_type: all",
          "encryption_enabled_by_default_for_room_type: invite",
        ),
    },
  ],
};

/** jitsi-meet config.js@237e645e. `e2ee.enabled` and the like are no keys of Jitsi's and prove nothing. */
const CLIENT: readonly Demand[] = [
  // Off, or not there at all: Jitsi takes whatever is true-like for true.
  only("e2ee.disabled", false, "it switches end-to-end encryption off."),
  only("testing.disableE2EE", false, "it switches end-to-end encryption off."),
  only("e2ee.externallyManagedKey", false, "everybody would share one key that somebody else hands out."),
  equals("hosts.muc", XMPP.rooms, "meetings would be held where Prosody's guard is not."),
  absent("hosts.visitorFocus", "some would watch from rooms where Prosody's guard is not."),
  equals(
    "p2p.enabled",
    false,
    "a call between two would go past the guarded way and show each one's address to the other.",
  ),
  equals("deeplinking.disabled", true, "phones would be led into an app, which does not encrypt end to end."),
  // react/features/face-landmarks/functions.ts@1c8216eb: by data channels and by Prosody, which carry no encryption of ours.
  ...["enableFaceCentering", "enableFaceExpressionsDetection", "enableDisplayFaceExpressions", "enableRTCStats"].map(
    (key) => only(`faceLandmarks.${key}`, false, "what a face shows would leave the browser without encryption."),
  ),
  equals("startWithAudioMuted", true, "sound could leave before encryption is on."),
  equals("startWithVideoMuted", true, "a picture could leave before encryption is on."),
];

function clientBreaches(configuration: Configuration): readonly Breach[] {
  const client = configuration.videoClient();
  return [
    ...unmet(client.value, CLIENT, client),
    ...scriptBreaches(client),
    ...scriptBreaches(configuration.videoInterface()),
  ];
}

/** Addresses that are a script or a page of their own (URL Standard, 4.4: blanks around and line ends within are passed over). */
const RUNNING = /^(?:javascript:|vbscript:|blob:|filesystem:|data:[^,]*,)/i;

function scriptBreaches(script: Script): readonly Breach[] {
  return textsIn(script.value)
    .filter(({ text }) => RUNNING.test(text.replace(/[\p{Cc}\s]/gu, "")))
    .map(({ keys }) => ({
      ...placeIn(script, keys),
      what: `${keys.join(".")} is an address that brings a script or a page of its own, beside the guard.`,
    }));
}

/** The programs on which the promise rests are those that were reviewed, and nothing takes a place beside them. */
function reviewedBreaches(release: Release): readonly Breach[] {
  const breaches: Breach[] = [];
  breaches.push(...unreviewed(release, REVIEWED.encryption));
  for (const { path } of release.files) {
    if (path.startsWith("/usr/share/jitsi-meet/")) {
      breaches.push({ where: path, what: "The file takes the place of a part of Jitsi's own page or modules." });
    }
    if (path.startsWith(`${MODULES}/`) && !Object.hasOwn(REVIEWED.encryption, path)) {
      breaches.push({
        where: path,
        what: "Prosody would find this module before Jitsi's, and nobody has reviewed it.",
      });
    }
    if (OTHER_MODULES.test(path)) {
      breaches.push({
        where: path,
        what: "The file takes the place of a part of Prosody, and nobody has reviewed it.",
      });
    }
  }
  return breaches;
}

/** The addresses at which the video server has a file of ours in place of the package's, each with the file. */
const OURS: ReadonlyMap<string, string> = new Map([
  ["/config.js", VIDEO_CONFIGURATION],
  ["/interface_config.js", VIDEO_INTERFACE],
  ["/head.html", HEAD],
  ["/plugin.head.html", HEAD],
  ["/title.html", VIDEO_FILES.title],
  ["/guard.js", GUARD],
  ["/guard.css", VIDEO_FILES.style],
]);
/** Those without which the guard is not in the page. */
const GUARDING = ["/head.html", "/plugin.head.html", "/guard.js"];
/** Folders of Jitsi's package in which no page of a room is. */
const PARTS: ReadonlySet<string> = new Set(
  ["libs", "css", "static", "images", "fonts", "lang", "sounds"].map((name) => `/${name}/`),
);

/** Every server that a browser can meet under the video name, and every place in it where a request can end. */
function pageBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const servers = serversFor(configuration.nginx(), release.subject.names.video);
  return [
    ...titleBreaches(release),
    ...servers.flatMap((server) => [
      ...GUARDING.flatMap((url) => servedBreaches(server, url)),
      ...oncePerDirective(placesOf(server).flatMap((place) => placeBreaches(server, place))),
      ...arrivalBreaches(server),
      ...(server.directive.block ?? [])
        .filter((directive) => asksAnother(directive) || changesContent(directive))
        .map(({ name, path, line }) => ({
          where: path,
          line,
          what: `${name} answers before any location does, so the guard is not in the page.`,
        })),
    ]),
  ];
}

/** The title stands in every page; with a script in it, it could take the guard out again. */
function titleBreaches(release: Release): readonly Breach[] {
  const file = release.files.find(({ path }) => path === VIDEO_FILES.title);
  const lines = (file?.text ?? "").split("\n");
  const index = lines.findIndex(
    (line) =>
      !/^(?:<title>[^<]*<\/title>|<meta (?:property="og:\w+"|name="(?:robots|description)") content="[^"<>]*" \/>|)$/.test(
        line,
      ),
  );
  if (index === -1) return [];
  return [
    {
      where: VIDEO_FILES.title,
      line: index + 1,
      what: "This line puts something else than a title or a description into every page, beside the guard.",
    },
  ];
}

/** Whether a directive asks another program about every request to a server, whatever its locations say. */
function asksAnother({ name, args }: Directive): boolean {
  return (name === "auth_request" || name === "mirror") && args[0] !== "off";
}

/** What may stand in a location that serves one of our files, and leaves the file as it is. */
const HARMLESS: ReadonlySet<string> = new Set(
  [
    "alias add_header default_type expires etag if_modified_since access_log error_log log_not_found charset gzip gzip_vary",
    "gzip_types gzip_min_length gzip_comp_level limit_req limit_req_status limit_conn limit_rate sendfile tcp_nopush tcp_nodelay",
    "keepalive_timeout send_timeout server_tokens",
  ].flatMap((names) => names.split(" ")),
);

function servedBreaches(server: Server, url: string): readonly Breach[] {
  const expected = OURS.get(url);
  const place = placeOf(server, url);
  const location = place?.location;
  const found = place === undefined ? undefined : fileAt(place, url);
  const line = location?.line ?? server.directive.line;
  const where = location?.path ?? server.directive.path;
  if (location === undefined || found !== expected) {
    return [
      { where, line, what: `${url} is served from ${found ?? "nowhere that can be told"}, not from ${expected}.` },
    ];
  }
  const others = (location.block ?? []).filter(
    (directive) => !HARMLESS.has(directive.name) || changesContent(directive),
  );
  return others.map((directive) => ({
    where: directive.path,
    line: directive.line,
    what: `${directive.name} can change what a browser gets as ${url}.`,
  }));
}

/** Headers of a response that say what it is or where it went: one that is added can keep a browser from running a script. */
function changesContent({ name, args }: Directive): boolean {
  return (
    name === "add_header" &&
    /^(?:content-(?!security-policy)|location|refresh|link|clear-site-data)/i.test(args[0] ?? "")
  );
}

/** What can keep one file from arriving while the page does (ngx_http_limit_req_module, _limit_conn_, _core_). */
const WITHHOLDING = ["limit_req", "limit_conn", "limit_rate", "send_timeout"] as const;
/** Shortest that a slow browser may take for the next piece of a file; nginx's own is 60 s. */
const SHORTEST_PATIENCE = 10;
/** Longest that a browser may use an old file, in seconds. */
const LONGEST_KEPT = 3_600;
/** RFC 9111, 5.2.2: what is known to keep a file no longer than its `max-age` says. */
const CACHING = /^(?:no-store|no-cache|no-transform|must-revalidate|proxy-revalidate|private|public|max-age=\d{1,9})$/i;

/**
 * A browser goes on with a page of which one script did not arrive, and with the script that it kept from last year. A page
 * that does not arrive itself harms nobody.
 */
function arrivalBreaches(server: Server): readonly Breach[] {
  const places = placesOf(server).flatMap((place) => {
    const answer = answerOf(place, server);
    return answer.kind === "files" ? [{ ...place, answer }] : [];
  });
  const withheld = places
    // Whatever is no file of ours and lies in no folder of parts is the page itself.
    .filter((place) => place.answer.alias || holdsParts(place, place.answer.tries))
    .flatMap(({ levels }) => WITHHOLDING.flatMap((name) => inForce(levels, name)))
    .filter((directive) => !isPatient(directive));
  const kept = places.flatMap((place) => [
    ...inForce(place.levels, "expires").filter(({ args: [time = ""] }) => !isSoon(time)),
    ...(headersAt(place).get("cache-control") ?? []).filter(({ args: [, value = ""] }) => !isBriefly(value)),
  ]);
  return [
    ...[...new Set(withheld)].map(({ name, args, path, line }) => ({
      where: path,
      line,
      what: `\`${[name, ...args].join(" ")}\` can keep a file of the page from arriving, and the page goes on without the guard.`,
    })),
    ...[...new Set(kept)].map(({ name, args, path, line }) => ({
      where: path,
      line,
      what: `\`${[name, ...args].join(" ")}\` lets browsers use an old guard or page for longer than an hour.`,
    })),
  ];
}

function isPatient({ name, args: [time = ""] }: Directive): boolean {
  return name === "send_timeout" && (secondsIn(time) ?? 0) >= SHORTEST_PATIENCE;
}

/** ngx_http_headers_module, `expires`: a time that is over means that the file is asked for again. */
function isSoon(time: string): boolean {
  if (time === "epoch" || time === "off") return true;
  const seconds = secondsIn(time);
  return seconds !== undefined && seconds <= LONGEST_KEPT;
}

function isBriefly(value: string): boolean {
  const parts = value.split(",").map((part) => part.trim());
  return parts.every((part) => CACHING.test(part) && Number(/^max-age=(\d+)$/i.exec(part)?.[1] ?? 0) <= LONGEST_KEPT);
}

/** What may stand in a location that answers with Jitsi's page. */
const HARMLESS_IN_PAGES: ReadonlySet<string> = new Set([...HARMLESS, "ssi", "try_files", "index", "root"]);
/** The one address behind which another program answers: signalling, which is no page. */
const SIGNALLING = "/xmpp-websocket";

/** What is wrong at a place, by a directive that may do the same to many others. */
interface PlacedBreach {
  readonly place: string;
  readonly directive: Directive;
  /** Follows "For …". */
  readonly what: string;
}

/** One finding for each directive and what it does, however many places it does it to. */
function oncePerDirective(breaches: readonly PlacedBreach[]): readonly Breach[] {
  const alike = [...Map.groupBy(breaches, ({ directive }) => directive).values()].flatMap((ofOne) => [
    ...Map.groupBy(ofOne, ({ what }) => what).values(),
  ]);
  return alike.flatMap(([first, ...others]): readonly Breach[] => {
    if (first === undefined) return [];
    const { path: where, line } = first.directive;
    const more = others.length === 0 ? "" : ` and ${others.length} other ${others.length === 1 ? "place" : "places"}`;
    return [{ where, line, what: `For ${first.place}${more} ${first.what}` }];
  });
}

function placeBreaches(server: Server, place: Place): readonly PlacedBreach[] {
  const location = place.location;
  const address = location === undefined ? undefined : addressOf(location);
  const answer = answerOf(place, server);
  const say = (what: string, directive: Directive = answer.directive): PlacedBreach => ({
    place: nameOf(server, place),
    directive,
    what,
  });
  if (answer.kind === "passed") {
    if (address === SIGNALLING) return [];
    return [say("another program answers, so the guard need not be in the page.")];
  }
  if (answer.kind === "status") {
    if (tellsNothing(answer) || isForRobots(address, answer)) return [];
    return [say("nginx answers with a text of its own or leads elsewhere, where the guard need not be.")];
  }
  if (answer.alias) {
    if (answer.from === OURS.get(address ?? "") && answer.tries === undefined) return [];
    return [say(`nginx answers with ${answer.from}, which nobody has reviewed as a part of the page.`)];
  }
  const breaches: PlacedBreach[] = [];
  if (answer.from !== "/usr/share/jitsi-meet") {
    breaches.push(say(`pages come from ${answer.from}, not from Jitsi's package.`));
  }
  if (!isOn(place.levels, "ssi") && !holdsParts(place, answer.tries)) {
    breaches.push(
      say("server-side includes are off, so the page comes without the guard.", location ?? server.directive),
    );
  }
  for (const directive of location?.block ?? []) {
    if (HARMLESS_IN_PAGES.has(directive.name) && !changesContent(directive)) continue;
    breaches.push(say(`${directive.name} can change what a browser gets.`, directive));
  }
  return [...breaches, ...policyBreaches(place, say)];
}

/** How a place is called in a message. */
function nameOf(server: Server, { location }: Place): string {
  const name = namesOf(server)[0] ?? "a server without a name";
  return location === undefined
    ? `what no location of ${name} takes`
    : `location "${location.args.join(" ")}" of ${name}`;
}

/** Whether a place can only answer with files below folders in which no page of a room is, and never with one from elsewhere. */
function holdsParts({ location }: Place, tries: readonly string[] | undefined): boolean {
  const folders = location === undefined ? undefined : foldersOf(location);
  const elsewhere = tries?.some((tried) => !/^(?:\$uri\/?|=\d{3})$/.test(tried)) ?? false;
  return !elsewhere && folders?.every((folder) => [...PARTS].some((part) => folder.startsWith(part))) === true;
}

/** saghul in jitsi-meet PR 12314: Olm is WebAssembly; YunoHost jitsi_ynh issue 113: the encryption worker starts from a blob. */
function policyBreaches(
  place: Place,
  say: (what: string, directive: Directive) => PlacedBreach,
): readonly PlacedBreach[] {
  return contentPoliciesAt(place).flatMap(({ policy, directive }): readonly PlacedBreach[] => {
    const needed = [
      { kind: "script-src", source: "'wasm-unsafe-eval'", lost: "WebAssembly, and calls go on in clear" },
      { kind: "script-src-elem", source: "'self'", lost: "the guard's own script" },
      { kind: "worker-src", source: "blob:", lost: "the encryption worker (blob:), and calls go on in clear" },
    ] as const;
    return needed
      .filter(({ kind, source }) => sourcesOf(policy, kind)?.includes(source) === false)
      .map(({ lost }) => say(`the content security policy forbids ${lost}.`, directive));
  });
}

/** The accounts of the server's own programs, which carry no sound or picture of their own. */
const SERVICES: ReadonlySet<string> = new Set<string>([XMPP.focusJid, XMPP.bridgeJid]);
/** Rooms without media: people wait in one, bridges meet in the other. */
const WITHOUT_MEDIA: ReadonlySet<string> = new Set<string>([XMPP.lobby, XMPP.internal]);

function roomBreaches(configuration: Configuration): readonly Breach[] {
  const prosody = configuration.prosody();
  const rooms = [...prosody.hosts.values()].filter(
    ({ name, component }) => component === "muc" && !WITHOUT_MEDIA.has(name),
  );
  const missing = rooms.some(({ name }) => name === XMPP.rooms)
    ? []
    : [{ ...prosody.placeOf(XMPP.rooms, []), what: `There is no component ${XMPP.rooms} for rooms.` }];
  return [
    ...sourceBreaches(prosody),
    ...missing,
    ...rooms.flatMap((host) => guardBreaches(host, prosody)),
    ...waitingBreaches(prosody),
  ];
}

/** Where Prosody takes modules from: the first of a name wins. */
function sourceBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const breaches: Breach[] = [];
  const paths = prosody.global["plugin_paths"];
  if (!same(paths, PLUGIN_PATHS)) {
    breaches.push({
      ...prosody.placeOf(undefined, ["plugin_paths"]),
      what: `plugin_paths is ${shown(paths)}, not ${shown(PLUGIN_PATHS)}: a module of the same name elsewhere could win.`,
    });
  }
  // core/startup.lua, setup_plugin_install_path, of Prosody 13.0 puts this one before all of plugin_paths.
  const installed = prosody.global["installer_plugin_path"];
  if (installed !== undefined) {
    breaches.push({
      ...prosody.placeOf(undefined, ["installer_plugin_path"]),
      what: `installer_plugin_path is ${shown(installed)}: a module of the same name there would win.`,
    });
  }
  return breaches;
}

/** What guards a host with rooms: that whoever does not encrypt is removed, soon, and that a room is not larger than Jitsi encrypts for. */
function guardBreaches(host: ProsodyHost, prosody: ProsodyConfiguration): readonly Breach[] {
  const modules = modulesOf(prosody, host);
  const breaches: Breach[] = [];
  const say = (option: string, what: string): void => {
    breaches.push({ ...prosody.placeOf(host.name, [option]), what: `On ${host.name} ${what}` });
  };
  for (const module of ["muc_e2ee_guard", "muc_room_token", "muc_occupant_limit"]) {
    if (!modules.has(module)) say("modules_enabled", `the module ${module} is not loaded.`);
  }
  const seconds = optionOf(prosody, host, "e2ee_seconds") ?? MOST_SECONDS;
  if (typeof seconds !== "number" || !(seconds > 0 && seconds <= MOST_SECONDS))
    say("e2ee_seconds", `e2ee_seconds is ${shown(seconds)}; at most ${MOST_SECONDS} are allowed.`);
  const most = optionOf(prosody, host, "muc_max_occupants");
  if (typeof most !== "number" || !(most >= 1 && most <= MOST_OCCUPANTS))
    say(
      "muc_max_occupants",
      `muc_max_occupants is ${shown(most)}; beyond ${MOST_OCCUPANTS} Jitsi gives encryption up.`,
    );
  const found = optionOf(prosody, host, "service_accounts");
  const exempt = found === undefined ? [] : stringsOf(found);
  const strangers = exempt?.filter((jid) => !SERVICES.has(jid));
  if (strangers?.length !== 0)
    say(
      "service_accounts",
      `service_accounts exempts ${strangers?.join(", ") ?? shown(found)}, which is no program of the server.`,
    );
  return breaches;
}

/** Prosody runs on when a module fails to load, so our authentication lets nobody in before the guard is there (mod_auth_room_token). */
function waitingBreaches(prosody: ProsodyConfiguration): readonly Breach[] {
  const host = prosody.hosts.get(XMPP.domain);
  const required = host === undefined ? undefined : optionOf(prosody, host, "token_required_modules");
  const listed = stringsOf(at(required, XMPP.rooms)) ?? [];
  return ["muc_e2ee_guard", "muc_occupant_limit"]
    .filter((module) => !listed.includes(module))
    .map((module) => ({
      ...prosody.placeOf(XMPP.domain, ["token_required_modules", XMPP.rooms]),
      what: `token_required_modules does not hold ${module} for ${XMPP.rooms}: people would be let in while it is not loaded.`,
    }));
}

/** Synapse's schema v1.157.1. */
const HOMESERVER: readonly Demand[] = [
  equals("encryption_enabled_by_default_for_room_type", "all", "new rooms would not all be encrypted."),
];
/**
 * element-hq/element-web docs/e2ee.md@1951ed71: the client's own switch can turn it off again. The older name, `im.vector.riot.e2ee`,
 * is a doubt of the reader.
 */
const CLIENTS: readonly Demand[] = [
  equals(["io.element.e2ee", "default"], true, "clients would not encrypt, or as their makers like."),
  only(["io.element.e2ee", "force_disable"], false, "clients would not encrypt."),
];

/** element-hq/element-web docs/config.md at 014ee774: off where nothing is said. */
const VERIFIED = equals("force_verification", true, "messages would be encrypted to devices that nobody vouched for.");

function messageBreaches(configuration: Configuration): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  const discovery = configuration.clientDiscovery();
  return [
    ...unmet(synapse, HOMESERVER, configuration.synapseOrigin()),
    ...unmet(discovery.value, CLIENTS, discovery.origin),
    ...unmet(configuration.element(), [VERIFIED], configuration.elementOrigin()),
  ];
}
