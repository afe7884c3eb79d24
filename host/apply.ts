import type { Release, ReleaseFile } from "../render/release.ts";
import { existsSync } from "node:fs";
import { addAccount, makeOwnedDirectories, missingAccounts, missingDirectories } from "./accounts.ts";
import { awaitAccess, guardsAccess } from "./access.ts";
import { bringPackages } from "./brought-packages.ts";
import type { Unit } from "../services/service.ts";
import { run } from "./command.ts";
import { gatherFacts } from "./facts.ts";
import { knowWhatAppears } from "./foreign-files.ts";
import { failureOf, StepFailed } from "./failure.ts";
import { rulesInForce, RULE_FILES } from "./firewall.ts";
import { goneBack, recover } from "./go-back.ts";
import { beginJournal, readJournal, writeJournal, type Journal } from "./journal.ts";
import { checkBroughtKeys, fetchKeys } from "./keys.ts";
import { changeLedger, readLedger } from "./ledger.ts";
import { missingPackages } from "./packages.ts";
import { fillFrom } from "./placeholders.ts";
import type { Places } from "./places.ts";
import { onProbation } from "./probation.ts";
import { proveAll } from "./proofs/prove.ts";
import { besides, PUTTING_BACK, takeAway } from "./put-back.ts";
import type { AgentMessage, ApplyRequest, Outcome, ProofResult } from "./protocol.ts";
import { awaitQuiet } from "./quiet.ts";
import { currentDigest, currentRelease, keepRelease, ownedPaths } from "./releases.ts";
import { bearSecrets } from "./secrets.ts";
import { settle } from "./settle.ts";
import { stage, stagedTree } from "./staging.ts";
import { takeSteps } from "./steps.ts";
import { tidyUp } from "./tidy-up.ts";
import { realChanges, switchFiles, type Change } from "./switch.ts";
import {
  bringUp,
  concerns,
  isDefinition,
  needOf,
  quiet,
  reloadDefinitions,
  revive,
  unitStates,
  type UnitState,
} from "./units.ts";
import { validate } from "./validators.ts";

/** The firewall service's program; not there before the first release. */
const EGRESS_ADDRESSES = "/usr/local/lib/stillroom/egress-addresses";

/** Says on the way what is being done. */
export type Send = (message: AgentMessage) => void;

/**
 * Makes the machine what the release says, or leaves it what it was: stage, validate, switch, prove, and keep or go back. The
 * caller holds the lock.
 */
export async function apply(places: Places, request: ApplyRequest<Release>, send: Send): Promise<Outcome> {
  const { release } = request;
  const recovered = await recover(places, false);
  if (recovered !== undefined) send({ kind: "progress", step: "recover", detail: recovered });
  const again = request.cause === "put-back";
  if (!again && currentDigest(places) === release.digest) return { kind: "unchanged", digest: release.digest };
  let step = "begin";
  const say = (name: string, detail: string): void => {
    step = name;
    send({ kind: "progress", step, detail });
  };
  try {
    const { changed, proofs, notes } = await switchOver(places, request, send, say);
    if (again) decide(places);
    const untidy = keep(places, release);
    return {
      kind: "kept",
      digest: release.digest,
      changed,
      proofs,
      notes: [...(recovered === undefined ? [] : [recovered]), ...notes, ...untidy],
    };
  } catch (error) {
    const failure = failureOf(error, step);
    send({ kind: "progress", step: "go back", detail: failure.what });
    const told = await goneBack(places, failure);
    return { kind: "went-back", digest: release.digest, running: currentDigest(places), failure: told };
  }
}

/** What was put back counts from here on; its release was the current one before. */
function decide(places: Places): void {
  const journal = readJournal(places);
  if (journal !== undefined) writeJournal(places, { ...journal, decided: true });
}

/**
 * The release counts from here on.
 *
 * @returns sentences on what could not be tidied up; the next delivery does it
 */
export function keep(places: Places, release: Release): readonly string[] {
  try {
    keepRelease(places, release);
    tidyUp(places, release, release.digest);
    return [];
  } catch (error) {
    if (currentDigest(places) !== release.digest) throw error;
    const { what, mend } = failureOf(error, "keep");
    return [`The release is kept, but its delivery could not be tidied up. ${what} ${mend}`];
  }
}

interface SwitchedOver {
  readonly changed: readonly string[];
  readonly proofs: readonly ProofResult[];
  readonly notes: readonly string[];
}

export type Say = (step: string, detail: string) => void;

