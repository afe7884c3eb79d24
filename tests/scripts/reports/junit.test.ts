import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { validateXML } from "xmllint-wasm";
import { RULES } from "../../../policies/rules/index.ts";
import { junitReport } from "../../../scripts/reports/junit.ts";
import type { Result } from "../../../scripts/reports/report.ts";
import { ALL, EDITED, EXPIRED, GOOD, REFUSED, reportOf, UNUSABLE, WAIVED } from "./example.ts";

const SCHEMA = readFileSync(new URL("../../fixtures/schemas/junit-10.xsd", import.meta.url), "utf8");

async function schemaErrors(xml: string): Promise<readonly string[]> {
  const { errors } = await validateXML({ xml: { fileName: "report.xml", contents: xml }, schema: SCHEMA });
  return errors.map(({ message }) => message);
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Every element of one name with the text in it, as a reader of well-formed XML gets it. */
function elementsOf(xml: string, name: string): readonly Element[] {
  return [...xml.matchAll(new RegExp(`<${name}((?: [a-z]+="[^"]*")*)(?:/>|>([^<]*))`, "g"))].map(
    ([, attributes = "", text = ""]) => ({
      name,
      attributes: Object.fromEntries(
        [...attributes.matchAll(/ ([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, unescaped(value)]),
      ),
      text: unescaped(text),
    }),
  );
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
}

function report(...results: readonly Result[]): string {
  return junitReport(reportOf(...results));
}

describe("the JUnit report", () => {
  it("is valid by Jenkins' schema, whatever was found", async () => {
    for (const results of [ALL, ...ALL.map((result) => [result])])
      assert.deepEqual(await schemaErrors(report(...results)), []);
  });

  it("would be seen not to be", async () => {
    assert.notDeepEqual(await schemaErrors(report(REFUSED).replace("<failure", "<breakdown")), []);
    assert.notDeepEqual(await schemaErrors(report(REFUSED).replace("</failure>", "&nbsp;</failure>")), []);
  });

  it("has a suite for each file and a case for each rule", () => {
    const xml = report(GOOD, REFUSED);
    assert.deepEqual(
      elementsOf(xml, "testsuite").map(({ attributes }) => attributes),
      [GOOD, REFUSED].map(({ file }) => ({
        name: file,
        file,
        tests: String(RULES.length),
        failures: file === REFUSED.file ? "1" : "0",
        errors: "0",
        skipped: "0",
      })),
    );
    const cases = elementsOf(xml, "testcase").map(({ attributes }) => attributes);
    assert.deepEqual(cases, [
      ...RULES.map(({ id, title }) => ({ classname: GOOD.file, name: `${id}: ${title}` })),
      ...RULES.map(({ id, title }) => ({ classname: REFUSED.file, name: `${id}: ${title}` })),
    ]);
    const [total] = elementsOf(xml, "testsuites");
    assert.deepEqual(total?.attributes, {
      name: "stillroom check",
      tests: String(2 * RULES.length),
      failures: "1",
      errors: "0",
    });
  });

  it("fails a rule once, with everything that was found", () => {
    const xml = report(EDITED);
    const failures = elementsOf(xml, "failure");
    assert.equal(failures.length, new Set(EDITED.findings.map(({ rule }) => rule)).size);
    assert.equal(elementsOf(xml, "testsuite")[0]?.attributes["failures"], String(failures.length));
    const [recording] = failures;
    assert.equal(recording?.attributes["type"], "promise");
    assert.match(recording.attributes["message"] ?? "", /^1 finding: jicofo\.jibri/);
    assert.match(recording.text, /at {6}preview\/etc\/stillroom\/jicofo\/jicofo\.conf:\d+\n {2}found/);
    assert.match(failures.at(-1)?.attributes["message"] ?? "", /^\d+ findings: /);
  });

  it("skips what is waived, with who says so, why and until when; an ended waiver skips nothing", () => {
    const xml = report(WAIVED);
    assert.deepEqual(
      elementsOf(xml, "skipped").map(({ attributes }) => attributes["message"]),
      ["Waived until 2026-06-30 by A. Weaver: Our lawyer <agreed> [here](https://elsewhere.example/) {0}."],
    );
    assert.equal(elementsOf(xml, "testsuite")[0]?.attributes["skipped"], "1");
    assert.deepEqual(elementsOf(xml, "failure"), []);
    assert.deepEqual(elementsOf(report(EXPIRED), "skipped"), []);
    assert.equal(elementsOf(report(EXPIRED), "failure").length, 2);
  });

  it("has an error for a file that could not be judged", () => {
    const xml = report(UNUSABLE);
    assert.equal(elementsOf(xml, "testsuites")[0]?.attributes["errors"], "1");
    const [error] = elementsOf(xml, "error");
    assert.match(error?.attributes["message"] ?? "", /^2 problems: .*cx99/);
    assert.match(error?.text ?? "", /^stacks\/Pulumi\.south\.yaml:\d+:11: .*cx99.*\n.*DEE/);
  });

  it("carries the evidence", () => {
    const facts = elementsOf(report(GOOD), "property").map(({ attributes }) => [
      attributes["name"],
      attributes["value"],
    ]);
    assert.deepEqual(facts, [
      ["day", "2026-01-15"],
      ["stillroom", "0.1.0"],
      ["stack", "prod"],
      ["digest", GOOD.verdict.digest],
    ]);
  });
});
