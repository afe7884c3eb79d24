import type { Service } from "./service.ts";

const CONFIGURATION = "/etc/matrix-synapse/homeserver.yaml";
const LOGGING = "/etc/matrix-synapse/log.yaml";
const REGISTRATION_SECRET = "/etc/matrix-synapse/registration.secret";
const DATABASE = "/usr/local/lib/stillroom/messaging-database";
const UNIT = "matrix-synapse.service";
const DROP_IN = `/etc/systemd/system/${UNIT}.d/stillroom.conf`;

/** The account, the environment and the unit of the project's own package (element-hq/synapse debian/, v1.157.1). */
const ACCOUNT = "matrix-synapse";
const STATE = "/var/lib/matrix-synapse";
const ENVIRONMENT = "/opt/venvs/matrix-synapse/bin";

/** Where Synapse listens; nginx hands on what clients may reach. */
export const SYNAPSE_PORT = 8008;

/** Largest file that a client may send; nginx must let as much through. */
export const LARGEST_UPLOAD_MB = 50;

/**
 * Matrix Synapse, for this practice alone: accounts are made by an administrator, no other server is spoken to, every
 * room is encrypted. It opens no connection to the outside, so it has no egress; mobile apps get no push messages.
 */
export const synapse: Service = {
  name: "synapse",
  wanted: (clinic) => clinic.messaging.enabled,
  declare: (clinic) => ({
    packages: [{ name: "matrix-synapse-py3", repository: "matrix" }],
    directories: [
      { path: STATE, mode: "0700", owner: ACCOUNT, group: ACCOUNT },
      { path: `${STATE}/media`, mode: "0700", owner: ACCOUNT, group: ACCOUNT },
    ],
    secrets: [
      { name: "messaging_macaroon_key", kind: "token" },
      { name: "messaging_form_key", kind: "token" },
      { name: "messaging_registration", kind: "token" },
    ],
    files: [
      {
        path: CONFIGURATION,
        format: "yaml",
        mode: "0640",
        group: ACCOUNT,
        data: {
          serverName: clinic.names.homeserver,
          baseUrl: `https://${clinic.names.homeserver}/`,
          port: SYNAPSE_PORT,
          retention: `${clinic.messaging.retentionDays}d`,
          mediaRetention: `${clinic.messaging.mediaRetentionDays}d`,
          largestUpload: `${LARGEST_UPLOAD_MB}M`,
        },
      },
      { path: LOGGING, format: "yaml" },
      { path: REGISTRATION_SECRET, format: "text", mode: "0640", group: ACCOUNT },
      { path: DROP_IN, format: "systemd" },
      { path: DATABASE, format: "shell", mode: "0755" },
      {
        path: "/usr/local/lib/stillroom/messaging-account",
        format: "shell",
        mode: "0755",
        data: {
          serverName: clinic.names.homeserver,
          page: `https://${clinic.names.messaging}/`,
          listener: `http://127.0.0.1:${SYNAPSE_PORT}`,
        },
      },
    ],
    units: [
      { name: UNIT, onChange: "restart", files: [CONFIGURATION, LOGGING, REGISTRATION_SECRET, DROP_IN, DATABASE] },
    ],
    steps: [
      {
        // Synapse signs its events; it reads the key even to check its configuration, so it is born before that.
        name: "the messaging server's signing key",
        argv: [
          ...["runuser", "-u", ACCOUNT, "--", "sh", "-c"],
          'test -s "$1" || "$2" -o "$1"',
          ...["sh", `${STATE}/homeserver.signing.key`, `${ENVIRONMENT}/generate_signing_key`],
        ],
        after: "packages",
      },
    ],
    validators: [
      {
        name: "Synapse",
        // As its own account: it makes the media folder where there is none.
        argv: ["runuser", "-u", ACCOUNT, "--", `${ENVIRONMENT}/python`, "-m", "synapse.config", "-c", CONFIGURATION],
      },
    ],
    proofs: [
      { kind: "unit-active", unit: UNIT },
      { kind: "listening", protocol: "tcp", address: "127.0.0.1", port: SYNAPSE_PORT },
      {
        kind: "https",
        host: clinic.names.homeserver,
        path: "/_matrix/client/versions",
        status: 200,
        contains: '"versions"',
      },
      {
        // Synapse answers 403 M_FORBIDDEN "Registration has been disabled" here only where nobody can register.
        kind: "https",
        host: clinic.names.homeserver,
        path: "/_matrix/client/v3/register/available?username=somebody",
        status: 403,
      },
      { kind: "https", host: clinic.names.homeserver, path: "/_matrix/federation/v1/version", status: 404 },
    ],
  }),
};
