import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Alias,
  type Document,
  type Node,
} from "yaml";
import type { Path } from "./fault.ts";

/** Where something stands in a text, both 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A YAML text, read: its values, and where each stands. */
export interface Source {
  readonly values: unknown;
  /**
   * Where the value at `path` stands, or its key. A path that is not written points to the nearest key above it that is.
   */
  readonly positionOf: (path: Path, at: "key" | "value") => Position;
}

/** A fault of the text itself. */
export interface SyntaxFault {
  readonly position: Position;
  /** A full sentence. */
  readonly message: string;
}

export type SourceRead =
  | { readonly kind: "source"; readonly source: Source }
  | { readonly kind: "faults"; readonly faults: readonly SyntaxFault[] };

/** A stack file with keys, certificates and waivers stays far below; more is a wrong file or an attack. */
const LONGEST = 256 * 1024;

/** How often values may be repeated by aliases, all in all. */
const MOST_ALIASES = 100;

/** Reads YAML 1.2 strictly: keys unique, one document, a bounded number of aliases. Never throws. */
export function readSource(text: string): SourceRead {
  const unreadable = faultOfText(text);
  if (unreadable !== undefined) return { kind: "faults", faults: [unreadable] };
  try {
    return readYaml(text);
  } catch (error) {
    // What yaml throws where it is not the document's error list: brackets nested until the stack is full.
    if (!(error instanceof RangeError)) throw error;
    return { kind: "faults", faults: [{ position: { line: 1, column: 1 }, message: TOO_DEEP }] };
  }
}

const TOO_DEEP = "The file is nested too deeply to be a stack file.";

function readYaml(text: string): SourceRead {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: "1.2",
    // Checked below, in `faultsOfKeys`.
    uniqueKeys: false,
    prettyErrors: false,
    lineCounter: lines,
    logLevel: "error",
  });
  const position = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = faultsOfDocument(document, position);
  if (faults.length > 0) return { kind: "faults", faults };
  return {
    kind: "source",
    source: {
      values: document.toJS({ maxAliasCount: -1 }) as unknown,
      positionOf: (path, at) => position(offsetOf(document, path, at)),
    },
  };
}

