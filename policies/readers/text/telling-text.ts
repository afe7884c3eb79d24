import { tellingWords, type TellingWord } from "../../../clinic/neutral-names.ts";
import type { Release, ReleaseFile } from "../../../render/release.ts";
import { rememberedText } from "../../remembered.ts";
import { decoded, shownTexts } from "./shown-text.ts";

/** The practice's own names: judged once, where they stand, and taken out of every other text. */
export interface OwnNames {
  /** Longest first. */
  readonly all: readonly string[];
  /** Those that hold no other: a text without any of them holds none at all. Nearly always the domain alone. */
  readonly innermost: readonly string[];
}

export function ownNames({ subject }: Release): OwnNames {
  const names = Object.values({ ...subject.names } satisfies Record<string, string>);
  const all = [...new Set(names)].filter((name) => name.includes(".")).sort((x, y) => y.length - x.length);
  return { all, innermost: all.filter((name) => !all.some((other) => other !== name && name.includes(other))) };
}

/** A text without the practice's own names, where they stand as names of their own or behind a label. */
function without({ all, innermost }: OwnNames, text: string, blank: (name: string) => string): string {
  if (!innermost.some((name) => text.includes(name))) return text;
  return all.reduce((rest, name) => (rest.includes(name) ? withoutName(name, rest, blank(name)) : rest), text);
}

function withoutName(name: string, text: string, blank: string): string {
  let rest = "";
  let done = 0;
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + name.length)) {
    // `my-quiet-harbour.example` is another name.
    if (IN_LABEL.test(text.charAt(at - 1)) || IN_LABEL.test(text.charAt(at + name.length))) continue;
    rest += text.slice(done, at) + blank;
    done = at + name.length;
  }
  return rest + text.slice(done);
}

const IN_LABEL = /[\p{L}\p{N}_-]/u;

/** What tells in a text beside the practice's own names. Without them most texts are the same everywhere, and are looked at once. */
export function tellingBeside(own: OwnNames, text: string): readonly TellingWord[] {
  if (telling(without(own, text, () => " ")).length === 0) return [];
  // Once more with blanks as long as the names, so that places are those of the text.
  return telling(without(own, text, (name) => " ".repeat(name.length)));
}

/** Most names are the same on every machine (paths, units, whole files); each is looked at once. */
export const telling = rememberedText((name: string): readonly TellingWord[] => {
  const plain = tellingWords(name);
  const meant = decoded(name);
  return plain.length > 0 || meant === name ? plain : tellingWords(meant);
});

/** Names that Jicofo itself gives the rooms by which it looks after the bridge: reference.conf, `jicofo.health`. */
const JICOFOS_OWN = /__jicofo-health-check|is_health_check/g;

/** By path and format, texts without the practice's own names in which nothing tells: most files are the same on every machine. */
const neutralTexts = new Map<string, Set<string>>();
const MOST_FILES = 1000;
/** Of one file. */
const MOST_TEXTS = 100;

/** A part of a file's text that tells. */
export interface ToldText {
  readonly name: string;
  /** 1-based; undefined where a word is only seen over several lines. */
  readonly line: number | undefined;
  readonly words: readonly TellingWord[];
}

/** The lines of a file that tell; the file as a whole where a word is only seen over several of them. */
export function toldLines(file: ReleaseFile, own: OwnNames): readonly ToldText[] {
  const beside = without(own, file.text, () => " ");
  const neutral = neutralTextsOf(`${file.path} ${file.format}`);
  if (neutral.has(beside)) return [];
  const texts = shownTexts(file).map((text) => text.replace(JICOFOS_OWN, (name) => " ".repeat(name.length)));
  // A backslash at the end of a line goes on with the next, as systemd and shells have it.
  const told = new Set(texts.flatMap((text) => tellingBeside(own, text.replace(/\\\n/g, " "))));
  if (told.size === 0) {
    if (neutral.size >= MOST_TEXTS) neutral.clear();
    neutral.add(beside);
    return [];
  }
  const lines = new Map<number, ToldText>();
  for (const text of texts) {
    for (const [index, name] of text.split("\n").entries()) {
      const words = tellingBeside(own, name);
      if (words.length > 0) lines.set(index, { name, line: index + 1, words });
    }
  }
  if (lines.size > 0) return [...lines.values()];
  return [{ name: [...told].map(({ seen }) => seen).join(", "), line: undefined, words: [...told] }];
}

function neutralTextsOf(file: string): Set<string> {
  const known = neutralTexts.get(file);
  if (known !== undefined) return known;
  if (neutralTexts.size >= MOST_FILES) neutralTexts.clear();
  const texts = new Set<string>();
  neutralTexts.set(file, texts);
  return texts;
}
