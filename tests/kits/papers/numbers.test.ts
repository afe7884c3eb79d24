import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import type { Clinic } from "../../../clinic/clinic.ts";
import { accessTimes } from "../../../clinic/law/access.ts";
import type { BreachDuty } from "../../../clinic/law/breaches.ts";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { lawOf, type Limit } from "../../../clinic/law/law.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";
import { consentDays } from "../../../clinic/law/retention.ts";
import type { Source } from "../../../clinic/law/source.ts";
import { MINUTES_UNTIL_CALL } from "../../../kits/papers/calling-back.ts";
import { pageOf } from "../../../kits/papers/page.ts";
import { paperIn, paperTemplateNameOf } from "../../../kits/papers/paper-files.ts";
import type { Paper } from "../../../kits/papers/paper.ts";
import { guestsPapers, staffPapers } from "../../../kits/papers/papers.ts";
import { pdfOf } from "../../../kits/papers/print/pdf.ts";
import { sheetIn } from "../../../kits/papers/print/sheet.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { LANGUAGES, type InEachLanguage, type Language } from "../../../kits/words.ts";
import { RULES } from "../../../policies/rules/index.ts";
import { templateFile } from "../../../render/template-file.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import type { TemplateValue } from "../../../services/service.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { BARE, DISTINCT, under } from "./guests-practices.ts";
import { readable } from "./staff-paper.ts";

/*
 * Each paper is written twice: once with its values, and once with each value's key in its place, `⟦duties.0.within⟧`. What has a key came from the
 * paper's data, and is held to what the stack file or the law table says of it; what has none stands in the template.
 */

/** What a value has to print, by the stack file and the law tables alone. */
type Said =
  | { readonly kind: "exactly"; readonly text: string }
  /** A count with its unit, and beside it no number but those of `and`. */
  | { readonly kind: "span"; readonly count: number; readonly unit: Unit; readonly and: string }
  | { readonly kind: "day"; readonly day: string }
  /** The numbers of an English text, whatever its translation is. */
  | { readonly kind: "numbers"; readonly of: string };

type Unit = "minute" | "hour" | "day" | "working day" | "year";

const UNITS: Readonly<Record<Unit, InEachLanguage<RegExp>>> = {
  minute: { en: /^minutes?\b/, de: /^Minuten?\b/, fr: /^minutes?\b/, es: /^minutos?\b/ },
  hour: { en: /^hours?\b/, de: /^Stunden?\b/, fr: /^heures?\b/, es: /^horas?\b/ },
  day: { en: /^days?\b/, de: /^Tage?\b/, fr: /^jours?\b(?! ouvrés)/, es: /^días?\b(?! hábiles)/ },
  "working day": { en: /^working days/, de: /^Arbeitstage/, fr: /^jours ouvrés/, es: /^días hábiles/ },
  year: { en: /^years?\b/, de: /^Jahre?\b/, fr: /^(ans?|années?)\b/, es: /^años?\b/ },
};

const MONTHS: InEachLanguage<string> = {
  en: "January February March April May June July August September October November December",
  de: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
  fr: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  es: "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
};

const exactly = (text: string | number): Said => ({ kind: "exactly", text: String(text) });
const numbers = (of: string): Said => ({ kind: "numbers", of });
const day = (text: string): Said => ({ kind: "day", day: text });
const span = (count: number, unit: Unit, and = ""): Said => ({ kind: "span", count, unit, and });

/** No year of the tables has more; so many days are told as years. */
const YEAR_OF_DAYS = 366;

function days(count: number): Said {
  return count % YEAR_OF_DAYS === 0 ? span(count / YEAR_OF_DAYS, "year") : span(count, "day");
}

function numbersOf(text: string): readonly string[] {
  return text.match(/\d+/g) ?? [];
}

function holds(said: Said, written: string, language: Language): boolean {
  const found = numbersOf(written);
  switch (said.kind) {
    case "exactly":
      return written === said.text;
    case "numbers":
      return same(new Set(found), new Set(numbersOf(said.of)));
    case "day": {
      const [year = "", month = "", dayOfMonth = ""] = said.day.split("-");
      const name = MONTHS[language].split(" ")[Number(month) - 1] ?? "";
      return same(found, [String(Number(dayOfMonth)), year]) && written.includes(name);
    }
    case "span": {
      const text = written.replaceAll(/(?<=\d)[,.\s](?=\d{3}\b)/g, "");
      const found = numbersOf(text);
      const after = text.slice(text.indexOf(String(said.count)) + String(said.count).length).replace(/^\s/, "");
      return same(found, [String(said.count), ...numbersOf(said.and)]) && UNITS[said.unit][language].test(after);
    }
  }
}

