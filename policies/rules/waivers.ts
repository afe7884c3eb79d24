import type { Waiver } from "../../clinic/clinic.ts";
import type { Release } from "../../render/release.ts";
import { withSubject } from "../breaking.ts";
import type { Rule } from "../rule.ts";

/**
 * A waiver is a promise of a person about a rule for a time; one that names no such rule, person or time is none.
 *
 * @param rules all the other rules
 */
export const waiversOf = (rules: readonly Rule[]): Rule => ({
  id: "waivers",
  title: "Every waiver names a rule that can be waived, a reason, a person and a day that has not passed.",
  severity: "promise",
  serves: "All rules: whoever reads the stack file sees which are set aside, by whom and until when.",
  mend: "Take the waiver out of the stack file, or write it anew with a rule, a reason, a name and an end date.",
  looksAt: "The waivers of the stack file, against the rules that exist and the day of the judgement.",
  check: (release, { today }) =>
    release.subject.waivers.flatMap((waiver) => {
      const what = faultOf(waiver, rules, today);
      return what === undefined ? [] : [{ where: "stillroom:waivers", what }];
    }),
  breaks: [
    {
      how: "a waiver names one of the three promises",
      apply: (release) => withWaiver(release, { rule: "recording-impossible" }),
    },
    { how: "a waiver ended yesterday", apply: (release) => withWaiver(release, { until: "2026-01-14" }) },
    { how: "a waiver misspells its rule", apply: (release) => withWaiver(release, { rule: "ssh-harden" }) },
    { how: "a waiver gives no reason", apply: (release) => withWaiver(release, { reason: " " }) },
    { how: "a waiver ends on no day", apply: (release) => withWaiver(release, { until: "2026-02-31" }) },
  ],
});

function faultOf(waiver: Waiver, rules: readonly Rule[], today: string): string | undefined {
  const known = rules.find(({ id }) => id === waiver.rule);
  if (known === undefined) return `A waiver names the rule "${waiver.rule}", which does not exist.`;
  if (known.severity === "promise") return `A waiver names the rule "${waiver.rule}", which nobody can waive.`;
  if (waiver.reason.trim() === "") return `The waiver of "${waiver.rule}" gives no reason.`;
  if (waiver.by.trim() === "") return `The waiver of "${waiver.rule}" names nobody who answers for it.`;
  if (!isDay(waiver.until)) return `The waiver of "${waiver.rule}" ends on "${waiver.until}", which is no day.`;
  if (waiver.until < today) return `The waiver of "${waiver.rule}" by ${waiver.by} ended on ${waiver.until}.`;
  return undefined;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function withWaiver(release: Release, change: Partial<Waiver>): Release {
  const waiver = { rule: "ssh-hardened", reason: "a reason", by: "a person", until: "2026-12-31", ...change };
  return withSubject(release, { waivers: [waiver] });
}
