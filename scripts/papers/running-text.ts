import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import type { Language } from "../../kits/words.ts";

/**
 * The sentences of a paper, without headings, lines to sign and the words of a table that are no sentence: a formula for reading
 * ease is made for running text (Flesch, "How to Write Plain English", 1979, chapter 2). What stands in a list is a sentence, with or without a full stop.
 */
export function sentencesOf(body: string, language: Language): readonly string[] {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  return blocksIn(parseFragment(body)).flatMap((block) =>
    [...segmenter.segment(block)]
      .map(({ segment }) => segment.trim())
      .filter((sentence) => wordsOf(sentence).length > 0),
  );
}

/** As they stand between blanks: an elision (`l'heure`) and words joined by a hyphen are one. */
export function wordsOf(sentence: string): readonly string[] {
  return sentence.split(/\s+/).filter((word) => /[\p{Letter}\d]/u.test(word));
}

function blocksIn(node: Tree.ParentNode): readonly string[] {
  return node.childNodes.flatMap((child) => {
    if (!("tagName" in child)) return [];
    const within = blocksIn(child);
    return isRunning(child) ? [ownText(child), ...within] : within;
  });
}

function isRunning(element: Tree.Element): boolean {
  switch (element.tagName) {
    case "p":
      return !element.attrs.some(({ name, value }) => name === "class" && value === "sign");
    case "li":
      return true;
    case "td":
      return /[.?!]\s*$/.test(ownText(element));
    default:
      return false;
  }
}

const BLOCKS = new Set(["p", "ul", "ol", "li", "table"]);

/** Without what stands in blocks of its own. */
function ownText(element: Tree.Element): string {
  const textIn = (node: Tree.ParentNode): string =>
    node.childNodes
      .map((child) => {
        if (child.nodeName === "#text") return (child as Tree.TextNode).value;
        return "tagName" in child && !BLOCKS.has(child.tagName) ? textIn(child) : "";
      })
      .join("");
  return textIn(element).replace(/\s+/g, " ").trim();
}
