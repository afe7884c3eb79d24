import { createInterface } from "node:readline/promises";
import type { Connection } from "../../components/provider/connection.ts";
import type { Report } from "../../components/provider/agent-session.ts";
import { undertake, type Undertaking } from "../../components/provider/undertaking.ts";
import { visible } from "../../policies/visible-text.ts";
import { failureText, type Ending, type Failed, type VerbRequest } from "./machine-verb.ts";

/** How a verb is called that says first what will happen, and asks. */
export interface AskingRequest extends VerbRequest {
  /** Do it without asking. */
  readonly yes: boolean;
}

/** What `rotate-secret`, `isolate` and `end-isolation` go through, as far as a person waits for it. */
export const UNDERTAKING_STEPS: readonly string[] = [
  "agent",
  "evidence",
  "wait",
  "switch",
  "firewall",
  "restart",
  "prove",
  "settle",
];

/**
 * Asks a person whether to go on; without a terminal only `--yes` does.
 *
 * @param before what will happen, in sentences
 * @returns undefined for a yes
 */
export async function notAgreed(before: string, { yes, json }: AskingRequest): Promise<Failed | undefined> {
  if (yes) return undefined;
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) {
    return nothingDone(`${before}\nNothing was done. Run it again with --yes if that is what you want.`);
  }
  console.error(before);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Go on? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim()) ? undefined : nothingDone("Nothing was done.");
}

function nothingDone(what: string): Failed {
  return { kind: "failed", exit: 2, text: what, json: { kind: "not-agreed", what } };
}

/**
 * Does it, says on the way what is being done, and how it ended.
 *
 * @param words what stands for a good end, and for one that was there already
 * @returns exit code 0 when it is as asked and all is seen to work, 1 otherwise
 */
export async function carriedOut(
  connection: Connection,
  undertaking: Undertaking,
  words: { readonly kept: string; readonly unchanged: string },
  report: Report,
): Promise<Ending | Failed> {
  const ended = await undertake(connection, undertaking, report);
  switch (ended.kind) {
    case "kept": {
      const works = ended.proofs.every((proof) => proof.passed);
      return { exit: works ? 0 : 1, text: [words.kept, ...ended.notes.map(visible)].join("\n"), json: ended };
    }
    case "unchanged":
      return { exit: 0, text: words.unchanged, json: ended };
    case "went-back":
      return failed("The machine went back to what it was.", ended);
    case "problem": {
      const unknown = 'It is not known whether it was done; "stillroom status STACKFILE" shows what runs.';
      return failed(ended.end === "unknown" ? unknown : "Nothing was done.", ended);
    }
  }
}

function failed(what: string, ended: { readonly failure: Parameters<typeof failureText>[0] }): Failed {
  const text = `${what} Step "${ended.failure.step}": ${failureText(ended.failure)}`;
  return { kind: "failed", exit: 1, text, json: ended };
}
