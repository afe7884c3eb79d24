import type { Clinic } from "../../clinic/clinic.ts";
import { clusterOf } from "../../services/postgresql.ts";
import type { Format } from "../../services/service.ts";

/**
 * Every place of ours on a machine that a reader or a rule looks at, or that nothing reads as settings, with the format of what lies there. A file anywhere else is a
 * doubt: cron, logrotate, the loader's preload list and many more programs act on whatever lies in their folder. So is one under a name that its
 * program passes over: hidden, or with another ending (conf-files.c of systemd 257; augenrules of audit 4.0 asks ls for `*.rules`; fail2ban 1.1's
 * configreader.py asks glob for `*.local`).
 */
const KNOWN: readonly (readonly [RegExp, Format])[] = [
  [/^\/etc\/apt\/keyrings\//, "text"],
  [/^\/etc\/apt\//, "apt"],
  [/^\/etc\/audit\/auditd\.conf$/, "ini"],
  [/^\/etc\/audit\/rules\.d\/[^/.][^/]*\.rules$/, "text"],
  [/^\/etc\/chrony\/chrony\.conf$/, "chrony"],
  [/^\/etc\/element-web\/config\.json$/, "json"],
  [/^\/etc\/fail2ban\/(?:fail2ban|jail)\.d\/[^/.][^/]*\.local$/, "ini"],
  [/^\/etc\/iptables\/(?:birth|closed|rules)\.v[46]$/, "iptables"],
  [/^\/etc\/issue(?:\.net)?$/, "text"],
  [/^\/etc\/jitsi\/meet\/[^/]*\.js$/, "javascript"],
  [/^\/etc\/matrix-synapse\/[^/]+\.yaml$/, "yaml"],
  [/^\/etc\/matrix-synapse\/registration\.secret$/, "text"],
  [/^\/etc\/modprobe\.d\/[^/.][^/]*\.conf$/, "text"],
  [/^\/etc\/nginx\//, "nginx"],
  [/^\/etc\/profile\.d\/90-stillroom\.sh$/, "shell"],
  [/^\/etc\/prosody\//, "lua"],
  [/^\/etc\/security\/limits\.d\/[^/.][^/]*\.conf$/, "text"],
  [/^\/etc\/ssh\/(?:sshd_config|sshd_config\.d\/[^/]+)$/, "sshd"],
  [/^\/etc\/ssh\/authorized_keys\.d\/[^/]+$/, "text"],
  [/^\/etc\/stillroom\/certbot\.ini$/, "ini"],
  [/^\/etc\/stillroom\/certificates\/(?:issued|root)\.pem$/, "text"],
  [/^\/etc\/stillroom\/(?:desk|egress)\.json$/, "json"],
  [/^\/etc\/stillroom\/device-names\.conf$/, "dnsmasq"],
  [/^\/etc\/stillroom\/(?:jicofo|videobridge)\/logging\.properties$/, "ini"],
  [/^\/etc\/stillroom\/(?:jicofo|videobridge)\/[^/]+$/, "hocon"],
  [/^\/etc\/stillroom\/sources\.list\.d\/[^/]+$/, "apt"],
  [/^\/etc\/sudoers\.d\/90-stillroom$/, "text"],
  [/^\/etc\/sysctl\.(?:conf|d\/[^/.][^/]*\.conf)$/, "sysctl"],
  [/^\/etc\/systemd\/(?:coredump|journald|resolved|system)\.conf(?:\.d\/[^/.][^/]*\.conf)?$/, "ini"],
  [/^\/etc\/systemd\/system\//, "systemd"],
  [/^\/etc\/turnserver\.conf$/, "coturn"],
  [/^\/etc\/wireguard\/wg[01]\.conf$/, "ini"],
  [/^\/usr\/local\/lib\/stillroom\/(?:desk|desk-page\.js|egress-addresses|video-link)$/, "javascript"],
  [/^\/usr\/local\/lib\/stillroom\/desk-database$/, "shell"],
  [/^\/usr\/local\/lib\/stillroom\/desk-schema\.sql$/, "text"],
  [/^\/usr\/local\/lib\/stillroom\/(?:certificate-(?:request|state)|data-volume|install-certificate)$/, "shell"],
  [/^\/usr\/local\/lib\/stillroom\/keep-(?:administrators|privileges|resolvers)$/, "shell"],
  [/^\/usr\/local\/lib\/stillroom\/(?:load-firewall|messaging-(?:account|database)|narrow-mounts)$/, "shell"],
  [/^\/usr\/local\/lib\/stillroom\/(?:nobody-meets|restart-needed)$/, "shell"],
  [/^\/usr\/local\/lib\/stillroom\/prosody\/[^/]+\.lua$/, "lua"],
  [/^\/usr\/local\/share\/stillroom\/video\/.*\.css$/, "css"],
  [/^\/usr\/local\/share\/stillroom\/video\/.*\.html$/, "html"],
  [/^\/usr\/local\/share\/stillroom\/video\/.*\.js$/, "javascript"],
  [/^\/usr\/local\/share\/stillroom\/well-known\//, "json"],
];

/**
 * The format in which the program reads that a file is for; undefined where the path is none that is known.
 *
 * @param clinic decides the version of PostgreSQL, and with it the folder from which its server reads
 */
export function formatAt(path: string, clinic: Clinic): Format | undefined {
  if (!PLAIN.test(path)) return undefined;
  return KNOWN.find(([form]) => form.test(path))?.[1] ?? (isDatabaseFile(path, clinic) ? "text" : undefined);
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
