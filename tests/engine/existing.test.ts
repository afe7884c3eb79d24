import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { EXISTING_STACK } from "../fixtures/existing-stack.ts";
import { engineObstacle, newProject, type Project } from "./engine.ts";

const BROKEN = {
  ...EXISTING_STACK,
  "stillroom:waivers": [
    { rule: "recording-impossible", reason: "to keep notes", by: "A. Person", until: "2099-12-31" },
  ],
};

const skip = engineObstacle();

describe("an existing machine under the real engine", { skip }, () => {
  let project: Project;
  let first = "";

  before(() => {
    project = newProject();
    project.configure(EXISTING_STACK);
  });
  after(() => {
    project.remove();
  });

  it("preview shows every file and touches nothing", () => {
    const { status, text } = project.pulumi("preview --diff");
    assert.equal(status, 0, text);
    assert.match(text, /\/etc\/iptables\/rules\.v4/);
    assert.match(text, /1 to create|2 to create/);
    assert.ok(!existsSync(project.machine));
  });

  it("up delivers, and prints what a person must know", () => {
    const { status, text } = project.pulumi("up --yes --skip-preview");
    assert.equal(status, 0, text);
    assert.match(text, /A stand-in took this release/);
    assert.match(text, /meet\.quiet-harbour\.example\. 300 IN A 198\.51\.100\.7/);
    assert.match(text, /https:\/\/meet\.quiet-harbour\.example\//);
    first = readFileSync(project.machine, "utf8");
  });

  it("up again changes nothing", () => {
    const { status, text } = project.pulumi("up --yes --expect-no-changes");
    assert.equal(status, 0, text);
  });

  it("preview shows the changed line of the changed file", () => {
    project.configure({ ...EXISTING_STACK, "stillroom:branding": { title: "Calm Harbour" } });
    const { status, text } = project.pulumi("preview --diff");
    assert.equal(status, 0, text);
    assert.match(text, /- .*Quiet Harbour/);
    assert.match(text, /\+ .*Calm Harbour/);
    assert.match(text, /1 to update/);
    assert.equal(readFileSync(project.machine, "utf8"), first);
  });

  it("a delivery that goes back is an error that says why, and the next up tries again", () => {
    const failed = project.pulumi("up --yes --skip-preview", { STAND_IN_FAILURE: "nginx says no." });
    assert.notEqual(failed.status, 0);
    assert.match(failed.text, /went back to the release .* Step "validate": nginx says no\. Mend it/);
    assert.equal(readFileSync(project.machine, "utf8"), first);
    const { status, text } = project.pulumi("up --yes --skip-preview");
    assert.equal(status, 0, text);
    assert.notEqual(readFileSync(project.machine, "utf8"), first);
  });

  it("refresh sees a machine that runs something else, and up mends it", () => {
    const wanted = readFileSync(project.machine, "utf8");
    writeFileSync(project.machine, first);
    assert.equal(project.pulumi("refresh --yes").status, 0);
    const { status, text } = project.pulumi("up --yes");
    assert.equal(status, 0, text);
    assert.equal(readFileSync(project.machine, "utf8"), wanted);
  });

  it("destroy leaves nothing", () => {
    const { status, text } = project.pulumi("destroy --yes");
    assert.equal(status, 0, text);
    assert.ok(!existsSync(project.machine));
  });
});

describe("the doors under the real engine", { skip }, () => {
  let project: Project;

  before(() => {
    project = newProject();
    project.configure(BROKEN);
  });
  after(() => {
    project.remove();
  });

  const refused = /waivers: Every waiver names .*recording-impossible/s;

  it("1, the program: nothing is registered, no stack trace", () => {
    const { status, text } = project.pulumi("up --yes --skip-preview");
    assert.notEqual(status, 0);
    assert.match(text, refused);
    assert.doesNotMatch(text, /\n\s+at .*index\.ts:\d+/);
    assert.doesNotMatch(project.state(), /stillroom:index:/);
  });

  it("1, the program: a wrong stack file is answered with its lines", () => {
    project.configure({ ...EXISTING_STACK, "stillroom:law": { jurisdicton: "DE" } });
    const { status, text } = project.pulumi("preview");
    assert.notEqual(status, 0);
    assert.match(text, /Pulumi\.prod\.yaml:\d+:\d+: .*jurisdicton/);
    project.configure(BROKEN);
  });

  it("2, the provider: refuses at preview what a program without the first door sends", () => {
    project.edit("index.ts", /^if \(verdict\.findings.*$/m, "");
    const { status, text } = project.pulumi("preview");
    assert.notEqual(status, 0);
    assert.match(text, refused);
    assert.ok(!existsSync(project.machine));
  });

  it("3, the policy pack: refuses what a provider without the second door would take", () => {
    project.edit(
      "components/provider/release-resource.ts",
      /const findings = judge\(.*;/,
      "const findings: never[] = [];",
    );
    assert.equal(project.pulumi("preview").status, 0, "without the pack nothing is left that would refuse");
    const { status, text } = project.pulumi("up --yes --skip-preview --policy-pack policies");
    assert.notEqual(status, 0);
    assert.match(text, /\[mandatory\].*waivers/);
    assert.match(text, refused);
    assert.ok(!existsSync(project.machine));
  });

  it("3, the policy pack: no configuration switches a promise off", () => {
    const file = join(project.folder, "policy-config.json");
    writeFileSync(file, JSON.stringify({ all: "disabled", waivers: "disabled", "release-whole": "advisory" }));
    const { status, text } = project.pulumi(`preview --policy-pack policies --policy-pack-config ${file}`);
    assert.notEqual(status, 0);
    assert.match(text, /\[mandatory\].*waivers/);
  });

  it("2, the provider: refuses a release that was changed after it was judged", () => {
    project.configure(EXISTING_STACK);
    project.edit(
      "components/delivered-release.ts",
      "...takeApart(release)",
      '...takeApart({ ...release, files: release.files.map((file) => ({ ...file, text: "" })) })',
    );
    const { status, text } = project.pulumi("preview");
    assert.notEqual(status, 0);
    assert.match(text, /digest/);
    assert.ok(!existsSync(project.machine));
  });

  it("3, the policy pack: refuses it, too, where the provider would not", () => {
    project.edit(
      "components/provider/release-resource.ts",
      /if \(rebuilt\.kind === "broken"\) return \[.*\];/,
      'if (rebuilt.kind === "broken") return [];',
    );
    const { status, text } = project.pulumi("preview --policy-pack policies");
    assert.notEqual(status, 0);
    assert.match(text, /\[mandatory\].*release-whole/);
  });

  it("3, the policy pack: refuses a release that was changed and given the digest of what it is now", () => {
    const file = "components/delivered-release.ts";
    project.edit(file, /^import/m, 'import { digestOf } from "../render/render.ts";\nimport');
    project.edit(file, /\.\.\.takeApart\(.*\), connection/, "...takeApart(release), connection");
    project.edit(
      file,
      "const { release, connection, volumeKey } = args;",
      `const { connection, volumeKey } = args;
       const { digest: _, ...content } = { ...args.release, proofs: [] };
       const release = { ...content, digest: digestOf(content) };`,
    );
    const { status, text } = project.pulumi("preview --policy-pack policies");
    assert.notEqual(status, 0);
    assert.match(text, /\[mandatory\].*as-rendered/);
  });
});
