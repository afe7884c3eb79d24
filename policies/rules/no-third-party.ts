import type { Clinic } from "../../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import type { Release } from "../../render/release.ts";
import { DEVICES_TUNNEL, isAllInside } from "../../services/devices.ts";
import type { Egress } from "../../services/service.ts";
import { appended, replaced, videoFile } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { absent, equals, only, placeIn, same, unmet, type Demand, type Origin } from "../demands.ts";
import {
  contentPoliciesAt,
  FETCHING,
  sourcesOf,
  type ContentPolicy,
} from "../readers/nginx/content-security-policy.ts";
import { contactsOf } from "../readers/text/contacts.ts";
import { hostsIn, isInside } from "../readers/text/hosts.ts";
import { readPage, readStyleSheet } from "../readers/text/page.ts";
import type { ProsodyConfiguration } from "../readers/prosody/prosody.ts";
import type { SettingLine } from "../readers/small-programs.ts";
import {
  answerOf,
  fileAt,
  headersAt,
  placeOf,
  placesOf,
  serversFor,
  type Place,
  type Server,
} from "../readers/nginx/request.ts";
import { everyDirective, type Directive } from "../readers/nginx/nginx.ts";
import { shownUnder } from "../readers/text/secret-shapes.ts";
import { at, isMap, shown, type Plain } from "../reading.ts";
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
    const { clinic } = release.subject;
    const { machine } = clinic;
    const addresses = machine.provider === "existing" ? machine.publicAddresses : [];
    const inside = isAllInside(clinic) ? insideAddresses(clinic.names.domain, MACHINE_NUMBER) : [];
    const own = new Set<string>([...Object.values(release.subject.names).map(String), ...addresses, ...inside]);
    return [
      ...videoBreaches(configuration, own),
      ...messagingBreaches(release, configuration, own),
      ...programBreaches(release, configuration, own),
      ...webBreaches(configuration, own),
      ...policyBreaches(release, configuration, own),
      ...fileBreaches(release, own),
      ...settingBreaches(release, configuration),
      ...commandBreaches(release, own),
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
        replaced(
          release,
          ENTRY.nginx,
          "proxy_pass http://127.0.0.1:5280/xmpp-websocket;",
          "proxy_pass http://$arg_to;",
        ),
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
  // react/features/shared-video/constants.ts@1c8216eb: its absence means youtube.com, and `*` every host.
  equals("sharedVideoAllowedURLDomains", [], "everybody's browser would play a film from another company."),
  only("enableCalendarIntegration", false, "calendars of other companies would be asked."),
  only("gatherStats", false, "statistics would be gathered."),
  only("enableDisplayNameInStats", false, "names would go into statistics."),
  only("enableEmailInStats", false, "addresses would go into statistics."),
  only("analytics.rtcstatsEnabled", false, "statistics would be sent."),
  only("analytics.watchRTCEnabled", false, "statistics would be sent."),
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
  const breaches = [...unmet(client.value, VIDEO, client)];
  const stun = at(client.value, "p2p", "stunServers");
  if (!Array.isArray(stun)) {
    breaches.push({
      where: client.path,
      what: `p2p.stunServers is ${shown(stun)}, no list, so Jitsi falls back to a STUN server of its maker.`,
    });
  }
  return [...breaches, ...foreign(client.value, own, client), ...foreign(surface.value, own, surface)];
}

/** Neither the practice's nor this machine itself. */
function isForeign(host: string, own: Own): boolean {
  return !own.has(host) && !isInside(host);
}

/** Every host in a value that is neither the practice's nor this machine itself. */
function foreign(value: Plain | undefined, own: Own, origin: Origin): readonly Breach[] {
  return hostsIn(value)
    .filter(({ host }) => isForeign(host, own))
    .map(({ host, key }) => {
      const line = origin.lineOf(key.length === 0 ? [host] : key);
      return {
        where: origin.pathOf?.(key) ?? origin.path,
        ...(line === undefined ? {} : { line }),
        what: `${key.join(".") || "It"} names ${host}, which is not the practice's.`,
      };
    });
}

