import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { describe, it } from "node:test";
import { LEVEL_2 } from "./asvs-level-2.ts";

const ROOT = new URL("../../", import.meta.url);
const PAGE = readFileSync(new URL("docs/asvs.md", ROOT), "utf8");

interface Row {
  readonly items: readonly string[];
  /** What stands beside the items: what is missing; or how it is met, and what holds it. */
  readonly cells: readonly string[];
}

const ROWS: readonly Row[] = PAGE.split("\n").flatMap((line) => {
  const [first = "", ...cells] = line.split("|").slice(1, -1);
  return /^ \d/.test(first)
    ? [{ items: first.trim().split(", ").flatMap(itemsOf), cells: cells.map((cell) => cell.trim()) }]
    : [];
});

/** `2.6.1–2.6.3` are three. */
function itemsOf(text: string): readonly string[] {
  const range = /^(\d+\.\d+)\.(\d+)–\1\.(\d+)$/.exec(text);
  if (range === null) return [text];
  const [, section, from, to] = range;
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, at) => `${String(section)}.${Number(from) + at}`);
}

function isFile(path: string): boolean {
  return statSync(new URL(path, ROOT), { throwIfNoEntry: false })?.isFile() === true;
}

/** Where a test of that name is, if anywhere. */
function testFile(name: string): string | undefined {
  return [`${name}.test.ts`, `tests/desk/${name}.test.ts`].find(isFile);
}

/** Whether a name stands for a test, a folder of tests, a rule or a file of ours. */
function isThere(name: string): boolean {
  if (name.endsWith("/")) return existsSync(new URL(name, ROOT));
  return testFile(name) !== undefined || isFile(`docs/rules/${name}.md`) || isFile(name);
}

/** Whether a test, or a row of a table of tests, has a name that begins so. */
function begins(file: string, beginning: string): boolean {
  const source = readFileSync(new URL(file, ROOT), "utf8");
  const names = source.matchAll(/(?:\b(?:it|describe)\(\s*|^\s*)(["'`])(.*?)\1/gm);
  return [...names].some(([, , name = ""]) => name.startsWith(beginning));
}

describe("docs/asvs.md", () => {
  it("has every item of level 2 of the release once, and no other", () => {
    const named = ROWS.flatMap(({ items }) => items);
    assert.deepEqual(
      {
        missing: LEVEL_2.filter((item) => !named.includes(item)),
        foreign: named.filter((item) => !LEVEL_2.includes(item)),
        twice: named.filter((item, at) => named.indexOf(item) !== at),
      },
      { missing: [], foreign: [], twice: [] },
    );
  });

  it("says of each item what is missing, or how it is met and what holds it", () => {
    for (const { items, cells } of ROWS) {
      assert.ok(cells.length > 0 && cells.every((cell) => cell !== ""), `${items.join(", ")}: a cell is empty.`);
      if (cells[1] !== undefined)
        assert.match(cells[1], /`|\bread\b/i, `${items.join(", ")}: neither a test, a rule nor a file is named.`);
    }
  });

  it("names only tests, rules and files that are there", () => {
    const asides = /\([^)]*\)/g;
    for (const { items, cells } of ROWS)
      for (const [, name = ""] of (cells[1] ?? "").replaceAll(asides, "").matchAll(/`([^`]+)`/g))
        assert.ok(isThere(name), `${items.join(", ")}: there is no ${name}.`);
  });

  it("names tests by how they begin", () => {
    const quoted = [...PAGE.matchAll(/`([^`]+)`: ("[^"]+"(?:, "[^"]+")*)/g)].flatMap(([, name = "", texts = ""]) =>
      [...texts.matchAll(/"([^"]+)"/g)].map(([, beginning = ""]) => ({ name, beginning })),
    );
    assert.ok(quoted.length > 100, "The tables' form has changed: hardly a test is found in them.");
    for (const { name, beginning } of quoted) {
      const file = testFile(name);
      assert.ok(file !== undefined, `There is no test ${name}.`);
      assert.ok(begins(file, beginning), `No test in ${file} begins with "${beginning}".`);
    }
  });
});
