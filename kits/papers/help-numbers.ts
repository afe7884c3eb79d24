import type { LawInWords } from "./law-in.ts";

/** A number to call when somebody can't wait, and whose it is. */
export type HelpNumber = {
  readonly number: string;
  readonly about: string;
};

/**
 * Emergency numbers and lines that listen, of each place of the practice. A number that nobody has seen written down (`unread`) is left out: whoever
 * calls a wrong one loses the minutes that count.
 */
export function helpNumbers({ emergencies, places }: LawInWords): readonly HelpNumber[] {
  return emergencies.flatMap(({ jurisdiction, emergency, crisisLines }) => {
    const place = places.find(({ code }) => code === jurisdiction)?.name ?? jurisdiction;
    return [{ ...emergency, name: undefined }, ...crisisLines]
      .filter(({ source }) => source.sureness !== "unread")
      .map(({ number, name }) => ({ number, about: name === undefined ? place : `${name} (${place})` }));
  });
}
