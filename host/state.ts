import { driftOf } from "./drift.ts";
import { readJournal } from "./journal.ts";
import type { Places } from "./places.ts";
import type { MachineState } from "./protocol.ts";

/** How the machine is, compared with the release that it runs; what a person has accepted does not count. Looks and changes nothing. */
export async function stateOf(places: Places): Promise<MachineState> {
  const { digest, differences } = await driftOf(places);
  const open = differences.filter((difference) => difference.accepted === undefined);
  return {
    kind: "state",
    digest,
    interrupted: readJournal(places) !== undefined,
    drift: open.map((difference) => difference.what),
  };
}
