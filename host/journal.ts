import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import type { BeforePackages } from "./brought-packages.ts";
import { readDurable, syncDirectory, writeDurably } from "./durable.ts";
import type { FileState } from "./file-state.ts";
import { forgetRulesBefore } from "./firewall.ts";
import { callingAccount, type Cause } from "./history.ts";
import type { Places } from "./places.ts";
import type { UnitState } from "./units.ts";

/**
 * What has to be undone if the switch isn't decided. It is on the disk before the thing that it undoes is done, and is
 * taken away when the release is kept or gone back from.
 */
export interface Journal {
  /** The release that is being switched to; the name of its folder under `releases`. */
  readonly digest: string;
  /** Undefined where an earlier version of the agent wrote it. */
  readonly cause?: Cause;
  /** The account that does it, where that is known. */
  readonly by?: string;
  /** What else is being done while the release stays, as a sentence begins: "The rotation of NAME". */
  readonly about?: string;
  /** For something else than a release, true from the moment on in which it counts. */
  readonly decided?: true;
  readonly files: readonly JournalFile[];
  /** Directories that were made on the way, outermost first. */
  readonly directories: readonly string[];
  /** The units concerned, as they were. */
  readonly units: readonly UnitState[];
  /** Undefined where no package was missing. */
  readonly beforePackages?: BeforePackages;
  /** Accounts made for this release. */
  readonly accounts: readonly string[];
  /** Its steps after `units` were begun: what those do to the kernel and to running programs is in no file. */
  readonly stepsAfterUnits?: true;
}

export interface JournalFile {
  readonly path: string;
  readonly before: FileState;
}

export function beginJournal(places: Places, digest: string, about?: string, cause: Cause = "delivery"): Journal {
  const by = callingAccount();
  const what = { digest, cause, ...(about === undefined ? {} : { about }), ...(by === undefined ? {} : { by }) };
  const journal: Journal = { ...what, files: [], directories: [], units: [], accounts: [] };
  writeJournal(places, journal);
  return journal;
}

export function writeJournal(places: Places, journal: Journal): void {
  writeDurably(places.journal, JSON.stringify(journal));
}

/** The journal of a switch that isn't decided, or undefined. */
export function readJournal(places: Places): Journal | undefined {
  return readDurable<Journal | undefined>(places.journal, undefined);
}

/** Ends the decision, and lets go of what was held on to for the other way. Before the journal goes: it knows where that lies. */
export function endJournal(places: Places): void {
  const states = (readJournal(places)?.files ?? []).map((file) => file.before);
  const copies = states.flatMap((state) => (state.kind === "file" ? [state.copy] : []));
  for (const copy of copies) rmSync(copy, { force: true });
  for (const folder of new Set(copies.map((copy) => dirname(copy)))) if (existsSync(folder)) syncDirectory(folder);
  forgetRulesBefore(places);
  // What a power cut left of the moment in which a release counts (`keepRelease`); nobody else writes there.
  rmSync(`${places.current}.next`, { force: true });
  rmSync(places.journal, { force: true });
  syncDirectory(dirname(places.journal));
  rmSync(places.before, { recursive: true, force: true });
}
