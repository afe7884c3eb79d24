import type { Declaration, Service } from "./service.ts";

const PROGRAM = "/usr/local/lib/stillroom/narrow-mounts";

/** Where every account may write, nothing is a program. */
export const mounts: Service = {
  name: "mounts",
  wanted: () => true,
  declare: (): Declaration => ({
    files: [
      { path: "/etc/systemd/system/tmp.mount", format: "systemd" },
      { path: "/etc/systemd/system/stillroom-mounts.service", format: "systemd" },
      { path: PROGRAM, format: "shell", mode: "0755" },
    ],
    // tmp.mount is no unit of ours to restart: services have files open there. The program narrows what is mounted now.
    units: [{ name: "stillroom-mounts.service", onChange: "restart", files: [PROGRAM] }],
    proofs: [{ kind: "unit-active", unit: "stillroom-mounts.service" }],
  }),
};