function same(found: Iterable<string>, expected: Iterable<string>): boolean {
  return JSON.stringify([...found].sort()) === JSON.stringify([...expected].sort());
}

/** By key, `duties.*.within` for each duty's: what the keys of all papers mean. A key that prints a number and is missing here is a fault. */
function meanings({ clinic, law, release, verdict }: KitPractice): Readonly<Record<string, Said | readonly Said[]>> {
  const { desk, messaging, video, names, papers, machine, workstations } = clinic;
  const { limits, records, breaches, agreements, consent, recording, emergencies } = lawOf(law);
  const bound = (data: string, key: "leastDays" | "mostDays"): Said =>
    days(limits.find((limit) => limit.data === data)?.[key] ?? Number.NaN);
  const lines = emergencies.flatMap(({ emergency, crisisLines }) =>
    [
      { ...emergency, about: "" },
      ...crisisLines.map((line) => ({ ...line, about: `${line.name} ${line.where ?? ""}` })),
    ]
      // Whoever calls a wrong number loses the minutes that count.
      .filter(({ source }) => source.sureness !== "unread"),
  );
  const sourced = (list: string, sources: readonly Source[]) => ({
    [`${list}.*.source`]: sources.map(({ text }) => numbers(text)),
    [`${list}.*.checked`]: sources.map(({ checked }) => day(checked)),
  });
  const paperMeanings = (kind: string) => {
    const papers = agreements.filter((paper) => paper.kind === kind);
    return {
      [`${kind}s.*.name`]: papers.map(({ name }) => numbers(name)),
      [`${kind}s.*.about`]: papers.map(({ about }) => numbers(about)),
      ...sourced(
        `${kind}s`,
        papers.map(({ source }) => source),
      ),
    };
  };
  const asked = RULES.filter(({ id }) => verdict.rules.includes(id));
  const broken = new Set(verdict.findings.map(({ rule }) => rule));
  const waived = new Set(verdict.waived.map(({ finding }) => finding.rule));
  const only = [...waived].filter((rule) => !broken.has(rule)).length;
  return {
    // The stack file's.
    name: exactly(papers?.name ?? clinic.branding.title),
    phone: exactly(papers?.phone ?? ""),
    mail: exactly(papers?.mail ?? ""),
    address: exactly(papers?.address ?? ""),
    video: exactly(names.video),
    desk: exactly(names.desk),
    messaging: exactly(names.messaging),
    stackFile: exactly(`Pulumi.${clinic.stack}.yaml`),
    tunnel: exactly(workstations?.tunnel.interface ?? ""),
    people: exactly(video.maxOccupants),
    machine: numbers(machine.provider === "existing" ? "" : machine.region),
    ...both(["appointments", "appointmentsKept"], days(desk.appointmentDays)),
    ...both(["messages", "messagesKept"], days(messaging.retentionDays)),
    ...both(["files", "filesKept"], days(messaging.mediaRetentionDays)),
    // The law tables'.
    consents: days(consentDays(law)),
    audit: bound("desk-audit", "mostDays"),
    logs: bound("addresses-in-logs", "mostDays"),
    evidenceKept: bound("evidence", "leastDays"),
    incidentsKept: bound("incidents", "leastDays"),
    record: span(records.keep.years, "year"),
    recordFrom: numbers(records.keep.from),
    minorsUntil: exactly(records.minors?.untilAge ?? ""),
    crime: numbers("§ 201 StGB"),
    basis: numbers("GDPR art. 6(1)(b), 6(1)(c), 9(2)(h)"),
    everywhere: numbers(recording.rule),
    "access.*.see": accessTimes(law).map(({ see }) => deadline({ within: see })),
    "access.*.copy": accessTimes(law).map(({ copy }) => deadline({ within: copy })),
    "emergencies.*.number": lines.map(({ number }) => exactly(number)),
    "emergencies.*.about": lines.map(({ about }) => numbers(about)),
    "duties.*.within": breaches.map(deadline),
    "duties.*.tell": breaches.map(({ tell }) => numbers(tell)),
    "duties.*.when": breaches.map(({ when }) => numbers(when)),
    ...sourced(
      "duties",
      breaches.map(({ source }) => source),
    ),
    ...paperMeanings("agreement"),
    ...paperMeanings("document"),
    "terms.*.span": records.terms.map(({ years }) => span(years, "year")),
    "terms.*.from": records.terms.map(({ from }) => numbers(from)),
    "terms.*.ask": records.terms.map(({ ask = "" }) => numbers(ask)),
    ...sourced(
      "terms",
      records.terms.map(({ source }) => source),
    ),
    "minors.age": exactly(records.minors?.untilAge ?? ""),
    "minors.source": numbers(records.minors?.source.text ?? ""),
    "minors.checked": day(records.minors?.source.checked ?? ""),
    "limits.*.least": limits.map((limit) => boundOf(limit, "leastDays")),
    "limits.*.most": limits.map((limit) => boundOf(limit, "mostDays")),
    ...sourced(
      "limits",
      limits.map(({ source }) => source),
    ),
    "consent.*.rule": [recording, ...consent].map(({ rule }) => numbers(rule)),
    ...sourced(
      "consent",
      [recording, ...consent].map(({ source }) => source),
    ),
    // The check's.
    digest: exactly(verdict.digest),
    count: exactly(asked.length),
    kept: exactly(asked.length - broken.size - only),
    waived: exactly(only),
    broken: exactly(broken.size),
    "rules.*.title": asked.map(({ title }) => numbers(title)),
    "rules.*.serves": asked.map(({ serves }) => numbers(serves)),
    "rules.*.broken.*.where": exactly(BROKEN.where),
    "rules.*.broken.*.what": exactly(BROKEN.what),
    "rules.*.waived.*.where": exactly(`${WAIVED.where}:${WAIVED.line}`),
    "rules.*.waived.*.what": exactly(WAIVED.what),
    "rules.*.waived.*.reason": exactly(WAIVER.reason),
    "rules.*.waived.*.by": exactly(WAIVER.by),
    "rules.*.waived.*.until": day(WAIVER.until),
    "secrets.*.name": release.secrets.map(({ name }) => exactly(name)),
    // The product's own choice.
    untilCall: span(MINUTES_UNTIL_CALL, "minute"),
  };
}

