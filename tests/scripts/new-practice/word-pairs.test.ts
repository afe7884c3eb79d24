import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FIRST_WORDS, isNeutral, neutralPair, SECOND_WORDS } from "../../../scripts/new-practice/word-pairs.ts";

describe("neutral pairs of words", () => {
  it("are many, and none of them tells, however it is written", () => {
    assert.ok(new Set(FIRST_WORDS).size * new Set(SECOND_WORDS).size > 50_000);
    const telling = FIRST_WORDS.flatMap((first) => SECOND_WORDS.filter((second) => !isNeutral(first, second)));
    assert.deepEqual(telling, []);
    for (const word of [...FIRST_WORDS, ...SECOND_WORDS]) assert.match(word, /^[a-z]+$/);
  });

  it("would be passed over where they tell together", () => {
    assert.equal(isNeutral("the", "rapist"), false);
  });

  it("are nobody's yet, and not one word twice", () => {
    const cedar = [FIRST_WORDS.indexOf("cedar"), SECOND_WORDS.indexOf("cedar")];
    const drawn = [...cedar, 0, 0, 0, 1];
    const pair = neutralPair(new Set([`${FIRST_WORDS[0] ?? ""}-${SECOND_WORDS[0] ?? ""}`]), () => drawn.shift() ?? 0);
    assert.equal(pair, `${FIRST_WORDS[0] ?? ""}-${SECOND_WORDS[1] ?? ""}`);
    assert.throws(
      () => neutralPair(new Set([pair]), (limit) => (limit === FIRST_WORDS.length ? 0 : 1)),
      /name the practice yourself/,
    );
  });
});
