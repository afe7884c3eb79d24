import type { Release } from "../../../render/release.ts";
import { appended, replaced, withFile, withMachine, withText, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const SCRIPT = "/usr/local/lib/stillroom/data-volume";
const KERNEL = "/etc/sysctl.d/90-stillroom.conf";
const DESK_WAITS = "/etc/systemd/system/desk.service.d/data-volume.conf";
const WAITS = "/etc/systemd/system/matrix-synapse.service.d/data-volume.conf";

function clinicOf(kind: string) {
  return GOOD_CLINICS.find((one) => one.kind === kind)?.clinic ?? CLINIC;
}

function dropIn(release: Release, name: string, text: string): Release {
  return withFile(release, { path: `/etc/systemd/system/${name}`, format: "systemd", text });
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "a cloud's volume is said to be under the hypervisor's own encryption",
    apply: (release) => withMachine(release, { dataEncryption: "hypervisor" }),
  },
  {
    how: "the release says of a practice's own machine what its stack file does not",
    clinic: clinicOf("on a machine of its own"),
    apply: (release) => withMachine(release, { dataEncryption: "hypervisor" }),
  },
  {
    how: "a practice's own machine has no encryption, while the release says luks2",
    clinic: {
      ...CLINIC,
      machine: {
        ...(clinicOf("on a machine of its own").machine as Extract<typeof CLINIC.machine, { provider: "existing" }>),
        diskEncryption: "none",
      },
    },
    apply: (release) => withMachine(release, { dataEncryption: "luks2" }),
  },
  {
    how: "the volume of AWS is under no key of the practice's",
    clinic: clinicOf("on AWS"),
    apply: (release) => withMachine(release, { dataEncryption: "luks2" }),
  },
  {
    how: "the volume is formatted before it is encrypted",
    apply: (release) =>
      withText(release, SCRIPT, (text) => text.replace("disk=/dev/mapper/$NAME\n", ": /dev/mapper/$NAME\n")),
  },
  {
    how: "the volume's key is kept on the disk for the next time",
    apply: (release) =>
      withText(release, SCRIPT, (text) =>
        text.replace("key=$(head -c 64)", "key=$(tee /var/lib/stillroom/volume | head -c 64)"),
      ),
  },
  {
    how: "the database's folder is left on the system's disk",
    apply: (release) => replaced(release, SCRIPT, "folder '/var/lib/postgresql' 'postgresql'\n", ""),
  },
  {
    how: "another folder is put over the database's",
    apply: (release) =>
      replaced(
        release,
        SCRIPT,
        "folder '/var/lib/matrix-synapse' 'matrix-synapse'",
        "folder '/var/lib/matrix-synapse' 'matrix-synapse'\nfolder '/var/lib' 'lib'",
      ),
  },
  { how: "the program that opens the volume is not there", apply: (release) => withoutFile(release, SCRIPT) },
  {
    how: "the program that encrypts is not installed",
    apply: (release) => ({ ...release, packages: release.packages.filter(({ name }) => name !== "cryptsetup-bin") }),
  },
  { how: "the homeserver does not wait for the volume", apply: (release) => withoutFile(release, WAITS) },
  {
    how: "the homeserver's condition is one of several that would do",
    apply: (release) => replaced(release, WAITS, "ConditionPathIsMountPoint=", "ConditionPathIsMountPoint=|"),
  },
  {
    how: "the homeserver's condition is taken back by another kind of condition that is empty",
    apply: (release) => dropIn(release, "matrix-synapse.service.d/z.conf", "[Unit]\nConditionPathExists=\n"),
  },
  {
    how: "all units of the database's template have no condition",
    apply: (release) => dropIn(release, "postgresql@.service.d/z.conf", "[Unit]\nConditionPathIsMountPoint=\n"),
  },
  {
    how: "the desk does not wait for the volume",
    clinic: INVITING,
    apply: (release) => withoutFile(release, DESK_WAITS),
  },
  {
    how: "the desk waits for a folder, which is there without the volume",
    clinic: INVITING,
    apply: (release) => replaced(release, DESK_WAITS, "ConditionPathIsMountPoint=", "ConditionPathIsDirectory="),
  },
  {
    how: "the desk's own condition is taken back",
    clinic: INVITING,
    apply: (release) => dropIn(release, "desk.service.d/z.conf", "[Unit]\nConditionPathIsMountPoint=\n"),
  },
  {
    how: "a desk alone has its database on the system's disk",
    clinic: { ...INVITING, messaging: { ...INVITING.messaging, enabled: false } },
    apply: (release) => replaced(release, SCRIPT, "folder '/var/lib/postgresql' 'postgresql'\n", ""),
  },
  {
    how: "a desk alone has a database that does not wait for the volume",
    clinic: { ...INVITING, messaging: { ...INVITING.messaging, enabled: false } },
    apply: (release) => withoutFile(release, "/etc/systemd/system/postgresql@17-main.service.d/data-volume.conf"),
  },
  {
    how: "people's files are kept where the volume is not",
    apply: (release) =>
      replaced(release, ENTRY.synapse, /^media_store_path:.*$/m, "media_store_path: /var/lib/matrix-synapse/../media"),
  },
  {
    how: "the database's files are kept elsewhere",
    apply: (release) =>
      appended(release, "/etc/postgresql/17/main/conf.d/stillroom.conf", "data_directory = '/srv/database'"),
  },
  {
    how: "a later file of the kernel's settings lets programs that changed accounts leave a dump",
    apply: (release) =>
      withFile(release, { path: "/etc/sysctl.d/99-debug.conf", format: "sysctl", text: "fs/suid_dumpable=2\n" }),
  },
  {
    how: "a file below /run, read later, sets where dumps go",
    apply: (release) =>
      withFile(release, { path: "/run/sysctl.d/99-z.conf", format: "sysctl", text: "-kernel.core_pattern=core.%p\n" }),
  },
  {
    how: "nothing is said about what a crash leaves",
    apply: (release) => replaced(release, KERNEL, /^-kernel\.core_pattern.*$/m, ""),
  },
];
