import type { Law } from "../../clinic/clinic.ts";
import { jurisdictionOf, jurisdictionsOf } from "../../clinic/law/jurisdictions.ts";
import { placementsUnder } from "../../clinic/law/places.ts";
import type { Subject } from "../../render/release.ts";
import { withMachine, withSubject } from "../breaking.ts";
import type { Breach, Rule } from "../rule.ts";

/** The machine stands where the practice's law lets it stand. */
export const regionUnderLaw: Rule = {
  id: "region-under-law",
  title: "The machine stands in a place that the practice's law allows without a further reason.",
  severity: "high",
  serves:
    "GDPR art. 28 and 44 ff., HIPAA 45 CFR 164.308(b), Privacy Act 1988 (Cth) APP 8, P-39.1 s 17, as clinic/law/places.ts tells.",
  mend: "Choose another region or provider in stillroom:machine, or have a lawyer agree and write the reason into a waiver.",
  looksAt: "The provider and region that the release names and those of its stack file, against the law of both.",
  check: ({ subject }) => {
    const breaches = lawsOf(subject).flatMap((law) => placesOf(subject).flatMap((place) => breachesOf(law, place)));
    return breaches.filter(({ what }, index) => breaches.findIndex((other) => other.what === what) === index);
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
    { how: "no region is named", apply: (release) => withMachine(release, { region: undefined }) },
    {
      how: "a machine of the practice's own stands under a law that nobody looked up",
      apply: (release) =>
        withSubject(withMachine(release, { provider: "existing", region: undefined }), {
          law: { jurisdiction: "CH", hipaaCovered: false },
        }),
    },
    {
      how: "the law is a country whose states differ",
      apply: (release) => withSubject(release, { law: { jurisdiction: "US", hipaaCovered: false } }),
    },
  ],
};

interface Place {
  readonly provider: "hetzner" | "aws" | "existing";
  readonly region?: string | undefined;
}

/** Where the release says that its machine stands, and where the program would make it. */
function placesOf({ machine, clinic }: Subject): readonly Place[] {
  return [machine, clinic.machine];
}

function lawsOf({ law, clinic }: Subject): readonly Law[] {
  return [law, clinic.law];
}

/** A machine that exists stands where the practice says; the laws must be ones that somebody looked up. */
function breachesOf(law: Law, { provider, region = "" }: Place): readonly Breach[] {
  if (provider === "existing") {
    return jurisdictionsOf(law)
      .filter((code) => jurisdictionOf(code) === undefined)
      .map((code) => ({ where: "stillroom:law.jurisdiction", what: `Nobody has looked up the law of ${code}.` }));
  }
  return placementsUnder(law, provider, region)
    .filter(({ verdict }) => verdict !== "allowed")
    .map(({ jurisdiction, reason, source }) => ({
      where: "stillroom:machine.region",
      what: `${provider} ${region || "without a region"}, for a practice under the law of ${jurisdiction}: ${reason} (${source.text}.)`,
    }));
}
