import { join } from "node:path";
import type { Positions, Problem, TextFile } from "../../clinic/load.ts";
import type { Finding, Rule, Verdict } from "../../policies/rule.ts";
import type { Release } from "../../render/release.ts";

/** What one run of `stillroom check` found out: all that a format needs, and nothing that a second run on the same day would not give. */
export interface Report {
  /** The day on which it was judged, `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** Stillroom's own version. */
  readonly version: string;
  /** One for each stack file or tree, in the order in which they were named. */
  readonly results: readonly Result[];
}

export type Result = Judged | Unusable;

export interface Judged {
  readonly kind: "judged";
  /** The stack file or the tree's folder, as it was named. */
  readonly file: string;
  readonly origin: Origin["kind"];
  readonly verdict: Verdict;
  /** What was noticed besides, each a full sentence. */
  readonly notes: readonly string[];
  /** The verdict's findings with their places. */
  readonly findings: readonly PlacedFinding[];
  readonly waived: readonly PlacedWaiver[];
}

/** It could not be judged at all. */
export interface Unusable {
  readonly kind: "unusable";
  readonly file: string;
  /** What was read: the file, where it can be, and the defaults that it shares. */
  readonly sources: readonly TextFile[];
  /** Why, and what to do; at least one. */
  readonly problems: readonly Problem[];
}

export interface PlacedFinding extends Finding {
  readonly place: Place;
}

export interface PlacedWaiver {
  readonly finding: PlacedFinding;
  readonly reason: string;
  readonly by: string;
  readonly until: string;
  /** Where the stack file says so. */
  readonly place: Place;
}

/** Where to look. Lines and columns are 1-based, columns in UTF-16 code units. */
export type Place =
  | {
      readonly kind: "stack-file";
      readonly file: string;
      readonly line: number;
      readonly column: number;
      readonly text: string;
    }
  | {
      readonly kind: "machine-file";
      /** On the machine. */
      readonly path: string;
      /** On this computer, where a tree was judged; it may be missing there. */
      readonly file: string | undefined;
      readonly line: number | undefined;
      /** Undefined where the release lacks the file. */
      readonly text: string | undefined;
    }
  /** A part of the release that stands in no file, or a key whose file is not at hand. */
  | { readonly kind: "release" };

/** Where a release came from. */
export type Origin =
  | { readonly kind: "stack-file"; readonly file: string; readonly positions: Positions }
  | { readonly kind: "tree"; readonly folder: string };

/** A verdict with the place of each finding. */
export function judged(verdict: Verdict, release: Release, origin: Origin, notes: readonly string[]): Judged {
  const placed = (finding: Finding): PlacedFinding => ({ ...finding, place: placeOf(finding, release, origin) });
  const waivers = { where: "stillroom:waivers", line: undefined };
  return {
    kind: "judged",
    file: origin.kind === "tree" ? origin.folder : origin.file,
    origin: origin.kind,
    verdict,
    notes,
    findings: verdict.findings.map(placed),
    waived: verdict.waived.map(({ finding, reason, by, until }) => ({
      finding: placed(finding),
      reason,
      by,
      until,
      place: placeOf(waivers, release, origin),
    })),
  };
}

function placeOf(
  { where, line }: { where: string; line?: number | undefined },
  release: Release,
  origin: Origin,
): Place {
  if (where.startsWith("/")) {
    const text = release.files.find(({ path }) => path === where)?.text;
    const file = origin.kind === "tree" ? join(origin.folder, where) : undefined;
    return { kind: "machine-file", path: where, file, line, text };
  }
  const place = origin.kind === "stack-file" && where.startsWith("stillroom:") ? origin.positions(where) : undefined;
  return place === undefined ? { kind: "release" } : { kind: "stack-file", ...place };
}

/** What stands for a rule where a file can't be judged by any. */
export const INPUT_USABLE: Pick<Rule, "id" | "title" | "severity" | "serves" | "mend" | "looksAt"> = {
  id: "input-usable",
  title: "The stack file or tree can be read, and every key and value in it makes sense.",
  severity: "promise",
  serves: "All rules: what can't be read can't be judged.",
  mend: "Mend what the message names; it says what was expected.",
  looksAt: "The stack file against its schema, or the tree against its manifest.",
};

/** The findings and the waivers about one rule. */
export function aboutRule(result: Judged, rule: string): Pick<Judged, "findings" | "waived"> {
  return {
    findings: result.findings.filter((finding) => finding.rule === rule),
    waived: result.waived.filter(({ finding }) => finding.rule === rule),
  };
}

/** `file:line:column`, with what is known of it, in the form that editors and CI turn into links; and the key, where there is one. */
export function placeText({ where, place }: PlacedFinding): string {
  switch (place.kind) {
    case "stack-file":
      return `${place.file}:${place.line}:${place.column} (${where})`;
    case "machine-file":
      return `${place.file ?? place.path}${place.line === undefined ? "" : `:${place.line}`}`;
    case "release":
      return where;
  }
}
