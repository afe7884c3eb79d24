import type { Release, ReleaseFile } from "../render/release.ts";
import type { Send } from "./apply.ts";
import { readDurable } from "./durable.ts";
import { beginEvidence, completeEvidence, isComplete, lasting, type Evidence, type Gathering } from "./evidence.ts";
import { gatherFacts } from "./facts.ts";
import { failureOf, StepFailed } from "./failure.ts";
import { rulesInForce, RULE_FILES } from "./firewall.ts";
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
 * reboot too. Evidence that can't be had is told, and never keeps the machine open. Where an earlier run was stopped behind the closed
 * door, the rest of the evidence is written down now. The caller holds the lock, and has recovered.
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
  if (before !== undefined) return evidenceFinished(places, release, before, send);
  const files = ruleFilesOf(release);
  const since = new Date();
  const begun = await beginEvidence(places, since, (detail) => {
    send({ kind: "progress", step: "evidence", detail });
  });
  const outcome = await carryOut(
    places,
    {
      about: "The isolation of this machine",
      cause: "isolation",
      folder: FOLDER,
      release,
      changes: async () => {
        const now = await rulesInForce();
        const fill = fillFrom(places, await gatherFacts(places));
        const closed = files.map((file) => {
          const family = file.path.endsWith("v4") ? 4 : 6;
          return { ...file, text: isolationRules(release, family, now[`v${family}`]) };
        });
        const mark: Mark = { since: since.toISOString(), by, evidence: begun.folder, missing: begun.missing };
        const marked = stage(places, FOLDER, [privateFile(ISOLATION_MARK, JSON.stringify(mark))], (text) => text);
        return [...stage(places, FOLDER, closed, fill), ...marked];
      },
      prove: async () => {
        await requireLoaded(places, true);
        return { proofs: [], notes: [] };
      },
    },
    patience,
    send,
  );
  if (outcome.kind !== "kept") return outcome;
  return { ...outcome, notes: [...outcome.notes, ...(await restOfEvidence(places, release, begun, send))] };
}

async function evidenceFinished(
  places: Places,
  release: Release,
  { evidence: folder, missing = [] }: Mark,
  send: Send,
): Promise<Outcome> {
  const { digest } = release;
  if (isComplete(places, folder)) return { kind: "unchanged", digest };
  const notes = await restOfEvidence(places, release, { folder, missing }, send);
  return { kind: "kept", digest, changed: [], proofs: [], notes };
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
