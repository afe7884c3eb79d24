import type { Lexicon } from "./lexicon.ts";

/** The names of medicine's branches, made of Greek and Latin stems that all these languages share with small differences of spelling. */
export const MEDICINE: Lexicon = {
  language: "la",
  name: "Greek and Latin stems of many languages",
  anywhere: `
    allergolog alergolog nefrolog nephrolog ematolog kardiolog cardiolo cardioloo oncoloo onkolog oftalmolog ophtalmolog ophthalmolog
    laryngolog patolog patholog patholoo proctolog proktolog pulmonolog pneumolog reumatolog rheumatolog rhumatolog reumatoloo gastroenter
    kirurg cirurgi chiropra kiropra quiropr homeopa homöopa omeopat naturopa osteopa dialys dialis optometr audiolog orthopéd orthopäd
    ortoped ortopæd ortopäd ortodon orthodon acupun akupunk agopunt gynekolog ginekolog gynaecoloo pediatrik dermatol dermatoloo radioloo
    neurolo neuroloo uroloog nefroloo hematoloo endocrinolog endokrinolog psychosom psykosom psicosom sophrolog tandheelk geneeskund
    geneesheer stethosc stetosc stetosk ambulans hospitaal abortion abortus infertil ambulatoir infirmar`,
  start: "",
  end: "",
  whole: "internist internista aborto",
  innocent: "",
};
