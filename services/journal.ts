import type { Declaration, Service } from "./service.ts";

/** Days after which a log line is gone: the issue's and the law tables' upper bound for logs that can hold an address. */
export const LOG_DAYS = 30;

/** The machine's one log: on disk, bounded in time and size, and handed on to no other program. */
export const journal: Service = {
  name: "journal",
  wanted: () => true,
  declare: (): Declaration => ({
    files: [
      {
        path: "/etc/systemd/journald.conf.d/90-stillroom.conf",
        format: "ini",
        birth: true,
        data: { retention: `${LOG_DAYS}day` },
      },
    ],
    units: [
      {
        name: "systemd-journald.service",
        onChange: "restart",
        files: ["/etc/systemd/journald.conf.d/90-stillroom.conf"],
      },
    ],
    proofs: [{ kind: "unit-active", unit: "systemd-journald.service" }],
  }),
};
