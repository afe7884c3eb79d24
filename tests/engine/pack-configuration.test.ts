import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EXISTING_STACK } from "../fixtures/existing-stack.ts";
import { engineObstacle, newProject, type Project, type Ran } from "./engine.ts";

const IN_A_FORTNIGHT = new Date(Date.now() + 14 * 86_400_000).toISOString().slice(0, 10);

const CONFIGURATION = {
  ...EXISTING_STACK,
  "stillroom:waivers": [
    { rule: "ssh-hardened", reason: "a trial of a fortnight", by: "A. Person", until: IN_A_FORTNIGHT },
  ],
};

describe("the policy pack's configuration under the real engine", { skip: engineObstacle() }, () => {
  let project: Project;

  before(() => {
    project = newProject();
    project.configure(CONFIGURATION);
  });
  after(() => {
    project.remove();
  });

  function previewWith(configuration: Readonly<Record<string, unknown>>): Ran {
    const file = join(project.folder, "policy-config.json");
    writeFileSync(file, JSON.stringify(configuration));
    return project.pulumi(`preview --policy-pack policies --policy-pack-config ${file}`);
  }

  it("is taken where every demand is met", () => {
    const { status, text } = previewWith({
      "neutral-names": { words: ["lighthouse"] },
      "machine-size": { cpus: 4, memoryGb: 8 },
      waivers: { longestDays: 30 },
      "cloud-region": { regions: ["fsn1", "nbg1"] },
    });
    assert.equal(status, 0, text);
    assert.doesNotMatch(text, /policy-configuration|pack-configuration/);
  });

  it("makes rules stricter", () => {
    const { status, text } = previewWith({
      "neutral-names": { words: ["harbour"] },
      "machine-size": { cpus: 8 },
      waivers: { longestDays: 7 },
    });
    assert.notEqual(status, 0);
    assert.match(text, /\[mandatory\].*neutral-names/);
    assert.match(text, /stillroom:names\.domain "quiet-harbour\.example" holds "harbour"/);
    assert.match(text, /The machine has 4 CPUs; your organisation wants 8/);
    assert.match(text, /The waiver of "ssh-hardened" by A\. Person lasts until/);
  });

  it("is refused where it would ask for less than the rule itself", () => {
    const { status, text } = previewWith({ "machine-size": { cpus: 1 } });
    assert.notEqual(status, 0);
    assert.match(text, /cpus/);
    assert.match(text, /2/);
  });

  it("is refused where a demand is misspelt", () => {
    const { status, text } = previewWith({ "neutral-names": { word: ["harbour"] } });
    assert.notEqual(status, 0);
    assert.match(text, /\[mandatory\].*pack-configuration/);
    assert.match(text, /"neutral-names" can't be used: .*additional properties.* It takes words/s);
  });

  it("is refused where it asks something of a rule that takes nothing", () => {
    const { status, text } = previewWith({ all: "disabled", "kill-switch": { off: true } });
    assert.notEqual(status, 0);
    assert.match(text, /"kill-switch" can't be used: .* takes an enforcement level and nothing else/s);
  });

  it("is refused where it names no policy of the pack", () => {
    const { status, text } = previewWith({ "neutral-name": "mandatory" });
    assert.notEqual(status, 0);
    assert.match(text, /neutral-name\b/);
  });

  it("may make a rule advice that is no promise", () => {
    const { status, text } = previewWith({
      waivers: "mandatory",
      "machine-size": { enforcementLevel: "advisory", cpus: 8 },
    });
    assert.equal(status, 0, text);
    assert.match(text, /\[advisory\].*machine-size/);
  });
});
