import { existsSync, readFileSync } from "node:fs";
import type { Release, ReleaseFile } from "../render/release.ts";
import type { Send } from "./apply.ts";
import { readDurable } from "./durable.ts";
import { beginEvidence, completeEvidence, isComplete, lasting, type Evidence, type Gathering } from "./evidence.ts";
import { gatherFacts } from "./facts.ts";
import { failureOf, StepFailed } from "./failure.ts";
import { restoreRules, rulesInForce, RULE_FILES } from "./firewall.ts";
import { recover } from "./go-back.ts";
import { isolationRules } from "./isolation-rules.ts";
import { fillFrom } from "./placeholders.ts";
import { inside, ISOLATION_MARK, type Places } from "./places.ts";
import { proveAll } from "./proofs/prove.ts";
import type { Outcome, Patience } from "./protocol.ts";
import { requireLoaded } from "./rules-loaded.ts";
import { privateFile, stage } from "./staging.ts";
import { carryOut } from "./undertaking.ts";

/** Written down while a machine is isolated. */
export interface Isolation {
  /** ISO 8601 in UTC. */
  readonly since: string;
  /** The account that isolated it. */
  readonly by: string | undefined;
  /** The folder of what was seen before. */
  readonly evidence: string;
}

interface Mark extends Isolation {
  /** What of the evidence could not be had before the door was closed; undefined where an earlier version of the agent closed it. */
  readonly missing?: readonly string[];
}

const FOLDER = "isolation";

/** Whether this machine is isolated, since when and by whom. */
export function isolationOf(places: Places): Isolation | undefined {
  const mark = markOf(places);
  return mark === undefined ? undefined : { since: mark.since, by: mark.by, evidence: mark.evidence };
}

function markOf(places: Places): Mark | undefined {
  return readDurable<Mark | undefined>(inside(places, ISOLATION_MARK), undefined);
}

/**
 * Asked before anything changes the machine but the end of its isolation. The caller holds the lock.
 *
 * @throws StepFailed where the machine is isolated
 */
export async function requireNotIsolated(places: Places): Promise<void> {
  // An isolation that was stopped half-way is none.
  if (isolationOf(places) !== undefined) await recover(places, false);
  const isolation = isolationOf(places);
  if (isolation === undefined) return;
  throw new StepFailed(
    "isolation",
    `This machine is isolated since ${isolation.since}${isolation.by === undefined ? "" : `, by ${isolation.by}`}. Nothing was changed.`,
    'Look at the evidence first. "stillroom release STACKFILE" ends the isolation; then do this again.',
  );
}

/**
 * Cuts the machine off from everybody but its administrators: what is gone in a moment is written down first, then comes a packet filter
 * that lets them in to SSH and nothing out, then the rest is written down. The services go on, for the evidence's sake. It holds after a
 * reboot too. Evidence that can't be had is told, and never keeps the machine open. On a machine that is isolated already it is closed
 * again where somebody has opened it, and where an earlier run was stopped behind the closed door, the rest of the evidence is written
 * down. The caller holds the lock, and has recovered.
 *
 * @param by the account that asks for it
 */
export async function isolate(
  places: Places,
  release: Release,
  by: string | undefined,
  patience: Patience,
  send: Send,
): Promise<Outcome> {
  const before = markOf(places);
  if (before !== undefined) return isolatedStill(places, release, before, patience, send);
  // Before the evidence takes its time.
  ruleFilesOf(release);
  const since = new Date();
  const begun = await beginEvidence(places, since, (detail) => {
    send({ kind: "progress", step: "evidence", detail });
  });
  const mark: Mark = { since: since.toISOString(), by, evidence: begun.folder, missing: begun.missing };
  const outcome = await closeDoor(places, release, mark, patience, send);
  if (outcome.kind !== "kept") return outcome;
  return { ...outcome, notes: [...outcome.notes, ...(await restOfEvidence(places, release, begun, send))] };
}

function closeDoor(places: Places, release: Release, mark: Mark, patience: Patience, send: Send): Promise<Outcome> {
  return carryOut(
    places,
    {
      about: "The isolation of this machine",
      cause: "isolation",
      folder: FOLDER,
      release,
      changes: async () => {
        const fill = fillFrom(places, await gatherFacts(places));
        const marked = stage(places, FOLDER, [privateFile(ISOLATION_MARK, JSON.stringify(mark))], (text) => text);
        return [...stage(places, FOLDER, await closedFiles(release), fill), ...marked];
      },
      prove: async () => {
        await requireLoaded(places, true);
        return { proofs: [], notes: [] };
      },
    },
    patience,
    send,
  );
}

/** The release's rule files, closed. */
async function closedFiles(release: Release): Promise<readonly ReleaseFile[]> {
  const now = await rulesInForce();
  return ruleFilesOf(release).map((file) => {
    const family = file.path.endsWith("v4") ? 4 : 6;
    return { ...file, text: isolationRules(release, family, now[`v${family}`]) };
  });
}

