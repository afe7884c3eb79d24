import { readFileSync } from "node:fs";
import { paperTemplateNameOf } from "../../../kits/papers/paper-files.ts";
import type { Paper } from "../../../kits/papers/paper.ts";
import type { KitPractice } from "../../../kits/part.ts";
import type { Language } from "../../../kits/words.ts";
import { compileTemplate } from "../../../render/template.ts";

/** The inside of a paper's page, without the form for printers, which takes seconds. */
export function htmlOf(paper: Paper, practice: KitPractice, language: Language): string {
  const name = paperTemplateNameOf(paper, language);
  const source = readFileSync(new URL(`../../../${name}`, import.meta.url), "utf8");
  return compileTemplate(name, source, "html")(paper.data(practice, language));
}

/** The same without its tags, on one line. */
export function textOf(paper: Paper, practice: KitPractice, language: Language): string {
  return readable(htmlOf(paper, practice, language));
}

/** The cells of each row of each table's body, in their order. */
export function rowsOf(html: string): readonly (readonly string[])[] {
  return [...html.matchAll(/<tr><td>.*?<\/tr>/gs)].map(([row]) =>
    [...row.matchAll(/<td>(.*?)<\/td>/gs)].map(([, cell = ""]) => readable(cell)),
  );
}

/** What people read of it, on one line. */
export function readable(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/[ \n]+/g, " ")
    .trim();
}
