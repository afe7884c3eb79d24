/**
 * Every place of ours on a machine that a reader or a rule looks at, or that nothing reads as settings. A file anywhere else is a
 * doubt: cron, logrotate, the loader's preload list and many more programs act on whatever lies in their folder.
 */
const KNOWN: readonly RegExp[] = [
  /^\/etc\/apt\//,
  /^\/etc\/audit\/(?:auditd\.conf|rules\.d\/[^/]+)$/,
  /^\/etc\/chrony\/chrony\.conf$/,
  /^\/etc\/element-web\/config\.json$/,
  /^\/etc\/fail2ban\/(?:fail2ban|jail)\.d\/[^/]+\.local$/,
  /^\/etc\/iptables\/(?:birth|closed|rules)\.v[46]$/,
  /^\/etc\/jitsi\/meet\/[^/]*\.js$/,
  /^\/etc\/matrix-synapse\/(?:[^/]+\.yaml|registration\.secret)$/,
  /^\/etc\/nginx\//,
  /^\/etc\/postgresql\/\d+\/main\/(?:conf\.d\/[^/]+|pg_hba\.conf)$/,
  /^\/etc\/prosody\//,
  /^\/etc\/ssh\/(?:sshd_config|sshd_config\.d\/[^/]+|authorized_keys\.d\/[^/]+)$/,
  /^\/etc\/stillroom\/(?:certbot\.ini|egress\.json|certificates\/(?:issued|root)\.pem)$/,
  /^\/etc\/stillroom\/(?:jicofo|videobridge|sources\.list\.d)\/[^/]+$/,
  /^\/etc\/sudoers\.d\/90-stillroom$/,
  /^\/etc\/sysctl\.(?:conf|d\/[^/]+)$/,
  /^\/etc\/systemd\/(?:journald|resolved)\.conf(?:\.d\/[^/]+)?$/,
  /^\/etc\/systemd\/system\//,
  /^\/etc\/turnserver\.conf$/,
  /^\/etc\/wireguard\/wg0\.conf$/,
  /^\/usr\/local\/lib\/stillroom\/(?:certificate-(?:request|state)|data-volume|egress-addresses|install-certificate)$/,
  /^\/usr\/local\/lib\/stillroom\/(?:keep-(?:administrators|resolvers)|load-firewall|messaging-(?:account|database)|video-link)$/,
  /^\/usr\/local\/lib\/stillroom\/prosody\/[^/]+\.lua$/,
  /^\/usr\/local\/share\/stillroom\/(?:video|well-known)\//,
];

export function isKnownPath(path: string): boolean {
  return PLAIN.test(path) && KNOWN.some((form) => form.test(path));
}

/** Written in the one way that there is: `..`, `.` and doubled slashes lead elsewhere than they seem to, or twice to one place. */
const PLAIN = /^(?:\/(?!\.{1,2}(?:\/|$))[\w@%+.-]+)+$/;
