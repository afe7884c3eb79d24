/**
 * Many practices at once, on this computer: `npm run bench:fleet [PRACTICES] [PREVIEWS]`. Stamps out practices, judges them all on one core
 * (`taskset -c 0`) with the memory that it takes on the way, and runs the program of some on the mock runtime, each in a process of its own as
 * the fleet does it; what a cloud would answer is a stand-in there. Beside the times stands that of an empty `node -e 0`.
 */
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Practice } from "../fleet/practices.ts";
import { practicesIn } from "../fleet/practices.ts";
import { runFleet, type Work } from "../fleet/run-fleet.ts";
import { textTable } from "../terminal/text-table.ts";

const [practices = 1000, previews = 100] = process.argv.slice(2).map(Number);
const COMMAND = fileURLToPath(new URL("../stillroom.js", import.meta.url));
const ON_MOCKS = fileURLToPath(new URL("../sandbox/program-on-mocks.ts", import.meta.url));
const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));
const PROGRAM = [
  "index.ts",
  "package.json",
  "clinic",
  "components",
  "desk",
  "guard",
  "host",
  "policies",
  "render",
  "services",
  "templates",
  "node_modules",
];
const KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d ops";

const folder = mkdtempSync(join(tmpdir(), "bench-fleet-"));
try {
  const empty = median([1, 2, 3, 4, 5].map(() => seconds(() => spawnSync(process.execPath, ["-e", "0"]))));
  const laws = ["DE", "AT", "UK", "IE", "NL"];
  const csv = Array.from({ length: practices }, (_, i) => `*.p${i}.example.org,${laws[i % laws.length] ?? ""}`);
  const input = ["domain,jurisdiction", ...csv].join("\n");
  const stamp = ["new", "--from", "-", "--administration-from", "198.51.100.0/24", "--ssh-key", KEY];
  const stamping = seconds(() => {
    const made = spawnSync(process.execPath, [COMMAND, ...stamp], { cwd: folder, input, encoding: "utf8" });
    if (made.status !== 0) throw new Error(made.stderr);
  });
  const checked = await checkOnOneCore();
  console.log(
    textTable(
      ["what", "practices", "seconds", "times node -e 0"],
      [
        ["stillroom new --from", String(practices), stamping.toFixed(1), (stamping / empty).toFixed(0)],
        [
          "stillroom fleet check, one core",
          String(practices),
          checked.seconds.toFixed(1),
          (checked.seconds / empty).toFixed(0),
        ],
      ],
    ),
  );
  console.log(`\nMemory of fleet check, MB resident, after each tenth: ${checked.memory.join(", ")}`);
  if (previews > 0) await previewOnMocks(empty);
} finally {
  rmSync(folder, { recursive: true });
}

async function checkOnOneCore(): Promise<{ readonly seconds: number; readonly memory: readonly number[] }> {
  const begun = performance.now();
  const child = spawn("taskset", ["-c", "0", process.execPath, COMMAND, "fleet", "check", "--json"], {
    cwd: folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  const closed = new Promise<number | null>((resolve) => child.once("close", resolve));
  const memory: number[] = [];
  let done = 0;
  for await (const line of createInterface({ input: child.stderr })) {
    if (!line.includes('"outcome":{')) continue;
    if (++done % Math.ceil(practices / 10) === 0) memory.push(residentMb(child.pid));
  }
  if ((await closed) !== 0 || done !== practices) throw new Error(`fleet check ended after ${done} practices.`);
  return { seconds: (performance.now() - begun) / 1000, memory };
}

/** proc_pid_status(5): VmRSS in kB. */
function residentMb(pid: number | undefined): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");
  return Math.round(Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) / 1000);
}

async function previewOnMocks(empty: number): Promise<void> {
  for (const part of PROGRAM) symlinkSync(join(REPOSITORY, part), join(folder, part));
  copyFileSync(join(REPOSITORY, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const found = practicesIn(folder, undefined);
  if ("what" in found) throw new Error(found.what);
  const memory: number[] = [];
  let done = 0;
  const work: Work = async ({ stack }: Practice) => {
    const child = spawn(process.execPath, ["--no-warnings", ON_MOCKS, stack, join(folder, "machine", stack)], {
      cwd: folder,
      stdio: "ignore",
    });
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    if (++done % Math.ceil(previews / 10) === 0) memory.push(residentMb(process.pid));
    return code === 0 ? { kind: "good" } : { kind: "failed", cause: "other", what: `${stack}: ${String(code)}` };
  };
  const begun = performance.now();
  const plan = { waves: [found.slice(0, previews)], parallel: availableParallelism(), tolerated: 0, backOff: [] };
  const rows = await runFleet(plan, work, () => undefined, new AbortController().signal);
  const failed = rows.filter(({ outcome }) => outcome?.kind !== "good");
  if (failed.length > 0) throw new Error(JSON.stringify(failed[0]));
  const each = (performance.now() - begun) / 1000 / previews;
  console.log(
    `\n${previews} programs on the mock runtime, ${plan.parallel} at once: ${each.toFixed(2)} s each, ${(each / empty).toFixed(0)} times node -e 0`,
  );
  console.log(`Memory of the fleet meanwhile, MB resident, after each tenth: ${memory.join(", ")}`);
}

function seconds(act: () => unknown): number {
  const begun = performance.now();
  act();
  return (performance.now() - begun) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
