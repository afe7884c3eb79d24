import { insideAddresses, MACHINE_NUMBER } from "../clinic/device-network.ts";
import { certifiedNames } from "./certificates.ts";
import { DEVICES_UNIT, isAllInside } from "./devices.ts";
import type { Service } from "./service.ts";

const CONFIGURATION = "/etc/stillroom/device-names.conf";
const UNIT = "device-names.service";
const ACCOUNT = "dnsmasq";

/**
 * The practice's names as its devices have to know them where all is inside: they lead to the machine's address in the tunnel. A device asks
 * one resolver for everything while its tunnel is up, so this one hands other names on to the machine's own.
 *
 * dnsmasq and not unbound, whose Debian package makes itself the machine's own resolver where resolvconf is there; systemd-resolved has names of its own only
 * through /etc/hosts, which clouds write anew at each boot.
 */
export const deviceNames: Service = {
  name: "device-names",
  wanted: isAllInside,
  declare: (clinic) => {
    const [address4, address6] = insideAddresses(clinic.names.domain, MACHINE_NUMBER);
    return {
      files: [
        {
          path: CONFIGURATION,
          format: "dnsmasq",
          data: {
            addresses: [address4, address6],
            names: certifiedNames(clinic).map((name) => ({ name, address4, address6 })),
          },
        },
        { path: `/etc/systemd/system/${UNIT}`, format: "systemd", data: { tunnel: DEVICES_UNIT } },
      ],
      // Its program alone; the package dnsmasq would start one for everybody. Both bring the account.
      packages: [{ name: "dnsmasq-base", repository: "debian" }],
      ports: (["udp", "tcp"] as const).map((protocol) => ({
        protocol,
        from: 53,
        to: 53,
        reachableBy: "devices",
        account: ACCOUNT,
        purpose: "names",
      })),
      units: [{ name: UNIT, onChange: "restart", files: [CONFIGURATION, `/etc/systemd/system/${UNIT}`] }],
      validators: [
        { name: "names for devices", argv: ["/usr/sbin/dnsmasq", "--test", `--conf-file=${CONFIGURATION}`] },
      ],
      proofs: [
        { kind: "unit-active", unit: UNIT },
        { kind: "listening", protocol: "udp", address: address4, port: 53 },
      ],
    };
  },
};
