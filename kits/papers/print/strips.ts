import type { Block, Cell, Inline, List, Row, Table } from "./blocks.ts";
import { linesOf, widthsOf, type Line } from "./lines.ts";
import { endingWith, wholeOn, type Strip } from "./pages.ts";
import {
  asOrnament,
  BLACK,
  drawLetters,
  drawLine,
  marked,
  measureIn,
  ruled,
  within,
  type Document,
  type Ink,
  type LazyElement,
} from "./pen.ts";
import { PLAIN } from "./typeface.ts";

/** Where on a page text may stand, in points from its left edge. */
export interface Column {
  readonly x: number;
  readonly width: number;
}

const BODY: Ink = { size: 11, colour: BLACK };
const SMALL: Ink = { size: 9.5, colour: BLACK };
const IN_TABLE: Ink = { size: 10, colour: BLACK };
const TITLE: Ink = { size: 22, colour: BLACK };
const PRACTICE: Ink = { size: 11, colour: "#4a4a4a" };
const HEADINGS: Readonly<Record<2 | 3, Ink>> = { 2: { size: 15, colour: BLACK }, 3: { size: 12, colour: BLACK } };

const [ACCENT, TINT, RULE] = ["#2f5d62", "#eef3f3", "#767676"];

/** From one baseline to the next, and from a line's upper edge to its baseline, as shares of the letters' size. */
const [LEADING, ASCENT] = [1.42, 1.02];

/** Lines or rows of the last page. */
const LEAST_AT_END = 4;

/**
 * What one paper is made of, from its title to its last line. What is agreed to and the lines to sign it on are kept together, if a page of
 * `pageHeight` points holds them.
 */
export function stripsOf(
  document: Document,
  root: LazyElement,
  column: Column,
  pageHeight: number,
  paper: { readonly practice: string; readonly title: string; readonly blocks: readonly Block[] },
): readonly Strip[] {
  const head = [
    ...textStrips(document, plain(paper.practice), column, PRACTICE, within(document, root, "P"), "P", 0),
    ...headingStrips(document, plain(paper.title), column, TITLE, within(document, root, "H1"), "H1", 2),
  ].map((strip) => ({ ...strip, keep: true }));
  let section = document.outline;
  const stripsIn = (block: Block): readonly Strip[] => {
    const strips = blockStrips(document, block, column, root);
    if (block.kind !== "heading") return strips;
    const text = block.content.map((one) => (one.kind === "text" ? one.text : "")).join("");
    return listed(strips, () => {
      if (block.level === 2) section = document.outline.addItem(text);
      else section.addItem(text);
    });
  };
  const body = sectionsOf(paper.blocks).flatMap((blocks) => {
    const from = blocks.findIndex(({ kind }) => kind === "sign");
    const [above, signed] = from < 0 ? [blocks, []] : [blocks.slice(0, from), blocks.slice(from)];
    // Where one page does not hold all of it, then at least the signatures.
    const strips = [...above.flatMap(stripsIn), ...wholeOn(pageHeight, signed.flatMap(stripsIn))];
    return from < 0 ? strips : wholeOn(pageHeight, strips);
  });
  return [...head, ...endingWith(LEAST_AT_END, body)];
}

/** Each with its heading first; what stands above the first heading too. */
function sectionsOf(blocks: readonly Block[]): readonly (readonly Block[])[] {
  const sections: Block[][] = [];
  for (const block of blocks)
    if (block.kind === "heading" || sections.length === 0) sections.push([block]);
    else sections.at(-1)?.push(block);
  return sections;
}

/** With a line in the list of headings that a reader's program shows beside the pages. */
function listed([first, ...rest]: readonly Strip[], list: () => void): readonly Strip[] {
  if (first === undefined) return [];
  const draw = (top: number): void => {
    list();
    first.draw(top);
  };
  return [{ ...first, draw }, ...rest];
}

