import { createHash } from "node:crypto";
import type { Words } from "../words.ts";

/** What a guest says yes to, told apart by its hash: every word that was shown with the question counts. */
export function consentVersion({ consent, encryption }: Words): string {
  const told = [consent.title, ...consent.wording, consent.agree, encryption.yes, encryption.no, encryption.browsers];
  return createHash("sha256").update(JSON.stringify(told)).digest("hex");
}
