import type { Lexicon } from "./lexicon.ts";

/**
 * "Practice", "mediation", "meditation", "coaching", "counsel" and "recovery" alone belong to too many trades to tell; `pt` and `ot` are a
 * language and a syllable before they are professions; `med` is "with" in the Nordic languages. "Alcohol" alone is sold, a hotline is any firm's, and
 * every video program has a waiting room; "mindful" and "behavioral" alone are what practices call themselves, and are told.
 */
export const ENGLISH: Lexicon = {
  language: "en",
  name: "English",
  anywhere: `
    therap psych psyche therapist therapists therapy psycholog psychology psychologist psychiatry psychotherapy psychotherapist
    counsell counselin counselor counselling counseling counsellor clinic clinical clinician patient patients trauma addiction
    doctor physician medical medicin medicine medicat medicare paramedic hospital health healing healer wellness wellbeing mindful
    mentalhealth mentalwell selfharm selfinjur anxiety panicattack depression depressed suicid schizo bipolar neuros neurolog
    neurodiver neurofeedback neuropsy dementia alzheimer autism autistic asperger ptsd emdr bereave anorexi bulimi
    eatingdisorder disorder syndrom symptom diagnos hypnosis hypnother hypnotist rehab rehabilitation detox burnout nursing caregiv
    carehome homecare urgentcare eldercare palliativ hospice asylum sanatori sanitarium surgery surgeries surgeon surgical
    ambulanc pharmac dentist orthodont osteopath naturopath homeopath chiropract podiatr acupunct pediatr paediatr geriatr
    oncolog cardiolog dermatolog gynecolog gynaecolog obstetric midwife midwives urolog radiolog fertility illness sickness
    disease alcoholi narcotic opioid talkingcure talktherap abusesurviv survivorsofabuse griefsupport griefgroup griefcoun
    speechpatholog speechlanguage cognitivebehav couplescouns marriagecouns familysupportcent lifecrisis crisisline crisiscent
    sexolog dialysis psychoanal codependen childabuse domesticabuse medspa telemed
    behavioral behavioural cancer methadon alcoholhelp alcoholsupport alcoholrecovery alcoholgroup helpline psyther terapy tharapy theraphy
    psyhology psycology pyschology phsycholog physcholog`,
  start: "mental dental physio grief adhd",
  end: "adhd",
  whole: `
    mental care dr drs drmed md meds medic medics nurse nurses psy psyd psyds addict addicts treatment treatments ocd nhs hiv abuse
    crisis cbt dbt slp lmft lmhc lcsw bacp physio phobia phobias`,
  innocent: `
    futurolog structurolog eurolog insurgeon nautism bautism physiocrat physiognom decadentist irredentist independentist
    identist aponeuros doctorate doctoral doctorow patiently impatien mentalit mentalist homesick seasick carsick airsick
    stillness chillness shrillness realness smallness tallness fullness wellingt hospitality
    behavioraleconom behaviouraleconom behavioralfinance behaviouralfinance behavioralinsight behaviouralinsight tropicofcancer
    nursetree nursecrop nurselog nurseshark griefer griefing weatherapi weatherapp leatherap featherap motherapp brotherap fatherapp gatherap
    theraptor therapture therapid therapper therapport theraphos therapsid
    medicinehat medicinebow medicinelodge medicinepark doctorsinlet hospitalet hospitalidad hospitalidade hospitalit
    psychiko asylumlake wealth stealth commonwealth`,
};
