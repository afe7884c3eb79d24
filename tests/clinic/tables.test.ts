import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
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
