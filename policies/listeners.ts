import { isIP, isIPv6 } from "node:net";
import type { Release } from "../render/release.ts";
import { ENTRY, type Configuration } from "./configuration.ts";
import { coturnOptions, coturnSwitch } from "./readers/coturn.ts";
import { socketsOf } from "./readers/nginx/request.ts";
import type { Family } from "./readers/packet-filter/address-range.ts";
import { modulesOf } from "./readers/prosody/prosody.ts";
import { sshdSettings } from "./readers/sshd.ts";
import type { SettingLine } from "./readers/small-programs.ts";
import { at, isMap, stringsOf, type Plain } from "./reading.ts";

/** A port on which a program takes packets from outside of the machine, for one address family. */
export interface Listener {
  readonly program: string;
  readonly protocol: "tcp" | "udp";
  readonly family: Family;
  readonly port: number;
  /** The file that says so, or that would have to say otherwise. */
  readonly where: string;
  readonly line?: number;
}

type Place = Pick<Listener, "where" | "line">;

/** Every port that a program of the release opens to the outside, by its effective configuration. */
export function listenersOf(release: Release, configuration: Configuration): readonly Listener[] {
  return [
    ...nginxListeners(configuration),
    ...sshdListeners(release, configuration),
    ...coturnListeners(configuration),
    ...bridgeListeners(configuration),
    ...jicofoListeners(configuration),
    ...prosodyListeners(configuration),
    ...synapseListeners(configuration),
    ...postgresqlListeners(configuration),
    ...chronyListeners(configuration),
    ...resolverListeners(configuration),
    ...deviceNameListeners(configuration),
    ...tunnelListeners(configuration),
  ];
}

const FAMILIES: readonly Family[] = [4, 6];

/** The families in which an address can be reached from outside; none for the loopback. */
function familiesOf(address: string): readonly Family[] {
  const bare = address.replace(/^\[(.*)\]$/, "$1");
  if (bare === "localhost" || bare === "::1" || /^127\.\d+\.\d+\.\d+$/.test(bare)) return [];
  // Linux, ipv6(7): a socket on the unspecified address of IPv6 takes both, unless its program says otherwise.
  if (bare === "" || bare === "*" || bare === "::") return FAMILIES;
  return isIP(bare) === 0 ? FAMILIES : [isIPv6(bare) ? 6 : 4];
}

function listeners(
  program: string,
  protocol: Listener["protocol"],
  addresses: readonly string[],
  ports: readonly number[],
  place: Place,
): readonly Listener[] {
  const families = new Set(addresses.flatMap(familiesOf));
  return [...families].flatMap((family) => ports.map((port) => ({ program, protocol, family, port, ...place })));
}

/** ngx_http_core_module, `listen`: TCP, and for HTTP/3 (`quic`) UDP. */
function nginxListeners(configuration: Configuration): readonly Listener[] {
  return socketsOf(configuration.nginx()).map(({ family, port, servers }) => {
    const directive = servers[0]?.directive;
    const listens = directive?.block?.find(
      ({ name, args }) => name === "listen" && args.join(" ").includes(String(port)),
    );
    const { path = "/etc/nginx/nginx.conf", line } = listens ?? directive ?? {};
    const protocol = listens?.args.includes("quic") === true ? "udp" : "tcp";
    return { program: "nginx", protocol, family, port, where: path, ...(line === undefined ? {} : { line }) };
  });
}

/** sshd_config(5), OpenSSH 10.0: Port, ListenAddress and AddressFamily; 22 on all addresses where nothing is said. */
function sshdListeners(release: Release, configuration: Configuration): readonly Listener[] {
  const sshd = configuration.sshd();
  const ports = sshdSettings(sshd, "port");
  const listens = sshdSettings(sshd, "listenaddress");
  const [family] = sshdSettings(sshd, "addressfamily");
  const said = ports[0] ?? listens[0];
  const place: Place =
    said === undefined ? { where: "/etc/ssh/sshd_config.d/00-stillroom.conf" } : { where: said.path, line: said.line };
  // A machine that was there before has a port of its own in a file that is not ours; deliveries come in by it.
  const { machine } = release.subject.clinic;
  const usual = machine.provider === "existing" ? machine.sshPort : 22;
  const numbers = ports.length === 0 ? [usual] : ports.map(({ args }) => Number(args[0]));
  const all =
    listens.length === 0
      ? listeners("sshd", "tcp", ["*"], numbers, place)
      : listens.flatMap(({ args: [text = ""], path, line }) => {
          const match = /^(?:\[([^\]]+)\]:(\d+)|([^:]+):(\d+))$/.exec(text);
          const address = match?.[1] ?? match?.[3] ?? text;
          const port = match?.[2] ?? match?.[4];
          const own = address === "0.0.0.0" ? 4 : address === "::" || address === "[::]" ? 6 : undefined;
          const found = listeners("sshd", "tcp", [address], port === undefined ? numbers : [Number(port)], {
            where: path,
            line,
          });
          return own === undefined ? found : found.filter((one) => one.family === own);
        });
  const only = family?.args[0]?.toLowerCase();
  return all.filter((one) => (only === "inet" ? one.family === 4 : only === "inet6" ? one.family === 6 : true));
}

