import { readNetwork, WIDEST } from "../../clinic/network.ts";
import { has, isNothing, listOf, recordOf, textOf, type CloudRule, type Properties } from "./rule.ts";

const HETZNER_SERVER = "hcloud:index/server:Server";
const HETZNER_FIREWALL = "hcloud:index/firewall:Firewall";
const AWS_INSTANCE = "aws:ec2/instance:Instance";
const AWS_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const AWS_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const AWS_DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
const AWS_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const AWS_INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const AWS_EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const SSH = 22;

/** What our services open to everybody: pages, the certificate's issuer, the relay and media, and the tunnel of a practice's own devices. */
export const OPEN: Readonly<Record<"tcp" | "udp", readonly number[]>> = {
  tcp: [80, 443, 3478, 5349],
  udp: [3478, 10000, 51820],
};

/** What leaves our machines to anywhere: names, time, packages and certificates. A mirror or an issuer may have a port of its own above these. */
const OUT: Readonly<Record<"tcp" | "udp", readonly number[]>> = { tcp: [53, 80, 443], udp: [53, 67, 123] };
/** RFC 6335, section 6: the system ports. */
const WELL_KNOWN = 1023;

/** Lets through what was not asked for, in whichever cloud's own words. */
interface CloudOpening {
  readonly direction: "in" | "out";
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly networks: readonly unknown[];
}

export const firewall: CloudRule = {
  id: "cloud-firewall",
  title:
    "The cloud's own firewall stands before the server, opens what the services declare, and SSH to administrators alone.",
  severity: "high",
  mend: "Let the firewall be made from the release's ports and egress; name the administrators' networks at stillroom:administrationFrom.",
  concerns: ({ type }) =>
    [
      ...[HETZNER_SERVER, HETZNER_FIREWALL, AWS_INSTANCE, AWS_INTERFACE, AWS_GROUP, AWS_DEFAULT_GROUP],
      ...[AWS_GROUP_RULE, AWS_INGRESS_RULE, AWS_EGRESS_RULE],
    ].includes(type),
  check: ({ type, properties }) => {
    switch (type) {
      case HETZNER_SERVER:
        return listOf(properties["firewallIds"]).length > 0 ? [] : ["The server has no firewall."];
      case HETZNER_FIREWALL:
        return hetznerFaults(listOf(properties["rules"]).map(recordOf));
      case AWS_INSTANCE:
        return [
          ...routerFaults(properties),
          // An interface has its groups; which one it is may not be known yet.
          ...(has(recordOf(properties["primaryNetworkInterface"]), "networkInterfaceId") ||
          listOf(properties["vpcSecurityGroupIds"]).length > 0
            ? []
            : ["The instance is in the network's default security group."]),
        ];
      case AWS_INTERFACE:
        return [
          ...routerFaults(properties),
          ...(listOf(properties["securityGroups"]).length > 0
            ? []
            : ["The interface is in the network's default security group."]),
        ];
      case AWS_GROUP_RULE:
        return awsFaults(properties["type"] === "egress" ? "out" : "in", properties);
      case AWS_INGRESS_RULE:
        return awsFaults("in", properties);
      case AWS_EGRESS_RULE:
        return awsFaults("out", properties);
      default:
        return [
          ...listOf(properties["ingress"]).flatMap((rule) => awsFaults("in", recordOf(rule))),
          ...listOf(properties["egress"]).flatMap((rule) => awsFaults("out", recordOf(rule))),
        ];
    }
  },
};

/** EC2 user guide, "Elastic network interfaces": only a machine that forwards for others needs the check off. */
function routerFaults(properties: Properties): readonly string[] {
  return has(properties, "sourceDestCheck") && properties["sourceDestCheck"] === false
    ? ["Packets that are not the machine's own reach it and leave it (sourceDestCheck)."]
    : [];
}

