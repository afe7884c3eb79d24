import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { ruleDocs } from "../../scripts/rule-docs.ts";

const FOLDER = new URL("../../docs/rules/", import.meta.url);

describe("the pages about the rules", () => {
  for (const [name, text] of ruleDocs()) {
    it(`docs/rules/${name} is what node scripts/rule-docs.ts writes`, () => {
      assert.equal(readFileSync(new URL(name, FOLDER), "utf8"), text);
    });
  }
  it("there are no others", () => {
    assert.deepEqual(readdirSync(FOLDER).sort(), [...ruleDocs().keys()].sort());
  });
});
