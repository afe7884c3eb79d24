import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { loadConfiguration } from "../../../clinic/load.ts";
import { PROFESSIONS } from "../../../clinic/law/records.ts";
import { render } from "../../../render/render.ts";
import { AWS } from "../../fixtures/stacks/stacks.ts";

function loaded(law: object) {
  const configuration = { ...AWS, "stillroom:law": law, "stillroom:desk": { enabled: true } };
  const result = loadConfiguration(configuration, undefined, "prod");
  assert.ok(result.kind === "clinic", JSON.stringify(result));
  return result;
}

describe("what a practice does", () => {
  for (const profession of PROFESSIONS) {
    it(`stays in the stack file: a ${profession}'s release is that of a practice which says nothing`, () => {
      const law = { jurisdiction: "US-NY", hipaaCovered: true };
      const named = loaded({ ...law, profession });
      assert.equal(named.law.profession, profession);
      assert.deepEqual(Object.keys(named.clinic.law).toSorted(), ["hipaaCovered", "jurisdiction"]);
      assert.equal(render(named.clinic).digest, render(loaded(law).clinic).digest);
    });
  }

  it("leaves one number where the profession decides on it", () => {
    const law = { jurisdiction: "CA-BC", hipaaCovered: false };
    const [named, silent] = [loaded({ ...law, profession: "psychologist" }), loaded(law)].map(({ clinic }) =>
      render(clinic),
    );
    assert.ok(named !== undefined && silent !== undefined);
    const settings = (release: typeof named) =>
      release.files.find(({ path }) => path === "/etc/stillroom/desk.json")?.text ?? "";
    assert.match(settings(named), /"consentDays": 2562\b/);
    assert.match(settings(silent), /"consentDays": 5856\b/);
    assert.deepEqual(
      named.files.filter(({ text }, index) => text !== silent.files[index]?.text).map(({ path }) => path),
      ["/etc/stillroom/desk.json"],
    );
    assert.doesNotMatch(JSON.stringify(named.subject), /profession|psycholog/i);
  });

  it("is not told by who pays either: no file changes", () => {
    const law = { jurisdiction: "AU-NSW", hipaaCovered: false };
    const [one, other] = [loaded({ ...law, payers: ["public"] }), loaded(law)].map(
      ({ clinic }) => render(clinic).files,
    );
    assert.deepEqual(one, other);
  });
});
