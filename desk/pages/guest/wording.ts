import { createHash } from "node:crypto";
import type { Words } from "../words.ts";

/**
 * What a guest says yes to, told apart by its hash: every word that stands in the question and in what is told of encryption above it
 * counts, headings and button too, each under its own name, so that none can take another's place.
 */
export function consentVersion({ consent, encryption }: Words): string {
  const { title, yesTitle, yes, noTitle, no, browsersTitle, browsers } = encryption;
  const told = { title, yesTitle, yes, noTitle, no, browsersTitle, browsers };
  const { wording, agree, give } = consent;
  const question = { title: consent.title, wording, agree, give };
  return createHash("sha256").update(JSON.stringify({ told, question })).digest("hex");
}
