import type { Lexicon } from "./lexicon.ts";

export const FRENCH: Lexicon = {
  language: "fr",
  name: "French",
  anywhere: `
    santémentale centresanté centredesanté espacesanté maisonsanté maisondesanté polesanté thérap clinique médecin médica médicaux docteur
    hôpital hôpitaux hospitalier infirmier infirmerie soignant dépressi addictolog alcoolog alcooliq toxicoman psycholog psychanal psychiq
    neuropsy pédopsy cabinetpsy guérison guériss guérisseu bienêtrement souffranc souffrancepsy sophrolog sexolog orthophon kinésith kinésio
    ergothér psychomotri démence hypnose hypnothér naturopath ostéopath réadaptation rééducat anxiété anxieux anxieuse angoisse troublesalim
    troublesanx troublesdu troublesbip suicide autisme schizophr phobique conseilconjugal conjugothér thérapiedecouple consultationpsy
    pédiatr gynécolog sagefemme maternité accouchem avortement dentiste pharmacie diététic ehpad accompagnementpsy soinspsy
    harcèlement mieuxêtre`,
  start: "maladi urgences dentaire",
  end: "",
  whole: `
    malade malades psy psys santé soin soins patiente patients médical médicale médico thérapie thérapeute deuil bienêtre kiné kinés
    phobie phobies urgence`,
  innocent: "santefe saintleger saintelier santenay santerre santeramo santeuil",
};
