import type { Payer } from "../clinic.ts";
import { JURISDICTIONS } from "./jurisdictions.ts";
import { AGAIN, read, reported, unread, type Source } from "./source.ts";

/** Who keeps the record: boards and colleges make rules of their own. */
export type Profession = "psychologist" | "psychotherapist" | "counsellor" | "social-worker" | "physician" | "coach";

export const PROFESSIONS: readonly Profession[] = [
  "psychologist",
  "psychotherapist",
  "counsellor",
  "social-worker",
  "physician",
  "coach",
];

export const PAYERS: readonly Payer[] = ["private", "public"];

/** How long whoever of these professions, paid like this, keeps their record there. */
export interface RecordTerm {
  readonly jurisdiction: string;
  readonly professions: readonly Profession[];
  /** Undefined where the rule is of the profession or of every treatment, whoever pays. */
  readonly payer?: Payer;
  /** Whole years, from `from` on. */
  readonly years: number;
  /** From when the years count. */
  readonly from: string;
  /** What began before majority is kept until this birthday at least; undefined where no such rule was found. */
  readonly minors?: { readonly untilAge: number; readonly source: Source };
  readonly source: Source;
  /** What else a lawyer or the professional body has to be asked. */
  readonly ask?: string;
}

/** Professions that treat. Whoever coaches has no treatment contract. */
const TREATING: readonly Profession[] = ["psychologist", "psychotherapist", "counsellor", "social-worker", "physician"];

const SERVICE = "the last service";

const STATES = Object.keys(JURISDICTIONS).filter((code) => code.startsWith("US-"));

