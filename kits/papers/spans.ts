import type { Language } from "../words.ts";

/** As long as the tables of `clinic/law/` let a year be. */
const YEAR_OF_DAYS = 366;

type Unit = "minute" | "hour" | "day" | "year";

/** A span as people of that language write it: `30 Tage`. In German it is the nominative or the accusative, never the dative. */
export function span(count: number, unit: Unit, language: Language): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(count);
}

/** As years where the days are whole years by the tables' own reckoning. */
export function days(count: number, language: Language): string {
  return count > 0 && count % YEAR_OF_DAYS === 0
    ? span(count / YEAR_OF_DAYS, "year", language)
    : span(count, "day", language);
}

export function years(count: number, language: Language): string {
  return span(count, "year", language);
}

export function hours(count: number, language: Language): string {
  return span(count, "hour", language);
}

export function minutes(count: number, language: Language): string {
  return span(count, "minute", language);
}
