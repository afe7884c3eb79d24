import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { putTogether, takeApart } from "../../render/manifest.ts";
import type { Release } from "../../render/release.ts";
import { digestOf, render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const RELEASE = render(CLINIC);
const HALVES = takeApart(RELEASE);

function whatIsBroken(files: unknown, manifest: unknown): string {
  const rebuilt = putTogether({ files, manifest });
  return rebuilt.kind === "broken" ? rebuilt.what : "nothing";
}

/** The release with the digest that its content has. */
function withDigest(release: Release): Release {
  const content = { ...release, digest: undefined };
  return { ...release, digest: digestOf(content) };
}

describe("the two halves of a release", () => {
  it("make it again, also after a journey as JSON", () => {
    const travelledRelease: unknown = JSON.parse(JSON.stringify(RELEASE));
    const travelled: unknown = JSON.parse(JSON.stringify(HALVES));
    const rebuilt = putTogether(travelled as typeof HALVES); // what went in
    assert.deepEqual(rebuilt.kind === "release" ? rebuilt.release : rebuilt.what, travelledRelease);
  });

  it("hold whatever text a file may hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...RELEASE.files.keys()), (text, index) => {
        const files = RELEASE.files.map((file, at) => (at === index ? { ...file, text } : file));
        const release = withDigest({ ...RELEASE, files });
        assert.equal(putTogether(takeApart(release)).kind, "release");
      }),
      { numRuns: 20 },
    );
  });

  it("differ in few lines when little changed", () => {
    const changed = render({ ...CLINIC, video: { maxOccupants: 7 } });
    const lines = new Set(HALVES.manifest.split("\n"));
    const fresh = takeApart(changed)
      .manifest.split("\n")
      .filter((line) => !lines.has(line));
    assert.ok(fresh.length <= 2, fresh.join("\n"));
  });

  it("refuse a text that was changed after the digest was made", () => {
    const [path = ""] = Object.keys(HALVES.files);
    assert.match(
      whatIsBroken({ ...HALVES.files, [path]: "other" }, HALVES.manifest),
      /digest is .* one of them was changed/,
    );
  });

  it("refuse a manifest that was changed after the digest was made", () => {
    assert.match(whatIsBroken(HALVES.files, HALVES.manifest.replace('"luks2"', '"none"')), /digest/);
    assert.match(whatIsBroken(HALVES.files, `${HALVES.manifest}["ports",{}]\n`), /digest/);
  });

  it("refuse a text too many or too few", () => {
    const [path = "", ...others] = Object.keys(HALVES.files);
    assert.match(whatIsBroken({ ...HALVES.files, "/etc/more": "x" }, HALVES.manifest), /a text for \/etc\/more/);
    const fewer = Object.fromEntries(others.map((other) => [other, HALVES.files[other]]));
    assert.match(whatIsBroken(fewer, HALVES.manifest), new RegExp(`names ${path}, but its text is missing`));
  });

  it("refuse what is no manifest at all", () => {
    for (const manifest of [undefined, 7, "", "{", "[]\n", '["version",2]\n', `${HALVES.manifest}["version",1]\n`])
      assert.match(whatIsBroken(HALVES.files, manifest), /not that of a release/);
  });

  it("refuse a subject without what judging itself reads", () => {
    for (const subject of ["{}", '{"stack":"prod"}', '{"stack":"prod","waivers":[{"rule":7}]}']) {
      const manifest = HALVES.manifest.replace(/^\["subject",.*$/m, () => `["subject",${subject}]`);
      assert.match(whatIsBroken(HALVES.files, manifest), /not that of a release/);
    }
  });
});
