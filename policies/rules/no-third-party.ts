import type { Release } from "../../render/release.ts";
import { appended, replaced, videoFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, differs, equals, originIn, unmet, type Demand, type Origin } from "../demands.ts";
import { contentPoliciesAt, FETCHING, sourcesOf, type ContentPolicy } from "../readers/content-security-policy.ts";
import { hostsIn, isInside } from "../readers/hosts.ts";
import { readJson } from "../readers/json.ts";
import { placesOf, serversFor, type Place, type Server } from "../readers/nginx-request.ts";
import { everyDirective } from "../readers/nginx.ts";
import { shown, type Plain } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/** Nobody but the practice and its patients takes part: no browser and no service asks anybody else for anything. */
export const noThirdParty: Rule = {
  id: "no-third-party",
  title:
    "No browser and no service contacts a host outside of the practice, but for time, packages, names and certificates.",
  severity: "high",
  serves: "GDPR art. 5(1)(c) and 28, § 25 TDDDG, § 203 StGB: whoever is asked learns who asks.",
  mend: "Take the host out, or name one of the practice's own; what the machine itself needs is declared as egress by its service.",
  looksAt:
    "Every host in the files that browsers and services read, the content security policy, and the declared egress.",
  check: (release, configuration) => {
    const { machine } = release.subject.clinic;
    const addresses = machine.provider === "existing" ? machine.publicAddresses : [];
    const own = new Set<string>([...Object.values(release.subject.names).map(String), ...addresses]);
    return [
      ...videoBreaches(configuration, own),
      ...messagingBreaches(release, configuration, own),
      ...programBreaches(configuration, own),
      ...webBreaches(configuration, own),
      ...policyBreaches(release, configuration, own),
      ...fileBreaches(release, own),
      ...egressBreaches(release),
    ];
  },
  breaks: [
    {
      how: "the list of STUN servers is taken away, so that Jitsi falls back to its maker's",
      apply: (release) => appended(release, videoFile(release, "config.js"), "delete config.p2p.stunServers;"),
    },
    {
      how: "pictures of people come from gravatar again",
      apply: (release) => appended(release, videoFile(release, "config.js"), "config.gravatar = {};"),
    },
    {
      how: "branding comes from another host, by an address without a scheme",
      apply: (release) =>
        appended(release, videoFile(release, "config.js"), 'config.dynamicBrandingUrl = "//cdn.example/brand.json";'),
    },
    {
      how: "usage is sent to a statistics program",
      apply: (release) =>
        appended(release, videoFile(release, "config.js"), 'config.analytics.matomoEndpoint = "/matomo/";'),
    },
    {
      how: "the videobridge asks a STUN server for its own address, added to the list",
      apply: (release) =>
        appended(
          release,
          ENTRY.videobridge,
          'ice4j.harvest.mapping.stun.addresses += "meet-jit-si-turnrelay.jitsi.net:443"',
        ),
    },
    {
      how: "the videobridge asks the cloud's metadata",
      apply: (release) => replaced(release, ENTRY.videobridge, /aws \{ enabled = false/, "aws { enabled = true"),
    },
    {
      how: "Prosody fetches keys from elsewhere",
      apply: (release) => appended(release, ENTRY.prosody, 'asap_key_server = "https://keys.example/asap"'),
    },
    {
      how: "Synapse fetches what is linked in messages",
      apply: (release) => replaced(release, ENTRY.synapse, "url_preview_enabled: false", "url_preview_enabled: true"),
    },
    {
      how: "Element's integration server is left out, so that its maker's is asked",
      apply: (release) => replaced(release, ENTRY.element, /"integrations_ui_url": null,/, ""),
    },
    {
      how: "the page may load from a content network",
      apply: (release) => replaced(release, ENTRY.nginx, "font-src 'self'", "font-src https:"),
    },
    {
      how: "any page may show ours inside",
      apply: (release) => replaced(release, ENTRY.nginx, /; frame-ancestors [^"]+"/, '; frame-ancestors *"'),
    },
    {
      how: "nginx asks the certificate's issuer for each visitor's sake",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "server_tokens off;", "server_tokens off; ssl_stapling on; resolver 9.9.9.9;"),
    },
    {
      how: "nginx hands requests on to a host that the visitor names",
      apply: (release) =>
        replaced(release, ENTRY.nginx, "proxy_pass http://127.0.0.1:5280;", "proxy_pass http://$arg_to;"),
    },
    {
      how: "the web server's account may open connections",
      apply: (release) => ({
        ...release,
        egress: [
          ...release.egress,
          {
            account: "www-data",
            protocol: "tcp",
            ports: [443],
            to: { kind: "names", names: ["cdn.example"] },
            purpose: "fonts",
          },
        ],
      }),
    },
  ],
};

type Own = ReadonlySet<string>;

/** jitsi-meet config.js@237e645e; lib-jitsi-meet modules/xmpp/xmpp.ts:221 at 01daa07c falls back to its maker's STUN server. */
const VIDEO: readonly Demand[] = [
  equals("disableThirdPartyRequests", true, "pictures, calendars and statistics would be asked for elsewhere."),
  equals("gravatar.disabled", true, "pictures of people would come from gravatar.com, Jitsi's default."),
  equals("analytics.disabled", true, "usage would be reported."),
  equals("giphy.enabled", false, "pictures would come from giphy.com."),
  equals("whiteboard.enabled", false, "drawings would go to another server."),
  differs("enableCalendarIntegration", true, "calendars of other companies would be asked."),
  differs("gatherStats", true, "statistics would be gathered."),
  differs("enableDisplayNameInStats", true, "names would go into statistics."),
  differs("enableEmailInStats", true, "addresses would go into statistics."),
  differs("analytics.rtcstatsEnabled", true, "statistics would be sent."),
  differs("analytics.watchRTCEnabled", true, "statistics would be sent."),
  equals("feedbackPercentage", 0, "people would be asked for feedback, which is sent."),
  ...[
    ...[
      "amplitudeAPPKey",
      "matomoEndpoint",
      "matomoSiteID",
      "googleAnalyticsTrackingId",
      "scriptURLs",
      "rtcstatsEndpoint",
      "obfuscateRoomName",
    ].map((key) => `analytics.${key}`),
    ...[
      "callStatsID",
      "callStatsSecret",
      "callStatsConfIDNamespace",
      "watchRTCConfigParams",
      "googleApiApplicationClientID",
    ],
    ...[
      "microsoftApiApplicationClientID",
      "etherpad_base",
      "salesforceUrl",
      "peopleSearchUrl",
      "inviteServiceUrl",
      "corsAvatarURLs",
    ],
    ...["jaasActuatorUrl", "jaasTokenUrl", "jaasConferenceCreatorUrl", "tokenAuthUrl"],
  ].map((key) => absent(key, "it leads to another program or company.")),
];

function videoBreaches(configuration: Configuration, own: Own): readonly Breach[] {
  const client = configuration.videoClient();
  const surface = configuration.videoInterface();
  const origin = originIn(client.path, configuration.file(client.path)?.text);
  const breaches = [...unmet(client.value, VIDEO, origin)];
  const stun = plainAt(client.value, "p2p", "stunServers");
  if (!Array.isArray(stun)) {
    breaches.push({
      where: client.path,
      what: `p2p.stunServers is ${shown(stun)}, no list, so Jitsi falls back to a STUN server of its maker.`,
    });
  }
  return [
    ...breaches,
    ...foreign(client.value, own, origin),
    ...foreign(surface.value, own, originIn(surface.path, configuration.file(surface.path)?.text)),
  ];
}

function plainAt(value: Plain | undefined, ...keys: readonly string[]): Plain | undefined {
  return keys.reduce<Plain | undefined>(
    (found, key) =>
      typeof found === "object" && found !== null && !Array.isArray(found)
        ? (found as Readonly<Record<string, Plain>>)[key]
        : undefined,
    value,
  );
}

/** Every host in a value that is neither the practice's nor this machine itself. */
function foreign(value: Plain | undefined, own: Own, origin: Origin): readonly Breach[] {
  return [...hostsIn(value)]
    .filter(({ host }) => !own.has(host) && !isInside(host))
    .map(({ host, key }) => {
      const line = origin.lineOf(key.length === 0 ? [host] : key);
      return {
        where: origin.path,
        ...(line === undefined ? {} : { line }),
        what: `${key.join(".") || "It"} names ${host}, which is not the practice's.`,
      };
    });
}

/** element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1. */
const SYNAPSE: readonly Demand[] = [
  differs("url_preview_enabled", true, "the server would fetch what is linked in messages."),
  differs("report_stats", true, "usage would be reported to matrix.org."),
  differs("enable_3pid_lookup", true, "identity servers would be asked."),
  equals("start_pushers", false, "push messages go through the makers of apps and phones."),
  ...[
    "email",
    "sentry",
    "opentracing",
    "account_threepid_delegates",
    "default_identity_server",
    "recaptcha_public_key",
    "user_consent",
  ].map((key) => absent(key, "it leads to another program or company.")),
];

/** element-hq/element-web SdkConfig.ts@014ee774, DEFAULTS: what an absent key means is the maker's own host. */
const ELEMENT: readonly Demand[] = [
  equals("integrations_ui_url", null, "its absence means the maker's integration server."),
  equals("integrations_rest_url", null, "its absence means the maker's integration server."),
  equals("disable_custom_urls", true, "people could be led to another server."),
  equals("disable_guests", true, "guests need no account."),
  absent("bug_report_endpoint_url", "logs would be sent there."),
  absent("map_style_url", "maps come from another company."),
  absent("posthog", "usage would be reported."),
  absent("sentry", "errors would be reported."),
  absent("piwik", "usage would be reported."),
  absent(["default_server_config", "m.identity_server"], "identity servers would be asked."),
  equals("room_directory.servers", [], "its absence means matrix.org's directory."),
];

function messagingBreaches(release: Release, configuration: Configuration, own: Own): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  const video = release.subject.names.video;
  const synapseOrigin = originIn(ENTRY.synapse, configuration.file(ENTRY.synapse)?.text);
  const elementOrigin = originIn(ENTRY.element, configuration.file(ENTRY.element)?.text);
  const conference = equals("jitsi.preferred_domain", video, "calls would go through the maker's conference server.");
  const file = configuration.file(ENTRY.wellKnown);
  const wellKnown = file === undefined ? undefined : readJson(file).value;
  const wellKnownOrigin = originIn(ENTRY.wellKnown, file?.text);
  return [
    ...unmet(synapse, SYNAPSE, synapseOrigin),
    ...foreign(synapse, own, synapseOrigin),
    ...unmet(configuration.element(), [...ELEMENT, conference], elementOrigin),
    ...foreign(configuration.element(), own, elementOrigin),
    ...unmet(
      wellKnown,
      [
        equals(["io.element.jitsi", "preferredDomain"], video, "calls would go through the maker's conference server."),
        equals(
          ["io.element.voip", "disable_fallback_ice"],
          true,
          "a call would offer turn.matrix.org (element-web FallbackIceServerController.ts@5561fc50).",
        ),
        absent("m.identity_server", "identity servers would be asked."),
      ],
      wellKnownOrigin,
    ),
    ...foreign(wellKnown, own, wellKnownOrigin),
  ];
}

