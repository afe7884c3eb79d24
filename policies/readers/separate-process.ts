import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Longer than any interpreter's own limit, so that this one is only met by what an interpreter can't interrupt. */
const LONGEST_MS = 6000;
const LARGEST_ANSWER_BYTES = 4 * 1024 * 1024;
const HEAP_MB = 64;

export type Answer =
  { readonly kind: "answered"; readonly text: string } | { readonly kind: "silent"; readonly why: string };

/**
 * Asks a program of ours in a Node.js process of its own, which is ended when it takes too long: a loop inside of an interpreter's own
 * functions can't be interrupted from within. It gets nothing from this process but the question, on its standard input.
 *
 * @param program address of its source, next to the one who asks
 */
export function askSeparately(program: URL, question: string): Answer {
  const { error, status, signal, stdout } = spawnSync(
    process.execPath,
    ["--no-warnings", `--max-old-space-size=${HEAP_MB}`, fileURLToPath(program)],
    {
      input: question,
      encoding: "utf8",
      env: {},
      cwd: "/",
      timeout: LONGEST_MS,
      killSignal: "SIGKILL",
      maxBuffer: LARGEST_ANSWER_BYTES,
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  if (status === 0) return { kind: "answered", text: stdout };
  return { kind: "silent", why: silence(error, signal) };
}

function silence(error: Error | undefined, signal: string | null): string {
  if (signal === "SIGKILL") return "it runs for longer or says more than a configuration may";
  // V8 aborts when the heap is full.
  if (signal !== null) return "it takes more memory than a configuration may";
  return error === undefined ? "the interpreter fails on it" : `the interpreter can't be started (${error.message})`;
}
