import type { Release } from "../../render/release.ts";
import { appended, replaced, withFile, withoutFile } from "../breaking.ts";
import {
  lastOf,
  listOf,
  readSystemd,
  systemdBoolean,
  systemdWords,
  type Assignment,
} from "../readers/systemd/systemd.ts";
import { unitOf, unitOfFile } from "../readers/systemd/units.ts";
import { answered } from "../remembered.ts";
import type { Breach, Rule } from "../rule.ts";

const FOLDER = "/etc/systemd/system/";

/** A service that was taken over holds only itself: not the machine, not the other services. */
export const servicesSandboxed: Rule = {
  id: "services-sandboxed",
  title: "Every service runs under its own account where it can, without new privileges, and sees only what it needs.",
  severity: "high",
  serves:
    "Integrity and access control when a service fails: HIPAA 45 CFR 164.312(a)(1) and (c)(1), GDPR art. 32(1)(b); systemd.exec(5), Sandboxing.",
  mend: "Put the units and drop-ins in templates/*/etc/systemd back as they are in the repository (`git diff templates` shows what changed); a service that needs more says so in policies/rules/services-sandboxed.ts.",
  looksAt:
    "The units of the release as systemd puts them together: Debian's own, ours, and every drop-in, with accounts, capabilities, paths and programs.",
  check: (release) => [
    ...unitsOf(release).flatMap((unit) =>
      unitBreaches(unitOf(release, unit), { unit, debian: release.subject.machine.debian }),
    ),
    ...release.accounts.flatMap(accountBreaches),
  ],
  breaks: [
    {
      how: "a later drop-in lets the relay gain privileges",
      apply: (release) => dropIn(release, "coturn.service.d/zz.conf", "[Service]\nNoNewPrivileges=no\n"),
    },
    {
      how: "a drop-in for all services opens the system's files",
      apply: (release) => dropIn(release, "service.d/zz.conf", "[Service]\nProtectSystem=no\n"),
    },
    {
      how: "the conference focus runs as root",
      apply: (release) => replaced(release, `${FOLDER}jicofo.service`, "User=jicofo", "User=root"),
    },
    {
      how: "the homeserver may use another capability",
      apply: (release) =>
        appended(
          release,
          `${FOLDER}matrix-synapse.service.d/stillroom.conf`,
          "[Service]\nCapabilityBoundingSet=CAP_SYS_ADMIN",
        ),
    },
    {
      how: "nginx runs as Debian has it",
      apply: (release) => withoutFile(release, `${FOLDER}nginx.service.d/stillroom.conf`),
    },
    {
      how: "a unit of nobody's runs beside ours",
      apply: (release) => dropIn(release, "helper.service", "[Service]\nExecStart=/usr/bin/helper\n"),
    },
  ],
};

function dropIn(release: Release, name: string, text: string): Release {
  return withFile(release, { path: `${FOLDER}${name}`, format: "systemd", text });
}

/** How a unit may run. */
interface Profile {
  /** What its package's own unit says of these things; nothing where the unit is ours alone. */
  readonly base?: string;
  readonly account: string;
  readonly capabilities?: readonly string[];
  readonly writes?: readonly string[];
  readonly groups?: readonly string[];
  /** Where programs and libraries of its own may lie though the machine runs none from there. */
  readonly executes?: readonly string[];
  /** Its first group, where that is not the account's own. */
  readonly group?: string;
  /** Every program that the release has it start, with whatever stands before its path. */
  readonly programs?: readonly string[];
  /** Services that may start before it, besides the packet filter. */
  readonly after?: readonly string[];
  /** One of those that has to: what the service keeps lies there. */
  readonly needs?: string;
}

const OWN = "/usr/local/lib/stillroom/";

