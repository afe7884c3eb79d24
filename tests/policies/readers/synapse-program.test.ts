import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { before, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { appended, replaced, withFile, withText } from "../../../policies/breaking.ts";
import { configurationOf, ENTRY } from "../../../policies/configuration.ts";
import type { Plain } from "../../../policies/reading.ts";
import { readSynapse } from "../../../policies/readers/synapse/synapse.ts";
import type { Rule } from "../../../policies/rule.ts";
import { directoryClosed } from "../../../policies/rules/directory-closed.ts";
import { e2eeRequired } from "../../../policies/rules/e2ee-required.ts";
import { federationClosed } from "../../../policies/rules/federation-closed.ts";
import { noThirdParty } from "../../../policies/rules/no-third-party.ts";
import { registrationClosed } from "../../../policies/rules/registration-closed.ts";
import type { Release } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, privateDebian } from "../../services/private-debian.ts";

/*
 * The reader of Synapse's configuration against Synapse's own: the same settings from the same files, and wherever
 * Synapse would act otherwise than with our file, the rule that looks after it speaks.
 */

const PROGRAM = new URL("synapse/read_config.py", import.meta.url);
const FOLDER = "/etc/matrix-synapse/";
const DROP_IN = "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf";
const TODAY = "2026-01-15";

/** What each rule looks after, as attributes of `synapse.config.homeserver.HomeServerConfig` (1.163.2). */
const EFFECTS: readonly (readonly [Rule, readonly string[]])[] = [
  [
    registrationClosed,
    [
      ...["enable_registration", "enable_registration_without_verification", "registration_requires_token"].map(
        (name) => `registration.${name}`,
      ),
      ...["allow_guest_access", "registration_shared_secret", "bcrypt_rounds"].map((name) => `registration.${name}`),
      ...["server.allow_public_rooms_without_auth", "media.enable_authenticated_media"],
      ...["password_enabled_for_login", "password_enabled_for_reauth", "password_localdb_enabled"].map(
        (name) => `auth.${name}`,
      ),
      ...["auth.password_policy", "auth.login_via_existing_enabled"],
      ...["modules.loaded_modules", "authproviders.password_providers", "appservice.app_service_config_files"],
      ...["jwt.jwt_enabled", "cas.cas_enabled", "oidc.oidc_enabled", "saml2.saml2_enabled"],
      ...["address", "account", "failed_attempts"].map((name) => `ratelimiting.rc_login_${name}`),
    ],
  ],
  [
    federationClosed,
    [
      ...["federation_domain_whitelist", "federation_whitelist_endpoint_enabled"].map((name) => `federation.${name}`),
      ...["allow_profile_lookup_over_federation", "allow_device_name_lookup_over_federation"].map(
        (name) => `federation.${name}`,
      ),
      ...["server.allow_public_rooms_over_federation", "server.serve_server_wellknown", "server.listeners"],
      ...["key.key_servers", "tls.federation_verify_certificates", "tls.federation_ca_trust_root"],
      ...["tls.federation_certificate_verification_whitelist", "worker.send_federation"],
    ],
  ],
  [
    directoryClosed,
    [
      ...["userdirectory.user_directory_search_all_users", "server.presence_enabled", "registration.auto_join_rooms"],
      ...["require_auth_for_profile_requests", "limit_profile_requests_to_users_who_share_rooms"].map(
        (name) => `server.${name}`,
      ),
      ...["server.include_profile_data_on_invite", "roomdirectory.enable_room_list_search"],
      ...["roomdirectory._alias_creation_rules", "roomdirectory._room_list_publication_rules"],
    ],
  ],
  [
    noThirdParty,
    [
      ...["media.url_preview_enabled", "media.media_storage_providers", "metrics.report_stats"],
      ...["registration.enable_3pid_lookup", "registration.enable_3pid_changes", "worker.start_pushers"],
      ...["push.push_include_content", "captcha.enable_registration_captcha", "voip.turn_uris", "server.proxy_config"],
      ...["email.can_verify_email", "metrics.sentry_enabled", "tracing.opentracer_enabled", "redis.redis_enabled"],
    ],
  ],
  [e2eeRequired, ["room.encryption_enabled_by_default_for_room_presets"]],
];

type Effects = Readonly<Record<string, Plain>>;
type Answer = { readonly settings: Plain; readonly effective: Effects } | { readonly refused: string };

/** Who has a word to say: a rule by its name, the reader by a doubt, or nobody. Synapse may refuse to start with it besides. */
type Speaker = Rule | "a doubt" | "nobody" | "Synapse";
type Variant = readonly [how: string, apply: (release: Release) => Release, speaker: Speaker];

const ours =
  (from: string | RegExp, to: string): Variant[1] =>
  (release) =>
    replaced(release, ENTRY.synapse, from, to);
