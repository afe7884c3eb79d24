import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { parse } from "yaml";

const ROOT = new URL("../../", import.meta.url).pathname;

type Tree = { readonly [key: string]: unknown };

function jobFile(name: string): Tree {
  return parse(readFileSync(join(ROOT, "docs/ci", name), "utf8")) as Tree; // each is a mapping
}

function treeAt(tree: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((below, key) => (below as Readonly<Record<string | number, unknown>>)[key], tree);
}

/** A clone of what is committed, with the work tree's own docs/ci and this checkout's packages. */
function freshClone(): string {
  const folder = join(mkdtempSync(join(tmpdir(), "stillroom-ci-")), "clone");
  const cloned = spawnSync("git", ["clone", "--quiet", "--depth=1", `file://${ROOT}`, folder], { encoding: "utf8" });
  assert.equal(cloned.status, 0, cloned.stderr);
  cpSync(join(ROOT, "docs/ci"), join(folder, "docs/ci"), { recursive: true });
  symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
  return folder;
}

interface Ran {
  readonly status: number | null;
  readonly text: string;
}

/** As both platforms run a step: bash, which ends at the first command that fails. */
function run(folder: string, script: string): Ran {
  const { status, stdout, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd: folder,
    encoding: "utf8",
    env: {
      ...process.env,
      PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
      GIT_AUTHOR_NAME: "a",
      GIT_AUTHOR_EMAIL: "a@example.org",
      GIT_COMMITTER_NAME: "a",
      GIT_COMMITTER_EMAIL: "a@example.org",
    },
  });
  return { status, text: stdout + stderr };
}

/** Fetches from a registry, or speaks to a cloud: not for a test. */
const NOT_HERE = /npm ci|pulumi/;

function stepsOf(job: unknown): readonly Tree[] {
  return treeAt(job, "steps") as readonly Tree[]; // checked where the file's shape is
}

function breakAStack(folder: string): void {
  const file = join(folder, "Pulumi.prod.yaml");
  const before = readFileSync(file, "utf8");
  const broken = before.replace(/region: \w+/, "region: ash").replace(/size: \w+/, "size: cpx31");
  assert.notEqual(broken, before);
  writeFileSync(file, broken);
}

let folder: string;
before(() => {
  folder = freshClone();
});
after(() => {
  rmSync(dirname(folder), { recursive: true });
});

const GOOD = "with a stack that keeps every promise";
const BAD = "with a stack that breaks one";

