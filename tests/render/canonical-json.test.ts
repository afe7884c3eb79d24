import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { canonicalJson, canonicalParts } from "../../render/canonical-json.ts";

describe("canonical JSON", () => {
  it("has its keys in order and leaves out what is undefined", () => {
    assert.equal(canonicalJson({ b: [1, { d: null, c: undefined }], a: 'x"' }), '{"a":"x\\"","b":[1,{"d":null}]}');
  });

  it("is JSON of the same value, whatever the order in which it was made", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue()), (value) => {
        const text = canonicalJson(value);
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
        assert.equal(canonicalJson(Object.fromEntries(Object.entries(value).reverse())), text);
      }),
    );
  });

  it("is the same in parts", () => {
    const values = fc.oneof(fc.array(fc.jsonValue()), fc.jsonValue(), fc.constant(undefined));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), values), (value) => {
        assert.equal(joined(value), toUtf8(canonicalJson(value)));
      }),
    );
  });

  it("is the same in parts the second time, also of what is frozen at the top and changes inside", () => {
    const inside = { letters: "one" };
    const files = [Object.freeze({ text: "ü\u2028\ud800" }), Object.freeze({ inside })];
    assert.equal(joined({ files }), toUtf8(canonicalJson({ files })));
    inside.letters = "two";
    assert.equal(joined({ files }), toUtf8('{"files":[{"text":"ü\u2028\\ud800"},{"inside":{"letters":"two"}}]}'));
  });
});

/** As whoever hashes the parts takes them: texts in UTF-8. */
function joined(value: object): string {
  return Buffer.concat([...canonicalParts(value)].map((part) => Buffer.from(part))).toString();
}

function toUtf8(text: string): string {
  return Buffer.from(text).toString();
}