/** Both in years, or both in days. */
function boundOf(limit: Limit, key: "leastDays" | "mostDays"): Said {
  const { leastDays, mostDays, [key]: count = Number.NaN } = limit;
  const inYears = [leastDays, mostDays].every((one) => one === undefined || one % YEAR_OF_DAYS === 0);
  return inYears ? days(count) : span(count, "day");
}

function both(keys: readonly string[], said: Said): Readonly<Record<string, Said>> {
  return Object.fromEntries(keys.map((key) => [key, said]));
}

/** As laws write it: three days as 72 hours, more as days. */
function deadline({ within, countsFrom }: Pick<BreachDuty, "within" | "countsFrom">): Said {
  const and = countsFrom?.from ?? "";
  if (within.kind === "working-days") return span(within.days, "working day", and);
  const hours = within.kind === "without-delay" ? within.planHours : within.hours;
  return hours > 72 && hours % 24 === 0 ? span(hours / 24, "day", and) : span(hours, "hour", and);
}

/** Where a value stands, in English: whoever swaps two values, or two keys, in every language says something else there. */
const PLACES: Readonly<Record<string, readonly string[]>> = {
  "before-a-session": ["within ⟦untilCall⟧? Then we call you", "call us: ⟦phone⟧", "begins with https://⟦desk⟧/"],
  "your-privacy": [
    "label in place of your name ⟦appointments⟧ after the session",
    "the wording, its language and the time ⟦consents⟧",
    "opened an appointment, without your name ⟦audit⟧",
    "Messages, encrypted so that our server can't read them ⟦messages⟧",
    "⟦files⟧ after someone last opened them",
    "technical notes, for example of an attack ⟦logs⟧ at most",
    "⟦record⟧ ⟦recordFrom⟧",
    "at least until you are ⟦minorsUntil⟧",
    "Phone: ⟦phone⟧",
    "Address: ⟦address⟧",
  ],
  "meeting-by-video": ["within ⟦untilCall⟧, we call you", "call us: ⟦phone⟧", "We keep it for ⟦consents⟧"],
  "agreement-to-a-recording": ["it is a crime (⟦crime⟧)", "Tell us here: ⟦name⟧, ⟦phone⟧"],
  "how-we-stay-in-touch": [
    "Phone: ⟦phone⟧",
    "Letter: ⟦address⟧",
    "deletes messages after ⟦messages⟧",
    "deletes files ⟦files⟧ after",
    "⟦record⟧ ⟦recordFrom⟧",
    "Call for help at once: ⟦emergencies.0.number⟧ : ⟦emergencies.0.about⟧",
  ],
  "working-here": [
    "An appointment stays here for ⟦appointmentsKept⟧ after its end",
    "A room holds ⟦people⟧ people at most",
    "Messages are deleted from the server after ⟦messagesKept⟧. Files that nobody opens are deleted after ⟦filesKept⟧.",
    "The VPN (⟦tunnel⟧) is on",
    "The head of the practice ⟦phone⟧",
  ],
  "training-each-year": ["After ⟦untilCall⟧. At once", "for at least ⟦evidenceKept⟧", "whom to call: ⟦phone⟧"],
  "when-something-happens": [
    "the log and the register of incidents for at least ⟦incidentsKept⟧",
    "the proof of what you did for at least ⟦evidenceKept⟧",
    "speaks to people and authorities ⟦phone⟧",
    "⟦duties.0.within⟧ ⟦duties.0.tell⟧ ⟦duties.0.when⟧ ⟦duties.0.place⟧: ⟦duties.0.source⟧. Looked up on ⟦duties.0.checked⟧",
  ],
  "when-the-line-fails": [
    "After ⟦untilCall⟧ The host Calls the guest",
    "Tries once more after ⟦untilCall⟧",
    "on by telephone within ⟦untilCall⟧",
    "Guests and colleagues reach you ⟦phone⟧",
  ],
  "what-is-in-place": [
    "Digest of the release ⟦digest⟧",
    "⟦count⟧: ⟦kept⟧ kept, ⟦waived⟧ waived, ⟦broken⟧ broken",
    "⟦terms.0.span⟧ ⟦terms.0.from⟧",
    "until the age of ⟦minors.age⟧",
    "⟦limits.1.name⟧ ⟦limits.1.least⟧ ⟦limits.1.most⟧ ⟦limits.1.source⟧. Looked up on ⟦limits.1.checked⟧",
  ],
};

