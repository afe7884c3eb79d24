import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { days, hours, minutes, years } from "../../../kits/papers/spans.ts";

/** French keeps a number and its unit on one line, by a space of its own. */
const SPACE = /\s/;

describe("a span of time", () => {
  it("is said as people of each language write it", () => {
    assert.deepEqual(
      (["en", "de", "fr", "es"] as const).map((language) => days(30, language).replace(SPACE, " ")),
      ["30 days", "30 Tage", "30 jours", "30 días"],
    );
    assert.deepEqual(
      [days(1, "de"), hours(72, "fr"), minutes(5, "es"), years(1, "en")].map((said) => said.replace(SPACE, " ")),
      ["1 Tag", "72 heures", "5 minutos", "1 year"],
    );
  });

  it("is years where the days are whole years by the law tables' reckoning, and days else", () => {
    assert.deepEqual(
      [366, 6 * 366, 365, 367, 0].map((count) => days(count, "en")),
      ["1 year", "6 years", "365 days", "367 days", "0 days"],
    );
  });
});
