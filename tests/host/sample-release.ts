import { digestOf } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { RELEASE_VERSION, type Release, type ReleaseFile } from "../../render/release.ts";

type Parts = Partial<Omit<Release, "digest" | "version" | "files">> & { readonly files?: readonly ReleaseFile[] };

/** A release made of the given parts alone, with its right digest. */
export function releaseOf(parts: Parts): Release {
  const content: Omit<Release, "digest"> = {
    version: RELEASE_VERSION,
    subject: {
      clinic: CLINIC,
      stack: "test",
      names: {
        domain: "quiet-harbour.example",
        host: "h1.quiet-harbour.example",
        video: "meet.quiet-harbour.example",
        messaging: "chat.quiet-harbour.example",
        homeserver: "matrix.quiet-harbour.example",
        relay: "relay.quiet-harbour.example",
        desk: "desk.quiet-harbour.example",
      },
      law: { jurisdiction: "DE", hipaaCovered: false },
      machine: {
        provider: "existing",
        size: undefined,
        region: undefined,
        cpus: 2,
        memoryGb: 4,
        debian: 13,
        dataEncryption: "none",
      },
      administrators: ["ops"],
      administrationFrom: ["198.51.100.0/24"],
      egress: "allow-list",
      title: "Quiet Harbour",
      waivers: [],
    },
    directories: [],
    repositories: [],
    packages: [],
    accounts: [],
    ports: [],
    egress: [],
    secrets: [],
    units: [],
    steps: [],
    validators: [],
    proofs: [],
    ...parts,
    files: [...(parts.files ?? [])].sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  return { ...content, digest: digestOf(content) };
}

export function fileOf(path: string, text: string, more: Partial<ReleaseFile> = {}): ReleaseFile {
  return {
    path,
    service: "sample",
    format: "text",
    mode: "0644",
    owner: "root",
    group: "root",
    birth: false,
    text,
    ...more,
  };
}
