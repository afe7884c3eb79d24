import type { Lexicon } from "./lexicon.ts";

export const PORTUGUESE: Lexicon = {
  language: "pt",
  name: "Portuguese",
  anywhere: `
    saúdemental saúdeemoc saúdepubl saúdedafam terapia terapêut terapeut psicólog psicolog psiquiatr psicanal psicoped psicomotr psicoter
    clínica consultório paciente enfermeir enfermag doença doente médica medicament dependênciaquím dependentequím toxicodepend depressão
    depressiv ansiedade bemestarment bemestaremoc farmácia cuidador cuidadospaliat fonoaud fisioter hipnose hipnoter aconselhament
    transtorn esquizofren alcoolism alcoolic autismo reabilita parteir obstetr ginecolog pediatr odontolog dentist suicíd
    hospital postodesaude centrodesaude neuropsic apoioaoluto`,
  start: "psico",
  end: "saúde",
  whole:
    "saúde médico médicos médicas terapia psicologia doutor doutora doutores luto bemestar clínico clínicos enfermo",
  innocent: "hospitalidade",
};
