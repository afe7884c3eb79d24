import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseFragment } from "parse5";
import type { Clinic } from "../../../clinic/clinic.ts";
import type { Paper } from "../../../kits/papers/paper.ts";
import { staffPapers } from "../../../kits/papers/papers.ts";
import type { KitPractice } from "../../../kits/part.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";
import { htmlOf } from "./staff-paper.ts";

const PRACTICES: readonly Clinic[] = [
  EVERYTHING,
  { ...CLINIC, messaging: { ...CLINIC.messaging, enabled: false } },
  { ...EVERYTHING, desk: { ...EVERYTHING.desk, enabled: true } },
];

function papersOf(practice: KitPractice): readonly Paper[] {
  const content = staffPapers.declare(practice);
  assert.equal(content.kind, "papers");
  return content.papers;
}

/** Its elements in their order: what a translation must not change. */
function shapeOf(html: string): string {
  return [...html.matchAll(/<\/?(?!strong|em\b)[a-z0-9]+(?: class="[^"]*")?/g)].map(([tag]) => tag).join("\n");
}

describe("the papers for whoever works here", () => {
  it("are well formed, leave nothing open and have the same elements in each language", () => {
    for (const clinic of PRACTICES) {
      const practice = practiceOf(clinic);
      const papers = papersOf(practice);
      assert.ok(papers.length > 0);
      for (const paper of papers) {
        const shapes = LANGUAGES.map((language) => {
          const html = htmlOf(paper, practice, language);
          const problems: string[] = [];
          parseFragment(html, { onParseError: ({ code }) => problems.push(code) });
          assert.deepEqual(problems, [], `${paper.name} in ${language}`);
          assert.doesNotMatch(html, /undefined|\{\{|\[object|NaN|<(?:td|li|p)><\//, `${paper.name} in ${language}`);
          return shapeOf(html);
        });
        for (const shape of shapes) assert.equal(shape, shapes[0], paper.name);
      }
    }
  });
});
