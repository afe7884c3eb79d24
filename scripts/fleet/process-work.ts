import { fork, spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";
import { causeOf } from "./cause.ts";
import type { EnvironmentOf } from "./credentials.ts";
import type { Action, Outcome, Told } from "./outcome.ts";
import type { Work } from "./run-fleet.ts";

const ENGINE_PROCESS = fileURLToPath(new URL("engine-process.ts", import.meta.url));
const COMMAND = fileURLToPath(new URL("../stillroom.js", import.meta.url));

/** How much of what a process says on standard error is kept. */
const SAID = 4000;

/**
 * Runs Pulumi for a practice in a process of its own, with its own environment: Pulumi's Automation API gives every run the environment of the
 * process that it is called in. The process has a group of its own too, so that Ctrl-C reaches Pulumi once, through the signal.
 */
export function engineWork(action: Action, environmentOf: EnvironmentOf): Work {
  return async ({ stack }, tell, signal) => {
    const child = fork(ENGINE_PROCESS, [action, stack], {
      detached: true,
      env: { ...environmentOf(stack), NODE_NO_WARNINGS: "1" },
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const said = lastWordsOf(child);
    let outcome: Outcome | undefined;
    child.on("message", (message: Told) => {
      if (message.kind === "ended") outcome = message.outcome;
      else tell(message);
    });
    const stop = (): void => {
      // With an answer at hand it has ended already, and does not hear.
      if (child.connected) child.send("end", () => undefined);
    };
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
    const code = await exitOf(child);
    signal.removeEventListener("abort", stop);
    if (outcome !== undefined) return outcome;
    return failed(`The process that ran Pulumi ended without a word (${String(code)}). ${said()}`);
  };
}

/** Asks a practice's machine, in a process of its own. */
export function machineWork(action: "status" | "drift", environmentOf: EnvironmentOf): Work {
  return async ({ file, stack }, tell, signal) => {
    tell({ kind: "stage", stage: "asks" });
    const child = spawn(process.execPath, [COMMAND, action, file, "--json"], {
      detached: true,
      env: environmentOf(stack),
      stdio: ["ignore", "pipe", "pipe"],
    });
    const said = lastWordsOf(child);
    const chunks: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
    const stop = (): void => void child.kill("SIGTERM");
    signal.addEventListener("abort", stop, { once: true });
    const code = await exitOf(child);
    signal.removeEventListener("abort", stop);
    if (signal.aborted && code !== 0) return { kind: "interrupted" };
    if (code === 0) return { kind: "good" };
    return answerIn(Buffer.concat(chunks).toString(), action, said(), tell);
  };
}

/** What `status --json` and `drift --json` say of a machine that needs a hand, or why it was not asked. */
function answerIn(text: string, action: "status" | "drift", said: string, tell: (told: Told) => void): Outcome {
  let answer: Readonly<Record<string, unknown>>;
  try {
    answer = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return failed(said);
  }
  if (answer["kind"] === "bad-input") return { kind: "failed", cause: "stack-file", what: String(answer["what"]) };
  if (answer["kind"] === "problem") {
    const { what = "", mend = "" } = answer["failure"] as { readonly what?: string; readonly mend?: string };
    return failed(`${what} ${mend}`);
  }
  const needs = action === "status" ? (answer["needs"] as readonly string[]) : [DRIFTED];
  tell({ kind: "findings", more: needs.length });
  return { kind: "failed", cause: "machine", what: needs.join("\n") };
}

const DRIFTED =
  "The machine differs from its release: npx stillroom drift STACKFILE shows how, line by line, and puts it back.";

function failed(what: string): Outcome {
  return { kind: "failed", cause: causeOf(what), what };
}

function lastWordsOf(child: ChildProcess): () => string {
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-SAID);
  });
  return () => said.trim();
}

function exitOf(child: ChildProcess): Promise<number | string> {
  return new Promise((resolve) => {
    child.once("error", (error) => {
      resolve(error.message);
    });
    child.once("close", (code, killedBy) => {
      resolve(code ?? killedBy ?? "gone");
    });
  });
}
