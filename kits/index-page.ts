import type { Clinic } from "../clinic/clinic.ts";
import type { TemplateValue } from "../services/service.ts";
import type { KitPart, PartContent } from "./part.ts";
import { wordsIn } from "./words.ts";

/** What the kit's first page prints: each part with what it is for and what to do, or what is missing for it. */
export function indexPageData(
  { branding, names }: Pick<Clinic, "branding" | "names">,
  contents: readonly { readonly part: KitPart; readonly content: PartContent }[],
): Readonly<Record<string, TemplateValue>> {
  const words = wordsIn(branding.language);
  return {
    language: branding.language,
    heading: branding.title,
    domain: names.domain,
    introduction: words.introduction,
    checking: words.checking,
    parts: contents.map(({ part, content }) => {
      const { title, purpose, steps, files } = words.parts[part.name];
      const headings = { title, purpose, stepsHeading: words.steps, filesHeading: words.files };
      return content.kind === "missing"
        ? { ...headings, missing: words.missing(content.key), steps: [], files: [] }
        : {
            ...headings,
            missing: undefined,
            steps,
            files: content.files.map(({ path }) => ({ path: `${part.name}/${path}`, what: files[path] ?? "" })),
          };
    }),
  };
}
