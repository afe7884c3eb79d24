import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { lawOf } from "../../../clinic/law/law.ts";
import { figuresOf } from "../../../clinic/law/notes.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";

function under(jurisdiction: string, hipaaCovered = jurisdiction.startsWith("US-")): PracticeLaw {
  return { jurisdiction, hipaaCovered };
}

function hoursIn(law: PracticeLaw): readonly (readonly [string, number | "without delay"])[] {
  return lawOf(law).breaches.map(({ tell, within }) => [tell, "hours" in within ? within.hours : "without delay"]);
}

/** Who hears of it, by when and from when on, and when: as short texts. */
function dutiesIn(code: string, hipaaCovered: boolean): readonly string[] {
  return lawOf(under(code, hipaaCovered)).breaches.map(({ tell, within, countsFrom, when }) => {
    const span =
      "hours" in within ? `${within.hours / 24} days` : "days" in within ? `${within.days} working days` : "";
    return `${within.kind}: ${span} from ${countsFrom?.from ?? "knowing"}: ${tell} when ${when}`;
  });
}

describe("the whole law of a practice", () => {
  for (const code of Object.keys(JURISDICTIONS)) {
    it(`has a source and a day for every figure of ${code}`, () => {
      const law = lawOf(under(code));
      const figures = figuresOf(law);
      assert.ok(new Set(figures.map(({ about }) => about)).size >= 4, JSON.stringify(figures));
      for (const { source } of [...figures, ...law.limits]) {
        assert.ok(source.text.length > 5);
        assert.match(source.checked, /^2026-11-\d\d$/);
      }
      assert.deepEqual(law.places, [{ code, name: law.places[0]?.name }]);
    });
  }

  it("tells the authority within 72 hours under the GDPR", () => {
    assert.deepEqual(hoursIn(under("DE")), [
      ["the data protection authority", 72],
      ["the people themselves", "without delay"],
    ]);
    assert.equal(hoursIn(under("UK"))[0]?.[1], 72);
  });

  it("gives Australia thirty days to find out and none to tell", () => {
    assert.deepEqual(
      hoursIn(under("AU-NSW")).map(([, hours]) => hours),
      ["without delay", 720],
    );
  });

  it("knows the states' own terms beside HIPAA's sixty days", () => {
    const soonest = (code: string) =>
      Math.min(
        ...lawOf(under(code)).breaches.map(({ within, countsFrom }) =>
          "hours" in within && countsFrom === undefined ? within.hours / 24 : Infinity,
        ),
      );
    assert.deepEqual(["US-CA", "US-NY", "US-FL", "US-WA", "US-TX", "US-IL"].map(soonest), [30, 30, 30, 30, 30, 60]);
    assert.deepEqual(
      hoursIn(under("US-TX")).map(([tell, hours]) => [tell, Number(hours) / 24]),
      [
        ["the Attorney General", 30],
        ["the people themselves", 60],
        ["the people themselves", 60],
        ["the Secretary of Health and Human Services", 60],
        ["the media of the state", 60],
        ["the Secretary of Health and Human Services", 60],
      ],
    );
  });

  it("lets people hear before authorities, and those before the media, where the time is the same", () => {
    const { breaches } = lawOf({ jurisdiction: "US-TX", also: ["US-MA"], hipaaCovered: true });
    const sixty = breaches.filter(
      ({ within, countsFrom }) => within.kind === "at-latest" && within.hours === 1440 && !countsFrom,
    );
    assert.deepEqual(
      sixty.map(({ to, jurisdiction }) => `${to} ${jurisdiction}`),
      [
        "people US-MA",
        "people US-TX",
        "people US-TX",
        "authority US-MA",
        "authority US-TX",
        "media US-MA",
        "media US-TX",
      ],
    );
  });

  it("says of each deadline from when it counts, where that is not when the practice knew", () => {
    const afterTheSecretary =
      "working-days: 5 working days from the day on which the Secretary was told: the Attorney General when the Secretary had to be told, whatever the data was";
    for (const code of ["US-NY", "US-IL"]) {
      assert.equal(dutiesIn(code, true).filter((duty) => duty === afterTheSecretary).length, 1, code);
      assert.ok(!dutiesIn(code, false).includes(afterTheSecretary), code);
    }
    assert.ok(!dutiesIn("US-WA", true).includes(afterTheSecretary));
    assert.ok(
      dutiesIn("US-CA", false).includes(
        "hours: 15 days from the day on which the people were told: the Attorney General, with a sample of the notice when more than 500 residents are concerned",
      ),
    );
    assert.equal(
      dutiesIn("US-MA", true).at(-1),
      "hours: 60 days from the end of the year in which it was found out: the Secretary of Health and Human Services when fewer than 500 people are concerned",
    );
    assert.match(dutiesIn("AU-NSW", false).at(-1) ?? "", /^hours: 30 days from the first suspicion: yourselves/);
  });

  it("asks under HIPAA for no delay, and for sixty days at the latest", () => {
    const duties = dutiesIn("US-MA", true);
    for (const [whom, when] of [
      ["the people themselves", "unsecured"],
      ["the Secretary of Health and Human Services", "500 people or more"],
      ["the media of the state", "more than 500"],
    ] as const)
      assert.ok(
        duties.some((duty) => duty.startsWith(`at-latest: 60 days from knowing: ${whom} when ${when}`)),
        whom,
      );
  });

  it("asks the Federal Trade Commission's rule about whoever is outside HIPAA alone", () => {
    const told = (covered: boolean) => hoursIn(under("US-NY", covered)).map(([tell]) => tell);
    assert.ok(told(false).some((tell) => tell.includes("Federal Trade Commission")));
    assert.ok(!told(true).some((tell) => tell.includes("Federal Trade Commission")));
  });

  it("puts who has to be told first at the top, whichever law says so", () => {
    const { breaches } = lawOf({ jurisdiction: "AU-NSW", also: ["UK"], hipaaCovered: false });
    assert.deepEqual(
      breaches.map(({ jurisdiction }) => jurisdiction),
      ["UK", "AU-NSW", "UK", "AU-NSW"],
    );
    assert.equal(breaches.length, hoursIn(under("AU-NSW")).length + hoursIn(under("UK")).length);
  });

  it("asks for a business associate agreement of whoever is covered alone", () => {
    const names = (covered: boolean) => lawOf(under("US-NY", covered)).agreements.map(({ name }) => name);
    assert.ok(names(true).includes("business associate agreement"));
    assert.ok(!names(false).includes("business associate agreement"));
  });

  it("asks for what each place asks for", () => {
    const names = (law: PracticeLaw) => lawOf(law).agreements.map(({ name }) => name);
    assert.ok(names(under("DE")).includes("undertaking of secrecy"));
    assert.ok(names(under("AT")).includes("data processing agreement"));
    assert.ok(!names(under("AT")).includes("undertaking of secrecy"));
    assert.ok(names(under("CA-QC")).includes("privacy impact assessment and written agreement"));
    assert.ok(names({ ...under("UK"), payers: ["public"] }).includes("Data Security and Protection Toolkit"));
    assert.ok(!names(under("UK")).includes("Data Security and Protection Toolkit"));
  });

  it("lets nobody record in secret, whatever a place lets pass", () => {
    const { recording, consent } = lawOf(under("US-TX"));
    assert.match(recording.rule, /everybody present has agreed in writing/);
    assert.match(consent.find(({ topic }) => topic === "recording")?.rule ?? "", /lets one who is present record/);
    const german = lawOf({ ...under("DE"), payers: ["public"] }).consent.map(({ rule }) => rule);
    assert.match(german[0] ?? "", /statutory insurers .*nobody may record/);
    assert.match(lawOf(under("DE")).consent[0]?.rule ?? "", /contract/);
  });

  it("names the limits of all that is not the record", () => {
    const limits = (law: PracticeLaw) =>
      Object.fromEntries(lawOf(law).limits.map(({ data, leastDays, mostDays }) => [data, [leastDays, mostDays]]));
    assert.deepEqual(limits(under("DE")), {
      "addresses-in-logs": [undefined, 7],
      administration: [365, 366],
      "desk-audit": [366, 366],
      backups: [undefined, 30],
      incidents: [2196, undefined],
      evidence: [2196, undefined],
    });
    assert.deepEqual(limits(under("US-NY"))["desk-audit"], [2196, 2196]);
    assert.deepEqual(limits(under("US-NY"))["administration"], [365, 2192]);
    assert.deepEqual(limits({ ...under("US-NY"), also: ["UK"] })["administration"], [365, 366]);
    assert.deepEqual(limits({ ...under("US-NY"), also: ["UK"] })["addresses-in-logs"], [undefined, 7]);
    assert.deepEqual(limits({ ...under("AU-NSW"), also: ["US-NY"] })["addresses-in-logs"], [undefined, 30]);
  });
});
