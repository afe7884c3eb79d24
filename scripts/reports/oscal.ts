import { createHash } from "node:crypto";
import { servesText } from "../../policies/report.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { visible } from "../../policies/visible-text.ts";
import { jsonText } from "./json-text.ts";
import {
  aboutRule,
  INPUT_USABLE,
  placeText,
  type Judged,
  type PlacedFinding,
  type PlacedWaiver,
  type Report,
  type Unusable,
} from "./report.ts";

/** Only a name: tools that read OSCAL 1.1 (compliance-trestle 3.8.1) want a scheme and a host, and this host can't exist (RFC 2606). */
const PROPERTIES = "https://stillroom.invalid/ns/oscal";

/**
 * OSCAL assessment results (NIST, Open Security Controls Assessment Language, assessment results model 1.1): for each stack file one
 * result, with a finding for every rule, satisfied or not. Each UUID is made from what it stands for, and every time is the start of the
 * report's day, so that the same input on the same day gives the same bytes.
 */
export function oscalReport(report: Report): string {
  const at = `${report.day}T00:00:00Z`;
  const plan = uuidOf("plan", report.version);
  const results = report.results.map((result) =>
    result.kind === "judged" ? judgedResult(result, at) : unusableResult(result, at),
  );
  const document = {
    "assessment-results": {
      uuid: uuidOf("document", report.version, report.day, ...results.map(({ uuid }) => uuid)),
      metadata: {
        title: "What stillroom check found",
        "last-modified": at,
        version: report.day,
        "oscal-version": "1.1.3",
        props: [property("stillroom-version", report.version)],
      },
      "import-ap": { href: `#${plan}` },
      results,
      "back-matter": {
        resources: [
          {
            uuid: plan,
            title: "The rules of Stillroom",
            description: markup(
              `Stillroom ${report.version} asks every rule about everything that would be put on a machine: docs/rules/ describes each.`,
            ),
            rlinks: [{ href: "docs/rules/README.md", "media-type": "text/markdown" }],
          },
        ],
      },
    },
  };
  return jsonText(document);
}

/** A part of the document; what its other members are called and hold, the schema says. */
interface Part extends Readonly<Record<string, unknown>> {
  readonly uuid: string;
}

function judgedResult(result: Judged, at: string): Part {
  const { verdict } = result;
  const identity = [verdict.stack, verdict.digest, result.file];
  const component = uuidOf("component", ...identity);
  const asked = RULES.filter(({ id }) => verdict.rules.includes(id)).map((rule) => {
    const { findings, waived } = aboutRule(result, rule.id);
    const uuid = uuidOf("observation", rule.id, ...identity);
    const [waiver] = waived;
    const risk = waiver === undefined ? undefined : riskOf(rule, waiver, uuid, identity);
    return { rule, uuid, risk, found: [...findings, ...waived.map(({ finding }) => finding)] };
  });
  const risks = asked.flatMap(({ risk }) => (risk === undefined ? [] : [risk]));
  return {
    uuid: uuidOf("result", ...identity),
    title: markup(`The stack ${verdict.stack}`),
    description: markup(
      `${result.file}: ${result.findings.length === 0 ? "every rule is kept or waived" : "refused"}. ${result.notes.join(" ")}`.trim(),
    ),
    start: at,
    end: at,
    ...localDefinitions(component, `The release of ${verdict.stack}`, [property("digest", verdict.digest)]),
    ...REVIEWED,
    observations: asked.map(({ rule, uuid, found }) => observationOf(rule, uuid, component, at, found)),
    ...(risks.length === 0 ? {} : { risks }),
    findings: asked.map(({ rule, uuid, risk, found }) =>
      findingOf(rule, {
        uuid: uuidOf("finding", rule.id, ...identity),
        satisfied: found.length === 0,
        observation: uuid,
        risk: risk?.uuid,
      }),
    ),
  };
}