/** element-hq/synapse schema/synapse-config.schema.yaml, v1.157.1, and synapse/config/*.py of 1.163.2 for what it no longer documents. */
const SYNAPSE: readonly Demand[] = [
  only("url_preview_enabled", false, "the server would fetch what is linked in messages."),
  only("report_stats", false, "usage would be reported to matrix.org."),
  only("enable_3pid_lookup", false, "identity servers would be asked."),
  only("enable_3pid_changes", false, "addresses and telephone numbers are confirmed through other companies."),
  equals("start_pushers", false, "push messages go through the makers of apps and phones."),
  only("pusher_instances", [], "push messages go through the makers of apps and phones."),
  only("push.include_content", false, "messages would be handed to the makers of apps and phones."),
  only("enable_registration_captcha", false, "a picture puzzle of another company would be asked for."),
  only("turn_uris", [], "calls that are no meetings of ours would go through a relay."),
  only("media_storage_providers", [], "files would be kept by another company."),
  ...[
    ...["report_stats_endpoint", "email", "sentry", "opentracing", "account_threepid_delegates"],
    ...["default_identity_server", "trust_identity_server_for_password_resets", "user_consent", "matrix_rtc"],
    ...["recaptcha_public_key", "recaptcha_private_key", "recaptcha_siteverify_api", "oembed"],
    ...["http_proxy", "https_proxy", "redis", "web_client_location", "extra_well_known_client_content"],
    ...["ip_range_whitelist", "url_preview_ip_range_whitelist"],
  ].map((key) => absent(key, "it leads to another program or company.")),
];

/** element-hq/element-web SdkConfig.ts@014ee774, DEFAULTS: what an absent key means is the maker's own host. */
const ELEMENT: readonly Demand[] = [
  equals("integrations_ui_url", null, "its absence means the maker's integration server."),
  equals("integrations_rest_url", null, "its absence means the maker's integration server."),
  equals("disable_custom_urls", true, "people could be led to another server."),
  equals("disable_guests", true, "guests need no account."),
  equals("desktop_builds.available", false, "the page would lead to its maker's downloads."),
  equals("mobile_builds", { ios: null, android: null, fdroid: null }, "the page would lead to shops for apps."),
  only("mobile_guide_toast", false, "the page would lead to its maker's apps."),
  only("integrations_widgets_urls", null, "pages of others could be shown inside of ours."),
  ...[
    ...["default_server_name", "default_hs_url", "default_is_url", "fallback_hs_url"],
    ...["map_style_url", "posthog", "sentry", "piwik", "analytics_owner", "uisi_autorageshake_app"],
    ...["bug_report_endpoint_url", "update_base_url", "element_call", "widget_build_url", "audio_stream_url"],
    ...["custom_translations_url", "logout_redirect_url", "modules"],
    ...["oidc_static_clients", "oidc_metadata", "sso_redirect_options", "sso_immediate_redirect"],
  ].map((key) => absent(key, "it leads to another program or company.")),
  absent(["default_server_config", "m.identity_server"], "identity servers would be asked."),
  equals("room_directory.servers", [], "its absence means matrix.org's directory."),
];

/** Buttons of Element's that lead to other companies; each is there unless it is switched off (docs/config.md, "UI Features"). */
const BUTTONS: readonly Demand[] = [
  ["feedback", "opinions would go to the maker."],
  ["identityServer", "identity servers would be asked."],
  ["locationSharing", "maps come from another company."],
  ["shareSocial", "the page would lead to social networks."],
  ["thirdPartyId", "identity servers would be asked."],
  ["widgets", "pages of others could be shown inside of ours."],
].map(([feature = "", why = ""]) => equals(["setting_defaults", `UIFeature.${feature}`], false, why));

/** Element's settings of its server (docs/config.md, "default_server_config"). */
const HOMESERVER = ["default_server_config", "m.homeserver"] as const;

/** Links for which Element has its maker's own where none is given (SdkConfig.ts, DEFAULTS); whose they are is seen with all hosts. */
const LINKS = [
  ["branding", "logo_link_url"],
  ["permalink_prefix"],
  ["help_url"],
  ["help_encryption_url"],
  ["help_key_storage_url"],
  ["feedback", "existing_issues_url"],
  ["feedback", "new_issue_url"],
] as const;

const DISCOVERY: readonly Demand[] = [
  equals(
    ["io.element.voip", "disable_fallback_ice"],
    true,
    "a call would offer turn.matrix.org (element-web FallbackIceServerController.ts@5561fc50).",
  ),
  absent(["m.identity_server"], "identity servers would be asked."),
  absent(["org.matrix.msc2965.authentication"], "people would sign in at another server."),
];

/** Where the practice's messages are: the homeserver alone, over TLS, by the name that its accounts have. */
const serverAt = (keys: readonly string[], homeserver: string): Demand =>
  equals(keys, homeserver, "accounts would be looked for at another server.");

/** The address of the homeserver; programs put the slash at its end themselves where it is missing. */
function addressBreaches(
  value: Plain | undefined,
  keys: readonly string[],
  homeserver: string,
  origin: Origin,
): readonly Breach[] {
  const address = `https://${homeserver}`;
  return at(value, ...keys) === `${address}/`
    ? []
    : unmet(value, [equals(keys, address, "people would sign in at another server, or in clear.")], origin);
}

const callsAt = (video: string): Demand =>
  equals(["io.element.jitsi", "preferredDomain"], video, "calls would go through the maker's conference server.");

