import { readFileSync } from "node:fs";
import type { Clinic } from "../../clinic/clinic.ts";
import type { Release } from "../../render/release.ts";
import { templateNameOf } from "../../render/render.ts";
import { compileTemplate } from "../../render/template.ts";
import type { Declaration, Service } from "../../services/service.ts";
import { fileOf } from "../host/sample-release.ts";

type Parts = Pick<
  Release,
  | "files"
  | "directories"
  | "packages"
  | "accounts"
  | "ports"
  | "egress"
  | "secrets"
  | "units"
  | "steps"
  | "validators"
  | "proofs"
>;

/** What some of the real services bring to a release, as `render` gathers it from all of them: for a machine that boots in seconds. */
export function partsOf(services: readonly Service[], clinic: Clinic): Parts {
  const declarations: Declaration[] = [];
  const files = services.flatMap((service) => {
    const declaration = service.declare(clinic, declarations);
    declarations.push(declaration);
    return declaration.files.map((file) => {
      const name = templateNameOf(service, file);
      const source = readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
      const { path, format, mode = "0644", owner = "root", group = "root" } = file;
      const text = compileTemplate(name, source, format)(file.data ?? {});
      return fileOf(path, text, { service: service.name, format, mode, owner, group });
    });
  });
  return {
    files,
    directories: declarations.flatMap((one) => one.directories ?? []),
    packages: declarations.flatMap((one) => one.packages ?? []),
    accounts: declarations.flatMap((one) => one.accounts ?? []),
    ports: declarations.flatMap((one) => one.ports ?? []),
    egress: declarations.flatMap((one) => one.egress ?? []),
    secrets: declarations.flatMap((one) => one.secrets ?? []),
    units: declarations.flatMap((one) => one.units ?? []),
    steps: declarations.flatMap((one) => one.steps ?? []),
    validators: declarations.flatMap((one) => one.validators ?? []),
    proofs: declarations.flatMap((one) => one.proofs ?? []),
  };
}
