import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { configurationOf } from "../../policies/configuration.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../fixtures/good-clinics.ts";

const TODAY = "2026-01-15";

function breachesOf(rule: Rule, release: Release) {
  return rule.check(release, configurationOf(release, TODAY));
}

for (const rule of RULES) {
  describe(`the rule ${rule.id}`, () => {
    for (const { kind, clinic } of GOOD_CLINICS) {
      it(`has nothing to say about a good clinic ${kind}`, () => {
        assert.deepEqual(breachesOf(rule, render(clinic)), []);
      });
    }
    it("has at least three examples that break it", () => {
      assert.ok(rule.breaks.length >= 3, `${rule.breaks.length}`);
    });
    for (const { how, on, apply } of rule.breaks) {
      it(`speaks when ${how}`, () => {
        const [breach] = breachesOf(rule, apply(render(on?.(CLINIC) ?? CLINIC)));
        assert.ok(breach !== undefined, "nothing was found");
        assert.match(breach.what, /^.{20,}[.)]$/s);
      });
    }
  });
}
