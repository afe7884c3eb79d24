import type { Declaration, Service } from "./service.ts";

/**
 * Days for which the machine keeps what administrators did: as long as any law in our table asks for. No visitor's address is in
 * it, so the shorter limit of technical logs does not apply. auditd.conf(5), `num_logs`: at most 999.
 */
const DAYS = 365;

/** Who changed what on the machine: accounts, privileges, packet filter, and our own files. */
export const audit: Service = {
  name: "audit",
  wanted: () => true,
  declare: (): Declaration => ({
    files: [
      { path: "/etc/audit/auditd.conf", format: "ini", mode: "0640", data: { logs: DAYS } },
      { path: "/etc/audit/rules.d/90-stillroom.rules", format: "text", mode: "0640" },
      { path: "/etc/systemd/system/auditd.service.d/stillroom.conf", format: "systemd" },
      { path: "/etc/systemd/system/audit-rules.service.d/stillroom.conf", format: "systemd" },
      { path: "/etc/systemd/system/audit-rotate.service", format: "systemd" },
      { path: "/etc/systemd/system/audit-rotate.timer", format: "systemd" },
    ],
    packages: [{ name: "auditd", repository: "debian" }],
    units: [
      { name: "auditd.service", onChange: "restart", files: ["/etc/audit/auditd.conf"] },
      { name: "audit-rotate.timer", onChange: "restart", files: ["/etc/systemd/system/audit-rotate.timer"] },
    ],
    steps: [
      {
        name: "audit rules into the kernel",
        // A container has no audit of its own.
        argv: ["/bin/sh", "-c", "systemd-detect-virt --quiet --container || augenrules --load"],
        after: "units",
      },
    ],
    proofs: [
      {
        kind: "command",
        name: "the audit log is written, or is the container's host's",
        argv: [
          "/bin/sh",
          "-c",
          "systemd-detect-virt --quiet --container || systemctl --quiet is-active auditd.service",
        ],
      },
      { kind: "unit-active", unit: "audit-rotate.timer" },
    ],
  }),
};
