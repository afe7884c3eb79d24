import type { Release } from "../../../render/release.ts";
import { appended, replaced, withFile, withText, withoutFile } from "../../../policies/breaking.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import type { BrokenTree } from "../tree.ts";

const FOLDER = "/etc/systemd/system/";

function unit(release: Release, name: string, text: string): Release {
  return withFile(release, { path: name.startsWith("/") ? name : `${FOLDER}${name}`, format: "systemd", text });
}

function own(name: string): string {
  return `${FOLDER}${name}.service.d/stillroom.conf`;
}

/** One more line for a unit's own section: which program then runs, or what that reads, can't be told. */
const STARTED: readonly BrokenTree[] = (
  [
    ["certificates.service", "Environment=LD_PRELOAD=/srv/extra.so", "a library is put before certbot's own"],
    ["certificates.service", "EnvironmentFile=-/srv/extra", "certbot takes its environment from a file elsewhere"],
    [
      "certificates.service",
      "ExecStart=/usr/bin/certbot certonly --config /srv/certbot.ini",
      "certbot reads another file",
    ],
    ["certificates.service.d/zz.conf", "WorkingDirectory=/srv", "certbot starts in a folder of somebody's"],
    ["fail2ban.service.d/stillroom.conf", "Environment=PYTHONPATH=/srv", "bans load modules from elsewhere"],
    [
      "postgresql@17-main.service.d/stillroom.conf",
      "Environment=PGDATA=/srv",
      "the database is told of another folder",
    ],
    ["audit-rotate.service", "ExecStart=/usr/bin/systemctl stop auditd.service", "who turns the audit log stops it"],
    [
      "stillroom-egress.service",
      "Environment=NODE_OPTIONS=--require=/srv/extra.js",
      "the filter's addresses come with a script more",
    ],
    [
      "stillroom-firewall.service.d/zz.conf",
      "Environment=PATH=/srv:/usr/sbin",
      "the filter's program is looked for elsewhere first",
    ],
    ["nginx.service.d/stillroom.conf", "InaccessiblePaths=/etc/nginx/nginx.conf", "nginx can't see its own settings"],
  ] as const
).map(([name, line, how]) => ({
  how,
  speaks: "understood",
  apply: (release) => unit(withoutFileOf(release, name), name, `${textOf(release, name)}\n[Service]\n${line}\n`),
}));

function textOf(release: Release, name: string): string {
  return release.files.find(({ path }) => path === `${FOLDER}${name}`)?.text ?? "";
}

function withoutFileOf(release: Release, name: string): Release {
  return textOf(release, name) === "" ? release : withoutFile(release, `${FOLDER}${name}`);
}

