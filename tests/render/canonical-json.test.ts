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
        assert.equal([...canonicalParts(value)].join(""), canonicalJson(value));
      }),
    );
  });
});