/** Services that are held in. What the packages' own units say was read from the packages named. */
const HELD: Readonly<Record<string, Profile>> = {
  "nginx.service": {
    // nginx-common 1.26.3-3+deb13u2 and 1.22.1-9: nothing of these. The main process binds ports and reads keys as root.
    account: "root",
    capabilities: ["CHOWN", "DAC_OVERRIDE", "KILL", "NET_BIND_SERVICE", "SETGID", "SETUID"],
    writes: ["/run", "/var/lib/nginx", "/var/log/nginx"],
  },
  "prosody.service": {
    // prosody 13.0.1-1 and 0.12.3-1.
    base: "User=prosody\nGroup=prosody\nWorkingDirectory=/var/lib/prosody",
    account: "prosody",
    writes: ["/var/lib/prosody"],
  },
  "coturn.service": {
    // coturn 4.6.1-2 and 4.6.1-1.
    base: "User=turnserver\nGroup=turnserver\nPrivateTmp=yes",
    account: "turnserver",
    writes: ["/var/lib/turn"],
    groups: ["ssl-cert"],
    after: ["wg-quick@wg1.service"],
  },
  "jicofo.service": {
    account: "jicofo",
    group: "jitsi",
    programs: ["/usr/share/jicofo/jicofo.sh"],
    after: ["prosody.service"],
  },
  "jitsi-videobridge2.service": {
    // jitsi-videobridge debian/jitsi-videobridge2.service at a29d97d1.
    base: "User=jvb",
    account: "jvb",
    group: "jitsi",
    executes: ["/tmp"],
    programs: ["/usr/share/jitsi-videobridge/jvb.sh"],
    after: ["prosody.service", "wg-quick@wg1.service"],
  },
  "matrix-synapse.service": {
    // element-hq/synapse debian/matrix-synapse-py3.matrix-synapse.service, v1.157.1.
    base: "User=matrix-synapse\nWorkingDirectory=/var/lib/matrix-synapse",
    account: "matrix-synapse",
    writes: ["/var/lib/matrix-synapse"],
    programs: [`+${OWN}messaging-database`, "/opt/venvs/matrix-synapse/bin/python"],
    after: ["postgresql.service", "stillroom-data-volume.service"],
    needs: "postgresql.service",
  },
  ...Object.fromEntries(
    ["15-main", "17-main"].map((cluster): [string, Profile] => [
      `postgresql@${cluster}.service`,
      {
        // postgresql-common 278 and 248: pg_ctlcluster may be run by the cluster's owner.
        account: "postgres",
        writes: ["/run/postgresql", "/var/lib/postgresql", "/var/log/postgresql"],
        after: ["stillroom-data-volume.service"],
      },
    ]),
  ),
  "device-names.service": {
    account: "dnsmasq",
    capabilities: ["NET_BIND_SERVICE"],
    programs: ["/usr/sbin/dnsmasq"],
    after: ["wg-quick@wg1.service"],
  },
  "desk.service": {
    account: "desk",
    programs: [`+${OWN}desk-database`, "/usr/bin/node"],
    after: ["postgresql.service", "stillroom-data-volume.service"],
    needs: "postgresql.service",
  },
  "fail2ban.service": {
    // fail2ban 1.1.0-8 and 1.0.2-2: root, since it changes the packet filter.
    account: "root",
    capabilities: ["DAC_READ_SEARCH", "NET_ADMIN", "NET_RAW"],
    writes: ["/run/fail2ban", "/var/lib/fail2ban"],
  },
  "certificates.service": {
    account: "certificates",
    writes: ["/var/lib/stillroom/acme", "/var/lib/stillroom/certbot"],
    programs: ["/usr/bin/certbot", `+${OWN}install-certificate`],
    after: ["nginx.service"],
  },
  "audit-rotate.service": {
    account: "root",
    programs: ["/usr/bin/systemctl"],
  },
  "stillroom-egress.service": {
    account: "root",
    capabilities: ["NET_ADMIN", "NET_RAW"],
    writes: ["/var/lib/stillroom/egress"],
    programs: [`${OWN}egress-addresses`],
  },
};

/** Units of ours that need the whole machine, each with the programs that it starts. */
const FREE: Readonly<Record<string, readonly string[]>> = {
  // Loads the packet filter before there is a network, and before the file systems that a sandbox is made of.
  "stillroom-firewall.service": [`${OWN}load-firewall`, `-${OWN}egress-addresses`],
  // Packages go everywhere; ours only says when they may not.
  "apt-daily-upgrade.service": [`${OWN}nobody-meets`],
  "stillroom-restart.service": [`${OWN}restart-needed`, `${OWN}nobody-meets`, "/usr/bin/systemctl"],
  // Both mount for everybody, which no sandbox lets out.
  "stillroom-mounts.service": [`${OWN}narrow-mounts`],
  "stillroom-data-volume.service": [`${OWN}data-volume`],
};

