import { formatProblem } from "../../clinic/load.ts";
import { count, findingText } from "../../policies/report.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { visible } from "../../policies/visible-text.ts";
import { aboutRule, INPUT_USABLE, placeText, type Judged, type Report, type Unusable } from "./report.ts";

/**
 * JUnit's XML as Jenkins' schema has it (jenkinsci/xunit-plugin, junit-10.xsd): a suite for each stack file, a case for each rule.
 * GitLab tells cases apart by class name and name: the file as it was named, and the rule.
 */
export function junitReport(report: Report): string {
  const suites = report.results.map((result) =>
    result.kind === "judged" ? judgedSuite(result, report) : unusableSuite(result, report),
  );
  const sum = (key: "tests" | "failures" | "errors"): number => suites.reduce((total, suite) => total + suite[key], 0);
  const attributes = { name: "stillroom check", tests: sum("tests"), failures: sum("failures"), errors: sum("errors") };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", attributes, suites.map(suiteText))}`;
}

interface Suite {
  readonly name: string;
  readonly file: string;
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
  /** Elements in the suite, each as text. */
  readonly parts: readonly string[];
}

function suiteText({ parts, ...attributes }: Suite): string {
  return element("testsuite", attributes, parts);
}

function judgedSuite(result: Judged, report: Report): Suite {
  const { verdict } = result;
  const facts = { day: report.day, stillroom: report.version, stack: verdict.stack, digest: verdict.digest };
  const asked = RULES.filter(({ id }) => verdict.rules.includes(id));
  const broken = asked.filter(({ id }) => aboutRule(result, id).findings.length > 0);
  const waived = asked.filter((rule) => !broken.includes(rule) && aboutRule(result, rule.id).waived.length > 0);
  return {
    name: result.file,
    file: result.file,
    tests: asked.length,
    failures: broken.length,
    errors: 0,
    skipped: waived.length,
    parts: [properties(facts), ...asked.map((rule) => ruleCase(rule, result))],
  };
}

function ruleCase(rule: Rule, result: Judged): string {
  const { findings, waived } = aboutRule(result, rule.id);
  return testcase(rule, result.file, [
    ...(findings.length === 0
      ? []
      : [
          element(
            "failure",
            { type: rule.severity, message: `${count(findings.length, "finding")}: ${findings[0]?.what ?? ""}` },
            [escaped(findings.map((finding) => findingText(finding, placeText(finding))).join("\n\n"))],
          ),
        ]),
    ...(findings.length > 0 ? [] : waived.slice(0, 1)).map(({ reason, by, until }) =>
      element("skipped", { message: `Waived until ${until} by ${by}: ${reason}` }, []),
    ),
  ]);
}

function unusableSuite({ file, problems }: Unusable, report: Report): Suite {
  const message = `${count(problems.length, "problem")}: ${problems[0]?.message ?? ""}`;
  const text = problems.map((problem) => visible(formatProblem(problem))).join("\n");
  return {
    name: file,
    file,
    tests: 1,
    failures: 0,
    errors: 1,
    skipped: 0,
    parts: [
      properties({ day: report.day, stillroom: report.version }),
      testcase(INPUT_USABLE, file, [element("error", { type: INPUT_USABLE.id, message }, [escaped(text)])]),
    ],
  };
}

function testcase(rule: Pick<Rule, "id" | "title">, classname: string, parts: readonly string[]): string {
  return element("testcase", { classname, name: `${rule.id}: ${rule.title}` }, parts);
}

function properties(facts: Readonly<Record<string, string>>): string {
  return element(
    "properties",
    {},
    Object.entries(facts).map(([name, value]) => element("property", { name, value }, [])),
  );
}

type Attributes = Readonly<Record<string, string | number>>;

/** @param content elements, or text that is escaped already */
function element(name: string, attributes: Attributes, content: readonly string[]): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(visible(String(value)))}"`);
  const head = `${name}${written.join("")}`;
  if (content.length === 0) return `<${head}/>`;
  const inElement = content[0]?.startsWith("<") === true ? `\n${content.join("\n")}\n` : content.join("");
  return `<${head}>${inElement}</${name}>`;
}

/** XML 1.0, 2.4; characters that XML has no place for (2.2) were made visible before. */
function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
