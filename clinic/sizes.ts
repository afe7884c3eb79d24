/** What a provider's machine size has. Memory in GB as the provider states it. */
export interface Size {
  readonly cpus: number;
  readonly memoryGb: number;
  readonly architecture: "x86_64" | "arm64";
  /** The regions that offer it, or undefined where the provider's own list says too little. */
  readonly regions?: readonly string[];
}

/** Below this Prosody, the videobridge, Synapse and PostgreSQL do not fit beside each other. */
export const LEAST = { cpus: 2, memoryGb: 4 } as const;

/**
 * The one architecture for which every package that we need exists: Synapse's own Debian repository carries amd64 alone
 * (element-hq/synapse issues 1496 and 17212, open in 2026), and Jitsi does not support arm (jitsi/jitsi-meet issue 4424).
 */
export const ARCHITECTURE = "x86_64";

const EUROPE = ["fsn1", "nbg1", "hel1"];

/**
 * Hetzner Cloud. CX and CAX are offered in Europe only, CPX's first generation in the United States only, its second in
 * Europe and Singapore, CCX everywhere. Source: hetzner.com/cloud price list as of 21 October 2025, after which the CX2 line
 * and CPX1 in Europe were withdrawn (docs.hetzner.cloud, changelog, 2025-10-16 "Server Types deprecated"); names checked
 * against hcloud 1.41.0's examples.
 */
const HETZNER: Readonly<Record<string, Size>> = {
  ...line(["cx23", "cx33", "cx43", "cx53"], [2, 4, 8, 16], [4, 8, 16, 32], "x86_64", EUROPE),
  ...line(["cax11", "cax21", "cax31", "cax41"], [2, 4, 8, 16], [4, 8, 16, 32], "arm64", EUROPE),
  ...line(["cpx11", "cpx21", "cpx31", "cpx41", "cpx51"], [2, 3, 4, 8, 16], [2, 4, 8, 16, 32], "x86_64", ["ash", "hil"]),
  ...line(["cpx12"], [1], [2], "x86_64", ["sin"]),
  ...line(["cpx22", "cpx32", "cpx42", "cpx52", "cpx62"], [2, 4, 8, 12, 16], [4, 8, 16, 24, 32], "x86_64", [
    ...EUROPE,
    "sin",
  ]),
  ...line(
    ["ccx13", "ccx23", "ccx33", "ccx43", "ccx53", "ccx63"],
    [2, 4, 8, 16, 32, 48],
    [8, 16, 32, 64, 128, 192],
    "x86_64",
    [...EUROPE, "ash", "hil", "sin"],
  ),
};

/**
 * AWS EC2, the general and compute families up to 16 CPUs. Within a family memory grows with the CPUs: 4 GB for each in M, 2 in
 * C; T's small sizes are exceptions. Source: AWS EC2 instance types documentation ("General purpose", "Compute
 * optimized"), checked against the table that kubernetes/autoscaler generates from AWS's API
 * (cluster-autoscaler/cloudprovider/aws/ec2_instance_types.go); names against `InstanceType` of @pulumi/aws 7.48.0.
 * Not every region offers every family; AWS says so at `pulumi up`.
 */
const AWS: Readonly<Record<string, Size>> = {
  ...burstable("t3", "x86_64"),
  ...burstable("t3a", "x86_64"),
  ...burstable("t4g", "arm64"),
  ...family("m6a", 4, "x86_64"),
  ...family("m6i", 4, "x86_64"),
  ...family("m6g", 4, "arm64"),
  ...family("m7a", 4, "x86_64"),
  ...family("m7i", 4, "x86_64"),
  ...family("m7i-flex", 4, "x86_64"),
  ...family("m7g", 4, "arm64"),
  ...family("m8g", 4, "arm64"),
  ...family("c6a", 2, "x86_64"),
  ...family("c6i", 2, "x86_64"),
  ...family("c6g", 2, "arm64"),
  ...family("c7a", 2, "x86_64"),
  ...family("c7i", 2, "x86_64"),
  ...family("c7i-flex", 2, "x86_64"),
  ...family("c7g", 2, "arm64"),
  ...family("c8g", 2, "arm64"),
};

export const SIZES: Readonly<Record<"hetzner" | "aws", Readonly<Record<string, Size>>>> = {
  hetzner: HETZNER,
  aws: AWS,
};

/** The size that a provider calls `name`, or undefined when it is not in our table. */
export function sizeOf(provider: "hetzner" | "aws", name: string): Size | undefined {
  return Object.hasOwn(SIZES[provider], name) ? SIZES[provider][name] : undefined;
}

/** True where the whole of a clinic's services fits and can be installed. */
export function isSuitable(size: Size): boolean {
  return size.cpus >= LEAST.cpus && size.memoryGb >= LEAST.memoryGb && size.architecture === ARCHITECTURE;
}

/** Names of the suitable sizes, smallest first; only those that `region` offers, when one is given. */
export function suitableSizes(provider: "hetzner" | "aws", region?: string): readonly string[] {
  return Object.entries(SIZES[provider])
    .filter(([, size]) => isSuitable(size) && (region === undefined || (size.regions?.includes(region) ?? true)))
    .sort(([, a], [, b]) => a.memoryGb - b.memoryGb || a.cpus - b.cpus)
    .map(([name]) => name);
}

function line(
  names: readonly string[],
  cpus: readonly number[],
  memoryGb: readonly number[],
  architecture: Size["architecture"],
  regions: readonly string[],
): Record<string, Size> {
  return Object.fromEntries(
    names.map((name, i) => [name, { cpus: cpus[i] ?? 0, memoryGb: memoryGb[i] ?? 0, architecture, regions }]),
  );
}

function family(name: string, gbPerCpu: number, architecture: Size["architecture"]): Record<string, Size> {
  const cpus = { large: 2, xlarge: 4, "2xlarge": 8, "4xlarge": 16 };
  return Object.fromEntries(
    Object.entries(cpus).map(([size, count]) => [
      `${name}.${size}`,
      { cpus: count, memoryGb: count * gbPerCpu, architecture },
    ]),
  );
}

function burstable(name: string, architecture: Size["architecture"]): Record<string, Size> {
  const sizes: Record<string, readonly [cpus: number, memoryGb: number]> = {
    nano: [2, 0.5],
    micro: [2, 1],
    small: [2, 2],
    medium: [2, 4],
    large: [2, 8],
    xlarge: [4, 16],
    "2xlarge": [8, 32],
  };
  return Object.fromEntries(
    Object.entries(sizes).map(([size, [cpus, memoryGb]]) => [`${name}.${size}`, { cpus, memoryGb, architecture }]),
  );
}
