import type { Release, ReleaseFile } from "../../render/release.ts";
import { clusterOf } from "../../services/postgresql.ts";
import { appended, replaced, withFile, withMachine } from "../breaking.ts";
import { ENTRY, type Configuration } from "../configuration.ts";
import { listOf } from "../readers/systemd/systemd.ts";
import { unitOf } from "../readers/systemd/units.ts";
import { at, shown } from "../reading.ts";
import { sha256 } from "../reviewed-files.ts";
import type { Breach, Rule } from "../rule.ts";

const SCRIPT = "/usr/local/lib/stillroom/data-volume";
const KERNEL = "/etc/sysctl.d/90-stillroom.conf";
const DATA = "/srv/data";

/** Whoever takes a disk, or a copy of it, reads nothing. */
export const encryptionAtRest: Rule = {
  id: "encryption-at-rest",
  title: "What the machine keeps is encrypted on its disk.",
  severity: "high",
  serves: "GDPR art. 32(1)(a), HIPAA 45 CFR 164.312(a)(2)(iv).",
  mend: "Use a machine whose disk is encrypted, and say how in stillroom:machine.diskEncryption. Put templates/data-volume back as it is in the repository (`git diff templates/data-volume` shows what changed).",
  looksAt:
    "How the machine says that its disk or data volume is encrypted, the program that opens it, the services that wait for it, where they keep their data, and what a crash leaves.",
  check: (release, configuration) => [
    ...machineBreaches(release),
    ...programBreaches(release, configuration.file(SCRIPT)),
    ...(keepsOnVolume(release) ? volumeBreaches(release, configuration) : []),
    ...crashBreaches(configuration),
  ],
  breaks: [
    {
      how: "an existing machine's disk is not encrypted",
      apply: (release) => withMachine(release, { provider: "existing", dataEncryption: "none" }),
    },
    {
      how: "a cloud's volume relies on the provider's own encryption",
      apply: (release) => withMachine(release, { provider: "hetzner", dataEncryption: "hypervisor" }),
    },
    {
      how: "an AWS volume is under no key of the practice",
      apply: (release) => withMachine(release, { provider: "aws", dataEncryption: "none" }),
    },
    {
      how: "the messages' database starts without its volume",
      apply: (release) =>
        withFile(release, {
          path: "/etc/systemd/system/postgresql@17-main.service.d/start.conf",
          format: "systemd",
          text: "[Unit]\nConditionPathIsMountPoint=\n",
        }),
    },
    {
      how: "the volume is formatted as it is",
      apply: (release) => replaced(release, SCRIPT, "luksFormat --type luks2", "luksFormat --type plain"),
    },
    {
      how: "a crash writes memory to the disk",
      apply: (release) => appended(release, KERNEL, "kernel.core_pattern = /var/crash/%e"),
    },
  ],
};

function machineBreaches({ subject }: Release): readonly Breach[] {
  const { machine, clinic } = subject;
  const where = machine.provider === "existing" ? "stillroom:machine.diskEncryption" : "stillroom:machine";
  const needed = { hetzner: ["luks2"], aws: ["kms"], existing: ["luks2", "hypervisor"] }[machine.provider];
  if (!needed.includes(machine.dataEncryption)) {
    const what = `Data at rest is under "${machine.dataEncryption}"; on ${machine.provider} it must be ${needed.join(" or ")}.`;
    return [{ where, what }];
  }
  const asked = clinic.machine.provider === "existing" ? clinic.machine.diskEncryption : machine.dataEncryption;
  if (asked === machine.dataEncryption) return [];
  return [
    {
      where,
      what: `Data at rest is said to be under "${machine.dataEncryption}", while the stack file says "${asked}".`,
    },
  ];
}

/** A cloud's machine keeps messages on a volume of its own; a machine of the practice's own keeps them on its disk. */
function keepsOnVolume({ subject, packages }: Release): boolean {
  return subject.clinic.machine.provider !== "existing" && packages.some(({ name }) => name === "postgresql");
}

/** What is kept on the volume. */
function kept({ subject }: Release): readonly string[] {
  return ["/var/lib/postgresql", ...(subject.clinic.messaging.enabled ? ["/var/lib/matrix-synapse"] : [])];
}

/** The units that work with it. */
function waiting({ subject }: Release): readonly string[] {
  const { messaging, desk } = subject.clinic;
  return [
    `postgresql@${clusterOf(subject.clinic)}.service`,
    ...(messaging.enabled ? ["matrix-synapse.service"] : []),
    ...(desk.enabled ? ["desk.service"] : []),
  ];
}

/**
 * SHA-256 of the program that opens and mounts the volume, without the lines that name folders and units, which are judged by themselves. After
 * a change somebody reads the program again and writes the new one here; the test says what it is.
 */
export const REVIEWED_VOLUME: Readonly<Record<string, string>> = {
  hetzner: "3225cb4ecce6ae76116a562557d0b01870c875bce72aad9b11cbef76adbbbb7c",
  aws: "79292484f6c6963750a1c5ce4f411a9a99ec1ed2305037e779e8e42577f13715",
};

