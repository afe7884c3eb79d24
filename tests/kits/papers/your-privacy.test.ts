import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { deskAuditDays, logLimit } from "../../../clinic/law/logs.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";
import { PROFESSIONS } from "../../../clinic/law/records.ts";
import { isDoubtful } from "../../../clinic/law/source.ts";
import { consentDays, recordRetention } from "../../../clinic/law/retention.ts";
import { authorityOf } from "../../../kits/papers/authorities.ts";
import { YOUR_PRIVACY } from "../../../kits/papers/your-privacy.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { BARE, DISTINCT, GERMAN, under } from "./guests-practices.ts";
import { rowsOf, htmlOf, textOf } from "./staff-paper.ts";

const NEW_YORK: PracticeLaw = { jurisdiction: "US-NY", hipaaCovered: true, profession: "psychologist" };

describe("the paper on privacy", () => {
  it("has a row for everything that is kept, with the stack file's days and the law's", () => {
    const kept = rowsOf(htmlOf(YOUR_PRIVACY, under(DISTINCT, NEW_YORK), "en")).map(([, howLong]) => howLong);
    assert.deepEqual(kept, [
      "Not at all. Our server records nothing.",
      "47 days after the session",
      `${consentDays(NEW_YORK) / 366} years`,
      `${deskAuditDays(NEW_YORK) / 366} years`,
      "133 days",
      "71 days after someone last opened them",
      "Until we close your account. You can ask for it.",
      `${logLimit(NEW_YORK).days} days at most`,
      "At least 6 years from the last service. If you are under age now: at least until you are 22.",
    ]);
    for (const language of LANGUAGES) {
      const rows = rowsOf(htmlOf(YOUR_PRIVACY, under(DISTINCT, NEW_YORK), language));
      const numbers = rows.map(([, howLong = ""]) => howLong.match(/\d+/g)?.map(Number));
      assert.deepEqual(numbers, [undefined, [47], [6], [6], [133], [71], undefined, [30], [6, 22]], language);
    }
  });

  it("prints the record's years of every jurisdiction and profession", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      for (const profession of PROFESSIONS) {
        const law = { jurisdiction, profession, hipaaCovered: false };
        const { keep, minors } = recordRetention(law);
        const last =
          rowsOf(htmlOf(YOUR_PRIVACY, under(DISTINCT, law), "en"))
            .at(-1)
            ?.at(-1) ?? "";
        const span = `${keep.years} ${keep.years === 1 ? "year" : "years"} from ${keep.from}`;
        const isOpen = keep.ask !== undefined || isDoubtful(keep.source);
        const told = isOpen ? `${span}, as far as we know. Ask us if this holds for you` : `At least ${span}`;
        assert.ok(last.startsWith(told), `${jurisdiction}: ${last}`);
        assert.equal(/until you are (\d+)\.$/.exec(last)?.[1], minors?.untilAge.toString(), `${jurisdiction}: ${last}`);
      }
    }
  });

  it("tells in each language who could look, where the machine stands and whom to ask", () => {
    const countries = { en: "Germany", de: "Deutschland", fr: "Allemagne", es: "Alemania" };
    for (const language of LANGUAGES) {
      const text = textOf(YOUR_PRIVACY, under(DISTINCT, GERMAN), language);
      for (const value of [
        "Hetzner",
        countries[language],
        "hello@quiet-harbour.example",
        "Harbour Lane 1",
        "47",
        "133",
      ])
        assert.ok(text.includes(value), `${language}: ${value}`);
    }
  });

  it("tells that whoever looks after the server sees what it sees", () => {
    const seen = (text: string): string =>
      text.slice(text.indexOf("The people who look after"), text.indexOf("Nobody else."));
    const all = seen(textOf(YOUR_PRIVACY, under(DISTINCT, GERMAN), "en"));
    for (const what of ["who meets whom and when", "the chat", "appointments with their labels", "who writes to whom"])
      assert.ok(all.includes(what), what);
    const bare = seen(textOf(YOUR_PRIVACY, under(BARE, GERMAN), "en"));
    assert.match(bare, /who meets whom and when/);
    assert.doesNotMatch(bare, /appointments|who writes|read a message/);
  });

  it("says nothing of a desk or of messages where there is none", () => {
    for (const language of LANGUAGES) {
      const rows = rowsOf(htmlOf(YOUR_PRIVACY, under(BARE, GERMAN), language));
      assert.equal(rows.length, 3, language);
    }
  });

  it("names rights by the law that reaches the practice", () => {
    const english = (law: PracticeLaw): string => textOf(YOUR_PRIVACY, under(DISTINCT, law), "en");
    assert.match(english(GERMAN), /to erase what the law/);
    assert.doesNotMatch(english(GERMAN), /Notice of Privacy Practices|complain to us first/);
    assert.doesNotMatch(english(NEW_YORK), /to erase what the law|GDPR/);
    assert.match(english(NEW_YORK), /Notice of Privacy Practices/);
    assert.match(english(NEW_YORK), /New York: Office for Civil Rights/);
    assert.match(english({ ...GERMAN, also: ["UK"] }), /\(ICO\) \(please complain to us first\)/);
    assert.doesNotMatch(english({ ...GERMAN, also: ["UK"] }), /where it happened \(please/);
    assert.match(english({ ...GERMAN, also: ["UK"] }), /Germany: .* the United Kingdom: Information Commission/);
  });

  it("sends people to ask for the rights of each place of which nobody looked them up, and of no other", () => {
    const english = (law: PracticeLaw): string => textOf(YOUR_PRIVACY, under(DISTINCT, law), "en");
    assert.match(
      english({ ...NEW_YORK, also: ["DE", "AU-NSW"] }),
      /by the law of these places: New York and New South Wales\. Ask us which/,
    );
    for (const jurisdiction of ["DE", "UK", "AT", "CA-QC"])
      assert.doesNotMatch(english({ jurisdiction, hipaaCovered: false }), /Ask us which/, jurisdiction);
  });

  it("has Quebec's own rights there alone, and a line for whoever answers for privacy where the law wants one", () => {
    for (const language of LANGUAGES) {
      const html = (jurisdiction: string): string =>
        htmlOf(
          YOUR_PRIVACY,
          under(DISTINCT, { jurisdiction, hipaaCovered: false, profession: "psychologist" }),
          language,
        );
      const blanks = (jurisdiction: string): number => html(jurisdiction).split('class="blank"').length - 1;
      const items = (jurisdiction: string): number => html(jurisdiction).split("<li>").length - 1;
      assert.equal(blanks("CA-QC"), blanks("AU-NSW") + 1, language);
      assert.equal(blanks("DE"), blanks("AU-NSW") + 1, language);
      assert.equal(items("CA-QC"), items("AU-NSW") + 2, language);
    }
  });

  it("says how long people wait for what they ask to see, where that was looked up, and how sure that is", () => {
    const english = (law: PracticeLaw): string => textOf(YOUR_PRIVACY, under(DISTINCT, law), "en");
    const of = (jurisdiction: string): string => english({ jurisdiction, hipaaCovered: false });
    assert.match(
      of("US-WA"),
      /Washington State: 15 working days until you see it, 15 working days until you have a copy(?!,)/,
    );
    assert.match(
      of("US-CA"),
      /California: 5 working days until you see it, 15 days until you have a copy, as far as we/,
    );
    for (const jurisdiction of ["DE", "US-TX", "AU-NSW"]) assert.doesNotMatch(of(jurisdiction), /Ask us in writing/);
    assert.match(english({ jurisdiction: "US-TX", hipaaCovered: true }), /Texas: 30 days until you see it/);
    assert.match(english({ jurisdiction: "US-WA", hipaaCovered: true }), /Washington State: 15 working days/);
  });

  it("says by which articles only for a profession that is bound to secrecy", () => {
    const german = (profession: PracticeLaw["profession"]): string =>
      textOf(YOUR_PRIVACY, under(DISTINCT, { ...GERMAN, ...(profession === undefined ? {} : { profession }) }), "en");
    assert.match(german("psychotherapist"), /GDPR: articles 6\(1\)\(b\)/);
    assert.doesNotMatch(german("coach"), /articles/);
    assert.doesNotMatch(german(undefined), /articles/);
  });

  it("knows whom to complain to in every jurisdiction", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      for (const language of LANGUAGES)
        assert.ok(authorityOf(jurisdiction, { jurisdiction, hipaaCovered: false }, language), jurisdiction);
    }
  });
});
