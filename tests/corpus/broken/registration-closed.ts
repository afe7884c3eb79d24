import { appended, replaced, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const UNIT = "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf";
const GUESSING = "rc_login:\n  address:\n    per_second: 0.01";

export const TREES: readonly BrokenTree[] = [
  {
    how: "all that is asked under the desk's name goes to the homeserver",
    clinic: INVITING,
    apply: (release) =>
      replaced(release, ENTRY.nginx, "proxy_pass http://127.0.0.1:8200;", "proxy_pass http://127.0.0.1:8008;"),
  },
  {
    how: "dots lead from the administration to the clients' interface, for nginx alone",
    apply: (release) => replaced(release, ENTRY.nginx, /if \(\$dot_segments\) \{\s*return 404;\s*\}/g, ""),
  },
  {
    how: "registration is on by a word that only Synapse takes for true",
    apply: (release) => replaced(release, ENTRY.synapse, "enable_registration: false", 'enable_registration: "on"'),
  },
  {
    how: "registration is on by a number",
    apply: (release) => replaced(release, ENTRY.synapse, "enable_registration: false", "enable_registration: 1"),
  },
  {
    how: "registration without any check is on, written in YAML 1.1",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "enable_registration_without_verification: false",
        "enable_registration_without_verification: YES",
      ),
  },
  {
    how: "guests are let in by a word with a tag",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "allow_guest_access: false", '"allow_guest_access" : !!bool "yes"'),
    speaks: "understood",
  },
  {
    how: "guests are let in through an anchor that stands in a harmless place",
    apply: (release) =>
      replaced(
        replaced(release, ENTRY.synapse, "    x_forwarded: true", "    x_forwarded: &usual true"),
        ENTRY.synapse,
        "allow_guest_access: false",
        "allow_guest_access: *usual",
      ),
  },
  {
    how: "registration comes back in a second file that the unit names after ours",
    apply: (release) =>
      replaced(
        withFile(release, {
          path: "/etc/matrix-synapse/local.yaml",
          format: "yaml",
          text: "# Local changes.\nenable_registration: true\n",
        }),
        UNIT,
        "--config-path=/etc/matrix-synapse/homeserver.yaml",
        "--config-path=/etc/matrix-synapse/homeserver.yaml --config-path=/etc/matrix-synapse/local.yaml",
      ),
  },
  {
    how: "Synapse's command line opens registration, whatever its file says",
    apply: (release) =>
      replaced(
        release,
        UNIT,
        "--config-path=/etc/matrix-synapse/homeserver.yaml",
        "--config-path=/etc/matrix-synapse/homeserver.yaml --enable-registration",
      ),
    speaks: "understood",
  },
  {
    how: "an old name of a setting opens registration",
    apply: (release) => appended(release, ENTRY.synapse, "disable_registration: false"),
  },
  {
    how: "a secret for registration stands in the configuration beside the file",
    apply: (release) =>
      appended(release, ENTRY.synapse, 'registration_shared_secret: "@@secret:messaging_registration@@"'),
  },
  {
    how: "a module decides who may sign in",
    apply: (release) =>
      appended(release, ENTRY.synapse, "modules:\n  - module: synapse_welcome.Welcome\n    config: {}"),
  },
  {
    how: "people sign in with tokens of another program",
    apply: (release) => appended(release, ENTRY.synapse, "jwt_config:\n  enabled: true\n  algorithm: HS256"),
  },
  {
    how: "an application service may act for anybody",
    apply: (release) => appended(release, ENTRY.synapse, "app_service_config_files: [/etc/matrix-synapse/bridge.yaml]"),
  },
  {
    how: "an experiment moves sign-in to another server",
    apply: (release) =>
      appended(
        release,
        ENTRY.synapse,
        "experimental_features:\n  msc3861:\n    enabled: true\n    issuer: https://id.example/",
      ),
  },
  {
    how: "a password of three letters is enough",
    apply: (release) => replaced(release, ENTRY.synapse, "    minimum_length: 12", "    minimum_length: 3"),
  },
  {
    how: "the policy for passwords is there and not on",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "  policy:\n    enabled: true", "  policy:\n    # on\n    enabled: false"),
  },
  {
    how: "passwords may be guessed a thousand times a second",
    apply: (release) => replaced(release, ENTRY.synapse, GUESSING, GUESSING.replace("0.01", "1000.0")),
  },
  {
    how: "the cost of a guess at a stolen password is nearly nothing",
    apply: (release) => appended(release, ENTRY.synapse, "bcrypt_rounds: 4"),
  },
  {
    how: "files are handed out to whoever knows their address",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "enable_authenticated_media: true", "enable_authenticated_media: false"),
  },
  {
    how: "one line more in the web server reaches Synapse's administration",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "location ~ ^/(_matrix/client|", "location ~ ^/(_synapse/admin|_matrix/client|"),
  },
  {
    how: "the video site's server hands a folder on to Synapse's administration",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "location = /guard.js {",
        "location /assets/ {\n            proxy_pass http://127.0.0.1:8008/_synapse/admin/;\n        }\n        location = /guard.js {",
      ),
  },
  {
    how: "whatever starts like the client's interface is rewritten to administration",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "proxy_read_timeout 2m;",
        "proxy_read_timeout 2m;\n            rewrite ^/_matrix/client/admin/(.*)$ /_synapse/admin/$1 break;",
      ),
  },
  {
    how: "Prosody's host of the meetings takes anybody, by a line further down",
    apply: (release) =>
      appended(release, ENTRY.prosody, 'VirtualHost "meet.internal"\n\tauthentication = "internal_plain"'),
  },
  {
    how: "a second host of Prosody's has no authentication of its own",
    apply: (release) => appended(release, ENTRY.prosody, 'VirtualHost "desk.internal"'),
  },
  {
    how: "accounts are made by invitations on the services' host",
    apply: (release) =>
      appended(
        release,
        ENTRY.prosody,
        'VirtualHost "auth.meet.internal"\n\tauthentication = "service_accounts"\n\tmodules_enabled = { "invites_register" }',
      ),
  },
  {
    how: "registration over XMPP is loaded for all hosts and hidden in the middle of the list",
    apply: (release) => replaced(release, ENTRY.prosody, '\t"ping";', '\t"ping"; "register_ibr";'),
  },
  {
    how: "a merge key brings registration",
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) =>
        text.replace("enable_registration: false\n", "").concat("x: &x {enable_registration: true}\n<<: *x\n"),
      ),
  },
  ...["spam_checker", "third_party_event_rules", "presence_router"].map((key) => ({
    how: `a program is loaded under the old name ${key}`,
    apply: (release: Release) => appended(release, ENTRY.synapse, `${key}: {module: welcome.Welcome, config: {}}`),
  })),
  ...["oidc_config", "saml2_config", "cas_config", "sso", "ldap_config", "matrix_authentication_service"].map(
    (key) => ({
      how: `accounts come from elsewhere, by ${key}`,
      apply: (release: Release) => appended(release, ENTRY.synapse, `${key}: {enabled: true}`),
    }),
  ),
  ...["oidc_providers", "password_providers"].map((key) => ({
    how: `one entry stands in ${key}`,
    apply: (release: Release) => appended(release, ENTRY.synapse, `${key}: [{idp_id: desk}]`),
  })),
  ...[
    ...["register", "register_limits", "invites", "invites_adhoc", "register_web", "admin_adhoc", "admin_web"],
    "http_admin_api",
  ].map((module) => ({
    how: `the module ${module} of Prosody's makes accounts`,
    apply: (release: Release) =>
      replaced(
        replaced(release, ENTRY.prosody, '"offline"; "register"; "tls"', '"offline"; "tls"'),
        ENTRY.prosody,
        '\t"ping";',
        `\t"ping"; "${module}";`,
      ),
  })),
  {
    how: "registration over XMPP is allowed on the meetings' host alone",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        '\tauthentication = "room_token"',
        '\tauthentication = "room_token"\n\tallow_registration = true',
      ),
  },
  {
    how: "another folder of administration is handed on",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "location ~ ^/(_matrix/client|", "location ~ ^/(_synapse/mas|_matrix/client|"),
  },
  {
    how: "there are no limits against guessing, since they are a word",
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) => text.replace(/^rc_login:\n(?: .*\n)*/m, "rc_login: none\n")),
  },
  {
    how: "a limit against guessing is a word",
    apply: (release) => replaced(release, ENTRY.synapse, GUESSING, GUESSING.replace("0.01", "many")),
  },
  {
    how: "a limit against guessing has a name that nobody reads",
    apply: (release) => replaced(release, ENTRY.synapse, GUESSING, GUESSING.replace("per_second", "per_minute")),
  },
  {
    how: "people sign in by something else than their password",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "password_config:\n  enabled: true",
        "password_config:\n  localdb_enabled: false\n  enabled: true",
      ),
  },
  {
    how: "a password is good for nothing but to say again who one is",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "password_config:\n  enabled: true",
        "password_config:\n  enabled: only_for_reauth",
      ),
  },
  {
    how: "one session makes another without a password",
    apply: (release) =>
      appended(release, ENTRY.synapse, "login_via_existing_session: {enabled: true, require_ui_auth: false}"),
  },
  {
    how: "rooms are listed to strangers",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "allow_public_rooms_without_auth: false",
        "allow_public_rooms_without_auth: true",
      ),
  },
  {
    how: "a token is no longer asked for, should registration ever be open",
    apply: (release) => replaced(release, ENTRY.synapse, "registration_requires_token: true\n", ""),
  },
];
