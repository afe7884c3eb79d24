import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { endOf, run } from "../../host/command.ts";

/** As long as one of ours. */
const SECRET = "Q2hpbWVzLWluLXRoZS1ldmVuaW5nLWJyZWV6ZS0wMTI";

describe("the last words of a program", () => {
  it("hold no piece of a secret, wherever they are cut off", async () => {
    for (const behind of [1460, 1480, 1500, 5980]) {
      // Printed in two pieces, since a pipe hands over what there is.
      const script = `printf 'word key=%s' ${SECRET}; sleep 0.1; printf ' %0${behind}d' 0 | tr ' ' '\\n'; sleep 0.1; printf ' end'`;
      const { words } = await run(["sh", "-c", script], { seconds: 60 });
      const shown = words.replaceAll(SECRET, "");
      for (let at = 0; at + 6 <= SECRET.length; at += 1) assert.ok(!shown.includes(SECRET.slice(at, at + 6)), shown);
      assert.match(words, /end$/);
    }
  });

  it("begin with a whole word where they are too long, and are whole where not", () => {
    assert.equal(endOf("one two three", 13), "one two three");
    assert.equal(endOf("one two three", 9), "… three");
    assert.equal(endOf("one two three", 3), "… ");
  });

  it("of a program that prints too much are few, and nothing where it was all one word", async () => {
    const { words } = await run(["sh", "-c", "printf '%09000d' 0; sleep 0.1; printf '%09000d' 0"], { seconds: 60 });
    assert.equal(words, "");
  });
});