export const TREES: readonly BrokenTree[] = [
  ...STARTED,
  {
    how: "what the homeserver makes may be changed by everybody",
    apply: (release) => replaced(release, own("matrix-synapse"), "UMask=0077", "UMask=0000"),
  },
  {
    how: "what nginx makes may be changed by its group",
    apply: (release) => appended(release, own("nginx"), "[Service]\nUMask=002"),
  },
  {
    how: "a folder that systemd makes for the relay is open to all",
    apply: (release) => appended(release, own("coturn"), "[Service]\nRuntimeDirectory=turn\nRuntimeDirectoryMode=0777"),
  },
  {
    how: "the relay runs in root's group",
    apply: (release) => appended(release, own("coturn"), "[Service]\nGroup=root"),
  },
  {
    how: "nginx runs in the group of the journal's readers",
    apply: (release) => appended(release, own("nginx"), "[Service]\nGroup=systemd-journal"),
  },
  {
    how: "an account of ours has its home where the filter keeps its addresses",
    apply: (release) => ({
      ...release,
      accounts: release.accounts.map((one) => ({ ...one, home: "/var/lib/stillroom/egress" })),
    }),
  },
  {
    how: "a drop-in for all units of a prefix lets the videobridge have privileges",
    apply: (release) => unit(release, "jitsi-.service.d/zz.conf", "[Service]\nNoNewPrivileges=false\n"),
  },
  {
    how: "a drop-in for every service sorts behind ours and gives homes back",
    apply: (release) => unit(release, "service.d/t.conf", "[Service]\nProtectHome=no\n"),
  },
  {
    how: "a drop-in below /run, which is gone at the next boot, opens the system's files",
    apply: (release) => unit(release, "/run/systemd/system/coturn.service.d/zz.conf", "[Service]\nProtectSystem=off\n"),
  },
  {
    how: "a file of the same name in a folder that comes first hides our drop-in",
    apply: (release) => unit(release, "/etc/systemd/system.control/coturn.service.d/stillroom.conf", "\n"),
  },
  {
    how: "an administrator's unit takes the place of the whole package's",
    apply: (release) => unit(release, "nginx.service", "[Service]\nExecStart=/usr/sbin/nginx-debug\n"),
  },
  {
    how: "the bounding set is lifted by naming what it may not have",
    apply: (release) =>
      replaced(release, own("prosody"), /^CapabilityBoundingSet=$/m, "CapabilityBoundingSet=~CAP_SYS_ADMIN"),
  },
  {
    how: "a second line adds a power to none",
    apply: (release) => appended(release, own("prosody"), "CapabilityBoundingSet=cap_net_raw"),
  },
  {
    how: "a power is kept across the change of account",
    apply: (release) => appended(release, own("coturn"), "AmbientCapabilities=CAP_NET_ADMIN"),
  },
  {
    how: "our own setting is lost in a comment that goes on",
    apply: (release) =>
      replaced(
        release,
        own("coturn"),
        "NoNewPrivileges=yes",
        "Documentation=man:turnserver \\\n# why\nNoNewPrivileges=yes",
      ),
  },
  {
    how: "the section is misspelt, so that systemd passes over what follows",
    apply: (release) => replaced(release, own("coturn"), "[Service]", "[service]"),
  },
  {
    how: "a setting has a word that is neither yes nor no",
    apply: (release) => replaced(release, own("coturn"), "NoNewPrivileges=yes", "NoNewPrivileges=strict"),
  },
  {
    how: "the focus writes wherever it likes below /var",
    apply: (release) =>
      replaced(
        release,
        `${FOLDER}jicofo.service`,
        "ProtectSystem=strict",
        "ProtectSystem=strict\nReadWritePaths=-/var",
      ),
  },
  {
    how: "the system's files are only half protected",
    apply: (release) => replaced(release, `${FOLDER}jicofo.service`, "ProtectSystem=strict", "ProtectSystem=full"),
  },
  {
    how: "the relay's account is another one, through a drop-in",
    apply: (release) => unit(release, "coturn.service.d/user.conf", "[Service]\nUser=root\n"),
  },
  {
    how: "the relay is in a group that reads the logs",
    apply: (release) =>
      replaced(release, own("coturn"), "SupplementaryGroups=ssl-cert", "SupplementaryGroups=ssl-cert adm"),
  },
  {
    how: "the certificate's program runs with full privileges after all",
    apply: (release) =>
      replaced(release, `${FOLDER}certificates.service`, "ExecStart=/usr/bin/certbot", "ExecStart=+/usr/bin/certbot"),
  },
  {
    how: "a command more runs before the relay",
    apply: (release) =>
      unit(release, "coturn.service.d/pre.conf", "[Service]\nExecStartPre=+/usr/bin/install -d /srv/x\n"),
  },
  {
    how: "raw sockets are allowed beside the others",
    apply: (release) => appended(release, own("jitsi-videobridge2"), "RestrictAddressFamilies=AF_PACKET"),
  },
  {
    how: "the restriction of sockets is lifted by an empty line",
    apply: (release) => appended(release, own("jitsi-videobridge2"), "RestrictAddressFamilies="),
  },
  {
    how: "a host's folder is put over the service's own",
    apply: (release) => appended(release, own("prosody"), "BindPaths=/srv/modules:/usr/lib/prosody"),
  },
  {
    how: "a unit of ours pulls in a shell without a password",
    apply: (release) =>
      withText(release, `${FOLDER}jicofo.service`, (text) =>
        text.replace(/^Wants=.*$/m, "Wants=network-online.target debug-shell.service"),
      ),
  },
  {
    how: "a timer of ours starts another unit",
    apply: (release) => appended(release, `${FOLDER}audit-rotate.timer`, "[Timer]\nUnit=debug-shell.service"),
  },
  {
    how: "the packet filter stays away under a condition",
    apply: (release) =>
      unit(release, "stillroom-firewall.service.d/calm.conf", "[Unit]\nConditionPathExists=/etc/iptables/wanted\n"),
  },
  {
    how: "the resolver's own confinement is loosened through the name that the bus knows it by",
    apply: (release) => unit(release, "dbus-org.freedesktop.resolve1.service.d/x.conf", "[Service]\nUser=root\n"),
  },
  {
    how: "a drop-in for a template reaches the database",
    apply: (release) => unit(release, "postgresql@.service.d/zz.conf", "[Service]\nNoNewPrivileges=0\n"),
  },
  {
    how: "the relay's list of calls begins anew with those that it may not use",
    apply: (release) =>
      unit(release, "coturn.service.d/zz.conf", "[Service]\nSystemCallFilter=\nSystemCallFilter=~@mount @module\n"),
  },
  {
    how: "the homeserver may mount, by one more line of calls",
    apply: (release) => appended(release, own("matrix-synapse"), "[Service]\nSystemCallFilter=@mount"),
  },
  {
    how: "every call of the kernel is open to the web server after an empty line",
    apply: (release) => unit(release, "nginx.service.d/zz.conf", "[Service]\nSystemCallFilter=\n"),
  },
  {
    how: "the machine restarts a minute after it started",
    clinic: { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
    apply: (release) => appended(release, `${FOLDER}stillroom-restart.timer`, "[Timer]\nOnBootSec=1min"),
  },
  {
    how: "the relay runs what lies among its temporary files",
    apply: (release) => appended(release, own("coturn"), "[Service]\nExecPaths=/tmp"),
  },
  {
    how: "the bridge runs what lies in everybody's temporary files",
    apply: (release) => appended(release, own("jitsi-videobridge2"), "[Service]\nExecPaths=/var/tmp"),
  },
  {
    how: "the database starts as root and becomes itself later",
    apply: (release) =>
      unit(
        release,
        "postgresql@17-main.service.d/zz.conf",
        "[Service]\nUser=root\nGroup=\nCapabilityBoundingSet=CAP_SETUID\n",
      ),
  },
  {
    how: "the database runs as its package has it",
    apply: (release) => withoutFile(release, `${FOLDER}postgresql@17-main.service.d/stillroom.conf`),
  },
  {
    how: "a service starts through what another unit wants",
    apply: (release) =>
      unit(release, "multi-user.target.wants/helper.service", "[Service]\nExecStart=/usr/bin/helper\n"),
  },
  {
    how: "a socket opens a way in that no service declared",
    apply: (release) => unit(release, "ssh.socket", "[Socket]\nListenStream=443\n"),
  },
  {
    how: "an account more can be given to a program",
    apply: (release) => ({ ...release, accounts: [...release.accounts, { name: "helper", home: "/home/helper" }] }),
  },
  {
    how: "the fail-safe for SSH runs as its package has it, since its drop-in lost its ending",
    apply: (release) => {
      const path = `${FOLDER}fail2ban.service.d/stillroom.conf`;
      const text = release.files.find((file) => file.path === path)?.text ?? "";
      return unit(withoutFile(release, path), "fail2ban.service.d/stillroom.conf.off", text);
    },
  },
  {
    how: "a unit of nobody's is started, without a file of ours",
    apply: (release) => ({
      ...release,
      units: [...release.units, { name: "helper.service", onChange: "restart", files: [] }],
    }),
  },
  {
    how: "the database's drop-ins are all gone",
    apply: (release) =>
      withoutFile(
        withoutFile(release, `${FOLDER}postgresql@17-main.service.d/stillroom.conf`),
        `${FOLDER}postgresql@17-main.service.d/data-volume.conf`,
      ),
  },
  {
    how: "the desk's account lives where anybody may write",
    clinic: INVITING,
    apply: (release) => ({
      ...release,
      accounts: release.accounts.map((one) => (one.name === "desk" ? { ...one, home: "/tmp" } : one)),
    }),
  },
  {
    how: "an account more has no home, like the desk's",
    clinic: INVITING,
    apply: (release) => ({ ...release, accounts: [...release.accounts, { name: "helper", home: "/nonexistent" }] }),
  },
  ...(
    [
      ["After=postgresql.service network.target", "After=network.target", "does not wait for it"],
      ["Wants=postgresql.service\n", "", "does not ask for it"],
      ["After=postgresql.service network.target", "Before=postgresql.service", "is there first"],
    ] as const
  ).map(([line, instead, how]) => ({
    how: `the desk starts without its database: it ${how}`,
    clinic: INVITING,
    apply: (release: Release) => replaced(release, `${FOLDER}desk.service`, line, instead),
  })),
  {
    how: "the homeserver no longer waits for its database",
    apply: (release) => replaced(release, own("matrix-synapse"), "After=postgresql.service\n", ""),
  },
  ...(
    [
      ["User=desk", "User=root", "as root"],
      ["User=desk\n", "", "as whoever systemd takes, which is root"],
      ["User=desk", "User=postgres", "as the database's administrator"],
      ["Group=desk", "Group=ssl-cert", "in the group that may read keys"],
      ["NoNewPrivileges=yes\n", "", "and may become another account"],
      ["CapabilityBoundingSet=\n", "", "with every power of root within reach"],
      ["ProtectSystem=strict", "ProtectSystem=full", "and may write below /var and /srv"],
      [
        "ProtectSystem=strict",
        "ProtectSystem=strict\nReadWritePaths=/var/lib/postgresql",
        "and may write the database's files",
      ],
      ["ProtectHome=yes\n", "", "and sees people's homes"],
      ["IPAddressAllow=localhost", "IPAddressAllow=any", "and may speak to any address"],
      ["ProtectProc=invisible\n", "", "and sees every program"],
      ["UMask=0077", "UMask=0000", "and lets everybody change its files"],
      ["AF_UNIX AF_INET", "AF_UNIX AF_INET AF_PACKET", "and may read the network's own packets"],
      ["SystemCallFilter=@system-service\n", "", "with every call of the kernel that nobody thought of"],
    ] as const
  ).map(([line, instead, how]) => ({
    how: `the desk runs ${how}`,
    clinic: INVITING,
    apply: (release: Release) => replaced(release, `${FOLDER}desk.service`, line, instead),
  })),
  ...(
    [
      [
        "+/usr/local/lib/stillroom/desk-database",
        "+/usr/local/lib/stillroom/desk enrol ada admin",
        "as root, another program of ours runs first",
      ],
      [
        "/usr/bin/node /usr/local",
        "/usr/bin/node --inspect=0.0.0.0 /usr/local",
        "whoever likes may look into it as it runs",
      ],
      ["serve /etc/stillroom/desk.json", "serve /srv/desk.json", "it takes its settings from elsewhere"],
      ["UMask=0077", "UMask=0077\nEnvironment=NODE_OPTIONS=--require=/srv/extra.js", "a script more is loaded with it"],
    ] as const
  ).map(([line, instead, how]) => ({
    how: `the desk starts so that ${how}`,
    clinic: INVITING,
    speaks: "understood" as const,
    apply: (release: Release) => replaced(release, `${FOLDER}desk.service`, line, instead),
  })),
  {
    how: "an account of ours lives where anybody may write",
    apply: (release) => ({ ...release, accounts: [{ name: "certificates", home: "/tmp" }] }),
  },
  {
    how: "an account more lives beside ours",
    apply: (release) => ({
      ...release,
      accounts: [...release.accounts, { name: "helper", home: "/var/lib/stillroom/helper" }],
    }),
  },
  {
    how: "the unit that loads the packet filter may be seen by another program",
    apply: (release) => unit(release, "stillroom-firewall.service.d/x.conf", "[Service]\nUser=nobody\n"),
  },
  {
    how: "SSH's own unit runs in a folder of somebody else's",
    apply: (release) => unit(release, "ssh.service.d/x.conf", "[Service]\nUMask=0000\n"),
  },
  {
    how: "the relay writes where a quote stays open",
    apply: (release) => appended(release, own("coturn"), 'ReadWritePaths="/var'),
  },
  {
    how: "a service needs what can't be told",
    apply: (release) => appended(release, `${FOLDER}jicofo.service`, '[Unit]\nWants="debug-shell.service'),
  },
  {
    how: "the bounding set is lifted by a line that takes nothing away",
    apply: (release) => appended(release, own("prosody"), "CapabilityBoundingSet=~"),
  },
  {
    how: "the bounding set is lifted by taking away a power that nobody knows",
    apply: (release) => appended(release, own("coturn"), "CapabilityBoundingSet=~CAP_SYS_ADMINISTRATION"),
  },
  {
    how: "a power more stands between two lines that are as they should be",
    apply: (release) =>
      replaced(
        release,
        own("nginx"),
        "CapabilityBoundingSet=CAP_CHOWN",
        "CapabilityBoundingSet=CAP_SYS_ADMIN\nCapabilityBoundingSet=CAP_CHOWN",
      ),
  },
  ...[
    ["nginx.service.d/x.conf", "Conflicts=stillroom-firewall.service"],
    ["nginx.service.d/x.conf", "PartOf=audit-rotate.service"],
    ["fail2ban.service.d/x.conf", "Requisite=certificates.service"],
    ["fail2ban.service.d/x.conf", "BindsTo=certificates.service"],
    ["prosody.service.d/x.conf", "Before=stillroom-firewall.service"],
    ["auditd.service.d/x.conf", "After=network-online.target"],
    ["coturn.service.d/x.conf", "After=timers.target"],
    ["coturn.service.d/x.conf", "Requires=audit-rotate.service"],
    ["stillroom-data-volume.service.d/x.conf", "After=network-online.target"],
    ["stillroom-egress.service.d/x.conf", "DefaultDependencies=no"],
    ["stillroom-egress.service.d/x.conf", "RequiresMountsFor=/mnt/later"],
  ].map(([name = "", line = ""]): BrokenTree => ({
    how: `a drop-in of ${name.split(".")[0]} says ${line}`,
    apply: (release) => unit(release, name, `[Unit]\n${line}\n`),
  })),
  {
    how: "the focus takes another unit's name when it is enabled",
    apply: (release) => appended(release, `${FOLDER}jicofo.service`, "Alias=coturn.service"),
  },
  ...[
    ["stillroom-egress.timer", "OnUnitActiveSec=1year"],
    ["stillroom-egress.timer", "OnUnitActiveSec="],
    ["stillroom-egress.timer", "Unit=certificates.service"],
    ["audit-rotate.timer", "Unit=certificates.service"],
    ["certificates.timer", "RandomizedDelaySec=1year"],
    ["certificates.timer", "Unit=audit-rotate.service"],
  ].map(([name = "", line = ""]): BrokenTree => ({
    how: `${name} says ${line} in a later drop-in`,
    apply: (release) => unit(release, `${name}.d/x.conf`, `[Timer]\n${line}\n`),
  })),
  {
    how: "the packet filter's names are looked up again a year after",
    apply: (release) =>
      replaced(release, `${FOLDER}stillroom-egress.timer`, "OnUnitActiveSec=5min", "OnUnitInactiveSec=1year"),
  },
  {
    how: "names are looked up no more once the machine is up",
    apply: (release) => replaced(release, `${FOLDER}stillroom-egress.timer`, "OnUnitActiveSec=5min\n", ""),
  },
  {
    how: "another unit starts when the resolvers change",
    apply: (release) => unit(release, "stillroom-egress.path.d/x.conf", "[Path]\nUnit=certificates.service\n"),
  },
  {
    how: "the resolvers' change is noticed in another file",
    apply: (release) =>
      replaced(release, `${FOLDER}stillroom-egress.path`, "/run/systemd/resolve/resolv.conf", "/etc/resolv.conf"),
  },
  {
    how: "the certificate's timer does not start with the machine",
    apply: (release) => replaced(release, `${FOLDER}certificates.timer`, "WantedBy=timers.target", "# by hand"),
  },
  {
    how: "the focus starts nothing",
    apply: (release) => replaced(release, `${FOLDER}jicofo.service`, "ExecStart=/usr/share/jicofo/jicofo.sh\n", ""),
  },
  {
    how: "what puts the certificate into its place is taken back in a drop-in",
    apply: (release) => unit(release, "certificates.service.d/x.conf", "[Service]\nExecStartPost=\n"),
  },
  ...[
    "PIDFile=/run/sshd.pid",
    "RuntimeDirectory=sshd",
    "RuntimeDirectoryMode=0777",
    "RuntimeDirectoryMode=rwx",
    "UMask=none",
    "StandardOutput=append:/srv/x",
    "StandardInput=file:/srv/x",
    "Slice=other.slice",
    "DevicePolicy=auto",
    "SecureBits=keep-caps",
    "PrivateMounts=no",
    "ProtectHostname=private",
  ].map((line): BrokenTree => ({
    how: `the web server has ${line}`,
    apply: (release) => unit(release, "nginx.service.d/zz.conf", `[Service]\n${line}\n`),
  })),
  {
    how: "Debian 12 passes over a word that only a later systemd knows",
    clinic: { ...CLINIC, machine: { ...CLINIC.machine, debian: 12 } },
    apply: (release) => replaced(release, own("prosody"), "PrivateTmp=yes", "PrivateTmp=disconnected"),
  },
];
