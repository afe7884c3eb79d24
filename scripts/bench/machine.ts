import { machineAddresses, stopLab } from "../sandbox/lab.ts";
import { startMachine, type Machine } from "../sandbox/machine.ts";
import { sandboxObstacle } from "../sandbox/obstacle.ts";
import { runProgram } from "../sandbox/program.ts";
import { startSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import { baseline } from "./machine-figures/baseline.ts";
import { lynis } from "./machine-figures/lynis.ts";
import { EXCEPTIONS, exposures, servicesOf } from "./machine-figures/sandboxing.ts";
import { sshAudit } from "./machine-figures/ssh.ts";
import { listeners, memory, privilegedFiles } from "./machine-figures/surface.ts";
import { table } from "../markdown/table.ts";
import { testTls } from "./machine-figures/tls.ts";
import { installTools } from "./machine-figures/tools.ts";

/**
 * How hard the machine is: the reference practice's release on a booted Debian, beside a stock Debian image in the same lab, looked at by
 * programs of others. Prints Markdown; docs/hardening.md keeps it.
 */
async function benchMachine(): Promise<number> {
  const obstacle = await sandboxObstacle();
  if (obstacle !== undefined) {
    console.error(`No machine can be booted here: ${obstacle}`);
    return 1;
  }
  const doing = (what: string): void => {
    console.error(`${what} …`);
  };
  const sandbox = await startSandbox(false, doing);
  try {
    doing("Delivering the release");
    const lines: string[] = [];
    if (!(await runProgram(sandbox, (line) => lines.push(line)))) throw new Error(lines.join("\n"));
    doing("Booting a stock Debian beside it");
    const stock = await stockMachine(sandbox);
    // What the machine is before any tool is put on it.
    const chapters = [await surface(sandbox, stock, doing), await services(sandbox), await items(sandbox, doing)];
    chapters.push(
      await ssh(sandbox, stock, doing),
      await tls(sandbox, stock, doing),
      await index(sandbox, stock, doing),
    );
    console.log([standIns(sandbox), ...chapters].join("\n\n"));
    return 0;
  } finally {
    await stopLab(sandbox.lab);
  }
}

type Doing = (what: string) => void;

/** Debian's own image as a cloud boots it, with the least that cloud-init takes. */
function stockMachine({ lab, clinic }: Sandbox): Promise<Machine> {
  const userData = "#cloud-config\nhostname: stock\n";
  return startMachine(lab, {
    name: "stock",
    debian: clinic.machine.debian,
    addresses: machineAddresses(lab, 1),
    userData,
  });
}

function standIns({ built }: Sandbox): string {
  const names = built.filter(({ standIn }) => standIn !== undefined).map(({ name }) => name);
  return `Stand-ins, whose packages can't be reached from the lab: ${names.join(", ")}. Their units are held in as the real ones are; their memory says nothing of the real programs'.`;
}

async function surface({ machine }: Sandbox, stock: Machine, doing: Doing): Promise<string> {
  doing("Ports, set-uid files and memory");
  const open = await listeners(machine);
  const [here, there] = [await privilegedFiles(machine), await privilegedFiles(stock)];
  const programs = await memory(machine);
  const total = programs.reduce((sum, { mib }) => sum + mib, 0);
  return [
    "### Open ports",
    table(
      ["protocol", "address", "program"],
      open.map(({ protocol, local, program }) => [protocol, local, program]),
    ),
    "### Files that act for their owner or group",
    `${here.length}, on the stock image ${there.length}.`,
    table(
      ["file", "stock image"],
      here.map((file) => [file, there.includes(file) ? "too" : "not there"]),
    ),
    "### Memory",
    `${total.toFixed(0)} MiB in all, each program with its share of what it has with others.`,
    table(
      ["unit", "processes", "MiB"],
      programs.map(({ program, processes, mib }) => [program, String(processes), mib.toFixed(1)]),
    ),
  ].join("\n\n");
}

async function services({ machine, release }: Sandbox): Promise<string> {
  const found = await exposures(machine, servicesOf(release));
  const rows = found.map(({ unit, exposure }) => [
    unit,
    exposure.toFixed(1),
    exposure <= 2.5 ? "" : (EXCEPTIONS[unit] ?? "not explained"),
  ]);
  return ["### systemd-analyze security", "Reach: 2.5 or lower.", table(["unit", "exposure", "why more"], rows)].join(
    "\n\n",
  );
}

async function items({ machine }: Sandbox, doing: Doing): Promise<string> {
  doing("Baselines");
  const rows = await baseline(machine);
  const count = (result: string): number => rows.filter((row) => row.result === result).length;
  return [
    "### Baselines of dev-sec, which follow CIS",
    `${rows.length} items: ${count("met")} met, ${count("container")} left to the container's host, ${count("decided")} decided otherwise, ${count("missed")} missed.`,
    table(
      ["item", "asks", "result", "seen, or why not"],
      rows.map(({ id, asks, result, seen }) => [id, asks, result, seen]),
    ),
  ].join("\n\n");
}

async function ssh({ machine }: Sandbox, stock: Machine, doing: Doing): Promise<string> {
  doing("ssh-audit");
  const [ours, theirs] = [await sshAudit(machine.addresses), await sshAudit(stock.addresses)];
  const said = (notes: readonly string[]): string => (notes.length === 0 ? "none" : notes.join("; "));
  return [
    "### ssh-audit",
    table(
      ["", "machine", "stock image"],
      [
        ["failures", said(ours.failures), String(theirs.failures.length)],
        ["warnings", said(ours.warnings), String(theirs.warnings.length)],
        ["offered", ours.offered.join(" "), `${theirs.offered.length} algorithms`],
      ],
    ),
  ].join("\n\n");
}

async function tls({ lab, machine, clinic }: Sandbox, stock: Machine, doing: Doing): Promise<string> {
  doing("testssl.sh, from the stock machine");
  await installTools(stock, clinic.machine.debian, ["testssl.sh"]);
  const rows: string[][] = [];
  for (const name of [clinic.names.video, clinic.names.homeserver]) {
    const { grade, score, caps, findings } = await testTls(stock, name, machine.addresses, lab.authority.issuerFile);
    rows.push([name, grade, score, caps.join("; ") || "none", findings.join("; ") || "none"]);
  }
  return [
    "### testssl.sh",
    "The lab's certificate authority is given to it as one that is trusted.",
    table(["name", "grade", "score", "caps", "findings"], rows),
  ].join("\n\n");
}

async function index({ machine, clinic }: Sandbox, stock: Machine, doing: Doing): Promise<string> {
  doing("lynis, on both machines");
  for (const one of [machine, stock]) await installTools(one, clinic.machine.debian, ["lynis"]);
  const [ours, theirs] = [await lynis(machine), await lynis(stock)];
  const container = ours.lost.reduce((sum, lost) => sum + lost.container, 0);
  const without = Math.floor((100 * ours.points) / (ours.of - container));
  return [
    "### lynis",
    `Hardening index ${ours.index} (${ours.points} of ${ours.of} points); stock image ${theirs.index} (${theirs.points} of ${theirs.of}). Without the ${container} points that the container takes: ${without}.`,
    table(
      ["test", "about", "points lost", "by the container", "why"],
      ours.lost.map(({ test, about, points, container: taken, why }) => [
        test,
        about,
        String(points),
        String(taken),
        why,
      ]),
    ),
  ].join("\n\n");
}

process.exitCode = await benchMachine();