async function switchOver(places: Places, request: ApplyRequest<Release>, send: Send, say: Say): Promise<SwitchedOver> {
  const { release } = request;
  const previous = currentRelease(places);
  checkBroughtKeys(release);
  const again = request.cause === "put-back";
  let journal = beginJournal(places, release.digest, again ? PUTTING_BACK : undefined, request.cause);

  say("accounts", "Accounts and secrets");
  journal = await makeAccounts(places, journal, release);
  bearSecrets(places, release.secrets);
  const fill = fillFrom(places, await gatherFacts(places));

  say("packages", "Package sources");
  const aptFiles = stage(places, release.digest, release.files.filter(isAptFile), fill);
  const lists = realChanges(places, aptFiles);
  journal = switchFiles(places, journal, lists);
  if (lists.length > 0) await openWayToSources();
  const keys = await fetchKeys(places, release);
  journal = switchFiles(places, journal, keys);
  const sources = [...lists, ...keys];
  journal = await installMissing(places, journal, release, say);
  journal = bringDirectories(places, journal, release);
  await takeSteps(release.steps, "packages");

  say("stage", "New files beside the old ones");
  const staged = stage(places, release.digest, release.files, fill);
  const taken = again ? await takeAway(places, release) : [];
  const removals = [...removalsOf(places, previous, release), ...taken];
  const removed = removals.filter((change) => change.becomes.kind === "absent").map((change) => change.path);

  say("validate", `${release.validators.length} programs judge their new configuration`);
  const tree = stagedTree(places, release.digest);
  await validate(
    places,
    tree,
    release.files.map((file) => file.path),
    removed,
    release.validators,
    request.patience.validatorSeconds,
  );

  const changes = [...realChanges(places, staged), ...realChanges(places, removals)];
  const changed = [...sources, ...changes].map((change) => change.path);
  const touched = [...changed, ...besides(release, taken)];
  const missed = await unitsThatAreMissed(previous, release, touched);
  const nobodyThere = (): Promise<void> =>
    awaitQuiet(places, missed, request.patience.quietSeconds, (detail) => {
      say("wait", detail);
    });
  await nobodyThere();
  const rulesBefore = changed.some((path) => RULE_FILES.includes(path)) ? await rulesInForce() : undefined;
  const retired = await retireUnits(places, journal, previous, release);

  say("switch", `${changes.length} files`);
  journal = switchFiles(places, retired.journal, changes);
  if (again || changed.some(isDefinition)) await reloadDefinitions();
  for (const original of retired.originals) await revive(original);
  await takeSteps(release.steps, "files");

  const filters =
    rulesBefore === undefined ? [] : release.units.filter((unit) => RULE_FILES.some((path) => concerns(unit, path)));
  if (rulesBefore !== undefined) {
    say("firewall", "New packet filter, on probation");
    const known = journal;
    journal = await onProbation(places, rulesBefore, request.patience.accessSeconds, send, () =>
      bringUnitsUp(places, known, filters, changed, say),
    );
  }
  // Somebody may have come since, while the packet filter waited for a new connection.
  await nobodyThere();
  const others = release.units.filter((unit) => !filters.includes(unit));
  journal = await bringUnitsUp(places, journal, missedFirst(others, missed), touched, say);
  if (release.steps.some((step) => step.after === "units")) {
    writeJournal(places, { ...journal, stepsAfterUnits: true });
    await takeSteps(release.steps, "units");
  }

  say("prove", `${release.proofs.length} proofs`);
  const { results, notes } = await proveAll(places, release, request.patience.proofSeconds);
  const names = release.units.map((unit) => unit.name);
  await settle(names, request.patience.settleSeconds, (detail) => {
    say("settle", detail);
  });
  if (changed.some(guardsAccess)) await awaitAccess(places, request.patience.accessSeconds, send);
  return { changed, proofs: results, notes };
}

/** What apt reads has to be in place before packages can be installed. */
function isAptFile(file: ReleaseFile): boolean {
  return file.format === "apt" || file.path.startsWith("/etc/apt/");
}

/** A repository that is new to this machine stands behind the packet filter of the previous release, which must hear of it. */
async function openWayToSources(): Promise<void> {
  if (!existsSync(EGRESS_ADDRESSES)) return;
  const ended = await run([EGRESS_ADDRESSES], { seconds: 60 });
  if (ended.status !== 0) {
    throw new StepFailed(
      "packages",
      `The packet filter can't be told the addresses of the package sources: ${ended.words}`,
      "Mend what it names on the machine and deliver again.",
    );
  }
}

async function makeAccounts(places: Places, journal: Journal, release: Release): Promise<Journal> {
  const missing = missingAccounts(release.accounts);
  if (missing.length === 0) return journal;
  const names = missing.map((account) => account.name);
  const known = { ...journal, accounts: names };
  writeJournal(places, known);
  changeLedger(places, (ledger) => ({ ...ledger, accounts: [...new Set([...ledger.accounts, ...names])] }));
  for (const account of missing) await addAccount(account);
  return known;
}

