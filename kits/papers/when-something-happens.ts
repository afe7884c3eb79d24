import type { BreachDuty } from "../../clinic/law/breaches.ts";
import { lawOf } from "../../clinic/law/law.ts";
import type { Language } from "../words.ts";
import { contactOf } from "./contact.ts";
import { deadlineWords } from "./deadline-words.ts";
import { lawIn, type LawInWords } from "./law-in.ts";
import { limitSpan } from "./limit-span.ts";
import type { Paper } from "./paper.ts";
import { secretWords } from "./secret-words.ts";
import { setUpOf } from "./set-up.ts";
import { sourceWords, type SourceWords } from "./source-words.ts";

/** What is done from the first hour to the thirtieth day after somebody may have seen, changed or taken data, and who has to be told. */
export const WHEN_SOMETHING_HAPPENS: Paper = {
  name: "when-something-happens",
  titles: {
    en: "When something happens",
    de: "Wenn etwas geschieht",
    fr: "Quand quelque chose arrive",
    es: "Cuando ocurre algo",
  },
  purposes: {
    en: "Who does what from hour 0 to day 30, and who has to be told by when.",
    de: "Wer was tut, von Stunde 0 bis Tag 30, und wer bis wann etwas erfahren muss.",
    fr: "Qui fait quoi, de l’heure 0 au jour 30, et qui il faut prévenir, et pour quand.",
    es: "Quién hace qué, de la hora 0 al día 30, y a quién hay que avisar y hasta cuándo.",
  },
  data: ({ clinic, law, release }, language) => {
    const whole = lawIn(language, lawOf(law));
    return {
      phone: contactOf(clinic).phone,
      ...setUpOf(clinic),
      secrets: release.secrets.map(({ name }) => secretWords(name, language)),
      duties: whole.breaches.map((duty) => dutyWords(duty, whole, language)),
      incidentsKept: limitSpan(whole, "incidents", "leastDays", language),
      evidenceKept: limitSpan(whole, "evidence", "leastDays", language),
    };
  },
};

/** Whom to tell, by when, and why. */
export type DutyWords = SourceWords & {
  readonly tell: string;
  /** With the moment from which it counts, where that is not when the practice first knew. */
  readonly within: string;
  /** The law names no number: the span is our plan's. */
  readonly withoutDelay: boolean;
  readonly when: string;
  readonly place: string;
};

function dutyWords(duty: BreachDuty, { places }: LawInWords, language: Language): DutyWords {
  return {
    tell: duty.tell,
    within: deadlineOf(duty, language),
    withoutDelay: duty.within.kind === "without-delay",
    when: duty.when,
    place: places.find(({ code }) => code === duty.jurisdiction)?.name ?? duty.jurisdiction,
    ...sourceWords(duty.source, language),
  };
}

/** "30 days"; "5 working days from the day on which …". */
function deadlineOf({ within, countsFrom }: Pick<BreachDuty, "within" | "countsFrom">, language: Language): string {
  const span = deadlineWords(within, language);
  return countsFrom === undefined ? span : `${span} ${countsFrom.from}`;
}
