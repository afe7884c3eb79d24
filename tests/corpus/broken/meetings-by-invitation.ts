import { appended, replaced, videoFile, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { XMPP } from "../../../services/prosody.ts";
import type { BrokenTree } from "../tree.ts";

function client(line: string): (release: Release) => Release {
  return (release) => appended(release, videoFile(release, "config.js"), line);
}

/** Lines more at the end of Prosody's configuration. */
function prosody(lines: string): (release: Release) => Release {
  return (release) => appended(release, ENTRY.prosody, lines);
}

function prosodyWith(from: string | RegExp, to: string): (release: Release) => Release {
  return (release) => replaced(release, ENTRY.prosody, from, to);
}

const HOST = `VirtualHost "${XMPP.domain}"`;

export const TREES: readonly BrokenTree[] = [
  // Who is let in.
  {
    how: "the main host is configured again and lets everybody in",
    apply: prosody(`${HOST}\nauthentication = "jitsi-anonymous"`),
  },
  {
    how: "the main host is configured again in capitals, by another word for it",
    apply: prosody('host "MEET.INTERNAL" { authentication = "anonymous" }'),
  },
  {
    how: "the way in of one host is taken away, so that the one for all counts",
    apply: (release) =>
      withText(release, ENTRY.prosody, (text) =>
        text
          .replace('\tauthentication = "room_token"\n', "")
          .replace("admins =", 'authentication = "anonymous"\nadmins ='),
      ),
  },
  {
    how: "an included file brings a host for guests",
    apply: (release) =>
      withFile(appended(release, ENTRY.prosody, 'Include "/etc/prosody/guests.cfg.lua"'), {
        path: "/etc/prosody/guests.cfg.lua",
        format: "lua",
        text: 'VirtualHost "guest.meet.internal"\n\tauthentication = "internal_plain"\n',
      }),
  },
  {
    how: "programs of the server log in by accounts on the disk",
    apply: prosodyWith('"service_accounts"\n', '"internal_hashed"\n'),
  },
  {
    how: "Jitsi's token module would take a session without a token",
    apply: prosody(`${HOST}\nallow_empty_token = true`),
  },
  { how: "any audience is accepted where Jitsi's module asks", apply: prosody('asap_accepted_audiences = { "*" }') },

  // What a link is.
  {
    how: "the key of tokens is written down",
    apply: prosodyWith(/token_key = ".*"/, 'token_key = "a-key-of-thirty-two-letters-or-more"'),
  },
  { how: "a later line gives links a month", apply: prosody(`${HOST}\ntoken_longest_life = 30 * 24 * 3600`) },
  {
    how: "the longest life of a link stands in a text",
    apply: prosodyWith(/token_longest_life = \d+/, 'token_longest_life = "999999"'),
  },
  {
    how: "tokens of another audience are taken",
    apply: prosodyWith('token_audience = "video"', 'token_audience = "site"'),
  },
  {
    how: "people are let in before anybody limits what they may address",
    apply: prosodyWith('{ "room_token_limits"; "room_orders" };', '{ "room_orders" };'),
  },
  {
    how: "people are let in before anybody hears whose links were taken back",
    apply: prosodyWith('{ "room_token_limits"; "room_orders" };', '{ "room_token_limits" };'),
  },
  {
    how: "orders about rooms are taken by nobody",
    apply: prosody(`${HOST}\nmodules_disabled = { "room_orders" }`),
  },
  {
    how: "the key of orders is written down",
    apply: prosodyWith(/room_orders_key = ".*"/, 'room_orders_key = "a-key-of-thirty-two-letters-or-more"'),
  },
  {
    how: "orders about rooms are signed with what the relay has too",
    apply: prosodyWith(/room_orders_key = ".*"/, 'room_orders_key = "@@secret:turn_secret@@"'),
  },
  {
    how: "a later line takes the key of orders away",
    apply: prosody(`${HOST}\nroom_orders_key = ""`),
  },
  {
    how: "participants may speak with the rooms of bridges",
    apply: prosodyWith(/token_room_domains = \{ /, `token_room_domains = { "${XMPP.internal}", `),
  },
  {
    how: "participants may speak with the host of the server's programs",
    apply: prosodyWith(/token_service_domains = \{ /, `token_service_domains = { "${XMPP.auth}", `),
  },
  {
    how: "the program that makes links gives guests the right to let people in",
    apply: (release) => replaced(release, "/usr/local/lib/stillroom/video-link", "linkFor(false)", "linkFor(true)"),
  },
  {
    how: "the program that makes links sends people to another site",
    apply: (release) =>
      withText(release, "/usr/local/lib/stillroom/video-link", (text) =>
        text.replace(/https:\/\/meet\./, "https://meat."),
      ),
  },

  // Rooms and their lobby.
  {
    how: "what a session may address is not limited on the main host",
    apply: prosody(`${HOST}\nmodules_disabled = { "room_token_limits" }`),
  },
  { how: "the lobby is not made with each room", apply: prosodyWith('"persistent_lobby";', "") },
  {
    how: "the lobby is looked for elsewhere",
    apply: prosodyWith(/lobby_muc = .*/, `lobby_muc = "lobby.${XMPP.rooms}"`),
  },
  {
    how: "the lobby is no component for rooms",
    apply: prosodyWith(/(Component "lobby[^"]*") "muc"/, 'Component "lobby.meet.internal" "proxy65"'),
  },
  {
    how: "rooms can be found by whoever asks",
    apply: prosody(`Component "${XMPP.rooms}" "muc"\nmodules_disabled = { "muc_hide_all" }`),
  },
  {
    how: "accounts of the host may open rooms",
    apply: prosodyWith(
      /restrict_room_creation = true\n(\tmuc_max_occupants = \d+\n\te2ee_seconds)/,
      'restrict_room_creation = "local"\n$1',
    ),
  },
  {
    how: "a new room is open until somebody closes it",
    apply: prosodyWith("muc_room_default_members_only = true", "muc_room_default_members_only = false"),
  },
  {
    how: "bridges meet where participants may enter",
    apply: prosodyWith(/muc_filter_whitelist = .*/, `muc_filter_whitelist = { "${XMPP.auth}", "${XMPP.domain}" }`),
  },
  {
    how: "the rooms of bridges no longer ask who comes",
    apply: prosodyWith('"muc_hide_all"; "muc_filter_access"', '"muc_hide_all"'),
  },
  {
    how: "an administrator of all hosts is a participant",
    apply: prosodyWith(/^admins = \{/m, `admins = { "guest@${XMPP.domain}",`),
  },

  // How much, and from where.
  { how: "nobody limits how much one session sends", apply: prosodyWith('\t"limits";\n', "") },
  { how: "a burst may last for a day", apply: prosodyWith('burst = "20s"', 'burst = "86400s"') },
  { how: "a participant is exempt from limits", apply: prosody(`${HOST} { unlimited_jids = { "x@${XMPP.domain}" } }`) },
  {
    how: "whoever says where a request comes from is believed",
    apply: prosodyWith('trusted_proxies = { "127.0.0.1" }', 'trusted_proxies = { "0.0.0.0/0" }'),
  },
  { how: "pages of others may open sessions", apply: prosodyWith("enabled = false } }", "enabled = true } }") },
  {
    how: "any number may wait in a lobby",
    apply: prosody(`Component "${XMPP.lobby}" "muc"\nmuc_max_occupants = 10000`),
  },
  {
    how: "the focus's password is one that the relay has too",
    apply: prosodyWith("@@secret:focus_password@@", "@@secret:turn_secret@@"),
  },
  {
    how: "the focus is somebody else",
    apply: prosodyWith(/target_address = .*/, `target_address = "focus@${XMPP.domain}"`),
  },

  // Jicofo and the browser.
  {
    how: "Jicofo makes an owner of whoever comes first, by a line at the end",
    apply: (release) => appended(release, ENTRY.jicofo, "jicofo.conference { enable-auto-owner = yes }"),
  },
  {
    how: "rooms can be opened at Jicofo by HTTP",
    apply: (release) =>
      replaced(
        release,
        ENTRY.jicofo,
        "conference-request { enabled = false }",
        "conference-request { enabled = true }",
      ),
  },
  {
    how: "the browser turns to a host for guests",
    apply: client('config.hosts["anonymousdomain"] = "guest.meet.internal";'),
  },
  {
    how: "the browser logs in at the host of the server's programs",
    apply: client(`config.hosts.authdomain = "${XMPP.auth}";`),
  },
  { how: "the browser takes the older way in", apply: client('config.bosh = "/http-bind";') },
  { how: "the browser opens rooms by HTTP", apply: client('config.conferenceRequestUrl = "/conference-request/v1";') },
  { how: "the browser is sent elsewhere for a token", apply: client('config.tokenAuthUrl = "/login/{room}";') },
  { how: "a shared password opens the lobby", apply: client("config.securityUi = { hideLobbyButton: true };") },
  {
    how: "the signalling's address is another one",
    apply: client('config.websocket = "wss://" + "meet.quiet-harbour.example" + "/other-websocket";'),
  },

  // Each limb by itself.
  {
    how: "the host of the server's programs is a component",
    apply: prosodyWith(`VirtualHost "${XMPP.auth}"`, `Component "${XMPP.auth}" "client_proxy"`),
  },
  {
    how: "any audience is accepted where Jitsi's module asks, on all hosts",
    apply: prosodyWith("admins =", 'asap_accepted_audiences = { "*" }\nadmins ='),
  },
  { how: "there is no host for participants", apply: prosodyWith(HOST, 'VirtualHost "other.internal"') },
  {
    how: "the host for participants is a component",
    apply: prosodyWith(HOST, `Component "${XMPP.domain}" "websocket"`),
  },
  { how: "tokens of another issuer are taken", apply: prosodyWith('token_issuer = "rooms"', 'token_issuer = "site"') },
  { how: "a link has no life at all", apply: prosodyWith(/token_longest_life = \d+/, "token_longest_life = 0") },
  {
    how: "people are let in before anybody asks for their room",
    apply: prosodyWith('{ "muc_room_token"; "muc_e2ee_guard";', '{ "muc_e2ee_guard";'),
  },
  {
    how: "people are let in while nothing ends meetings",
    apply: prosodyWith('"muc_occupant_limit"; "muc_meeting_end" };', '"muc_occupant_limit" };'),
  },
  {
    how: "people are let in while nobody counts who waits",
    apply: prosodyWith(/\t\t\["lobby\.meet\.internal"\] = .*\n/, ""),
  },
  {
    how: "rooms do without an end",
    apply: prosody(`Component "${XMPP.rooms}" "muc"\nmodules_disabled = { "muc_meeting_end" }`),
  },
  {
    how: "any issuer is accepted where Jitsi's module asks, on one host",
    apply: prosody(`${HOST}\nasap_accepted_issuers = { "*" }`),
  },
  { how: "keys of tokens are fetched", apply: prosody('asap_key_server = "/keys"') },
  {
    how: "whoever waits can be seen",
    apply: prosodyWith('{ "muc_hide_all"; "muc_occupant_limit" }', '{ "muc_occupant_limit" }'),
  },
  {
    how: "nobody counts who waits",
    apply: prosodyWith('{ "muc_hide_all"; "muc_occupant_limit" }', '{ "muc_hide_all" }'),
  },
  { how: "bridges can be seen", apply: prosodyWith('"muc_hide_all"; "muc_filter_access"', '"muc_filter_access"') },
  { how: "the lobby is for other rooms", apply: prosodyWith(/main_muc = .*/, 'main_muc = "other.internal"') },
  {
    how: "there is no component for waiting",
    apply: prosodyWith(`Component "${XMPP.lobby}" "muc"`, 'Component "foyer.meet.internal" "muc"'),
  },
  {
    how: "one session may send a little more than is allowed",
    apply: prosodyWith('rate = "10kb/s"', 'rate = "101 KB/s"'),
  },
  {
    how: "how much one session may send is written in another unit",
    apply: prosodyWith('rate = "10kb/s"', 'rate = "10 kib/m"'),
  },
  { how: "nobody may be waiting", apply: prosody(`Component "${XMPP.lobby}" "muc"\nmuc_max_occupants = 0`) },
  {
    how: "one host lets other pages open sessions",
    apply: prosody(`${HOST}\nhttp_cors_override = { websocket = { enabled = true } }`),
  },
  { how: "nothing is said about other pages", apply: prosodyWith(/http_cors_override = .*/, "") },
  {
    how: "other pages may open sessions by an older name",
    apply: prosody(`${HOST} { cross_domain_websocket = { "https://site.example" } }`),
  },
  {
    how: "who ends meetings looks at other rooms",
    apply: prosodyWith(/muc_component = .*/, 'muc_component = "other.internal"'),
  },
  {
    how: "somebody else sees when the focus is there",
    apply: prosodyWith(/service_watchers = .*/, `service_watchers = { focus = "${XMPP.domain}" }`),
  },
  {
    how: "Jicofo opens rooms for its own logins",
    apply: (release) => appended(release, ENTRY.jicofo, "jicofo.authentication.enabled = true"),
  },
  { how: "the browser's domain is the one for guests", apply: client('config.hosts.domain = "guest.meet.internal";') },
  { how: "the browser asks another focus", apply: client(`config.hosts.focus = "${XMPP.moderation}";`) },
  {
    how: "the browser takes a participant for the focus",
    apply: client(`config.focusUserJid = "focus@${XMPP.domain}";`),
  },
  { how: "the browser finds its signalling by another service", apply: client('config.serviceUrl = "/http-bind";') },
  {
    how: "a session that was cut off stands in its room for a day",
    apply: (release) =>
      replaced(release, ENTRY.prosody, "smacks_hibernation_time = 60", "smacks_hibernation_time = 86400"),
  },
  {
    how: "a session that was cut off waits for less than no time",
    apply: (release) =>
      replaced(release, ENTRY.prosody, "smacks_hibernation_time = 60", "smacks_hibernation_time = -1"),
  },
  {
    how: "a session that was cut off stands in its room for as long as a word says",
    apply: (release) =>
      replaced(release, ENTRY.prosody, "smacks_hibernation_time = 60", 'smacks_hibernation_time = "1 day"'),
  },
  {
    how: "the browser keeps a list of the rooms that somebody was in",
    apply: (release) =>
      replaced(release, videoFile(release, "config.js"), "doNotStoreRoom: true", "doNotStoreRoom: false"),
  },
];
