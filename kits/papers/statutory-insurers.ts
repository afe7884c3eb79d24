import { jurisdictionOf, jurisdictionsOf } from "../../clinic/law/jurisdictions.ts";
import type { PracticeLaw } from "../../clinic/law/practice-law.ts";

/** Whether Germany's statutory insurers pay the practice: they let nobody record (`STATUTORY` in clinic/law/consent.ts). */
export function isUnderStatutoryInsurers(law: PracticeLaw): boolean {
  return jurisdictionsOf(law).some(isInGermany) && (law.payers?.includes("public") ?? false);
}

export function isInGermany(code: string): boolean {
  return jurisdictionOf(code)?.regime === "de";
}
