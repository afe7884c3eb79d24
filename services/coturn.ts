import { insideAddresses, MACHINE_NUMBER } from "../clinic/device-network.ts";
import { CERTIFICATE } from "./certificates.ts";
import { CONFERENCES } from "./conferences.ts";
import { DEVICES_UNIT, isAllInside, reachedBy } from "./devices.ts";
import type { Service } from "./service.ts";

/** What Prosody makes credentials from and coturn checks them with (draft-uberti-behave-turn-rest-00). */
export const TURN_SECRET = "turn_secret";

const CONFIGURATION = "/etc/turnserver.conf";
const UNIT = "/etc/systemd/system/coturn.service.d/stillroom.conf";
const ACCOUNT = "turnserver";

/**
 * coturn: a way to the videobridge for participants whose network lets no UDP to port 10000 out. It needs no egress: its
 * only peer is this machine's own address. It has no way to check a configuration but to start.
 */
export const coturn: Service = {
  name: "coturn",
  wanted: () => true,
  declare: (clinic) => ({
    packages: [{ name: "coturn", repository: "debian" }],
    secrets: [{ name: TURN_SECRET, kind: "token" }],
    ports: [
      { protocol: "udp", from: 3478, to: 3478, reachableBy: reachedBy(clinic), account: ACCOUNT, purpose: "relay" },
      { protocol: "tcp", from: 3478, to: 3478, reachableBy: reachedBy(clinic), account: ACCOUNT, purpose: "relay" },
      {
        protocol: "tcp",
        from: 5349,
        to: 5349,
        reachableBy: reachedBy(clinic),
        account: ACCOUNT,
        purpose: "relay over TLS",
      },
    ],
    files: [
      {
        path: CONFIGURATION,
        format: "coturn",
        mode: "0640",
        group: ACCOUNT,
        data: {
          realm: clinic.names.relay,
          certificate: CERTIFICATE,
          inside: isAllInside(clinic) ? insideAddresses(clinic.names.domain, MACHINE_NUMBER) : undefined,
        },
      },
      { path: UNIT, format: "systemd", data: { tunnel: isAllInside(clinic) ? DEVICES_UNIT : undefined } },
    ],
    units: [{ name: "coturn.service", onChange: "restart", files: [CONFIGURATION, UNIT], waitFor: CONFERENCES }],
    proofs: [
      { kind: "unit-active", unit: "coturn.service" },
      { kind: "turn", host: clinic.names.relay, port: 3478, secret: TURN_SECRET },
    ],
  }),
};
