import type { Finding, Verdict } from "./rule.ts";
import { visible } from "./visible-text.ts";

/**
 * A finding for people, as the doors print it: where, what is wrong, how to mend it, and what it serves.
 *
 * @param place where to look, for who knows it better than the rule does
 */
export function findingText(finding: Finding, place: string = whereText(finding)): string {
  return [
    `${finding.rule}: ${finding.title}`,
    labelled("at", place),
    labelled("found", finding.what),
    labelled("mend", finding.mend),
    labelled("serves", servesText(finding)),
  ].join("\n");
}

/** A whole verdict for people; every waiver is in it, also when all is good. */
export function verdictText(verdict: Verdict): string {
  const parts = verdict.findings.map((finding) => findingText(finding));
  for (const waived of verdict.waived) {
    const { finding } = waived;
    parts.push([waiverText(waived), labelled("at", whereText(finding)), labelled("found", finding.what)].join("\n"));
  }
  parts.push(summaryText(verdict));
  return parts.join("\n\n");
}

/** One line of a finding: a word that says what follows, and the text, in which nothing is hidden. */
export function labelled(label: string, text: string): string {
  return `  ${label.padEnd(6)}  ${visible(text)}`;
}

/** Which rule is set aside, until when, by whom and why. */
export function waiverText({ finding, until, by, reason }: Verdict["waived"][number]): string {
  return visible(`${finding.rule}: waived until ${until} by ${by}: ${reason}`);
}

export function servesText({ serves, severity }: Pick<Finding, "serves" | "severity">): string {
  return `${serves}${severity === "promise" ? " It can't be waived." : ""}`;
}

/** The verdict in one line. */
export function summaryText(verdict: Verdict): string {
  const asked = `${verdict.rules.length} rules were asked about ${visible(verdict.stack)}`;
  const waived = verdict.waived.length === 0 ? "" : ` ${count(verdict.waived.length, "finding")} waived.`;
  if (verdict.findings.length === 0) return `${asked}: every promise is kept.${waived}`;
  return `${asked}: refused with ${count(verdict.findings.length, "finding")}.${waived}`;
}

function whereText({ where, line }: Finding): string {
  return line === undefined ? where : `${where}:${line}`;
}

/** `1 finding`, `2 findings`. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