describe("docs/ci/github-actions.yml", () => {
  const workflow = jobFile("github-actions.yml");
  const jobs = workflow["jobs"] as Readonly<Record<string, unknown>>;
  const scripts = stepsOf(jobs["check"])
    .map(({ run: script }) => script)
    .filter((script) => typeof script === "string" && !NOT_HERE.test(script)) as readonly string[];

  it("is a workflow: each step runs or uses, what it uses is pinned by commit, and only findings may be written", () => {
    assert.deepEqual(workflow["permissions"], { contents: "read" });
    for (const [name, job] of Object.entries(jobs)) {
      assert.equal(typeof treeAt(job, "runs-on"), "string", name);
      for (const step of stepsOf(job)) {
        assert.equal(Number("run" in step) + Number("uses" in step), 1, JSON.stringify(step));
        if ("uses" in step) assert.match(String(step["uses"]), /^[\w-]+\/[\w-]+(?:\/[\w-]+)?@[0-9a-f]{40}$/);
        if ("run" in step)
          assert.doesNotMatch(String(step["run"]), /\$\{\{/, "what comes from outside goes by the environment");
      }
    }
    assert.deepEqual(treeAt(jobs["check"], "permissions"), { contents: "read", "security-events": "write" });
  });

  it("never gives the preview's secrets to a fork, and previews under the policy pack", () => {
    assert.match(String(treeAt(jobs["preview"], "if")), /fork != true/);
    const last = stepsOf(jobs["preview"]).at(-1);
    assert.match(String(last?.["run"]), /^pulumi preview --non-interactive .* --policy-pack policies$/);
  });

  it(`passes ${GOOD}, and writes every report`, () => {
    for (const script of scripts) assert.deepEqual(run(folder, script).status, 0, script);
    for (const format of ["sarif", "junit", "html", "oscal"])
      assert.ok(existsSync(join(folder, "reports", `stillroom.${format}`)), format);
  });

  it(`fails ${BAD}, and writes every report all the same`, () => {
    const broken = freshClone();
    try {
      breakAStack(broken);
      const [judge = "", reports = ""] = scripts;
      const { status, text } = run(broken, judge);
      assert.equal(status, 1, text);
      assert.match(text, /region-under-law/);
      assert.equal(run(broken, reports).status, 0);
      const sarif = readFileSync(join(broken, "reports/stillroom.sarif"), "utf8");
      assert.match(sarif, /region-under-law/);
      writeFileSync(join(broken, "Pulumi.prod.yaml"), "config: [");
      assert.notEqual(run(broken, reports).status, 0, "what can't be judged fails this step, too");
    } finally {
      rmSync(dirname(broken), { recursive: true });
    }
  });
});

describe("docs/ci/gitlab-ci.yml", () => {
  const pipeline = jobFile("gitlab-ci.yml");
  const script = (treeAt(pipeline, "stillroom", "script") as readonly string[]).join("\n");

  it("is a pipeline: every job stands in a stage that exists, and reports are kept when it fails", () => {
    const stages = pipeline["stages"] as readonly string[];
    for (const job of ["stillroom", "preview"]) {
      assert.ok(stages.includes(String(treeAt(pipeline, job, "stage"))), job);
      assert.ok(Array.isArray(treeAt(pipeline, job, "script")), job);
    }
    assert.equal(treeAt(pipeline, "stillroom", "artifacts", "when"), "always");
    assert.match((treeAt(pipeline, "preview", "script") as readonly string[]).at(-1) ?? "", /--policy-pack policies$/);
  });

  it(`passes ${GOOD}, and writes the report that GitLab reads`, () => {
    const { status, text } = run(folder, script);
    assert.equal(status, 0, text);
    assert.ok(existsSync(join(folder, String(treeAt(pipeline, "stillroom", "artifacts", "reports", "junit")))));
  });

  it(`fails ${BAD}, after the reports were written`, () => {
    const broken = freshClone();
    try {
      breakAStack(broken);
      assert.equal(run(broken, script).status, 1);
      assert.match(readFileSync(join(broken, "reports/stillroom.junit"), "utf8"), /region-under-law/);
    } finally {
      rmSync(dirname(broken), { recursive: true });
    }
  });
});

describe("docs/ci/pre-commit-config.yaml", () => {
  const configuration = jobFile("pre-commit-config.yaml");
  const hook = treeAt(configuration, "repos", 0, "hooks", 0) as Tree;

  it("is a local hook that looks at stack files and at whatever they are made with", () => {
    assert.equal(treeAt(configuration, "repos", 0, "repo"), "local");
    const files = new RegExp(String(hook["files"]));
    for (const path of ["Pulumi.prod.yaml", "templates/nginx/etc/nginx/nginx.conf.hbs", "policies/rules/tls.ts"])
      assert.match(path, files);
    for (const path of ["Pulumi.yaml", "README.md", "docs/rules/tls.md"]) assert.doesNotMatch(path, files);
  });

  it(`passes ${GOOD} and fails ${BAD}`, () => {
    assert.equal(run(folder, String(hook["entry"])).status, 0);
    const broken = freshClone();
    try {
      breakAStack(broken);
      assert.equal(run(broken, String(hook["entry"])).status, 1);
    } finally {
      rmSync(dirname(broken), { recursive: true });
    }
  });
});

describe("docs/ci/pre-commit", () => {
  it("judges what would be committed and not what lies in the folder", () => {
    const clone = freshClone();
    try {
      const commit = "git commit --quiet --allow-empty --message=a-change";
      assert.equal(run(clone, `ln -s ../../docs/ci/pre-commit .git/hooks/pre-commit && ${commit}`).status, 0);
      breakAStack(clone);
      assert.equal(run(clone, commit).status, 0, "the break is not staged");
      const { status, text } = run(
        clone,
        `git add Pulumi.prod.yaml && git restore --worktree --source=HEAD Pulumi.prod.yaml && ${commit}`,
      );
      assert.notEqual(status, 0, "the break is staged, and no longer in the folder");
      assert.match(text, /region-under-law/);
    } finally {
      rmSync(dirname(clone), { recursive: true });
    }
  });
});
