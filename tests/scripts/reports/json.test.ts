import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { jsonReport } from "../../../scripts/reports/json.ts";
import type { Result } from "../../../scripts/reports/report.ts";
import { ALL, CHANGED_TEMPLATES, EDITED, GOOD, REFUSED, reportOf, UNUSABLE, WAIVED } from "./example.ts";

interface Report {
  readonly good: boolean;
  readonly results: readonly {
    readonly kind: string;
    readonly findings: readonly { readonly where: string; readonly place: Readonly<Record<string, unknown>> | null }[];
    readonly waived: readonly { readonly finding: { readonly rule: string }; readonly until: string }[];
    readonly problems: readonly Readonly<Record<string, unknown>>[];
  }[];
}

function parsed(...results: readonly Result[]): Report {
  return JSON.parse(jsonReport(reportOf(...results))) as Report;
}

/** The paths of all members of a value, `results[].findings[].rule`; of those that hold others, only the inner ones. */
function pathsOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown) => pathsOf(item, `${path}[]`));
  if (typeof value !== "object" || value === null) return [path];
  const below = path === "" ? "" : `${path}.`;
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, `${below}${key}`));
}

describe("the JSON report", () => {
  it("has the members that its guide describes, and no others", () => {
    const guide = readFileSync(new URL("../../../docs/guides/reports.md", import.meta.url), "utf8");
    const section = guide.slice(guide.indexOf("## json"), guide.indexOf("## Waivers"));
    const described = [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, path]) => path);
    const found = pathsOf(parsed(...ALL), "").map((path) => path.replace(/(waived\[\]\.finding)\..*$/, "$1"));
    assert.deepEqual([...new Set(found)].sort(), described.sort());
  });

  it("says whether all is good", () => {
    assert.equal(parsed(GOOD, WAIVED).good, true);
    assert.equal(parsed(GOOD, REFUSED).good, false);
    assert.equal(parsed(GOOD, UNUSABLE).good, false);
  });

  it("gives the place of each finding", () => {
    const [refused] = parsed(REFUSED).results;
    assert.equal(refused?.kind, "judged");
    const [finding] = refused.findings;
    assert.equal(finding?.where, "stillroom:machine.region");
    assert.equal(finding.place?.["file"], "stacks/Pulumi.east.yaml");
    assert.equal(finding.place["column"], 13);
    const placeIn = (result: Result): unknown =>
      parsed(result).results[0]?.findings.find(({ where }) => where.includes("jicofo"))?.place?.["file"];
    assert.equal(placeIn(EDITED), "preview/etc/stillroom/jicofo/jicofo.conf");
    assert.equal(placeIn(CHANGED_TEMPLATES), null);
  });

  it("holds hostile text exactly, though nothing of it is invisible", () => {
    const [edited] = parsed(EDITED).results;
    assert.deepEqual(
      edited?.findings.map(({ where }) => where),
      EDITED.findings.map(({ where }) => where),
    );
  });

  it("gives waivers and problems", () => {
    const [waived, unusable] = parsed(WAIVED, UNUSABLE).results;
    assert.equal(waived?.waived[0]?.finding.rule, "region-under-law");
    assert.equal(waived.waived[0].until, "2026-06-30");
    assert.equal(unusable?.kind, "unusable");
    assert.deepEqual(
      unusable.problems.map(({ key, nearest }) => [key, nearest === null]),
      UNUSABLE.problems.map(({ key, nearest }) => [key, nearest === undefined]),
    );
  });
});
