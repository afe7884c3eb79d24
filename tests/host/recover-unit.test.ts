import assert from "node:assert/strict";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { StepFailed } from "../../host/failure.ts";
import { installRecoverUnit, RECOVER_UNIT } from "../../host/recover-unit.ts";
import { withStandInPrograms } from "./stand-in-programs.ts";

const WANTS = "etc/systemd/system/sysinit.target.wants";
const NAME = "stillroom-recover.service";
/** Does what systemctl(1) says of `enable`, for this one unit. */
const SYSTEMCTL = `[ "$1" != enable ] || { mkdir -p $ROOT/${WANTS}; ln -sf ../${NAME} $ROOT/${WANTS}/${NAME}; }`;

describe("the unit that decides at boot", () => {
  it("is written and enabled, and then left alone", async () => {
    await withStandInPrograms({ systemctl: SYSTEMCTL }, async ({ places, started }) => {
      await installRecoverUnit(places);
      await installRecoverUnit(places);
      // An agent that a power cut left empty would end well.
      assert.match(readFileSync(join(places.root, RECOVER_UNIT), "utf8"), /^AssertFileNotEmpty=\S+\/agent\.cjs$/m);
      assert.deepEqual(started(), ["systemctl daemon-reload", `systemctl enable ${NAME}`]);
    });
  });

  it("is enabled also when an earlier run wrote it and was killed before that", async () => {
    await withStandInPrograms({ systemctl: SYSTEMCTL }, async ({ root, places, started }) => {
      await installRecoverUnit(places);
      rmSync(join(root, WANTS, NAME));
      await installRecoverUnit(places);
      assert.equal(started().filter((line) => line === `systemctl enable ${NAME}`).length, 2);
    });
  });

  it("stops everything where systemd does not take it, each time again", async () => {
    for (const failing of ["daemon-reload", "enable"]) {
      const refuses = `[ "$1" != ${failing} ] || { echo no such bus >&2; exit 1; }\n${SYSTEMCTL}`;
      await withStandInPrograms({ systemctl: refuses }, async ({ root, places }) => {
        mkdirSync(join(root, WANTS), { recursive: true });
        const refused = (error: unknown): boolean =>
          error instanceof StepFailed && error.failure.what.includes(`systemctl ${failing}`);
        await assert.rejects(installRecoverUnit(places), refused);
        await assert.rejects(installRecoverUnit(places), refused);
      });
    }
  });
});
