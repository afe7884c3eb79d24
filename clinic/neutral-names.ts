import { domainToUnicode } from "node:url";
import {
  entriesAt,
  shortEntries,
  folded,
  innocentAround,
  passesFor,
  passingFor,
  placesIn,
  scriptWordsIn,
  shapeOf,
  type Entry,
  type Shape,
} from "./lexicon/dictionary.ts";
import { SECOND_DISGUISES, SECOND_READING } from "./lexicon/look-alikes.ts";

/** A word in a name that tells a stranger what the practice does. */
export interface TellingWord {
  /** As the lexicon has it, without accents. */
  readonly word: string;
  /** ISO 639-1 code of the language in whose lexicon it stands. */
  readonly language: string;
  /** The language's English name. */
  readonly languageName: string;
  /** Where it starts in the name, counted in UTF-16 units from 0. */
  readonly at: number;
  /** The part of the name that is read as the word, as it is written there; the whole label where that is in punycode. */
  readonly seen: string;
  /** `across`: it is put together from parts with dots, hyphens or blanks between them. `title`: `drsmith`. `degree`: `smith-phd`. */
  readonly stands: Exclude<Entry["stands"], "innocent"> | "across" | "title" | "degree";
}

/**
 * Words in a name (a domain name, a title, a user name, a host name) that tell what the practice does, in the name's order; none
 * when the name is neutral. Seen through: capitals, accents and umlauts, words inside words, digits and signs for letters (`th3`),
 * i and l for each other, `rn` for m, dots and hyphens between letters, punycode, and letters of other alphabets that look Latin.
 * The time it takes grows with the name's length.
 */
export function tellingWords(name: string): readonly TellingWord[] {
  const signs = signsOf(name, folded);
  const told = wordsIn(name, signs);
  if (!signs.twofold) return told;
  const others = wordsIn(name, signsOf(name, readSecondly));
  return inOrder([
    ...told,
    ...others.filter(({ at, word }) => !told.some((one) => one.at === at && one.word === word)),
  ]);
}

function readSecondly(character: string): string {
  return SECOND_READING.get(character) ?? folded(character);
}

function wordsIn(name: string, signs: Signs): readonly TellingWord[] {
  const { text } = signs;
  const plain = spansIn(text, shapeOf(text));
  const found = [plain, spansAcross(text, plain.telling), { telling: titlesIn(text), innocent: [] }];
  if (signs.ranges !== undefined) found.push({ telling: inScripts(text), innocent: [] });
  if (/[69]/.test(text)) found.push(spansIn(text, shapeOf(text, (second ??= passingFor(SECOND_DISGUISES)))));
  const told = longestOf(unexplained(found)).map((span) => toldBy(name, signs, span));
  return /rn|vv/.test(text) ? inOrder([...told, ...tellingMerged(name, signs)]) : told;
}

let second: Uint8Array | undefined;

/** The word, where it stands and why, and which name would pass: what a person needs to choose another. Without a full stop. */
export function explained({ word, languageName, at, seen, stands }: TellingWord): string {
  const read = seen.toLowerCase() === word ? `"${word}"` : `"${seen}", which reads "${word}",`;
  const place = `${read} at character ${at + 1} (${languageName})`;
  switch (stands) {
    case "anywhere": {
      const innocent = innocentAround(word);
      return innocent === undefined
        ? place
        : `${place}; "${innocent}" would pass, where the letters are another word's`;
    }
    case "start":
      return `${place}; it tells at the start of a word and would pass inside one`;
    case "end":
      return `${place}; it tells at the end of a word and would pass inside one`;
    case "whole":
      return `${place}; it tells as a word of its own and would pass inside a longer one`;
    case "across":
      return `${place}; its parts would pass apart from each other`;
    case "title":
      return `${place}; a title before a name, while "drake" or "drummond" would pass`;
    case "degree":
      return `${place}; a degree behind a name, which would pass by itself`;
  }
}

