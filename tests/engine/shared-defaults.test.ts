import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { SHARED_DEFAULTS } from "../../clinic/shared-defaults.ts";
import { EXISTING } from "../fixtures/stacks/stacks.ts";
import { engineObstacle, newProject, type Project } from "./engine.ts";

describe("shared defaults under the real engine", { skip: engineObstacle() }, () => {
  let project: Project;

  before(() => {
    project = newProject();
    project.configure(EXISTING);
  });
  after(() => {
    project.remove();
  });

  function previewWith(shared: string) {
    writeFileSync(join(project.folder, SHARED_DEFAULTS), shared);
    return project.pulumi("preview --diff --policy-pack policies");
  }

  it("are in the release that a preview shows", () => {
    const { status, text } = previewWith("config:\n  stillroom:names:\n    video: talk\n");
    assert.equal(status, 0, text);
    assert.match(text, /talk\.quiet-harbour\.example/);
  });

  it("end a preview with their own line where they are wrong", () => {
    const { status, text } = previewWith("config:\n  stillroom:maintenance:\n    start: '25:17'\n");
    assert.notEqual(status, 0);
    assert.match(text, /stillroom\.defaults\.yaml:3:12: stillroom:maintenance\.start is "25:17"/);
  });
});
