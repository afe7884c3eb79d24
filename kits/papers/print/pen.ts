import type { Line, Measure } from "./lines.ts";
import { faceOf, type Style } from "./typeface.ts";

export type Document = PDFKit.PDFDocument;
export type Element = PDFKit.PDFStructureElement;

/** An element of what a screen reader reads, made when something is first drawn of it, so that elements stand in the order of drawing. */
export type LazyElement = () => Element;

export function lazily(make: () => Element): LazyElement {
  let made: Element | undefined;
  return () => (made ??= make());
}

/** A new element within another. */
export function within(document: Document, parent: LazyElement, tag: string, scope?: "Row" | "Column"): LazyElement {
  return lazily(() => {
    const element = document.struct(tag, scope === undefined ? {} : { scope });
    parent().add(element);
    return element;
  });
}

export interface Ink {
  readonly size: number;
  readonly colour: string;
}

export const BLACK = "#1c1c1c";
/** Of links: 9 to 1 against white. */
const LINK = "#1d4d52";

export function measureIn(document: Document, size: number): Measure {
  return (text, style) => document.font(faceOf(style), size).widthOfString(text);
}

/**
 * Draws a line of text for the eye and, within an element, for the ear.
 *
 * @param baseline points from the page's upper edge
 */
export function drawLine(
  document: Document,
  line: Line,
  at: { readonly x: number; readonly baseline: number },
  ink: Ink,
  element: LazyElement,
  tag: string,
): void {
  let x = at.x;
  for (const piece of line) {
    if (piece.kind === "blank") {
      const [from, length] = [x, piece.width];
      marked(document, element, tag, () => {
        standingFor(document, "_____", () => {
          ruled(document, from, at.baseline + 2, length);
        });
      });
    } else if (piece.link === undefined) {
      const from = x;
      marked(document, element, tag, () => {
        drawLetters(document, piece.text, piece, from, at.baseline, ink);
      });
    } else drawLink(document, { ...piece, link: piece.link }, x, at.baseline, ink, element);
    x += piece.width;
  }
}

/** What is drawn by `draw`, as a part of an element. */
export function marked(document: Document, element: LazyElement, tag: string, draw: () => void): void {
  const content = document.markStructureContent(tag);
  draw();
  document.endMarkedContent();
  element().add(content);
}

/** What is drawn by `draw` and read as `text`. */
export function standingFor(document: Document, text: string, draw: () => void): void {
  document.markContent("Span", { actual: text });
  draw();
  document.endMarkedContent();
}

/** What is drawn by `draw` for the eye alone. */
export function asOrnament(document: Document, draw: () => void): void {
  document.markContent("Artifact", { type: "Layout" });
  draw();
  document.endMarkedContent();
}

export function ruled(document: Document, x: number, y: number, length: number): void {
  document
    .lineWidth(0.7)
    .strokeColor(BLACK)
    .moveTo(x, y)
    .lineTo(x + length, y)
    .stroke();
}

/** Draws letters alone; what they are a part of is said around it. */
export function drawLetters(
  document: Document,
  text: string,
  style: Style,
  x: number,
  baseline: number,
  ink: Ink,
): void {
  document
    .font(faceOf(style), ink.size)
    .fillColor(ink.colour)
    .text(text, x, baseline, { baseline: "alphabetic", lineBreak: false });
}

function drawLink(
  document: Document,
  piece: Style & { readonly text: string; readonly link: string; readonly width: number },
  x: number,
  baseline: number,
  { size }: Ink,
  element: LazyElement,
): void {
  const link = document.struct("Link");
  element().add(link);
  marked(
    document,
    () => link,
    "Link",
    () => {
      drawLetters(document, piece.text, piece, x, baseline, { size, colour: LINK });
      document
        .lineWidth(0.5)
        .strokeColor(LINK)
        .moveTo(x, baseline + 1.5)
        .lineTo(x + piece.width, baseline + 1.5)
        .stroke();
    },
  );
  document.link(x, baseline - size, piece.width, size * 1.3, piece.link, {
    structParent: link,
    // A text, not a name: pdfkit tells them apart by `String` objects (lib/object.js), which its types don't know.
    Contents: Object(piece.text.trim()) as string,
  });
  // Here, while its page is at hand: pdfkit notes where the place to click lies when the element ends.
  link.end();
}
