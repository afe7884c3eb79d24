import type { Clinic, Law, MachineRequest } from "../../../clinic/clinic.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { INVITING } from "../../fixtures/inviting-clinic.ts";
import { AWS_MACHINE, OWN_MACHINE } from "../../fixtures/machines.ts";
import type { GoodTree } from "../tree.ts";

/** Machines of every kind, each where its practice's law allows it. */
export const TREES: readonly GoodTree[] = [
  { how: "a practice in Austria, in Helsinki", clinic: placed("AT", hetzner({ region: "hel1" })) },
  { how: "a practice in the United Kingdom, in Falkenstein", clinic: placed("UK", hetzner({ region: "fsn1" })) },
  { how: "a practice in the United Kingdom, in London", clinic: placed("UK", aws({ region: "eu-west-2" })) },
  { how: "a practice in Victoria, in Melbourne", clinic: placed("AU-VIC", aws({ region: "ap-southeast-4" })) },
  { how: "a practice in Ontario, in Calgary", clinic: placed("CA-ON", aws({ region: "ca-west-1" })) },
  { how: "a practice in Quebec, in Montreal", clinic: placed("CA-QC", aws({ region: "ca-central-1" })) },
  { how: "a practice in Texas, in Ohio", clinic: placed("US-TX", aws({ region: "us-east-2" })) },
  {
    how: "a covered entity in New York, in Virginia with a host that signs",
    clinic: placed("US-NY", aws({ region: "us-east-1" }), true),
  },
  {
    how: "a desk in British Columbia whose profession keeps records for less long than another",
    clinic: {
      ...INVITING,
      machine: aws({ region: "ca-central-1" }),
      law: { jurisdiction: "CA-BC", hipaaCovered: false, recordYears: 7 },
    },
  },
  {
    how: "a practice in Germany with people in Austria, in Nuremberg",
    clinic: { ...CLINIC, law: { jurisdiction: "DE", also: ["AT"], hipaaCovered: false } },
  },
  {
    how: "a practice in Austria that public bodies pay, in Nuremberg",
    clinic: { ...CLINIC, law: { jurisdiction: "AT", payers: ["public"], hipaaCovered: false } },
  },
  { how: "a machine of its own under Florida's law", clinic: placed("US-FL", OWN_MACHINE) },
  {
    how: "the smallest machine of its own",
    clinic: placed("DE", { ...OWN_MACHINE, cpus: 2, memoryGb: 4 }),
  },
  {
    how: "a machine of its own whose disks the hypervisor encrypts",
    clinic: placed("DE", { ...OWN_MACHINE, diskEncryption: "hypervisor" }),
  },
  { how: "the smallest size of Hetzner", clinic: placed("DE", hetzner({ size: "cx23" })) },
  { how: "the smallest size of AWS", clinic: placed("AU-NSW", aws({ size: "t3.medium" })) },
  { how: "a size with more CPUs than memory needs", clinic: placed("AU-NSW", aws({ size: "c7i.2xlarge" })) },
];

function placed(jurisdiction: string, machine: MachineRequest, hipaaCovered = false): Clinic {
  const law: Law = { jurisdiction, hipaaCovered };
  return { ...CLINIC, law, machine };
}

function hetzner(change: { readonly size?: string; readonly region?: string }): MachineRequest {
  return { ...CLINIC.machine, provider: "hetzner", size: "cx33", region: "nbg1", dataVolumeGb: 40, ...change };
}

function aws(change: { readonly size?: string; readonly region?: string }): MachineRequest {
  return { ...AWS_MACHINE, ...change };
}
