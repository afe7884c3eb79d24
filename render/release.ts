import type { Clinic, Law, Names, Waiver } from "../clinic/clinic.ts";
import type {
  Account,
  Directory,
  Egress,
  Format,
  Package,
  Port,
  Proof,
  Secret,
  Step,
  Unit,
  Validator,
} from "../services/service.ts";

/** The version of this shape; a machine's agent refuses one that it does not know. */
export const RELEASE_VERSION = 1;

/**
 * Everything that one machine shall be, fully known before anything is created. What only the machine can know stands
 * in it as `@@secret:NAME@@` and `@@fact:NAME@@`. Plain JSON: it can be kept, compared and shown to an auditor.
 */
export interface Release {
  readonly version: typeof RELEASE_VERSION;
  /** SHA-256 in hexadecimal over the canonical JSON of all the rest. */
  readonly digest: string;
  readonly subject: Subject;
  /** Sorted by path, each path once. */
  readonly files: readonly ReleaseFile[];
  readonly directories: readonly Directory[];
  readonly repositories: readonly Repository[];
  readonly packages: readonly Package[];
  readonly accounts: readonly Account[];
  readonly ports: readonly Port[];
  readonly egress: readonly Egress[];
  readonly secrets: readonly Secret[];
  readonly units: readonly Unit[];
  readonly steps: readonly Step[];
  readonly validators: readonly Validator[];
  readonly proofs: readonly Proof[];
}

/** What a rule needs to know about the practice and its machine, beside the files. */
export interface Subject {
  /** All that the stack file asks for; it holds no secret. */
  readonly clinic: Clinic;
  readonly stack: string;
  readonly names: Names;
  readonly law: Law;
  readonly machine: MachineFacts;
  readonly administrators: readonly string[];
  readonly administrationFrom: readonly string[];
  readonly egress: "allow-list" | "vpn-only";
  readonly title: string;
  readonly waivers: readonly Waiver[];
}

export interface MachineFacts {
  readonly provider: "hetzner" | "aws" | "existing";
  readonly size: string | undefined;
  readonly region: string | undefined;
  readonly cpus: number;
  readonly memoryGb: number;
  readonly debian: 12 | 13;
  readonly dataEncryption: "luks2" | "kms" | "hypervisor" | "none";
}

export interface ReleaseFile {
  readonly path: string;
  readonly service: string;
  readonly format: Format;
  /** Octal with four digits. */
  readonly mode: string;
  readonly owner: string;
  readonly group: string;
  readonly birth: boolean;
  readonly text: string;
}

/** A signed package repository, its key pinned by fingerprint. */
export interface Repository {
  readonly name: "debian" | "jitsi" | "matrix" | "element" | "mirror";
  readonly uri: string;
  readonly suite: string;
  readonly components: readonly string[];
  /** Of the OpenPGP primary key, 40 hexadecimal digits. */
  readonly fingerprint: string;
  /** The file on the machine from which apt takes the key: `.gpg` binary, `.asc` armoured. */
  readonly keyring: string;
  /** Where the agent fetches the key, whose fingerprint it verifies before the first use; absent where the machine has the keyring already. */
  readonly keyUri?: string;
}
