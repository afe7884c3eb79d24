import { createInterface } from "node:readline/promises";
import type { Connection } from "../../components/provider/connection.ts";
import type { DeliveryProblem } from "../../components/provider/agent-session.ts";
import { undertake, type Undertaking } from "../../components/provider/undertaking.ts";
import type { Outcome } from "../../host/protocol.ts";
import { visible } from "../../policies/visible-text.ts";
import { failureText } from "./machine-verb.ts";
import { progressAsJson, progressFor } from "../terminal/progress.ts";

/** How a verb that changes the machine was called, beside what it changes. */
export interface VerbOptions {
  /** File that says how the machine is reached; undefined for the stack's own word. */
  readonly connection?: string;
  readonly json?: boolean;
  /** Do it without asking. */
  readonly yes?: boolean;
}

/** What `rotate-secret`, `isolate` and `end-isolation` go through, as far as a person waits for it. */
const STEPS: readonly string[] = ["agent", "evidence", "wait", "switch", "firewall", "restart", "prove", "settle"];

/**
 * Asks a person whether to go on; without a terminal only `--yes` does.
 *
 * @param before what will happen, in sentences
 */
export async function agreed(before: string, { yes, json }: VerbOptions): Promise<boolean> {
  if (yes === true) return true;
  console.error(before);
  if (json === true || !process.stdin.isTTY || !process.stderr.isTTY) {
    console.error("Nothing was done. Run it again with --yes if that is what you want.");
    return false;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Go on? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

/**
 * Does it, says on the way what is being done, and prints how it ended.
 *
 * @param words what stands for a good end, and for one that was there already
 * @returns 0 when it is as asked and all is seen to work, 1 otherwise
 */
export async function carriedOut(
  connection: Connection,
  undertaking: Undertaking,
  words: { readonly kept: string; readonly unchanged: string },
  { json = false }: VerbOptions,
): Promise<0 | 1> {
  const progress = json ? progressAsJson(process.stderr) : progressFor(process.stderr, STEPS);
  const ended = await undertake(connection, undertaking, progress.report);
  progress.end();
  console.log(json ? JSON.stringify(ended) : textOf(ended, words));
  const good = ended.kind === "unchanged" || (ended.kind === "kept" && ended.proofs.every((proof) => proof.passed));
  return good ? 0 : 1;
}

function textOf(
  ended: Outcome | DeliveryProblem,
  words: { readonly kept: string; readonly unchanged: string },
): string {
  switch (ended.kind) {
    case "kept":
      return [words.kept, ...ended.notes.map(visible)].join("\n");
    case "unchanged":
      return words.unchanged;
    case "went-back":
      return `The machine went back to what it was. Step "${ended.failure.step}": ${failureText(ended.failure)}`;
    case "problem":
      return ended.end === "unknown"
        ? `It is not known whether it was done; "stillroom status STACKFILE" shows what runs. Step "${ended.failure.step}": ${failureText(ended.failure)}`
        : `Nothing was done. Step "${ended.failure.step}": ${failureText(ended.failure)}`;
  }
}
