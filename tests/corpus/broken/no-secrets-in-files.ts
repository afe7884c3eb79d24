import { appended, replaced, videoFile, withFileOf, withSubject, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

/** Forms of secrets that are none: put together here, so that no scanner takes this file for a leak. */
const BEGIN = "-----BEGIN";
const WORD = "correct-horse-battery";
const TOKEN = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiJub2JvZHkifQ", "c2lnbmF0dXJlLW9mLW5vYm9keQ"].join(".");

export const TREES: readonly BrokenTree[] = [
  {
    how: "the key under which the desk seals is written out",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.desk, "@@secret:desk_key@@", WORD),
  },
  {
    how: "the desk makes tokens with a key that is written out",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.desk, "@@secret:video_token_key@@", WORD),
  },
  {
    how: "the desk seals with the key of tokens",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.desk, "@@secret:desk_key@@", "@@secret:video_token_key@@"),
  },
  {
    how: "the desk's pages are headed with its key",
    clinic: INVITING,
    apply: (release) => replaced(release, ENTRY.desk, /"title": ".*"/, '"title": "@@secret:desk_key@@"'),
  },
  {
    how: "the desk's settings may be read by every account",
    clinic: INVITING,
    apply: (release) => withFileOf(release, ENTRY.desk, (file) => ({ ...file, mode: "0644" })),
  },
  {
    how: "a private key hides in a comment of the web server's configuration",
    apply: (release) => appended(release, ENTRY.nginx, `# ${BEGIN} EC PRIVATE KEY-----`),
  },
  {
    how: "a key that is locked with a password stands behind the public ones",
    apply: (release) =>
      appended(release, "/etc/ssh/authorized_keys.d/ops", `${BEGIN} ENCRYPTED PRIVATE KEY-----\nMIIB\n`),
  },
  {
    how: "a private key stands in a configuration without its frame",
    apply: (release) =>
      appended(
        release,
        ENTRY.synapse,
        `"x-key": "${["MC4CAQAwBQYDK2Vw", "BCIEIAAAAAAAAAAAAAAAAAAAAAAAAAAA"].join("")}"`,
      ),
  },
  {
    how: "a key for backups of the kind that age makes stands in a script",
    apply: (release) =>
      appended(
        release,
        "/usr/local/lib/stillroom/messaging-database",
        `key=${["AGE-SECRET-KEY-1", "QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ"].join("")}`,
      ),
  },
  {
    how: "the tunnel's private key is written out",
    apply: (release) =>
      appended(
        release,
        "/etc/systemd/system/coturn.service.d/stillroom.conf",
        `[Service]\nEnvironment=PrivateKey=${"A".repeat(43)}=`,
      ),
  },
  {
    how: "a service's environment carries a database password",
    apply: (release) =>
      appended(release, "/etc/systemd/system/jicofo.service", `[Service]\nEnvironment="PGPASSWORD=${WORD}"`),
  },
  {
    how: "an address of a proxy carries a user and a password",
    apply: (release) =>
      appended(
        release,
        "/etc/apt/apt.conf.d/90stillroom-updates",
        `Acquire::https::Proxy "https://apt:${WORD}@proxy.quiet-harbour.example";`,
      ),
  },
  {
    how: "Synapse's form secret is given twice, and the second is written out",
    apply: (release) =>
      replaced(release, ENTRY.synapse, 'form_secret: "@@secret:messaging_form_key@@"', `form_secret: >-\n  ${WORD}`),
  },
  {
    how: "the placeholder of a secret has letters around it, so that the rest is known",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "@@secret:messaging_form_key@@", "x@@secret:messaging_form_key@@"),
  },
  {
    how: "the database's password stands deep inside of its arguments",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "    dbname: synapse", `    dbname: synapse\n    password: ${WORD}`),
  },
  {
    how: "Jicofo's password is joined from two words",
    apply: (release) => appended(release, ENTRY.jicofo, 'jicofo.xmpp.client.password = "correct" horse'),
  },
  {
    how: "the bridge's password comes back in a late dotted key",
    apply: (release) =>
      appended(release, ENTRY.videobridge, `videobridge.apis.xmpp-client.configs.local.PASSWORD = "${WORD}"`),
  },
  {
    how: "Jicofo's password is a number without quotes",
    apply: (release) => replaced(release, ENTRY.jicofo, '"@@secret:focus_password@@"', "4711081500"),
  },
  {
    how: "a secret of Prosody's stands among what all hosts share",
    apply: (release) =>
      replaced(release, ENTRY.prosody, /^(?=modules_enabled = )/m, `external_service_secret = "${WORD}"\n`),
  },
  {
    how: "the page for messages gets an access token among its settings",
    apply: (release) =>
      replaced(
        release,
        ENTRY.element,
        '"disable_guests": true,',
        `"disable_guests": true, "default_access_tok\\u0065n": "${WORD}",`,
      ),
  },
  {
    how: "clients learn a token with the homeserver's address",
    apply: (release) =>
      replaced(release, ENTRY.wellKnown, '"m.homeserver": {', `"m.homeserver": { "t\\u006fken": "${WORD}",`),
  },
  {
    how: "a package is told a password when it is installed",
    apply: (release) => ({
      ...release,
      packages: release.packages.map((one, index) =>
        index === 0
          ? { ...one, answers: [{ question: "desk/app-password", type: "string" as const, value: WORD }] }
          : one,
      ),
    }),
  },
  {
    how: "a step hands a signed token to a command without saying what it is",
    apply: (release) => ({
      ...release,
      steps: [...release.steps, { name: "a call", argv: ["call-tool", TOKEN], after: "units" as const }],
    }),
  },
  {
    how: "an account of Prosody's has a password that is written out",
    apply: (release) => replaced(release, ENTRY.prosody, "@@secret:focus_password@@", WORD),
  },
  {
    how: "the relay knows a user with a password beside its shared secret",
    apply: (release) => appended(release, ENTRY.coturn, `user=guest:${WORD}`),
  },
  {
    how: "a page's script gets a token for another program",
    apply: (release) =>
      replaced(release, ENTRY.element, '"disable_guests": true,', `"disable_guests": true, "brand_token": "${TOKEN}",`),
  },
  {
    how: "browsers get a secret that the machine fills in",
    apply: (release) =>
      withFileOf(
        replaced(release, ENTRY.wellKnown, '"m.homeserver": {', '"m.homeserver": { "key": "@@secret:turn_secret@@",'),
        ENTRY.wellKnown,
        (file) => ({ ...file, mode: "0640", group: "www-data" }),
      ),
  },
  {
    how: "everybody on the machine may read the file with the registration secret, by its last digit",
    apply: (release) =>
      withFileOf(release, "/etc/matrix-synapse/registration.secret", (file) => ({ ...file, mode: "0644" })),
  },
  {
    how: "a step hands a password to a command",
    apply: (release) => ({
      ...release,
      steps: [
        ...release.steps,
        { name: "an account", argv: ["adduser-tool", "--password", WORD], after: "units" as const },
      ],
    }),
  },
  {
    how: "a list of users with hashes of their passwords lies in the web server's folder",
    apply: (release) =>
      appended(release, "/usr/local/share/stillroom/video/title.html", "<!-- ops:$2y$10$abcdefghijklmnopqrstuv -->"),
  },
  {
    how: "the mirror in the stack file is reached with a password",
    apply: (release) =>
      withSubject(release, {
        clinic: {
          ...release.subject.clinic,
          packages: {
            mirror: {
              uri: `https://mirror:${WORD}@packages.quiet-harbour.example/debian`,
              suite: "trixie",
              fingerprint: "0".repeat(40),
              key: "",
            },
          },
        },
      }),
  },
  {
    how: "the stack file's root certificate brings its key along",
    apply: (release) =>
      withSubject(release, {
        clinic: {
          ...release.subject.clinic,
          certificates: { issuer: "practice", chain: undefined, root: `${BEGIN} RSA PRIVATE KEY-----\nMIIB\n` },
        },
      }),
  },
  {
    how: "an access key of a cloud is left in a script's comment",
    apply: (release) =>
      withText(
        release,
        "/usr/local/lib/stillroom/keep-resolvers",
        (text) => `${text}# ${["AKIA", "QQQQQQQQQQQQQQQQ"].join("")}\n`,
      ),
  },
  {
    how: "the messaging page's settings hold a secret that the machine fills in, for the web server's group",
    apply: (release) =>
      withFileOf(
        replaced(release, ENTRY.element, '"brand": "Quiet Harbour"', '"brand": "@@secret:turn_secret@@"'),
        ENTRY.element,
        (file) => ({ ...file, mode: "0640", group: "www-data" }),
      ),
  },
  {
    how: "a check before the switch is handed a password",
    apply: (release) => ({
      ...release,
      validators: [...release.validators, { name: "an account", argv: ["check-tool", `--token=${WORD}`] }],
    }),
  },
  {
    how: "the web server's folder of pages is the one with the packages' secrets",
    apply: (release) => replaced(release, ENTRY.nginx, "root /usr/share/jitsi-meet;", "root /etc/jitsi;"),
  },
  {
    how: "the web server hands out a folder that is reached by going up",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "root /usr/share/jitsi-meet;", "root /usr/share/jitsi-meet/../../../etc;"),
  },
  {
    how: "the web server hands out whatever folder a visitor's name spells",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "root /usr/share/jitsi-meet;", "root /usr/share/jitsi-meet/$arg_of;"),
  },
  {
    how: "the web server hands out the one file that holds a secret",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        '"/usr/local/share/stillroom/video/guard.css"',
        '"/etc/matrix-synapse/registration.secret"',
      ),
  },
  {
    how: "the meeting's page gets a password among its settings",
    apply: (release) => appended(release, videoFile(release, "config.js"), `config.callStatsSecret = "${WORD}";`),
  },
  {
    how: "the meeting's page gets an access key that is put together, under an innocent name",
    apply: (release) =>
      appended(release, videoFile(release, "config.js"), 'config.subject = "AKIA" + "QQQQQQQQQQQQQQQQ";'),
  },
  {
    how: "the meeting's surface gets a token among its settings",
    apply: (release) =>
      appended(release, videoFile(release, "interface_config.js"), `interfaceConfig.API_KEY = "${WORD}";`),
  },
  {
    how: "strangers who ask the relay for a credential are sent its secret as the realm",
    apply: (release) => replaced(release, ENTRY.coturn, /^realm=.*$/m, "realm=@@secret:turn_secret@@"),
  },
  {
    how: "the rooms introduce themselves by the key that signs links",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        'Component "conference.meet.internal" "muc"\n',
        'Component "conference.meet.internal" "muc"\n\tname = "@@secret:video_token_key@@"\n',
      ),
  },
  {
    how: "the name of a table in Prosody's configuration is a secret",
    apply: (release) =>
      appended(release, ENTRY.prosody, 'muc_lobby_whitelist = { ["@@secret:focus_password@@"] = true }'),
  },
  {
    how: "one local name puts the key that signs links where it belongs and into a greeting",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        'token_key = "@@secret:video_token_key@@"',
        'token_key = "@@secret:video_token_key@@"\n\tname = token_key',
      ),
  },
  {
    how: "browsers are told of a relay whose name is the key that signs links",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        /type = "turn"; host = "[^"]*"/,
        'type = "turn"; host = "@@secret:video_token_key@@"',
      ),
  },
  {
    how: "the bridge names its password as its software to everyone",
    apply: (release) =>
      replaced(release, ENTRY.videobridge, 'software = ""', 'software = "@@secret:bridge_password@@"'),
  },
  {
    how: "a header that nobody looks at carries a secret",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "add_header Referrer-Policy no-referrer always;",
        'add_header Referrer-Policy no-referrer always; add_header Vary "@@secret:video_token_key@@" always;',
      ),
  },
  {
    how: "who asks in clear is led to an address with a secret in it",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "return 301 https://$host$request_uri;",
        "return 301 https://$host/@@secret:turn_secret@@;",
      ),
  },
  {
    how: "sshd greets with a secret behind its version",
    apply: (release) =>
      withText(
        release,
        release.files.find(({ path }) => path.startsWith("/etc/ssh/sshd_config.d/"))?.path ?? "",
        (text) => `${text}VersionAddendum @@secret:turn_secret@@\n`,
      ),
  },
  {
    how: "the homeserver's public address ends in a secret",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        /^public_baseurl: "([^"]*)"/m,
        'public_baseurl: "https://matrix.quiet-harbour.example/@@secret:messaging_registration@@/"',
      ),
  },
  {
    how: "Synapse signs its macaroons with the relay's secret",
    apply: (release) => replaced(release, ENTRY.synapse, "@@secret:messaging_macaroon_key@@", "@@secret:turn_secret@@"),
  },
  {
    how: "Prosody makes the relay's credentials with the key that signs links",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        'external_service_secret = "@@secret:turn_secret@@"',
        'external_service_secret = "@@secret:video_token_key@@"',
      ),
  },
  {
    how: "Prosody makes the relay's credentials with what anybody on the network sees",
    apply: (release) =>
      replaced(
        release,
        ENTRY.prosody,
        'external_service_secret = "@@secret:turn_secret@@"',
        'external_service_secret = "@@fact:interface@@"',
      ),
  },
  {
    how: "the focus logs in with the name of the network card",
    apply: (release) => replaced(release, ENTRY.jicofo, "@@secret:focus_password@@", "@@fact:interface@@"),
  },
  {
    how: "Synapse has no key of its own for forms",
    apply: (release) => replaced(release, ENTRY.synapse, /^form_secret: .*\n/m, ""),
  },
  {
    how: "accounts are made with a secret that stands in the file",
    apply: (release) => withText(release, "/etc/matrix-synapse/registration.secret", () => `${WORD}\n`),
  },
  {
    how: "accounts are made with the relay's secret",
    apply: (release) => withText(release, "/etc/matrix-synapse/registration.secret", () => "@@secret:turn_secret@@\n"),
  },
  {
    how: "accounts are made with a secret before which something stands",
    apply: (release) => withText(release, "/etc/matrix-synapse/registration.secret", (text) => `${WORD}\n${text}`),
  },
  {
    how: "an option that coturn does not know holds a real secret",
    apply: (release) => appended(release, ENTRY.coturn, `static-auth-secrets=${WORD}`),
  },
  {
    how: "a command is handed a secret that every account sees while it runs",
    apply: (release) => ({
      ...release,
      steps: release.steps.map((step, index) =>
        index === 0 ? { ...step, argv: [...step.argv, "@@secret:turn_secret@@"] } : step,
      ),
    }),
  },
];
