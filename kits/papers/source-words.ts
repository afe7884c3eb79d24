import { isDoubtful, type Source } from "../../clinic/law/source.ts";
import type { Language } from "../words.ts";

/** Where a figure comes from, for people to read. */
export type SourceWords = {
  readonly source: string;
  /** The day on which somebody looked it up last. */
  readonly checked: string;
  /** Whether the paper has to say "ask your lawyer". */
  readonly doubtful: boolean;
};

/** A source whose text is of that language already, as `lawIn` gives it. */
export function sourceWords(source: Source, language: Language): SourceWords {
  return { source: source.text, checked: dayIn(source.checked, language), doubtful: isDoubtful(source) };
}

/** A day `YYYY-MM-DD` as people of that language write it; Intl leaves French its ordinal for the first of a month out. */
export function dayIn(day: string, language: Language): string {
  const written = new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, {
    dateStyle: "long",
    timeZone: "UTC",
  }).format(new Date(`${day}T00:00:00Z`));
  return language === "fr" ? written.replace(/^1 /, "1er ") : written;
}
