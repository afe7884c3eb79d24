import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { parse, parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import type { Browser } from "playwright-core";
import type { Clinic } from "../../../clinic/clinic.ts";
import { tellingWords } from "../../../clinic/neutral-names.ts";
import { pageOf } from "../../../kits/papers/page.ts";
import { paperIn, paperTemplateNameOf } from "../../../kits/papers/paper-files.ts";
import type { Paper } from "../../../kits/papers/paper.ts";
import { guestsPapers, staffPapers } from "../../../kits/papers/papers.ts";
import { pdfOf } from "../../../kits/papers/print/pdf.ts";
import { sheetIn } from "../../../kits/papers/print/sheet.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { measuredPapers } from "../../../scripts/papers/measured-papers.ts";
import { isInstalled } from "../../../scripts/sandbox/obstacle.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { startChromium } from "../../guard/guarded-page.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { WITHOUT_CHROMIUM } from "../../chromium/installed.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const GERMAN = practiceOf(EVERYTHING);
const AMERICAN = practiceOf({ ...CLINIC, law: { jurisdiction: "US-NY", hipaaCovered: true } });
const PRACTICES: readonly KitPractice[] = [
  GERMAN,
  AMERICAN,
  ...(
    [
      { ...CLINIC, law: { jurisdiction: "AU-NSW", hipaaCovered: false } },
      {
        ...EVERYTHING,
        desk: { ...EVERYTHING.desk, enabled: true },
        messaging: { ...CLINIC.messaging, enabled: false },
      },
    ] satisfies readonly Clinic[]
  ).map(practiceOf),
];

function papersOf(practice: KitPractice): readonly Paper[] {
  return [guestsPapers, staffPapers].flatMap((part) => {
    const content = part.declare(practice);
    return content.kind === "papers" ? content.papers : [];
  });
}

/** Every paper in every language. */
function each(
  practice: KitPractice,
): readonly { readonly name: string; readonly paper: Paper; readonly html: string; readonly pdf: () => Buffer }[] {
  return papersOf(practice).flatMap((paper) =>
    LANGUAGES.map((language) => {
      const page = paperIn(paper, practice, language);
      return {
        name: `${paper.name} in ${language} for ${practice.law.jurisdiction}`,
        paper,
        html: pageOf(page),
        pdf: () => Buffer.from(pdfOf(page, sheetIn(practice.law.jurisdiction), paper.name)),
      };
    }),
  );
}

describe("papers", () => {
  it("are well formed and leave nothing open", () => {
    for (const practice of PRACTICES)
      for (const { name, html } of each(practice)) {
        const problems: string[] = [];
        parse(html, { onParseError: ({ code }) => problems.push(code) });
        assert.deepEqual(problems, [], name);
        assert.doesNotMatch(html, /\{\{|@@|undefined|\[object|NaN|<(li|p|h\d)[^>]*>\s*<\//, name);
      }
  });

  it("say the same in each language: as many headings, items and rows, and the same numbers in what stands in the template itself", () => {
    for (const practice of PRACTICES)
      for (const paper of papersOf(practice)) {
        const shapes = LANGUAGES.map((language) => {
          const { body } = paperIn(paper, practice, language);
          return [...body.matchAll(/<(h2|h3|li|tr|th|td|table|ul|ol)\b/g)].map(([, tag]) => tag).join(" ");
        });
        for (const shape of shapes) assert.equal(shape, shapes[0], paper.name);
      }
    for (const paper of papersOf(GERMAN)) {
      const numbers = LANGUAGES.map((language) => {
        const source = readFileSync(
          new URL(`../../../${paperTemplateNameOf(paper, language)}`, import.meta.url),
          "utf8",
        );
        const own = source.replace(/\{\{.*?\}\}|<[^>]*>/gs, " ");
        return (own.match(/\d+/g) ?? []).sort().join(" ");
      });
      for (const found of numbers) assert.equal(found, numbers[0], paper.name);
    }
  });

  it("are as easy to read as their readers are owed", () => {
    for (const practice of PRACTICES)
      for (const { paper, language, ease, least } of measuredPapers(practice))
        assert.ok(ease !== undefined && ease.ease >= least, `${paper.name} in ${language}: ${String(ease?.ease)}`);
  });

  it("have neutral names and titles", () => {
    for (const { name, titles } of papersOf(GERMAN))
      for (const word of [name, ...Object.values(titles)]) assert.deepEqual(tellingWords(word), [], word);
  });

  const poppler = isInstalled("pdfinfo") && isInstalled("pdffonts") ? false : "Needs Debian's poppler-utils.";
  it(
    "say on paper, and to a screen reader, what the page says, in its order and with its elements",
    { skip: poppler },
    () => {
      for (const practice of [GERMAN, AMERICAN])
        for (const { name, paper, html, pdf } of each(practice)) {
          const read = execFileSync("pdfinfo", ["-enc", "UTF-8", "-struct-text", "-"], { input: pdf() }).toString();
          assert.deepEqual(readAloud(read), readableIn(html), `${name} (${paper.name})`);
        }
    },
  );

  it(
    "are files that other programs take, with a title, typefaces of their own and no word of who made them",
    { skip: poppler },
    () => {
      const [first] = each(GERMAN);
      const [american] = each(AMERICAN);
      assert.ok(first !== undefined && american !== undefined);
      const info = execFileSync("pdfinfo", ["-"], { input: first.pdf() }).toString();
      assert.match(info, /^Tagged: +yes$/m);
      assert.match(info, /\(A4\)/);
      assert.match(info, new RegExp(`^Title: +${first.paper.titles.en}$`, "m"));
      assert.deepEqual(
        [...info.matchAll(/^(Creator|Producer|Author|Subject|Keywords): +(.*)$/gm)].map(([, key, value]) => [
          key,
          value,
        ]),
        [
          ["Creator", "PDFKit"],
          ["Producer", "PDFKit"],
        ],
      );
      assert.match(execFileSync("pdfinfo", ["-"], { input: american.pdf() }).toString(), /\(letter\)/);
      const fonts = execFileSync("pdffonts", ["-"], { input: first.pdf() }).toString().trimEnd().split("\n").slice(2);
      assert.ok(fonts.length >= 2);
      for (const font of fonts) assert.match(font, /SourceSans3-\S+ +CID TrueType +Identity-H +yes yes yes/);
    },
  );

  it("are the same bytes for the same practice", () => {
    const [first] = each(GERMAN);
    assert.ok(first !== undefined);
    assert.ok(first.pdf().equals(first.pdf()));
  });
});

describe("papers in a browser", { skip: WITHOUT_CHROMIUM }, () => {
  let browser: Browser;
  before(async () => {
    browser = await startChromium();
  });
  after(() => browser.close());

  it("have no fault that axe finds", async () => {
    const page = await browser.newPage();
    for (const { name, html } of each(GERMAN)) {
      await page.setContent(html);
      await page.evaluate(AXE);
      const faults = await page.evaluate<readonly string[]>(
        "axe.run(document).then(({ violations }) => violations.map(({ id, nodes }) => id + ' ' + nodes[0]?.html))",
      );
      assert.deepEqual(faults, [], name);
    }
  });
});

type Spoken = readonly (readonly [element: string, text: string])[];

/** What `pdfinfo -struct-text` prints, element by element, blanks and marks of lists left out. */
function readAloud(printed: string): Spoken {
  const elements: [string, string][] = [];
  const open: { depth: number; at: number }[] = [];
  for (const line of printed.split("\n")) {
    const [, indent = "", tag, text] = /^( *)(?:(\w+) \((?:block|inline|\w+)\)|"(.*)")/.exec(line) ?? [];
    if (tag === undefined && text === undefined && !/^ *\w+:?$/.test(line)) continue;
    while ((open.at(-1)?.depth ?? -1) >= indent.length) open.pop();
    if (text === undefined) {
      open.push({ depth: indent.length, at: elements.length });
      elements.push([tag ?? line.trim().replace(":", ""), ""]);
    } else {
      const element = elements[open.at(-1)?.at ?? 0];
      if (element) element[1] += text.replace(/\s+/g, "");
    }
  }
  return elements.filter(([tag]) => !["Document", "Lbl", "Span"].includes(tag));
}

const TAGS: Readonly<Record<string, readonly string[]>> = {
  ...{ p: ["P"], h1: ["H1"], h2: ["H2"], h3: ["H3"], ul: ["L"], ol: ["L"], li: ["LI", "LBody"], a: ["Link"] },
  ...{ table: ["Table"], thead: ["THead"], tbody: ["TBody"], tr: ["TR"], th: ["TH"], td: ["TD"] },
};

/** The same of a page's `<main>`. */
function readableIn(html: string): Spoken {
  const [, main = ""] = /<main>(.*)<\/main>/s.exec(html) ?? [];
  const elements: [string, string][] = [];
  const walk = (node: Tree.ParentNode, at: number): void => {
    for (const child of node.childNodes) {
      const element = elements[at];
      if (child.nodeName === "#text" && element) element[1] += (child as Tree.TextNode).value.replace(/\s+/g, "");
      if (!("tagName" in child)) continue;
      const tags = TAGS[child.tagName];
      if (tags === undefined) walk(child, at);
      else {
        elements.push(...tags.map((tag): [string, string] => [tag, ""]));
        walk(child, elements.length - 1);
      }
    }
  };
  walk(parseFragment(main), -1);
  return elements;
}
