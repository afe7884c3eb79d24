import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import fc from "fast-check";
import { stringify } from "yaml";
import { formatProblem, loadConfiguration, loadStackFile, type Loaded } from "../../clinic/load.ts";
import { AWS, EXISTING, FULL, OWN_NETWORK } from "../fixtures/stacks/stacks.ts";

const REFERENCE = readFileSync(new URL("../../Pulumi.prod.yaml", import.meta.url), "utf8");
const TEXTS = [REFERENCE, ...[AWS, EXISTING, FULL, OWN_NETWORK].map((config) => stringify({ config }))];

/** Whatever a file holds, the answer is a clinic or problems that a person can find in the file. */
function assertAnswered(loaded: Loaded, text: string): void {
  if (loaded.kind === "clinic") {
    assert.ok(loaded.clinic.names.domain.length > 0);
    assert.ok(!JSON.stringify(loaded.clinic).includes("@@"));
    return;
  }
  assert.ok(loaded.problems.length > 0);
  const lines = text.split("\n");
  for (const problem of loaded.problems) {
    const { line = 0, column = 0 } = problem;
    assert.ok(line >= 1 && line <= lines.length, formatProblem(problem));
    assert.ok(column >= 1 && column <= (lines[line - 1] ?? "").length + 1, formatProblem(problem));
    assert.ok(problem.message.length > 10 && /[.?]$/.test(problem.message), formatProblem(problem));
    // Words of the libraries underneath, which mean nothing to the reader.
    assert.doesNotMatch(
      problem.message,
      /undefined|\[object|oneOf|instancePath|Properties|NaN/,
      formatProblem(problem),
    );
  }
}

const PIECES = fc.constantFrom(
  ...Array.from("\n \t:#-[]{},&*!|>'\"%@`\\?~0x"),
  "\n  ",
  ": ",
  "- ",
  "null",
  "true",
  "-1",
  "1e400",
  "@@",
  "secure:",
  "<<: *a",
  "&a ",
  "*a",
  "__proto__",
  "constructor",
  "\u202e",
  "\uFEFF",
  "\0",
  "stillroom:",
  "provider: aws",
);

describe("a stack file changed at random", () => {
  it("by letters put in, taken out or changed, is always answered", () => {
    const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), drop: fc.nat(12), put: PIECES });
    fc.assert(
      fc.property(fc.constantFrom(...TEXTS), fc.array(edit, { minLength: 1, maxLength: 4 }), (original, edits) => {
        const text = edits.reduce((before, { at, drop, put }) => {
          const start = Math.floor(at * before.length);
          return before.slice(0, start) + put + before.slice(start + drop);
        }, original);
        assertAnswered(loadStackFile(text, "Pulumi.prod.yaml", "prod"), text);
      }),
      { numRuns: 1500 },
    );
  });

  it("by lines that are doubled, dropped or swapped, is always answered", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...TEXTS),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(2)), { maxLength: 5 }),
        (original, moves) => {
          const lines = original.split("\n");
          for (const [from, to, how] of moves) {
            const [line = ""] = lines.slice(from % lines.length);
            lines.splice(to % lines.length, how, line);
          }
          const text = lines.join("\n");
          assertAnswered(loadStackFile(text, "Pulumi.prod.yaml", "prod"), text);
        },
      ),
      { numRuns: 700 },
    );
  });

  it("by values of any kind in any place, is always answered", () => {
    const anything = fc.oneof(
      fc.anything({ maxDepth: 2, withNullPrototype: false }),
      fc.string({ unit: "binary" }),
      fc.constant({ secure: "x" }),
    );
    fc.assert(
      fc.property(fc.constantFrom(AWS, EXISTING, FULL, OWN_NETWORK), fc.nat(), anything, (original, at, value) => {
        const configuration = structuredClone(original) as Record<string, unknown>;
        const places = placesIn(configuration);
        const place = places[at % places.length];
        assert.ok(place !== undefined);
        place.parent[place.key] = value;
        const loaded = loadConfiguration(configuration, undefined, "prod");
        if (loaded.kind === "clinic") return;
        for (const problem of loaded.problems) assert.match(problem.message, /[.?]$/);
      }),
      { numRuns: 1500 },
    );
  });

  it("that is nothing but noise, is always answered", () => {
    fc.assert(
      fc.property(fc.array(PIECES, { maxLength: 60 }), (pieces) => {
        const text = pieces.join("");
        assertAnswered(loadStackFile(text, "Pulumi.prod.yaml", "prod"), text);
      }),
      { numRuns: 1000 },
    );
  });
});

interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== "object" || value === null) return [];
  const parent = value as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesIn(parent[key])]);
}