function blockStrips(document: Document, block: Block, column: Column, parent: LazyElement): readonly Strip[] {
  switch (block.kind) {
    case "heading": {
      const [tag, ink] = [`H${String(block.level)}`, HEADINGS[block.level]];
      const before = block.level === 2 ? 20 : 13;
      return headingStrips(document, block.content, column, ink, within(document, parent, tag), tag, before);
    }
    case "paragraph":
      return paragraphStrips(document, block.content, column, within(document, parent, "P"));
    case "note":
      return noteStrips(document, block.content, column, within(document, parent, "P"));
    case "sign":
      return signStrips(document, block.content, column, within(document, parent, "P"));
    case "list":
      return listStrips(document, block, column, parent, 8);
    case "table":
      return tableStrips(document, block, column, within(document, parent, "Table"));
  }
}

function plain(text: string): readonly Inline[] {
  return [{ kind: "text", text, bold: false, italic: false, link: undefined }];
}

function bold(content: readonly Inline[]): readonly Inline[] {
  return content.map((inline) => (inline.kind === "text" ? { ...inline, bold: true } : inline));
}

/** One strip for each line; neither a first nor a last line stands alone on a page. */
function textStrips(
  document: Document,
  content: readonly Inline[],
  { x, width }: Column,
  ink: Ink,
  element: LazyElement,
  tag: string,
  before: number,
): readonly Strip[] {
  const lines = linesOf(content, width, measureIn(document, ink.size));
  return lines.map((line, at) => ({
    before: at === 0 ? before : 0,
    height: ink.size * LEADING,
    keep: at < lines.length - 1 && (at === 0 || at === lines.length - 2),
    again: [],
    draw: (top) => {
      drawLine(document, line, { x, baseline: top + ink.size * ASCENT }, ink, element, tag);
    },
  }));
}

/** One that ends in a colon is kept with what it leads to. */
function paragraphStrips(
  document: Document,
  content: readonly Inline[],
  column: Column,
  element: LazyElement,
): readonly Strip[] {
  const strips = textStrips(document, content, column, BODY, element, "P", 8);
  const last = content.at(-1);
  const leadsOn = last?.kind === "text" && last.text.trimEnd().endsWith(":");
  return strips.map((strip, at) => ({ ...strip, keep: strip.keep || (leadsOn && at === strips.length - 1) }));
}

/** Kept with what it is the heading of. */
function headingStrips(
  document: Document,
  content: readonly Inline[],
  column: Column,
  ink: Ink,
  element: LazyElement,
  tag: string,
  before: number,
): readonly Strip[] {
  return textStrips(document, bold(content), column, ink, element, tag, before).map((strip) => ({
    ...strip,
    height: strip.height * 0.9,
    keep: true,
  }));
}

/** On a tint, with a bar at its left. */
function noteStrips(
  document: Document,
  content: readonly Inline[],
  column: Column,
  element: LazyElement,
): readonly Strip[] {
  const inner = { x: column.x + 14, width: column.width - 24 };
  const lines = textStrips(document, content, inner, BODY, element, "P", 10);
  return lines.map((strip, at) => {
    const above = at === 0 ? 6 : 0;
    const height = strip.height + above + (at === lines.length - 1 ? 7 : 0);
    return {
      ...strip,
      height,
      keep: at < lines.length - 1,
      draw: (top) => {
        asOrnament(document, () => {
          document.rect(column.x, top, column.width, height + 0.2).fill(TINT);
          document.rect(column.x, top, 3.5, height + 0.2).fill(ACCENT);
        });
        strip.draw(top + above);
      },
    };
  });
}

/** A line to sign on, and below it, in small letters, who signs. */
function signStrips(
  document: Document,
  content: readonly Inline[],
  { x, width }: Column,
  element: LazyElement,
): readonly Strip[] {
  const line: Strip = {
    before: 36,
    height: 3,
    keep: true,
    again: [],
    draw: (top) => {
      asOrnament(document, () => {
        ruled(document, x, top, Math.min(width, 290));
      });
    },
  };
  return [line, ...textStrips(document, content, { x, width }, SMALL, element, "P", 0)];
}

