import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program ended with another exit status than 0; the message carries its own last words. */
export class CommandFailed extends Error {
  readonly status: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  constructor(argv: readonly string[], status: number | undefined, stdout: string, stderr: string) {
    const words = (stderr.trim() || stdout.trim()).split("\n").slice(-12).join("\n");
    super(`${argv.join(" ").slice(0, 300)} ended with ${status ?? "a signal"}:\n${words}`);
    this.status = status;
    this.stdout = stdout;
    this.stderr = stderr;
  }
}

export interface CommandOptions {
  readonly input?: string | Uint8Array;
  readonly environment?: Readonly<Record<string, string>>;
  readonly folder?: string;
  /** After so many milliseconds the program is killed. Default: 20 minutes. */
  readonly timeout?: number;
  /** Is told each line on standard output as it comes. */
  readonly onLine?: (line: string) => void;
}

/**
 * Runs a program to its end and gives what it printed.
 *
 * @throws CommandFailed where it can't be started, is killed or ends with another status than 0
 */
export function run(argv: readonly string[], options: CommandOptions = {}): Promise<string> {
  const [program = "", ...parameters] = argv;
  return new Promise((resolve, reject) => {
    const child = spawn(program, parameters, {
      cwd: options.folder,
      env: options.environment === undefined ? process.env : { ...process.env, ...options.environment },
      timeout: options.timeout ?? 20 * 60_000,
      killSignal: "SIGKILL",
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    if (options.onLine !== undefined) createInterface({ input: child.stdout }).on("line", options.onLine);
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    child.on("error", (error) => {
      reject(new CommandFailed(argv, undefined, "", error.message));
    });
    child.on("close", (status) => {
      const printed = Buffer.concat(stdout).toString();
      if (status === 0) resolve(printed);
      else reject(new CommandFailed(argv, status ?? undefined, printed, Buffer.concat(stderr).toString()));
    });
    // A program that ends before it has read its input closes the pipe; its exit status tells the story.
    child.stdin.on("error", () => undefined);
    child.stdin.end(options.input ?? "");
  });
}
