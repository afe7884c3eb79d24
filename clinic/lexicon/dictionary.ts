import { LEXICONS } from "./index.ts";
import { DISGUISES, readAs } from "./look-alikes.ts";
import { IN_OTHER_SCRIPTS, OTHER_SCRIPTS } from "./other-scripts.ts";

/** Where in a word its letters tell; `innocent` letters explain telling ones that stand in them. */
export type Stands = "anywhere" | "start" | "end" | "whole" | "innocent";

export interface Entry {
  /** Small Latin letters only. */
  readonly word: string;
  readonly stands: Stands;
  /** ISO 639-1 code and English name of the first language that has it. */
  readonly language: string;
  readonly languageName: string;
}

/** For each sign of a text the letter that it passes for, 1 to 26; 0 where it passes for none. */
export type Shape = ArrayLike<number>;

const A = 97;
const Z = 122;

/** For each sign of ASCII the letter that it passes for, when letters that are taken for each other are one. */
export function passingFor(disguises: Readonly<Record<string, string>>): Uint8Array {
  const table = new Uint8Array(128);
  for (let code = A; code <= Z; code++) table[code] = code - A + 1;
  for (const [sign, letter] of Object.entries(disguises)) table[sign.charCodeAt(0)] = letter.charCodeAt(0) - A + 1;
  return table;
}

const PLAIN = passingFor(DISGUISES);

export function shapeOf(text: string, passing: Uint8Array = PLAIN): Shape {
  const shape = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) shape[i] = passing[text.charCodeAt(i)] ?? 0;
  return shape;
}

/** Whether a word passes for the letters at a place. */
export function passesFor(word: string, shape: Shape, at: number): boolean {
  for (let i = 0; i < word.length; i++) if (shape[at + i] !== PLAIN[word.charCodeAt(i)]) return false;
  return true;
}

/** The places at which the first four letters of a long word may stand; what stands there says `entriesAt`. */
export function placesIn(shape: Shape): readonly number[] {
  const { first } = dictionary();
  const places: number[] = [];
  let key = 0;
  let letters = 0;
  // The one loop that runs over every letter of every text: nearly no place begins a word, and a small table tells so.
  for (let i = 0; i < shape.length; i++) {
    const letter = shape[i] ?? 0;
    letters = letter === 0 ? 0 : letters + 1;
    key = ((key << 5) | letter) & FOUR_LETTERS;
    if (letters >= 4 && first[hashed(key)] === 1) places.push(i - 3);
  }
  return places;
}

const FOUR_LETTERS = (1 << 20) - 1;

/** The entries whose shape begins with the four letters at a place. */
export function entriesAt(shape: Shape, i: number): readonly Entry[] {
  const key = keyOf(shape, i, 4);
  return (key === undefined ? undefined : dictionary().long.get(key)) ?? [];
}

/** The entries of two or three letters that a word by itself passes for. */
export function shortEntries(shape: Shape, i: number, length: 2 | 3): readonly Entry[] | undefined {
  const key = keyOf(shape, i, length);
  return key === undefined ? undefined : dictionary().short.get(key);
}

/** The letters at a place as a number; undefined where one of them is none. */
function keyOf(shape: Shape, i: number, length: number): number | undefined {
  let key = 0;
  for (let j = i; j < i + length; j++) {
    const letter = shape[j] ?? 0;
    if (letter === 0) return undefined;
    key = (key << 5) | letter;
  }
  return key;
}

const HASH_BITS = 16;

/** Multiplicative hashing: Knuth, The Art of Computer Programming, volume 3, 6.4. */
function hashed(key: number): number {
  return Math.imul(key, 0x9e3779b1) >>> (32 - HASH_BITS);
}

/** An innocent word that holds the given letters, as an example; undefined where the lexicons have none. */
export function innocentAround(word: string): string | undefined {
  for (const bucket of dictionary().long.values()) {
    const found = bucket.find((entry) => entry.stands === "innocent" && entry.word.includes(word));
    if (found !== undefined) return found.word;
  }
  return undefined;
}

interface Dictionary {
  /** 1 where the hash of a long word's first four letters points. */
  readonly first: Uint8Array;
  /** Words of four letters and more by the first four of their shape. */
  readonly long: ReadonlyMap<number, readonly Entry[]>;
  /** Words of two and three letters; they tell only as a whole. */
  readonly short: ReadonlyMap<number, readonly Entry[]>;
}

