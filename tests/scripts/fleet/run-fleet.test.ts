import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "node:test";
import type { Outcome, Row } from "../../../scripts/fleet/outcome.ts";
import { runFleet, type FleetPlan, type Work } from "../../../scripts/fleet/run-fleet.ts";
import { wavesOf } from "../../../scripts/fleet/waves.ts";

const GOOD: Outcome = { kind: "good" };
const PASSING: Outcome = { kind: "failed", cause: "passing", what: "429" };
const FAILED: Outcome = { kind: "failed", cause: "other", what: "no" };
const NEVER = new AbortController().signal;

function fleetOf(count: number, sizes: readonly number[], rest: Partial<FleetPlan> = {}): FleetPlan {
  const members = Array.from({ length: count }, (_, i) => ({ stack: `p${i}`, file: `Pulumi.p${i}.yaml` }));
  return { waves: wavesOf(members, sizes), parallel: 3, tolerated: 0, backOff: [1, 1], ...rest };
}

function kindsOf(rows: readonly Row[]): string {
  return rows.map(({ outcome }) => outcome?.kind[0] ?? "?").join("");
}

/** A failure for those that are named, until it was met so many times. */
function failing(stacks: readonly string[], outcome: Outcome, times = Infinity): Work {
  const met = new Map<string, number>();
  return ({ stack }) => {
    const before = met.get(stack) ?? 0;
    met.set(stack, before + 1);
    return Promise.resolve(stacks.includes(stack) && before < times ? outcome : GOOD);
  };
}

const run = (plan: FleetPlan, work: Work) => runFleet(plan, work, () => undefined, NEVER);

describe("waves", () => {
  it("begin with the canary, and the last size holds for the rest", () => {
    assert.deepEqual(
      wavesOf("a b c d e f g h".split(" "), [1, 2]).map((wave) => wave.join("")),
      ["a", "bc", "de", "fg", "h"],
    );
    assert.deepEqual(wavesOf([], [1]), []);
  });
});

describe("a fleet", () => {
  it("does everything in waves, no more at once than it may", async () => {
    let running = 0;
    let most = 0;
    const order: string[] = [];
    const rows = await run(fleetOf(9, [1, 4]), async ({ stack }) => {
      most = Math.max(most, ++running);
      order.push(stack);
      await wait(5);
      running--;
      return GOOD;
    });
    assert.equal(kindsOf(rows), "ggggggggg");
    assert.equal(most, 3);
    assert.deepEqual(
      order,
      rows.map(({ stack }) => stack),
    );
  });

  it("does not go past a canary that fails, whatever is tolerated later", async () => {
    assert.equal(kindsOf(await run(fleetOf(5, [1, 4], { tolerated: 1 }), failing(["p0"], FAILED))), "fnnnn");
  });

  it("goes on with what is tolerated of a wave, and not with more", async () => {
    const plan = fleetOf(11, [1, 5], { tolerated: 0.2, parallel: 1 });
    assert.equal(kindsOf(await run(plan, failing(["p2"], FAILED))), "ggfgggggggg");
    assert.equal(kindsOf(await run(plan, failing(["p2", "p3"], FAILED))), "ggffnnnnnnn");
  });

  it("tolerates by the share of the one wave that a look at all is", async () => {
    assert.equal(kindsOf(await run(fleetOf(3, [3], { tolerated: 1 }), failing(["p0", "p1", "p2"], FAILED))), "fff");
  });

  it("tries again what will probably pass, and nothing else", async () => {
    const [row] = await run(fleetOf(1, [1]), failing(["p0"], PASSING, 2));
    assert.deepEqual([row?.outcome?.kind, row?.retries], ["good", 2]);
    const [given] = await run(fleetOf(1, [1]), failing(["p0"], PASSING, 3));
    assert.deepEqual([given?.outcome?.kind, given?.retries], ["failed", 2]);
    const [other] = await run(fleetOf(1, [1]), failing(["p0"], FAILED, 1));
    assert.deepEqual([other?.outcome?.kind, other?.retries], ["failed", 0]);
  });

  it("begins nothing more once it is ended, and waits for what runs", async () => {
    const ended = new AbortController();
    const work: Work = async ({ stack }, _tell, signal) => {
      if (stack === "p3") ended.abort();
      await wait(5);
      return signal.aborted ? { kind: "interrupted" } : GOOD;
    };
    const rows = await runFleet(fleetOf(6, [1, 5]), work, () => undefined, ended.signal);
    assert.equal(kindsOf(rows), "giiinn");
    assert.match(JSON.stringify(rows[5]?.outcome), /ended before its turn/);
  });

  it("does not wait for another try once it is ended", async () => {
    const ended = new AbortController();
    const plan = fleetOf(1, [1], { backOff: [60_000] });
    setTimeout(() => {
      ended.abort();
    }, 20);
    const [row] = await runFleet(plan, failing(["p0"], PASSING), () => undefined, ended.signal);
    assert.equal(row?.outcome?.kind, "failed");
  });

  it("tells of every change on the way", async () => {
    const seen: string[] = [];
    const changes = { created: 1, updated: 2, deleted: 3 };
    const work: Work = (_practice, tell) => {
      tell({ kind: "stage", stage: "preview" });
      tell({ kind: "changes", changes });
      tell({ kind: "findings", more: 2 });
      return Promise.resolve(GOOD);
    };
    const [row] = await runFleet(fleetOf(1, [1]), work, ({ stage }) => seen.push(stage), NEVER);
    assert.deepEqual([...new Set(seen)], ["", "begins", "preview"]);
    assert.deepEqual([row?.changes, row?.findings], [changes, 2]);
  });
});
