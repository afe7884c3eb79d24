import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { after, before, describe, it } from "node:test";
import { stringify } from "yaml";
import { EXISTING } from "../fixtures/stacks/stacks.ts";
import { engineObstacle, newProject, type Project } from "./engine.ts";

const COMMAND = resolve(import.meta.dirname, "../../scripts/stillroom.js");
const STACKS = Array.from({ length: 20 }, (_, i) => `p${String(i + 1).padStart(2, "0")}`);

interface Row {
  readonly stack: string;
  readonly retries: number;
  readonly findings: number;
  readonly changes?: { readonly created: number; readonly updated: number; readonly deleted: number };
  readonly outcome: { readonly kind: string; readonly cause?: string; readonly what?: string };
}

/** What the "machine" of a practice does, see stand-in-serve.ts. */
type Injected = Readonly<Record<string, string>>;

describe("a fleet under the real engine", { skip: engineObstacle() }, () => {
  let project: Project;
  let credentials: string;

  before(() => {
    project = newProject();
    rmSync(join(project.folder, "Pulumi.prod.yaml"));
    credentials = join(project.folder, "../credentials");
    mkdirSync(credentials);
    for (const [i, stack] of STACKS.entries()) {
      configure(stack, `${stack}.quiet-harbour.example`, i);
      inject(stack, {});
    }
  });
  after(() => {
    project.remove();
  });

  function configure(stack: string, domain: string, i: number, title = "Quiet Harbour"): void {
    const machine = { ...(EXISTING["stillroom:machine"] as object), address: `198.51.100.${i + 10}` };
    const config = {
      ...EXISTING,
      "stillroom:names": { domain },
      "stillroom:machine": machine,
      "stillroom:branding": { title },
    };
    writeFileSync(join(project.folder, `Pulumi.${stack}.yaml`), stringify({ config }));
  }

  function machineOf(stack: string): string {
    return join(project.folder, `../machine-${stack}`);
  }

  /** Each practice has its own credentials, and through them its own "machine". */
  function inject(stack: string, injected: Injected): void {
    const variables = { STAND_IN_MACHINE: machineOf(stack), STAND_IN_TOKEN: `token-of-${stack}`, ...injected };
    const text = Object.entries(variables).map(([name, value]) => `${name}="${value}"\n`);
    writeFileSync(join(credentials, `${stack}.env`), text.join(""), { mode: 0o600 });
  }

  const environment = () => ({
    ...process.env,
    PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
    PULUMI_HOME: join(project.folder, "../home"),
    PULUMI_BACKEND_URL: `file://${join(project.folder, "../state")}`,
    PULUMI_CONFIG_PASSPHRASE: "a passphrase of this test",
    PULUMI_SKIP_UPDATE_CHECK: "true",
  });

  function fleet(...args: readonly string[]) {
    const all = [COMMAND, "fleet", ...args, "--json", "--credentials", credentials, "--parallel", "6"];
    const ran = spawnSync(process.execPath, all, {
      cwd: project.folder,
      encoding: "utf8",
      env: environment(),
      maxBuffer: 1 << 26,
    });
    return { status: ran.status, stderr: ran.stderr, rows: rowsIn(ran.stdout) };
  }

  function rowsIn(stdout: string): ReadonlyMap<string, Row> {
    const { practices = [] } = JSON.parse(stdout) as { readonly practices?: readonly Row[] };
    return new Map(practices.map((row) => [row.stack, row]));
  }

  function outcomes(rows: ReadonlyMap<string, Row>, kind: string): readonly string[] {
    return [...rows.values()].filter(({ outcome }) => outcome.kind === kind).map(({ stack }) => stack);
  }

  it("previews every practice and makes nothing", () => {
    const { status, rows, stderr } = fleet("preview", "p0*");
    assert.equal(status, 0, stderr + JSON.stringify([...rows.values()]));
    assert.equal(outcomes(rows, "good").length, 9);
    assert.ok([...rows.values()].every(({ changes }) => (changes?.created ?? 0) > 0));
    assert.ok(!existsSync(machineOf("p01")));
  });

  it("lands all that can, tells each failure apart, and a second run finishes the rest and changes nothing else", () => {
    inject("p03", { STAND_IN_FAILURE: "the provider answered 429 Too Many Requests", STAND_IN_FAILURES: "1" });
    inject("p07", { STAND_IN_FAILURE: "the provider answered 500 Internal Server Error", STAND_IN_FAILURES: "1" });
    inject("p09", { STAND_IN_FAILURE: "Nothing answers at 198.51.100.18 port 22." });
    configure("p12", "grief-rooms.example", 11);
    const { rows, status, stderr } = fleet("up", "--yes", "--waves", "1,19", "--tolerate", "20");
    assert.equal(status, 1, stderr);
    const failed = new Map([...rows].filter(([, { outcome }]) => outcome.kind !== "good"));
    assert.deepEqual(
      [...failed].map(([stack, { outcome }]) => [stack, outcome.cause]),
      [
        ["p09", "unreachable"],
        ["p12", "findings"],
      ],
    );
    assert.match(rows.get("p12")?.outcome.what ?? "", /neutral-names: The name "grief-rooms\.example" tells/);
    assert.match(rows.get("p09")?.outcome.what ?? "", /Nothing answers at 198\.51\.100\.18/);
    assert.deepEqual([rows.get("p03")?.retries, rows.get("p07")?.retries, rows.get("p01")?.retries], [1, 1, 0]);
    assert.ok(!existsSync(machineOf("p12")), "what a rule objects to is never begun");

    inject("p09", {});
    configure("p12", "p12.quiet-harbour.example", 11);
    const second = fleet("up", "--yes", "--waves", "1,19");
    assert.equal(second.status, 0, second.stderr);
    const changed = [...second.rows.values()].filter(
      ({ changes }) => changes !== undefined && changes.created + changes.updated + changes.deleted > 0,
    );
    assert.deepEqual(
      changed.map(({ stack }) => stack),
      ["p09", "p12"],
    );
  });

  it("gives no practice's process another's credentials", () => {
    for (const stack of STACKS) {
      const seen = readFileSync(`${machineOf(stack)}.token`, "utf8");
      assert.equal(seen, `token-of-${stack}`);
    }
  });

  it("stops after a canary that fails", () => {
    configure("p01", "p01.quiet-harbour.example", 0, "Amber Quay");
    inject("p01", { STAND_IN_FAILURE: "a validator objects" });
    const { status, rows } = fleet("up", "--yes", "--waves", "1,19");
    assert.equal(status, 1);
    assert.deepEqual(outcomes(rows, "failed"), ["p01"]);
    assert.equal(outcomes(rows, "not-run").length, 19);
    assert.match(rows.get("p01")?.outcome.what ?? "", /a validator objects/);
    inject("p01", {});
    configure("p01", "p01.quiet-harbour.example", 0);
  });

  for (const stage of ["check", "preview", "update"]) {
    it(`ends in a clean state when it is interrupted at the stage "${stage}", and goes on from there`, async () => {
      const some = "p1*";
      for (const [i, stack] of STACKS.entries()) {
        configure(stack, `${stack}.quiet-harbour.example`, i, `Calm ${stage}`);
      }
      for (const stack of STACKS) inject(stack, { STAND_IN_SECONDS: "2" });
      const args = [
        COMMAND,
        "fleet",
        "up",
        some,
        "--yes",
        "--waves",
        "10",
        "--parallel",
        "3",
        "--credentials",
        credentials,
        "--json",
      ];
      const child = spawn(process.execPath, args, {
        cwd: project.folder,
        env: environment(),
        stdio: ["ignore", "pipe", "pipe"],
      });
      const closed = new Promise((resolve) => child.once("close", resolve));
      let told = "";
      let answered = "";
      child.stdout.on("data", (chunk: Buffer) => (answered += chunk.toString()));
      child.stderr.on("data", (chunk: Buffer) => (told += chunk.toString()));
      for (let i = 0; i < 600 && !told.includes(`"stage":"${stage}`); i++) await wait(50);
      child.kill("SIGINT");
      const status = await closed;
      assert.equal(status, 1, told);
      const rows = rowsIn(answered);
      assert.deepEqual(outcomes(rows, "failed"), [], answered);
      assert.ok(outcomes(rows, "not-run").length >= 5, answered);

      for (const stack of STACKS) inject(stack, {});
      const landed = outcomes(rows, "good");
      const second = fleet("up", some, "--yes", "--resume");
      assert.equal(second.status, 0, second.stderr);
      for (const stack of landed) assert.equal(second.rows.get(stack)?.changes, undefined, `${stack} was done`);
      const third = fleet("preview", some);
      for (const { stack, changes } of third.rows.values())
        assert.deepEqual(changes, { created: 0, updated: 0, deleted: 0 }, stack);
    });
  }

  it("destroys what is named, and nothing that is not", () => {
    assert.equal(fleet("preview", "p99").status, 2);
    const { status, rows, stderr } = fleet("destroy", "p2*", "--yes");
    assert.equal(status, 0, stderr);
    assert.deepEqual([...rows.keys()], ["p20"]);
    assert.ok(!existsSync(machineOf("p20")));
    assert.ok(existsSync(machineOf("p19")));
  });
});
