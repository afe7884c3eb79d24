import { fileURLToPath } from "node:url";
import { paperIn } from "../../kits/papers/paper-files.ts";
import type { Paper } from "../../kits/papers/paper.ts";
import { guestsPapers, staffPapers } from "../../kits/papers/papers.ts";
import type { KitPart, KitPractice } from "../../kits/part.ts";
import { kitPractice } from "../../kits/practice.ts";
import { LANGUAGES, type InEachLanguage, type Language } from "../../kits/words.ts";
import { readStackFile } from "../practice/stack-file.ts";
import { readingEaseOf, type ReadingEase } from "./reading-ease.ts";

export type Readers = "guests" | "staff";

/**
 * How easy papers have to be at least. For whoever is invited: what Flesch calls plain English begins at 60 ("How to Write Plain
 * English", 1979, chapter 2), and 65 is where its eighth school year begins; INFLESZ calls 65 and more "quite easy". For whoever
 * works here: "normal" of INFLESZ begins at 55, and Flesch's "fairly difficult", read by those who finished school, at 50.
 */
export const LEAST_EASE: Readonly<Record<Readers, InEachLanguage<number>>> = {
  guests: { en: 65, de: 60, fr: 65, es: 65 },
  staff: { en: 50, de: 50, fr: 50, es: 55 },
};

export interface MeasuredPaper {
  readonly readers: Readers;
  readonly paper: Paper;
  readonly language: Language;
  readonly body: string;
  readonly least: number;
  /** Undefined where the paper has no sentence. */
  readonly ease: ReadingEase | undefined;
}

/** Every paper of a practice in every language, measured. */
export function measuredPapers(practice: KitPractice): readonly MeasuredPaper[] {
  return PARTS.flatMap(({ readers, part }) => {
    const content = part.declare(practice);
    const papers = content.kind === "papers" ? content.papers : [];
    return papers.flatMap((paper) =>
      LANGUAGES.map((language) => {
        const { body } = paperIn(paper, practice, language);
        const ease = readingEaseOf(body, language);
        return { readers, paper, language, body, least: LEAST_EASE[readers][language], ease };
      }),
    );
  });
}

const PARTS: readonly { readonly readers: Readers; readonly part: KitPart }[] = [
  { readers: "guests", part: guestsPapers },
  { readers: "staff", part: staffPapers },
];

/** The reference stack: what the figures in docs/papers.md are of. */
export const REFERENCE_STACK = fileURLToPath(new URL("../../Pulumi.prod.yaml", import.meta.url));

/**
 * The practice that a stack file asks for, judged on a day that stays the same, so that the figures do.
 *
 * @throws Error where the file can't be used, with what is wrong
 */
export function practiceIn(file: string): KitPractice {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") throw new Error(stack.text);
  return kitPractice(stack.clinic, stack.law, "2026-11-23");
}
