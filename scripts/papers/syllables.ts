import { syllable } from "syllable";
import type { Language } from "../../kits/words.ts";

/**
 * How many syllables a word has, as it is spoken. English, which is not spoken as it is written, is asked of a library; the other
 * three are counted by their vowels. Hyphenation patterns would count too few, since nothing is broken off that is one letter long
 * (`Abend`, `über`, `amigo`). In doubt it is one more: a text is rather called too hard than too easy.
 */
export function syllablesOf(word: string, language: Language): number {
  // Rudolf Flesch counts figures, signs and abbreviations as one syllable ("A New Readability Yardstick", 1948).
  if (!/\p{Lower}/u.test(word) || /\d/.test(word)) return 1;
  const letters = word.toLowerCase().normalize("NFC");
  return Math.max(1, COUNTS[language](letters));
}

const COUNTS: Readonly<Record<Language, (letters: string) => number>> = {
  en: (letters) => letters.split("-").reduce((sum, part) => sum + syllable(part), 0),
  de: (letters) =>
    matches(letters.replaceAll("qu", "k").replace(/^(be|ge)(?=e(?:hr|igne|il|nd|ng|rb))/, "$1·"), GERMAN_VOWELS),
  fr: (letters) => matches(withoutMuteEnding(letters), FRENCH_VOWELS),
  es: (letters) => matches(letters.replace(/([gq])u(?=[eiéí])/g, "$1"), SPANISH_VOWELS),
};

const GERMAN_VOWELS = /äu|a[aiuy]|e[eiuy]|o[iouy]|ie|[aeiouyäöü]/g;

/** What stands beside an é or under a diaeresis is spoken on its own; a y between vowels begins a syllable. */
const FRENCH_VOWELS = /é(?=[aâeoôu])|[aâà](?=[ïé])|(?:(?!y[aeiouéè])[aeiouyâàêéèëîïôûùœ])+/g;

/** Two strong vowels are two syllables, a weak one beside another vowel is none of its own (RAE, Ortografía de 2010, II.3). */
const SPANISH_VOWELS = /[iuüy]*[aeoáéó](?:[iuü](?![aeoáéíóú])|y(?![aeiouáéíóú]))?|[íú]|[iuü]+y?|y(?![aeiouáéíóú])/g;

/** A last e is not spoken, an s after it neither. `-ent` is: in `moment` always, and which word is a verb can't be seen. */
function withoutMuteEnding(letters: string): string {
  return letters.replace(/qu|gu(?=[eiéèê])/g, (two) => two.charAt(0)).replace(/es?$/, "");
}

function matches(letters: string, vowels: RegExp): number {
  return letters.match(vowels)?.length ?? 0;
}
