import type { Law } from "../clinic.ts";

/** A place that makes its own law on records, and where its name stands in messages. */
export interface Jurisdiction {
  readonly name: string;
  readonly regime: Regime;
}

/** Jurisdictions to which the same rules on places, logs and erasure apply. */
export type Regime = "de" | "eu" | "uk" | "au" | "ca" | "ca-qc" | "us" | "us-onshore" | "us-or-canada";

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
  "US-FL": { name: "Florida", regime: "us-or-canada" },
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

/** Under the GDPR or its British twin. So is a place that nobody looked up: theirs are the strictest rules on what has to go. */
export function isUnderGdpr(code: string): boolean {
  return ["de", "eu", "uk"].includes(jurisdictionOf(code)?.regime ?? "eu");
}

/** Every jurisdiction whose law reaches the practice: its seat's first, each once. */
export function jurisdictionsOf({ jurisdiction, also = [] }: Pick<Law, "jurisdiction" | "also">): readonly string[] {
  return [...new Set([jurisdiction, ...also])];
}

/** What it is called within a sentence; the code itself where nobody looked it up. */
export function nameOf(code: string): string {
  const name = jurisdictionOf(code)?.name ?? code;
  return /^Netherlands$|Territory$|Kingdom$/.test(name) ? `the ${name}` : name;
}
