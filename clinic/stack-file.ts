import type { Payer } from "./clinic.ts";
import type { Profession } from "./law/records.ts";

/** A stack file's content as `stack-file.schema.json` lets it through: nothing filled in yet. */
export interface StackFile {
  readonly config: StackConfiguration;
}

/** The keys below `config:` that are ours. Those of other namespaces are Pulumi's and its providers'. */
export interface StackConfiguration {
  readonly "stillroom:names": {
    readonly domain: string;
    readonly host?: string;
    readonly video?: string;
    readonly messaging?: string;
    readonly homeserver?: string;
    readonly relay?: string;
    readonly desk?: string;
  };
  readonly "stillroom:machine": StackMachine;
  readonly "stillroom:law": {
    readonly jurisdiction: string;
    readonly hipaaCovered?: boolean;
    readonly also?: readonly string[];
    readonly profession?: Profession;
    readonly payers?: readonly Payer[];
  };
  readonly "stillroom:administrators": readonly { readonly name: string; readonly sshKeys: readonly string[] }[];
  readonly "stillroom:administrationFrom": readonly string[];
  readonly "stillroom:video"?: { readonly maxOccupants?: number };
  readonly "stillroom:messaging"?: {
    readonly enabled?: boolean;
    readonly retentionDays?: number;
    readonly mediaRetentionDays?: number;
  };
  readonly "stillroom:desk"?: {
    readonly enabled?: boolean;
    readonly appointmentDays?: number;
    readonly mail?: {
      readonly server: string;
      readonly port?: 465 | 587;
      readonly from: string;
      readonly user?: string;
    };
  };
  readonly "stillroom:branding": {
    readonly title: string;
    readonly colour?: string;
    readonly language?: "en" | "de" | "fr" | "es";
  };
  readonly "stillroom:certificates"?:
    | { readonly issuer: "acme"; readonly directory?: string; readonly contact?: string; readonly root?: string }
    | { readonly issuer: "practice"; readonly chain?: string; readonly root: string };
  readonly "stillroom:egress"?:
    | { readonly kind: "allow-list" }
    | {
        readonly kind: "vpn-only";
        readonly wireguard: {
          readonly endpoint: { readonly address: string; readonly port?: number };
          readonly publicKey: string;
          readonly addresses: readonly string[];
          readonly resolvers: readonly string[];
        };
      };
  readonly "stillroom:devices"?: {
    readonly inside: "nothing" | "administration" | "everything";
    readonly machine?: { readonly address: string; readonly publicKey: string };
    readonly list: readonly { readonly name: string; readonly number: number; readonly publicKey: string }[];
  };
  readonly "stillroom:packages"?: {
    readonly mirror?: {
      readonly uri: string;
      readonly suite: string;
      readonly fingerprint: string;
      readonly key: string;
    };
  };
  readonly "stillroom:maintenance"?: { readonly start?: string; readonly timeZone?: string };
  readonly "stillroom:papers"?: {
    readonly name?: string;
    readonly phone?: string;
    readonly mail?: string;
    readonly address?: string;
  };
  readonly "stillroom:workstations"?: {
    readonly tunnel: {
      readonly interface: string;
      readonly mark?: number;
      readonly endpoints: readonly {
        readonly address: string;
        readonly protocol: "udp" | "tcp";
        readonly port: number;
      }[];
    };
    readonly printer?: string;
  };
  readonly "stillroom:waivers"?: readonly {
    readonly rule: string;
    readonly reason: string;
    readonly by: string;
    readonly until: string;
  }[];
}

export type StackMachine =
  | {
      readonly provider: "hetzner" | "aws";
      readonly size: string;
      readonly region: string;
      readonly dataVolumeGb?: number;
      readonly debian?: 12 | 13;
      readonly protected?: boolean;
      readonly dns?: { readonly kind: "provider"; readonly zone?: string } | { readonly kind: "elsewhere" };
    }
  | {
      readonly provider: "existing";
      readonly address: string;
      readonly sshPort?: number;
      readonly sshUser: string;
      readonly hostKey: string;
      readonly publicAddresses: readonly string[];
      readonly cpus: number;
      readonly memoryGb: number;
      readonly diskEncryption: "luks2" | "hypervisor" | "none";
      readonly debian?: 12 | 13;
      readonly protected?: boolean;
      readonly dns?: { readonly kind: "elsewhere" };
    };
