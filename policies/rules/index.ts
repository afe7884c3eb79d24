import type { Rule } from "../rule.ts";
import { machineSize } from "./machine-size.ts";
import { regionUnderLaw } from "./region-under-law.ts";
import { understood } from "./understood.ts";
import { waiversOf } from "./waivers.ts";

const OVER_RELEASES: readonly Rule[] = [understood, machineSize, regionUnderLaw];

/** Every rule, the promises first. */
export const RULES: readonly Rule[] = [...OVER_RELEASES, waiversOf(OVER_RELEASES)];
