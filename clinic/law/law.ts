import { agreements, type Agreement } from "./agreements.ts";
import { breachDuties, type BreachDuty } from "./breaches.ts";
import { consentRules, RECORDING_EVERYWHERE, type ConsentRule } from "./consent.ts";
import { emergencyNumbers, type EmergencyNumbers } from "./emergencies.ts";
import { jurisdictionsOf, nameOf } from "./jurisdictions.ts";
import { administrationRecord, BACKUPS, deskAudit, evidence, INCIDENT_REGISTER, logLimit } from "./logs.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { recordRetention, type RecordRetention } from "./retention.ts";
import type { Figure, Source } from "./source.ts";

/** All that the tables say of a practice, each figure with its source: for documents, and for whoever wants to know why. */
export interface WholeLaw {
  readonly places: readonly { readonly code: string; readonly name: string }[];
  readonly records: RecordRetention;
  readonly limits: readonly Limit[];
  readonly breaches: readonly BreachDuty[];
  readonly agreements: readonly Agreement[];
  readonly consent: readonly ConsentRule[];
  /** What holds for every practice, whatever its law lets pass. */
  readonly recording: typeof RECORDING_EVERYWHERE;
  readonly emergencies: readonly EmergencyNumbers[];
}

/** A kind of data beside the record, and how long it is kept. */
export interface Limit {
  readonly data: "addresses-in-logs" | "administration" | "desk-audit" | "backups" | "incidents" | "evidence";
  /** Days that it has to stay; undefined where nothing asks for it. */
  readonly leastDays?: number;
  /** Days after which it has to be gone; undefined where nothing does. */
  readonly mostDays?: number;
  readonly source: Source;
}

/** No year has more. */
const YEAR_OF_DAYS = 366;

export function lawOf(law: PracticeLaw): WholeLaw {
  return {
    places: jurisdictionsOf(law).map((code) => ({ code, name: nameOf(code) })),
    records: recordRetention(law),
    limits: limitsOf(law),
    breaches: breachDuties(law),
    agreements: agreements(law),
    consent: consentRules(law),
    recording: RECORDING_EVERYWHERE,
    emergencies: emergencyNumbers(law),
  };
}

function limitsOf(law: PracticeLaw): readonly Limit[] {
  const logs = logLimit(law);
  const audit = deskAudit(law);
  return [
    { data: "addresses-in-logs", mostDays: logs.days, source: logs.source },
    { data: "administration", ...administrationRecord(law) },
    { data: "desk-audit", leastDays: audit.value, mostDays: audit.value, source: audit.source },
    { data: "backups", mostDays: BACKUPS.value, source: BACKUPS.source },
    { data: "incidents", ...yearsAtLeast(INCIDENT_REGISTER) },
    { data: "evidence", ...yearsAtLeast(evidence(law)) },
  ];
}

function yearsAtLeast({ value, source }: Figure<number>): { readonly leastDays: number; readonly source: Source } {
  return { leastDays: value * YEAR_OF_DAYS, source };
}
