import { readFileSync } from "node:fs";
import type { Format } from "../services/service.ts";
import { compileTemplate, type Template } from "./template.ts";

/** By name. A file of ours has one format, and changes while no program runs. */
const compiled = new Map<string, Template>();

/**
 * A template of the repository, read and compiled when it is first asked for.
 *
 * @param name its path from the repository's root
 * @throws UnsafeTemplate see `compileTemplate`
 */
export function templateFile(name: string, format: Format): Template {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const template = compileTemplate(name, readFileSync(new URL(`../${name}`, import.meta.url), "utf8"), format);
  compiled.set(name, template);
  return template;
}
