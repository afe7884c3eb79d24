import { tellingWords } from "../clinic/neutral-names.ts";
import { regionOf } from "../clinic/regions.ts";
import { isSuitable, sizeOf, suitableSizes } from "../clinic/sizes.ts";
import type { CloudRule, Properties } from "./cloud-rule.ts";

const HETZNER_SERVER = "hcloud:index/server:Server";
const HETZNER_FIREWALL = "hcloud:index/firewall:Firewall";
const AWS_INSTANCE = "aws:ec2/instance:Instance";
const AWS_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const AWS_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const AWS_INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const AWS_VOLUME = "aws:ebs/volume:Volume";
const AWS_KEY = "aws:kms/key:Key";
const AWS_PROVIDER = "pulumi:providers:aws";

const SSH = 22;

const size: CloudRule = {
  id: "cloud-size",
  title: "A server is of a size that is known here, with at least 2 CPUs and 4 GB of memory.",
  severity: "high",
  mend: "Name a suitable size at stillroom:machine.size.",
  concerns: (type) => type === HETZNER_SERVER || type === AWS_INSTANCE,
  check: (type, properties) => {
    const provider = type === HETZNER_SERVER ? "hetzner" : "aws";
    const name = textOf(type === HETZNER_SERVER ? properties["serverType"] : properties["instanceType"]);
    const found = sizeOf(provider, name);
    if (found !== undefined && isSuitable(found)) return [];
    return [
      `The size "${name}" is ${found === undefined ? "not known" : "too small"}; suitable: ${suitableSizes(provider).join(", ")}.`,
    ];
  },
};

const region: CloudRule = {
  id: "cloud-region",
  title: "A server stands in a region whose country is known.",
  severity: "high",
  mend: "Name the region at stillroom:machine.region.",
  concerns: (type) => type === HETZNER_SERVER || type === AWS_PROVIDER,
  check: (type, properties) => {
    const provider = type === HETZNER_SERVER ? "hetzner" : "aws";
    const name = textOf(type === HETZNER_SERVER ? properties["location"] : properties["region"]);
    return regionOf(provider, name) === undefined
      ? [`The region "${name}" is not known, so the law can't be judged that holds there.`]
      : [];
  },
};

const firewall: CloudRule = {
  id: "cloud-firewall",
  title:
    "The cloud's own firewall stands before the server, denies what it does not name, and opens SSH to administrators alone.",
  severity: "high",
  mend: "Let the firewall be made from the release's ports and egress; name the administrators' networks at stillroom:administrationFrom.",
  concerns: (type) =>
    [HETZNER_SERVER, HETZNER_FIREWALL, AWS_INSTANCE, AWS_GROUP, AWS_GROUP_RULE, AWS_INGRESS_RULE].includes(type),
  check: (type, properties) => {
    switch (type) {
      case HETZNER_SERVER:
        return listOf(properties["firewallIds"]).length > 0 ? [] : ["The server has no firewall."];
      case HETZNER_FIREWALL:
        return hetznerFirewallFaults(listOf(properties["rules"]).map(recordOf));
      case AWS_INSTANCE:
        return has(properties, "primaryNetworkInterface") || listOf(properties["vpcSecurityGroupIds"]).length > 0
          ? []
          : ["The instance is in the network's default security group."];
      case AWS_GROUP:
        return listOf(properties["ingress"]).map(recordOf).flatMap(awsIngressFaults);
      default:
        return properties["type"] === "egress" ? [] : awsIngressFaults(properties);
    }
  },
};

/** Without an outgoing rule Hetzner lets everything out (API reference, "Firewalls"). */
function hetznerFirewallFaults(rules: readonly Properties[]): readonly string[] {
  const incoming = rules.filter((rule) => rule["direction"] === "in");
  const open = incoming.filter(
    (rule) =>
      rule["protocol"] === "tcp" && portCovers(textOf(rule["port"]), SSH) && listOf(rule["sourceIps"]).some(isAnyone),
  );
  return [
    ...(incoming.length > 0
      ? []
      : [
          "The firewall has no incoming rule, so a server behind it can't be reached; an emptied list also leaves the old rules in force.",
        ]),
    ...(rules.some((rule) => rule["direction"] === "out")
      ? []
      : ["The firewall has no outgoing rule, so everything may leave."]),
    ...open.map(() => "SSH is open to the whole internet."),
  ];
}

