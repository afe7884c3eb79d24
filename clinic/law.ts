import { regionOf } from "./regions.ts";

/**
 * The law that a practice is under, and what follows for where its machine may stand and how long it may keep logs. Every
 * answer names its source. None of it is legal advice: a practice's own lawyer decides, and a waiver records the decision.
 * Researched in November 2026; a table older than twelve months wants a new look.
 */
export interface Jurisdiction {
  readonly name: string;
  readonly regime: Regime;
}

/** Jurisdictions to which the same table of places applies. */
export type Regime = "de" | "eu" | "uk" | "au" | "ca" | "ca-qc" | "us" | "us-onshore";

/**
 * Never a country alone where the law differs inside it: record-keeping and transfer rules of `US`, `CA` and `AU` are made by
 * their states and provinces, those of the EU by its members. A place that is missing here was not looked up.
 */
export const JURISDICTIONS: Readonly<Record<string, Jurisdiction>> = {
  DE: { name: "Germany", regime: "de" },
  UK: { name: "United Kingdom", regime: "uk" },
  "AU-ACT": { name: "Australian Capital Territory", regime: "au" },
  "AU-NSW": { name: "New South Wales", regime: "au" },
  "AU-NT": { name: "Northern Territory", regime: "au" },
  "AU-QLD": { name: "Queensland", regime: "au" },
  "AU-SA": { name: "South Australia", regime: "au" },
  "AU-TAS": { name: "Tasmania", regime: "au" },
  "AU-VIC": { name: "Victoria", regime: "au" },
  "AU-WA": { name: "Western Australia", regime: "au" },
  "CA-AB": { name: "Alberta", regime: "ca" },
  "CA-BC": { name: "British Columbia", regime: "ca" },
  "CA-ON": { name: "Ontario", regime: "ca" },
  "CA-QC": { name: "Quebec", regime: "ca-qc" },
  "US-CA": { name: "California", regime: "us" },
  "US-FL": { name: "Florida", regime: "us-onshore" },
  "US-IL": { name: "Illinois", regime: "us" },
  "US-MA": { name: "Massachusetts", regime: "us" },
  "US-NY": { name: "New York", regime: "us" },
  "US-PA": { name: "Pennsylvania", regime: "us" },
  "US-TX": { name: "Texas", regime: "us-onshore" },
  "US-WA": { name: "Washington State", regime: "us" },
  AT: { name: "Austria", regime: "eu" },
  BE: { name: "Belgium", regime: "eu" },
  BG: { name: "Bulgaria", regime: "eu" },
  CY: { name: "Cyprus", regime: "eu" },
  CZ: { name: "Czechia", regime: "eu" },
  DK: { name: "Denmark", regime: "eu" },
  EE: { name: "Estonia", regime: "eu" },
  ES: { name: "Spain", regime: "eu" },
  FI: { name: "Finland", regime: "eu" },
  FR: { name: "France", regime: "eu" },
  GR: { name: "Greece", regime: "eu" },
  HR: { name: "Croatia", regime: "eu" },
  HU: { name: "Hungary", regime: "eu" },
  IE: { name: "Ireland", regime: "eu" },
  IT: { name: "Italy", regime: "eu" },
  LT: { name: "Lithuania", regime: "eu" },
  LU: { name: "Luxembourg", regime: "eu" },
  LV: { name: "Latvia", regime: "eu" },
  MT: { name: "Malta", regime: "eu" },
  NL: { name: "Netherlands", regime: "eu" },
  PL: { name: "Poland", regime: "eu" },
  PT: { name: "Portugal", regime: "eu" },
  RO: { name: "Romania", regime: "eu" },
  SE: { name: "Sweden", regime: "eu" },
  SI: { name: "Slovenia", regime: "eu" },
  SK: { name: "Slovakia", regime: "eu" },
};

/** The jurisdiction with this code, or undefined when it is not in our table. */
export function jurisdictionOf(code: string): Jurisdiction | undefined {
  return Object.hasOwn(JURISDICTIONS, code) ? JURISDICTIONS[code] : undefined;
}

