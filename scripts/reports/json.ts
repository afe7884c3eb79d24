import type { Problem } from "../../clinic/load.ts";
import { RULES } from "../../policies/rules/index.ts";
import { jsonText } from "./json-text.ts";
import type { Place, PlacedFinding, Report, Result } from "./report.ts";

/** The version of this shape: members may be added to it, but none goes away or changes its meaning. */
const VERSION = 1;

/** For programs of one's own; docs/guides/reports.md describes each member. */
export function jsonReport(report: Report): string {
  const value = {
    format: "stillroom-check",
    version: VERSION,
    stillroom: report.version,
    day: report.day,
    good: report.results.every((result) => result.kind === "judged" && result.findings.length === 0),
    rules: RULES.map(({ id, title, severity, serves, looksAt, mend }) => ({
      id,
      title,
      severity,
      serves,
      looksAt,
      mend,
    })),
    results: report.results.map(resultValue),
  };
  return jsonText(value);
}

function resultValue(result: Result): object {
  if (result.kind === "unusable") {
    return { kind: result.kind, file: result.file, problems: result.problems.map(problemValue) };
  }
  const { verdict } = result;
  return {
    kind: result.kind,
    file: result.file,
    stack: verdict.stack,
    digest: verdict.digest,
    rules: verdict.rules,
    notes: result.notes,
    findings: result.findings.map(findingValue),
    waived: result.waived.map(({ finding, reason, by, until }) => ({
      reason,
      by,
      until,
      finding: findingValue(finding),
    })),
  };
}

function findingValue({ rule, severity, where, place, what, mend }: PlacedFinding): object {
  return { rule, severity, where, place: placeValue(place), what, mend };
}

function placeValue(place: Place): object | null {
  switch (place.kind) {
    case "stack-file":
      return { kind: place.kind, file: place.file, line: place.line, column: place.column };
    case "machine-file":
      return { kind: place.kind, path: place.path, file: place.file ?? null, line: place.line ?? null };
    case "release":
      return null;
  }
}

/** A key that can be missing is null: whoever reads it need not tell two kinds of absence apart. */
function problemValue({ line, column, key, message, found, expected, nearest }: Problem): object {
  return {
    line: line ?? null,
    column: column ?? null,
    key,
    message,
    found: found ?? null,
    expected: expected ?? null,
    nearest: nearest ?? null,
  };
}
