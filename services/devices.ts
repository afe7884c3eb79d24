import type { Clinic } from "../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../clinic/device-network.ts";
import type { Declaration, Port, Service } from "./service.ts";

/** The tunnel of the practice's devices: another interface than the one through which a machine may send everything. */
export const DEVICES_TUNNEL = { interface: "wg1", port: 51820 } as const;

/** What else waits for that has something to answer inside. */
export const DEVICES_UNIT = `wg-quick@${DEVICES_TUNNEL.interface}.service`;

const CONFIGURATION = `/etc/wireguard/${DEVICES_TUNNEL.interface}.conf`;
const DROP_IN = `/etc/systemd/system/${DEVICES_UNIT}.d/stillroom.conf`;

/** Whether only devices of the practice's list reach what people use: pages, messages, the desk, the whole meeting. */
export function isAllInside({ devices }: Clinic): boolean {
  return devices?.inside === "everything";
}

/** Who reaches what people use. */
export function reachedBy(clinic: Clinic): Port["reachableBy"] {
  return isAllInside(clinic) ? "devices" : "anyone";
}

/**
 * WireGuard for the devices of the practice's people. It leads to this machine and no further: the machine forwards nothing, to other devices
 * either, and each device has the one address of each family that its key is bound to.
 */
export const devices: Service = {
  name: "devices",
  wanted: (clinic) => clinic.devices !== undefined,
  declare: (clinic): Declaration => {
    if (clinic.devices === undefined) return { files: [] };
    const inside = (number: number) => insideAddresses(clinic.names.domain, number);
    const [address4, address6] = inside(MACHINE_NUMBER);
    return {
      files: [
        {
          path: CONFIGURATION,
          format: "ini",
          mode: "0600",
          data: {
            port: DEVICES_TUNNEL.port,
            addresses: [`${address4}/24`, `${address6}/64`],
            devices: clinic.devices.list.map(({ number, publicKey }) => {
              const [own4, own6] = inside(number);
              return { publicKey, addresses: [`${own4}/32`, `${own6}/128`] };
            }),
          },
        },
        { path: DROP_IN, format: "systemd", data: { address4, address6 } },
      ],
      packages: [
        { name: "wireguard-tools", repository: "debian" },
        // wg-quick(8) falls back to it where the kernel has no such interface (a container, an old kernel).
        { name: "wireguard-go", repository: "debian" },
      ],
      secrets: [{ name: "devices_key", kind: "wireguard" }],
      ports: [
        {
          protocol: "udp",
          from: DEVICES_TUNNEL.port,
          to: DEVICES_TUNNEL.port,
          reachableBy: "anyone",
          account: "root",
          purpose: "tunnel",
        },
      ],
      // Debian's unit reloads by `wg syncconf`: who was taken out is out at once, and nobody else's connection ends.
      units: [{ name: DEVICES_UNIT, onChange: "reload", files: [CONFIGURATION] }],
      proofs: [{ kind: "unit-active", unit: DEVICES_UNIT }],
    };
  },
};
