import { readFileSync, writeFileSync } from "node:fs";
import { format, resolveConfig } from "prettier";
import { LANGUAGES } from "../../kits/words.ts";
import { measuredPapers, practiceIn, REFERENCE_STACK } from "./measured-papers.ts";
import { FORMULAS } from "./reading-ease.ts";

const PAGE = new URL("../../docs/papers.md", import.meta.url);

/** The page with its tables made anew; what stands around them is kept. */
export async function papersPage(page: string): Promise<string> {
  const text = withTable(withTable(page, "formulas", formulaTable()), "figures", figureTable());
  return format(text, { ...(await resolveConfig(PAGE)), parser: "markdown" });
}

function withTable(page: string, name: string, table: string): string {
  const begin = `<!-- ${name}: made by \`node scripts/papers/papers-page.ts\` -->`;
  const end = `<!-- end of ${name} -->`;
  const [before = "", rest = ""] = page.split(begin);
  return `${before}${begin}\n\n${table}\n\n${end}${rest.split(end)[1] ?? ""}`;
}

function formulaTable(): string {
  return table(
    ["Language", "Formula", "Base", "a", "b", "Source"],
    LANGUAGES.map((language) => {
      const { name, base, perWord, perSyllable, source } = FORMULAS[language];
      return [language, name, String(base), String(perWord), String(perSyllable), source];
    }),
  );
}

function figureTable(): string {
  return table(
    [
      "Paper",
      "For",
      "Language",
      "Ease",
      "At least",
      "School year",
      "Words",
      "Words in a sentence",
      "Syllables in a word",
    ],
    measuredPapers(practiceIn(REFERENCE_STACK)).map(({ readers, paper, language, least, ease }) => [
      ...[paper.name, readers, language, ease?.ease.toFixed(0) ?? "", String(least), ease?.grade?.toFixed(1) ?? ""],
      ...[String(ease?.words ?? 0), ease?.wordsInASentence.toFixed(1) ?? "", ease?.syllablesInAWord.toFixed(2) ?? ""],
    ]),
  );
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

if (import.meta.main) writeFileSync(PAGE, await papersPage(readFileSync(PAGE, "utf8")));
