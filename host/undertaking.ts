import type { Release } from "../render/release.ts";
import { bringUnitsUp, missedFirst, unitsThatAreMissed, type Say, type Send } from "./apply.ts";
import { failureOf } from "./failure.ts";
import { rulesInForce, RULE_FILES } from "./firewall.ts";
import { goneBack } from "./go-back.ts";
import type { Cause } from "./history.ts";
import { beginJournal, writeJournal, type Journal } from "./journal.ts";
import type { Places } from "./places.ts";
import { onProbation } from "./probation.ts";
import { awaitQuiet } from "./quiet.ts";
import type { Outcome, Patience, ProofResult } from "./protocol.ts";
import { realChanges, switchFiles, type Change } from "./switch.ts";
import { tidyUp } from "./tidy-up.ts";
import { concerns } from "./units.ts";

/** A change of the machine that goes on to run the same release: files, the units that they concern, and what must be seen then. */
export interface Undertaking {
  /** As a sentence begins, for whoever finds it stopped half-way: "The rotation of NAME". */
  readonly about: string;
  readonly cause: Cause;
  /** Name of its folder beside the releases, for what it stages. */
  readonly folder: string;
  readonly release: Release;
  /** What shall change, staged and judged; called when the journal has begun. */
  readonly changes: () => Promise<readonly Change[]>;
  /** Looks whether it works. What it throws takes the change back. */
  readonly prove: (say: Say) => Promise<Proved>;
}

export interface Proved {
  readonly proofs: readonly ProofResult[];
  readonly notes: readonly string[];
}

/**
 * Carries it out as a whole or not at all, as a delivery does: the journal first, one rename for each file, a packet filter on
 * probation, then the units concerned and what proves it. It counts from the moment in which the journal says so. The caller
 * holds the lock, and has recovered what was interrupted.
 */
export async function carryOut(
  places: Places,
  { about, cause, folder, release, changes, prove }: Undertaking,
  patience: Patience,
  send: Send,
): Promise<Outcome> {
  let step = "begin";
  const say: Say = (name, detail) => {
    step = name;
    send({ kind: "progress", step, detail });
  };
  try {
    let journal = beginJournal(places, folder, about, cause);
    const wanted = realChanges(places, await changes());
    const changed = wanted.map((change) => change.path);
    const concerned = release.units.filter((unit) => changed.some((path) => concerns(unit, path)));
    const filters = concerned.filter((unit) => RULE_FILES.some((path) => concerns(unit, path)));
    const filtersChange = filters.length > 0 || changed.some((path) => RULE_FILES.includes(path));
    const rulesBefore = places.live && filtersChange ? await rulesInForce() : undefined;
    const missed = await unitsThatAreMissed(undefined, release, changed);
    const nobodyThere = (): Promise<void> =>
      awaitQuiet(places, missed, patience.quietSeconds, (detail) => {
        say("wait", detail);
      });
    await nobodyThere();
    say("switch", `${wanted.length} files`);
    journal = switchFiles(places, journal, wanted);
    if (rulesBefore !== undefined) {
      say("firewall", "New packet filter, on probation");
      const known = journal;
      journal = await onProbation(places, rulesBefore, patience.accessSeconds, send, () =>
        bringUnitsUp(places, known, filters, changed, say),
      );
    }
    const others = concerned.filter((unit) => !filters.includes(unit));
    // Somebody may have come since, while the packet filter waited for a new connection.
    await nobodyThere();
    journal = await bringUnitsUp(places, journal, missedFirst(others, missed), changed, say);
    const { proofs, notes } = await prove(say);
    const untidy = decide(places, journal, release);
    return { kind: "kept", digest: release.digest, changed, proofs, notes: [...notes, ...untidy] };
  } catch (error) {
    const failure = failureOf(error, step);
    send({ kind: "progress", step: "go back", detail: failure.what });
    return {
      kind: "went-back",
      digest: release.digest,
      running: release.digest,
      failure: await goneBack(places, failure),
    };
  }
}

/**
 * From here on it counts.
 *
 * @returns sentences on what could not be tidied up; the next run does it
 */
function decide(places: Places, journal: Journal, release: Release): readonly string[] {
  writeJournal(places, { ...journal, decided: true });
  try {
    tidyUp(places, release, journal.digest);
    return [];
  } catch (error) {
    const { what, mend } = failureOf(error, "keep");
    return [`It is done, but could not be tidied up. ${what} ${mend}`];
  }
}
