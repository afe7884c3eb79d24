import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Clinic } from "../../clinic/clinic.ts";
import { loadStackFile } from "../../clinic/load.ts";
import { judge } from "../../policies/judge.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { textTable } from "../terminal/text-table.ts";

/**
 * How long it takes to load, render and judge, with a desk and without, how much memory, and what the policy pack adds to a preview. Every time is also given as a
 * multiple of `node -e 0`, taken in the same run: that says something on any computer, however busy it is.
 */

const REFERENCE = readFileSync(new URL("../../Pulumi.prod.yaml", import.meta.url), "utf8");
const RUNS = 7;

/** Whether the practice has a desk, as this script is told. */
const DESKS = ["with a desk", "without a desk"] as const;
type HasDesk = (typeof DESKS)[number];

/** The reference practice's stack file, in which nothing is said of a desk. */
function stackText(desk: HasDesk): string {
  return `${REFERENCE}\n  stillroom:desk:\n    enabled: ${String(desk === "with a desk")}\n`;
}

interface Figure {
  readonly what: string;
  readonly milliseconds: number;
  /** Of a whole process; absent where only a part of one was timed. */
  readonly memoryMb?: number;
  /** What is wanted, as a sentence. */
  readonly reach: string;
}

function bench(): void {
  const base = fastest("node -e 0", ["-e", "0"], "");
  const self = new URL(import.meta.url).pathname;
  const command = new URL("../stillroom.js", import.meta.url).pathname;
  const folder = mkdtempSync(join(tmpdir(), "stillroom-bench-"));
  const figures = [
    base,
    ...DESKS.flatMap((desk) => {
      const file = join(folder, "Pulumi.bench.yaml");
      writeFileSync(file, stackText(desk));
      return [
        fastest(`stillroom check, one stack file, ${desk}`, [command, "check", file], "4 × node -e 0, 150 MB"),
        fastest(`load, render and judge 1 clinic, ${desk}`, [self, "1", desk], ""),
        once(`load, render and judge 1,000 clinics, ${desk}`, [self, "1000", desk], "15 s on one core"),
      ];
    }),
    ...timedWithin(self, "judging", "judge 1 of 200 clinics, within a process"),
    ...timedWithin(self, "pack", "the policy pack, by gRPC and without an engine:"),
  ];
  rmSync(folder, { recursive: true });
  const rows = figures.map(({ what, milliseconds, memoryMb, reach }) => [
    what,
    `${milliseconds.toFixed(0)} ms`,
    `${(milliseconds / base.milliseconds).toFixed(1)} ×`,
    memoryMb === undefined ? "" : `${memoryMb.toFixed(0)} MB`,
    reach,
  ]);
  console.log(textTable(["what", "time", "node -e 0", "peak memory", "reach"], rows));
}

/** What a run of this script in one of its modes says of itself, a line each: milliseconds and what they were spent on. */
function timedWithin(self: string, mode: string, what: string): readonly Figure[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [self, mode], { encoding: "utf8" });
  if (status !== 0) throw new Error(`${what} failed: ${stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => {
      const [milliseconds = "", ...words] = line.split(" ");
      return { what: `${what} ${words.join(" ")}`, milliseconds: Number(milliseconds), reach: "" };
    });
}

/** The fastest of several runs: whatever else the computer does can only make a run slower. */
function fastest(what: string, args: readonly string[], reach: string): Figure {
  const figures = Array.from({ length: RUNS }, () => once(what, args, reach));
  return figures.reduce((best, figure) => (figure.milliseconds < best.milliseconds ? figure : best));
}

/** On its way out each process says how much memory it took at most. */
const REPORT =
  'data:text/javascript,process.on("exit",()=>process.stderr.write("\\npeak "+process.resourceUsage().maxRSS))';

function once(what: string, args: readonly string[], reach: string): Figure {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ["--import", REPORT, ...args], { encoding: "utf8" });
  const milliseconds = performance.now() - start;
  const peak = /peak (\d+)$/.exec(stderr)?.[1];
  if (status !== 0 || peak === undefined) throw new Error(`${what} failed: ${stderr}`);
  return { what, milliseconds, memoryMb: Number(peak) / 1024, reach };
}

/** As many practices as asked for, each with names of its own, one after the other in this process. */
function judgeMany(count: number, desk: HasDesk): void {
  for (let index = 0; index < count; index += 1) judgeGood(render(clinicNumber(index, desk)));
}

function clinicNumber(index: number, desk: HasDesk): Clinic {
  const text = stackText(desk).replaceAll("quiet-harbour", `harbour-${index}`);
  const loaded = loadStackFile(text, "Pulumi.bench.yaml", "bench");
  if (loaded.kind === "problems") throw new Error(loaded.problems[0]?.message);
  return loaded.clinic;
}

function judgeGood(release: Release): void {
  const { findings } = judge(release, "2026-01-15");
  if (findings[0] !== undefined) throw new Error(findings[0].what);
}

/** Judging without loading and rendering: the first, which waits for interpreters to wake, and what one takes in a row. */
function timeJudging(): void {
  const times = Array.from({ length: 200 }, (_, index) => {
    const release = render(clinicNumber(index, "with a desk"));
    return timed(() => {
      judgeGood(release);
    });
  });
  const [first = 0, ...others] = times;
  console.log(`${first} (the first)`);
  console.log(`${others.sort((a, b) => a - b)[Math.floor(others.length / 2)] ?? 0} (the median of the others)`);
}

function timed(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * The pack as the engine starts it, and every resource of a practice asked about as the engine asks. What an engine itself does
 * around it is not in it (tests/engine/preview-time.test.ts has that).
 */
async function timePack(): Promise<void> {
  const { servedPack } = await import("../../tests/policies/served-pack.ts");
  const { practiceResources } = await import("../../tests/components/practice-resources.ts");
  const { CLINIC } = await import("../../tests/fixtures/clinic.ts");
  const resources = await practiceResources(CLINIC);
  const pack = await servedPack();
  const start = performance.now();
  for (const resource of resources) {
    const [said] = await pack.analyze(resource);
    if (said !== undefined) throw new Error(`${said.policy}: ${said.message}`);
  }
  const answers = performance.now() - start;
  pack.stop();
  console.log(`${pack.startMs} until it answers`);
  console.log(`${answers} for the ${resources.length} resources of a practice`);
}

const [, , mode, word] = process.argv;
if (mode === undefined) bench();
else if (mode === "judging") timeJudging();
else if (mode === "pack") await timePack();
else judgeMany(Number(mode), DESKS.find((desk) => desk === word) ?? "without a desk");