/** Units of Debian's own about which a release only says when they start: systemd's and the system's base, which have to see all of it. */
const LEFT_ALONE: ReadonlySet<string> = new Set([
  ...["audit-rules.service", "auditd.service", "certbot.service", "chrony.service", "postgresql.service"],
  ...["ssh.service", "systemd-journald.service", "systemd-resolved.service", "systemd-sysctl.service"],
  ...["wg-quick@wg0.service", "wg-quick@wg1.service"],
]);

/** What only starts one of the services above. */
const STARTERS: ReadonlySet<string> = new Set([
  ...["apt-daily.timer", "apt-daily-upgrade.timer", "audit-rotate.timer", "certificates.timer"],
  ...["stillroom-egress.path", "stillroom-egress.timer", "stillroom-restart.timer"],
]);

/** What is mounted, the rule `machine-narrowed` judges. */
const TEMPORARY = "tmp.mount";

const TARGETS: ReadonlySet<string> = new Set([
  ...["network-online.target", "network-pre.target", "multi-user.target", "sysinit.target", "timers.target"],
]);

function isKnown(unit: string): boolean {
  return (
    Object.hasOwn(HELD, unit) ||
    Object.hasOwn(FREE, unit) ||
    LEFT_ALONE.has(unit) ||
    STARTERS.has(unit) ||
    unit === TEMPORARY
  );
}

/** Every unit that the release starts or says anything about. */
function unitsOf(release: Release): readonly string[] {
  const named = release.units.map(({ name }) => name);
  const written = release.files.map(({ path }) => unitOfFile(path)).filter((unit) => unit !== undefined);
  // What they would start is judged also where no file of theirs is left: then Debian's own unit rules.
  const proved = release.proofs.flatMap((proof) => (proof.kind === "unit-active" ? [proof.unit] : []));
  return [...new Set([...named, ...written, ...proved])].sort();
}

/** A unit, and Debian's version. */
interface Placed {
  readonly unit: string;
  readonly debian: 12 | 13;
}

const unitBreaches = answered((said: readonly Assignment[], { unit, debian }: Placed): readonly Breach[] => {
  const where = said[0]?.path ?? `${FOLDER}${unit}`;
  if (!isKnown(unit)) {
    return [{ where, what: `${unit} is no unit that was looked at, so nothing says how it is held in.` }];
  }
  const profile = HELD[unit];
  return [
    ...said.flatMap((assignment) => startBreaches(unit, assignment)),
    ...said.flatMap((assignment) => openBreaches(unit, assignment)),
    ...starterBreaches(unit, where, said),
    ...programBreaches(unit, said),
    ...missingPrograms(unit, where, said),
    ...needBreaches(unit, where, said),
    ...(profile === undefined ? freeBreaches(unit, said) : heldBreaches(unit, where, profile, said, debian)),
  ];
});

/** Conditions under which a unit stays away on purpose. */
const CONDITIONS: ReadonlySet<string> = new Set([
  "tmp.mount ConditionPathIsSymbolicLink=!/tmp",
  "certbot.service ConditionPathExists=!/etc/stillroom/certbot.ini",
  "apt-daily-upgrade.service ConditionPathExists=!/var/lib/stillroom/isolation.json",
  ...["audit-rotate", "audit-rules", "auditd"].map((name) => `${name}.service ConditionVirtualization=!container`),
  ...["desk", "matrix-synapse", "postgresql@15-main", "postgresql@17-main"].map(
    (name) => `${name}.service ConditionPathIsMountPoint=/srv/data`,
  ),
]);

