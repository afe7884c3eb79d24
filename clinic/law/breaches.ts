import { jurisdictionOf, jurisdictionsOf, type Regime } from "./jurisdictions.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { order } from "./records.ts";
import { AGAIN, read, reported, unread, type Source } from "./source.ts";

/** Somebody who has to be told when data was seen, lost or changed by whoever should not. */
export interface BreachDuty {
  readonly jurisdiction: string;
  /** Who has to be told. */
  readonly tell: string;
  /** Who that is: of those who have the same time, people hear first, then authorities, then the media. */
  readonly to: (typeof FIRST)[number];
  /** By when. */
  readonly within: Deadline;
  /** From when on; undefined where it is the moment at which the practice first knew. */
  readonly countsFrom?: Moment;
  /** What has to have happened, as a phrase that follows "when". */
  readonly when: string;
  readonly source: Source;
}

export type Deadline =
  | { readonly kind: "hours"; readonly hours: number }
  /** Without delay, and when that takes longer, so many hours at the latest. */
  | { readonly kind: "at-latest"; readonly hours: number }
  /** Without Saturdays, Sundays and holidays. */
  | { readonly kind: "working-days"; readonly days: number }
  /** "Without undue delay", "as soon as practicable" and their like: no number, so that the plan of this product's runbook stands in. */
  | { readonly kind: "without-delay"; readonly planHours: number };

/** A moment from which a deadline counts, other than that at which the practice first knew. */
export interface Moment {
  /** As a phrase that follows "from". */
  readonly from: string;
  /** How long after the practice first knew it comes at the latest, for the order of duties alone. */
  readonly afterHours: number;
}

const FIRST = ["people", "authority", "media"] as const;

const HOURS_OF_DAY = 24;
const DAYS = (days: number): Deadline => ({ kind: "hours", hours: days * HOURS_OF_DAY });
const AT_LATEST = (hours: number): Deadline => ({ kind: "at-latest", hours });
const DAYS_AT_LATEST = (days: number): Deadline => AT_LATEST(days * HOURS_OF_DAY);
const WORKING_DAYS = (days: number): Deadline => ({ kind: "working-days", days });
const WITHOUT_DELAY: Deadline = { kind: "without-delay", planHours: 7 * HOURS_OF_DAY };

type Duty = Omit<BreachDuty, "jurisdiction">;

const GDPR: readonly Duty[] = [
  {
    tell: "the data protection authority",
    to: "authority",
    within: AT_LATEST(72),
    when: "a risk for people is not unlikely; reasons are added when it is later",
    source: read("GDPR art. 33(1) and 33(4)"),
  },
  {
    tell: "the people themselves",
    to: "people",
    within: WITHOUT_DELAY,
    when: "the risk for them is high, unless the data were encrypted and the key is safe",
    source: read("GDPR art. 34(1) and 34(3)(a)"),
  },
];

/**
 * The Information Commission takes the Information Commissioner's place under the Data (Use and Access) Act 2025 and SI 2026/386, from the day on which s 119
 * of the Act is fully in force. That day was not found; the same house is reached as the ICO before and after.
 */
const UNITED_KINGDOM: readonly Duty[] = [
  {
    tell: "the Information Commission (ICO)",
    to: "authority",
    within: AT_LATEST(72),
    when: "a risk for people is not unlikely",
    source: reported("UK GDPR art. 33, as official pages for businesses tell it", AGAIN),
  },
  {
    tell: "the people themselves",
    to: "people",
    within: WITHOUT_DELAY,
    when: "the risk for them is high",
    source: reported("UK GDPR art. 34, as official pages for businesses tell it", AGAIN),
  },
];

const AUSTRALIA: readonly Duty[] = [
  {
    tell: "yourselves, in writing: whether it is a breach that has to be told",
    to: "people",
    within: DAYS(30),
    countsFrom: { from: "the first suspicion", afterHours: 0 },
    when: "you suspect one",
    source: read("Privacy Act 1988 (Cth) s 26WH", AGAIN),
  },
  {
    tell: "the Australian Information Commissioner and the people themselves",
    to: "people",
    within: WITHOUT_DELAY,
    when: "serious harm is likely and nothing that you did removes it; the thirty days are for finding out, not for telling",
    source: read("Privacy Act 1988 (Cth) ss 26WK and 26WL", AGAIN),
  },
];

