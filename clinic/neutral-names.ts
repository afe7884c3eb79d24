import { domainToUnicode } from "node:url";
import { LEXICONS } from "./lexicon/index.ts";
import { DIGIT_LETTERS, LOOK_ALIKES } from "./lexicon/look-alikes.ts";

/** A word in a name that tells a stranger what the practice does. */
export interface TellingWord {
  /** As the lexicon has it, without accents. */
  readonly word: string;
  /** ISO 639-1 code of the language in whose lexicon it stands. */
  readonly language: string;
  /** Where it starts in the name, counted in UTF-16 units from 0. */
  readonly at: number;
}

/**
 * Words in a name (a domain name, a title, a user name, a host name) that tell what the practice does, in the name's order; none
 * when the name is neutral. Seen through: capitals, accents and umlauts, words inside words, digits for letters (`th3`),
 * dots and hyphens between letters, punycode, and letters of other alphabets that look Latin.
 */
export function tellingWords(name: string): readonly TellingWord[] {
  const found = readingsOf(lettersOf(name)).flatMap((reading) => {
    const words = wordsOf(reading);
    return [...words.flatMap(tellingWithin), ...tellingAcross(words)];
  });
  return longestOf(found);
}

/** A letter, or whatever stands between letters, and where in the name it stands. */
interface Sign {
  readonly text: string;
  readonly at: number;
}

/** The name in small Latin letters without accents, one sign each. */
function lettersOf(name: string): readonly Sign[] {
  const signs: Sign[] = [];
  for (const { label, at, decoded } of labelsOf(name)) {
    let offset = 0;
    for (const character of label) {
      for (const text of foldedOf(character)) signs.push({ text, at: decoded ? at : at + offset });
      offset += character.length;
    }
  }
  return signs;
}

interface Label {
  readonly label: string;
  readonly at: number;
  /** True where punycode was turned into letters, so that offsets inside the label mean nothing. */
  readonly decoded: boolean;
}

function labelsOf(name: string): readonly Label[] {
  return [...name.matchAll(/xn--[a-z0-9-]+|(?:(?!xn--)[^])+/gi)].map(({ 0: text, index }) => {
    const unicode = /^xn--/i.test(text) ? domainToUnicode(text) : "";
    return unicode === "" ? { label: text, at: index, decoded: false } : { label: unicode, at: index, decoded: true };
  });
}

/** Compatibility forms such as full-width letters, and accents, fall away; what looks Latin becomes Latin. */
function foldedOf(character: string): string {
  if (/^[a-z0-9.-]$/.test(character)) return character;
  const plain = character
    .normalize("NFKD")
    .toLowerCase()
    // Marks over letters, and what has no width at all.
    .replace(/[\p{M}\p{Cf}]/gu, "");
  return Array.from(plain, (letter) => LOOK_ALIKES[letter] ?? letter).join("");
}

/** A digit may stand for a letter or between words: each way of reading the name. */
function readingsOf(signs: readonly Sign[]): readonly (readonly Sign[])[] {
  if (!signs.some(({ text }) => text === "1" || Object.hasOwn(DIGIT_LETTERS, text))) return [signs];
  const read = (one: string) =>
    signs.map(({ text, at }) => ({ text: text === "1" ? one : (DIGIT_LETTERS[text] ?? text), at }));
  return [signs, read("i"), read("l")];
}

/** Letters that stand together. */
interface Word {
  readonly text: string;
  /** Where each letter stands in the name. */
  readonly at: readonly number[];
}

function wordsOf(signs: readonly Sign[]): readonly Word[] {
  const words: { text: string; at: number[] }[] = [];
  let inside = false;
  for (const { text, at } of signs) {
    const isLetter = text >= "a" && text <= "z";
    if (isLetter) {
      const word = inside ? words.at(-1) : undefined;
      if (word === undefined) words.push({ text, at: [at] });
      else {
        word.text += text;
        word.at.push(at);
      }
    }
    inside = isLetter;
  }
  return words;
}

interface Found extends TellingWord {
  readonly length: number;
}

