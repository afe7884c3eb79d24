import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hashOf, REVIEWED } from "../../policies/reviewed-files.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

describe("the reviewed programs", () => {
  const { files } = render(CLINIC);
  const hashes = { ...REVIEWED.encryption, ...REVIEWED.firewall, ...REVIEWED.invitation };
  const video = CLINIC.names.video;
  for (const [path, hash] of Object.entries(hashes)) {
    it(`${path} is the text that was reviewed; after a reviewed change run node scripts/reviewed-files.ts`, () => {
      assert.equal(hashOf(files.find((file) => file.path === path)?.text ?? "", video), hash);
    });
  }
  it("are the same for every practice, but for its own site", () => {
    const names = { ...CLINIC.names, video: "call.elm-court.example" };
    const other = render({ ...CLINIC, names, branding: { title: "Elm Court", colour: "#123456", language: "fr" } });
    for (const [path, hash] of Object.entries(hashes)) {
      assert.equal(hashOf(other.files.find((file) => file.path === path)?.text ?? "", names.video), hash);
    }
  });
  it("are not taken for reviewed with another site in them", () => {
    const path = "/usr/local/lib/stillroom/video-link";
    const text = files.find((file) => file.path === path)?.text ?? "";
    const elsewhere = text.replace(`https://${video}`, `https://${video}.elsewhere.example`);
    assert.notEqual(elsewhere, text);
    assert.notEqual(hashOf(elsewhere, video), hashes[path]);
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
