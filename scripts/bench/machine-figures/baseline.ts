import type { Machine } from "../../sandbox/machine.ts";
import { printed } from "./tools.ts";

/**
 * Items of dev-sec's linux-baseline (controls/{os,package,sysctl}_spec.rb at 537b84c8) and ssh-baseline (controls/sshd_spec.rb at
 * 975dff3c), which follow the CIS benchmarks, each looked at by a command of ours. What is asked there of distributions and programs
 * that are not ours is left out.
 */
interface Item {
  readonly id: string;
  readonly asks: string;
  readonly look: Look;
  /** Why the machine does otherwise, where it does so on purpose. */
  readonly decided?: string;
}

type Look =
  /** A command that ends with 0 where the item is met; what it prints is shown where it is not. */
  | { readonly kind: "command"; readonly script: string }
  /** Kernel settings and the values that meet the item. */
  | { readonly kind: "kernel"; readonly settings: Readonly<Record<string, readonly string[]>> }
  /** What sshd says of itself (sshd(8), -T), with what meets the item. */
  | { readonly kind: "sshd"; readonly keyword: string; readonly good: RegExp };

export type BaselineResult = "met" | "container" | "decided" | "missed";

export interface BaselineRow {
  readonly id: string;
  readonly asks: string;
  readonly result: BaselineResult;
  readonly seen: string;
}

const command = (script: string): Look => ({ kind: "command", script });
const kernel = (settings: Readonly<Record<string, readonly string[]>>): Look => ({ kind: "kernel", settings });
const both = (before: string, key: string, value: string): Look =>
  kernel({ [`${before}.all.${key}`]: [value], [`${before}.default.${key}`]: [value] });
const sshd = (keyword: string, good: RegExp): Look => ({ kind: "sshd", keyword, good });
const absent = (names: string): Look =>
  command(
    `for name in ${names}; do if dpkg-query --status "$name" 2>/dev/null | grep -q "ok installed"; then echo "$name"; exit 1; fi; done`,
  );
const mode = (path: string, wanted: string): Look =>
  command(`seen=$(stat --format "%U:%G %a" ${path}); echo "$seen"; [ "$seen" = "${wanted}" ]`);
/** What is mounted at these places, if anything is, has the option. */
const mounted = (option: string, places: string): Look =>
  command(
    `for at in ${places}; do if mountpoint --quiet "$at" && ! findmnt --noheadings --output OPTIONS --mountpoint "$at" | tail -n 1 | tr , "\\n" | grep -qx ${option}; then echo "$at"; bad=1; fi; done; [ -z "$bad" ]`,
  );

