import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ENTRY } from "../../../policies/configuration.ts";
import { locateJson, readJson } from "../../../policies/readers/json.ts";
import { lineAt, offsetOf } from "../../../policies/readers/located.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";

const RENDERED = render(CLINIC).files.filter(({ format }) => format === "json");

function read(text: string) {
  return readJson({ path: "/a.json", text });
}

function lineOf(text: string, ...keys: readonly string[]): number | undefined {
  const { value } = locateJson({ path: "/a.json", text });
  return value === undefined ? undefined : lineAt(text, offsetOf(value, keys));
}

describe("the JSON reader", () => {
  it("reads every rendered file as JSON.parse does, without a doubt", () => {
    assert.ok(RENDERED.length >= 3);
    for (const { path, text } of RENDERED) {
      assert.deepEqual(readJson({ path, text }), { value: JSON.parse(text) as unknown, doubts: [] });
    }
  });

  it("knows the line of each key", () => {
    const text = '{\n "a": 1,\n "b": {\n\n  "c": [\n 2]}\n}\n';
    assert.deepEqual([lineOf(text, "a"), lineOf(text, "b"), lineOf(text, "b", "c"), lineOf(text, "z")], [2, 3, 5, 1]);
    const element = RENDERED.find(({ path }) => path === ENTRY.element)?.text ?? "";
    const line = lineOf(element, "jitsi", "preferred_domain") ?? 0;
    assert.match(element.split("\n")[line - 1] ?? "", /preferred_domain/);
  });

  const doubtful: readonly (readonly [string, string, number | undefined, RegExp])[] = [
    ["a key stands twice", '{"a": 1,\n"a": 2}', 2, /a second time/],
    ["a key stands twice in two spellings", '{"a": 1,\n\n"\\u0061": 2}', 3, /a second time/],
    ["a key stands twice deep inside", '{"b": [{"a": 1, "a": 2}]}', 1, /a second time/],
    ["a key means a prototype", '{"__proto__": {"a": 1}}', 1, /__proto__/],
    ["a byte order mark comes first", '\ufeff{"a": 1}', undefined, /no JSON/],
    ["a comment stands in it", '{"a": 1 // one\n}', undefined, /no JSON/],
    ["a comma is left over", '{"a": 1,}', undefined, /no JSON/],
    ["it is empty", "", undefined, /no JSON/],
    ["it is nested without end", "[".repeat(1000) + "]".repeat(1000), 1, /nested deeper/],
    ["it is nested beyond any stack", "[".repeat(200_000) + "]".repeat(200_000), undefined, /nested deeper|no JSON/],
  ];
  for (const [what, text, line, doubt] of doubtful) {
    it(`can't tell when ${what}`, () => {
      const [first] = read(text).doubts;
      assert.match(first?.what ?? "", doubt);
      if (line !== undefined) assert.equal(first?.line, line);
    });
  }

  it("reads whatever JSON there is as JSON.parse does, or doubts", () => {
    fc.assert(
      fc.property(fc.json({ depthSize: "medium" }), fc.constantFrom(undefined, 1, "\t"), (json, indent) => {
        const text = JSON.stringify(JSON.parse(json), null, indent);
        const { value, doubts } = read(text);
        if (doubts.length === 0) assert.deepEqual(value, JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  it("never throws, whatever there may be in a file", () => {
    const damaged = fc
      .tuple(fc.constantFrom(...RENDERED), fc.nat(), fc.nat({ max: 9 }), fc.string({ maxLength: 3 }))
      .map(([{ text }, place, length, put]) => {
        const start = place % text.length;
        return text.slice(0, start) + put + text.slice(start + length);
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: "binary" }), fc.json()), (text) => {
        const { value, doubts } = read(text);
        if (doubts.length === 0) assert.deepEqual(value, JSON.parse(text));
      }),
      { numRuns: 3000 },
    );
  });
});
