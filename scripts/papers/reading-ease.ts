import type { InEachLanguage, Language } from "../../kits/words.ts";
import { sentencesOf, wordsOf } from "./running-text.ts";
import { syllablesOf } from "./syllables.ts";

/** A language's own form of Flesch's formula: `base - perWord × words in a sentence - perSyllable × syllables in a word`. */
export interface Formula {
  readonly name: string;
  readonly base: number;
  readonly perWord: number;
  readonly perSyllable: number;
  readonly source: string;
}

export const FORMULAS: InEachLanguage<Formula> = {
  en: {
    name: "Flesch Reading Ease",
    base: 206.835,
    perWord: 1.015,
    perSyllable: 84.6,
    source: 'R. Flesch, "A New Readability Yardstick", Journal of Applied Psychology 32 (1948), 221–233',
  },
  de: {
    name: "Amstad",
    base: 180,
    perWord: 1,
    perSyllable: 58.5,
    source: 'T. Amstad, "Wie verständlich sind unsere Zeitungen?", Zürich 1978',
  },
  fr: {
    name: "Kandel-Moles",
    base: 207,
    perWord: 1.015,
    perSyllable: 73.6,
    source:
      "L. Kandel, A. Moles, \"Application de l'indice de Flesch à la langue française\", Cahiers d'études de radio-télévision 19 (1958), 253–274",
  },
  es: {
    name: "Flesch-Szigriszt (INFLESZ)",
    base: 206.835,
    perWord: 1,
    perSyllable: 62.3,
    source:
      'I. Barrio-Cantalejo and others, "Validación de la Escala INFLESZ", Anales del Sistema Sanitario de Navarra 31 (2008), 135–152',
  },
};

export interface ReadingEase {
  /** By the language's own formula; from 0, very hard, to 100, very easy. */
  readonly ease: number;
  readonly sentences: number;
  readonly words: number;
  readonly wordsInASentence: number;
  readonly syllablesInAWord: number;
  /** Years at school, by Flesch and Kincaid; only English has it. */
  readonly grade: number | undefined;
}

/** How easy a paper's HTML is to read; undefined where it has no sentence. */
export function readingEaseOf(body: string, language: Language): ReadingEase | undefined {
  return easeOf(sentencesOf(body, language), language);
}

/** A paper's sentences, the hardest first, each with its own ease. */
export function hardestSentencesOf(
  body: string,
  language: Language,
): readonly { readonly sentence: string; readonly words: number; readonly ease: number }[] {
  return sentencesOf(body, language)
    .map((sentence) => ({
      sentence,
      words: wordsOf(sentence).length,
      ease: easeOf([sentence], language)?.ease ?? 100,
    }))
    .sort((a, b) => a.ease - b.ease);
}

function easeOf(sentences: readonly string[], language: Language): ReadingEase | undefined {
  if (sentences.length === 0) return undefined;
  const words = sentences.flatMap(wordsOf);
  const wordsInASentence = words.length / sentences.length;
  const syllablesInAWord = words.reduce((sum, word) => sum + syllablesOf(word, language), 0) / words.length;
  const { base, perWord, perSyllable } = FORMULAS[language];
  return {
    ease: base - perWord * wordsInASentence - perSyllable * syllablesInAWord,
    sentences: sentences.length,
    words: words.length,
    wordsInASentence,
    syllablesInAWord,
    // J. P. Kincaid and others, "Derivation of New Readability Formulas", Naval Technical Training Command 1975.
    grade: language === "en" ? 0.39 * wordsInASentence + 11.8 * syllablesInAWord - 15.59 : undefined,
  };
}