/** May a machine stand there under this law? */
export interface Placement {
  /** `needs-reason`: only with a waiver that a person signs. */
  readonly verdict: "allowed" | "needs-reason" | "blocked";
  /** Why, one or two full sentences. */
  readonly reason: string;
  /** The provisions, and how sure the reading is. */
  readonly source: string;
}

/** The European Economic Area: the EU's members with Iceland, Liechtenstein and Norway. */
const EEA = new Set([
  ...Object.keys(JURISDICTIONS).filter((code) => ["de", "eu"].includes(JURISDICTIONS[code]?.regime ?? "")),
  "IS",
  "LI",
  "NO",
]);

/**
 * Whether `region` of `provider` may hold this practice's machine.
 *
 * @returns `blocked` also for a jurisdiction or a region that is not in our tables: what was not looked up is not allowed
 */
export function placementUnder(
  law: { readonly jurisdiction: string; readonly hipaaCovered: boolean },
  provider: "hetzner" | "aws",
  region: string,
): Placement {
  const jurisdiction = jurisdictionOf(law.jurisdiction);
  const country = regionOf(provider, region)?.country;
  if (jurisdiction === undefined || country === undefined) {
    return {
      verdict: "blocked",
      reason: `Nobody has looked up whether ${region} may be used under the law of ${law.jurisdiction}.`,
      source: "clinic/law.ts and clinic/regions.ts list what was looked up",
    };
  }
  const placement = PLACES[jurisdiction.regime]({ provider, region, country });
  if (law.jurisdiction === "FR") return stricter(placement, FRENCH_HOSTING);
  return law.hipaaCovered ? stricter(placement, underHipaa({ provider, region, country })) : placement;
}

interface Place {
  readonly provider: "hetzner" | "aws";
  readonly region: string;
  readonly country: string;
}

const PLACES: Readonly<Record<Regime, (place: Place) => Placement>> = {
  de: inEurope(
    "GDPR art. 28 and 44 ff.; § 203 (3)-(4) StGB: whoever helps must be bound to secrecy, else the practitioner is liable",
  ),
  eu: inEurope("GDPR art. 28 and chapter V"),
  uk: inUnitedKingdom,
  au: inAustralia,
  ca: inCanada,
  "ca-qc": inQuebec,
  us: inUnitedStates,
  "us-onshore": onshoreOnly,
};

function inEurope(source: string): (place: Place) => Placement {
  return ({ provider, country }) => {
    if (!EEA.has(country)) {
      return {
        verdict: "blocked",
        reason: "The machine would stand outside the European Economic Area, which is a transfer to a third country.",
        source,
      };
    }
    return provider === "aws"
      ? usParent(source)
      : { verdict: "allowed", reason: "The machine stands in the EEA.", source };
  };
}

/** EU-US Data Privacy Framework: upheld by the General Court on 3 September 2025; treat it as revocable. */
function usParent(source: string): Placement {
  return {
    verdict: "needs-reason",
    reason:
      "The provider's parent is a company of the United States: write down a transfer assessment, and on what the transfer rests (Data Privacy Framework or standard contractual clauses).",
    source,
  };
}

const FRENCH_HOSTING: Placement = {
  verdict: "needs-reason",
  reason:
    "France asks for a host that is certified for such data (HDS); ask the provider for the certificate, or a lawyer whether the practice is bound by it.",
  source: "Code de la santé publique art. L1111-8; not verified, ask a lawyer",
};

function inUnitedKingdom({ provider, region, country }: Place): Placement {
  const source = "UK GDPR art. 28 and 44 ff.; the United Kingdom treats the EEA as adequate (not verified)";
  if (country === "GB") return { verdict: "allowed", reason: "The machine stands in the United Kingdom.", source };
  if (EEA.has(country)) {
    return provider === "aws"
      ? usParent(source)
      : { verdict: "allowed", reason: "The machine stands in the EEA.", source };
  }
  return {
    verdict: "blocked",
    reason: `The region ${region} is in neither the United Kingdom nor the European Economic Area.`,
    source,
  };
}

