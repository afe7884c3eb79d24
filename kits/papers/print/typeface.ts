import { readFileSync } from "node:fs";
import { create, type Font, type GlyphRun } from "fontkit";

export interface Style {
  readonly bold: boolean;
  readonly italic: boolean;
}

export const PLAIN: Style = { bold: false, italic: false };

/** Source Sans 3 (SIL Open Font License 1.1): Latin, Greek and Cyrillic, arrows and boxes. */
const FILES = {
  regular: "400Regular/SourceSans3_400Regular.ttf",
  italic: "400Regular_Italic/SourceSans3_400Regular_Italic.ttf",
  bold: "700Bold/SourceSans3_700Bold.ttf",
  boldItalic: "700Bold_Italic/SourceSans3_700Bold_Italic.ttf",
} as const;

export type Face = keyof typeof FILES;

export const FACES: readonly Face[] = ["regular", "italic", "bold", "boldItalic"];

export function faceOf({ bold, italic }: Style): Face {
  if (bold) return italic ? "boldItalic" : "bold";
  return italic ? "italic" : "regular";
}

/** Read once: that is a tenth of a second's work, and every paper is printed in the same four. */
const read = new Map<Face, Font>();

/** @throws Error where the typeface's package is not installed as it was pinned */
export function fontOf(face: Face): Font {
  const known = read.get(face);
  if (known !== undefined) return known;
  const url = import.meta.resolve(`@expo-google-fonts/source-sans-3/${FILES[face]}`);
  const font = create(readFileSync(new URL(url)));
  if (!("layout" in font)) throw new Error(`${FILES[face]} holds several typefaces; one is wanted.`);
  nameGlyphs(font);
  rememberLayout(font);
  read.set(face, font);
  return font;
}

/**
 * Says for each glyph which letter it is. fontkit keeps the letter of a glyph's first use (lib/TTFFont.js, getGlyph): none where that was as a part of
 * another glyph, as ’ is of ”, and whoever reads the text out of the next paper would miss it. What several letters share goes to ASCII and
 * punctuation before all others.
 */
function nameGlyphs(font: Font): void {
  const isUsual = (letter: number): boolean => letter < 0x7f || (letter >= 0x2000 && letter < 0x2070);
  // ff and its like (U+FB00 to U+FB06) are two letters to whoever reads them, and are named so when they are set.
  const letters = font.characterSet.filter((letter) => letter < 0xfb00 || letter > 0xfb06);
  for (const letter of letters.filter(isUsual)) font.glyphForCodePoint(letter);
  for (const letter of letters) font.glyphForCodePoint(letter);
}

/**
 * Has a typeface lay out each word once, in whatever paper it stands: that is most of the work of printing. pdfkit multiplies the
 * positions that it gets by 1000 units an em, in place (lib/font/embedded.js), so only a typeface of 1000 units may be shared.
 */
function rememberLayout(font: Font): void {
  if (font.unitsPerEm !== 1000)
    throw new Error(`${font.postscriptName} has ${String(font.unitsPerEm)} units an em, not 1000.`);
  const runs = new Map<string, GlyphRun>();
  const layout = font.layout.bind(font);
  font.layout = (text, ...how) => {
    if (how.some((one) => one !== undefined)) return layout(text, ...how);
    const known = runs.get(text) ?? layout(text);
    runs.set(text, known);
    return known;
  };
}

/** What stands for a letter that the typeface does not have, as in other programs. */
export const MISSING_LETTER = "□";

/** A text in the letters that the typeface has; it is the same where it has all of them. */
export function printable(text: string): string {
  const font = fontOf("regular");
  return Array.from(text.normalize("NFC"), (letter) =>
    font.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0) ? letter : MISSING_LETTER,
  ).join("");
}