function faultOfText(text: string): SyntaxFault | undefined {
  if (text.length > LONGEST) {
    return {
      position: { line: 1, column: 1 },
      message: `The file is longer than ${LONGEST} characters and can't be a stack file.`,
    };
  }
  if (text.startsWith("\uFEFF")) {
    return {
      position: { line: 1, column: 1 },
      message: "The file starts with a byte order mark; save it as UTF-8 without one.",
    };
  }
  // U+FFFD is what a decoder puts in the place of bytes that are not UTF-8.
  const broken = text.search(/\uFFFD/);
  if (broken !== -1)
    return { position: positionIn(text, broken), message: "The file is not UTF-8 here; save it as UTF-8." };
  // eslint-disable-next-line no-control-regex -- these are what is looked for
  const control = text.search(/[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/);
  if (control !== -1) {
    return { position: positionIn(text, control), message: "The file has a control character here; delete it." };
  }
  if (text.replace(/^\s*(?:#.*|---)?$/gm, "").trim() === "") {
    return {
      position: { line: 1, column: 1 },
      message: "The file is empty; copy Pulumi.prod.yaml and change what is yours.",
    };
  }
  return undefined;
}

function positionIn(text: string, offset: number): Position {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

function faultsOfDocument(document: Document.Parsed, position: (offset: number) => Position): readonly SyntaxFault[] {
  // One slip makes the parser stumble again and again behind it: only the first is worth reading.
  const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (first !== undefined)
    return [{ position: position(first.pos[0]), message: sentenceOf(first.code, first.message) }];
  if (document.directives.yaml.explicit && document.directives.yaml.version !== "1.2") {
    return [{ position: { line: 1, column: 1 }, message: "The file asks for YAML 1.1 (%YAML); delete that line." }];
  }
  if (!isMap(document.contents)) {
    return [
      {
        position: position(document.contents?.range[0] ?? 0),
        message: "A stack file is a mapping that starts with the key config:, and this is something else.",
      },
    ];
  }
  return [...faultsOfKeys(document, position), ...faultsOfAliases(document, position)];
}

/** yaml's own words are for programmers; these say what to do. */
function sentenceOf(code: string, message: string): string {
  switch (code) {
    case "TAB_AS_INDENT":
      return "A line is indented by a tab; YAML wants spaces.";
    case "MULTIPLE_DOCS":
      return "A second document starts here (---); a stack file is one document.";
    case "BAD_SCALAR_START":
      return "A value can't start with this character; put the value in quotes.";
    case "BAD_DQ_ESCAPE":
      return "A backslash in a value with \"double quotes\" means something special; use 'single quotes' instead.";
    case "BLOCK_AS_IMPLICIT_KEY":
      return "There is a second colon in this line, or the next line is indented too far; put a value that contains a colon in quotes.";
    case "BAD_INDENT":
      return "The indentation is wrong here, or a bracket or quote before is not closed; keys of one mapping start in the same column.";
    case "MISSING_CHAR":
      return "A colon and a space are missing after this key, or a quote or bracket is not closed.";
    case "MULTILINE_IMPLICIT_KEY":
      return "A key must stand in one line, with a colon and a space after it.";
    case "TAG_RESOLVE_FAILED":
      return "Tags such as !name have no meaning in a stack file; delete the tag.";
    case "RESOURCE_EXHAUSTION":
      return TOO_DEEP;
    default:
      return `This is not YAML: ${message.charAt(0).toLowerCase()}${message.slice(1)}.`;
  }
}

/** Aliases may repeat a value, but not without bound, not before its anchor, and not inside the value itself. */
function faultsOfAliases(document: Document.Parsed, position: (offset: number) => Position): readonly SyntaxFault[] {
  const aliases: { readonly alias: Alias; readonly ancestors: readonly unknown[] }[] = [];
  visit(document, {
    Alias(_, alias, ancestors) {
      aliases.push({ alias, ancestors });
    },
  });
  const excessive = aliases[MOST_ALIASES];
  if (excessive !== undefined) return [{ position: position(startOf(excessive.alias)), message: TOO_MANY_ALIASES }];
  return aliases.flatMap(({ alias, ancestors }) => {
    const message = faultOfAlias(alias.resolve(document), ancestors);
    return message === undefined ? [] : [{ position: position(startOf(alias)), message }];
  });
}

const TOO_MANY_ALIASES = `The file repeats values by aliases (*name) more than ${MOST_ALIASES} times; write the values out.`;

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

/** Keys that stand twice in one mapping. yaml's own check compares each key with each, which takes seconds for a hostile file. */
function faultsOfKeys(document: Document.Parsed, position: (offset: number) => Position): readonly SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  visit(document, {
    Map(_, map) {
      const first = new Map<string, Node>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const earlier = first.get(String(key.value));
        if (earlier === undefined) {
          first.set(String(key.value), key);
        } else {
          faults.push({
            position: position(startOf(key)),
            message: `The key ${String(key.value)} stands here for the second time, after line ${position(startOf(earlier)).line}; delete one of the two.`,
          });
        }
      }
    },
  });
  return faults;
}

function faultOfAlias(target: Node | undefined, ancestors: readonly unknown[]): string | undefined {
  if (target === undefined) {
    return "This alias (*name) has no anchor (&name) before it; write the value out.";
  }
  if (ancestors.includes(target)) {
    return "This alias (*name) stands inside the very value that it repeats; write the value out.";
  }
  return holdsAlias(target) ? "This alias (*name) repeats a value with aliases in it; write the value out." : undefined;
}

/** Repeating repeated values grows without bound, the "billion laughs". */
function holdsAlias(node: Node): boolean {
  let found = false;
  visit(node, {
    Alias() {
      found = true;
      return visit.BREAK;
    },
  });
  return found;
}

function offsetOf(document: Document.Parsed, path: Path, at: "key" | "value"): number {
  let node = document.contents as Node | null | undefined;
  const start = document.contents?.range[0] ?? 0;
  let reached: { readonly key: number; readonly value: number } = { key: start, value: start };
  for (const step of path) {
    const next = childOf(isAlias(node) ? node.resolve(document) : node, step);
    if (next === undefined) return reached.key;
    reached = next;
    node = next.node;
  }
  return reached[at];
}

interface Child {
  readonly node: Node | null;
  readonly key: number;
  readonly value: number;
}

function childOf(node: Node | null | undefined, step: string | number): Child | undefined {
  if (isSeq<Node | null>(node) && typeof step === "number") {
    const item = node.items[step];
    const start = item?.range?.[0];
    return item === undefined || start === undefined ? undefined : { node: item, key: start, value: start };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  const key = pair?.key.range?.[0];
  if (pair === undefined || key === undefined) return undefined;
  return { node: pair.value, key, value: pair.value?.range?.[0] ?? key };
}
