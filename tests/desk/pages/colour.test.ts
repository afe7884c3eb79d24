import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { contrast, legibleOn } from "../../../desk/pages/colour.ts";
import { styleIn } from "../../../desk/pages/style.ts";

const colours = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("The practice's colour", () => {
  it("has the contrast that WCAG computes", () => {
    assert.equal(contrast("#000000", "#ffffff"), 21);
    assert.equal(contrast("#ffffff", "#ffffff"), 1);
    // WebAIM's well-known greys: the first passes by a hair, the second does not.
    assert.ok(contrast("#767676", "#ffffff") >= 4.5 && contrast("#777777", "#ffffff") < 4.5);
  });

  it("stays as it is where it can be read", () => {
    assert.equal(legibleOn("#2f5d62", ["#faf9f6", "#ffffff"]), "#2f5d62");
  });

  it("is made legible, whatever it is, on light pages and on dark ones", () => {
    fc.assert(
      fc.property(colours, (colour) => {
        const sheet = styleIn(colour);
        const schemes = [...sheet.matchAll(/:root \{([^}]*)\}/g)].map(([, body = ""]) => body);
        assert.equal(schemes.length, 2);
        for (const scheme of schemes) {
          const value = (name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(scheme)?.[1] ?? "";
          const pairs = [
            ...["accent", "text", "quiet", "grave"].flatMap((ink) =>
              ["page", "card"].map((ground) => [ink, ground] as const),
            ),
            ...([
              ["on-accent", "accent"],
              ["on-grave", "grave"],
            ] as const),
          ];
          for (const [ink, ground] of pairs) {
            const has = contrast(value(ink), value(ground));
            assert.ok(has >= 4.5, `${ink} ${value(ink)} on ${ground} ${value(ground)} has ${has} with ${colour}`);
          }
          for (const ground of ["page", "card"]) {
            // WCAG 2.2, 1.4.11: the edge of a field.
            assert.ok(contrast(value("line"), value(ground)) >= 3, `line on ${ground}`);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });
});
