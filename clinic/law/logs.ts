import type { Law } from "../clinic.ts";
import { isUnderGdpr, jurisdictionOf, jurisdictionsOf } from "./jurisdictions.ts";
import { ours, read, type Figure, type Source } from "./source.ts";

type LogLaw = Pick<Law, "jurisdiction" | "also" | "hipaaCovered">;

/** The longest that technical logs, which hold addresses, may be kept. */
export interface LogLimit {
  readonly days: number;
  readonly source: Source;
}

/**
 * Days after which technical logs must be gone: the shortest of all jurisdictions. Under the GDPR and its like seven days for a machine's own
 * security are generally not objected to; elsewhere the product's own ceiling of thirty days holds.
 */
export function logLimit(law: Pick<Law, "jurisdiction" | "also">): LogLimit {
  return jurisdictionsOf(law).some(isUnderGdpr)
    ? {
        days: 7,
        source: ours(
          "GDPR art. 5(1)(c) and (e), UK GDPR likewise; supervisory authorities' practice, secondary sources",
        ),
      }
    : { days: 30, source: ours("no statute names a number; thirty days is this product's own ceiling") };
}

/** How long the record of what administrators did on the machine has to be kept, and how long it may. It holds no visitor. */
export interface AdministrationRecord {
  readonly leastDays: number;
  readonly mostDays: number;
  readonly source: Source;
}

const YEAR_OF_DAYS = 365;
const SIX_YEARS_OF_DAYS = 6 * YEAR_OF_DAYS + 2;

/**
 * The duty and the limit for the log of administrators' actions. The laws ask for such a record and name no number for raw
 * logs; twelve months is this product's reading. HIPAA's six years are for what is required to be documented, and readings
 * differ on raw logs, so up to six years are accepted where it holds. Where no duty was found, a month is the least by which
 * anybody could examine anything. Of several jurisdictions the longest duty holds and the shortest limit.
 */
export function administrationRecord(law: LogLaw): AdministrationRecord {
  const records = jurisdictionsOf(law).map((code) => recordUnder(code, law.hipaaCovered));
  const leastDays = Math.max(...records.map((record) => record.leastDays));
  return {
    leastDays,
    mostDays: Math.min(...records.map((record) => record.mostDays)),
    source: records.find((record) => record.leastDays === leastDays)?.source ?? NO_DUTY.source,
  };
}

const UNDER_HIPAA: AdministrationRecord = {
  leastDays: YEAR_OF_DAYS,
  mostDays: SIX_YEARS_OF_DAYS,
  source: read("HIPAA 45 CFR 164.312(b), audit controls; 164.316(b)(2)(i), six years for what must be documented"),
};
const IN_GERMANY: AdministrationRecord = {
  leastDays: YEAR_OF_DAYS,
  mostDays: YEAR_OF_DAYS + 1,
  source: read("BDSG § 22(2) no. 2, who entered, changed or removed data; GDPR art. 5(1)(e)"),
};
const NO_DUTY: AdministrationRecord = {
  leastDays: 30,
  mostDays: YEAR_OF_DAYS + 1,
  source: ours("GDPR art. 5(1)(e) and 5(2) and their like; no statute names a number"),
};

function recordUnder(code: string, hipaaCovered: boolean): AdministrationRecord {
  const regime = jurisdictionOf(code)?.regime;
  if (hipaaCovered && (regime === undefined || regime.startsWith("us"))) return UNDER_HIPAA;
  return regime === "de" ? IN_GERMANY : NO_DUTY;
}

/**
 * Days that the desk's audit log is kept, which holds no name: six years where HIPAA asks for documentation, else one year, which is long enough to
 * look into an incident and no longer than a purpose can be named for.
 */
export function deskAuditDays(law: Pick<Law, "hipaaCovered">): number {
  return deskAudit(law).value;
}

export function deskAudit({ hipaaCovered }: Pick<Law, "hipaaCovered">): Figure<number> {
  return hipaaCovered
    ? { value: 6 * 366, source: read("45 CFR 164.316(b)(2)(i), six years for what must be documented") }
    : { value: 366, source: ours("GDPR art. 5(1)(e) and its like; no statute names a number") };
}

/** Days after which a backup is overwritten, so that what was erased is gone from there too. */
export const BACKUPS: Figure<number> = {
  value: 30,
  source: ours("no law names a number; erasure has to reach backups in reasonable time"),
};

/** Years that the register of incidents is kept. */
export const INCIDENT_REGISTER: Figure<number> = {
  value: 6,
  source: ours("the longest that was found: Quebec asks for five years, PIPEDA for two, HIPAA's documentation is six"),
};

/** Years that the proof of what was done for security is kept: policies, reviews, training, agreements. */
export function evidence({ hipaaCovered }: Pick<Law, "hipaaCovered">): Figure<number> {
  return {
    value: 6,
    source: hipaaCovered
      ? read("45 CFR 164.316(b)(2)(i): six years from when it was made or last in effect")
      : ours("GDPR art. 5(2) and its like ask for proof and name no number; six years is this product's choice"),
  };
}
