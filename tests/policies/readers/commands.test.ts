import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Clinic } from "../../../clinic/clinic.ts";
import { commandDoubts } from "../../../policies/readers/commands.ts";
import type { Release } from "../../../render/release.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";

const RELEASE = render(CLINIC);

function whats(release: Release): readonly string[] {
  return commandDoubts(release).map(({ what }) => what);
}

describe("the commands of a delivery", () => {
  for (const { kind, clinic } of GOOD_CLINICS) {
    it(`are all known ${kind}`, () => {
      assert.deepEqual(commandDoubts(render(clinic)), []);
    });
  }

  it("name the practice's own names, whichever they are", () => {
    const names = { ...CLINIC.names, video: "call.elm-court.example", relay: "way.elm-court.example" };
    const other: Clinic = { ...CLINIC, names };
    assert.deepEqual(commandDoubts(render(other)), []);
    assert.equal(commandDoubts({ ...render(other), subject: RELEASE.subject }).length, 2);
  });

  it("are doubted where one is not known", () => {
    const step = { name: "more room", argv: ["useradd", "-o", "-u", "0", "eve"], after: "units" } as const;
    assert.deepEqual(commandDoubts({ ...RELEASE, steps: [...RELEASE.steps, step] }), [
      {
        where: 'the step "more room"',
        what: "A delivery would run \"useradd -o -u 0 eve\" after units with root's rights; nobody has read that command, so what it does can't be told.",
        mend: "Take it out, or have it read and written into policies/readers/commands.ts.",
      },
    ]);
  });

  it("are doubted where words are joined or parted", () => {
    const validators = RELEASE.validators.map((one) =>
      one.argv.join(" ") === "nginx -t -q" ? { ...one, argv: ["nginx", "-t -q"] } : one,
    );
    assert.equal(whats({ ...RELEASE, validators }).length, 2);
  });

  it("are doubted where a failure of a proof would only be noted", () => {
    const proofs = RELEASE.proofs.map((proof) =>
      proof.kind === "command" ? { ...proof, failure: "note" as const } : proof,
    );
    const expected = RELEASE.proofs.filter((proof) => proof.kind === "command" && proof.failure === undefined).length;
    assert.ok(expected > 3);
    assert.equal(whats({ ...RELEASE, proofs }).filter((what) => what.includes("would run")).length, expected);
  });

  it("are missed one by one", () => {
    for (const index of RELEASE.steps.keys()) {
      const [what, ...others] = whats({ ...RELEASE, steps: RELEASE.steps.filter((_, at) => at !== index) });
      assert.match(what ?? "", /^A delivery does not run /);
      assert.deepEqual(others, []);
    }
    assert.equal(
      whats({ ...RELEASE, validators: [] }).length,
      RELEASE.validators.length,
      "every check is missed where none is left",
    );
  });

  it("are doubted whatever the words are", () => {
    const known = new Set(RELEASE.steps.map(({ argv, after }) => JSON.stringify([after, argv])));
    const steps = fc.record({
      name: fc.string(),
      argv: fc.array(fc.oneof(fc.string(), fc.constantFrom("sh", "-c", "/usr/local/lib/stillroom/keep-resolvers"))),
      after: fc.constantFrom("packages" as const, "files" as const, "units" as const),
    });
    fc.assert(
      fc.property(steps, (step) => {
        const expected = known.has(JSON.stringify([step.after, step.argv])) ? 0 : 1;
        assert.equal(commandDoubts({ ...RELEASE, steps: [...RELEASE.steps, step] }).length, expected);
      }),
    );
  });
});
