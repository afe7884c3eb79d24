import { jurisdictionOf, jurisdictionsOf } from "./jurisdictions.ts";
import type { PracticeLaw } from "./practice-law.ts";
import { AGAIN, ours, read, reported, unread, type Source } from "./source.ts";

/** What people have to agree to, and how. */
export interface ConsentRule {
  readonly jurisdiction: string;
  readonly topic: "sessions-at-a-distance" | "recording";
  /** A full sentence. */
  readonly rule: string;
  readonly source: Source;
}

/** Whatever the law of a place lets pass: everybody agrees, in writing, and may take it back. Recording is off in every release. */
export const RECORDING_EVERYWHERE: { readonly rule: string; readonly source: Source } = {
  rule: "Nobody records unless everybody present has agreed in writing, and everybody may take that back.",
  source: ours("the strictest of all laws that were looked up, for every practice"),
};

type Rule = Omit<ConsentRule, "jurisdiction" | "topic">;

const ALL_AGREE = "Whoever records needs the consent of everybody present.";
const ONE_AGREES = "The law lets one who is present record; secrecy and privacy law ask for consent all the same.";

const RECORDING: Readonly<Record<string, Rule>> = {
  DE: { rule: "Recording speech in secret is a crime.", source: read("§ 201 StGB") },
  UK: { rule: "Recording needs consent.", source: unread("UK GDPR and the duty of confidence") },
  ...Object.fromEntries(
    ["AU-NSW", "AU-TAS", "AU-ACT"].map((code) => [
      code,
      { rule: ALL_AGREE, source: reported("the state's act on listening or surveillance devices") },
    ]),
  ),
  ...Object.fromEntries(
    ["AU-SA", "AU-WA"].map((code) => [
      code,
      { rule: ALL_AGREE, source: unread("the state's act on listening or surveillance devices") },
    ]),
  ),
  ...Object.fromEntries(
    ["AU-VIC", "AU-QLD", "AU-NT"].map((code) => [
      code,
      {
        rule: "The law lets one who is present record, and forbids to publish it.",
        source: reported("the state's act on listening or surveillance devices"),
      },
    ]),
  ),
  ...Object.fromEntries(
    ["CA-AB", "CA-BC", "CA-ON", "CA-QC"].map((code) => [
      code,
      { rule: ONE_AGREES, source: read("Criminal Code (Canada) s 184(2)(a)", AGAIN) },
    ]),
  ),
  ...Object.fromEntries(
    ["US-CA", "US-FL", "US-IL", "US-MA", "US-PA", "US-WA"].map((code) => [
      code,
      { rule: ALL_AGREE, source: reported("the state's wiretapping act, in every list that was read") },
    ]),
  ),
  ...Object.fromEntries(
    ["US-NY", "US-TX"].map((code) => [
      code,
      { rule: ONE_AGREES, source: reported("18 USC 2511(2)(d) and the state's own act") },
    ]),
  ),
};

const AT_A_DISTANCE: Readonly<Record<string, Rule>> = {
  "US-CA": {
    rule: "Before the first session, consent by word or in writing is noted; it covers secrecy, where data lie, interruptions and insurance.",
    source: read("Business and Professions Code § 2290.5; 16 CCR 1396.8"),
  },
};

const CONTINUING: Rule = {
  rule: "Consent after information, which goes on: it is asked again when something changes.",
  source: reported("Psychology Board of Australia, Code of conduct, since 1 December 2025", AGAIN),
};
const INFORMED: Rule = {
  rule: "Consent after information, written down.",
  source: unread("standards of the profession; no statute was found"),
};
const MOST_STATES: Rule = {
  rule: "Most states ask for consent to sessions at a distance: get it and note it. The licence follows where the other person is.",
  source: reported("Center for Connected Health Policy, consent requirements; the state's own rule was not looked up"),
};
/** Who pays privately needs no further consent for the session itself: GDPR art. 6(1)(b) and 9(2)(h). */
const CONTRACT: Rule = {
  rule: "The contract is reason enough for the session itself; consent is for what goes beyond it.",
  source: read("GDPR art. 6(1)(b) and 9(2)(h); § 22(1) no. 1 b BDSG"),
};
const STATUTORY: Rule = {
  rule: "For what statutory insurers pay, consent to the video service is needed, a certified service, and nobody may record.",
  source: reported("GDPR art. 9(2)(a); BMV-Ä annex 31b, as summaries tell it"),
};

/** Every rule on consent, jurisdiction by jurisdiction; `RECORDING_EVERYWHERE` holds beside them. */
export function consentRules(law: PracticeLaw): readonly ConsentRule[] {
  return jurisdictionsOf(law).flatMap((jurisdiction) => [
    { jurisdiction, topic: "sessions-at-a-distance" as const, ...distanceIn(jurisdiction, law) },
    { jurisdiction, topic: "recording" as const, ...(RECORDING[jurisdiction] ?? EUROPEAN_RECORDING) },
  ]);
}

const EUROPEAN_RECORDING: Rule = {
  rule: "A recording of such a session is data of a special kind, which needs explicit consent.",
  source: unread("GDPR art. 9(2)(a); the place's own criminal law was not looked up"),
};

function distanceIn(code: string, { payers = [] }: PracticeLaw): Rule {
  const regime = jurisdictionOf(code)?.regime;
  if (regime === "de") return payers.includes("public") ? STATUTORY : CONTRACT;
  if (regime === "au") return CONTINUING;
  if (code.startsWith("US-")) return AT_A_DISTANCE[code] ?? MOST_STATES;
  return INFORMED;
}
