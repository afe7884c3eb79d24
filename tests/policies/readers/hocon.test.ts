import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readHocon } from "../../../policies/readers/hocon.ts";

function read(text: string) {
  return readHocon({ path: "/a.conf", text });
}

describe("HOCON as Typesafe Config resolves it", () => {
  const cases: readonly (readonly [string, string, unknown])[] = [
    [
      "merges maps with one key, and lets the last plain value win",
      "a.b = 1\na { c = x, b = 2 }",
      { a: { b: 2, c: "x" } },
    ],
    ["forgets a map that a plain value came after", "a = { b: 1 }\na = 5\na = { c: 2 }", { a: { c: 2 } }],
    ["takes null for the end of a map", 'jibri { brewery-jid = "x" }\njibri = null', { jibri: null }],
    ["appends", "a = [1]\na += 2\nb = ${a} [3]", { a: [1, 2], b: [1, 2, 3] }],
    [
      "merges what a reference brings",
      "p { x = 1 }\nq = ${p} { y = 2 }\nq.z = 3",
      { p: { x: 1 }, q: { x: 1, y: 2, z: 3 } },
    ],
    ["resolves a reference to what stands at the end", "a = ${b}\nb = 1\nb = 2", { a: 2, b: 2 }],
    [
      "joins words with the blanks between them",
      "a = 10 seconds\nb = ${a} more",
      { a: "10 seconds", b: "10 seconds more" },
    ],
    [
      "knows comments, commas and line breaks",
      "# x\n{ a : 1 // y\n b = 2, c = [1\n2,3,] }",
      { a: 1, b: 2, c: [1, 2, 3] },
    ],
    ["knows quotes of both kinds", 'a = "x\\n\\"" \nb = """y\n"z""""', { a: 'x\n"', b: 'y\n"z"' }],
    ["takes a quoted key as one", '"a.b".c = 1', { "a.b": { c: 1 } }],
    ["keeps words that only look like booleans", "a = yes, b = on, c = true", { a: "yes", b: "on", c: true }],
  ];
  for (const [what, text, value] of cases) {
    it(what, () => {
      const reading = read(text);
      assert.deepEqual(reading.doubts, []);
      assert.deepEqual(reading.value.value, value);
    });
  }

  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    ["it includes", 'include "x.conf"', /include brings in/],
    ["a value comes from the environment", "a = 1\na = ${?X}", /comes from the environment/],
    ["references go in a circle", "a = ${b}\nb = ${a}", /refers to itself/],
    ["a bracket is missing", "a { b = 1", /is missing/],
    ["two settings share a line", "a = 1 b = 2", /must stand in quotes/],
    ["a sign stands without quotes", "a = @@secret:x@@", /must stand in quotes/],
    ["a list stands beside a word", "a = [1] x", /of another kind/],
  ];
  for (const [what, text, doubt] of doubtful) {
    it(`can't tell when ${what}`, () => {
      assert.match(
        read(text)
          .doubts.map((breach) => breach.what)
          .join("\n"),
        doubt,
      );
    });
  }

  it("knows the line of the last setting", () => {
    assert.equal(read("a.b = 1\n\na { b = 2 }").value.lines.get("a.b"), 3);
  });
});
