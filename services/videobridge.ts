import { isIPv4 } from "node:net";
import type { Clinic } from "../clinic/clinic.ts";
import { CONFERENCES } from "./conferences.ts";
import { JITSI_HOST, XMPP } from "./prosody.ts";
import { DEVICES_TUNNEL, DEVICES_UNIT, isAllInside, reachedBy } from "./devices.ts";
import type { Service } from "./service.ts";

/** The file that the videobridge reads; what its package keeps in /etc/jitsi/videobridge has no effect. */
export const VIDEOBRIDGE_CONFIGURATION = "/etc/stillroom/videobridge/jvb.conf";

const LOGGING = "/etc/stillroom/videobridge/logging.properties";
const UNIT = "/etc/systemd/system/jitsi-videobridge2.service.d/stillroom.conf";

/** Jitsi Videobridge: forwards the participants' encrypted media. It opens no connection to the outside. */
export const videobridge: Service = {
  name: "videobridge",
  wanted: () => true,
  declare: (clinic) => ({
    packages: [
      { name: "jitsi-videobridge2", repository: "jitsi", answers: [JITSI_HOST] },
      { name: "ruby-hocon", repository: "debian" },
    ],
    ports: [
      { protocol: "udp", from: 10000, to: 10000, reachableBy: reachedBy(clinic), account: "jvb", purpose: "media" },
    ],
    files: [
      {
        path: VIDEOBRIDGE_CONFIGURATION,
        format: "hocon",
        mode: "0640",
        group: "jitsi",
        data: { authDomain: XMPP.auth, brewery: XMPP.brewery, ...addressingOf(clinic) },
      },
      { path: LOGGING, format: "ini" },
      { path: UNIT, format: "systemd", data: { tunnel: isAllInside(clinic) ? DEVICES_UNIT : undefined } },
    ],
    units: [
      {
        name: "jitsi-videobridge2.service",
        onChange: "restart",
        files: [VIDEOBRIDGE_CONFIGURATION, LOGGING, UNIT],
        waitFor: CONFERENCES,
      },
    ],
    validators: [hoconValidator(VIDEOBRIDGE_CONFIGURATION)],
    proofs: [
      { kind: "unit-active", unit: "jitsi-videobridge2.service" },
      { kind: "listening", protocol: "tcp", address: "127.0.0.1", port: 8080 },
    ],
  }),
};

/**
 * A Hetzner machine has its public addresses itself. On AWS and maybe on a machine of one's own they are translated:
 * then the bridge names its private address too, which coturn on the same machine reaches. Where only devices take part, it is inside their
 * tunnel and nowhere else (ice4j takes an interface that is point to point too: HostCandidateHarvester.isInterfaceAllowed at 6da2b08).
 */
function addressingOf(clinic: Clinic): {
  /** The one network in which browsers look for it; undefined for the machine's own. */
  readonly inside: string | undefined;
  readonly advertisePrivate: boolean;
  readonly requirePublic: boolean;
  /** The cloud translates and tells the machine alone to what. */
  readonly translatedByCloud: boolean;
  readonly publicAddress: string | undefined;
} {
  if (isAllInside(clinic)) {
    const inside = DEVICES_TUNNEL.interface;
    return { inside, advertisePrivate: true, requirePublic: false, translatedByCloud: false, publicAddress: undefined };
  }
  const { machine } = clinic;
  const translated = machine.provider !== "hetzner";
  const publicAddress =
    machine.provider === "existing" ? machine.publicAddresses.find((address) => isIPv4(address)) : undefined;
  return {
    inside: undefined,
    advertisePrivate: translated,
    requirePublic: !translated,
    translatedByCloud: machine.provider === "aws",
    publicAddress,
  };
}

/** Debian's ruby-hocon: its command reads the file as a whole and fails with the place of an error. */
export function hoconValidator(path: string): { readonly name: string; readonly argv: readonly string[] } {
  return { name: path, argv: ["hocon", "-f", path, "get", path.endsWith("jvb.conf") ? "videobridge" : "jicofo"] };
}
