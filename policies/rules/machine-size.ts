import type { MachineRequest } from "../../clinic/clinic.ts";
import { ARCHITECTURE, LEAST, sizeOf } from "../../clinic/sizes.ts";
import type { MachineFacts } from "../../render/release.ts";
import { withMachine } from "../breaking.ts";
import type { Breach, Rule } from "../rule.ts";

/** A machine on which all services fit beside each other, and for which all their packages exist. */
export const machineSize: Rule = {
  id: "machine-size",
  title: "The machine has at least 2 CPUs and 4 GB of memory, of an architecture that every package is built for.",
  severity: "high",
  serves: "Availability: HIPAA 45 CFR 164.308(a)(7), GDPR art. 32(1)(b).",
  mend: "Choose a larger size in stillroom:machine.",
  looksAt:
    "The size, CPUs, memory and architecture that the release names and those of its stack file, against the provider's own table.",
  check: ({ subject }) => {
    const breaches = [subject.machine, requested(subject.clinic.machine)].flatMap(breachesOf);
    return breaches.filter(({ what }, index) => breaches.findIndex((other) => other.what === what) === index);
  },
  breaks: [
    {
      how: "a machine of the practice's own has one CPU",
      apply: (release) => withMachine(release, { provider: "existing", cpus: 1 }),
    },
    {
      how: "a machine of the practice's own has 3.75 GB, which a provider rounds to 4",
      apply: (release) => withMachine(release, { provider: "existing", memoryGb: 3.75 }),
    },
    {
      how: "the size is a smaller one than the CPUs and memory claim",
      apply: (release) => withMachine(release, { provider: "hetzner", size: "cpx12" }),
    },
    {
      how: "the size is of another architecture",
      apply: (release) => withMachine(release, { provider: "hetzner", size: "cax21", cpus: 4, memoryGb: 8 }),
    },
    {
      how: "the size has the memory and too few CPUs",
      apply: (release) => withMachine(release, { provider: "hetzner", size: "cpx12", cpus: 1, memoryGb: 2 }),
    },
    {
      how: "the release claims more memory than the size has",
      apply: (release) => withMachine(release, { memoryGb: 16 }),
    },
    {
      how: "the release claims more CPUs than the size has",
      apply: (release) => withMachine(release, { cpus: 8 }),
    },
    { how: "the size is unknown", apply: (release) => withMachine(release, { provider: "aws", size: "m9z.huge" }) },
  ],
};

type Sized = Pick<MachineFacts, "provider" | "size" | "cpus" | "memoryGb">;

/** What the program would make or reach, in the release's own terms. */
function requested(machine: MachineRequest): Sized {
  if (machine.provider === "existing") return { ...machine, size: undefined };
  const size = sizeOf(machine.provider, machine.size);
  return { provider: machine.provider, size: machine.size, cpus: size?.cpus ?? 0, memoryGb: size?.memoryGb ?? 0 };
}

function breachesOf(machine: Sized): readonly Breach[] {
  return machine.provider === "existing"
    ? tooLittle(machine, "stillroom:machine", "The machine")
    : sizeBreaches(machine.provider, machine);
}

const SIZE = "stillroom:machine.size";

/** What the release says of a size must be what the provider's table says. */
function sizeBreaches(provider: "hetzner" | "aws", { size: name = "", cpus, memoryGb }: Sized): readonly Breach[] {
  const size = sizeOf(provider, name);
  if (size === undefined) {
    return [{ where: SIZE, what: `${name || "No size"} is no size of ${provider} that is known here.` }];
  }
  if (size.architecture !== ARCHITECTURE) {
    return [{ where: SIZE, what: `${name} is ${size.architecture}; packages exist for ${ARCHITECTURE} alone.` }];
  }
  if (size.cpus !== cpus || size.memoryGb !== memoryGb) {
    return [
      {
        where: SIZE,
        what: `The release says ${cpus} CPUs and ${memoryGb} GB, but ${name} has ${size.cpus} and ${size.memoryGb}.`,
      },
    ];
  }
  return tooLittle(size, SIZE, `The size ${name}`);
}

/** Not the other way round: what is no number is too little, too. */
function tooLittle(has: Pick<Sized, "cpus" | "memoryGb">, where: string, name: string): readonly Breach[] {
  return [
    ...(has.cpus >= LEAST.cpus
      ? []
      : [{ where, what: `${name} has ${has.cpus} CPUs; at least ${LEAST.cpus} are needed.` }]),
    ...(has.memoryGb >= LEAST.memoryGb
      ? []
      : [{ where, what: `${name} has ${has.memoryGb} GB of memory; at least ${LEAST.memoryGb} are needed.` }]),
  ];
}