const more =
  (text: string): Variant[1] =>
  (release) =>
    appended(release, ENTRY.synapse, text);
/** A second file that the unit names after ours. */
const second =
  (text: string): Variant[1] =>
  (release) =>
    started(
      withFile(release, { path: `${FOLDER}more.yaml`, format: "yaml", text }),
      `--config-path=${FOLDER}more.yaml`,
    );

function started(release: Release, word: string): Release {
  return withText(release, DROP_IN, (text) => text.replace(/^ExecStart=\/.*$/m, (line) => `${line} ${word}`));
}

const LISTENER = 'bind_addresses: ["127.0.0.1"]';

const VARIANTS: readonly Variant[] = [
  // The same by other words.
  ["a word of YAML 1.1 for false", ours("enable_registration: false", "enable_registration: Off"), "nobody"],
  ["a quoted key", ours("allow_guest_access: false", '"allow_guest_access": no'), "nobody"],
  ["an inline map", ours("presence:\n  enabled: false", "presence: {enabled: false}"), "nobody"],
  ["a list on lines of its own", ours(LISTENER, 'bind_addresses:\n      - "127.0.0.1"'), "nobody"],
  ["loopback in both families", ours(LISTENER, 'bind_addresses: ["127.0.0.1"] # v4'), "nobody"],
  [
    "an anchor with the same value",
    (release) =>
      ours(
        "exclude_remote_users: true",
        "exclude_remote_users: *usual",
      )(ours("x_forwarded: true", "x_forwarded: &usual true")(release)),
    "nobody",
  ],
  ["the same setting again in a second file", second("enable_registration: false\n"), "nobody"],
  ["an empty second file", second("# nothing\n"), "a doubt"],
  [
    "line feeds of another system",
    (release) => withText(release, ENTRY.synapse, (text) => text.replaceAll("\n", "\r\n")),
    "nobody",
  ],

  // Registration and login.
  ["registration is on", ours("enable_registration: false", "enable_registration: yes"), registrationClosed],
  ["registration is on by a word", ours("enable_registration: false", 'enable_registration: "on"'), registrationClosed],
  ["registration is on by a number", ours("enable_registration: false", "enable_registration: 1"), registrationClosed],
  [
    "registration has a number that is none",
    ours("enable_registration: false", 'enable_registration: "1"'),
    registrationClosed,
  ],
  ["registration stands twice", more("enable_registration: true"), "a doubt"],
  ["registration is on in a second file", second("enable_registration: true\n"), registrationClosed],
  [
    "registration is on without any check",
    second(
      "enable_registration: true\nenable_registration_without_verification: true\nregistration_requires_token: false\n",
    ),
    registrationClosed,
  ],
  ["registration by its old name", more("disable_registration: false"), registrationClosed],
  ["registration on the command line", (release) => started(release, "--enable-registration"), "a doubt"],
  ["guests", ours("allow_guest_access: false", "allow_guest_access: true"), registrationClosed],
  [
    "guests by an anchor",
    (release) =>
      ours(
        "allow_guest_access: false",
        "allow_guest_access: *usual",
      )(ours("x_forwarded: true", "x_forwarded: &usual true")(release)),
    registrationClosed,
  ],
  ["guests by a merge", more("<<: {allow_guest_access: true}"), "nobody"],
  ["a shared secret beside its file", more("registration_shared_secret: x"), "Synapse"],
  ["no token", ours("registration_requires_token: true", ""), registrationClosed],
  ["a cheap hash", more("bcrypt_rounds: 4"), registrationClosed],
  [
    "rooms for strangers",
    ours("allow_public_rooms_without_auth: false", "allow_public_rooms_without_auth: true"),
    registrationClosed,
  ],
  [
    "files for strangers",
    ours("enable_authenticated_media: true", "enable_authenticated_media: false"),
    registrationClosed,
  ],
  [
    "a second file that drops the whole policy for passwords",
    second("password_config: {enabled: true}\n"),
    registrationClosed,
  ],
  [
    "passwords only to say again who one is",
    ours("password_config:\n  enabled: true", "password_config:\n  enabled: only_for_reauth"),
    registrationClosed,
  ],
  [
    "a second file that drops the limits against guessing",
    second("rc_login: {address: {per_second: 100}}\n"),
    registrationClosed,
  ],
  ["one session that makes another", more("login_via_existing_session: {enabled: true}"), registrationClosed],
  [
    "people who come in by another program",
    more("cas_config: {enabled: true, server_url: https://in.example, service_url: https://in.example}"),
    registrationClosed,
  ],
  ["an application service", more("app_service_config_files: [/etc/matrix-synapse/bridge.yaml]"), registrationClosed],

  // Other servers.
  ["no white list", ours("federation_domain_whitelist: []", ""), federationClosed],
  [
    "an empty white list that is nothing",
    ours("federation_domain_whitelist: []", "federation_domain_whitelist:"),
    federationClosed,
  ],
  [
    "one other server",
    ours("federation_domain_whitelist: []", "federation_domain_whitelist: [matrix.example]"),
    federationClosed,
  ],
  [
    "keys from elsewhere",
    ours("trusted_key_servers: []", "trusted_key_servers: [{server_name: matrix.example}]"),
    federationClosed,
  ],
  ["keys from wherever the program likes", ours("trusted_key_servers: []\n", ""), federationClosed],
  ["a listener on every address", ours(LISTENER, 'bind_addresses: ["::"]'), federationClosed],
  ["a listener with no address", ours(`${LISTENER}\n`, "\n"), federationClosed],
  [
    "a listener with one address more by its old name",
    ours(LISTENER, `${LISTENER}\n    bind_address: "0.0.0.0"`),
    federationClosed,
  ],
  ["a listener that serves federation", ours("names: [client]", "names: [client, federation]"), federationClosed],
  ["a listener that serves something unknown", ours("names: [client]", "names: [client, games]"), "Synapse"],
  [
    "a second listener by a merge",
    ours(
      "listeners:\n  - ",
      "listeners:\n  - <<: &x {type: http, resources: [{names: [federation]}], bind_addresses: ['127.0.0.1'], port: 8009}\n  - ",
    ),
    federationClosed,
  ],
  [
    "a listener from a second file",
    second("listeners: [{port: 8008, type: http, resources: [{names: [federation]}]}]\n"),
    federationClosed,
  ],
  [
    "rooms for other servers",
    ours("allow_public_rooms_over_federation: false", "allow_public_rooms_over_federation: true"),
    federationClosed,
  ],
  ["names for other servers", ours("allow_profile_lookup_over_federation: false\n", ""), federationClosed],
  [
    "devices for other servers",
    ours("allow_device_name_lookup_over_federation: false", "allow_device_name_lookup_over_federation: on"),
    federationClosed,
  ],
  ["any certificate", more("federation_verify_certificates: false"), federationClosed],
  [
    "any certificate of one server",
    more("federation_certificate_verification_whitelist: [matrix.example]"),
    federationClosed,
  ],
  ["the way for other servers", more("serve_server_wellknown: true"), federationClosed],

  // Who sees whom.
  ["everybody in the directory", ours("search_all_users: false", "search_all_users: true"), directoryClosed],
  ["a second file with a directory", second("user_directory: {search_all_users: yes}\n"), directoryClosed],
  ["presence in a second file", second("presence: {}\n"), directoryClosed],
  [
    "presence that is not followed",
    ours("presence:\n  enabled: false", "presence:\n  enabled: untracked"),
    directoryClosed,
  ],
  ["profiles for strangers", ours(/require_auth_for_profile_requests: true\n.*\n/, ""), directoryClosed],
  ["profiles for all", ours("limit_profile_requests_to_users_who_share_rooms: true\n", ""), directoryClosed],
  ["rooms in a list", ours("enable_room_list_search: false", "enable_room_list_search: true"), directoryClosed],
  ["aliases", ours("alias_creation_rules:\n", "alias_creation_rules:\n  - action: allow\n"), directoryClosed],
  ["one room for all", more('auto_join_rooms: ["#hall:matrix.quiet-harbour.example"]'), directoryClosed],
  [
    "a rule for aliases on one line",
    ours("alias_creation_rules:\n  - action: deny", 'alias_creation_rules: [{"action": deny}]'),
    "nobody",
  ],

  // Other companies.
  ["statistics", ours('"report_stats": false', '"report_stats": true'), noThirdParty],
  ["pushes", ours("start_pushers: false", "start_pushers: true"), noThirdParty],
  ["pushes by default", ours("start_pushers: false\n", ""), noThirdParty],
  ["messages in pushes", ours("include_content: false", "include_content: true"), noThirdParty],
  ["a relay of another company", ours("turn_uris: []", 'turn_uris: ["turn:turn.example"]'), noThirdParty],
  ["identity servers", ours("enable_3pid_lookup: false", "enable_3pid_lookup: true"), noThirdParty],
  ["a proxy", more("http_proxy: http://proxy.example:3128"), noThirdParty],
  ["mail", more("email: {smtp_host: mail.example, notif_from: desk}"), noThirdParty],

  // Encryption, and the file itself.
  [
    "encryption for those who are invited alone",
    ours("encryption_enabled_by_default_for_room_type: all", "encryption_enabled_by_default_for_room_type: invite"),
    e2eeRequired,
  ],
  [
    "encryption by a word that is none",
    ours("encryption_enabled_by_default_for_room_type: all", "encryption_enabled_by_default_for_room_type: full"),
    "Synapse",
  ],
  [
    "encryption that is off",
    ours("encryption_enabled_by_default_for_room_type: all", "encryption_enabled_by_default_for_room_type: off"),
    e2eeRequired,
  ],
  ["a setting that nobody knows", more("enable_wishes: true"), "a doubt"],
  ["a tab", more("\tenable_registration: true"), "Synapse"],
  ["a tag", ours("enable_registration: false", 'enable_registration: !!bool "yes"'), "a doubt"],
  ["a number in base 60", ours(/max_upload_size: .*/, "max_upload_size: 1:30"), "a doubt"],
  ["two documents", more("---\nenable_registration: true"), "Synapse"],
  ["a second file that is a list", second("- enable_registration: true\n"), "a doubt"],
  [
    "a folder of files",
    (release) =>
      started(
        withFile(release, { path: `${FOLDER}conf.d/x.yaml`, format: "yaml", text: "enable_registration: true\n" }),
        `--config-path=${FOLDER}conf.d/`,
      ),
    "a doubt",
  ],
];

