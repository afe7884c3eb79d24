import * as pulumi from "@pulumi/pulumi";
import type { Clinic } from "../clinic/clinic.ts";

export interface DnsRecord {
  /** Fully qualified, without a trailing dot. */
  readonly name: string;
  readonly type: "A" | "AAAA";
  readonly address: pulumi.Output<string>;
}

/** Seconds. Short enough that a machine which moves is found again within minutes. */
export const TTL = 300;

/** The names under which the practice's machine answers. */
export function servedNames(clinic: Clinic): readonly string[] {
  const { names, messaging, desk } = clinic;
  return [
    ...new Set([
      ...[names.host, names.video, names.relay],
      ...(messaging.enabled ? [names.messaging, names.homeserver] : []),
      ...(desk.enabled ? [names.desk] : []),
    ]),
  ];
}

/** Every record that leads to the machine, for each family in which it has an address. */
export function recordsOf(
  clinic: Clinic,
  addresses: {
    readonly address4: pulumi.Output<string> | undefined;
    readonly address6: pulumi.Output<string> | undefined;
  },
): readonly DnsRecord[] {
  const { address4, address6 } = addresses;
  return servedNames(clinic).flatMap<DnsRecord>((name) => [
    ...(address4 === undefined ? [] : [{ name, type: "A" as const, address: address4 }]),
    ...(address6 === undefined ? [] : [{ name, type: "AAAA" as const, address: address6 }]),
  ]);
}

/**
 * A name as its zone's file writes it: `@` for the zone itself.
 *
 * @throws pulumi.RunError where the name does not lie in the zone
 */
export function nameInZone(name: string, zone: string): string {
  if (name === zone) return "@";
  if (name.endsWith(`.${zone}`)) return name.slice(0, -zone.length - 1);
  throw new pulumi.RunError(
    `${name} does not lie in the zone ${zone}, so its record can't be made there. Name the zone that holds it at stillroom:machine.dns.zone.`,
  );
}

/** The records as lines for a person who keeps DNS elsewhere. */
export function recordLines(records: readonly DnsRecord[]): pulumi.Output<string[]> {
  return pulumi.all(
    records.map((record) => record.address.apply((address) => `${record.name}. ${TTL} IN ${record.type} ${address}`)),
  );
}
