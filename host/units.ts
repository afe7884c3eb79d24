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

/** Stops and disables what wasn't there, as far as systemd still knows it. Never fails: it is part of going back. */
export async function quiet(unit: UnitState, booting: boolean): Promise<void> {
  if (!unit.active && !booting) await run(["systemctl", "stop", unit.name], { seconds: 100 });
  if (!unit.enabled) await run(["systemctl", "disable", unit.name], { seconds: 30 });
  await run(["systemctl", "reset-failed", unit.name], { seconds: 30 });
}

/** Brings a unit back that ran before; at boot systemd itself decides when its turn comes. Gives back a sentence if it doesn't come. */
export async function revive(unit: UnitState, booting: boolean): Promise<readonly string[]> {
  if (unit.enabled) await run(["systemctl", "enable", unit.name], { seconds: 30 });
  if (!unit.active) return [];
  const argv = booting ? ["systemctl", "start", "--no-block", unit.name] : ["systemctl", "restart", unit.name];
  const ended = await run(argv, { seconds: 100 });
  return ended.status === 0 ? [] : [`${unit.name} did not come back: ${ended.words}`];
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
