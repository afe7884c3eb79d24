import { lawOf } from "../../clinic/law/law.ts";
import { consentDays } from "../../clinic/law/retention.ts";
import { isAllInside } from "../../services/devices.ts";
import { MINUTES_UNTIL_CALL } from "./calling-back.ts";
import { contactOf } from "./contact.ts";
import { helpNumbers } from "./help-numbers.ts";
import { lawIn } from "./law-in.ts";
import type { Paper } from "./paper.ts";
import { days, minutes } from "./spans.ts";
import { isUnderStatutoryInsurers } from "./statutory-insurers.ts";

/** Consent to sessions at a distance, to sign: what they are, what can go wrong, what else is possible, and that anybody may stop. It asks as the strictest of all
 * places looked up would have it (`clinic/law/consent.ts`: informed, written down, asked again); what each wants of the practice stands in what-is-in-place. */
export const MEETING_BY_VIDEO: Paper = {
  name: "meeting-by-video",
  titles: {
    en: "Sessions by video",
    de: "Gespräche per Video",
    fr: "Séances en vidéo",
    es: "Sesiones por vídeo",
  },
  purposes: {
    en: "To read and sign before the first session by video.",
    de: "Zum Lesen und Unterschreiben vor dem ersten Gespräch per Video.",
    fr: "À lire et à signer avant la première séance en vidéo.",
    es: "Para leer y firmar antes de la primera sesión por vídeo.",
  },
  data: ({ clinic, law }, language) => {
    const words = lawIn(language, lawOf(law));
    return {
      phone: contactOf(clinic).phone,
      untilCall: minutes(MINUTES_UNTIL_CALL, language),
      emergencies: helpNumbers(words, language),
      desk: clinic.desk.enabled,
      inside: isAllInside(clinic),
      consents: days(consentDays(clinic.law), language),
      statutory: isUnderStatutoryInsurers(law),
      publicPayer: law.payers?.includes("public") ?? false,
    };
  },
};
