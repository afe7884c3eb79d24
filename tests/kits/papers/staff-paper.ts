import { paperFiles, paperPath } from "../../../kits/papers/paper-files.ts";
import type { Paper } from "../../../kits/papers/paper.ts";
import type { KitPractice } from "../../../kits/part.ts";
import type { Language } from "../../../kits/words.ts";

/** What stands in `<main>`, as whoever opens the file gets it. */
export function htmlOf(paper: Paper, practice: KitPractice, language: Language): string {
  const file = paperFiles(paper, practice).find(({ path }) => path === paperPath(paper, language));
  if (file === undefined) throw new Error(`${paper.name} has no file in ${language}.`);
  const [, main = ""] = /<main>\n(.*)<\/main>/s.exec(Buffer.from(file.bytes).toString("utf8")) ?? [];
  return main;
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

function readable(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replaceAll(/\s+/g, " ")
    .trim();
}
