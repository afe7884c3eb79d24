import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { COMMON_PASSWORD_HASHES } from "../../../desk/staff/common-password-hashes.ts";
import { HASH_BYTES, isCommonPassword } from "../../../desk/staff/common-passwords.ts";
import { passwordFault } from "../../../desk/staff/passwords.ts";
import { SETTINGS } from "../desk-database.ts";

describe("A password that is chosen", () => {
  const fault = (password: string): string | undefined => passwordFault(password, "ada.lovell", SETTINGS);

  it("is none of the 10,000 most common ones that are long enough, in small or large letters", () => {
    assert.equal(Buffer.from(COMMON_PASSWORD_HASHES, "base64").length, 10_000 * HASH_BYTES);
    for (const common of ["1qaz2wsx3edc", "qwertyqwerty", "123456789123456789", "AdminisTrator", "Q1W2E3R4T5Y6"])
      assert.equal(fault(common), "too-common", common);
    // Written as in other keyboards' wide letters, it is the same one (NFKC).
    assert.equal(fault("１ｑａｚ２ｗｓｘ３ｅｄｃ"), "too-common");
  });

  it("is not refused by chance", () => {
    // One in 400,000 is, by design: a hundred are none.
    const refused = fc
      .sample(fc.string({ minLength: 12, maxLength: 40, unit: "grapheme-ascii" }), { numRuns: 100, seed: 1 })
      .filter(isCommonPassword);
    assert.deepEqual(refused, []);
  });

  it("is long enough without the names that everybody knows here", () => {
    for (const named of [
      "ada.lovell.2026!",
      "LovellLovell12",
      "Quiet Harbour 1",
      "quietharbour2026",
      "desk.quiet-harbour.example",
      "harbour-harbour",
    ])
      assert.equal(fault(named), "is-name", named);
    for (const good of ["eleven grey herons", "a boat in the quiet harbour", "adagio for seven strings"])
      assert.equal(fault(good), undefined, good);
  });

  it("has 12 to 128 characters, whatever they are", () => {
    assert.equal(fault("eleven char"), "too-short");
    assert.equal(fault("eleven   char"), "too-short", "several spaces in a row count as one");
    assert.equal(fault("🛶".repeat(11)), "too-short");
    assert.equal(fault("🛶".repeat(12)), undefined);
    assert.equal(fault("heron ".repeat(21)), undefined);
    assert.equal(fault("heron ".repeat(22)), "too-long");
  });
});
