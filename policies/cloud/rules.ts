import { explained, tellingWords } from "../../clinic/neutral-names.ts";
import { regionOf } from "../../clinic/regions.ts";
import { isSuitable, sizeOf, suitableSizes } from "../../clinic/sizes.ts";
import { birthFaults, birthFindings } from "./birth.ts";
import { firewall } from "./firewall.ts";
import { kinds } from "./kinds.ts";
import {
  has,
  isNothing,
  knownValue,
  listOf,
  recordOf,
  textOf,
  type CloudResource,
  type CloudRule,
  type Properties,
} from "./rule.ts";

const HETZNER_SERVER = "hcloud:index/server:Server";
const HETZNER_VOLUME = "hcloud:index/volume:Volume";
const HETZNER_ATTACHMENT = "hcloud:index/volumeAttachment:VolumeAttachment";
const AWS_INSTANCE = "aws:ec2/instance:Instance";
const AWS_VOLUME = "aws:ebs/volume:Volume";
const AWS_KEY = "aws:kms/key:Key";
const AWS_PROVIDER = "pulumi:providers:aws";

const size: CloudRule = {
  id: "cloud-size",
  title: "A server is of a size that is known here, with at least 2 CPUs and 4 GB of memory.",
  severity: "high",
  mend: "Name a suitable size at stillroom:machine.size.",
  concerns: ({ type }) => type === HETZNER_SERVER || type === AWS_INSTANCE,
  check: ({ type, properties }) => {
    const provider = type === HETZNER_SERVER ? "hetzner" : "aws";
    const name = textOf(properties[type === HETZNER_SERVER ? "serverType" : "instanceType"]);
    const found = sizeOf(provider, name);
    if (found !== undefined && isSuitable(found)) return [];
    return [
      `The size "${name}" is ${found === undefined ? "not known" : "too small"}; suitable: ${suitableSizes(provider).join(", ")}.`,
    ];
  },
};

const region: CloudRule = {
  id: "cloud-region",
  title: "Whatever is made stands in a region whose country is known, and nothing of it in another.",
  severity: "high",
  mend: "Name the region at stillroom:machine.region.",
  concerns: ({ type }) => /^(?:hcloud|aws):/.test(type) || type === AWS_PROVIDER,
  check: (resource) => {
    const { type, properties, provider } = resource;
    const name = regionNamed(resource);
    if (type.startsWith("aws:")) {
      const wanted = textOf(provider?.["region"]);
      const zone = knownValue(properties, "availabilityZone");
      return [
        // Since @pulumi/aws 7 a resource can name a region of its own (its `region`, in the declarations of 7.48.0).
        ...(name === undefined || name === wanted
          ? []
          : [`The region "${name}" is not that of the provider, which stillroom:machine.region names.`]),
        // `eu-central-1a`; a local zone has a longer name and stands in another city (EC2 user guide, "Regions and Zones").
        ...(zone === undefined || zone === "" || (typeof zone === "string" && /^[a-z]$/.test(zoneLetter(zone, wanted)))
          ? []
          : [`The zone "${textOf(zone)}" is none of the provider's region, which stillroom:machine.region names.`]),
      ];
    }
    const cloud = type === AWS_PROVIDER ? "aws" : "hetzner";
    const needed = type === AWS_PROVIDER || type === HETZNER_SERVER;
    return [
      ...(isNothing(properties, "datacenter")
        ? []
        : ["It names a datacenter beside its location, which may be elsewhere."]),
      ...((name === undefined && !needed) || regionOf(cloud, name ?? "") !== undefined
        ? []
        : [`The region "${name ?? ""}" is not known, so the law can't be judged that holds there.`]),
    ];
  },
};

/** What a zone's name has beyond its region's; empty for one of another region. */
function zoneLetter(zone: string, name: string): string {
  return name !== "" && zone.startsWith(name) ? zone.slice(name.length) : "";
}

/** The region that a resource or a provider of a cloud names, where it names any. */
export function regionNamed({ type, properties }: CloudResource): string | undefined {
  const key = type.startsWith("hcloud:") ? "location" : "region";
  return isNothing(properties, key) ? undefined : textOf(properties[key]);
}

