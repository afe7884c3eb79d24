import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { dayAround, instantOf, wallTimeOf, zoneOf } from "../../../desk/pages/zone.ts";

describe("A visitor's time zone", () => {
  it("is one that this machine knows, or UTC", () => {
    assert.equal(zoneOf("Europe/Berlin"), "Europe/Berlin");
    for (const text of [undefined, "", "Nowhere/Atall", "<script>", "+25:00", "a".repeat(60), "../etc/passwd"]) {
      assert.equal(zoneOf(text), "UTC");
    }
  });

  it("reads a clock on the wall back as the moment at which it shows that", () => {
    const zones = fc.constantFrom(
      "Europe/Berlin",
      "America/New_York",
      "Asia/Kolkata",
      "Pacific/Kiritimati",
      "Australia/Lord_Howe",
      "UTC",
    );
    const moments = fc.date({ min: new Date("2020-01-01"), max: new Date("2040-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(zones, moments, (zone, moment) => {
        const shown = wallTimeOf(zone, moment);
        const found = instantOf(zone, shown);
        assert.ok(found, `${zone} ${moment.toISOString()} is found`);
        assert.deepEqual(wallTimeOf(zone, found), shown);
        // The hour that comes twice a year is its first coming.
        const minutes = (moment.getTime() - found.getTime()) / 60_000;
        assert.ok(minutes >= 0 && minutes < 61, `${zone} ${moment.toISOString()} is ${minutes} minutes off`);
      }),
      { numRuns: 1000 },
    );
  });

  it("knows no time that clocks jump over, and no day that there is not", () => {
    assert.equal(instantOf("Europe/Berlin", { date: "2027-03-28", time: "02:30" }), undefined);
    assert.equal(
      instantOf("Europe/Berlin", { date: "2027-03-28", time: "03:00" })?.toISOString(),
      "2027-03-28T01:00:00.000Z",
    );
    assert.equal(
      instantOf("Europe/Berlin", { date: "2026-10-25", time: "02:30" })?.toISOString(),
      "2026-10-25T00:30:00.000Z",
    );
    for (const date of ["2026-02-30", "2026-13-01", "26-01-01", "", "tomorrow"]) {
      assert.equal(instantOf("UTC", { date, time: "10:00" }), undefined, date);
    }
    for (const time of ["24:01", "1:00", "", "noon"])
      assert.equal(instantOf("UTC", { date: "2026-01-01", time }), undefined, time);
  });

  it("has days of 23 and 25 hours, and days that begin at one", () => {
    const hours = (zone: string, at: string): number => {
      const { from, until } = dayAround(zone, new Date(at));
      return (until.getTime() - from.getTime()) / 3_600_000;
    };
    assert.equal(hours("Europe/Berlin", "2027-03-28T12:00:00Z"), 23);
    assert.equal(hours("Europe/Berlin", "2026-10-25T12:00:00Z"), 25);
    assert.equal(hours("Europe/Berlin", "2026-11-24T12:00:00Z"), 24);
    // Beirut's clocks jump at midnight.
    assert.equal(
      dayAround("Asia/Beirut", new Date("2026-03-29T12:00:00Z")).from.toISOString(),
      "2026-03-28T22:00:00.000Z",
    );
  });
});
