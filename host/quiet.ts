import { get } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Gauge, Unit } from "../services/service.ts";
import { StepFailed } from "./failure.ts";
import { someoneWaits } from "./lock.ts";
import type { Places } from "./places.ts";
import type { Patience } from "./protocol.ts";

type Count = { readonly kind: "count"; readonly count: number } | { readonly kind: "unknown"; readonly why: string };

const PAUSE_MS = 5000;
const SAY_MS = 60_000;
const ANSWER_MS = 5000;

/**
 * Waits until nobody is there whom a restart of these units would cut off. A program that does not say how many there are may have them
 * all. A delivery that waits gives way to whoever comes after it.
 *
 * @param units those that are to restart
 * @throws StepFailed when somebody was there for too long
 */
export async function awaitQuiet(
  places: Places,
  units: readonly Unit[],
  patience: Patience["quietSeconds"],
  say: (detail: string) => void,
): Promise<void> {
  const gauges = new Map(units.flatMap(({ waitFor }) => (waitFor === undefined ? [] : [[waitFor.url, waitFor]])));
  if (patience === "interrupt") return;
  for (const gauge of gauges.values()) await awaitNone(places, gauge, patience, say);
}

async function awaitNone(places: Places, gauge: Gauge, seconds: number, say: (detail: string) => void): Promise<void> {
  const end = performance.now() + seconds * 1000;
  for (let said = -SAY_MS; ;) {
    const seen = await countOf(gauge);
    if (seen.kind === "count" && seen.count === 0) return;
    const left = end - performance.now();
    if (left <= 0 || someoneWaits(places)) throw stillThere(whoIsThere(gauge, seen), seconds, left > 0);
    if (performance.now() - said >= SAY_MS) {
      said = performance.now();
      say(`${whoIsThere(gauge, seen)}. Waiting for their end, ${Math.ceil(left / 60_000)} minutes at most`);
    }
    await sleep(Math.min(PAUSE_MS, left));
  }
}

function whoIsThere({ counts }: Gauge, seen: Count): string {
  return seen.kind === "count"
    ? `Running ${counts}: ${seen.count}`
    : `Whether there are running ${counts} can't be learnt (${seen.why})`;
}

function stillThere(who: string, seconds: number, gaveWay: boolean): StepFailed {
  const why = gaveWay
    ? "Somebody else wants to change this machine now."
    : seconds === 0
      ? "A restart would cut them off."
      : `That was so for ${Math.round(seconds / 60)} minutes.`;
  return new StepFailed(
    "wait",
    `${who}. ${why}`,
    "The machine runs as before. Deliver again when nobody is there; or, if they may be cut off, set STILLROOM_INTERRUPT=yes for the delivery.",
  );
}

/** Prometheus, "Exposition formats", text format: a name and a value on one line. Nobody at the port means that no program runs. */
function countOf({ url, name }: Gauge): Promise<Count> {
  return new Promise((resolve) => {
    const unknown = (why: string): void => {
      resolve({ kind: "unknown", why });
    };
    // The bridge asks for this header (Prometheus.java of jitsi-videobridge at a29d97d1).
    const call = get(url, { headers: { accept: "text/plain" }, timeout: ANSWER_MS, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => (body += chunk));
      response.on("error", (error) => {
        unknown(error.message);
      });
      response.on("end", () => {
        const value = Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, "m").exec(body)?.[1]);
        if (response.statusCode === 200 && Number.isFinite(value)) resolve({ kind: "count", count: value });
        else unknown(`${url} answered ${response.statusCode ?? 0} without ${name}`);
      });
    });
    call.on("timeout", () => call.destroy(new Error(`${url} did not answer within ${ANSWER_MS / 1000} seconds`)));
    call.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNREFUSED") resolve({ kind: "count", count: 0 });
      else unknown(error.message);
    });
  });
}
