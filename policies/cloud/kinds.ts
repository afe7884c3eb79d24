import { isNothing, listOf, recordOf, textOf, type CloudRule, type Properties } from "./rule.ts";

/*
 * Which kinds of resources a practice's program may make, and what may be said of each. Kinds and properties are those of
 * @pulumi/hcloud 1.41.0 and @pulumi/aws 7.48.0 (`<Kind>Args` in their declarations). What is not listed was not looked at, and what was
 * not looked at can't be promised: also the resources of any other provider.
 */

/** For every kind of AWS: `region` is judged by `cloud-region`, `tags` by `cloud-names`. */
const AWS = ["region", "tags"];

/** What our own components say, and what can do no harm beside it. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  // `endpoint` and the like would bring the cloud's token to whoever answers there (`ProviderArgs` of both).
  "pulumi:providers:hcloud": ["token", "pollInterval", "pollFunction", "version"],
  "pulumi:providers:aws":
    "region profile accessKey secretKey token sharedConfigFiles sharedCredentialsFiles assumeRoles assumeRoleWithWebIdentity allowedAccountIds forbiddenAccountIds defaultTags ignoreTags maxRetries retryMode skipCredentialsValidation skipMetadataApiCheck skipRegionValidation skipRequestingAccountId version".split(
      " ",
    ),
  "hcloud:index/server:Server":
    "name serverType image location datacenter publicNets firewallIds userData labels deleteProtection rebuildProtection placementGroupId shutdownBeforeDeletion sshKeys backups iso rescue".split(
      " ",
    ),
  "hcloud:index/firewall:Firewall": ["name", "labels", "rules", "applyTos"],
  "hcloud:index/primaryIp:PrimaryIp":
    "name labels type location datacenter assigneeType assigneeId autoDelete deleteProtection".split(" "),
  "hcloud:index/rdns:Rdns": ["dnsPtr", "ipAddress", "primaryIpId", "serverId"],
  "hcloud:index/zoneRrset:ZoneRrset": ["zone", "name", "type", "ttl", "records", "labels", "changeProtection"],
  "hcloud:index/volume:Volume": "name labels size location serverId deleteProtection format automount".split(" "),
  "hcloud:index/volumeAttachment:VolumeAttachment": ["serverId", "volumeId", "automount"],
  "aws:ec2/vpc:Vpc": "cidrBlock assignGeneratedIpv6CidrBlock enableDnsSupport enableDnsHostnames instanceTenancy".split(
    " ",
  ),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ["vpcId", "ingress", "egress", "revokeRulesOnDelete"],
  "aws:ec2/internetGateway:InternetGateway": ["vpcId"],
  "aws:ec2/subnet:Subnet":
    "vpcId cidrBlock ipv6CidrBlock availabilityZone mapPublicIpOnLaunch assignIpv6AddressOnCreation privateDnsHostnameTypeOnLaunch".split(
      " ",
    ),
  "aws:ec2/routeTable:RouteTable": ["vpcId", "routes"],
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ["subnetId", "routeTableId"],
  "aws:ec2/securityGroup:SecurityGroup": "name namePrefix vpcId description ingress egress revokeRulesOnDelete".split(
    " ",
  ),
  "aws:ec2/securityGroupRule:SecurityGroupRule":
    "type securityGroupId protocol fromPort toPort cidrBlocks ipv6CidrBlocks description prefixListIds self sourceSecurityGroupId".split(
      " ",
    ),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
    "securityGroupId ipProtocol fromPort toPort cidrIpv4 cidrIpv6 description prefixListId referencedSecurityGroupId".split(
      " ",
    ),
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule":
    "securityGroupId ipProtocol fromPort toPort cidrIpv4 cidrIpv6 description prefixListId referencedSecurityGroupId".split(
      " ",
    ),
  "aws:ec2/networkInterface:NetworkInterface":
    "subnetId securityGroups description sourceDestCheck privateIps privateIpsCount ipv6AddressCount ipv6Addresses".split(
      " ",
    ),
  "aws:ec2/eip:Eip": ["domain", "networkInterface", "instance"],
  "aws:ec2/eipDomainName:EipDomainName": ["allocationId", "domainName", "timeouts"],
  "aws:kms/key:Key":
    "description enableKeyRotation rotationPeriodInDays deletionWindowInDays isEnabled keyUsage customerMasterKeySpec".split(
      " ",
    ),
  "aws:kms/alias:Alias": ["name", "namePrefix", "targetKeyId"],
  "aws:ec2/instance:Instance":
    "ami instanceType primaryNetworkInterface subnetId vpcSecurityGroupIds metadataOptions rootBlockDevice ebsBlockDevices disableApiTermination disableApiStop userData sourceDestCheck tenancy creditSpecification maintenanceOptions monitoring ebsOptimized availabilityZone volumeTags instanceInitiatedShutdownBehavior keyName iamInstanceProfile launchTemplate userDataBase64".split(
      " ",
    ),
  "aws:ebs/volume:Volume":
    "availabilityZone size type iops throughput encrypted kmsKeyId finalSnapshot snapshotId".split(" "),
  "aws:ec2/volumeAttachment:VolumeAttachment":
    "deviceName instanceId volumeId stopInstanceBeforeDetaching skipDestroy".split(" "),
  "aws:route53/record:Record": ["zoneId", "name", "type", "ttl", "records", "allowOverwrite"],
};

/** What the entries of a list may say, where an entry can do more than the list's name tells. */
const ENTRIES: Readonly<Record<string, readonly [list: string, names: readonly string[]]>> = {
  "aws:ec2/routeTable:RouteTable": ["routes", ["cidrBlock", "ipv6CidrBlock", "gatewayId"]],
};

