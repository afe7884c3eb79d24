import type { Problem } from "../../clinic/load.ts";
import { formatProblem } from "../../clinic/load.ts";
import { count, labelled, servesText, summaryText, waiverText } from "../../policies/report.ts";
import { visible } from "../../policies/visible-text.ts";
import { frameOf } from "./frame.ts";
import {
  placeText,
  type Judged,
  type Place,
  type PlacedFinding,
  type Report,
  type Result,
  type Unusable,
} from "./report.ts";

/** Where a text is going to be read. */
export interface Page {
  /** Gives words a colour, or leaves them as they are. */
  readonly paint: (colour: Colour, text: string) => string;
  /** In characters; sentences are wrapped to it. Undefined: they are not, so that a line can be found by a search. */
  readonly width: number | undefined;
}

export type Colour = "red" | "yellow" | "green" | "bold" | "dim";

/** For people: every finding with the line that it is about, every waiver, and one line at the end that says how it stands. */
export function textReport(report: Report, page: Page): string {
  const parts = report.results.flatMap((result) =>
    result.kind === "judged" ? judgedParts(result, page) : [unusableText(result, page)],
  );
  if (report.results.length > 1) parts.push(totalText(report.results, page));
  return parts.join("\n\n");
}

function judgedParts(result: Judged, page: Page): readonly string[] {
  const good = result.findings.length === 0;
  const notes = result.notes.map((note) => wrapped(visible(note), 0, page)).join("\n");
  const summary = `${result.file}: ${summaryText(result.verdict)}`;
  return [
    ...(notes === "" ? [] : [notes]),
    ...groupsOf(result.findings).map((group) => groupText(group, result, page)),
    ...result.waived.map((waived) => {
      const { finding } = waived;
      return [
        page.paint("yellow", wrapped(waiverText(waived), 2, page)),
        line("at", placeText(finding), page),
        line("found", finding.what, page),
      ].join("\n");
    }),
    page.paint(good ? "green" : "red", visible(summary)),
  ];
}

/** Findings of one rule, one after the other, so that what is the same for all is said once. */
function groupsOf(findings: readonly PlacedFinding[]): readonly (readonly PlacedFinding[])[] {
  const groups = new Map<string, PlacedFinding[]>();
  for (const finding of findings) {
    const key = `${finding.rule}\n${finding.mend}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  return [...groups.values()];
}

function groupText(group: readonly PlacedFinding[], result: Judged, page: Page): string {
  const [first] = group;
  if (first === undefined) return "";
  const rule = page.paint(first.severity === "medium" ? "yellow" : "red", page.paint("bold", first.rule));
  const places = group.map((finding) => {
    const frame = holdsSecret(finding, result) ? "" : frameText(finding.place, page);
    return [line("at", placeText(finding), page), frame, line("found", finding.what, page)]
      .filter((text) => text !== "")
      .join("\n");
  });
  return [
    rule + wrapped(`${first.rule}: ${visible(first.title)}`, 2, page).slice(first.rule.length),
    places.join("\n\n"),
    line("mend", first.mend, page),
    line("serves", servesText(first), page),
  ].join("\n");
}

/** A file in which a secret was found is not shown. */
function holdsSecret({ where }: PlacedFinding, { findings, waived }: Judged): boolean {
  return [...findings, ...waived.map(({ finding }) => finding)].some(
    (other) => other.rule === "no-secrets-in-files" && other.where === where,
  );
}

function frameText(place: Place, page: Page): string {
  if (place.kind === "release" || place.text === undefined || place.line === undefined) return "";
  return framed(place.text, place.line, place.kind === "stack-file" ? place.column : undefined, page);
}

const MARGIN = 10;

function framed(text: string, at: number, column: number | undefined, page: Page): string {
  const frame = frameOf(text, at, column, Math.max(20, (page.width ?? 120) - MARGIN - 9));
  if (frame.length === 0) return "";
  const digits = String(frame.at(-1)?.number ?? 0).length;
  const rows = frame.flatMap(({ number, text, meant, caret }) => {
    const numbered = `${meant ? ">" : " "} ${String(number).padStart(digits)} | ${text}`.trimEnd();
    const row = " ".repeat(MARGIN) + (meant ? page.paint("bold", numbered) : page.paint("dim", numbered));
    if (caret === undefined) return [row];
    return [row, `${" ".repeat(MARGIN + 2 + digits)} | ${" ".repeat(caret)}${page.paint("red", "^")}`];
  });
  return ["", ...rows, ""].join("\n");
}

function unusableText({ problems, sources }: Unusable, page: Page): string {
  return problems
    .map((problem) => problemText(problem, sources, page))
    .join("\n")
    .trimEnd();
}

function problemText(problem: Problem, sources: Unusable["sources"], page: Page): string {
  const message = page.paint("red", wrapped(visible(formatProblem(problem)), 2, page));
  const source = sources.find(({ file }) => file === problem.file);
  if (source === undefined || problem.line === undefined) return message;
  const frame = framed(source.text, problem.line, problem.column, page);
  return frame === "" ? message : `${message}\n${frame}`;
}

function totalText(results: readonly Result[], page: Page): string {
  const judged = results.filter((result) => result.kind === "judged");
  const refused = judged.filter(({ findings }) => findings.length > 0).length;
  const unusable = results.length - judged.length;
  const said = [
    ...(judged.length - refused > 0 ? [`${judged.length - refused} good`] : []),
    ...(refused > 0 ? [`${refused} refused`] : []),
    ...(unusable > 0 ? [`${unusable} that can't be judged`] : []),
  ];
  return page.paint(
    refused + unusable === 0 ? "green" : "red",
    `${count(results.length, "result")}: ${said.join(", ")}.`,
  );
}

function line(label: string, text: string, page: Page): string {
  return wrapped(labelled(label, text), MARGIN, page);
}

/** Breaks a sentence at blanks, what follows indented; a word that is longer than the page stays whole, so that it can be copied. */
function wrapped(text: string, indent: number, { width }: Page): string {
  if (width === undefined || text.length <= width) return text;
  const lines: string[] = [];
  let current = "";
  for (const word of text.split(/(?<=\S) (?=\S)/)) {
    if (current !== "" && current.length + 1 + word.length > width) {
      lines.push(current);
      current = " ".repeat(indent) + word;
    } else {
      current = current === "" ? word : `${current} ${word}`;
    }
  }
  return [...lines, current].join("\n");
}
