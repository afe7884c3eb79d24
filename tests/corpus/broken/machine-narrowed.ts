import type { Release } from "../../../render/release.ts";
import { appended, replaced, withFile, withText, withoutFile } from "../../../policies/breaking.ts";
import type { BrokenTree } from "../tree.ts";

const MODULES = "/etc/modprobe.d/90-stillroom.conf";
const LIMITS = "/etc/security/limits.d/90-stillroom.conf";
const LOGIN = "/etc/profile.d/90-stillroom.sh";
const TEMPORARY = "/etc/systemd/system/tmp.mount";
const COREDUMP = "/etc/systemd/coredump.conf.d/90-stillroom.conf";
const SYSTEM = "/etc/systemd/system.conf.d/90-stillroom.conf";

function moved(release: Release, path: string, to: string): Release {
  const file = release.files.find((one) => one.path === path);
  if (file === undefined) throw new Error(`The release has no ${path}.`);
  return withFile(withoutFile(release, path), { path: to, format: file.format, text: file.text });
}

const MODULE_NAMES =
  "cramfs freevxfs hfs hfsplus jffs2 squashfs udf ax25 can dccp netrom rds rose sctp tipc x25 firewire-core firewire-ohci firewire-sbp2 uas usb-storage bluetooth btusb";

export const TREES: readonly BrokenTree[] = [
  ...MODULE_NAMES.split(" ").map((name) => ({
    how: `the kernel's module ${name} is only passed over by its aliases`,
    apply: (release: Release) => replaced(release, MODULES, `install ${name} /bin/false\n`, `blacklist ${name}\n`),
  })),
  {
    how: "modules that are shut lie in a file that modprobe passes over",
    apply: (release) => moved(release, MODULES, `${MODULES}.off`),
  },
  ...["nosuid", "nodev", "noexec"].map((option) => ({
    how: `the temporary folder's options lack ${option}`,
    apply: (release: Release) => replaced(release, TEMPORARY, `,${option}`, ""),
  })),
  ...["exec", "suid", "dev", "mode=0777", "size=5%%,exec", "X-mount.owner=1000"].map((option) => ({
    how: `the temporary folder's options end in ${option}`,
    apply: (release: Release) =>
      withText(release, TEMPORARY, (text) => text.replace(/^(Options=.*)$/m, `$1,${option}`)),
  })),
  {
    how: "the temporary folder is mounted elsewhere",
    apply: (release) => replaced(release, TEMPORARY, "Where=/tmp", "Where=/var/tmp"),
  },
  {
    how: "the temporary folder is a folder of the disk",
    apply: (release) =>
      replaced(replaced(release, TEMPORARY, "Type=tmpfs", "Type=none"), TEMPORARY, "What=tmpfs", "What=/srv"),
  },
  {
    how: "the temporary folder has another kind, by a drop-in",
    apply: (release) =>
      withFile(release, { path: `${TEMPORARY}.d/z.conf`, format: "systemd", text: "[Mount]\nType=ramfs\n" }),
  },
  {
    how: "another source stands for the temporary folder",
    apply: (release) => replaced(release, TEMPORARY, "What=tmpfs", "What=/dev/vdb"),
  },
  {
    how: "the temporary folder's unit is gone",
    apply: (release) => withoutFile(release, TEMPORARY),
  },
  {
    how: "the temporary folder's options are said anew in a drop-in, and fewer",
    apply: (release) =>
      withFile(release, {
        path: `${TEMPORARY}.d/size.conf`,
        format: "systemd",
        text: "[Mount]\nOptions=mode=1777,size=10%%\n",
      }),
  },
  {
    how: "what narrows mounts has no unit any more",
    apply: (release) => withoutFile(release, "/etc/systemd/system/stillroom-mounts.service"),
  },
  {
    how: "accounts may dump, since the line for all is gone",
    apply: (release) => replaced(release, LIMITS, "* hard core 0\n", ""),
  },
  {
    how: "the limits lie under a name that is passed over",
    apply: (release) => moved(release, LIMITS, `${LIMITS}.bak`),
  },
  {
    how: "what crashed is kept by a program that somebody installs",
    apply: (release) => replaced(release, COREDUMP, "Storage=none\n", ""),
  },
  {
    how: "what crashed is cut by no size",
    apply: (release) => replaced(release, COREDUMP, "ProcessSizeMax=0\n", ""),
  },
  { how: "services may dump again", apply: (release) => withoutFile(release, SYSTEM) },
  {
    how: "a terminal closes a second later than it may",
    apply: (release) => replaced(release, LOGIN, "TMOUT=900", "TMOUT=901"),
  },
  { how: "no terminal closes by itself", apply: (release) => replaced(release, LOGIN, "readonly TMOUT=900\n", "") },
  {
    how: "files of administrators are everybody's to read",
    apply: (release) => replaced(release, LOGIN, "umask 027\n", ""),
  },
  {
    how: "a second file narrows storage and leaves the login shell open",
    apply: (release) => appended(withoutFile(release, LOGIN), MODULES, "install nfs /bin/false"),
  },
];
