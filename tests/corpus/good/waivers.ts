import type { Waiver } from "../../../clinic/clinic.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import type { GoodTree } from "../tree.ts";

/** The corpus is judged on 15 January 2026. */
const IN_VIRGINIA = { ...CLINIC.machine, provider: "hetzner", size: "cpx31", region: "ash", dataVolumeGb: 40 } as const;

function waiving(how: string, waiver: Partial<Waiver>): GoodTree {
  const whole = {
    rule: "region-under-law",
    reason: "Our lawyer agreed.",
    by: "A. Weaver",
    until: "2026-06-30",
    ...waiver,
  };
  return { how, clinic: { ...CLINIC, machine: IN_VIRGINIA, waivers: [whole] } };
}

export const TREES: readonly GoodTree[] = [
  waiving("a finding is waived", {}),
  waiving("a waiver holds on its last day", { until: "2026-01-15" }),
  waiving("a waiver holds for a whole year", { until: "2027-01-15" }),
  waiving("a waiver holds for 366 days, the longest", { until: "2027-01-16" }),
  waiving("a waiver's reason and person are written in Japanese", { reason: "弁護士の確認済み", by: "織田" }),
  {
    how: "a waiver waives nothing",
    clinic: {
      ...CLINIC,
      waivers: [{ rule: "machine-size", reason: "A trial for a month.", by: "A. Weaver", until: "2026-02-28" }],
    },
  },
];
