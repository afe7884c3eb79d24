import type { Clinic, Law, MachineRequest } from "./clinic.ts";
import type { PracticeLaw } from "./law/practice-law.ts";
import { recordRetention } from "./law/retention.ts";
import type { StackConfiguration } from "./stack-file.ts";

/**
 * The clinic that a stack file asks for: labels become full names, and whatever was left out gets the default that the schema
 * names. Pure; the configuration has passed every check.
 */
export function completeClinic(configuration: StackConfiguration, stack: string): Clinic {
  const names = configuration["stillroom:names"];
  const messaging = configuration["stillroom:messaging"];
  const retentionDays = messaging?.retentionDays ?? 180;
  return {
    stack,
    names: {
      domain: names.domain,
      host: fullName(names.host ?? "h1", names.domain),
      video: fullName(names.video ?? "meet", names.domain),
      messaging: fullName(names.messaging ?? "chat", names.domain),
      homeserver: fullName(names.homeserver ?? "matrix", names.domain),
      relay: fullName(names.relay ?? "relay", names.domain),
      desk: fullName(names.desk ?? "desk", names.domain),
    },
    machine: machineOf(configuration),
    law: carriedLaw(practiceLaw(configuration)),
    administrators: configuration["stillroom:administrators"],
    administrationFrom: configuration["stillroom:administrationFrom"],
    video: { maxOccupants: configuration["stillroom:video"]?.maxOccupants ?? 6 },
    messaging: {
      enabled: messaging?.enabled ?? true,
      retentionDays,
      mediaRetentionDays: messaging?.mediaRetentionDays ?? Math.min(90, retentionDays),
    },
    desk: {
      enabled: configuration["stillroom:desk"]?.enabled ?? true,
      appointmentDays: configuration["stillroom:desk"]?.appointmentDays ?? 90,
      mail: mailOf(configuration),
    },
    branding: {
      title: configuration["stillroom:branding"].title,
      colour: configuration["stillroom:branding"].colour ?? "#2f5d62",
      language: configuration["stillroom:branding"].language ?? "en",
    },
    certificates: certificatesOf(configuration),
    egress: egressOf(configuration),
    devices: devicesOf(configuration),
    packages: { mirror: configuration["stillroom:packages"]?.mirror },
    maintenance: {
      start: configuration["stillroom:maintenance"]?.start ?? "03:00",
      timeZone: configuration["stillroom:maintenance"]?.timeZone ?? "UTC",
    },
    workstations: workstationsOf(configuration),
    papers: papersOf(configuration),
    waivers: configuration["stillroom:waivers"] ?? [],
  };
}

/** What the stack file says of the law, its profession too, which no clinic holds. */
export function practiceLaw(configuration: StackConfiguration): PracticeLaw {
  return { ...configuration["stillroom:law"], hipaaCovered: configuration["stillroom:law"].hipaaCovered ?? false };
}

/** What of it may travel to the machine: a profession is left at the number of years that it leads to. */
function carriedLaw({ profession, ...law }: PracticeLaw): Law {
  if (profession === undefined) return law;
  const { years } = recordRetention({ ...law, profession }).keep;
  return years === recordRetention(law).keep.years ? law : { ...law, recordYears: years };
}

/** `meet` is `meet.<domain>`; a name with a dot is full already. */
export function fullName(name: string, domain: string): string {
  return name.includes(".") ? name : `${name}.${domain}`;
}

function machineOf(configuration: StackConfiguration): MachineRequest {
  const machine = configuration["stillroom:machine"];
  const common = { debian: machine.debian ?? 13, protected: machine.protected ?? true } as const;
  if (machine.provider === "existing") {
    return { ...machine, ...common, sshPort: machine.sshPort ?? 22, dns: { kind: "elsewhere" } };
  }
  const zone = configuration["stillroom:names"].domain;
  return {
    ...machine,
    ...common,
    dataVolumeGb: machine.dataVolumeGb ?? 40,
    dns:
      machine.dns?.kind === "elsewhere" ? { kind: "elsewhere" } : { kind: "provider", zone: machine.dns?.zone ?? zone },
  };
}

function mailOf(configuration: StackConfiguration): Clinic["desk"]["mail"] {
  const mail = configuration["stillroom:desk"]?.mail;
  return mail && { server: mail.server, port: mail.port ?? 465, from: mail.from, user: mail.user ?? mail.from };
}

function certificatesOf(configuration: StackConfiguration): Clinic["certificates"] {
  const certificates = configuration["stillroom:certificates"] ?? { issuer: "acme" };
  if (certificates.issuer === "practice") {
    return { issuer: "practice", chain: certificates.chain, root: certificates.root };
  }
  return {
    issuer: "acme",
    directory: certificates.directory ?? "https://acme-v02.api.letsencrypt.org/directory",
    contact: certificates.contact,
    root: certificates.root,
  };
}

function egressOf(configuration: StackConfiguration): Clinic["egress"] {
  const egress = configuration["stillroom:egress"] ?? { kind: "allow-list" };
  if (egress.kind === "allow-list") return egress;
  const { endpoint, ...wireguard } = egress.wireguard;
  return {
    kind: "vpn-only",
    wireguard: { ...wireguard, endpoint: { address: endpoint.address, port: endpoint.port ?? 51820 } },
  };
}

function devicesOf(configuration: StackConfiguration): Clinic["devices"] {
  const devices = configuration["stillroom:devices"];
  return devices && { ...devices, machine: devices.machine };
}

function workstationsOf(configuration: StackConfiguration): Clinic["workstations"] {
  const workstations = configuration["stillroom:workstations"];
  if (workstations === undefined) return undefined;
  const { tunnel, printer } = workstations;
  return { tunnel: { ...tunnel, mark: tunnel.mark }, printer };
}

function papersOf(configuration: StackConfiguration): Clinic["papers"] {
  const papers = configuration["stillroom:papers"];
  return papers && { name: papers.name, phone: papers.phone, mail: papers.mail, address: papers.address };
}
