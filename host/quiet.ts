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
 * Waits until nobody is there whom a restart of these units would cut off. A delivery that waits gives way to whoever
 * comes after it.
 *
 * @param units those that are to restart
 * @returns notes for a person
 * @throws StepFailed when somebody was there for too long
 */
export async function awaitQuiet(
  places: Places,
  units: readonly Unit[],
  patience: Patience["quietSeconds"],
  say: (detail: string) => void,
): Promise<readonly string[]> {
  const gauges = new Map(units.flatMap(({ waitFor }) => (waitFor === undefined ? [] : [[waitFor.url, waitFor]])));
  if (patience === "interrupt") return [];
  const notes: string[] = [];
  for (const gauge of gauges.values()) notes.push(...(await awaitNone(places, gauge, patience, say)));
  return notes;
}

async function awaitNone(
  places: Places,
  gauge: Gauge,
  seconds: number,
  say: (detail: string) => void,
): Promise<readonly string[]> {
  const end = performance.now() + seconds * 1000;
  for (let said = -SAY_MS; ;) {
    const seen = await countOf(gauge);
    if (seen.kind === "unknown") {
      return [
        `It could not be learnt whether there were ${gauge.counts} when their programs restarted: ${seen.why}. If somebody was cut off, they can enter again.`,
      ];
    }
    if (seen.count === 0) return [];
    const left = end - performance.now();
    if (left <= 0 || someoneWaits(places)) throw stillThere(gauge, seen.count, seconds, left > 0);
    if (performance.now() - said >= SAY_MS) {
      said = performance.now();
      say(`Running ${gauge.counts}: ${seen.count}. Waiting for their end, ${Math.ceil(left / 60_000)} minutes at most`);
    }
    await sleep(Math.min(PAUSE_MS, left));
  }
}

function stillThere(gauge: Gauge, count: number, seconds: number, gaveWay: boolean): StepFailed {
  const why = gaveWay
    ? "and somebody else wants to change this machine now"
    : seconds === 0
      ? "which a restart would cut off"
      : `after ${Math.round(seconds / 60)} minutes of waiting`;
  return new StepFailed(
    "wait",
    `There are running ${gauge.counts} (${count}), ${why}.`,
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
