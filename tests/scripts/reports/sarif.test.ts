import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { Ajv } from "ajv";
import { RULES } from "../../../policies/rules/index.ts";
import type { Result } from "../../../scripts/reports/report.ts";
import { sarifReport } from "../../../scripts/reports/sarif.ts";
import {
  ALL,
  CHANGED_TEMPLATES,
  EDITED,
  EXPIRED,
  GOOD,
  REFUSED,
  reportOf,
  resultOf,
  UNUSABLE,
  WAIVED,
} from "./example.ts";

interface Located {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region: { readonly startLine: number; readonly startColumn: number; readonly endLine: number };
  };
}

interface Run {
  readonly tool: {
    readonly driver: {
      readonly rules: readonly {
        readonly id: string;
        readonly help: { readonly text: string; readonly markdown: string };
        readonly properties: Readonly<Record<string, unknown>>;
      }[];
    };
  };
  readonly invocations: readonly { readonly executionSuccessful: boolean }[];
  readonly originalUriBaseIds: Readonly<Record<string, unknown>>;
  readonly results: readonly {
    readonly ruleId: string;
    readonly ruleIndex: number;
    readonly level: string;
    readonly message: { readonly text: string };
    readonly locations: readonly Located[];
    readonly relatedLocations?: readonly Located[];
    readonly suppressions: readonly {
      readonly kind: string;
      readonly justification: string;
      readonly location: Located;
    }[];
    readonly partialFingerprints: Readonly<Record<string, string>>;
  }[];
}

const FOLDER = "/srv/work";

function runOf(...results: readonly Result[]): Run {
  const { runs } = JSON.parse(sarifReport(reportOf(...results), FOLDER)) as { readonly runs: readonly Run[] };
  assert.equal(runs.length, 1, "GitHub takes one run of a tool in a file");
  return runs[0] ?? assert.fail();
}

/** Draft 4 says `id` where later ones say `$id`; this schema uses nothing else that changed. */
function schemaErrors(text: string): unknown {
  const file = new URL("../../fixtures/schemas/sarif-2.1.0.json", import.meta.url);
  const schema = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
  delete schema["$schema"];
  delete schema["id"];
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(schema);
  validate(JSON.parse(text));
  return validate.errors;
}

