import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { RULES } from "../../../policies/rules/index.ts";
import { ruleDocs } from "../../../scripts/rules/rule-docs.ts";
import { groupsOf } from "../../../scripts/rules/rule-groups.ts";

const FOLDER = new URL("../../../docs/rules/", import.meta.url);
const PAGES = ruleDocs();

describe("the pages about the rules", () => {
  for (const [name, text] of PAGES) {
    it(`docs/rules/${name} is what node scripts/rules/rule-docs.ts writes`, () => {
      assert.equal(readFileSync(new URL(name, FOLDER), "utf8"), text);
    });
  }
  it("there are no others", () => {
    assert.deepEqual(readdirSync(FOLDER).sort(), [...PAGES.keys()].sort());
  });

  it("are the same each time", () => {
    assert.deepEqual(ruleDocs(), PAGES);
  });

  for (const { id, looksAt, breaks } of RULES) {
    it(`show of ${id} what keeps it, and of each example what it changes and what is found`, () => {
      const text = PAGES.get(`${id}.md`) ?? "";
      assert.ok(text.includes(`**Looks at:** ${looksAt}`));
      const [, keeps = "", breaking = ""] = text.split(/^## .*$/m);
      assert.match(keeps, /^```+text\n(?:(?!```).*\n)+```+$/m);
      assert.doesNotMatch(keeps, /^```+diff$/m);
      const examples = breaking.split(/^### When /m).slice(1);
      assert.equal(examples.length, breaks.length);
      for (const [index, example] of examples.entries()) {
        assert.ok(example.startsWith(breaks[index]?.how ?? "?"));
        assert.match(example, /^```+diff\n(?:(?: .*)?\n)*[-+]/m);
        assert.match(example, /^Found(?:, first of \d+)?:\n\n```+text\n.+: .+[.)]$/m);
      }
    });
  }

  it("list every rule once, the three promises first", () => {
    const listed = [...(PAGES.get("README.md") ?? "").matchAll(/^- \[([a-z0-9-]+)\]\(\1\.md\)/gm)].map(([, id]) => id);
    assert.deepEqual(listed.slice(0, 3), ["e2ee-required", "recording-impossible", "neutral-names"]);
    assert.deepEqual([...listed].sort(), RULES.map(({ id }) => id).sort());
  });

  it("put a rule that no group names where the machine itself is", () => {
    const ids = RULES.map(({ id }) => id);
    const groups = groupsOf([...ids, "brand-new"]);
    assert.deepEqual(
      groups.filter(({ rules }) => rules.includes("brand-new")).map(({ title }) => title),
      ["The machine is sound"],
    );
    assert.deepEqual(groups.flatMap(({ rules }) => rules).sort(), [...ids, "brand-new"].sort());
  });
});
