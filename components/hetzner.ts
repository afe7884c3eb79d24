import * as hcloud from "@pulumi/hcloud";
import * as pulumi from "@pulumi/pulumi";
import type { HetznerMachine as Request } from "../clinic/clinic.ts";
import type { Release } from "../render/release.ts";
import { nameInZone, recordsOf, TTL } from "./dns.ts";
import { connectionTo, type CloudMachineArgs, type Machine } from "./machine.ts";
import { openingsOf } from "./openings.ts";
import type { Connection } from "./provider/connection.ts";
import { VolumeKey } from "./volume-key.ts";

const ANYONE = ["0.0.0.0/0", "::/0"];

/**
 * What the cloud itself needs beside the services: ICMP carries path MTU discovery, DHCP leases the IPv4 address, and cloud-init
 * reads its user data from the metadata address. The machine's own firewall narrows each of them.
 */
const CLOUD_RULES = [
  { direction: "in", protocol: "icmp", sourceIps: ANYONE, description: "path MTU discovery" },
  { direction: "out", protocol: "icmp", destinationIps: ANYONE, description: "path MTU discovery" },
  { direction: "out", protocol: "udp", port: "67", destinationIps: ["0.0.0.0/0"], description: "address lease" },
  { direction: "out", protocol: "tcp", port: "80", destinationIps: ["169.254.169.254/32"], description: "first boot" },
];

/**
 * A server at Hetzner Cloud behind a firewall, with addresses that outlive it, a blank volume for its data, reverse DNS, and its
 * records where the zone is at Hetzner too. The token comes from `hcloud:token` or HCLOUD_TOKEN.
 */
export class HetznerMachine extends pulumi.ComponentResource implements Machine {
  readonly address4: pulumi.Output<string>;
  readonly address6: pulumi.Output<string>;
  readonly connection: pulumi.Output<Connection>;
  readonly volumeKey: pulumi.Output<string>;
  readonly ready: readonly pulumi.Resource[];
  readonly server: hcloud.Server;

  constructor(name: string, args: CloudMachineArgs<Request>, opts: pulumi.ComponentResourceOptions) {
    super("stillroom:index:HetznerMachine", name, {}, opts);
    const { clinic, request } = args;
    const host = clinic.names.host;
    const child = { parent: this };
    // Taken off by `protected: false` and one `pulumi up`; only then can the resource be deleted.
    const kept = { parent: this, protect: request.protected };
    const deleteProtection = request.protected;
    const location = request.region;

    const primary = { location, autoDelete: false, deleteProtection };
    const ip4 = new hcloud.PrimaryIp(`${name}-ipv4`, { ...primary, type: "ipv4" }, kept);
    const ip6 = new hcloud.PrimaryIp(`${name}-ipv6`, { ...primary, type: "ipv6" }, kept);
    const firewall = new hcloud.Firewall(`${name}-firewall`, { rules: firewallRules(args.release) }, child);
    this.server = new hcloud.Server(
      `${name}-server`,
      {
        // With a name of its own a replacement deletes first: two servers can't hold the same addresses.
        name: host,
        serverType: request.size,
        image: `debian-${request.debian}`,
        location,
        publicNets: [{ ipv4Enabled: true, ipv4: numberOf(ip4), ipv6Enabled: true, ipv6: numberOf(ip6) }],
        firewallIds: [numberOf(firewall)],
        userData: pulumi.secret(args.userData),
        // Hetzner asks that both be equal.
        deleteProtection,
        rebuildProtection: deleteProtection,
      },
      // What changes later reaches the machine by delivery, never by a new server.
      { ...kept, ignoreChanges: ["userData", "image", "sshKeys"], additionalSecretOutputs: ["userData"] },
    );
    const volume = new hcloud.Volume(
      `${name}-volume`,
      { location, size: request.dataVolumeGb, deleteProtection },
      kept,
    );
    // Hetzner holds the volume and not its key, the stack's state holds the key and not the volume.
    this.volumeKey = new VolumeKey(`${name}-volume-key`, kept).key;
    const attachment = new hcloud.VolumeAttachment(
      `${name}-attachment`,
      { serverId: numberOf(this.server), volumeId: numberOf(volume), automount: false },
      child,
    );

    this.address4 = ip4.ipAddress;
    // A primary IPv6 is a whole network (`2001:db8:1::`); the server's own address in it is the one that answers.
    this.address6 = this.server.ipv6Address;
    this.connection = connectionTo(clinic, this.address4, args.hostKey);
    const reverse = [
      { role: "reverse4", primaryIpId: numberOf(ip4), ipAddress: this.address4 },
      { role: "reverse6", primaryIpId: numberOf(ip6), ipAddress: this.address6 },
    ].map(({ role, ...target }) => new hcloud.Rdns(`${name}-${role}`, { ...target, dnsPtr: host }, child));
    const { dns } = request;
    const records =
      dns.kind === "elsewhere"
        ? []
        : recordsOf(clinic, this).map(
            (record) =>
              new hcloud.ZoneRrset(
                `${name}-${record.name}-${record.type}`,
                {
                  zone: dns.zone,
                  name: nameInZone(record.name, dns.zone),
                  type: record.type,
                  ttl: TTL,
                  records: [{ value: record.address }],
                },
                child,
              ),
          );
    this.ready = [attachment, ...reverse, ...records];
    this.registerOutputs({ address4: this.address4, address6: this.address6 });
  }
}

/** Never empty: Hetzner leaves the old rules in force when a change would take out the last one. */
function firewallRules(release: Release): hcloud.types.input.FirewallRule[] {
  const rules = openingsOf(release).map((opening) => ({
    direction: opening.direction,
    protocol: opening.protocol,
    port: opening.from === opening.to ? `${opening.from}` : `${opening.from}-${opening.to}`,
    ...(opening.direction === "in" ? { sourceIps: [...opening.networks] } : { destinationIps: [...opening.networks] }),
    description: opening.purpose,
  }));
  return [...rules, ...CLOUD_RULES];
}

/** The API counts its ids; the provider gives them as text. */
function numberOf(resource: pulumi.CustomResource): pulumi.Output<number> {
  return resource.id.apply(Number);
}
