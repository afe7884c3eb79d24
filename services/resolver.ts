import type { Declaration, Service } from "./service.ts";

/** The one program that may ask the outside for names; all others ask it. */
export const resolver: Service = {
  name: "resolver",
  wanted: () => true,
  declare: (clinic): Declaration => {
    const inside = clinic.egress.kind === "vpn-only" ? clinic.egress.wireguard.resolvers : [];
    return {
      files: [
        {
          path: "/etc/systemd/resolved.conf.d/90-stillroom.conf",
          format: "ini",
          data: { resolvers: inside.join(" ") },
        },
        { path: "/usr/local/lib/stillroom/keep-resolvers", format: "shell", mode: "0755" },
      ],
      packages: [
        { name: "systemd-resolved", repository: "debian" },
        { name: "libnss-resolve", repository: "debian" },
      ],
      egress: (["udp", "tcp"] as const).map((protocol) => ({
        account: "systemd-resolve",
        protocol,
        ports: [53],
        to: { kind: "fact", fact: "resolvers" } as const,
        purpose: "names",
      })),
      units: [
        {
          name: "systemd-resolved.service",
          onChange: "restart",
          files: ["/etc/systemd/resolved.conf.d/90-stillroom.conf"],
        },
      ],
      steps: [
        {
          name: "the machine's own resolvers stay in use",
          argv: ["/usr/local/lib/stillroom/keep-resolvers"],
          after: "units",
        },
      ],
      proofs: [{ kind: "unit-active", unit: "systemd-resolved.service" }],
    };
  },
};
