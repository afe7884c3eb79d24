import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blocksIn, UnprintablePaper } from "../../../../kits/papers/print/blocks.ts";

const TEXT = { kind: "text", bold: false, italic: false, link: undefined } as const;

describe("a paper's blocks", () => {
  it("are what its HTML says, with every value in letters that the typeface has", () => {
    const html = `<h2>A  b</h2>
<p>One <strong>two <em>three</em></strong> <a href="https://quiet-harbour.example/">four</a><span class="blank"></span></p>
<ul class="checklist"><li>Box<ol><li>中</li></ol></li></ul>
<table><thead><tr><th scope="col">Who</th></tr></thead><tbody><tr><td></td></tr></tbody></table>`;
    assert.deepEqual(blocksIn(html, "a.html"), [
      { kind: "heading", level: 2, content: [{ ...TEXT, text: "A b" }] },
      {
        kind: "paragraph",
        content: [
          { ...TEXT, text: "One " },
          { ...TEXT, text: "two ", bold: true },
          { ...TEXT, text: "three", bold: true, italic: true },
          { ...TEXT, text: " " },
          { ...TEXT, text: "four", link: "https://quiet-harbour.example/" },
          { kind: "blank" },
        ],
      },
      {
        kind: "list",
        marks: "boxes",
        items: [
          {
            content: [{ ...TEXT, text: "Box" }],
            lists: [{ kind: "list", marks: "numbers", items: [{ content: [{ ...TEXT, text: "□" }], lists: [] }] }],
          },
        ],
      },
      {
        kind: "table",
        head: [[{ heading: true, content: [{ ...TEXT, text: "Who" }] }]],
        body: [[{ heading: false, content: [] }]],
      },
    ]);
  });

  it("are refused with file and element where the printed form would leave something out", () => {
    for (const [html, element] of [
      ["<h1>a</h1>", "<h1>"],
      ["<p>a<br>b</p>", "<br>"],
      ["<div><p>a</p></div>", "<div>"],
      ['<p class="warning">a</p>', "<p.warning>"],
      ['<p style="color:red">a</p>', "<p[style]>"],
      ["<p><span>a</span></p>", "<span>"],
      ["<ul><li><p>a</p></li></ul>", "<p>"],
      ["<table><caption>a</caption><tbody><tr><td>a</td></tr></tbody></table>", "<caption>"],
      ['<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>', "<td[colspan]>"],
    ] as const)
      assert.throws(
        () => blocksIn(html, "a.html"),
        (error) =>
          error instanceof UnprintablePaper && error.message.startsWith("a.html: ") && error.message.includes(element),
        html,
      );
    assert.throws(() => blocksIn("<p>a</p> loose", "a.html"), /"loose" stands in no paragraph/);
  });
});
