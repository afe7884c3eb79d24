import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { signInWithPassword } from "../../../desk/staff/sign-in.ts";
import { CANNOT_RUN_PRIVATE_DEBIAN, deskDatabase } from "../desk-database.ts";
import { enrolled } from "../people-of-the-desk.ts";

describe("The time that signing in takes", { skip: CANNOT_RUN_PRIVATE_DEBIAN }, () => {
  const database = deskDatabase();

  it("is as long for a name that does not exist as for a wrong password", async () => {
    const { desk, clock } = await database.open();
    await enrolled(desk, "ada", ["host"]);
    clock.pass(60);
    const timeOf = async (name: string, address: string): Promise<number> => {
      const begun = performance.now();
      await signInWithPassword(desk, { name, password: "another one, long", address });
      return performance.now() - begun;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    // In turn, so that whatever else the computer does weighs on both.
    for (let round = 0; round < 15; round += 1) {
      known.push(await timeOf("ada", `known ${round}`));
      unknown.push(await timeOf(`nobody${round}`, `unknown ${round}`));
    }
    const ratio = median(unknown) / median(known);
    assert.ok(ratio > 0.6 && ratio < 1.67, `unknown names take ${ratio} times as long`);
  });
});

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
}
