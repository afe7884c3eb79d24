import { lawOf } from "../../clinic/law/law.ts";
import { MINUTES_UNTIL_CALL } from "./calling-back.ts";
import { contactOf } from "./contact.ts";
import { helpNumbers } from "./help-numbers.ts";
import { lawIn } from "./law-in.ts";
import type { Paper } from "./paper.ts";
import { setUpOf } from "./set-up.ts";
import { minutes } from "./spans.ts";

/** What to do when a session breaks off, or when the network, the power or the machine is gone. */
export const WHEN_THE_LINE_FAILS: Paper = {
  name: "when-the-line-fails",
  titles: {
    en: "When the line fails",
    de: "Wenn die Verbindung ausfällt",
    fr: "Quand la liaison est coupée",
    es: "Cuando falla la conexión",
  },
  purposes: {
    en: "Who calls whom, how a session goes on, and how everything comes back.",
    de: "Wer wen anruft, wie ein Gespräch weitergeht und wie alles wiederkommt.",
    fr: "Qui appelle qui, comment une séance continue, et comment tout revient.",
    es: "Quién llama a quién, cómo sigue una sesión y cómo vuelve todo.",
  },
  data: ({ clinic, law }, language) => ({
    untilCall: minutes(MINUTES_UNTIL_CALL, language),
    emergencies: helpNumbers(lawIn(language, lawOf(law)), language),
    phone: contactOf(clinic).phone,
    ...setUpOf(clinic),
  }),
};