/** ice4j src/main/resources/reference.conf at 6da2b08; the package's script writes a STUN server where none is named. */
const BRIDGE: readonly Demand[] = [
  equals(
    "ice4j.harvest.mapping.stun.addresses",
    [],
    "somebody else's STUN server would be asked for this machine's address.",
  ),
  equals("ice4j.harvest.mapping.aws.enabled", false, "the cloud's metadata would be asked."),
  differs("ice4j.harvest.mapping.aws.force", true, "the cloud's metadata would be asked."),
];

function programBreaches(configuration: Configuration, own: Own): readonly Breach[] {
  const jicofo = configuration.jicofo();
  const bridge = configuration.videobridge();
  const bridgeOrigin: Origin = { path: ENTRY.videobridge, lineOf: (keys) => bridge.lines.get(keys.join(".")) };
  const prosody = configuration.prosody();
  const prosodyOrigin = originIn(ENTRY.prosody, configuration.file(ENTRY.prosody)?.text);
  return [
    ...unmet(bridge.value, BRIDGE, bridgeOrigin),
    ...foreign(bridge.value, own, bridgeOrigin),
    ...foreign(jicofo.value, own, { path: ENTRY.jicofo, lineOf: (keys) => jicofo.lines.get(keys.join(".")) }),
    ...foreign({ ...prosody.global }, own, prosodyOrigin),
    ...[...prosody.hosts.values()].flatMap((host) => foreign({ ...host.options }, own, prosodyOrigin)),
    ...configuration.coturn().flatMap(({ name, value, line }) =>
      foreign(value, own, { path: ENTRY.coturn, lineOf: () => line }).map((breach) => ({
        ...breach,
        what: `${name}: ${breach.what}`,
      })),
    ),
  ];
}

