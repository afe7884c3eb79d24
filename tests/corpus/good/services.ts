import { appended, replaced, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { TUNNELLED } from "../../fixtures/tunnelled-clinic.ts";
import { brought } from "../brought.ts";
import type { GoodTree } from "../tree.ts";

const UNIT = "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf";
const CHRONY = "/etc/chrony/chrony.conf";
const CERTBOT = "/etc/stillroom/certbot.ini";
const RESOLVER = "/etc/systemd/resolved.conf.d/90-stillroom.conf";

export const TREES: readonly GoodTree[] = [
  {
    how: "Synapse's flags are written as YAML 1.1 writes them",
    apply: (release) =>
      withText(release, ENTRY.synapse, (text) =>
        text.replaceAll(/: false$/gm, ": no").replaceAll(/: true$/gm, ": Yes"),
      ),
  },
  {
    how: "Synapse's lists are blocks and its maps are on one line",
    apply: (release) =>
      replaced(
        replaced(release, ENTRY.synapse, 'bind_addresses: ["127.0.0.1"]', "bind_addresses:\n    - '127.0.0.1'"),
        ENTRY.synapse,
        "presence:\n  enabled: false",
        "presence: { enabled: off } # nobody sees who is there",
      ),
  },
  {
    how: "Synapse's durations and sizes are numbers",
    apply: (release) =>
      replaced(
        replaced(release, ENTRY.synapse, 'max_upload_size: "50M"', "max_upload_size: 52428800"),
        ENTRY.synapse,
        "delete_stale_devices_after: 90d",
        "delete_stale_devices_after: 12w",
      ),
  },
  {
    how: "Synapse's limits have a decimal point, as Synapse takes them",
    apply: (release) =>
      appended(
        withText(release, ENTRY.synapse, (text) =>
          text.replace("per_second: 2\n", "per_second: 2.0\n").replace("burst_count: 20\n", "burst_count: 20.0\n"),
        ),
        ENTRY.synapse,
        "caches:\n  global_factor: 1.0\n  per_cache_factors: { get_users_in_room: 2.0 }",
      ),
  },
  {
    how: "Synapse's listener has a name of its own and numbers each request",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "    x_forwarded: true",
        "    x_forwarded: true\n    tag: clients\n    request_id_header: X-Request-ID",
      ),
  },
  {
    how: "Synapse's cost of a guess is written down as it is by default, and its limits for signing in are its own",
    apply: (release) =>
      appended(
        withText(release, ENTRY.synapse, (text) => text.replace(/^rc_login:\n(?: .*\n)*/m, "")),
        ENTRY.synapse,
        "bcrypt_rounds: 12",
      ),
  },
  {
    how: "names of rooms are denied one by one, and to whom no rule fits they are denied too",
    apply: (release) =>
      replaced(
        replaced(
          release,
          ENTRY.synapse,
          "room_list_publication_rules:\n  - action: deny",
          "room_list_publication_rules: []",
        ),
        ENTRY.synapse,
        "alias_creation_rules:\n  - action: deny",
        'alias_creation_rules:\n  - user_id: "@nobody:*"\n    action: deny',
      ),
  },
  {
    how: "Synapse's listener is bound to both loopback addresses",
    apply: (release) => replaced(release, ENTRY.synapse, '["127.0.0.1"]', '["::1", "127.0.0.1"]'),
  },
  {
    how: "Synapse's values are named once and used twice",
    apply: (release) =>
      replaced(
        replaced(release, ENTRY.synapse, 'local_media_lifetime: "90d"', 'local_media_lifetime: &kept "90d"'),
        ENTRY.synapse,
        'remote_media_lifetime: "90d"',
        "remote_media_lifetime: *kept",
      ),
  },
  {
    how: "Synapse's limits are stricter, and more of them",
    apply: (release) =>
      appended(
        replaced(release, ENTRY.synapse, "    minimum_length: 12", "    minimum_length: 16\n    require_digit: true"),
        ENTRY.synapse,
        "rc_invites:\n  per_user: {per_second: 0.003, burst_count: 5}\nsession_lifetime: 24h\nbcrypt_rounds: 13",
      ),
  },
  {
    how: "Synapse's file begins and ends as a document does, with Windows line ends",
    apply: (release) => withText(release, ENTRY.synapse, (text) => `---\n${text}...\n`.replaceAll("\n", "\r\n")),
  },
  {
    how: "a second file that the unit names says the same again",
    apply: (release) =>
      replaced(
        brought(
          release,
          "synapse",
          "/etc/matrix-synapse/again.yaml",
          "enable_registration: false\nfederation_domain_whitelist: []\n",
        ),
        UNIT,
        "--config-path=/etc/matrix-synapse/homeserver.yaml",
        "--config-path=/etc/matrix-synapse/homeserver.yaml --config-path=/etc/matrix-synapse/again.yaml",
      ),
  },
  {
    how: "people's tokens end by themselves and their uploads are smaller",
    apply: (release) =>
      appended(
        release,
        ENTRY.synapse,
        "refreshable_access_token_lifetime: 10m\nmax_image_pixels: 16M\ndynamic_thumbnails: false",
      ),
  },
  {
    how: "Jicofo's settings stand in dotted keys, with colons and commas",
    apply: (release) =>
      replaced(
        release,
        ENTRY.jicofo,
        /rest \{[^]*?\n {2}\}\n/,
        'rest: { enabled: true, host: "127.0.0.1", port: "8888" }\n  rest.prometheus.enabled = true\n  rest { conference-request.enabled = false, move-endpoints.enabled = false }\n  rest.debug.enabled = false, rest.pin.enabled = false\n',
      ),
  },
  {
    how: "Jicofo's waiting times are given, in words",
    apply: (release) =>
      appended(
        release,
        ENTRY.jicofo,
        "jicofo.conference { initial-timeout = 20 seconds, single-participant-timeout = 1 minute }",
      ),
  },
  {
    how: "the bridge's settings are given twice and the later one is ours again",
    apply: (release) =>
      appended(
        release,
        ENTRY.videobridge,
        "// once more\nvideobridge { relay { enabled = false } }\nice4j.harvest.mapping.stun = { addresses = [ ] }\n",
      ),
  },
  {
    how: "the bridge's port stands once and is referred to",
    apply: (release) =>
      appended(
        replaced(
          release,
          ENTRY.videobridge,
          "udp { port = 10000 }",
          "udp { port = 10000 }\n    restart { enabled = true }",
        ),
        ENTRY.videobridge,
        "videobridge.stats.interval = 5 seconds\nvideobridge.apis.xmpp-client.presence-interval = ${videobridge.stats.interval}",
      ),
  },
  ...[
    ["Synapse's", ENTRY.synapse, "enable_search: false", "enable_search: false # no password: asks for nothing"],
    ["Jicofo's", ENTRY.jicofo, 'username = "focus"', 'username = "focus" // its password: born with the machine'],
    ["the packet filter's", "/etc/iptables/rules.v4", "-i lo", '-i lo -m comment --comment "no secret=here"'],
  ].map(([whose = "", path = "", from = "", to = ""]) => ({
    how: `a comment of ${whose} speaks of secrets`,
    apply: (release: Release) => replaced(release, path, from, to),
  })),
  {
    how: "Element's file is on one line",
    apply: (release) => withText(release, ENTRY.element, (text) => `${JSON.stringify(JSON.parse(text))}\n`),
  },
  {
    how: "Element's keys stand in another order, and the theme is dark",
    apply: (release) =>
      withText(release, ENTRY.element, (text) => {
        const entries = Object.entries(JSON.parse(text) as Record<string, unknown>);
        return JSON.stringify(Object.fromEntries([["default_theme", "dark"], ...entries.reverse()]), null, "\t");
      }),
  },
  {
    how: "Element's slashes and letters are written with escapes",
    apply: (release) =>
      withText(release, ENTRY.element, (text) => text.replaceAll("/", "\\/").replaceAll('"jitsi"', '"\\u006aitsi"')),
  },
  {
    how: "Element's pages are spelt with a slash at the end and the port that everybody uses",
    apply: (release) =>
      replaced(
        release,
        ENTRY.element,
        '"help_url": "https://chat.quiet-harbour.example"',
        '"help_url": "https://chat.quiet-harbour.example:443/"',
      ),
  },
  {
    how: "the clock's settings stand in another order, in capital letters and with comments of all kinds",
    apply: (release) =>
      withText(
        release,
        CHRONY,
        (text) => `! kept short\n; by hand\n% again\n${text.split("\n").reverse().join("\n")}\nMinSources 2\n`,
      ),
  },
  {
    how: "certbot's settings are spelt with other blanks",
    apply: (release) =>
      withText(release, CERTBOT, (text) => text.replaceAll(" = ", "=").replace("key-type=", "key-type  =   ")),
  },
  {
    how: "the tunnel's resolver has a name by which it is known again",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, RESOLVER, "DNS=10.9.0.1", "DNS=10.9.0.1#names.quiet-harbour.example"),
  },
  {
    how: "the tunnel's resolver is named anew after an empty line, which takes back all before it",
    clinic: TUNNELLED,
    apply: (release) => replaced(release, RESOLVER, "DNS=10.9.0.1", "DNS=10.9.0.1\nDNS=\nDNS=10.9.0.1"),
  },
  {
    how: "the tunnel's resolver stands in a file of its own",
    clinic: TUNNELLED,
    apply: (release) =>
      brought(
        withText(release, RESOLVER, (text) => text.replace(/^(?:DNS|Domains)=.*\n/gm, "")),
        "resolver",
        "/etc/systemd/resolved.conf.d/95-tunnel.conf",
        "[Resolve]\nDomains=~.\nDNS=10.9.0.1\n",
      ),
  },
  {
    how: "the resolver checks signatures and keeps what it was told",
    apply: (release) => appended(release, RESOLVER, "DNSSEC=allow-downgrade\nCache=yes\n"),
  },
  {
    how: "a unit of ours says a word about passwords and keys in a comment, as a hint for people who mend it",
    apply: (release) =>
      appended(
        release,
        "/etc/systemd/system/nginx.service.d/stillroom.conf",
        "# The password: see the runbook. Public key: ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d",
      ),
  },
  {
    how: "a practice that signs its own certificates has put the first chain into its stack file",
    clinic: {
      ...CLINIC,
      certificates: {
        issuer: "practice",
        chain: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
        root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
      },
    },
  },
  {
    how: "a practice whose own issuer of certificates has a name under its own domain",
    clinic: {
      ...CLINIC,
      certificates: {
        issuer: "acme",
        directory: "https://ca.quiet-harbour.example/acme/directory",
        contact: "ops@quiet-harbour.example",
        root: "-----BEGIN CERTIFICATE-----\nMAo=\n-----END CERTIFICATE-----\n",
      },
    },
  },
];
