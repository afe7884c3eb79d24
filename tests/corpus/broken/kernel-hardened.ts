import { appended, withFile, withText } from "../../../policies/breaking.ts";
import { KERNEL_SETTINGS } from "../../../policies/rules/kernel-hardened.ts";
import type { Release } from "../../../render/release.ts";
import type { BrokenTree } from "../tree.ts";

const KERNEL = "/etc/sysctl.d/90-stillroom.conf";

function without(release: Release, key: string): Release {
  const line = new RegExp(`^-?${key.replaceAll(".", "\\.")} = .*\\n`, "m");
  return withText(release, KERNEL, (text) => text.replace(line, ""));
}

/** Values that open what the setting shuts. */
const OPENING: Readonly<Record<string, string>> = {
  "kernel.core_pattern": "|/srv/keep %p",
  "kernel.sysrq": "1",
  "dev.tty.ldisc_autoload": "1",
  "vm.unprivileged_userfaultfd": "1",
  "fs.suid_dumpable": "1",
};

const opening = (key: string): string => OPENING[key] ?? (KERNEL_SETTINGS[key]?.includes("0") === true ? "1" : "0");

export const TREES: readonly BrokenTree[] = [
  ...Object.keys(KERNEL_SETTINGS).map((key) => ({
    how: `nothing is said of ${key}`,
    apply: (release: Release) => without(release, key),
  })),
  ...Object.keys(KERNEL_SETTINGS).map((key) => ({
    how: `a later line sets ${key} to ${opening(key)}`,
    apply: (release: Release) => appended(release, KERNEL, `${key.replaceAll(".", "/")}=${opening(key)}`),
  })),
  ...[
    "kernel.poweroff_cmd = /srv/x",
    "kernel.usermodehelper.bset = 4294967295 4294967295",
    "net.ipv4.conf.eth0.accept_redirects = 1",
    "net.ipv4.conf.all.route_localnet = 1",
    "net.ipv4.conf.all.proxy_arp = 1",
    "net.ipv4.conf.all.bc_forwarding = 1",
    "net.ipv4.conf.all.log_martians = 1",
    "net.netfilter.nf_conntrack_helper = 1",
    "fs.binfmt_misc.register = :x:M::MZ::/srv/x:C",
  ].map((line) => ({
    how: `a setting stands there that nobody looked up, ${line.split(" ")[0] ?? ""}`,
    apply: (release: Release) => appended(release, KERNEL, line),
  })),
  {
    how: "a file whose name comes later, in another folder, has the last word",
    apply: (release) =>
      withFile(release, {
        path: "/run/sysctl.d/99-local.conf",
        format: "sysctl",
        text: "kernel.unprivileged_bpf_disabled=0\n",
      }),
  },
];
