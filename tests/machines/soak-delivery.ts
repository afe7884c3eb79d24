import { writeFileSync } from "node:fs";
import { stopLab } from "../../scripts/sandbox/lab.ts";
import type { Moment } from "./halt.ts";
import { startPracticeMachine } from "./practice-machine.ts";
import { FAULTS, startSoak, TURNS, type Fault, type SoakResult, type Turn } from "./soak.ts";

/**
 * `npm run soak:delivery [-- RUNS]`: deliveries to one booted machine, each stopped at another moment by a fault; then the table of
 * what the machine ran. The moments are spread over all steps and repeat from run to run.
 */
const runs = Number(process.argv[2] ?? 200);
const here = await startPracticeMachine();
const results: SoakResult[] = [];
const failures: string[] = [];
try {
  const soak = await startSoak(here);
  const lengths = new Map<Turn, Readonly<Record<string, number>>>();
  for (const turn of TURNS) lengths.set(turn, await soak.lengths(turn));
  for (let index = 0; index < runs; index += 1) {
    const { fault, turn, moment } = planned(index, lengths);
    const name = `${index + 1}/${runs} ${fault} at ${moment.step}:${moment.operation}, new ${turn}`;
    try {
      const result = await soak.run(fault, moment, turn);
      results.push(result);
      console.log(`${name}: ${result.ended}, ${result.seconds.toFixed(1)} s`);
    } catch (error) {
      failures.push(`${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      console.log(failures.at(-1));
    }
  }
} finally {
  await stopLab(here.lab);
}
const table = tableOf(results);
console.log(`\n${table}\n\n${results.length} runs left one release, whole; ${failures.length} did not.`);
if (process.argv[3] !== undefined) writeFileSync(process.argv[3], `${table}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;

/** Faults, steps and what changes take turns; within a step the moments are spread by the golden ratio, which comes near none twice. */
function planned(
  index: number,
  lengths: ReadonlyMap<Turn, Readonly<Record<string, number>>>,
): { readonly fault: Fault; readonly turn: Turn; readonly moment: Moment } {
  const fault = FAULTS[index % FAULTS.length] ?? "killed";
  const round = Math.floor(index / FAULTS.length);
  const turn = TURNS[round % TURNS.length] ?? "files";
  const steps = Object.entries(lengths.get(turn) ?? {}).filter(([, length]) => length > 0);
  // 7 has no factor in common with the 8 or 9 steps: few runs come to many steps, and many runs to all.
  const place = 7 * Math.floor(round / TURNS.length) + 3 * (round % TURNS.length);
  const [step, length] = steps[place % steps.length] ?? ["switch", 1];
  const operation = Math.floor(((index * 0.618) % 1) * length);
  return { fault, turn, moment: { step, operation } };
}

function tableOf(all: readonly SoakResult[]): string {
  const steps = [...new Set(all.map((result) => result.moment.step))];
  const cell = (step: string, fault: Fault): string => {
    const here = all.filter((result) => result.moment.step === step && result.fault === fault);
    return ["old", "new", "passed by"]
      .map((ended) => [here.filter((result) => result.ended === ended).length, ended] as const)
      .filter(([count]) => count > 0)
      .map(([count, ended]) => `${count} ${ended}`)
      .join(", ");
  };
  return [
    `| stopped in the step | ${FAULTS.join(" | ")} |`,
    `|---|${FAULTS.map(() => "---|").join("")}`,
    ...steps.map((step) => `| ${step} | ${FAULTS.map((fault) => cell(step, fault)).join(" | ")} |`),
  ].join("\n");
}
