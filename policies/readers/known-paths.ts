import type { Clinic } from "../../clinic/clinic.ts";
import { clusterOf } from "../../services/postgresql.ts";

/**
 * Every place of ours on a machine that a reader or a rule looks at, or that nothing reads as settings. A file anywhere else is a
 * doubt: cron, logrotate, the loader's preload list and many more programs act on whatever lies in their folder. So is one under a name that its
 * program passes over: hidden, or with another ending (conf-files.c of systemd 257; augenrules of audit 4.0 asks ls for `*.rules`; fail2ban 1.1's
 * configreader.py asks glob for `*.local`).
 */
const KNOWN: readonly RegExp[] = [
  /^\/etc\/apt\//,
  /^\/etc\/audit\/(?:auditd\.conf|rules\.d\/[^/.][^/]*\.rules)$/,
  /^\/etc\/chrony\/chrony\.conf$/,
  /^\/etc\/element-web\/config\.json$/,
  /^\/etc\/fail2ban\/(?:fail2ban|jail)\.d\/[^/.][^/]*\.local$/,
  /^\/etc\/iptables\/(?:birth|closed|rules)\.v[46]$/,
  /^\/etc\/issue(?:\.net)?$/,
  /^\/etc\/jitsi\/meet\/[^/]*\.js$/,
  /^\/etc\/matrix-synapse\/(?:[^/]+\.yaml|registration\.secret)$/,
  /^\/etc\/modprobe\.d\/[^/.][^/]*\.conf$/,
  /^\/etc\/nginx\//,
  /^\/etc\/profile\.d\/90-stillroom\.sh$/,
  /^\/etc\/prosody\//,
  /^\/etc\/security\/limits\.d\/[^/.][^/]*\.conf$/,
  /^\/etc\/ssh\/(?:sshd_config|sshd_config\.d\/[^/]+|authorized_keys\.d\/[^/]+)$/,
  /^\/etc\/stillroom\/(?:certbot\.ini|egress\.json|certificates\/(?:issued|root)\.pem)$/,
  /^\/etc\/stillroom\/(?:jicofo|videobridge|sources\.list\.d)\/[^/]+$/,
  /^\/etc\/sudoers\.d\/90-stillroom$/,
  /^\/etc\/sysctl\.(?:conf|d\/[^/.][^/]*\.conf)$/,
  /^\/etc\/systemd\/(?:coredump|journald|resolved|system)\.conf(?:\.d\/[^/.][^/]*\.conf)?$/,
  /^\/etc\/systemd\/system\//,
  /^\/etc\/turnserver\.conf$/,
  /^\/etc\/wireguard\/wg0\.conf$/,
  /^\/usr\/local\/lib\/stillroom\/(?:certificate-(?:request|state)|data-volume|egress-addresses|install-certificate)$/,
  /^\/usr\/local\/lib\/stillroom\/(?:keep-(?:administrators|privileges|resolvers)|load-firewall|messaging-(?:account|database)|narrow-mounts|nobody-meets|restart-needed|video-link)$/,
  /^\/usr\/local\/lib\/stillroom\/prosody\/[^/]+\.lua$/,
  /^\/usr\/local\/share\/stillroom\/(?:video|well-known)\//,
];

/** @param clinic decides the version of PostgreSQL, and with it the folder from which its server reads */
export function isKnownPath(path: string, clinic: Clinic): boolean {
  return PLAIN.test(path) && (KNOWN.some((form) => form.test(path)) || isDatabaseFile(path, clinic));
}

/**
 * What the server of the one cluster reads: Debian's postgresql.conf includes the folder (postgresql-common 278, createcluster.conf), of which
 * the server takes files that end in .conf and are not hidden (PostgreSQL 17, "Configuration File Includes").
 */
export function isDatabaseFile(path: string, clinic: Clinic): boolean {
  const folder = `/etc/postgresql/${clusterOf(clinic).replace("-", "/")}/`;
  return path.startsWith(folder) && /^(?:conf\.d\/[^/.][^/]*\.conf|pg_hba\.conf)$/.test(path.slice(folder.length));
}

/** Written in the one way that there is: `..`, `.` and doubled slashes lead elsewhere than they seem to, or twice to one place. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[\w@%+.-]+)+$/;
