import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { heldByPrograms } from "./command.ts";
import type { Places } from "./places.ts";

/** Ends the lock; the kernel ends it as well when this process and what it runs are gone. */
export type Unlock = () => void;

const CONFLICT = 75;

/**
 * Waits for the one lock that every change of a machine holds.
 *
 * flock(2) locks belong to the open file, not to a process: flock(1) locks ours, given as its descriptor 3, and ends. Every program
 * that the agent runs gets it too. So when the agent is killed, a package installation that goes on alone still keeps others away.
 * Options: flock(1) of util-linux, `--wait`, `--conflict-exit-code`.
 *
 * @returns undefined when another holds it for longer than `seconds`
 */
export async function lock(places: Places, seconds: number): Promise<Unlock | undefined> {
  mkdirSync(places.state, { recursive: true, mode: 0o755 });
  const file = openSync(places.lock, "a", 0o600);
  const status = await flock(file, seconds);
  if (status === 0) {
    heldByPrograms(file);
    return () => {
      heldByPrograms(undefined);
      closeSync(file);
    };
  }
  closeSync(file);
  if (status === CONFLICT) return undefined;
  throw new Error(`flock ended with status ${String(status)}.`);
}

/** Tells whoever holds the lock that somebody waits for it. Gives back what ends that. */
export function waitInLine(places: Places): () => void {
  mkdirSync(places.volatile, { recursive: true, mode: 0o700 });
  writeFileSync(lineOf(places), String(process.pid));
  return () => {
    rmSync(lineOf(places), { force: true });
  };
}

/** Whether somebody waits for the lock; a note of somebody who is gone does not count. */
export function someoneWaits(places: Places): boolean {
  return existsSync(lineOf(places)) && existsSync(`/proc/${readFileSync(lineOf(places), "utf8")}/stat`);
}

const lineOf = (places: Places): string => join(places.volatile, "waits-for-lock");

function flock(file: number, seconds: number): Promise<number | null> {
  const argv = ["--exclusive", "--wait", String(seconds), "--conflict-exit-code", String(CONFLICT), "3"];
  return new Promise((resolve, reject) => {
    const program = spawn("flock", argv, { stdio: ["ignore", "ignore", "ignore", file] });
    program.once("error", reject);
    program.once("exit", resolve);
  });
}
