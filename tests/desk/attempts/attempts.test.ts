import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { attemptsWithin } from "../../../desk/attempts/attempts.ts";
import { clientAddress } from "../../../desk/attempts/client-address.ts";

const at = (seconds: number): Date => new Date(1_800_000_000_000 + seconds * 1000);

describe("Attempts", () => {
  it("are looked at up to their number within a window, and again after it", () => {
    const attempts = attemptsWithin({ most: 3, windowSeconds: 60 });
    assert.deepEqual(
      [0, 10, 20, 30, 59.5].map((seconds) => attempts.take("one", at(seconds))),
      [0, 0, 0, 30, 1],
    );
    assert.equal(attempts.take("other", at(30)), 0);
    assert.equal(attempts.take("one", at(60)), 0);
  });

  it("cost nothing when they were good", () => {
    const attempts = attemptsWithin({ most: 2, windowSeconds: 60 });
    for (let round = 0; round < 10; round += 1) {
      assert.equal(attempts.take("one", at(0)), 0);
      attempts.giveBack("one");
    }
    attempts.giveBack("never seen");
    assert.deepEqual(
      [1, 2, 3].map(() => attempts.take("one", at(0))),
      [0, 0, 60],
    );
  });

  it("are remembered of a bounded number of keys: an ended window goes first, then one that is not locked", () => {
    const attempts = attemptsWithin({ most: 2, windowSeconds: 60 }, 3);
    const take = (key: string, seconds: number): number => attempts.take(key, at(seconds));
    for (const key of ["locked", "locked", "open", "later"]) assert.equal(take(key, 0), 0);
    assert.equal(take("new", 1), 0);
    assert.equal(take("locked", 2), 58, "though it is the oldest");
    assert.equal(take("open", 3), 0, "which takes the place of another one that is open");
    assert.equal(attempts.size(), 3);
    assert.equal(take("after", 60), 0);
    assert.equal(take("locked", 60), 0, "its window has ended");
  });

  it("are not washed out by ten thousand others: who is locked stays so", () => {
    const attempts = attemptsWithin({ most: 2, windowSeconds: 60 });
    for (const key of ["locked", "locked"]) attempts.take(key, at(0));
    for (let key = 0; key < 25_000; key += 1) assert.equal(attempts.take(`key ${key}`, at(1)), 0);
    assert.equal(attempts.take("locked", at(2)), 58);
    assert.equal(attempts.size(), 10_000);
  });

  it("are counted as one where every place is locked", () => {
    const attempts = attemptsWithin({ most: 1, windowSeconds: 60 }, 2);
    const waits = ["one", "two", "three", "four", "five"].map((key) => attempts.take(key, at(0)));
    assert.deepEqual(waits, [0, 0, 0, 60, 60]);
    assert.equal(attempts.size(), 2);
  });

  it("that were good leave nothing behind", () => {
    const attempts = attemptsWithin({ most: 5, windowSeconds: 60 });
    for (let key = 0; key < 100; key += 1) {
      attempts.take(`key ${key}`, at(0));
      attempts.giveBack(`key ${key}`);
    }
    assert.equal(attempts.size(), 0);
  });

  it("are still counted when the clock is put back", () => {
    const attempts = attemptsWithin({ most: 2, windowSeconds: 60 });
    attempts.take("first", at(100));
    attempts.take("second", at(0));
    assert.deepEqual(
      [70, 71, 72].map((seconds) => attempts.take("second", at(seconds))),
      [0, 0, 58],
    );
  });

  /** What may happen: an attempt, one that was good, or some seconds. */
  const ACTS = fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ act: fc.constant("take" as const), key: fc.integer({ min: 0, max: 8 }) }) },
      { weight: 2, arbitrary: fc.record({ act: fc.constant("good" as const), key: fc.integer({ min: 0, max: 8 }) }) },
      { weight: 1, arbitrary: fc.record({ act: fc.constant("pass" as const), key: fc.integer({ min: 1, max: 40 }) }) },
    ),
    { maxLength: 120 },
  );

  it("answer as a table without an end does, for as long as there is a place for each key", () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const attempts = attemptsWithin({ most: 3, windowSeconds: 60 }, 9);
        const model = new Map<number, { count: number; endsAt: number }>();
        let now = 0;
        for (const { act, key } of acts) {
          const ended = [...model].filter(([, { endsAt }]) => endsAt <= now).map(([one]) => one);
          for (const one of ended) model.delete(one);
          const known = model.get(key);
          if (act === "pass") now += key;
          else if (act === "take") {
            const window = known ?? { count: 0, endsAt: now + 60 };
            model.set(key, window);
            const due = window.count < 3 ? 0 : window.endsAt - now;
            window.count = Math.min(3, window.count + 1);
            assert.equal(attempts.take(`${key}`, at(now)), due);
          } else if (known !== undefined) {
            known.count -= 1;
            if (known.count === 0) model.delete(key);
            attempts.giveBack(`${key}`);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("of a locked key are looked at no more until its window ends, whatever else is tried; and memory is bounded", () => {
    fc.assert(
      fc.property(ACTS, (acts) => {
        const attempts = attemptsWithin({ most: 3, windowSeconds: 60 }, 4);
        const lockedUntil = new Map<number, number>();
        let now = 0;
        for (const { act, key } of acts) {
          if (act === "pass") now += key;
          if (act === "take") {
            const wait = attempts.take(`${key}`, at(now));
            const until = lockedUntil.get(key);
            if (until !== undefined && until > now) assert.equal(wait, until - now);
          }
          if (act === "good") {
            // Three in a row lock it, where there was a place for it.
            const waits = [1, 2, 3].map(() => attempts.take(`${key}`, at(now)));
            const fresh = waits.every((wait) => wait === 0) && attempts.take(`${key}`, at(now)) === 60;
            if (fresh && (lockedUntil.get(key) ?? 0) <= now && lockedUntil.size < 4) lockedUntil.set(key, now + 60);
          }
          for (const [one, until] of lockedUntil) if (until <= now) lockedUntil.delete(one);
          assert.ok(attempts.size() <= 4);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("A visitor's address", () => {
  const cases: readonly (readonly [string | undefined, string])[] = [
    ["198.51.100.7", "198.51.100.7"],
    // Only the last one is nginx's own word.
    ["203.0.113.9, 198.51.100.7", "198.51.100.7"],
    ["198.51.100.7,2001:db8:1:2:3:4:5:6", "2001:db8:1:2"],
    ["2001:db8:1:2:ffff::1", "2001:db8:1:2"],
    ["2001:DB8:0001:0002:3::", "2001:db8:1:2"],
    ["2001:db8::1", "2001:db8:0:0"],
    ["::1", "0:0:0:0"],
    ["::ffff:198.51.100.7", "0:0:0:0"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    [undefined, "unknown"],
    ["", "unknown"],
    ["198.51.100.7, ", "unknown"],
    ["someone", "unknown"],
  ];
  for (const [header, address] of cases) {
    it(`${JSON.stringify(header)} counts as ${address}`, () => {
      assert.equal(clientAddress(header), address);
    });
  }
});
