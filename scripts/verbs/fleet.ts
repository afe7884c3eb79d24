import { createHash } from "node:crypto";
import { createInterface } from "node:readline/promises";
import { visible } from "../../policies/visible-text.ts";
import { render } from "../../render/render.ts";
import { mendOf } from "../fleet/cause.ts";
import { checkWork } from "../fleet/check-work.ts";
import { environmentsOf, type EnvironmentOf } from "../fleet/credentials.ts";
import { journalOf } from "../fleet/journal.ts";
import type { Action, Row } from "../fleet/outcome.ts";
import { practicesIn, type Practice } from "../fleet/practices.ts";
import { engineWork, machineWork } from "../fleet/process-work.ts";
import { runFleet, type Work } from "../fleet/run-fleet.ts";
import { wavesOf } from "../fleet/waves.ts";
import { readStackFile } from "../practice/stack-file.ts";
import { changesText, countsText, fleetView, stateOf } from "../terminal/fleet-view.ts";
import { textTable } from "../terminal/text-table.ts";
import { badInput, told, type Ending, type Failed } from "./machine-verb.ts";

/** How `stillroom fleet` is called. */
export interface FleetRequest {
  readonly action: Action;
  /** See `practicesIn`; undefined for all. */
  readonly selector: string | undefined;
  /** How many at once. */
  readonly parallel: number;
  /** Sizes of the waves, see `wavesOf`. */
  readonly waves: readonly number[];
  /** Per cent of a wave that may fail. */
  readonly tolerate: number;
  /** Folder with each practice's own credentials; see `environmentsOf`. */
  readonly credentials: string | undefined;
  /** Leave out what the last run of this kind has done for good. */
  readonly resume: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** What changes practices goes in waves. */
const CHANGING: readonly Action[] = ["up", "destroy"];

const BACK_OFF_MS = [5_000, 20_000, 60_000];

/**
 * `stillroom fleet`: the same for each of many practices.
 *
 * @returns 0 when all is good, 1 when something is not, 2 when the call can't be used
 */
export async function fleet(request: FleetRequest): Promise<0 | 1 | 2> {
  return told(await gone(request), request.json);
}

async function gone(request: FleetRequest): Promise<Ending | Failed> {
  const { action, selector, tolerate } = request;
  const changing = CHANGING.includes(action);
  if (action === "destroy" && selector === undefined)
    return badInput("Say which practices are to be destroyed; '*' for all.");
  const practices = practicesIn(".", selector);
  if ("what" in practices) return badInput(practices.what);
  const environmentOf = environmentsOf(request.credentials, process.env);
  if ("what" in environmentOf) return badInput(environmentOf.what);
  const waves = changing ? wavesOf(practices, request.waves) : [practices];
  if (changing && !(await agreed(request, waves)))
    return badInput("Nothing was done. Run it again with --yes if that is what you want.");
  const interrupted = new AbortController();
  const interrupt = (): void => {
    if (!interrupted.signal.aborted) console.error("Ending: what is being done is finished, nothing else is begun.");
    interrupted.abort();
  };
  process.on("SIGINT", interrupt).on("SIGTERM", interrupt);
  const view = fleetView(process.stderr, request.json ? "json" : "auto");
  const work = changing
    ? journalled(workOf(request, environmentOf), action, request.resume)
    : workOf(request, environmentOf);
  const parallel = action === "check" ? 1 : request.parallel;
  const plan = { waves, parallel, tolerated: changing ? tolerate / 100 : 1, backOff: BACK_OFF_MS };
  const rows = await runFleet(plan, work, view.changed, interrupted.signal);
  view.end();
  process.off("SIGINT", interrupt).off("SIGTERM", interrupt);
  return ending(action, rows);
}

function workOf({ action }: FleetRequest, environmentOf: EnvironmentOf): Work {
  const check = checkWork(new Date().toISOString().slice(0, 10));
  switch (action) {
    case "check":
      return check;
    case "status":
    case "drift":
      return machineWork(action, environmentOf);
    case "destroy":
      return engineWork(action, environmentOf);
    case "preview":
    case "up": {
      const engine = engineWork(action, environmentOf);
      // What a rule objects to is never shown to a provider.
      return async (practice, tell, signal) => {
        tell({ kind: "stage", stage: "check" });
        const judged = await check(practice, tell, signal);
        return judged.kind === "good" ? engine(practice, tell, signal) : judged;
      };
    }
  }
}

/** Remembers what was done for good, and with `resume` does not do it again. */
function journalled(work: Work, action: Action, resume: boolean): Work {
  const journal = journalOf(".", action, resume);
  return async (practice, tell, signal) => {
    const fingerprint = fingerprintOf(practice);
    if (fingerprint !== undefined && journal.isDone(practice.stack, fingerprint)) return { kind: "good" };
    const outcome = await work(practice, tell, signal);
    if (outcome.kind === "good" && fingerprint !== undefined) journal.done(practice.stack, fingerprint);
    return outcome;
  };
}

/** Of all that decides what a practice gets: its stack file, the shared defaults and this version's own files. */
function fingerprintOf({ file }: Practice): string | undefined {
  const stack = readStackFile(file);
  if (stack.kind === "unusable") return undefined;
  return createHash("sha256")
    .update(JSON.stringify([stack.clinic, render(stack.clinic).digest]))
    .digest("hex");
}

/** Asks a person; without a terminal only `--yes` does. */
async function agreed({ action, yes, json }: FleetRequest, waves: readonly (readonly Practice[])[]): Promise<boolean> {
  if (yes) return true;
  if (json || !process.stdin.isTTY || !process.stderr.isTTY) return false;
  const list = waves.map((wave, i) => `  wave ${i + 1}: ${wave.map(({ stack }) => stack).join(", ")}`).join("\n");
  console.error(
    `${action === "up" ? "These practices are updated" : "These practices are DESTROYED, with all that is kept on their machines"}:\n${list}`,
  );
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question("Go on? [y/N] ");
  terminal.close();
  return /^y(es)?$/i.test(answer.trim());
}

function ending(action: Action, rows: readonly Row[]): Ending {
  const good = rows.every(({ outcome }) => outcome?.kind === "good");
  const retried = rows.some(({ retries }) => retries > 0);
  const head = ["stack", "result", "time", "changes", "findings"];
  const table = textTable(
    head,
    rows.map((row) => [
      row.stack,
      stateOf(row),
      `${row.seconds.toFixed(1)} s`,
      changesText(row.changes),
      String(row.findings || ""),
    ]),
    "left",
  );
  const again =
    CHANGING.includes(action) && !good
      ? [`Mend what failed, then: npx stillroom fleet ${action} --resume, which leaves out what is done.`]
      : [];
  const text = [
    table,
    ...rows.flatMap(explanation),
    `${countsText(rows)}${retried ? "; some needed further tries" : ""}.`,
    ...again,
  ].join("\n\n");
  return { exit: good ? 0 : 1, text, json: { kind: "fleet", action, practices: rows } };
}

/** Why it is not good with one practice, and what to do. */
function explanation({ stack, outcome }: Row): readonly string[] {
  if (outcome?.kind === "failed") {
    const mend = mendOf(outcome.cause, stack);
    const lines = [...outcome.what.split("\n"), ...(mend === undefined ? [] : [mend])].map(
      (line) => `  ${visible(line)}`,
    );
    return [`${stack}: ${outcome.cause}\n${lines.join("\n")}`];
  }
  if (outcome?.kind === "interrupted")
    return [`${stack}: interrupted\n  Its stack is in a clean state; what was done until then is done.`];
  return [];
}
