/** What a provider's machine size has. Memory in GB as the provider states it. */
export interface Size {
  readonly cpus: number;
  readonly memoryGb: number;
  readonly architecture: "x86_64" | "arm64";
}

/** The size that a provider calls `name`, or undefined when it is not in our table. */
export function sizeOf(provider: "hetzner" | "aws", name: string): Size | undefined {
  void provider;
  void name;
  return undefined;
}
