import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { StepFailed } from "../../host/failure.ts";
import { settle } from "../../host/settle.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

/** As systemctl(1), `show`, prints it, for a unit that was started at the given microsecond of CLOCK_MONOTONIC. */
const running = (since: number): string =>
  `printf 'SubState=running\\nNRestarts=0\\nActiveEnterTimestampMonotonic=${since}\\n'`;
/** Always later than now, as if it had just been started again. */
const JUST_NOW = Number.MAX_SAFE_INTEGER;

describe("watching what was started", { timeout: 600_000 }, () => {
  it("costs nothing where it has run for long", async () => {
    await withStandInPrograms({ systemctl: running(0) }, async () => {
      const said: string[] = [];
      await settle(["a.service"], 1, (detail) => said.push(detail));
      assert.deepEqual(said, []);
    });
  });

  it("ends also where something restarts it again and again", async () => {
    await withStandInPrograms({ systemctl: running(JUST_NOW) }, async () => {
      await assert.rejects(
        settle(["a.service"], 1, () => undefined),
        (error) => error instanceof StepFailed && /a\.service never ran for long/.test(error.failure.what),
      );
    });
  });
});
