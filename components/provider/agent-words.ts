import type { Acceptance, Difference, Found, Standing } from "../../host/difference.ts";
import type { Drift } from "../../host/drift.ts";
import type { History, HistoryEntry, Proved } from "../../host/history.ts";
import type { Isolation } from "../../host/isolation.ts";
import type { AgentMessage, Failure, MachineState, Outcome, ProofResult } from "../../host/protocol.ts";
import type { StoredRelease } from "../../host/releases.ts";
import type {
  CertificateStatus,
  DiskStatus,
  MachineStatus,
  TunnelStatus,
  UnitStatus,
  UpdateStatus,
} from "../../host/status.ts";
import type { UnheardEnd } from "../../host/unheard.ts";
import type { Release } from "../../render/release.ts";
import {
  byKind,
  fieldsOf,
  flag,
  list,
  matching,
  maybe,
  number,
  oneOf,
  raw,
  readJson,
  record,
  words,
} from "./reader.ts";
import type { Reader } from "./reader.ts";

/** All that the agent says: what it reports on the way, and what it answers to a question. */
export type AgentWord = AgentMessage | MachineState | MachineStatus | History | Drift | StoredRelease;

/**
 * A line of the agent's. The machine may be somebody else's by now: what is not of the shape that `host/protocol.ts` and the
 * answers' own files give it is no word of the agent's, and no text for people holds what a terminal obeys.
 *
 * @returns undefined for what the agent would not say, a line that was cut among it
 */
export function agentWord(line: string): AgentWord | undefined {
  return line.startsWith("{") ? readJson(line, AGENT_WORD) : undefined;
}

/** `outcome.json`: how the last delivery ended, and which that was. */
export interface WrittenOutcome {
  readonly delivery: string;
  readonly outcome: Outcome;
}

export function writtenOutcome(text: string): WrittenOutcome | undefined {
  return readJson(text, record<WrittenOutcome>({ delivery: raw, outcome: OUTCOME }));
}

/** A file of `unheard`. Its name goes into a command line. */
export function unheardEnd(text: string): UnheardEnd | undefined {
  return readJson(text, record<UnheardEnd>({ delivery: matching(/^[\w-]{1,64}$/), at: words, what: words }));
}

const DIGEST = matching(/^[0-9a-f]{64}$/);

const FAILURE = record<Failure>({ step: words, what: words, mend: words });

const PROOF = record<ProofResult>({ name: words, passed: flag, seen: words });

const OUTCOME = byKind<Outcome>({
  unchanged: { digest: DIGEST },
  kept: { digest: DIGEST, changed: list(words), proofs: list(PROOF), notes: list(words) },
  "went-back": { digest: DIGEST, running: maybe(DIGEST), failure: FAILURE },
});

const ENTRY = record<HistoryEntry>({
  at: words,
  cause: oneOf("delivery", "rollback", "put-back", "rotation", "isolation", "end-isolation", "interrupted"),
  interrupted: maybe(flag),
  by: maybe(words),
  stack: maybe(words),
  digest: DIGEST,
  result: oneOf("kept", "went-back"),
  running: maybe(DIGEST),
  seconds: maybe(number),
  changed: list(words),
  changes: number,
  failure: maybe(FAILURE),
});

const STANDING = { mode: raw, owner: raw, group: raw };
const FOUND = record<Found>({ ...STANDING, type: oneOf("file", "link", "other"), text: maybe(raw), otherSecret: flag });

/** Ids, paths and texts stay as they are: they are compared, judged and sent back. Whoever shows them makes them visible. */
const DIFFERENCE_FIELDS = {
  id: raw,
  state: raw,
  what: words,
  accepted: maybe(record<Acceptance>({ reason: words, by: maybe(words), at: words })),
};

const DIFFERENCE = byKind<Difference>({
  file: {
    ...DIFFERENCE_FIELDS,
    path: raw,
    released: record<Standing & { readonly text: string }>({ ...STANDING, text: raw }),
    found: maybe(FOUND),
  },
  directory: {
    ...DIFFERENCE_FIELDS,
    path: raw,
    released: record<Standing>(STANDING),
    found: maybe(record<Standing>(STANDING)),
  },
  "foreign-file": { ...DIFFERENCE_FIELDS, path: raw, found: FOUND },
  unit: {
    ...DIFFERENCE_FIELDS,
    unit: raw,
    trouble: oneOf("unknown", "masked", "disabled", "not running"),
  },
  package: {
    ...DIFFERENCE_FIELDS,
    package: raw,
    trouble: oneOf("missing", "held", "changed file", "missing file"),
  },
});

/** Whoever uses a release that lay on a machine compares its digest first, and has every rule judge it. */
const RELEASE: Reader<Release | null> = (value) => {
  if (value === null) return null;
  DIGEST(fieldsOf(value)["digest"]);
  return value as Release; // its digest decides, and the rules
};

const CERTIFICATE: Reader<CertificateStatus> = (value) =>
  "trouble" in fieldsOf(value)
    ? record<Extract<CertificateStatus, { trouble: string }>>({ file: words, trouble: words })(value)
    : record<Extract<CertificateStatus, { until: string }>>({
        file: words,
        names: list(words),
        issuer: maybe(words),
        until: words,
      })(value);

/** A person copies the key into the stack file. */
const TUNNEL: Reader<TunnelStatus> = (value) =>
  "trouble" in fieldsOf(value)
    ? record<Extract<TunnelStatus, { trouble: string }>>({ interface: words, trouble: words })(value)
    : record<Extract<TunnelStatus, { publicKey: string }>>({
        interface: words,
        publicKey: matching(/^[A-Za-z0-9+/]{43}=$/),
      })(value);

const STATUS = {
  at: words,
  host: words,
  digest: maybe(DIGEST),
  delivered: maybe(ENTRY),
  interrupted: flag,
  isolation: maybe(record<Isolation>({ since: words, by: maybe(words), evidence: words })),
  busy: flag,
  units: list(
    record<UnitStatus>({ name: words, active: words, sub: words, since: maybe(words), held: flag, needsVolume: flag }),
  ),
  certificates: list(CERTIFICATE),
  disks: list(
    record<DiskStatus>({
      mount: words,
      bytes: number,
      free: number,
      usedPercent: number,
      filesPercent: maybe(number),
    }),
  ),
  updates: record<UpdateStatus>({
    pending: list(record<UpdateStatus["pending"][number]>({ name: words, version: words, security: flag })),
    trouble: maybe(words),
    listsFetched: maybe(words),
    lastRun: maybe(words),
    restartNeeded: maybe(words),
  }),
  proved: maybe(record<Proved>({ at: words, digest: DIGEST, results: list(PROOF), notes: list(words) })),
  clock: oneOf("synchronised", "not synchronised", "hosts"),
  tunnel: maybe(TUNNEL),
} as const;

const AGENT_WORD = byKind<AgentWord>({
  progress: { step: words, detail: words },
  // It goes into a command line.
  "confirm-access": { token: matching(/^[0-9a-f]{1,64}$/), seconds: number },
  refused: { failure: FAILURE },
  outcome: { outcome: OUTCOME },
  accepted: {},
  // A key of the type that the agent makes, without a comment.
  "host-key": { publicKey: matching(/^ssh-ed25519 [A-Za-z0-9+/]+=*$/) },
  state: { digest: maybe(DIGEST), interrupted: flag, drift: list(words) },
  status: STATUS,
  history: { entries: list(ENTRY), stored: list(DIGEST) },
  drift: { digest: maybe(DIGEST), differences: list(DIFFERENCE) },
  "stored-release": { release: RELEASE },
});
