import type { Waiver } from "../../../clinic/clinic.ts";
import { withSubject } from "../../../policies/breaking.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { BrokenTree } from "../tree.ts";

/** The corpus is judged on 15 January 2026. */
const GOOD: Waiver = {
  rule: "ssh-hardened",
  reason: "The old machine is taken down in spring.",
  by: "A. Weaver",
  until: "2026-04-30",
};

/** The stack file says it itself: the whole release is rendered from it. */
function waiving(how: string, ...waivers: readonly Partial<Waiver>[]): BrokenTree {
  return {
    how,
    clinic: { ...CLINIC, waivers: waivers.map((waiver) => ({ ...GOOD, ...waiver })) },
    apply: (release) => release,
  };
}

export const TREES: readonly BrokenTree[] = [
  waiving("encryption is waived, with a reason, a name and an end", { rule: "e2ee-required" }),
  waiving("what nobody understands is waived", { rule: "understood" }),
  waiving("the rule about waivers is itself waived", { rule: "waivers" }),
  waiving("a hand-edited tree is waived", { rule: "as-rendered" }),
  waiving("a promise is waived under a name with a blank behind it", { rule: "recording-impossible " }),
  waiving("a rule is named in capitals", { rule: "SSH-HARDENED" }),
  waiving("a rule is named with a hyphen that only looks like one", { rule: "ssh\u2010hardened" }),
  waiving("every rule is waived by a star", { rule: "*" }),
  waiving("a rule is named by what every object has", { rule: "constructor" }),
  waiving("the last day was yesterday", { until: "2026-01-14" }),
  waiving("the last day lies in the month that has no such day", { until: "2026-06-31" }),
  waiving("the last day is one of a year that does not leap", { until: "2027-02-29" }),
  waiving("the last day is written without zeros", { until: "2026-6-30" }),
  waiving("the last day has a time behind it", { until: "2026-04-30T23:59:59Z" }),
  waiving("the last day has a blank before it, and so sorts before any", { until: " 2026-04-30" }),
  waiving("the last day is a word that sorts behind every day", { until: "until further notice" }),
  waiving("the last day is the end of all time", { until: "9999-12-31" }),
  waiving("the last day is one more than a year away", { until: "2027-01-17" }),
  waiving("the last day is empty", { until: "" }),
  waiving("the reason is blanks that nobody sees", { reason: "\u200b\u00a0\u2060\u3000 \t    " }),
  waiving("the reason is dots that say nothing", { reason: "……………………" }),
  waiving("the person is a dash", { by: "—" }),
  waiving("the person is a blank of no width", { by: "\u200b" }),
  waiving("the second of two waivers is the one that ended", {}, { rule: "machine-size", until: "2025-12-31" }),
  {
    how: "rules are shown a waiver that the stack file does not hold",
    apply: (release) => withSubject(release, { waivers: [GOOD] }),
  },
  {
    how: "rules are shown a later day than the stack file has",
    clinic: { ...CLINIC, waivers: [GOOD] },
    apply: (release) => withSubject(release, { waivers: [{ ...GOOD, until: "2026-12-31" }] }),
  },
  {
    how: "rules are shown no waiver, so that no report prints it, though the stack file has one",
    clinic: { ...CLINIC, waivers: [GOOD] },
    apply: (release) => withSubject(release, { waivers: [] }),
  },
];