describe("Synapse's own loader and ours", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const rendered = filled(render(CLINIC));
  const changed = VARIANTS.map(([how, apply, speaker]) => ({ how, speaker, release: apply(rendered) }));
  let whole: Answer;
  let answers: readonly Answer[];

  before(async () => {
    [whole = { refused: "no answer" }, ...answers] = await answersTo([
      rendered,
      ...changed.map(({ release }) => release),
    ]);
  });

  it("give the same for the rendered file, without a doubt", () => {
    const { value, doubts } = readSynapse(rendered);
    assert.deepEqual(doubts, []);
    assert.ok("settings" in whole, JSON.stringify(whole));
    assert.deepEqual(whole.settings, value.value);
  });

  for (const [index, { how, speaker, release }] of changed.entries()) {
    it(`agree about ${how}`, () => {
      const answer = answers[index];
      assert.ok(answer !== undefined);
      const { value, doubts } = readSynapse(release);
      const configuration = configurationOf(release, TODAY);
      const speaking = EFFECTS.map(([rule]) => rule).filter((rule) => rule.check(release, configuration).length > 0);
      if ("refused" in answer) {
        assert.ok(speaker === "Synapse", answer.refused);
        return;
      }
      if (doubts.length > 0) {
        assert.ok(speaker === "a doubt", JSON.stringify(doubts));
        return;
      }
      assert.deepEqual(answer.settings, value.value);
      assert.ok("effective" in whole);
      const usual = whole.effective;
      for (const [rule, attributes] of EFFECTS) {
        const moved = attributes.filter((path) => !isDeepStrictEqual(answer.effective[path], usual[path]));
        assert.ok(moved.length === 0 || speaking.includes(rule), `${rule.id} says nothing about ${moved.join(", ")}`);
      }
      // Another host is a third party's, whatever it is for.
      const names = speaking.map(({ id }) => id);
      if (speaker === "nobody") assert.deepEqual(names, []);
      else assert.ok(typeof speaker === "object" && names.includes(speaker.id), names.join(", "));
    });
  }
});

