import { judge } from "../../policies/judge.ts";
import type { Finding } from "../../policies/rule.ts";
import type { Release } from "../../render/release.ts";

/** The rules judge a release that other templates made: only that these here would render it is not asked. */
export function findingsOnStored(release: Release, today: string): readonly Finding[] {
  return judge(release, today).findings.filter((finding) => finding.rule !== "as-rendered");
}