const ITEMS: readonly Item[] = [
  { id: "os-01", asks: "no hosts.equiv", look: command("[ ! -e /etc/hosts.equiv ]") },
  { id: "os-02", asks: "/etc/shadow is read by its own", look: mode("/etc/shadow", "root:shadow 640") },
  { id: "os-03", asks: "/etc/passwd is written by root alone", look: mode("/etc/passwd", "root:root 644") },
  { id: "os-03b", asks: "no password in /etc/passwd", look: command("! cut -d: -f2 /etc/passwd | grep -vx '[x*]'") },
  {
    id: "os-04",
    asks: "no current folder in PATH",
    look: command('! su --login nobody --shell /bin/sh --command "printenv PATH" | tr : "\\n" | grep -E "^\\.?$"'),
  },
  {
    id: "os-05",
    asks: "login.defs: umask 027, passwords that age",
    look: command(
      "grep -qE '^UMASK[[:space:]]+027' /etc/login.defs && grep -qE '^PASS_MAX_DAYS[[:space:]]+60' /etc/login.defs",
    ),
    decided:
      "no account has a password, and one that ages would lock an administrator's key out (pam_unix(8), account); the umask of administrators is set in /etc/profile.d",
  },
  {
    id: "os-06",
    asks: "no set-uid file that is not needed",
    look: command(
      "found=$(find / -xdev -perm /6000 -type f ! -path '/usr/lib/openssh/*' ! -path '/usr/lib/dbus-1.0/*' ! -path '/usr/lib/polkit-1/*' | grep -vxE '/usr/bin/(su|sudo|passwd|mount|umount|ssh-agent|chage|expiry|newgrp)|/usr/sbin/unix_chkpwd'); echo $found; [ -z \"$found\" ]",
    ),
  },
  {
    id: "os-07",
    asks: "every account and group has a number of its own",
    look: command('[ -z "$(cut -d: -f3 /etc/passwd | sort | uniq -d)$(cut -d: -f3 /etc/group | sort | uniq -d)" ]'),
  },
  {
    id: "os-09",
    asks: "no .rhosts and no .netrc",
    look: command(
      "found=$(find / -xdev -maxdepth 3 '(' -iname .rhosts -o -iname .netrc ')'); echo $found; [ -z \"$found\" ]",
    ),
  },
  {
    id: "os-10",
    asks: "file systems that nobody needs can't be loaded",
    look: command(
      'for name in cramfs freevxfs jffs2 hfs hfsplus squashfs udf; do cat /etc/modprobe.d/*.conf /usr/lib/modprobe.d/*.conf 2>/dev/null | grep -qxE "install $name /bin/(true|false)" || { echo $name; bad=1; }; done; [ -z "$bad" ]',
    ),
  },
  { id: "os-11", asks: "/var/log is root's", look: command("[ $(stat --format %U /var/log) = root ]") },
  {
    id: "os-13",
    asks: "what cron starts is read and written by root alone",
    look: command(
      "for at in /etc/crontab /etc/cron.hourly /etc/cron.daily /etc/cron.weekly /etc/cron.monthly /etc/cron.d; do [ ! -e $at ] || case $(stat --format '%U %a' $at) in 'root '*00) ;; *) echo $at; bad=1;; esac; done; [ -z \"$bad\" ]",
    ),
    decided: "no cron daemon is installed: nothing is started from there, and nothing secret is in it",
  },
  {
    id: "os-14",
    asks: "noexec where programs have no place",
    look: mounted("noexec", "/boot /dev /dev/shm /tmp /var/log /var/log/audit /var/tmp"),
  },
  {
    id: "os-15",
    asks: "nosuid where accounts write",
    look: mounted("nosuid", "/boot /dev /dev/shm /home /run /tmp /var /var/log /var/log/audit /var/tmp"),
  },
  {
    id: "os-16",
    asks: "nodev where accounts write",
    look: mounted("nodev", "/boot /dev/shm /home /run /tmp /var /var/log /var/log/audit /var/tmp"),
  },
  {
    id: "package-01 to 06",
    asks: "no inetd, telnet, rsh, NIS, TFTP server",
    look: absent("inetd xinetd openbsd-inetd telnetd rsh-server ypserv nis tftpd tftpd-hpa"),
  },
  {
    id: "package-08",
    asks: "auditd, with its own limits",
    look: command(
      "dpkg-query --status auditd | grep -q 'ok installed' && grep -q '^flush = INCREMENTAL' /etc/audit/auditd.conf",
    ),
  },
  { id: "package-09", asks: "no prelink", look: absent("prelink") },
  {
    id: "sysctl-01",
    asks: "no forwarding (IPv4)",
    look: kernel({ "net.ipv4.ip_forward": ["0"], "net.ipv4.conf.all.forwarding": ["0"] }),
  },
  { id: "sysctl-02", asks: "strict reverse path filter", look: both("net.ipv4.conf", "rp_filter", "1") },
  {
    id: "sysctl-03",
    asks: "bogus ICMP errors are ignored",
    look: kernel({ "net.ipv4.icmp_ignore_bogus_error_responses": ["1"] }),
  },
  {
    id: "sysctl-04",
    asks: "broadcast pings are ignored",
    look: kernel({ "net.ipv4.icmp_echo_ignore_broadcasts": ["1"] }),
  },
  { id: "sysctl-05", asks: "ICMP answers are few", look: kernel({ "net.ipv4.icmp_ratelimit": ["100"] }) },
  { id: "sysctl-06", asks: "which ICMP answers are limited", look: kernel({ "net.ipv4.icmp_ratemask": ["88089"] }) },
  {
    id: "sysctl-07",
    asks: "no TCP time stamps",
    look: kernel({ "net.ipv4.tcp_timestamps": ["0"] }),
    decided:
      "they protect against wrapped sequence numbers on fast lines (RFC 7323), and Linux starts each connection at a random value (ip-sysctl.rst, tcp_timestamps: 1)",
  },
  {
    id: "sysctl-08",
    asks: "ARP answers for the own card alone",
    look: kernel({ "net.ipv4.conf.all.arp_ignore": ["1", "2"] }),
  },
  {
    id: "sysctl-09",
    asks: "ARP names the best address alone",
    look: kernel({ "net.ipv4.conf.all.arp_announce": ["2"] }),
  },
  { id: "sysctl-10", asks: "TIME-WAIT is protected", look: kernel({ "net.ipv4.tcp_rfc1337": ["1"] }) },
  { id: "sysctl-11", asks: "SYN cookies", look: kernel({ "net.ipv4.tcp_syncookies": ["1"] }) },
  { id: "sysctl-12", asks: "shared media (default)", look: both("net.ipv4.conf", "shared_media", "1") },
  {
    id: "sysctl-13",
    asks: "no source routes",
    look: kernel({
      "net.ipv4.conf.all.accept_source_route": ["0"],
      "net.ipv4.conf.default.accept_source_route": ["0"],
      "net.ipv6.conf.all.accept_source_route": ["0"],
      "net.ipv6.conf.default.accept_source_route": ["0"],
    }),
  },
  { id: "sysctl-14", asks: "no redirects are believed (IPv4)", look: both("net.ipv4.conf", "accept_redirects", "0") },
  { id: "sysctl-15", asks: "nor those of routers", look: both("net.ipv4.conf", "secure_redirects", "0") },
  { id: "sysctl-16", asks: "no redirects are sent", look: both("net.ipv4.conf", "send_redirects", "0") },
  {
    id: "sysctl-17",
    asks: "packets with impossible senders are logged",
    look: both("net.ipv4.conf", "log_martians", "1"),
    decided: "the kernel's log would keep the addresses of whoever sends them, or of whom they pretend to be",
  },
  { id: "sysctl-19", asks: "no forwarding (IPv6)", look: kernel({ "net.ipv6.conf.all.forwarding": ["0"] }) },
  { id: "sysctl-20", asks: "no redirects are believed (IPv6)", look: both("net.ipv6.conf", "accept_redirects", "0") },
  ...["router_solicitations", "accept_ra_rtr_pref", "accept_ra_pinfo", "accept_ra_defrtr", "accept_ra", "autoconf"].map(
    (key, index): Item => ({
      id: `sysctl-${21 + index}`,
      asks: `IPv6 ${key} off`,
      look: kernel({ [`net.ipv6.conf.default.${key}`]: ["0"] }),
      decided:
        "a cloud may give a machine its IPv6 route by router advertisement (systemd.network(5), IPv6AcceptRA=), and without it the machine is cut off",
    }),
  ),
  {
    id: "sysctl-27",
    asks: "no duplicate address detection",
    look: kernel({ "net.ipv6.conf.default.dad_transmits": ["0"] }),
    decided: "RFC 4862, 5.4: it is how a machine learns that another one has its address",
  },
  {
    id: "sysctl-28",
    asks: "one IPv6 address for each card",
    look: kernel({ "net.ipv6.conf.default.max_addresses": ["1"] }),
    decided: "a card with an address by router advertisement and one of its own would lose the second",
  },
  { id: "sysctl-30", asks: "no magic key", look: kernel({ "kernel.sysrq": ["0"] }) },
  { id: "sysctl-31a", asks: "no dump of privileged programs", look: kernel({ "fs.suid_dumpable": ["0", "2"] }) },
  { id: "sysctl-31b", asks: "dumps go to a program", look: kernel({ "kernel.core_pattern": ["|/bin/false"] }) },
  { id: "sysctl-32", asks: "addresses are random", look: kernel({ "kernel.randomize_va_space": ["2"] }) },
  { id: "sysctl-33", asks: "data is not run (NX)", look: command("grep -qw nx /proc/cpuinfo") },
  {
    id: "sysctl-34",
    asks: "links and pipes of others are not followed",
    look: kernel({
      "fs.protected_fifos": ["1", "2"],
      "fs.protected_hardlinks": ["1"],
      "fs.protected_regular": ["2"],
      "fs.protected_symlinks": ["1"],
    }),
  },
  {
    id: "sysctl-35",
    asks: "no program reads another's memory",
    look: kernel({ "kernel.yama.ptrace_scope": ["2", "3"] }),
  },
  {
    id: "sshd-01",
    asks: "ciphers of its list",
    look: sshd(
      "ciphers",
      /^(?:(?:chacha20-poly1305@openssh\.com|aes256-gcm@openssh\.com|aes128-gcm@openssh\.com),?)+$/,
    ),
  },
  {
    id: "sshd-02",
    asks: "key exchanges of its list",
    look: sshd("kexalgorithms", /^(?:(?:sntrup761x25519-sha512@openssh\.com|curve25519-sha256@libssh\.org),?)+$/),
    decided:
      "its list is older than mlkem768x25519-sha256, OpenSSH's default since 10.0, which stands first here; the last is the one that a delivery speaks",
  },
  {
    id: "sshd-03",
    asks: "message codes of its list",
    look: sshd("macs", /^(?:hmac-sha2-(?:512|256)-etm@openssh\.com,?)+$/),
  },
  { id: "sshd-04", asks: "/etc/ssh is root's", look: mode("/etc/ssh", "root:root 755") },
  {
    id: "sshd-05",
    asks: "sshd_config is read by root alone",
    look: mode("/etc/ssh/sshd_config", "root:root 600"),
    decided: "it is Debian's own file and holds no secret; ours lie beside it",
  },
  { id: "sshd-06", asks: "root does not log in", look: sshd("permitrootlogin", /^no$/) },
  { id: "sshd-11", asks: "StrictModes", look: sshd("strictmodes", /^yes$/) },
  { id: "sshd-12", asks: "SyslogFacility AUTH", look: sshd("syslogfacility", /^AUTH$/i) },
  { id: "sshd-13", asks: "LogLevel VERBOSE", look: sshd("loglevel", /^VERBOSE$/i) },
  { id: "sshd-14", asks: "one modern host key", look: sshd("hostkey", /^\/etc\/ssh\/ssh_host_ed25519_key$/) },
  { id: "sshd-17", asks: "PermitUserEnvironment no", look: sshd("permituserenvironment", /^no$/) },
  { id: "sshd-18", asks: "LoginGraceTime 30", look: sshd("logingracetime", /^30$/) },
  {
    id: "sshd-19",
    asks: "MaxAuthTries 2",
    look: sshd("maxauthtries", /^[12]$/),
    decided:
      "an agent with three keys offers each in turn, and a person with two security keys would be turned away (CIS asks for 4 at most)",
  },
  { id: "sshd-20", asks: "MaxSessions 10 at most", look: sshd("maxsessions", /^(?:\d|10)$/) },
  { id: "sshd-21", asks: "MaxStartups 10:30:60", look: sshd("maxstartups", /^10:30:60$/) },
  { id: "sshd-22", asks: "PubkeyAuthentication", look: sshd("pubkeyauthentication", /^yes$/) },
  { id: "sshd-23", asks: "IgnoreRhosts", look: sshd("ignorerhosts", /^yes$/) },
  { id: "sshd-24", asks: "IgnoreUserKnownHosts", look: sshd("ignoreuserknownhosts", /^yes$/) },
  { id: "sshd-25", asks: "HostbasedAuthentication no", look: sshd("hostbasedauthentication", /^no$/) },
  { id: "sshd-27", asks: "PasswordAuthentication no", look: sshd("passwordauthentication", /^no$/) },
  { id: "sshd-28", asks: "PermitEmptyPasswords no", look: sshd("permitemptypasswords", /^no$/) },
  { id: "sshd-29", asks: "no challenge and response", look: sshd("kbdinteractiveauthentication", /^no$/) },
  { id: "sshd-30", asks: "no Kerberos", look: sshd("kerberosauthentication", /^no$/) },
  { id: "sshd-33", asks: "no GSSAPI", look: sshd("gssapiauthentication", /^no$/) },
  { id: "sshd-35", asks: "TCPKeepAlive no", look: sshd("tcpkeepalive", /^no$/) },
  {
    id: "sshd-36, 37",
    asks: "who is gone is let go of after 15 minutes",
    look: sshd("clientaliveinterval", /^(?:[1-9]\d?|[12]\d\d|300)$/),
  },
  { id: "sshd-38", asks: "no tunnels", look: sshd("permittunnel", /^no$/) },
  { id: "sshd-39", asks: "no TCP forwarding", look: sshd("allowtcpforwarding", /^no$/) },
  { id: "sshd-40", asks: "no agent forwarding", look: sshd("allowagentforwarding", /^no$/) },
  { id: "sshd-41", asks: "no gateway ports", look: sshd("gatewayports", /^no$/) },
  { id: "sshd-42", asks: "no X11", look: sshd("x11forwarding", /^no$/) },
  { id: "sshd-44", asks: "no message of the day", look: sshd("printmotd", /^no$/) },
  {
    id: "sshd-45",
    asks: "PrintLastLog no",
    look: sshd("printlastlog", /^no$/),
    decided: "an administrator who sees a login that was not theirs has learnt something (CIS and lynis ask for yes)",
  },
  { id: "sshd-46", asks: "no banner before the login", look: sshd("banner", /^none$/) },
  { id: "sshd-48", asks: "no short primes", look: command("! awk '$5 < 2047 && !/^#/' /etc/ssh/moduli | grep -q .") },
];