/** The first delivery of all learns what stood there before it. */
async function installMissing(places: Places, journal: Journal, release: Release, say: Say): Promise<Journal> {
  const missing = await missingPackages(release.packages);
  if (missing.length === 0 && currentDigest(places) !== undefined) return journal;
  return knowWhatAppears(places, release, async () => {
    if (missing.length === 0) return journal;
    say("packages", `Installing ${missing.join(", ")}`);
    return bringPackages(places, journal, release, missing);
  });
}

/** Makes the release's directories; the journal first says which of them were not there. */
export function bringDirectories(places: Places, journal: Journal, release: Release): Journal {
  const missing = missingDirectories(places, release.directories);
  const known = { ...journal, directories: [...journal.directories, ...missing] };
  if (missing.length > 0) {
    writeJournal(places, known);
    changeLedger(places, (ledger) => ({ ...ledger, directories: [...new Set([...ledger.directories, ...missing])] }));
  }
  makeOwnedDirectories(places, release.directories);
  return known;
}

/**
 * What becomes of files that the previous release had and this one has not: what stood there before any release, or nothing. Without a
 * previous release a removal was perhaps stopped half-way: then every file counts that has not come back yet.
 */
export function removalsOf(places: Places, previous: Release | undefined, release: Release): readonly Change[] {
  const wanted = ownedPaths(release);
  const { originals } = readLedger(places);
  const before = previous === undefined ? Object.keys(originals) : [...ownedPaths(previous)];
  return before
    .filter((path) => !wanted.has(path))
    .map((path) => ({ path, becomes: originals[path] ?? { kind: "absent" } }));
}

/** Running units whose stop or restart by a switch of these files would cut people off. */
export async function unitsThatAreMissed(
  previous: Release | undefined,
  release: Release,
  changed: readonly string[],
): Promise<readonly Unit[]> {
  const wanted = new Set(release.units.map((unit) => unit.name));
  const retired = (previous?.units ?? []).filter((unit) => !wanted.has(unit.name));
  const known = [...release.units, ...retired].filter((unit) => unit.waitFor !== undefined);
  const states = await unitStates(known.map((unit) => unit.name));
  return known.filter((unit, index) => {
    const state = states[index];
    if (state?.active !== true) return false;
    return !wanted.has(unit.name) || needOf(unit, state, changed) === "restart";
  });
}

/** In the moment in which nobody is there, and before a database takes its time to restart. */
export function missedFirst(units: readonly Unit[], missed: readonly Unit[]): readonly Unit[] {
  return [...units.filter((unit) => missed.includes(unit)), ...units.filter((unit) => !missed.includes(unit))];
}

/** Stops units that only the previous release had; gives back what they were before any release. */
async function retireUnits(
  places: Places,
  journal: Journal,
  previous: Release | undefined,
  release: Release,
): Promise<{ readonly journal: Journal; readonly originals: readonly UnitState[] }> {
  const wanted = new Set(release.units.map((unit) => unit.name));
  const names = (previous?.units ?? []).map((unit) => unit.name).filter((name) => !wanted.has(name));
  const states = await unitStates(names);
  const known = { ...journal, units: [...journal.units, ...states] };
  if (states.length > 0) writeJournal(places, known);
  const { units } = readLedger(places);
  const originals = names.map(
    (name) => units.find((unit) => unit.name === name) ?? { name, enabled: false, active: false },
  );
  for (const original of originals) await quiet(original);
  return { journal: known, originals };
}

/** Brings up each unit that needs it; the journal first says what it was. */
export async function bringUnitsUp(
  places: Places,
  journal: Journal,
  units: readonly Unit[],
  changed: readonly string[],
  say: Say,
): Promise<Journal> {
  const states = await unitStates(units.map((unit) => unit.name));
  let known = journal;
  for (const [index, unit] of units.entries()) {
    const state = states[index];
    const need = state === undefined ? undefined : needOf(unit, state, changed);
    if (state === undefined || need === undefined) continue;
    say("restart", `${unit.name}: ${need}`);
    // A package that came with this delivery has enabled its unit already.
    const enabled = state.enabled && (journal.beforePackages?.units.includes(unit.name) ?? true);
    const before = { ...state, enabled };
    known = { ...known, units: [...known.units, before] };
    writeJournal(places, known);
    changeLedger(places, (ledger) =>
      ledger.units.some((it) => it.name === unit.name) ? ledger : { ...ledger, units: [...ledger.units, before] },
    );
    await bringUp(state, need);
  }
  return known;
}