/** How units of ours stand to others: the packet filter before every network, where `firewall-default-deny` asks for all of it. */
const TIES: ReadonlySet<string> = new Set([
  ...["After=local-fs.target", "Before=sysinit.target shutdown.target"].map(
    (line) => `stillroom-mounts.service ${line}`,
  ),
  ...["DefaultDependencies=no", "Conflicts=shutdown.target"].map((line) => `stillroom-mounts.service ${line}`),
  ...["DefaultDependencies=no", "Conflicts=umount.target"].map((line) => `tmp.mount ${line}`),
  ...["Before=local-fs.target umount.target", "After=swap.target"].map((line) => `tmp.mount ${line}`),
  "stillroom-data-volume.service After=local-fs.target",
  ...[
    ...["DefaultDependencies=no", "RequiresMountsFor=/etc/iptables /usr/sbin /var/lib/stillroom"],
    ...["Before=network-pre.target shutdown.target", "Conflicts=shutdown.target"],
  ].map((line) => `stillroom-firewall.service ${line}`),
]);

/** systemd.special(7): what a service that is held in may wait for without waiting in a circle. */
const EARLIER: ReadonlySet<string> = new Set([
  ...["local-fs.target", "network-online.target", "network.target", "nss-lookup.target", "time-sync.target"],
  "stillroom-firewall.service",
]);

/** What says nothing about other units, and how often a unit may start again (systemd.unit(5)). */
const BY_ITSELF = /^(?:Description|Documentation|StartLimitBurst|StartLimitIntervalSec)$/;

/** What else a unit pulls in, what it waits for or drives out, and what keeps it away (systemd.unit(5)). */
function startBreaches(unit: string, assignment: Assignment): readonly Breach[] {
  const { section, key, value } = assignment;
  if (TIES.has(`${unit} ${key}=${value}`) || CONDITIONS.has(`${unit} ${key}=${value}`)) return [];
  const words = systemdWords(value) ?? [value];
  if (/^(?:Wants|WantedBy|Also)$/.test(key)) {
    const strangers = words.filter((other) => !isKnown(other) && !TARGETS.has(other));
    return strangers.map((other) => at(assignment, `${key} ties ${unit} to ${other}, which nobody looked at.`));
  }
  if (/^(?:After|Requires)$/.test(key)) {
    const strangers = words.filter((other) => !mayWaitFor(unit, other));
    return strangers.map((other) => at(assignment, `${key} lets ${unit} wait for ${other}, which may keep it away.`));
  }
  if (!["Unit", "Install"].includes(section) || BY_ITSELF.test(key)) return [];
  if (/^(?:Condition|Assert)/.test(key) && value === "") return [];
  return [at(assignment, `${key}=${value} may keep ${unit} from starting, stop another unit, or stand in its place.`)];
}

function mayWaitFor(unit: string, other: string): boolean {
  const profile = HELD[unit];
  return profile !== undefined && (EARLIER.has(other) || profile.after?.includes(other) === true);
}

/** What starts the units of ours that follow names and resolvers: exactly this. */
const STARTED_BY: Readonly<Record<string, readonly string[]>> = {
  "stillroom-egress.timer": ["OnBootSec=20s", "OnActiveSec=1s", "OnUnitActiveSec=5min", "AccuracySec=10s"],
  "stillroom-egress.path": ["PathChanged=/run/systemd/resolve/resolv.conf", "Unit=stillroom-egress.service"],
};

/** Timers whose times of day the rules `log-retention` and `tls` judge; what is said besides may put off by an hour at most (systemd.time(7)). */
const DAILY: Readonly<Record<string, RegExp>> = {
  // How often is the rule `packages-signed` to judge; it only starts what asks first.
  "stillroom-restart.timer": /^(?:OnCalendar=.*|Persistent=.*|Unit=stillroom-restart\.service)$/,
  "audit-rotate.timer": /^(?:OnCalendar=.*|Persistent=.*|Unit=audit-rotate\.service)$/,
  "certificates.timer":
    /^(?:OnCalendar=.*|Persistent=.*|Unit=certificates\.service|(?:RandomizedDelay|Accuracy)Sec=[0-5]?\d(?:s|sec|m|min)?)$/,
};

