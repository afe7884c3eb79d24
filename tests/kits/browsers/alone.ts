import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PRACTICE, fileOf } from "./declared.ts";

/** Hosts that are not the practice's. */
export const OTHER = "elsewhere.example";
export const THIRD = "third-party.example";

/** A computer with the kit's files where each browser looks for them, with no network but itself, and with every host's name leading there. */
export interface ComputerWithKit {
  /** What is written on it lies here. */
  readonly folder: string;
  /** Runs the program that is named after it, with its arguments, on that computer. It ends with whoever started it. */
  readonly run: string;
  /** Debian's Chromium on that computer, as one program. */
  readonly chromium: string;
  readonly remove: () => void;
}

export function computerWithKit(): ComputerWithKit {
  const folder = mkdtempSync(join(tmpdir(), "browsers-"));
  const put = (path: string, text: string, mode = 0o644): string => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text, { mode });
    return join(folder, path);
  };
  put("etc/firefox/policies/policies.json", fileOf("firefox.json"));
  put("etc/chromium/policies/managed/browsers.json", fileOf("chrome.json"));
  const { names } = PRACTICE;
  const hosts = [names.video, names.messaging, names.homeserver, names.desk, OTHER, THIRD, "localhost"];
  put("etc/hosts", `127.0.0.1 ${hosts.join(" ")}\n`);
  cpSync(new URL("pages", import.meta.url), join(folder, "pages"), { recursive: true });
  mkdirSync(join(folder, "home"));

  const namespaces = "--net --mount --pid --fork --mount-proc --kill-child --propagation private";
  const prepared = [
    `mount -t overlay -o "lowerdir=${folder}/etc:/etc" overlay /etc`,
    "ip link set lo up",
    `export HOME=${folder}/home`,
    'exec "$@"',
  ].join("; ");
  const run = put(
    "run",
    `#!/bin/sh\nexec setpriv --pdeathsig KILL unshare ${namespaces} sh -euc '${prepared}' sh "$@"\n`,
    0o755,
  );
  return {
    folder,
    run,
    chromium: put("chromium", `#!/bin/sh\nexec ${run} /usr/bin/chromium "$@"\n`, 0o755),
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Runs a program of the tests on a computer with the kit's files. Its arguments are the computer's folder and what is given here.
 *
 * @returns what the program printed, which is JSON
 * @throws where it ends with another status than 0, with its last words
 */
export async function runAlone(program: URL, ...given: readonly string[]): Promise<unknown> {
  const computer = computerWithKit();
  try {
    const child = spawn(
      computer.run,
      [process.execPath, "--no-warnings", program.pathname, computer.folder, ...given],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const [said, complained]: Buffer[][] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => said?.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => complained?.push(chunk));
    const [status] = (await once(child, "close")) as [number | null];
    const words = Buffer.concat(complained ?? []).toString();
    if (status !== 0) throw new Error(`${program.pathname} ended with ${status ?? "a signal"}:\n${words.slice(-3000)}`);
    return JSON.parse(Buffer.concat(said ?? []).toString());
  } finally {
    computer.remove();
  }
}
