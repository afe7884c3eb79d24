import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import type { DeliveryProblem, Report } from "../../components/provider/agent-session.ts";
import { connectPatiently } from "../../components/provider/delivery.ts";
import type { Session } from "../../components/provider/ssh.ts";
import { render } from "../../render/render.ts";
import { DATA_VOLUME, DATA_VOLUME_SCRIPT } from "../../services/data-volume.ts";
import { visible } from "../../policies/visible-text.ts";
import { badInput, onMachine, told, type Ending, type Failed, type VerbRequest } from "./machine-verb.ts";
import { stackOutput, type FoundMachine } from "../practice/machine-connection.ts";

export interface UnlockRequest extends VerbRequest {
  /** File that holds the key, `-` for standard input; undefined for the stack's own output. */
  readonly keyFile: string | undefined;
}

/** How the data volume is after an unlock. */
type Unlocked =
  | { readonly kind: "nothing to unlock"; readonly why: string }
  | {
      readonly kind: "open" | "open already";
      /** The units that waited for it, by whether they run now. */
      readonly running: readonly string[];
      readonly waiting: readonly string[];
    }
  | { readonly kind: "closed"; readonly why: string };

/** Seconds that the services which waited get to come up. */
const SECONDS = 120;

/**
 * `stillroom unlock`: hands the key of the data volume over SSH's standard input, and waits for what waited for it. The key stands in
 * memory alone, here and there: in no argument, no file and no log.
 *
 * @returns 0 when the volume is open and all that waited runs, 1 when not, 2 where the input can't be used
 */
export async function unlock(request: UnlockRequest): Promise<0 | 1 | 2> {
  if (request.keyFile === "-" && request.connection === "-") {
    const what = "Standard input can be the key or the connection, not both: put the connection into a file.";
    return told(badInput(what), request.json);
  }
  return onMachine(request, ["connect", "unlock", "services"], (machine, report) => opened(machine, request, report));
}

async function opened(
  { clinic, connection }: FoundMachine,
  { stackFile, keyFile }: UnlockRequest,
  report: Report,
): Promise<Ending | Failed | DeliveryProblem> {
  const foreign = notOurs(clinic.machine.provider);
  if (foreign !== undefined) return endingOf({ kind: "nothing to unlock", why: foreign }, stackFile);
  // First, since the machine may still boot, and nobody shall wait for that in vain.
  const key = await keyOf(stackFile, clinic.stack, keyFile);
  if (typeof key === "object") return badInput(key.what);
  const say = (step: string, detail: string): void => {
    report({ kind: "progress", step, detail });
  };
  say("connect", connection.host);
  const session = await connectPatiently(connection, report);
  if ("kind" in session) return { kind: "problem", failure: session.failure };
  try {
    return endingOf(await unlocked(session, key, waitingUnits({ clinic }), say), stackFile);
  } finally {
    session.close();
  }
}

async function unlocked(
  session: Session,
  key: string,
  units: readonly string[],
  say: (step: string, detail: string) => void,
): Promise<Unlocked> {
  if ((await session.run(`mountpoint --quiet ${DATA_VOLUME}`)).status === 0) {
    return { kind: "open already", ...(await awaitUnits(session, units, say)) };
  }
  say("unlock", "The key goes to the machine, over SSH's standard input");
  const ran = await session.run(DATA_VOLUME_SCRIPT, Buffer.from(key));
  if (ran.status !== 0) return { kind: "closed", why: reasonIn(ran.status, ran.stderr) };
  return { kind: "open", ...(await awaitUnits(session, units, say)) };
}

function endingOf(ended: Unlocked, file: string): Ending | Failed {
  const text = textOf(ended, file);
  if (ended.kind === "closed") return { kind: "failed", exit: 1, text, json: ended };
  return { exit: "waiting" in ended && ended.waiting.length > 0 ? 1 : 0, text, json: ended };
}

