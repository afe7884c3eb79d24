import type { Release } from "../../render/release.ts";
import { appended, replaced, withoutFile } from "../breaking.ts";
import type { SettingLine } from "../readers/small-programs.ts";
import { lastOf } from "../readers/systemd/systemd.ts";
import { unitOf } from "../readers/systemd/units.ts";
import type { Breach, Rule } from "../rule.ts";

const MODULES = "/etc/modprobe.d/90-stillroom.conf";
const LIMITS = "/etc/security/limits.d/90-stillroom.conf";
const LOGIN = "/etc/profile.d/90-stillroom.sh";
const TEMPORARY = "/etc/systemd/system/tmp.mount";

/** What Debian leaves open for every kind of machine, and a practice's never needs. */
export const machineNarrowed: Rule = {
  id: "machine-narrowed",
  title:
    "Nothing runs from temporary folders, no kernel module is loaded that nobody needs, no crash leaves memory on the disk, and a terminal that nobody uses is closed.",
  severity: "high",
  serves:
    "Access control and integrity: HIPAA 45 CFR 164.312(a)(1), (a)(2)(iii) and (c)(1), GDPR art. 32(1)(b); CIS Debian Linux Benchmark, initial set-up.",
  mend: "Put templates/kernel, templates/mounts and templates/accounts back as they are in the repository (`git diff templates` shows what changed).",
  looksAt:
    "Kernel modules that can't be loaded, how temporary folders are mounted, limits of memory dumps, what login shells are told, and which programs act as root.",
  check: (release, configuration) => {
    const lines = configuration.smallPrograms();
    return [
      ...moduleBreaches(lines),
      ...dumpBreaches(lines),
      ...loginBreaches(lines),
      ...temporaryBreaches(release),
      ...startBreaches(release),
    ];
  },
  breaks: [
    {
      how: "storage that somebody plugs in is taken",
      apply: (release) => replaced(release, MODULES, "install usb-storage /bin/false\n", ""),
    },
    {
      how: "programs run from the temporary folder",
      apply: (release) => replaced(release, TEMPORARY, ",noexec", ""),
    },
    {
      how: "root's crashes are written to the disk",
      apply: (release) => replaced(release, LIMITS, "root hard core 0\n", ""),
    },
    {
      how: "a terminal stays open for a day",
      apply: (release) => replaced(release, LOGIN, "TMOUT=900", "TMOUT=9999"),
    },
    {
      how: "a later word lets programs run again",
      apply: (release) => appended(release, TEMPORARY, "[Mount]\nOptions=mode=1777,nosuid,nodev,noexec,exec"),
    },
    {
      how: "nothing narrows what is mounted before any unit of ours",
      apply: (release) => ({
        ...release,
        units: release.units.filter(({ name }) => name !== "stillroom-mounts.service"),
      }),
    },
    {
      how: "the login shell's file is gone",
      apply: (release) => withoutFile(release, LOGIN),
    },
  ],
};

/**
 * Modules of Linux 6.1 and 6.12 (fs/, net/, drivers/) that no machine of ours needs: file systems, protocols, plugged-in storage and buses
 * that read memory. CIS Debian Linux 12 Benchmark 1.1, "Configure Filesystem Kernel Modules", and 3.2, "Configure Network Kernel Modules".
 */
const UNWANTED: readonly string[] = [
  ...["cramfs", "freevxfs", "hfs", "hfsplus", "jffs2", "squashfs", "udf"],
  ...["ax25", "can", "dccp", "netrom", "rds", "rose", "sctp", "tipc", "x25"],
  ...["firewire-core", "firewire-ohci", "firewire-sbp2", "uas", "usb-storage"],
  ...["bluetooth", "btusb"],
];

/** modprobe.d(5): `-` and `_` are the same in names; `install NAME COMMAND` runs that instead, `blacklist` only passes over aliases. */
function moduleBreaches(lines: readonly SettingLine[]): readonly Breach[] {
  const named = (name: string): string => name.replaceAll("-", "_");
  const shut = new Set(
    lines
      .filter(({ program, key }) => program === "modprobe" && key === "install")
      .map(({ value }) => named(value.split(/\s+/)[0] ?? "")),
  );
  return UNWANTED.filter((name) => !shut.has(named(name))).map((name) => ({
    where: MODULES,
    what: `The kernel's ${name} can be loaded, which nothing here needs.`,
  }));
}

