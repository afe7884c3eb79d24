import type { Clinic } from "../clinic/clinic.ts";
import { clusterOf, keepsDatabase } from "./postgresql.ts";
import type { FileDeclaration, Service, Unit } from "./service.ts";

/** Opens, formats and mounts; the provider runs it before the first delivery, an administrator after each boot. */
export const DATA_VOLUME_SCRIPT = "/usr/local/lib/stillroom/data-volume";

/** Where it is mounted. */
export const DATA_VOLUME = "/srv/data";
const BOOT_UNIT = "stillroom-data-volume.service";

/**
 * How a provider's volume is named on the machine. Hetzner: `linuxDevice` of the volume (hcloud API reference, "Volumes"). AWS: EC2
 * user guide, "Map Amazon EBS volumes to NVMe device names".
 */
const DEVICES = {
  hetzner: "/dev/disk/by-id/scsi-0HC_Volume_*",
  aws: "/dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_vol*",
} as const;

/** What lies on the volume. */
function foldersOf(clinic: Clinic): readonly { readonly path: string; readonly name: string }[] {
  return [
    ...(keepsDatabase(clinic) ? [{ path: "/var/lib/postgresql", name: "postgresql" }] : []),
    ...(clinic.messaging.enabled ? [{ path: "/var/lib/matrix-synapse", name: "matrix-synapse" }] : []),
  ];
}

/** Units that work with it, in the order in which they start. */
function unitsOf(clinic: Clinic): readonly string[] {
  return [
    ...(keepsDatabase(clinic) ? [`postgresql@${clusterOf(clinic)}.service`] : []),
    ...(clinic.messaging.enabled ? ["matrix-synapse.service"] : []),
    ...(clinic.desk.enabled ? ["desk.service"] : []),
  ];
}

/**
 * The encrypted volume for what people say to each other. At Hetzner it is encrypted on the machine itself (LUKS2), and its key
 * arrives over SSH: the units of its services hold back after a boot until an administrator has handed it over. At AWS the
 * volume is under the practice's own KMS key and opens at boot by itself.
 */
export const dataVolume: Service = {
  name: "data-volume",
  wanted: (clinic) => clinic.machine.provider !== "existing",
  declare: (clinic) => {
    const { provider } = clinic.machine;
    if (provider === "existing") return { files: [] };
    const encrypted = provider === "hetzner";
    const units = unitsOf(clinic);
    const waits = units.map<FileDeclaration>((unit) => ({
      path: `/etc/systemd/system/${unit}.d/data-volume.conf`,
      template: "/waits",
      format: "systemd",
      data: { path: DATA_VOLUME },
    }));
    const script: FileDeclaration = {
      path: DATA_VOLUME_SCRIPT,
      format: "shell",
      mode: "0755",
      data: {
        devices: DEVICES[provider],
        data: DATA_VOLUME,
        encrypted,
        folders: foldersOf(clinic),
        units,
      },
    };
    const atBoot: FileDeclaration = { path: `/etc/systemd/system/${BOOT_UNIT}`, format: "systemd" };
    const boot: Unit = { name: BOOT_UNIT, onChange: "restart", files: [DATA_VOLUME_SCRIPT, atBoot.path] };
    return {
      packages: encrypted ? [{ name: "cryptsetup-bin", repository: "debian" }] : [],
      files: encrypted ? [script, ...waits] : [script, ...waits, atBoot],
      units: encrypted ? [] : [boot],
      proofs: [{ kind: "command", name: "the data volume is mounted", argv: ["mountpoint", "--quiet", DATA_VOLUME] }],
    };
  },
};
