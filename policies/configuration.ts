import type { Release, ReleaseFile } from "../render/release.ts";
import { SERVICES } from "../services/index.ts";
import type { Family } from "./readers/packet-filter/address-range.ts";
import { readAptSettings, readAptSources, type AptSetting, type AptSource } from "./readers/apt.ts";
import { commandDoubts } from "./readers/commands.ts";
import { readCoturn, type Coturn } from "./readers/coturn.ts";
import { readFilledChains } from "./readers/packet-filter/filled-chains.ts";
import type { Origin, Settings } from "./demands.ts";
import { readDesk } from "./readers/desk.ts";
import { readClientDiscovery, readElement } from "./readers/element.ts";
import { formatAt } from "./readers/known-paths.ts";
import { unknownSettings, type Shapes } from "./readers/known-settings.ts";
import { readSmallPrograms, type SettingLine } from "./readers/small-programs.ts";
import { readHocon, type Hocon } from "./readers/hocon.ts";
import { JICOFO, VIDEOBRIDGE } from "./readers/jitsi-settings.ts";
import { readIptables, type Firewall } from "./readers/packet-filter/iptables.ts";
import type { Script } from "./readers/javascript/javascript.ts";
import { readClient, type ClientVariable } from "./readers/javascript/jitsi-meet.ts";
import { contentPolicyDoubts } from "./readers/nginx/content-security-policy.ts";
import { answerOf, fileAt, isOn, placeOf, serversFor, type Server } from "./readers/nginx/request.ts";
import { readNginx, type Directive } from "./readers/nginx/nginx.ts";
import type { FilledChains } from "./readers/packet-filter/packet-walk.ts";
import { unknownOptions } from "./readers/prosody/prosody-options.ts";
import { noProsody, readProsody, type ProsodyConfiguration } from "./readers/prosody/prosody.ts";
import { readSshd, type Sshd } from "./readers/sshd.ts";
import { readSysctl, type KernelSetting } from "./readers/sysctl.ts";
import { readSynapseLog } from "./readers/synapse/log.ts";
import { readSynapse } from "./readers/synapse/synapse.ts";
import { readJournald } from "./readers/systemd/journald.ts";
import type { Assignment } from "./readers/systemd/systemd.ts";
import { javaStart, startDoubts } from "./readers/systemd/units.ts";
import type { Plain, Reading, Source } from "./reading.ts";
import { programDoubts } from "./reviewed-files.ts";
import type { Breach } from "./rule.ts";

/** The effective configuration of a release: each file as its program would see it, read once and only when a rule asks. */
export interface Configuration {
  readonly release: Release;
  /** The day on which it is judged, `YYYY-MM-DD`. */
  readonly today: string;
  readonly file: (path: string) => ReleaseFile | undefined;
  readonly nginx: () => readonly Directive[];
  readonly prosody: () => ProsodyConfiguration;
  readonly jicofo: () => Hocon;
  readonly videobridge: () => Hocon;
  readonly coturn: () => Coturn;
  readonly sshd: () => Sshd;
  /** apt's settings after all its files. */
  readonly aptSettings: () => readonly AptSetting[];
  /** The repositories that apt may take packages from. */
  readonly aptSources: () => readonly AptSource[];
  readonly kernel: () => ReadonlyMap<string, KernelSetting>;
  readonly journal: () => readonly Assignment[];
  /** The rules in force, for both address families. */
  readonly firewalls: () => readonly Firewall[];
  /** The rules that are loaded when those can't be, likewise. */
  readonly fallbackFirewalls: () => readonly Firewall[];
  /** The rules from birth to the first release, likewise. */
  readonly birthFirewalls: () => readonly Firewall[];
  /** What our own program fills chains with on the machine. */
  readonly filledChains: () => FilledChains;
  /** Jitsi Meet's `config` as a browser gets it from nginx. */
  readonly videoClient: () => Script;
  /** Jitsi Meet's `interfaceConfig`, likewise. */
  readonly videoInterface: () => Script;
  /** Synapse's configuration; undefined on a machine without messaging. */
  readonly synapse: () => Plain | undefined;
  readonly synapseOrigin: () => Origin;
  /** Python's logging configuration for Synapse, likewise. */
  readonly synapseLog: () => Plain | undefined;
  /** Element Web's config.json; undefined on a machine without messaging. */
  readonly element: () => Plain | undefined;
  readonly elementOrigin: () => Origin;
  /** What clients learn under the homeserver's name, likewise. */
  readonly clientDiscovery: () => Settings;
  /** The desk's settings; undefined on a machine without one. */
  readonly desk: () => Settings | undefined;
  /** Settings of chrony, the resolver, certbot and other small programs. */
  readonly smallPrograms: () => readonly SettingLine[];
  /** Reads everything that has a reader, and gives every place that none of them could tell. */
  readonly doubts: () => readonly Breach[];
}

