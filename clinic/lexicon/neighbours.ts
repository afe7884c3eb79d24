import type { Lexicon } from "./lexicon.ts";

/** "Poradna" and "ordinace" are advice and consulting hours of no other trade that would put them into its name. */
export const CZECH: Lexicon = {
  language: "cs",
  name: "Czech and Slovak",
  anywhere: `
    psycholog psychiatr psychoterap terapeut lékař lékárn nemocnic nemocnice zdravotn zdravotní duševn závislost úzkostn ordinac ordinácia
    poradna poradňa poradenskéc pacientsk léčebn léčiteľ liečebn rodinnáporad manželskáporad`,
  start: "lekár",
  end: "",
  whole: "lékař lekar lekari zdraví zdravie deprese poradny poradne léčba liečba terapie",
  innocent: "",
};

export const HUNGARIAN: Lexicon = {
  language: "hu",
  name: "Hungarian",
  anywhere: `
    pszicho pszichi orvos kórház egészség gyógyász gyógysz gyógytorn gyógyít rendelőint szakrendel magánrendel lelkisegély lelkigond betegség betegek
    szenvedélyb párterápia családterápia pszichoter szorongás terápiá`,
  start: "orvos",
  end: "terápia",
  whole: "beteg rendelő klinika terápia doktor depresszió gyász",
  innocent: "",
};
