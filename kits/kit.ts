import { createHash } from "node:crypto";
import { templateFile } from "../render/template-file.ts";
import type { Format, TemplateValue } from "../services/service.ts";
import { indexPageData } from "./index-page.ts";
import { paperFiles } from "./papers/paper-files.ts";
import type { KitPart, KitPractice, PartContent, StackKey } from "./part.ts";
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
 * The kit that a stack file asks for. Pure but for reading our own templates: the same practice gives the same bytes.
 *
 * @throws UnquotableValue where a value of the stack file can't be written into a file's format
 */
export function kitOf(practice: KitPractice): Kit {
  const contents = contentsOf(practice);
  const listed = inOrder([
    indexPageOf(practice),
    ...contents.flatMap(({ part, content }) => filesOf(part, content, practice)),
  ]);
  return {
    files: inOrder([...listed, checksumsOf(listed)]),
    missing: contents.flatMap(({ part, content }) =>
      content.kind === "missing" ? [{ part: part.name, key: content.key }] : [],
    ),
  };
}

/** The page to open first, of all that the stack file asks for. */
export function indexPageOf(practice: KitPractice): KitFile {
  return fileOf(INDEX_PAGE, "html", indexPageData(practice.clinic, contentsOf(practice)), false);
}

function contentsOf(practice: KitPractice) {
  return PARTS.map((part) => ({ part, content: part.declare(practice) }));
}

/** Where in the repository the template of a kit's file lies. */
export function kitTemplateNameOf(path: string): string {
  return `templates/kit/${path}.hbs`;
}

function filesOf(part: KitPart, content: PartContent, practice: KitPractice): readonly KitFile[] {
  switch (content.kind) {
    case "files":
      return content.files.map(({ path, format, data, executable = false }) =>
        fileOf(`${part.name}/${path}`, format, data, executable),
      );
    case "papers":
      return content.papers.flatMap((paper) =>
        paperFiles(paper, practice).map((file) => ({ ...file, path: `${part.name}/${file.path}` })),
      );
    case "missing":
      return [];
  }
}

function fileOf(
  path: string,
  format: Format,
  data: Readonly<Record<string, TemplateValue>>,
  executable: boolean,
): KitFile {
  return { path, bytes: Buffer.from(templateFile(kitTemplateNameOf(path), format)(data), "utf8"), executable };
}

function checksumsOf(files: readonly KitFile[]): KitFile {
  const lines = files.map(({ path, bytes }) => `${createHash("sha256").update(bytes).digest("hex")}  ${path}\n`);
  return { path: CHECKSUMS, bytes: Buffer.from(lines.join(""), "utf8"), executable: false };
}

function inOrder(files: readonly KitFile[]): readonly KitFile[] {
  return [...files].sort((a, b) => (a.path < b.path ? -1 : 1));
}
