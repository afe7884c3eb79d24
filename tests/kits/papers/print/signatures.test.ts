import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { describe, it } from "node:test";
import { paperIn } from "../../../../kits/papers/paper-files.ts";
import { guestsPapers, staffPapers } from "../../../../kits/papers/papers.ts";
import { pdfOf } from "../../../../kits/papers/print/pdf.ts";
import { sheetIn } from "../../../../kits/papers/print/sheet.ts";
import type { KitPractice } from "../../../../kits/part.ts";
import { LANGUAGES } from "../../../../kits/words.ts";
import { isInstalled } from "../../../../scripts/sandbox/obstacle.ts";
import { CLINIC } from "../../../fixtures/clinic.ts";
import { EVERYTHING, practiceOf } from "../../clinics.ts";

/** On A4 and on Letter. */
const PRACTICES: readonly KitPractice[] = [
  practiceOf(EVERYTHING),
  practiceOf({ ...CLINIC, law: { jurisdiction: "US-NY", hipaaCovered: true } }),
];

/** Each printed once: every paper in every language, with its HTML and what each printed page says; one line an entry, without what stands at its foot. */
const PRINTED = PRACTICES.flatMap((practice) =>
  [guestsPapers, staffPapers]
    .flatMap((part) => {
      const content = part.declare(practice);
      const papers = content.kind === "papers" ? content.papers : [];
      return papers.flatMap((paper) =>
        LANGUAGES.map((language) => ({
          name: `${paper.name} in ${language}`,
          page: paperIn(paper, practice, language),
        })),
      );
    })
    .map(({ name, page }) => ({
      name: `${name} for ${practice.law.jurisdiction}`,
      body: page.body,
      pages: once(() => pagesIn(pdfOf(page, sheetIn(practice.law.jurisdiction), name))),
    })),
);

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}

function pagesIn(pdf: Uint8Array): readonly (readonly string[])[] {
  const read = execFileSync("pdftotext", ["-enc", "UTF-8", "-layout", "-", "-"], { input: pdf }).toString();
  const pages = read.split("\f").slice(0, -1);
  return pages.map((page) =>
    page
      .split("\n")
      .filter((line) => line.trim() !== "")
      .slice(0, -1),
  );
}

const letters = (text: string): string =>
  text
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, "");

const poppler = isInstalled("pdftotext") ? false : "Needs Debian's poppler-utils.";

describe("a printed paper", { skip: poppler }, () => {
  it("has what is agreed to and every signature under it on one page", () => {
    let signed = 0;
    for (const { name, body, pages } of PRINTED) {
      const section = body.split(/(?=<h[23]>)/).find((one) => one.includes('<p class="sign">'));
      if (section === undefined) continue;
      signed += 1;
      const said = [...section.matchAll(/<(?:h2|h3|li|p)\b[^>]*>(.*?)<\/(?:h2|h3|li|p)>/gs)]
        .map(([, text = ""]) => letters(text))
        .filter((text) => text !== "");
      assert.ok(said.length > 1, name);
      const whole = pages().filter((page) => {
        const text = letters(page.join(""));
        return said.every((one) => text.includes(one));
      });
      assert.equal(whole.length, 1, `${name}: the section "${said[0] ?? ""}" is torn apart`);
    }
    assert.ok(signed > PRACTICES.length * LANGUAGES.length);
  });

  it("ends with a page of four lines or more", () => {
    for (const { name, pages } of PRINTED) {
      const last = pages().at(-1) ?? [];
      assert.ok(last.length >= 4, `${name}: ${last.join(" | ")}`);
    }
  });
});
