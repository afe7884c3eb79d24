import type { Clinic } from "../clinic/clinic.ts";
import { repositoriesOf } from "./repositories.ts";
import type { Declaration, Service } from "./service.ts";

/** Security updates without a person, from the very repositories that the machine was made from. */
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
    ],
    proofs: [
      { kind: "unit-active", unit: "apt-daily.timer" },
      { kind: "unit-active", unit: "apt-daily-upgrade.timer" },
    ],
  }),
};

/** Hosts of the projects' repositories, or of the one mirror; a mirror in a folder of the machine has none. */
function sitesOf(clinic: Clinic): readonly string[] {
  const hosts = repositoriesOf(clinic)
    .filter((repository) => repository.name !== "debian")
    .map((repository) => URL.parse(repository.uri)?.hostname ?? "")
    .filter((host) => host !== "");
  return [...new Set(hosts)];
}