function inAustralia({ region, country }: Place): Placement {
  const source = "Privacy Act 1988 (Cth), APP 8.1 and s 16C; Victoria HPP 9 and New South Wales HPP 14 limit export";
  if (country === "AU") return { verdict: "allowed", reason: "The machine stands in Australia.", source };
  if (EEA.has(country) || country === "SG") {
    return {
      verdict: "needs-reason",
      reason: "The practice answers for what the overseas recipient does; write down why that is acceptable.",
      source,
    };
  }
  return {
    verdict: "blocked",
    reason: `The region ${region} is not among the places that were looked up for Australia.`,
    source,
  };
}

function inCanada({ region, country }: Place): Placement {
  const source = "PIPEDA principle 4.1.3, accountability and notice (not verified); some provinces are stricter";
  if (country === "CA") return { verdict: "allowed", reason: "The machine stands in Canada.", source };
  if (EEA.has(country)) {
    return {
      verdict: "needs-reason",
      reason: "The practice stays accountable and must tell people that their data is abroad; write down why.",
      source,
    };
  }
  return {
    verdict: "blocked",
    reason: `The region ${region} is not among the places that were looked up for Canada.`,
    source,
  };
}

function inQuebec({ region, country }: Place): Placement {
  const source = "Act respecting the protection of personal information in the private sector (P-39.1) s 17";
  if (region === "ca-central-1") return { verdict: "allowed", reason: "The machine stands in Quebec.", source };
  if (country === "SG") {
    return { verdict: "blocked", reason: "Singapore is not among the places that were looked up for Quebec.", source };
  }
  return {
    verdict: "needs-reason",
    reason:
      "Before data leaves Quebec, also to another province, an impact assessment and a written agreement are needed; name them.",
    source,
  };
}

function inUnitedStates({ provider, country }: Place): Placement {
  const source = "state law and the FTC Act; 45 CFR 160.103 does not reach a practice that is no covered entity";
  if (provider === "hetzner" && country === "SG") {
    return {
      verdict: "blocked",
      reason: "Singapore is not among the places that were looked up for the United States.",
      source,
    };
  }
  if (country !== "US") {
    return { verdict: "needs-reason", reason: "The machine would stand abroad; write down why.", source };
  }
  return provider === "aws"
    ? { verdict: "allowed", reason: "The machine stands in the United States.", source }
    : {
        verdict: "needs-reason",
        reason: "The provider is a company of another country; write down why that is acceptable.",
        source,
      };
}

function onshoreOnly(place: Place): Placement {
  const source = "Texas SB 1188 and Florida Statutes § 408.051(3); whom they bind is unclear, ask a lawyer";
  if (place.country === "US") return { ...inUnitedStates(place), source };
  return { verdict: "blocked", reason: "This state wants such data stored in the country.", source };
}

function underHipaa({ provider, country }: Place): Placement {
  const source = '45 CFR 164.308(b) and 164.504(e); 45 CFR 160.103 "business associate"';
  if (provider === "hetzner") {
    return {
      verdict: "blocked",
      reason:
        "A host that keeps electronic protected health information is a business associate, even when it has no key, and Hetzner is not known to sign a business associate agreement.",
      source,
    };
  }
  if (country !== "US") {
    return { verdict: "needs-reason", reason: "The machine would stand abroad; write down why.", source };
  }
  return {
    verdict: "allowed",
    reason: "AWS signs a business associate agreement; accept it in AWS Artifact before the first session.",
    source,
  };
}

const SEVERITY = ["allowed", "needs-reason", "blocked"] as const;

function stricter(a: Placement, b: Placement): Placement {
  return SEVERITY.indexOf(b.verdict) > SEVERITY.indexOf(a.verdict) ? b : a;
}

/** The longest that technical logs, which hold addresses, may be kept. */
export interface LogLimit {
  readonly days: number;
  readonly source: string;
}

