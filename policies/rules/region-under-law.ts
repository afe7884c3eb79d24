import { jurisdictionOf, placementUnder } from "../../clinic/law.ts";
import { withMachine, withSubject } from "../breaking.ts";
import type { Rule } from "../rule.ts";

/** The machine stands where the practice's law lets it stand. */
export const regionUnderLaw: Rule = {
  id: "region-under-law",
  title: "The machine stands in a place that the practice's law allows without a further reason.",
  severity: "high",
  serves:
    "GDPR art. 28 and 44 ff., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, as clinic/law.ts tells.",
  mend: "Choose another region or provider in stillroom:machine, or have a lawyer agree and write the reason into a waiver.",
  looksAt: "The machine's region and provider, against the law that the stack file names.",
  check: ({ subject: { law, machine } }) => {
    if (machine.provider === "existing") {
      if (jurisdictionOf(law.jurisdiction) !== undefined) return [];
      return [{ where: "stillroom:law.jurisdiction", what: `Nobody has looked up the law of ${law.jurisdiction}.` }];
    }
    const placement = placementUnder(law, machine.provider, machine.region ?? "no region");
    if (placement.verdict === "allowed") return [];
    return [
      {
        where: "stillroom:machine.region",
        what: `${machine.provider} ${machine.region ?? "without a region"}, for a practice under the law of ${law.jurisdiction}: ${placement.reason} (${placement.source}.)`,
      },
    ];
  },
  breaks: [
    {
      how: "a practice in Germany stands in Virginia",
      apply: (release) =>
        withSubject(withMachine(release, { provider: "hetzner", region: "ash" }), {
          law: { jurisdiction: "DE", hipaaCovered: false },
        }),
    },
    {
      how: "a covered entity stands with a host that signs no business associate agreement",
      apply: (release) =>
        withSubject(withMachine(release, { provider: "hetzner", region: "ash" }), {
          law: { jurisdiction: "US-NY", hipaaCovered: true },
        }),
    },
    {
      how: "the region is unknown",
      apply: (release) => withMachine(release, { provider: "aws", region: "eu-central-9" }),
    },
    {
      how: "the law is a country whose states differ",
      apply: (release) => withSubject(release, { law: { jurisdiction: "US", hipaaCovered: false } }),
    },
  ],
};
