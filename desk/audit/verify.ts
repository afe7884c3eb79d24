import { createHash } from "node:crypto";
import type { AuditEntry, AuditStart } from "./entry.ts";
import { ACTIONS } from "./write.ts";

/** An entry that was seen at an earlier look. */
export interface Mark {
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  /** For how long the law had the log kept at that look; undefined in marks of before. */
  readonly days?: number;
}

/** What a look at the whole log found. */
export type AuditVerdict =
  | {
      readonly kind: "unchanged";
      readonly entries: number;
      /** The last entry, to be remembered; undefined in an empty log. */
      readonly head: Mark | undefined;
      /** Words for acts that no desk of this version writes: an older or newer one's, or somebody else's. */
      readonly unknown: readonly string[];
    }
  | {
      readonly kind: "changed";
      /** The number where it shows. */
      readonly seq: number;
      /** One sentence: what is wrong there. */
      readonly what: string;
    };

const DAY_MILLISECONDS = 86_400_000;

/**
 * Works the chain out again from the first entry that is kept to the last, and looks for every entry that was seen before: a changed
 * entry, one that is missing, added or moved breaks the chain; an end that was cut off, or a whole chain that was written again, holds
 * in itself, but no longer what was remembered elsewhere.
 *
 * @param entries in the order of their numbers
 * @param marks what earlier looks remembered, in any order
 * @param now what is remembered and gone must be old enough to be forgotten by
 * @param days for which the practice's law has the log kept (desk-schema.sql, audit_forget)
 */
export function verifyAudit(
  start: AuditStart,
  entries: Iterable<AuditEntry>,
  marks: readonly Mark[],
  now: Date,
  days: number,
): AuditVerdict {
  const remembered = new Map(marks.map((mark) => [mark.seq, mark]));
  let before: AuditStart = start;
  let head: Mark | undefined;
  let count = 0;
  const unknown = new Set<string>();
  const early = forgottenTooEarly(start, marks, now, days);
  if (early !== undefined) return early;
  for (const entry of entries) {
    const wrong = faultOf(entry, before) ?? faultOfMark(entry, remembered.get(entry.seq));
    if (wrong !== undefined) return { kind: "changed", seq: wrong.seq, what: wrong.what };
    before = entry;
    head = { seq: entry.seq, hash: entry.hash, at: entry.at };
    count += 1;
    if (!ACTIONS.some((known) => known === entry.action)) unknown.add(entry.action);
  }
  const lost = marks.find(({ seq }) => seq > before.seq);
  if (lost !== undefined) {
    const what = `The log ends with entry ${before.seq}, and entry ${lost.seq} was there at an earlier look: its end was cut off.`;
    return { kind: "changed", seq: before.seq + 1, what };
  }
  return { kind: "unchanged", entries: count, head, unknown: [...unknown] };
}

/** SHA-256 over the hash before and the five fields, each with its length in bytes before it: what the database computes. */
export function hashOfEntry({ seq, at, actor, action, subject, before }: Omit<AuditEntry, "hash">): string {
  const fields = [String(seq), at, actor, action, subject].map((field) => `${Buffer.byteLength(field)}:${field}`);
  return createHash("sha256").update(Buffer.from(before, "hex")).update(fields.join("")).digest("hex");
}

function faultOf(entry: AuditEntry, before: AuditStart): { readonly seq: number; readonly what: string } | undefined {
  const due = before.seq + 1;
  if (entry.seq !== due) {
    const what =
      entry.seq > due
        ? `Entry ${due} is missing: ${entry.seq} follows on ${before.seq}.`
        : `Entry ${entry.seq} stands where ${due} belongs.`;
    return { seq: due, what };
  }
  if (entry.before !== before.hash) {
    const what = `Entry ${entry.seq} does not follow on the one that stands before it: one of the two was changed, or put there later.`;
    return { seq: entry.seq, what };
  }
  if (entry.hash !== hashOfEntry(entry)) {
    return { seq: entry.seq, what: `Entry ${entry.seq} was changed: its hash is not the one of what it says.` };
  }
  return undefined;
}

function faultOfMark(
  entry: AuditEntry,
  mark: Mark | undefined,
): { readonly seq: number; readonly what: string } | undefined {
  if (mark === undefined || mark.hash === entry.hash) return undefined;
  const what = `Entry ${entry.seq} is not the one that stood there at an earlier look: the log was written again from there or before.`;
  return { seq: entry.seq, what };
}

function forgottenTooEarly(
  start: AuditStart,
  marks: readonly Mark[],
  now: Date,
  days: number,
): AuditVerdict | undefined {
  const other = marks.find(({ seq, hash }) => seq === start.seq && hash !== start.hash);
  if (other !== undefined) {
    const what = `The log begins after an entry ${start.seq} that is not the one that stood there at an earlier look.`;
    return { kind: "changed", seq: start.seq, what };
  }
  // What was forgotten lawfully before the law had it kept for longer is gone all the same.
  const keptFor = (mark: Mark): number => Math.min(mark.days ?? days, days);
  const early = marks.find(
    (mark) => mark.seq <= start.seq && Date.parse(mark.at) > now.getTime() - keptFor(mark) * DAY_MILLISECONDS,
  );
  if (early === undefined) return undefined;
  const what = `Entry ${early.seq} of ${early.at} is gone, and none is forgotten before ${keptFor(early)} days.`;
  return { kind: "changed", seq: early.seq, what };
}
