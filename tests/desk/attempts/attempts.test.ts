import assert from "node:assert/strict";
import { describe, it } from "node:test";
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

  it("are remembered of a bounded number of keys, the oldest forgotten first", () => {
    const attempts = attemptsWithin({ most: 1, windowSeconds: 60 });
    attempts.take("first", at(0));
    attempts.take("second", at(0));
    for (let key = 0; key < 9_999; key += 1) attempts.take(`key ${key}`, at(1));
    assert.equal(attempts.take("second", at(2)), 58);
    assert.equal(attempts.take("first", at(2)), 0);
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