/** Synapse's files as the machine fills them in. */
function filled(release: Release): Release {
  const fill = (text: string): string => text.replaceAll(/@@(?:secret|fact):(\w+)@@/g, "$1");
  const files = release.files.map((file) => (file.path.startsWith(FOLDER) ? { ...file, text: fill(file.text) } : file));
  return { ...release, files };
}

/** One process answers for all: importing Synapse takes longer than reading a file. */
async function answersTo(releases: readonly Release[]): Promise<readonly Answer[]> {
  const attributes = EFFECTS.flatMap(([, paths]) => paths);
  const questions = releases.map((release) => {
    const files = release.files.filter(({ path }) => path.startsWith(FOLDER)).map(({ path, text }) => [path, text]);
    const command = release.files.find(({ path }) => path === DROP_IN)?.text.match(/^ExecStart=\/.*$/m)?.[0] ?? "";
    const words = command.split(" ").slice(3);
    return JSON.stringify({ files: Object.fromEntries(files) as unknown, words, attributes });
  });
  const debian = await privateDebian([]);
  try {
    const key = "/var/lib/matrix-synapse/homeserver.signing.key";
    await debian.run(["/opt/venvs/matrix-synapse/bin/generate_signing_key", "-o", key]);
    const printed = await debian.run(["/opt/venvs/matrix-synapse/bin/python", "-c", await readFile(PROGRAM, "utf8")], {
      input: `${questions.join("\n")}\n`,
    });
    // read_config.py prints one answer a line.
    return printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Answer);
  } finally {
    await debian.stop();
  }
}