/**
 * turnserver(1), coturn 4.6.1: plain ports over UDP and TCP, TLS and DTLS, metrics on every address. Its relay's own ports are
 * spoken to by the peers that it was told to, here the bridge on the same machine.
 */
function coturnListeners(configuration: Configuration): readonly Listener[] {
  const coturn = configuration.coturn();
  if (coturn.length === 0) return [];
  const addresses = coturnOptions(coturn, "listening-ip").map(({ value }) => value);
  const open = (protocol: Listener["protocol"], name: string, otherwise: number) => {
    const said = coturnOptions(coturn, name).at(-1);
    const place = { where: COTURN, ...(said === undefined ? {} : { line: said.line }) };
    return listeners(
      "coturn",
      protocol,
      addresses.length === 0 ? ["*"] : addresses,
      [Number(said?.value ?? otherwise)],
      place,
    );
  };
  const no = (name: string) => coturnSwitch(coturn, name);
  return [
    ...(no("no-udp") ? [] : open("udp", "listening-port", 3478)),
    ...(no("no-tcp") ? [] : open("tcp", "listening-port", 3478)),
    ...(no("no-dtls") ? [] : open("udp", "tls-listening-port", 5349)),
    ...(no("no-tls") ? [] : open("tcp", "tls-listening-port", 5349)),
    ...(coturnSwitch(coturn, "prometheus")
      ? listeners("coturn", "tcp", ["*"], [coturnNumber(configuration, "prometheus-port", 9641)], { where: COTURN })
      : []),
    ...(no("web-admin")
      ? listeners(
          "coturn",
          "tcp",
          [coturnOptions(coturn, "web-admin-ip").at(-1)?.value ?? "127.0.0.1"],
          [coturnNumber(configuration, "web-admin-port", 8080)],
          { where: COTURN },
        )
      : []),
    ...(no("no-cli")
      ? []
      : listeners(
          "coturn",
          "tcp",
          [coturnOptions(coturn, "cli-ip").at(-1)?.value ?? "127.0.0.1"],
          [coturnNumber(configuration, "cli-port", 5766)],
          { where: COTURN },
        )),
  ];
}

const COTURN = "/etc/turnserver.conf";

function coturnNumber(configuration: Configuration, name: string, otherwise: number): number {
  return Number(coturnOptions(configuration.coturn(), name).at(-1)?.value ?? otherwise);
}

/** jitsi-videobridge, jvb/src/main/resources/reference.conf at a29d97d1: one UDP port for media, two HTTP servers. */
function bridgeListeners(configuration: Configuration): readonly Listener[] {
  const { value } = configuration.videobridge();
  const where = "/etc/stillroom/videobridge/jvb.conf";
  if (!isMap(value) || Object.keys(value).length === 0) return [];
  const servers = at(value, "videobridge", "http-servers");
  return [
    ...listeners("the videobridge", "udp", ["*"], [numberAt(value, 10000, "videobridge", "ice", "udp", "port")], {
      where,
    }),
    ...httpServer("the videobridge", at(servers, "public"), "0.0.0.0", -1, where),
    ...httpServer("the videobridge", at(servers, "private"), "127.0.0.1", 8080, where),
  ];
}

/** jicofo, jicofo/src/main/resources/reference.conf at 7ebb13dc. */
function jicofoListeners(configuration: Configuration): readonly Listener[] {
  const rest = at(configuration.jicofo().value, "jicofo", "rest");
  if (at(rest, "enabled") === false) return [];
  return httpServer("jicofo", rest, "127.0.0.1", 8888, "/etc/stillroom/jicofo/jicofo.conf");
}

