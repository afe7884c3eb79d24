import type { Clinic } from "../../clinic/clinic.ts";
import type { ReleaseFile } from "../../render/release.ts";
import { renderFile } from "../../render/render.ts";
import type { Service } from "../../services/service.ts";

/** One service's files as the machine gets them, each secret filled with a value of its own. */
export function renderedFiles(service: Service, clinic: Clinic): readonly ReleaseFile[] {
  return service.declare(clinic, []).files.map((declared) => {
    const file = renderFile(service, declared);
    const born = (_: string, secret: string): string => `born-${secret}`.padEnd(43, "x");
    return { ...file, birth: false, text: file.text.replaceAll(/@@secret:([a-z0-9_]+)@@/g, born) };
  });
}

/** The text of one of them. */
export function renderedText(service: Service, clinic: Clinic, path: string): string {
  const file = renderedFiles(service, clinic).find((it) => it.path === path);
  if (file === undefined) throw new Error(`${service.name} declares no ${path}.`);
  return file.text;
}
