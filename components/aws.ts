import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AwsMachine as Request } from "../clinic/clinic.ts";
import type { Release } from "../render/release.ts";
import { recordsOf, TTL, type DnsRecord } from "./dns.ts";
import { connectionTo, type CloudMachineArgs, type Machine } from "./machine.ts";
import { openingsOf, type Opening } from "./openings.ts";
import type { Connection } from "./provider/connection.ts";

/** Debian's own account at AWS (wiki.debian.org, Cloud/AmazonEC2Image). */
const DEBIAN_ACCOUNT = "136693071363";

/** GiB of the system's disk; everything that grows lies on the data volume. */
const ROOT_GB = 20;

/**
 * An EC2 instance in a network of its own, with addresses that outlive it and every disk under the practice's own KMS key. The
 * credentials come from the environment or from `aws:profile`; the region from the stack file.
 */
export class AwsMachine extends pulumi.ComponentResource implements Machine {
  readonly address4: pulumi.Output<string>;
  readonly address6: pulumi.Output<string>;
  readonly connection: pulumi.Output<Connection>;
  /** KMS holds it. */
  readonly volumeKey = undefined;
  readonly ready: readonly pulumi.Resource[];
  readonly server: aws.ec2.Instance;

  constructor(name: string, args: CloudMachineArgs<Request>, opts: pulumi.ComponentResourceOptions) {
    super("stillroom:index:AwsMachine", name, {}, opts);
    const { clinic, request } = args;
    const tags = { Name: clinic.names.host };
    const provider = new aws.Provider(`${name}-aws`, providerArgs(request), { parent: this });
    const child = { parent: this, provider };
    const kept = { ...child, protect: request.protected };

    const subnet = createSubnet(name, tags, child);
    const group = new aws.ec2.SecurityGroup(
      `${name}-firewall`,
      { vpcId: subnet.vpcId, description: "What reaches the machine", ...securityRules(args.release), tags },
      child,
    );
    // The interface holds the addresses, so that another instance can take its place under the same ones.
    const network = new aws.ec2.NetworkInterface(
      `${name}-interface`,
      { subnetId: subnet.id, securityGroups: [group.id], ipv6AddressCount: 1, tags },
      kept,
    );
    const ip4 = new aws.ec2.Eip(`${name}-ipv4`, { domain: "vpc", networkInterface: network.id, tags }, kept);
    const key = new aws.kms.Key(
      `${name}-key`,
      { description: "The machine's disks", enableKeyRotation: true, deletionWindowInDays: 30, tags },
      kept,
    );
    this.server = new aws.ec2.Instance(
      `${name}-server`,
      {
        ami: debianImage(request.debian, child),
        instanceType: request.size,
        primaryNetworkInterface: { networkInterfaceId: network.id },
        // Tokens only, and no hop beyond the machine itself (EC2 user guide, "Configure the instance metadata options").
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: { volumeType: "gp3", volumeSize: ROOT_GB, encrypted: true, kmsKeyId: key.arn, tags },
        disableApiTermination: request.protected,
        userData: pulumi.secret(args.userData),
        tags,
      },
      // What changes later reaches the machine by delivery, never by a new instance.
      { ...kept, ignoreChanges: ["ami", "userData"], additionalSecretOutputs: ["userData"] },
    );
    const volume = new aws.ebs.Volume(
      `${name}-volume`,
      {
        availabilityZone: subnet.availabilityZone,
        size: request.dataVolumeGb,
        type: "gp3",
        encrypted: true,
        kmsKeyId: key.arn,
        tags,
      },
      kept,
    );
    const attachment = new aws.ec2.VolumeAttachment(
      `${name}-attachment`,
      // EC2's recommended first name for a data volume; on the machine it appears as an NVMe disk.
      { deviceName: "/dev/sdf", instanceId: this.server.id, volumeId: volume.id, stopInstanceBeforeDetaching: true },
      child,
    );

    this.address4 = ip4.publicIp;
    this.address6 = network.ipv6Addresses.apply((addresses) => addresses[0] ?? "");
    this.connection = connectionTo(clinic, this.address4, args.hostKey);
    this.ready = [attachment];
    const { dns } = request;
    if (dns.kind === "provider") {
      const zone = aws.route53.getZoneOutput({ name: dns.zone }, child);
      const records = recordsOf(clinic, this).map((record) => createRecord(name, record, zone.zoneId, child));
      // EC2 refuses a reverse name whose forward record it can't find (EC2 user guide, "Use reverse DNS for email applications").
      const reverse = new aws.ec2.EipDomainName(
        `${name}-reverse4`,
        { allocationId: ip4.allocationId, domainName: clinic.names.host },
        { ...child, dependsOn: records },
      );
      this.ready = [attachment, ...records, reverse];
    }
    this.registerOutputs({ address4: this.address4, address6: this.address6 });
  }
}

