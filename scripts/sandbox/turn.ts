import { spawn } from "node:child_process";
import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";

/**
 * Does something that only one process of this system may do at a time, once it is its turn.
 *
 * A lock of flock(2) belongs to an open file: flock(1) locks ours, given as its descriptor 3, and ends. The kernel lets go of it
 * when the file is closed, however this process ends; programs that it starts do not get the file.
 *
 * @param file names the turn; it is made and stays, and should lie beside what it guards
 * @throws Error where flock(1) of util-linux can't be run
 */
export async function inTurn<Value>(file: string, act: () => Promise<Value>): Promise<Value> {
  await mkdir(dirname(file), { recursive: true });
  const held = await open(file, "a", 0o600);
  try {
    await lock(held.fd);
    return await act();
  } finally {
    await held.close();
  }
}

function lock(descriptor: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const program = spawn("flock", ["--exclusive", "3"], { stdio: ["ignore", "ignore", "inherit", descriptor] });
    program.once("error", reject);
    program.once("exit", (status) => {
      if (status === 0) resolve();
      else reject(new Error(`flock ended with ${String(status)}.`));
    });
  });
}
