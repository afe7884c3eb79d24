import { readFileSync } from "node:fs";
import type { Clinic } from "../../clinic/clinic.ts";
import type { ReleaseFile } from "../../render/release.ts";
import { templateNameOf } from "../../render/render.ts";
import { compileTemplate } from "../../render/template.ts";
import type { Service } from "../../services/service.ts";

/** One service's files as the machine gets them, each secret filled with a value of its own. */
export function renderedFiles(service: Service, clinic: Clinic): readonly ReleaseFile[] {
  return service.declare(clinic, []).files.map((file) => {
    const name = templateNameOf(service, file);
    const source = readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
    const text = compileTemplate(name, source, file.format)(file.data ?? {});
    return {
      path: file.path,
      service: service.name,
      format: file.format,
      mode: file.mode ?? "0644",
      owner: file.owner ?? "root",
      group: file.group ?? "root",
      birth: false,
      text: text.replaceAll(/@@secret:([a-z0-9_]+)@@/g, (_, secret: string) => `born-${secret}`.padEnd(43, "x")),
    };
  });
}

/** The text of one of them. */
export function renderedText(service: Service, clinic: Clinic, path: string): string {
  const file = renderedFiles(service, clinic).find((it) => it.path === path);
  if (file === undefined) throw new Error(`${service.name} declares no ${path}.`);
  return file.text;
}
