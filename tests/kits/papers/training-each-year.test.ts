import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lawOf } from "../../../clinic/law/law.ts";
import { MINUTES_UNTIL_CALL } from "../../../kits/papers/calling-back.ts";
import { days, minutes } from "../../../kits/papers/spans.ts";
import { staffPapers } from "../../../kits/papers/papers.ts";
import { TRAINING_EACH_YEAR } from "../../../kits/papers/training-each-year.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { htmlOf, rowsOf, textOf } from "./staff-paper.ts";

const FULL = practiceOf(EVERYTHING);
const BARE = practiceOf({ ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } });

describe("the training", () => {
  it("plans sixty minutes without a gap", () => {
    for (const language of LANGUAGES) {
      const spans = rowsOf(htmlOf(TRAINING_EACH_YEAR, FULL, language)).map(([span = ""]) =>
        span.split("–").map(Number),
      );
      assert.equal(spans[0]?.[0], 0);
      assert.equal(spans.at(-1)?.[1], 60);
      spans.slice(1).forEach(([from], index) => {
        assert.equal(from, spans[index]?.[1], language);
      });
    }
  });

  it("answers each question, and numbers its lessons one after the other", () => {
    for (const practice of [FULL, BARE])
      for (const language of LANGUAGES) {
        const html = htmlOf(TRAINING_EACH_YEAR, practice, language);
        const [questions, answers] = [...html.matchAll(/<ol>(.*?)<\/ol>/gs)].map(
          ([, list = ""]) => list.split("<li>").length,
        );
        assert.ok((questions ?? 0) > 5);
        assert.equal(answers, questions, language);
        const numbers = [...html.matchAll(/<h3>(\d)\./g)].map(([, number]) => Number(number));
        assert.deepEqual(
          numbers,
          [...numbers.keys()].map((index) => index + 1),
          language,
        );
      }
  });

  it("says the practice's number, when to call and how long the page is kept", () => {
    const least = lawOf(EVERYTHING.law).limits.find(({ data }) => data === "evidence")?.leastDays;
    assert.ok(least !== undefined);
    for (const language of LANGUAGES) {
      const text = textOf(TRAINING_EACH_YEAR, FULL, language);
      for (const value of ["+49 30 5550 1234", minutes(MINUTES_UNTIL_CALL, language), days(least, language), "VPN"])
        assert.ok(text.includes(value), `${language}: ${value}`);
      assert.ok(!textOf(TRAINING_EACH_YEAR, BARE, language).includes("VPN"), language);
    }
  });

  it("names other papers as they are called", () => {
    const content = staffPapers.declare(FULL);
    assert.equal(content.kind, "papers");
    for (const language of LANGUAGES) {
      const text = textOf(TRAINING_EACH_YEAR, FULL, language);
      for (const name of ["working-here", "when-something-happens", "when-the-line-fails"]) {
        const title = content.papers.find((paper) => paper.name === name)?.titles[language];
        assert.ok(title !== undefined && text.includes(title), `${name} in ${language}`);
      }
    }
  });
});
