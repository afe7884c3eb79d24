import type { Machine } from "../../sandbox/machine.ts";
import { printed } from "./tools.ts";
import type { Release } from "../../../render/release.ts";
import { unitOfFile } from "../../../policies/readers/systemd/units.ts";

export interface Exposure {
  readonly unit: string;
  readonly exposure: number;
}

/** systemd-analyze(1), security: from 0 for a service that can do nothing to 10. A unit that the machine does not have is left out. */
export async function exposures(machine: Machine, units: readonly string[]): Promise<readonly Exposure[]> {
  const found: Exposure[] = [];
  for (const unit of units) {
    const text = await printed(machine, `systemd-analyze security --no-pager ${unit}`);
    const exposure = /Overall exposure level for \S+: (\d+\.\d)/.exec(text)?.[1];
    if (exposure !== undefined) found.push({ unit, exposure: Number(exposure) });
  }
  return found;
}

/** Services that a release says something about; timers and the like have no programs of their own. */
export function servicesOf(release: Release): readonly string[] {
  const written = release.files.flatMap(({ path }) => unitOfFile(path) ?? []);
  const named = release.units.map(({ name }) => name);
  return [...new Set([...written, ...named].filter((name) => name.endsWith(".service")))].sort();
}

/** Services of ours above 2.5, and why they can't be lower. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "apt-daily-upgrade.service": "it installs packages, which change everything",
  "audit-rules.service":
    "Debian's own, which tells the kernel what to write down; in a container it does not run at all",
  "auditd.service": "Debian's own, which has to see every account's calls; in a container it does not run at all",
  "certbot.service": "Debian's own, which never runs here: certificates.service does its work",
  "chrony.service": "Debian's own, held in by its package as far as setting the clock allows",
  "postgresql.service": "Debian's own, which runs nothing: it only stands for its clusters",
  "ssh.service": "it starts administrators' shells, which may do everything",
  "stillroom-firewall.service": "it loads the packet filter before there are file systems that a sandbox is made of",
  "stillroom-mounts.service": "it mounts for everybody, which no sandbox lets out",
  "stillroom-restart.service": "it looks at every process and restarts the machine",
  "systemd-journald.service": "systemd's own, which reads from every service",
  "systemd-sysctl.service": "systemd's own, which writes the kernel's settings",
  "unattended-upgrades.service": "it installs packages, which change everything",
};
