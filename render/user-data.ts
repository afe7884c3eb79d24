import { gzipSync } from "node:zlib";
import { stringify } from "yaml";
import type { Clinic } from "../clinic/clinic.ts";
import { doorsOutside } from "../services/firewall.ts";
import { ADMINISTRATORS_GROUP } from "../services/ssh.ts";
import { QUOTES } from "./quote.ts";
import type { Release, ReleaseFile } from "./release.ts";
import { ContradictoryRelease } from "./render.ts";

/** What a machine is given at birth and nowhere else: it is the one secret of its user data. */
export interface Birth {
  /** SSH host key, ed25519: OpenSSH's private format and `ssh-ed25519 AAAA…`. */
  readonly hostKey: { readonly privateKey: string; readonly publicKey: string };
}

/** The user data is longer than the cloud takes; the message says by how much and what to shorten. */
export class UserDataTooLong extends Error {}

/** Bytes. AWS, "Run commands when you launch an EC2 instance": 16 KB before encoding. Hetzner Cloud API, create a server: 32 KiB. */
const LONGEST = { aws: 16_384, hetzner: 32_768, existing: Infinity } as const;

/** What a delivery needs before it can bring its own packages: the agent's runtime, sudo, apt's and gpg's tools, the packet filter. */
const PACKAGES = ["ca-certificates", "gpg", "iptables", "nodejs", "python3-apt", "sudo"];

/**
 * The `#cloud-config` by which a machine boots for the first time: closed in both directions and both address families before
 * the network is used, administrators with their keys and no password, the host key by which it is recognised, and
 * those files of the release that are marked for birth. Everything else comes with the first delivery.
 *
 * Keys and modules: cloud-init 22.4 (Debian 12) and 25.1 (Debian 13), `cloud-init schema`. Its order: bootcmd, write_files, users
 * and ssh before sshd starts; then packages; then runcmd (/etc/cloud/cloud.cfg).
 *
 * @throws ContradictoryRelease where a file for birth holds a placeholder, which only the agent could fill
 * @throws UserDataTooLong where the clinic's cloud would refuse it
 */
export function userDataOf(release: Release, clinic: Clinic, birth: Birth): string {
  const files = release.files.filter((file) => file.birth);
  for (const file of files) {
    if (file.text.includes("@@"))
      throw new ContradictoryRelease(
        `${file.path} is needed at birth, but holds a placeholder that only the agent fills.`,
      );
  }
  const document = {
    fqdn: clinic.names.host,
    prefer_fqdn_over_hostname: true,
    manage_etc_hosts: "localhost",
    // cloud-init's own default is a locale that Debian's images don't have: the update-locale call fails.
    locale: "C.UTF-8",
    disable_root: true,
    ssh_pwauth: false,
    ssh_deletekeys: true,
    ssh_keys: { ed25519_private: birth.hostKey.privateKey, ed25519_public: birth.hostKey.publicKey },
    no_ssh_fingerprints: true,
    groups: [ADMINISTRATORS_GROUP],
    users: clinic.administrators.map(({ name }) => ({
      name,
      groups: [ADMINISTRATORS_GROUP],
      shell: "/bin/bash",
      lock_passwd: true,
    })),
    bootcmd: [["sh", "-c", firstMoment(release, clinic)]],
    write_files: files.map(writtenFile),
    apt: { preserve_sources_list: true },
    package_update: true,
    packages: PACKAGES,
    runcmd: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "stillroom-firewall.service"],
      ["systemctl", "restart", "systemd-sysctl.service", "systemd-journald.service"],
      ["systemctl", "reload-or-restart", "ssh.service"],
    ],
  };
  const text = `#cloud-config\n${stringify(document, { lineWidth: 0 })}`;
  checkLength(text, clinic);
  return text;
}

