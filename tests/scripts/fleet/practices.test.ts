import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { practicesIn } from "../../../scripts/fleet/practices.ts";

describe("a selector", () => {
  const folder = mkdtempSync(join(tmpdir(), "fleet-"));
  for (const stack of ["north-1", "north-2", "south-1", "a.b"]) writeFileSync(join(folder, `Pulumi.${stack}.yaml`), "");
  writeFileSync(join(folder, "Pulumi.yaml"), "");
  writeFileSync(join(folder, "Pulumi.north-1.audit.json"), "");
  after(() => {
    rmSync(folder, { recursive: true });
  });

  for (const [selector, stacks] of [
    [undefined, ["a.b", "north-1", "north-2", "south-1"]],
    ["north-*", ["north-1", "north-2"]],
    ["south-1, north-2", ["north-2", "south-1"]],
    ["north-*,!north-1", ["north-2"]],
    ["!north-*", ["a.b", "south-1"]],
    ["a.b", ["a.b"]],
  ] as const) {
    it(`${String(selector)} takes ${stacks.join(" and ")}`, () => {
      const found = practicesIn(folder, selector);
      assert.ok(!("what" in found));
      assert.deepEqual(
        found.map(({ stack }) => stack),
        stacks,
      );
    });
  }

  for (const [selector, says] of [
    ["nroth-*", /No practice here is called "nroth-\*"\. There are: a\.b, north-1/],
    ["axb", /No practice here is called "axb"/],
    ["*,!*", /leaves no practice/],
  ] as const) {
    it(`${selector} is refused`, () => {
      const found = practicesIn(folder, selector);
      assert.ok("what" in found);
      assert.match(found.what, says);
    });
  }
});
