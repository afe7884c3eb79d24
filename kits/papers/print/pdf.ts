import PDFDocument from "pdfkit";
import type { Page } from "../page.ts";
import { blocksIn } from "./blocks.ts";
import { pagesOf } from "./pages.ts";
import { drawLetters, lazily, type Document } from "./pen.ts";
import type { Sheet } from "./sheet.ts";
import { stripsOf } from "./strips.ts";
import { FACES, faceOf, fontOf, PLAIN, printable } from "./typeface.ts";

/** 25 millimetres on each side. */
const MARGIN = 71;
/** A kit has no clock: the first time that its zip can hold as well (kits/zip.ts). */
const MADE = new Date(Date.UTC(1980, 0, 1));
const FOOTER = { size: 9, colour: "#4a4a4a" } as const;

/**
 * A paper as one file for a printer and for a screen reader (PDF 1.7, tagged as PDF/UA-1 asks, ISO 14289-1:2014). The same page on the
 * same sheet gives the same bytes.
 *
 * @param file for messages
 * @throws UnprintablePaper where the page's text has an element that can't be printed
 */
export function pdfOf(page: Page, sheet: Sheet, file: string): Uint8Array {
  const title = printable(page.title);
  const document = new PDFDocument({
    pdfVersion: "1.7",
    tagged: true,
    displayTitle: true,
    lang: page.language,
    autoFirstPage: false,
    bufferPages: true,
    size: [sheet.width, sheet.height],
    margin: 0,
    info: { Title: title, CreationDate: MADE },
  });
  for (const face of FACES) document.registerFont(face, fontOf(face));
  document.appendXML(PDF_UA);
  const root = document.struct("Document");
  document.addStructure(root);
  const column = { x: MARGIN, width: sheet.width - 2 * MARGIN };
  const pageHeight = sheet.height - 2 * MARGIN;
  const blocks = blocksIn(page.body, file);
  const strips = stripsOf(
    document,
    lazily(() => root),
    column,
    pageHeight,
    { practice: printable(page.practice), title, blocks },
  );
  for (const placed of pagesOf(strips, pageHeight)) {
    document.addPage();
    for (const { strip, top } of placed) strip.draw(MARGIN + top);
  }
  numberPages(document, sheet, title);
  document.end();
  // All of it is made by now: pdfkit 0.20 deflates at once and waits for nothing (lib/reference.js).
  const bytes: unknown = document.read();
  if (!(bytes instanceof Uint8Array)) throw new Error(`${file}: pdfkit made no file.`);
  return bytes;
}

/** ISO 14289-1:2014, 5: the file says that it keeps to part 1. */
const PDF_UA = `<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>`;

function numberPages(document: Document, { width, height }: Sheet, title: string): void {
  const { count } = document.bufferedPageRange();
  for (let at = 0; at < count; at += 1) {
    document.switchToPage(at);
    const number = `${String(at + 1)} / ${String(count)}`;
    document.font(faceOf(PLAIN), FOOTER.size);
    const right = width - MARGIN - document.widthOfString(number);
    document.markContent("Artifact", { type: "Pagination", attached: ["Bottom"] });
    drawLetters(document, title, PLAIN, MARGIN, height - MARGIN / 2, FOOTER);
    drawLetters(document, number, PLAIN, right, height - MARGIN / 2, FOOTER);
    document.endMarkedContent();
  }
}
