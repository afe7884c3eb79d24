import type { Release } from "../../render/release.ts";
import type { Breach } from "../rule.ts";
import { readSystemd, type Assignment } from "./systemd.ts";

const FOLDER = "/etc/systemd/system/";

/**
 * What the release says about a unit: its own file, then its drop-ins by name, those for all services first (systemd.unit(5),
 * "service.d"). Where the release has no file, the package's own comes first and is not seen here.
 */
export function unitOf(release: Release, unit: string): readonly Assignment[] {
  const type = unit.slice(unit.lastIndexOf(".") + 1);
  const inFolder = (folder: string) =>
    release.files.filter(({ path }) => path.startsWith(`${FOLDER}${folder}/`) && path.endsWith(".conf"));
  const files = [
    ...release.files.filter(({ path }) => path === `${FOLDER}${unit}`),
    ...inFolder(`${type}.d`),
    ...inFolder(`${unit}.d`),
  ];
  return readSystemd(files).value;
}

/** Settings that decide what a unit starts, with which words and environment, and which files it then finds. */
const DECIDING =
  /^(?:Exec[A-Z].*|Environment|EnvironmentFile|PassEnvironment|UnsetEnvironment|Root[A-Z].*|Bind(?:ReadOnly)?Paths|TemporaryFileSystem|MountImages|Extension[A-Z].*|LoadCredential.*|SetCredential.*|ImportCredential|WorkingDirectory|PAMName)$/;

/**
 * Units whose programs the readers read: what a release may say about how they start, as a pattern for `Key=value`. All else
 * could make the program read something that was not judged.
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
};

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
  return [...units, ...defaults];
}

/** What a Java program of Jitsi's is started with. */
export interface JavaStart {
  /** The file that it reads; undefined where that can't be told. */
  readonly configuration: string | undefined;
  readonly logging: string | undefined;
  readonly doubts: readonly Breach[];
}

/**
 * Jitsi's start scripts hand JAVA_SYS_PROPS to the Java machine (jicofo resources/jicofo.sh, jitsi-videobridge
 * resources/jvb.sh). A system property overrides any key of the configuration file (lightbend/config, "Standard behavior").
 */
export function javaStart(release: Release, unit: string): JavaStart {
  const assignments = unitOf(release, unit).filter(({ section }) => section === "Service");
  const environment = assignments.filter(({ key }) => key === "Environment");
  const doubts: Breach[] = [];
  let properties: readonly string[] | undefined;
  for (const { value, path, line } of environment) {
    const [name, words] = splitOnce(value.replace(/^"(.*)"$/, "$1"), "=");
    if (name === "JAVA_SYS_PROPS") properties = words.split(/\s+/).filter((word) => word !== "");
    else if (!/^[A-Z]+_MAX_MEMORY$/.test(name)) {
      doubts.push({
        where: path,
        line,
        what: `Environment=${value} changes how ${unit} starts in a way that is not understood.`,
      });
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
  for (const property of properties ?? []) {
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

function splitOnce(text: string, separator: string): readonly [string, string] {
  const index = text.indexOf(separator);
  return index === -1 ? [text, ""] : [text.slice(0, index), text.slice(index + separator.length)];
}
