import { appended, replaced, withText } from "../../../policies/breaking.ts";
import { KERNEL_SETTINGS } from "../../../policies/rules/kernel-hardened.ts";
import type { Release } from "../../../render/release.ts";
import type { GoodTree } from "../tree.ts";

const KERNEL = "/etc/sysctl.d/90-stillroom.conf";

export const TREES: readonly GoodTree[] = [
  ...Object.entries(KERNEL_SETTINGS).flatMap(([key, values]) =>
    values.map((value) => ({
      how: `${key} is ${value}, which is good`,
      apply: (release: Release) => appended(release, KERNEL, `${key} = ${value}`),
    })),
  ),
  {
    how: "the machine swaps late and takes many connections at once",
    apply: (release) => appended(release, KERNEL, "vm.swappiness = 10\nnet.core.somaxconn = 4096"),
  },
  {
    how: "a module more is shut, names are spelt with the other dash, and true stands for false",
    apply: (release) =>
      withText(
        release,
        "/etc/modprobe.d/90-stillroom.conf",
        (text) =>
          `${text.replace("install usb-storage /bin/false", "install usb_storage /bin/true")}install nfs /bin/false\nblacklist pcspkr\n`,
      ),
  },
  {
    how: "temporary files may take less room, and nobody notes when they were read",
    apply: (release) =>
      replaced(
        replaced(release, "/etc/systemd/system/tmp.mount", "size=50%%", "size=512M"),
        "/etc/systemd/system/tmp.mount",
        "strictatime",
        "noatime",
      ),
  },
  {
    how: "a terminal closes after five minutes, and files are their owner's alone",
    apply: (release) =>
      replaced(
        replaced(release, "/etc/profile.d/90-stillroom.sh", "TMOUT=900", "TMOUT=300"),
        "/etc/profile.d/90-stillroom.sh",
        "umask 027",
        "umask 077",
      ),
  },
];
