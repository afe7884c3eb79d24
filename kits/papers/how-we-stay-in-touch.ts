import { lawOf } from "../../clinic/law/law.ts";
import { isAllInside } from "../../services/devices.ts";
import { contactOf } from "./contact.ts";
import { helpNumbers } from "./help-numbers.ts";
import { lawIn } from "./law-in.ts";
import type { Paper } from "./paper.ts";
import { recordSpan } from "./record-span.ts";
import { days } from "./spans.ts";

/** What goes by which way between sessions, when there is an answer, and whom to call when nobody can wait for one. */
export const HOW_WE_STAY_IN_TOUCH: Paper = {
  name: "how-we-stay-in-touch",
  titles: {
    en: "How we stay in touch",
    de: "Wie wir in Verbindung bleiben",
    fr: "Comment rester en lien",
    es: "Cómo seguimos en contacto",
  },
  purposes: {
    en: "How people reach you between sessions, and what is safe to send in which way. Fill in your times first.",
    de: "Wie man Sie zwischen den Gesprächen erreicht und was auf welchem Weg gut zu senden ist. Tragen Sie zuerst Ihre Zeiten ein.",
    fr: "Comment vous joindre entre les séances, et quoi envoyer par quel moyen. Indiquez d’abord vos heures.",
    es: "Cómo contactar con ustedes entre sesiones, y qué enviar por qué medio. Escriban antes sus horas.",
  },
  data: ({ clinic, law }, language) => {
    const { desk, messaging, names } = clinic;
    const words = lawIn(language, lawOf(law));
    return {
      ...contactOf(clinic),
      inside: isAllInside(clinic),
      messaging: names.messaging,
      messages: messaging.enabled ? days(messaging.retentionDays, language) : undefined,
      files: days(messaging.mediaRetentionDays, language),
      desk: desk.enabled,
      linkMail: desk.enabled && desk.mail !== undefined,
      ...recordSpan(words, language),
      emergencies: helpNumbers(words, language),
    };
  },
};
