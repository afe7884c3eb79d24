import type { Clinic } from "../clinic/clinic.ts";
import { keepsDatabase } from "./postgresql.ts";
import { WEB_PORT } from "./prosody.ts";
import { repositoriesOf } from "./repositories.ts";
import type { Declaration, FileDeclaration, Service } from "./service.ts";

const UNITS = "/etc/systemd/system/";
const RESTART = "stillroom-restart.timer";

/** Security updates without a person, from the very repositories that the machine was made from, and only while nobody meets. */
export const updates: Service = {
  name: "updates",
  wanted: () => true,
  declare: (clinic): Declaration => ({
    files: [
      {
        path: "/etc/apt/apt.conf.d/90stillroom-updates",
        format: "apt",
        data: { debian: clinic.packages.mirror === undefined, sites: sitesOf(clinic) },
      },
      {
        path: `${UNITS}apt-daily-upgrade.timer.d/stillroom.conf`,
        format: "systemd",
        data: { tries: triesOf(clinic, 0) },
      },
      { path: `${UNITS}apt-daily-upgrade.service.d/stillroom.conf`, format: "systemd" },
      { path: "/usr/local/lib/stillroom/nobody-meets", format: "shell", mode: "0755", data: { port: WEB_PORT } },
      ...(restartsItself(clinic) ? restartFiles(clinic) : []),
    ],
    packages: [{ name: "unattended-upgrades", repository: "debian" }],
    egress: [
      {
        // The account under which apt's own methods run (apt.conf(5), APT::Sandbox::User).
        account: "_apt",
        protocol: "tcp",
        ports: [80, 443],
        to: { kind: "fact", fact: "apt-mirrors" },
        purpose: "packages and their keys",
      },
    ],
    units: [
      { name: "apt-daily.timer", onChange: "restart", files: [] },
      { name: "apt-daily-upgrade.timer", onChange: "restart", files: [] },
      ...(restartsItself(clinic)
        ? [{ name: RESTART, onChange: "restart" as const, files: [`${UNITS}${RESTART}`] }]
        : []),
    ],
    proofs: [
      { kind: "unit-active", unit: "apt-daily.timer" },
      { kind: "unit-active", unit: "apt-daily-upgrade.timer" },
      ...(restartsItself(clinic) ? [{ kind: "unit-active" as const, unit: RESTART }] : []),
    ],
  }),
};

/** Messages and appointments lie on a volume that at Hetzner only an administrator opens after a restart, so there a person chooses its time. */
export function restartsItself(clinic: Clinic): boolean {
  return clinic.machine.provider !== "hetzner" || !keepsDatabase(clinic);
}

function restartFiles(clinic: Clinic): readonly FileDeclaration[] {
  return [
    { path: `${UNITS}stillroom-restart.service`, format: "systemd" },
    { path: `${UNITS}${RESTART}`, format: "systemd", data: { tries: triesOf(clinic, 15) } },
    { path: "/usr/local/lib/stillroom/restart-needed", format: "shell", mode: "0755" },
  ];
}

const TRIES = 6;
const MINUTES_BETWEEN = 30;

/** The times of day, as systemd.time(7) writes them, at which the machine tries to mend itself: three hours from the window's start on. */
function triesOf(
  { maintenance }: Clinic,
  minutesLater: number,
): readonly { readonly time: string; readonly zone: string }[] {
  const [hour = 0, minute = 0] = maintenance.start.split(":").map(Number);
  return Array.from({ length: TRIES }, (_, index) => {
    const at = (hour * 60 + minute + minutesLater + index * MINUTES_BETWEEN) % (24 * 60);
    const two = (number: number): string => String(number).padStart(2, "0");
    return { time: `${two(Math.floor(at / 60))}:${two(at % 60)}:00`, zone: maintenance.timeZone };
  });
}

/** Hosts of the projects' repositories, or of the one mirror; a mirror in a folder of the machine has none. */
function sitesOf(clinic: Clinic): readonly string[] {
  const hosts = repositoriesOf(clinic)
    .filter((repository) => repository.name !== "debian")
    .map((repository) => URL.parse(repository.uri)?.hostname ?? "")
    .filter((host) => host !== "");
  return [...new Set(hosts)];
}
