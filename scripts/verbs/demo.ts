import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { keptLabs, stopLab, type Lab } from "../sandbox/lab.ts";
import { sandboxObstacle } from "../sandbox/obstacle.ts";
import { engineIsHere, runProgram } from "../sandbox/program.ts";
import { startSandbox, type Sandbox } from "../sandbox/sandbox.ts";
import { deliverReferenceInto } from "../sandbox/folder-delivery.ts";
import { lookFromInside } from "../sandbox/look-inside.ts";
import { lookFromOutside } from "../sandbox/look.ts";
import type { Sighting } from "../sandbox/visitor.ts";

export interface DemoRequest {
  /** Leave the machine standing after this command has ended. */
  readonly keep: boolean;
  /** Take down what an earlier `--keep` left, and do nothing else. */
  readonly down: boolean;
}

/**
 * Shows the whole path once: a machine in a container, born by the cloud's own user data, the program of index.ts run
 * against it, and what a visitor sees. Prints as it goes.
 *
 * @returns the exit status: 0 when everything that was looked at is as promised, 1 when not
 */
export async function demo(request: DemoRequest): Promise<0 | 1> {
  if (request.down) return takeDown();
  const obstacle = await sandboxObstacle();
  if (obstacle !== undefined) return demoInFolder(obstacle);
  const stage = stopwatch();
  const sandbox = await startSandbox(request.keep, stage);
  const unwatch = takeDownOnSignal(sandbox.lab, request.keep);
  try {
    stage(
      engineIsHere()
        ? "Running index.ts with the Pulumi engine on this system: `pulumi up` delivers over SSH"
        : "Running index.ts on the mock runtime of Pulumi's SDK; our provider delivers over SSH",
    );
    if (!(await runProgram(sandbox, say))) {
      say("\nindex.ts stopped; why stands above.");
      await untilTakenDown(sandbox, request.keep);
      return 1;
    }
    stage("Looking at it from outside, over IPv4 and IPv6");
    const outside = await lookFromOutside(sandbox);
    stage("Trying from inside, as each account, to get out");
    const sightings = [...outside, ...(await lookFromInside(sandbox))];
    stage(undefined);
    for (const sighting of sightings) say(sightingLine(sighting));
    say(closingWords(sandbox));
    if (request.keep || isWatched()) say(whereToLook(sandbox));
    await untilTakenDown(sandbox, request.keep);
    return sightings.every((sighting) => sighting.passed) ? 0 : 1;
  } catch (error) {
    if (!request.keep) await stopLab(sandbox.lab);
    throw error;
  } finally {
    unwatch();
  }
}

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

/** Says what is done now and, when the next thing starts, how long the last took. */
function stopwatch(): (doing: string | undefined) => void {
  const start = performance.now();
  const since = (from: number): string => `${((performance.now() - from) / 1000).toFixed(1)} s`;
  let last: number | undefined;
  return (doing) => {
    if (last !== undefined) say(`  done in ${since(last)}`);
    last = performance.now();
    say(doing === undefined ? `\nAll in all ${since(start)}.` : `\n${doing}`);
  };
}

function sightingLine({ what, passed, seen }: Sighting): string {
  return `  ${passed ? "yes" : "NO "}  ${what}\n         ${seen}`;
}

function closingWords({ built }: Sandbox): string {
  const standIns = built.filter((one) => one.standIn !== undefined);
  const real = built.filter((one) => one.standIn === undefined).map((one) => one.name);
  return [
    "",
    engineIsHere()
      ? "The Pulumi engine found on this system ran the program, with its state in a folder of the lab."
      : "No Pulumi engine is on this system's PATH: the program ran on the SDK's mock runtime. The delivery was real, a preview and a state there were not.",
    `Real: Debian's nginx, Prosody, coturn, PostgreSQL, iptables and sshd; ${real.join(", ")} from PyPI.`,
    "Stand-ins, since their packages can't be reached from here:",
    ...standIns.map((one) => `  ${one.name}: ${one.standIn ?? ""}.`),
    "The certificate authority is pebble, Let's Encrypt's own for tests.",
  ].join("\n");
}

/** A person stands at the terminal; elsewhere the machine is taken down at once. */
const isWatched = (): boolean => process.stdin.isTTY && process.stdout.isTTY;

function whereToLook({ lab, machine, clinic, administrator }: Sandbox): string {
  const { address4 } = machine.addresses;
  const { video, messaging, homeserver, desk } = clinic.names;
  return [
    "",
    "Where to look:",
    `  curl --cacert ${lab.authority.issuerFile} --resolve ${video}:443:${address4} https://${video}/`,
    `  ssh -i ${administrator.key.file} ${administrator.name}@${address4}`,
    `  in a browser, with this line in /etc/hosts:  ${address4} ${video} ${messaging} ${homeserver} ${desk}`,
  ].join("\n");
}

/** On a terminal it stands until a person has looked at it. */
async function untilTakenDown({ lab }: Sandbox, keep: boolean): Promise<void> {
  if (keep) {
    say("\nIt stays. To take it down: scripts/demo --down");
    return;
  }
  if (isWatched()) {
    const terminal = createInterface({ input: process.stdin, output: process.stdout });
    await terminal.question("\nPress Enter to take it down (scripts/demo --keep leaves it standing). ");
    terminal.close();
  }
  await stopLab(lab);
  say("\nTaken down. scripts/demo --keep leaves it standing for a look.");
}

/** Ctrl-C leaves nothing behind; gives back a function that ends this watch. */
function takeDownOnSignal(lab: Lab, keep: boolean): () => void {
  const stop = (signal: NodeJS.Signals): void => {
    say(`\n${signal}: taking the machine down.`);
    void stopLab(lab).then(() => process.exit(130));
  };
  if (keep) return () => undefined;
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.once(signal, stop);
  return () => {
    for (const signal of signals) process.off(signal, stop);
  };
}

async function takeDown(): Promise<0> {
  const labs = await keptLabs();
  for (const lab of labs) await stopLab(lab);
  say(
    labs.length === 0
      ? "Nothing was standing."
      : `Taken down: ${labs.length === 1 ? "one machine" : `${labs.length} machines`} with all that belonged to them.`,
  );
  return 0;
}

/** The same program and the same agent, into a folder: where no machine can be had. */
async function demoInFolder(obstacle: string): Promise<0 | 1> {
  say(
    `${obstacle}\nSo the reference practice is delivered into a folder; no service runs and nothing is proved from outside.\n`,
  );
  const folder = await mkdtemp(join(tmpdir(), "stillroom-demo-"));
  const { good, leftOut } = await deliverReferenceInto(folder, say);
  say("\nWhat a folder can't have:");
  for (const one of leftOut) say(`  ${one}`);
  say(`\nLook at the files: ${folder}\nTo take it down: rm -r ${folder}`);
  return good ? 0 : 1;
}
