import type { Clinic, Workstations } from "../../clinic/clinic.ts";
import type { KitPractice } from "../../kits/part.ts";
import { kitPractice } from "../../kits/practice.ts";
import { WITH_DEVICES } from "../fixtures/clinic-with-devices.ts";

/** WireGuard with a server in each address family, and a printer. */
export const WIREGUARD: Workstations = {
  tunnel: {
    interface: "wg0",
    mark: 51820,
    endpoints: [
      { address: "198.51.100.20", protocol: "udp", port: 51820 },
      { address: "2001:db8:20::20", protocol: "udp", port: 443 },
    ],
  },
  printer: "192.168.1.40",
};

/** OpenVPN, whose packets bear no mark, over either protocol; a printer with an IPv6 address. */
export const OPENVPN: Workstations = {
  tunnel: {
    interface: "tun0",
    mark: undefined,
    endpoints: [
      { address: "198.51.100.20", protocol: "udp", port: 1194 },
      { address: "198.51.100.21", protocol: "tcp", port: 443 },
    ],
  },
  printer: "fd00:1::40",
};

/** Of whose stack file every part of the kit can be made. */
export const EVERYTHING: Clinic = {
  ...WITH_DEVICES,
  workstations: WIREGUARD,
  papers: {
    name: "Quiet Harbour",
    phone: "+49 30 5550 1234",
    mail: "hello@quiet-harbour.example",
    address: "Harbour Lane 1, 10115 Berlin",
  },
};

/** A practice as `stillroom kit` hands it over, on a day on which the fixture's law is in force. */
export function practiceOf(clinic: Clinic): KitPractice {
  return kitPractice(clinic, clinic.law, "2026-11-23");
}
