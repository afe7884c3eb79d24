import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import Handlebars from "handlebars";
import { formatProblem } from "../../clinic/load.ts";
import { count } from "../../policies/report.ts";
import { RULES } from "../../policies/rules/index.ts";
import { visible } from "../../policies/visible-text.ts";
import { groupsOf, type RuleGroup } from "../rules/rule-groups.ts";
import { placeText, type Judged, type PlacedFinding, type Report, type Result, type Unusable } from "./report.ts";

/**
 * For people who are no technicians, and for the folder of evidence: one page that needs nothing else and asks nobody for anything, on
 * a screen and on paper.
 */
export function htmlReport(report: Report): string {
  const style = readFileSync(new URL("./page.css", import.meta.url), "utf8");
  const template = readFileSync(new URL("./page.html.hbs", import.meta.url), "utf8");
  const hash = createHash("sha256").update(style).digest("base64");
  const several = report.results.length > 1;
  const page = {
    policy: `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    style,
    title: several ? "Are the promises kept?" : `Are the promises kept? ${nameOf(report.results[0])}`,
    day: longDay(report.day),
    version: report.version,
    several,
    results: report.results.map((result, index) => ({
      id: `result-${index + 1}`,
      ...(result.kind === "judged" ? judgedView(result, report) : unusableView(result, report)),
    })),
  };
  // Escaping is on, as Handlebars has it for HTML; the style alone is ours and goes in as it is.
  const body = Handlebars.compile(template, { strict: true, knownHelpersOnly: true })(page);
  return `<!doctype html>\n${body.trimEnd()}`;
}

type Tone = "good" | "bad" | "waived";

interface View {
  readonly name: string;
  readonly tone: Tone;
  readonly headline: string;
  readonly explanation: string;
  readonly notes: readonly string[];
  readonly promises: readonly object[];
  readonly findings: readonly object[];
  readonly waivers: readonly object[];
  readonly groups: readonly object[];
  readonly evidence: readonly { readonly name: string; readonly value: string }[];
}

function nameOf(result: Result | undefined): string {
  if (result === undefined) return "";
  return visible(result.kind === "judged" ? result.verdict.stack : result.file);
}

function judgedView(result: Judged, report: Report): View {
  const { verdict, findings, waived } = result;
  const good = findings.length === 0;
  const groups = groupsOf(verdict.rules);
  return {
    name: nameOf(result),
    tone: good ? (waived.length === 0 ? "good" : "waived") : "bad",
    headline: headlineOf(result),
    explanation: good
      ? "This is what would be on the machine, and nothing of it breaks a promise."
      : "Nothing of it reaches the machine until what is named below is mended. What is on the machine today stays as it is.",
    notes: result.notes.map(visible),
    promises: groups.slice(0, 3).map((group) => ({ ...group, ...stateOf(group.rules, result) })),
    findings: findings.map((finding) => findingView(finding, result)),
    waivers: waived.map(({ finding, reason, by, until }) => ({
      title: finding.title,
      what: visible(finding.what),
      reason: visible(reason),
      by: visible(by),
      until: longDay(until),
    })),
    groups: groups.map((group) => groupView(group, result)),
    evidence: [
      { name: "Day", value: report.day },
      { name: "Judged", value: visible(result.file) },
      { name: "Stack", value: visible(verdict.stack) },
      { name: "Digest of all that would be delivered (SHA-256)", value: verdict.digest },
      { name: "Rules that were asked", value: `${verdict.rules.length}: ${verdict.rules.join(", ")}` },
      { name: "Stillroom", value: report.version },
    ],
  };
}

function headlineOf({ findings, waived }: Judged): string {
  const aside = waived.length === 0 ? "" : ` ${count(waived.length, "point")} was set aside for a time, by a person.`;
  if (findings.length === 0) return `Every promise is kept.${aside.replace("points was", "points were")}`;
  const wrong = findings.length === 1 ? "1 point has" : `${findings.length} points have`;
  return `Not good yet: ${wrong} to be mended.`;
}

function groupView(group: RuleGroup, result: Judged): object {
  return {
    title: group.title,
    rules: group.rules.map((id) => ({
      id,
      title: RULES.find((rule) => rule.id === id)?.title ?? id,
      ...stateOf([id], result),
    })),
  };
}

/** In words too: who can't tell the colours apart, or prints in black, reads the same. */
function stateOf(rules: readonly string[], result: Judged): { readonly tone: Tone; readonly state: string } {
  if (result.findings.some(({ rule }) => rules.includes(rule))) return { tone: "bad", state: "Broken" };
  if (result.waived.some(({ finding }) => rules.includes(finding.rule))) return { tone: "waived", state: "Set aside" };
  return { tone: "good", state: "Kept" };
}

function findingView(finding: PlacedFinding, result: Judged): object {
  return {
    title: finding.title,
    what: visible(finding.what),
    who: whoActs(finding, result),
    mend: finding.mend,
    where: visible(placeText(finding)),
    serves: finding.serves,
  };
}

function whoActs({ rule, place, where }: PlacedFinding, { origin }: Judged): string {
  if (origin === "tree") return "Whoever edited the rendered files: they are rendered again instead.";
  const asked = place.kind === "stack-file" || where.startsWith("stillroom:");
  if (asked || rule === "waivers") return KEEPER;
  return "Whoever looks after Stillroom itself: its templates or services were changed.";
}

const KEEPER = "Whoever keeps the stack file, mostly the IT person.";

function unusableView({ file, problems }: Unusable, report: Report): View {
  return {
    name: visible(file),
    tone: "bad",
    headline: "It could not be judged.",
    explanation: "No rule was asked, so nothing is promised. Nothing of it reaches a machine.",
    notes: [],
    promises: [],
    findings: problems.map((problem) => ({
      title: problem.key === "" ? "The file can't be used" : visible(problem.key),
      what: visible(problem.message),
      who: KEEPER,
      mend: "Mend what the sentence above names; it says what was expected.",
      where: visible(formatProblem({ ...problem, message: "" })).replace(/: $/, ""),
      serves: "What can't be read can't be judged.",
    })),
    waivers: [],
    groups: [],
    evidence: [
      { name: "Day", value: report.day },
      { name: "Judged", value: visible(file) },
      { name: "Stillroom", value: report.version },
    ],
  };
}

/** `2026-11-23` as people write it; what is no day stays as it is. */
function longDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return visible(day);
  return date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}