let made: Dictionary | undefined;

/** All lexicons by first letters, made at first need: cheaper than regular expressions of the same words. */
function dictionary(): Dictionary {
  made ??= makeDictionary();
  return made;
}

const KINDS = ["innocent", "anywhere", "start", "end", "whole"] as const satisfies readonly Stands[];

function makeDictionary(): Dictionary {
  const first = new Uint8Array(1 << HASH_BITS);
  const long = new Map<number, Entry[]>();
  const short = new Map<number, Entry[]>();
  for (const stands of KINDS) {
    const seen = new Set<string>();
    for (const { [stands]: words, language, name } of LEXICONS) {
      for (const word of words.split(/\s+/).flatMap(spellingsOf)) {
        if (seen.has(word)) continue;
        seen.add(word);
        const key = keyOf(shapeOf(word.slice(0, 4)), 0, Math.min(word.length, 4)) ?? 0;
        const table = word.length < 4 ? short : long;
        if (table === long) first[hashed(key)] = 1;
        const entry = { word, stands, language, languageName: name };
        const bucket = table.get(key);
        if (bucket === undefined) table.set(key, [entry]);
        else bucket.push(entry);
      }
    }
  }
  return { first, long, short };
}

/** How people write umlauts and their like where only Latin letters go: without the marks, or as two letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe", ð: "dh" };

/** A word of a lexicon in Latin letters, in each way that people write it. */
export function spellingsOf(word: string): readonly string[] {
  if (/^[a-z]*$/.test(word)) return word === "" ? [] : [word];
  let plain = "";
  let spelled = "";
  for (const letter of word) {
    const one = folded(letter);
    plain += one;
    spelled += TWO_LETTERS[letter] ?? one;
  }
  return plain === spelled ? [plain] : [plain, spelled];
}

/**
 * A character as small Latin letters: compatibility forms such as full-width letters, accents and what has no width fall away, what
 * looks Latin becomes Latin, and the rest stays what it is.
 */
export function folded(character: string): string {
  const known = alreadyFolded.get(character);
  if (known !== undefined) return known;
  // Some look Latin where the letters that Unicode makes of them don't: the lunate sigma is a c.
  const text = readAs(character) ?? Array.from(withoutMarks(character), foldedLetter).join("");
  if (alreadyFolded.size < MOST_REMEMBERED) alreadyFolded.set(character, text);
  return text;
}

function withoutMarks(character: string): string {
  return character.normalize("NFKD").replace(/[\p{M}\p{Cf}]/gu, "");
}

function foldedLetter(letter: string): string {
  // Some capitals look Latin where their small letters don't.
  const small = letter.toLowerCase();
  return readAs(letter) ?? readAs(small) ?? (DIGIT.test(letter) ? digitOf(letter) : small);
}

const DIGIT = /^\p{Nd}$/u;

/** The Unicode Standard, 4.6: the decimal digits of a script stand ten in a row, from zero to nine; so do rows that follow each other. */
function digitOf(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  let before = 0;
  while (DIGIT.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}

/** A word of a script that looks in no way Latin, and where it stands in a folded text. */
export interface ScriptWord {
  readonly word: string;
  readonly language: string;
  readonly languageName: string;
  readonly from: number;
  readonly to: number;
}

let scripts: readonly (Omit<ScriptWord, "from" | "to"> & { readonly folded: string })[] | undefined;

/** Every word of `OTHER_SCRIPTS` in a folded text. */
export function scriptWordsIn(text: string): readonly ScriptWord[] {
  if (!IN_OTHER_SCRIPTS.test(text)) return [];
  scripts ??= OTHER_SCRIPTS.flatMap(({ language, name, words }) =>
    words.split(" ").map((word) => ({ language, languageName: name, word, folded: Array.from(word, folded).join("") })),
  );
  return scripts.flatMap(({ folded: letters, ...word }) =>
    placesOf(letters, text).map((from) => ({ ...word, from, to: from + letters.length })),
  );
}

function placesOf(letters: string, text: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(letters); at !== -1; at = text.indexOf(letters, at + letters.length)) places.push(at);
  return places;
}

/** A few hundred characters make up nearly all names. */
const alreadyFolded = new Map<string, string>();
const MOST_REMEMBERED = 2000;
