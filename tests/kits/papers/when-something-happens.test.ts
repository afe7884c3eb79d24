import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Law } from "../../../clinic/clinic.ts";
import type { Deadline } from "../../../clinic/law/breaches.ts";
import { lawOf } from "../../../clinic/law/law.ts";
import { isDoubtful } from "../../../clinic/law/source.ts";
import { lawIn } from "../../../kits/papers/law-in.ts";
import { secretWords } from "../../../kits/papers/secret-words.ts";
import { dayIn } from "../../../kits/papers/source-words.ts";
import { days, hours } from "../../../kits/papers/spans.ts";
import { WHEN_SOMETHING_HAPPENS } from "../../../kits/papers/when-something-happens.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { LANGUAGES, type InEachLanguage, type Language } from "../../../kits/words.ts";
import { render } from "../../../render/render.ts";
import { WHEN_ROTATED } from "../../../services/secret-rotation.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { htmlOf, rowsOf, textOf } from "./staff-paper.ts";

const LAWS: readonly Law[] = [
  { jurisdiction: "DE", hipaaCovered: false },
  { jurisdiction: "US-NY", hipaaCovered: true },
  { jurisdiction: "US-TX", also: ["US-CA"], hipaaCovered: true },
  { jurisdiction: "CA-ON", also: ["CA-QC"], hipaaCovered: false },
  { jurisdiction: "AU-NSW", hipaaCovered: false },
];

const ASK: InEachLanguage<string> = {
  en: "Ask your lawyer.",
  de: "Fragen Sie Ihren Anwalt.",
  fr: "Demandez à votre avocat.",
  es: "Pregunte a su abogado.",
};

function under(law: Law): KitPractice {
  return { ...practiceOf(EVERYTHING), law };
}

const AT_LATEST: InEachLanguage<RegExp> = {
  en: /^without delay, .* at the latest$/,
  de: /^unverzüglich, längstens /,
  fr: /^sans délai, .* au plus tard$/,
  es: /^sin demora, .* como máximo$/,
};

function spanOf(deadline: Deadline, language: Language): string {
  if (deadline.kind === "working-days") return String(deadline.days);
  const count = deadline.kind === "without-delay" ? deadline.planHours : deadline.hours;
  return count <= 72 ? hours(count, language) : days(count / 24, language);
}

describe("the paper for an incident", () => {
  it("names everyone who has to be told, each with deadline, place, source and day, the shortest first", () => {
    for (const law of LAWS) {
      for (const language of LANGUAGES) {
        const { breaches, places } = lawIn(language, lawOf(law));
        assert.ok(breaches.length > 0);
        const rows = rowsOf(htmlOf(WHEN_SOMETHING_HAPPENS, under(law), language)).filter((row) => row.length === 5);
        assert.equal(rows.length, breaches.length);
        breaches.forEach(({ jurisdiction, tell, within, countsFrom, when, source }, index) => {
          const [by = "", whom, why, where = ""] = rows[index] ?? [];
          const span = spanOf(within, language);
          assert.ok(by.includes(span), `${by} has ${span}`);
          assert.equal(by === span, within.kind === "hours" && countsFrom === undefined, by);
          assert.ok(by.includes(countsFrom?.from ?? ""), by);
          assert.equal(AT_LATEST[language].test(by), within.kind === "at-latest", by);
          assert.deepEqual([whom, why], [tell, when]);
          const place = places.find(({ code }) => code === jurisdiction)?.name ?? "";
          assert.ok(where.startsWith(place) && where.includes(source.text), where);
          assert.ok(where.includes(dayIn(source.checked, language)), where);
          assert.equal(where.includes(ASK[language]), isDoubtful(source), where);
        });
      }
    }
  });

  it("says from when a deadline counts, in words that belong together", () => {
    const told = (language: Language) =>
      rowsOf(htmlOf(WHEN_SOMETHING_HAPPENS, under({ jurisdiction: "US-NY", hipaaCovered: true }), language)).map(
        ([by]) => by,
      );
    assert.ok(told("en").includes("5 working days from the day on which the Secretary was told"));
    assert.ok(told("de").includes("5 Arbeitstage ab dem Tag, an dem der Secretary benachrichtigt wurde"));
    assert.ok(told("fr").includes("5 jours ouvrés à compter du jour où le Secretary a été prévenu"));
    assert.ok(told("es").includes("5 días hábiles desde el día en que se avisó al Secretary"));
  });

  it("says how long its log and its proof are kept, as the law's tables have it", () => {
    for (const language of LANGUAGES) {
      const [incidents, evidence] = (["incidents", "evidence"] as const).map((data) => {
        const least = lawOf(CLINIC.law).limits.find((limit) => limit.data === data)?.leastDays;
        assert.ok(least !== undefined);
        return days(least, language);
      });
      const text = textOf(WHEN_SOMETHING_HAPPENS, under(CLINIC.law), language);
      assert.ok(text.split(incidents ?? "?").length > 2 && text.includes(evidence ?? "?"), language);
    }
  });

  it("has the real commands for the practice's own stack file, and the machine's own secrets", () => {
    const practice = practiceOf({ ...EVERYTHING, stack: "north", desk: { ...EVERYTHING.desk, enabled: true } });
    const secrets = render(practice.clinic).secrets.map(({ name }) => name);
    assert.ok(secrets.length > 0);
    for (const language of LANGUAGES) {
      const text = textOf(WHEN_SOMETHING_HAPPENS, practice, language);
      const verbs = [
        "isolate",
        "status",
        "drift",
        "history",
        "audit verify",
        "secrets rotate NAME",
        "rollback",
        "release",
      ];
      for (const verb of [...verbs, "drift --put-back", "unlock"])
        assert.ok(text.includes(`npx stillroom ${verb} Pulumi.north.yaml`), `${verb} in ${language}`);
      for (const secret of secrets) {
        const { noticed } = secretWords(secret, language);
        assert.ok(text.includes(`${secret} `) && text.includes(noticed), secret);
      }
    }
  });

  it("comes back in an order that an isolated machine lets through", () => {
    for (const language of LANGUAGES) {
      const [, list = ""] = /<ol>(.*?)<\/ol>/s.exec(htmlOf(WHEN_SOMETHING_HAPPENS, under(CLINIC.law), language)) ?? [];
      const verbs = [...list.matchAll(/npx stillroom (\S+)/g)].map(([, verb]) => verb);
      assert.deepEqual(verbs, ["release", "unlock", "drift", "rollback", "secrets"], language);
    }
  });

  it("has words for every secret that can get a new value", () => {
    for (const name of Object.keys(WHEN_ROTATED))
      for (const language of LANGUAGES) assert.match(secretWords(name, language).noticed, /\.$/);
    assert.throws(() => secretWords("anything_else", "en"), /anything_else/);
  });
});