const WAIVER = { reason: "Approved on paper 211.", by: "A. Weaver", until: "2027-03-29" } as const;
const WAIVED = { where: "/etc/ssh/sshd_config.d/10-stillroom.conf", line: 223, what: "Port 227 is open." } as const;
const BROKEN = { where: "stillroom:names.video", what: "It names 229 things." } as const;

/** The same practice, with one rule broken and one waived. */
function judged(practice: KitPractice): KitPractice {
  const [first, second] = RULES.filter(({ id }) => practice.verdict.rules.includes(id));
  assert.ok(first !== undefined && second !== undefined);
  const finding = ({ id, severity, title, serves, mend }: typeof first) => ({
    rule: id,
    severity,
    title,
    serves,
    mend,
  });
  const findings = [{ ...finding(first), ...BROKEN }];
  return {
    ...practice,
    verdict: { ...practice.verdict, findings, waived: [{ finding: { ...finding(second), ...WAIVED }, ...WAIVER }] },
  };
}

/** Other numbers than `DISTINCT` has. */
const OTHER: Clinic = {
  ...DISTINCT,
  stack: "second-241",
  video: { ...DISTINCT.video, maxOccupants: 11 },
  desk: { ...DISTINCT.desk, enabled: true, appointmentDays: 59 },
  messaging: { enabled: true, retentionDays: 173, mediaRetentionDays: 97 },
  papers: {
    name: "Quiet Harbour 257",
    phone: "+44 191 498 0251",
    mail: "hello2@quiet-harbour.example",
    address: "Harbour Lane 239, 10117 Berlin",
  },
};
const [NUREMBERG, BARELY] = [
  { ...DISTINCT, video: { ...DISTINCT.video, maxOccupants: 13 } },
  { ...BARE, stack: "bare-251" },
];