const encryption: CloudRule = {
  id: "cloud-encryption",
  title: "Every disk is encrypted under a key of the practice's own, and the cloud keeps no copy of it.",
  severity: "high",
  mend: "At AWS set `encrypted: true` and `kmsKeyId` on the disk, and `enableKeyRotation: true` on the key; at Hetzner leave the volume blank and `backups` off.",
  concerns: ({ type }) =>
    [HETZNER_SERVER, HETZNER_VOLUME, HETZNER_ATTACHMENT, AWS_INSTANCE, AWS_VOLUME, AWS_KEY].includes(type),
  check: ({ type, properties }) => {
    switch (type) {
      case HETZNER_SERVER:
        return isNothing(properties, "backups")
          ? []
          : ["The cloud keeps copies of the system's disk, with the secrets that were born there."];
      case HETZNER_VOLUME:
      case HETZNER_ATTACHMENT:
        return ["format", "automount"]
          .filter((key) => !isNothing(properties, key))
          .map((key) => `The cloud prepares the volume (${key}), so that the machine does not encrypt it.`);
      case AWS_KEY:
        return [
          ...(properties["enableKeyRotation"] === true ? [] : ["The key is never rotated."]),
          ...(has(properties, "isEnabled") && properties["isEnabled"] === false
            ? ["The key is off, so no disk can be opened."]
            : []),
        ];
      case AWS_VOLUME:
        return [
          ...diskFaults(properties),
          ...(isNothing(properties, "finalSnapshot") ? [] : ["A copy of the disk is kept when it is deleted."]),
        ];
      default:
        return [
          recordOf(properties["rootBlockDevice"]),
          ...listOf(knownValue(properties, "ebsBlockDevices")).map(recordOf),
        ].flatMap(diskFaults);
    }
  },
};

function diskFaults(disk: Properties): readonly string[] {
  return [
    ...(disk["encrypted"] === true ? [] : ["The disk is not encrypted."]),
    // The key's name may be unknown before it exists; that there is one is not. AWS's own are named alias/aws/… (KMS, "AWS managed keys").
    ...(isNothing(disk, "kmsKeyId") || /\balias\/aws\//.test(textOf(knownValue(disk, "kmsKeyId")))
      ? ["The disk is under AWS's key and not under the practice's own."]
      : []),
    ...(isNothing(disk, "snapshotId") ? [] : ["The disk begins as a copy of another one."]),
  ];
}

const metadata: CloudRule = {
  id: "cloud-metadata",
  title: "EC2's metadata service answers to tokens alone and no further than the machine itself.",
  severity: "high",
  mend: 'Set `metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 }`.',
  concerns: ({ type }) => type === AWS_INSTANCE,
  check: ({ properties }) => {
    const options = recordOf(properties["metadataOptions"]);
    return [
      ...(options["httpTokens"] === "required" ? [] : ["The metadata service answers without a token."]),
      ...(options["httpPutResponseHopLimit"] === 1 ? [] : ["The metadata service answers beyond the machine itself."]),
    ];
  },
};

/** Ways into a server that its release does not know, by the property that opens them. */
const WAYS_IN: Readonly<Record<string, string>> = {
  sshKeys: "The cloud gives root SSH keys of its own.",
  keyName: "The cloud gives the image's account an SSH key of its own.",
  rescue: "The server boots into the cloud's rescue system, which reads its disk.",
  iso: "The server boots from a disc that no rule has looked at.",
  iamInstanceProfile: "The server gets a role at AWS, by which the cloud's own agents can run commands on it.",
  launchTemplate: "A template that stands elsewhere says what the server is.",
  userDataBase64: "The user data is packed, so what it runs can't be told.",
};