function missingLinks(element: Plain | undefined, origin: Origin): readonly Breach[] {
  return LINKS.filter((keys) => typeof at(element, ...keys) !== "string").map((keys) => ({
    where: origin.path,
    what: `${keys.join(".")} is ${shown(at(element, ...keys))}, for which Element has a page of its maker's.`,
  }));
}

function messagingBreaches(release: Release, configuration: Configuration, own: Own): readonly Breach[] {
  const synapse = configuration.synapse();
  if (synapse === undefined) return [];
  const { video, homeserver } = release.subject.names;
  const conference = equals("jitsi.preferred_domain", video, "calls would go through the maker's conference server.");
  const element = configuration.element();
  const elementOrigin = configuration.elementOrigin();
  const discovery = configuration.clientDiscovery();
  return [
    ...unmet(synapse, [...SYNAPSE, serverAt(["server_name"], homeserver)], configuration.synapseOrigin()),
    ...addressBreaches(synapse, ["public_baseurl"], homeserver, configuration.synapseOrigin()),
    ...foreign(synapse, own, configuration.synapseOrigin()),
    ...unmet(
      element,
      [...ELEMENT, ...BUTTONS, conference, serverAt([...HOMESERVER, "server_name"], homeserver)],
      elementOrigin,
    ),
    ...addressBreaches(element, [...HOMESERVER, "base_url"], homeserver, elementOrigin),
    ...missingLinks(element, elementOrigin),
    ...foreign(element, own, elementOrigin),
    ...unmet(discovery.value, [...DISCOVERY, callsAt(video)], discovery.origin),
    ...addressBreaches(discovery.value, ["m.homeserver", "base_url"], homeserver, discovery.origin),
    ...discoveryBreaches(release, configuration),
    ...foreign(discovery.value, own, discovery.origin),
  ];
}

/** Where clients ask for it, under the name in everybody's address (Matrix specification, "Well-known URI"). */
const DISCOVERY_URL = "/.well-known/matrix/client";

/** What is said there counts only where nginx says it; a client that learns nothing uses what its maker has wired in. */
function discoveryBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { homeserver, messaging } = release.subject.names;
  return serversFor(configuration.nginx(), homeserver).flatMap((server): readonly Breach[] => {
    const place = placeOf(server, DISCOVERY_URL);
    const { path, line } = place?.location ?? server.directive;
    const say = (what: string): Breach => ({
      where: path,
      line,
      what: `https://${homeserver}${DISCOVERY_URL} ${what}, so clients use what their makers have wired in, such as turn.matrix.org.`,
    });
    if (place === undefined || onlyFileAt(place, server) !== ENTRY.wellKnown)
      return [say(`is not answered with ${ENTRY.wellKnown}`)];
    // Fetch, 4.9: a page of another name is not told what has no such header, or two of them.
    const shared = headersAt(place).get("access-control-allow-origin") ?? [];
    const readable = shared.length === 1 && ["*", `https://${messaging}`].includes(shared[0]?.args[1] ?? "");
    return readable ? [] : [say(`may not be read by the pages of ${messaging} (Access-Control-Allow-Origin)`)];
  });
}

/** The one file that clients get there; undefined where it may be another, or none. */
function onlyFileAt(place: Place, server: Server): string | undefined {
  const answer = answerOf(place, server);
  return answer.kind === "files" && answer.tries === undefined ? fileAt(place, DISCOVERY_URL) : undefined;
}

/** ice4j src/main/resources/reference.conf at 6da2b08; the package's script writes a STUN server where none is named. */
const BRIDGE: readonly Demand[] = [
  equals(
    "ice4j.harvest.mapping.stun.addresses",
    [],
    "somebody else's STUN server would be asked for this machine's address.",
  ),
  equals("ice4j.harvest.mapping.aws.enabled", false, "the cloud's metadata would be asked."),
  only("ice4j.harvest.mapping.aws.force", false, "the cloud's metadata would be asked."),
  only("videobridge.ice.resolve-remote-candidates", false, "names that a browser sends would be looked up."),
];

/** ice4j reference.conf at 6da2b08: where nothing is said, every network of the machine. */
function networksOf(clinic: Clinic): Demand {
  return equals(
    "ice4j.harvest.allowed-interfaces",
    [isAllInside(clinic) ? DEVICES_TUNNEL.interface : "@@fact:interface@@"],
    "browsers would be told of addresses in other networks, and call on them.",
  );
}
/** jitsi-videobridge reference.conf at a29d97d1; where the provider translates addresses, coturn reaches the bridge by its private one. */
const PRIVATE = equals(
  "videobridge.ice.advertise-private-candidates",
  false,
  "browsers would call on an address that in their own network is somebody else's.",
);

/** Addresses by which the machine knows itself. */
const ITSELF = ["@@fact:address4@@", "@@fact:public4@@"];

