import type { Release } from "../../../render/release.ts";
import type { Source } from "../../reading.ts";
import { rememberedFor, rememberedText, rememberedTogether } from "../../remembered.ts";
import type { Breach } from "../../rule.ts";
import { listOf, readSystemd, systemdWords, type Assignment } from "./systemd.ts";

/** Where systemd looks for units, the first first (systemd.unit(5) of 257, "System Unit Search Path"); /lib is /usr/lib on Debian. */
const FOLDERS = [
  "/etc/systemd/system.control/",
  "/run/systemd/system.control/",
  "/run/systemd/transient/",
  "/run/systemd/generator.early/",
  "/etc/systemd/system/",
  "/etc/systemd/system.attached/",
  "/run/systemd/system/",
  "/run/systemd/system.attached/",
  "/run/systemd/generator/",
  "/usr/local/lib/systemd/system/",
  "/usr/lib/systemd/system/",
  "/lib/systemd/system/",
  "/run/systemd/generator.late/",
];

/** Other names of Debian's units (`Alias=` in openssh-server 1:10.0p1, chrony 4.6, systemd-resolved 257), whose drop-ins count too. */
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  "ssh.service": ["sshd.service"],
  "chrony.service": ["chronyd.service"],
  "systemd-resolved.service": ["dbus-org.freedesktop.resolve1.service"],
};

/** The unit that a file belongs to, or would change beside others: `nginx.service`, `stillroom-.service`, `service`. */
export function unitOfFile(path: string): string | undefined {
  const folder = FOLDERS.find((one) => path.startsWith(one));
  const [first = "", ...below] = folder === undefined ? [] : path.slice(folder.length).split("/");
  if (folder === undefined) return undefined;
  const name = below.length === 0 ? first : first.replace(/\.(?:d|wants|requires|upholds)$/, "");
  return Object.entries(ALIASES).find(([, aliases]) => aliases.includes(name))?.[0] ?? name;
}

/**
 * What the release says about a unit: its own file, then its drop-ins, those for its prefixes, its template and all units of its type
 * among them. systemd.unit(5) and src/shared/dropin.c of 257: a name that stands in several folders is read from the first one alone, and
 * drop-ins of all folders are read in the order of their names. Where the release has no file, the package's own comes first and is not seen here.
 */
export function unitOf(release: Release, unit: string): readonly Assignment[] {
  return saidBy(release)(unit);
}

/** Several rules ask about the same units. */
const saidBy = rememberedFor(({ files }: Release) => saidIn(files.filter(({ path }) => path.includes("/systemd/"))));

const saidIn = rememberedTogether((files) => {
  const folders = foldersOf(files);
  return rememberedText((unit) => readSystemd(unitFiles(folders, unit)).value);
});

function unitFiles(folders: ReadonlyMap<string, FilesByName>, unit: string): readonly Source[] {
  const inFolder = (folder: string) => folders.get(folder) ?? NO_FILES;
  const names = [unit, ...(ALIASES[unit] ?? [])];
  const own = FOLDERS.flatMap((folder) => names.map((name) => inFolder(folder).get(name))).find(
    (file) => file !== undefined,
  );
  const dropInFolders = [
    ...FOLDERS.flatMap((folder) => names.flatMap(dropInNames).map((name) => `${folder}${name}.d/`)),
    ...FOLDERS.map((folder) => `${folder}${unit.slice(unit.lastIndexOf(".") + 1)}.d/`),
  ];
  const dropIns = new Map<string, Source>();
  for (const folder of dropInFolders) {
    for (const [name, file] of inFolder(folder)) {
      if (/^[^.].*\.conf$/.test(name) && !dropIns.has(name)) dropIns.set(name, file);
    }
  }
  const sorted = [...dropIns].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, file]) => file);
  return own === undefined ? sorted : [own, ...sorted];
}

type FilesByName = ReadonlyMap<string, Source>;

const NO_FILES: FilesByName = new Map();

/** Files by their folder, whose name ends in a slash, and name. */
function foldersOf(files: readonly Source[]): ReadonlyMap<string, FilesByName> {
  const folders = new Map<string, Map<string, Source>>();
  for (const file of files) {
    const end = file.path.lastIndexOf("/") + 1;
    const [folder, name] = [file.path.slice(0, end), file.path.slice(end)];
    const inFolder = folders.get(folder) ?? new Map<string, Source>();
    if (!inFolder.has(name)) folders.set(folder, inFolder.set(name, file));
  }
  return folders;
}

