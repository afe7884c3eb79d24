import type { Branding } from "../clinic/clinic.ts";
import { DE } from "./words/de.ts";
import { EN } from "./words/en.ts";
import { ES } from "./words/es.ts";
import { FR } from "./words/fr.ts";

export type Language = Branding["language"];

/** In the order in which a kit offers them. */
export const LANGUAGES: readonly Language[] = ["en", "de", "fr", "es"];

export type InEachLanguage<Words> = Readonly<Record<Language, Words>>;

/** What the kit's first page says around its parts, in one language. */
export interface KitWords {
  readonly introduction: string;
  /** How to see that the files are as they were made. */
  readonly checking: string;
  /** Before the command of each system for it. */
  readonly checkingOn: Readonly<Record<"linux" | "macos" | "windows", string>>;
  readonly steps: string;
  readonly files: string;
  /** Above the list of papers. */
  readonly papers: string;
  /** Of a paper's form that is made for a printer. */
  readonly forPrinting: string;
}

export const KIT_WORDS: InEachLanguage<KitWords> = { en: EN, de: DE, fr: FR, es: ES };
