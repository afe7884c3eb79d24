import type { Deadline } from "./breaches.ts";
import { jurisdictionsOf } from "./jurisdictions.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { read, reported, type Source } from "./source.ts";

/** How long a practice has to show people what it holds on them, from the day on which they asked in writing. Laws grant more for a reason that is told. */
export interface AccessTime {
  readonly jurisdiction: string;
  /** Until they see it. */
  readonly see: Deadline;
  /** Until they have a copy. */
  readonly copy: Deadline;
  readonly source: Source;
}

/** The day on which these were looked up. */
const LOOKED_UP = "2026-11-24";

const days = (count: number): Deadline => ({ kind: "hours", hours: count * 24 });
const workingDays = (count: number): Deadline => ({ kind: "working-days", days: count });

const BY_PLACE: Readonly<Record<string, Omit<AccessTime, "jurisdiction">>> = {
  "CA-AB": {
    see: days(45),
    copy: days(45),
    source: reported(
      "Personal Information Protection Act (Alberta), as the authority's guide of 2008 tells it",
      LOOKED_UP,
    ),
  },
  "CA-BC": {
    see: workingDays(30),
    copy: workingDays(30),
    source: reported(
      "Personal Information Protection Act (British Columbia) s 29, as a summary tells it; s 1: no Saturday or holiday is a day",
      LOOKED_UP,
    ),
  },
  "CA-ON": {
    see: days(30),
    copy: days(30),
    source: reported("PHIPA s 54, as the Information and Privacy Commissioner of Ontario tells it", LOOKED_UP),
  },
  "US-CA": {
    see: workingDays(5),
    copy: days(15),
    source: reported("Health and Safety Code § 123110, as a summary tells it", LOOKED_UP),
  },
  "US-WA": { see: workingDays(15), copy: workingDays(15), source: read("RCW 70.02.080(1)", LOOKED_UP) },
};

/** Of every state: where its own is shorter, that one holds. */
const HIPAA: Omit<AccessTime, "jurisdiction"> = {
  see: days(30),
  copy: days(30),
  source: reported("45 CFR 164.524(b)(2), as guides tell it; (a)(1), the right itself, was read", LOOKED_UP),
};

/** Of each jurisdiction of which somebody looked it up. */
export function accessTimes(law: PracticeLaw): readonly AccessTime[] {
  return jurisdictionsOf(law).flatMap((jurisdiction) => {
    const time = BY_PLACE[jurisdiction] ?? (law.hipaaCovered && jurisdiction.startsWith("US-") ? HIPAA : undefined);
    return time === undefined ? [] : [{ jurisdiction, ...time }];
  });
}
