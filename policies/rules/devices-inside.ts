import type { Clinic } from "../../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import type { Release } from "../../render/release.ts";
import { certifiedNames } from "../../services/certificates.ts";
import { DEVICES_TUNNEL } from "../../services/devices.ts";
import type { Port } from "../../services/service.ts";
import { withSubject } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import type { Breach, Rule } from "../rule.ts";

/** A practice that puts something inside its tunnel rests on nobody else reaching it. */
export const devicesInside: Rule = {
  id: "devices-inside",
  title:
    "What the stack file puts inside the devices' tunnel is reached through it alone, and the practice's names lead there.",
  severity: "high",
  serves: "Access control and data protection by default: HIPAA 45 CFR 164.312(a), GDPR art. 25(2) and 32.",
  mend: "Let the port be for devices in its service in services/, and put templates/device-names back as it is in the repository (`git diff templates/device-names` shows what changed).",
  looksAt:
    "Which ports services declare for whom, and dnsmasq's settings, against stillroom:devices.inside. That the packet filter lets in just those, firewall-matches-ports tells.",
  check: (release, configuration) => {
    const { clinic } = release.subject;
    const inside = clinic.devices?.inside ?? "nothing";
    if (inside === "nothing") return [];
    const mayBeOutside = inside === "everything" ? isNeededOutside : isForAnyone;
    return [
      ...release.ports.filter((port) => port.reachableBy !== "devices" && !mayBeOutside(port, clinic)).map(openBreach),
      ...(inside === "everything" ? nameBreaches(clinic, configuration) : []),
    ];
  },
  breaks: [
    {
      how: "pages and meetings are as open as ever though all is to be inside",
      apply: (release) => asked(release, "everything"),
    },
    {
      how: "administrators reach SSH from their networks though it is to be inside",
      apply: (release) => asked(release, "administration"),
    },
    {
      how: "all is inside, and nobody there answers where",
      apply: (release) => ({
        ...asked(release, "everything"),
        ports: release.ports.map((port) => ({ ...port, reachableBy: "devices" })),
      }),
    },
  ],
};

/** The same machine under a stack file that wants more inside. */
function asked(release: Release, inside: "administration" | "everything"): Release {
  const { clinic } = release.subject;
  return withSubject(release, { clinic: { ...clinic, devices: { inside, machine: undefined, list: [] } } });
}

/** The tunnel itself, and what an issuer of certificates asks before it signs (RFC 8555, 8.3). */
function isNeededOutside({ account, protocol, from, to }: Port, { certificates }: Clinic): boolean {
  if (from !== to) return false;
  if (protocol === "udp") return account === "root" && from === DEVICES_TUNNEL.port;
  return account === "www-data" && from === 80 && certificates.issuer === "acme";
}

function isForAnyone({ reachableBy }: Port): boolean {
  return reachableBy === "anyone";
}

function openBreach({ protocol, from, purpose }: Port): Breach {
  return {
    where: `${ENTRY.firewall}rules.v4`,
    what: `${protocol} port ${from} (${purpose}) is reached from outside the devices' tunnel, and the stack file wants it inside.`,
  };
}

/** Each name leads to the machine's addresses inside and nowhere else; nobody further is asked for it, nor for a name below it. */
function nameBreaches(clinic: Clinic, configuration: Configuration): readonly Breach[] {
  const settings = configuration
    .smallPrograms()
    .filter(({ program, key }) => program === "dnsmasq" && LEADING.has(key));
  const needed = neededSettings(clinic);
  const found = new Set(settings.map(({ key, value }) => `${key}=${value}`));
  return [
    ...settings
      .filter(({ key, value }) => !needed.includes(`${key}=${value}`))
      .map(({ path, line, key, value }) => ({
        where: path,
        line,
        what: `${key} is ${value}, so devices would be led elsewhere than to this machine inside their tunnel.`,
      })),
    ...needed
      .filter((setting) => !found.has(setting))
      .map((setting) => ({
        where: ENTRY.deviceNames,
        what: `${setting} is missing, so a device that asks inside its tunnel does not find this machine there.`,
      })),
  ];
}

const LEADING: ReadonlySet<string> = new Set(["listen-address", "host-record", "local"]);

/** dnsmasq(8), --host-record and --local. */
function neededSettings(clinic: Clinic): readonly string[] {
  const addresses = insideAddresses(clinic.names.domain, MACHINE_NUMBER);
  return [
    ...addresses.map((address) => `listen-address=${address}`),
    ...certifiedNames(clinic).flatMap((name) => [`local=/${name}/`, `host-record=${name},${addresses.join(",")}`]),
  ];
}
