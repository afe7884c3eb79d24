import type { Machine } from "../sandbox/machine.ts";
import type { Release } from "../../render/release.ts";
import { unitOfFile } from "../../policies/readers/systemd/units.ts";

export interface Exposure {
  readonly unit: string;
  readonly exposure: number;
}

/** systemd-analyze(1), security: from 0 for a service that can do nothing to 10, for every service that is loaded. */
export async function exposures(machine: Machine): Promise<readonly Exposure[]> {
  const text = await machine.exec(["systemd-analyze", "security", "--no-pager", "--json=short"]);
  // The program's own format.
  const rows = JSON.parse(text) as readonly { readonly unit: string; readonly exposure: string }[];
  return rows.map(({ unit, exposure }) => ({ unit, exposure: Number(exposure) }));
}

/** Services that a release says something about; timers and the like have no programs of their own. */
export function servicesOf(release: Release): ReadonlySet<string> {
  const written = release.files.flatMap(({ path }) => unitOfFile(path) ?? []);
  const named = release.units.map(({ name }) => name);
  return new Set([...written, ...named].filter((name) => name.endsWith(".service")));
}

/** Services of ours above 2.5, and why they can't be lower. */
export const EXCEPTIONS: Readonly<Record<string, string>> = {
  "auditd.service": "Debian's own, which has to see every account's calls; in a container it does not run at all",
  "chrony.service": "Debian's own, held in by its package as far as setting the clock allows",
  "ssh.service": "it starts administrators' shells, which may do everything",
  "systemd-journald.service": "systemd's own, which reads from every service",
  "unattended-upgrades.service": "it installs packages, which change everything",
};
