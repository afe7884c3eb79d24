import { originIn } from "../../demands.ts";
import { isMap, stringsOf, type Plain, type Reading, type Source } from "../../reading.ts";
import type { Breach } from "../../rule.ts";
import { lineAt, offsetOf, plainOf } from "../located.ts";
import type { ProsodyAnswer, ProsodyQuestion } from "./lua.ts";
import { plainProsody, type Setting, type Tables } from "./plain-prosody.ts";
import { askSeparately } from "../separate-process.ts";

/** What Prosody would work with after it read its configuration. */
export interface ProsodyConfiguration {
  /** Options outside of any host. */
  readonly global: Readonly<Record<string, Plain>>;
  readonly hosts: ReadonlyMap<string, ProsodyHost>;
  /**
   * Where an option stands that is in force for a host, or that is in force for all; or else the host itself.
   *
   * @param host name of a host; undefined for what stands outside of any
   * @param keys the option, and the names of parts in it
   */
  readonly placeOf: (host: string | undefined, keys: readonly string[]) => Pick<Breach, "where" | "line">;
}

export interface ProsodyHost {
  readonly name: string;
  /** The plugin behind a `Component`; undefined for a `VirtualHost`. */
  readonly component: string | undefined;
  /** Its own options only. */
  readonly options: Readonly<Record<string, Plain>>;
}

/** What stands in for a configuration that is not there. */
export function noProsody(path: string): ProsodyConfiguration {
  return { global: {}, hosts: new Map(), placeOf: () => ({ where: path }) };
}

/** No configuration of ours comes near it; what is larger is not parsed. */
const LONGEST = 256 * 1024;

/**
 * Prosody's configuration as Prosody reads it. Plain data is read as it stands. Any other configuration is run by a real Lua in a
 * process of its own, so that the rules can name the harm in it, and is a doubt all the same.
 *
 * @param path where Prosody starts reading
 * @param sources every file that it could include
 */
export function readProsody(path: string, sources: readonly Source[]): Reading<ProsodyConfiguration> {
  if (sources.some(({ text }) => text.length > LONGEST)) {
    const doubt = { where: path, what: "A file is far longer than a configuration, so it was not read." };
    return { value: noProsody(path), doubts: [doubt] };
  }
  const plain = plainProsody(path, sources);
  if (plain.kind === "plain") return { value: fromTables(path, plain.tables), doubts: [] };
  const doubt: Breach = {
    where: plain.path,
    line: plain.line,
    what: `What Prosody would see can't be told for certain, since ${plain.what}.`,
    mend: MEND,
  };
  const ran = run(path, sources);
  return { value: ran.value, doubts: [doubt, ...ran.doubts] };
}

const MEND = "Write plain options, and include only files of the release by their full path.";

function fromTables(path: string, tables: Tables): ProsodyConfiguration {
  const named = new Map([...tables].map(([name, table]) => [name, plainTable(table)]));
  const settingOf = (host: string, option: string): Setting | undefined => tables.get(host)?.get(option);
  return {
    ...configurationOf(named),
    placeOf: (host = "*", [option = "", ...parts]) => {
      const setting =
        settingOf(host, option) ??
        settingOf("*", option) ??
        settingOf(host, "defined") ??
        settingOf(host, "component_module");
      if (setting === undefined) return { where: path };
      return { where: setting.path, line: lineAt(setting.text, offsetOf(setting.located, parts)) };
    },
  };
}

function plainTable(table: ReadonlyMap<string, Setting>): Readonly<Record<string, Plain>> {
  return Object.fromEntries([...table].map(([option, { located }]) => [option, plainOf(located)]));
}

function configurationOf(
  tables: ReadonlyMap<string, Readonly<Record<string, Plain>>>,
): Pick<ProsodyConfiguration, "global" | "hosts"> {
  const hosts = new Map<string, ProsodyHost>();
  for (const [name, options] of tables) if (name !== "*") hosts.set(name, hostOf(name, options));
  return { global: tables.get("*") ?? {}, hosts };
}

function hostOf(name: string, options: Readonly<Record<string, Plain>>): ProsodyHost {
  const component = options["component_module"];
  return { name, component: typeof component === "string" ? component : undefined, options };
}

