import { setTimeout as sleep } from "node:timers/promises";
import { StepFailed } from "./failure.ts";
import { lastLines, propertyIn, shownUnits } from "./units.ts";

/** How one unit's program runs (org.freedesktop.systemd1(5)). */
interface Running {
  readonly unit: string;
  /** `running` for a program that lives; `exited`, `waiting`, `dead` … for units that have none. */
  readonly sub: string;
  /** Seconds that the unit has been active. */
  readonly age: number;
  /** How often systemd has started it again by itself. */
  readonly restarts: number;
}

const PAUSE_MS = 1000;
/** For a machine that answers slowly. */
const SLOW_MS = 1000;
/** So much longer than asked for: what something on the machine restarts again and again is never old enough. */
const MOST = 4;

/**
 * Waits until every program among the units has run for `seconds`. What runs for longer already costs no time.
 *
 * @param say is told once how long it will take, if it takes anything
 * @throws StepFailed as soon as one of them dies, though systemd may have started it again
 */
export async function settle(units: readonly string[], seconds: number, say: (detail: string) => void): Promise<void> {
  const first = await runningOf(units);
  const watched = first.filter((it) => it.sub === "running" && it.age < seconds);
  for (const it of first) if (it.sub === "failed" || it.sub === "auto-restart") throw await died(it.unit, it);
  if (watched.length === 0) return;
  const names = watched.map((it) => it.unit);
  const left = Math.ceil(seconds - Math.min(...watched.map((it) => it.age)));
  say(`Watching for ${left} seconds that ${names.join(", ")} ${names.length === 1 ? "keeps" : "keep"} running`);
  const end = performance.now() + MOST * seconds * 1000 + SLOW_MS;
  for (let young = true; young;) {
    await sleep(PAUSE_MS);
    const now = await runningOf(names);
    for (const [index, it] of now.entries()) {
      // A person or a timer may restart it meanwhile: only what systemd did by itself counts as a death.
      const restarted = it.restarts > (watched[index]?.restarts ?? 0);
      if (restarted || !["running", "reload"].some((state) => it.sub.startsWith(state))) throw await died(it.unit, it);
    }
    young = now.some((it) => it.age < seconds);
    if (young && performance.now() > end) throw restless(names.filter((_, index) => (now[index]?.age ?? 0) < seconds));
  }
}

function restless(units: readonly string[]): StepFailed {
  return new StepFailed(
    "settle",
    `${units.join(", ")} never ran for long in one piece: something restarts it again and again, and it is not systemd.`,
    "The machine went back to what ran before. The unit's journal says when it was restarted; stop what does it and deliver again.",
  );
}

async function died(unit: string, now: Running): Promise<StepFailed> {
  const state = now.restarts > 0 ? `systemd had to start it again, ${now.restarts} times by now` : `it is ${now.sub}`;
  return new StepFailed(
    "settle",
    `${unit} was started and died soon after: ${state}.${await lastLines(unit)}`,
    "The machine went back to what ran before. The unit's last words name the cause; mend it in the stack file and deliver again.",
  );
}

async function runningOf(units: readonly string[]): Promise<readonly Running[]> {
  const shown = await shownUnits(units, "--property=SubState,ActiveEnterTimestampMonotonic,NRestarts");
  return shown.map(([unit, block]) => runningIn(unit, block));
}

/** `ActiveEnterTimestampMonotonic` counts microseconds of CLOCK_MONOTONIC, as `process.hrtime` counts its nanoseconds. */
function runningIn(unit: string, block: string): Running {
  const now = Number(process.hrtime.bigint() / 1000n);
  return {
    unit,
    sub: propertyIn(block, "SubState"),
    age: (now - Number(propertyIn(block, "ActiveEnterTimestampMonotonic"))) / 1_000_000,
    restarts: Number(propertyIn(block, "NRestarts")),
  };
}