/** systemd.timer(5), systemd.path(5), and systemd.unit(5) on WantedBy: what is enabled without it starts nowhere. */
function starterBreaches(unit: string, where: string, said: readonly Assignment[]): readonly Breach[] {
  const needed = STARTED_BY[unit];
  const other = DAILY[unit];
  if (needed === undefined && other === undefined) return [];
  const lines = said.filter(({ section }) => section === "Timer" || section === "Path");
  const isAllowed = (line: string) => (needed === undefined ? other?.test(line) === true : needed.includes(line));
  const strange = lines.filter(({ key, value }) => !isAllowed(`${key}=${value}`));
  const missing = (needed ?? []).filter((line) => !lines.some(({ key, value }) => `${key}=${value}` === line));
  const enabled = listOf(said, "Install", "WantedBy").length > 0;
  return [
    ...strange.map((assignment) =>
      at(assignment, `${assignment.key}=${assignment.value} changes what ${unit} starts, or when.`),
    ),
    ...missing.map((line) => ({ where, what: `${unit} does not say ${line}, so what it starts comes late or never.` })),
    ...(enabled ? [] : [{ where, what: `${unit} has no WantedBy, so it does not start with the machine.` }]),
  ];
}

/** Every program for which a unit is there starts with it; an empty line takes back those before (systemd.service(5), ExecStart=). */
function missingPrograms(unit: string, where: string, said: readonly Assignment[]): readonly Breach[] {
  const keys = new Set(said.map(({ key }) => key).filter(isCommand));
  const started = [...keys].flatMap((key) => listOf(said, "Service", key)).map(({ value }) => programOf(value));
  return (HELD[unit]?.programs ?? FREE[unit] ?? [])
    .filter((program) => !started.includes(program))
    .map((program) => ({ where, what: `${unit} no longer starts ${program}.` }));
}

/** systemd.unit(5): Wants= starts the other with it, and only After= waits until that has started. */
function needBreaches(unit: string, where: string, said: readonly Assignment[]): readonly Breach[] {
  const needed = HELD[unit]?.needs;
  if (needed === undefined) return [];
  return ["Wants", "After"]
    .filter((key) => !listOf(said, "Unit", key).some(({ value }) => systemdWords(value)?.includes(needed) === true))
    .map((key) => ({
      where,
      what: `${key}= of ${unit} does not name ${needed}, so it may start before there is a database.`,
    }));
}

/** systemd.service(5) has ExecStart= and its like; ExecPaths= of systemd.exec(5) names places. */
function isCommand(key: string): boolean {
  return key.startsWith("Exec") && key !== "ExecPaths";
}

function programOf(command: string): string {
  return /^\S*/.exec(command)?.[0] ?? "";
}

/** systemd.exec(5): UMask is taken away from the mode of what a service makes, the others are the modes of folders that systemd makes for it. */
function openBreaches(unit: string, assignment: Assignment): readonly Breach[] {
  const { section, key, value } = assignment;
  const mask = key === "UMask";
  if (section !== "Service" || value === "" || !(mask || key.endsWith("DirectoryMode"))) return [];
  const given = /^[0-7]{1,4}$/.test(value) ? Number.parseInt(value, 8) : mask ? 0 : 0o777;
  const written = (mask ? ~given : given) & 0o022;
  if (written === 0) return [];
  return [at(assignment, `${key}=${value} lets other accounts write to what ${unit} makes.`)];
}

/** systemd.service(5), "Command lines": `+` and `!` before a path mean full privileges, `-` that a failure does not count. */
function programBreaches(unit: string, said: readonly Assignment[]): readonly Breach[] {
  const known = HELD[unit]?.programs ?? FREE[unit] ?? [];
  return said
    .filter(({ section, key, value }) => section === "Service" && isCommand(key) && value !== "")
    .filter(({ value }) => !known.includes(programOf(value)))
    .map((assignment) =>
      at(assignment, `${unit} would start ${assignment.value.slice(0, 80)}, which nobody looked at.`),
    );
}

interface Demand {
  /** What the setting may be; `yes` stands for every word that systemd takes for it. */
  readonly oneOf: readonly string[];
  readonly why: string;
}

