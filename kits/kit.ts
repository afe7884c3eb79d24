import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Clinic } from "../clinic/clinic.ts";
import { compileTemplate, type Template } from "../render/template.ts";
import type { Format, TemplateValue } from "../services/service.ts";
import { indexPageData } from "./index-page.ts";
import type { KitPart, StackKey } from "./part.ts";
import { PARTS } from "./parts.ts";

/** What a practice hands to its people. */
export interface Kit {
  /** In the order of their paths. */
  readonly files: readonly KitFile[];
  /** What it could hold besides, if the stack file said more. */
  readonly missing: readonly { readonly part: KitPart["name"]; readonly key: StackKey }[];
}

export interface KitFile {
  /** Relative, with `/` between folders. */
  readonly path: string;
  readonly bytes: Uint8Array;
  /** For programs to be run as they are. */
  readonly executable: boolean;
}

/** The page to open first. */
export const INDEX_PAGE = "index.html";

/** SHA-256 of every other file, as sha256sum(1) writes and checks it. */
export const CHECKSUMS = "SHA256SUMS";

/**
 * The kit that a stack file asks for. Pure but for reading our own templates: the same clinic gives the same bytes.
 *
 * @throws UnquotableValue where a value of the clinic can't be written into a file's format
 */
export function kitOf(clinic: Clinic): Kit {
  const contents = PARTS.map((part) => ({ part, content: part.declare(clinic) }));
  const files = contents.flatMap(({ part, content }) =>
    content.kind === "missing"
      ? []
      : content.files.map(({ path, format, data, executable = false }) =>
          fileOf(`${part.name}/${path}`, format, data, executable),
        ),
  );
  const missing = contents.flatMap(({ part, content }) =>
    content.kind === "missing" ? [{ part: part.name, key: content.key }] : [],
  );
  const page = fileOf(INDEX_PAGE, "html", indexPageData(clinic, contents), false);
  const listed = inOrder([page, ...files]);
  return { files: inOrder([...listed, checksumsOf(listed)]), missing };
}

/** Where in the repository the template of a kit's file lies. */
export function kitTemplateNameOf(path: string): string {
  return `templates/kit/${path}.hbs`;
}

function fileOf(
  path: string,
  format: Format,
  data: Readonly<Record<string, TemplateValue>>,
  executable: boolean,
): KitFile {
  return { path, bytes: Buffer.from(templateOf(path, format)(data), "utf8"), executable };
}

function templateOf(path: string, format: Format): Template {
  const name = kitTemplateNameOf(path);
  return compileTemplate(name, readFileSync(new URL(`../${name}`, import.meta.url), "utf8"), format);
}

function checksumsOf(files: readonly KitFile[]): KitFile {
  const lines = files.map(({ path, bytes }) => `${createHash("sha256").update(bytes).digest("hex")}  ${path}\n`);
  return { path: CHECKSUMS, bytes: Buffer.from(lines.join(""), "utf8"), executable: false };
}

function inOrder(files: readonly KitFile[]): readonly KitFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
