import { shapes, type Shapes } from "./known-settings.ts";

/** Programs of this machine; Prosody listens on loopback alone. */
const HERE = ["127.0.0.1", "localhost", "::1"];
const ON = { fields: shapes("flag", "enabled") } as const;

/**
 * Settings of Jicofo whose effect is known: the reference.conf of jicofo, jicofo-common and jicofo-selector, jicofo at 7ebb13dc. Flags
 * are flags alone: Typesafe Config would also take `yes` and `on` in quotes for true.
 */
export const JICOFO: Shapes = {
  jicofo: {
    fields: {
      xmpp: {
        fields: {
          client: {
            fields: {
              hostname: HERE,
              port: "span",
              // Names inside of Prosody; a name outside is judged with all hosts.
              ...shapes("text", "domain xmpp-domain username resource conference-muc-jid client-proxy"),
              password: "judged",
              "reply-timeout": "span",
              ...shapes("flag", "enabled use-tls"),
              "disable-certificate-verification": [false],
            },
          },
          "trusted-domains": "judged",
          "use-jitsi-jid-validation": "flag",
        },
      },
      bridge: {
        fields: {
          "brewery-jid": "text",
          ...shapes(
            "span",
            "max-bridge-participants max-bridge-participants-per-interval max-bridge-participants-interval",
          ),
          ...shapes(
            "span",
            "average-participant-stress participant-rampup-interval stress-threshold failure-reset-threshold",
          ),
          "selection-strategy": ["SingleBridgeSelectionStrategy"],
          "topology-strategy": "text",
          "xmpp-connection-name": ["Client"],
          "health-checks": {
            fields: { ...shapes("flag", "enabled use-presence"), ...shapes("span", "interval presence-timeout") },
          },
        },
      },
      conference: {
        fields: {
          ...shapes(
            "flag",
            "enable-auto-owner enable-moderator-checks strip-simulcast use-ssrc-rewriting use-rtp-mid-demux",
          ),
          ...shapes("flag", "use-json-encoded-sources enable-ice-restart"),
          ...shapes("span", "initial-timeout single-participant-timeout max-ssrcs-per-user max-ssrc-groups-per-user"),
          ...shapes("span", "min-participants max-audio-senders max-video-senders"),
          "reinvite-method": "text",
          "restart-request-rate-limits": { fields: shapes("span", "min-interval max-requests interval") },
        },
      },
      authentication: {
        fields: {
          enabled: [false],
          type: ["NONE"],
          "authentication-lifetime": "span",
          "enable-auto-login": "flag",
        },
      },
      octo: ON,
      sctp: ON,
      visitors: ON,
      health: {
        fields: {
          enabled: "flag",
          ...shapes("span", "interval timeout max-check-duration"),
          "room-name-prefix": "text",
        },
      },
      metrics: { fields: shapes("span", "update-interval") },
      ...shapes("judged", "jibri jibri-sip jigasi transcription translation"),
      rest: {
        fields: {
          enabled: "flag",
          host: "judged",
          port: "span",
          prometheus: ON,
          ...shapes({ fields: { enabled: [false] } }, "conference-request move-endpoints debug pin"),
        },
      },
    },
  },
  tracing: { fields: { enabled: [false], "service-name": "text" } },
};

/**
 * Settings of the videobridge whose effect is known: jitsi-videobridge jvb/src/main/resources/reference.conf and application.conf at
 * a29d97d1, ice4j src/main/resources/reference.conf at 6da2b08, MucClientConfiguration.java of jicoco at f1e07c7f.
 */
export const VIDEOBRIDGE: Shapes = {
  videobridge: {
    fields: {
      ice: {
        fields: {
          udp: { fields: shapes("span", "port") },
          ...shapes("flag", "advertise-private-candidates"),
          // On, it would look up names that a browser sends it.
          "resolve-remote-candidates": "judged",
          ...shapes("text", "keep-alive-strategy nomination-strategy"),
          restart: { fields: { enabled: "flag", ...shapes("span", "transition-window timeout") } },
        },
      },
      apis: {
        fields: {
          rest: ON,
          "xmpp-client": {
            fields: {
              "presence-interval": "span",
              "jid-cache-size": "span",
              configs: {
                named: {
                  fields: {
                    HOSTNAME: HERE,
                    PORT: "span",
                    ...shapes("text", "DOMAIN USERNAME MUC_JIDS MUC MUC_NICKNAME"),
                    PASSWORD: "judged",
                    SECURITY_MODE: ["disabled", "required"],
                    DISABLE_CERTIFICATE_VERIFICATION: ["false", false],
                  },
                },
              },
            },
          },
        },
      },
      rest: {
        fields: {
          ...shapes(ON, "health prometheus version"),
          ...shapes({ fields: { enabled: [false] } }, "debug drain rtcstats shutdown"),
        },
      },
      "http-servers": {
        fields: {
          public: { fields: shapes([-1], "port tls-port") },
          private: { fields: { host: "judged", port: "span", "send-server-version": [false] } },
        },
      },
      sctp: { fields: { enabled: "flag", "max-channels": "span" } },
      websockets: ON,
      relay: ON,
      exporter: "judged",
      health: {
        fields: {
          ...shapes("flag", "require-valid-address require-stun sticky-failures"),
          ...shapes("span", "interval timeout max-check-duration"),
        },
      },
      version: { fields: { announce: [false] } },
      ...shapes([true], "redact-remote-addresses redact-colibri-http-headers"),
      "entity-expiration": { fields: shapes("span", "timeout check-interval") },
      "ep-connection-status": {
        fields: shapes("span", "first-transfer-timeout max-inactivity-limit check-interval"),
      },
      cc: {
        fields: {
          ...shapes(
            "span",
            "bwe-change-threshold default-max-height-px initial-max-height-px onstage-preferred-height-px",
          ),
          ...shapes(
            "span",
            "onstage-preferred-framerate padding-period max-time-between-calculations jvb-last-n initial-last-n",
          ),
          "max-oversend-bitrate": "span",
          ...shapes("flag", "allow-oversend-onstage trust-bwe use-vla-target-bitrate"),
        },
      },
      stats: { fields: { interval: "span", jvm: ON } },
      "connection-stats": { fields: { enabled: "flag", interval: "span" } },
      "ssrc-limit": { fields: shapes("span", "video audio") },
      shutdown: {
        fields: shapes("span", "graceful-shutdown-max-duration graceful-shutdown-min-participants shutting-down-delay"),
      },
      "initial-drain-mode": "flag",
    },
  },
  ice4j: {
    fields: {
      software: "text",
      "redact-remote-addresses": [true],
      "consent-freshness": {
        fields: {
          ...shapes("span", "interval original-wait-interval max-wait-interval max-retransmissions"),
          "randomize-interval": "flag",
        },
      },
      harvest: {
        fields: {
          ...shapes("flag", "use-ipv6 use-link-local-addresses"),
          timeout: "span",
          udp: {
            fields: { ...shapes("span", "receive-buffer-size socket-pool-size"), "use-dynamic-ports": [false] },
          },
          ...shapes("texts", "allowed-interfaces blocked-interfaces allowed-addresses blocked-addresses"),
          mapping: {
            fields: {
              aws: { fields: shapes("judged", "enabled force") },
              stun: { fields: { addresses: "judged" } },
              "static-mappings": {
                each: { fields: shapes("text", "local-address public-address name") },
              },
            },
          },
        },
      },
    },
  },
  tracing: { fields: { enabled: [false], "service-name": "text" } },
};
