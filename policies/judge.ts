import type { Waiver } from "../clinic/clinic.ts";
import type { Release } from "../render/release.ts";
import { configurationOf, type Configuration } from "./configuration.ts";
import type { Breach, Finding, Rule, Verdict } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { termFault } from "./rules/waivers.ts";

/**
 * Asks every rule about a release. Pure but for the time it takes: the same release and day give the same verdict.
 *
 * @param today `YYYY-MM-DD`, from the caller: waivers end on a day, and judging has no clock of its own
 */
export function judge(release: Release, today: string): Verdict {
  const configuration = configurationOf(release, today);
  const found = RULES.flatMap((rule) => findingsOf(rule, release, configuration));
  const waived: Verdict["waived"][number][] = [];
  const findings: Finding[] = [];
  for (const finding of found) {
    const waiver = waiverFor(finding, release.subject.waivers, today);
    if (waiver === undefined) findings.push(finding);
    else waived.push({ finding, reason: waiver.reason, by: waiver.by, until: waiver.until });
  }
  return {
    stack: release.subject.stack,
    digest: release.digest,
    rules: RULES.map((rule) => rule.id).sort(),
    findings,
    waived,
  };
}

function findingsOf(rule: Rule, release: Release, configuration: Configuration): readonly Finding[] {
  return breachesOf(rule, release, configuration).map(({ where, line, what, mend }) => ({
    rule: rule.id,
    severity: rule.severity,
    title: rule.title,
    serves: rule.serves,
    where,
    ...(line === undefined ? {} : { line }),
    what,
    mend: mend ?? rule.mend,
  }));
}

/** A rule that fails has judged nothing, and what was not judged is not good. */
function breachesOf(rule: Rule, release: Release, configuration: Configuration): readonly Breach[] {
  try {
    return rule.check(release, configuration);
  } catch (error) {
    return [
      {
        where: `policies/rules/${rule.id}.ts`,
        what: `The rule could not be asked: ${error instanceof Error ? error.message : String(error)}.`,
        mend: "Report this: it is a fault of the rule or of what it was given, and until it is mended the release can't be called good.",
      },
    ];
  }
}

/** The rule `waivers` speaks of waivers that are no good; here a waiver that is none has no effect. */
function waiverFor(finding: Finding, waivers: readonly Waiver[], today: string): Waiver | undefined {
  if (finding.severity === "promise") return undefined;
  return waivers.find((waiver) => waiver.rule === finding.rule && termFault(waiver, today) === undefined);
}