/** ice4j, StaticMapping: where browsers are sent in place of an address of the machine's. */
function mappingBreaches({ machine }: Release["subject"]["clinic"], bridge: Plain, origin: Origin): readonly Breach[] {
  const key = ["ice4j", "harvest", "mapping", "static-mappings"];
  const mappings = at(bridge, ...key) ?? [];
  const public4 = machine.provider === "existing" ? machine.publicAddresses : [];
  const known = new Set<Plain | undefined>([...ITSELF, ...public4]);
  return (Array.isArray(mappings) ? (mappings as readonly Plain[]) : [mappings])
    .flatMap((mapping) => [at(mapping, "local-address"), at(mapping, "public-address")])
    .filter((address) => !known.has(address))
    .map((address) => ({
      ...placeIn(origin, key),
      what: `${key.join(".")} names ${shown(address)}, which is no address of this machine's, so browsers would send there what is meant for it.`,
    }));
}

/** The two ways to the relay (templates/prosody); lifetimes are judged apart. */
const WAYS: readonly Plain[] = [
  { type: "turn", port: 3478, transport: "udp", secret: true },
  { type: "turns", port: 5349, transport: "tcp", secret: true },
];
/** mod_external_services of Prosody 13.0: a credential is good for a day where nothing is said. */
const LONGEST_CREDENTIAL_SECONDS = 86_400;

/** Where Prosody sends browsers whose network lets no UDP out, and for how long what it gives them is good (mod_external_services). */
function relayBreaches(
  relay: string,
  prosody: ProsodyConfiguration,
  name: string | undefined,
  options: Readonly<Record<string, Plain>>,
): readonly Breach[] {
  const services = options["external_services"] ?? [];
  const ways = Array.isArray(services) ? (services as readonly Plain[]) : [services];
  const breaches: Breach[] = [];
  ways.forEach((service, index) => {
    if (isOwnRelay(service, relay)) return;
    const what = `external_services sends browsers to ${shownUnder(["external_services"], service)}, which is not the practice's own relay at ${relay} in one of its two ways.`;
    breaches.push({ ...prosody.placeOf(name, ["external_services", String(index)]), what });
  });
  const life = options["external_service_ttl"];
  if (life !== undefined && !isShortLife(life)) {
    const what = `external_service_ttl is ${shown(life)}; a relay's credential is good for a day at most, ${LONGEST_CREDENTIAL_SECONDS} seconds.`;
    breaches.push({ ...prosody.placeOf(name, ["external_service_ttl"]), what });
  }
  return breaches;
}

function isOwnRelay(service: Plain, relay: string): boolean {
  if (!isMap(service)) return false;
  const { host, ttl, algorithm, ...way } = service;
  const lasts = ttl === undefined || isShortLife(ttl);
  const turn = algorithm === undefined || algorithm === "turn";
  return host === relay && lasts && turn && WAYS.some((own) => same(own, way));
}

function isShortLife(seconds: Plain): boolean {
  return typeof seconds === "number" && seconds <= LONGEST_CREDENTIAL_SECONDS;
}

function programBreaches(release: Release, configuration: Configuration, own: Own): readonly Breach[] {
  const { clinic, names } = release.subject;
  const jicofo = configuration.jicofo();
  const bridge = configuration.videobridge();
  const bridgeOrigin: Origin = { path: ENTRY.videobridge, lineOf: (keys) => bridge.lines.get(keys.join(".")) };
  const prosody = configuration.prosody();
  return [
    ...unmet(
      bridge.value,
      [
        ...BRIDGE,
        networksOf(clinic),
        ...(clinic.machine.provider === "hetzner" && !isAllInside(clinic) ? [PRIVATE] : []),
      ],
      bridgeOrigin,
    ),
    ...mappingBreaches(clinic, bridge.value, bridgeOrigin),
    ...foreign(bridge.value, own, bridgeOrigin),
    ...foreign(jicofo.value, own, { path: ENTRY.jicofo, lineOf: (keys) => jicofo.lines.get(keys.join(".")) }),
    ...foreignOptions(prosody, undefined, prosody.global, own),
    ...relayBreaches(names.relay, prosody, undefined, prosody.global),
    ...[...prosody.hosts.values()].flatMap(({ name, options }) => relayBreaches(names.relay, prosody, name, options)),
    ...[...prosody.hosts.values()].flatMap(({ name, options }) => foreignOptions(prosody, name, options, own)),
    ...configuration.coturn().flatMap(({ name, value, line }) =>
      // `redis-statsdb="ip=… dbname=…"`: several settings in one.
      foreign(value.split(/[\s"'=,]+/), own, { path: ENTRY.coturn, lineOf: () => line }).map((breach) => ({
        ...breach,
        what: `${name}: ${breach.what}`,
      })),
    ),
  ];
}

