import childProcess, { type SpawnOptions } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { placesIn, type Places } from "../../host/places.ts";

/** A folder as a live machine's root, whose programs are stand-ins: shell scripts by the names of the real ones. */
export interface StandInMachine {
  readonly root: string;
  readonly places: Places;
  /** Every program that was started, with its words, in order. */
  readonly started: () => readonly string[];
}

/**
 * Runs something with stand-ins in the place of every program that the agent starts. One that is not given isn't there.
 *
 * @param programs the text of each script, by name; `$ROOT` is the machine's root. Each finds what comes on its standard input there.
 */
export async function withStandInPrograms(
  programs: Readonly<Record<string, string>>,
  act: (machine: StandInMachine) => Promise<void>,
): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), "stillroom-stand-ins-"));
  const [root, bin, log] = [join(scratch, "root"), join(scratch, "bin"), join(scratch, "started")];
  for (const folder of [root, bin]) mkdirSync(folder);
  for (const [name, text] of Object.entries(programs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >> ${log}\nROOT=${root}\n${text}\n`, { mode: 0o755 });
  }
  const real = childProcess.spawn;
  const spawn = (program: string, argv: readonly string[], options: SpawnOptions) =>
    real(join(bin, basename(program)), argv, options);
  Object.assign(childProcess, { spawn });
  syncBuiltinESMExports();
  try {
    const started = (): readonly string[] => (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []);
    await act({ root, places: { ...placesIn(root), live: true }, started });
  } finally {
    Object.assign(childProcess, { spawn: real });
    syncBuiltinESMExports();
    rmSync(scratch, { recursive: true });
  }
}
