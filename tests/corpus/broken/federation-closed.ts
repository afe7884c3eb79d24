import { appended, replaced, withFile, withText } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import type { Release } from "../../../render/release.ts";
import type { BrokenTree } from "../tree.ts";

const UNIT = "/etc/systemd/system/matrix-synapse.service.d/stillroom.conf";
const LISTENER = '    bind_addresses: ["127.0.0.1"]';

export const TREES: readonly BrokenTree[] = [
  {
    how: "the whitelist is there and says nothing, which means every server",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "federation_domain_whitelist: []", "federation_domain_whitelist:"),
  },
  {
    how: "the whitelist names one server, of friends",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "federation_domain_whitelist: []",
        "federation_domain_whitelist: [friends.example]",
      ),
  },
  {
    how: "the whitelist is spelt like a list and is a map",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "federation_domain_whitelist: []", "federation_domain_whitelist: {}"),
  },
  {
    how: "a second file that the unit names overlays the whitelist",
    apply: (release) =>
      replaced(
        withFile(release, {
          path: "/etc/matrix-synapse/zz.yaml",
          format: "yaml",
          text: "presence: {enabled: false}\nfederation_domain_whitelist: ~\n",
        }),
        UNIT,
        "--config-path=/etc/matrix-synapse/homeserver.yaml",
        "--config-path=/etc/matrix-synapse/homeserver.yaml --config-path=/etc/matrix-synapse/zz.yaml",
      ),
  },
  {
    how: "keys of other servers are asked for at the usual place",
    apply: (release) =>
      replaced(release, ENTRY.synapse, "trusted_key_servers: []", "trusted_key_servers: [{server_name: matrix.org}]"),
  },
  {
    how: "other servers may ask who has an account, since a line is left out",
    apply: (release) => replaced(release, ENTRY.synapse, "allow_profile_lookup_over_federation: false\n", ""),
  },
  {
    how: "public rooms are listed to other servers by a word in quotes",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "allow_public_rooms_over_federation: false",
        'allow_public_rooms_over_federation: "true"',
      ),
  },
  {
    how: "a second listener serves other servers on their own port",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "listeners:\n",
        'listeners:\n  - {port: 8448, type: http, tls: true, bind_addresses: ["::"], resources: [{names: [federation]}]}\n',
      ),
  },
  {
    how: "the one listener serves keys in a second entry of its resources",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        "      - names: [client]",
        "      - names: [client]\n      - names: [keys]\n        compress: false",
      ),
  },
  {
    how: "the listener is bound to every address of the second family only",
    apply: (release) => replaced(release, ENTRY.synapse, LISTENER, '    bind_addresses: ["127.0.0.1", "::"]'),
  },
  {
    how: "the listener's addresses are left out, which means all",
    apply: (release) => replaced(release, ENTRY.synapse, `${LISTENER}\n`, ""),
  },
  {
    how: "an old setting opens a listener without a word in the list",
    apply: (release) => appended(release, ENTRY.synapse, "unsecure_port: 8009"),
  },
  {
    how: "a door for maintenance is open under an old name",
    apply: (release) => appended(release, ENTRY.synapse, "manhole: 9000"),
  },
  {
    how: "the listener hands a path to a module",
    apply: (release) =>
      replaced(
        release,
        ENTRY.synapse,
        LISTENER,
        `${LISTENER}\n    additional_resources: {"/_matrix/federation/v1": {module: synapse_relay.Relay, config: {}}}`,
      ),
  },
  {
    how: "the web server hands on whatever is below the interface's root",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "location ~ ^/(_matrix/client|_matrix/media|_synapse/client)/ {",
        "location /_matrix/ {",
      ),
  },
  {
    how: "an expression without a beginning lets federation through",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "location ~ ^/(_matrix/client|", "location ~* /(_matrix/client|"),
  },
  {
    how: "one exact address of federation is handed on by the messaging page's server",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "location /bundles/ {",
        "if ($dot_segments) { return 404; }\n        location = /_matrix/federation/v1/version {\n            proxy_pass http://127.0.0.1:8008;\n        }\n        location /bundles/ {",
      ),
  },
  {
    how: "other servers are told the way by a text that the web server answers with",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "root /nonexistent;",
        'root /nonexistent;\n        location = /.well-known/matrix/server {\n            return 200 "{}";\n        }',
      ),
  },
  {
    how: "the web server listens where other servers call",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "root /nonexistent;",
        "root /nonexistent;\n        listen 8448 ssl;\n        listen [::]:8448 ssl;",
      ),
  },
  {
    how: "Prosody speaks with other servers, by a module that is loaded on one host",
    apply: (release) =>
      appended(
        release,
        ENTRY.prosody,
        'VirtualHost "auth.meet.internal"\n\tmodules_disabled = {}\n\tmodules_enabled = { "dialback" }',
      ),
  },
  {
    how: "what Prosody loads by itself is switched off in all but one word",
    apply: (release) => replaced(release, ENTRY.prosody, 'modules_disabled = { "s2s";', "modules_disabled = {"),
  },
  {
    how: "a port is declared for servers of the other protocol",
    apply: (release) => ({
      ...release,
      ports: [
        ...release.ports,
        { protocol: "tcp", from: 5200, to: 5300, reachableBy: "anyone", account: "prosody", purpose: "signalling" },
      ],
    }),
  },
  ...["bind_port", "bind_host", "metrics_port", "metrics_bind_host"].map((key) => ({
    how: `an old setting opens a listener: ${key}`,
    apply: (release: Release) => appended(release, ENTRY.synapse, `${key}: 8009`),
  })),
  ...[
    ["send_federation", "true"],
    ["perspectives", "{servers: {}}"],
    ["allow_device_name_lookup_over_federation", "yes"],
    ["federation_whitelist_endpoint_enabled", "true"],
    ["federation_verify_certificates", "false"],
    ["federation_certificate_verification_whitelist", "[friends.quiet-harbour.example]"],
    ["federation_custom_ca_list", "[/etc/ssl/friends.pem]"],
    ["serve_server_wellknown", "true"],
  ].map(([key = "", value = ""]) => ({
    how: `a line that nobody misses says ${key}: ${value}`,
    apply: (release: Release) =>
      withText(
        release,
        ENTRY.synapse,
        (text) => `${text.replace(new RegExp(`^${key}:.*\\n`, "m"), "")}${key}: ${value}\n`,
      ),
  })),
  ...[5269, 8448].map((port) => ({
    how: `exactly one port for other servers is declared: ${port}`,
    apply: (release: Release): Release => ({
      ...release,
      ports: [
        ...release.ports,
        { protocol: "tcp", from: port, to: port, reachableBy: "anyone", account: "prosody", purpose: "signalling" },
      ],
    }),
  })),
  ...[
    ["is empty", "listeners: []"],
    ["is a word", "listeners: default"],
    ["holds a word", "listeners: [default]"],
    [
      "is for maintenance",
      'listeners: [{port: 9000, type: manhole, bind_addresses: ["127.0.0.1"], resources: [{names: [client]}]}]',
    ],
    [
      "speaks TLS",
      'listeners: [{port: 8008, type: http, tls: true, bind_addresses: ["127.0.0.1"], resources: [{names: [client]}]}]',
    ],
    ["serves a word", 'listeners: [{port: 8008, type: http, bind_addresses: ["127.0.0.1"], resources: client}]'],
    [
      "serves nothing in particular",
      'listeners: [{port: 8008, type: http, bind_addresses: ["127.0.0.1"], resources: []}]',
    ],
    [
      "serves a list without names",
      'listeners: [{port: 8008, type: http, bind_addresses: ["127.0.0.1"], resources: [{names: []}]}]',
    ],
  ].map(([what = "", listeners = ""]) => ({
    how: `the list of listeners ${what}`,
    apply: (release: Release) =>
      withText(release, ENTRY.synapse, (text) => text.replace(/^listeners:\n(?: .*\n)*/m, `${listeners}\n`)),
  })),
  ...["s2s_bidi", "component", "server_contact_info", "s2s_auth_dane_in"].map((module) => ({
    how: `the module ${module} of Prosody's speaks with others`,
    apply: (release: Release) => replaced(release, ENTRY.prosody, '\t"ping";', `\t"ping"; "${module}";`),
  })),
  {
    how: "the server's keys are handed on",
    apply: (release) =>
      replaced(release, ENTRY.nginx, "location ~ ^/(_matrix/client|", "location ~ ^/(_matrix/key|_matrix/client|"),
  },
  {
    how: "dots lead from the interface for other servers to that of clients, for nginx alone",
    apply: (release) => replaced(release, ENTRY.nginx, /if \(\$dot_segments\) \{\s*return 404;\s*\}/g, ""),
  },
  {
    how: "Synapse itself tells other servers the way",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "root /nonexistent;",
        "root /nonexistent;\n        location /.well-known/matrix/server/ {\n            proxy_pass http://127.0.0.1:8008;\n        }",
      ),
  },
  {
    how: "other servers are told the way by a file that clients get too",
    apply: (release) =>
      replaced(
        release,
        ENTRY.nginx,
        "root /nonexistent;",
        `root /nonexistent;\n        location = /.well-known/matrix/server {\n            alias ${ENTRY.wellKnown};\n        }`,
      ),
  },
];
