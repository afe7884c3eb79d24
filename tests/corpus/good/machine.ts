import { appended, replaced, withText, withoutFile } from "../../../policies/breaking.ts";
import { ENTRY } from "../../../policies/configuration.ts";
import { CLINIC, MIRRORED } from "../../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";
import { brought } from "../brought.ts";
import type { GoodTree } from "../tree.ts";

const SSH = "/etc/ssh/sshd_config.d/00-stillroom.conf";
const DEBIAN = "/etc/stillroom/sources.list.d/debian.sources";
const SETTINGS = "/etc/apt/apt.conf.d/90stillroom-sources";
const UPDATES = "/etc/apt/apt.conf.d/90stillroom-updates";
const JOURNAL = "/etc/systemd/journald.conf.d/zz-stillroom.conf";
const AUDIT = "/etc/audit/auditd.conf";
const KERNEL = "/etc/sysctl.d/90-stillroom.conf";
const UNITS = "/etc/systemd/system/";

/** sshd_config(5): each narrows, or is without effect beside what our file demands. */
const HARMLESS_SSH: readonly string[] = [
  ...["AcceptEnv LANG LC_* COLORTERM", "AddressFamily any", "AllowAgentForwarding yes", "AllowGroups administrators"],
  ...["AllowStreamLocalForwarding yes", "AllowTcpForwarding local", "AuthorizedKeysCommand none"],
  ...["AuthorizedKeysCommandUser nobody", "AuthorizedPrincipalsCommand none", "AuthorizedPrincipalsCommandUser nobody"],
  ...["AuthorizedPrincipalsFile none", "CASignatureAlgorithms ssh-ed25519", "ChannelTimeout session=1h"],
  ...["ChrootDirectory none", "ClientAliveCountMax 3", "ClientAliveInterval 30", "Compression no", "DenyGroups guests"],
  ...["DenyUsers guest", "ExposeAuthInfo yes", "FingerprintHash sha256", "ForceCommand none", "GatewayPorts yes"],
  ...["GSSAPIAuthentication no", "GSSAPICleanupCredentials yes", "GSSAPIStrictAcceptorCheck yes"],
  ...["HostKey /etc/ssh/ssh_host_rsa_key", "HostbasedAcceptedAlgorithms ssh-ed25519", "HostKeyAlgorithms ssh-ed25519"],
  ...["HostbasedUsesNameFromPacketOnly no", "IgnoreRhosts yes", "IgnoreUserKnownHosts yes", "IPQoS none"],
  ...["KerberosAuthentication no", "KerberosGetAFSToken no", "KerberosOrLocalPasswd no", "KerberosTicketCleanup yes"],
  ...[
    "LoginGraceTime 120",
    "LogLevel VERBOSE",
    "MaxAuthTries 2",
    "MaxSessions 2",
    "MaxStartups 3",
    "PAMServiceName sshd",
  ],
  ...["PerSourceMaxStartups 2", "PerSourceNetBlockSize 32:64", "PerSourcePenalties yes", "PermitListen any"],
  ...["PermitOpen any", "PermitTTY yes", "PermitTunnel yes", "PermitUserRC yes", "Port 22", "PrintLastLog yes"],
  ...["PrintMotd yes", "PubkeyAcceptedAlgorithms ssh-ed25519", "PubkeyAuthentication yes", "PubkeyAuthOptions none"],
  ...["RefuseConnection no", "RekeyLimit 1G 1h", "RequiredRSASize 2048", "RevokedKeys none", "StrictModes yes"],
  ...["StreamLocalBindMask 0177", "StreamLocalBindUnlink yes", "Subsystem sftp /usr/lib/openssh/sftp-server"],
  ...[
    "SyslogFacility AUTHPRIV",
    "TCPKeepAlive no",
    "TrustedUserCAKeys none",
    "UnusedConnectionTimeout 5m",
    "UseDNS no",
  ],
  ...["UsePAM yes", "VersionAddendum none", "X11DisplayOffset 10", "X11Forwarding yes", "X11UseLocalhost yes"],
  "XAuthLocation /usr/bin/xauth",
];

