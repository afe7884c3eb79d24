import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { LANGUAGES } from "../../kits/words.ts";
import { measuredPapers, practiceIn, REFERENCE_STACK } from "../../scripts/papers/measured-papers.ts";
import { papersPage } from "../../scripts/papers/papers-page.ts";

describe("docs/papers.md", () => {
  it("has the figures that the papers give", async () => {
    const page = readFileSync(new URL("../../docs/papers.md", import.meta.url), "utf8");
    assert.equal(page, await papersPage(page), "Run node scripts/papers/papers-page.ts.");
    for (const { paper } of measuredPapers(practiceIn(REFERENCE_STACK)))
      for (const language of LANGUAGES) assert.match(page, new RegExp(`\\| ${paper.name} +\\| \\w+ +\\| ${language} `));
  });
});
