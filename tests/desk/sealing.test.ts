import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { formToken, isFormToken, sealed, unsealed } from "../../desk/sealing.ts";
import { newSecretWord } from "../../desk/secret-word.ts";

const KEY = "a key of thirty-two characters or more";
const OTHER_KEY = "another of thirty-two characters or more";

describe("A sealed secret", () => {
  it("comes back for whom it was sealed, and never looks the same", () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (about, text) => {
        const seal = sealed(KEY, about, text);
        assert.equal(unsealed(KEY, about, seal), text);
        assert.notEqual(sealed(KEY, about, text), seal);
      }),
    );
  });

  it("comes back for nobody else, with no other key, and not when a bit was changed", () => {
    const seal = sealed(KEY, "ada", "secret");
    assert.throws(() => unsealed(KEY, "bea", seal));
    assert.throws(() => unsealed(OTHER_KEY, "ada", seal));
    const bytes = Buffer.from(seal, "base64url");
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      assert.throws(() => unsealed(KEY, "ada", changed.toString("base64url")));
    }
    assert.throws(() => unsealed(KEY, "ada", seal.slice(0, 8)));
  });
});

describe("A form's token", () => {
  it("belongs to one cookie and one desk", () => {
    const [cookie, other] = [newSecretWord(), newSecretWord()];
    const token = formToken(KEY, cookie);
    assert.ok(isFormToken(KEY, cookie, token));
    assert.ok(!isFormToken(KEY, other, token));
    assert.ok(!isFormToken(OTHER_KEY, cookie, token));
    for (const given of ["", cookie, `${token}x`, token.slice(1)]) assert.ok(!isFormToken(KEY, cookie, given));
    // Who sees it knows nothing of the cookie.
    assert.ok(!token.includes(cookie));
  });
});
