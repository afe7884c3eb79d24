import { DESK_PORT } from "../../services/desk.ts";
import { ELEMENT_PAGES, WELL_KNOWN_CLIENT } from "../../services/element.ts";
import { XMPP } from "../../services/prosody.ts";
import { SYNAPSE_PORT } from "../../services/synapse.ts";
import type { Release } from "../../render/release.ts";
import { replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { everyDirective, placed, type Directive } from "../readers/nginx/nginx.ts";
import {
  addressOf,
  answerOf,
  foldersOf,
  namesOf,
  placesOf,
  serversFor,
  serversOf,
  headersAt,
  holdsPairs,
  inForce,
  isForRobots,
  isOn,
  refusesDotSegments,
  socketsOf,
  tellsNothing,
  type Answer,
  type Place,
  type Server,
} from "../readers/nginx/request.ts";
import type { Breach, Rule } from "../rule.ts";

/** Behind nginx there are interfaces of administration, of other servers and of the programs among themselves. */
export const webClosed: Rule = {
  id: "web-closed",
  title:
    "The web server answers with the pages, the signalling and the homeserver's client interface, and nothing else.",
  severity: "high",
  serves:
    "GDPR art. 25(2) and 32(1)(b), HIPAA 45 CFR 164.312(a)(1): what nobody needs from outside, nobody gets from outside.",
  looksAt: "Every server and every location of nginx, by either address family, and what each can answer with.",
  mend: "Put templates/nginx back as it is in the repository (`git diff templates/nginx` shows what changed): each server there has the locations that its pages need, and a last one that answers 404.",
  check: webBreaches,
  breaks: [
    {
      how: "the homeserver's administration is handed through",
      apply: (release) => replaced(release, ENTRY.nginx, "|_synapse/client)/", "|_synapse/client|_synapse/admin)/"),
    },
    {
      how: "the address behind the client interface is that of the administration",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          /location ~ \^\/\(_matrix[^{]*\{\n\s*client_max_body_size [^;]*;\n\s*proxy_pass [^;]*;/,
          "location /_matrix/client/ { proxy_pass http://127.0.0.1:8008/_synapse/admin/;",
        ),
    },
    {
      how: "Prosody's other interfaces are handed through beside the signalling",
      apply: (release) => replaced(release, ENTRY.nginx, "location = /xmpp-websocket {", "location /xmpp-websocket {"),
    },
    {
      how: "Prosody gets the signalling's address as it was sent, and may read the address of the desk's orders in it",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "http://127.0.0.1:5280/xmpp-websocket;", "http://127.0.0.1:5280;"),
    },
    {
      how: "the homeserver gets addresses whose dots lead from its administration to the client interface, for nginx alone",
      apply: (release) =>
        replaced(release, ENTRY.nginx, /if \(\$dot_segments\) \{\s*return 404;\s*\}(?=\s*# \/_matrix)/, ""),
    },
    {
      how: "pages of another folder stand beside Element's",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          "location /bundles/ {",
          "location /more/ { root /usr/local/share/stillroom; }\n        location /bundles/ {",
        ),
    },
    {
      how: "the server that refuses strangers has something for who asks under another name than before",
      apply: (release) =>
        replaced(
          release,
          ENTRY.nginx,
          "ssl_reject_handshake on;",
          "ssl_reject_handshake on; location / { proxy_pass http://127.0.0.1:8008; }",
        ),
    },
    {
      how: "requests for the signalling are counted by whole IPv6 addresses",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "limit_req_zone $client_network", "limit_req_zone $binary_remote_addr"),
    },
    {
      how: "a folder's files are listed",
      apply: (release) => replaced(release, ENTRY.nginx, "index index.html;", "index index.html; autoindex on;"),
    },
  ],
};

/** What one of our names may answer with; anything else is a breach. */
type Allowed = (place: Place, answer: Answer) => boolean;

const VIDEO_PAGES = "/usr/share/jitsi-meet";
/**
 * Prosody's own port for HTTP (services/prosody.ts); of what it has there, the signalling alone is for the outside. The path takes the place
 * of the one that was asked for (ngx_http_proxy_module, `proxy_pass`): without one Prosody would get the address as it was sent, and read
 * another one in it than nginx, such as that of the desk's orders.
 */
const SIGNALLING = { address: "/xmpp-websocket", to: "http://127.0.0.1:5280/xmpp-websocket" };
/** The client-server interface (matrix.org, spec v1.15, client-server API) and Synapse's own pages for clients. */
const CLIENT_INTERFACE = ["/_matrix/client/", "/_matrix/media/", "/_synapse/client/"];
const SYNAPSE = `http://127.0.0.1:${SYNAPSE_PORT}`;

/** The rule `e2ee-required` says which file of ours may stand where. */
const video: Allowed = ({ location }, answer) => {
  if (answer.kind === "files") return answer.alias || answer.from === VIDEO_PAGES;
  if (location === undefined || addressOf(location) !== SIGNALLING.address)
    return isForRobots(askedOf(location)?.join(), answer);
  return isProxy(answer, SIGNALLING.to);
};

const messaging: Allowed = ({ location }, answer) =>
  isForRobots(askedOf(location)?.join(), answer) ||
  (answer.kind === "files" && answer.from === (answer.alias ? WELL_KNOWN_CLIENT : ELEMENT_PAGES));

const homeserver: Allowed = ({ location }, answer) => {
  if (answer.kind === "files") return answer.from === WELL_KNOWN_CLIENT;
  const asked = askedOf(location);
  if (isForRobots(asked?.join(), answer)) return true;
  return (
    isProxy(answer, SYNAPSE) &&
    asked?.every((address) => CLIENT_INTERFACE.some((open) => address.startsWith(open))) === true
  );
};

const DESK = `http://127.0.0.1:${DESK_PORT}`;

/** The desk answers for itself whatever is asked under its name. */
const desk: Allowed = (_place, answer) => isProxy(answer, DESK);

/** Strangers get nothing, though who knows one of our names reaches their server too, with another `Host` than at first. */
const nobody: Allowed = (_place, answer) => answer.directive.name === "server";

/** The one address that a location answers, or the folders below which it does; undefined where it may be asked for anything. */
function askedOf(location: Directive | undefined): readonly string[] | undefined {
  if (location === undefined) return undefined;
  const address = addressOf(location);
  return address === undefined ? foldersOf(location) : [address];
}

/** Without a path: one would take the place of what was asked for (ngx_http_proxy_module, `proxy_pass`). */
function isProxy({ directive }: Answer, to: string): boolean {
  return directive.name === "proxy_pass" && directive.args[0] === to;
}

function webBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const nginx = configuration.nginx();
  const { names } = release.subject;
  const roles: readonly (readonly [string, Allowed])[] = [
    [names.video, video],
    [names.messaging, messaging],
    [names.homeserver, homeserver],
    ...(release.subject.clinic.desk.enabled ? [[names.desk, desk] as const] : []),
  ];
  const named = roles.flatMap(([name, allowed]) => serversFor(nginx, name).map((server) => ({ server, allowed })));
  const known = new Set(named.map(({ server }) => server.directive));
  // What is said in clear is the rule `tls`'s to judge.
  const strangers = socketsOf(nginx)
    .filter(({ tls }) => tls)
    .flatMap(({ servers }) => servers)
    .filter((server, index, all) => !known.has(server.directive) && all.indexOf(server) === index);
  return [
    ...named.flatMap(({ server, allowed }) => placeBreaches(server, allowed)),
    ...strangers.flatMap((server) => placeBreaches(server, nobody)),
    ...oncePerLine(named.flatMap(({ server, allowed }) => includeBreaches(server, allowed === video))),
    ...oncePerLine(named.flatMap(({ server }) => searchBreaches(server))),
    ...serversFor(nginx, names.video).flatMap((server) => toldBreaches(server, { host: [XMPP.domain] })),
    ...serversFor(nginx, names.homeserver).flatMap((server) =>
      toldBreaches(server, { host: ["$host", names.homeserver], "x-forwarded-proto": ["https", "$scheme"] }),
    ),
    ...serversFor(nginx, names.desk).flatMap((server) =>
      toldBreaches(server, { host: [names.desk], "x-forwarded-proto": ["https"] }),
    ),
    ...named.flatMap(({ server }) => dotBreaches(server)),
    ...versionBreaches(nginx),
    ...countingBreaches(nginx),
    ...directiveBreaches(nginx),
  ];
}

function placeBreaches(server: Server, allowed: Allowed): readonly Breach[] {
  return placesOf(server).flatMap((place): readonly Breach[] => {
    const answer = answerOf(place, server);
    if (tellsNothing(answer)) return [];
    if (allowed(place, answer)) return [];
    return [
      {
        where: answer.directive.path,
        line: answer.directive.line,
        what: `${shownPlace(server, place)} is answered with ${shownAnswer(answer)}, which nobody needs there from outside.`,
      },
    ];
  });
}

/** How a place is called in a message. */
function shownPlace(server: Server, { location }: Place): string {
  return `Under ${namesOf(server).join(" ") || "other names"}, ${location?.args.join(" ") ?? "what no location takes"}`;
}

/** ngx_http_ssi_module: what is written in an answer makes nginx ask for more; only Jitsi's own page is put together so. */
function includeBreaches(server: Server, isVideo: boolean): readonly Breach[] {
  return placesOf(server)
    .filter((place) => isOn(place.levels, "ssi") && !(isVideo && answerOf(place, server).kind === "files"))
    .map((place) => ({
      ...placed(inForce(place.levels, "ssi")[0] ?? server.directive),
      what: `${shownPlace(server, place)}: nginx looks for includes in what is answered (ssi), which others may have written.`,
    }));
}

/** Search engines take a page for nobody's only where they are told so (developers.google.com, "Robots meta tag, X-Robots-Tag"). */
function searchBreaches(server: Server): readonly Breach[] {
  return placesOf(server)
    .filter((place) => isPage(answerOf(place, server)) && !isHidden(place))
    .map((place) => ({
      ...placed(headersAt(place).get("x-robots-tag")?.[0] ?? place.location ?? server.directive),
      what: `${shownPlace(server, place)}: search engines may list the page (X-Robots-Tag without noindex).`,
    }));
}

/** What a person reads in a browser: files, and what the desk answers; the other programs behind speak to programs. */
function isPage(answer: Answer): boolean {
  return answer.kind === "files" || isProxy(answer, DESK);
}

/** A word before a colon would speak to one search engine alone. */
function isHidden(place: Place): boolean {
  const values = (headersAt(place).get("x-robots-tag") ?? []).map(({ args: [, value = ""] }) => value);
  return values.some((value) => /^[a-z, ]*$/i.test(value) && /(?:^|[ ,])(?:noindex|none)(?:[ ,]|$)/i.test(value));
}

/**
 * What a program of ours is told of a request: Prosody finds its host by the name in it, and both programs count attempts by
 * address. Without these lines nginx says its own (ngx_http_proxy_module, "proxy_set_header").
 */
function toldBreaches(server: Server, expected: Readonly<Record<string, readonly string[]>>): readonly Breach[] {
  const wanted = Object.entries({ ...expected, "x-forwarded-for": ["$remote_addr"] });
  return placesOf(server).flatMap((place): readonly Breach[] => {
    const answer = answerOf(place, server);
    if (answer.kind !== "passed") return [];
    const headers = inForce(place.levels, "proxy_set_header");
    return wanted.flatMap(([name, values]): readonly Breach[] => {
      const found = headers.filter(({ args: [header = ""] }) => header.toLowerCase() === name);
      if (found.length === 1 && values.includes(found[0]?.args[1] ?? "")) return [];
      return [
        {
          ...placed(found[0] ?? answer.directive),
          what: `${shownPlace(server, place)}: the program behind is told ${found.map(({ args }) => args[1]).join(" and ") || "nothing of ours"} as ${name}, not ${values.join(" or ")}.`,
        },
      ];
    });
  });
}

/** Of each server that hands anything on, whether the program behind could read another address than nginx did. */
function dotBreaches(server: Server): readonly Breach[] {
  if (refusesDotSegments(server)) return [];
  return placesOf(server)
    .map((place) => ({ place, answer: answerOf(place, server) }))
    .filter(({ answer }) => answer.kind === "passed")
    .map(({ place, answer }) => ({
      ...placed(answer.directive),
      what: `${shownPlace(server, place)}: addresses with dot segments ("/../" in any spelling) are handed on, and the program behind may read another address in them than nginx.`,
    }));
}

/** ngx_http_core_module, `server_tokens`: on unless it is switched off, and then each answer tells the version. */
function versionBreaches(nginx: readonly Directive[]): readonly Breach[] {
  const telling = everyDirective(nginx)
    .map(({ directive }) => directive)
    .filter(({ name, args }) => name === "server_tokens" && args[0]?.toLowerCase() !== "off");
  const silent = serversOf(nginx)
    .filter((server) => inForce([...server.levels, server.directive.block ?? []], "server_tokens").length === 0)
    .map(({ directive }) => directive);
  return [...telling, ...silent.slice(0, 1)].map((directive) => ({
    ...placed(directive),
    what: "Answers tell nginx's version (server_tokens), by which its weaknesses can be looked up.",
  }));
}

/** By whom requests are counted. */
const COUNTED = "$client_network";
/** The IPv4 address, or the first 64 bits of an IPv6 one: whoever has a line of the latter has 2^64 addresses (RFC 6177, section 2). */
const NETWORKS: ReadonlyMap<string, string> = new Map([
  ["default", "$binary_remote_addr"],
  ["~(?s)^(.{8}).{8}$", "$1"],
]);

function countingBreaches(nginx: readonly Directive[]): readonly Breach[] {
  const all = everyDirective(nginx).map(({ directive }) => directive);
  const zones = all.filter(({ name, args }) => /^limit_(?:req|conn)_zone$/.test(name) && args[0] !== COUNTED);
  const maps = all.filter(({ name, args }) => name === "map" && args[1] === COUNTED);
  const wrong = maps.filter((map) => map.args[0] !== "$binary_remote_addr" || !holdsPairs(map, NETWORKS));
  return [
    ...zones.map((directive) => ({
      ...placed(directive),
      what: "Requests are counted by whole IPv6 addresses, of which everybody has as many as wanted.",
    })),
    ...wrong.map((directive) => ({
      ...placed(directive),
      what: `${COUNTED} is not the IPv4 address or the first 64 bits of the IPv6 one, so requests are counted by something else.`,
    })),
  ];
}

/** Of all that one line is to blame for, one. */
function oncePerLine(breaches: readonly Breach[]): readonly Breach[] {
  const found = new Map(breaches.map((breach) => [`${breach.where}:${breach.line ?? 0}`, breach]));
  return [...found.values()];
}

function shownAnswer(answer: Answer): string {
  switch (answer.kind) {
    case "status":
      return `${answer.status} and ${answer.text ?? "nothing"}`;
    case "passed":
      return `what ${answer.to} says (${answer.directive.name})`;
    case "files":
      return `files of ${answer.from}`;
  }
}

/** What shows more than was asked for, or asks another program besides (ngx_http_autoindex_module, _mirror_, _auth_request_). */
function directiveBreaches(nginx: readonly Directive[]): readonly Breach[] {
  return everyDirective(nginx).flatMap(({ directive: { name, args, path, line } }): readonly Breach[] => {
    if (name === "autoindex" && args[0]?.toLowerCase() !== "off")
      return [{ where: path, line, what: "nginx lists the files of a folder." }];
    if ((name === "mirror" || name === "auth_request") && args[0]?.toLowerCase() !== "off")
      return [{ where: path, line, what: `${name} ${args.join(" ")} gives each request to something else besides.` }];
    return [];
  });
}
