import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Clinic, MachineRequest } from "../../clinic/clinic.ts";
import { insideAddresses, MACHINE_NUMBER } from "../../clinic/device-network.ts";
import { tellingWords } from "../../clinic/neutral-names.ts";
import { deployPractice } from "../../components/practice.ts";
import { fieldOf } from "../../components/provider/connection-input.ts";
import { firstUnknown, plainValue, secretValue, UNKNOWN_YET } from "../../components/provider/property-values.ts";
import { putTogether } from "../../render/manifest.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { recorded, type Answers, type Registered } from "./recorded.ts";

const PRIVATE_KEY = "-----BEGIN OPENSSH PRIVATE KEY-----\ncanary\n-----END OPENSSH PRIVATE KEY-----\n";
const HOST_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGj1eRcXN0CZoFvAUhp0C4tHqJ8n5wJvWcH3lYyqTt0d";
const OWN_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOwn0000000000000000000000000000000000000000";

/** What Hetzner, AWS and our own provider would answer. */
const ANSWERS: Answers = {
  "stillroom:index:HostKey": { publicKey: HOST_KEY, privateKey: secretValue(PRIVATE_KEY) },
  "stillroom:index:OwnHostKey": { publicKey: OWN_KEY },
  "stillroom:index:VolumeKey": { key: secretValue("c0ffee".repeat(10) + "c0fe") },
  "stillroom:index:Release": { digest: "0" },
  "hcloud:index/primaryIp:PrimaryIp": { ipAddress: "198.51.100.9" },
  "hcloud:index/server:Server": { ipv6Address: "2001:db8:1::1" },
  "aws:ec2/vpc:Vpc": { ipv6CidrBlock: "2001:db8:5:ff00::/56" },
  "aws:ec2/subnet:Subnet": { availabilityZone: "eu-central-1a" },
  "aws:ec2/networkInterface:NetworkInterface": { ipv6Addresses: ["2001:db8:5:ff00::7"] },
  "aws:ec2/eip:Eip": { publicIp: "198.51.100.9", allocationId: "eipalloc-1" },
  "aws:kms/key:Key": { arn: "arn:aws:kms:eu-central-1:1:key/1" },
  "aws:ec2/getAmi:getAmi": { id: "ami-1" },
  "aws:route53/getZone:getZone": { zoneId: "Z1" },
};

const HETZNER = CLINIC;
const AWS = withMachine({
  provider: "aws",
  size: "t3a.large",
  region: "eu-central-1",
  dataVolumeGb: 40,
  debian: 13,
  protected: true,
  dns: { kind: "provider", zone: "quiet-harbour.example" },
});
const EXISTING = withMachine({
  provider: "existing",
  address: "198.51.100.7",
  sshPort: 2222,
  sshUser: "deploy",
  hostKey: HOST_KEY,
  publicAddresses: ["198.51.100.7", "2001:db8:51::7"],
  cpus: 4,
  memoryGb: 8,
  diskEncryption: "luks2",
  debian: 13,
  protected: false,
  dns: { kind: "elsewhere" },
});

const CLINICS = { hetzner: HETZNER, aws: AWS, existing: EXISTING };

function withMachine(machine: MachineRequest): Clinic {
  return { ...CLINIC, machine };
}

async function registeredFor(clinic: Clinic, preview = false): Promise<readonly Registered[]> {
  const { registered, error } = await recorded(() => deployPractice(clinic, render(clinic)), {
    preview,
    answers: ANSWERS,
  });
  assert.equal(error, undefined);
  return registered;
}

function one(registered: readonly Registered[], name: string): Registered {
  const found = registered.filter((resource) => resource.name === name);
  assert.equal(found.length, 1, `${name} is registered ${found.length} times`);
  return found[0] as Registered; // just counted
}

const RECORDS = ["h1", "meet", "relay", "chat", "matrix"].flatMap((label) => [
  `prod-${label}.quiet-harbour.example-A`,
  `prod-${label}.quiet-harbour.example-AAAA`,
]);

