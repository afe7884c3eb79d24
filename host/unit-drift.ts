import type { Unit } from "../services/service.ts";
import { stateHash, type UnitDifference } from "./difference.ts";
import { propertyIn, shownUnits } from "./units.ts";

const PROPERTIES =
  "Id,LoadState,ActiveState,UnitFileState,ConditionResult,ConditionTimestampMonotonic,Type,RemainAfterExit";

/** Units of the release that don't run, don't start at boot, or can't. */
export async function unitDifferences(units: readonly Unit[]): Promise<readonly UnitDifference[]> {
  const names = units.map((unit) => unit.name);
  const shown = await shownUnits(names, `--property=${PROPERTIES}`);
  return shown.flatMap(([name, block]) => unitDifferencesIn(name, block));
}

/** @param block what `systemctl show` printed of one unit */
export function unitDifferencesIn(name: string, block: string): readonly UnitDifference[] {
  const value = (property: string): string => propertyIn(block, property);
  const difference = (trouble: UnitDifference["trouble"], what: string): UnitDifference => ({
    kind: "unit",
    id: `unit ${name} ${trouble}`,
    state: stateHash([value("LoadState"), value("UnitFileState"), value("ActiveState")]),
    unit: name,
    trouble,
    what,
  });
  if (value("LoadState") === "masked") return [difference("masked", `${name} is masked.`)];
  if (value("LoadState") !== "loaded") return [difference("unknown", `${name} is unknown to systemd.`)];
  // systemctl(1), "is-enabled": a static unit can't be enabled and needn't be.
  const disabled = /^(disabled|bad)?$/.test(value("UnitFileState"));
  // A oneshot that has done its work is not active any more (systemd.service(5), RemainAfterExit).
  const done = value("Type") === "oneshot" && value("RemainAfterExit") === "no" && value("ActiveState") === "inactive";
  // A condition of its own keeps it from running: the data volume is closed, or a container has no clock of its own.
  const held = value("ConditionResult") === "no" && value("ConditionTimestampMonotonic") !== "0";
  const runs = /^(active|activating|reloading|refreshing)$/.test(value("ActiveState"));
  return [
    ...(disabled ? [difference("disabled", `${name} is not enabled.`)] : []),
    ...(runs || done || (held && value("ActiveState") === "inactive")
      ? []
      : [difference("not running", `${name} is not running: it is ${value("ActiveState")}.`)]),
  ];
}
