import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { appended, replaced, videoFile } from "../../policies/breaking.ts";
import { ENTRY, configurationOf } from "../../policies/configuration.ts";
import type { Rule } from "../../policies/rule.ts";
import { directoryClosed } from "../../policies/rules/directory-closed.ts";
import { e2eeRequired } from "../../policies/rules/e2ee-required.ts";
import { federationClosed } from "../../policies/rules/federation-closed.ts";
import { logRetention } from "../../policies/rules/log-retention.ts";
import { meetingsByInvitation } from "../../policies/rules/meetings-by-invitation.ts";
import { noSecretsInFiles } from "../../policies/rules/no-secrets-in-files.ts";
import { noThirdParty } from "../../policies/rules/no-third-party.ts";
import { recordingImpossible } from "../../policies/rules/recording-impossible.ts";
import { registrationClosed } from "../../policies/rules/registration-closed.ts";
import { relayClosed } from "../../policies/rules/relay-closed.ts";
import { understood } from "../../policies/rules/understood.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { XMPP } from "../../services/prosody.ts";
import { CLINIC } from "../fixtures/clinic.ts";

type Apply = (release: Release) => Release;

const client =
  (from: string, to: string): Apply =>
  (release) =>
    replaced(release, videoFile(release, "config.js"), from, to);
const prosody =
  (from: string | RegExp, to: string): Apply =>
  (release) =>
    replaced(release, ENTRY.prosody, from, to);
const synapse =
  (from: string, to: string): Apply =>
  (release) =>
    replaced(release, ENTRY.synapse, from, to);

