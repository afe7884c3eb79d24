import { readFile } from "node:fs/promises";
import { parseDocument } from "yaml";
import type { Addresses } from "./lab.ts";

export interface SandboxPlace {
  readonly machine: Addresses;
  readonly hostKey: string;
  readonly administrator: { readonly name: string; readonly publicKey: string };
  /** Addresses from which the administrator comes. */
  readonly from: Addresses;
  readonly acme: { readonly directory: string; readonly root: string };
  readonly mirror: {
    readonly uri: string;
    readonly suite: string;
    readonly fingerprint: string;
    readonly key: string;
  };
}

const REFERENCE = new URL("../../Pulumi.prod.yaml", import.meta.url);

/** The reference practice's stack file, moved to a machine in the sandbox, and with a desk; all else in it stays as it is. */
export async function sandboxStackFile(place: SandboxPlace): Promise<string> {
  const document = parseDocument(await readFile(REFERENCE, "utf8"));
  const config: Readonly<Record<string, unknown>> = {
    "stillroom:machine": {
      provider: "existing",
      address: place.machine.address4,
      sshUser: place.administrator.name,
      hostKey: place.hostKey,
      publicAddresses: [place.machine.address4, place.machine.address6],
      // The machine shares this system's processors and memory; the reference size is what the rules are asked about.
      cpus: 2,
      memoryGb: 4,
      diskEncryption: "hypervisor",
      protected: false,
    },
    "stillroom:administrators": [{ name: place.administrator.name, sshKeys: [place.administrator.publicKey] }],
    "stillroom:administrationFrom": [`${place.from.address4}/32`, `${place.from.address6}/128`],
    "stillroom:certificates": { issuer: "acme", directory: place.acme.directory, root: place.acme.root },
    "stillroom:packages": { mirror: place.mirror },
  };
  for (const [key, value] of Object.entries(config)) document.setIn(["config", key], document.createNode(value));
  return document.toString({ lineWidth: 0 });
}
