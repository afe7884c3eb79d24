import type { Branding } from "../clinic/clinic.ts";
import type { PartName, StackKey } from "./part.ts";
import { DE } from "./words/de.ts";
import { EN } from "./words/en.ts";
import { ES } from "./words/es.ts";
import { FR } from "./words/fr.ts";

/** What the kit's first page says, in one language. */
export interface KitWords {
  readonly introduction: string;
  /** How to see that the files are as they were made. */
  readonly checking: string;
  readonly steps: string;
  readonly files: string;
  /** Of a part that could not be made. */
  readonly missing: (key: StackKey) => string;
  readonly parts: Readonly<Record<PartName, PartWords>>;
}

export interface PartWords {
  readonly title: string;
  readonly purpose: string;
  /** What to do, one after the other. */
  readonly steps: readonly TextAndCommand[];
  /** What each file is, by its path below the part's folder. */
  readonly files: Readonly<Record<string, string>>;
}

export type TextAndCommand = {
  readonly text: string;
  /** What is typed for it; undefined where nothing is. */
  readonly command: string | undefined;
};

const WORDS: Readonly<Record<Branding["language"], KitWords>> = { en: EN, de: DE, fr: FR, es: ES };

export function wordsIn(language: Branding["language"]): KitWords {
  return WORDS[language];
}
