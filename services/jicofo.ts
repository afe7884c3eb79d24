import { CONFERENCES } from "./conferences.ts";
import { JITSI_HOST, XMPP } from "./prosody.ts";
import type { Service } from "./service.ts";
import { hoconValidator } from "./videobridge.ts";

/** The file that Jicofo reads; what its package keeps in /etc/jitsi/jicofo has no effect. */
export const JICOFO_CONFIGURATION = "/etc/stillroom/jicofo/jicofo.conf";

const LOGGING = "/etc/stillroom/jicofo/logging.properties";
const UNIT = "/etc/systemd/system/jicofo.service";

/** Jicofo: opens rooms and gives each participant a place on the bridge. Speaks with Prosody on loopback alone. */
export const jicofo: Service = {
  name: "jicofo",
  wanted: () => true,
  declare: (clinic) => ({
    packages: [{ name: "jicofo", repository: "jitsi", answers: [JITSI_HOST] }],
    files: [
      {
        path: JICOFO_CONFIGURATION,
        format: "hocon",
        mode: "0640",
        group: "jitsi",
        data: {
          authDomain: XMPP.auth,
          domain: XMPP.domain,
          rooms: XMPP.rooms,
          focus: XMPP.focus,
          brewery: XMPP.brewery,
          maxOccupants: clinic.video.maxOccupants,
        },
      },
      { path: LOGGING, format: "ini" },
      { path: UNIT, format: "systemd" },
    ],
    units: [
      {
        name: "jicofo.service",
        onChange: "restart",
        files: [JICOFO_CONFIGURATION, LOGGING, UNIT],
        waitFor: CONFERENCES,
      },
    ],
    validators: [hoconValidator(JICOFO_CONFIGURATION)],
    proofs: [
      { kind: "unit-active", unit: "jicofo.service" },
      { kind: "listening", protocol: "tcp", address: "127.0.0.1", port: 8888 },
    ],
  }),
};