const INDENT = 20;

function listStrips(
  document: Document,
  list: List,
  column: Column,
  parent: LazyElement,
  before: number,
): readonly Strip[] {
  const element = within(document, parent, "L");
  const inner = { x: column.x + INDENT, width: column.width - INDENT };
  return list.items.flatMap(({ content, lists }, at) => {
    const item = within(document, element, "LI");
    const label = within(document, item, "Lbl");
    const body = within(document, item, "LBody");
    const [first, ...rest] = textStrips(document, content, inner, BODY, body, "LBody", at === 0 ? before : 4);
    const nested = lists.flatMap((one) => listStrips(document, one, inner, body, 4));
    if (first === undefined) return nested;
    const start: Strip = {
      ...first,
      keep: first.keep || (rest.length === 0 && nested.length > 0),
      draw: (top) => {
        drawLabel(document, list.marks, at + 1, column.x, top, label);
        first.draw(top);
      },
    };
    return [start, ...rest, ...nested];
  });
}

const LABELS: Readonly<
  Record<List["marks"], { readonly sign: (number: number) => string; readonly size: number; readonly indent: number }>
> = {
  bullets: { sign: () => "• ", size: BODY.size, indent: 6 },
  numbers: { sign: (number) => `${String(number)}. `, size: BODY.size, indent: 1 },
  boxes: { sign: () => "☐ ", size: 15, indent: 0 },
};

function drawLabel(
  document: Document,
  marks: List["marks"],
  number: number,
  x: number,
  top: number,
  label: LazyElement,
): void {
  const baseline = top + BODY.size * ASCENT;
  marked(document, label, "Lbl", () => {
    const { sign, size, indent } = LABELS[marks];
    drawLetters(document, sign(number), PLAIN, x + indent, baseline, { ...BODY, size });
  });
}

const CELL = { beside: 5, above: 4, below: 5 } as const;
/** A row that is to be filled in by hand. */
const LEAST_ROW = 25;

interface TableCell {
  readonly cell: Cell;
  readonly x: number;
  readonly width: number;
  readonly lines: readonly Line[];
}

function tableStrips(document: Document, table: Table, column: Column, element: LazyElement): readonly Strip[] {
  const widths = columnWidths(document, [...table.head, ...table.body], column.width);
  const rowsIn = (rows: readonly Row[], tag: string): readonly Strip[] => {
    const part = within(document, element, tag);
    return rows.map((row) => rowStrip(document, cellsOf(document, row, column.x, widths), part, tag === "THead"));
  };
  const head = table.head.length === 0 ? [] : rowsIn(table.head, "THead");
  const again = table.head.map((row) => rowAgain(document, cellsOf(document, row, column.x, widths)));
  const body = rowsIn(table.body, "TBody");
  return [...head.map((strip) => ({ ...strip, keep: true })), ...body.map((strip) => ({ ...strip, again }))].map(
    (strip, at) => (at === 0 ? { ...strip, before: 10 } : strip),
  );
}

function cellsOf(document: Document, row: Row, x: number, widths: readonly number[]): readonly TableCell[] {
  const measure = measureIn(document, IN_TABLE.size);
  let left = x;
  return row.map((cell, at) => {
    const width = widths[at] ?? 0;
    const lines = linesOf(contentOf(cell), width - 2 * CELL.beside, measure);
    const placed = { cell, x: left, width, lines };
    left += width;
    return placed;
  });
}

/** A cell to fill in needs no line of its own: it has a frame. */
function contentOf({ heading, content }: Cell): readonly Inline[] {
  if (isToFillIn(content)) return [];
  return heading ? bold(content) : content;
}