/** turnserver(1): each narrows, or says nothing of who gets in and where to. */
const HARMLESS_RELAY: readonly string[] = [
  ...["check-origin-consistency", "rest-api-separator=:", "secure-stun", "relay-threads=2", "udp-self-balance"],
  ...["bps-capacity=0", "max-allocate-lifetime=3600", "max-allocate-timeout=60", "channel-lifetime=600"],
  ...["permission-lifetime=300", "no-udp=0", "no-tcp=0", "no-tls=0", "no-udp-relay=0", "no-stun", "stun-only=0"],
  ...["no-auth-pings", "no-dynamic-ip-list", "no-dynamic-realms", "keep-address-family", "pidfile=/run/turn.pid"],
  ...["allocation-default-address-family=keep", "dh566=0", "dh1066=0", "ec-curve-name=prime256v1", "no-sslv2"],
  ...[
    "no-sslv3",
    "no-tlsv1_2=0",
    "secret-ts-exp-time=1",
    "daemon=0",
    "syslog=0",
    "syslog-facility=LOG_AUTH",
    "verbose=0",
  ],
  ...["Verbose=0", "log-binding=0", "new-log-timestamp", "new-log-timestamp-format=%s", "prod", "dh-file=/etc/dh.pem"],
  ...["web-admin=0", "web-admin-listen-on-workers=no", "server-relay=off", "oauth=false"],
];

/** Python's logging, "LogRecord attributes", and what Synapse adds that tells of nobody. */
const WRITTEN: readonly string[] = [
  ...["asctime", "created", "filename", "funcName", "levelname", "levelno", "lineno", "message", "module", "msecs"],
  ...["name", "process", "processName", "relativeCreated", "request", "server_name", "thread", "threadName"],
];

/** apt's configure-index and unattended-upgrades' README: each leaves who is believed as it is. */
const HARMLESS_APT: readonly string[] = [
  ...["AllowDowngradeToInsecureRepositories no", "AllowWeakRepositories no", "Check-Date yes", "ForceIPv4 1"],
  ...["ForceIPv6 0", "http::Dl-Limit 900", "http::Timeout 20", "https::Timeout 20", "https::Verify-Host yes"],
  ...["Languages none", "Languages:: en", "PDiffs 0", "Retries 3"],
]
  .map((setting) => `Acquire::${setting};`)
  .concat(
    ...["APT::Color 0;", "APT::Get::Assume-Yes 1;", "APT::Get::Show-Versions 1;", "APT::Install-Recommends 0;"],
    ...["APT::Install-Suggests 0;", "APT::Sandbox::User _apt;", "DPkg::Lock::Timeout 60;"],
    ["CleanInterval", "Download-Upgradeable-Packages", "MaxAge", "RandomSleep", "Verbose"].map(
      (name) => `APT::Periodic::${name} 1;`,
    ),
    ["AutoFixInterruptedDpkg", "Automatic-Reboot-Time", "Automatic-Reboot-WithUsers", "Debug", "MinimalSteps"]
      .concat(["Remove-Unused-Dependencies", "SyslogFacility", "Verbose"])
      .map((name) => `Unattended-Upgrade::${name} 1;`),
  );

/** sources.list(5): each leaves who vouches for a package as it is. */
const HARMLESS_SOURCES: readonly string[] = [
  ...["Allow-Downgrade-To-Insecure: no", "Allow-Insecure: no", "Allow-Weak: no", "Architectures-Add: arm64"],
  ...[
    "By-Hash: yes",
    "Check-Date: yes",
    "Check-Valid-Until: yes",
    "Languages: none",
    "PDiffs: no",
    "Targets: Packages",
  ],
  ...["Trusted: no", "X-Repolib-Name: base"],
];

/** systemd.time(7), "Parsing Time Spans". */
const UNITS_OF_TIME = [
  ...["1", "1s 1sec 1second 1seconds", "1m 1min 1minute 1minutes", "1h 1hr 1hour 1hours", "1d 1day 1days"],
  ...["1w 1week 1weeks", "0M 0month 0months", "0y 0year 0years"],
].join(" ");

