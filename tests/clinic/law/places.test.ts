import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { placementsUnder } from "../../../clinic/law/places.ts";
import { REGIONS } from "../../../clinic/regions.ts";

describe("where a machine may stand", () => {
  const rows: readonly (readonly [
    jurisdiction: string,
    hipaaCovered: boolean,
    provider: "hetzner" | "aws",
    region: string,
    verdict: string,
  ])[] = [
    ["DE", false, "hetzner", "nbg1", "allowed"],
    ["DE", false, "hetzner", "hel1", "allowed"],
    ["DE", false, "aws", "eu-central-1", "needs-reason"],
    ["DE", false, "aws", "eu-west-2", "blocked"],
    ["DE", false, "aws", "eu-central-2", "blocked"],
    ["DE", false, "hetzner", "ash", "blocked"],
    ["DE", false, "hetzner", "sin", "blocked"],
    ["AT", false, "hetzner", "fsn1", "allowed"],
    ["AT", false, "aws", "eu-north-1", "needs-reason"],
    ["AT", false, "aws", "us-east-1", "blocked"],
    ["FR", false, "hetzner", "fsn1", "needs-reason"],
    ["FR", false, "hetzner", "hil", "blocked"],
    ["UK", false, "aws", "eu-west-2", "allowed"],
    ["UK", false, "hetzner", "hel1", "allowed"],
    ["UK", false, "aws", "eu-west-1", "needs-reason"],
    ["UK", false, "hetzner", "ash", "blocked"],
    ["AU-NSW", false, "aws", "ap-southeast-2", "allowed"],
    ["AU-VIC", false, "aws", "ap-southeast-4", "allowed"],
    ["AU-VIC", false, "hetzner", "fsn1", "needs-reason"],
    ["AU-WA", false, "hetzner", "sin", "needs-reason"],
    ["AU-WA", false, "hetzner", "hil", "blocked"],
    ["CA-ON", false, "aws", "ca-west-1", "allowed"],
    ["CA-ON", false, "hetzner", "nbg1", "needs-reason"],
    ["CA-ON", false, "hetzner", "ash", "blocked"],
    ["CA-QC", false, "aws", "ca-central-1", "allowed"],
    ["CA-QC", false, "aws", "ca-west-1", "needs-reason"],
    ["CA-QC", false, "hetzner", "sin", "blocked"],
    ["US-NY", true, "aws", "us-east-1", "allowed"],
    ["US-NY", true, "aws", "ca-central-1", "needs-reason"],
    ["US-NY", true, "hetzner", "ash", "blocked"],
    ["US-NY", false, "aws", "us-east-1", "allowed"],
    ["US-NY", false, "hetzner", "ash", "needs-reason"],
    ["US-NY", false, "hetzner", "sin", "blocked"],
    ["US-TX", false, "aws", "us-east-2", "allowed"],
    ["US-TX", false, "aws", "ca-central-1", "blocked"],
    ["US-FL", false, "aws", "us-east-1", "allowed"],
    ["US-FL", false, "aws", "ca-central-1", "needs-reason"],
    ["US-FL", false, "aws", "eu-west-1", "blocked"],
    ["US-FL", true, "hetzner", "hil", "blocked"],
    ["US", false, "aws", "us-east-1", "blocked"],
    ["DE", false, "hetzner", "moon1", "blocked"],
  ];
  for (const [jurisdiction, hipaaCovered, provider, region, verdict] of rows) {
    it(`${jurisdiction}${hipaaCovered ? " under HIPAA" : ""}: ${region} at ${provider} is ${verdict}`, () => {
      assert.equal(placementsUnder({ jurisdiction, hipaaCovered }, provider, region)[0]?.verdict, verdict);
    });
  }

  it("is asked of every jurisdiction that reaches the practice, and each answers for itself", () => {
    const law = { jurisdiction: "DE", also: ["AT", "FR"], hipaaCovered: false };
    const verdicts = placementsUnder(law, "hetzner", "nbg1").map(({ jurisdiction, verdict }) => [
      jurisdiction,
      verdict,
    ]);
    assert.deepEqual(verdicts, [
      ["DE", "allowed"],
      ["AT", "allowed"],
      ["FR", "needs-reason"],
    ]);
  });

  it("leaves a covered entity with people in Germany the one host that both allow, for a reason", () => {
    const law = { jurisdiction: "US-CA", also: ["DE"], hipaaCovered: true };
    const verdicts = (provider: "hetzner" | "aws", region: string) =>
      placementsUnder(law, provider, region).map(({ verdict }) => verdict);
    assert.deepEqual(verdicts("hetzner", "nbg1"), ["blocked", "allowed"]);
    assert.deepEqual(verdicts("aws", "eu-central-1"), ["needs-reason", "needs-reason"]);
    assert.deepEqual(verdicts("aws", "us-east-1"), ["allowed", "blocked"]);
  });

  it("needs a reason in Germany for what statutory insurers pay, and in no other place", () => {
    const verdict = (jurisdiction: string, payers: readonly ("private" | "public")[]) =>
      placementsUnder({ jurisdiction, payers, hipaaCovered: false }, "hetzner", "nbg1")[0]?.verdict;
    assert.equal(verdict("DE", ["private", "public"]), "needs-reason");
    assert.equal(verdict("DE", ["private"]), "allowed");
    assert.equal(verdict("AT", ["public"]), "allowed");
  });

  it("gives each answer a reason in full sentences and a source", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      for (const provider of ["hetzner", "aws"] as const) {
        for (const region of Object.keys(REGIONS[provider])) {
          const hipaaCovered = jurisdiction.startsWith("US-");
          const [placement] = placementsUnder({ jurisdiction, hipaaCovered }, provider, region);
          assert.match(placement?.reason ?? "", /^[A-Z].*\.$/);
          assert.ok((placement?.source.text.length ?? 0) > 10);
          assert.match(placement?.source.checked ?? "", /^2026-11-\d\d$/);
        }
      }
    }
  });

  it("leaves somewhere to go under every law", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      const verdicts = (["hetzner", "aws"] as const).flatMap((provider) =>
        Object.keys(REGIONS[provider]).map(
          (region) =>
            placementsUnder({ jurisdiction, hipaaCovered: jurisdiction.startsWith("US-") }, provider, region)[0]
              ?.verdict,
        ),
      );
      assert.ok(verdicts.includes(jurisdiction === "FR" ? "needs-reason" : "allowed"), jurisdiction);
    }
  });
});
