import type { Unit } from "../services/service.ts";
import { endOf, run } from "./command.ts";
import { StepFailed } from "./failure.ts";

/** One unit as it was before a delivery came to it. */
export interface UnitState {
  readonly name: string;
  readonly enabled: boolean;
  readonly active: boolean;
}

/**
 * What systemd knows of units, by name: a line `Property=value` for each property. systemctl(1), `show`: one block for each unit, in
 * the order asked for, parted by blank lines.
 *
 * @param options of `systemctl show`, the properties among them
 */
export async function shownUnits(
  names: readonly string[],
  ...options: readonly string[]
): Promise<readonly (readonly [name: string, block: string])[]> {
  if (names.length === 0) return [];
  const ended = await run(["systemctl", "show", ...options, ...names], { seconds: 30 });
  const blocks = ended.stdout.trimEnd().split("\n\n");
  return names.map((name, index) => [name, blocks[index] ?? ""]);
}

/** One property of a block of `shownUnits`; empty where systemd has none. */
export function propertyIn(block: string, property: string): string {
  return new RegExp(`^${property}=(.*)$`, "m").exec(block)?.[1] ?? "";
}

/** Which units run and come up at boot. */
export async function unitStates(names: readonly string[]): Promise<readonly UnitState[]> {
  const shown = await shownUnits(names, "--property=ActiveState,UnitFileState");
  return shown.map(([name, block]) => {
    return {
      name,
      // A static unit can't be enabled and needn't be; one that systemd doesn't know has no state at all.
      enabled: !/^UnitFileState=(disabled|masked|masked-runtime|bad)?$/m.test(block),
      active: /^ActiveState=(active|activating|reloading)$/m.test(block),
    };
  });
}

/** A unit file and what systemctl(1), `list-unit-files`, says of it: `enabled`, `disabled`, `static`, `generated` … */
interface UnitFile {
  readonly name: string;
  readonly state: string;
}

async function unitFiles(): Promise<readonly UnitFile[]> {
  const ended = await run(["systemctl", "list-unit-files", "--no-legend", "--no-pager", "--plain"], {
    seconds: BOOTING_SECONDS,
  });
  if (ended.status !== 0) {
    throw new StepFailed(
      "packages",
      `systemd does not say which units come up at boot: ${ended.words}`,
      "See what `systemctl list-unit-files` says on the machine, mend it and deliver again.",
    );
  }
  const rows = ended.stdout.trim().split("\n");
  return rows.map((row) => row.split(/\s+/)).map(([name = "", state = ""]) => ({ name, state }));
}

/**
 * Units that are not switched off, before packages bring more.
 *
 * @throws StepFailed where systemd does not say
 */
export async function unitsNotOff(): Promise<readonly string[]> {
  const files = await unitFiles();
  return files.filter(({ state }) => !/^(disabled|masked|masked-runtime|bad)$/.test(state)).map(({ name }) => name);
}

/**
 * Units that come up at boot by themselves: enabled, or of an init script (systemd-sysv-generator(8)).
 *
 * @throws StepFailed where systemd does not say
 */
export async function unitsThatComeUp(): Promise<readonly string[]> {
  const files = await unitFiles();
  const scripts = files.filter(({ name, state }) => state === "generated" && name.endsWith(".service"));
  return [...files.filter(({ state }) => state === "enabled"), ...scripts].map(({ name }) => name);
}

/** Where a machine's own unit files lie. */
const DEFINITIONS = "/etc/systemd/system/";

/** Whether systemd must read its unit files again for it. */
export function isDefinition(path: string): boolean {
  return path.startsWith(DEFINITIONS);
}

/** Whether a changed file concerns the unit: one of its own files, or the file that defines it or drops in to it. */
export function concerns(unit: Unit, path: string): boolean {
  return (
    definesUnit(unit.name, path) ||
    unit.files.some((file) => (file.endsWith("/") ? path.startsWith(file) : path === file))
  );
}

/** systemd.unit(5), "Unit File Load Path". A template's file defines its instances. */
export function definesUnit(name: string, path: string): boolean {
  const template = name.replace(/@[^.]*\./, "@.");
  return [name, template].some((it) => path === `${DEFINITIONS}${it}` || path.startsWith(`${DEFINITIONS}${it}.d/`));
}

/** Makes systemd read changed unit files. */
export async function reloadDefinitions(): Promise<void> {
  await systemctl(["daemon-reload"]);
}