/** The rules of one place, where they are not those of its whole regime. */
const BY_PLACE: Readonly<Record<string, readonly Duty[]>> = {
  "CA-ON": [
    {
      tell: "the people themselves, with their right to complain",
      to: "people",
      within: WITHOUT_DELAY,
      when: "anything of theirs was stolen, lost or used without a right",
      source: read("PHIPA s 12(2): at the first reasonable opportunity"),
    },
    {
      tell: "the Information and Privacy Commissioner of Ontario",
      to: "authority",
      within: WITHOUT_DELAY,
      when: "it is one of seven kinds; a count of all goes there each year by 1 March",
      source: read("O. Reg. 329/04 ss 6.3 and 6.4"),
    },
    {
      tell: "the professional college",
      to: "authority",
      within: DAYS(30),
      countsFrom: { from: "the dismissal, suspension or measure", afterHours: 0 },
      when: "somebody was dismissed, suspended or disciplined for it",
      source: unread("PHIPA s 17.1"),
    },
  ],
  "CA-AB": [
    {
      tell: "the Information and Privacy Commissioner of Alberta",
      to: "authority",
      within: WITHOUT_DELAY,
      when: "there is a real risk of significant harm",
      source: read("Personal Information Protection Act (Alberta) s 34.1"),
    },
  ],
  "CA-BC": [
    {
      tell: "the people themselves and the Information and Privacy Commissioner",
      to: "people",
      within: WITHOUT_DELAY,
      when: "harm is possible: no statute demands it of a private practice, and the authority's guidance does",
      source: reported("guidance of the Information and Privacy Commissioner for British Columbia; an old source"),
    },
  ],
  "CA-QC": [
    {
      tell: "the Commission d'accès à l'information and the people themselves",
      to: "people",
      within: WITHOUT_DELAY,
      when: "there is a risk of serious injury",
      source: reported("P-39.1 s 3.5"),
    },
  ],
  "US-CA": [
    {
      tell: "residents of California",
      to: "people",
      within: DAYS(30),
      when: "unencrypted data of theirs was taken, medical data included",
      source: read("Civil Code § 1798.82, as changed by SB 446, from 1 January 2026"),
    },
    {
      tell: "the Attorney General, with a sample of the notice",
      to: "authority",
      within: DAYS(15),
      countsFrom: { from: "the day on which the people were told", afterHours: 30 * HOURS_OF_DAY },
      when: "more than 500 residents are concerned",
      source: read("Civil Code § 1798.82(f), as changed by SB 446"),
    },
  ],
  "US-NY": [
    {
      tell: "residents of New York, the Attorney General, the Department of State, the State Police and the Department of Financial Services",
      to: "people",
      within: DAYS_AT_LATEST(30),
      when: "private information was taken, since 21 March 2025 medical information too",
      source: reported("General Business Law § 899-aa, as changed on 21 December 2024", AGAIN),
    },
  ],
  "US-FL": [
    {
      tell: "people in Florida, and the Department of Legal Affairs where 500 or more are concerned",
      to: "people",
      within: DAYS_AT_LATEST(30),
      when: "somebody saw personal information without a right, medical history included",
      source: reported("Florida Statutes § 501.171(3)-(4)", AGAIN),
    },
  ],
  "US-TX": [
    {
      tell: "the people themselves",
      to: "people",
      within: DAYS_AT_LATEST(60),
      when: "sensitive personal information was taken, encrypted with a key that was taken too",
      source: read("Business and Commerce Code § 521.053(b)", AGAIN),
    },
    {
      tell: "the Attorney General",
      to: "authority",
      within: DAYS_AT_LATEST(30),
      when: "250 residents of Texas or more are concerned",
      source: reported("Business and Commerce Code § 521.053(i), as changed by SB 768 of 2023", AGAIN),
    },
  ],
  "US-WA": [
    {
      tell: "residents of Washington, and the Attorney General where more than 500 are concerned",
      to: "people",
      within: DAYS_AT_LATEST(30),
      when: "unsecured personal information was taken and harm is likely",
      source: read("RCW 19.255.010, as the Attorney General tells it", AGAIN),
    },
  ],
  "US-MA": [
    {
      tell: "residents, the Attorney General and the Office of Consumer Affairs",
      to: "people",
      within: WITHOUT_DELAY,
      when: "personal information was taken",
      source: reported("M.G.L. c. 93H § 3: as soon as practicable", AGAIN),
    },
  ],
  "US-IL": [
    {
      tell: "residents, and the Attorney General where more than 500 are concerned",
      to: "people",
      within: WITHOUT_DELAY,
      when: "personal information was taken, medical information included",
      source: reported("815 ILCS 530/10, of which paragraph (a) was read: the most expedient time possible", AGAIN),
    },
  ],
  "US-PA": [
    {
      tell: "residents, and the Attorney General where more than 500 are concerned",
      to: "people",
      within: WITHOUT_DELAY,
      when: "personal information was taken, medical information included",
      source: reported("73 P.S. § 2303, as changed by Act 33 of 2024; one list says 30 days", AGAIN),
    },
  ],
};

