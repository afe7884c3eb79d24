import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { lawPage } from "../../scripts/law/law-page.ts";

describe("docs/law.md", () => {
  it("has the tables that are in clinic/law/", async () => {
    const page = readFileSync(new URL("../../docs/law.md", import.meta.url), "utf8");
    assert.equal(page, await lawPage(page), "Run node scripts/law/law-page.ts.");
    assert.match(page, /§ 630f\(3\) BGB/);
  });
});
