import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { linesOf, type Measure } from "../../../../kits/papers/print/lines.ts";
import { pagesOf, type Strip } from "../../../../kits/papers/print/pages.ts";

const nothing = (): void => undefined;
const head: Strip = { before: 0, height: 5, keep: true, again: [], draw: nothing };
const strip: fc.Arbitrary<Strip> = fc.record({
  before: fc.integer({ min: 0, max: 10 }),
  height: fc.integer({ min: 1, max: 45 }),
  keep: fc.boolean(),
  again: fc.constantFrom<readonly Strip[]>([], [head]),
  draw: fc.constant(nothing),
});
const HEIGHT = 50;

describe("pages", () => {
  it("hold every strip once and in order, none over another or over the edge, and what is kept together together", () => {
    fc.assert(
      fc.property(fc.array(strip, { maxLength: 40 }), (strips) => {
        const pages = pagesOf(strips, HEIGHT);
        const placed = pages.map((page) => page.filter(({ strip }) => strip !== head));
        assert.deepEqual(
          placed.flat().map(({ strip }) => strip),
          strips,
        );
        for (const page of pages) {
          let end = 0;
          for (const { strip, top } of page) {
            assert.ok(top >= end);
            end = top + strip.height;
          }
          assert.ok(end <= HEIGHT || page.filter(({ strip }) => strip !== head).length === 1);
        }
        for (const [at, page] of pages.entries()) {
          const first = placed[at]?.[0]?.strip;
          if (at > 0 && first !== undefined) assert.equal(page[0]?.strip === head, first.again.length > 0);
          const last = placed[at]?.at(-1)?.strip;
          if (last?.keep !== true || at === pages.length - 1 || last === strips.at(-1)) continue;
          // Only what is longer than a page is taken apart.
          const from = strips.indexOf(last);
          const begin = strips.slice(0, from).findLastIndex(({ keep }) => !keep) + 1;
          const rest = strips.slice(from).findIndex(({ keep }) => !keep);
          const group = strips.slice(begin, rest < 0 ? undefined : from + rest + 1);
          assert.ok(group.reduce((sum, { before, height }) => sum + before + height, 0) > HEIGHT - head.height);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

/** Every letter is ten points wide, a bold one eleven. */
const measure: Measure = (text, { bold }) => text.length * (bold ? 11 : 10);
const inline = fc.oneof(
  fc.record({
    kind: fc.constant("text" as const),
    text: fc
      .string({ unit: fc.constantFrom("a", "b", " ", "-", "/", "é", "\u00a0"), maxLength: 30 })
      .map((text) => text.replace(/ +/g, " ")),
    bold: fc.boolean(),
    italic: fc.constant(false),
    link: fc.constantFrom(undefined, "https://quiet-harbour.example/"),
  }),
  fc.constant({ kind: "blank" as const }),
);

describe("lines", () => {
  it("are no wider than they may be and hold all that there is to say, in order", () => {
    fc.assert(
      fc.property(fc.array(inline, { maxLength: 8 }), fc.integer({ min: 11, max: 300 }), (content, width) => {
        const lines = linesOf(content, width, measure);
        const said = (parts: readonly { readonly kind: string; readonly text?: string }[]): string =>
          parts.map((one) => (one.kind === "blank" ? "_" : (one.text ?? ""))).join("");
        assert.equal(said(lines.flat()).replaceAll(" ", ""), said(content).replaceAll(" ", ""));
        for (const line of lines) {
          const used = line.reduce((sum, one) => sum + one.width, 0);
          const last = line.at(-1);
          const blank = last?.kind === "text" && last.text.endsWith(" ") ? measure(" ", last) : 0;
          assert.ok(used - blank <= width, said(line));
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("break behind blanks, hyphens and strokes alone, and never at a fixed blank", () => {
    const set = (text: string, width: number): readonly string[] =>
      linesOf([{ kind: "text", text, bold: false, italic: false, link: undefined }], width, measure).map((line) =>
        line.map((one) => (one.kind === "text" ? one.text : "_")).join(""),
      );
    assert.deepEqual(set("one two-three", 80), ["one two-", "three"]);
    assert.deepEqual(set("30\u00a0days at most", 70), ["30\u00a0days ", "at most"]);
    assert.deepEqual(set("abcdefgh", 30), ["abc", "def", "gh"]);
    assert.deepEqual(set("at 07-11 now", 80), ["at 07-11 ", "now"]);
  });
});