describe("the SARIF report", () => {
  it("is valid by the schema of OASIS, whatever was found", () => {
    for (const results of [ALL, ...ALL.map((result) => [result])])
      assert.equal(schemaErrors(sarifReport(reportOf(...results), FOLDER)), null);
  });

  it("would be seen not to be", () => {
    const broken = sarifReport(reportOf(REFUSED), FOLDER).replace('"level": "error"', '"level": "dreadful"');
    assert.notEqual(schemaErrors(broken), null);
  });

  it("describes every rule, with a help text and a score that GitHub reads", () => {
    const { rules } = runOf(GOOD).tool.driver;
    assert.deepEqual(
      rules.map(({ id }) => id),
      ["input-usable", ...RULES.map(({ id }) => id)],
    );
    for (const { help, properties } of rules) {
      assert.match(help.text, /^Looks at: .*\n\nTo mend: .*\n\nServes: /s);
      assert.doesNotMatch(help.markdown, /(?<!\\)[<>*`]/);
      const score = Number(properties["security-severity"]);
      assert.ok(score > 0 && score <= 10);
    }
    const scoreOf = (id: string): unknown => rules.find((rule) => rule.id === id)?.properties["security-severity"];
    assert.equal(scoreOf("e2ee-required"), "9.5");
    assert.equal(scoreOf("region-under-law"), "8.0");
  });

  it("gives each result its rule and its level", () => {
    for (const { ruleId, ruleIndex, level } of runOf(...ALL).results) {
      assert.equal(runOf(...ALL).tool.driver.rules[ruleIndex]?.id, ruleId);
      const medium = RULES.find(({ id }) => id === ruleId)?.severity === "medium";
      assert.equal(level, medium ? "warning" : "error");
    }
    assert.deepEqual(runOf(GOOD).results, []);
  });

  it("leads to the line of the stack file, relative to the repository", () => {
    const [result] = runOf(REFUSED).results;
    const { artifactLocation, region } = result?.locations[0]?.physicalLocation ?? assert.fail();
    assert.deepEqual(artifactLocation, { uri: "stacks/Pulumi.east.yaml" });
    const place = REFUSED.findings[0]?.place;
    assert.equal(place?.kind, "stack-file");
    assert.deepEqual(region, { startLine: place.line, startColumn: 13, endLine: place.line });
    assert.equal(place.text.split("\n")[place.line - 1]?.trim().startsWith("region: ash"), true);
    assert.equal(result?.relatedLocations, undefined);
  });

  it("leads into the machine's own tree where no file at hand is at fault, and from there to the stack file", () => {
    const run = runOf(CHANGED_TEMPLATES);
    const result = run.results.find(({ ruleId }) => ruleId === "recording-impossible");
    const { artifactLocation, region } = result?.locations[0]?.physicalLocation ?? assert.fail();
    assert.equal(artifactLocation.uri, "etc/stillroom/jicofo/jicofo.conf");
    assert.deepEqual(Object.keys(run.originalUriBaseIds), [artifactLocation.uriBaseId]);
    assert.ok(region.startLine > 1);
    assert.equal(result?.relatedLocations?.[0]?.physicalLocation.artifactLocation.uri, "stacks/Pulumi.prod.yaml");
    assert.equal(
      result.partialFingerprints["primaryLocationLineHash"],
      result.partialFingerprints["stillroom/v1"],
      "GitHub can't read the file, so it can't make this one itself",
    );
  });

  it("leads to the file of a tree", () => {
    const result = runOf(EDITED).results.find(({ ruleId }) => ruleId === "recording-impossible");
    const location = result?.locations[0]?.physicalLocation.artifactLocation;
    assert.deepEqual(location, { uri: "preview/etc/stillroom/jicofo/jicofo.conf" });
  });

  it("writes paths as URIs, and what lies outside of the repository with its whole address", () => {
    const uris = runOf(EDITED).results.map(
      ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri ?? "",
    );
    assert.ok(uris.some((uri) => uri.includes("%3Cscript%3E")));
    for (const uri of uris) assert.match(uri, /^[A-Za-z0-9%._~!'()*/-]+$/);
    const file = "../other/Pulumi.south.yaml";
    const problems = UNUSABLE.problems.map((problem) => ({ ...problem, file }));
    const outside = runOf({ ...REFUSED, file: "../other/Pulumi.east.yaml" }, { ...UNUSABLE, file, problems });
    assert.equal(
      outside.results.at(-1)?.locations[0]?.physicalLocation.artifactLocation.uri,
      "file:///srv/other/Pulumi.south.yaml",
    );
  });

  it("marks what is waived as suppressed, with the reason, the person, the day and the waiver's place", () => {
    const [result, ...more] = runOf(WAIVED).results;
    assert.deepEqual(more, []);
    const [suppression] = result?.suppressions ?? [];
    assert.equal(suppression?.kind, "external");
    assert.match(suppression.justification, /Our lawyer <agreed>.* \(A\. Weaver, until 2026-06-30\)/);
    assert.equal(suppression.location.physicalLocation.artifactLocation.uri, "stacks/Pulumi.west.yaml");
    const { results } = runOf(EXPIRED);
    assert.deepEqual(
      results.map(({ ruleId, suppressions }) => [ruleId, suppressions.length]),
      [
        ["region-under-law", 0],
        ["waivers", 0],
      ],
    );
  });

  it("lets nothing in a message become a place to fill or a link", () => {
    const texts = runOf(WAIVED, EDITED).results.flatMap(({ message, suppressions }) => [
      message.text,
      ...suppressions.map(({ justification }) => justification),
    ]);
    assert.ok(texts.some((text) => text.includes("{{0}}")));
    for (const text of texts) {
      assert.doesNotMatch(text.replaceAll("{{", "").replaceAll("}}", ""), /[{}]/);
      assert.doesNotMatch(text, /\]\(/);
    }
  });

  it("tells results apart, and knows each again when lines have moved", () => {
    const prints = runOf(...ALL).results.map(({ partialFingerprints }) => partialFingerprints["stillroom/v1"]);
    assert.equal(new Set(prints).size, prints.length);
    const virginia = (text: string): string =>
      text.replace("region: nbg1", "region: ash").replace("size: cx33", "size: cpx31");
    const printsOf = (edit: (text: string) => string): readonly unknown[] =>
      runOf(resultOf("east", edit)).results.map(({ partialFingerprints }) => partialFingerprints);
    assert.deepEqual(
      printsOf((text) => `# A line more.\n${virginia(text)}`),
      printsOf(virginia),
    );
  });

  it("says that a run did not succeed where a file could not be judged, and what is wrong with it", () => {
    assert.equal(runOf(GOOD).invocations[0]?.executionSuccessful, true);
    const { invocations, results } = runOf(GOOD, UNUSABLE);
    assert.equal(invocations[0]?.executionSuccessful, false);
    assert.deepEqual(
      results.map(({ ruleId }) => ruleId),
      ["input-usable", "input-usable"],
    );
    assert.match(results[0]?.message.text ?? "", /cx99/);
    assert.equal(results[0]?.locations[0]?.physicalLocation.region.startLine, UNUSABLE.problems[0]?.line);
  });
});