/** A name in small letters of ASCII, with where in the name each sign begins and ends. */
interface Signs {
  /** One UTF-16 unit for each sign; what is no letter may be anything. */
  readonly text: string;
  /** Undefined where the signs are the name's own units. */
  readonly ranges: readonly Range[] | undefined;
  /** Whether a sign with a second reading is among them. */
  readonly twofold: boolean;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

const ASCII = /^[\0-\x7f]*$/;
const PUNYCODE = /xn--[a-z0-9-]+/gi;

function signsOf(name: string, read: (character: string) => string): Signs {
  if (ASCII.test(name) && name.search(PUNYCODE) === -1)
    return { text: name.toLowerCase(), ranges: undefined, twofold: false };
  let text = "";
  let twofold = false;
  const ranges: Range[] = [];
  const put = (character: string, range: Range): void => {
    const letters = read(character);
    twofold ||= SECOND_READING.has(character);
    text += letters;
    for (let i = 0; i < letters.length; i++) ranges.push(range);
  };
  const putPlain = (from: number, to: number): void => {
    let at = from;
    for (const character of name.slice(from, to)) {
      put(character, { from: at, to: at + character.length });
      at += character.length;
    }
  };
  let done = 0;
  for (const { 0: label, index } of name.matchAll(PUNYCODE)) {
    putPlain(done, index);
    done = index + label.length;
    const unicode = domainToUnicode(label);
    if (unicode === "") putPlain(index, done);
    else for (const character of unicode) put(character, { from: index, to: done });
  }
  putPlain(done, name.length);
  return { text, ranges, twofold };
}

/** Signs from `from` up to but not including `to` that are read as a word. */
interface Span extends Range {
  readonly word: string;
  readonly language: string;
  readonly languageName: string;
  readonly stands: TellingWord["stands"];
}

/** The shortest word that is told in digits, and the shortest with an i for an l; shorter ones arise by chance. */
const LEAST_IN_DIGITS = 5;
const LEAST_SWAPPED = 6;

interface Spans {
  readonly telling: readonly Span[];
  readonly innocent: readonly Range[];
}

/** What tells and does not stand inside an innocent word. */
function unexplained(found: readonly Spans[]): readonly Span[] {
  const innocent = found.flatMap((spans) => spans.innocent);
  const telling = found.flatMap((spans) => spans.telling);
  if (innocent.length === 0) return telling;
  return telling.filter((span) => !innocent.some(({ from, to }) => from <= span.from && span.to <= to));
}

/** Telling and innocent letters that stand together. */
function spansIn(text: string, shape: Shape): Spans {
  const telling: Span[] = [];
  const innocent: Range[] = [];
  for (const i of placesIn(shape)) {
    for (const entry of entriesAt(shape, i)) {
      const to = i + entry.word.length;
      if (!passesFor(entry.word, shape, i)) continue;
      if (!text.startsWith(entry.word, i) && !isPlausible(text.slice(i, to), entry.stands)) continue;
      if (entry.stands === "innocent") innocent.push({ from: i, to });
      else if (standsThere(entry.stands, text, i, to)) telling.push(spanOf(entry, entry.stands, i, to));
    }
  }
  for (const { 0: word, index } of text.matchAll(SHORT)) {
    for (const entry of shortEntries(shape, index, word.length === 2 ? 2 : 3) ?? []) {
      if (entry.word === word) telling.push(spanOf(entry, "whole", index, index + word.length));
    }
  }
  return { telling, innocent };
}

/** Two or three letters by themselves. */
const SHORT = /(?<![a-z])[a-z]{2,3}(?![a-z])/g;

/** Whether letters that only look like a word are long enough for it to be no chance. */
function isPlausible(written: string, stands: Entry["stands"]): boolean {
  if (/^[a-z]*$/.test(written)) return stands === "anywhere" && written.length >= LEAST_SWAPPED;
  return written.length >= LEAST_IN_DIGITS && /[a-z]/.test(written);
}

function standsThere(stands: "anywhere" | "start" | "end" | "whole", text: string, from: number, to: number): boolean {
  const startsHere = stands === "anywhere" || stands === "end" || !isLetterAt(text, from - 1);
  const endsHere = stands === "anywhere" || stands === "start" || !isLetterAt(text, to);
  return startsHere && endsHere;
}

function isLetterAt(text: string, i: number): boolean {
  const code = text.charCodeAt(i);
  return code >= 97 && code <= 122;
}

function spanOf(entry: Entry, stands: Span["stands"], from: number, to: number): Span {
  return { word: entry.word, language: entry.language, languageName: entry.languageName, stands, from, to };
}

/** The shortest word looked for across dots and hyphens, from a part's start to a part's end; shorter ones arise by chance. */
const LEAST_ACROSS = 5;
/** The shortest of which only one end must be a part's. */
const LEAST_AT_ONE_END = 7;

/** Letters with what people put between the parts of a name: dots, hyphens, blanks, digits. Anything else begins another name. */
const IN_PARTS = /[a-z]+(?:[-._ '\u2019/:\d]+[a-z]+)+/g;

/** Words put together from parts, `psy-cho-logy`; `plain` tells already without. */
function spansAcross(text: string, plain: readonly Range[]): Spans {
  const found = Array.from(text.matchAll(IN_PARTS), ({ 0: part, index }) => spansAcrossPart(text, index, part, plain));
  return { telling: found.flatMap(({ telling }) => telling), innocent: found.flatMap(({ innocent }) => innocent) };
}

function spansAcrossPart(text: string, start: number, part: string, plain: readonly Range[]): Spans {
  const joined = part.replace(/[^a-z]+/g, "");
  const shape = shapeOf(joined);
  const telling: Span[] = [];
  const innocent: Range[] = [];
  let at: readonly number[] | undefined;
  for (const i of placesIn(shape)) {
    for (const entry of entriesAt(shape, i)) {
      const { length } = entry.word;
      if (!joined.startsWith(entry.word, i)) continue;
      at ??= placesOfLetters(part, start);
      const from = at[i] ?? 0;
      const to = (at[i + length - 1] ?? from) + 1;
      if (to - from <= length) continue;
      const startsHere = !isLetterAt(text, from - 1);
      if (entry.stands === "innocent" && startsHere) innocent.push({ from, to });
      const ends = Number(startsHere) + Number(!isLetterAt(text, to));
      const tells =
        (ends === 2 && length >= LEAST_ACROSS) ||
        (ends === 1 &&
          length >= LEAST_AT_ONE_END &&
          entry.stands === "anywhere" &&
          // "autism.example" is no French "autisme".
          !plain.some((span) => span.from < to && from < span.to));
      if (tells && entry.stands !== "innocent") telling.push(spanOf(entry, "across", from, to));
    }
  }
  return { telling, innocent };
}

function placesOfLetters(part: string, start: number): readonly number[] {
  return Array.from(part.matchAll(/[a-z]/g), ({ index }) => start + index);
}

/**
 * `drsmith`: before a consonant the two letters are a title, since hardly a word begins so; what does (Polish `drzewo`, `drwal`,
 * `drgania`, South Slavic `drvo`) is left out, and what begins with a vowel can't be told from `drake`.
 */
const GLUED_TITLE = /(?<![a-z])dr(?=[bcdfhjklmnpqrst][a-z]{3})(?!m[fs]|pep)/g;

/** `weaver-phd`: a doctor's degree, and licences of therapists and nurses, where a name ends in them. By themselves they are too short to tell. */
const DEGREE = /(?<=[a-z]{3}-)(?:phd|mft|lpc|rn|pmhnp)(?![a-z\d-])/g;

function titlesIn(text: string): readonly Span[] {
  const titles = text.includes("dr") ? text.matchAll(GLUED_TITLE) : [];
  const degrees = text.includes("-") ? text.matchAll(DEGREE) : [];
  return [...spansOf(titles, "title"), ...spansOf(degrees, "degree")];
}

function spansOf(matches: Iterable<RegExpExecArray>, stands: "title" | "degree"): readonly Span[] {
  return Array.from(matches, ({ 0: word, index: from }) => ({
    word,
    language: "en",
    languageName: "English",
    stands,
    from,
    to: from + word.length,
  }));
}

function inScripts(text: string): readonly Span[] {
  return scriptWordsIn(text).map((word) => ({ ...word, stands: "anywhere" }));
}

/** Words that are there only when `rn` is read as m, or `vv` as w. */
function tellingMerged(name: string, signs: Signs): readonly TellingWord[] {
  return Array.from(signs.text.matchAll(/[a-z]*(?:rn|vv)[a-z]*/g), ({ 0: written, index }) => {
    const merged = mergedFrom(written, index, signs);
    const spans = unexplained([spansIn(merged.text, shapeOf(merged.text))]).filter(
      (span) => span.word.length >= LEAST_SWAPPED && hasMerged(merged, span),
    );
    return longestOf(spans).map((span) => toldBy(name, merged, span));
  }).flat();
}

function mergedFrom(written: string, start: number, signs: Signs): Signs & { readonly ranges: readonly Range[] } {
  let text = "";
  const ranges: Range[] = [];
  for (let i = 0; i < written.length; i++) {
    const pair = written.slice(i, i + 2);
    const one = pair === "rn" ? "m" : pair === "vv" ? "w" : undefined;
    const last = one === undefined ? i : i + 1;
    ranges.push({ from: rangeAt(signs, start + i).from, to: rangeAt(signs, start + last).to });
    text += one ?? pair.charAt(0);
    i = last;
  }
  return { text, ranges, twofold: false };
}

function hasMerged({ ranges }: { readonly ranges: readonly Range[] }, span: Range): boolean {
  return ranges.slice(span.from, span.to).some(({ from, to }) => to - from > 1);
}

function rangeAt({ ranges }: Signs, i: number): Range {
  return ranges === undefined ? { from: i, to: i + 1 } : (ranges[i] ?? { from: 0, to: 0 });
}

function toldBy(name: string, signs: Signs, span: Span): TellingWord {
  const { word, language, languageName, stands } = span;
  const { from: at } = rangeAt(signs, span.from);
  const seen = name.slice(at, rangeAt(signs, span.to - 1).to);
  return { word, language, languageName, at, seen, stands };
}

/** In the name's order, each place once, and nothing that a longer word at the same place holds already. */
function longestOf(found: readonly Span[]): readonly Span[] {
  if (found.length < 2) return found;
  const kept: Span[] = [];
  for (const candidate of found.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = kept.at(-1);
    if (last === undefined || candidate.to > last.to) kept.push(candidate);
  }
  return kept;
}

function inOrder(words: readonly TellingWord[]): readonly TellingWord[] {
  return words.toSorted((a, b) => a.at - b.at);
}
