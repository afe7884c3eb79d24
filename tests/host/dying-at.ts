import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

/** Operations of node:fs that change something on the disk, or make it last. */
const CHANGING = [
  "renameSync",
  "writeSync",
  "writeFileSync",
  "copyFileSync",
  "rmSync",
  "rmdirSync",
  "mkdirSync",
  "chmodSync",
  "openSync",
  "fsyncSync",
  "symlinkSync",
  "linkSync",
] as const;

/** Operations that need room on the disk. */
const GROWING = ["writeFileSync", "copyFileSync", "mkdirSync", "symlinkSync", "linkSync"] as const;

/**
 * Runs something that dies at the operation with the given number: from there on no operation is done any more, as if the
 * process had been killed.
 *
 * @returns whether it died
 */
export function dyingAt(operation: number, act: () => Promise<unknown>): Promise<boolean> {
  return failingFrom(operation, CHANGING, () => "killed", act);
}

/**
 * Runs something on a disk that is full from the operation with the given number on, and stays full while it goes back.
 *
 * @returns whether the disk was ever full
 */
export function fullFrom(operation: number, act: () => Promise<unknown>): Promise<boolean> {
  return failingFrom(operation, GROWING, (name) => `ENOSPC: no space left on device, ${name}`, act);
}

async function failingFrom(
  operation: number,
  names: readonly (typeof CHANGING)[number][],
  message: (name: string) => string,
  act: () => Promise<unknown>,
): Promise<boolean> {
  const real = Object.fromEntries(names.map((name) => [name, fs[name]]));
  let left = operation;
  for (const name of names) {
    // The replacement takes and gives exactly what the real one does.
    const original = real[name] as (...given: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...given: unknown[]): unknown => {
        if (left === 0) throw new Error(message(name));
        left -= 1;
        return original(...given);
      },
    });
  }
  syncBuiltinESMExports();
  try {
    await act();
  } catch {
    // Like a killed process, its error is gone; what it can't tell any more, the folder tells.
  } finally {
    Object.assign(fs, real);
    syncBuiltinESMExports();
  }
  return left === 0;
}
