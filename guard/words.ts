import type { CallState } from "./call.ts";
import type { Refusal } from "./refusal.ts";
import { de } from "./words/de.ts";
import { en } from "./words/en.ts";
import { es } from "./words/es.ts";
import { fr } from "./words/fr.ts";

/** All that the guard says, in one language. Neutral: nothing tells what the practice does. */
export interface Words {
  /** BCP 47. */
  readonly language: string;
  /** What the lock is, for those who hear the page. */
  readonly lock: string;
  readonly states: Readonly<Record<CallState["kind"], string>>;
  /** Instead of `on`, as long as nothing of this person leaves. */
  readonly onMuted: string;
  readonly details: string;
  readonly encryptedTitle: string;
  readonly encrypted: string;
  readonly clearTitle: string;
  readonly clear: string;
  readonly compareTitle: string;
  readonly compareHow: string;
  /** Where there is nobody to compare with. */
  readonly compareNobody: string;
  readonly compareWith: (name: string) => string;
  readonly comparedSame: (name: string) => string;
  readonly comparedDifferent: (name: string) => string;
  /** For a person without a name. */
  readonly somebody: string;
  /** What is shown in place of the page. */
  readonly refusals: Readonly<Record<Refusal, { readonly title: string; readonly text: string }>>;
  readonly browsersTitle: string;
  readonly browsers: readonly string[];
  readonly address: string;
  readonly copy: string;
  readonly copied: string;
  readonly again: string;
  /** Where nothing of the call has begun. */
  readonly untouched: string;
}

const LANGUAGES: readonly Words[] = [en, de, fr, es];

/** The first of the browser's languages that the guard speaks, else English. */
export function wordsFor(preferred: readonly string[]): Words {
  const primary = preferred.map((tag) => tag.toLowerCase().split("-", 1)[0]);
  const language = primary.find((tag) => LANGUAGES.some((words) => words.language === tag));
  return LANGUAGES.find((words) => words.language === language) ?? en;
}
