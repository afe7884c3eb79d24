import { ELEMENT_PAGES, WELL_KNOWN_CLIENT } from "../../services/element.ts";
import { SYNAPSE_PORT } from "../../services/synapse.ts";
import type { Release } from "../../render/release.ts";
import { replaced } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { everyDirective, type Directive } from "../readers/nginx.ts";
import {
  addressOf,
  answerOf,
  foldersOf,
  namesOf,
  placesOf,
  serversFor,
  socketsOf,
  type Answer,
  type Place,
  type Server,
} from "../readers/nginx-request.ts";
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
  mend: "Leave templates/nginx as it is: each server there has the locations that its pages need, and a last one that answers 404.",
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
      how: "a folder's files are listed",
      apply: (release) => replaced(release, ENTRY.nginx, "index index.html;", "index index.html; autoindex on;"),
    },
  ],
};

/** What one of our names may answer with; anything else is a breach. */
type Allowed = (place: Place, answer: Answer) => boolean;

const VIDEO_PAGES = "/usr/share/jitsi-meet";
/** Prosody's own port for HTTP (services/prosody.ts); of what it has there, the signalling alone is for the outside. */
const SIGNALLING = { address: "/xmpp-websocket", to: "http://127.0.0.1:5280" };
/** The client-server interface (matrix.org, spec v1.15, client-server API) and Synapse's own pages for clients. */
const CLIENT_INTERFACE = ["/_matrix/client/", "/_matrix/media/", "/_synapse/client/"];
const SYNAPSE = `http://127.0.0.1:${SYNAPSE_PORT}`;

/** The rule `e2ee-required` says which file of ours may stand where. */
const video: Allowed = ({ location }, answer) => {
  if (answer.kind === "files") return answer.alias || answer.from === VIDEO_PAGES;
  return isProxy(answer, SIGNALLING.to) && askedOf(location)?.join() === SIGNALLING.address;
};

const messaging: Allowed = (_place, answer) =>
  answer.kind === "files" && answer.from === (answer.alias ? WELL_KNOWN_CLIENT : ELEMENT_PAGES);

const homeserver: Allowed = ({ location }, answer) => {
  if (answer.kind === "files") return answer.from === WELL_KNOWN_CLIENT;
  const asked = askedOf(location);
  return (
    isProxy(answer, SYNAPSE) &&
    asked?.every((address) => CLIENT_INTERFACE.some((open) => address.startsWith(open))) === true
  );
};

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
    ...directiveBreaches(nginx),
  ];
}

function placeBreaches(server: Server, allowed: Allowed): readonly Breach[] {
  return placesOf(server).flatMap((place): readonly Breach[] => {
    const answer = answerOf(place, server);
    // A status such as 404 alone gives nothing away.
    if (answer.kind === "status" && answer.text === undefined) return [];
    if (allowed(place, answer)) return [];
    return [
      {
        where: answer.directive.path,
        line: answer.directive.line,
        what: `Under ${namesOf(server).join(" ") || "other names"}, ${place.location?.args.join(" ") ?? "what no location takes"} is answered with ${shownAnswer(answer)}, which nobody needs there from outside.`,
      },
    ];
  });
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
  return [...everyDirective(nginx)].flatMap(({ directive: { name, args, path, line } }): readonly Breach[] => {
    if (name === "autoindex" && args[0]?.toLowerCase() !== "off")
      return [{ where: path, line, what: "nginx lists the files of a folder." }];
    if ((name === "mirror" || name === "auth_request") && args[0]?.toLowerCase() !== "off")
      return [{ where: path, line, what: `${name} ${args.join(" ")} gives each request to something else besides.` }];
    return [];
  });
}
