import {
  isAlias,
  isMap,
  isScalar,
  LineCounter,
  parseDocument,
  Scalar,
  type Document,
  type ParsedNode,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import type { Plain, Reading, Source } from "../reading.ts";
import { remembered } from "../remembered.ts";
import type { Breach } from "../rule.ts";
import { plainOf, type Located } from "./located.ts";

/** A YAML file's value, null where it can't be told. */
export const readYaml = remembered((source): Reading<Plain> => {
  const { value, doubts } = locateYaml(source);
  return { value: value === undefined ? null : plainOf(value), doubts };
});

/**
 * A YAML file as a program with PyYAML's safe loader (Synapse, `yaml.safe_load`) sees it, each part with its place. PyYAML reads
 * YAML 1.1, where `yes` and `off` are booleans; of two equal keys it silently takes the last, which is a doubt here, and so
 * are tags, several documents, keys that are no words, and numbers of other bases.
 */
export function locateYaml(source: Source): Reading<Located | undefined> {
  const { path, text } = source;
  const refused = (line: number, what: string): Reading<Located | undefined> => ({
    value: undefined,
    doubts: [{ where: path, line, what }],
  });
  const odd = ODD_CHARACTER.exec(text);
  if (odd !== null) {
    const line = text.slice(0, odd.index).split("\n").length;
    return refused(line, "A character stands here that PyYAML takes for a line break or refuses, or a directive.");
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, ...AS_WRITTEN });
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    const doubts = problems.map((problem) => ({
      where: path,
      line: lineCounter.linePos(problem.pos[0]).line,
      what: `This is no plain YAML: ${problem.message.split("\n")[0] ?? ""}`,
    }));
    return { value: undefined, doubts };
  }
  const doubts: Breach[] = [];
  const doubt = (offset: number, what: string) => {
    doubts.push({ where: path, line: lineCounter.linePos(offset).line, what });
  };
  const { contents } = document;
  if (contents === null) return { value: { kind: "scalar", offset: 0, value: null }, doubts };
  const value = located(contents, {
    document,
    doubt,
    aliases: { followed: 0 },
    depth: 0,
    endsWithLineFeed: text.endsWith("\n"),
  });
  return { value, doubts };
}

/** Every plain scalar stays the text that it is: what PyYAML makes of it is decided here. */
const AS_WRITTEN = {
  version: "1.1",
  schema: "failsafe",
  uniqueKeys: false,
  merge: false,
  resolveKnownTags: false,
} as const;

/** PyYAML's reader.py and scanner.py: other line breaks than these two, characters that it refuses, and directives. */
// eslint-disable-next-line no-control-regex -- they are what is looked for
const ODD_CHARACTER = /\r(?!\n)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|^%/m;

const DEEPEST = 50;
/** An alias can stand for a thousand others; a file of ours needs none. */
const MOST_ALIASES = 100;

interface Walk {
  readonly document: Document.Parsed;
  readonly doubt: (offset: number, what: string) => void;
  readonly aliases: { followed: number };
  readonly depth: number;
  readonly endsWithLineFeed: boolean;
}

function located(node: ParsedNode, walk: Walk): Located {
  const offset = node.range[0];
  const none: Located = { kind: "scalar", offset, value: null };
  if (walk.depth > DEEPEST) {
    walk.doubt(offset, "It is nested deeper than any configuration is.");
    return none;
  }
  if (isAlias(node)) {
    walk.aliases.followed += 1;
    const target = walk.aliases.followed > MOST_ALIASES ? undefined : node.resolve(walk.document);
    if (target === undefined) {
      walk.doubt(offset, `What *${node.source} stands for can't be told.`);
      return none;
    }
    // What a parsed document's alias resolves to was parsed with it.
    return located(target as ParsedNode, { ...walk, depth: walk.depth + 1 });
  }
  if (node.tag !== undefined) walk.doubt(offset, `What the tag ${node.tag} makes of this can't be told.`);
  if (isScalar(node)) {
    const scalar = { kind: "scalar", offset, value: scalarValue(node, walk) } as const;
    return node.type === Scalar.PLAIN && FLOAT.test(String(node.value)) ? { ...scalar, float: true } : scalar;
  }
  if (isMap(node)) return { kind: "map", offset, parts: fieldsOf(node, { ...walk, depth: walk.depth + 1 }) };
  return { kind: "list", offset, parts: itemsOf(node, { ...walk, depth: walk.depth + 1 }) };
}

