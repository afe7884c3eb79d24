import type * as pulumi from "@pulumi/pulumi";
import type { Clinic, ExistingMachine } from "../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../clinic/device-network.ts";
import type { Release } from "../render/release.ts";
import type { Connection } from "./provider/connection.ts";

/** A machine that can take a release, wherever it stands. */
export interface Machine {
  /** The address that DNS names; undefined where the machine has none of the family. */
  readonly address4: pulumi.Output<string> | undefined;
  readonly address6: pulumi.Output<string> | undefined;
  /** A cloud's machine is known by the host key of its birth here, until it has made one of its own. */
  readonly connection: pulumi.Output<Connection>;
  /** Secret; undefined where the machine does not encrypt its data volume itself. */
  readonly volumeKey: pulumi.Output<string> | undefined;
  /** What must exist before the release is delivered: the data volume in its place, the DNS records for the certificates. */
  readonly ready: readonly pulumi.Resource[];
  /** The cloud's server, whose end is also the end of everything on it; undefined for a machine that outlives the stack. */
  readonly server: pulumi.CustomResource | undefined;
}

/** What a cloud's machine is made from. */
export interface CloudMachineArgs<Request> {
  readonly clinic: Clinic;
  readonly request: Request;
  readonly release: Release;
  /** The cloud-init configuration of the first boot; a secret, since it holds the host key. */
  readonly userData: pulumi.Output<string>;
  /** The public half of the SSH host key with which the machine is born. */
  readonly hostKey: pulumi.Output<string>;
}

/** How a machine born from our own user data is reached: by its first administrator. */
export function connectionTo(
  clinic: Clinic,
  address: pulumi.Output<string>,
  hostKey: pulumi.Output<string>,
): pulumi.Output<Connection> {
  const user = clinic.administrators[0]?.name ?? "root";
  return address.apply((host) => hostKey.apply((key) => ({ host, port: 22, user, hostKey: key })));
}

/** How a machine is reached that the practice already has. */
export function connectionToExisting(clinic: Clinic, machine: ExistingMachine): Connection {
  const { address: host, sshPort: port, sshUser: user, hostKey } = machine;
  return { host, port, user, hostKey, ...insideOf(clinic, host) };
}

/**
 * The way to a machine through the practice's tunnel, once some device can know it there.
 *
 * @param host its address outside; where that is the one inside already there is no other
 */
export function insideOf({ devices, names }: Clinic, host: string): Pick<Connection, "inside"> {
  if (devices?.machine === undefined) return {};
  const addresses = insideAddresses(names.domain, MACHINE_NUMBER);
  if (addresses.includes(host)) return {};
  return { inside: { host: addresses[0], first: hasSshInside(devices) } };
}

/** Whether SSH is reached through the tunnel alone. */
export function hasSshInside(devices: Clinic["devices"]): boolean {
  return devices !== undefined && devices.inside !== "nothing";
}