const access: CloudRule = {
  id: "cloud-access",
  title: "Nothing but its release says what runs on a server and who gets in.",
  severity: "promise",
  mend: "Let the server be made from the stack file alone, and what runs on it be part of the release.",
  concerns: ({ type }) => type === HETZNER_SERVER || type === AWS_INSTANCE || RUNS_ON_SERVERS.test(type),
  check: ({ type, properties }) => {
    if (RUNS_ON_SERVERS.test(type)) return [`${type} runs on the server or gets into it, beside the release.`];
    // Unknown at preview while it holds a host key that is still to be born; `pulumi up` asks again before the server is made.
    const userData = knownValue(properties, "userData");
    return [
      ...(isNothing(properties, "userData") && isNothing(properties, "userDataBase64")
        ? ["The server is born without user data, so nothing closes it before its first release."]
        : []),
      ...(userData === undefined || userData === null || typeof userData === "string"
        ? []
        : ["The user data is no text, so what it runs can't be told."]),
      ...Object.entries(WAYS_IN).flatMap(([key, what]) => (isNothing(properties, key) ? [] : [what])),
      ...(typeof userData === "string" ? birthFaults(userData) : []),
      ...(type === HETZNER_SERVER && !/^debian-1[23]$/.test(textOf(properties["image"]))
        ? [`The image "${textOf(properties["image"])}" is not Debian 12 or 13 as the cloud has it.`]
        : []),
    ];
  },
};

const birth: CloudRule = {
  id: "cloud-birth",
  title: "The files that a server is born with keep every rule that a release keeps.",
  severity: "high",
  mend: "Let the server be made from the stack file alone. For a server that an earlier version gave birth to, this rule can be made advisory.",
  concerns: ({ type }) => type === HETZNER_SERVER || type === AWS_INSTANCE,
  check: ({ properties }) => {
    const userData = knownValue(properties, "userData");
    return typeof userData === "string" ? birthFindings(userData, new Date().toISOString().slice(0, 10)) : [];
  },
};

const RUNS_ON_SERVERS = /^command:remote:|^aws:ssm\/|^aws:ec2\/instanceConnect|^ansible:/;

/** Text that is no name: what is judged elsewhere, keys, and ids that a cloud gives. */
const NO_NAMES = /^(?:userData|userDataBase64|ami|__defaults)$|(?:Id|Ids|Arn)$/;
/** Names that must be known before the deployment. */
const NAMES = ["name", "dnsPtr", "domainName", "zone"];

const names: CloudRule = {
  id: "cloud-names",
  title: "No name at the cloud tells what the practice does.",
  severity: "promise",
  mend: "Choose a neutral name in the stack file: one that could belong to any business.",
  concerns: ({ type, provider }) => provider !== undefined && !/^(?:pulumi|stillroom):/.test(type),
  check: (resource) =>
    namesOf(resource).flatMap(({ where, text }) =>
      tellingWords(text).map((word) => `${where} "${text}" tells what the practice does: ${explained(word)}.`),
    ),
};

/** Every text by which strangers, the hosting company or its staff know a resource. */
export function namesOf({ properties }: CloudResource): readonly NamedText[] {
  return Object.keys(properties)
    .filter((key) => !NO_NAMES.test(key))
    .flatMap((key) => textsIn(key, NAMES.includes(key) ? properties[key] : knownValue(properties, key)));
}

interface NamedText {
  /** `tags.Name` */
  readonly where: string;
  readonly text: string;
}

/** The texts of a value and of whatever it holds, with the keys that a program chose. */
function textsIn(where: string, value: unknown): readonly NamedText[] {
  if (typeof value === "string") return [{ where, text: value }];
  if (typeof value !== "object" || value === null) return [];
  const chosen = /(?:tags|labels)$/i.test(where);
  const record = recordOf(value);
  return Object.keys(record)
    .filter((key) => chosen || !NO_NAMES.test(key))
    .flatMap((key) => {
      const below = Array.isArray(value) ? where : `${where}.${key}`;
      return [...(chosen ? [{ where: below, text: key }] : []), ...textsIn(below, knownValue(record, key))];
    });
}

export const CLOUD_RULES: readonly CloudRule[] = [
  names,
  access,
  birth,
  kinds,
  size,
  region,
  firewall,
  encryption,
  metadata,
];
