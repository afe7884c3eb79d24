import type { Lexicon } from "./lexicon.ts";

export const PORTUGUESE: Lexicon = {
  language: "pt",
  anywhere: [
    "saúdemental",
    "terapia",
    "terapêut",
    "terapeut",
    "psicólog",
    "psicolog",
    "psiquiatr",
    "psicanal",
    "clínica",
    "consultório",
    "paciente",
    "enfermeir",
    "doença",
    "médica",
    "dependênciaquímica",
    "toxicodepend",
    "depressão",
    "ansiedade",

    "bemestar",
    "farmácia",
    "cuidador",
  ],
  start: [],
  end: ["saúde"],
  whole: ["saúde", "médico", "terapia", "psicologia", "doutor", "doutora", "luto"],
  innocent: [],
};
