import type { Clinic } from "../../../clinic/clinic.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";

/** Each number of its own, so that none can stand in another's place unseen. */
export const DISTINCT: Clinic = {
  ...EVERYTHING,
  desk: {
    enabled: true,
    appointmentDays: 47,
    mail: { server: "mail.quiet-harbour.example", port: 465, from: "rooms@quiet-harbour.example", user: "rooms" },
  },
  messaging: { enabled: true, retentionDays: 133, mediaRetentionDays: 71 },
};

/** Neither desk nor messages, and nothing said of how people reach the practice. */
export const BARE: Clinic = { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } };

/** Neither the release nor what rules say of it is in a paper for guests, so one serves all. */
const { release, verdict } = practiceOf(CLINIC);

export function under(clinic: Clinic, law: PracticeLaw): KitPractice {
  const { profession, ...carried } = law;
  return { clinic: { ...clinic, law: carried }, law: profession === undefined ? carried : law, release, verdict };
}

export const GERMAN: PracticeLaw = { jurisdiction: "DE", hipaaCovered: false };