/** The program without what differs from practice to practice, and those lines. */
export function volumeProgram(text: string): { readonly hash: string; readonly named: readonly string[] } {
  const own =
    /^(?:folder '[^']*' '[^']*'|if systemctl cat '[^']*' >\/dev\/null 2>&1; then systemctl start --no-block '[^']*'; fi)$/;
  const lines = text.split("\n");
  return {
    hash: sha256(lines.filter((line) => !own.test(line)).join("\n")),
    named: lines.filter((line) => own.test(line)),
  };
}

/** Root runs the program wherever it is, with messages to keep or without. */
function programBreaches(release: Release, script: ReleaseFile | undefined): readonly Breach[] {
  if (script === undefined) return [];
  const { hash, named } = volumeProgram(script.text);
  const reviewed = hash === REVIEWED_VOLUME[release.subject.clinic.machine.provider];
  const known = [
    ...kept(release).map((path) => `folder '${path}' '${path.slice("/var/lib/".length)}'`),
    ...waiting(release).map(
      (unit) => `if systemctl cat '${unit}' >/dev/null 2>&1; then systemctl start --no-block '${unit}'; fi`,
    ),
  ];
  const strangers = named.filter((line) => !known.includes(line));
  return [
    ...(reviewed ? [] : ["The program that opens and mounts the data volume is not the one that was reviewed."]),
    ...strangers.map((line) => `"${line.slice(0, 80)}" moves or starts something else with the volume.`),
  ].map((what) => ({ where: SCRIPT, what }));
}

function volumeBreaches(release: Release, configuration: Configuration): readonly Breach[] {
  const { provider } = release.subject.clinic.machine;
  const breaches: Breach[] = [];
  const script = configuration.file(SCRIPT);
  const named = script === undefined ? [] : volumeProgram(script.text).named;
  if (provider === "hetzner" && !release.packages.some(({ name }) => name === "cryptsetup-bin")) {
    breaches.push({
      where: "the packages of the release",
      what: "cryptsetup-bin is not among them, so the data volume can't be opened as an encrypted one.",
    });
  }
  for (const path of kept(release)) {
    const name = path.slice("/var/lib/".length);
    if (!named.includes(`folder '${path}' '${name}'`)) {
      breaches.push({ where: SCRIPT, what: `What lies in ${path} is not kept on the data volume.` });
    }
  }
  return [
    ...breaches,
    ...waiting(release).flatMap((unit) => waitBreaches(unit, release)),
    ...placeBreaches(configuration),
  ];
}

/** systemd.unit(5), "Conditions": an empty one takes all before it back, and a bar makes it one of several. */
function waitBreaches(unit: string, release: Release): readonly Breach[] {
  const conditions = unitOf(release, unit).filter(({ key }) => key.startsWith("Condition"));
  const reset = conditions.findLastIndex(({ value }) => value === "");
  const inForce = listOf(conditions.slice(reset + 1), "Unit", "ConditionPathIsMountPoint");
  if (inForce.some(({ value }) => value === DATA)) return [];
  const place = conditions[reset];
  return [
    {
      where: place?.path ?? `/etc/systemd/system/${unit}.d/data-volume.conf`,
      ...(place === undefined ? {} : { line: place.line }),
      what: `${unit} starts without the data volume, and would write to the system's own disk (ConditionPathIsMountPoint=${DATA}).`,
    },
  ];
}

/** Where Synapse and PostgreSQL keep what people write. */
function placeBreaches(configuration: Configuration): readonly Breach[] {
  const media = at(configuration.synapse(), "media_store_path");
  const moved = configuration
    .smallPrograms()
    .filter(({ program, key }) => program === "PostgreSQL" && key === "data_directory");
  return [
    ...(media === undefined || (typeof media === "string" && /^\/var\/lib\/matrix-synapse\/(?!.*\.\.)/.test(media))
      ? []
      : [{ where: ENTRY.synapse, what: `media_store_path is ${shown(media)}, which is not on the data volume.` }]),
    ...moved.map(({ path, line, value }) => ({
      where: path,
      line,
      what: `data_directory is ${value}; the database is kept where its package has it, on the data volume.`,
    })),
  ];
}

/** core(5) and Documentation/admin-guide/sysctl/fs.rst: a dump of a program's memory holds keys and words. */
const NO_DUMPS: Readonly<Record<string, string>> = {
  "fs.suid_dumpable": "0",
  "kernel.core_pattern": "|/bin/false",
};

function crashBreaches(configuration: Configuration): readonly Breach[] {
  const settings = configuration.kernel();
  return Object.entries(NO_DUMPS).flatMap(([key, wanted]): readonly Breach[] => {
    const found = settings.get(key);
    if (found?.value === wanted) return [];
    const place = found === undefined ? { where: KERNEL } : { where: found.path, line: found.line };
    return [
      { ...place, what: `${key} is ${found?.value ?? "not set"}, so a crash may write keys and words to the disk.` },
    ];
  });
}
