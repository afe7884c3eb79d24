import type { AgentMessage } from "../../host/protocol.ts";

/** Says on the way what is being done. */
export interface Progress {
  /** Takes what a delivery or the agent reports; everything but progress is left alone. */
  readonly report: (message: AgentMessage) => void;
  /** The last step has ended, well or not. Whatever is printed after it stands on a line of its own. */
  readonly end: () => void;
}

/** Where progress goes: a terminal, a file or a pipe. `process.stderr` is one. */
export interface Out {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a delivery does, in its order; a step that has nothing to do says nothing. */
export const DELIVERY_STEPS: readonly string[] = [
  "connect",
  "agent",
  "accounts",
  "packages",
  "stage",
  "validate",
  "wait",
  "switch",
  "firewall",
  "restart",
  "prove",
  "settle",
];

const TICK_MS = 200;

/**
 * Progress for people. On a terminal one line says what is being done, for how long, and what comes next, and stays with its
 * time when it has ended; in a pipe there is one line for each step as it begins, and nothing moves.
 *
 * @param plan the steps in their order, by the names under which they are reported
 * @param now milliseconds, from any start
 */
export function progressFor(out: Out, plan: readonly string[], now: () => number = () => performance.now()): Progress {
  return out.isTTY === true ? onTerminal(out, plan, now) : inLines(out, now);
}

/** Progress for programs: each message as a line of JSON, with the seconds since the start. */
export function progressAsJson(out: Out, now: () => number = () => performance.now()): Progress {
  const start = now();
  return {
    report: (message) => {
      if (message.kind !== "progress") return;
      const { kind, step, detail } = message;
      out.write(`${JSON.stringify({ kind, step, detail, seconds: Number(secondsSince(start, now)) })}\n`);
    },
    end: () => undefined,
  };
}

function inLines(out: Out, now: () => number): Progress {
  const start = now();
  return {
    report: (message) => {
      if (message.kind === "progress") {
        out.write(`${secondsSince(start, now).padStart(6)} s  ${message.step}: ${oneLine(message.detail)}\n`);
      }
    },
    end: () => undefined,
  };
}

/** ECMA-48: `CSI K` erases to the end of the line. */
const ERASE = "\r\u001b[K";

function onTerminal(out: Out, plan: readonly string[], now: () => number): Progress {
  let running: { readonly step: string; readonly detail: string; readonly start: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  const line = (): string => {
    if (running === undefined) return "";
    const after = plan[plan.indexOf(running.step) + 1];
    const next = plan.includes(running.step) && after !== undefined ? `; next: ${after}` : "";
    const times = `${secondsSince(running.start, now)} s${next}`;
    return `${fitted(running, times, out.columns)}  ${times}`;
  };
  const settle = (): void => {
    if (running === undefined) return;
    const times = `${secondsSince(running.start, now)} s`;
    out.write(`${ERASE}${fitted(running, times, out.columns)}  ${times}\n`);
    running = undefined;
  };
  return {
    report: (message) => {
      if (message.kind !== "progress") return;
      settle();
      running = { step: message.step, detail: oneLine(message.detail), start: now() };
      out.write(line());
      timer ??= setInterval(() => out.write(`${ERASE}${line()}`), TICK_MS).unref();
    },
    end: () => {
      clearInterval(timer);
      timer = undefined;
      settle();
    },
  };
}

const STEP_WIDTH = 10;

/** Step and detail, cut so that with what follows it stays on one line. */
function fitted(
  { step, detail }: { readonly step: string; readonly detail: string },
  times: string,
  columns = 80,
): string {
  const text = `${step.padEnd(STEP_WIDTH)}  ${detail}`;
  const room = Math.max(STEP_WIDTH, columns - times.length - 3);
  return text.length > room ? `${text.slice(0, room - 1)}…` : text;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, " ");
}

function secondsSince(start: number, now: () => number): string {
  return ((now() - start) / 1000).toFixed(1);
}
