import type { PartWords } from "../part.ts";
import type { InEachLanguage } from "../words.ts";

const NOTHING_TO_DO = { steps: [], files: {} } as const;

export const GUESTS_WORDS: InEachLanguage<PartWords> = {
  en: {
    ...NOTHING_TO_DO,
    title: "Papers for the people whom you invite",
    purpose: "To print, to hand over or to send, in four languages. Read them before you do.",
  },
  de: {
    ...NOTHING_TO_DO,
    title: "Papiere für die Menschen, die Sie einladen",
    purpose: "Zum Drucken, Mitgeben oder Verschicken, in vier Sprachen. Lesen Sie sie vorher.",
  },
  fr: {
    ...NOTHING_TO_DO,
    title: "Documents pour les personnes que vous invitez",
    purpose: "À imprimer, à remettre ou à envoyer, en quatre langues. Lisez-les avant.",
  },
  es: {
    ...NOTHING_TO_DO,
    title: "Documentos para las personas a las que invita",
    purpose: "Para imprimir, entregar o enviar, en cuatro idiomas. Léalos antes.",
  },
};

export const STAFF_WORDS: InEachLanguage<PartWords> = {
  en: {
    ...NOTHING_TO_DO,
    title: "Papers for the people who work here",
    purpose: "What everybody here should know, and what to have at hand when something goes wrong.",
  },
  de: {
    ...NOTHING_TO_DO,
    title: "Papiere für die Menschen, die hier arbeiten",
    purpose: "Was alle hier wissen sollten, und was bereitliegen muss, wenn etwas schiefgeht.",
  },
  fr: {
    ...NOTHING_TO_DO,
    title: "Documents pour les personnes qui travaillent ici",
    purpose: "Ce que chacun ici doit savoir, et ce qu'il faut avoir sous la main si quelque chose tourne mal.",
  },
  es: {
    ...NOTHING_TO_DO,
    title: "Documentos para las personas que trabajan aquí",
    purpose: "Lo que todos aquí deben saber, y lo que hay que tener a mano si algo sale mal.",
  },
};