async function isolatedStill(
  places: Places,
  release: Release,
  mark: Mark,
  patience: Patience,
  send: Send,
): Promise<Outcome> {
  const { evidence: folder, missing = [] } = mark;
  const { digest } = release;
  const closed = await closedAgain(places, release, mark, patience, send);
  if (closed.kind === "went-back" || (closed.kind === "unchanged" && isComplete(places, folder))) return closed;
  const notes = [
    ...(closed.kind === "kept" ? [OPENED, ...closed.notes] : []),
    ...(isComplete(places, folder) ? [] : await restOfEvidence(places, release, { folder, missing }, send)),
  ];
  return { kind: "kept", digest, changed: closed.kind === "kept" ? closed.changed : [], proofs: [], notes };
}

const OPENED =
  "Somebody had changed the packet filter since the machine was isolated; it is closed again. Whoever did it was root: close the cloud's own firewall too.";

/** Root can load other rules, and write others for the next boot. */
async function closedAgain(
  places: Places,
  release: Release,
  mark: Mark,
  patience: Patience,
  send: Send,
): Promise<Outcome> {
  const { digest } = release;
  const wanted = await closedFiles(release);
  const onDisk = (path: string): string => {
    const file = inside(places, path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  };
  if (wanted.some(({ path, text }) => filterIn(onDisk(path)) !== filterIn(text))) {
    return closeDoor(places, release, mark, patience, send);
  }
  try {
    await requireLoaded(places, true);
    return { kind: "unchanged", digest };
  } catch (error) {
    send({ kind: "progress", step: "firewall", detail: failureOf(error, "firewall").what });
    const [v4, v6] = [onDisk("/etc/iptables/rules.v4"), onDisk("/etc/iptables/rules.v6")];
    const notes = await restoreRules({ v4, v6 });
    await requireLoaded(places, true);
    return { kind: "kept", digest, changed: [], proofs: [], notes };
  }
}

/** What lets through and what does not; other tables depend on what others have loaded. */
function filterIn(rules: string): string | undefined {
  return /^\*filter\n[^]*?^COMMIT$/m.exec(rules)?.[0];
}

/** @returns sentences for the person who asked */
async function restOfEvidence(
  places: Places,
  release: Release,
  begun: Gathering,
  send: Send,
): Promise<readonly string[]> {
  const evidence = await completeEvidence(places, begun, lasting(release), (detail) => {
    send({ kind: "progress", step: "record", detail: `The machine is closed; writing down the rest: ${detail}` });
  });
  return notesOn(evidence);
}

function notesOn({ folder, digest, missing }: Evidence): readonly string[] {
  return [
    ...(digest === undefined
      ? []
      : [
          `What was seen is kept in ${folder} on the machine. Write this down elsewhere: the list of its files' hashes, SHA256SUMS, has the SHA-256 ${digest}.`,
        ]),
    ...(missing.length === 0 ? [] : [`The evidence is not complete. ${missing.join("; ")}.`]),
  ];
}

/**
 * Ends the isolation: the release's own packet filter again, on probation as in a delivery. A service that is not seen to work is told
 * and does not isolate the machine again: only a delivery can mend it. The caller holds the lock, and has recovered.
 */
export async function endIsolation(places: Places, release: Release, patience: Patience, send: Send): Promise<Outcome> {
  if (isolationOf(places) === undefined) return { kind: "unchanged", digest: release.digest };
  const ended = await carryOut(
    places,
    {
      about: "The end of the isolation",
      cause: "end-isolation",
      folder: FOLDER,
      release,
      changes: async () => [
        ...stage(places, FOLDER, ruleFilesOf(release), fillFrom(places, await gatherFacts(places))),
        { path: ISOLATION_MARK, becomes: { kind: "absent" } },
      ],
      prove: async () => {
        await requireLoaded(places, false);
        return { proofs: [], notes: [] };
      },
    },
    patience,
    send,
  );
  return ended.kind === "kept" ? withProofs(places, release, ended, patience, send) : ended;
}

async function withProofs(
  places: Places,
  release: Release,
  ended: Extract<Outcome, { kind: "kept" }>,
  patience: Patience,
  send: Send,
): Promise<Outcome> {
  send({ kind: "progress", step: "prove", detail: `${release.proofs.length} proofs` });
  try {
    const { results, notes } = await proveAll(places, release, patience.proofSeconds);
    return { ...ended, proofs: results, notes: [...ended.notes, ...notes] };
  } catch (error) {
    // Whatever it is: the isolation has ended, and a word that it was refused would be wrong.
    const { what } = failureOf(error, "prove");
    const proofs = [{ name: "the release works", passed: false, seen: what }];
    const note = `The isolation has ended, but not everything works: ${what} "stillroom drift STACKFILE" shows what differs from the release, and "stillroom drift --put-back STACKFILE" makes it as it was.`;
    return { ...ended, proofs, notes: [...ended.notes, note] };
  }
}

function ruleFilesOf(release: Release): readonly ReleaseFile[] {
  const files = release.files.filter((file) => RULE_FILES.includes(file.path));
  if (files.length === RULE_FILES.length) return files;
  throw new StepFailed(
    "isolation",
    "The release on this machine brings no packet filter of both address families, so there is none to close.",
    "Deliver a release of this version, or cut the machine off at its provider's console.",
  );
}
