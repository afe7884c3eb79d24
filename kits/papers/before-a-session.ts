import type { Paper } from "./paper.ts";

/** What whoever is invited looks at on their own side before a session. */
export const BEFORE_A_SESSION: Paper = {
  name: "before-a-session",
  titles: {
    en: "Before your session",
    de: "Vor Ihrem Gespräch",
    fr: "Avant votre séance",
    es: "Antes de su sesión",
  },
  purposes: {
    en: "A short list to go through before meeting by video.",
    de: "Eine kurze Liste, die Sie vor einem Videogespräch durchgehen.",
    fr: "Une courte liste à parcourir avant une rencontre en vidéo.",
    es: "Una lista breve para repasar antes de una reunión por vídeo.",
  },
  data: ({ clinic }) => ({
    video: clinic.names.video,
    phone: clinic.papers?.phone,
  }),
};
