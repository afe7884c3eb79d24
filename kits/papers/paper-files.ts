import { templateFile } from "../../render/template-file.ts";
import type { KitFile } from "../kit.ts";
import type { KitPractice } from "../part.ts";
import { LANGUAGES, type Language } from "../words.ts";
import { pageOf, type Page } from "./page.ts";
import type { Paper } from "./paper.ts";
import { pdfOf } from "./print/pdf.ts";
import { sheetIn } from "./print/sheet.ts";

/** A paper's files in every language, below a folder for each: whoever is invited may read another one than the practice. */
export function paperFiles(paper: Paper, practice: KitPractice): readonly KitFile[] {
  return LANGUAGES.flatMap((language) => {
    const page = paperIn(paper, practice, language);
    const template = paperTemplateNameOf(paper, language);
    return [
      paperFile(paper, language, "html", Buffer.from(pageOf(page), "utf8")),
      paperFile(paper, language, "pdf", pdfOf(page, sheetIn(practice.law.jurisdiction), template)),
    ];
  });
}

/** For a screen, or for a printer. */
export type PaperForm = "html" | "pdf";

function paperFile(paper: Paper, language: Language, form: PaperForm, bytes: Uint8Array): KitFile {
  return { path: paperPath(paper, language, form), bytes, executable: false };
}

/** Below the folder of its part. */
export function paperPath({ name }: Paper, language: Language, form: PaperForm): string {
  return `${language}/${name}.${form}`;
}

/** Where in the repository a paper's text lies. */
export function paperTemplateNameOf({ name }: Paper, language: Language): string {
  return `templates/kit/papers/${name}/${language}.html.hbs`;
}

/** A paper as this practice gets it, before it is a file. */
export function paperIn(paper: Paper, practice: KitPractice, language: Language): Page {
  const template = templateFile(paperTemplateNameOf(paper, language), "html");
  const { title } = practice.clinic.branding;
  return { language, title: paper.titles[language], practice: title, body: template(paper.data(practice, language)) };
}
