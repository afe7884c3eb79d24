import type { Finding, Verdict } from "./rule.ts";

type PlaceOf = (key: string) => string | undefined;

/** A finding for people: where, what is wrong, how to mend it, and what it serves. */
export function findingText(finding: Finding, placeOf: PlaceOf = () => undefined): string {
  return [
    `${finding.rule}: ${finding.title}`,
    `  at      ${placeText(finding, placeOf)}`,
    `  found   ${finding.what}`,
    `  mend    ${finding.mend}`,
    `  serves  ${finding.serves}${finding.severity === "promise" ? " It can't be waived." : ""}`,
  ].join("\n");
}

/**
 * A whole verdict for people; every waiver is in it, also when all is good.
 *
 * @param placeOf where a key of the stack file stands, `Pulumi.prod.yaml:12:5`, for who knows that
 */
export function verdictText(verdict: Verdict, placeOf: PlaceOf = () => undefined): string {
  const parts = verdict.findings.map((finding) => findingText(finding, placeOf));
  for (const { finding, reason, by, until } of verdict.waived) {
    parts.push(
      `${finding.rule}: waived until ${until} by ${by}: ${reason}\n  at      ${placeText(finding, placeOf)}\n  found   ${finding.what}`,
    );
  }
  parts.push(summary(verdict));
  return parts.join("\n\n");
}

function summary(verdict: Verdict): string {
  const asked = `${verdict.rules.length} rules were asked about ${verdict.stack}`;
  const waived = verdict.waived.length === 0 ? "" : ` ${count(verdict.waived.length, "finding")} waived.`;
  if (verdict.findings.length === 0) return `${asked}: every promise is kept.${waived}`;
  return `${asked}: refused with ${count(verdict.findings.length, "finding")}.${waived}`;
}

function placeText({ where, line }: Finding, placeOf: PlaceOf): string {
  const place = placeOf(where);
  if (place !== undefined) return `${place} (${where})`;
  return line === undefined ? where : `${where}:${line}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
