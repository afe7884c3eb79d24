import type { Step } from "../services/service.ts";
import { dropStartPolicy, leavesHalf, takePackagesBack } from "./brought-packages.ts";
import { run } from "./command.ts";
import { failureOf, StepFailed } from "./failure.ts";
import { armedRules, disarmFirewallBack, restoreRules, stopFirewallTimers } from "./firewall.ts";
import { rememberInterrupted } from "./history.ts";
import { endJournal, readJournal, type Journal } from "./journal.ts";
import { isBeingRemoved } from "./ledger.ts";
import type { Places } from "./places.ts";
import type { Failure } from "./protocol.ts";
import { recoverOnceUp } from "./recover-unit.ts";
import { currentDigest, currentRelease, ownedPaths } from "./releases.ts";
import { dropStaged } from "./staging.ts";
import { repeatSteps } from "./steps.ts";
import { forgetOriginalsBut, takeBack } from "./switch.ts";
import { enableAgain, keepFromStarting, quiet, readDefinitionsAgain, revive, startAgain } from "./units.ts";
import { dropView } from "./validators.ts";

/**
 * Takes an undecided switch back as a whole, from the journal on the disk alone. Repeating it is harmless.
 *
 * @returns sentences on what did not come back
 */
async function goBack(places: Places, journal: Journal, booting: boolean): Promise<readonly string[]> {
  const troubles = await undo(places, journal, booting);
  const release = currentRelease(places);
  endJournal(places);
  // A removal that was stopped half-way still has to put them back.
  if (release === undefined && isBeingRemoved(places)) return troubles;
  try {
    forgetOriginalsBut(places, release === undefined ? new Set() : ownedPaths(release));
  } catch (error) {
    // It alone needs room, and the machine is whole without it.
    return [...troubles, `The agent's own notes could not be tidied up: ${failureOf(error, "go back").what}`];
  }
  return troubles;
}

/**
 * All of it but the end of the journal.
 *
 * @param booting at boot systemd starts what is enabled by itself, and everything waits: `recover-unit.ts` adds up how long it may take
 * @returns sentences on what did not come back
 */
async function undo(places: Places, journal: Journal, booting: boolean): Promise<readonly string[]> {
  const troubles: string[] = [];
  if (places.live) {
    dropView(places);
    if (booting) await keepFromStarting(journal.units);
    else for (const unit of [...journal.units].reverse()) await quiet(unit);
    // Before anything that may fail: who is shut out can mend nothing. They stay known until the journal ends.
    const rules = armedRules(places);
    if (rules !== undefined) {
      troubles.push(...(await restoreRules(rules)));
      await stopFirewallTimers();
    }
    troubles.push(...(await takePackagesBack(places, journal, booting)));
  }
  takeBack(places, journal);
  // Now, because a full disk may be the reason, and what follows writes again.
  dropStaged(places, journal.digest);
  if (!places.live) return troubles;
  dropStartPolicy(places);
  if (booting) await enableAgain(journal.units);
  troubles.push(...(await readDefinitionsAgain(booting)));
  if (journal.files.length > 0) troubles.push(...(await stepsAgain(places, journal, "files", booting)));
  if (booting) troubles.push(...(await startAgain(journal.units)));
  else for (const unit of journal.units) troubles.push(...(await revive(unit)));
  // A boot does of itself what they do: it loads the rules of the audit and the addresses of the packet filter.
  if (journal.stepsAfterUnits === true && !booting) {
    troubles.push(...(await stepsAgain(places, journal, "units", booting)));
  }
  for (const account of journal.accounts) await run(["userdel", account], { seconds: booting ? 10 : 30 });
  return troubles;
}

/**
 * Takes a change of the machine back that failed.
 *
 * @returns the failure, and what did not come back
 * @throws StepFailed with both messages where going back fails too: then the journal stays, and the next run goes on from it
 */
export async function goneBack(places: Places, failure: Failure): Promise<Failure> {
  const journal = readJournal(places);
  if (journal === undefined) return failure;
  try {
    const troubles = await goBack(places, journal, false);
    return { ...failure, what: [failure.what, ...troubles].join(" ") };
  } catch (error) {
    const second = failureOf(error, "go back");
    throw new StepFailed(
      "go back",
      `${failure.what} Going back was stopped too: ${second.what}`,
      `${second.mend} What was begun is taken back as a whole then, and also at the next boot.`,
    );
  }
}

/** What steps of a release did to the machine is in no file of the journal: who is an administrator, for one. */
async function stepsAgain(
  places: Places,
  journal: Journal,
  after: Step["after"],
  booting: boolean,
): Promise<readonly string[]> {
  if (journal.about !== undefined) return [];
  try {
    return await repeatSteps(currentRelease(places)?.steps ?? [], after, booting);
  } catch (error) {
    return [`The steps of the release from before could not be taken again: ${failureOf(error, "go back").what}`];
  }
}

/** Whether what the journal is about counts already: a release by being the current one, anything else by the journal's own word. */
function isDecided(places: Places, journal: Journal): boolean {
  return journal.about === undefined ? currentDigest(places) === journal.digest : journal.decided === true;
}

/**
 * Decides a switch that was stopped half-way: kept if it had been written down that it counts, taken back otherwise. Packages that a
 * power cut left half are no work for a boot: then all else is taken back, and the rest when the machine is up.
 *
 * @returns a sentence on what was found and done; undefined when nothing was interrupted, or it goes on when the machine is up
 */
export async function recover(places: Places, booting: boolean): Promise<string | undefined> {
  const journal = readJournal(places);
  if (journal === undefined) return undefined;
  const name = journal.about ?? `The delivery of release ${journal.digest.slice(0, 12)}`;
  if (isDecided(places, journal)) {
    if (places.live) await disarmFirewallBack(places);
    dropStaged(places, journal.digest);
    endJournal(places);
    rememberInterrupted(places, journal, "kept", currentDigest(places));
    return `${name} had been stopped after its last step; it is whole.`;
  }
  if (booting && (await leavesHalf(journal))) {
    await undo(places, journal, booting);
    await recoverOnceUp();
    return undefined;
  }
  const troubles = await goBack(places, journal, booting);
  rememberInterrupted(places, journal, "went-back", currentDigest(places));
  return [`${name} had been stopped half-way; it was taken back as a whole.`, ...troubles].join(" ");
}