/** `a-b@c.service` itself, its template `a-b@.service`, and its prefix `a-.service`. */
function dropInNames(unit: string): readonly string[] {
  const dot = unit.lastIndexOf(".");
  const [whole, type] = [unit.slice(0, dot), unit.slice(dot)];
  const [stem = "", instance] = whole.split("@", 2);
  const prefixes = stem
    .split("-")
    .slice(0, -1)
    .map((_, index, parts) => `${parts.slice(0, parts.length - index).join("-")}-${type}`);
  return [unit, ...(instance === undefined ? [] : [`${stem}@${type}`]), ...prefixes];
}

const FOLDER = "/etc/systemd/system/";

/** Settings that decide what a unit starts, with which words and environment, and which files it then finds. */
const DECIDING =
  /^(?:Exec(?!Paths$)[A-Z].*|Environment|EnvironmentFile|PassEnvironment|UnsetEnvironment|Root[A-Z].*|Bind(?:ReadOnly)?Paths|TemporaryFileSystem|MountImages|Extension[A-Z].*|LoadCredential.*|SetCredential.*|ImportCredential|WorkingDirectory|PAMName|NetworkNamespacePath|IPCNamespacePath|OpenFile|Sockets|InaccessiblePaths)$/;

/**
 * Units whose programs the readers read or root runs: what a release may say about how they start, as a pattern for `Key=value`. All
 * else could make the program read something that was not judged, or be another one (ld.so(8), LD_PRELOAD).
 */
const STARTS: Readonly<Record<string, readonly RegExp[]>> = {
  "nginx.service": [],
  "prosody.service": [],
  "coturn.service": [],
  "ssh.service": [],
  "jicofo.service": [/^ExecStart=(?:\/usr\/share\/jicofo\/jicofo\.sh)?$/, /^Environment=/, /^EnvironmentFile=$/],
  "jitsi-videobridge2.service": [
    /^ExecStart=(?:\/usr\/share\/jitsi-videobridge\/jvb\.sh)?$/,
    /^Environment=/,
    /^EnvironmentFile=$/,
  ],
  // Which files its command names is looked at where they are read.
  "matrix-synapse.service": [
    /^ExecStart=(?:\/opt\/venvs\/matrix-synapse\/bin\/python -m synapse\.app\.homeserver --config-path=.*)?$/,
    /^ExecStartPre=(?:\+?\/usr\/local\/lib\/stillroom\/messaging-database)?$/,
    /^EnvironmentFile=$/,
  ],
  "device-names.service": exactly(
    "ExecStart=/usr/sbin/dnsmasq --keep-in-foreground --conf-file=/etc/stillroom/device-names.conf --pid-file --log-facility=-",
  ),
  "desk.service": exactly(
    "ExecStartPre=+/usr/local/lib/stillroom/desk-database",
    "ExecStart=/usr/bin/node /usr/local/lib/stillroom/desk serve /etc/stillroom/desk.json",
  ),
  "postgresql@15-main.service": [],
  "postgresql@17-main.service": [],
  "fail2ban.service": [],
  "audit-rotate.service": exactly("ExecStart=/usr/bin/systemctl kill --signal=USR1 --kill-whom=main auditd.service"),
  "certificates.service": exactly(
    "ExecStart=/usr/bin/certbot certonly --config /etc/stillroom/certbot.ini",
    "ExecStartPost=+/usr/local/lib/stillroom/install-certificate /var/lib/stillroom/certbot/live/machine/fullchain.pem /var/lib/stillroom/certbot/live/machine/privkey.pem",
    // Which issuer certbot believes, where it is one of the practice's own (requests, "SSL Cert Verification").
    "Environment=REQUESTS_CA_BUNDLE=/etc/stillroom/certificates/root.pem",
    'Environment="REQUESTS_CA_BUNDLE=/etc/stillroom/certificates/root.pem"',
  ),
  "stillroom-data-volume.service": exactly("ExecStart=/usr/local/lib/stillroom/data-volume"),
  "stillroom-restart.service": exactly(
    "ExecCondition=/usr/local/lib/stillroom/restart-needed",
    "ExecCondition=/usr/local/lib/stillroom/nobody-meets",
    "ExecStart=/usr/bin/systemctl reboot",
  ),
  "apt-daily-upgrade.service": exactly("ExecCondition=/usr/local/lib/stillroom/nobody-meets"),
  "stillroom-mounts.service": exactly("ExecStart=/usr/local/lib/stillroom/narrow-mounts"),
  "stillroom-egress.service": exactly("ExecStart=/usr/local/lib/stillroom/egress-addresses"),
  "stillroom-firewall.service": exactly(
    "ExecStart=/usr/local/lib/stillroom/load-firewall",
    "ExecStartPost=-/usr/local/lib/stillroom/egress-addresses --known",
    "ExecReload=/usr/local/lib/stillroom/load-firewall",
    "ExecReload=-/usr/local/lib/stillroom/egress-addresses",
  ),
};

