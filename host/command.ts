import { spawn } from "node:child_process";

/** How a program ended. */
export interface Ended {
  /** Exit status; undefined when it was killed, ran out of time or could not be started. */
  readonly status: number | undefined;
  /** Whether it was killed because its time was over. */
  readonly late: boolean;
  readonly stdout: string;
  /** The last words on both streams, short enough for a message. */
  readonly words: string;
}

/** An open file that every program run from here on shares, so that a lock on it lives as long as they do. */
let shared: number | undefined;

/** See `lock`: a process has one lock or none. */
export function heldByPrograms(file: number | undefined): void {
  shared = file;
}

const WORDS = 1500;
const STDOUT_BYTES = 8 * 1024 * 1024;

/**
 * Runs one program without a shell, in plain English and without a terminal. It never outlives its time: its whole
 * process group is killed.
 */
export function run(
  argv: readonly string[],
  options: { readonly seconds: number; readonly input?: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const [program = "", ...rest] = argv;
  return new Promise((resolve) => {
    const child = spawn(program, rest, {
      detached: true,
      // The first three are all that TypeScript has to know of.
      stdio: ["pipe", "pipe", "pipe", ...(shared === undefined ? [] : [shared])] as ["pipe", "pipe", "pipe"],
      env: { PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", LC_ALL: "C.UTF-8", ...options.env },
    });
    let words = "";
    let cut = false;
    const stdout: Buffer[] = [];
    let size = 0;
    const listen = (chunk: Buffer): void => {
      words += chunk.toString("utf8");
      if (words.length > 4 * WORDS) cut = true;
      words = words.slice(-4 * WORDS);
    };
    child.stdout.on("data", (chunk: Buffer) => {
      listen(chunk);
      size += chunk.length;
      if (size <= STDOUT_BYTES) stdout.push(chunk);
    });
    child.stderr.on("data", listen);
    // A program may end without reading its input.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      if (child.pid !== undefined) killGroup(child.pid);
    }, options.seconds * 1000);
    const end = (status: number | undefined, last: string): void => {
      clearTimeout(timer);
      const whole = (cut ? fromNextWord(words) : words) + last;
      resolve({ status, late, stdout: Buffer.concat(stdout).toString("utf8"), words: endOf(whole.trim(), WORDS) });
    };
    child.on("error", (error) => {
      end(undefined, `${program} can't be started: ${error.message}`);
    });
    child.on("exit", (status, signal) => {
      // Pipes that a left-over grandchild holds open would never close: what was said until now is enough.
      setTimeout(() => {
        if (late) end(undefined, `\n${program} was stopped after ${options.seconds} seconds.`);
        else if (status === null) end(undefined, `\n${program} was ended by ${signal ?? "a signal"}.`);
        else end(status, "");
      }, 20);
    });
  });
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}

/**
 * The end of a text that is too long for a message, in whole words: `withoutSecrets` looks for whole secrets, and a piece of one would
 * pass it.
 */
export function endOf(text: string, most: number): string {
  return text.length <= most ? text : `… ${fromNextWord(text.slice(-most))}`;
}

function fromNextWord(text: string): string {
  return text.replace(/^\S*\s*/, "");
}