function run(path: string, sources: readonly Source[]): Reading<ProsodyConfiguration> {
  const question: ProsodyQuestion = {
    path,
    sources: sources.map((source) => ({ path: source.path, text: source.text })),
  };
  const asked = askSeparately(new URL("./lua.ts", import.meta.url), JSON.stringify(question));
  const answer: ProsodyAnswer =
    asked.kind === "answered" ? (JSON.parse(asked.text) as ProsodyAnswer) : { kind: "failed", text: asked.why };
  if (answer.kind === "failed") return { value: noProsody(path), doubts: [doubtOf(path, answer.text)] };
  const tables = JSON.parse(answer.text) as Record<string, Plain>;
  const origin = originIn(path, sources.find((source) => source.path === path)?.text);
  const value: ProsodyConfiguration = {
    ...configurationOf(new Map(Object.entries(tables).map(([name, table]) => [name, optionsOf(table)]))),
    placeOf: (host, keys) => {
      const line = origin.lineOf(keys.slice(0, 1)) ?? origin.lineOf([host ?? ""]);
      return { where: path, ...(line === undefined ? {} : { line }) };
    },
  };
  return { value, doubts: [] };
}

/** Lua's own messages start with `path:line:`. */
function doubtOf(path: string, message: string): Breach {
  const located = /^(\/[^:]+):(\d+): (.*)$/s.exec(message);
  const what = (text: string) => `What Prosody would see can't be told: ${text.split("\n")[0] ?? text}.`;
  if (located?.[1] === undefined || located[3] === undefined) return { where: path, what: what(message), mend: MEND };
  return { where: located[1], line: Number(located[2]), what: what(located[3]), mend: MEND };
}

/** A Lua table without entries is an empty list in JSON; options are names. */
function optionsOf(table: Plain | undefined): Readonly<Record<string, Plain>> {
  return isMap(table) ? table : {};
}

/** The value in force for a host: its own, or else the global one (core/configmanager.lua, host_mt). */
export function optionOf(configuration: ProsodyConfiguration, host: ProsodyHost, name: string): Plain | undefined {
  return Object.hasOwn(host.options, name) ? host.options[name] : configuration.global[name];
}

/** Loaded without being asked for (core/modulemanager.lua of Prosody 13.0, autoload_modules). */
const AUTOLOADED = ["presence", "message", "iq", "offline", "c2s", "s2s", "s2s_auth_certs"];
/** What a component takes over from the global list (core/modulemanager.lua, component_inheritable_modules). */
const INHERITABLE: ReadonlySet<string> = new Set([
  "tls",
  "saslauth",
  "dialback",
  "iq",
  "s2s",
  "s2s_bidi",
  "smacks",
  "server_contact_info",
]);

/** The modules that Prosody loads for a host (core/modulemanager.lua, get_modules_for_host), its component's plugin among them. */
export function modulesOf(configuration: ProsodyConfiguration, host: ProsodyHost): ReadonlySet<string> {
  const modules = globalModules(configuration);
  if (host.component !== undefined) for (const name of modules) if (!INHERITABLE.has(name)) modules.delete(name);
  for (const name of stringsOf(host.options["modules_enabled"]) ?? []) modules.add(name);
  for (const name of stringsOf(host.options["modules_disabled"]) ?? []) modules.delete(name);
  if (host.component !== undefined) modules.add(host.component);
  return modules;
}

/** Where a module is asked for: in the host's own list, in the one for all, or, where Prosody loads it unasked, the host itself. */
export function placeOfModule(
  configuration: ProsodyConfiguration,
  host: ProsodyHost,
  module: string,
): Pick<Breach, "where" | "line"> {
  const own = stringsOf(host.options["modules_enabled"])?.lastIndexOf(module) ?? -1;
  if (own !== -1) return configuration.placeOf(host.name, ["modules_enabled", String(own)]);
  const all = stringsOf(configuration.global["modules_enabled"])?.lastIndexOf(module) ?? -1;
  if (all !== -1) return configuration.placeOf(undefined, ["modules_enabled", String(all)]);
  return configuration.placeOf(host.name, []);
}

function globalModules(configuration: ProsodyConfiguration): Set<string> {
  const modules = new Set(AUTOLOADED);
  for (const name of stringsOf(configuration.global["modules_enabled"]) ?? []) modules.add(name);
  for (const name of stringsOf(configuration.global["modules_disabled"]) ?? []) modules.delete(name);
  return modules;
}
