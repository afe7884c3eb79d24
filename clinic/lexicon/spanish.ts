import type { Lexicon } from "./lexicon.ts";

export const SPANISH: Lexicon = {
  language: "es",
  name: "Spanish",
  anywhere: `
    terapia terapias terapeut terapéut psicolog psicólog psiquiat siquiat psicoanal psicoter psicoped psicomotr psicosoc psicoeduc sicolog
    sicoter clínica clínico paciente enfermer enfermedad enfermo medicina médica médico médicos adicción adicciones adictos depresión depresiv
    ansiedad sanación trastorno consejería drogadic alcohólic toxicoman bienestaremoc saludmental saludemoc farmaci hospital sanator
    consultorio fisioter kinesiolog logoped fonoaud sexolog sexólog autismo hipnosis hipnoter rehabilit odontolog odontólog dentista
    ginecolog ginecólog obstetric pediatr oncolog parejaterap orientaciónpsic duelopsic estrésposttraum esquizof ambulator cirujan
    cirugía quirófan autolesi suicid maltrato cuidadospaliat`,
  start: "salud psico",
  end: "salud",
  whole: `
    salud terapia psicología psicólogo psicóloga doctora doctores dra dras partera matrona enfermero enfermera bienestar clínicas clínicos`,
  innocent: `
    contradiccion impaciente deambulant deambulator subsanacion saluda saludo saludeci saludos saludable hospitalito medicamart jurisdiccion`,
};
