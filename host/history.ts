import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Release } from "../render/release.ts";
import { readDurable, writeDurably } from "./durable.ts";
import type { Journal } from "./journal.ts";
import type { Places } from "./places.ts";
import type { ApplyRequest, Failure, Outcome, ProofResult } from "./protocol.ts";
import { withoutSecrets } from "./secrets.ts";

/** The end of one thing that changed the machine, or tried to. */
export interface HistoryEntry {
  /** ISO 8601 in UTC, by the machine's own clock. */
  readonly at: string;
  /** `interrupted`: what it was is not known. */
  readonly cause: Cause | "interrupted";
  /** It had been stopped half-way, and was decided later, at a boot or before the next one. */
  readonly interrupted?: boolean | undefined;
  /** The account on the machine that did it; undefined where nobody knows. */
  readonly by: string | undefined;
  readonly stack: string | undefined;
  /** Of the release that was wanted. */
  readonly digest: string;
  readonly result: "kept" | "went-back";
  /** What ran afterwards; undefined before the first release. */
  readonly running: string | undefined;
  readonly seconds: number | undefined;
  /** Paths that were written or taken away, the first of them alone where there are very many. */
  readonly changed: readonly string[];
  readonly changes: number;
  readonly failure: Failure | undefined;
}

/** Why a release is brought to the machine, or what else was done with the one that it runs. */
export type Cause = NonNullable<ApplyRequest<never>["cause"]> | "rotation" | "isolation" | "end-isolation";

/** What the machine knows about its past, newest first. */
export interface History {
  readonly kind: "history";
  readonly entries: readonly HistoryEntry[];
  /** Digests of the releases that can be rolled back to, the one that ran last first; the running one is not among them. */
  readonly stored: readonly string[];
}

const MOST_ENTRIES = 100;
const MOST_PATHS = 200;

/** Releases that stay on the machine, the running one with them. */
const MOST_RELEASES = 10;

/** How a delivery ended, by whom and how long it took. */
export interface Ended {
  readonly end: Date;
  readonly seconds: number;
  readonly by: string | undefined;
}

/** Writes down how a delivery ended, and what it proved. One that found nothing to do leaves no entry. */
export function rememberDelivery(
  places: Places,
  request: { readonly release: Release; readonly cause?: Cause },
  outcome: Outcome,
  { end, seconds, by }: Ended,
): void {
  if (outcome.kind === "unchanged") return;
  const kept = outcome.kind === "kept";
  const changed = kept ? outcome.changed : [];
  const at = end.toISOString();
  remember(places, {
    at,
    cause: request.cause ?? "delivery",
    by,
    stack: request.release.subject.stack,
    digest: outcome.digest,
    result: outcome.kind,
    running: kept ? outcome.digest : outcome.running,
    seconds,
    changed: changed.slice(0, MOST_PATHS),
    changes: changed.length,
    failure: kept ? undefined : outcome.failure,
  });
  // An isolated machine proves nothing anew.
  if (!kept || request.cause === "isolation") return;
  const { digest, proofs, notes } = outcome;
  writeSafely(places, places.proved, { at, digest, results: proofs, notes } satisfies Proved);
}

/** Writes down that something which had been stopped half-way was decided. */
export function rememberInterrupted(
  places: Places,
  { about, digest, cause, by }: Journal,
  result: HistoryEntry["result"],
  running: string | undefined,
): void {
  // Where the release stays, the journal has no digest but the name of a folder.
  const wanted = about === undefined ? digest : running;
  if (wanted === undefined) return;
  remember(places, {
    at: new Date().toISOString(),
    cause: cause ?? "interrupted",
    interrupted: true,
    by,
    stack: undefined,
    digest: wanted,
    result,
    running,
    seconds: undefined,
    changed: [],
    changes: 0,
    failure: undefined,
  });
}

/** The oldest entries go. */
function remember(places: Places, entry: HistoryEntry): void {
  writeSafely(places, places.history, [entry, ...readEntries(places)].slice(0, MOST_ENTRIES));
}

/** What is decided is decided, also where a full disk takes no word about it any more. */
function writeSafely(places: Places, file: string, value: unknown): void {
  try {
    writeDurably(file, withoutSecrets(places, JSON.stringify(value)));
  } catch (error) {
    process.stderr.write(`${file} can't be written: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

/** The account that signed in: sudo(8), "SUDO_USER"; who signed in as root has none but that. */
export function callingAccount(): string | undefined {
  return process.env["SUDO_USER"] ?? process.env["USER"];
}

/**
 * What became of the machine, newest first. A release that runs and was kept before there was a history, or in the moment of a
 * power cut, is in it all the same.
 */
export function historyOf(places: Places, current: string | undefined): History {
  const entries = readEntries(places);
  const lastKept = entries.find((entry) => entry.result === "kept");
  const missing = current !== undefined && lastKept?.digest !== current ? [unwritten(places, current)] : [];
  return {
    kind: "history",
    entries: [...missing, ...entries],
    stored: storedDigests(places, current).filter((digest) => digest !== current),
  };
}

function unwritten(places: Places, digest: string): HistoryEntry {
  return {
    at: statSync(places.current).mtime.toISOString(),
    cause: "delivery",
    by: undefined,
    stack: undefined,
    digest,
    result: "kept",
    running: digest,
    seconds: undefined,
    changed: [],
    changes: 0,
    failure: undefined,
  };
}

/** The releases on this machine, the one that ran last first, and of them as many as stay. */
export function storedDigests(places: Places, current: string | undefined): readonly string[] {
  if (!existsSync(places.releases)) return [];
  const stored = readdirSync(places.releases).filter((digest) => existsSync(releaseFile(places, digest)));
  const known = readEntries(places)
    .filter((entry) => entry.result === "kept")
    .map((entry) => entry.digest);
  const age = (digest: string): number => statSync(releaseFile(places, digest)).mtimeMs;
  const others = stored.filter((digest) => !known.includes(digest)).sort((a, b) => age(b) - age(a));
  const order = [...(current === undefined ? [] : [current]), ...known, ...others];
  return [...new Set(order)].filter((digest) => stored.includes(digest)).slice(0, MOST_RELEASES);
}

function releaseFile(places: Places, digest: string): string {
  return join(places.releases, digest, "release.json");
}

function readEntries(places: Places): readonly HistoryEntry[] {
  return readDurable<readonly HistoryEntry[]>(places.history, []);
}

/** What the last release that was kept had to show for itself, and when. */
export interface Proved {
  readonly at: string;
  readonly digest: string;
  readonly results: readonly ProofResult[];
  readonly notes: readonly string[];
}

export function lastProofs(places: Places): Proved | undefined {
  return readDurable<Proved | undefined>(places.proved, undefined);
}
