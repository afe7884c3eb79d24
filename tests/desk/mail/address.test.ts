import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { addressIn } from "../../../desk/mail/address.ts";

const GOOD: Readonly<Record<string, string>> = {
  "guest@elm-court.example": "guest@elm-court.example",
  "  Guest.One+rooms@Elm-Court.Example\n": "Guest.One+rooms@elm-court.example",
  "o'neil@elm-court.example": "o'neil@elm-court.example",
  "gast@bücher.example": "gast@xn--bcher-kva.example",
  "a@b.c.d.example": "a@b.c.d.example",
};

const BAD = [
  ...["", "@", "guest", "guest@", "@elm-court.example", "guest@localhost", "guest@elm-court", "guest@.example"],
  ...[
    "guest@198.51.100.7",
    "guest@[198.51.100.7]",
    "guest@elm_court.example",
    "guest@-elm.example",
    "guest@elm-.example",
  ],
  ...["a@elm.example, b@elm.example", "a@elm.example b@elm.example", "a@elm.example;b@elm.example"],
  ...[
    "Guest <guest@elm.example>",
    "<guest@elm.example>",
    '"guest"@elm.example',
    '"a b"@elm.example',
    "guest(x)@elm.example",
  ],
  ...[
    "guest@elm.example\r\nRCPT TO:<b@elm.example>",
    "guest\r\n@elm.example",
    "guest@elm.example\u0000",
    "guest\t@elm.example",
  ],
  ...[
    "guest@elm.example>\r\nDATA",
    "guest@elm.example> BODY=8BITMIME",
    "guest@elm.example%0d%0aDATA",
    "guest@elm.exam\nple",
  ],
  ...["gäst@elm.example", "guest\u202e@elm.example", "guest@@elm.example", "a@b@elm.example", ".guest@elm.example"],
  ...["guest.@elm.example", "gu..est@elm.example", `${"a".repeat(65)}@elm.example`, `a@${"b".repeat(64)}.example`],
  `a@${"bcdefghi.".repeat(30)}example`,
  // Node.js would end the domain there, or decode it.
  ...["/b", "?b", "#b", ":25", "\\b", "/.elm.example"].map((rest) => `guest@elm-court.example${rest}`),
  ...["guest@elm%2dcourt.example", "guest@elm.ex%61mple", "guest%elm-court.example@relay.example"],
];

describe("a mail address", () => {
  it("is one plain address", () => {
    for (const [typed, address] of Object.entries(GOOD)) assert.equal(addressIn(typed), address, typed);
  });

  it("is nothing else", () => {
    for (const typed of BAD) assert.equal(addressIn(typed), undefined, JSON.stringify(typed));
  });

  it("holds nothing that ends a command, a header or an address, whatever was typed", () => {
    const pieces = fc.constantFrom(
      "a",
      "B",
      "7",
      ".",
      "@",
      "-",
      "\r",
      "\n",
      " ",
      "<",
      ">",
      ",",
      ";",
      ":",
      '"',
      "\\",
      "ü",
      "。",
      "＠",
      "\u0000",
      "\u202e",
      "(",
      "%",
      "/",
      "?",
      "#",
      "\\",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.array(pieces).map((parts) => parts.join("")),
        ),
        (typed) => {
          for (const text of [typed, `${typed}@elm.example`, `guest@${typed}.example`, `guest@elm.example${typed}`]) {
            const address = addressIn(text);
            if (address === undefined) continue;
            assert.match(address, /^[!#$&'*+\-./0-9=?A-Z^_`a-z{|}~]+@[a-z0-9.-]+$/);
            // Nothing of what was typed is passed over.
            if (/^[!-~]+$/.test(text)) assert.equal(address.toLowerCase(), text.toLowerCase());
            assert.ok(address.length <= 254);
            assert.equal(addressIn(address), address);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
