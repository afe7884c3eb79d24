import { basename } from "node:path";
import { pathOf } from "../../clinic/fault.ts";
import { loadStackFile, type TextFile } from "../../clinic/load.ts";
import { valueAt } from "../../clinic/schema.ts";
import { SHARED_DEFAULTS } from "../../clinic/shared-defaults.ts";
import { readSource } from "../../clinic/source.ts";
import { judge } from "../../policies/judge.ts";
import { render } from "../../render/render.ts";
import type { Answers } from "./answers.ts";
import { QUESTIONS } from "./questions.ts";
import { stackFileText } from "./stack-file-text.ts";

/** What is wrong with an answer, or with several together. */
export interface AnswerFault {
  /** The stack file's key that is at fault. */
  readonly key: string;
  /** The rule that it breaks; undefined where no practice comes of it at all. */
  readonly rule: string | undefined;
  /** Full sentences: what is wrong, and what to do. */
  readonly what: string;
}

/** A stack file that could be written, and why it may not be. */
export interface Drafted {
  readonly text: string;
  /** Undefined where the file can't be read as a practice. */
  readonly domain: string | undefined;
  readonly faults: readonly AnswerFault[];
}

/**
 * The stack file that these answers make, judged by every rule before it is written.
 *
 * @param shared the defaults that lie where it is going to be
 * @param today `YYYY-MM-DD`
 */
export function drafted(stack: string, answers: Answers, shared: TextFile | undefined, today: string): Drafted {
  const file = `Pulumi.${stack}.yaml`;
  const text = stackFileText(answers, file);
  const loaded = loadStackFile(text, file, stack, shared);
  if (loaded.kind === "problems") {
    const faults = loaded.problems.map(({ key, message, file: where, line }) => ({
      key,
      rule: undefined,
      what: basename(where) === SHARED_DEFAULTS ? `${where}:${line ?? 1}: ${message}` : message,
    }));
    return { text, domain: undefined, faults };
  }
  const { findings } = judge(render(loaded.clinic), today);
  const faults = findings.map(({ where, rule, what, mend }) => ({ key: where, rule, what: `${what} ${mend}` }));
  return { text, domain: loaded.clinic.names.domain, faults };
}

/** What the shared defaults answer already. */
export function sharedAnswers(shared: TextFile | undefined): Answers {
  const read = shared === undefined ? undefined : readSource(shared.text);
  if (read?.kind !== "source") return {};
  return Object.fromEntries(
    QUESTIONS.flatMap(({ name, key }) => {
      const value = valueAt(pathOf(key), read.source.values);
      return value === undefined ? [] : [[name, typeof value === "string" ? value : JSON.stringify(value)]];
    }),
  );
}
