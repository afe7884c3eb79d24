import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { readPage, readStyleSheet } from "../../../policies/readers/text/page.ts";

function hosts(text: string): readonly string[] {
  return readPage({ path: "/a.html", text }).flatMap((contact) => (contact.kind === "host" ? [contact.host] : []));
}

function tags(text: string): readonly string[] {
  return readPage({ path: "/a.html", text }).flatMap((contact) => (contact.kind === "tag" ? [contact.tag] : []));
}

describe("A page", () => {
  for (const text of [
    '<meta content="https://elsewhere.example/p">',
    "//elsewhere.example/p",
    "https:&#x2f;&#x2F;elsewhere.example",
    "https:&#47;&#47elsewhere.example",
    "https:&sol;&sol;elsewhere.example",
    "&bsol;&bsol;elsewhere.example",
    "https&colon;//elsewhere.example",
    "//elsewhere&period;example/",
    "//else&Tab;where&NewLine;.example/",
    "url(//elsewhere.example/a.png)",
    "@import '\\2f\\2f elsewhere.example/a.css';",
    "stun:elsewhere.example:3478",
    "a=wss://elsewhere.example,b",
  ]) {
    it(`names a host in ${text}`, () => {
      assert.deepEqual(hosts(text), ["elsewhere.example"]);
      assert.deepEqual(
        readStyleSheet({ path: "/a.css", text }).map((contact) => contact.kind === "host" && contact.host),
        ["elsewhere.example"],
      );
    });
  }

  for (const tag of [
    ...["iframe", "object", "embed", "base", "form", "img", "video", "audio", "svg", "style", "template", "a"],
    ...["script", 'script src="https://h.example/a.js"', 'link rel="stylesheet" href="//h.example/a.css"'],
    ...['meta http-equiv="refresh" content="0"', "IMG", "input", "button", "body", "math", "picture", "source"],
  ]) {
    it(`could load or run something by <${tag}>`, () => {
      assert.deepEqual(tags(`<p>\n<${tag}>`), [`<${tag}`]);
      assert.equal(readPage({ path: "/a.html", text: `<p>\n<${tag}>` }).find(({ kind }) => kind === "tag")?.line, 2);
    });
  }

  it("may hold words, our own script and our own style sheet", () => {
    const text =
      '<title>A, B</title>\n<meta name="x" content="y" />\n<script src="/a.js"></script>\n<link href="/a.css">';
    assert.deepEqual(readPage({ path: "/a.html", text }), []);
  });

  it("is read to its end, whatever stands in it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        readPage({ path: "/a.html", text });
        readPage({ path: "/a.html", text: `<&#${text};\\${text}//${text}` });
      }),
      { numRuns: 300 },
    );
  });
});
