import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { unknownCheckingProxy } from "@pulumi/policy";
import { deployPractice } from "../../components/practice.ts";
import { plainValue, secretValue } from "../../components/provider/property-values.ts";
import type { Properties } from "../../policies/cloud-rule.ts";
import { CLOUD_RULES } from "../../policies/cloud-rules.ts";
import { render } from "../../render/render.ts";
import { recorded } from "../components/recorded.ts";
import { CLINIC } from "../fixtures/clinic.ts";

/** What the pack would say, asked as the engine asks: reading what is not known yet throws. */
function said(type: string, properties: Properties): readonly string[] {
  const asked = (unknownCheckingProxy as (value: Properties) => Properties)(properties); // exported without its type
  return CLOUD_RULES.filter((rule) => rule.concerns(type)).flatMap((rule) =>
    rule.check(type, asked).map((what) => `${rule.id}: ${what}`),
  );
}

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const SERVER = { serverType: "cx33", location: "nbg1", firewallIds: [UNKNOWN_TEXT], name: "h1.quiet-harbour.example" };
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
};
const ingress = (rule: Properties): Properties => ({
  ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, ...rule }],
});

const HETZNER_SERVER = "hcloud:index/server:Server";
const HETZNER_FIREWALL = "hcloud:index/firewall:Firewall";
const AWS_INSTANCE = "aws:ec2/instance:Instance";
const AWS_GROUP = "aws:ec2/securityGroup:SecurityGroup";
const AWS_VOLUME = "aws:ebs/volume:Volume";

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
  ["every protocol", AWS_GROUP, ingress({ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }), /SSH/],
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
  ["a telling server name", HETZNER_SERVER, { ...SERVER, name: "therapy-1" }, /^cloud-names: name "therapy-1"/],
  ["a telling tag", AWS_INSTANCE, { ...INSTANCE, tags: { purpose: "psychologist" } }, /^cloud-names: tags\.purpose/],
  ["a telling reverse name", "hcloud:index/rdns:Rdns", { dnsPtr: "clinic.example" }, /^cloud-names: dnsPtr/],
];

describe("rules over the cloud's resources", () => {
  for (const [how, type, properties, expected] of BAD) {
    it(`refuse ${how}`, () => {
      assert.match(said(type, properties).join("\n"), expected);
    });
  }

  it("say nothing of a good server, firewall and instance, though some of their values are not known yet", () => {
    assert.deepEqual(said(HETZNER_SERVER, SERVER), []);
    assert.deepEqual(said(HETZNER_FIREWALL, FIREWALL), []);
    assert.deepEqual(said(AWS_INSTANCE, INSTANCE), []);
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
  return JSON.parse(JSON.stringify(inputs), (_key, value: unknown) =>
    typeof plainValue(value) === "string" ? plainValue(value) : value,
  ) as Properties; // it was Properties before
}