/** A provider of our own, so that the region is the stack file's and not that of whoever runs `pulumi up`. */
function providerArgs(request: Request): aws.ProviderArgs {
  const profile = new pulumi.Config("aws").get("profile");
  return {
    region: request.region, // the loader accepts only the regions of this type
    ...(profile === undefined ? {} : { profile }),
  };
}

/** One public subnet for both families, with the network's default security group shut. */
function createSubnet(name: string, tags: Record<string, string>, child: pulumi.CustomResourceOptions): aws.ec2.Subnet {
  const vpc = new aws.ec2.Vpc(
    `${name}-network`,
    { cidrBlock: "10.20.0.0/24", assignGeneratedIpv6CidrBlock: true, enableDnsSupport: true, tags },
    child,
  );
  new aws.ec2.DefaultSecurityGroup(`${name}-unused`, { vpcId: vpc.id, ingress: [], egress: [] }, child);
  const gateway = new aws.ec2.InternetGateway(`${name}-gateway`, { vpcId: vpc.id, tags }, child);
  const subnet = new aws.ec2.Subnet(
    `${name}-subnet`,
    {
      vpcId: vpc.id,
      cidrBlock: "10.20.0.0/24",
      // AWS hands out a /56; a subnet is always a /64.
      ipv6CidrBlock: vpc.ipv6CidrBlock.apply((block) => block.replace(/\/56$/, "/64")),
      mapPublicIpOnLaunch: false,
      tags,
    },
    child,
  );
  const routes = new aws.ec2.RouteTable(
    `${name}-routes`,
    {
      vpcId: vpc.id,
      routes: [
        { cidrBlock: "0.0.0.0/0", gatewayId: gateway.id },
        { ipv6CidrBlock: "::/0", gatewayId: gateway.id },
      ],
      tags,
    },
    child,
  );
  new aws.ec2.RouteTableAssociation(`${name}-route`, { subnetId: subnet.id, routeTableId: routes.id }, child);
  return subnet;
}

/** Rules inside the group and not beside it, so that one added by hand is taken out again. */
function securityRules(release: Release): Pick<aws.ec2.SecurityGroupArgs, "ingress" | "egress"> {
  const openings = openingsOf(release);
  const rulesIn = (direction: Opening["direction"]): aws.types.input.ec2.SecurityGroupIngress[] =>
    openings.filter((opening) => opening.direction === direction).map(securityRule);
  return { ingress: [...rulesIn("in"), ...MTU_RULES], egress: rulesIn("out") };
}

/**
 * Path MTU discovery needs these in (EC2 user guide, "Network maximum transmission unit"): for ICMP the type stands in
 * `fromPort` and the code in `toPort`. Numbers: RFC 792 (3/4) and RFC 4443 (2/0).
 */
const MTU_RULES: aws.types.input.ec2.SecurityGroupIngress[] = [
  { protocol: "icmp", fromPort: 3, toPort: 4, cidrBlocks: ["0.0.0.0/0"], description: "path MTU discovery" },
  { protocol: "icmpv6", fromPort: 2, toPort: 0, ipv6CidrBlocks: ["::/0"], description: "path MTU discovery" },
];

function securityRule(opening: Opening): aws.types.input.ec2.SecurityGroupIngress {
  return {
    protocol: opening.protocol,
    fromPort: opening.from,
    toPort: opening.to,
    cidrBlocks: opening.networks.filter((network) => !network.includes(":")),
    ipv6CidrBlocks: opening.networks.filter((network) => network.includes(":")),
    // At most 255 characters of a small set (AWS SDK for Kotlin's EC2 model, UserIdGroupPair and PrefixListId, `description`).
    description: opening.purpose.replace(/[^a-zA-Z0-9. _:/()#,@[\]+=;{}!$*-]/g, "-").slice(0, 255),
  };
}

function debianImage(version: number, child: pulumi.InvokeOptions): pulumi.Output<string> {
  const image = aws.ec2.getAmiOutput(
    {
      owners: [DEBIAN_ACCOUNT],
      mostRecent: true,
      filters: [{ name: "name", values: [`debian-${version}-amd64-*`] }],
    },
    child,
  );
  return image.id;
}

function createRecord(
  name: string,
  record: DnsRecord,
  zoneId: pulumi.Output<string>,
  child: pulumi.CustomResourceOptions,
): aws.route53.Record {
  return new aws.route53.Record(
    `${name}-${record.name}-${record.type}`,
    { zoneId, name: record.name, type: record.type, ttl: TTL, records: [record.address] },
    child,
  );
}
