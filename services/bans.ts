import type { Declaration, Service } from "./service.ts";

const UNIT = "/etc/systemd/system/fail2ban.service.d/stillroom.conf";

/** Addresses that fail at SSH again and again are shut out for a while. */
export const bans: Service = {
  name: "bans",
  wanted: () => true,
  declare: ({ administrationFrom }): Declaration => ({
    files: [
      { path: "/etc/fail2ban/fail2ban.d/90-stillroom.local", format: "ini" },
      { path: "/etc/fail2ban/jail.d/90-stillroom.local", format: "ini", data: { networks: administrationFrom } },
      { path: UNIT, format: "systemd" },
    ],
    packages: [
      { name: "fail2ban", repository: "debian" },
      // Only recommended by fail2ban, but its systemd backend and its nftables action need them.
      { name: "python3-systemd", repository: "debian" },
      { name: "nftables", repository: "debian" },
    ],
    units: [{ name: "fail2ban.service", onChange: "restart", files: ["/etc/fail2ban/", UNIT] }],
    validators: [{ name: "fail2ban reads its configuration", argv: ["/usr/bin/fail2ban-client", "--test"] }],
    proofs: [{ kind: "unit-active", unit: "fail2ban.service" }],
  }),
};