/** systemd.exec(5) of systemd 252 and 257; words that only 257 knows (`NEWER`) count on Debian 13 alone. */
const DEMANDS: Readonly<Record<string, Demand>> = {
  NoNewPrivileges: { oneOf: ["yes"], why: "a program that changes accounts would give it more" },
  LockPersonality: { oneOf: ["yes"], why: "old ways of the kernel stay shut" },
  PrivateDevices: { oneOf: ["yes"], why: "it needs no device" },
  PrivateTmp: { oneOf: ["yes"], why: "others' temporary files are none of its business" },
  ProtectClock: { oneOf: ["yes"], why: "tokens and certificates rest on the time" },
  ProtectControlGroups: { oneOf: ["yes"], why: "its limits are not its own to change" },
  ProtectHome: {
    oneOf: ["yes", "tmpfs"],
    why: "people's files are none of its business",
  },
  ProtectHostname: { oneOf: ["yes"], why: "the machine's name is not its own to change" },
  ProtectKernelLogs: { oneOf: ["yes"], why: "the kernel's log tells where it is weak" },
  ProtectKernelModules: { oneOf: ["yes"], why: "the kernel is not its own to change" },
  ProtectKernelTunables: { oneOf: ["yes"], why: "the kernel is not its own to change" },
  ProtectProc: {
    oneOf: ["invisible"],
    why: "other accounts' programs are none of its business",
  },
  ProtectSystem: { oneOf: ["strict"], why: "it writes to its own folders alone" },
  RestrictNamespaces: { oneOf: ["yes"], why: "a namespace of its own is a way to the kernel's weak sides" },
  RestrictRealtime: { oneOf: ["yes"], why: "it could take the processor from all others" },
  RestrictSUIDSGID: { oneOf: ["yes"], why: "a file that it leaves could act for another account" },
  SystemCallArchitectures: {
    oneOf: ["native"],
    why: "old ways of the kernel stay shut",
  },
};

const NEWER: ReadonlySet<string> = new Set(["PrivateTmp=disconnected", "ProtectControlGroups=strict"]);

function meets({ oneOf }: Demand, { key, value }: Assignment, debian: number): boolean {
  if (oneOf.includes(systemdBoolean(value) === true ? "yes" : value)) return true;
  return debian === 13 && NEWER.has(`${key}=${value}`);
}

/**
 * What else a unit may say of itself: it narrows, or says when and how often it runs. Commands and environments are in this list since
 * readers/units.ts holds each unit to its own; groups and masks since they are judged above.
 */
const HARMLESS =
  /^(?:Type|Restart|RestartSec|RestartPreventExitStatus|SuccessExitStatus|Timeout(?:Start|Stop)?Sec|RemainAfterExit|Kill(?:Mode|Signal)|UMask|WorkingDirectory|Environment|EnvironmentFile|UnsetEnvironment|Group|MemoryDenyWriteExecute|PrivateNetwork|PrivateUsers|PrivateIPC|ProcSubset|ReadOnlyPaths|InaccessiblePaths|NoExecPaths|RemoveIPC|SystemCall(?:ErrorNumber|Log)|IPAddressDeny|KeyringMode|RuntimeDirectory(?:Mode|Preserve)|SyslogIdentifier|LogLevelMax|LogRateLimit(?:Burst|IntervalSec)|Limit(?:NOFILE|NPROC|CORE)|Memory(?:Max|High|SwapMax)|CPU(?:Quota|Weight)|TasksMax|IOWeight|Nice|OOMPolicy|OOMScoreAdjust|NonBlocking|WatchdogSec|Exec(?:Start|StartPre|StartPost|Reload|Stop|StopPost|Condition))$/;

/** What only narrows with these values (systemd.exec(5) and systemd.resource-control(5) of 257). */
const NARROWING =
  /^(?:PrivateMounts=(?:yes|true|on|1)|IPAddressAllow=localhost|DevicePolicy=(?:closed|strict)|SecureBits=noroot(?:-locked)?|Slice=system\.slice|Standard(?:Input=null|(?:Output|Error)=(?:journal|null|inherit)))$/;

