import type { WireguardPeer } from "../clinic/clinic.ts";
import type { Declaration, Service } from "./service.ts";

/** The tunnel's interface and the mark on its own packets, by which the packet filter knows them. */
export const TUNNEL = { interface: "wg0", mark: 51820 } as const;

const CONFIGURATION = `/etc/wireguard/${TUNNEL.interface}.conf`;

/** The tunnel into the practice's own network, for a clinic from whose machine nothing else may leave. */
export const wireguard: Service = {
  name: "wireguard",
  wanted: (clinic) => clinic.egress.kind === "vpn-only",
  declare: (clinic): Declaration => {
    if (clinic.egress.kind !== "vpn-only") return { files: [] };
    const peer = clinic.egress.wireguard;
    return {
      files: [
        {
          path: CONFIGURATION,
          format: "ini",
          mode: "0600",
          data: {
            mark: TUNNEL.mark,
            addresses: peer.addresses,
            publicKey: peer.publicKey,
            endpoint: endpointOf(peer),
          },
        },
      ],
      packages: [
        { name: "wireguard-tools", repository: "debian" },
        // wg-quick(8) falls back to it where the kernel has no such interface (a container, an old kernel).
        { name: "wireguard-go", repository: "debian" },
      ],
      secrets: [{ name: "wireguard_key", kind: "wireguard" }],
      egress: [
        {
          account: "root",
          protocol: "udp",
          ports: [peer.endpoint.port],
          to: { kind: "addresses", cidrs: [hostNetworkOf(peer.endpoint.address)] },
          purpose: "tunnel",
        },
      ],
      units: [{ name: `wg-quick@${TUNNEL.interface}.service`, onChange: "restart", files: [CONFIGURATION] }],
      proofs: [{ kind: "unit-active", unit: `wg-quick@${TUNNEL.interface}.service` }],
    };
  },
};

/** wg(8), Endpoint: an IPv6 address stands in brackets. */
function endpointOf({ endpoint }: WireguardPeer): string {
  return endpoint.address.includes(":")
    ? `[${endpoint.address}]:${endpoint.port}`
    : `${endpoint.address}:${endpoint.port}`;
}

function hostNetworkOf(address: string): string {
  return address.includes(":") ? `${address}/128` : `${address}/32`;
}