/** An HTTP server of Jitsi's: a port that is negative is none. */
function httpServer(
  program: string,
  server: Plain | undefined,
  host: string,
  port: number,
  where: string,
): readonly Listener[] {
  const found = at(server, "host");
  const ports = [numberAt(server, port, "port"), numberAt(server, -1, "tls-port")].filter((number) => number >= 0);
  return listeners(program, "tcp", [typeof found === "string" ? found : host], ports, { where });
}

function numberAt(value: Plain | undefined, otherwise: number, ...keys: readonly string[]): number {
  const found = at(value, ...keys);
  return typeof found === "number" || typeof found === "string" ? Number(found) : otherwise;
}

/** Prosody's network services: the module that brings each, its own prefix of options, its usual ports, and whether it is private. */
const PROSODY_SERVICES: readonly {
  readonly module: string;
  readonly prefix: string;
  readonly ports: readonly number[];
  readonly local: boolean;
}[] = [
  { module: "c2s", prefix: "c2s", ports: [5222], local: false },
  { module: "c2s", prefix: "c2s_direct_tls", ports: [5223], local: false },
  { module: "s2s", prefix: "s2s", ports: [5269], local: false },
  { module: "s2s", prefix: "s2s_direct_tls", ports: [5270], local: false },
  { module: "component", prefix: "component", ports: [5347], local: true },
  { module: "http", prefix: "http", ports: [5280], local: false },
  { module: "http", prefix: "https", ports: [5281], local: false },
  { module: "proxy65", prefix: "proxy65", ports: [5000], local: false },
];
/** Modules that load mod_http when they are loaded (`module:depends("http")`). */
const OVER_HTTP: ReadonlySet<string> = new Set([
  "http",
  "bosh",
  "websocket",
  "http_files",
  "http_openmetrics",
  "http_file_share",
]);

/** Prosody 13.0, core/portmanager.lua, activate: a service's own interfaces, or those of private services, or those of all. */
function prosodyListeners(configuration: Configuration): readonly Listener[] {
  const prosody = configuration.prosody();
  const modules = new Set([...prosody.hosts.values()].flatMap((host) => [...modulesOf(prosody, host)]));
  for (const name of stringsOf(prosody.global["modules_enabled"]) ?? []) modules.add(name);
  if ([...modules].some((name) => OVER_HTTP.has(name))) modules.add("http");
  const option = (name: string) => (Object.hasOwn(prosody.global, name) ? prosody.global[name] : undefined);
  return PROSODY_SERVICES.filter(({ module }) => modules.has(module)).flatMap(({ prefix, ports, local }) => {
    const interfaces = option(`${prefix}_interfaces`) ??
      option(`${prefix}_interface`) ??
      (local ? (option("local_interfaces") ?? ["127.0.0.1", "::1"]) : undefined) ??
      option("interfaces") ??
      option("interface") ?? ["*", "::"];
    const found = option(`${prefix}_ports`) ?? ports;
    const key = [`${prefix}_interfaces`, `${prefix}_ports`].find((name) => option(name) !== undefined) ?? "interfaces";
    return listeners(
      "Prosody",
      "tcp",
      listed(interfaces).map(String),
      listed(found).map(Number),
      prosody.placeOf(undefined, [key]),
    );
  });
}

/** A list, or the one value that stands for it; an empty table of Lua is an empty map. */
function listed(value: Plain | readonly number[]): readonly Plain[] {
  if (Array.isArray(value)) return value as readonly Plain[];
  return isMap(value) ? [] : [value];
}

/** Synapse v1.157.1, synapse/config/server.py, parse_listener_def: every address where none is named, no port for a socket file. */
function synapseListeners(configuration: Configuration): readonly Listener[] {
  const synapse = configuration.synapse();
  const found = at(synapse, "listeners");
  const where = "/etc/matrix-synapse/homeserver.yaml";
  if (!Array.isArray(found)) return [];
  return (found as readonly Plain[]).flatMap((listener) => {
    const port = at(listener, "port");
    if (typeof port !== "number") return [];
    const one = at(listener, "bind_address");
    const many = stringsOf(at(listener, "bind_addresses")) ?? [];
    const addresses = typeof one === "string" && one !== "" ? [...many, one] : many;
    return listeners("Synapse", "tcp", addresses.length === 0 ? ["*"] : addresses, [port], { where });
  });
}

/** The settings of one of the small programs, in the order in which it reads them. */
function settingsOf(configuration: Configuration, program: string): readonly (SettingLine & Place)[] {
  return configuration
    .smallPrograms()
    .filter((setting) => setting.program === program)
    .map((setting) => ({ ...setting, key: setting.key.toLowerCase(), where: setting.path }));
}

