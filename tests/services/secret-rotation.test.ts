import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { concerns } from "../../host/units.ts";
import { render } from "../../render/render.ts";
import { WHEN_ROTATED } from "../../services/secret-rotation.ts";
import { WITH_DEVICES } from "../fixtures/clinic-with-devices.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { INVITING } from "../fixtures/inviting-clinic.ts";
import { TUNNELLED } from "../fixtures/tunnelled-clinic.ts";

/** Files that no program keeps open: they are read anew whenever somebody runs them. */
const READ_EACH_TIME = ["/usr/local/lib/stillroom/video-link"];

const CLINICS = { reference: CLINIC, tunnelled: TUNNELLED, inviting: INVITING, connecting: WITH_DEVICES };

describe("what a rotation does", () => {
  for (const [name, clinic] of Object.entries(CLINICS)) {
    const release = render(clinic);

    it(`is said for every secret of the ${name} practice`, () => {
      assert.ok(release.secrets.length > 0);
      for (const secret of release.secrets) assert.match(WHEN_ROTATED[secret.name] ?? "", /\.$/, secret.name);
    });

    it(`reaches everybody who keeps one, on the machine of the ${name} practice`, () => {
      for (const secret of release.secrets) {
        const files = release.files.filter((file) => file.text.includes(`@@secret:${secret.name}@@`));
        assert.ok(files.length > 0, secret.name);
        for (const { path } of files.filter((file) => !READ_EACH_TIME.includes(file.path))) {
          assert.ok(
            release.units.some((unit) => concerns(unit, path)),
            `${path} holds ${secret.name}, and no unit restarts for it`,
          );
        }
      }
    });

    it(`is all of it: no step of the ${name} practice hands a secret to a program that keeps it`, () => {
      const holders = release.files.filter((file) => file.text.includes("@@secret:")).map((file) => file.path);
      for (const step of release.steps) {
        for (const path of holders) assert.ok(!step.argv.some((word) => word.includes(path)), `${step.name}: ${path}`);
      }
    });
  }

  it("is said of no secret that there is not", () => {
    const known = Object.values(CLINICS).flatMap((clinic) => render(clinic).secrets.map((secret) => secret.name));
    assert.deepEqual(
      Object.keys(WHEN_ROTATED).filter((name) => !known.includes(name)),
      [],
    );
  });
});
