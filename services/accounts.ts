import type { Declaration, Service } from "./service.ts";

/** What an account may do on the machine without sudo, and what it is told before it logs in at the console. */
export const accounts: Service = {
  name: "accounts",
  wanted: () => true,
  declare: (): Declaration => ({
    files: [
      { path: "/etc/issue", format: "text" },
      { path: "/etc/issue.net", template: "/etc/issue", format: "text" },
      { path: "/etc/profile.d/90-stillroom.sh", format: "shell" },
      { path: "/usr/local/lib/stillroom/keep-privileges", format: "shell", mode: "0755" },
    ],
    packages: [{ name: "apparmor", repository: "debian" }],
    steps: [
      {
        name: "programs that act as root are few",
        argv: ["/usr/local/lib/stillroom/keep-privileges"],
        after: "files",
      },
    ],
    proofs: [
      {
        kind: "command",
        name: "AppArmor holds what Debian has a profile for, or is the container's host's",
        // aa-enabled(1): whether the kernel enforces profiles at all.
        argv: ["/bin/sh", "-c", "systemd-detect-virt --quiet --container || aa-enabled --quiet"],
        // A kernel of somebody's own may have none; the services are held in without it.
        failure: "note",
      },
    ],
  }),
};
