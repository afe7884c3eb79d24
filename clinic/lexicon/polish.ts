import type { Lexicon } from "./lexicon.ts";

/** "Gabinet" alone is any cabinet, "porada" any advice. */
export const POLISH: Lexicon = {
  language: "pl",
  name: "Polish",
  anywhere: `
    terapia terapii terapią terapię terapie terapeut terapeuc terapeutka psycholog psychiatr psychoter psychiczn klinika kliniki klinice
    klinikę kliniczn pacjent pacjenc lekarz lekarsk lekark szpital uzależni depresj depresyj przychodni medycyn medyczn pielęgniar chorob
    zaburzeni nerwic poradnia poradni leczeni lecznic wyleczy rehabilit logoped fizjoter stomatolog dentyst ginekolog pediatr neurolog
    samobój alkoholiz narkoman autyzm położn interwencjakryz ośrodekkryz terapeuty sanatori hospicjum żałoby gabinetpsy gabinetlek
    gabinetter`,
  start: "aptek zdrowi zdrowot",
  end: "zdrowia zdrowie",
  whole: "terapia zdrowie zdrowia zdrowiem lekarz żałoba doktor pacjentka",
  innocent: "piekarsk piekarz poradnik doktorce spoleczeni",
};
