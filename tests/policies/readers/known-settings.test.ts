import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { appended, replaced, withText } from "../../../policies/breaking.ts";
import { configurationOf, ENTRY } from "../../../policies/configuration.ts";
import { judge } from "../../../policies/judge.ts";
import { shapes, unknownSettings, type Shapes } from "../../../policies/readers/known-settings.ts";
import { contactsOf } from "../../../policies/readers/text/contacts.ts";
import { readSmallPrograms } from "../../../policies/readers/small-programs.ts";
import { namedSecretsIn, secretShapesIn } from "../../../policies/readers/text/secret-shapes.ts";
import { readSynapse } from "../../../policies/readers/synapse/synapse.ts";
import type { Plain } from "../../../policies/reading.ts";
import { RULES } from "../../../policies/rules/index.ts";
import type { Release } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

const RELEASE = render(CLINIC);
const TODAY = "2026-01-15";

function doubtsAbout(value: Plain, known: Shapes): readonly string[] {
  const origin = { path: "/a", lineOf: () => undefined };
  return unknownSettings(value, known, "It", origin).map(({ what }) => what);
}

describe("the table of known settings", () => {
  const known: Shapes = {
    ...shapes("flag", "a b"),
    span: "span",
    number: "number",
    few: [1, "one"],
    texts: "texts",
    inner: { fields: { c: "text" } },
    list: { each: { fields: { d: "flag" } } },
    any: { named: "number" },
    seen: "judged",
  };

  const harmless: readonly Plain[] = [
    { a: true, b: false },
    ...["90d", "5 seconds", "50M", "1.5", 12, "-1"].map((span) => ({ span })),
    { few: 1 },
    { few: "one", number: 3, texts: ["x"], inner: { c: "x" }, list: [{ d: true }, {}], any: { x: 1, y: 2 } },
    { seen: { what: ["ever"] } },
    {},
  ];
  for (const value of harmless) {
    it(`knows ${JSON.stringify(value)}`, () => {
      assert.deepEqual(doubtsAbout(value, known), []);
    });
  }

  const doubtful: readonly (readonly [Plain, RegExp])[] = [
    [{ a: "true" }, /It's a is "true"/],
    [{ a: 1 }, /It's a is 1/],
    [{ a: null }, /It's a is null/],
    [{ z: 1 }, /It's z is a setting that we have not looked up/],
    [{ inner: { z: 1 } }, /It's inner\.z is a setting/],
    [{ inner: 1 }, /It's inner is 1/],
    [{ inner: [{ c: "x" }] }, /It's inner is/],
    [{ list: [{ d: true }, { d: 1 }] }, /It's list\.d is 1/],
    [{ list: { d: true } }, /It's list is/],
    [{ any: { x: "1" } }, /It's any\.x is "1"/],
    [{ few: 2 }, /It's few is 2/],
    [{ span: "5 seconds; rm" }, /It's span is/],
    [{ texts: ["x", 1] }, /It's texts is/],
    [{ number: "3" }, /It's number is "3"/],
    [{ toString: 1 }, /It's toString is a setting/],
    [[1], /It's settings are/],
  ];
  for (const [value, doubt] of doubtful) {
    it(`can't tell what ${JSON.stringify(value)} does`, () => {
      const [first, ...others] = doubtsAbout(value, known);
      assert.match(first ?? "", doubt);
      assert.deepEqual(others, []);
    });
  }
});

/** Every setting of Synapse's that a rule says it judges, with a value that does harm. */
const HARMFUL: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      ...[
        "enable_registration",
        "enable_registration_without_verification",
        "allow_guest_access",
        "url_preview_enabled",
      ],
      ...["report_stats", "start_pushers", "enable_3pid_lookup", "enable_3pid_changes", "enable_registration_captcha"],
      ...["allow_profile_lookup_over_federation", "allow_device_name_lookup_over_federation", "use_presence"],
      ...["allow_public_rooms_over_federation", "federation_whitelist_endpoint_enabled", "serve_server_wellknown"],
      ...[
        "send_federation",
        "allow_public_rooms_without_auth",
        "enable_room_list_search",
        "include_profile_data_on_invite",
      ],
    ].map((key) => [key, "true"]),
  ),
  ...Object.fromEntries(
    [
      ...["registration_requires_token", "disable_registration", "enable_authenticated_media"],
      ...["federation_verify_certificates", "require_auth_for_profile_requests"],
      "limit_profile_requests_to_users_who_share_rooms",
    ].map((key) => [key, "false"]),
  ),
  ...Object.fromEntries(
    [
      ...[
        "web_client_location",
        "extra_well_known_client_content",
        "bind_port",
        "unsecure_port",
        "bind_host",
        "manhole",
      ],
      ...["metrics_port", "metrics_bind_host", "federation_domain_whitelist", "trusted_key_servers", "perspectives"],
      ...["federation_custom_ca_list", "federation_certificate_verification_whitelist", "report_stats_endpoint"],
      ...["pusher_instances", "url_preview_ip_range_whitelist", "ip_range_whitelist", "oembed", "email", "sentry"],
      ...["opentracing", "account_threepid_delegates", "default_identity_server", "recaptcha_public_key"],
      ...[
        "trust_identity_server_for_password_resets",
        "recaptcha_private_key",
        "recaptcha_siteverify_api",
        "user_consent",
      ],
      ...["http_proxy", "https_proxy", "matrix_rtc", "media_storage_providers", "redis", "turn_uris"],
      ...["turn_shared_secret", "turn_password", "registration_shared_secret", "oidc_providers", "oidc_config"],
      ...["saml2_config", "cas_config", "jwt_config", "sso", "modules", "password_providers", "ldap_config"],
      ...["matrix_authentication_service", "experimental_features", "app_service_config_files", "spam_checker"],
      ...["third_party_event_rules", "presence_router", "auto_join_rooms", "room_list_publication_rules"],
      ...["alias_creation_rules", "bcrypt_rounds", "rc_login", "macaroon_secret_key", "form_secret", "listeners"],
      ...["worker_replication_secret", "encryption_enabled_by_default_for_room_type"],
    ].map((key) => [key, '"x"']),
  ),
  server_name: '"elsewhere.example"',
  public_baseurl: '"https://elsewhere.example/"',
};

function withSynapse(key: string, value: string): Release {
  const line = new RegExp(`^"?${key}"?:.*\\n(?:[ ].*\\n)*`, "m");
  return withText(RELEASE, ENTRY.synapse, (text) => `${text.replace(line, "")}\n"${key}": ${value}\n`);
}

/** The rules that look at Synapse. */
const JUDGING = RULES.filter(({ id }) =>
  [
    "registration-closed",
    "federation-closed",
    "directory-closed",
    "no-third-party",
    "no-secrets-in-files",
    "e2ee-required",
  ].includes(id),
);

describe("a setting of Synapse's that does harm", () => {
  for (const [key, value] of Object.entries(HARMFUL)) {
    it(`is named by a rule: ${key}: ${value}`, () => {
      const release = withSynapse(key, value);
      const configuration = configurationOf(release, TODAY);
      const said = JUDGING.flatMap((rule) => rule.check(release, configuration));
      assert.ok(
        said.length > 0,
        configuration
          .doubts()
          .map(({ what }) => what)
          .join("\n"),
      );
    });
  }

  it("is a doubt where nobody has looked it up", () => {
    const release = appended(RELEASE, ENTRY.synapse, "limit_remote_rooms: {enabled: true}");
    const [doubt] = readSynapse(release).doubts;
    const lines = release.files.find(({ path }) => path === ENTRY.synapse)?.text.split("\n") ?? [];
    assert.equal(doubt?.where, ENTRY.synapse);
    assert.match(lines[(doubt.line ?? 0) - 1] ?? "", /^limit_remote_rooms/);
  });

  it("is named with the file and the line in which it stands", () => {
    const release = replaced(RELEASE, ENTRY.synapse, "allow_guest_access: false", "allow_guest_access: true");
    const text = release.files.find(({ path }) => path === ENTRY.synapse)?.text ?? "";
    const finding = judge(release, TODAY).findings.find(({ rule }) => rule === "registration-closed");
    assert.equal(finding?.where, ENTRY.synapse);
    assert.match(text.split("\n")[(finding.line ?? 0) - 1] ?? "", /^allow_guest_access: true$/);
  });
});

describe("small programs' settings", () => {
  const doubtful: readonly (readonly [string, string])[] = [
    ["/etc/chrony/chrony.conf", "allow 10.0.0.0/8"],
    ["/etc/chrony/chrony.conf", "cmdport 323"],
    ["/etc/chrony/chrony.conf", "include /etc/chrony/more.conf"],
    ["/etc/systemd/resolved.conf.d/90-stillroom.conf", "DNSStubListenerExtra=0.0.0.0"],
    ["/etc/systemd/resolved.conf.d/90-stillroom.conf", "DNS=127.0.0.1 \\"],
    ["/etc/stillroom/certbot.ini", "deploy-hook = /srv/tell"],
    ["/etc/stillroom/certbot.ini", "eff-email = true"],
    ["/etc/fail2ban/jail.d/90-stillroom.local", "action = sendmail-whois"],
    ["/etc/fail2ban/jail.d/90-stillroom.local", "findtime = 1fortnight"],
    ["/etc/fail2ban/jail.d/90-stillroom.local", "maxretry = 5m"],
    ["/etc/audit/auditd.conf", "tcp_listen_port = 60"],
    ["/etc/audit/auditd.conf", "num_logs=366"],
    ["/etc/audit/auditd.conf", "num_logs = 366 days"],
    ["/etc/audit/auditd.conf", "disk_error_action = ROTATE"],
    ["/etc/audit/auditd.conf", "disk_error_action = IGNORE"],
    ["/etc/audit/auditd.conf", `num_logs = ${" ".repeat(150)}366`],
    ["/etc/postgresql/17/main/conf.d/stillroom.conf", "archive_command = 'cp %p /mnt/%f'"],
    ["/etc/postgresql/17/main/pg_hba.conf", "host all all 0.0.0.0/0 trust"],
  ];
  for (const [path, line] of doubtful) {
    it(`can't tell what "${line}" does in ${path}`, () => {
      const release = appended(RELEASE, path, line);
      const text = release.files.find((file) => file.path === path)?.text ?? "";
      const [doubt] = readSmallPrograms(release).doubts;
      assert.deepEqual([doubt?.where, doubt?.line], [path, text.split("\n").indexOf(line) + 1]);
    });
  }

  it("never stop the reader, whatever they are", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (line) => {
        readSmallPrograms(appended(RELEASE, "/etc/chrony/chrony.conf", line));
        return true;
      }),
      { numRuns: 300 },
    );
  });
});

describe("commands that call other machines", () => {
  const script = "/usr/local/lib/stillroom/keep-resolvers";
  const calls: readonly (readonly [string, string | undefined])[] = [
    ["curl https://a.example/", "a.example"],
    ["if ! wget -q a.example; then exit 1; fi", "a.example"],
    ["/usr/bin/nc 198.51.100.7 80", "198.51.100.7"],
    ["x=$(dig +short a.example)", "a.example"],
    ['curl "$WHERE"', undefined],
    ["cat </dev/tcp/a.example/80", "a.example"],
    ["echo YQ== | base64 -d | sh", undefined],
    ['eval "$words"', undefined],
    ["python3 -c 'import socket'", undefined],
    ["openssl s_client -connect a.example:443", "a.example"],
    ["resolvectl query a.example", "a.example"],
    ["echo https://a.example/ > /run/list", "a.example"],
  ];
  for (const [line, host] of calls) {
    it(`are seen: ${line}`, () => {
      const [contact] = contactsOf(appended(RELEASE, script, line)).filter(({ where }) => where === script);
      assert.ok(contact !== undefined);
      assert.equal(contact.host, host);
    });
  }

  for (const line of [
    "# curl https://a.example/",
    "openssl x509 -in a.pem",
    "sed 's/://g' file",
    "node /srv/x.js",
    "echo curling",
  ]) {
    it(`are not: ${line}`, () => {
      assert.deepEqual(
        contactsOf(appended(RELEASE, script, line)).filter(({ where }) => where === script),
        [],
      );
    });
  }
});

describe("secrets by their form and their name", () => {
  const secret: readonly string[] = [
    `-----BEGIN OPENSSH PRIVATE KEY-----`,
    `-----BEGIN PGP PRIVATE KEY BLOCK-----`,
    `PuTTY-User-Key-File-3: ssh-ed25519`,
    `ghp_${"a".repeat(36)}`,
    `AKIA${"Q".repeat(16)}`,
    `xoxb-${"1".repeat(12)}`,
    `npm_${"a".repeat(36)}`,
    `https://me:${"x".repeat(8)}@a.example/`,
    `ops:$6$${"a".repeat(20)}`,
    `ops:{SHA}${"a".repeat(28)}`,
    `syt_b3Bz_${"a".repeat(12)}_abcdef`,
    `MIGHAgEAMBMGByqGSM49${"A".repeat(20)}`,
  ];
  for (const text of secret) {
    it(`are seen: ${text.slice(0, 24)}…`, () => {
      assert.equal(secretShapesIn(`# ${text}\n`).length, 1);
    });
  }

  const open: readonly string[] = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d ops",
    "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA\n-----END PUBLIC KEY-----",
    "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU",
    "04B54C3CDCA79751B16BC6B5225629DF75B188BD",
    "https://a.example:8443/path@v1",
    "postgres://@@secret:x@@:@@secret:y@@@localhost/",
    "if [ $5 -gt $6 ]; then",
  ];
  for (const text of open) {
    it(`are not: ${text.slice(0, 24)}…`, () => {
      assert.deepEqual(secretShapesIn(text), []);
    });
  }

  const named: readonly (readonly [string, readonly string[]])[] = [
    ["password = horse", ["password"]],
    ["Environment=PGPASSWORD=horse", ["PGPASSWORD"]],
    ['Environment="API_KEY=horse"', ["API_KEY"]],
    ["tool --token-key horse", ["token-key"]],
    ["clientSecret: 'horse'", ["clientSecret"]],
    ["password = @@secret:x@@", []],
    ["password_encryption = 'scram-sha-256'", []],
    ["secret_path = /etc/x", []],
    ["password=$(head -c 15 /dev/urandom)", []],
    ["%administrators ALL=(ALL:ALL) NOPASSWD: ALL", []],
    ["passwords = true", []],
    ["local all postgres peer", []],
  ];
  for (const [line, keys] of named) {
    it(`${keys.length > 0 ? "are named" : "are not named"}: ${line}`, () => {
      assert.deepEqual(namedSecretsIn(line), keys);
    });
  }
});
