import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { tellingWords } from "../../clinic/neutral-names.ts";

/**
 * Names that tell and names that only look alike, by language. The lexicons are tuned on the one half; the other is held out: nobody
 * looks which of its names are missed, only how many.
 */
interface List {
  readonly language: string;
  readonly telling: Halves;
  readonly innocent: Halves;
}

interface Halves {
  readonly tuned: readonly string[];
  readonly heldOut: readonly string[];
}

const FOLDER = new URL("neutral-names/", import.meta.url);
const LISTS = readdirSync(FOLDER)
  // Our own file, written in this shape.
  .map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as List)
  .sort((a, b) => (a.language < b.language ? -1 : 1));

/** Names that tell and are found, of all that tell; names left alone, of all that only look alike. */
interface Count {
  readonly found: number;
  readonly telling: number;
  readonly leftAlone: number;
  readonly innocent: number;
}

function countOf(lists: readonly List[], half: keyof Halves): Count {
  const telling = lists.flatMap((list) => list.telling[half]);
  const innocent = lists.flatMap((list) => list.innocent[half]);
  return {
    found: telling.filter((name) => tellingWords(name).length > 0).length,
    telling: telling.length,
    leftAlone: innocent.filter((name) => tellingWords(name).length === 0).length,
    innocent: innocent.length,
  };
}

function recall({ found, telling }: Count): number {
  return found / telling;
}

function precision({ found, innocent, leftAlone }: Count): number {
  return found / (found + innocent - leftAlone);
}

/** `found of telling`, recall, precision, once for each half. */
function rowOf(label: string, lists: readonly List[]): string {
  const cells = (["tuned", "heldOut"] as const).flatMap((half) => {
    const count = countOf(lists, half);
    return [`${count.telling} + ${count.innocent}`, percent(recall(count)), percent(precision(count))];
  });
  return `| ${[label, ...cells].join(" | ")} |`;
}

/** Rounded down: a figure never looks better than it is. */
function percent(share: number): string {
  return `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
}

const ROWS = [...LISTS.map((list) => rowOf(list.language, [list])), rowOf("all", LISTS)];

describe("the lists of names", () => {
  it("are long enough to mean something", () => {
    const names = LISTS.flatMap(({ telling, innocent }) => [telling, innocent]).flatMap(({ tuned, heldOut }) => [
      ...tuned,
      ...heldOut,
    ]);
    assert.ok(new Set(names).size >= 500, `${new Set(names).size} names`);
    assert.equal(new Set(names).size, names.length);
    assert.equal(LISTS.length, 14);
  });
});

describe("precision and recall", () => {
  it("are what docs/figures.md says", (test) => {
    for (const row of ROWS) test.diagnostic(row);
    const written = readFileSync(new URL("../../docs/figures.md", import.meta.url), "utf8")
      .split("\n")
      .map((line) => line.replace(/ +/g, " "));
    assert.deepEqual(
      ROWS.filter((row) => !written.includes(row)),
      [],
      "Mend the lexicons where a figure fell; write the new figure down where it rose.",
    );
  });

  it("leave nothing of the tuned half untold but what was decided", () => {
    const missed = LISTS.flatMap(({ telling }) => telling.tuned).filter((name) => tellingWords(name).length === 0);
    // Dutch for a doctor, English for painting and music: see clinic/lexicon/dutch.ts.
    assert.deepEqual(missed, ["arts-duinhoek.example"]);
  });

  it("raise no false alarm in the tuned half", () => {
    assert.deepEqual(
      LISTS.flatMap(({ innocent }) => innocent.tuned).filter((name) => tellingWords(name).length > 0),
      [],
    );
  });
});
