import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Release } from "../render/release.ts";
import { failureOf } from "./failure.ts";
import { writeJournal, type Journal } from "./journal.ts";
import { changeLedger } from "./ledger.ts";
import { answerQuestions, halfPackages, installPackages, makeWhole, presentPackages } from "./packages.ts";
import { inside, type Places } from "./places.ts";
import { switchFiles, takeBackFile } from "./switch.ts";
import { keepFromStarting, quiet, unitStates, unitsNotOff, unitsThatComeUp, type UnitState } from "./units.ts";

/** What packages change beside files of ours: which of them are there, and which units come up by themselves. */
export interface BeforePackages {
  /** Packages that were present, whole or half. */
  readonly present: readonly string[];
  /** Units that were not switched off. */
  readonly units: readonly string[];
}

/** Debian Policy, 9.3.3.2, and invoke-rc.d(8): maintainer scripts ask this program; 101 means "not allowed". */
const START_POLICY = "/usr/sbin/policy-rc.d";
const OURS = "# Written by Stillroom's agent while it installs packages.";

/**
 * Installs packages without starting anything: a daemon must never run with its package's own configuration on a machine that is open
 * to the world. The start policy keeps it from being started now; but packages enable their units by themselves
 * (deb-systemd-helper(1p)), so the journal first says which were, for `takePackagesBack`.
 *
 * @throws StepFailed; then the start policy stays until all is taken back
 */
export async function bringPackages(
  places: Places,
  journal: Journal,
  release: Release,
  missing: readonly string[],
): Promise<Journal> {
  const before = await presentPackages();
  // An instance of a template is in no list of unit files.
  const states = await unitStates(release.units.map((unit) => unit.name));
  const enabled = states.filter((state) => state.enabled).map((state) => state.name);
  const units = [...new Set([...(await unitsNotOff()), ...enabled])];
  const known = { ...journal, beforePackages: { present: [...before], units } };
  writeJournal(places, known);
  changeLedger(places, (ledger) => ({ ...ledger, packages: [...new Set([...ledger.packages, ...missing])] }));
  const shut = switchFiles(places, known, [{ path: START_POLICY, becomes: startPolicy(places, journal.digest) }]);
  await answerQuestions(release.packages);
  await installPackages(missing);
  await rememberBrought(places, before);
  for (const file of shut.files.slice(known.files.length)) takeBackFile(places, file);
  return shut;
}

function startPolicy(places: Places, digest: string): Parameters<typeof switchFiles>[2][number]["becomes"] {
  const copy = join(places.releases, digest, "start-policy");
  mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
  writeFileSync(copy, `#!/bin/sh\n${OURS}\nexit 101\n`);
  return { kind: "file", copy, mode: 0o755, uid: 0, gid: 0 };
}

/** The ledger knows each package that was not there before, and none that never came. */
async function rememberBrought(places: Places, before: ReadonlySet<string>): Promise<void> {
  const now = await presentPackages();
  const brought = [...now].filter((name) => !before.has(name));
  changeLedger(places, (ledger) => {
    const known = ledger.packages.filter((name) => before.has(name) || now.has(name));
    return { ...ledger, packages: [...new Set([...known, ...brought])] };
  });
}

/**
 * Packages that became whole stay, but nothing of theirs comes up by itself; half a package goes away again. Before the start policy
 * goes. At boot no package is touched: see `leavesHalf`.
 *
 * @returns sentences on what could not be taken back
 */
export async function takePackagesBack(places: Places, journal: Journal, booting: boolean): Promise<readonly string[]> {
  const { beforePackages, units } = journal;
  if (beforePackages === undefined) return [];
  try {
    const present = new Set(beforePackages.present);
    const troubles = booting ? [] : await makeWhole(present);
    const known = new Set([...beforePackages.units, ...units.map((unit) => unit.name)]);
    const off = (await unitsThatComeUp())
      .filter((name) => !known.has(name))
      .map((name): UnitState => ({ name, enabled: false, active: false }));
    if (booting) await keepFromStarting(off);
    else for (const unit of off) await quiet(unit);
    await rememberBrought(places, present);
    return troubles;
  } catch (error) {
    return [`What packages brought could not be taken back: ${failureOf(error, "go back").what}`];
  }
}

/** Whether an installation was stopped in the middle, or dpkg does not say that it was not. */
export async function leavesHalf({ beforePackages }: Journal): Promise<boolean> {
  if (beforePackages === undefined) return false;
  try {
    return (await halfPackages()).length > 0;
  } catch {
    return true;
  }
}

/** Agents of earlier versions had the start policy in no journal. */
export function dropStartPolicy(places: Places): void {
  const path = inside(places, START_POLICY);
  if (existsSync(path) && readFileSync(path).includes(OURS)) rmSync(path);
}