function foreignOptions(
  prosody: ProsodyConfiguration,
  host: string | undefined,
  options: Readonly<Record<string, Plain>>,
  own: Own,
): readonly Breach[] {
  return hostsIn({ ...options })
    .filter(({ host: found }) => isForeign(found, own))
    .map((named) => ({
      ...prosody.placeOf(host, named.key),
      what: `${named.key.join(".")} names ${named.host}, which is not the practice's.`,
    }));
}

/** Directives of nginx that send something elsewhere (nginx.org, module index). */
const SENDING = /^(?:proxy|fastcgi|grpc|uwsgi|scgi|memcached)_pass$/;

/** This machine, and the whole of it: what follows a host's name would be part of that name. A variable could hold anything. */
const HERE = /^(?:(?:https?|grpcs?):\/\/)?(?:127\.0\.0\.1|\[::1\]|localhost|unix:\/[^$:]+)(?::\d+)?:?(?:\/[^$]*)?$/i;
/** The name that was asked for, and so one that led here. */
const ASKED = /^\$(?:host|server_name)(?:\$(?:request_)?uri)?$/;

function webBreaches(configuration: Configuration, own: Own): readonly Breach[] {
  return [...everyDirective(configuration.nginx())].flatMap(({ directive }): readonly Breach[] => {
    const { name, args, path, line } = directive;
    const say = (what: string): readonly Breach[] => [{ where: path, line, what }];
    if (name === "resolver" || name === "ssl_ocsp_responder")
      return say(`${name} ${args.join(" ")} makes nginx ask another server.`);
    if ((name === "ssl_stapling" || name === "ssl_ocsp") && args[0]?.toLowerCase() !== "off")
      return say(`${name} makes nginx ask the certificate's issuer.`);
    if (SENDING.test(name)) {
      const target = args[0] ?? "";
      return HERE.test(target) ? [] : say(`${name} ${target} hands requests on to something that is not this machine.`);
    }
    const log = args.find((arg) => arg.startsWith("syslog:"));
    if (log !== undefined && !log.startsWith("syslog:server=unix:"))
      return say(`${name} ${log} sends what nginx writes down to another machine.`);
    if (name === "return" || name === "rewrite" || name === "error_page" || name === "add_header") {
      const hosts = args.flatMap((arg) => hostsIn(arg)).filter(({ host }) => !ASKED.test(host) && isForeign(host, own));
      return hosts.flatMap(({ host }) => say(`${name} names ${host}, which is not the practice's.`));
    }
    return [];
  });
}