/** The rule, what was changed, and what stands on the line that its finding names. */
const PLACES: readonly (readonly [Rule, Apply, string])[] = [
  [e2eeRequired, client("externallyManagedKey: false", "externallyManagedKey: true"), "e2ee: { externallyManagedKey"],
  [e2eeRequired, client("deeplinking: { disabled: true,", "deeplinking: {"), "deeplinking: {"],
  [e2eeRequired, prosody("e2ee_seconds = 15", "e2ee_seconds = 300"), "e2ee_seconds = 300"],
  [e2eeRequired, prosody(/muc_max_occupants = \d+/, "muc_max_occupants = 99"), "muc_max_occupants = 99"],
  [e2eeRequired, prosody(/\t\t"muc_e2ee_guard";\n/, ""), "modules_enabled = {"],
  [e2eeRequired, prosody("plugin_paths = { ", 'plugin_paths = { "/x", '), "plugin_paths"],
  [
    e2eeRequired,
    prosody('"muc_room_token"; "muc_e2ee_guard";', '"muc_room_token";'),
    '["conference.meet.internal"] = {',
  ],
  [
    e2eeRequired,
    prosody("plugin_paths = {", 'installer_plugin_path = "/srv/modules"\nplugin_paths = {'),
    "installer_plugin_path",
  ],
  [
    e2eeRequired,
    (release) =>
      appended(release, ENTRY.prosody, `Component "${XMPP.rooms}" "muc"\nservice_accounts = { "x@y.internal" }`),
    "service_accounts",
  ],
  [recordingImpossible, client('"camera",', '"camera",\n"recording",'), '"recording",'],
  [
    recordingImpossible,
    client("liveStreaming: { enabled: false }", "liveStreaming: {\nenabled: true }"),
    "enabled: true }",
  ],
  [recordingImpossible, client("  toolbarButtons: [", "  toolbarButtons: 0, notifications: ["), "toolbarButtons: 0"],
  [recordingImpossible, prosody("\trecording = false;", "\trecording = true;"), "recording = true;"],
  [recordingImpossible, prosody("\trecording = false;\n", ""), "jitsi_default_permissions = {"],
  [recordingImpossible, prosody('\t\t"muc_meeting_id";', '\t\t"muc_meeting_id";\n"muc_mam";'), '"muc_mam";'],
  [recordingImpossible, prosody('\t"ping";', '\t"ping";\n"mam";'), '"mam";'],
  [recordingImpossible, prosody('storage = "memory"', 'storage = "internal"'), "storage ="],
  [recordingImpossible, prosody(/max_history_messages = 0/, "max_history_messages = 9"), "max_history_messages = 9"],
  [
    recordingImpossible,
    prosody(/muc_room_allow_persistent = false/, "muc_room_allow_persistent = true"),
    "allow_persistent = true",
  ],
  [
    recordingImpossible,
    (release) =>
      appended(release, ENTRY.prosody, `VirtualHost "${XMPP.domain}"\nmuc_lobby_whitelist = { "x.internal" }`),
    "muc_lobby_whitelist",
  ],
  [recordingImpossible, prosody("jvb = ", 'x = "";\njvb = '), 'x = "";'],
  [
    recordingImpossible,
    prosody(/muc_mapper_domain_base = .*/, 'muc_mapper_domain_base = "x"'),
    "muc_mapper_domain_base",
  ],
  [
    recordingImpossible,
    (release) => appended(release, ENTRY.prosody, 'VirtualHost "x.internal"'),
    'VirtualHost "x.internal"',
  ],
  [
    recordingImpossible,
    (release) => appended(release, ENTRY.jicofo, "jicofo.xmpp.trusted-domains += x"),
    "trusted-domains += x",
  ],
  [
    recordingImpossible,
    (release) => appended(release, ENTRY.videobridge, "videobridge.relay.enabled = true"),
    "relay.enabled = true",
  ],
  [meetingsByInvitation, prosody('authentication = "room_token"', 'authentication = "x"'), 'authentication = "x"'],
  [meetingsByInvitation, prosody(/token_longest_life = \d+/, "token_longest_life = 1e9"), "token_longest_life"],
  [meetingsByInvitation, prosody('rate = "10kb/s"', '\nrate = "1gb/s"'), 'rate = "1gb/s"'],
  [meetingsByInvitation, prosody('burst = "20s"', '\nburst = "1h"'), 'burst = "1h"'],
  [meetingsByInvitation, prosody('{ "room_token_limits"; "room_orders" };', "{ };"), '["meet.internal"] = {'],
  [
    meetingsByInvitation,
    prosody("restrict_room_creation = true", "restrict_room_creation = false"),
    "creation = false",
  ],
  [meetingsByInvitation, prosody(/\t\t"muc_lobby_rooms";\n/, ""), "modules_enabled"],
  [meetingsByInvitation, prosody(/lobby_muc = .*/, 'lobby_muc = "x"'), 'lobby_muc = "x"'],
  ...[
    ["token_key = ", 'token_key = "x"'],
    ["token_issuer = ", 'token_issuer = "x"'],
    ["token_room_domains = ", 'token_room_domains = { "x.internal" }'],
    ["admins = ", `admins = { "a@${XMPP.domain}" }`],
    ["main_muc = ", 'main_muc = "x"'],
    ["app_secret = ", 'app_secret = "x"'],
    ["unlimited_jids = ", `unlimited_jids = { "a@${XMPP.domain}" }`],
    ["trusted_proxies = ", 'trusted_proxies = { "198.51.100.7" }'],
    ["http_cors_override = ", "http_cors_override = { websocket = { enabled = true } }"],
    ["cross_domain_websocket = ", "cross_domain_websocket = true"],
    ["target_address = ", 'target_address = "x"'],
  ].map(([place = "", text = ""]): (typeof PLACES)[number] => [
    meetingsByInvitation,
    (release) => appended(release, ENTRY.prosody, `VirtualHost "${XMPP.domain}"\n${text}`),
    place,
  ]),
  ...[
    ["muc_filter_whitelist = ", XMPP.internal, 'muc_filter_whitelist = { "x.internal" }'],
    ["muc_max_occupants = ", XMPP.lobby, "muc_max_occupants = 99"],
    ["members_only = ", XMPP.rooms, "muc_room_default_members_only = false"],
  ].map(([place = "", host = "", text = ""]): (typeof PLACES)[number] => [
    meetingsByInvitation,
    (release) => appended(release, ENTRY.prosody, `Component "${host}" "muc"\n${text}`),
    place,
  ]),
  [
    meetingsByInvitation,
    (release) => appended(release, ENTRY.jicofo, "jicofo.authentication.enabled = true"),
    "authentication.enabled",
  ],
  [meetingsByInvitation, client("disableLobbyPassword: true", "disableLobbyPassword: false"), "disableLobbyPassword"],
  [
    noSecretsInFiles,
    (release) => replaced(release, ENTRY.jicofo, '"@@secret:focus_password@@"', "4711081500"),
    "password = 4711081500",
  ],
  [noSecretsInFiles, synapse("    cp_min: 2", "    cp_min: 2\n    password: horse"), "password: horse"],
  [noSecretsInFiles, prosody(/^(?=modules_enabled = )/m, 'app_secret = "x"\n'), 'app_secret = "x"'],
  [noSecretsInFiles, prosody("@@secret:focus_password@@", "x"), 'focus = "x"'],
  [noSecretsInFiles, client("legalUrls: {},", 'legalUrls: {},\ncallStatsSecret: "x",'), 'callStatsSecret: "x"'],
  [registrationClosed, synapse("    minimum_length: 12", "    minimum_length: 3"), "minimum_length: 3"],
  [registrationClosed, synapse("per_second: 0.003", "per_second: 30"), "per_second: 30"],
  [directoryClosed, synapse("search_all_users: false", "search_all_users: true"), "search_all_users: true"],
  [federationClosed, synapse("names: [client]", "names: [client, federation]"), "listeners:"],
  [noThirdParty, synapse("url_preview_enabled: false", "url_preview_enabled: true"), "url_preview_enabled: true"],
  [
    noThirdParty,
    (release) => replaced(release, ENTRY.wellKnown, "{", '{\n"m.identity_server": {},'),
    '"m.identity_server": {}',
  ],
  [understood, client("doNotStoreRoom: true,", "doNotStoreRoom: true,\nnoSuchKey: 1,"), "noSuchKey"],
  [understood, prosody("statistics = false", "statistics = false\nno_such_option = 1"), "no_such_option"],
  [understood, client("var config = {", "var config = {\nmade: 1 + 1,"), "made: 1 + 1"],
  [logRetention, (release) => appended(release, ENTRY.coturn, "simple-log = 0"), "simple-log = 0"],
  [
    logRetention,
    (release) => replaced(release, ENTRY.synapseLog, /format: ".*"/, 'format: "%(ip_address)s"'),
    'format: "%(ip_address)s"',
  ],
  [relayClosed, (release) => appended(release, ENTRY.coturn, "max-bps=0"), "max-bps=0"],
];

describe("a finding names the line on which it was broken", () => {
  for (const [rule, apply, expected] of PLACES) {
    it(`${rule.id}: ${expected}`, () => {
      const release = apply(render(CLINIC));
      const [breach] = rule.check(release, configurationOf(release, "2026-01-15"));
      assert.ok(breach?.line !== undefined, `no line: ${breach?.what ?? "nothing was found"}`);
      const text = release.files.find(({ path }) => path === breach.where)?.text ?? "";
      assert.ok(text.split("\n")[breach.line - 1]?.includes(expected), `line ${breach.line}: ${breach.what}`);
    });
  }
});