/** Directives of nginx that send something elsewhere (nginx.org, module index). */
const SENDING = /^(?:proxy|fastcgi|grpc|uwsgi|scgi|memcached)_pass$|^mirror$|^auth_request$/;

/** This machine, and the whole of it: what follows a host's name would be part of that name. A variable could hold anything. */
const HERE = /^(?:(?:https?|grpcs?):\/\/)?(?:127\.0\.0\.1|\[::1\]|localhost|unix:\/[^$:]+)(?::\d+)?:?(?:\/[^$]*)?$/i;
/** The name that was asked for, and so one that led here. */
const ASKED = /^\$(?:host|server_name)(?:\$(?:request_)?uri)?$/;

function webBreaches(configuration: Configuration, own: Own): readonly Breach[] {
  return [...everyDirective(configuration.nginx())].flatMap(({ directive, chain }): readonly Breach[] => {
    const { name, args, path, line } = directive;
    const say = (what: string): readonly Breach[] => [{ where: path, line, what }];
    if (name === "resolver" || name === "ssl_ocsp_responder")
      return say(`${name} ${args.join(" ")} makes nginx ask another server.`);
    if ((name === "ssl_stapling" || name === "ssl_ocsp") && args[0]?.toLowerCase() !== "off")
      return say(`${name} makes nginx ask the certificate's issuer.`);
    if (SENDING.test(name) || (name === "server" && chain.at(-1)?.name === "upstream")) {
      const target = args[0] ?? "";
      return HERE.test(target) ? [] : say(`${name} ${target} hands requests on to something that is not this machine.`);
    }
    const log = args.find((arg) => arg.startsWith("syslog:"));
    if (log !== undefined && !log.startsWith("syslog:server=unix:"))
      return say(`${name} ${log} sends what nginx writes down to another machine.`);
    if (name === "return" || name === "rewrite" || name === "error_page" || name === "add_header") {
      const hosts = args
        .flatMap((arg) => [...hostsIn(arg)])
        .filter(({ host }) => !ASKED.test(host) && !own.has(host) && !isInside(host));
      return hosts.flatMap(({ host }) => say(`${name} names ${host}, which is not the practice's.`));
    }
    return [];
  });
}

