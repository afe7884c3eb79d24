import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { CommandFailed } from "./command.ts";

/** A process that can't be mistaken for a later one that was given the same number. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Field 22 of /proc/PID/stat: clock ticks between the system's boot and its start (proc_pid_stat(5)). */
  readonly started: string;
}

/** Starts a program that outlives this one. What it prints goes to `log`. */
export function startDetached(
  argv: readonly string[],
  log: string,
  environment: Readonly<Record<string, string>> = {},
): ProcessIdentity {
  const [program = "", ...parameters] = argv;
  const output = openSync(log, "a");
  const child = spawn(program, parameters, {
    detached: true,
    stdio: ["ignore", output, output],
    env: { ...process.env, ...environment },
  });
  closeSync(output);
  const identity = child.pid === undefined ? undefined : identityOf(child.pid);
  if (identity === undefined) throw new CommandFailed(argv, undefined, "", "it could not be started");
  child.unref();
  return identity;
}

export function identityOf(pid: number): ProcessIdentity | undefined {
  const fields = statOf(pid);
  const started = fields?.[19];
  return started === undefined || fields?.[0] === "Z" ? undefined : { pid, started };
}

export function isAlive(process: ProcessIdentity): boolean {
  return identityOf(process.pid)?.started === process.started;
}

/** Children of a process, oldest first. */
export function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ").filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** Ends a process, first with a word, after ten seconds by force; true when it is gone. */
export async function end(identity: ProcessIdentity): Promise<boolean> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!isAlive(identity)) return true;
    process.kill(identity.pid, signal);
    if (await goneWithin(identity, 10_000)) return true;
  }
  return false;
}

export async function goneWithin(identity: ProcessIdentity, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (isAlive(identity)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

/** The fields of /proc/PID/stat after the program's name, which may itself hold blanks and brackets. */
function statOf(pid: number): readonly string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    return text.slice(text.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}
