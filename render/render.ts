import { createHash } from "node:crypto";
import { sizeOf } from "../clinic/sizes.ts";
import type { Clinic } from "../clinic/clinic.ts";
import { SERVICES } from "../services/index.ts";
import { repositoriesOf } from "../services/repositories.ts";
import { FACTS, type Declaration, type FileDeclaration, type Service } from "../services/service.ts";
import { bundleText } from "./bundle.ts";
import { canonicalParts } from "./canonical-json.ts";
import { RELEASE_VERSION, type MachineFacts, type Release, type ReleaseFile, type Subject } from "./release.ts";
import { templateFile } from "./template-file.ts";

/** A service contradicts itself or another: a fault of ours, never of a stack file. */
export class ContradictoryRelease extends Error {}

/**
 * The whole of what a clinic's machine shall be. Pure but for reading our own templates: the same clinic gives the same
 * bytes, without a clock, a network or a secret.
 *
 * @throws UnquotableValue where a value of the clinic can't be written into a file's format
 */
export function render(clinic: Clinic): Release {
  const known = releases.get(clinic);
  if (known !== undefined) return known;
  const release = rendered(clinic);
  releases.set(clinic, release);
  return release;
}

/** A clinic never changes, and judging asks again for what was rendered from it. */
const releases = new WeakMap<Clinic, Release>();

function rendered(clinic: Clinic): Release {
  const wanted = SERVICES.filter((service) => service.wanted(clinic));
  const gathered = {
    version: RELEASE_VERSION,
    subject: subjectOf(clinic),
    repositories: repositoriesOf(clinic),
    ...broughtBy(wanted, clinic),
  } satisfies Omit<Release, "digest">;
  checkPaths(gathered.files);
  checkPlaceholders(gathered);
  return { ...gathered, digest: digestOf(gathered) };
}

/** What services bring to a release. */
export type Brought = Omit<Release, "version" | "subject" | "repositories" | "digest">;

/** What these services bring to a clinic's release, each made from what those before it declare. */
export function broughtBy(services: readonly Service[], clinic: Clinic): Brought {
  const declarations: Declaration[] = [];
  const files: ReleaseFile[] = [];
  for (const service of services) {
    const declaration = service.declare(clinic, declarations);
    declarations.push(declaration);
    for (const file of declaration.files) files.push(renderFile(service, file));
  }
  return {
    files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
    directories: declarations.flatMap((declaration) => declaration.directories ?? []),
    packages: declarations.flatMap((declaration) => declaration.packages ?? []),
    accounts: declarations.flatMap((declaration) => declaration.accounts ?? []),
    ports: declarations.flatMap((declaration) => declaration.ports ?? []),
    egress: declarations.flatMap((declaration) => declaration.egress ?? []),
    secrets: declarations.flatMap((declaration) => declaration.secrets ?? []),
    units: declarations.flatMap((declaration) => declaration.units ?? []),
    steps: declarations.flatMap((declaration) => declaration.steps ?? []),
    validators: declarations.flatMap((declaration) => declaration.validators ?? []),
    proofs: declarations.flatMap((declaration) => declaration.proofs ?? []),
  };
}

/** The digest that a release with this content has; the machine and the doors compute it again. */
export function digestOf(content: Omit<Release, "digest">): string {
  const hash = createHash("sha256");
  for (const part of canonicalParts(content)) hash.update(part);
  return hash.digest("hex");
}

/** A declared file as it stands in a release; nobody can change it, since others may hold the same. */
export function renderFile(service: Service, file: FileDeclaration): ReleaseFile {
  return sameFile({
    path: file.path,
    service: service.name,
    format: file.format,
    mode: file.mode ?? "0644",
    owner: file.owner ?? "root",
    group: file.group ?? "root",
    birth: file.birth ?? false,
    text:
      file.bundle === undefined
        ? templateFile(templateNameOf(service, file), file.format)(file.data ?? {})
        : bundleText(file.bundle),
  });
}

/** Most files are the same for every practice: each is kept once, and whoever compares two need not look at each letter. */
function sameFile(file: ReleaseFile): ReleaseFile {
  const before = lastFiles.get(file.path);
  if (before !== undefined && Object.entries(file).every(([trait, value]) => Reflect.get(before, trait) === value))
    return before;
  lastFiles.set(file.path, Object.freeze(file));
  return file;
}

/** The last one that was rendered at each path. */
const lastFiles = new Map<string, ReleaseFile>();

/** Where in the repository a declared file's template lies. */
export function templateNameOf(service: Service, file: FileDeclaration): string {
  return `templates/${service.name}${file.template ?? file.path}.hbs`;
}

function subjectOf(clinic: Clinic): Subject {
  return {
    // The machine need not know what its people have at home or on paper, and a new printer there is no new release here.
    clinic:
      clinic.workstations === undefined && clinic.papers === undefined
        ? clinic
        : { ...clinic, workstations: undefined, papers: undefined },
    stack: clinic.stack,
    names: clinic.names,
    law: clinic.law,
    machine: machineFactsOf(clinic),
    administrators: clinic.administrators.map((administrator) => administrator.name),
    administrationFrom: clinic.administrationFrom,
    egress: clinic.egress.kind,
    title: clinic.branding.title,
    waivers: clinic.waivers,
  };
}

function machineFactsOf(clinic: Clinic): MachineFacts {
  const { machine } = clinic;
  if (machine.provider === "existing") {
    return {
      provider: "existing",
      size: undefined,
      region: undefined,
      cpus: machine.cpus,
      memoryGb: machine.memoryGb,
      debian: machine.debian,
      dataEncryption: machine.diskEncryption,
    };
  }
  const size = sizeOf(machine.provider, machine.size);
  return {
    provider: machine.provider,
    size: machine.size,
    region: machine.region,
    cpus: size?.cpus ?? 0,
    memoryGb: size?.memoryGb ?? 0,
    debian: machine.debian,
    dataEncryption: machine.provider === "aws" ? "kms" : "luks2",
  };
}

function checkPaths(files: readonly ReleaseFile[]): void {
  for (const [index, file] of files.entries()) {
    if (files[index + 1]?.path === file.path) {
      throw new ContradictoryRelease(
        `Two services write ${file.path}: ${file.service} and ${files[index + 1]?.service ?? ""}.`,
      );
    }
  }
}

const PLACEHOLDER = /@@([a-z]+):([a-z0-9_]+)@@|@@/g;

/** Every placeholder must be one that the machine can fill. */
function checkPlaceholders(release: Omit<Release, "digest">): void {
  const secrets = new Set(release.secrets.map((secret) => secret.name));
  const facts: ReadonlySet<string> = new Set(FACTS);
  for (const file of release.files) {
    if (!file.text.includes("@@")) continue;
    for (const [whole, kind, name = ""] of file.text.matchAll(PLACEHOLDER)) {
      const known = (kind === "secret" && secrets.has(name)) || (kind === "fact" && facts.has(name));
      if (!known) throw new ContradictoryRelease(`${file.path} holds ${whole}, which the machine can't fill.`);
    }
  }
}
