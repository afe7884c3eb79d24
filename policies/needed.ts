import type { Clinic } from "../clinic/clinic.ts";
import { isAllInside } from "../services/devices.ts";

/**
 * What every machine of a practice has and no rule would miss otherwise: a copy of what services/ declare, on purpose, so that nobody takes it out
 * of a service in silence. Files that a reader reads are missed by the reader.
 */

const OURS = "/usr/local/lib/stillroom/";
const UNITS = "/etc/systemd/system/";

/** Elsewhere an administrator has to open the volume with messages and appointments after a restart. */
export function restartsItself({ machine, messaging, desk }: Clinic): boolean {
  return machine.provider !== "hetzner" || !(messaging.enabled || desk.enabled);
}

/** Files on which a unit, a step, or an administrator relies. */
export function neededFiles(clinic: Clinic): readonly string[] {
  const acme = clinic.certificates.issuer === "acme";
  return [
    ...["certificate-state", "install-certificate", "keep-administrators", "keep-privileges", "keep-resolvers"].map(
      ours,
    ),
    ...["nobody-meets", ...(restartsItself(clinic) ? ["restart-needed"] : [])].map(ours),
    ...["apt-daily-upgrade.service.d/stillroom.conf", "apt-daily-upgrade.timer.d/stillroom.conf"].map(unit),
    ...(restartsItself(clinic) ? ["stillroom-restart.service", "stillroom-restart.timer"].map(unit) : []),
    ...["narrow-mounts", ...(acme ? [] : ["certificate-request"])].map(ours),
    ...(clinic.messaging.enabled ? ["messaging-account", "messaging-database"].map(ours) : []),
    ...(clinic.messaging.enabled ? ["/etc/matrix-synapse/registration.secret"] : []),
    ...(clinic.desk.enabled ? ["desk", "desk-database", "desk-page.js", "desk-schema.sql"].map(ours) : []),
    ...(clinic.desk.enabled ? ["/etc/stillroom/desk.json", unit("desk.service")] : []),
    ...(isAllInside(clinic) ? ["/etc/stillroom/device-names.conf", unit("device-names.service")] : []),
    ...["audit-rotate.service", "audit-rules.service.d/stillroom.conf", "auditd.service.d/stillroom.conf"].map(unit),
    ...["stillroom-mounts.service", "tmp.mount"].map(unit),
    ...(acme ? ["certbot.service.d/stillroom.conf", "certificates.service", "certificates.timer"].map(unit) : []),
    ...clinic.administrators.map(({ name }) => `/etc/ssh/authorized_keys.d/${name}`),
    ...["/etc/issue", "/etc/issue.net", "/etc/sudoers.d/90-stillroom"],
    ...["/etc/modprobe.d/90-stillroom.conf", "/etc/profile.d/90-stillroom.sh"],
    ...["/etc/security/limits.d/90-stillroom.conf", "/etc/systemd/coredump.conf.d/90-stillroom.conf"],
    "/etc/systemd/system.conf.d/90-stillroom.conf",
  ];
}

function ours(name: string): string {
  return `${OURS}${name}`;
}

function unit(name: string): string {
  return `${UNITS}${name}`;
}

/** Files that a cloud's machine has from its first second, before any delivery: who gets in, and what leaves it. */
export function filesOfBirth(clinic: Clinic): readonly string[] {
  return [
    ...["birth.v4", "birth.v6", "closed.v4", "closed.v6"].map((name) => `/etc/iptables/${name}`),
    ...clinic.administrators.map(({ name }) => `/etc/ssh/authorized_keys.d/${name}`),
    ...["/etc/ssh/sshd_config.d/00-stillroom.conf", "/etc/sudoers.d/90-stillroom", "/etc/sysctl.d/90-stillroom.conf"],
    ...[`${UNITS}stillroom-firewall.service`, `${OURS}load-firewall`],
  ];
}

/** Packages without which a service is missing, or one that came with the machine takes its place. */
export function neededPackages(clinic: Clinic): readonly string[] {
  const { certificates, desk, devices, egress, machine, messaging } = clinic;
  return [
    ...["apparmor", "auditd", "ca-certificates", "chrony", "coturn", "fail2ban", "iptables", "jicofo"],
    ...["jitsi-meet-prosody", "jitsi-meet-web", "jitsi-videobridge2", "libnss-resolve", "lua-cjson", "nftables"],
    ...["nginx", "nodejs", "openssh-server", "openssl", "prosody", "python3-systemd", "ruby-hocon", "ssl-cert"],
    ...["sudo", "systemd-resolved", "unattended-upgrades"],
    ...(messaging.enabled ? ["element-web", "matrix-synapse-py3"] : []),
    ...(messaging.enabled || desk.enabled ? ["postgresql"] : []),
    ...(certificates.issuer === "acme" ? ["certbot"] : []),
    ...(egress.kind === "vpn-only" || devices !== undefined ? ["wireguard-go", "wireguard-tools"] : []),
    ...(isAllInside(clinic) ? ["dnsmasq-base"] : []),
    ...(machine.provider === "hetzner" ? ["cryptsetup-bin"] : []),
  ];
}

/** Accounts that no package makes. */
export function neededAccounts(clinic: Clinic): readonly string[] {
  return [...(clinic.certificates.issuer === "acme" ? ["certificates"] : []), ...(clinic.desk.enabled ? ["desk"] : [])];
}
