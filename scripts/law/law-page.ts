import { readFileSync, writeFileSync } from "node:fs";
import { accessTimes } from "../../clinic/law/access.ts";
import { agreements } from "../../clinic/law/agreements.ts";
import { breachDuties, type Deadline } from "../../clinic/law/breaches.ts";
import { consentRules, RECORDING_EVERYWHERE } from "../../clinic/law/consent.ts";
import { emergencyNumbers } from "../../clinic/law/emergencies.ts";
import { JURISDICTIONS } from "../../clinic/law/jurisdictions.ts";
import { lawOf } from "../../clinic/law/law.ts";
import { placementsUnder } from "../../clinic/law/places.ts";
import type { PracticeLaw } from "../../clinic/law/practice-law.ts";
import { PROFESSIONS, RECORD_TERMS } from "../../clinic/law/records.ts";
import type { Source } from "../../clinic/law/source.ts";
import { REGIONS } from "../../clinic/regions.ts";
import { formatted, withPart } from "../markdown/made-part.ts";
import { table } from "../markdown/table.ts";

const PAGE = new URL("../../docs/law.md", import.meta.url);

const CODES = Object.keys(JURISDICTIONS);

/** The page with its tables made anew from `clinic/law/`; what stands around them is kept. */
export async function lawPage(page: string): Promise<string> {
  return formatted(withPart(page, { name: "tables", program: "scripts/law/law-page.ts", text: tables() }), PAGE);
}

function tables(): string {
  return [
    `### Places\n\n${table(
      ["Code", "Place"],
      CODES.map((code) => [code, JURISDICTIONS[code]?.name ?? ""]),
    )}`,
    `### How long the practice's own record is kept\n\n${recordTable()}\n\n${standIns()}`,
    `### Everything else that is kept\n\n${limitTable()}`,
    `### Where the machine may stand\n\n${placeTable()}`,
    `### Whom a breach has to be told\n\n${breachTable()}`,
    `### Agreements and papers\n\n${agreementTable()}`,
    `### Consent\n\n${consentTable()}\n\nEverywhere: ${RECORDING_EVERYWHERE.rule} (${RECORDING_EVERYWHERE.source.text}.)`,
    `### How long until people see what is held on them\n\n${accessTable()}`,
    `### Whom to call in an emergency\n\n${emergencyTable()}`,
  ].join("\n\n");
}

function recordTable(): string {
  const rows = RECORD_TERMS.map(({ jurisdiction, professions, payer, years, from, minors, source }) => [
    jurisdiction,
    professions.length === PROFESSIONS.length ? "all" : professions.join(", "),
    payer ?? "anybody",
    `${years} years from ${from}`,
    minors === undefined ? "" : `birthday ${minors.untilAge} (${told(minors.source)})`,
    ...sourced(source),
  ]);
  return table(
    ["Place", "Profession", "Paid by", "Keep at least", "Of minors until", "Source", "Sureness", "Looked up"],
    merged(rows),
  );
}

function standIns(): string {
  const known = new Set(RECORD_TERMS.map(({ jurisdiction }) => jurisdiction));
  return `Nobody has looked up the terms of ${CODES.filter((code) => !known.has(code)).join(", ")}: ten years stand in for them, and \`stillroom check\` says so.`;
}

function limitTable(): string {
  const rows = CODES.flatMap((code) =>
    lawsOf(code).flatMap(({ label, law }) =>
      lawOf(law).limits.map(({ data, leastDays, mostDays, source }) => [
        label,
        data.replaceAll("-", " "),
        leastDays === undefined ? "" : `${leastDays} days`,
        mostDays === undefined ? "" : `${mostDays} days`,
        ...sourced(source),
      ]),
    ),
  );
  return table(["Place", "Data", "At least", "At most", "Source", "Sureness", "Looked up"], merged(rows));
}

function placeTable(): string {
  const rows = CODES.flatMap((code) =>
    [...lawsOf(code), ...payersOf(code).slice(1)].map(({ label, law }) => [
      label,
      ...(["allowed", "needs-reason", "blocked"] as const).map((verdict) => regionsBy(law, verdict)),
    ]),
  );
  return table(["Place", "Allowed", "With a reason that a person signs", "Blocked"], merged(rows));
}

function regionsBy(law: PracticeLaw, verdict: string): string {
  const found = (["hetzner", "aws"] as const).flatMap((provider) =>
    Object.keys(REGIONS[provider]).filter((region) =>
      placementsUnder(law, provider, region).every((placement) => placement.verdict === verdict),
    ),
  );
  const all = Object.values(REGIONS).reduce((sum, regions) => sum + Object.keys(regions).length, 0);
  return verdict === "blocked" && found.length > all / 3 ? "all others" : found.join(", ");
}

function breachTable(): string {
  const rows = CODES.flatMap((code) =>
    lawsOf(code).flatMap(({ label, law }) =>
      breachDuties(law).map(({ tell, within, countsFrom, when, source }) => [
        label,
        tell,
        deadline(within),
        countsFrom?.from ?? "the moment at which the practice knew",
        when,
        ...sourced(source),
      ]),
    ),
  );
  return table(["Place", "Tell", "By when", "Counted from", "When", "Source", "Sureness", "Looked up"], merged(rows));
}

