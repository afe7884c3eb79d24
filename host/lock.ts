import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import type { Places } from "./places.ts";

/** Ends the lock; the kernel ends it as well when this process dies in any way. */
export type Unlock = () => void;

const CONFLICT = 75;

/**
 * Waits for the one lock that every change of a machine holds.
 *
 * It is flock(1)'s, held by a `cat` on a pipe of ours: the pipe closes when this process ends, however it ends.
 * Options: flock(1) of util-linux, `--wait`, `--conflict-exit-code`.
 *
 * @returns undefined when another holds it for longer than `seconds`
 */
export function lock(places: Places, seconds: number): Promise<Unlock | undefined> {
  mkdirSync(places.state, { recursive: true, mode: 0o755 });
  return new Promise((resolve, reject) => {
    const holder = spawn(
      "flock",
      [
        "--wait",
        String(seconds),
        "--conflict-exit-code",
        String(CONFLICT),
        places.lock,
        "sh",
        "-c",
        "echo held; exec cat",
      ],
      { stdio: ["pipe", "pipe", "ignore"], detached: true },
    );
    holder.stdin.on("error", () => undefined);
    holder.stdout.once("data", () => {
      holder.unref();
      resolve(() => holder.stdin.end());
    });
    holder.once("error", reject);
    holder.once("exit", (status) => {
      if (status === CONFLICT) resolve(undefined);
      else reject(new Error(`flock ended with status ${String(status)}`));
    });
  });
}
