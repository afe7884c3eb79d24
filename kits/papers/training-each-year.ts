import { lawOf } from "../../clinic/law/law.ts";
import { contactOf } from "./contact.ts";
import { MINUTES_UNTIL_CALL } from "./calling-back.ts";
import { limitSpan } from "./limit-span.ts";
import type { Paper } from "./paper.ts";
import { minutes } from "./spans.ts";

/** An hour in which everybody who works here goes through what matters, once a year. */
export const TRAINING_EACH_YEAR: Paper = {
  name: "training-each-year",
  titles: {
    en: "Training, each year",
    de: "Schulung, jedes Jahr",
    fr: "Formation, chaque année",
    es: "Formación, cada año",
  },
  purposes: {
    en: "A plan for sixty minutes, with short lessons, questions, answers and a page to sign.",
    de: "Ein Plan für sechzig Minuten, mit kurzen Lektionen, Fragen, Antworten und einer Seite zum Unterschreiben.",
    fr: "Un plan de soixante minutes, avec de courtes leçons, des questions, des réponses et une page à signer.",
    es: "Un plan de sesenta minutos, con lecciones breves, preguntas, respuestas y una página para firmar.",
  },
  data: ({ clinic, law }, language) => ({
    desk: clinic.desk.enabled,
    messaging: clinic.messaging.enabled,
    tunnel: clinic.workstations !== undefined,
    phone: contactOf(clinic).phone,
    untilCall: minutes(MINUTES_UNTIL_CALL, language),
    evidenceKept: limitSpan(lawOf(law), "evidence", "leastDays", language),
  }),
};
