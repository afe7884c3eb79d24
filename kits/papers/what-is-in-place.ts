import type { Clinic } from "../../clinic/clinic.ts";
import type { Agreement } from "../../clinic/law/agreements.ts";
import { jurisdictionsOf } from "../../clinic/law/jurisdictions.ts";
import { lawOf, type Limit } from "../../clinic/law/law.ts";
import { regionOf } from "../../clinic/regions.ts";
import type { Finding, Verdict } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import type { Language } from "../words.ts";
import { lawIn, type LawInWords } from "./law-in.ts";
import type { Paper } from "./paper.ts";
import { ruleWords } from "./rule-words.ts";
import { dayIn, sourceWords } from "./source-words.ts";
import { days, span, years } from "./spans.ts";

/** What is agreed, who answers for what, what the check says of each rule, and which figures of the law all of it rests on. */
export const WHAT_IS_IN_PLACE: Paper = {
  name: "what-is-in-place",
  titles: {
    en: "What is in place",
    de: "Was geregelt ist",
    fr: "Ce qui est en place",
    es: "Lo que está en orden",
  },
  purposes: {
    en: "Agreements to sign, who answers for what, the proof of each safeguard, and the figures of your law.",
    de: "Verträge zum Unterschreiben, wer wofür einsteht, der Nachweis jedes Schutzes und die Zahlen Ihres Rechts.",
    fr: "Accords à signer, qui répond de quoi, la preuve de chaque protection et les chiffres de votre droit.",
    es: "Acuerdos por firmar, quién responde de qué, la prueba de cada protección y las cifras de su ley.",
  },
  data: ({ clinic, law, verdict }, language) => {
    const whole = lawIn(language, lawOf(law));
    const asked = RULES.filter(({ id }) => verdict.rules.includes(id)).map((rule) => ({
      ...ruleWords(rule, language),
      ...stateOf(rule.id, verdict, language),
    }));
    return {
      stackFile: `Pulumi.${clinic.stack}.yaml`,
      digest: verdict.digest,
      machine: machineWords(clinic),
      places: whole.places.map(({ name }) => name),
      american: jurisdictionsOf(law).some((code) => code.startsWith("US-")),
      hipaa: law.hipaaCovered,
      rules: asked,
      count: asked.length,
      kept: asked.filter(({ kept }) => kept).length,
      waived: asked.filter(({ broken, waived }) => broken.length === 0 && waived.length > 0).length,
      broken: asked.filter(({ broken }) => broken.length > 0).length,
      ...figuresIn(whole, language),
    };
  },
};

/** How one rule stands: broken somewhere, waived somewhere, both, or kept. */
function stateOf(rule: string, { findings, waived }: Verdict, language: Language) {
  const broken = findings.filter((finding) => finding.rule === rule).map(placed);
  const excepted = waived
    .filter(({ finding }) => finding.rule === rule)
    .map(({ finding, reason, by, until }) => ({ ...placed(finding), reason, by, until: dayIn(until, language) }));
  return { broken, waived: excepted, kept: broken.length === 0 && excepted.length === 0 };
}

function placed({ where, line, what }: Finding) {
  return { where: line === undefined ? where : `${where}:${line}`, what };
}

/** Whose machine, and where it stands; undefined for one that the practice brought itself. */
function machineWords({ machine }: Clinic): string | undefined {
  if (machine.provider === "existing") return undefined;
  const name = machine.provider === "aws" ? "AWS" : "Hetzner";
  const region = regionOf(machine.provider, machine.region);
  return region === undefined
    ? `${name}, ${machine.region}`
    : `${name}, ${machine.region} (${region.place}, ${region.country})`;
}

function figuresIn({ places, agreements, records, limits, consent, recording }: LawInWords, language: Language) {
  const placeOf = (code: string): string => places.find((place) => place.code === code)?.name ?? code;
  const papers = (kind: Agreement["kind"]) =>
    agreements
      .filter((paper) => paper.kind === kind)
      .map(({ jurisdiction, name, about, source }) => ({
        place: placeOf(jurisdiction),
        name,
        about,
        ...sourceWords(source, language),
      }));
  return {
    agreements: papers("agreement"),
    documents: papers("document"),
    terms: records.terms.map(({ jurisdiction, payer, years: count, from, source, ask }) => ({
      place: placeOf(jurisdiction),
      publicly: payer === "public",
      span: years(count, language),
      from,
      ask,
      ...sourceWords(source, language),
    })),
    minors: records.minors && { age: records.minors.untilAge, ...sourceWords(records.minors.source, language) },
    limits: limits.map(({ name, source, ...limit }) => ({
      name,
      ...boundsOf(limit, language),
      ...sourceWords(source, language),
    })),
    consent: [
      { place: undefined, rule: recording.rule, ...sourceWords(recording.source, language) },
      ...consent.map(({ jurisdiction, rule, source }) => ({
        place: placeOf(jurisdiction),
        rule,
        ...sourceWords(source, language),
      })),
    ],
  };
}

/** Both in years, or both in days: "at least 365 days, at most 1 year" would let readers guess which is more. */
function boundsOf({ leastDays, mostDays }: Pick<Limit, "leastDays" | "mostDays">, language: Language) {
  if (leastDays === undefined || mostDays === undefined)
    return {
      least: leastDays === undefined ? undefined : days(leastDays, language),
      most: mostDays === undefined ? undefined : days(mostDays, language),
    };
  const plain = (count: number): string => span(count, "day", language);
  const inYears = [leastDays, mostDays].every((count) => days(count, language) !== plain(count));
  const write = inYears ? (count: number): string => days(count, language) : plain;
  return { least: write(leastDays), most: write(mostDays) };
}
