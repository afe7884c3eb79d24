import assert from "node:assert/strict";
import { after, before, describe, it, type TestContext } from "node:test";
import { stopLab } from "../../scripts/sandbox/lab.ts";
import { lookFromInside } from "../../scripts/sandbox/look-inside.ts";
import { lookFromOutside } from "../../scripts/sandbox/look.ts";
import { sandboxObstacle } from "../../scripts/sandbox/obstacle.ts";
import { runProgram } from "../../scripts/sandbox/program.ts";
import { startSandbox, type Sandbox } from "../../scripts/sandbox/sandbox.ts";
import type { Sighting } from "../../scripts/sandbox/visitor.ts";

const skip = (await sandboxObstacle()) ?? false;

async function asTests(test: TestContext, sightings: readonly Sighting[]): Promise<void> {
  assert.ok(sightings.length > 0);
  for (const { what, passed, seen } of sightings) {
    await test.test(what, () => {
      assert.ok(passed, seen);
    });
  }
}

describe("a stack file becomes a running machine", { skip, timeout: 15 * 60_000 }, () => {
  let sandbox: Sandbox;
  let takeDown = (): Promise<void> => Promise.resolve();
  const printed: string[] = [];

  before(async () => {
    sandbox = await startSandbox(false, () => undefined);
    takeDown = () => stopLab(sandbox.lab);
    assert.ok(await runProgram(sandbox, (line) => printed.push(line)), printed.join("\n"));
  });
  after(() => takeDown());

  it("runs the release that the program rendered", async () => {
    assert.ok(
      printed.some((line) => line.includes(sandbox.release.digest)),
      printed.join("\n"),
    );
    const failed = await sandbox.machine.exec(["systemctl", "list-units", "--failed", "--plain", "--no-legend"]);
    assert.equal(failed, "");
  });

  it("shows a visitor what was promised", async (test) => {
    await asTests(test, await lookFromOutside(sandbox));
  });

  it("lets no account out but where it declared", async (test) => {
    const sightings = await lookFromInside(sandbox);
    // Both kinds must be there, or the look proves nothing.
    assert.ok(sightings.some(({ what }) => what.includes("reaches nothing")));
    assert.ok(sightings.some(({ what }) => what.includes("certificates reaches what it declared")));
    await asTests(test, sightings);
  });

  it("is the same after a reboot", async (test) => {
    await sandbox.machine.reboot();
    await asTests(test, [...(await lookFromOutside(sandbox)), ...(await lookFromInside(sandbox))]);
    const failed = await sandbox.machine.exec(["systemctl", "list-units", "--failed", "--plain", "--no-legend"]);
    assert.equal(failed, "");
  });
});