function checkLength(text: string, clinic: Clinic): void {
  const { provider } = clinic.machine;
  const length = Buffer.byteLength(text);
  if (length > LONGEST[provider]) {
    throw new UserDataTooLong(
      `The machine's user data has ${length} bytes, and ${provider} takes ${LONGEST[provider]}: name fewer administrators, keys or networks.`,
    );
  }
}

/** cc_write_files, encoding `gz+b64`: AWS takes no more than 16 KB in all. */
function writtenFile(file: ReleaseFile) {
  return {
    path: file.path,
    owner: `${file.owner}:${file.group}`,
    permissions: file.mode,
    encoding: "gz+b64",
    content: packed(file.text),
  };
}

function packed(text: string): string {
  return gzipSync(text, { level: 9 }).toString("base64");
}

/**
 * The first command of the first boot: the packet filter, before any file was written and any package fetched. bootcmd runs
 * at every boot, so it does nothing once the machine has its own unit for this.
 *
 * Debian's own cloud images bring iptables (debian-cloud-images, package_config/SYSTEM_BOOT); for an image of a
 * provider's own without it there are nftables rules to the same effect, which load-firewall takes away again.
 */
function firstMoment(release: Release, clinic: Clinic): string {
  return `[ -e /usr/local/lib/stillroom/load-firewall ] && exit 0
unpacked() { printf %s "$1" | base64 -d | gzip -d; }
if command -v iptables-restore > /dev/null; then
unpacked ${packed(rulesForBirth(release, 4))} | iptables-restore
unpacked ${packed(rulesForBirth(release, 6))} | ip6tables-restore
elif command -v nft > /dev/null; then
unpacked ${packed(nftablesRules(release, clinic))} | nft -f -
else
echo 'Neither iptables nor nft: until packages are installed only the firewall of the cloud protects this machine.' >&2
fi
`;
}

function rulesForBirth(release: Release, family: 4 | 6): string {
  const file = release.files.find((one) => one.path === `/etc/iptables/birth.v${family}`);
  if (file === undefined) throw new ContradictoryRelease(`The release has no rules for birth in IPv${family}.`);
  return file.text;
}

/** nft(8), 1.0.6 (Debian 12) and 1.1.3 (Debian 13): what birth.v4 and birth.v6 say, for a machine without iptables. */
function nftablesRules(release: Release, clinic: Clinic): string {
  const ports = doorsOutside(release.ports);
  const administration = clinic.administrationFrom.flatMap((network) =>
    ports.map(
      ({ protocol, from, to }) =>
        `    ${network.includes(":") ? "ip6" : "ip"} saddr ${word(network)} ${protocol} dport ${from}-${to} accept\n`,
    ),
  );
  return `table inet stillroom_birth {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    icmpv6 type { nd-router-advert, nd-neighbor-solicit, nd-neighbor-advert } ip6 hoplimit 255 accept
    ct state established accept
    meta l4proto { icmp, ipv6-icmp } ct state related accept
    udp sport 67 udp dport 68 accept
    ip6 saddr fe80::/10 udp sport 547 udp dport 546 accept
${administration.join("")}  }
  chain forward {
    type filter hook forward priority 0; policy drop;
  }
  chain output {
    type filter hook output priority 0; policy drop;
    oif lo accept
    icmpv6 type { nd-router-solicit, nd-neighbor-solicit, nd-neighbor-advert, mld2-listener-report } accept
    ct state established accept
    udp sport 68 udp dport 67 accept
    ip6 daddr ff02::1:2 udp sport 546 udp dport 547 accept
    ip daddr 169.254.169.254 meta skuid != 0 drop
    ip6 daddr fd00:ec2::254 meta skuid != 0 drop
    udp dport 53 accept
    tcp dport 53 accept
    meta skuid { "root", "_apt" } tcp dport { 80, 443 } accept
  }
}
`;
}

function word(value: string): string {
  const text = QUOTES["word"]?.(value);
  if (text === undefined) throw new Error("There is no quoting helper called word.");
  return text;
}