/** Sources that stay with the practice: keywords, its own hosts, what the page itself makes. */
function staysInside(source: string, own: Own): boolean {
  if (/^'[a-z-]+'$|^'(?:nonce|sha\d+)-/.test(source)) return true;
  if (["data:", "blob:", "mediastream:", "filesystem:"].includes(source)) return true;
  const host = /^(?:(?:https|wss):\/\/)?([^/:*]+)(?::443)?(?:\/.*)?$/.exec(source)?.[1];
  return host !== undefined && own.has(host);
}

/** Of every place where a request to one of our names can end, since a page may be behind any. */
function policyBreaches(release: Release, configuration: Configuration, own: Own): readonly Breach[] {
  const { video, messaging, homeserver } = release.subject.names;
  const names = configuration.synapse() === undefined ? [video] : [video, messaging, homeserver];
  return names.flatMap((name) =>
    serversFor(configuration.nginx(), name).flatMap((server) =>
      placesOf(server).flatMap((place) => placeBreaches(name, server, place, own)),
    ),
  );
}

function placeBreaches(name: string, server: Server, place: Place, own: Own): readonly Breach[] {
  const asked = `https://${name}, ${place.location?.args.join(" ") ?? "what no location takes"}`;
  const { path, line } = place.location ?? server.directive;
  const policies = contentPoliciesAt(place);
  const directive = policies[0]?.directive;
  if (directive === undefined)
    return [
      { where: path, line, what: `${asked}: there is no content security policy, so a page may contact anybody.` },
    ];
  const say = (what: string): Breach => ({ where: directive.path, line: directive.line, what: `${asked}: ${what}` });
  // One policy that forbids is enough: a browser asks them all.
  const open = FETCHING.filter((kind) =>
    policies.every(({ policy }) => sourcesOf(policy, kind)?.every((source) => staysInside(source, own)) !== true),
  );
  const reports = policies.flatMap(({ policy }) => [...policy.keys()]).filter((key) => key.startsWith("report-"));
  const frames = framing(policies, own);
  const forms = policies.flatMap(({ policy }) => ["form-action", "base-uri"].flatMap((key) => policy.get(key) ?? []));
  return [
    ...reports.map((key) => say(`the content security policy has browsers report to somebody (${key}).`)),
    ...(frames === undefined ? [] : [say(`pages of ${frames.join(" ")} may show it inside (frame-ancestors).`)]),
    ...forms
      .filter((source) => !staysInside(source, own))
      .map((source) => say(`the content security policy lets forms or links go to ${source}.`)),
    ...open.map((kind) =>
      say(
        `the content security policy lets ${kind} leave the practice: ${shownSources(policies.map(({ policy }) => sourcesOf(policy, kind)))}.`,
      ),
    ),
  ];
}

/** Whose pages may show ours inside: they could watch what is typed and clicked. It has no fallback (CSP Level 3, 6.4.2). */
function framing(policies: readonly { readonly policy: ContentPolicy }[], own: Own): readonly string[] | undefined {
  const lists = policies.map(({ policy }) => policy.get("frame-ancestors"));
  return lists.some((list) => list?.every((source) => staysInside(source, own)) === true)
    ? undefined
    : (lists[0] ?? ["anybody"]);
}

function shownSources(sources: readonly (readonly string[] | undefined)[]): string {
  return sources.map((list) => (list === undefined ? "anything" : list.join(" "))).join(" and ");
}

/** Pages and style sheets of ours: what they load must be ours too. */
function fileBreaches(release: Release, own: Own): readonly Breach[] {
  return release.files
    .filter(({ format }) => format === "html" || format === "css")
    .flatMap(({ path, text }) =>
      text.split("\n").flatMap((line, index) =>
        [
          ...line.matchAll(/(?:\b(?:src|href|action|content)\s*=\s*["']?|url\(\s*["']?|@import\s+["']?)([^"'\s>)]+)/gi),
        ].flatMap(([, address = ""]) =>
          [...hostsIn(/^(?:[a-z]+:)?\/\//i.test(address) ? address : "")]
            .filter(({ host }) => !own.has(host))
            .map(({ host }) => ({
              where: path,
              line: index + 1,
              what: `The page loads from ${host}, which is not the practice's.`,
            })),
        ),
      ),
    );
}

/** Accounts of the system that ask for time, packages, names, certificates; and the kernel's tunnel, which root stands for. */
const ASKING: ReadonlySet<string> = new Set(["_apt", "_chrony", "certificates", "systemd-resolve"]);

function egressBreaches(release: Release): readonly Breach[] {
  return release.egress
    .filter(({ account, purpose }) => {
      if (ASKING.has(account)) return false;
      return !(account === "root" && purpose === "tunnel" && release.subject.egress === "vpn-only");
    })
    .map(({ account, purpose }) => ({
      where: "the egress of the release",
      what: `The account ${account} may open connections to the outside (${purpose}), and no service of ours needs that.`,
    }));
}
