import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { readScript } from "../../../policies/readers/javascript.ts";

function read(text: string) {
  return readScript({ path: "/config.js", text }, "config");
}

describe("a script as a browser runs it", () => {
  it("gives the value that stands at the end, however it came about", () => {
    const { value, doubts } = read(
      'var config = { a: [1, { b: "x" }], u: undefined }; config["e2" + "ee"] = { disabled: !config.x };',
    );
    assert.deepEqual(value, { a: [1, { b: "x" }], e2ee: { disabled: true } });
    assert.deepEqual(doubts, []);
  });

  it("runs what the script left for later", () => {
    assert.deepEqual(read("var config = {}; Promise.resolve().then(() => { config.late = true; });").value, {
      late: true,
    });
  });

  it("has nothing where the script defines nothing", () => {
    assert.equal(read("var other = 1;").value, undefined);
  });

  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    [
      "asks whether there is a document",
      'var config = {}; if (typeof document !== "undefined") config.x = 1;',
      /asks the browser for document/,
    ],
    ["asks the page for its address", "var config = {}; config.h = location.hash;", /could not run/],
    [
      "asks by a way around",
      'var config = {}; if (new Function("return this")().chrome) config.x = 1;',
      /asks the browser for chrome/,
    ],
    ["asks the clock", "var config = { a: Date.now() };", /could not run/],
    ["throws dice", "var config = { a: Math.random() };", /could not run/],
    ["hides a name of the browser", "const RTCRtpScriptTransform = undefined; var config = {};", /can't run twice/],
    ["replaces a function of the browser", "var config = {}; function fetch() {}", /defines fetch beside config/],
    [
      "changes what every object inherits",
      "Object.prototype.disabled = true; var config = {};",
      /every object inherits/,
    ],
    [
      "computes a value when it is read",
      "var config = { e2ee: { get disabled() { return true; } } };",
      /computed or hidden/,
    ],
    ["hides a value", 'var config = {}; Object.defineProperty(config, "x", { value: 1 });', /computed or hidden/],
    ["inherits a value", "var config = { e2ee: Object.create({ disabled: true }) };", /inherits from another object/],
    ["writes itself down as something else", "var config = { toJSON() { return {}; } };", /no plain value/],
    ["never ends", "var config = {}; for (;;) {}", /longer than a configuration may/],
    ["takes all memory", 'var config = []; for (;;) config.push("x".repeat(100000));', /could not run|longer/],
    ["digs without end", "var config = {}; (function f() { f(); })();", /could not run/],
    ["is no JavaScript", "var config = {", /could not run/],
  ];
  for (const [what, text, doubt] of doubtful) {
    it(`can't tell when the script ${what}`, () => {
      assert.match(
        read(text)
          .doubts.map((breach) => breach.what)
          .join("\n"),
        doubt,
      );
    });
  }

  it("says on which line a script fails", () => {
    assert.equal(read("var config = {};\n\nconfig.a.b = 1;").doubts[0]?.line, 3);
  });

  it("keeps nothing from one script to the next", () => {
    read("Array.prototype.x = 1; var config = {};");
    assert.deepEqual(read("var config = { y: [].x };"), { value: {}, doubts: [] });
  });
});
