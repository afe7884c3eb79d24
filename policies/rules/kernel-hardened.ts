import { appended, replaced } from "../breaking.ts";
import type { Breach, Rule } from "../rule.ts";

const KERNEL = "/etc/sysctl.d/90-stillroom.conf";

/** A taken-over account learns little of the kernel, and nobody on the wire tells the machine where to send packets. */
export const kernelHardened: Rule = {
  id: "kernel-hardened",
  title: "The kernel keeps its secrets from programs, believes no stranger about routes, and runs nobody's helper.",
  severity: "high",
  serves: "Access control and integrity: HIPAA 45 CFR 164.312(a) and (c), GDPR art. 32(1)(b).",
  mend: "Put templates/kernel back as it is in the repository (`git diff templates/kernel` shows what changed).",
  looksAt: "Every kernel setting in force, from all folders that systemd-sysctl reads.",
  check: (_release, configuration) => {
    const settings = configuration.kernel();
    const missing = Object.keys(KERNEL_SETTINGS)
      .filter((key) => !settings.has(key))
      .map((key): Breach => ({ where: KERNEL, what: `${key} is not set, so the kernel's own default holds.` }));
    const wrong = [...settings]
      .filter(([key, { value }]) => !isGood(key, value))
      .map(([key, { value, path, line }]): Breach => ({ where: path, line, what: fault(key, value) }));
    return [...missing, ...wrong];
  },
  breaks: [
    {
      how: "a program may be named that the kernel runs as root",
      apply: (release) => appended(release, KERNEL, "kernel.modprobe = /srv/modprobe"),
    },
    {
      how: "one account may read another's memory",
      apply: (release) => replaced(release, KERNEL, "kernel.yama.ptrace_scope = 2", "kernel.yama.ptrace_scope = 0"),
    },
    {
      how: "packets with a false sender are taken",
      apply: (release) => appended(release, KERNEL, "net/ipv4/conf/all/rp_filter = 0"),
    },
  ],
};

/**
 * What must be said of the kernel, with the values that are good: Linux 6.1 and 6.12, Documentation/admin-guide/sysctl/{kernel,fs,net,vm}.rst
 * and Documentation/networking/ip-sysctl.rst.
 */
export const KERNEL_SETTINGS: Readonly<Record<string, readonly string[]>> = {
  "net.ipv4.ip_forward": ["0"],
  "net.ipv6.conf.all.forwarding": ["0"],
  "net.ipv4.conf.all.send_redirects": ["0"],
  "net.ipv4.conf.default.send_redirects": ["0"],
  "net.ipv4.conf.all.accept_redirects": ["0"],
  "net.ipv4.conf.default.accept_redirects": ["0"],
  "net.ipv4.conf.all.secure_redirects": ["0"],
  "net.ipv4.conf.default.secure_redirects": ["0"],
  "net.ipv6.conf.all.accept_redirects": ["0"],
  "net.ipv6.conf.default.accept_redirects": ["0"],
  "net.ipv4.conf.all.accept_source_route": ["0"],
  "net.ipv4.conf.default.accept_source_route": ["0"],
  // Below 0 no routing header at all is taken.
  "net.ipv6.conf.all.accept_source_route": ["0", "-1"],
  "net.ipv6.conf.default.accept_source_route": ["0", "-1"],
  // 1 strict; 2 loose, as a tunnel needs it, whose way back differs from the way in.
  "net.ipv4.conf.all.rp_filter": ["1", "2"],
  "net.ipv4.conf.default.rp_filter": ["1", "2"],
  // 2 asks for more: the asker must be of the same network.
  "net.ipv4.conf.all.arp_ignore": ["1", "2"],
  "net.ipv4.conf.all.arp_announce": ["2"],
  "net.ipv4.icmp_ratelimit": ["100"],
  "net.ipv4.icmp_ratemask": ["88089"],
  "net.ipv4.tcp_syncookies": ["1", "2"],
  "net.ipv4.tcp_rfc1337": ["1"],
  "net.ipv4.icmp_echo_ignore_broadcasts": ["1"],
  "net.ipv4.icmp_ignore_bogus_error_responses": ["1"],
  "kernel.kptr_restrict": ["2"],
  "kernel.dmesg_restrict": ["1"],
  "kernel.randomize_va_space": ["2"],
  "kernel.perf_event_paranoid": ["3", "4"],
  "kernel.yama.ptrace_scope": ["2", "3"],
  "kernel.unprivileged_bpf_disabled": ["1", "2"],
  "net.core.bpf_jit_harden": ["2"],
  "kernel.kexec_load_disabled": ["1"],
  "kernel.sysrq": ["0"],
  // Debian's own key: release notes of Debian 11, "Linux user namespaces".
  "kernel.unprivileged_userns_clone": ["0"],
  "kernel.io_uring_disabled": ["2"],
  "dev.tty.ldisc_autoload": ["0"],
  "dev.tty.legacy_tiocsti": ["0"],
  "vm.unprivileged_userfaultfd": ["0"],
  "fs.protected_symlinks": ["1"],
  "fs.protected_hardlinks": ["1"],
  "fs.protected_fifos": ["1", "2"],
  "fs.protected_regular": ["1", "2"],
  "fs.suid_dumpable": ["0"],
  "kernel.core_pattern": ["|/bin/false"],
};

/** Settings of speed and size, by which nothing is learnt and nobody let in. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...["vm.swappiness", "vm.dirty_ratio", "vm.dirty_background_ratio", "vm.vfs_cache_pressure", "vm.max_map_count"],
  ...["net.core.somaxconn", "net.core.netdev_max_backlog", "net.core.rmem_max", "net.core.wmem_max"],
  ...["net.core.default_qdisc", "net.ipv4.tcp_congestion_control", "net.ipv4.tcp_max_syn_backlog"],
  ...["fs.file-max", "fs.inotify.max_user_watches", "fs.inotify.max_user_instances", "kernel.panic"],
]);

function isGood(key: string, value: string): boolean {
  return HARMLESS.has(key) || KERNEL_SETTINGS[key]?.includes(value) === true;
}

function fault(key: string, value: string): string {
  const wanted = KERNEL_SETTINGS[key];
  return wanted === undefined
    ? `${key} is set, to ${value}, and nobody looked up what that does to this machine.`
    : `${key} is ${value}, not ${wanted.join(" or ")}.`;
}
