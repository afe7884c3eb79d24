import type { Lexicon } from "./lexicon.ts";

/** "Arts", a doctor, is left out as a word of its own: in English it is the arts. Its compounds stand here. */
export const DUTCH: Lexicon = {
  language: "nl",
  name: "Dutch",
  anywhere: `
    therapie therapeut psycholoog psycholog psychiat psychisch praktijkvoor kliniek klinisch patiënt huisarts tandarts kinderarts bedrijfsarts
    oogarts vrouwenarts basisarts artsenprakt artsencentr dokter ziekenhuis ziekte gezondheid geestelijk hulpverlen hulplijn verslaving verslaafd
    behandeling behandelaar behandelkamer depressie depressief rouwverwerk rouwbegel rouwgroep rouwtherap zorgverlen thuiszorg ouderenzorg jeugdzorg
    wijkzorg zorginstel zorggroep zorgpraktijk apotheek verpleeg verpleging verpleegk medisch traumaverwerk traumabeh spreekuur relatietherap
    relatiebegel stoornis fysiother logoped ergother verloskund revalidat eetbuien zelfmoord zelfbeschad autisme burnout angstklacht angststoor
    dwangklacht crisisdienst mantelzorg`,
  start: "zorg angst",
  end: "zorg praktijk",
  whole: "ggz ggd dokter praktijk therapie ziek ziekenzorg",
  innocent: `
    zorganiz archimedisch standarts zorgeloos zorgvuldig zorgvlied bezorg verzorg rechtspraktijk advocatenpraktijk notarispraktijk`,
};
