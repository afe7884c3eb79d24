import type { Lexicon } from "./lexicon.ts";

/** "Beratung" alone belongs to many trades, "Rezept" to cooks, "Überweisung" to banks, and they pass; "Ordination" is an Austrian doctor's practice. */
export const GERMAN: Lexicon = {
  language: "de",
  name: "German",
  anywhere: `
    therapie therapeut therapeutin psychotherapie arzt ärzte ärztin ärztlich ärztehaus praxis klinik klinisch doktor medizin medikament heilprakti heilkund heilung heilpäd
    heilerzieh naturheil heilverfahren genesung krankheit krankenhaus krankenpfleg krankenkass krankengymn krankenstation
    krankenschwester krankenversicher gesundheit seelsorg seelisch seelenheil seelenleid nervenheil nervenklin depressiv demenz
    suizid selbstmord selbsthilf selbstverletz suchthilf suchtberat suchtther suchtklin suchtkrank drogenberat alkoholsucht spielsucht
    magersucht internetsucht lebensberat lebenskris lebenshilf eheberat paarberat krisenberat krisenhilf krisendienst krisenintervention
    familienberat erziehungsberat sexualberat opferberat opferhilf trauerberat trauerbegleit trauerhilf trauergrupp trauerarbeit
    beratungsstell schwangerenberat schwangerschaft sprechstund sprechzimmer behandlung traumat traumapäd traumasens traumahilf
    essstörung angststörung angstambul angsthilf angsterkrank panikattack panikstörung zwangsstörung zwangserkrank autismus
    verhaltensauffäll pflegedienst pflegeheim pflegestation pflegegrad pflegezentrum altenpfleg intensivpfleg apothek hebamm geburtshilf
    geburtshaus logopäd homöopath gynäkolog pädiatr orthopäd chirurg ambulanz ambulator diagnostik hospiz lazarett sanator kurklinik
    psychosozial schmerzther schmerzzent schmerzklin akupunkt ayurved podolog hörgeräteak zahnmed zahnklin kieferorth rehazent
    rehaklin fachklin kinderwunsch entzug wartezimmer anamnes epikris achtsamkeit jugendhilf familienhilf drogenhilf drogensucht drogentherap
    drogenabh drogenarbeit drogennot alkoholhilf alkoholberat alkoholprobl alkoholabh arztbefund laborbefund befundbericht rezeptbestell
    privatrezept kassenrezept überweisungsschein heilprax heilpraxis`,
  start: "angst angstfrei",
  end: "gesund",
  whole: `
    gesund patienten seele seelen psycho adhs ptbs therapie therapeut mvz spital ordination ordinationen reha hno kjp heiler heilerin
    trauer sucht drogen krise krisen befund befunde heilpr`,
  innocent: `
    iggesund haugesund langesund angster angstroem angstrom harzt harzte quarzt quarzte schwarzt schwarzte marzt straumann traumauto traumabend traumarbeit traumangebot traumaus
    traumatelier traumalp traumallee traumanwes traumappart traumaquar praxisnah praxised praxitel gesundbrunn neurott neuroda
    mittelarztl`,
};
