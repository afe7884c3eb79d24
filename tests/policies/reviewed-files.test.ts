import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { REVIEWED, sha256 } from "../../policies/reviewed-files.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

describe("the reviewed programs", () => {
  const { files } = render(CLINIC);
  const hashes = { ...REVIEWED.encryption, ...REVIEWED.firewall };
  for (const [path, hash] of Object.entries(hashes)) {
    it(`${path} is the text that was reviewed; after a reviewed change run node scripts/reviewed-files.ts`, () => {
      assert.equal(sha256(files.find((file) => file.path === path)?.text ?? ""), hash);
    });
  }
  it("are the same for every practice", () => {
    const other = render({ ...CLINIC, branding: { title: "Elm Court", colour: "#123456", language: "fr" } });
    for (const path of Object.keys(hashes)) {
      const text = (list: typeof files) => list.find((file) => file.path === path)?.text;
      assert.equal(text(other.files), text(files));
    }
  });
  it("include every module of ours that Prosody loads", () => {
    const modules = files
      .map(({ path }) => path)
      .filter((path) => path.startsWith("/usr/local/lib/stillroom/prosody/"));
    assert.deepEqual(
      modules,
      Object.keys(REVIEWED.encryption)
        .filter((path) => path.endsWith(".lua"))
        .sort(),
    );
  });
});
