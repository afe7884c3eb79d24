import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { administrationRecord, JURISDICTIONS, logLimit, placementUnder } from "../../clinic/law.ts";
import { REGIONS } from "../../clinic/regions.ts";
import { isSuitable, sizeOf, SIZES, suitableSizes } from "../../clinic/sizes.ts";

/** Values of an enumeration that @pulumi/aws declares, read as text: importing the package takes seconds. */
function enumerated(file: string, name: string): ReadonlySet<string> {
  const text = readFileSync(new URL(`../../node_modules/@pulumi/aws/types/enums/${file}`, import.meta.url), "utf8");
  const body = text.slice(text.indexOf(`export declare const ${name}: {`)).split("};")[0] ?? "";
  return new Set(Array.from(body.matchAll(/: "([^"]+)";/g), ([, value = ""]) => value));
}

describe("sizes", () => {
  it("has only names that AWS knows", () => {
    const known = enumerated("ec2/index.d.ts", "InstanceType");
    assert.ok(known.size > 100);
    assert.deepEqual(
      Object.keys(SIZES.aws).filter((name) => !known.has(name)),
      [],
    );
  });

  it("has CPUs and memory for every size", () => {
    for (const [name, size] of [...Object.entries(SIZES.hetzner), ...Object.entries(SIZES.aws)]) {
      assert.ok(size.cpus >= 1 && size.memoryGb >= 0.5, name);
    }
  });

  it("offers a size only in regions that exist", () => {
    for (const size of Object.values(SIZES.hetzner)) {
      for (const region of size.regions ?? []) assert.ok(Object.hasOwn(REGIONS.hetzner, region), region);
    }
  });

  it("knows sizes by name alone", () => {
    assert.deepEqual(sizeOf("hetzner", "cx33"), {
      cpus: 4,
      memoryGb: 8,
      architecture: "x86_64",
      regions: ["fsn1", "nbg1", "hel1"],
    });
    assert.deepEqual(sizeOf("aws", "c7i-flex.large"), { cpus: 2, memoryGb: 4, architecture: "x86_64" });
    for (const name of ["cx32", "CX33", "toString", "__proto__", ""]) assert.equal(sizeOf("hetzner", name), undefined);
  });

  it("finds unsuitable what is too small or has no packages", () => {
    const suitable = (provider: "hetzner" | "aws", name: string) => {
      const size = sizeOf(provider, name);
      assert.ok(size !== undefined, name);
      return isSuitable(size);
    };
    assert.equal(suitable("hetzner", "cpx12"), false);
    assert.equal(suitable("hetzner", "cpx11"), false);
    assert.equal(suitable("hetzner", "cax21"), false);
    assert.equal(suitable("hetzner", "cx23"), true);
    assert.equal(suitable("aws", "t3.small"), false);
    assert.equal(suitable("aws", "m7g.large"), false);
    assert.equal(suitable("aws", "t3.medium"), true);
  });

  it("lists suitable sizes from the smallest, for the region that is asked", () => {
    assert.deepEqual(suitableSizes("hetzner", "ash").slice(0, 3), ["cpx21", "ccx13", "cpx31"]);
    assert.ok(!suitableSizes("hetzner", "sin").includes("cx23"));
    for (const region of Object.keys(REGIONS.hetzner)) assert.ok(suitableSizes("hetzner", region).length > 3, region);
  });
});

describe("regions", () => {
  it("has only names that AWS knows", () => {
    const known = enumerated("index.d.ts", "Region");
    assert.ok(known.size > 30);
    assert.deepEqual(
      Object.keys(REGIONS.aws).filter((name) => !known.has(name)),
      [],
    );
  });
});

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
    ["US-FL", true, "hetzner", "hil", "blocked"],
    ["US", false, "aws", "us-east-1", "blocked"],
    ["DE", false, "hetzner", "moon1", "blocked"],
  ];
  for (const [jurisdiction, hipaaCovered, provider, region, verdict] of rows) {
    it(`${jurisdiction}${hipaaCovered ? " under HIPAA" : ""}: ${region} at ${provider} is ${verdict}`, () => {
      assert.equal(placementUnder({ jurisdiction, hipaaCovered }, provider, region).verdict, verdict);
    });
  }

  it("gives each answer a reason in full sentences and a source", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      for (const provider of ["hetzner", "aws"] as const) {
        for (const region of Object.keys(REGIONS[provider])) {
          const hipaaCovered = jurisdiction.startsWith("US-");
          const { reason, source } = placementUnder({ jurisdiction, hipaaCovered }, provider, region);
          assert.match(reason, /^[A-Z].*\.$/);
          assert.ok(source.length > 10);
        }
      }
    }
  });

  it("leaves somewhere to go under every law", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      const verdicts = (["hetzner", "aws"] as const).flatMap((provider) =>
        Object.keys(REGIONS[provider]).map(
          (region) =>
            placementUnder({ jurisdiction, hipaaCovered: jurisdiction.startsWith("US-") }, provider, region).verdict,
        ),
      );
      assert.ok(verdicts.includes(jurisdiction === "FR" ? "needs-reason" : "allowed"), jurisdiction);
    }
  });
});

describe("how long logs may be kept", () => {
  it("is seven days under the GDPR and its like, thirty elsewhere", () => {
    for (const jurisdiction of ["DE", "FR", "UK", "unknown"]) assert.equal(logLimit({ jurisdiction }).days, 7);
    for (const jurisdiction of ["AU-NSW", "CA-QC", "US-TX", "US-NY"]) assert.equal(logLimit({ jurisdiction }).days, 30);
  });

  it("is a year at least for what administrators did where a law asks for the record, and a month elsewhere", () => {
    const record = (jurisdiction: string, hipaaCovered = false) => {
      const { leastDays, mostDays } = administrationRecord({ jurisdiction, hipaaCovered });
      return [leastDays, mostDays];
    };
    assert.deepEqual(record("DE"), [365, 366]);
    assert.deepEqual(record("US-WA", true), [365, 2192]);
    assert.deepEqual(record("FR"), [30, 366]);
  });
});
