import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { describe, it } from "node:test";
import { judge } from "../../policies/judge.ts";
import { RULES } from "../../policies/rules/index.ts";
import type { Release } from "../../render/release.ts";
import { render } from "../../render/render.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import type { BrokenTree, GoodTree } from "./tree.ts";

const TODAY = "2026-01-15";
const LEAST_BROKEN = 300;
const LEAST_GOOD = 60;

/** Every tree with the name of its file; for broken ones that is the rule. */
const broken = await Promise.all(
  namesIn("broken").map(async (name) => {
    const { TREES } = (await import(`./broken/${name}.ts`)) as { readonly TREES: readonly BrokenTree[] };
    return TREES.map((tree) => ({ name, tree }));
  }),
).then((lists) => lists.flat());
const good = await Promise.all(
  namesIn("good").map(async (name) => {
    const { TREES } = (await import(`./good/${name}.ts`)) as { readonly TREES: readonly GoodTree[] };
    return TREES.map((tree) => ({ name, tree }));
  }),
).then((lists) => lists.flat());

function namesIn(folder: "broken" | "good"): readonly string[] {
  return readdirSync(new URL(`./${folder}/`, import.meta.url))
    .map((file) => file.replace(/\.ts$/, ""))
    .sort();
}

function releaseOf({ clinic, apply }: BrokenTree | GoodTree): Release {
  const rendered = render(clinic ?? CLINIC);
  return apply === undefined ? rendered : apply(rendered);
}

/**
 * What every rule says that reads the effective configuration. `as-rendered` would refuse each changed tree for being
 * changed; here it is shown that the change itself is seen.
 */
function speakers(release: Release): ReadonlySet<string> {
  const findings = judge(release, TODAY).findings.filter(({ rule }) => rule !== "as-rendered");
  return new Set(findings.map(({ rule }) => rule));
}

describe("the corpus", () => {
  it(`has at least ${LEAST_BROKEN} broken trees and ${LEAST_GOOD} good ones`, () => {
    assert.ok(broken.length >= LEAST_BROKEN, `${broken.length} broken trees`);
    assert.ok(good.length >= LEAST_GOOD, `${good.length} good trees`);
  });

  it("tells each tree apart from the others by its words", () => {
    const words = [...broken, ...good].map(({ name, tree }) => `${name}: ${tree.how}`);
    assert.deepEqual(
      words.filter((text, index) => words.indexOf(text) !== index),
      [],
    );
  });

  it("breaks every rule in several ways", () => {
    const broke = (id: string): number => broken.filter(({ name }) => name === id).length;
    assert.deepEqual(
      RULES.filter(({ id }) => broke(id) < 5).map(({ id }) => `${id}: ${broke(id)}`),
      [],
    );
    assert.deepEqual(
      broken.map(({ name }) => name).filter((name) => !RULES.some(({ id }) => id === name)),
      [],
    );
  });
});

describe("a broken tree is refused", () => {
  for (const { name, tree } of broken) {
    const speaker = tree.speaks ?? name;
    it(`by ${speaker}${speaker === name ? "" : ` (${name})`} where ${tree.how}`, () => {
      const release = releaseOf(tree);
      if (name === "as-rendered") {
        assert.ok(judge(release, TODAY).findings.some(({ rule }) => rule === name));
        return;
      }
      const spoke = speakers(release);
      assert.ok(spoke.has(speaker), `only ${[...spoke].join(", ") || "nobody"} spoke`);
    });
  }
});

describe("nobody has a word to say about a good tree", () => {
  for (const { name, tree } of good) {
    it(`${name}: ${tree.how}`, () => {
      const release = releaseOf(tree);
      const said = judge(release, TODAY)
        .findings.filter(({ rule }) => tree.apply === undefined || rule !== "as-rendered")
        .map(({ rule, where, line, what }) => `${rule} at ${where}:${line ?? ""}: ${what}`);
      assert.deepEqual(said, []);
    });
  }
});
