import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { compileTemplate, UnsafeTemplate } from "../../render/template.ts";

describe("a template prints each value through the helper of its file's format", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["a bare value", "a {{x}}"],
    ["a raw value", "a {{{lua x}}}"],
    ["an unescaped value", "a {{&lua x}}"],
    ["another format's helper", "a {{json x}}"],
    ["no value", "a {{lua}}"],
    ["two values", "a {{lua x y}}"],
    ["a named argument", "a {{lua x y=1}}"],
    ["a literal", 'a {{lua "x"}}'],
    ["a nested helper", "a {{lua (json x)}}"],
    ["a partial", "{{> other}}"],
    ["another block", "{{#with x}}a{{/with}}"],
    ["a bare value in a block", "{{#if x}}{{y}}{{/if}}"],
    ["a bare value in an else", "{{#if x}}a{{else}}{{y}}{{/if}}"],
    ["a bare value in a loop", "{{#each x}}{{this}}{{/each}}"],
    ["a computed condition", "{{#if (lua x)}}a{{/if}}"],
    ["a decorator", "{{* x}}"],
    ["a block parameter", "{{#each x as |y|}}{{lua y}}{{/each}}"],
    ["a value of the block around", "{{#each x}}{{lua ../y}}{{/each}}"],
    ["a loop's own data", "{{#each x}}{{lua @index}}{{/each}}"],
    ["a partial block", "{{#> x}}a{{/x}}"],
  ];
  for (const [what, source] of refused) {
    it(`refuses ${what}`, () => {
      assert.throws(() => compileTemplate("t.hbs", source, "lua"), UnsafeTemplate);
    });
  }

  it("says where and what to write instead", () => {
    assert.throws(() => compileTemplate("prosody/x.hbs", "one\n{{title}}", "lua"), {
      message: "prosody/x.hbs:2: {{title}} is printed bare; write {{lua title}}.",
    });
  });

  it("prints quoted values in blocks and loops", () => {
    const template = compileTemplate("t.hbs", "{{#if on}}{{#each names}}{{lua this}};{{/each}}{{/if}}", "lua");
    assert.equal(template({ on: true, names: ['a"b', "c"] }), '"a\\034b";"c";');
  });

  it("does not print what it was not given", () => {
    const template = compileTemplate("t.hbs", "{{lua x}}", "lua");
    assert.throws(() => template({}), /t\.hbs:1: \{\{lua x\}\}: a value of type undefined can't be written in Lua/);
  });
});
