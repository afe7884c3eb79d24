import type { Lexicon } from "./lexicon.ts";

/** "Salute" alone is a greeting, a church and English for what soldiers do; "medici" is the plural of doctor before it is a family. */
export const ITALIAN: Lexicon = {
  language: "it",
  name: "Italian",
  anywhere: `
    terapia terapie terapis terapeut psicolog psich psichiatr psicoanal psicanal psicoter psicoped psicomotr psicosoc clinica cliniche
    paziente pazienti ospedal infermier infermer medicina medicale medicali studiomedic centromedic tossicodip alcolis depression depressiv
    benesserement benesserepsic malattia malattie guarigion farmaci dottoress ambulatori poliambul consultorio salutement salutepsic
    centrosalute casadellasalute centrodisalute dipendenze disturbiansi disturbodansia disturbidansia disturbialim attacchidipanico
    curapsi curamental sanitari fisioter logoped neuropsi sedutapsi sedutepsi ostetric ginecolog pediatr odontoiatr dentist autis
    riabilit ipnosi ipnoter osteopat schizofren sostegnopsic supportopsic elaborazionedellutto counselingp`,
  start: "dottor psico",
  end: "",
  whole: `
    dottore dottori dott dottssa medico medica medici terapia psicologia psicologo psicologa ansia lutto sanità malato
    benessere`,
  innocent: `
    impaziente impazienti spazienti indipendenze ospedalett ospedalicchi villamedici palazzomedici caffemedici psichedel autista autisti
    comedico comedici`,
};
