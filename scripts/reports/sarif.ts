import { createHash } from "node:crypto";
import { relative, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { servesText } from "../../policies/report.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { visible } from "../../policies/visible-text.ts";
import { jsonText } from "./json-text.ts";
import { INPUT_USABLE, type Judged, type Place, type PlacedFinding, type Report, type Unusable } from "./report.ts";

/**
 * SARIF 2.1.0 (OASIS, "Static Analysis Results Interchange Format", sections in brackets) as GitHub's code scanning takes it
 * (docs.github.com, "SARIF support for code scanning"): one run, one location a result, paths relative to the repository.
 *
 * @param folder the repository's root on this computer, against which stack files are named
 */
export function sarifReport(report: Report, folder: string = process.cwd()): string {
  const results = report.results.flatMap((result) =>
    result.kind === "judged" ? judgedResults(result, folder) : unusableResults(result, folder),
  );
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Stillroom",
            semanticVersion: report.version,
            rules: DESCRIPTORS.map(descriptor),
          },
        },
        columnKind: "utf16CodeUnits",
        originalUriBaseIds: baseIds(report, folder),
        invocations: [
          {
            executionSuccessful: report.results.every(({ kind }) => kind === "judged"),
            properties: { day: report.day },
          },
        ],
        results: withFingerprints(results),
      },
    ],
  };
  return jsonText(log);
}

type Descriptor = Pick<Rule, "id" | "title" | "severity" | "serves" | "mend" | "looksAt">;

const DESCRIPTORS: readonly Descriptor[] = [INPUT_USABLE, ...RULES];

const INDEXES = new Map(DESCRIPTORS.map(({ id }, index) => [id, index]));

/** GitHub calls a score over 9.0 critical, from 7.0 high and from 4.0 medium. */
const SCORES: Readonly<Record<Rule["severity"], string>> = { promise: "9.5", high: "8.0", medium: "5.5" };

function levelOf(severity: Rule["severity"]): "error" | "warning" {
  return severity === "medium" ? "warning" : "error";
}

function descriptor(rule: Descriptor): object {
  const help = [`Looks at: ${rule.looksAt}`, `To mend: ${rule.mend}`, `Serves: ${servesText(rule)}`];
  return {
    id: rule.id,
    shortDescription: { text: rule.title },
    fullDescription: { text: `${rule.title} ${rule.looksAt}` },
    help: { text: help.join("\n\n"), markdown: help.map(escapedMarkdown).join("\n\n") },
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: ["security", `severity:${rule.severity}`],
      precision: "very-high",
      "security-severity": SCORES[rule.severity],
    },
  };
}

/** What stands for itself in Markdown. */
function escapedMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>&]/g, (character) => `\\${character}`);
}

interface SarifResult {
  readonly ruleId: string;
  readonly message: { readonly text: string };
  readonly locations: readonly Location[];
  /** What it is told apart by, from one run to the next, when lines have moved. */
  readonly identity: readonly string[];
}

interface Location {
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string; readonly uriBaseId?: string };
    readonly region?: { readonly startLine: number; readonly startColumn: number; readonly endLine: number };
  };
}

function judgedResults(result: Judged, folder: string): readonly SarifResult[] {
  return [
    ...result.findings.map((finding) => resultOf(finding, result, folder, [])),
    ...result.waived.map(({ finding, reason, by, until, place }) =>
      resultOf(finding, result, folder, [
        {
          // [3.35.2] external: it stands beside what it is about, in the stack file.
          kind: "external",
          status: "accepted",
          justification: messageText(`${reason} (${by}, until ${until})`),
          ...(place.kind === "stack-file" ? { location: locationOf(place, result, folder) } : {}),
        },
      ]),
    ),
  ];
}

function resultOf(
  finding: PlacedFinding,
  result: Judged,
  folder: string,
  suppressions: readonly object[],
): SarifResult & Readonly<Record<string, unknown>> {
  const { rule, severity, where, place, what, mend } = finding;
  const location = locationOf(place, result, folder);
  return {
    ruleId: rule,
    ruleIndex: INDEXES.get(rule),
    level: levelOf(severity),
    message: { text: messageText(`${what} ${mend}`) },
    locations: [location],
    // The machine's files lie in no repository: what they are made from does.
    ...(isOnMachine(location)
      ? {
          relatedLocations: [
            {
              ...fileLocation(result.file, folder),
              message: { text: messageText(`What ${result.verdict.stack} is rendered from.`) },
            },
          ],
        }
      : {}),
    // [3.27.23] Absent suppressions would say that nobody looked for any.
    suppressions,
    identity: [rule, uriOf(result.file, folder), where, what],
    properties: { stack: result.verdict.stack, where, digest: result.verdict.digest },
  };
}

