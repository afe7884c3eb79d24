import type { Clinic, MachineRequest } from "../../clinic/clinic.ts";
import { accessTimes } from "../../clinic/law/access.ts";
import { isUnderGdpr, jurisdictionOf, jurisdictionsOf, type Regime } from "../../clinic/law/jurisdictions.ts";
import { lawOf } from "../../clinic/law/law.ts";
import type { PracticeLaw } from "../../clinic/law/practice-law.ts";
import { isDoubtful } from "../../clinic/law/source.ts";
import { consentDays } from "../../clinic/law/retention.ts";
import { regionOf } from "../../clinic/regions.ts";
import type { InEachLanguage, Language } from "../words.ts";
import { authorityOf, wantsComplaintToPractice } from "./authorities.ts";
import { contactOf } from "./contact.ts";
import { deadlineWords } from "./deadline-words.ts";
import { lawIn, type LawInWords } from "./law-in.ts";
import { limitSpan } from "./limit-span.ts";
import type { Paper } from "./paper.ts";
import { recordSpan } from "./record-span.ts";
import { days } from "./spans.ts";

/**
 * What is known of whoever is invited. What is kept: docs/sessions.md, "What is kept"; what encryption does not cover: docs/THREATS.md.
 * What people can ask for: GDPR art. 7(3) and 15 to 21, the UK's likewise; elsewhere to see and to correct, which each law has; 45 CFR 164.522(b) and
 * 164.528 beside that where HIPAA holds; Quebec's chapter P-39.1, s. 27 (a copy in a common format, also for somebody else, since 22 September 2024) and
 * s. 28.1 (to stop spreading, to take away links), reported: Osler, "Completing the Law 25 puzzle", and a guide to Law 25. How long
 * they wait for what they ask to see: `clinic/law/access.ts`. What else the other places' laws give was not looked up: people are told to ask.
 */
export const YOUR_PRIVACY: Paper = {
  name: "your-privacy",
  titles: {
    en: "Your privacy",
    de: "Ihre Privatsphäre",
    fr: "Votre vie privée",
    es: "Su privacidad",
  },
  purposes: {
    en: "What you keep of the people whom you invite: for how long, who can see it, and what they can ask for.",
    de: "Was Sie von den Menschen aufbewahren, die Sie einladen: wie lange, wer es sehen kann und was sie verlangen können.",
    fr: "Ce que vous gardez des personnes que vous invitez : combien de temps, qui peut le voir et ce qu’elles peuvent demander.",
    es: "Qué guarda usted de las personas a las que invita: cuánto tiempo, quién puede verlo y qué pueden pedir.",
  },
  data: ({ clinic, law }, language) => {
    const words = lawIn(language, lawOf(law));
    return {
      ...contactOf(clinic),
      ...keptOf(clinic, words, language),
      ...rightsUnder(law, words, language),
      video: clinic.names.video,
      linkMail: clinic.desk.enabled && clinic.desk.mail !== undefined,
      host: HOSTS[clinic.machine.provider],
      country: countryOf(clinic.machine, language),
      places: words.places.map(({ code, name }) => ({
        place: name,
        authority: authorityOf(code, law, language),
        first: wantsComplaintToPractice(code),
      })),
    };
  },
};

/** The practice itself knows whose house an existing machine stands in. */
const HOSTS: Readonly<Record<MachineRequest["provider"], string | undefined>> = {
  hetzner: "Hetzner",
  aws: "Amazon Web Services (AWS)",
  existing: undefined,
};

function countryOf(machine: MachineRequest, language: Language): string | undefined {
  if (machine.provider === "existing") return undefined;
  const country = regionOf(machine.provider, machine.region)?.country;
  return country === undefined ? undefined : new Intl.DisplayNames(language, { type: "region" }).of(country);
}

function keptOf({ desk, messaging, law }: Clinic, words: LawInWords, language: Language) {
  return {
    desk: desk.enabled,
    appointments: days(desk.appointmentDays, language),
    consents: days(consentDays(law), language),
    audit: limitSpan(words, "desk-audit", "mostDays", language),
    messages: messaging.enabled ? days(messaging.retentionDays, language) : undefined,
    files: days(messaging.mediaRetentionDays, language),
    logs: limitSpan(words, "addresses-in-logs", "mostDays", language),
    ...recordSpan(words, language),
    minorsUntil: words.records.minors?.untilAge,
  };
}

function rightsUnder(law: PracticeLaw, { places }: LawInWords, language: Language) {
  const codes = jurisdictionsOf(law);
  const regimes = codes.map((code) => jurisdictionOf(code)?.regime);
  const unread = places.filter(({ code }) => !isUnderGdpr(code) && !isQuebec(jurisdictionOf(code)?.regime));
  return {
    gdpr: codes.some(isUnderGdpr),
    hipaa: law.hipaaCovered,
    /** Chapter P-39.1, s. 3.1 (reported, by the same): the title of whoever answers for privacy, and how to reach them, is made known. */
    quebec: regimes.some(isQuebec),
    access: accessTimes(law).map(({ jurisdiction, see, copy, source }) => ({
      place: places.find(({ code }) => code === jurisdiction)?.name ?? jurisdiction,
      see: deadlineWords(see, language),
      copy: deadlineWords(copy, language),
      doubtful: isDoubtful(source),
    })),
    askMore: unread.length === 0 ? undefined : listOf(unread, language),
    basis: basisUnder(law, regimes, language),
  };
}

function isQuebec(regime: Regime | undefined): boolean {
  return regime === "ca-qc";
}

function listOf(places: LawInWords["places"], language: Language): string {
  return new Intl.ListFormat(language).format(places.map(({ name }) => name));
}

function isUnion(regime: Regime | undefined): boolean {
  return regime === "de" || regime === "eu";
}

/** GDPR art. 6(1)(b), a contract, 6(1)(c), a duty to keep a record, and 9(2)(h), by whoever is bound to secrecy. The UK's has the same numbers. */
const ARTICLES: InEachLanguage<string> = {
  en: "articles 6(1)(b), 6(1)(c) and 9(2)(h)",
  de: "Artikel 6 Absatz 1 b und c, Artikel 9 Absatz 2 h",
  fr: "articles 6(1)(b), 6(1)(c) et 9(2)(h)",
  es: "artículos 6.1 b), 6.1 c) y 9.2 h)",
};
const REGULATION: InEachLanguage<string> = { en: "GDPR", de: "DSGVO", fr: "RGPD", es: "RGPD" };

/** Undefined, for the practice to fill in, where it is not known to be bound to secrecy by its profession. */
function basisUnder(
  { profession }: PracticeLaw,
  regimes: readonly (Regime | undefined)[],
  language: Language,
): string | undefined {
  if (profession === undefined || profession === "coach") return undefined;
  const regulations = [
    ...(regimes.some(isUnion) ? [REGULATION[language]] : []),
    ...(regimes.includes("uk") ? ["UK GDPR"] : []),
  ];
  return regulations.length === 0 ? undefined : `${regulations.join(", ")}: ${ARTICLES[language]}`;
}
