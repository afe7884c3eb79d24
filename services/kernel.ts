import type { Declaration, Service } from "./service.ts";

/** Kernel settings that make a stolen account worth less and a spoofed packet go nowhere. */
export const kernel: Service = {
  name: "kernel",
  wanted: () => true,
  declare: (clinic): Declaration => ({
    files: [
      {
        path: "/etc/sysctl.d/90-stillroom.conf",
        format: "sysctl",
        birth: true,
        // ip-sysctl.rst, rp_filter: 1 strict, 2 loose. Behind a tunnel the way back differs from the way in, which strict would drop.
        data: { reversePath: clinic.egress.kind === "vpn-only" ? 2 : 1 },
      },
    ],
    units: [{ name: "systemd-sysctl.service", onChange: "restart", files: ["/etc/sysctl.d/90-stillroom.conf"] }],
  }),
};
