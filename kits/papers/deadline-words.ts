import type { Deadline } from "../../clinic/law/breaches.ts";
import type { InEachLanguage, Language } from "../words.ts";
import { days, hours } from "./spans.ts";

const HOURS_OF_DAY = 24;
/** As laws write them: three days as 72 hours, more as days. */
const MOST_HOURS = 72;

const AT_LATEST: InEachLanguage<(span: string) => string> = {
  en: (span) => `without delay, ${span} at the latest`,
  de: (span) => `unverzüglich, längstens ${span}`,
  fr: (span) => `sans délai, ${span} au plus tard`,
  es: (span) => `sin demora, ${span} como máximo`,
};
const WORKING_DAYS: InEachLanguage<string> = {
  en: "working days",
  de: "Arbeitstage",
  fr: "jours ouvrés",
  es: "días hábiles",
};

/** A deadline without the moment from which it counts: "72 hours", "5 working days"; for "without delay" the span of our plan. */
export function deadlineWords(deadline: Deadline, language: Language): string {
  switch (deadline.kind) {
    case "hours":
      return hoursOrDays(deadline.hours, language);
    case "at-latest":
      return AT_LATEST[language](hoursOrDays(deadline.hours, language));
    case "working-days":
      return `${deadline.days} ${WORKING_DAYS[language]}`;
    case "without-delay":
      return hoursOrDays(deadline.planHours, language);
  }
}

function hoursOrDays(count: number, language: Language): string {
  return count > MOST_HOURS && count % HOURS_OF_DAY === 0
    ? days(count / HOURS_OF_DAY, language)
    : hours(count, language);
}