function rowStrip(document: Document, cells: readonly TableCell[], part: LazyElement, inHead: boolean): Strip {
  const row = within(document, part, "TR");
  const height = rowHeight(cells);
  return {
    before: 0,
    height,
    keep: false,
    again: [],
    draw: (top) => {
      drawGrid(document, cells, top, height);
      for (const one of cells) {
        const tag = one.cell.heading ? "TH" : "TD";
        const element = within(document, row, tag, one.cell.heading ? (inHead ? "Column" : "Row") : undefined);
        // One that is empty is a cell all the same.
        element();
        for (const [at, line] of one.lines.entries())
          drawLine(document, line, lineIn(one, at, top), IN_TABLE, element, tag);
      }
    },
  };
}

/** The head of a table once more, for the eye alone. */
function rowAgain(document: Document, cells: readonly TableCell[]): Strip {
  const height = rowHeight(cells);
  return {
    before: 0,
    height,
    keep: true,
    again: [],
    draw: (top) => {
      drawGrid(document, cells, top, height);
      asOrnament(document, () => {
        for (const one of cells)
          for (const [at, line] of one.lines.entries()) {
            const start = lineIn(one, at, top);
            let { x } = start;
            for (const piece of line) {
              if (piece.kind === "text") drawLetters(document, piece.text, piece, x, start.baseline, IN_TABLE);
              x += piece.width;
            }
          }
      });
    },
  };
}

function lineIn({ x }: TableCell, at: number, top: number): { readonly x: number; readonly baseline: number } {
  const { size } = IN_TABLE;
  return { x: x + CELL.beside, baseline: top + CELL.above + at * size * LEADING + size * ASCENT };
}

function rowHeight(cells: readonly TableCell[]): number {
  const lines = Math.max(...cells.map((one) => one.lines.length));
  const text = lines * IN_TABLE.size * LEADING + CELL.above + CELL.below;
  return cells.some(({ lines: own }) => own.length === 0 || own.flat().some(({ kind }) => kind === "blank"))
    ? Math.max(LEAST_ROW, text)
    : text;
}

function drawGrid(document: Document, cells: readonly TableCell[], top: number, height: number): void {
  asOrnament(document, () => {
    for (const { cell, x, width } of cells) {
      if (cell.heading) document.rect(x, top, width, height).fill(TINT);
      document.lineWidth(0.6).strokeColor(RULE).rect(x, top, width, height).stroke();
    }
  });
}

function isToFillIn(content: readonly Inline[]): boolean {
  return content.every((inline) => inline.kind === "blank" || inline.text.trim() === "");
}

/** Room in a column that is to be filled in by hand: 28 millimetres. */
const TO_FILL_IN = 80;

/**
 * As a browser does it (CSS 2.2, 17.5.2.2): each column gets what its widest word needs, and of the rest as much as it has more to say.
 */
function columnWidths(document: Document, rows: readonly Row[], width: number): readonly number[] {
  const measure = measureIn(document, IN_TABLE.size);
  const count = Math.max(...rows.map((row) => row.length));
  const wishes = Array.from({ length: count }, (_, at) => {
    const cells = rows.flatMap((row) => row[at] ?? []);
    const each = cells.map((cell) => widthsOf(contentOf(cell), measure));
    const room = cells.some(({ content }) => isToFillIn(content)) ? TO_FILL_IN : 0;
    const least = Math.max(room, ...each.map((one) => one.least)) + 2 * CELL.beside + 0.5;
    return { least, whole: Math.max(least, ...each.map((one) => one.whole + 2 * CELL.beside + 0.5)) };
  });
  const least = sum(wishes.map((one) => one.least));
  if (least > width) return wishes.map((one) => (one.least * width) / least);
  const more = sum(wishes.map((one) => one.whole - one.least));
  return wishes.map(
    (one) => one.least + (more === 0 ? (width - least) / count : ((one.whole - one.least) * (width - least)) / more),
  );
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
