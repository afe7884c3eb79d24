import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { printable, type Style } from "./typeface.ts";

/** A paper's text holds an element that no page can be printed of. */
export class UnprintablePaper extends Error {}

/** A paper's text as what stands one below the other. */
export type Block =
  | { readonly kind: "heading"; readonly level: 2 | 3; readonly content: readonly Inline[] }
  | { readonly kind: "paragraph" | "note" | "sign"; readonly content: readonly Inline[] }
  | List
  | Table;

export interface List {
  readonly kind: "list";
  readonly marks: "bullets" | "numbers" | "boxes";
  readonly items: readonly { readonly content: readonly Inline[]; readonly lists: readonly List[] }[];
}

export interface Table {
  readonly kind: "table";
  readonly head: readonly Row[];
  readonly body: readonly Row[];
}

export type Row = readonly Cell[];

export interface Cell {
  readonly heading: boolean;
  readonly content: readonly Inline[];
}

/** What stands within a line. */
export type Inline =
  | (Style & { readonly kind: "text"; readonly text: string; readonly link: string | undefined })
  /** A line to fill in by hand. */
  | { readonly kind: "blank" };

/**
 * Reads a paper's HTML, in letters that the typeface has. The elements that a paper may have are few, and none is passed over: whatever else stood in the one form
 * would be missing from the other.
 *
 * @param file for messages
 * @throws UnprintablePaper with the file and the element
 */
export function blocksIn(body: string, file: string): readonly Block[] {
  return elementsIn(parseFragment(body), file).map((element) => blockOf(element, file));
}

function blockOf(element: Tree.Element, file: string): Block {
  switch (signatureOf(element)) {
    case "h2":
      return { kind: "heading", level: 2, content: inlinesIn(element, file) };
    case "h3":
      return { kind: "heading", level: 3, content: inlinesIn(element, file) };
    case "p":
      return { kind: "paragraph", content: inlinesIn(element, file) };
    case "p.note":
      return { kind: "note", content: inlinesIn(element, file) };
    case "p.sign":
      return { kind: "sign", content: inlinesIn(element, file) };
    case "table":
      return tableOf(element, file);
    default:
      return listOf(element, file);
  }
}

function listOf(element: Tree.Element, file: string): List {
  const marks = LISTS[signatureOf(element)];
  if (marks === undefined) throw unprintable(element, file);
  const items = elementsIn(element, file).map((item) => {
    if (signatureOf(item) !== "li") throw unprintable(item, file);
    const lists = item.childNodes.filter(isElement).filter((child) => signatureOf(child) in LISTS);
    const inline = item.childNodes.filter((child) => !lists.some((list) => list === child));
    return { content: inlinesOf(inline, file, PLAIN), lists: lists.map((list) => listOf(list, file)) };
  });
  return { kind: "list", marks, items };
}

const LISTS: Readonly<Record<string, List["marks"]>> = { ul: "bullets", ol: "numbers", "ul.checklist": "boxes" };

function tableOf(element: Tree.Element, file: string): Table {
  const parts = elementsIn(element, file);
  const rowsIn = (name: string): readonly Row[] =>
    parts
      .filter((part) => signatureOf(part) === name)
      .flatMap((part) => elementsIn(part, file).map((row) => rowOf(row, file)));
  const other = parts.find((part) => !["thead", "tbody"].includes(signatureOf(part)));
  if (other !== undefined) throw unprintable(other, file);
  return { kind: "table", head: rowsIn("thead"), body: rowsIn("tbody") };
}

function rowOf(row: Tree.Element, file: string): Row {
  if (signatureOf(row) !== "tr") throw unprintable(row, file);
  return elementsIn(row, file).map((cell) => {
    const signature = signatureOf(cell);
    if (signature !== "th" && signature !== "td") throw unprintable(cell, file);
    return { heading: signature === "th", content: inlinesIn(cell, file) };
  });
}

interface Around extends Style {
  readonly link: string | undefined;
}

const PLAIN: Around = { bold: false, italic: false, link: undefined };

function inlinesIn(element: Tree.Element, file: string): readonly Inline[] {
  return inlinesOf(element.childNodes, file, PLAIN);
}

function inlinesOf(nodes: readonly Tree.ChildNode[], file: string, around: Around): readonly Inline[] {
  return nodes.flatMap((node): readonly Inline[] => {
    if (isText(node)) return [{ kind: "text", text: printable(node.value.replace(/[\t\n\f\r ]+/g, " ")), ...around }];
    if (!isElement(node)) return [];
    switch (signatureOf(node)) {
      case "strong":
        return inlinesOf(node.childNodes, file, { ...around, bold: true });
      case "em":
        return inlinesOf(node.childNodes, file, { ...around, italic: true });
      case "a":
        return inlinesOf(node.childNodes, file, { ...around, link: attributeOf(node, "href") });
      case "span.blank":
        return [{ kind: "blank" }];
      default:
        throw unprintable(node, file);
    }
  });
}

/** The elements in one that holds nothing else but blanks. */
function elementsIn(node: Tree.ParentNode, file: string): readonly Tree.Element[] {
  const loose = node.childNodes.filter(isText).find(({ value }) => value.trim() !== "");
  if (loose !== undefined)
    throw new UnprintablePaper(`${file}: "${loose.value.trim()}" stands in no paragraph; write <p> around it.`);
  return node.childNodes.filter(isElement);
}

/** Which attributes an element may have besides its class. */
const ATTRIBUTES: Readonly<Record<string, string>> = { a: "href", th: "scope" };

/** `p.note`; with the attribute as well where it has one that no page can be printed of. */
function signatureOf({ tagName, attrs }: Tree.Element): string {
  return attrs
    .filter(({ name }) => name !== ATTRIBUTES[tagName])
    .reduce((signature, { name, value }) => signature + (name === "class" ? `.${value}` : `[${name}]`), tagName);
}

function attributeOf({ attrs }: Tree.Element, name: string): string | undefined {
  return attrs.find((attribute) => attribute.name === name)?.value;
}

function unprintable(element: Tree.Element, file: string): UnprintablePaper {
  return new UnprintablePaper(
    `${file}: <${signatureOf(element)}> can't be printed there. kits/papers/paper.ts names the elements that a paper may have.`,
  );
}

function isElement(node: Tree.ChildNode): node is Tree.Element {
  return "tagName" in node;
}

function isText(node: Tree.ChildNode): node is Tree.TextNode {
  return node.nodeName === "#text";
}
