import { jurisdictionOf } from "../../clinic/law/jurisdictions.ts";
import type { PracticeLaw } from "../../clinic/law/practice-law.ts";
import type { InEachLanguage, Language } from "../words.ts";

/** GDPR art. 77(1): in particular where somebody lives, works, or where the rule was broken. */
const UNION: InEachLanguage<string> = {
  en: "the data protection authority where you live, where you work, or where it happened",
  de: "die Datenschutzbehörde dort, wo Sie wohnen, wo Sie arbeiten oder wo es geschah",
  fr: "l’autorité de protection des données là où vous vivez, où vous travaillez ou où cela s’est passé",
  es: "la autoridad de protección de datos de donde usted vive, de donde trabaja o de donde ocurrió",
};

/** Names of their own, which no language translates: that is how people find them. The same as in `clinic/law/breaches.ts`, but for the first. */
const AUSTRALIA = "Office of the Australian Information Commissioner (OAIC)";
const UNITED_KINGDOM = "Information Commission (ICO)";
const CANADA: Readonly<Record<string, string>> = {
  "CA-AB": "Information and Privacy Commissioner of Alberta",
  "CA-BC": "Information and Privacy Commissioner for British Columbia",
  "CA-ON": "Information and Privacy Commissioner of Ontario",
  "CA-QC": "Commission d’accès à l’information du Québec",
};
const UNDER_HIPAA = "Office for Civil Rights, U.S. Department of Health and Human Services";
const OUTSIDE_HIPAA = "Attorney General; Federal Trade Commission";

/**
 * To whom people complain under the law of that place. Sources beside GDPR art. 77(1): The Data (Use and Access) Act's regulations, SI 2026/386, which
 * put the Information Commission in the Information Commissioner's place (from which day on: clinic/law/breaches.ts); Privacy Act 1988 (Cth) s 36(1);
 * 45 CFR 164.520(b)(1)(vi) and 160.306.
 *
 * @returns undefined for a place of which nobody looked it up
 */
export function authorityOf(code: string, { hipaaCovered }: PracticeLaw, language: Language): string | undefined {
  switch (jurisdictionOf(code)?.regime) {
    case "de":
    case "eu":
      return UNION[language];
    case "uk":
      return UNITED_KINGDOM;
    case "au":
      return AUSTRALIA;
    case "ca":
    case "ca-qc":
      return CANADA[code];
    case "us":
    case "us-onshore":
    case "us-or-canada":
      return hipaaCovered ? UNDER_HIPAA : OUTSIDE_HIPAA;
    case undefined:
      return undefined;
  }
}

/**
 * Whether the authority there wants people to have complained to the practice before. Sources: Privacy Act 1988 (Cth) s 40(1A), as the OAIC's guide on
 * handling complaints tells it; Data (Use and Access) Act 2025 s 103, in force on 19 June 2026, as law firms tell it.
 */
export function wantsComplaintToPractice(code: string): boolean {
  const regime = jurisdictionOf(code)?.regime;
  return regime === "uk" || regime === "au";
}