/** The same while going back, which a failure does not stop. Gives back a sentence then. */
export async function readDefinitionsAgain(booting: boolean): Promise<readonly string[]> {
  const ended = await run(["systemctl", "daemon-reload"], { seconds: booting ? 60 : 100 });
  if (ended.status === 0) return [];
  return [
    `systemd did not read its units again, so what it starts may not be what its files say: ${ended.words} Run \`systemctl daemon-reload\` on the machine, or reboot it.`,
  ];
}

/** What a unit needs so that it runs with its new files; undefined when it already does. */
export function needOf(
  unit: Unit,
  state: UnitState,
  changed: readonly string[],
): "restart" | "reload" | "enable" | undefined {
  const own = changed.filter((path) => concerns(unit, path));
  if (!state.active || own.some((path) => definesUnit(unit.name, path))) return "restart";
  if (own.length > 0) return unit.onChange;
  return state.enabled ? undefined : "enable";
}

/** Does what the unit needs, and enables it where it isn't. */
export async function bringUp(state: UnitState, need: "restart" | "reload" | "enable"): Promise<void> {
  if (!state.enabled) await systemctl(["enable", state.name]);
  if (need === "restart") await systemctl(["restart", state.name]);
  if (need === "reload") await systemctl(["reload-or-restart", state.name]);
}

/** Seconds for one word to systemd while the machine boots: everything else waits for it. */
const BOOTING_SECONDS = 10;

/** Stops and disables what wasn't there, as far as systemd still knows it. Never fails: it is part of going back. */
export async function quiet(unit: UnitState): Promise<void> {
  if (!unit.active) await run(["systemctl", "stop", unit.name], { seconds: 100 });
  if (!unit.enabled) await run(["systemctl", "disable", unit.name], { seconds: 30 });
  await run(["systemctl", "reset-failed", unit.name], { seconds: 30 });
}

/**
 * The same at boot, all at once. Nothing runs yet, but systemd has planned already to start what was enabled: a stop takes that back
 * (systemctl(1), `--job-mode=replace`). The caller has systemd read its units again.
 */
export async function keepFromStarting(units: readonly UnitState[]): Promise<void> {
  const names = units.filter((unit) => !unit.enabled).map((unit) => unit.name);
  if (names.length === 0) return;
  await run(["systemctl", "stop", "--no-block", ...names], { seconds: BOOTING_SECONDS });
  // One by one: one that systemd does not know fails all of its call.
  await Promise.all(
    names.map((name) => run(["systemctl", "disable", "--no-reload", name], { seconds: BOOTING_SECONDS })),
  );
}

/** Brings a unit back that ran before. Gives back a sentence if it doesn't come. */
export async function revive(unit: UnitState): Promise<readonly string[]> {
  if (unit.enabled) await run(["systemctl", "enable", unit.name], { seconds: 30 });
  if (!unit.active) return [];
  const ended = await run(["systemctl", "restart", unit.name], { seconds: 100 });
  return ended.status === 0 ? [] : [`${unit.name} did not come back: ${ended.words}`];
}

/** Enables at boot what was enabled, all at once. The caller has systemd read its units again. */
export async function enableAgain(units: readonly UnitState[]): Promise<void> {
  const names = units.filter((unit) => unit.enabled).map((unit) => unit.name);
  await Promise.all(
    names.map((name) => run(["systemctl", "enable", "--no-reload", name], { seconds: BOOTING_SECONDS })),
  );
}

/** Starts at boot what ran before; systemd itself decides when its turn comes. Gives back a sentence for each that it does not take. */
export async function startAgain(units: readonly UnitState[]): Promise<readonly string[]> {
  const names = units.filter((unit) => unit.active).map((unit) => unit.name);
  const troubles = names.map(async (name) => {
    const ended = await run(["systemctl", "start", "--no-block", name], { seconds: BOOTING_SECONDS });
    return ended.status === 0 ? [] : [`${name} did not come back: ${ended.words}`];
  });
  return (await Promise.all(troubles)).flat();
}

async function systemctl(argv: readonly string[]): Promise<void> {
  const ended = await run(["systemctl", ...argv], { seconds: 100 });
  if (ended.status === 0) return;
  const unit = argv[1];
  const log = unit === undefined ? "" : await lastLines(unit);
  throw new StepFailed(
    "restart",
    `systemctl ${argv.join(" ")} failed: ${ended.words}${log}`,
    "The machine went back to what ran before. The message names the cause; mend it in the stack file and deliver again.",
  );
}

/** journalctl(1): what the unit itself said last. */
export async function lastLines(unit: string): Promise<string> {
  const ended = await run(["journalctl", "--unit", unit, "--lines=8", "--output=cat", "--no-pager"], { seconds: 20 });
  return ended.stdout.trim() === "" ? "" : `\n${endOf(ended.stdout.trim(), 1000)}`;
}
