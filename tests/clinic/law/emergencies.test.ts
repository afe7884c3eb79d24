import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { emergencyNumbers } from "../../../clinic/law/emergencies.ts";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";

/** The numbers of one place: the emergency's, then the lines'. */
function numbersIn(jurisdiction: string): readonly string[] {
  return emergencyNumbers({ jurisdiction }).flatMap(({ emergency, crisisLines }) =>
    [emergency, ...crisisLines].map(({ number }) => number),
  );
}

describe("whom to call in an emergency", () => {
  for (const code of Object.keys(JURISDICTIONS)) {
    it(`is known for ${code}, with a source and a day`, () => {
      const [numbers, ...others] = emergencyNumbers({ jurisdiction: code });
      assert.ok(numbers !== undefined && others.length === 0);
      assert.match(numbers.emergency.number, /^(?:112|999|000|911)$/);
      for (const { number, source } of [numbers.emergency, ...numbers.crisisLines]) {
        assert.match(number, /^\d[\d ]+\d$/);
        assert.ok(source.text.length > 5);
        assert.match(source.checked, /^2026-11-\d\d$/);
      }
    });
  }

  it("is each place's own", () => {
    assert.deepEqual(numbersIn("DE"), ["112", "0800 111 0 111"]);
    assert.deepEqual(numbersIn("UK"), ["999", "116 123", "111", "0808 808 8000"]);
    assert.deepEqual(numbersIn("AU-TAS"), ["000", "13 11 14"]);
    assert.deepEqual(numbersIn("CA-QC"), ["911", "988"]);
    assert.deepEqual(numbersIn("US-FL"), ["911", "988"]);
    assert.deepEqual(numbersIn("FR"), ["112", "3114"]);
    assert.deepEqual(numbersIn("ES"), ["112", "024"]);
    assert.deepEqual(numbersIn("PL"), ["112"]);
  });

  it("is told of every jurisdiction, the seat's first", () => {
    const told = emergencyNumbers({ jurisdiction: "US-PA", also: ["CA-ON", "US-WA"] });
    assert.deepEqual(
      told.map(({ jurisdiction }) => jurisdiction),
      ["US-PA", "CA-ON", "US-WA"],
    );
  });

  it("is nobody's guess for a place that nobody looked up", () => {
    assert.deepEqual(emergencyNumbers({ jurisdiction: "NO" }), []);
  });
});
