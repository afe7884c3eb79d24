import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lawOf } from "../../../clinic/law/law.ts";
import { isDoubtful } from "../../../clinic/law/source.ts";
import { lawIn } from "../../../kits/papers/law-in.ts";
import { ruleWords } from "../../../kits/papers/rule-words.ts";
import { dayIn } from "../../../kits/papers/source-words.ts";
import { days, span, years } from "../../../kits/papers/spans.ts";
import { WHAT_IS_IN_PLACE } from "../../../kits/papers/what-is-in-place.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { LANGUAGES, type InEachLanguage } from "../../../kits/words.ts";
import type { Finding, Verdict } from "../../../policies/rule.ts";
import { RULES } from "../../../policies/rules/index.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { htmlOf, rowsOf, textOf } from "./staff-paper.ts";

const STATES: InEachLanguage<{ readonly kept: string; readonly waived: string; readonly broken: string }> = {
  en: { kept: "kept", waived: "waived until", broken: "broken" },
  de: { kept: "eingehalten", waived: "ausgesetzt bis", broken: "verletzt" },
  fr: { kept: "tenue", waived: "suspendue jusqu’au", broken: "enfreinte" },
  es: { kept: "cumplida", waived: "suspendida hasta el", broken: "incumplida" },
};
const ASK: InEachLanguage<string> = {
  en: "Ask your lawyer.",
  de: "Fragen Sie Ihren Anwalt.",
  fr: "Demandez à votre avocat.",
  es: "Pregunte a su abogado.",
};

const GOOD = practiceOf(EVERYTHING);
const [FIRST, SECOND] = RULES;

function findingOf(rule: string, what: string): Finding {
  const known = RULES.find(({ id }) => id === rule);
  assert.ok(known);
  const { severity, title, serves, mend } = known;
  return { rule, severity, title, serves, mend, where: "/etc/ssh/sshd_config", line: 7, what };
}

function judged(change: Partial<Verdict>): KitPractice {
  return { ...GOOD, verdict: { ...GOOD.verdict, ...change } };
}

/** The state that each rule's row shows, by the rule's title. */
function statesIn(practice: KitPractice, language: keyof typeof STATES): ReadonlyMap<string, string> {
  const titles = RULES.map((rule) => ruleWords(rule, language).title);
  const rows = rowsOf(htmlOf(WHAT_IS_IN_PLACE, practice, language));
  return new Map(
    rows.flatMap(([title = "", , state = ""]) => (titles.includes(title) ? [[title, state] as const] : [])),
  );
}

