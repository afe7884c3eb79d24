import { setTimeout as wait } from "node:timers/promises";
import type { Practice } from "./practices.ts";
import type { Outcome, Row, Told } from "./outcome.ts";

/** Does it for one practice, and tells on the way. Ends soon, in a clean state, once the signal says so. */
export type Work = (practice: Practice, tell: (told: Told) => void, signal: AbortSignal) => Promise<Outcome>;

export interface FleetPlan {
  readonly waves: readonly (readonly Practice[])[];
  /** How many at once, at least 1. */
  readonly parallel: number;
  /** Share of a wave that may fail, 0 to 1, before no more are begun. The first of several waves is the canary, and tolerates none. */
  readonly tolerated: number;
  /** Milliseconds before each further try of what will probably pass. */
  readonly backOff: readonly number[];
}

/**
 * Goes through a fleet, wave after wave. One practice's failure never touches another's; too many in a wave stop what comes after.
 *
 * @param changed called with each practice's row whenever something of it changes
 * @param now milliseconds, from any start
 * @returns every practice's last row, in the order of the waves
 */
export async function runFleet(
  { waves, parallel, tolerated, backOff }: FleetPlan,
  work: Work,
  changed: (row: Row) => void,
  signal: AbortSignal,
  now: () => number = () => performance.now(),
): Promise<readonly Row[]> {
  const rows = new Map<string, Row>();
  const put = (row: Row): void => {
    rows.set(row.stack, row);
    changed(row);
  };
  for (const { stack } of waves.flat()) put({ ...UNBEGUN, stack });
  let stopped: string | undefined;
  for (const [number, wave] of waves.entries()) {
    const most = number === 0 && waves.length > 1 ? 0 : Math.floor(wave.length * tolerated);
    let failures = 0;
    const left = [...wave];
    const runNext = async (): Promise<void> => {
      for (let practice = left.shift(); practice !== undefined; practice = left.shift()) {
        const { stack } = practice;
        const why = signal.aborted ? "The run was ended before its turn." : stopped;
        if (why !== undefined) {
          put({ ...UNBEGUN, stack, outcome: { kind: "not-run", why } });
          continue;
        }
        const begun = now();
        const update = (part: Partial<Row>): void => {
          put({
            ...(rows.get(stack) ?? { ...UNBEGUN, stack }),
            ...part,
            seconds: Math.round((now() - begun) / 100) / 10,
          });
        };
        const outcome = await tried(practice, work, update, backOff, signal);
        update({ outcome, stage: "" });
        if (outcome.kind === "failed" && ++failures > most) {
          stopped ??= `Wave ${number + 1} of ${waves.length} had ${failures === 1 ? "a failure" : `${failures} failures`}, more than is tolerated.`;
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(parallel, wave.length) }, runNext));
  }
  return waves.flat().flatMap(({ stack }) => rows.get(stack) ?? []);
}

const UNBEGUN = { stage: "", changes: undefined, findings: 0, retries: 0, seconds: 0, outcome: undefined } as const;

async function tried(
  practice: Practice,
  work: Work,
  update: (part: Partial<Row>) => void,
  backOff: readonly number[],
  signal: AbortSignal,
): Promise<Outcome> {
  for (let retries = 0; ; retries++) {
    let findings = 0;
    update({ stage: "begins", retries, findings, changes: undefined });
    const outcome = await work(
      practice,
      (told) => {
        if (told.kind === "stage") update({ stage: told.stage });
        if (told.kind === "changes") update({ changes: told.changes });
        if (told.kind === "findings") update({ findings: (findings += told.more) });
      },
      signal,
    );
    const pause = backOff[retries];
    if (outcome.kind !== "failed" || outcome.cause !== "passing" || pause === undefined) return outcome;
    update({ stage: `tries again in ${Math.ceil(pause / 1000)} s` });
    // A run that is ended does not wait; what had failed then, failed.
    await wait(pause, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return outcome;
  }
}
