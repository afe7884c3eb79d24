import { logLimit } from "../clinic/law/logs.ts";
import type { Declaration, Service } from "./service.ts";

/** The machine's one log: on disk, bounded in size and by the law's days, and handed on to no other program. */
export const journal: Service = {
  name: "journal",
  wanted: () => true,
  declare: (clinic): Declaration => ({
    files: [
      {
        path: "/etc/systemd/journald.conf.d/zz-stillroom.conf",
        format: "ini",
        birth: true,
        data: { retention: `${logLimit(clinic.law).days}day` },
      },
    ],
    units: [
      {
        name: "systemd-journald.service",
        onChange: "restart",
        files: ["/etc/systemd/journald.conf.d/zz-stillroom.conf"],
      },
    ],
    proofs: [{ kind: "unit-active", unit: "systemd-journald.service" }],
  }),
};