/** Where each program starts reading, as our units and Debian's packages start them. */
export const ENTRY = {
  nginx: "/etc/nginx/nginx.conf",
  prosody: "/etc/prosody/prosody.cfg.lua",
  jicofo: "/etc/stillroom/jicofo/jicofo.conf",
  videobridge: "/etc/stillroom/videobridge/jvb.conf",
  coturn: "/etc/turnserver.conf",
  /** Its folder: `rules` in force, `closed` when those can't be loaded, `birth` before there are any, each for v4 and v6. */
  firewall: "/etc/iptables/",
  egress: "/etc/stillroom/egress.json",
  tunnel: "/etc/wireguard/wg0.conf",
  devices: "/etc/wireguard/wg1.conf",
  deviceNames: "/etc/stillroom/device-names.conf",
  synapse: "/etc/matrix-synapse/homeserver.yaml",
  synapseLog: "/etc/matrix-synapse/log.yaml",
  element: "/etc/element-web/config.json",
  wellKnown: "/usr/local/share/stillroom/well-known/matrix/client",
  desk: "/etc/stillroom/desk.json",
} as const;

/**
 * The configuration that a release puts in force. Nothing is read before it is asked for, and nothing twice.
 *
 * @param today `YYYY-MM-DD`
 */
export function configurationOf(release: Release, today: string): Configuration {
  const files = new Map(release.files.map((file) => [file.path, file]));
  const nginx = once(() => entry(files, ENTRY.nginx, [], () => readNginx(ENTRY.nginx, release.files)));
  const read = {
    nginx,
    contentPolicies: once(() => ({ value: undefined, doubts: contentPolicyDoubts(nginx().value) })),
    prosody: once(() => entry(files, ENTRY.prosody, NO_PROSODY, () => prosodyIn(release))),
    starts: once(() => ({ value: undefined, doubts: startDoubts(release) })),
    programs: once(() => ({ value: undefined, doubts: programDoubts(release) })),
    commands: once(() => ({ value: undefined, doubts: commandDoubts(release) })),
    strangers: once(() => ({ value: undefined, doubts: strangerDoubts(release, files) })),
    jicofo: once(() => javaConfiguration(release, files, "jicofo.service", "Jicofo", JICOFO)),
    videobridge: once(() => javaConfiguration(release, files, "jitsi-videobridge2.service", "The bridge", VIDEOBRIDGE)),
    coturn: once(() => entry(files, ENTRY.coturn, [], readCoturn)),
    ...firewallReadings(files),
    filledChains: once(() => entry(files, ENTRY.egress, new Map(), readFilledChains)),
    sshd: once(() => readSshd(below(release, "/etc/"))),
    aptSettings: once(() => readAptSettings(below(release, "/etc/"))),
    aptSources: once(() => readAptSources(below(release, "/etc/"))),
    kernel: once(() => readSysctl(release.files)),
    journal: once(() => readJournald(release.files)),
    videoClient: once(() => servedScript(release, files, nginx().value, "/config.js", "config")),
    videoInterface: once(() => servedScript(release, files, nginx().value, "/interface_config.js", "interfaceConfig")),
    synapse: once(() => (hasMessaging(release) ? readSynapse(release) : NO_SETTINGS)),
    synapseLog: once(() =>
      hasMessaging(release) ? entry(files, ENTRY.synapseLog, undefined, readSynapseLog) : NOTHING,
    ),
    element: once(() =>
      hasMessaging(release) ? entry(files, ENTRY.element, NO_SETTINGS.value, readElement) : NO_SETTINGS,
    ),
    smallPrograms: once(() => readSmallPrograms(release)),
    desk: once(() =>
      release.subject.clinic.desk.enabled || files.has(ENTRY.desk)
        ? entry(files, ENTRY.desk, undefined, readDesk)
        : NOTHING,
    ),
    clientDiscovery: once(() =>
      hasMessaging(release) ? entry(files, ENTRY.wellKnown, NO_SETTINGS.value, readClientDiscovery) : NO_SETTINGS,
    ),
  };
  return {
    release,
    today,
    file: (path) => files.get(path),
    nginx: () => read.nginx().value,
    prosody: () => read.prosody().value,
    jicofo: () => read.jicofo().value,
    videobridge: () => read.videobridge().value,
    coturn: () => read.coturn().value,
    sshd: () => read.sshd().value,
    aptSettings: () => read.aptSettings().value,
    aptSources: () => read.aptSources().value,
    kernel: () => read.kernel().value,
    journal: () => read.journal().value,
    firewalls: () => both(read.rules4, read.rules6),
    fallbackFirewalls: () => both(read.closed4, read.closed6),
    birthFirewalls: () => both(read.birth4, read.birth6),
    filledChains: () => read.filledChains().value,
    videoClient: () => read.videoClient().value,
    videoInterface: () => read.videoInterface().value,
    synapse: () => read.synapse().value.value,
    synapseOrigin: () => read.synapse().value.origin,
    synapseLog: () => read.synapseLog().value,
    element: () => read.element().value.value,
    elementOrigin: () => read.element().value.origin,
    clientDiscovery: () => read.clientDiscovery().value,
    desk: () => read.desk().value,
    smallPrograms: () => read.smallPrograms().value,
    doubts: () => Object.values(read).flatMap((reading) => reading().doubts),
  };
}

