import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";
import { PROFESSIONS } from "../../../clinic/law/records.ts";
import { consentDays, possibleRecordYears, recordRetention } from "../../../clinic/law/retention.ts";

function under(jurisdiction: string, ...also: readonly string[]): PracticeLaw {
  return { jurisdiction, also, hipaaCovered: false };
}

function psychologist(jurisdiction: string, ...also: readonly string[]): PracticeLaw {
  return { ...under(jurisdiction, ...also), profession: "psychologist" };
}

describe("several laws together", () => {
  it("leave a practice in Germany with the ten years and a window to erase in", () => {
    const { keepDays, erase, conflicts } = recordRetention(psychologist("DE"));
    assert.deepEqual([keepDays, erase?.days, conflicts], [3660, 3690, []]);
  });

  it("have a practice in Pennsylvania keep for the eight years of a person in Washington, and erase never", () => {
    const { keep, erase, minors, conflicts } = recordRetention(psychologist("US-PA", "US-WA"));
    assert.deepEqual(
      [keep.jurisdiction, keep.years, erase, minors?.untilAge, conflicts],
      ["US-WA", 8, undefined, 22, []],
    );
  });

  it("can't be kept by a practice in Ontario with a person in Quebec", () => {
    const [conflict, ...others] = recordRetention(psychologist("CA-ON", "CA-QC")).conflicts;
    assert.equal(others.length, 0);
    assert.match(conflict?.what ?? "", /^the law of Ontario has a record kept for 10 years .*Standards.* 2017, 9\.4/);
    assert.match(conflict?.what ?? "", /the law of Quebec has it erased 5 years and 90 days after .*C-26, r\. 221/);
    assert.match(conflict?.keep.text ?? "", /College of Psychologists of Ontario/);
    assert.match(conflict?.erase.text ?? "", /no longer needed/);
  });

  it("can't be kept by a practice in California with a person in Germany, though the numbers don't cross", () => {
    const { keepDays, erase, conflicts } = recordRetention(psychologist("US-CA", "DE"));
    assert.ok(keepDays <= (erase?.days ?? 0));
    assert.equal(conflicts.length, 1);
    assert.match(
      conflicts[0]?.what ?? "",
      /California .*§ 2919.*Germany .*outside the Union does not count.*17\(3\)\(b\)/,
    );
    assert.match(conflicts[0]?.keep.text ?? "", /§ 2919/);
    assert.match(conflicts[0]?.erase.text ?? "", /17\(3\)\(b\)/);
  });

  it("can't be kept by whoever works in the United Kingdom privately and for the NHS, and can by either", () => {
    const both = recordRetention({ ...psychologist("UK"), payers: ["private", "public"] });
    assert.match(both.conflicts[0]?.what ?? "", /for what public bodies pay .*20 years .*8 years and 30 days/);
    const years = (["private", "public"] as const).map((payer) => {
      const { keep, minors, conflicts } = recordRetention({ ...psychologist("UK"), payers: [payer] });
      assert.deepEqual(conflicts, []);
      return [keep.years, minors?.untilAge];
    });
    assert.deepEqual(years, [
      [8, 26],
      [20, 26],
    ]);
  });

  it("can't be kept on both sides of the Channel, even where the numbers are the same", () => {
    const { keepDays, erase, conflicts } = recordRetention({ ...psychologist("UK", "NL"), payers: ["public"] });
    assert.ok(keepDays <= (erase?.days ?? 0));
    assert.match(conflicts[0]?.what ?? "", /from outside the (?:Union|United Kingdom) does not count/);
  });

  it("agree within the Union where the terms do, and not where they differ", () => {
    assert.deepEqual(recordRetention(psychologist("DE", "AT")).conflicts, []);
    assert.match(recordRetention(psychologist("DE", "NL")).conflicts[0]?.what ?? "", /Netherlands .* 20 years/);
    assert.match(recordRetention(psychologist("DE", "UK")).conflicts[0]?.what ?? "", /United Kingdom has it erased/);
  });

  it("agree between two states of Australia", () => {
    const { keepDays, erase, conflicts } = recordRetention(psychologist("AU-NSW", "AU-VIC"));
    assert.deepEqual([keepDays, erase?.days, conflicts], [7 * 366, 7 * 366 + 90, []]);
  });

  const place = fc.constantFrom(...Object.keys(JURISDICTIONS));
  const profession = fc.option(fc.constantFrom(...PROFESSIONS), { nil: undefined });
  const payers = fc.subarray(["private", "public"] as const, { minLength: 1 });
  const law = fc
    .record({ codes: fc.uniqueArray(place, { minLength: 1, maxLength: 5 }), profession, payers })
    .map(({ codes: [jurisdiction = "DE", ...also], profession, payers }): PracticeLaw => {
      const asked = { jurisdiction, also, payers, hipaaCovered: false };
      return profession === undefined ? asked : { ...asked, profession };
    });

  const reordered = law.chain((asked) => {
    const codes = [asked.jurisdiction, ...(asked.also ?? [])];
    const all = { minLength: codes.length, maxLength: codes.length };
    return fc
      .record({ codes: fc.shuffledSubarray(codes, all), payers: fc.constant(asked.payers?.toReversed() ?? []) })
      .map(
        ({ codes: [jurisdiction = "", ...also], payers }) => [asked, { ...asked, jurisdiction, also, payers }] as const,
      );
  });

  it("do not depend on the order in which they are named", () => {
    const result = (asked: PracticeLaw) => ({ ...recordRetention(asked), terms: undefined });
    fc.assert(
      fc.property(reordered, ([one, other]) => {
        assert.deepEqual(result(other), result(one));
      }),
      { numRuns: 500 },
    );
  });

  it("never shorten what has to be kept nor lengthen what has to go, when one more is added", () => {
    fc.assert(
      fc.property(law, place, (asked, further) => {
        const before = recordRetention(asked);
        const after = recordRetention({ ...asked, also: [...(asked.also ?? []), further] });
        assert.ok(after.keepDays >= before.keepDays);
        assert.ok((after.erase?.days ?? Infinity) <= (before.erase?.days ?? Infinity));
        assert.ok((after.minors?.untilAge ?? 0) >= (before.minors?.untilAge ?? 0));
        assert.ok(before.conflicts.length <= after.conflicts.length);
      }),
      { numRuns: 500 },
    );
  });

  it("are a conflict wherever the numbers cross, which names both sources", () => {
    fc.assert(
      fc.property(law, (asked) => {
        const { keepDays, erase, conflicts } = recordRetention(asked);
        if (erase !== undefined && keepDays > erase.days) assert.equal(conflicts.length, 1);
        for (const { what, keep, erase: against } of conflicts) {
          assert.ok(what.includes(keep.text) && what.includes(against.text), what);
          assert.match(what, /^the law of .*\.$/);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are no conflict where one law stands alone", () => {
    for (const code of Object.keys(JURISDICTIONS)) {
      for (const payer of ["private", "public"] as const) {
        assert.deepEqual(recordRetention({ ...under(code), payers: [payer] }).conflicts, [], code);
      }
    }
  });
});

describe("how long consents are kept", () => {
  it("is the longest term of the place, in years of 366 days", () => {
    const days = (jurisdiction: string) => consentDays({ jurisdiction, hipaaCovered: false });
    assert.deepEqual(
      ["DE", "UK", "AU-NSW", "CA-ON", "CA-QC", "US-WA", "FR"].map(days),
      [3660, 2928, 2562, 3660, 1830, 2928, 3660],
    );
    assert.deepEqual(["US-NY", "CA-BC", "NL"].map(days), [6 * 366, 16 * 366, 20 * 366]);
  });

  it("is what a profession led to, where the release says so", () => {
    assert.equal(consentDays({ jurisdiction: "CA-BC", hipaaCovered: false, recordYears: 7 }), 7 * 366);
  });

  it("is one of the numbers to which professions lead", () => {
    const possible = (jurisdiction: string, payers: readonly ("private" | "public")[] = ["private"]) =>
      possibleRecordYears({ jurisdiction, payers, hipaaCovered: false });
    assert.deepEqual(possible("CA-BC"), [7, 16]);
    assert.deepEqual(possible("DE"), [10]);
    assert.deepEqual(possible("UK", ["public"]), [20]);
    assert.deepEqual(possibleRecordYears({ jurisdiction: "US-PA", also: ["US-WA"], hipaaCovered: true }), [8]);
  });
});
