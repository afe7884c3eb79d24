import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { administrationRecord, logLimit } from "../../../clinic/law/logs.ts";

describe("how long logs may be kept", () => {
  it("is seven days under the GDPR and its like, thirty elsewhere", () => {
    for (const jurisdiction of ["DE", "FR", "UK", "unknown"]) assert.equal(logLimit({ jurisdiction }).days, 7);
    for (const jurisdiction of ["AU-NSW", "CA-QC", "US-TX", "US-NY"]) assert.equal(logLimit({ jurisdiction }).days, 30);
  });

  it("is a year at least for what administrators did where a law asks for the record, and a month elsewhere", () => {
    const record = (jurisdiction: string, hipaaCovered = false) => {
      const { leastDays, mostDays } = administrationRecord({ jurisdiction, hipaaCovered });
      return [leastDays, mostDays];
    };
    assert.deepEqual(record("DE"), [365, 366]);
    assert.deepEqual(record("US-WA", true), [365, 2192]);
    assert.deepEqual(record("FR"), [30, 366]);
  });
});