function notOurs(provider: FoundMachine["clinic"]["machine"]["provider"]): string | undefined {
  switch (provider) {
    case "hetzner":
      return undefined;
    case "aws":
      return "The data volume at AWS is under the practice's own KMS key, and opens at boot by itself.";
    case "existing":
      return "This machine's disks are encrypted by whoever installed it, and not by Stillroom: unlock them the way that they were set up.";
  }
}

/** The units whose drop-in lets them wait for the volume (services/data-volume.ts). */
function waitingUnits({ clinic }: Pick<FoundMachine, "clinic">): readonly string[] {
  return render(clinic).files.flatMap(({ path }) => {
    const unit = /^\/etc\/systemd\/system\/([^/]+)\.d\/data-volume\.conf$/.exec(path)?.[1];
    return unit === undefined ? [] : [unit];
  });
}

/** 64 hexadecimal digits, or a sentence on why they can't be had; the key itself is never in a sentence. */
async function keyOf(
  file: string,
  stack: string,
  keyFile: string | undefined,
): Promise<string | { readonly what: string }> {
  const found = keyFile === undefined ? await keyInState(file, stack) : keyIn(keyFile);
  if (typeof found !== "string") return found;
  const key = found.trim();
  if (/^[0-9a-f]{64}$/.test(key)) return key;
  const where = keyFile === undefined ? `The output "volumeKey" of the stack ${stack}` : nameOf(keyFile);
  return { what: `${where} holds no key of a data volume: 64 hexadecimal digits and nothing else are needed.` };
}

async function keyInState(file: string, stack: string): Promise<string | { readonly what: string }> {
  const output = await stackOutput(file, stack, "volumeKey", true);
  return "what" in output ? output : String(output.value);
}

function keyIn(file: string): string | { readonly what: string } {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    return { what: `${nameOf(file)} can't be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function nameOf(file: string): string {
  return file === "-" ? "Standard input" : file;
}

/** The machine's own program says what is wrong: no volume, several, another's, or another's key. */
function reasonIn(status: number | undefined, stderr: string): string {
  if (status === 127 || status === 126) {
    return "No release that has a data volume was ever delivered to this machine. Deliver one with pulumi up, which opens the volume too.";
  }
  const words = stderr.trim().split("\n").map(visible).join("\n");
  return status === undefined ? `${words} Run it again: nothing on the volume was changed.` : words;
}

async function awaitUnits(
  session: Session,
  units: readonly string[],
  say: (step: string, detail: string) => void,
): Promise<{ readonly running: readonly string[]; readonly waiting: readonly string[] }> {
  if (units.length === 0) return { running: [], waiting: [] };
  say("services", `Waiting for ${units.join(", ")}`);
  const end = Date.now() + SECONDS * 1000;
  for (;;) {
    // systemctl(1), is-active: one line for each, in their order.
    const states = (await session.run(`systemctl is-active ${units.join(" ")}`)).stdout.trim().split("\n");
    const running = units.filter((_, index) => states[index] === "active");
    const waiting = units.filter((_, index) => states[index] !== "active");
    const over = waiting.length === 0 || states.includes("failed") || Date.now() > end;
    if (over) return { running, waiting };
    await sleep(1000);
  }
}

function textOf(ended: Unlocked, file: string): string {
  switch (ended.kind) {
    case "nothing to unlock":
      return `There is nothing to unlock. ${ended.why}`;
    case "closed":
      return `The data volume is not open. ${ended.why}`;
    case "open":
    case "open already":
      return [
        ended.kind === "open" ? "The data volume is open." : "The data volume was open already; no key was sent.",
        ...(ended.running.length > 0 ? [`These run: ${ended.running.join(", ")}.`] : []),
        ...(ended.waiting.length > 0
          ? [
              `These do not: ${ended.waiting.join(", ")}. "stillroom status ${file}" says more; on the machine, journalctl --unit NAME shows their own words.`,
            ]
          : []),
      ].join("\n");
  }
}