/** Where a crash would be written down, and what says that it is not. */
const DUMPS: readonly {
  readonly program: string;
  readonly key: string;
  readonly where: string;
  readonly what: string;
}[] = [
  { program: "pam_limits", key: "*", where: LIMITS, what: "A crash in an account's session writes its memory down." },
  { program: "pam_limits", key: "root", where: LIMITS, what: "A crash in root's session writes its memory down." },
  {
    program: "systemd",
    key: "Manager.DefaultLimitCORE",
    where: "/etc/systemd/system.conf.d/90-stillroom.conf",
    what: "A crash of a service writes its memory down.",
  },
  ...["Coredump.Storage", "Coredump.ProcessSizeMax"].map((key) => ({
    program: "systemd-coredump",
    key,
    where: "/etc/systemd/coredump.conf.d/90-stillroom.conf",
    what: `Where systemd-coredump is installed it keeps what crashed, since ${key.replace("Coredump.", "")} is not said.`,
  })),
];

/** What these lines may say is a closed set (readers/small-programs.ts): they only have to be there. */
function dumpBreaches(lines: readonly SettingLine[]): readonly Breach[] {
  return DUMPS.filter(({ program, key }) => !lines.some((line) => line.program === program && line.key === key)).map(
    ({ where, what }) => ({ where, what }),
  );
}

/** A quarter of an hour; HIPAA 45 CFR 164.312(a)(2)(iii), automatic logoff. */
const LONGEST_IDLE = 900;

function loginBreaches(lines: readonly SettingLine[]): readonly Breach[] {
  const of = (key: string) => lines.filter((line) => line.program === "login shell" && line.key === key);
  const [idle] = of("readonly");
  const seconds = Number(/^TMOUT=(\d+)$/.exec(idle?.value ?? "")?.[1] ?? Infinity);
  const masks = of("umask");
  return [
    ...(seconds > LONGEST_IDLE
      ? [
          {
            where: LOGIN,
            ...(idle === undefined ? {} : { line: idle.line }),
            what: `A terminal that nobody uses stays open for ${idle === undefined ? "ever" : `${seconds} seconds`}; it may for ${LONGEST_IDLE}.`,
          },
        ]
      : []),
    ...(masks.length === 0
      ? [{ where: LOGIN, what: "What an administrator writes can be read by every account (umask)." }]
      : []),
  ];
}

/** mount(8), "Filesystem-independent mount options"; of opposites the last counts. */
function temporaryBreaches(release: Release): readonly Breach[] {
  const said = unitOf(release, "tmp.mount");
  const of = (key: string) => lastOf(said, "Mount", key);
  const options = of("Options");
  const words = options?.value.split(",") ?? [];
  const place = options === undefined ? { where: TEMPORARY } : { where: options.path, line: options.line };
  const wrong = Object.entries({ What: "tmpfs", Where: "/tmp", Type: "tmpfs" }).flatMap(
    ([key, value]): readonly Breach[] => {
      const found = of(key);
      if (found?.value === value) return [];
      const at = found === undefined ? { where: TEMPORARY } : { where: found.path, line: found.line };
      return [{ ...at, what: `${key} of the temporary folder is ${found?.value ?? "not said"}, not ${value}.` }];
    },
  );
  const strange = words.filter((word) => !KNOWN_OPTION.test(word));
  return [
    ...wrong,
    ...["nosuid", "nodev", "noexec"]
      .filter((word) => !words.includes(word))
      .map((word) => ({ ...place, what: `The temporary folder is mounted without ${word}.` })),
    ...strange.map((word) => ({
      ...place,
      what: `The temporary folder is mounted with ${word}, which nothing here needs.`,
    })),
  ];
}

/** tmpfs(5) and mount(8): sizes, and what narrows. */
const KNOWN_OPTION =
  /^(?:mode=1777|strictatime|relatime|noatime|nosuid|nodev|noexec|size=\d+(?:%%|[kmgKMG])?|nr_inodes=\d+[kmgKMG]?)$/;

/** What narrows the rest runs at each start and each delivery; what the programs do is held to what was reviewed. */
function startBreaches({ units, files }: Release): readonly Breach[] {
  return [
    ...(units.some(({ name }) => name === "stillroom-mounts.service")
      ? []
      : [
          {
            where: "the units of the release",
            what: "stillroom-mounts.service is not among them, so memory that all share can hold programs.",
          },
        ]),
    ...(files.some(({ path }) => path === "/etc/systemd/system/stillroom-mounts.service")
      ? []
      : [{ where: "/etc/systemd/system/stillroom-mounts.service", what: "The unit has no file, so nothing starts." }]),
  ];
}