function exactly(...lines: readonly string[]): readonly RegExp[] {
  return lines.map((line) => new RegExp(`^${line.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}$`));
}

/** Debian's units take words from these files: /etc/default/ssh has sshd's options, the others their programs'. */
const DEFAULTS: ReadonlySet<string> = new Set(
  ["ssh", "nginx", "prosody", "coturn", "jicofo", "matrix-synapse"].map((name) => `/etc/default/${name}`),
);

/** Where a release changes how a program starts, in a way that these readers don't follow. */
export function startDoubts(release: Release): readonly Breach[] {
  const units = Object.entries(STARTS).flatMap(([unit, known]) =>
    unitOf(release, unit)
      .filter(({ section, key }) => section === "Service" && DECIDING.test(key))
      .filter(({ key, value }) => !known.some((pattern) => pattern.test(`${key}=${value}`)))
      .map(({ key, value, path, line }) => ({
        where: path,
        line,
        what: `${key}=${value} changes how ${unit} starts, so what its program then reads can't be told.`,
      })),
  );
  const defaults = release.files
    .filter(({ path }) => DEFAULTS.has(path))
    .map(({ path }) => ({
      where: path,
      what: "This file changes how a program starts, so what it then reads can't be told.",
    }));
  return [...units, ...defaults, ...unitFileDoubts(release)];
}

/** What can't be told of the release's own unit files and drop-ins, whichever unit they belong to. */
function unitFileDoubts(release: Release): readonly Breach[] {
  const files = release.files.filter(({ path }) => unitOfFile(path) !== undefined);
  const { value, doubts } = readSystemd(files);
  const unknown = value
    .filter(({ section, key }) => !section.startsWith("X-") && !key.startsWith("X-") && !isKnown(section, key))
    .map(({ section, key, path, line }) => ({
      where: path,
      line,
      what: `What ${key} in [${section}] does is not known here.`,
    }));
  return [...doubts, ...unknown];
}

/**
 * Settings whose meaning is known here, be it good or bad: systemd.unit(5), systemd.service(5), systemd.exec(5), systemd.kill(5),
 * systemd.resource-control(5), systemd.timer(5) and systemd.path(5) of systemd 257. What they mean for a service is judged by the rule
 * `services-sandboxed`; what decides which files a program reads, by the table above.
 */
const KNOWN: Readonly<Record<string, RegExp>> = {
  Unit: /^(?:Description|Documentation|After|Before|Wants|Requires|Requisite|BindsTo|PartOf|Conflicts|DefaultDependencies|RequiresMountsFor|WantsMountsFor|StartLimitBurst|StartLimitIntervalSec|(?:Condition|Assert)[A-Z][A-Za-z]+)$/,
  Install: /^(?:WantedBy|RequiredBy|UpheldBy|Alias|Also)$/,
  Timer:
    /^(?:OnCalendar|OnBootSec|OnActiveSec|OnUnitActiveSec|OnUnitInactiveSec|OnStartupSec|AccuracySec|RandomizedDelaySec|FixedRandomDelay|Persistent|Unit)$/,
  Mount: /^(?:What|Where|Type|Options)$/,
  Path: /^(?:PathChanged|PathModified|PathExists|MakeDirectory|Unit)$/,
  Service:
    /^(?:Type|ExecStart|ExecStartPre|ExecStartPost|ExecReload|ExecStop|ExecStopPost|ExecCondition|Restart|RestartSec|RestartPreventExitStatus|SuccessExitStatus|TimeoutStartSec|TimeoutStopSec|TimeoutSec|RemainAfterExit|PIDFile|KillMode|KillSignal|SendSIGKILL|User|Group|SupplementaryGroups|DynamicUser|UMask|WorkingDirectory|Environment|EnvironmentFile|PassEnvironment|UnsetEnvironment|NoNewPrivileges|AmbientCapabilities|CapabilityBoundingSet|SecureBits|LockPersonality|MemoryDenyWriteExecute|PrivateDevices|PrivateTmp|PrivateMounts|PrivateNetwork|PrivateUsers|PrivateIPC|ProcSubset|Protect(?:Clock|ControlGroups|Home|Hostname|KernelLogs|KernelModules|KernelTunables|Proc|System)|ReadWritePaths|ReadOnlyPaths|InaccessiblePaths|ExecPaths|NoExecPaths|BindPaths|BindReadOnlyPaths|TemporaryFileSystem|RootDirectory|RootImage|RemoveIPC|Restrict(?:AddressFamilies|Namespaces|Realtime|SUIDSGID)|SystemCall(?:Architectures|Filter|ErrorNumber|Log)|DeviceAllow|DevicePolicy|IPAddressAllow|IPAddressDeny|KeyringMode|(?:Runtime|State|Cache|Logs|Configuration)Directory(?:Mode|Preserve)?|Standard(?:Input|Output|Error)|SyslogIdentifier|LogLevelMax|LogRateLimitBurst|LogRateLimitIntervalSec|LogNamespace|Limit(?:NOFILE|NPROC|CORE|MEMLOCK)|Memory(?:Max|High|Min|Low|SwapMax)|CPU(?:Quota|Weight)|TasksMax|IOWeight|Nice|OOMScoreAdjust|OOMPolicy|Slice|NonBlocking|NotifyAccess|WatchdogSec|PAMName|NetworkNamespacePath|IPCNamespacePath|OpenFile|Sockets|Delegate)$/,
};

