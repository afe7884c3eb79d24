import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { Workstations } from "../../../clinic/clinic.ts";
import { kitTemplateNameOf } from "../../../kits/kit.ts";
import { windowsKillSwitch } from "../../../kits/workstations/windows/kill-switch.ts";
import { compileTemplate } from "../../../render/template.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { practiceOf } from "../clinics.ts";

/** rules.txt of the kit, without the rest of it. */
export function rulesText(workstations: Workstations): string {
  const content = windowsKillSwitch.declare({ ...BASE, clinic: { ...CLINIC, workstations } });
  assert.ok(content.kind === "files");
  const file = content.files.find(({ path }) => path === "rules.txt");
  assert.ok(file);
  const name = kitTemplateNameOf(`${windowsKillSwitch.name}/${file.path}`);
  return compileTemplate(
    name,
    readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8"),
    file.format,
  )(file.data);
}

const BASE = practiceOf(CLINIC);