describe("what is registered", () => {
  const expected = {
    hetzner: [
      "prod",
      "prod-attachment",
      "prod-firewall",
      "prod-host-key",
      "prod-ipv4",
      "prod-ipv6",
      "prod-own-host-key",
      "prod-release",
      "prod-reverse4",
      "prod-reverse6",
      "prod-server",
      "prod-volume",
      "prod-volume-key",
      ...RECORDS,
    ],
    aws: [
      "prod",
      "prod-attachment",
      "prod-aws",
      "prod-firewall",
      "prod-gateway",
      "prod-host-key",
      "prod-interface",
      "prod-ipv4",
      "prod-key",
      "prod-network",
      "prod-own-host-key",
      "prod-release",
      "prod-reverse4",
      "prod-route",
      "prod-routes",
      "prod-server",
      "prod-subnet",
      "prod-unused",
      "prod-volume",
      ...RECORDS,
    ],
    existing: ["prod-release"],
  };
  for (const [provider, clinic] of Object.entries(CLINICS)) {
    for (const preview of [true, false]) {
      it(`${provider}, ${preview ? "preview" : "up"}`, async () => {
        const names = (await registeredFor(clinic, preview)).map((resource) => resource.name);
        assert.deepEqual([...names].sort(), [...expected[provider as keyof typeof expected]].sort());
        assert.equal(names.at(-1), "prod-release", "the release comes last");
      });
    }
  }
});

describe("the release", () => {
  for (const [provider, clinic] of Object.entries(CLINICS)) {
    it(`of ${provider} is known at preview, whatever the machine's address`, async () => {
      const { inputs } = one(await registeredFor(clinic, true), "prod-release");
      const { files, manifest } = inputs;
      assert.equal(firstUnknown(plainValue({ files, manifest }), "inputs"), undefined);
      const rebuilt = putTogether({ files, manifest });
      assert.deepEqual(rebuilt.kind === "release" ? rebuilt.release.digest : rebuilt.what, render(clinic).digest);
      assert.equal(plainValue(inputs["connection"]) === UNKNOWN_YET, provider !== "existing");
    });
  }

  it("waits for the volume, the reverse names and every record, and goes with the server", async () => {
    const release = one(await registeredFor(HETZNER), "prod-release");
    for (const name of ["prod-attachment", "prod-reverse4", "prod-reverse6", ...RECORDS])
      assert.ok(release.waitsFor.includes(name), name);
    assert.equal(release.deletedWith, "prod-server");
    assert.equal(one(await registeredFor(EXISTING), "prod-release").deletedWith, "");
  });

  it("goes to the address and the account of the stack file, to no other host key", async () => {
    const { inputs } = one(await registeredFor(EXISTING), "prod-release");
    assert.deepEqual(inputs["connection"], { host: "198.51.100.7", port: 2222, user: "deploy", hostKey: HOST_KEY });
    const born = one(await registeredFor(HETZNER), "prod-release");
    assert.deepEqual(plainValue(born.inputs["connection"]), {
      host: "198.51.100.9",
      port: 22,
      user: "ops",
      hostKey: OWN_KEY,
      birthKey: HOST_KEY,
    });
  });

  it("goes through the practice's tunnel too where devices know it there: first, where SSH is inside alone", async () => {
    const [inside] = insideAddresses(CLINIC.names.domain, MACHINE_NUMBER);
    const known = { address: "198.51.100.9", publicKey: `${"A".repeat(43)}=` };
    const device = { name: "laptop-1", number: 2, publicKey: `${"B".repeat(43)}=` };
    const through = async (clinic: Clinic, devices: Clinic["devices"]) => {
      const registered = await registeredFor({ ...clinic, devices });
      const { connection } = one(registered, "prod-release").inputs;
      const own = registered.find(({ name }) => name === "prod-own-host-key")?.inputs;
      return [
        fieldOf(plainValue(connection), "inside"),
        fieldOf(plainValue(own?.["connection"]), "inside"),
        own?.["insideAlone"],
      ];
    };
    const cloud = (mode: "nothing" | "administration", machine: typeof known | undefined) =>
      through(HETZNER, { inside: mode, machine, list: [device] });
    assert.deepEqual(await cloud("nothing", undefined), [undefined, undefined, undefined]);
    assert.deepEqual(await cloud("nothing", known), [{ host: inside, first: false }, undefined, undefined]);
    assert.deepEqual(await cloud("administration", known), [{ host: inside, first: true }, undefined, true]);
    const { machine } = EXISTING;
    assert.ok(machine.provider === "existing");
    const existing = (address: string) =>
      through(withMachine({ ...machine, address }), { inside: "administration", machine: known, list: [device] });
    assert.deepEqual(await existing("198.51.100.7"), [{ host: inside, first: true }, undefined, undefined]);
    assert.deepEqual(await existing(inside), [undefined, undefined, undefined]);
  });

  it("comes after the machine's own host key, which is asked for by the key of birth alone and made anew with the server", async () => {
    for (const clinic of [HETZNER, AWS]) {
      const registered = await registeredFor(clinic);
      const own = one(registered, "prod-own-host-key");
      assert.deepEqual(plainValue(own.inputs["connection"]), {
        host: "198.51.100.9",
        port: 22,
        user: "ops",
        hostKey: HOST_KEY,
      });
      assert.equal(own.inputs["machine"], "7");
      assert.equal(own.deletedWith, "prod-server");
      assert.ok(one(registered, "prod-release").waitsFor.includes("prod-own-host-key"));
    }
  });
});