const ALSO: readonly PracticeLaw[] = [
  {
    jurisdiction: "DE",
    also: ["UK"],
    payers: ["private", "public"],
    profession: "psychotherapist",
    hipaaCovered: false,
  },
  { jurisdiction: "US-NY", also: ["US-TX", "CA-QC"], profession: "psychologist", hipaaCovered: true },
  {
    jurisdiction: "CA-ON",
    also: ["AU-NSW", "AU-QLD"],
    profession: "counsellor",
    payers: ["public"],
    hipaaCovered: false,
  },
];

const PRACTICES = [NUREMBERG, OTHER, BARELY].flatMap((clinic) => ALSO.map((law) => judged(under(clinic, law))));

/** One for each place, each in one language: what a law's texts say in the others is held by the tests of `lawIn`. */
const ELSEWHERE = Object.keys(JURISDICTIONS).map((jurisdiction, at) => ({
  practice: judged(
    under(at % 2 === 0 ? NUREMBERG : OTHER, { jurisdiction, hipaaCovered: at % 2 === 0 && /^US-/.test(jurisdiction) }),
  ),
  languages: LANGUAGES.filter((_, language) => language === at % LANGUAGES.length),
}));

function papersOf(practice: KitPractice): readonly Paper[] {
  return [guestsPapers, staffPapers].flatMap((part) => {
    const content = part.declare(practice);
    return content.kind === "papers" ? content.papers : [];
  });
}

interface Written {
  readonly name: string;
  readonly values: ReadonlyMap<string, string>;
  /** HTML with each value's key in its place. */
  readonly keyed: string;
  readonly body: string;
}

const KEY = /⟦([^⟧]*)⟧/g;

function written(paper: Paper, practice: KitPractice, language: Language): Written {
  const values = new Map<string, string>();
  const keyedIn = (value: TemplateValue, path: readonly string[]): TemplateValue => {
    if (isList(value)) return value.map((inner, at) => keyedIn(inner, [...path, String(at)]));
    if (typeof value === "object")
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, keyedIn(inner, [...path, key])]));
    // What is neither counts as false in a template's conditions, and has to go on doing so.
    if (typeof value !== "number" && (typeof value !== "string" || value === "")) return value;
    values.set(path.join("."), String(value));
    return `⟦${path.join(".")}⟧`;
  };
  const data = paper.data(practice, language);
  const template = templateFile(paperTemplateNameOf(paper, language), "html");
  const keyed = template(Object.fromEntries(Object.entries(data).map(([key, value]) => [key, keyedIn(value, [key])])));
  const { body } = paperIn(paper, practice, language);
  return { name: `${paper.name} in ${language} for ${JSON.stringify(practice.law)}`, values, keyed, body };
}

function isList(value: TemplateValue): value is readonly TemplateValue[] {
  return Array.isArray(value);
}

