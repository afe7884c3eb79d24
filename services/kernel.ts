import type { Declaration, Service } from "./service.ts";

/** What the kernel tells, loads and writes down: a stolen account is worth less and a spoofed packet goes nowhere. */
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
      { path: "/etc/modprobe.d/90-stillroom.conf", format: "text" },
      { path: "/etc/security/limits.d/90-stillroom.conf", format: "text" },
      { path: "/etc/systemd/coredump.conf.d/90-stillroom.conf", format: "ini" },
      { path: "/etc/systemd/system.conf.d/90-stillroom.conf", format: "ini" },
    ],
    units: [{ name: "systemd-sysctl.service", onChange: "restart", files: ["/etc/sysctl.d/90-stillroom.conf"] }],
  }),
};