/** Where names lead to: addresses. Others hand a name, or the mail and certificates for it, to somebody else. */
const RECORDS: readonly string[] = ["hcloud:index/zoneRrset:ZoneRrset", "aws:route53/record:Record"];
const ADDRESSES: readonly string[] = ["A", "AAAA"];

/** Kinds of which it is known what they would break. */
const HARMFUL: readonly (readonly [RegExp, string])[] = [
  [
    /^aws:s3\w*\/|^hcloud:index\/storageBox/,
    "It keeps files outside the machine, where no rule says who can read them.",
  ],
  [
    /^aws:(?:rds|dynamodb|docdb|neptune|elasticache|opensearch|redshift|memorydb)\//,
    "It keeps data in a database outside the machine, which the hosting company can read.",
  ],
  [
    /^aws:(?:efs|fsx|lightsail)\/|^aws:ecs\/|^aws:eks\/|^aws:lambda\//,
    "It runs or keeps something outside the machine, where no rule looks.",
  ],
  [
    /^hcloud:index\/snapshot:|^aws:ebs\/snapshot|^aws:ec2\/ami|^aws:(?:backup|dlm)\//i,
    "It copies the machine's disk, with the secrets that were born there.",
  ],
  [/^aws:ec2\/trafficMirror|^aws:networkmonitor\//, "It copies every packet of the machine to somewhere else."],
  [/^aws:ec2\/flowLog:|^aws:(?:cloudwatch|kinesis|cfg)\//, "It keeps, outside the machine, who spoke to it and when."],
  [
    /^hcloud:index\/loadBalancer|^aws:(?:lb|alb|elb|cloudfront|apigateway|apigatewayv2|globalaccelerator)\//,
    "It stands between people and the machine, where it can see and change what passes.",
  ],
  [
    /^aws:ec2\/(?:vpcPeering|transitGateway|vpnGateway|vpnConnection)|^hcloud:index\/network/,
    "It joins the machine's network with another one.",
  ],
];

export const kinds: CloudRule = {
  id: "cloud-kinds",
  title: "Every resource is of a kind that was looked at, and nothing is said of it that was not.",
  severity: "high",
  mend: "Take it out of this program, or make it in a program and stack of its own.",
  // The engine's own and ours make nothing at a cloud, and behind a component or a stack stands no provider.
  concerns: ({ type, provider }) =>
    Object.hasOwn(KINDS, type) || (provider !== undefined && !/^(?:pulumi|stillroom):/.test(type)),
  check: ({ type, properties }) => {
    const known = Object.hasOwn(KINDS, type) ? KINDS[type] : undefined;
    if (known === undefined) {
      const harm = HARMFUL.find(([pattern]) => pattern.test(type))?.[1];
      return [
        `${type}: ${harm ?? "Nobody has looked at what this kind of resource does, so what it would do can't be told."}`,
      ];
    }
    const names = new Set([...known, ...(type.startsWith("aws:") ? AWS : []), ...defaulted(properties)]);
    return [
      ...saidIn(properties)
        .filter((name) => !names.has(name))
        .map((name) => `${type}: What ${name} does was not looked at, so what it would do can't be told.`),
      ...entryFaults(type, properties),
      ...(RECORDS.includes(type) && !ADDRESSES.includes(textOf(properties["type"]))
        ? [
            `${type}: A record of the type "${textOf(properties["type"])}" leads to something else than the machine's addresses.`,
          ]
        : []),
    ];
  },
};

function entryFaults(type: string, properties: Properties): readonly string[] {
  const [list, names] = ENTRIES[type] ?? [undefined, []];
  if (list === undefined) return [];
  return listOf(properties[list])
    .flatMap((entry) => saidIn(recordOf(entry)))
    .filter((name) => !names.includes(name))
    .map((name) => `${type}: What ${name} does in ${list} was not looked at, so what it would do can't be told.`);
}

/** What a provider fills in by itself, it lists (pulumi/pulumi-terraform-bridge; seen of hcloud 1.41.0 under the real engine). */
const DEFAULTS = "__defaults";

function defaulted(properties: Properties): readonly string[] {
  return [DEFAULTS, ...listOf(properties[DEFAULTS]).filter((name) => typeof name === "string")];
}

/** Names of properties that say anything; one that is not known yet does. */
function saidIn(properties: Properties): readonly string[] {
  return Object.keys(properties).filter((name) => !isNothing(properties, name));
}