/**
 * A file that none of our services brings, or of which there are two: which program would read it, and as what, can't be told
 * from here. Rules that go by the format would pass over one that is declared in another than its program's.
 */
function strangerDoubts(release: Release, files: Files): readonly Breach[] {
  const services = new Set(SERVICES.map(({ name }) => name));
  return release.files.flatMap((file): readonly Breach[] => {
    const { path, service, format } = file;
    const read = formatAt(path, release.subject.clinic);
    if (!services.has(service) || read === undefined || files.get(path) !== file) {
      return [
        {
          where: path,
          what: "The file is none that our services bring, so which program reads it can't be told.",
          mend: "Take it out, or make it part of a service in services/ and of policies/readers/known-paths.ts, once a reader knows it.",
        },
      ];
    }
    if (read === format) return [];
    return [
      {
        where: path,
        what: `The file is declared as ${format}, and its program reads ${read}, so what stands in it can't be told.`,
        mend: `Declare it as ${read} in its service in services/.`,
      },
    ];
  });
}

function firewallReadings(files: Files) {
  const reading = (name: string, family: Family) => {
    const path = `${ENTRY.firewall}${name}.v${family}`;
    return once(() => entry(files, path, undefined, (source) => readIptables(source, family)));
  };
  return {
    rules4: reading("rules", 4),
    rules6: reading("rules", 6),
    closed4: reading("closed", 4),
    closed6: reading("closed", 6),
    birth4: reading("birth", 4),
    birth6: reading("birth", 6),
  };
}

function both(...readings: readonly (() => Reading<Firewall | undefined>)[]): readonly Firewall[] {
  return readings.map((reading) => reading().value).filter((firewall) => firewall !== undefined);
}

const NOTHING: Reading<undefined> = { value: undefined, doubts: [] };

/** Whether the machine gets Synapse or Element at all. */
function hasMessaging(release: Release): boolean {
  return (
    release.packages.some(({ name }) => name === "matrix-synapse-py3" || name === "element-web") ||
    release.files.some(({ path }) => path.startsWith("/etc/matrix-synapse/") || path.startsWith("/etc/element-web/"))
  );
}

