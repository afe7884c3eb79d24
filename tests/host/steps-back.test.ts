import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { applyInFolder } from "../../host/apply-in-folder.ts";
import { recover } from "../../host/go-back.ts";
import { beginJournal, readJournal, writeJournal } from "../../host/journal.ts";
import { placesIn } from "../../host/places.ts";
import { PATIENCE } from "../../host/protocol.ts";
import { switchFiles } from "../../host/switch.ts";
import { fileOf, releaseOf } from "./sample-release.ts";
import { withStandInPrograms, type StandInMachine } from "./stand-in-programs.ts";

const FILE = "/usr/local/lib/stillroom/keep-administrators";
/** As services/ssh.ts has it; and one more that comes after it. */
const RELEASE = releaseOf({
  files: [fileOf(FILE, "anna\n")],
  steps: [
    { name: "administrators have their accounts", argv: [FILE], after: "files" },
    { name: "what comes next", argv: ["next-step"], after: "files" },
    { name: "what only counts when units run", argv: ["after-units"], after: "units" },
  ],
});
/** Stands in for the program of that name: the members of the group are the names in its own file. */
const PROGRAMS = {
  "keep-administrators": `cat $ROOT${FILE} > $ROOT/group`,
  "next-step": "",
  "after-units": "",
  systemctl: "",
};

/** A machine with anna's release, on which a delivery of bob's was stopped after its steps. */
async function stoppedAfterSteps({ root, places }: StandInMachine, about?: string): Promise<void> {
  const request = { delivery: "d", release: RELEASE, patience: PATIENCE };
  assert.equal((await applyInFolder(placesIn(root), request, () => undefined)).kind, "kept");
  const journal = beginJournal(places, "f".repeat(64), about);
  const staged = join(root, "staged");
  mkdirSync(join(root, "var"), { recursive: true });
  writeFileSync(staged, "bob\n");
  const becomes = { kind: "file", mode: 0o755, uid: 0, gid: 0, copy: staged } as const;
  switchFiles(places, journal, [{ path: FILE, becomes }]);
  writeFileSync(join(root, "group"), "bob\n");
}

describe("going back", () => {
  for (const booting of [false, true]) {
    it(`makes the administrators of the release from before the only ones again${booting ? ", at boot too" : ""}`, async () => {
      await withStandInPrograms(PROGRAMS, async (machine) => {
        await stoppedAfterSteps(machine);
        const found = await recover(machine.places, booting);
        assert.match(found ?? "", /taken back as a whole\.$/);
        assert.equal(readFileSync(join(machine.root, "group"), "utf8"), "anna\n");
        assert.equal(machine.started().filter((line) => line.startsWith("after-units")).length, 0);
        assert.ok(!existsSync(machine.places.journal));
      });
    });
  }

  it("takes those after units once more where the release had begun them, with its files back, but not at boot", async () => {
    for (const booting of [false, true]) {
      await withStandInPrograms({ ...PROGRAMS, "after-units": `cp $ROOT${FILE} $ROOT/loaded` }, async (machine) => {
        await stoppedAfterSteps(machine);
        const journal = readJournal(machine.places);
        assert.ok(journal !== undefined);
        writeJournal(machine.places, { ...journal, stepsAfterUnits: true });
        assert.match((await recover(machine.places, booting)) ?? "", /taken back as a whole\.$/);
        const loaded = join(machine.root, "loaded");
        assert.equal(existsSync(loaded), !booting);
        if (!booting) assert.equal(readFileSync(loaded, "utf8"), "anna\n");
        const last = machine.started().filter((line) => /^(after-units|next-step)/.test(line));
        assert.equal(last.at(-1)?.split(" ")[0], booting ? "next-step" : "after-units");
      });
    }
  });

  it("goes on when such a step fails, and tells it", async () => {
    const failing = { ...PROGRAMS, "keep-administrators": "echo no such group >&2; exit 3" };
    await withStandInPrograms(failing, async (machine) => {
      await stoppedAfterSteps(machine);
      const found = await recover(machine.places, false);
      assert.match(
        found ?? "",
        /The step "administrators have their accounts" of the release from before failed: no such group/,
      );
      assert.ok(machine.started().some((line) => line.startsWith("next-step")));
      assert.ok(!existsSync(machine.places.journal));
    });
  });

  it("takes no step where the release stayed, as in the rotation of a secret", async () => {
    await withStandInPrograms(PROGRAMS, async (machine) => {
      await stoppedAfterSteps(machine, "The rotation of a secret");
      await recover(machine.places, false);
      assert.ok(!machine.started().some((line) => line.startsWith("keep-administrators")));
    });
  });
});
