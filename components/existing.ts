import * as pulumi from "@pulumi/pulumi";
import type { Clinic, ExistingMachine } from "../clinic/clinic.ts";
import { connectionToExisting, type Machine } from "./machine.ts";

/** A machine that the practice already has: nothing is created, everything about it stands in the stack file. */
export function existingMachine(clinic: Clinic, request: ExistingMachine): Machine {
  const address4 = request.publicAddresses.find((address) => !address.includes(":"));
  const address6 = request.publicAddresses.find((address) => address.includes(":"));
  return {
    address4: address4 === undefined ? undefined : pulumi.output(address4),
    address6: address6 === undefined ? undefined : pulumi.output(address6),
    connection: pulumi.output(connectionToExisting(clinic, request)),
    volumeKey: undefined,
    ready: [],
    server: undefined,
  };
}
