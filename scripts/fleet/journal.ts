import { appendFileSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Action } from "./outcome.ts";

/** What was done for good, so that a run that was interrupted is taken up where it ended. */
export interface Journal {
  /** Whether this very state of a practice was brought about already. */
  readonly isDone: (stack: string, fingerprint: string) => boolean;
  readonly done: (stack: string, fingerprint: string) => void;
}

/** Beside the stack files; no secret is in it. */
export const JOURNAL_FOLDER = ".stillroom";

/**
 * @param folder of the stack files
 * @param resume false to begin anew: nothing counts as done
 */
export function journalOf(folder: string, action: Action, resume: boolean): Journal {
  const file = join(folder, JOURNAL_FOLDER, `fleet-${action}.jsonl`);
  const known = new Map(resume ? entriesOf(file) : []);
  mkdirSync(dirname(file), { recursive: true });
  if (!resume) closeSync(openSync(file, "w"));
  return {
    isDone: (stack, fingerprint) => known.get(stack) === fingerprint,
    done: (stack, fingerprint) => {
      const descriptor = openSync(file, "a");
      appendFileSync(descriptor, `${JSON.stringify({ stack, fingerprint })}\n`);
      fsyncSync(descriptor);
      closeSync(descriptor);
    },
  };
}

function entriesOf(file: string): readonly (readonly [string, string])[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  // A line that a crash cut off says nothing.
  return text.split("\n").flatMap((line): readonly (readonly [string, string])[] => {
    const [, stack, fingerprint] = /^\{"stack":"([^"]+)","fingerprint":"([0-9a-f]{64})"\}$/.exec(line) ?? [];
    return stack === undefined || fingerprint === undefined ? [] : [[stack, fingerprint]];
  });
}
