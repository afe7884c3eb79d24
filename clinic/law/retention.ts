import type { Law, Payer } from "../clinic.ts";
import { isUnderGdpr, jurisdictionOf, jurisdictionsOf, nameOf, type Regime } from "./jurisdictions.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { order, PROFESSIONS, recordTerms, type RecordTerm } from "./records.ts";
import { ours, read, type Source } from "./source.ts";

/** No year is longer. */
const YEAR_OF_DAYS = 366;

/** What has to go after the term that it had to be kept for: days from its end. */
interface Erasure {
  readonly graceDays: number;
  readonly source: Source;
}

const GDPR: Erasure = {
  graceDays: 30,
  source: read("GDPR art. 5(1)(e) and 17(1)(a), UK GDPR likewise; the thirty days are this product's choice"),
};
const REASONABLE: Erasure = {
  graceDays: 90,
  source: ours(
    "the laws say when it is no longer needed, in reasonable time; the ninety days are this product's choice",
  ),
};

/** How long the practice's own record is kept and when it has to go, all jurisdictions and payers together. */
export interface RecordRetention {
  /** Each term that holds, of every jurisdiction for everyone who pays; none twice. */
  readonly terms: readonly RecordTerm[];
  /** The longest of them: keep at least. */
  readonly keep: RecordTerm;
  readonly keepDays: number;
  /** The shortest duty to erase; undefined where no law has one. */
  readonly erase: { readonly term: RecordTerm; readonly days: number; readonly source: Source } | undefined;
  /** The oldest birthday until which the record of a minor is kept; undefined where no such rule was found. */
  readonly minors: { readonly untilAge: number; readonly source: Source } | undefined;
  /** What no number can settle; a practice with one can't be deployed. */
  readonly conflicts: readonly Conflict[];
}

/** Two laws of which keeping one breaks the other. */
export interface Conflict {
  /** Why, with both sources: full sentences. */
  readonly what: string;
  readonly keep: Source;
  readonly erase: Source;
}

/**
 * Combines by these rules: keep at least the longest, erase at most the shortest. Where the two cross, and wherever a duty from outside meets
 * the right to erasure of the GDPR, there is a conflict, which nobody but a lawyer can settle. The order of the jurisdictions does not matter.
 */
export function recordRetention(law: PracticeLaw): RecordRetention {
  const payers: readonly Payer[] = law.payers ?? ["private"];
  const terms = jurisdictionsOf(law).flatMap((jurisdiction) => recordTerms(jurisdiction, law.profession, payers));
  const sorted = terms.toSorted(
    (a, b) => b.years - a.years || order(a.jurisdiction, b.jurisdiction) || order(a.payer ?? "", b.payer ?? ""),
  );
  const [keep] = sorted;
  if (keep === undefined) throw new Error("A practice is under one law at least.");
  const keepDays = keep.years * YEAR_OF_DAYS;
  const erase = eraseOf(sorted);
  return {
    terms,
    keep,
    keepDays,
    erase,
    minors: sorted
      .flatMap(({ minors }) => (minors === undefined ? [] : [minors]))
      .toSorted((a, b) => b.untilAge - a.untilAge)[0],
    conflicts: [...crossing(keep, keepDays, erase), ...foreignDuty(sorted)].slice(0, 1),
  };
}

/** The states of the United States have no such duty. */
function erasureOf({ jurisdiction }: RecordTerm): Erasure | undefined {
  if (isUnderGdpr(jurisdiction)) return GDPR;
  return jurisdiction.startsWith("US-") ? undefined : REASONABLE;
}

function eraseOf(terms: readonly RecordTerm[]): RecordRetention["erase"] {
  return terms
    .flatMap((term) => {
      const erasure = erasureOf(term);
      return erasure === undefined
        ? []
        : [{ term, days: term.years * YEAR_OF_DAYS + erasure.graceDays, source: erasure.source }];
    })
    .toSorted((a, b) => a.days - b.days || order(a.term.jurisdiction, b.term.jurisdiction))[0];
}

function crossing(keep: RecordTerm, keepDays: number, erase: RecordRetention["erase"]): readonly Conflict[] {
  if (erase === undefined || keepDays <= erase.days) return [];
  const { term, source } = erase;
  const grace = erase.days - term.years * YEAR_OF_DAYS;
  return [
    {
      what: `${placeOf(keep)} has a record kept for ${keep.years} years from ${keep.from} on (${keep.source.text}), and ${placeOf(term)} has it erased ${term.years} years and ${grace} days after ${term.from} (${term.source.text}; ${source.text}).`,
      keep: keep.source,
      erase: source,
    },
  ];
}

/** Both regulations honour duties of their own side alone: whoever else asks for keeping is no reason against erasure. */
const SIDE: Readonly<Partial<Record<Regime, "the Union" | "the United Kingdom">>> = {
  de: "the Union",
  eu: "the Union",
  uk: "the United Kingdom",
};

const OWN_DUTIES_ALONE = read("GDPR art. 17(3)(b), UK GDPR likewise: a duty under the law of their own side");

function foreignDuty(sorted: readonly RecordTerm[]): readonly Conflict[] {
  const sideOf = ({ jurisdiction }: RecordTerm) => SIDE[jurisdictionOf(jurisdiction)?.regime ?? "us"];
  const pairs = sorted
    .filter((term) => sideOf(term) !== undefined)
    .flatMap((here) =>
      sorted.filter((there) => sideOf(there) !== sideOf(here)).map((there) => ({ here, there, side: sideOf(here) })),
    );
  return pairs.slice(0, 1).map(({ here, there, side = "the Union" }) => ({
    what: `${placeOf(there)} has a record kept for ${there.years} years from ${there.from} on (${there.source.text}), and whoever is under ${placeOf(here)} may ask for erasure, against which a duty from outside ${side} does not count (${OWN_DUTIES_ALONE.text}).`,
    keep: there.source,
    erase: OWN_DUTIES_ALONE,
  }));
}

function placeOf({ jurisdiction, payer }: RecordTerm): string {
  return `the law of ${nameOf(jurisdiction)}${payer === "public" ? " for what public bodies pay" : ""}`;
}

/** Years for which the practice's own record is kept. A clinic holds no profession, but the number that one led to. */
export function recordYears(law: Law): number {
  return law.recordYears ?? recordRetention(law).keep.years;
}

/** Every number of years to which a profession could lead under this law, ascending. */
export function possibleRecordYears({ jurisdiction, also = [], payers = ["private"] }: Law): readonly number[] {
  const law = { jurisdiction, also, payers, hipaaCovered: false };
  const years = PROFESSIONS.map((profession) => recordRetention({ ...law, profession }).keep.years);
  return [...new Set([recordRetention(law).keep.years, ...years])].toSorted((a, b) => a - b);
}

/**
 * Days that the proof of who agreed to what is kept, counted from when it was given or taken back: as long as the practice's own record, of
 * which it is a part. Adults' terms, since a desk knows nobody's age; minors' run longer nearly everywhere, so that what is theirs belongs into
 * the practice's own files before that.
 */
export function consentDays(law: Law): number {
  return recordYears(law) * YEAR_OF_DAYS;
}
