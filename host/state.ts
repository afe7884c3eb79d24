import { existsSync, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gatherFacts } from "./facts.ts";
import { stands } from "./file-state.ts";
import { readJournal } from "./journal.ts";
import { fillFrom } from "./placeholders.ts";
import { inside, type Places } from "./places.ts";
import type { MachineState } from "./protocol.ts";
import { currentRelease } from "./releases.ts";
import { stage } from "./staging.ts";
import { unitStates } from "./units.ts";

/** How the machine is, compared with the release that it runs. Looks and changes nothing. */
export async function stateOf(places: Places): Promise<MachineState> {
  const release = currentRelease(places);
  const interrupted = readJournal(places) !== undefined;
  if (release === undefined) return { kind: "state", digest: undefined, interrupted, drift: [] };
  // In memory and under a name of its own: a delivery may be staging at this moment.
  mkdirSync(places.volatile, { recursive: true, mode: 0o700 });
  const scratch = { ...places, releases: join(places.volatile, `state-${process.pid}`) };
  const drift: string[] = [];
  try {
    for (const change of stage(scratch, release.digest, release.files, fillFrom(places, await gatherFacts(places)))) {
      const path = inside(places, change.path);
      if (stands(path, change.becomes)) continue;
      drift.push(existsSync(path) ? `${change.path} is not as delivered.` : `${change.path} is missing.`);
    }
  } finally {
    rmSync(scratch.releases, { recursive: true, force: true });
  }
  if (places.live) {
    for (const unit of await unitStates(release.units.map((it) => it.name))) {
      if (!unit.enabled) drift.push(`${unit.name} is not enabled.`);
    }
  }
  return { kind: "state", digest: release.digest, interrupted, drift };
}
