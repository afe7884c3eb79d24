import { nameOf } from "./jurisdictions.ts";
import { lawOf, type WholeLaw } from "./law.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { PROFESSIONS, recordTerms, RECORD_TERMS } from "./records.ts";
import { isDoubtful, type Source } from "./source.ts";

/** A figure of a jurisdiction, and what it is about. */
export interface Sourced {
  readonly jurisdiction: string;
  /** What the figure is about, as a phrase. */
  readonly about: string;
  readonly source: Source;
}

/** Every figure that one jurisdiction gave, with its source; the product's own choices are of no jurisdiction. */
export function figuresOf({ records, breaches, agreements, consent }: WholeLaw): readonly Sourced[] {
  return [
    ...records.terms.flatMap(({ jurisdiction, source, minors }) => [
      { jurisdiction, about: "how long records are kept", source },
      ...(minors === undefined ? [] : [{ jurisdiction, about: "how long those of minors are", source: minors.source }]),
    ]),
    ...breaches.map(({ jurisdiction, source }) => ({ jurisdiction, about: "whom a breach has to be told", source })),
    ...agreements.map(({ jurisdiction, source }) => ({ jurisdiction, about: "which agreements are needed", source })),
    ...consent.map(({ jurisdiction, source }) => ({ jurisdiction, about: "what people have to agree to", source })),
  ];
}

/**
 * What a practice should be told of its law's tables, each a full sentence: what nobody verified is to be asked of a lawyer, and so is what the
 * tables leave open; figures that nobody has looked at for a year are old.
 *
 * @param today `YYYY-MM-DD`, from the caller: this has no clock
 */
export function lawNotes(law: PracticeLaw, today: string): readonly string[] {
  const whole = lawOf(law);
  return whole.places.flatMap(({ code }) => [
    ...professionNotes(code, law),
    ...payerNotes(code, law),
    ...doubtNotes(code, whole),
    ...questionNotes(code, whole),
    ...ageNotes(code, whole, today),
  ]);
}

/** Where professions differ, the longest term holds until one is named. */
function professionNotes(code: string, { profession, payers = ["private"] }: PracticeLaw): readonly string[] {
  if (profession !== undefined) return [];
  const years = PROFESSIONS.map((known) => Math.max(...recordTerms(code, known, payers).map((term) => term.years)));
  const [least, most] = [Math.min(...years), Math.max(...years)];
  if (least >= most) return [];
  return [
    `Name your profession in stillroom:law.profession: in ${nameOf(code)} records are kept for ${least} to ${most} years, and as long as it is not named, for the longest.`,
  ];
}

/** What was looked up of whoever pays publicly in Germany (`STATUTORY_IN_GERMANY` in places.ts, `STATUTORY` in consent.ts), and what was not. */
const PUBLIC_IN_GERMANY =
  "For what statutory insurers in Germany pay, three things were looked up, in summaries alone, so ask your lawyer: the host shows a C5 attestation, video runs on a certified service, which this is not, and people consent to it. Nobody has looked up whether they want records kept for longer, nor what other public bodies ask for: ask them.";

/** Public bodies that pay may ask for more than the profession does: where no row says so, nobody looked. */
function payerNotes(code: string, { payers = [] }: PracticeLaw): readonly string[] {
  if (!payers.includes("public")) return [];
  if (RECORD_TERMS.some(({ jurisdiction, payer }) => jurisdiction === code && payer === "public")) return [];
  if (code === "DE") return [PUBLIC_IN_GERMANY];
  return [
    `Nobody has looked up what public bodies that pay in ${nameOf(code)} ask for: ask them how long they want records kept, and whether sessions by video have to run on a service that they approved.`,
  ];
}

function doubtNotes(code: string, whole: WholeLaw): readonly string[] {
  const topics = figuresOf(whole)
    .filter(({ jurisdiction, source }) => jurisdiction === code && isDoubtful(source))
    .map(({ about }) => about);
  if (topics.length === 0) return [];
  const listed = new Intl.ListFormat("en", { type: "conjunction" }).format(new Set(topics));
  return [
    `Not verified for ${nameOf(code)}, so ask your lawyer: ${listed}. The sources that we have are in docs/law.md.`,
  ];
}

function questionNotes(code: string, { records }: WholeLaw): readonly string[] {
  return records.terms.flatMap(({ jurisdiction, ask }) =>
    jurisdiction === code && ask !== undefined ? [`Ask your lawyer or your professional body ${ask}.`] : [],
  );
}

function ageNotes(code: string, whole: WholeLaw, today: string): readonly string[] {
  const [oldest] = figuresOf(whole)
    .filter(({ jurisdiction }) => jurisdiction === code)
    .map(({ source }) => source.checked)
    .toSorted();
  if (oldest === undefined || today <= aYearAfter(oldest)) return [];
  return [
    `The law of ${nameOf(code)} was looked up on ${oldest}, more than a year ago: update Stillroom, or ask your lawyer what has changed.`,
  ];
}

function aYearAfter(day: string): string {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`;
}
