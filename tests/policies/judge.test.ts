import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic, Waiver } from "../../clinic/clinic.ts";
import { withSubject } from "../../policies/breaking.ts";
import { judge } from "../../policies/judge.ts";
import { verdictText } from "../../policies/report.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";

const TODAY = "2026-01-15";
const GOOD = render(CLINIC);
const IN_VIRGINIA: Clinic = { ...CLINIC, machine: { ...CLINIC.machine, region: "ash" } as Clinic["machine"] };

function waived(clinic: Clinic, change: Partial<Waiver> = {}): Release {
  const waiver = { rule: "region-under-law", reason: "Counsel agreed.", by: "M. Reed", until: "2026-06-30", ...change };
  return render({ ...clinic, waivers: [waiver] });
}

function rulesOf(release: Release, today = TODAY): readonly string[] {
  return judge(release, today).findings.map(({ rule }) => rule);
}

describe("the verdict", () => {
  it("is good for a good clinic, and names every rule that was asked", () => {
    const verdict = judge(GOOD, TODAY);
    assert.deepEqual(verdict.findings, []);
    assert.equal(verdict.digest, GOOD.digest);
    assert.ok(verdict.rules.includes("e2ee-required"));
    assert.deepEqual(verdict.rules, [...verdict.rules].sort());
  });

  it("refuses with the rule's own words", () => {
    const [finding] = judge(render(IN_VIRGINIA), TODAY).findings;
    assert.equal(finding?.rule, "region-under-law");
    assert.equal(finding.where, "stillroom:machine.region");
    assert.equal(finding.severity, "high");
    assert.match(finding.mend, /waiver/);
  });

  it("accepts a finding that a waiver covers, to its last day, and shows it", () => {
    const release = waived(IN_VIRGINIA);
    assert.deepEqual(rulesOf(release, "2026-06-30"), []);
    const verdict = judge(release, TODAY);
    assert.equal(verdict.waived.length, 1);
    assert.match(verdictText(verdict), /region-under-law: waived until 2026-06-30 by M\. Reed: Counsel agreed\./);
  });

  it("no longer accepts it on the day after, and says that the waiver ended", () => {
    assert.deepEqual(rulesOf(waived(IN_VIRGINIA), "2026-07-01"), ["region-under-law", "waivers"]);
  });

  it("gives a waiver no effect that has no end, a far one, no reason or no person", () => {
    const useless: readonly Partial<Waiver>[] = [
      { until: "soon" },
      { until: "2027-01-17" },
      { reason: "…" },
      { by: "-" },
    ];
    for (const change of useless) {
      const release = waived(IN_VIRGINIA, change);
      assert.deepEqual(rulesOf(release), ["region-under-law", "waivers"]);
      assert.deepEqual(judge(release, TODAY).waived, []);
    }
  });

  it("accepts a waiver of a whole year, and none that is a day longer", () => {
    assert.deepEqual(rulesOf(waived(IN_VIRGINIA, { until: "2027-01-16" })), []);
    assert.equal(judge(waived(IN_VIRGINIA, { until: "2027-01-16" }), TODAY).waived.length, 1);
  });

  it("never lets a promise be waived", () => {
    const good = waived(CLINIC, { rule: "recording-impossible" });
    const release: Release = { ...good, packages: [...good.packages, { name: "jibri", repository: "jitsi" }] };
    assert.deepEqual(rulesOf(release), ["recording-impossible", "as-rendered", "waivers"]);
  });

  it("never lets the rules be waived that waivers and readers answer to", () => {
    assert.deepEqual(rulesOf(waived(CLINIC, { rule: "waivers" })), ["waivers"]);
    assert.deepEqual(rulesOf(waived(CLINIC, { rule: "understood" })), ["waivers"]);
  });

  it("gives a waiver no effect on another rule", () => {
    assert.deepEqual(rulesOf(waived(IN_VIRGINIA, { rule: "machine-size" })), ["region-under-law"]);
  });

  it("takes a rule that fails for a finding and never for a pass", () => {
    const broken = withSubject(GOOD, { administrationFrom: undefined as unknown as readonly string[] });
    const finding = judge(broken, TODAY).findings.find(({ rule }) => rule === "ssh-hardened");
    assert.match(finding?.what ?? "", /^The rule could not be asked: /);
  });

  it("is the same each time", () => {
    assert.deepEqual(judge(render(IN_VIRGINIA), TODAY), judge(render(structuredClone(IN_VIRGINIA)), TODAY));
  });
});
