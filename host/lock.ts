import { spawn } from "node:child_process";
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** Whether somebody holds it. A look, that works on a disk which can only be read: flock(2) needs no right to write. */
export async function isLocked(places: Places): Promise<boolean> {
  if (!existsSync(places.lock)) return false;
  const file = openSync(places.lock, "r");
  try {
    return (await flock(file, 0)) === CONFLICT;
  } finally {
    closeSync(file);
  }
}

/**
 * Tells whoever holds the lock that somebody waits for it: a note for each who waits, named for the process and the moment in which it
 * started, since the number alone may be another's by now. Gives back what ends that.
 */
export function waitInLine(places: Places): () => void {
  mkdirSync(lineOf(places), { recursive: true, mode: 0o700 });
  const note = join(lineOf(places), `${process.pid}-${startOf(String(process.pid)) ?? ""}`);
  writeFileSync(note, "");
  return () => {
    rmSync(note, { force: true });
  };
}

/** Whether somebody waits for the lock; a note of somebody who is gone does not count. */
export function someoneWaits(places: Places): boolean {
  if (!existsSync(lineOf(places))) return false;
  return readdirSync(lineOf(places)).some((note) => {
    const [, pid = "", start] = /^(\d+)-(\d+)$/.exec(note) ?? [];
    return start !== undefined && startOf(pid) === start;
  });
}

/** The folder of those notes. Whoever puts the agent in its place writes one too. */
export function lineOf(places: Places): string {
  return join(places.volatile, "waiting-for-lock");
}

/** proc_pid_stat(5): the 22nd field, `starttime`; the second is the program's name in brackets, which may hold anything. */
function startOf(pid: string): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  } catch {
    return undefined;
  }
}

function flock(file: number, seconds: number): Promise<number | null> {
  const argv = ["--exclusive", "--wait", String(seconds), "--conflict-exit-code", String(CONFLICT), "3"];
  return new Promise((resolve, reject) => {
    const program = spawn("flock", argv, { stdio: ["ignore", "ignore", "ignore", file] });
    program.once("error", reject);
    program.once("exit", resolve);
  });
}
