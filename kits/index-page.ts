import type { Clinic } from "../clinic/clinic.ts";
import type { TemplateValue } from "../services/service.ts";
import { paperPath } from "./papers/paper-files.ts";
import type { KitPart, PartContent, PartWords } from "./part.ts";
import { KIT_WORDS, LANGUAGES, type KitWords, type Language } from "./words.ts";

/**
 * How each system compares the files with SHA256SUMS: sha256sum(1) of coreutils; shasum(1) of Perl, which macOS brings; Get-FileHash, whose
 * algorithm is SHA256 unless told (Microsoft, Microsoft.PowerShell.Utility). PowerShell's `-ne` takes capitals and small letters as one.
 */
const CHECK_COMMANDS = {
  linux: "sha256sum --check --quiet SHA256SUMS",
  macos: "shasum -a 256 -c SHA256SUMS",
  windows:
    "Get-Content SHA256SUMS | ForEach-Object { $sum, $name = $_ -split ' +', 2; if ((Get-FileHash -LiteralPath $name).Hash -ne $sum) { $name } }",
} as const;

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
    checks: (["linux", "macos", "windows"] as const).map((system) => ({
      text: words.checkingOn[system],
      command: CHECK_COMMANDS[system],
    })),
    parts: contents.map(({ part, content }) => {
      const ownWords = wordsOf(part, content)[language];
      const { title, purpose, steps, missing } = ownWords;
      const made = content.kind === "missing" ? [] : steps;
      return {
        title,
        purpose,
        missing: content.kind === "missing" ? missing : undefined,
        stepsHeading: words.steps,
        steps: made,
        filesHeading: words.files,
        files: content.kind === "files" ? filesIn(part.name, content, ownWords) : [],
        papersHeading: words.papers,
        papers: content.kind === "papers" ? papersIn(part.name, content, language, words) : [],
      };
    }),
  };
}

function wordsOf(part: KitPart, content: PartContent): KitPart["words"] {
  return content.kind === "files" ? (content.words ?? part.words) : part.words;
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
  return papers.map((paper) => {
    const linkIn = (language: Language) => ({
      language,
      text: paper.titles[language],
      path: `${part}/${paperPath(paper, language, "html")}`,
      printed: `${part}/${paperPath(paper, language, "pdf")}`,
      forPrinting,
    });
    return {
      purpose: paper.purposes[own],
      own: [linkIn(own)],
      others: LANGUAGES.filter((language) => language !== own).map(linkIn),
    };
  });
}