function deadline(within: Deadline): string {
  switch (within.kind) {
    case "without-delay":
      return "without delay";
    case "working-days":
      return `${within.days} working days`;
    case "at-latest":
      return `without delay, ${hours(within.hours)} at the latest`;
    case "hours":
      return hours(within.hours);
  }
}

function hours(count: number): string {
  return count <= 72 ? `${count} hours` : `${count / 24} days`;
}

function agreementTable(): string {
  const rows = CODES.flatMap((code) =>
    lawsOf(code).flatMap(({ label, law }) =>
      agreements(law).map(({ name, about, source }) => [label, name, about, ...sourced(source)]),
    ),
  );
  return table(["Place", "Paper", "About", "Source", "Sureness", "Looked up"], merged(rows));
}

function consentTable(): string {
  const rows = CODES.flatMap((code) =>
    payersOf(code).flatMap(({ label, law }) =>
      consentRules(law).map(({ topic, rule, source }) => [label, topic.replaceAll("-", " "), rule, ...sourced(source)]),
    ),
  );
  return table(["Place", "Topic", "Rule", "Source", "Sureness", "Looked up"], merged(rows));
}

function accessTable(): string {
  const rows = CODES.flatMap((code) =>
    lawsOf(code).flatMap(({ label, law }) =>
      accessTimes(law).map(({ see, copy, source }) => [label, deadline(see), deadline(copy), ...sourced(source)]),
    ),
  );
  return table(["Place", "They see it within", "A copy within", "Source", "Sureness", "Looked up"], merged(rows));
}

function emergencyTable(): string {
  const rows = CODES.flatMap((code) =>
    emergencyNumbers(practice(code)).flatMap(({ emergency, crisisLines }) => [
      [code, "emergency", emergency.number, ...sourced(emergency.source)],
      ...crisisLines.map(({ name, where, number, source }) => [
        code,
        where === undefined ? name : `${name} (${where})`,
        number,
        ...sourced(source),
      ]),
    ]),
  );
  return table(["Place", "Line", "Number", "Source", "Sureness", "Looked up"], merged(rows));
}

/** In the United States once with HIPAA and once without. */
function lawsOf(code: string): readonly { readonly label: string; readonly law: PracticeLaw }[] {
  if (!code.startsWith("US-")) return [{ label: code, law: practice(code) }];
  return [
    { label: `${code} under HIPAA`, law: practice(code, true) },
    { label: `${code} outside HIPAA`, law: practice(code) },
  ];
}

/** In Germany once for private payers, and once for public ones, of whom rules were looked up. */
function payersOf(code: string): readonly { readonly label: string; readonly law: PracticeLaw }[] {
  const privately = { label: code, law: practice(code) };
  return code === "DE" ? [privately, { label: "DE, paid publicly", law: publicly(code) }] : [privately];
}

function practice(jurisdiction: string, hipaaCovered = false): PracticeLaw {
  return { jurisdiction, hipaaCovered };
}

function publicly(jurisdiction: string): PracticeLaw {
  return { ...practice(jurisdiction), payers: ["public"] };
}

function sourced({ text, sureness, checked }: Source): readonly string[] {
  return [text, sureness, checked];
}

function told({ text, sureness }: Source): string {
  return `${sureness}: ${text}`;
}

/** Rows that say the same of several places, once. */
function merged(rows: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const places = new Map<string, string[]>();
  for (const [place = "", ...rest] of rows) {
    const key = JSON.stringify(rest);
    places.set(key, [...(places.get(key) ?? []), place]);
  }
  return [...places].map(([key, labels]) => [
    shortened([...new Set(labels)]).join(", "),
    ...(JSON.parse(key) as string[]),
  ]);
}

/** Labels that belong together, and the one that stands for all of them. */
const TOGETHER: readonly (readonly [label: string, labels: readonly string[]])[] = [
  ["DE", ["DE", "DE, paid publicly"]],
  ["every state of the US under HIPAA", within("US").map((code) => `${code} under HIPAA`)],
  ["every state of the US outside HIPAA", within("US").map((code) => `${code} outside HIPAA`)],
  ["every state of the US", within("US")],
  ["every state of AU", within("AU")],
  ["every province of CA", within("CA")],
  ["every member of the EU", CODES.filter((code) => ["de", "eu"].includes(JURISDICTIONS[code]?.regime ?? ""))],
  ["every member of the EU but DE", CODES.filter((code) => JURISDICTIONS[code]?.regime === "eu")],
];

function within(country: string): readonly string[] {
  return CODES.filter((code) => code.startsWith(`${country}-`));
}

function shortened(labels: readonly string[]): readonly string[] {
  return TOGETHER.reduce(
    (short, [label, parts]) =>
      parts.every((part) => short.includes(part)) ? [...short.filter((it) => !parts.includes(it)), label] : short,
    labels,
  );
}

if (import.meta.main) writeFileSync(PAGE, await lawPage(readFileSync(PAGE, "utf8")));