function itemsOf(list: YAMLSeq.Parsed, walk: Walk): readonly Located[] {
  return list.items.map((item) => located(item, walk));
}

/** What `<<` brings comes first and is overridden by the map's own keys (PyYAML constructor.py, flatten_mapping). */
function fieldsOf(map: YAMLMap.Parsed, walk: Walk): Map<string, Located> {
  const own = new Map<string, Located>();
  const brought: ReadonlyMap<string, Located>[] = [];
  for (const { key, value } of map.items) {
    const offset = key.range[0];
    if (isScalar(key) && key.type === Scalar.PLAIN && key.value === "<<") {
      brought.push(...mergedFields(value, walk));
      continue;
    }
    const name =
      isScalar(key) && key.tag === undefined && key.anchor === undefined ? scalarValue(key, walk) : undefined;
    if (typeof name !== "string" || name === "__proto__") {
      walk.doubt(
        offset,
        `The key ${String(name ?? "here")} is no word, so what the program makes of it can't be told.`,
      );
      continue;
    }
    if (own.has(name))
      walk.doubt(offset, `The key ${name} stands here a second time; the program would drop the first.`);
    const field: Located = value === null ? { kind: "scalar", offset, value: null } : at(offset, located(value, walk));
    own.set(name, field);
  }
  if (brought.length > 1) walk.doubt(map.range[0], "Several merges in one map: which of them wins can't be told.");
  return new Map([...brought.flatMap((fields) => [...fields]), ...own]);
}

/** A value is looked for on the line of its key. */
function at(offset: number, value: Located): Located {
  return { ...value, offset };
}

function mergedFields(value: ParsedNode | null, walk: Walk): readonly ReadonlyMap<string, Located>[] {
  const found = value === null ? undefined : located(value, walk);
  if (found?.kind === "map") return [found.parts];
  walk.doubt(value?.range[0] ?? 0, "A merge of something that is no map.");
  return [];
}

/** What PyYAML's resolver.py takes for something else than a string, among plain scalars. */
const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const TRUE = /^(?:yes|true|on)$/i;
const NULL = /^(?:~|null|Null|NULL|)$/;
const INTEGER = /^[-+]?(?:0|[1-9][0-9]*)$/;
const FLOAT = /^(?:[-+]?[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?|\.[0-9]+(?:[eE][-+][0-9]+)?)$/;
/** Other bases, underscores, base 60, infinity, dates, `=` and `<<`: taken by PyYAML for something, by nobody for granted. */
const ODD = new RegExp(
  [
    String.raw`[-+]?0b[01_]+|[-+]?0[0-7_]+|[-+]?[1-9][0-9_]*|[-+]?0x[0-9a-fA-F_]+|[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+`,
    String.raw`[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?`,
    String.raw`[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)`,
    String.raw`[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*|=|<<`,
  ]
    .map((form) => `^(?:${form})$`)
    .join("|"),
  "s",
);

function scalarValue(node: Scalar.Parsed, walk: Walk): string | number | boolean | null {
  const text = String(node.value);
  // PyYAML ends it without the line feed that others add.
  if (node.type?.startsWith("BLOCK") === true && !walk.endsWithLineFeed)
    walk.doubt(node.range[0], "The file ends without a line feed, so where this text ends can't be told.");
  if (node.type !== Scalar.PLAIN) return text;
  if (NULL.test(text)) return null;
  if (BOOLEAN.test(text)) return TRUE.test(text);
  const number = INTEGER.test(text) ? Number(text) : FLOAT.test(text) ? Number(text) : undefined;
  if (number === undefined ? !ODD.test(text) : Number.isFinite(number) && isExact(text, number)) return number ?? text;
  walk.doubt(node.range[0], `${text} is spelt in a way that the program may take for something else than it looks.`);
  return text;
}

function isExact(text: string, number: number): boolean {
  return text.includes(".") || Number.isSafeInteger(number);
}
