import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { parseDocument } from "yaml";
import { loadStackFile } from "../../clinic/load.ts";
import { canonicalJson } from "../../render/canonical-json.ts";
import { putTogether, takeApart } from "../../render/manifest.ts";
import { digestOf, render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { HOSTILE_TEXTS } from "./hostile.ts";

const REFERENCE = readFileSync(new URL("../../Pulumi.prod.yaml", import.meta.url), "utf8");

/** Words that a practice may well have in its title, each with a mark that some format gives a meaning. */
const LIKELY = [
  "Münchner Hafen",
  "A & B",
  "Harbour $ Quay",
  "L'Escale",
  'Hafen "Ruhe"',
  "50% Ruhe",
  "Ruhe; Hafen",
  "Ruhe #1",
  "<b>",
  "漢字",
  "a{{b}}",
  "a\\b",
];

describe("rendering", () => {
  it("gives the same bytes for the same clinic", () => {
    assert.equal(JSON.stringify(render(CLINIC)), JSON.stringify(render(structuredClone(CLINIC))));
  });

  it("gives a digest that any change to the content changes", () => {
    const { digest, ...content } = render(CLINIC);
    assert.equal(digestOf(content), digest);
    assert.notEqual(digestOf({ ...content, packages: content.packages.slice(1) }), digest);
  });

  it("keeps once what is the same for two practices, so that it can't be changed in one", () => {
    const own = { ...CLINIC, branding: { ...CLINIC.branding, title: "Still Water" } };
    const [one, other] = [render(CLINIC), render(own)];
    const shared = one.files.filter((file) => other.files.includes(file));
    assert.ok(shared.length > one.files.length / 2);
    for (const file of shared) assert.equal(Reflect.set(file, "text", ""), false);
    const { digest, ...content } = structuredClone(other);
    assert.equal(digestOf(content), digest);
    assert.notEqual(one.digest, digest);
  });

  it("lists files by path, each once", () => {
    const paths = render(CLINIC).files.map((file) => file.path);
    assert.deepEqual(paths, [...new Set(paths)].sort());
  });

  it("survives being taken apart for the engine and put together again", () => {
    const release = render(CLINIC);
    // Properties that are undefined do not survive JSON, and mean the same.
    assert.equal(canonicalJson(putTogether(takeApart(release))), canonicalJson({ kind: "release", release }));
  });

  for (const path of [
    ["stillroom:branding", "title"],
    ["stillroom:names", "domain"],
    ["stillroom:names", "video"],
    ["stillroom:administrators", 0, "name"],
    ["stillroom:administrators", 0, "sshKeys", 0],
    ["stillroom:certificates", "contact"],
  ]) {
    it(`writes whatever a stack file may say as ${path.join(".")}`, () => {
      for (const value of [...HOSTILE_TEXTS, ...LIKELY]) {
        const document = parseDocument(REFERENCE);
        if (path[0] === "stillroom:certificates")
          document.setIn(["config", path[0]], document.createNode({ issuer: "acme" }));
        document.setIn(["config", ...path], value);
        const loaded = loadStackFile(document.toString(), "Pulumi.prod.yaml", "prod");
        if (loaded.kind === "clinic") assert.doesNotThrow(() => render(loaded.clinic), JSON.stringify(value));
      }
    });
  }

  it("takes a title with marks in it", () => {
    const document = parseDocument(REFERENCE);
    document.setIn(["config", "stillroom:branding", "title"], 'L\'Escale & "Quai"');
    const loaded = loadStackFile(document.toString(), "Pulumi.prod.yaml", "prod");
    assert.ok(loaded.kind === "clinic", JSON.stringify(loaded));
    const page = render(loaded.clinic).files.find((file) => file.path.endsWith("/title.html"));
    assert.match(page?.text ?? "", /L&#39;Escale &amp; &quot;Quai&quot;/);
  });
});
