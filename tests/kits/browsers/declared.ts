import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Clinic } from "../../../clinic/clinic.ts";
import { browsers } from "../../../kits/browsers/browsers.ts";
import { kitTemplateNameOf } from "../../../kits/kit.ts";
import { compileTemplate } from "../../../render/template.ts";
import { EVERYTHING, practiceOf } from "../clinics.ts";

/** A practice with a page on each of its names. */
export const PRACTICE: Clinic = { ...EVERYTHING, desk: { ...EVERYTHING.desk, enabled: true } };

/** A file of this part alone, as the kit has it: the kit's other parts take longer to make. */
export function fileOf(path: string, clinic = PRACTICE): string {
  const content = browsers.declare(practiceOf(clinic));
  assert.ok(content.kind === "files");
  const file = content.files.find((one) => one.path === path);
  assert.ok(file, path);
  const name = kitTemplateNameOf(`${browsers.name}/${path}`);
  const source = readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
  return compileTemplate(name, source, file.format)(file.data);
}