export const TREES: readonly GoodTree[] = [
  {
    how: "sshd's keywords are in capitals, behind equals signs, and quoted",
    apply: (release) =>
      withText(release, SSH, (text) =>
        text.replace(
          /^(PermitRootLogin|PasswordAuthentication|Banner) (\w+)$/gm,
          (_, key: string, value: string) => `\t${key.toUpperCase()} = "${value}" # as before`,
        ),
      ),
  },
  {
    how: "sshd's file says yes to passwords in its last line, where it no longer counts",
    apply: (release) => appended(release, SSH, "PasswordAuthentication yes\nPermitRootLogin yes"),
  },
  {
    how: "a Match says for an administrator what holds for everybody, and narrows",
    apply: (release) =>
      appended(
        release,
        SSH,
        "Match User=ops\n    PermitRootLogin no\n    MaxSessions 2\nMatch all\n    MaxAuthTries 3",
      ),
  },
  {
    how: "a second file of sshd's denies somebody more and names what sshd no longer knows",
    apply: (release) =>
      brought(
        release,
        "ssh",
        "/etc/ssh/sshd_config.d/10-narrow.conf",
        "DenyUsers guest\nProtocol 2\nUsePrivilegeSeparation yes\n",
      ),
  },
  {
    how: "sshd's main file comes with the release, and includes the folder first as Debian's does",
    apply: (release) =>
      brought(
        release,
        "ssh",
        "/etc/ssh/sshd_config",
        "Include sshd_config.d/*.conf\nPermitRootLogin yes\nX11Forwarding yes\nSubsystem sftp internal-sftp\n",
      ),
  },
  {
    how: "sshd's settings stand in a file that ours includes",
    apply: (release) =>
      brought(
        replaced(release, SSH, /^PermitRootLogin no$/m, "Include /etc/ssh/sshd_config.d/root.inc"),
        "ssh",
        "/etc/ssh/sshd_config.d/root.inc",
        "PermitRootLogin no\n",
      ),
  },
  {
    how: "the fields of apt's stanzas stand in another order, in capitals, over several lines",
    apply: (release) =>
      withText(release, DEBIAN, (text) =>
        text
          .replace(/^Types: deb$/gm, "Enabled: yes\nLanguages: en de\nTYPES: deb")
          .replace(/^Components: (.*)$/gm, "Components:\n# all that is needed\n $1"),
      ),
  },
  {
    how: "Debian's repositories are named in the older form of one line each",
    apply: (release) => {
      const key = "signed-by=/usr/share/keyrings/debian-archive-keyring.gpg";
      const lines = [
        `deb [${key} arch=amd64 lang=none target=Packages] https://deb.debian.org/debian trixie main`,
        `deb [ arch=amd64 ${key} ] https://deb.debian.org/debian/ trixie-updates main # mends`,
        `deb [${key}] https://deb.debian.org/debian-security trixie-security main`,
        "# deb [trusted=yes] https://elsewhere.example/debian trixie main",
      ];
      return brought(
        withoutFile(release, DEBIAN),
        "sources",
        DEBIAN.replace(".sources", ".list"),
        `${lines.join("\n")}\n`,
      );
    },
  },
  {
    how: "a list that was taken out of use lies beside, under a name that apt passes over",
    apply: (release) =>
      brought(
        release,
        "sources",
        `${DEBIAN.replace(".sources", ".list")}.save`,
        "deb [trusted=yes] http://old.example/debian x main\n",
      ),
  },
  {
    how: "apt's settings are written in blocks, with every kind of comment",
    apply: (release) =>
      withText(release, UPDATES, (text) =>
        text.replace(/^APT::Periodic::(\S+) "(\d)";$/gm, '/* apt */ APT { Periodic { $1 "$2"; }; }; # one // two'),
      ),
  },
  {
    how: "apt is told in so many words to refuse what it refuses anyway",
    apply: (release) =>
      appended(
        release,
        SETTINGS,
        'Acquire { AllowInsecureRepositories "no"; Check-Valid-Until "true"; https::Verify-Peer "1"; };\nAPT::Get::AllowUnauthenticated "false";',
      ),
  },
  {
    how: "the origins of mends are written in short, with the release's own name",
    apply: (release) =>
      replaced(
        release,
        UPDATES,
        "origin=Debian,codename=${distro_codename}-security,label=Debian-Security",
        "o=Debian, l=Debian-Security, n=trixie-security",
      ),
  },
  {
    how: "one mirror of the practice's own carries all packages",
    clinic: MIRRORED,
  },
  {
    how: "the relay's denied addresses are written as two halves, in another order",
    apply: (release) =>
      replaced(
        release,
        ENTRY.coturn,
        "denied-peer-ip=0.0.0.0-255.255.255.255",
        'denied-peer-ip "128.0.0.0-255.255.255.255"\ndenied-peer-ip = 0.0.0.0-127.255.255.255',
      ),
  },
  {
    how: "the relay's switches say yes in many words, and no to what would harm",
    apply: (release) =>
      withText(
        release,
        ENTRY.coturn,
        (text) =>
          `${text.replace(/^no-cli$/m, "no-cli=On").replace(/^no-tcp-relay$/m, "no-tcp-relay 1")}\nVerbose=no\nallow-loopback-peers=0\nmobility = off\n`,
      ),
  },
  {
    how: "a service's settings are spelt in other words, over several lines",
    apply: (release) =>
      withText(release, `${UNITS}coturn.service.d/stillroom.conf`, (text) =>
        text
          .replace("NoNewPrivileges=yes", "  NoNewPrivileges = TRUE")
          .replace(/^RestrictAddressFamilies=AF_UNIX /m, "RestrictAddressFamilies=AF_UNIX \\\n# and\n    "),
      ),
  },
  {
    how: "a drop-in that sorts before ours loosens what ours tightens again",
    apply: (release) =>
      brought(
        release,
        "coturn",
        `${UNITS}coturn.service.d/00-early.conf`,
        "[Service]\nNoNewPrivileges=no\nCapabilityBoundingSet=CAP_SYS_ADMIN\nCapabilityBoundingSet=\n",
      ),
  },
  {
    how: "a drop-in limits a service's memory and the programs it runs",
    apply: (release) =>
      brought(release, "nginx", `${UNITS}nginx.service.d/10-limits.conf`, "[Service]\nMemoryMax=512M\nTasksMax=200\n"),
  },
  {
    how: "the relay's calls of the kernel are said as two sets on one line",
    apply: (release) =>
      replaced(
        release,
        `${UNITS}coturn.service.d/stillroom.conf`,
        "SystemCallFilter=@system-service",
        "SystemCallFilter=@system-service @chown",
      ),
  },
  {
    how: "a machine without messages, which restarts itself after updates",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
    apply: (release) => release,
  },
  {
    how: "nginx may do less than it might",
    apply: (release) =>
      appended(
        replaced(release, `${UNITS}nginx.service.d/stillroom.conf`, "CAP_CHOWN CAP_DAC_OVERRIDE", "CAP_DAC_OVERRIDE"),
        `${UNITS}nginx.service.d/stillroom.conf`,
        "CapabilityBoundingSet=~CAP_KILL",
      ),
  },
  {
    how: "nginx is told its powers one after the other",
    apply: (release) =>
      replaced(
        release,
        `${UNITS}nginx.service.d/stillroom.conf`,
        "CAP_CHOWN CAP_DAC_OVERRIDE",
        "CAP_CHOWN\nCapabilityBoundingSet=CAP_DAC_OVERRIDE",
      ),
  },
  {
    how: "the journal is kept for two days, said in hours",
    apply: (release) => replaced(release, JOURNAL, /MaxRetentionSec=.*/, "MaxRetentionSec = 1d 24h"),
  },
  {
    how: "our file for the journal takes the place of Debian's own by its name",
    apply: (release) => {
      const text = release.files.find(({ path }) => path === JOURNAL)?.text ?? "";
      return withoutFile(brought(release, "journal", "/etc/systemd/journald.conf.d/syslog.conf", text), JOURNAL);
    },
  },
  {
    how: "the audit log is kept for a year and a day, with blanks where none are needed",
    apply: (release) =>
      withText(release, AUDIT, (text) =>
        text
          .replace(/^num_logs = .*$/m, "num_logs   =   366")
          .replace("max_log_file_action = ROTATE", "max_log_file_action = rotate"),
      ),
  },
  {
    how: "the kernel's settings are written with slashes, some of them twice",
    apply: (release) =>
      withText(
        release,
        KERNEL,
        (text) => `net.ipv4.ip_forward = 1\n${text.replace("net.ipv4.ip_forward = 0", "net/ipv4/ip_forward=0")}`,
      ),
  },
  {
    how: "the log configuration of Synapse names its stream, and a logger that is quieter still",
    apply: (release) =>
      withText(
        release,
        ENTRY.synapseLog,
        (text) =>
          `${text.replace("class: logging.StreamHandler", "class: logging.StreamHandler\n    stream: ext://sys.stderr")}\nloggers: {synapse.storage: {level: ERROR}}\n`,
      ),
  },
  {
    how: "sshd is told everything that does no harm",
    apply: (release) => withText(release, SSH, (text) => `${HARMLESS_SSH.join("\n")}\n${text}`),
  },
  {
    how: "sshd writes less for one, and others may come with larger keys alone, or at once",
    apply: (release) =>
      appended(
        release,
        SSH,
        ["LogLevel INFO", "RequiredRSASize 16384", "LoginGraceTime 1"]
          .map((line, index) => `Match User u${index}\n${line}`)
          .join("\n"),
      ),
  },
  {
    how: "the relay is told everything that does no harm",
    apply: (release) => appended(release, ENTRY.coturn, HARMLESS_RELAY.join("\n")),
  },
  ...[
    "AESGCM+ECDHE:CHACHA20+EECDH",
    "EECDH+AESGCM, EECDH+CHACHA20 :!aNULL:!SHA1:!MEDIUM:-kRSA",
    "kEECDH+AESGCM;ECDHE-RSA-CHACHA20-POLY1305 ECDHE-ECDSA-AES128-GCM-SHA256:",
  ].map((list): GoodTree => ({
    how: `the relay's ciphers are spelt ${list}`,
    apply: (release) =>
      replaced(release, ENTRY.coturn, /^cipher-list=.*$/m, `ec-curve-name=secp384r1\ncipher-list=${list}`),
  })),
  {
    how: "the relay's limits are at their edges, and one is left to itself",
    apply: (release) =>
      appended(
        release,
        ENTRY.coturn,
        "user-quota=100\ntotal-quota=10000\nmax-bps=12500000\nstale-nonce\nmin-port=49152\nmax-port=65535\nstale-nonce=3600",
      ),
  },
  {
    how: "the relay's limits are as low as they can be",
    apply: (release) =>
      appended(
        release,
        ENTRY.coturn,
        "user-quota=1\ntotal-quota=1\nmax-bps=1\nstale-nonce=1\nmax-allocate-lifetime=1\nstale-nonce",
      ),
  },
  {
    how: "Synapse's log is quieter still, by all keys that do no harm",
    apply: (release) =>
      appended(
        replaced(
          release,
          ENTRY.synapseLog,
          "formatters:\n",
          `incremental: no\nformatters:\n  brief: {format: "${WRITTEN.map((key) => `%(${key})s`).join(" ")}", style: "%", validate: yes, datefmt: "%H:%M"}\n`,
        ),
        ENTRY.synapseLog,
        "loggers:\n  synapse.storage.SQL: {level: ERROR, propagate: false, handlers: [journal]}",
      ),
  },
  {
    how: "apt is told everything that does no harm",
    apply: (release) => appended(release, SETTINGS, HARMLESS_APT.join("\n")),
  },
  {
    how: "apt's sources carry every option that does no harm",
    apply: (release) =>
      withText(release, DEBIAN, (text) => text.replace(/^Signed-By:/gm, `${HARMLESS_SOURCES.join("\n")}\nSigned-By:`)),
  },
  {
    how: "mends are looked for at every turn, in a folder that ends in a slash, from one origin more of Debian's own",
    apply: (release) =>
      withText(
        replaced(release, SETTINGS, '"/etc/stillroom/sources.list.d"', '"/etc/stillroom/sources.list.d/"'),
        UPDATES,
        (text) =>
          `${text.replace(/(Update-Package-Lists|Unattended-Upgrade) "1"/g, '$1 "always"')}\nUnattended-Upgrade::Origins-Pattern:: "o=Debian,n=trixie-updates,l=Debian";\n`,
      ),
  },
  {
    how: "the origins of mends carry the name of Debian 12",
    clinic: GOOD_CLINICS.find(({ kind }) => kind === "on a machine of its own")?.clinic ?? CLINIC,
    apply: (release) =>
      replaced(release, UPDATES, "codename=${distro_codename}-security", "codename=bookworm-security"),
  },
  {
    how: "administrators come from the widest networks that are not too wide",
    clinic: { ...CLINIC, administrationFrom: ["198.0.0.0/8", "2001:c000::/19"] },
  },
  {
    how: "the relay's denied addresses begin with one alone",
    apply: (release) =>
      replaced(
        release,
        ENTRY.coturn,
        "denied-peer-ip=0.0.0.0-255.255.255.255",
        "denied-peer-ip=0.0.0.0-0.0.0.0\ndenied-peer-ip=0.0.0.1-255.255.255.255",
      ),
  },
  {
    how: "the journal's days are counted in every unit of time that systemd knows",
    clinic: GOOD_CLINICS.find(({ kind }) => kind === "on AWS")?.clinic ?? CLINIC,
    apply: (release) => replaced(release, JOURNAL, /MaxRetentionSec=.*/, `MaxRetentionSec=${UNITS_OF_TIME}`),
  },
  {
    how: "logs are quieter still, or as many days old as they may be",
    apply: (release) =>
      withText(
        withText(
          replaced(
            replaced(release, AUDIT, /^num_logs = .*$/m, "num_logs = 366"),
            "/etc/fail2ban/fail2ban.d/90-stillroom.local",
            /^dbpurgeage = .*$/m,
            "dbpurgeage = 6d21h",
          ),
          "/etc/stillroom/jicofo/logging.properties",
          (text) =>
            `${text}\n! quiet\norg.jitsi.level : SEVERE\norg.ice4j.level OFF\njava.util.logging.ConsoleHandler.encoding=UTF-8\n`,
        ),
        ENTRY.synapseLog,
        (text) =>
          `${text.replace("class: logging.StreamHandler", "class: logging.StreamHandler\n    level: WARNING\n    stream: ext://sys.stdout")}\nloggers: {synapse.http: {level: CRITICAL}}\n`,
      ),
  },
  ...['{ warn = "*console", error = "*syslog" }', '{ { levels = { "warn", "error" }, to = "syslog" } }'].map(
    (log): GoodTree => ({
      how: `Prosody's log is ${log}`,
      apply: (release) => replaced(release, ENTRY.prosody, /^log = .*$/m, `log = ${log}`),
    }),
  ),
  ...["alert", "emerg"].map((level): GoodTree => ({
    how: `nginx writes errors from ${level} on`,
    apply: (release) =>
      withText(release, ENTRY.nginx, (text) => text.replace(/(error_log \S+) crit;/g, `$1 ${level};`)),
  })),
  {
    how: "a service sees an empty folder in place of people's homes, and speaks to nobody over the network",
    apply: (release) =>
      brought(
        release,
        "audit",
        `${UNITS}audit-rotate.service.d/z.conf`,
        "[Service]\nProtectHome=tmpfs\nPrivateNetwork=yes\nStandardOutput=journal\n",
      ),
  },
  {
    how: "services are held in further by words that narrow",
    apply: (release) =>
      brought(
        brought(
          release,
          "nginx",
          `${UNITS}nginx.service.d/zz.conf`,
          "[Unit]\nAfter=network-online.target local-fs.target network.target nss-lookup.target time-sync.target stillroom-firewall.service\nWants=network-online.target\nStartLimitBurst=3\nConditionPathExists=\n[Service]\nUMask=\nUMask=027\nRuntimeDirectoryMode=0750\nCapabilityBoundingSet=~CAP_SYS_ADMIN CAP_SYS_ADMINISTRATION\nPrivateMounts=yes\nDevicePolicy=closed\nSecureBits=noroot-locked\nSlice=system.slice\nProtectControlGroups=strict\nPrivateTmp=disconnected\nStandardError=journal\n",
        ),
        "audit",
        `${UNITS}audit-rotate.service.d/zz.conf`,
        "[Service]\nRestrictAddressFamilies=none\nCapabilityBoundingSet=~CAP_SYS_ADMIN\n",
      ),
  },
  {
    how: "the bridge is told its account's own group",
    apply: (release) =>
      appended(release, `${UNITS}jitsi-videobridge2.service.d/stillroom.conf`, "[Service]\nGroup=jitsi"),
  },
  {
    how: "the relay's powers are taken away one after the other, then all",
    apply: (release) =>
      replaced(
        release,
        `${UNITS}coturn.service.d/stillroom.conf`,
        /^CapabilityBoundingSet=$/m,
        "CapabilityBoundingSet=~\nCapabilityBoundingSet=~cap_sys_admin\nCapabilityBoundingSet=",
      ),
  },
  {
    how: "the certificate's timer starts it within the minute",
    apply: (release) =>
      brought(
        release,
        "certificates",
        `${UNITS}certificates.timer.d/zz.conf`,
        "[Unit]\nAfter=\n[Timer]\nAccuracySec=1min\nUnit=certificates.service\n",
      ),
  },
  {
    how: "apt's downloads stay in their sandbox, and packages are not kept",
    apply: (release) =>
      appended(
        release,
        "/etc/apt/apt.conf.d/90stillroom-updates",
        'APT::Sandbox::Seccomp "true";\nAcquire::AllowReleaseInfoChange "false";\nUnattended-Upgrade::Keep-Debs-After-Install "false";',
      ),
  },
  {
    how: "apt is told of this machine's kind beside another's",
    apply: (release) =>
      replaced(
        release,
        "/etc/stillroom/sources.list.d/debian.sources",
        /^Signed-By:/gm,
        "Architectures: amd64 arm64\nSigned-By:",
      ),
  },
  ...[
    "MaxStartups 100:100:100|MaxAuthTries 6|MaxSessions 100|PerSourceMaxStartups 100|ClientAliveInterval 15m",
    "MaxStartups 1|MaxAuthTries 1|MaxSessions 1|PerSourceMaxStartups 1|ClientAliveInterval 1|ClientAliveCountMax 1",
    "PerSourceMaxStartups none|PerSourceNetBlockSize 24:48|ClientAliveCountMax 10|RekeyLimit default none",
    "ChannelTimeout none|UnusedConnectionTimeout none|RekeyLimit 512M|PerSourceNetBlockSize 32|DenyGroups guests old-ones",
    "ChannelTimeout session=8h agent-connection=1m|UnusedConnectionTimeout 1h|DenyUsers guest old-one|RekeyLimit 4G 10m",
  ].map((lines): GoodTree => ({
    how: `sshd's first words are ${lines}`,
    apply: (release) =>
      withText(release, SSH, (text) => `${lines.replaceAll("|", "\n")}\n${text.replace(/^MaxStartups .*$/m, "")}`),
  })),
  {
    how: "sshd writes no more than by itself, and writes down logins under their other name",
    apply: (release) =>
      replaced(release, SSH, "LogLevel VERBOSE", "LogLevel INFO\nLogVerbose none\nSyslogFacility AUTHPRIV"),
  },
  {
    how: "sshd is not told how much to write, nor under which name",
    apply: (release) => replaced(release, SSH, "LogLevel VERBOSE\n", "SyslogFacility AUTH\n"),
  },
  ...["LoginGraceTime 30s", "LoginGraceTime 1m", "LoginGraceTime 1M"].map((line): GoodTree => ({
    how: `sshd's time to log in is written ${line}`,
    apply: (release) => replaced(release, SSH, /^LoginGraceTime .*$/m, line),
  })),
  {
    how: "an administrator logs in from the practice's network alone, with two keys",
    apply: (release) =>
      replaced(
        replaced(release, SSH, "AllowUsers ops", "AllowUsers ops@198.51.100.*"),
        SSH,
        "AuthenticationMethods publickey",
        "AuthenticationMethods publickey,publickey",
      ),
  },
  {
    how: "sudo's lines stand in another order with tabs, and root's files have the mode that sudo gives them",
    apply: (release) =>
      withText(
        release,
        "/etc/sudoers.d/90-stillroom",
        () => "%administrators ALL=(ALL:ALL) NOPASSWD: ALL\n\n  Defaults\t use_pty \n",
      ),
  },
  {
    how: "sudo's line has other blanks, and sudo runs in a terminal of its own",
    apply: (release) =>
      replaced(
        release,
        "/etc/sudoers.d/90-stillroom",
        "%administrators ALL=(ALL:ALL) NOPASSWD: ALL",
        "%administrators\tALL = (ALL : ALL) NOPASSWD:ALL\nDefaults use_pty",
      ),
  },
];
