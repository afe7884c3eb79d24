import type { Lexicon } from "./lexicon.ts";

/** Words in Cyrillic, of Russian, Ukrainian, Bulgarian and Serbian; they are told apart by the letters that Latin ones are folded to. */
export const CYRILLIC: Lexicon = {
  language: "ru",
  name: "Russian and its neighbours",
  anywhere:
    "психо психи терапи терапія терапії терапевт клиник клінік больниц лікуван доктор пациент пацієнт здоров медиц медич невролог депресс",
  start: "врач лечени лечебн лекар",
  end: "",
  whole: "врач врачи лекарь лікар лікарі лікаря",
  innocent: "врачар врачан",
};

export const GREEK: Lexicon = {
  language: "el",
  name: "Greek",
  anywhere:
    "ψυχολ ψυχοθ ψυχι ψυχικ θεραπε κλινικη ιατρειο ιατρικ ιατρος γιατρ νοσοκομ ασθενε ασθενη υγεια φαρμακ συμβουλευτικ",
  start: "",
  end: "",
  whole: "ψυχη",
  innocent: "",
};