/**
 * Days after which technical logs must be gone. Under the GDPR and its like seven days for a machine's own security are
 * generally not objected to; elsewhere the product's own ceiling of thirty days holds.
 */
export function logLimit(law: { readonly jurisdiction: string }): LogLimit {
  const regime = jurisdictionOf(law.jurisdiction)?.regime;
  if (regime === "au" || regime === "ca" || regime === "ca-qc" || regime === "us" || regime === "us-onshore") {
    return { days: 30, source: "no statute names a number; thirty days is this product's own ceiling" };
  }
  return {
    days: 7,
    source: "GDPR art. 5(1)(c) and (e), UK GDPR likewise; supervisory authorities' practice, secondary sources",
  };
}

/** How long the record of what administrators did on the machine has to be kept, and how long it may. It holds no visitor. */
export interface AdministrationRecord {
  readonly leastDays: number;
  readonly mostDays: number;
  readonly source: string;
}

const YEAR_OF_DAYS = 365;
const SIX_YEARS_OF_DAYS = 6 * YEAR_OF_DAYS + 2;

/**
 * The duty and the limit for the log of administrators' actions. The laws ask for such a record and name no number for raw
 * logs; twelve months is this product's reading. HIPAA's six years are for what is required to be documented, and readings
 * differ on raw logs, so up to six years are accepted where it holds. Where no duty was found, a month is the least by which
 * anybody could examine anything.
 */
export function administrationRecord(law: {
  readonly jurisdiction: string;
  readonly hipaaCovered: boolean;
}): AdministrationRecord {
  if (law.hipaaCovered) {
    return {
      leastDays: YEAR_OF_DAYS,
      mostDays: SIX_YEARS_OF_DAYS,
      source: "HIPAA 45 CFR 164.312(b), audit controls; 164.316(b)(2)(i), six years for what must be documented",
    };
  }
  if (jurisdictionOf(law.jurisdiction)?.regime === "de") {
    return {
      leastDays: YEAR_OF_DAYS,
      mostDays: YEAR_OF_DAYS + 1,
      source: "BDSG § 22(2) no. 2, who entered, changed or removed data; GDPR art. 5(1)(e)",
    };
  }
  return {
    leastDays: 30,
    mostDays: YEAR_OF_DAYS + 1,
    source: "GDPR art. 5(1)(e) and 5(2) and their like; no statute names a number",
  };
}

/**
 * Days that the proof of who agreed to what is kept, counted from when it was given or withdrawn: as long as the practice's own record, of
 * which it is a part. Adults' terms; those of minors run longer nearly everywhere, so that what is theirs belongs into the practice's own
 * files before that. A place whose term nobody looked up has the longest of its neighbours.
 *
 * Sources: DE § 630f(3) BGB; UK, custom of 7 to 8 years and no statute; AU-VIC HPP 4.2, AU-NSW HRIP Act 2002 s 25; CA-ON CPO Standards 2017, 9.4;
 * CA-QC C-26 r. 221 art. 8; US states 5 to 8 years (WA 246-924-354 WAC: 8). The GDPR names no number. Not verified for AT and the rest of the EU: ask a lawyer.
 */
export function consentDays({ jurisdiction }: { readonly jurisdiction: string }): number {
  const regime = jurisdictionOf(jurisdiction)?.regime;
  return (regime === undefined ? 10 : CONSENT_YEARS[regime]) * 366;
}

const CONSENT_YEARS: Readonly<Record<Regime, number>> = {
  de: 10,
  eu: 10,
  uk: 8,
  au: 7,
  ca: 10,
  "ca-qc": 5,
  us: 8,
  "us-onshore": 8,
};

/**
 * Days that the desk's audit log is kept, which holds no name: six years where HIPAA asks for documentation (45 CFR 164.316(b)(2)(i)), else one
 * year, which is long enough to look into an incident and no longer than a purpose can be named for (GDPR art. 5(1)(e)).
 */
export function deskAuditDays({ hipaaCovered }: { readonly hipaaCovered: boolean }): number {
  return (hipaaCovered ? 6 : 1) * 366;
}