/** `22`, `20-30` or `any` (API reference, "Firewalls", rules). */
function portCovers(text: string, port: number): boolean {
  if (text === "any") return true;
  const [from = text, to = from] = text.split("-");
  return Number(from) <= port && port <= Number(to);
}

/** Protocol `-1` is every protocol and port (EC2 API reference, IpPermission). */
function awsIngressFaults(rule: Properties): readonly string[] {
  const protocol = textOf(rule["protocol"] ?? rule["ipProtocol"]);
  const all = protocol === "-1" || protocol === "all";
  const covers =
    all || (["tcp", "6"].includes(protocol) && Number(rule["fromPort"]) <= SSH && SSH <= Number(rule["toPort"]));
  const sources = [
    ...listOf(rule["cidrBlocks"]),
    ...listOf(rule["ipv6CidrBlocks"]),
    ...[rule["cidrIpv4"], rule["cidrIpv6"]].filter((source) => source !== undefined),
  ];
  return covers && sources.some(isAnyone) ? ["SSH is open to the whole internet."] : [];
}

const encryption: CloudRule = {
  id: "cloud-encryption",
  title: "Every disk at AWS is encrypted under a key of the practice's own, which is rotated.",
  severity: "high",
  mend: "Set `encrypted: true` and `kmsKeyId` on the disk, and `enableKeyRotation: true` on the key.",
  concerns: (type) => [AWS_INSTANCE, AWS_VOLUME, AWS_KEY].includes(type),
  check: (type, properties) => {
    if (type === AWS_KEY) return properties["enableKeyRotation"] === true ? [] : ["The key is never rotated."];
    const disk = type === AWS_VOLUME ? properties : recordOf(properties["rootBlockDevice"]);
    return [
      ...(disk["encrypted"] === true ? [] : ["The disk is not encrypted."]),
      // The key's name may be unknown before it exists; that there is one is not.
      ...(has(disk, "kmsKeyId") ? [] : ["The disk is under AWS's key and not under the practice's own."]),
    ];
  },
};

const metadata: CloudRule = {
  id: "cloud-metadata",
  title: "EC2's metadata service answers to tokens alone and no further than the machine itself.",
  severity: "high",
  mend: 'Set `metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 }`.',
  concerns: (type) => type === AWS_INSTANCE,
  check: (_type, properties) => {
    const options = recordOf(properties["metadataOptions"]);
    return [
      ...(options["httpTokens"] === "required" ? [] : ["The metadata service answers without a token."]),
      ...(options["httpPutResponseHopLimit"] === 1 ? [] : ["The metadata service answers beyond the machine itself."]),
    ];
  },
};

/** Where a resource carries names that a stranger, the hosting company or its staff can see. */
const NAMES = ["name", "dnsPtr", "domainName", "description", "zone"];
const NAME_MAPS = ["tags", "labels"];

const names: CloudRule = {
  id: "cloud-names",
  title: "No name at the cloud tells what the practice does.",
  severity: "promise",
  mend: "Choose a neutral name in the stack file: one that could belong to any business.",
  concerns: (type) => /^(hcloud|aws):/.test(type),
  check: (_type, properties) => {
    const texts = [
      ...NAMES.filter((key) => has(properties, key)).map((key) => [key, properties[key]] as const),
      ...NAME_MAPS.flatMap((map) =>
        Object.entries(recordOf(properties[map])).flatMap(([key, value]) => [
          [`${map}.${key}`, key] as const,
          [`${map}.${key}`, value] as const,
        ]),
      ),
    ];
    return texts.flatMap(([where, text]) =>
      tellingWords(textOf(text)).map(
        ({ word, language }) => `${where} "${textOf(text)}" holds "${word}" (${language}).`,
      ),
    );
  },
};

export const CLOUD_RULES: readonly CloudRule[] = [names, size, region, firewall, encryption, metadata];

function has(properties: Properties, key: string): boolean {
  return Object.hasOwn(properties, key);
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Properties) : {}; // any object can be read as properties
}

function isAnyone(network: unknown): boolean {
  return typeof network === "string" && /\/0$/.test(network);
}