describe("secrets", () => {
  for (const [provider, clinic] of Object.entries({ hetzner: HETZNER, aws: AWS })) {
    it(`${provider}: the user data is marked as one, and so no private key is in plain sight`, async () => {
      const registered = await registeredFor(clinic);
      const server = one(registered, "prod-server");
      assert.match(String(plainValue(server.inputs["userData"])), /canary/);
      assert.deepEqual(server.secretOutputs, ["userData"]);
      const plainSight = JSON.stringify(registered, (_key, value: unknown) =>
        JSON.stringify(value) === JSON.stringify(secretValue(String(plainValue(value)))) ? "[secret]" : value,
      );
      assert.doesNotMatch(plainSight, /canary|c0ffee/);
    });
  }
});

describe("Hetzner", () => {
  it("opens SSH to administrators alone, and shuts what may leave", async () => {
    const rules = plainValue(one(await registeredFor(HETZNER), "prod-firewall").inputs["rules"]) as {
      direction: string;
      protocol: string;
      port?: string;
      sourceIps?: string[];
    }[];
    const ssh = rules.filter((rule) => rule.direction === "in" && rule.port === "22");
    assert.deepEqual(
      ssh.map((rule) => rule.sourceIps),
      [["198.51.100.0/24", "2001:db8:51::/64"]],
    );
    assert.deepEqual(rules.find((rule) => rule.direction === "in" && rule.port === "443")?.sourceIps, [
      "0.0.0.0/0",
      "::/0",
    ]);
    assert.ok(rules.some((rule) => rule.direction === "out"));
    assert.ok(rules.every((rule) => rule.protocol === "icmp" || rule.port !== "any"));
    assert.ok(rules.length <= 50, "Hetzner takes 50 rules");
  });

  it("keeps addresses, server and volume from being deleted, and the server from being made anew by what changes", async () => {
    const registered = await registeredFor(HETZNER);
    for (const name of ["prod-ipv4", "prod-ipv6", "prod-server", "prod-volume", "prod-volume-key"])
      assert.ok(one(registered, name).protect, name);
    const { inputs, ignoreChanges } = one(registered, "prod-server");
    assert.equal(inputs["deleteProtection"], inputs["rebuildProtection"]);
    assert.equal(inputs["deleteProtection"], true);
    assert.equal(one(registered, "prod-ipv4").inputs["autoDelete"], false);
    assert.deepEqual([...ignoreChanges].sort(), ["image", "sshKeys", "userData"]);
    assert.equal(inputs["name"], "h1.quiet-harbour.example");
  });

  it("lets go of all of it when the stack file says so", async () => {
    const registered = await registeredFor(withMachine({ ...CLINIC.machine, protected: false }));
    assert.ok(registered.every((resource) => !resource.protect && resource.inputs["deleteProtection"] !== true));
  });

  it("names the server's own IPv6 address, not its network", async () => {
    const record = one(await registeredFor(HETZNER), "prod-meet.quiet-harbour.example-AAAA");
    assert.deepEqual(record.inputs["records"], [{ value: "2001:db8:1::1" }]);
    assert.equal(record.inputs["name"], "meet");
  });

  it("makes no record where DNS is kept elsewhere", async () => {
    const registered = await registeredFor(withMachine({ ...CLINIC.machine, dns: { kind: "elsewhere" } }));
    assert.ok(registered.every((resource) => resource.type !== "hcloud:index/zoneRrset:ZoneRrset"));
  });
});