/** What an element prints in its own words: keys, and the numbers that stand in the template. */
function elementsIn(keyed: string): readonly (readonly string[])[] {
  return keyed
    .split(/<(?:p|li|td|th|h2|h3)\b[^>]*>/)
    .map((element) => [
      ...[...element.matchAll(KEY)].map(([, key = ""]) => key),
      ...numbersOf(element.replaceAll(KEY, " ").replaceAll(/<[^>]*>|&#?\w+;/g, " ")),
    ])
    .map((found) => found.sort());
}

describe("every number in a paper", () => {
  it("is the stack file's or the law tables', or stands in the paper's own text", () => {
    const asked = new Set<string>();
    for (const { practice, languages } of [
      ...PRACTICES.map((one) => ({ practice: one, languages: LANGUAGES })),
      ...ELSEWHERE,
    ]) {
      const known = meanings(practice);
      for (const paper of papersOf(practice))
        for (const language of languages) {
          const { name, values, keyed, body } = written(paper, practice, language);
          // With the values back in their places it is the paper itself: nothing stands there besides.
          assert.equal(
            readable(keyed).replaceAll(KEY, (_, key: string) => values.get(key) ?? ""),
            readable(body),
            name,
          );
          for (const [, key = ""] of keyed.matchAll(KEY)) {
            const text = values.get(key) ?? "";
            const pattern = key.replaceAll(/\b\d+\b/g, "*");
            const { [pattern]: meaning } = known;
            if (!/\d/.test(text) && meaning === undefined) continue;
            assert.ok(meaning !== undefined, `${name}: nothing says what ${key} has to be, which prints "${text}"`);
            const said = "kind" in meaning ? meaning : meaning[Number(/\d+/.exec(key)?.[0])];
            assert.ok(
              said !== undefined && holds(said, text, language),
              `${name}: ${key} is "${text}", not ${JSON.stringify(said)}`,
            );
            asked.add(pattern);
          }
        }
    }
    const unasked = Object.keys(meanings(judged(under(CLINIC, ALSO[0] ?? CLINIC.law)))).filter(
      (key) => !asked.has(key),
    );
    assert.deepEqual(unasked, []);
  });

  it("stands in the same element of each language", () => {
    for (const practice of PRACTICES)
      for (const paper of papersOf(practice)) {
        const [english = [], ...others] = LANGUAGES.map((language) =>
          elementsIn(written(paper, practice, language).keyed),
        );
        for (const [at, other] of others.entries())
          for (const [element, found] of other.entries())
            assert.deepEqual(
              found,
              english[element],
              `${paper.name} in ${LANGUAGES[at + 1] ?? ""}, element ${element}`,
            );
      }
  });

  it("stands where its words belong to it", () => {
    const [practice] = PRACTICES;
    assert.ok(practice !== undefined);
    for (const paper of papersOf(practice)) {
      const text = readable(written(paper, practice, "en").keyed);
      const { [paper.name]: places = [] } = PLACES;
      assert.notDeepEqual(places, [], paper.name);
      for (const place of places) assert.ok(text.includes(place), `${paper.name}: ${place}\n${text}`);
    }
  });

  it(
    "is the same on paper, and in the same order",
    { skip: isInstalled("pdfinfo") ? false : "Needs Debian's poppler-utils." },
    () => {
      const [practice] = PRACTICES;
      assert.ok(practice !== undefined);
      for (const [at, paper] of papersOf(practice).entries()) {
        // A form for printers takes its time: each paper in one language. That it says what the page says, tests/kits/papers/papers.test.ts holds for all.
        const page = paperIn(paper, practice, LANGUAGES[at % LANGUAGES.length] ?? "en");
        const pdf = pdfOf(page, sheetIn(practice.law.jurisdiction), paper.name);
        const [, main = ""] = /<main>(.*)<\/main>/s.exec(pageOf(page)) ?? [];
        assert.deepEqual(numbersOf(spokenIn(pdf)), numbersOf(readable(main)), `${paper.name} in ${page.language}`);
      }
    },
  );
});

/** A tagged PDF's text with a blank between elements, without the marks of lists and what stands around each page. */
function spokenIn(pdf: Uint8Array): string {
  const printed = execFileSync("pdfinfo", ["-enc", "UTF-8", "-struct-text", "-"], { input: pdf }).toString();
  const lines = printed.split("\n");
  return lines.map((line, at) => (isMark(lines[at - 1]) ? "" : (/^ *"(.*)"$/.exec(line)?.[1] ?? " "))).join("");
}

describe("the templates of papers", () => {
  it("hold no hours, days or years: the stack file and the law tables set those, and a plan of ours sets minutes alone", () => {
    for (const paper of papersOf(judged(under(NUREMBERG, CLINIC.law))))
      for (const language of LANGUAGES) {
        const file = new URL(`../../../${paperTemplateNameOf(paper, language)}`, import.meta.url);
        const own = readable(readFileSync(file, "utf8").replaceAll(/\{\{.*?\}\}/gs, " "));
        for (const { 0: number, index } of own.matchAll(/\d+(?=\s)/g)) {
          const after = own.slice(index + number.length).trimStart();
          for (const unit of ["hour", "day", "working day", "year"] as const)
            assert.doesNotMatch(after, UNITS[unit][language], `${paper.name} in ${language}: ${number} ${unit}`);
        }
      }
  });
});

function isMark(line: string | undefined): boolean {
  return line !== undefined && /^ *Lbl\b/.test(line);
}
