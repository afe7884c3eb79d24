import type { MachineRequest } from "../../../clinic/clinic.ts";
import { withMachine, withSubject } from "../../../policies/breaking.ts";
import type { Release } from "../../../render/release.ts";
import { AWS_MACHINE, OWN_MACHINE } from "../../fixtures/machines.ts";
import type { BrokenTree } from "../tree.ts";

/** Another machine is asked for, while the release goes on telling of the first. */
function asking(release: Release, machine: MachineRequest): Release {
  return withSubject(release, { clinic: { ...release.subject.clinic, machine } });
}

function askingForSize(release: Release, size: string): Release {
  const { machine } = release.subject.clinic;
  if (machine.provider === "existing") throw new Error("A machine that exists has no size.");
  return asking(release, { ...machine, size });
}

export const TREES: readonly BrokenTree[] = [
  {
    how: "the size that is asked for is smaller than the one that the release tells of",
    apply: (release) => askingForSize(release, "cpx11"),
  },
  {
    how: "the size that is asked for is arm, with the same CPUs and memory",
    apply: (release) => askingForSize(release, "cax21"),
  },
  {
    how: "the size that is asked for is written in capitals, which no table knows",
    apply: (release) => askingForSize(release, "CX33"),
  },
  {
    how: "a size of Hetzner is asked for at AWS",
    apply: (release) => asking(release, { ...AWS_MACHINE, size: "cx33" }),
  },
  {
    how: "the release tells of four CPUs while the practice's own machine has one",
    apply: (release) => asking(release, { ...OWN_MACHINE, cpus: 1 }),
  },
  {
    how: "the practice's own machine has just under 4 GB",
    apply: (release) => asking(release, { ...OWN_MACHINE, memoryGb: 3.9 }),
  },
  {
    how: "the practice's own machine has memory that is no number",
    apply: (release) => asking(release, { ...OWN_MACHINE, memoryGb: Number.NaN }),
  },
  {
    how: "the size bears the name of what every object has",
    apply: (release) => withMachine(release, { size: "constructor", cpus: 4, memoryGb: 8 }),
  },
  {
    how: "the size bears the name of a prototype",
    apply: (release) => askingForSize(release, "__proto__"),
  },
  {
    how: "the size has a blank behind it, so that it is another name",
    apply: (release) => withMachine(release, { size: "cx33 " }),
  },
  {
    how: "a burstable size has the CPUs and half the memory",
    apply: (release) => withMachine(release, { provider: "aws", size: "t3.small", cpus: 2, memoryGb: 2 }),
  },
  {
    how: "a burstable size claims the memory of the next one",
    apply: (release) => withMachine(release, { provider: "aws", size: "t3.small", cpus: 2, memoryGb: 4 }),
  },
  {
    how: "the compute family for arm stands one letter beside the one for x86",
    apply: (release) => withMachine(release, { provider: "aws", size: "c7g.large", cpus: 2, memoryGb: 4 }),
  },
  {
    how: "the release tells of a machine that exists, while a small one is made",
    apply: (release) =>
      askingForSize(withMachine(release, { provider: "existing", size: undefined, cpus: 16, memoryGb: 64 }), "cpx12"),
  },
  {
    how: "the size is left out",
    apply: (release) => withMachine(release, { size: undefined }),
  },
];
