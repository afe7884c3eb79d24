import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { lawNotes } from "../../../clinic/law/notes.ts";

const TODAY = "2026-11-23";

describe("what a practice is told of its law's tables", () => {
  it("is nothing where every figure was read", () => {
    assert.deepEqual(lawNotes({ jurisdiction: "DE", hipaaCovered: false }, TODAY), []);
  });

  it("is to ask a lawyer about what nobody verified, and about what the tables leave open", () => {
    const law = { jurisdiction: "CA-AB", hipaaCovered: false, profession: "psychologist" } as const;
    assert.deepEqual(lawNotes(law, TODAY), [
      "Not verified for Alberta, so ask your lawyer: how long records are kept, how long those of minors are, which agreements are needed, and what people have to agree to. The sources that we have are in docs/law.md.",
      "Ask your lawyer or your professional body how long records of minors are kept.",
    ]);
  });

  it("is to name the profession, where professions differ and as long as none is named", () => {
    const law = { jurisdiction: "CA-BC", hipaaCovered: false } as const;
    const named = /^Name your profession in stillroom:law\.profession: in British Columbia .* 7 to 16 years/;
    assert.ok(lawNotes(law, TODAY).some((note) => named.test(note)));
    assert.ok(!lawNotes({ ...law, profession: "psychologist" }, TODAY).some((note) => named.test(note)));
    assert.ok(
      !lawNotes({ jurisdiction: "UK", hipaaCovered: false }, TODAY).some((note) => note.includes("profession:")),
    );
  });

  it("says nothing of professions where payers alone differ", () => {
    const law = { jurisdiction: "US-WA", hipaaCovered: true, payers: ["private", "public"] } as const;
    assert.ok(!lawNotes(law, TODAY).some((note) => note.includes("profession:")));
  });

  it("is to ask the public bodies that pay, where nobody looked up what they ask for", () => {
    const asked = (jurisdiction: string, payers: readonly ("private" | "public")[]) =>
      lawNotes({ jurisdiction, hipaaCovered: false, profession: "psychologist", payers }, TODAY).filter((note) =>
        note.startsWith("Nobody has looked up what public bodies that pay in "),
      ).length;
    for (const place of ["PL", "AU-NSW", "CA-ON"]) {
      assert.equal(asked(place, ["public"]), 1, place);
      assert.equal(asked(place, ["private"]), 0, place);
    }
    for (const place of ["DE", "UK", "US-NY"]) assert.equal(asked(place, ["private", "public"]), 0, place);
  });

  it("says of Germany's statutory insurers what was looked up and what was not", () => {
    const law = { jurisdiction: "DE", hipaaCovered: false, profession: "psychologist" } as const;
    const told = (payers: readonly ("private" | "public")[]) =>
      lawNotes({ ...law, payers }, TODAY).filter((note) => note.includes("statutory insurers"));
    assert.deepEqual(told(["private"]), []);
    const [note = "", ...others] = told(["public"]);
    assert.equal(others.length, 0);
    assert.match(
      note,
      /C5 attestation.*certified service.*consent.*Nobody has looked up whether they want records kept/,
    );
  });

  it("speaks of every jurisdiction by itself", () => {
    const notes = lawNotes({ jurisdiction: "AU-NSW", also: ["AU-VIC"], hipaaCovered: false }, TODAY);
    assert.equal(
      notes.filter((note) => note.startsWith("Not verified for New South Wales, so ask your lawyer:")).length,
      1,
    );
    assert.equal(notes.filter((note) => note.startsWith("Not verified for Victoria, so ask your lawyer:")).length, 1);
  });

  it("is that a table is old, from a year after its oldest figure on", () => {
    const law = { jurisdiction: "DE", hipaaCovered: false } as const;
    assert.deepEqual(lawNotes(law, "2027-11-01"), []);
    assert.deepEqual(lawNotes(law, "2027-11-02"), [
      "The law of Germany was looked up on 2026-11-01, more than a year ago: update Stillroom, or ask your lawyer what has changed.",
    ]);
  });
});
