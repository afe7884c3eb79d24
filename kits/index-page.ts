import type { Clinic } from "../clinic/clinic.ts";
import type { TemplateValue } from "../services/service.ts";
import { paperPath } from "./papers/paper-files.ts";
import type { KitPart, PartContent, PartWords } from "./part.ts";
import { KIT_WORDS, LANGUAGES, type KitWords, type Language } from "./words.ts";

/** What the kit's first page prints: each part with what it is for and what to do, or what is missing for it. */
export function indexPageData(
  { branding, names }: Pick<Clinic, "branding" | "names">,
  contents: readonly { readonly part: KitPart; readonly content: PartContent }[],
): Readonly<Record<string, TemplateValue>> {
  const { language, title } = branding;
  const words = KIT_WORDS[language];
  return {
    language,
    heading: title,
    domain: names.domain,
    introduction: words.introduction,
    checking: words.checking,
    parts: contents.map(({ part, content }) => {
      const { title, purpose, steps, missing } = part.words[language];
      const made = content.kind === "missing" ? [] : steps;
      return {
        title,
        purpose,
        missing: content.kind === "missing" ? missing : undefined,
        stepsHeading: words.steps,
        steps: made,
        filesHeading: words.files,
        files: content.kind === "files" ? filesIn(part.name, content, part.words[language]) : [],
        papersHeading: words.papers,
        papers: content.kind === "papers" ? papersIn(part.name, content, language, words) : [],
      };
    }),
  };
}

function filesIn(part: string, { files }: PartContent & { kind: "files" }, words: PartWords): readonly TemplateValue[] {
  return files.map(({ path }) => ({ path: `${part}/${path}`, what: words.files[path] ?? "" }));
}

function papersIn(
  part: string,
  { papers }: PartContent & { kind: "papers" },
  own: Language,
  { forPrinting }: KitWords,
): readonly TemplateValue[] {
  return papers.map((paper) => ({
    title: paper.titles[own],
    purpose: paper.purposes[own],
    links: LANGUAGES.map((language) => ({
      language,
      text: paper.titles[language],
      path: `${part}/${paperPath(paper, language, "html")}`,
      printed: `${part}/${paperPath(paper, language, "pdf")}`,
      forPrinting,
    })),
  }));
}
