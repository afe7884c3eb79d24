import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { RULES } from "../../../policies/rules/index.ts";
import { oscalReport } from "../../../scripts/reports/oscal.ts";
import type { Result } from "../../../scripts/reports/report.ts";
import { ALL, EDITED, EXPIRED, GOOD, REFUSED, reportOf, UNUSABLE, WAIVED } from "./example.ts";

interface Finding {
  readonly uuid: string;
  readonly target: { readonly "target-id": string; readonly status: { readonly state: string } };
  readonly "related-observations": readonly { readonly "observation-uuid": string }[];
  readonly "related-risks"?: readonly { readonly "risk-uuid": string }[];
}

interface OscalResult {
  readonly uuid: string;
  readonly start: string;
  readonly "local-definitions": {
    readonly components: readonly { readonly uuid: string; readonly props?: readonly { readonly value: string }[] }[];
  };
  readonly observations: readonly {
    readonly uuid: string;
    readonly description: string;
    readonly subjects: readonly { readonly "subject-uuid": string }[];
    readonly "relevant-evidence"?: readonly { readonly description: string }[];
  }[];
  readonly findings: readonly Finding[];
  readonly risks?: readonly {
    readonly uuid: string;
    readonly statement: string;
    readonly status: string;
    readonly deadline: string;
  }[];
}

function resultsOf(...results: readonly Result[]): readonly OscalResult[] {
  const text = oscalReport(reportOf(...results));
  return (JSON.parse(text) as { "assessment-results": { results: readonly OscalResult[] } })["assessment-results"]
    .results;
}

function schemaErrors(text: string): unknown {
  const file = new URL("../../fixtures/schemas/oscal-assessment-results-1.2.3.json", import.meta.url);
  const schema = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  validate(JSON.parse(text));
  return validate.errors;
}

function uuidsIn(value: unknown): readonly string[] {
  return [...JSON.stringify(value).matchAll(/"uuid":"([^"]+)"/g)].map(([, uuid = ""]) => uuid);
}

describe("the OSCAL report", () => {
  it("is valid by NIST's schema, whatever was found", () => {
    for (const results of [ALL, ...ALL.map((result) => [result])])
      assert.equal(schemaErrors(oscalReport(reportOf(...results))), null);
  });

  it("would be seen not to be", () => {
    const text = oscalReport(reportOf(REFUSED));
    assert.notEqual(schemaErrors(text.replace('"collected"', '"gathered"')), null);
    assert.notEqual(schemaErrors(text.replaceAll("T00:00:00Z", "")), null);
  });

  it("has a finding for every rule, satisfied or not, resting on an observation of the release", () => {
    const [good] = resultsOf(GOOD);
    assert.deepEqual(
      good?.findings.map(({ target }) => target["target-id"]),
      RULES.map(({ id }) => id),
    );
    assert.deepEqual([...new Set(good.findings.map(({ target }) => target.status.state))], ["satisfied"]);
    const [component] = good["local-definitions"].components;
    assert.equal(component?.props?.[0]?.value, GOOD.verdict.digest);
    for (const { subjects } of good.observations) assert.equal(subjects[0]?.["subject-uuid"], component.uuid);
    for (const finding of good.findings) {
      const wanted = finding["related-observations"][0]?.["observation-uuid"];
      assert.equal(good.observations.filter(({ uuid }) => uuid === wanted).length, 1);
    }
  });

  it("is not satisfied where something was found, and gives each place as evidence", () => {
    const [edited] = resultsOf(EDITED);
    const broken = edited?.findings.filter(({ target }) => target.status.state === "not-satisfied") ?? [];
    assert.deepEqual(
      new Set(broken.map(({ target }) => target["target-id"])),
      new Set(EDITED.findings.map(({ rule }) => rule)),
    );
    const evidence = edited?.observations.flatMap((observation) => observation["relevant-evidence"] ?? []) ?? [];
    assert.equal(evidence.length, EDITED.findings.length);
    assert.ok(
      evidence.some(({ description }) => /^preview\/etc\/stillroom\/jicofo\/jicofo\.conf:\d+: /.test(description)),
    );
  });

  it("makes a risk of each waiver, that somebody accepts until a day", () => {
    const [waived] = resultsOf(WAIVED);
    const [risk, ...more] = waived?.risks ?? [];
    assert.deepEqual(more, []);
    assert.equal(risk?.status, "deviation-approved");
    assert.equal(risk.deadline, "2026-06-30T23:59:59Z");
    assert.match(risk.statement, /Our lawyer \\<agreed\\>.* \(A\. Weaver\)/);
    const finding = waived?.findings.find(({ target }) => target["target-id"] === "region-under-law");
    assert.equal(finding?.target.status.state, "not-satisfied");
    assert.deepEqual(finding["related-risks"], [{ "risk-uuid": risk.uuid }]);
    assert.equal(resultsOf(EXPIRED)[0]?.risks, undefined);
  });

  it("says what is wrong with a file that could not be judged", () => {
    const [unusable] = resultsOf(UNUSABLE);
    assert.deepEqual(
      unusable?.findings.map(({ target }) => [target["target-id"], target.status.state]),
      [["input-usable", "not-satisfied"]],
    );
    assert.match(unusable.observations[0]?.description ?? "", /cx99/);
    assert.equal(unusable.observations[0]?.["relevant-evidence"]?.length, 2);
  });

  it("lets nothing that somebody wrote become Markdown", () => {
    const text = oscalReport(reportOf(...ALL));
    assert.doesNotMatch(text, /(?<!\\)<(?:script|agreed)/);
    assert.doesNotMatch(text, /(?<!\\)\[here/);
  });

  it("has UUIDs of version 5, each once, the same for the same release and others for another", () => {
    const document: unknown = JSON.parse(oscalReport(reportOf(GOOD, REFUSED, WAIVED, EXPIRED, UNUSABLE, EDITED)));
    const uuids = uuidsIn(document);
    assert.ok(uuids.length > 100);
    assert.equal(new Set(uuids).size, uuids.length);
    for (const uuid of uuids) assert.match(uuid, /^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    assert.equal(resultsOf(GOOD)[0]?.uuid, resultsOf(REFUSED, GOOD)[1]?.uuid);
    const other = { ...GOOD, verdict: { ...GOOD.verdict, digest: "0".repeat(64) } };
    assert.deepEqual(
      uuidsIn(resultsOf(other)).filter((uuid) => uuidsIn(resultsOf(GOOD)).includes(uuid)),
      [],
    );
  });

  it("knows no time but the day", () => {
    const times = oscalReport(reportOf(...ALL)).match(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g) ?? [];
    assert.deepEqual(new Set(times), new Set(["2026-01-15T00:00:00Z", "2026-06-30T23:59:59Z"]));
  });
});