/** Telling letters inside one word that no innocent word explains. */
function tellingWithin(word: Word): readonly Found[] {
  const { anywhere, start, end, whole, innocent } = patterns();
  const explained = spansOf(innocent, word.text);
  return [anywhere, start, end, whole]
    .flatMap((pattern) => spansOf(pattern, word.text))
    .filter((span) => !explained.some((other) => other.from <= span.from && span.to <= other.to))
    .map(({ from, to }) => foundAt(word.text.slice(from, to), word.at[from] ?? 0));
}

/** The shortest word that is looked for across dots and hyphens; shorter ones arise by chance. */
const LEAST_ACROSS = 5;

/** Words that together spell a telling one, `psy-cho-logy`. */
function tellingAcross(words: readonly Word[]): readonly Found[] {
  const { known, longest } = patterns();
  return words.flatMap((word, i) => {
    const found: Found[] = [];
    let joined = word.text;
    for (const next of words.slice(i + 1)) {
      joined += next.text;
      if (joined.length > longest) break;
      if (joined.length >= LEAST_ACROSS && known.has(joined)) found.push(foundAt(joined, word.at[0] ?? 0));
    }
    return found;
  });
}

function foundAt(word: string, at: number): Found {
  return { word, language: patterns().known.get(word) ?? "", at, length: word.length };
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Every place where a pattern matches, also where matches overlap. */
function spansOf(pattern: RegExp, text: string): readonly Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    spans.push({ from: match.index, to: match.index + match[0].length });
    pattern.lastIndex = match.index + 1;
  }
  return spans;
}

/** In the name's order, each place once, and nothing that a longer word at the same place holds already. */
function longestOf(found: readonly Found[]): readonly TellingWord[] {
  const kept: Found[] = [];
  for (const candidate of [...found].sort((a, b) => a.at - b.at || b.length - a.length)) {
    const last = kept.at(-1);
    if (last === undefined || candidate.at + candidate.length > last.at + last.length) kept.push(candidate);
  }
  return kept.map(({ word, language, at }) => ({ word, language, at }));
}

interface Patterns {
  readonly anywhere: RegExp;
  readonly start: RegExp;
  readonly end: RegExp;
  readonly whole: RegExp;
  readonly innocent: RegExp;
  /** Every telling word with its language. */
  readonly known: ReadonlyMap<string, string>;
  readonly longest: number;
}

let made: Patterns | undefined;

/** The lexicons as patterns, made at first need. */
function patterns(): Patterns {
  made ??= makePatterns();
  return made;
}

function makePatterns(): Patterns {
  const spelt = (kind: "anywhere" | "start" | "end" | "whole" | "innocent") =>
    LEXICONS.flatMap((lexicon) => lexicon[kind].flatMap(spellingsOf));
  const alternatives = (words: readonly string[]) =>
    // A regular expression takes the first alternative that fits: longer words come first. `(?!)` never matches.
    words.length === 0 ? "(?!)" : `(?:${[...new Set(words)].sort((a, b) => b.length - a.length).join("|")})`;
  const known = new Map<string, string>();
  for (const { language, anywhere, start, end, whole } of LEXICONS) {
    for (const word of [...anywhere, ...start, ...end, ...whole].flatMap(spellingsOf)) {
      if (!known.has(word)) known.set(word, language);
    }
  }
  return {
    anywhere: new RegExp(alternatives(spelt("anywhere")), "g"),
    start: new RegExp(`^${alternatives(spelt("start"))}`, "g"),
    end: new RegExp(`${alternatives(spelt("end"))}$`, "g"),
    whole: new RegExp(`^${alternatives(spelt("whole"))}$`, "g"),
    innocent: new RegExp(alternatives(spelt("innocent")), "g"),
    known,
    longest: Math.max(...Array.from(known.keys(), (word) => word.length)),
  };
}

/** How people write umlauts and their like where only Latin letters go: without the marks, or as two letters. */
const TWO_LETTERS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", å: "aa", ø: "oe" };

function spellingsOf(word: string): readonly string[] {
  const plain = Array.from(word, foldedOf).join("");
  const spelled = Array.from(word, (letter) => TWO_LETTERS[letter] ?? foldedOf(letter)).join("");
  return plain === spelled ? [plain] : [plain, spelled];
}
