import { readFileSync, writeFileSync } from "node:fs";
import { LANGUAGES } from "../../kits/words.ts";
import { formatted, withPart } from "../markdown/made-part.ts";
import { table } from "../markdown/table.ts";
import { measuredPapers, practiceIn, REFERENCE_STACK } from "./measured-papers.ts";
import { FORMULAS } from "./reading-ease.ts";

const PAGE = new URL("../../docs/papers.md", import.meta.url);

/** The page with its tables made anew; what stands around them is kept. */
export async function papersPage(page: string): Promise<string> {
  const program = "scripts/papers/papers-page.ts";
  const parts = [
    { name: "formulas", program, text: formulaTable() },
    { name: "figures", program, text: figureTable() },
  ];
  return formatted(parts.reduce(withPart, page), PAGE);
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

if (import.meta.main) writeFileSync(PAGE, await papersPage(readFileSync(PAGE, "utf8")));
