import type { InEachLanguage, Language } from "../words.ts";
import type { LawInWords } from "./law-in.ts";

/** A number to call when somebody can't wait, and what it is. */
export type HelpNumber = {
  readonly number: string;
  readonly about: string;
};

const EMERGENCY: InEachLanguage<string> = { en: "emergency", de: "Notruf", fr: "urgences", es: "emergencias" };
const TO_TALK: InEachLanguage<string> = {
  en: "to talk to someone:",
  de: "zum Reden:",
  fr: "pour parler à quelqu’un :",
  es: "para hablar con alguien:",
};

/**
 * Emergency numbers and lines that listen, of each place of the practice. A number that nobody has seen written down (`unread`) is left out: whoever
 * calls a wrong one loses the minutes that count.
 */
export function helpNumbers({ emergencies, places }: LawInWords, language: Language): readonly HelpNumber[] {
  return emergencies.flatMap(({ jurisdiction, emergency, crisisLines }) => {
    const place = places.find(({ code }) => code === jurisdiction)?.name ?? jurisdiction;
    return [
      { ...emergency, where: place, what: EMERGENCY[language] },
      ...crisisLines.map((line) => ({
        ...line,
        where: line.where ?? place,
        what: `${TO_TALK[language]} ${line.name}`,
      })),
    ]
      .filter(({ source }) => source.sureness !== "unread")
      .map(({ number, where, what }) => ({ number, about: `${what} (${where})` }));
  });
}