describe("AWS", () => {
  it("opens SSH to administrators alone in both families, and shuts what may leave", async () => {
    const { inputs } = one(await registeredFor(AWS), "prod-firewall");
    const ingress = plainValue(inputs["ingress"]) as {
      fromPort: number;
      cidrBlocks: string[];
      ipv6CidrBlocks: string[];
    }[];
    const ssh = ingress.filter((rule) => rule.fromPort === 22);
    assert.deepEqual(
      ssh.map(({ cidrBlocks, ipv6CidrBlocks }) => [cidrBlocks, ipv6CidrBlocks]),
      [[["198.51.100.0/24"], ["2001:db8:51::/64"]]],
    );
    const egress = plainValue(inputs["egress"]) as { protocol: string }[];
    assert.ok(egress.length > 0 && egress.every((rule) => ["tcp", "udp"].includes(rule.protocol)));
    assert.deepEqual(one(await registeredFor(AWS), "prod-unused").inputs, { egress: [], ingress: [], vpcId: "7" });
  });

  it("asks tokens of whoever reads the metadata, and encrypts every disk under the practice's key", async () => {
    const registered = await registeredFor(AWS);
    const { inputs } = one(registered, "prod-server");
    assert.deepEqual(inputs["metadataOptions"], {
      httpEndpoint: "enabled",
      httpTokens: "required",
      httpPutResponseHopLimit: 1,
    });
    for (const disk of [inputs["rootBlockDevice"], one(registered, "prod-volume").inputs] as Record<
      string,
      unknown
    >[]) {
      assert.equal(disk["encrypted"], true);
      assert.equal(disk["kmsKeyId"], "arn:aws:kms:eu-central-1:1:key/1");
    }
    assert.equal(one(registered, "prod-key").inputs["enableKeyRotation"], true);
    assert.equal(inputs["disableApiTermination"], true);
  });

  it("takes the first /64 of the network, and the region of the stack file", async () => {
    const registered = await registeredFor(AWS);
    assert.equal(one(registered, "prod-subnet").inputs["ipv6CidrBlock"], "2001:db8:5:ff00::/64");
    assert.equal(one(registered, "prod-aws").inputs["region"], "eu-central-1");
  });

  it("asks for the reverse name only when its record is there", async () => {
    const reverse = one(await registeredFor(AWS), "prod-reverse4");
    assert.ok(reverse.waitsFor.includes("prod-h1.quiet-harbour.example-A"));
  });
});

describe("names", () => {
  for (const [provider, clinic] of Object.entries(CLINICS)) {
    it(`of ${provider} tell nothing`, async () => {
      for (const { name, type, inputs } of await registeredFor(clinic)) {
        const shown = [name, ...(type === "stillroom:index:Release" ? [] : textsIn(plainValue(inputs)))];
        // The user data is the machine's own; its files are judged with the release.
        for (const text of shown.filter((text) => !text.startsWith("#cloud-config")))
          assert.deepEqual(tellingWords(text), [], `${type} ${name}: ${text}`);
      }
    });
  }
});

function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe("user data that the cloud would refuse", () => {
  it("is refused before anything is registered", async () => {
    const sshKeys = Array.from({ length: 400 }, (_, index) => `${HOST_KEY} key-${index} ${Math.sin(index)}`);
    const clinic = { ...AWS, administrators: [{ name: "ops", sshKeys }] };
    const { registered, error } = await recorded(() => deployPractice(clinic, render(clinic)), {
      preview: true,
      answers: ANSWERS,
    });
    assert.match(String(error), /user data has \d+ bytes/);
    assert.deepEqual(registered, []);
  });
});
