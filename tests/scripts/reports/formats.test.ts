import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FORMATS, written } from "../../../scripts/reports/formats.ts";
import { ALL, reportOf } from "./example.ts";

/** What a terminal, a log or a viewer would obey, and nobody would see. Line ends are ours. */
// eslint-disable-next-line no-control-regex -- these are what is looked for
const INVISIBLE = /[\0-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]|\p{Cs}/u;

for (const format of FORMATS) {
  describe(`the format ${format}`, () => {
    it("gives the same bytes for the same report", async () => {
      const report = reportOf(...ALL);
      assert.equal(await written(report, format), await written(structuredClone(report), format));
    });

    it("holds nothing that can't be seen", async () => {
      const text = await written(reportOf(...ALL), format);
      assert.deepEqual(INVISIBLE.exec(text), null);
      assert.ok(text.isWellFormed());
    });

    it("says something of every result, also of one that could not be judged", async () => {
      for (const result of ALL) {
        const text = await written(reportOf(result), format);
        assert.ok(text.includes(result.file), result.file);
        if (result.kind === "unusable") assert.match(text, /cx99/);
        else for (const { rule } of result.findings) assert.ok(text.includes(rule), rule);
      }
    });

    it("shows every waiver with its reason, its person and its last day", async () => {
      const waived = ALL.filter((result) => result.kind === "judged" && result.waived.length > 0);
      assert.equal(waived.length, 1);
      const text = await written(reportOf(...waived), format);
      assert.match(text, /Our lawyer/);
      assert.match(text, /A\. Weaver/);
      assert.match(text, /2026-06-30|30 June 2026/);
    });

    it("tells no secret that was found in a file", async () => {
      assert.doesNotMatch(await written(reportOf(...ALL), format), /correcthorse/);
    });

    it("is no larger than a page a finding", async () => {
      const text = await written(reportOf(...ALL), format);
      assert.ok(text.length < 600_000, String(text.length));
    });
  });
}