/** Looks at every item on a running machine. */
export async function baseline(machine: Machine): Promise<readonly BaselineRow[]> {
  const said = sshdWords(await machine.exec(["sshd", "-T"]));
  const rows: BaselineRow[] = [];
  for (const { id, asks, look, decided } of ITEMS) {
    const { met, seen, byContainer } = await looked(machine, look, said);
    const result = met ? "met" : byContainer ? "container" : decided === undefined ? "missed" : "decided";
    rows.push({ id, asks, result, seen: result === "decided" ? (decided ?? "") : met ? "" : seen });
  }
  return rows;
}

interface Looked {
  readonly met: boolean;
  readonly seen: string;
  readonly byContainer: boolean;
}

async function looked(machine: Machine, look: Look, said: ReadonlyMap<string, string>): Promise<Looked> {
  switch (look.kind) {
    case "command": {
      const text = await printed(machine, `if (${look.script}\n) 2>&1; then echo met; else echo missed; fi`);
      const lines = text.trim().split("\n");
      return { met: lines.at(-1) === "met", seen: lines.slice(0, -1).join(" "), byContainer: false };
    }
    case "sshd": {
      const seen = said.get(look.keyword) ?? "not said";
      return { met: look.good.test(seen), seen, byContainer: false };
    }
    case "kernel": {
      const wrong: string[] = [];
      let fromHost = true;
      for (const [key, good] of Object.entries(look.settings)) {
        const value = (await printed(machine, `sysctl --values ${key}`)).trim();
        if (good.includes(value)) continue;
        wrong.push(`${key} is ${value}`);
        const written = await printed(machine, `grep --no-filename -E "^-?${key} = " /etc/sysctl.d/*.conf`);
        // The release asks for it, and the kernel belongs to the container's host.
        const asked = /= (.*)/.exec(written)?.[1];
        fromHost &&= asked !== undefined && good.includes(asked) && !key.startsWith("net.ipv");
      }
      return { met: wrong.length === 0, seen: wrong.join("; "), byContainer: fromHost };
    }
  }
}

/** A line for each keyword; of several the first. */
function sshdWords(text: string): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const line of text.split("\n")) {
    const [keyword = "", ...rest] = line.split(" ");
    if (!words.has(keyword)) words.set(keyword, rest.join(" "));
  }
  return words;
}