describe("the paper on what is in place", () => {
  it("asks beside a term what is open about it", () => {
    const law = { jurisdiction: "UK", hipaaCovered: false, profession: "psychologist", payers: ["public"] } as const;
    for (const language of LANGUAGES) {
      const [term] = lawIn(language, lawOf(law)).records.terms;
      assert.ok(term?.ask !== undefined && term.years === 20);
      const cells = rowsOf(htmlOf(WHAT_IS_IN_PLACE, { ...GOOD, law }, language)).flat();
      assert.ok(
        cells.some((cell) => cell.startsWith(years(term.years, language)) && cell.endsWith(term.ask ?? "?")),
        language,
      );
    }
  });

  it("shows each rule that was asked as kept where nothing was found, and counts them", () => {
    assert.ok(FIRST && SECOND);
    const practice = judged({ rules: [FIRST.id, SECOND.id] });
    for (const language of LANGUAGES) {
      assert.equal(GOOD.verdict.findings.length, 0);
      const all = statesIn(GOOD, language);
      assert.equal(all.size, RULES.length);
      for (const [title, state] of all) assert.equal(state, STATES[language].kept, title);
      assert.deepEqual(
        [...statesIn(practice, language).keys()],
        [FIRST, SECOND].map((rule) => ruleWords(rule, language).title),
      );
    }
  });

  it("shows a broken rule as broken with what was found, and a waiver with its last day, person and reason", () => {
    const broken = findingOf("ssh-hardened", "Root may log in <here>.");
    const excepted = findingOf("machine-size", "One CPU is too few.");
    const practice = judged({
      findings: [broken],
      waived: [{ finding: excepted, reason: "It is a trial.", by: "Ada", until: "2027-02-03" }],
    });
    for (const language of LANGUAGES) {
      const states = statesIn(practice, language);
      const [atFault, waived] = [broken, excepted].map((one) => states.get(ruleWords(one, language).title) ?? "");
      for (const part of [STATES[language].broken, "Root may log in <here>.", "/etc/ssh/sshd_config:7"])
        assert.ok(atFault?.includes(part), part);
      for (const part of [STATES[language].waived, dayIn("2027-02-03", language), "Ada", "It is a trial.", "One CPU"])
        assert.ok(waived?.includes(part), part);
      const kept = [...states.values()].filter((state) => state === STATES[language].kept).length;
      assert.equal(kept, RULES.length - 2);
      const text = textOf(WHAT_IS_IN_PLACE, practice, language);
      assert.match(text, new RegExp(`${RULES.length} ?: ${RULES.length - 2} \\p{L}+, 1 \\p{L}+, 1 \\p{L}+`, "u"));
    }
  });

  it("names every agreement, term, limit and rule on consent of the law, each with its source and its day", () => {
    const law = { jurisdiction: "US-TX", also: ["US-CA", "CA-QC"], hipaaCovered: true };
    for (const language of LANGUAGES) {
      const whole = lawIn(language, lawOf(law));
      const rows = rowsOf(htmlOf(WHAT_IS_IN_PLACE, { ...GOOD, law }, language)).map((row) => row.join(" | "));
      const shown = (parts: readonly string[]): void => {
        assert.ok(
          rows.some((row) => parts.every((part) => row.includes(part))),
          parts.join(" | "),
        );
      };
      for (const { name, about, source } of whole.agreements)
        shown([name, about, source.text, dayIn(source.checked, language)]);
      for (const { years: count, from, source } of whole.records.terms)
        shown([years(count, language), from, source.text]);
      for (const { name, leastDays, mostDays, source } of whole.limits)
        shown([
          name,
          ...(leastDays === undefined || mostDays === undefined || leastDays === mostDays
            ? [leastDays, mostDays].flatMap((one) => (one === undefined ? [] : [days(one, language)]))
            : [leastDays, mostDays].map((one) => span(one, "day", language))),
          source.text,
        ]);
      for (const { rule, source } of [...whole.consent, whole.recording]) shown([rule, source.text]);
      const sources = [...whole.agreements, ...whole.records.terms, ...whole.limits, ...whole.consent].map(
        ({ source }) => source,
      );
      const asking = rows.filter((row) => row.includes(ASK[language])).length;
      assert.equal(asking, sources.filter(isDoubtful).length, language);
    }
  });

  it("bears the digest of the release that was checked, and calls no software compliant", () => {
    for (const language of LANGUAGES) {
      const text = textOf(WHAT_IS_IN_PLACE, GOOD, language);
      assert.ok(text.includes(GOOD.verdict.digest), language);
      assert.ok(text.includes("Hetzner, nbg1 (Nuremberg, DE)"), language);
    }
    const american = { ...GOOD, law: { jurisdiction: "US-NY", hipaaCovered: false } };
    assert.match(textOf(WHAT_IS_IN_PLACE, american, "en"), /No software makes a practice “HIPAA compliant”/);
    assert.match(textOf(WHAT_IS_IN_PLACE, GOOD, "en"), /No software makes a practice “compliant” with any law/);
  });

  it("asks for signatures under agreements alone, and has the other papers in a table of their own", () => {
    const law = { jurisdiction: "DE", hipaaCovered: false };
    for (const language of LANGUAGES) {
      const [, signed = "", ready = ""] = htmlOf(WHAT_IS_IN_PLACE, { ...GOOD, law }, language)
        .replaceAll("&#39;", "'")
        .split(/<table>(?=\n<thead>)/);
      for (const { name, kind } of lawIn(language, lawOf(law)).agreements) {
        assert.equal(signed.includes(`<strong>${name}</strong>`), kind === "agreement", name);
        assert.equal(ready.includes(`<strong>${name}</strong>`), kind === "document", name);
      }
    }
  });

  it("writes the least and the most of a limit in one unit", () => {
    const rows = rowsOf(htmlOf(WHAT_IS_IN_PLACE, { ...GOOD, law: { jurisdiction: "DE", hipaaCovered: false } }, "en"));
    const administrators = rows.find(([name]) => name === "record of what administrators did");
    assert.deepEqual(administrators?.slice(1, 3), ["365 days", "366 days"]);
  });
});

describe("a day", () => {
  it("is written as people of each language do", () => {
    const written = LANGUAGES.map((language) => dayIn("2026-11-01", language));
    assert.deepEqual(written, ["1 November 2026", "1. November 2026", "1er novembre 2026", "1 de noviembre de 2026"]);
    assert.equal(dayIn("2026-11-23", "fr"), "23 novembre 2026");
  });
});

describe("the rules' words", () => {
  it("are there in each language, with every number of their citations", () => {
    for (const rule of RULES)
      for (const language of LANGUAGES) {
        const { title, serves } = ruleWords(rule, language);
        const numbers = (text: string): string => (text.match(/\d[\d.]*\d|\d/g) ?? []).join(" ");
        assert.equal(numbers(serves), numbers(rule.serves), `${rule.id} in ${language}`);
        assert.equal(numbers(title), numbers(rule.title), `${rule.id} in ${language}`);
        if (language !== "en") assert.notEqual(title, rule.title);
      }
  });

  it("refuse a text that nobody translated", () => {
    assert.throws(() => ruleWords({ title: "Anything else.", serves: "" }, "de"), /no translation into de/);
    assert.equal(ruleWords({ title: "Anything else.", serves: "" }, "en").title, "Anything else.");
  });
});
