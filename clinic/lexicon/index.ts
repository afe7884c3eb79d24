import { DUTCH } from "./dutch.ts";
import { ENGLISH } from "./english.ts";
import { FRENCH } from "./french.ts";
import { GERMAN } from "./german.ts";
import { ITALIAN } from "./italian.ts";
import type { Lexicon } from "./lexicon.ts";
import { MEDICINE } from "./medicine.ts";
import { DANISH, FINNISH, ICELANDIC, NORWEGIAN, SWEDISH } from "./nordic.ts";
import { CYRILLIC, GREEK } from "./other-alphabets.ts";
import { CZECH, HUNGARIAN } from "./neighbours.ts";
import { POLISH } from "./polish.ts";
import { PORTUGUESE } from "./portuguese.ts";
import { SPANISH } from "./spanish.ts";

/**
 * All lexicons; a word that several languages share is named after the first. Their words were held against the names of health
 * care in those languages that OpenStreetMap's editor shows (npm `@openstreetmap/id-tagging-schema` 7.2.0).
 */
export const LEXICONS: readonly Lexicon[] = [
  ENGLISH,
  GERMAN,
  FRENCH,
  SPANISH,
  ITALIAN,
  PORTUGUESE,
  DUTCH,
  POLISH,
  DANISH,
  SWEDISH,
  NORWEGIAN,
  FINNISH,
  ICELANDIC,
  CZECH,
  HUNGARIAN,
  MEDICINE,
  CYRILLIC,
  GREEK,
];
