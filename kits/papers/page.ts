import { templateFile } from "../../render/template-file.ts";
import type { Language } from "../words.ts";

/** A paper in one language, before it is a file. */
export interface Page {
  readonly language: Language;
  readonly title: string;
  /** The neutral name that people know from the pages. */
  readonly practice: string;
  /** HTML, with every value in it quoted. */
  readonly body: string;
}

/** Where in the repository what stands around each paper lies. */
export const PAGE_TEMPLATE = "templates/kit/papers/page.html.hbs";

/** A paper as one file for a browser: it asks for nothing from anywhere. */
export function pageOf({ body, ...around }: Page): string {
  return templateFile(PAGE_TEMPLATE, "html")(around).replace("<!-- body -->\n", () => body);
}