const NO_SETTINGS: Reading<Settings> = {
  value: { value: undefined, origin: { path: "", lineOf: () => undefined } },
  doubts: [],
};
const NO_HOCON: Hocon = { value: {}, lines: new Map() };
const NO_PROSODY = noProsody(ENTRY.prosody);

function once<Value>(read: () => Value): () => Value {
  let kept: { readonly value: Value } | undefined;
  return () => (kept ??= { value: read() }).value;
}

type Files = ReadonlyMap<string, ReleaseFile>;

/** A file that every machine of ours must have: without it the package's own defaults would rule, and nobody judged those. */
function entry<Value, None>(
  files: Files,
  path: string,
  none: None,
  read: (source: Source) => Reading<Value>,
): Reading<Value | None> {
  const file = files.get(path);
  if (file !== undefined) return read(file);
  return {
    value: none,
    doubts: [{ where: path, what: "The release does not hold this file, so what its program would do can't be told." }],
  };
}

function below(release: Release, folder: string): readonly Source[] {
  return release.files.filter(({ path }) => path.startsWith(folder));
}

function prosodyIn(release: Release): Reading<ProsodyConfiguration> {
  const { value, doubts } = readProsody(ENTRY.prosody, below(release, "/etc/prosody/"));
  return { value, doubts: [...doubts, ...unknownOptions(value)] };
}

/** The configuration that a Java program is told to read; a file that it is not told of has no effect. */
function javaConfiguration(
  release: Release,
  files: Files,
  unit: string,
  program: string,
  known: Shapes,
): Reading<Hocon> {
  const start = javaStart(release, unit);
  if (start.configuration === undefined) return { value: NO_HOCON, doubts: start.doubts };
  const path = start.configuration;
  const reading = entry(files, path, NO_HOCON, readHocon);
  const origin: Origin = { path, lineOf: (keys) => reading.value.lines.get(keys.join(".")) };
  const unknown = unknownSettings(reading.value.value, known, program, origin);
  return { value: reading.value, doubts: [...start.doubts, ...reading.doubts, ...unknown] };
}

/** A script that pages of Jitsi Meet load, found as a browser's request finds it. */
function servedScript(
  release: Release,
  files: Files,
  nginx: readonly Directive[],
  url: string,
  variable: ClientVariable,
): Reading<Script> {
  const name = release.subject.names.video;
  const nowhere = (what: string): Reading<Script> => ({
    value: { path: ENTRY.nginx, value: undefined, lineOf: () => undefined },
    doubts: [{ where: ENTRY.nginx, what }],
  });
  const served = serversFor(nginx, name).map((server) => servedFile(server, url));
  const [found] = served;
  if (found === undefined) return nowhere(`No TLS server answers under ${name}, so what it serves can't be told.`);
  const path = found.path;
  // By IPv4 and IPv6, or by different ports, different servers may answer.
  if (path === undefined || served.some((other) => other.path !== path || other.included !== found.included))
    return nowhere(`What nginx serves as https://${name}${url} can't be told.`);
  const file = files.get(path);
  if (file === undefined) {
    return nowhere(`https://${name}${url} is not a file of the release, so what browsers get can't be told.`);
  }
  const script = readClient(file, variable);
  const doubts = [...script.doubts];
  if (found.included && file.text.includes("<!--#"))
    doubts.push({
      where: path,
      what: "nginx puts server-side includes into this file, so what browsers get can't be told.",
    });
  return { value: script.value, doubts };
}

/** The file with which a server answers for an address, if that is all it can answer with, and whether it looks for includes in it. */
function servedFile(server: Server, url: string): { readonly path: string | undefined; readonly included: boolean } {
  const place = placeOf(server, url);
  if (place === undefined) return { path: undefined, included: false };
  const answer = answerOf(place, server);
  const plain = answer.kind === "files" && answer.tries === undefined;
  return { path: plain ? fileAt(place, url) : undefined, included: isOn(place.levels, "ssi") };
}
