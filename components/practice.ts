import * as pulumi from "@pulumi/pulumi";
import type { Clinic } from "../clinic/clinic.ts";
import type { Release } from "../render/release.ts";
import { userDataOf, UserDataTooLong } from "../render/user-data.ts";
import { DeliveredRelease } from "./delivered-release.ts";
import { recordLines, recordsOf } from "./dns.ts";
import { existingMachine } from "./existing.ts";
import { HostKey } from "./host-key.ts";
import { OwnHostKey } from "./own-host-key.ts";
import { hasSshInside, insideOf, type CloudMachineArgs, type Machine } from "./machine.ts";
import type { Connection } from "./provider/connection.ts";

/** What a person wants to know when all stands. */
export interface Practice {
  /** IPv4 before IPv6. */
  readonly addresses: readonly pulumi.Output<string>[];
  /** Where people go. */
  readonly urls: { readonly video: string; readonly messaging: string | undefined; readonly desk: string | undefined };
  /** Lines to enter where DNS is kept; empty where the records are made here. */
  readonly dnsRecords: pulumi.Output<string[]> | readonly string[];
  /** How the machine is reached by SSH, its host key pinned; the command's verbs take it from here. */
  readonly connection: pulumi.Output<Connection>;
  /** Secret: opens the data volume after a boot, where the machine encrypts it itself. */
  readonly volumeKey: pulumi.Output<string> | string;
  /** Digest of the release that runs. */
  readonly digest: pulumi.Output<string>;
}

/** One practice: its machine, and the release on it. */
export async function deployPractice(clinic: Clinic, release: Release): Promise<Practice> {
  const machine = await createMachine(clinic, release);
  const delivered = new DeliveredRelease(
    `${clinic.stack}-release`,
    { release, connection: connectionByOwnKey(clinic, machine), volumeKey: machine.volumeKey },
    {
      dependsOn: [...machine.ready],
      // Where the server goes, the release goes with it; a machine that stays is cleaned.
      ...(machine.server === undefined ? {} : { deletedWith: machine.server }),
    },
  );
  const { names, messaging, desk } = clinic;
  return {
    addresses: [machine.address4, machine.address6].filter((address) => address !== undefined),
    urls: {
      video: `https://${names.video}/`,
      messaging: messaging.enabled ? `https://${names.messaging}/` : undefined,
      desk: desk.enabled ? `https://${names.desk}/` : undefined,
    },
    dnsRecords: clinic.machine.dns.kind === "elsewhere" ? recordLines(recordsOf(clinic, machine)) : [],
    connection: delivered.connection,
    volumeKey: machine.volumeKey ?? "none: the volume opens without one",
    digest: delivered.digest,
  };
}

/**
 * The private half of the key that a cloud's machine is born with lies in its user data and in the engine's state: from the first
 * contact on the machine has one of its own.
 */
function connectionByOwnKey(clinic: Clinic, { connection, server }: Machine): pulumi.Output<Connection> {
  if (server === undefined) return connection;
  const args = { connection, machine: server.id, ...(hasSshInside(clinic.devices) ? { insideAlone: true } : {}) };
  const { publicKey } = new OwnHostKey(`${clinic.stack}-own-host-key`, args, { deletedWith: server });
  return connection.apply((birth) =>
    publicKey.apply((hostKey) => ({ ...birth, ...insideOf(clinic, birth.host), hostKey, birthKey: birth.hostKey })),
  );
}

/** The cloud's library is loaded only when the stack file names that cloud: loading one takes longer than judging a release. */
async function createMachine(clinic: Clinic, release: Release): Promise<Machine> {
  const request = clinic.machine;
  switch (request.provider) {
    case "existing":
      return existingMachine(clinic, request);
    case "hetzner": {
      const { HetznerMachine } = await import("./hetzner.ts");
      return new HetznerMachine(clinic.stack, { request, ...birthOf(clinic, release) }, {});
    }
    case "aws": {
      const { AwsMachine } = await import("./aws.ts");
      return new AwsMachine(clinic.stack, { request, ...birthOf(clinic, release) }, {});
    }
  }
}

function birthOf(clinic: Clinic, release: Release): Omit<CloudMachineArgs<never>, "request"> {
  checkUserData(clinic, release);
  const { privateKey, publicKey } = new HostKey(`${clinic.stack}-host-key`);
  const userData = pulumi
    .secret(pulumi.all([privateKey, publicKey]))
    .apply(([secret, open]) => userDataOf(release, clinic, { hostKey: { privateKey: secret, publicKey: open } }));
  return { clinic, release, userData, hostKey: publicKey };
}

/** As long as an ed25519 key in OpenSSH's format. */
const SAMPLE_KEY = { privateKey: `${"x".repeat(70)}\n`.repeat(7), publicKey: "x".repeat(81) };

/**
 * The real user data is known only when its host key exists; a cloud refuses one that is too long even later.
 *
 * @throws pulumi.RunError before anything is registered
 */
function checkUserData(clinic: Clinic, release: Release): void {
  try {
    userDataOf(release, clinic, { hostKey: SAMPLE_KEY });
  } catch (error) {
    if (error instanceof UserDataTooLong) throw new pulumi.RunError(error.message);
    throw error;
  }
}