/** The practice's own record. What is not in here nobody looked up. Ages of majority are in the numbers: 18, and 19 in British Columbia. */
export const RECORD_TERMS: readonly RecordTerm[] = [
  {
    jurisdiction: "DE",
    professions: TREATING,
    years: 10,
    from: "the end of the treatment",
    source: read("§ 630f(3) BGB", AGAIN),
  },
  {
    jurisdiction: "DE",
    professions: ["coach"],
    years: 10,
    from: "the end of the work",
    source: reported("code of the BDP on raw material; without a treatment contract § 630f BGB does not hold", AGAIN),
  },
  {
    jurisdiction: "UK",
    professions: PROFESSIONS,
    payer: "private",
    years: 8,
    from: "the end of the work",
    minors: { untilAge: 26, source: reported("custom: 25th birthday, 26th for whoever was 17 at the end") },
    source: reported("no statute; custom of 7 to 8 years, which UK GDPR art. 5(1)(e) wants justified"),
    ask: "whether your insurer's terms ask for more",
  },
  {
    jurisdiction: "UK",
    professions: TREATING,
    payer: "public",
    years: 20,
    from: "the last contact",
    minors: { untilAge: 26, source: read("NHS Records Management Code of Practice 2021, updated 2023") },
    source: read("NHS Records Management Code of Practice 2021, updated 2023 (England)"),
    ask: "whether your commissioner reads the 20 years as ending with 8 for some, and which rule holds in Scotland and Wales",
  },
  ...["AU-NSW", "AU-VIC", "AU-ACT"].map((jurisdiction): RecordTerm => {
    const source =
      {
        "AU-NSW": reported("Health Records and Information Privacy Act 2002 (NSW) s 25", AGAIN),
        "AU-VIC": reported("Health Records Act 2001 (Vic) sch 1, HPP 4.2", AGAIN),
      }[jurisdiction] ?? unread("Health Records (Privacy and Access) Act 1997 (ACT) sch 1, principle 4");
    const minors = { untilAge: 25, source };
    return { jurisdiction, professions: TREATING, payer: "private", years: 7, from: SERVICE, minors, source };
  }),
  ...["AU-NT", "AU-QLD", "AU-SA", "AU-TAS", "AU-WA"].map((jurisdiction): RecordTerm => ({
    jurisdiction,
    professions: ["psychologist"],
    payer: "private",
    years: 7,
    from: "the last contact",
    minors: {
      untilAge: 25,
      source: reported("Psychology Board of Australia, Code of conduct 8.5, as one practice tells it", AGAIN),
    },
    source: reported("no statute; Psychology Board of Australia, Code of conduct 8.5, as one practice tells it", AGAIN),
    ask: "whether the Psychology Board's own code, in force since 1 December 2025, names a number",
  })),
  {
    jurisdiction: "CA-ON",
    professions: ["psychologist"],
    years: 10,
    from: "the last relevant contact",
    minors: { untilAge: 28, source: reported("College of Psychologists of Ontario, Standards 2017, 9.4") },
    source: reported("College of Psychologists of Ontario, Standards of Professional Conduct 2017, 9.4", AGAIN),
    ask: "whether the Standards of 2024, which took their place on 1 July 2024, name the same number",
  },
  {
    jurisdiction: "CA-AB",
    professions: ["psychologist"],
    years: 10,
    from: SERVICE,
    minors: { untilAge: 20, source: unread("two years past majority or ten years; one practice goes by six years") },
    source: reported("College of Alberta Psychologists, Standards of Practice", AGAIN),
    ask: "how long records of minors are kept",
  },
  {
    jurisdiction: "CA-BC",
    professions: ["psychologist"],
    years: 7,
    from: SERVICE,
    minors: { untilAge: 26, source: reported("College of Psychologists of BC, Code of Conduct 13: 7 years past 19") },
    source: reported("College of Psychologists of British Columbia, Code of Conduct 13.1-13.2", AGAIN),
    ask: "what the College of Health and Care Professionals asks for since the Health Professions and Occupations Act of 1 April 2026",
  },
  {
    jurisdiction: "CA-BC",
    professions: ["physician"],
    years: 16,
    from: "the last entry",
    source: read("College of Physicians and Surgeons of British Columbia, 2013"),
    ask: "whether the number still holds since the Health Professions and Occupations Act of 1 April 2026",
  },
  {
    jurisdiction: "CA-QC",
    professions: ["psychologist"],
    years: 5,
    from: "the last professional service",
    source: reported("C-26, r. 221, s. 8, in force on 1 July 2024", AGAIN),
    ask: "whether records of minors are kept longer",
  },
  ...STATES.map((jurisdiction): RecordTerm => ({
    jurisdiction,
    professions: TREATING,
    payer: "public",
    years: 10,
    from: "the end of the contract period",
    source: unread(
      "42 CFR 422.504(d), contracts under Medicare Advantage; Medicare itself names no number for a practice",
    ),
  })),
  {
    jurisdiction: "US-CA",
    professions: ["psychologist"],
    years: 7,
    from: "the discharge",
    minors: { untilAge: 25, source: read("Business and Professions Code § 2919", AGAIN) },
    source: read("Business and Professions Code § 2919", AGAIN),
  },
  {
    jurisdiction: "US-CA",
    professions: ["counsellor", "social-worker"],
    years: 7,
    from: "the end of the therapy",
    minors: { untilAge: 25, source: reported("Stats. 2014, ch. 312 (SB 578)", AGAIN) },
    source: reported(
      "Business and Professions Code §§ 4980.49, 4993, 4999.75, by Stats. 2014, ch. 312 (SB 578)",
      AGAIN,
    ),
  },
  {
    jurisdiction: "US-NY",
    professions: ["psychologist"],
    years: 6,
    from: SERVICE,
    minors: { untilAge: 22, source: read("8 NYCRR 29.2(a)(3): one year after 21") },
    source: read("8 NYCRR 29.2(a)(3)"),
  },
  {
    jurisdiction: "US-TX",
    professions: ["psychologist"],
    years: 7,
    from: "the end of the services",
    minors: { untilAge: 21, source: reported("22 TAC 465.22: three years past majority", AGAIN) },
    source: reported("22 TAC 465.22, whose opening alone was read", AGAIN),
  },
  {
    jurisdiction: "US-TX",
    professions: ["counsellor", "social-worker"],
    years: 7,
    from: "the end of the services",
    minors: { untilAge: 23, source: read("22 TAC 681.36(b) and 781.309(4): five years past 18", AGAIN) },
    source: read("22 TAC 681.36(b) and 781.309(4)", AGAIN),
    ask: "what 22 TAC 801.48 says of marriage and family therapists",
  },
  {
    jurisdiction: "US-FL",
    professions: ["psychologist"],
    years: 7,
    from: "the last contact",
    source: read("64B19-19.003 F.A.C.: three years whole, four more whole or as a summary"),
  },
  {
    jurisdiction: "US-MA",
    professions: ["psychologist"],
    years: 7,
    from: "the last encounter",
    minors: { untilAge: 23, source: unread("sources disagree: 23rd birthday, or one year past majority", AGAIN) },
    source: reported("251 CMR 1.00", AGAIN),
  },
  {
    jurisdiction: "US-MA",
    professions: ["counsellor"],
    years: 7,
    from: "the last professional contact",
    minors: { untilAge: 19, source: read("262 CMR 8.02(1)(b): one year past majority", AGAIN) },
    source: read("262 CMR 8.02(1)(b)", AGAIN),
  },
  {
    jurisdiction: "US-WA",
    professions: ["psychologist"],
    years: 8,
    from: "the last professional contact",
    minors: { untilAge: 22, source: read("WAC 246-924-354") },
    source: read("WAC 246-924-354"),
  },
  {
    jurisdiction: "US-IL",
    professions: ["psychologist"],
    years: 7,
    from: SERVICE,
    minors: { untilAge: 21, source: unread("APA Record Keeping Guidelines 2007, no. 7: three years past majority") },
    source: unread("no statute was found; APA Record Keeping Guidelines 2007, no. 7, archived in 2019", AGAIN),
  },
  {
    jurisdiction: "US-PA",
    professions: ["psychologist"],
    years: 5,
    from: SERVICE,
    source: read("49 Pa. Code § 41.57(d)"),
  },
  {
    jurisdiction: "AT",
    professions: ["psychologist"],
    years: 10,
    from: SERVICE,
    source: read("Psychologengesetz 2013 § 35(3), which does not say from when on", AGAIN),
  },
  {
    jurisdiction: "AT",
    professions: ["psychotherapist"],
    years: 10,
    from: SERVICE,
    source: unread("Psychotherapiegesetz 2024, whose text on records was not read", AGAIN),
  },
  {
    jurisdiction: "BE",
    professions: TREATING,
    years: 30,
    from: "the last contact",
    source: read("Act of 22 April 2019 on quality in practice, art. 35: 30 years at least, 50 at most", AGAIN),
  },
  {
    jurisdiction: "ES",
    professions: TREATING,
    years: 5,
    from: "the end of each episode",
    source: read("Ley 41/2002, art. 17(1) and 17(5)", AGAIN),
    ask: "what your region adds: Catalonia and Galicia, for two, ask for far longer, Galicia for consents without an end",
  },
  {
    jurisdiction: "IT",
    professions: ["psychologist"],
    years: 5,
    from: "the end of the professional relation",
    source: read("Codice deontologico degli psicologi italiani, art. 17", AGAIN),
    ask: "whether another rule asks for more, which that article leaves open",
  },
  {
    jurisdiction: "NL",
    professions: TREATING,
    years: 20,
    from: "the last change in the file",
    source: reported("art. 7:454(3) BW, since 1 January 2020", AGAIN),
  },
  {
    jurisdiction: "SE",
    professions: TREATING,
    years: 10,
    from: "the last entry",
    source: read("Patientdatalag (2008:355) ch. 3 § 17", AGAIN),
  },
];

