import type { Law, MachineRequest } from "../../../clinic/clinic.ts";
import { withMachine, withSubject } from "../../../policies/breaking.ts";
import type { Release } from "../../../render/release.ts";
import { AWS_MACHINE, OWN_MACHINE } from "../../fixtures/machines.ts";
import type { BrokenTree } from "../tree.ts";

function under(release: Release, jurisdiction: string, hipaaCovered = false): Release {
  return amongOthers(release, { jurisdiction, hipaaCovered });
}

function amongOthers(release: Release, law: Law): Release {
  return withSubject(release, { law, clinic: { ...release.subject.clinic, law } });
}

/** Another machine is asked for, while the release goes on telling of the first. */
function asking(release: Release, machine: MachineRequest): Release {
  return withSubject(release, { clinic: { ...release.subject.clinic, machine } });
}

function askingForRegion(release: Release, region: string): Release {
  const { machine } = release.subject.clinic;
  if (machine.provider === "existing") throw new Error("A machine that exists has no region.");
  return asking(release, { ...machine, region });
}

/** At AWS in one region, both as the release tells it and as the program makes it. */
function atAws(release: Release, region: string): Release {
  const told = withMachine(release, { provider: "aws", size: "m7a.large", region, cpus: 2, memoryGb: 8 });
  return asking(told, { ...AWS_MACHINE, region });
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "the release tells of Nuremberg while a machine in Virginia is asked for",
    apply: (release) => askingForRegion(release, "ash"),
  },
  {
    how: "the region is written in capitals, which no table knows",
    apply: (release) => askingForRegion(release, "NBG1"),
  },
  {
    how: "the region bears the name of what every object has",
    apply: (release) => withMachine(release, { region: "constructor" }),
  },
  {
    how: "the release tells of a machine that exists, while one in Singapore is made",
    apply: (release) => askingForRegion(withMachine(release, { provider: "existing", region: undefined }), "sin"),
  },
  {
    how: "the region's name begins with eu, and its country is Switzerland",
    apply: (release) => atAws(release, "eu-central-2"),
  },
  {
    how: "the region's name begins with eu, and its country is the United Kingdom",
    apply: (release) => atAws(release, "eu-west-2"),
  },
  {
    how: "a practice in Germany stands in Frankfurt, with a company of the United States",
    apply: (release) => atAws(release, "eu-central-1"),
  },
  {
    how: "a practice in the United Kingdom stands in Ireland, with a company of the United States",
    apply: (release) => under(atAws(release, "eu-west-1"), "UK"),
  },
  {
    how: "a practice in France stands in Germany with a host that shows no certificate",
    apply: (release) => under(release, "FR"),
  },
  {
    how: "a practice in Texas stands on the other side of the northern border",
    apply: (release) => under(atAws(release, "ca-central-1"), "US-TX"),
  },
  {
    how: "a practice in Quebec stands in Canada, and in Alberta",
    apply: (release) => under(atAws(release, "ca-west-1"), "CA-QC"),
  },
  {
    how: "a practice in New South Wales stands in New Zealand",
    apply: (release) => under(atAws(release, "ap-southeast-6"), "AU-NSW"),
  },
  {
    how: "a covered entity in New York stands in Ireland",
    apply: (release) => under(atAws(release, "eu-west-1"), "US-NY", true),
  },
  {
    how: "a practice in Austria whose people are in France too stands with a host that shows no certificate",
    apply: (release) => amongOthers(release, { jurisdiction: "AT", also: ["FR"], hipaaCovered: false }),
  },
  {
    how: "a practice in Germany works for statutory insurers too",
    apply: (release) =>
      amongOthers(release, { jurisdiction: "DE", payers: ["private", "public"], hipaaCovered: false }),
  },
  {
    how: "a machine of the practice's own stands under a second law that nobody looked up",
    apply: (release) =>
      amongOthers(asking(withMachine(release, { provider: "existing", region: undefined }), OWN_MACHINE), {
        jurisdiction: "DE",
        also: ["CH"],
        hipaaCovered: false,
      }),
  },
  {
    how: "the law is named in small letters, which no table knows",
    apply: (release) => under(release, "de"),
  },
  {
    how: "the law is that of a union whose members differ",
    apply: (release) => under(release, "EU"),
  },
  {
    how: "the release names Germany's law and the stack file that of Ontario",
    apply: (release) =>
      withSubject(release, {
        clinic: { ...release.subject.clinic, law: { jurisdiction: "CA-ON", hipaaCovered: false } },
      }),
  },
  {
    how: "the practice's own machine stands under a law that is no law",
    apply: (release) =>
      under(asking(withMachine(release, { provider: "existing", region: undefined }), OWN_MACHINE), "__proto__"),
  },
];