/** Without an outgoing rule Hetzner lets everything out (API reference, "Firewalls"). */
function hetznerFaults(rules: readonly Properties[]): readonly string[] {
  return [
    ...(rules.some((rule) => rule["direction"] === "in")
      ? []
      : [
          "The firewall has no incoming rule, so a server behind it can't be reached; an emptied list also leaves the old rules in force.",
        ]),
    ...(rules.some((rule) => rule["direction"] === "out")
      ? []
      : ["The firewall has no outgoing rule, so everything may leave."]),
    ...rules.map(hetznerOpening).flatMap(openingFaults),
  ];
}

/** A port is `22`, `20-30` or `any` (API reference, "Firewalls", rules). */
function hetznerOpening(rule: Properties): CloudOpening {
  const direction = rule["direction"] === "out" ? "out" : "in";
  const text = textOf(rule["port"]);
  const [from = "", to = from] = text === "any" ? ["0", "65535"] : text.split("-");
  return {
    direction,
    protocol: textOf(rule["protocol"]),
    from: Number(from),
    to: Number(to),
    networks: listOf(rule[direction === "in" ? "sourceIps" : "destinationIps"]),
  };
}

/** Where EC2 lets others in than networks: members of a group, or lists that stand elsewhere. */
const ELSEWHERE =
  "prefixListIds prefixListId self securityGroups sourceSecurityGroupId referencedSecurityGroupId".split(" ");

function awsFaults(direction: "in" | "out", rule: Properties): readonly string[] {
  const elsewhere = ELSEWHERE.filter((key) => !isNothing(rule, key));
  return [
    ...elsewhere.map((key) => `A rule names ${key} and no network, so whom it lets through can't be told.`),
    ...openingFaults(awsOpening(direction, rule)),
  ];
}

/** Protocol `-1` is every protocol and port (EC2 API reference, IpPermission); numbers are IANA's. */
function awsOpening(direction: "in" | "out", rule: Properties): CloudOpening {
  const protocol = textOf(rule["protocol"] ?? rule["ipProtocol"]);
  const names: Readonly<Record<string, string>> = { "6": "tcp", "17": "udp", "1": "icmp", "58": "icmpv6" };
  return {
    direction,
    protocol: names[protocol] ?? protocol,
    from: Number(rule["fromPort"]),
    to: Number(rule["toPort"]),
    networks: [
      ...listOf(rule["cidrBlocks"]),
      ...listOf(rule["ipv6CidrBlocks"]),
      ...["cidrIpv4", "cidrIpv6"].filter((key) => !isNothing(rule, key)).map((key) => rule[key]),
    ],
  };
}

/** ICMP carries path MTU discovery; the machine's own firewall narrows it. */
function openingFaults(opening: CloudOpening): readonly string[] {
  const { direction, protocol, from, to } = opening;
  if (protocol === "icmp" || protocol === "icmpv6") return [];
  const everybody = opening.networks.some((network) => isEverybody(textOf(network)));
  const what = `${protocol === "-1" ? "every protocol" : protocol} ${from === to ? from : `${from}-${to}`}`;
  if (protocol !== "tcp" && protocol !== "udp") {
    return [
      `A rule ${direction === "in" ? "lets in" : "lets out"} ${what}: only TCP and UDP ports are declared by a service.`,
    ];
  }
  if (direction === "out") {
    if (!(from === to && from > 0)) return [`Whatever leaves by ${what} is let out; no service asks for a range.`];
    const asked = from > WELL_KNOWN || OUT[protocol].includes(from);
    return everybody && !asked ? [`Whatever leaves by ${what} may go anywhere; no service asks for that port.`] : [];
  }
  if (protocol === "tcp" && from <= SSH && SSH <= to && everybody) return ["SSH is open to the whole internet."];
  const declared = from === to && (OPEN[protocol].includes(from) || (protocol === "tcp" && from === SSH));
  return declared ? [] : [`A rule opens ${what}, which no service declares.`];
}

/** Also what is no network that can be read. */
function isEverybody(network: string): boolean {
  const read = readNetwork(network);
  return read === undefined || read.prefix < WIDEST[read.family];
}
