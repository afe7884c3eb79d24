import type { Waiver } from "../../clinic/clinic.ts";
import { canonicalJson } from "../../render/canonical-json.ts";
import type { Release } from "../../render/release.ts";
import { withSubject } from "../breaking.ts";
import { shown } from "../reading.ts";
import type { Breach, Rule } from "../rule.ts";

/**
 * For how many days a waiver may hold from today on. Whoever sets a safeguard aside looks at it again within a year: HIPAA 45 CFR
 * 164.308(a)(8) asks for evaluation from time to time, GDPR art. 32(1)(d) for testing regularly; the year is our reading.
 */
export const LONGEST_DAYS = 366;

/**
 * A waiver is a promise of a person about a rule for a time; one that names no such rule, person or time is none.
 *
 * @param rules all the other rules
 */
export const waiversOf = (rules: readonly Rule[]): Rule => ({
  id: "waivers",
  title:
    "Every waiver names a rule that can be waived, a reason, a person and a day within a year that has not passed.",
  severity: "promise",
  serves:
    "All rules: whoever reads the stack file sees which are set aside, by whom and until when. Evaluation from time to time: HIPAA 45 CFR 164.308(a)(8), GDPR art. 32(1)(d).",
  mend: "Take the waiver out of the stack file, or write it anew with a rule, a reason, a name and an end date within a year.",
  looksAt:
    "The waivers in the stack file, against the list of rules and today's date, and those of the release against them.",
  check: (release, { today }) => [
    ...foreignBreaches(release),
    ...release.subject.waivers.flatMap((waiver, index) => {
      const fault = faultOf(waiver, rules, today);
      return fault === undefined ? [] : [{ where: `stillroom:waivers[${index}]${fault.key}`, what: fault.what }];
    }),
  ],
  breaks: [
    {
      how: "a waiver names one of the three promises",
      apply: (release) => withWaiver(release, { rule: "recording-impossible" }),
    },
    { how: "a waiver ended yesterday", apply: (release) => withWaiver(release, { until: "2026-01-14" }) },
    { how: "a waiver misspells its rule", apply: (release) => withWaiver(release, { rule: "ssh-harden" }) },
    { how: "a waiver gives no reason", apply: (release) => withWaiver(release, { reason: " " }) },
    { how: "a waiver names nobody", apply: (release) => withWaiver(release, { by: "-" }) },
    { how: "a waiver ends on no day", apply: (release) => withWaiver(release, { until: "2026-02-31" }) },
    { how: "a waiver holds for more than a year", apply: (release) => withWaiver(release, { until: "2027-01-17" }) },
    {
      how: "the release waives what its stack file does not",
      apply: (release) => withSubject(release, { waivers: [waiverWith({})] }),
    },
  ],
});

export interface Fault {
  /** The waiver's key that is at fault, with the dot before it. */
  readonly key: ".rule" | ".reason" | ".by" | ".until";
  readonly what: string;
}

/** What the stack file says decides; a list that was changed on its way here waives what nobody wrote down. */
function foreignBreaches({ subject }: Release): readonly Breach[] {
  if (canonicalJson(subject.waivers) === canonicalJson(subject.clinic.waivers)) return [];
  return [{ where: "stillroom:waivers", what: "The release holds other waivers than its stack file." }];
}

function faultOf(waiver: Waiver, rules: readonly Rule[], today: string): Fault | undefined {
  return ruleFault(waiver, rules) ?? termFault(waiver, today);
}

/**
 * Why a waiver has no effect today, whatever its rule: it gives no reason, names no person, or its last day has passed or is more than
 * a year away.
 *
 * @param today `YYYY-MM-DD`
 */
export function termFault(waiver: Waiver, today: string): Fault | undefined {
  return emptyFault(waiver) ?? dayFault(waiver, today);
}

function ruleFault({ rule }: Waiver, rules: readonly Rule[]): Fault | undefined {
  const known = rules.find(({ id }) => id === rule);
  if (known === undefined)
    return { key: ".rule", what: `A waiver names the rule ${shown(rule)}, which does not exist.` };
  if (known.severity === "promise")
    return { key: ".rule", what: `A waiver names the rule ${shown(rule)}, which nobody can waive.` };
  return undefined;
}

/** Words have letters: blanks, dashes and characters that nobody sees are none. */
function emptyFault({ rule, reason, by }: Waiver): Fault | undefined {
  if (!/\p{L}/u.test(reason)) return { key: ".reason", what: `The waiver of ${shown(rule)} gives no reason.` };
  if (!/\p{L}/u.test(by)) return { key: ".by", what: `The waiver of ${shown(rule)} names nobody who answers for it.` };
  return undefined;
}

function dayFault({ rule, by, until }: Waiver, today: string): Fault | undefined {
  const last = dayNumber(until);
  if (last === undefined)
    return { key: ".until", what: `The waiver of ${shown(rule)} ends on ${shown(until)}, which is no day.` };
  const left = last - (dayNumber(today) ?? NaN);
  if (left < 0) return { key: ".until", what: `The waiver of ${shown(rule)} by ${by} ended on ${until}.` };
  if (left <= LONGEST_DAYS) return undefined;
  return {
    key: ".until",
    what: `The waiver of ${shown(rule)} by ${by} ends on ${until}, more than ${LONGEST_DAYS} days from today.`,
  };
}

/** Days since 1 January 1970; undefined where a text is no day of the calendar, written `YYYY-MM-DD`. */
function dayNumber(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) return undefined;
  return day.getTime() / 86_400_000;
}

/** As if the stack file said so: in the clinic and in what rules read of it. */
function withWaiver(release: Release, change: Partial<Waiver>): Release {
  const waivers = [waiverWith(change)];
  return withSubject(release, { waivers, clinic: { ...release.subject.clinic, waivers } });
}

function waiverWith(change: Partial<Waiver>): Waiver {
  return { rule: "ssh-hardened", reason: "a reason", by: "a person", until: "2026-12-31", ...change };
}
