import { lawOf } from "../../clinic/law/law.ts";
import { contactOf } from "./contact.ts";
import { lawIn, type LawInWords } from "./law-in.ts";
import type { Paper } from "./paper.ts";
import { isInGermany, isUnderStatutoryInsurers } from "./statutory-insurers.ts";

/** Consent to a recording, to sign, apart from the one to sessions by video, so that whoever refuses the one loses nothing of the other. */
export const AGREEMENT_TO_A_RECORDING: Paper = {
  name: "agreement-to-a-recording",
  titles: {
    en: "Agreement to a recording",
    de: "Einwilligung in eine Aufzeichnung",
    fr: "Accord pour un enregistrement",
    es: "Acuerdo para una grabación",
  },
  purposes: {
    en: "Only if somebody wants to record a session: to read and sign before.",
    de: "Nur wenn jemand ein Gespräch aufzeichnen möchte: vorher zu lesen und zu unterschreiben.",
    fr: "Seulement si quelqu’un veut enregistrer une séance : à lire et à signer avant.",
    es: "Solo si alguien quiere grabar una sesión: para leer y firmar antes.",
  },
  data: ({ clinic, law }, language) => {
    const words = lawIn(language, lawOf(law));
    return {
      ...contactOf(clinic),
      everywhere: words.recording.rule,
      statutory: isUnderStatutoryInsurers(law),
      crime: crimeOf(words),
    };
  },
};

/** Where it stands that recording speech in secret is a crime there. */
function crimeOf({ consent }: LawInWords): string | undefined {
  return consent.find(({ jurisdiction, topic }) => topic === "recording" && isInGermany(jurisdiction))?.source.text;
}