/** PostgreSQL 17, 20.1 and 20.3: the machine itself where nothing is said, no address where it is empty; the last value counts. */
function postgresqlListeners(configuration: Configuration): readonly Listener[] {
  const settings = settingsOf(configuration, "PostgreSQL");
  const addresses = settings.findLast(({ key }) => key === "listen_addresses");
  if (addresses === undefined) return [];
  const names = unquoted(addresses.value)
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const port = unquoted(settings.findLast(({ key }) => key === "port")?.value ?? "5432");
  return listeners("PostgreSQL", "tcp", names, [Number(port)], placeOf(addresses));
}

function unquoted(value: string): string {
  return value.replace(/^'([^']*)'.*$/, "$1");
}

function placeOf({ where, line }: Place): Place {
  return { where, ...(line === undefined ? {} : { line }) };
}

/** chrony.conf(5), 4.6: it answers others only where they are allowed, and takes commands on the loopback unless it is told otherwise. */
function chronyListeners(configuration: Configuration): readonly Listener[] {
  const settings = settingsOf(configuration, "chrony");
  const last = (name: string, otherwise: number) =>
    Number(settings.findLast(({ key }) => key === name)?.value ?? otherwise);
  const allowing = settings.find(({ key }) => key === "allow");
  const port = last("port", 123);
  const commands = last("cmdport", 323);
  const bound = settings.filter(({ key, value }) => key === "bindcmdaddress" && !value.startsWith("/"));
  return [
    ...(allowing === undefined || port === 0 ? [] : listeners("chrony", "udp", ["*"], [port], placeOf(allowing))),
    ...(commands === 0
      ? []
      : bound.flatMap((setting) => listeners("chrony", "udp", [setting.value], [commands], placeOf(setting)))),
  ];
}

/** resolved.conf(5), systemd 257: neighbours are answered unless that is switched off; the stub listens on loopback. */
function resolverListeners(configuration: Configuration): readonly Listener[] {
  const settings = settingsOf(configuration, "systemd-resolved");
  const answers = (key: string, protocols: readonly Listener["protocol"][], port: number) => {
    const said = settings.findLast((setting) => setting.key === key);
    if (said !== undefined && /^(?:0|no|false|off|n|f|resolve)$/i.test(said.value)) return [];
    const place = said === undefined ? { where: "/etc/systemd/resolved.conf.d/90-stillroom.conf" } : placeOf(said);
    return protocols.flatMap((protocol) => listeners("systemd-resolved", protocol, ["*"], [port], place));
  };
  const extra = settings.filter(({ key, value }) => key === "resolve.dnsstublistenerextra" && value !== "");
  return [
    ...answers("resolve.llmnr", ["udp", "tcp"], 5355),
    ...answers("resolve.multicastdns", ["udp"], 5353),
    ...extra.flatMap((setting) => {
      const [, protocol, address = ""] = /^(?:(udp|tcp):)?(.*?)(?::53)?$/.exec(setting.value) ?? [];
      const protocols: readonly Listener["protocol"][] =
        protocol === "udp" || protocol === "tcp" ? [protocol] : ["udp", "tcp"];
      return protocols.flatMap((one) => listeners("systemd-resolved", one, [address], [53], placeOf(setting)));
    }),
  ];
}

/** dnsmasq(8), 2.90: on these addresses and the loopback; without any, on every address. */
function deviceNameListeners(configuration: Configuration): readonly Listener[] {
  const settings = settingsOf(configuration, "dnsmasq");
  if (settings.length === 0) return [];
  const port = settings.findLast(({ key }) => key === "port");
  const addresses = settings.filter(({ key }) => key === "listen-address").map(({ value }) => value);
  const place = port === undefined ? { where: ENTRY.deviceNames } : placeOf(port);
  return (["udp", "tcp"] as const).flatMap((protocol) =>
    listeners("dnsmasq", protocol, addresses.length === 0 ? ["*"] : addresses, [Number(port?.value ?? 53)], place),
  );
}

/** wg(8): without ListenPort a port is chosen at random, and only the other end's answers come to it. */
function tunnelListeners(configuration: Configuration): readonly Listener[] {
  return settingsOf(configuration, "WireGuard")
    .filter(({ key }) => key === "interface.listenport")
    .flatMap((setting) => listeners("WireGuard", "udp", ["*"], [Number(setting.value)], placeOf(setting)));
}
