import { styleText } from "node:util";
import { visible } from "../../policies/visible-text.ts";
import type { Changes, Row } from "../fleet/outcome.ts";
import type { Out } from "./progress.ts";

/** Shows how a fleet goes on. */
export interface FleetView {
  readonly changed: (row: Row) => void;
  /** Nothing moves any more; what is printed after it stands on a line of its own. */
  readonly end: () => void;
}

export interface FleetOut extends Out {
  readonly rows?: number;
}

type Paint = (colour: "red" | "green" | "yellow" | "dim", text: string) => string;

const TICK_MS = 200;

/**
 * On a terminal one row for each practice that there is room for, those first that run or failed; in a pipe a line whenever a practice
 * begins another stage; for programs the same as JSON.
 *
 * @param form `auto`: by where it is written to
 */
export function fleetView(
  out: FleetOut,
  form: "auto" | "json",
  now: () => number = () => performance.now(),
): FleetView {
  if (form === "json") return inJson(out, now);
  return out.isTTY === true ? onTerminal(out) : inLines(out, now);
}

function inJson(out: FleetOut, now: () => number): FleetView {
  const start = now();
  return {
    changed: (row) => out.write(`${JSON.stringify({ ...row, at: Number(((now() - start) / 1000).toFixed(1)) })}\n`),
    end: () => undefined,
  };
}

function inLines(out: FleetOut, now: () => number): FleetView {
  const start = now();
  const last = new Map<string, string>();
  return {
    changed: (row) => {
      const said = stateOf(row);
      if (said === "waits" || last.get(row.stack) === said) return;
      last.set(row.stack, said);
      out.write(`${((now() - start) / 1000).toFixed(1).padStart(7)} s  ${visible(`${row.stack}  ${said}`)}\n`);
    },
    end: () => undefined,
  };
}

/** ECMA-48: CUU, ED and EL; `?25` hides and shows the cursor, as xterm and all after it do. */
const UP = (lines: number): string => (lines === 0 ? "\r" : `\r\u001b[${lines}A`);
const ERASE_BELOW = "\u001b[0J";
const HIDE = "\u001b[?25l";
const SHOW = "\u001b[?25h";

function onTerminal(out: FleetOut): FleetView {
  const rows = new Map<string, Row>();
  const begun = new Map<string, number>();
  let drawn = 0;
  const paint: Paint = (colour, text) => styleText(colour, text, { stream: process.stderr });
  const draw = (): void => {
    const page = { width: out.columns ?? 80, height: out.rows ?? 24, paint };
    const live = [...rows.values()].map((row) => {
      const from = begun.get(row.stack);
      return from === undefined || row.outcome !== undefined
        ? row
        : { ...row, seconds: (performance.now() - from) / 1000 };
    });
    const lines = fleetLines(live, page);
    out.write(`${UP(drawn)}${ERASE_BELOW}${lines.join("\n")}\n`);
    drawn = lines.length;
  };
  out.write(HIDE);
  const timer = setInterval(draw, TICK_MS);
  return {
    changed: (row) => {
      rows.set(row.stack, row);
      if (row.stage !== "" && !begun.has(row.stack)) begun.set(row.stack, performance.now());
    },
    end: () => {
      clearInterval(timer);
      out.write(`${UP(drawn)}${ERASE_BELOW}${SHOW}`);
      drawn = 0;
    },
  };
}

/**
 * What stands on the terminal: one line each, none longer than the page is wide, all no more than it is high.
 *
 * @param page in columns and lines
 */
export function fleetLines(
  rows: readonly Row[],
  { width, height, paint }: { readonly width: number; readonly height: number; readonly paint: Paint },
): readonly string[] {
  const room = Math.max(1, height - 3);
  const shown = [...rows].sort((a, b) => rank(a) - rank(b)).slice(0, room);
  const inOrder = rows.filter((row) => shown.includes(row));
  const stackWidth = Math.min(
    Math.max(5, ...inOrder.map(({ stack }) => stack.length)),
    Math.max(8, Math.floor(width / 3)),
  );
  const line = (stack: string, state: string, time: string, changes: string, findings: string): string => {
    const tail =
      width >= 60 ? `  ${time.padStart(7)}  ${changes.padStart(12)}  ${findings.padStart(8)}` : `  ${time.padStart(7)}`;
    const stateWidth = Math.max(1, width - 1 - stackWidth - 2 - tail.length);
    return fitted(`${fitted(stack, stackWidth)}  ${fitted(state, stateWidth)}${tail}`, width - 1).trimEnd();
  };
  return [
    paint("dim", line("stack", "stage", "time", "changes", "findings")),
    ...inOrder.map((row) =>
      coloured(
        row,
        line(row.stack, stateOf(row), timeOf(row), changesText(row.changes), String(row.findings || "")),
        paint,
      ),
    ),
    fitted(countsText(rows), width - 1).trimEnd(),
  ];
}

/** What a person wants to see first: what runs, what failed, what was done last. */
function rank({ outcome, stage }: Row): number {
  if (outcome === undefined && stage !== "") return 0;
  if (outcome?.kind === "failed" || outcome?.kind === "interrupted") return 1;
  return outcome === undefined ? 2 : 3;
}

function coloured({ outcome }: Row, text: string, paint: Paint): string {
  switch (outcome?.kind) {
    case "good":
      return paint("green", text);
    case "failed":
      return paint("red", text);
    case "interrupted":
    case "not-run":
      return paint("yellow", text);
    case undefined:
      return text;
  }
}

/** What is being done with a practice, or how it ended, in a word or two that need no colour. */
export function stateOf({ stage, outcome, retries }: Row): string {
  const again = retries === 0 ? "" : ` (try ${retries + 1})`;
  switch (outcome?.kind) {
    case "good":
      return `good${again}`;
    case "failed":
      return `failed: ${outcome.cause}${again}`;
    case "interrupted":
      return "interrupted";
    case "not-run":
      return "not run";
    case undefined:
      return stage === "" ? "waits" : `${stage}${again}`;
  }
}

function timeOf({ seconds, stage, outcome }: Row): string {
  return stage === "" && outcome === undefined ? "" : `${seconds.toFixed(1)} s`;
}

/** `+12 ~1 -0`: created, changed, taken away. */
export function changesText(changes: Changes | undefined): string {
  return changes === undefined ? "" : `+${changes.created} ~${changes.updated} -${changes.deleted}`;
}

/** `12 good, 1 failed, 3 running, 4 waiting`. */
export function countsText(rows: readonly Row[]): string {
  const counts = new Map<string, number>();
  for (const { outcome, stage } of rows) {
    const kind = outcome?.kind.replace("-", " ") ?? (stage === "" ? "waiting" : "running");
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
  }
  return ["good", "failed", "interrupted", "not run", "running", "waiting"]
    .flatMap((kind) => (counts.has(kind) ? [`${counts.get(kind) ?? 0} ${kind}`] : []))
    .join(", ");
}

function fitted(text: string, width: number): string {
  const safe = visible(text);
  return safe.length > width ? `${safe.slice(0, Math.max(0, width - 1))}…` : safe.padEnd(width);
}