function unusableResult({ file, problems }: Unusable, at: string): Part {
  const identity = [file, ...problems.map(({ message }) => message)];
  const component = uuidOf("component", ...identity);
  const observation = uuidOf("observation", ...identity);
  return {
    uuid: uuidOf("result", ...identity),
    title: markup(file),
    description: "It could not be judged, so no rule was asked.",
    start: at,
    end: at,
    ...localDefinitions(component, file, []),
    ...REVIEWED,
    observations: [
      {
        uuid: observation,
        title: markup(INPUT_USABLE.title),
        description: markup(problems.map(({ message }) => message).join(" ")),
        methods: ["TEST"],
        types: ["finding"],
        subjects: [{ "subject-uuid": component, type: "component" }],
        "relevant-evidence": problems.map(({ line, message }) => ({
          description: markup(`${file}${line === undefined ? "" : `:${line}`}: ${message}`),
        })),
        collected: at,
      },
    ],
    findings: [
      findingOf(INPUT_USABLE, {
        uuid: uuidOf("finding", ...identity),
        satisfied: false,
        observation,
        risk: undefined,
      }),
    ],
  };
}

/** The rules are the objectives; which controls of which catalogue they serve, each finding says in words. */
const REVIEWED = { "reviewed-controls": { "control-selections": [{ "include-all": {} }] } };

function localDefinitions(uuid: string, title: string, props: readonly object[]): object {
  return {
    "local-definitions": {
      components: [
        {
          uuid,
          type: "software",
          title: markup(title),
          description: "Everything that would be put on the machine, as it was judged before the delivery.",
          ...(props.length === 0 ? {} : { props }),
          status: { state: "under-development" },
        },
      ],
    },
  };
}

function observationOf(
  rule: Rule,
  uuid: string,
  component: string,
  collected: string,
  findings: readonly PlacedFinding[],
): object {
  return {
    uuid,
    title: markup(rule.title),
    description: markup(
      findings.length === 0
        ? `Nothing was found against it. ${rule.looksAt}`
        : `${findings.map(({ what }) => what).join(" ")} ${rule.looksAt}`,
    ),
    methods: ["TEST"],
    types: ["finding"],
    subjects: [{ "subject-uuid": component, type: "component" }],
    ...(findings.length === 0
      ? {}
      : {
          "relevant-evidence": findings.map((finding) => ({
            description: markup(`${placeText(finding)}: ${finding.what}`),
          })),
        }),
    collected,
  };
}

interface Standing {
  readonly uuid: string;
  readonly satisfied: boolean;
  readonly observation: string;
  readonly risk: string | undefined;
}

function findingOf(
  rule: Pick<Rule, "id" | "title" | "severity" | "serves" | "mend">,
  { uuid, satisfied, observation, risk }: Standing,
): object {
  return {
    uuid,
    title: markup(rule.title),
    description: markup(`Serves: ${servesText(rule)} To mend: ${rule.mend}`),
    props: [property("severity", rule.severity)],
    target: {
      type: "objective-id",
      "target-id": rule.id,
      title: markup(rule.title),
      status: { state: satisfied ? "satisfied" : "not-satisfied", reason: satisfied ? "pass" : "fail" },
    },
    "related-observations": [{ "observation-uuid": observation }],
    ...(risk === undefined ? {} : { "related-risks": [{ "risk-uuid": risk }] }),
  };
}

/** A waiver is a risk that somebody has taken upon themselves until a day. */
function riskOf(
  rule: Rule,
  { reason, by, until, finding }: PlacedWaiver,
  observation: string,
  identity: readonly string[],
): Part {
  return {
    uuid: uuidOf("risk", rule.id, ...identity),
    title: markup(`Waived: ${rule.title}`),
    description: markup(finding.what),
    statement: markup(`${reason} (${by})`),
    props: [property("accepted-by", visible(by))],
    status: "deviation-approved",
    deadline: `${until}T23:59:59Z`,
    "related-observations": [{ "observation-uuid": observation }],
  };
}

/** Names of ours stand in a name space of ours, as OSCAL asks for ("Extending OSCAL", properties). */
function property(name: string, value: string): object {
  return { name, ns: PROPERTIES, value };
}

/** OSCAL's texts are Markdown: what somebody wrote stands for itself. A text must not be empty. */
function markup(text: string): string {
  return visible(text).replace(/[\\`*_[\]<>&]/g, (character) => `\\${character}`);
}

/** Of RFC 9562, 5.5; made once at random. */
const NAMESPACE = "5f0a2f6e4a9c4c0e9a5d6f1b7c3e8d21";

/** The UUID of version 5 that stands for these words. */
function uuidOf(...words: readonly string[]): string {
  const hash = createHash("sha1").update(Buffer.from(NAMESPACE, "hex")).update(JSON.stringify(words)).digest();
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const hex = hash.toString("hex").slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
