import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import Handlebars from "handlebars";
import { QUOTES } from "../../render/quote.ts";
import { compileTemplate } from "../../render/template.ts";
import { declaredFiles } from "./declared-files.ts";

function byHandlebars(source: string, data: unknown): string {
  const engine = Handlebars.create();
  for (const [helper, quote] of Object.entries(QUOTES)) engine.registerHelper(helper, (value: unknown) => quote(value));
  return engine.compile(source, { noEscape: true })(data);
}

describe("what is printed is what Handlebars itself prints", () => {
  for (const { template, file } of declaredFiles()) {
    it(template, () => {
      const source = readFileSync(new URL(`../../${template}`, import.meta.url), "utf8");
      const data = file.data ?? {};
      assert.equal(compileTemplate(template, source, file.format)(data), byHandlebars(source, data));
    });
  }

  const odd: readonly (readonly [string, unknown])[] = [
    ["{{#if x}}a{{else}}b{{/if}}", { x: 0 }],
    ["{{#if x}}a{{else}}b{{/if}}", { x: [] }],
    ["{{#if x}}a{{else}}b{{/if}}", { x: "" }],
    ["{{#if x}}a{{else}}b{{/if}}", {}],
    ["{{#if x}}a{{else}}b{{/if}}", { x: "0" }],
    ["{{#unless x}}a{{else}}b{{/unless}}", { x: false }],
    ["{{#if x}}a{{else if y}}b{{else}}c{{/if}}", { x: false, y: true }],
    ["{{#each x}}{{lua this}}{{else}}none{{/each}}", { x: [] }],
    ["{{#each x}}{{lua this}}{{else}}none{{/each}}", {}],
    ["{{#each x}}{{#each this}}{{lua this}}{{/each}};{{/each}}", { x: [["a"], ["b", "c"]] }],
    ["{{#each x}}{{#if y.z}}{{lua y.z}}{{/if}}{{/each}}", { x: [{ y: { z: 1 } }, { y: {} }, {}] }],
    ["a\n  {{#if x}}\n  b\n  {{/if}}\nc\n{{! comment }}\nd {{~lua x~}} e", { x: true }],
    ["\\{{lua x}} {{!-- {{lua x}} --}}", { x: true }],
  ];
  for (const [source, data] of odd) {
    it(`${JSON.stringify(source)} of ${JSON.stringify(data)}`, () => {
      // The data are of the values that templates take.
      const ours = compileTemplate("t.hbs", source, "lua")(data as Parameters<ReturnType<typeof compileTemplate>>[0]);
      assert.equal(ours, byHandlebars(source, data));
    });
  }
});