/** Stands before a source that is another profession's. */
export const STANDS_IN_FOR_PROFESSION =
  "nobody has looked up the term of this profession, and the longest of the place stands in:";

/** Stands before a source that is another payer's. */
export const STANDS_IN_FOR_PAYER =
  "nobody has looked up the term for what public bodies pay, and that of private payers stands in:";

/**
 * The terms that hold there for this profession, paid like this: the profession's own, and the payer's beside it. Where several professions'
 * could, since none is said or it has no row of its own, the longest: what is kept can still be erased, and what is erased can't come back.
 */
export function recordTerms(
  jurisdiction: string,
  profession: Profession | undefined,
  payers: readonly Payer[],
): readonly RecordTerm[] {
  const here = RECORD_TERMS.filter((row) => row.jurisdiction === jurisdiction);
  const terms = [undefined, ...new Set(payers)].flatMap(
    (payer) =>
      termOf(
        here.filter((row) => row.payer === payer),
        profession,
      ) ?? [],
  );
  if (terms.length > 0) return terms;
  const term = termOf(here, profession);
  if (term === undefined) return [standIn(jurisdiction)];
  return [{ ...term, payer: "public", source: standingIn(STANDS_IN_FOR_PAYER, term.source) }];
}

/** The profession's own term of these rows, or the longest. */
function termOf(rows: readonly RecordTerm[], profession: Profession | undefined): RecordTerm | undefined {
  const own = rows.filter(({ professions }) => profession !== undefined && professions.includes(profession));
  const longest = longestOf(own.length > 0 ? own : rows);
  if (longest === undefined || profession === undefined || own.length > 0) return longest;
  return {
    ...longest,
    professions: [profession],
    source: standingIn(STANDS_IN_FOR_PROFESSION, longest.source),
  };
}

function standingIn(what: string, { text, checked }: Source): Source {
  return unread(`${what} ${text}`, checked);
}

/** The same, whatever the order of the rows: of two terms of the same length the one that keeps records of minors for longer. */
function longestOf(rows: readonly RecordTerm[]): RecordTerm | undefined {
  return rows.toSorted(
    (a, b) => b.years - a.years || (b.minors?.untilAge ?? 0) - (a.minors?.untilAge ?? 0) || order(a.from, b.from),
  )[0];
}

/** A comparison by code units: the same on every computer. */
export function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function standIn(jurisdiction: string): RecordTerm {
  return {
    jurisdiction,
    professions: PROFESSIONS,
    years: 10,
    from: SERVICE,
    source: unread("nobody has looked up the term of this place, and Germany's ten years stand in"),
  };
}