const BY_REGIME: Readonly<Partial<Record<Regime, readonly Duty[]>>> = {
  de: GDPR,
  eu: GDPR,
  uk: UNITED_KINGDOM,
  au: AUSTRALIA,
};

const HIPAA: readonly Duty[] = [
  {
    tell: "the people themselves",
    to: "people",
    within: DAYS_AT_LATEST(60),
    when: "unsecured protected health information was concerned and a low probability can't be shown",
    source: read("45 CFR 164.404(b)"),
  },
  {
    tell: "the Secretary of Health and Human Services",
    to: "authority",
    within: DAYS_AT_LATEST(60),
    when: "500 people or more are concerned",
    source: read("45 CFR 164.408(b)"),
  },
  {
    tell: "the media of the state",
    to: "media",
    within: DAYS_AT_LATEST(60),
    when: "more than 500 people of one state are concerned",
    source: read("45 CFR 164.406", AGAIN),
  },
  {
    tell: "the Secretary of Health and Human Services",
    to: "authority",
    within: DAYS(60),
    countsFrom: { from: "the end of the year in which it was found out", afterHours: 366 * HOURS_OF_DAY },
    when: "fewer than 500 people are concerned",
    source: read("45 CFR 164.408(c)"),
  },
];

/** Whoever had to tell the Secretary tells the state too. */
const AFTER_THE_SECRETARY: Omit<Duty, "source"> = {
  tell: "the Attorney General",
  to: "authority",
  within: WORKING_DAYS(5),
  countsFrom: { from: "the day on which the Secretary was told", afterHours: 60 * HOURS_OF_DAY },
  when: "the Secretary had to be told, whatever the data was",
};

const UNDER_HIPAA_BY_PLACE: Readonly<Record<string, readonly Duty[]>> = {
  "US-NY": [{ ...AFTER_THE_SECRETARY, source: read("General Business Law § 899-aa(9)", AGAIN) }],
  "US-IL": [{ ...AFTER_THE_SECRETARY, source: reported("815 ILCS 530/50", AGAIN) }],
};

const NOT_HIPAA: readonly Duty[] = [
  {
    tell: "the people themselves and the Federal Trade Commission",
    to: "people",
    within: DAYS_AT_LATEST(60),
    when: "the practice offers people a record of their own, which a practice outside HIPAA may: ask whether yours does",
    source: unread("16 CFR part 318, since 29 July 2024"),
  },
];

/** Everyone who has to be told, under all jurisdictions together: who comes first stands first. */
export function breachDuties(law: PracticeLaw): readonly BreachDuty[] {
  return jurisdictionsOf(law)
    .flatMap((jurisdiction) => dutiesIn(jurisdiction, law).map((duty) => ({ jurisdiction, ...duty })))
    .toSorted(
      (a, b) =>
        hoursOf(a) - hoursOf(b) ||
        FIRST.indexOf(a.to) - FIRST.indexOf(b.to) ||
        order(a.jurisdiction, b.jurisdiction) ||
        order(a.tell, b.tell),
    );
}

function dutiesIn(code: string, { hipaaCovered }: PracticeLaw): readonly Duty[] {
  const regime = jurisdictionOf(code)?.regime;
  const local = BY_PLACE[code] ?? (regime === undefined ? [] : (BY_REGIME[regime] ?? []));
  if (!code.startsWith("US-")) return local;
  return [...local, ...(hipaaCovered ? [...HIPAA, ...(UNDER_HIPAA_BY_PLACE[code] ?? [])] : NOT_HIPAA)];
}

/** From when the practice first knew, as far as that can be told beforehand. */
function hoursOf({ within, countsFrom }: BreachDuty): number {
  return (countsFrom?.afterHours ?? 0) + spanOf(within);
}

function spanOf(deadline: Deadline): number {
  switch (deadline.kind) {
    case "hours":
    case "at-latest":
      return deadline.hours;
    case "working-days":
      return (deadline.days / 5) * 7 * HOURS_OF_DAY;
    case "without-delay":
      return deadline.planHours;
  }
}