function isKnown(section: string, key: string): boolean {
  return Object.hasOwn(KNOWN, section) && KNOWN[section]?.test(key) === true;
}

/** What a Java program of Jitsi's is started with. */
export interface JavaStart {
  /** The file that it reads; undefined where that can't be told. */
  readonly configuration: string | undefined;
  readonly logging: string | undefined;
  readonly doubts: readonly Breach[];
}

/** The start scripts put this word behind -Xmx without quotes, so that whatever follows a blank in it is an option of its own. */
const MEMORY: Readonly<Record<string, string>> = {
  "jicofo.service": "JICOFO_MAX_MEMORY",
  "jitsi-videobridge2.service": "VIDEOBRIDGE_MAX_MEMORY",
};

/** The start scripts say +HeapDumpOnOutOfMemoryError, into /tmp, before they say JAVA_SYS_PROPS (jicofo.sh at 1b37d906, jvb.sh at 5dcdb415); the last counts. */
const NO_DUMP = "-XX:-HeapDumpOnOutOfMemoryError";

/**
 * Jitsi's start scripts hand JAVA_SYS_PROPS to the Java machine (jicofo resources/jicofo.sh, jitsi-videobridge
 * resources/jvb.sh). A system property overrides any key of the configuration file (lightbend/config, "Standard behavior").
 */
export function javaStart(release: Release, unit: string): JavaStart {
  const assignments = unitOf(release, unit).filter(({ section }) => section === "Service");
  const environment = listOf(assignments, "Service", "Environment");
  const doubts: Breach[] = [];
  let properties: readonly string[] | undefined;
  for (const { value, path, line } of environment) {
    const words = systemdWords(value);
    if (words === undefined) doubts.push(strange(value, path, line, unit));
    for (const word of words ?? []) {
      const [name, text] = splitOnce(word, "=");
      if (name === "JAVA_SYS_PROPS") properties = text.split(/\s+/).filter((property) => property !== "");
      else if (name !== MEMORY[unit] || !/^\d+[mg]$/.test(text)) doubts.push(strange(value, path, line, unit));
    }
  }
  const place = environment.at(-1);
  const where = place?.path ?? `${FOLDER}${unit}`;
  const wholeUnit = release.files.some(({ path }) => path === `${FOLDER}${unit}`);
  // The package's own unit takes an environment file, whose words would win over ours.
  if (!wholeUnit && !assignments.some(({ key, value }) => key === "EnvironmentFile" && value === "")) {
    doubts.push({
      where,
      what: `${unit} still reads its package's environment file, whose JAVA_SYS_PROPS would win over ours.`,
    });
  }
  const found = new Map<string, string>();
  if (properties?.includes(NO_DUMP) !== true) {
    doubts.push({
      where,
      what: `${unit} writes its whole memory to a file when it runs out, with names and keys of meetings in it.`,
      mend: `Put ${NO_DUMP} into its JAVA_SYS_PROPS.`,
    });
  }
  for (const property of properties?.filter((one) => one !== NO_DUMP) ?? []) {
    const match = /^-D(config\.file|java\.util\.logging\.config\.file)=(.+)$/.exec(property);
    if (match?.[1] === undefined || match[2] === undefined) {
      doubts.push({ where, what: `${property} can override any key of the configuration that ${unit} reads.` });
    } else found.set(match[1], match[2]);
  }
  const configuration = found.get("config.file");
  if (configuration === undefined) {
    doubts.push({ where, what: `${unit} is not told which configuration to read (-Dconfig.file in JAVA_SYS_PROPS).` });
  }
  return { configuration, logging: found.get("java.util.logging.config.file"), doubts };
}

function strange(value: string, path: string, line: number, unit: string): Breach {
  const what = `Environment=${value} changes how ${unit} starts in a way that is not understood.`;
  return { where: path, line, what };
}

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ""] : [text.slice(0, index), text.slice(index + separator.length)];
}
