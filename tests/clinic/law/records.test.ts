import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Payer } from "../../../clinic/clinic.ts";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { PROFESSIONS, RECORD_TERMS, recordTerms, type Profession } from "../../../clinic/law/records.ts";
import type { Sureness } from "../../../clinic/law/source.ts";

type Row = readonly [
  place: string,
  profession: Profession | undefined,
  payer: Payer,
  years: number,
  minorsUntil: number | undefined,
  sureness: Sureness,
];

/** Written down a second time, by hand, from what the sources say. */
const ROWS: readonly Row[] = [
  ["DE", undefined, "private", 10, undefined, "read"],
  ["DE", "psychotherapist", "private", 10, undefined, "read"],
  ["DE", "psychotherapist", "public", 10, undefined, "read"],
  ["DE", "coach", "private", 10, undefined, "reported"],
  ["UK", "psychologist", "private", 8, 26, "reported"],
  ["UK", "psychologist", "public", 20, 26, "read"],
  ["AU-NSW", "psychologist", "private", 7, 25, "reported"],
  ["AU-VIC", "counsellor", "private", 7, 25, "reported"],
  ["AU-ACT", "psychologist", "private", 7, 25, "unread"],
  ["AU-NT", "psychologist", "private", 7, 25, "reported"],
  ["AU-QLD", "psychologist", "private", 7, 25, "reported"],
  ["AU-QLD", "counsellor", "private", 7, 25, "unread"],
  ["AU-QLD", "psychologist", "public", 7, 25, "unread"],
  ["AU-SA", "psychologist", "private", 7, 25, "reported"],
  ["AU-TAS", "psychologist", "private", 7, 25, "reported"],
  ["AU-WA", "psychologist", "private", 7, 25, "reported"],
  ["CA-ON", "psychologist", "private", 10, 28, "reported"],
  ["CA-AB", "psychologist", "private", 10, 20, "reported"],
  ["CA-BC", "psychologist", "private", 7, 26, "reported"],
  ["CA-BC", "physician", "private", 16, undefined, "read"],
  ["CA-BC", undefined, "private", 16, undefined, "read"],
  ["CA-BC", "coach", "private", 16, undefined, "unread"],
  ["CA-QC", "psychologist", "private", 5, undefined, "reported"],
  ["US-CA", "psychologist", "private", 7, 25, "read"],
  ["US-CA", "counsellor", "private", 7, 25, "reported"],
  ["US-CA", "psychologist", "public", 10, 25, "unread"],
  ["US-NY", "psychologist", "private", 6, 22, "read"],
  ["US-TX", "psychologist", "private", 7, 21, "reported"],
  ["US-TX", "social-worker", "private", 7, 23, "read"],
  ["US-TX", undefined, "private", 7, 23, "read"],
  ["US-FL", "psychologist", "private", 7, undefined, "read"],
  ["US-MA", "psychologist", "private", 7, 23, "reported"],
  ["US-MA", "counsellor", "private", 7, 19, "read"],
  ["US-WA", "psychologist", "private", 8, 22, "read"],
  ["US-IL", "psychologist", "private", 7, 21, "unread"],
  ["US-PA", "psychologist", "private", 5, undefined, "read"],
  ["AT", "psychologist", "private", 10, undefined, "read"],
  ["AT", "psychotherapist", "private", 10, undefined, "unread"],
  ["BE", "psychologist", "private", 30, undefined, "read"],
  ["ES", "psychologist", "private", 5, undefined, "read"],
  ["IT", "psychologist", "private", 5, undefined, "read"],
  ["NL", "psychologist", "private", 20, undefined, "reported"],
  ["SE", "psychologist", "private", 10, undefined, "read"],
  ["FR", "psychologist", "private", 10, undefined, "unread"],
  ["PL", undefined, "public", 10, undefined, "unread"],
];

describe("how long records are kept", () => {
  for (const [place, profession, payer, years, untilAge, sureness] of ROWS) {
    it(`is ${years} years in ${place} for a ${profession ?? "practice that names no profession"}, paid by ${payer}`, () => {
      const terms = recordTerms(place, profession, [payer]);
      const [longest] = terms.toSorted((a, b) => b.years - a.years);
      const ages = terms.flatMap(({ minors }) => minors?.untilAge ?? []);
      assert.equal(longest?.years, years);
      assert.equal(longest.source.sureness, sureness);
      assert.deepEqual(ages, untilAge === undefined ? [] : [untilAge]);
    });
  }

  it("was written down a second time for every place that has a row", () => {
    const told = new Set(ROWS.map(([place]) => place));
    assert.deepEqual(
      RECORD_TERMS.filter(({ jurisdiction }) => !told.has(jurisdiction)).map(({ jurisdiction }) => jurisdiction),
      [],
    );
  });

  it("names a place that we know, somebody, years, a source and a day in every row", () => {
    for (const { jurisdiction, professions, years, from, source, minors, ask } of RECORD_TERMS) {
      assert.ok(Object.hasOwn(JURISDICTIONS, jurisdiction), jurisdiction);
      assert.ok(professions.length > 0 && Number.isInteger(years) && years > 0 && from !== "");
      for (const { text, checked } of [source, minors?.source ?? source]) {
        assert.ok(text.length > 8, text);
        assert.match(checked, /^2026-11-\d\d$/);
      }
      assert.ok(minors === undefined || minors.untilAge > 18);
      assert.match(ask ?? "whether it holds", /^(?:what|whether|how) .*[^.]$/);
    }
  });

  it("has no two rows for the same profession, place and payer", () => {
    const keys = RECORD_TERMS.flatMap(({ jurisdiction, professions, payer }) =>
      professions.map((profession) => `${jurisdiction} ${profession} ${payer ?? "anybody"}`),
    );
    assert.equal(new Set(keys).size, keys.length);
  });

  it("is never shorter for a profession that nobody looked up than for another of the place", () => {
    for (const place of Object.keys(JURISDICTIONS)) {
      const own = RECORD_TERMS.filter(({ jurisdiction, payer }) => jurisdiction === place && payer !== "public");
      const longest = Math.max(0, ...own.map(({ years }) => years));
      for (const profession of PROFESSIONS.filter((it) => !own.some(({ professions }) => professions.includes(it)))) {
        const [term, ...others] = recordTerms(place, profession, ["private"]);
        assert.ok(term !== undefined && others.length === 0 && term.years >= longest);
        assert.equal(term.source.sureness, "unread");
        assert.match(term.source.text, /^nobody has looked up the term of /);
      }
    }
  });

  it("is the profession's own for minors too, where a payer's term is longer", () => {
    const terms = recordTerms("US-CA", "psychologist", ["private", "public"]);
    assert.deepEqual(
      terms.map(({ payer, years, minors }) => [payer, years, minors?.untilAge]),
      [
        [undefined, 7, 25],
        ["public", 10, undefined],
      ],
    );
  });

  it("is told once where it is the same whoever pays", () => {
    assert.equal(recordTerms("DE", "psychotherapist", ["private", "public"]).length, 1);
    assert.equal(recordTerms("UK", "psychologist", ["private", "public"]).length, 2);
  });

  it("says that a private payer's term stands in for a public one", () => {
    const [term, ...others] = recordTerms("AU-NSW", "psychologist", ["public"]);
    assert.equal(others.length, 0);
    assert.match(
      term?.source.text ?? "",
      /^nobody has looked up the term for what public bodies pay, .*: Health Records/,
    );
  });
});