function unusableResults({ problems }: Unusable, folder: string): readonly SarifResult[] {
  return problems.map((problem) => ({
    ruleId: INPUT_USABLE.id,
    ruleIndex: INDEXES.get(INPUT_USABLE.id),
    level: levelOf(INPUT_USABLE.severity),
    message: { text: messageText(problem.message) },
    locations: [fileLocation(problem.file, folder, problem.line, problem.column)],
    suppressions: [],
    identity: [INPUT_USABLE.id, uriOf(problem.file, folder), problem.key, problem.message],
  }));
}

/** [3.11.5, 3.11.6] Braces and brackets in somebody's value must not become places to fill and links. */
function messageText(text: string): string {
  return visible(text).replaceAll("](", "]\\(").replaceAll("{", "{{").replaceAll("}", "}}");
}

function locationOf(place: Place, result: Judged, folder: string): Location {
  switch (place.kind) {
    case "stack-file":
      return fileLocation(place.file, folder, place.line, place.column);
    case "machine-file":
      if (place.file !== undefined) return fileLocation(place.file, folder, place.line);
      return {
        physicalLocation: {
          artifactLocation: { uri: uriPath(place.path.slice(1)), uriBaseId: baseIdOf(result, folder) },
          ...region(place.line, undefined),
        },
      };
    case "release":
      return fileLocation(result.file, folder);
  }
}

function isOnMachine({ physicalLocation }: Location): boolean {
  return physicalLocation.artifactLocation.uriBaseId !== undefined;
}

function fileLocation(file: string, folder: string, line?: number, column?: number): Location {
  return { physicalLocation: { artifactLocation: { uri: uriOf(file, folder) }, ...region(line ?? 1, column) } };
}

/** GitHub wants a line with every location: where none is known, the first. */
function region(line: number | undefined, column: number | undefined): Pick<Location["physicalLocation"], "region"> {
  return { region: { startLine: line ?? 1, startColumn: column ?? 1, endLine: line ?? 1 } };
}

/** Relative to the folder where the file lies in it; what lies outside has its whole address. */
function uriOf(file: string, folder: string): string {
  const path = relative(folder, resolve(folder, file));
  if (path === ".." || path.startsWith(`..${sep}`)) return pathToFileURL(resolve(folder, file)).href;
  return uriPath(path.split(sep).join("/"));
}

/** RFC 3986, 3.3: what is no part of a path is written as the bytes of its UTF-8. */
function uriPath(path: string): string {
  return path
    .split("/")
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join("/");
}

function baseIdOf({ file }: Judged, folder: string): string {
  return `MACHINE ${uriOf(file, folder)}`;
}

/** [3.14.14] A machine's root has no address that a reader of the report could open: only what it is, is said. */
function baseIds(report: Report, folder: string): object {
  const judged = report.results.filter((result) => result.kind === "judged");
  return Object.fromEntries(
    judged.map((result) => [
      baseIdOf(result, folder),
      { description: { text: messageText(`The root of the machine that ${result.verdict.stack} is rendered to.`) } },
    ]),
  );
}

/**
 * Tells each result apart from the others, and the same on the next run. GitHub uses primaryLocationLineHash alone, and fills it in
 * itself where it can read the file.
 */
function withFingerprints(results: readonly SarifResult[]): readonly object[] {
  const seen = new Map<string, number>();
  return results.map(({ identity, ...result }) => {
    const hash = createHash("sha256").update(JSON.stringify(identity)).digest("hex").slice(0, 32);
    const before = seen.get(hash) ?? 0;
    seen.set(hash, before + 1);
    const fingerprint = `${hash}:${before + 1}`;
    const onMachine = result.locations.some(isOnMachine);
    return {
      ...result,
      partialFingerprints: {
        "stillroom/v1": fingerprint,
        ...(onMachine ? { primaryLocationLineHash: fingerprint } : {}),
      },
    };
  });
}