/** Sources that stay with the practice: keywords, its own hosts, what the page itself makes. */
function staysInside(source: string, own: Own): boolean {
  if (/^'[a-z-]+'$|^'(?:nonce|sha\d+)-/.test(source)) return true;
  if (["data:", "blob:", "mediastream:"].includes(source)) return true;
  const host = /^(?:(?:https|wss):\/\/)?([^/:*]+)(?::443)?(?:\/.*)?$/.exec(source)?.[1];
  return own.has(host ?? "");
}

/**
 * What our pages run: both cryptographies are WebAssembly, and encryption works in a worker that the page makes itself. A script
 * from a `data:` address, or a text that is run as one (`'unsafe-eval'`), can be anybody's.
 */
function runs(kind: string, source: string, inline: boolean): boolean {
  if (source === "'self'" || source === "'wasm-unsafe-eval'") return true;
  if (kind === "worker-src") return source === "blob:";
  // Jitsi's index.html has its configuration inside; Element's has nothing.
  return inline && source === "'unsafe-inline'";
}

/** Of every place where a request to one of our names can end, since a page may be behind any. */
function policyBreaches(release: Release, configuration: Configuration, own: Own): readonly Breach[] {
  const { video, messaging, homeserver, desk } = release.subject.names;
  return [video, messaging, homeserver, desk].flatMap((name) =>
    serversFor(configuration.nginx(), name).flatMap((server) =>
      placesOf(server).flatMap((place) =>
        placeBreaches(name, server, place, own, { isVideo: name === video, isDesk: name === desk }),
      ),
    ),
  );
}

function placeBreaches(
  name: string,
  server: Server,
  place: Place,
  own: Own,
  { isVideo, isDesk }: { readonly isVideo: boolean; readonly isDesk: boolean },
): readonly Breach[] {
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
  const { kind } = answerOf(place, server);
  // Of the programs behind, only the desk answers with pages.
  const silent = !(kind === "files" || (kind === "passed" && isDesk)) || headersAt(place).has("referrer-policy");
  const reports = policies.flatMap(({ policy }) => [...policy.keys()]).filter((key) => key.startsWith("report-"));
  const forms = policies.flatMap(({ policy }) => ["form-action", "base-uri"].flatMap((key) => policy.get(key) ?? []));
  return [
    ...scriptBreaches(policies, isVideo).map(say),
    ...headerBreaches(place, own).map(({ directive: at, what }) => ({
      where: at.path,
      line: at.line,
      what: `${asked}: ${what}`,
    })),
    ...(silent
      ? []
      : [
          {
            where: path,
            line,
            what: `${asked}: there is no Referrer-Policy, so hosts that are linked learn the page's name.`,
          },
        ]),
    ...reports.map((key) => say(`the content security policy has browsers report to somebody (${key}).`)),
    ...(isFramed(policies, own)
      ? [
          say(
            `pages of others may show it inside (frame-ancestors ${shownSources(policies.map(({ policy }) => policy.get("frame-ancestors")))}).`,
          ),
        ]
      : []),
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

/** What lets a page run what nobody put there, or lets it lead elsewhere what was meant to stay (CSP Level 3, 6.3 and 6.4.1). */
function scriptBreaches(policies: readonly { readonly policy: ContentPolicy }[], inline: boolean): readonly string[] {
  const kinds = ["script-src", "script-src-elem", "script-src-attr", "worker-src"] as const;
  const odd = kinds.flatMap((kind) => {
    const each = policies.map(({ policy }) =>
      (sourcesOf(policy, kind) ?? []).filter((source) => !runs(kind, source, inline)),
    );
    const [fewest = []] = each.toSorted((a, b) => a.length - b.length);
    return fewest.map((source) => `the content security policy lets ${kind} run ${source}, which can be anybody's.`);
  });
  const active = policies.every(({ policy }) => sourcesOf(policy, "script-src")?.length !== 0);
  const open = ["base-uri", "form-action"].filter((key) => active && !policies.some(({ policy }) => policy.has(key)));
  return [...odd, ...open.map((key) => `the content security policy has no ${key}, which nothing else stands in for.`)];
}

/** W3C Referrer Policy, 3: what tells no other host where somebody came from. */
const SILENT: ReadonlySet<string> = new Set(["no-referrer", "same-origin"]);

/** Headers of a place by which others would learn something, or might use a camera. */
function headerBreaches(place: Place, own: Own): readonly { readonly directive: Directive; readonly what: string }[] {
  const headers = headersAt(place);
  const referrers = headers.get("referrer-policy") ?? [];
  const permissions = headers.get("permissions-policy") ?? [];
  return [
    ...referrers
      .filter(({ args: [, value = ""] }) => !SILENT.has(value.trim().toLowerCase()))
      .map((directive) => ({
        directive,
        what: `Referrer-Policy is ${directive.args[1] ?? "nothing"}, so hosts that are linked learn where somebody came from.`,
      })),
    ...permissions
      .filter(({ args: [, value = ""] }) => !value.split(",").every((part) => isPermittedInside(part, own)))
      .map((directive) => ({
        directive,
        what: "Permissions-Policy lets pages of others use what only ours may, or is written in a way that no browser is known to read.",
      })),
  ];
}

/** W3C Permissions Policy, 5.2: `camera=(self "https://meet.example")`, nobody with `()`. */
function isPermittedInside(part: string, own: Own): boolean {
  const list = /^\s*[a-z-]+=(?:\(([^()]*)\)|self)\s*$/.exec(part);
  if (list === null) return false;
  const allowed = (list[1] ?? "self").split(" ").filter((word) => word !== "");
  return allowed.every((word) => word === "self" || own.has(/^"https:\/\/([^/":]+)"$/.exec(word)?.[1] ?? ""));
}

/** Whether pages of others may show ours inside: they could watch what is typed and clicked. It has no fallback (CSP Level 3, 6.4.2). */
function isFramed(policies: readonly { readonly policy: ContentPolicy }[], own: Own): boolean {
  return !policies.some(
    ({ policy }) => policy.get("frame-ancestors")?.every((source) => staysInside(source, own)) === true,
  );
}

function shownSources(sources: readonly (readonly string[] | undefined)[]): string {
  return sources.map((list) => (list === undefined ? "anything" : list.join(" "))).join(" and ");
}

/** Pages and style sheets of ours: whatever they name must be ours too. */
function fileBreaches(release: Release, own: Own): readonly Breach[] {
  return release.files.flatMap((file) => {
    const contacts = file.format === "html" ? readPage(file) : file.format === "css" ? readStyleSheet(file) : [];
    return contacts
      .filter((contact) => contact.kind === "tag" || isForeign(contact.host, own))
      .map((contact) => ({
        where: file.path,
        line: contact.line,
        what:
          contact.kind === "tag"
            ? `${contact.tag}…> can load or run something that nobody looked at.`
            : `The page names ${contact.host}, which is not the practice's.`,
      }));
  });
}

/** Settings of small programs that name whom they ask. */
const ASKING_SETTINGS: ReadonlySet<string> = new Set([
  ...["server", "pool", "peer"].map((key) => `chrony ${key}`),
  ...["Resolve.DNS", "Resolve.FallbackDNS"].map((key) => `systemd-resolved ${key}`),
  "certbot server",
  "WireGuard Peer.Endpoint",
]);

function settingBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const known = askedBy(release);
  const lines = configuration.smallPrograms();
  const breaches = lines
    .filter(({ program, key }) => ASKING_SETTINGS.has(`${program} ${key}`))
    .flatMap(({ path, line, program, key, value }) =>
      hostsAsked(program, value)
        .filter((host) => known[program]?.has(host) !== true)
        .map((host) => ({
          where: path,
          line,
          what: `${program}'s ${key} makes the machine ask ${host}, which nothing in the stack file calls for.`,
        })),
    );
  return [
    ...breaches,
    ...clockBreaches(release, lines),
    ...neighbourBreaches(lines),
    ...tunnelBreaches(release, lines),
    ...mailBreaches(release, lines),
    ...chainBreaches(configuration, known),
  ];
}

const CHRONY = "/etc/chrony/chrony.conf";

/** Debian's own chrony.conf asks debian.pool.ntp.org, and so does systemd-timesyncd where there is no chrony: servers of strangers. */
function clockBreaches(release: Release, lines: readonly SettingLine[]): readonly Breach[] {
  const asked = lines.some(({ program, key }) => program === "chrony" && key === "server");
  const missing = [
    { there: release.packages.some(({ name }) => name === "chrony"), name: "chrony", list: "packages" },
    { there: release.units.some(({ name }) => name === "chrony.service"), name: "chrony.service", list: "units" },
  ].filter(({ there }) => !there);
  return [
    ...(asked
      ? []
      : [
          {
            where: CHRONY,
            what: "The release names no server in this file, so nothing sets the machine's clock, or Debian's own file asks a pool.",
          },
        ]),
    ...missing.map(({ name, list }) => ({
      where: `the ${list} of the release`,
      what: `${name} is not among them, so the clock asks whom the system came with.`,
    })),
  ];
}

/** The packet filter's chains are filled with the addresses of these names. */
function chainBreaches(
  configuration: Configuration,
  known: Readonly<Record<string, ReadonlySet<string>>>,
): readonly Breach[] {
  return [...configuration.filledChains()].flatMap(([chain, to]) =>
    (to.kind === "names" ? to.names : [])
      .filter((name) => !Object.values(known).some((hosts) => hosts.has(name)))
      .map((name) => ({
        where: ENTRY.egress,
        what: `The chain ${chain} lets packets out to ${name}, which nothing in the stack file calls for.`,
      })),
  );
}

/** chrony's options follow the name; the resolver's servers stand side by side, each perhaps with a port and a name. */
function hostsAsked(program: string, value: string): readonly string[] {
  const words = value.split(/\s+/).filter((word) => word !== "");
  const asked = program === "systemd-resolved" ? words.map((word) => word.replace(/#.*$/, "")) : words.slice(0, 1);
  return asked.map((word) => hostsIn(word)[0]?.host ?? word.toLowerCase());
}

/**
 * Time servers that we have looked up: AWS, "Amazon Time Sync Service"; Hetzner's wiki, "NTP"; PTB, "Gibt es die Zeit auch
 * online?", as services/time.ts has them.
 */
const TIME: ReadonlySet<string> = new Set([
  ...["169.254.169.123", "ntp1.hetzner.de", "ntp2.hetzner.com", "ntp3.hetzner.net"],
  ...["ptbtime1.ptb.de", "ptbtime2.ptb.de", "ptbtime3.ptb.de"],
]);

/** Whom each program asks because the practice asked for it in the stack file. */
function askedBy(release: Release): Readonly<Record<string, ReadonlySet<string>>> {
  const { certificates, desk, egress } = release.subject.clinic;
  const issuer = certificates.issuer === "acme" ? hostsIn(certificates.directory).map(({ host }) => host) : [];
  return {
    chrony: TIME,
    certbot: new Set(issuer),
    desk: new Set(desk.enabled && desk.mail !== undefined ? [desk.mail.server] : []),
    WireGuard: new Set(egress.kind === "vpn-only" ? [egress.wireguard.endpoint.address] : []),
    "systemd-resolved": new Set(egress.kind === "vpn-only" ? egress.wireguard.resolvers : []),
  };
}

const RESOLVED = "/etc/systemd/resolved.conf";

/** resolved.conf(5): left out, the first two mean that neighbours are asked, and the last those whom a distribution wired in. */
function neighbourBreaches(lines: readonly SettingLine[]): readonly Breach[] {
  return ["LLMNR", "MulticastDNS", "FallbackDNS"].flatMap((key): readonly Breach[] => {
    const found = lines.findLast((line) => line.program === "systemd-resolved" && line.key === `Resolve.${key}`);
    // Whom FallbackDNS names is looked at with all who are asked.
    const good = found !== undefined && (key === "FallbackDNS" || /^(?:no|false|off|0)$/i.test(found.value));
    if (good) return [];
    return [
      {
        where: found?.path ?? RESOLVED,
        ...(found === undefined ? {} : { line: found.line }),
        what: `${key} is ${found === undefined ? "not set" : `"${found.value}"`}: others than the machine's own resolvers are asked for names.`,
      },
    ];
  });
}

/**
 * resolved.conf(5), DNS= and Domains=: only with both is every name asked for inside of the tunnel; without, also at whom DHCP tells a network
 * card. An empty line takes back those before it.
 */
function tunnelBreaches(release: Release, lines: readonly SettingLine[]): readonly Breach[] {
  if (release.subject.clinic.egress.kind !== "vpn-only") return [];
  return ["DNS", "Domains"].flatMap((key): readonly Breach[] => {
    const found = lines.findLast((line) => line.program === "systemd-resolved" && line.key === `Resolve.${key}`);
    // Whom DNS names is looked at with all who are asked; the reader knows no other domain than "~.".
    if (found !== undefined && found.value !== "") return [];
    return [
      {
        where: found?.path ?? RESOLVED,
        ...(found === undefined ? {} : { line: found.line }),
        what: `${key} is not set: names are not asked for inside of the tunnel alone.`,
      },
    ];
  });
}

/** The certificate's issuer sees this address, and sends mail there. */
function mailBreaches(release: Release, lines: readonly SettingLine[]): readonly Breach[] {
  const { certificates } = release.subject.clinic;
  const contact = certificates.issuer === "acme" ? certificates.contact : undefined;
  return lines
    .filter(({ program, key, value }) => program === "certbot" && key === "email" && value !== contact)
    .map(({ path, line, value }) => ({
      where: path,
      line,
      what: `certbot tells the certificate's issuer to write to ${value}, which is not the stack file's contact.`,
    }));
}

/** Scripts, units and steps of ours call this machine and the practice's own names alone. */
function commandBreaches(release: Release, own: Own): readonly Breach[] {
  return contactsOf(release)
    .filter(({ host }) => host === undefined || isForeign(host, own))
    .map(({ where, line, program, host }) => ({
      where,
      ...(line === undefined ? {} : { line }),
      what:
        host === undefined
          ? `Here ${program} contacts something that can't be told.`
          : `Here ${program} contacts ${host}, which is not the practice's.`,
    }));
}

/** What an account of the system may open connections to; anything else is a way out that nobody needs. */
function isNeeded({ account, protocol, ports, to, purpose }: Egress, release: Release): boolean {
  const asked = askedBy(release);
  const { desk } = release.subject.clinic;
  switch (account) {
    case "_apt":
      return isFact(to, "apt-mirrors");
    case "systemd-resolve":
      return isFact(to, "resolvers");
    case "_chrony":
      return leadsInto(to, TIME);
    case "certificates":
      return leadsInto(to, asked["certbot"]);
    case "desk":
      return leadsInto(to, asked["desk"]) && protocol === "tcp" && ports.every((port) => port === desk.mail?.port);
    case "root":
      return purpose === "tunnel" && leadsInto(to, asked["WireGuard"]);
    default:
      return false;
  }
}

type Destination = Egress["to"];

function isFact(to: Destination, fact: "apt-mirrors" | "resolvers"): boolean {
  return to.kind === "fact" && to.fact === fact;
}

/** Whether every host of a destination is one of these. */
function leadsInto(to: Destination, known: ReadonlySet<string> | undefined): boolean {
  if (to.kind === "fact") return false;
  const hosts = to.kind === "names" ? to.names : to.cidrs.map(withoutPrefix);
  return hosts.every((host) => known?.has(host));
}

/** `192.0.2.1/32` and `2001:db8::1/128` are one address; a larger net is nobody in particular. */
function withoutPrefix(cidr: string): string {
  return cidr.replace(/^([0-9.]+)\/32$|^([0-9a-f:]+)\/128$/i, "$1$2");
}

function egressBreaches(release: Release): readonly Breach[] {
  return release.egress
    .filter((egress) => !isNeeded(egress, release))
    .map(({ account, to, purpose }) => ({
      where: "the egress of the release",
      what: `The account ${account} may open connections to ${destination(to)} (${purpose}), and no service of ours needs that.`,
    }));
}

function destination(to: Destination): string {
  switch (to.kind) {
    case "names":
      return to.names.join(", ");
    case "addresses":
      return to.cidrs.join(", ");
    case "fact":
      return `the machine's own ${to.fact}`;
  }
}
