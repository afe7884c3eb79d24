import { ARCHITECTURE, LEAST, sizeOf } from "../../clinic/sizes.ts";
import { withMachine } from "../breaking.ts";
import type { Breach, Rule } from "../rule.ts";

/** A machine on which all services fit beside each other, and for which all their packages exist. */
export const machineSize: Rule = {
  id: "machine-size",
  title: "The machine has at least 2 CPUs and 4 GB of memory, of an architecture that every package is built for.",
  severity: "high",
  serves: "Availability: HIPAA 45 CFR 164.308(a)(7), GDPR art. 32(1)(b).",
  mend: "Choose a larger size in stillroom:machine.",
  looksAt: "The CPUs, memory and architecture of the machine that the stack file names.",
  check: ({ subject: { machine } }) => {
    const breaches: Breach[] = [];
    const where = machine.provider === "existing" ? "stillroom:machine" : "stillroom:machine.size";
    const name = machine.size === undefined ? "The machine" : `The size ${machine.size}`;
    if (!(machine.cpus >= LEAST.cpus)) {
      breaches.push({ where, what: `${name} has ${machine.cpus} CPUs; at least ${LEAST.cpus} are needed.` });
    }
    if (!(machine.memoryGb >= LEAST.memoryGb)) {
      breaches.push({
        where,
        what: `${name} has ${machine.memoryGb} GB of memory; at least ${LEAST.memoryGb} are needed.`,
      });
    }
    if (machine.provider !== "existing") breaches.push(...tableBreaches(machine.provider, machine));
    return breaches;
  },
  breaks: [
    { how: "the machine has one CPU", apply: (release) => withMachine(release, { cpus: 1 }) },
    {
      how: "the machine has 3.75 GB, which a provider rounds to 4",
      apply: (release) => withMachine(release, { memoryGb: 3.75 }),
    },
    {
      how: "the size is a smaller one than the CPUs and memory claim",
      apply: (release) => withMachine(release, { provider: "hetzner", size: "cpx12" }),
    },
    {
      how: "the size is of another architecture",
      apply: (release) => withMachine(release, { provider: "hetzner", size: "cax21", cpus: 4, memoryGb: 8 }),
    },
    { how: "the size is unknown", apply: (release) => withMachine(release, { provider: "aws", size: "m9z.huge" }) },
  ],
};

/** What the release says of a size must be what the provider's table says. */
function tableBreaches(
  provider: "hetzner" | "aws",
  machine: { readonly size: string | undefined; readonly cpus: number; readonly memoryGb: number },
): readonly Breach[] {
  const where = "stillroom:machine.size";
  const size = machine.size === undefined ? undefined : sizeOf(provider, machine.size);
  if (size === undefined)
    return [{ where, what: `${machine.size ?? "No size"} is no size of ${provider} that is known here.` }];
  if (size.architecture !== ARCHITECTURE) {
    return [
      { where, what: `${machine.size ?? ""} is ${size.architecture}; packages exist for ${ARCHITECTURE} alone.` },
    ];
  }
  if (size.cpus !== machine.cpus || size.memoryGb !== machine.memoryGb) {
    return [
      {
        where,
        what: `The release says ${machine.cpus} CPUs and ${machine.memoryGb} GB, but ${machine.size ?? ""} has ${size.cpus} and ${size.memoryGb}.`,
      },
    ];
  }
  return [];
}
