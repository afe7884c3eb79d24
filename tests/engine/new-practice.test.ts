import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { after, before, describe, it } from "node:test";
import { engineObstacle, newProject, type Project } from "./engine.ts";

const COMMAND = resolve(import.meta.dirname, "../../scripts/stillroom.js");
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d ops";

describe("a new practice under the real engine", { skip: engineObstacle() }, () => {
  let project: Project;
  before(() => {
    project = newProject();
  });
  after(() => {
    project.remove();
  });

  const stillroom = (...args: readonly string[]) =>
    spawnSync(process.execPath, [COMMAND, ...args], { cwd: project.folder, encoding: "utf8" });

  it("needs no edit: its stack is made, its file keeps every comment, and a preview with the pack is good", () => {
    const own = `--provider existing --address 198.51.100.7 --ssh-user ops --cpus 4 --memory-gb 8 --disk-encryption luks2 --domain amber-quay.example --jurisdiction DE --administration-from 198.51.100.0/24 --public-addresses 198.51.100.7`;
    const made = stillroom("new", "amber-quay", ...own.split(" "), "--host-key", KEY, "--ssh-key", KEY);
    assert.equal(made.status, 0, made.stderr);
    const file = join(project.folder, "Pulumi.amber-quay.yaml");
    const comments = (text: string) => text.match(/#.*/g);
    const before = comments(readFileSync(file, "utf8"));
    assert.equal(project.pulumi("stack init amber-quay").status, 0);
    const text = readFileSync(file, "utf8");
    assert.match(text, /^encryptionsalt: /m);
    assert.deepEqual(comments(text), before);
    assert.equal(stillroom("check", "Pulumi.amber-quay.yaml").status, 0);
    const preview = project.pulumi("preview --stack amber-quay --policy-pack policies");
    assert.equal(preview.status, 0, preview.text);
  });
});
