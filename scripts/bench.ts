import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { loadStackFile } from "../clinic/load.ts";
import { judge } from "../policies/judge.ts";
import { render } from "../render/render.ts";

/**
 * How long it takes to load, render and judge, and how much memory. Every time is also given as a multiple of `node -e 0`,
 * taken in the same run: that says something on any computer, however busy it is.
 */

const REFERENCE = new URL("../Pulumi.prod.yaml", import.meta.url).pathname;
const RUNS = 7;

interface Figure {
  readonly what: string;
  readonly milliseconds: number;
  readonly memoryMb: number;
  /** What is wanted, as a sentence. */
  readonly reach: string;
}

function bench(): void {
  const base = fastest("node -e 0", ["-e", "0"], "");
  const self = new URL(import.meta.url).pathname;
  const command = new URL("./stillroom.js", import.meta.url).pathname;
  const figures = [
    base,
    fastest("stillroom check, one stack file", [command, "check", REFERENCE], "4 × node -e 0, 150 MB"),
    fastest("load, render and judge 1 clinic", [self, "1"], ""),
    once("load, render and judge 1,000 clinics", [self, "1000"], "15 s on one core"),
  ];
  const rows = figures.map(({ what, milliseconds, memoryMb, reach }) => [
    what,
    `${milliseconds.toFixed(0)} ms`,
    `${(milliseconds / base.milliseconds).toFixed(1)} ×`,
    `${memoryMb.toFixed(0)} MB`,
    reach,
  ]);
  console.log(table([["whole process", "time", "node -e 0", "peak memory", "reach"], ...rows]));
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

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join("   "),
    )
    .join("\n");
}

/** As many practices as asked for, each with names of its own, one after the other in this process. */
function judgeMany(count: number): void {
  const reference = readFileSync(REFERENCE, "utf8");
  for (let index = 0; index < count; index += 1) {
    const text = reference.replaceAll("quiet-harbour", `harbour-${index}`);
    const loaded = loadStackFile(text, "Pulumi.bench.yaml", "bench");
    if (loaded.kind === "problems") throw new Error(loaded.problems[0]?.message);
    const { findings } = judge(render(loaded.clinic), "2026-01-15");
    if (findings[0] !== undefined) throw new Error(findings[0].what);
  }
}

const count = process.argv[2];
if (count === undefined) bench();
else judgeMany(Number(count));
