import { FORMULAS, hardestSentencesOf } from "./reading-ease.ts";
import { measuredPapers, practiceIn, REFERENCE_STACK, type MeasuredPaper } from "./measured-papers.ts";

/** `node scripts/papers/reading-level.ts [STACKFILE]`: how easy each paper is to read, and its hardest sentences, for whoever writes one. */
const HARDEST = 4;
/** Of a shorter one a formula says nothing. */
const LONG_ENOUGH = 5;

function told({ readers, paper, language, body, least, ease }: MeasuredPaper): string {
  if (ease === undefined) return `${paper.name} (${language}): no sentence yet`;
  const mark = ease.ease >= least ? "ok      " : "TOO HARD";
  const grade = ease.grade === undefined ? "" : `, grade ${ease.grade.toFixed(1)}`;
  const head = `${mark} ${paper.name} (${language}, ${readers}): ${ease.ease.toFixed(1)} of at least ${String(least)} by ${FORMULAS[language].name}${grade}; ${String(ease.words)} words, ${ease.wordsInASentence.toFixed(1)} in a sentence, ${ease.syllablesInAWord.toFixed(2)} syllables in a word`;
  const hardest = hardestSentencesOf(body, language)
    .filter(({ words }) => words >= LONG_ENOUGH)
    .slice(0, HARDEST)
    .map(({ sentence, words, ease: own }) => `           ${own.toFixed(0)} (${String(words)} words) ${sentence}`);
  return [head, ...hardest].join("\n");
}

console.log(
  measuredPapers(practiceIn(process.argv[2] ?? REFERENCE_STACK))
    .map(told)
    .join("\n"),
);
