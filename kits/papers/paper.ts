import type { TemplateValue } from "../../services/service.ts";
import type { KitPractice } from "../part.ts";
import type { InEachLanguage, Language } from "../words.ts";

/**
 * A paper for people to read, print or sign. Its text is `templates/kit/papers/<name>/<language>.html.hbs`: the inside of a page without its first
 * heading, of which the file for the browser and the one for the printer are both made. Both know these elements and no other:
 * h2, h3, p, ul, ol, li (with lists in it), strong, em, a[href], table with thead, tbody, tr, th[scope] and td; `ul.checklist` (boxes to tick),
 * `p.note` (set apart), `span.blank` (a line to fill in by hand), and `p.sign` (who signs, in small letters below a line).
 */
export interface Paper {
  /** Name of its files and of its folder of templates; neutral. */
  readonly name: string;
  /** Its first heading, and what a browser's tab and a file's properties show; neutral. */
  readonly titles: InEachLanguage<string>;
  /** What it is for, in a sentence, for the kit's first page. */
  readonly purposes: InEachLanguage<string>;
  /** Every value that its text prints, as people of that language write it. */
  readonly data: (practice: KitPractice, language: Language) => Readonly<Record<string, TemplateValue>>;
}
