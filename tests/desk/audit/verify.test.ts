import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { AuditEntry, AuditStart } from "../../../desk/audit/entry.ts";
import { hashOfEntry, verifyAudit, type AuditVerdict, type Mark } from "../../../desk/audit/verify.ts";

const NOW = new Date("2026-11-24T09:00:00.000Z");
/** As long as a law may say. */
const DAYS = 366;
const ZERO: AuditStart = { seq: 0, hash: "0".repeat(64) };

/** A good chain of so many entries after a start, one a minute up to a moment. */
function chain(length: number, start: AuditStart = ZERO, last = NOW): readonly AuditEntry[] {
  const entries: AuditEntry[] = [];
  let before = start;
  for (let index = 0; index < length; index += 1) {
    const at = new Date(last.getTime() - (length - index) * 60_000).toISOString();
    const entry = {
      seq: before.seq + 1,
      at,
      actor: "guest",
      action: "link-opened",
      subject: `id-${index}`,
      before: before.hash,
    };
    before = { ...entry, hash: hashOfEntry(entry) };
    entries.push({ ...entry, hash: before.hash });
  }
  return entries;
}

/** The same entries with hashes that fit what they say now: what somebody does who can write every row. */
function hashedAnew(entries: readonly AuditEntry[], start: AuditStart = ZERO): readonly AuditEntry[] {
  let before = start;
  return entries.map((entry, index) => {
    const unhashed = { ...entry, seq: start.seq + 1 + index, before: before.hash };
    before = { seq: unhashed.seq, hash: hashOfEntry(unhashed) };
    return { ...unhashed, hash: before.hash };
  });
}

function markOf(entry: AuditEntry | undefined): Mark {
  assert.ok(entry);
  return { seq: entry.seq, hash: entry.hash, at: entry.at };
}

const look = (entries: readonly AuditEntry[], marks: readonly Mark[] = [], start = ZERO): AuditVerdict =>
  verifyAudit(start, entries, marks, NOW, DAYS);

describe("The audit log's chain", () => {
  const good = chain(20);
  const seen = markOf(good.at(-1));

  it("is unchanged as it was written, and as it grew since", () => {
    assert.deepEqual(look([]), { kind: "unchanged", entries: 0, head: undefined, unknown: [] });
    assert.deepEqual(look(good), { kind: "unchanged", entries: 20, head: seen, unknown: [] });
    assert.equal(look(good, [markOf(good[4]), markOf(good[9])]).kind, "unchanged");
  });

  it("shows a change of any field of any entry", () => {
    const fields = ["seq", "at", "actor", "action", "subject", "before", "hash"] as const;
    fc.assert(
      fc.property(fc.nat(19), fc.constantFrom(...fields), fc.integer({ min: 1, max: 9 }), (index, field, by) => {
        const changed = good.map((entry, at) => {
          if (at !== index) return entry;
          return field === "seq"
            ? { ...entry, seq: entry.seq + by }
            : { ...entry, [field]: `${entry[field].slice(0, -1)}${other(entry[field], by)}` };
        });
        const verdict = look(changed);
        assert.equal(verdict.kind, "changed");
        assert.ok([index + 1, index + 2].includes(verdict.seq));
      }),
    );
  });

  it("shows a field's end that was moved into the next one", () => {
    const [entry] = chain(1);
    assert.ok(entry);
    const moved = { ...entry, actor: `${entry.actor}l`, action: entry.action.slice(1) };
    assert.notEqual(hashOfEntry(moved), entry.hash);
  });

  it("shows an entry that is missing, one that was added, and two that were exchanged", () => {
    fc.assert(
      fc.property(fc.nat(18), (index) => {
        const without = good.toSpliced(index, 1);
        assert.deepEqual(seqOf(look(without)), index + 1);
        const double = good.toSpliced(index, 0, ...good.slice(index, index + 1));
        assert.equal(look(double).kind, "changed");
        const pair = good.slice(index, index + 2).reverse();
        assert.equal(seqOf(look(good.toSpliced(index, 2, ...pair))), index + 1);
      }),
    );
  });

  it("names the words for acts that no desk of this version writes", () => {
    const strange = hashedAnew(
      good.map((entry) => (entry.seq > 18 ? { ...entry, action: "let-everybody-in" } : entry)),
    );
    const verdict = look(strange);
    assert.ok(verdict.kind === "unchanged");
    assert.deepEqual(verdict.unknown, ["let-everybody-in"]);
  });

  it("shows a cut end to who saw it before, and to nobody else", () => {
    const cut = good.slice(0, 15);
    assert.equal(look(cut).kind, "unchanged");
    assert.equal(seqOf(look(cut, [seen])), 16);
    assert.equal(seqOf(look([], [seen])), 1);
  });

  it("shows a log that was written anew from anywhere on to who saw it before", () => {
    fc.assert(
      fc.property(fc.nat(19), (index) => {
        const changed = hashedAnew(good.map((entry, at) => (at === index ? { ...entry, subject: "another" } : entry)));
        assert.equal(look(changed).kind, "unchanged");
        assert.equal(seqOf(look(changed, [seen])), 20);
        const shorter = hashedAnew(good.toSpliced(index, 1));
        assert.equal(look(shorter, [seen]).kind, "changed");
      }),
    );
  });

  it("goes on after what was forgotten in its time, and shows what was forgotten too early", () => {
    const old = chain(10, ZERO, new Date(NOW.getTime() - 400 * 86_400_000));
    const start = markOf(old.at(-1));
    const rest = chain(5, start);
    assert.equal(look(rest, [markOf(old[4]), start], start).kind, "unchanged");
    const early = good.slice(10);
    const earlyStart = markOf(good[9]);
    assert.equal(look(early, [], earlyStart).kind, "unchanged");
    assert.equal(seqOf(look(early, [markOf(good[3])], earlyStart)), 4);
    assert.equal(seqOf(look(early, [markOf(good[9])], earlyStart)), 10);
    // Early is what the practice's law says, and nothing shorter.
    const halfAYear = chain(10, ZERO, new Date(NOW.getTime() - 200 * 86_400_000));
    const halfStart = markOf(halfAYear.at(-1));
    assert.equal(seqOf(look(chain(5, halfStart), [halfStart], halfStart)), 10);
    assert.equal(verifyAudit(halfStart, chain(5, halfStart), [halfStart], NOW, 199).kind, "unchanged");
    // Where the law was another one when the entry was seen, the fewer days count: what went lawfully under either is gone.
    const under = (days: number, now: number): AuditVerdict =>
      verifyAudit(halfStart, chain(5, halfStart), [{ ...halfStart, days }], NOW, now);
    assert.equal(under(199, 366).kind, "unchanged");
    assert.equal(under(366, 199).kind, "unchanged");
    assert.equal(seqOf(under(201, 366)), 10);
    assert.equal(seqOf(under(366, 201)), 10);
    // One that begins elsewhere than where it was seen to.
    assert.equal(look(rest, [{ ...start, hash: "f".repeat(64) }], start).kind, "changed");
  });
});

function seqOf(verdict: AuditVerdict): number | undefined {
  return verdict.kind === "changed" ? verdict.seq : undefined;
}

/** Another last character than the text has. */
function other(text: string, by: number): string {
  const last = Number.parseInt(text.at(-1) ?? "0", 16);
  return Number.isNaN(last) ? String(by) : ((last + by) % 16).toString(16);
}