function isHarmless({ key, value }: Assignment): boolean {
  return HARMLESS.test(key) || NARROWING.test(`${key}=${value}`);
}

/** Of Debian's own units a release says only when they start; of ours that need the whole machine also how they run. */
function freeBreaches(unit: string, said: readonly Assignment[]): readonly Breach[] {
  const ours = Object.hasOwn(FREE, unit);
  return said
    .filter((assignment) => assignment.section === "Service" && !(ours && isHarmless(assignment)))
    .map((assignment) =>
      at(assignment, `${assignment.key}=${assignment.value} changes how ${unit} runs, in a way that nobody looked at.`),
    );
}

/** What is judged by lists, below. */
const LISTS: ReadonlySet<string> = new Set([
  ...["User", "CapabilityBoundingSet", "AmbientCapabilities", "ReadWritePaths", "SupplementaryGroups"],
  ...["ExecPaths", "RestrictAddressFamilies", "SystemCallFilter"],
]);

function heldBreaches(
  unit: string,
  where: string,
  profile: Profile,
  said: readonly Assignment[],
  debian: number,
): readonly Breach[] {
  const base = readSystemd([{ path: where, text: `[Service]\n${profile.base ?? ""}` }]).value;
  const service = [...base, ...said].filter(({ section }) => section === "Service");
  // What the package's own unit says has no line in the release.
  const place = (assignment: Assignment | undefined) =>
    assignment !== undefined && said.includes(assignment)
      ? { where: assignment.path, line: assignment.line }
      : { where };
  const breaches: Breach[] = [];
  for (const [key, demand] of Object.entries(DEMANDS)) {
    const found = lastOf(service, "Service", key);
    if (found !== undefined && meets(demand, found, debian)) continue;
    breaches.push({
      ...place(found),
      what: `${unit} has ${found === undefined || found.value === "" ? `no ${key}=` : `${key}=${found.value}`}, which must be ${demand.oneOf.join(" or ")}: ${demand.why}.`,
    });
  }
  const user = lastOf(service, "Service", "User");
  if ((user?.value ?? "root") !== profile.account) {
    breaches.push({ ...place(user), what: `${unit} runs as ${user?.value ?? "root"}, not as ${profile.account}.` });
  }
  const own = profile.group ?? profile.account;
  const group = lastOf(service, "Service", "Group");
  if (group !== undefined && group.value !== own) {
    breaches.push({ ...place(group), what: `${unit} runs in the group ${group.value}, not in ${own}.` });
  }
  for (const assignment of said) {
    const { section, key, value } = assignment;
    if (section !== "Service" || Object.hasOwn(DEMANDS, key) || LISTS.has(key) || isHarmless(assignment)) continue;
    breaches.push(at(assignment, `${key}=${value} opens ${unit} in a way that nobody looked at.`));
  }
  return [...breaches, ...listBreaches(unit, where, profile, service)];
}

function listBreaches(
  unit: string,
  where: string,
  profile: Profile,
  service: readonly Assignment[],
): readonly Breach[] {
  const { capabilities = [], writes = [], groups = [], executes = [] } = profile;
  const wide = capabilitiesOf(service);
  const breaches: Breach[] = [];
  if (wide === undefined) {
    breaches.push({ where, what: `CapabilityBoundingSet does not say which of root's powers ${unit} may have.` });
  }
  const powers = [...(wide ?? []), ...listOf(service, "Service", "AmbientCapabilities")];
  for (const assignment of powers) {
    const extra = assignment.value
      .split(/\s+/)
      .filter((name) => name !== "" && !capabilities.includes(name.toUpperCase().replace(/^CAP_/, "")));
    if (extra.length > 0) breaches.push(at(assignment, `${unit} may use ${extra.join(", ")}, which it does not need.`));
  }
  for (const [key, known] of [
    ["ReadWritePaths", writes],
    ["SupplementaryGroups", groups],
    ["ExecPaths", executes],
  ] as const) {
    for (const assignment of listOf(service, "Service", key)) {
      const words = systemdWords(assignment.value) ?? [assignment.value];
      const extra = words.filter((word) => !known.includes(word.replace(/^[-+]+/, "")));
      if (extra.length > 0)
        breaches.push(at(assignment, `${key} gives ${unit} ${extra.join(", ")}, which it does not need.`));
    }
  }
  return [...breaches, ...familyBreaches(unit, where, service), ...callBreaches(unit, where, service)];
}

/** capabilities(7), of Linux 6.12. A name that systemd does not know is passed over, so that `~` before it takes nothing away. */
const POWERS: ReadonlySet<string> = new Set(
  (
    "AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID IPC_LOCK " +
    "IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP " +
    "SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME " +
    "SYS_TTY_CONFIG WAKE_ALARM"
  )
    .split(" ")
    .map((name) => `CAP_${name}`),
);

/**
 * The lines that give capabilities; undefined where none takes any away. systemd.exec(5): nothing means none, further lines add, `~` takes
 * those named away, and gives all where it names none.
 */
function capabilitiesOf(service: readonly Assignment[]): readonly Assignment[] | undefined {
  let given: readonly Assignment[] | undefined;
  for (const line of service.filter(({ key }) => key === "CapabilityBoundingSet")) {
    const names = line.value
      .replace("~", "")
      .split(/\s+/)
      .filter((name) => name !== "");
    if (!line.value.startsWith("~")) given = names.length === 0 ? [] : [...(given ?? []), line];
    // What is taken away from less than all only narrows.
    else if (!names.some((name) => POWERS.has(name.toUpperCase()))) given = undefined;
  }
  return given;
}

const FAMILIES: ReadonlySet<string> = new Set(["none", "AF_UNIX", "AF_INET", "AF_INET6", "AF_NETLINK"]);

/** systemd.exec(5), RestrictAddressFamilies: nothing lifts the restriction, `~` allows all but those named. */
function familyBreaches(unit: string, where: string, service: readonly Assignment[]): readonly Breach[] {
  const lines = listOf(service, "Service", "RestrictAddressFamilies");
  const [first] = lines;
  if (first === undefined) return [{ where, what: `${unit} may use every kind of socket (RestrictAddressFamilies).` }];
  return lines.flatMap((assignment) => {
    const extra = assignment.value.split(/\s+/).filter((name) => !FAMILIES.has(name));
    return extra.length === 0 ? [] : [at(assignment, `${unit} may use sockets of ${extra.join(", ")}.`)];
  });
}

/** Sets of system calls that leave out what changes the machine: systemd.exec(5) of 257, SystemCallFilter, "@system-service" and its parts. */
const CALLS: ReadonlySet<string> = new Set(
  "@system-service @aio @basic-io @chown @default @file-system @io-event @ipc @keyring @memlock @network-io @process @resources @setuid @signal @sync @timer".split(
    " ",
  ),
);

/** systemd.exec(5), SystemCallFilter: the first line decides whether calls are allowed or, with `~`, taken away; further lines change that list. */
function callBreaches(unit: string, where: string, service: readonly Assignment[]): readonly Breach[] {
  const lines = listOf(service, "Service", "SystemCallFilter");
  const [first] = lines;
  if (first === undefined || first.value.startsWith("~")) {
    const place = first === undefined ? { where } : { where: first.path, line: first.line };
    return [{ ...place, what: `${unit} may use every call of the kernel that nobody thought of (SystemCallFilter).` }];
  }
  return lines
    .filter(({ value }) => !value.startsWith("~"))
    .flatMap((assignment) => {
      const extra = assignment.value.split(/\s+/).filter((name) => !CALLS.has(name));
      return extra.length === 0 ? [] : [at(assignment, `${unit} may use the kernel's ${extra.join(", ")}.`)];
    });
}

/** An account of ours is for one service, and can't be logged in to. */
function accountBreaches({ name, home }: Release["accounts"][number]): readonly Breach[] {
  if (name === "certificates" && home === "/var/lib/stillroom/certbot") return [];
  if (name === "desk" && home === "/nonexistent") return [];
  return [
    {
      where: "the accounts of the release",
      what: `The account ${name} (${home}) belongs to no service that was looked at.`,
    },
  ];
}

function at({ path, line }: Assignment, what: string): Breach {
  return { where: path, line, what };
}
