import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createContext, runInContext } from "node:vm";
import fc from "fast-check";
import { chromium, type Browser } from "playwright-core";
import { readScript } from "../../../policies/readers/javascript/javascript.ts";
import { plainOf } from "../../../policies/readers/located.ts";
import { plainScript } from "../../../policies/readers/javascript/plain-javascript.ts";
import { render } from "../../../render/render.ts";
import { VIDEO_CONFIGURATION, VIDEO_INTERFACE } from "../../../services/jitsi-meet.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CHROMIUM } from "../../chromium/installed.ts";

function read(text: string) {
  const { value, doubts } = readScript({ path: "/config.js", text }, "config");
  return { value: value.value, lineOf: value.lineOf, doubts, said: doubts.map(({ what }) => what).join("\n") };
}

/** What V8, the engine of Chromium and Edge, leaves in a global object of its own; undefined where it can't run the script. */
function inV8(
  text: string,
  name = "config",
): { readonly value: unknown; readonly globals: readonly string[] } | undefined {
  const context = createContext({});
  try {
    runInContext(text, context, { timeout: 10_000 });
    const json: unknown = runInContext(`JSON.stringify(globalThis.${name})`, context, { timeout: 10_000 });
    return { value: typeof json === "string" ? JSON.parse(json) : undefined, globals: Object.keys(context) };
  } catch {
    return undefined;
  }
}

const RENDERED = render(CLINIC).files.filter(({ path }) => [VIDEO_CONFIGURATION, VIDEO_INTERFACE].includes(path));
const CONFIG = RENDERED.find(({ path }) => path === VIDEO_CONFIGURATION)?.text ?? "";

/** Scripts of plain data, written in every way that the grammar has. */
const PLAIN = [
  "var config = { a: 1, 'b': \"x\", 3: [true, null, -2.5, `t`], };",
  '"use strict";\nvar config = {};\nconfig.e2ee = { disabled: false };\nconfig["e2ee"]["disabled"] = true;',
  "var config = { a: 1, a: { b: 2 }, a: 3 }",
  "var config = { a: 1 }; var config = { b: 2 };;",
  "var config = {}; config = { c: 0x10, d: 1e3, e: .5, f: 1_000, g: 0b11, h: 0o17, i: 017, j: -0 };",
  "\ufeffvar config = { a: 1 };",
  "// a comment\u2028var config = { a: 2 };",
  "/* var config = { a: 1 }; */ var config = { a: '\\u0041\\x42\\103\\\n' };",
  "var config = { a: '\u2028' };",
  "var config = { \\u0061: 1, ünïcode: 'ä', if: 2, toString: 'x', hasOwnProperty: 1, constructor: [] };",
  "var config = {};\r\nconfig.p2p = {};\rconfig.p2p.enabled = false",
  "var config = 'only text'",
  "var config = { a: 1 }\n--> a comment of Annex B\n",
];

/** Scripts that are more than data: whatever they leave, a doubt is said. */
const NOT_PLAIN: readonly (readonly [string, string])[] = [
  ["computes", "var config = { a: 1 + 1 };"],
  ["begins with a hashbang", "#!/usr/bin/env node\nvar config = { a: 1 };"],
  ["builds a name", 'var config = {}; config["e2" + "ee"] = { disabled: true };'],
  ["takes a value away", "var config = { a: 1 }; delete config.a;"],
  ["loops", "var config = {}; for (var i = 0; i < 3; i += 1) config.a = i;"],
  ["sets what is inherited by its name", "var config = { __proto__: { disabled: true } };"],
  ["sets what is inherited by assigning", 'var config = {}; config["__proto__"] = { disabled: true };'],
  ["changes what all objects inherit", "var config = {}; config.constructor.prototype.disabled = true;"],
  ["changes what a list is", "var config = { a: [1] }; config.a.length = 0;"],
  ["has a getter", "var config = { get a() { return 1; } };"],
  ["calls eval", 'var config = {}; eval("config.a = 1");'],
  ["calls eval by another name", 'var config = {}; (0, eval)("config.a = 1");'],
  ["makes a function of text", 'var config = {}; Function("config.a = 1")();'],
  ["works within an object", "var config = {}; with (config) { a = 1; }"],
  ["has a label", "var config = {}; a: { config.b = 1; break a; }"],
  ["waits for a promise", "var config = {}; Promise.resolve().then(() => { config.late = true; });"],
  ["hides behind a proxy", "var config = new Proxy({}, { get: () => true });"],
  ["turns itself into a value", "var config = { a: { [Symbol.toPrimitive]: () => 1 } };"],
  ["defines a property", 'var config = {}; Object.defineProperty(config, "a", { value: 1 });'],
  ["names a hidden property", "var config = {}; Object.assign(config, JSON.parse('{\"a\":1}'));"],
  ["copies another object", "var config = { ...{ a: 1 } };"],
  ["adds to a list", "var config = { a: [] }; config.a.push(1);"],
  ["puts a part of a list in place", "var config = { a: [1] }; config.a[0] = 2;"],
  ["has a list with a hole", "var config = { a: [1, , 2] };"],
  ["has a template with a hole", "var config = { a: `${1}` };"],
  ["has a tagged template", "var config = { a: String.raw`x` };"],
  ["has a pattern", "var config = { a: /x/ };"],
  ["has a big integer", "var config = { a: 1n };"],
  ["has a number without end", "var config = { a: 1e999 };"],
  ["sets a value only if", "var config = {}; config.a ||= 1;"],
  ["sets two at once", "var config = {}; config.a = config.b = 1;"],
  ["defines something beside", "var config = {}; var other = 1;"],
  ["defines a function beside", "var config = {}; function fetch() {}"],
  ["hides a name of the browser", "const RTCRtpScriptTransform = undefined; var config = {};"],
  ["declares it as a constant", "const config = { a: 1 };"],
  ["takes it apart", "var { config } = { config: { a: 1 } };"],
  ["assigns before it defines", "config = { a: 1 }; var config;"],
  ["reaches the global object", "var config = {}; globalThis.config = { a: 1 };"],
  ["reaches the window", "var config = {}; window.config = { a: 1 };"],
  ["digs into what is not there", "var config = {}; config.a.b = 1;"],
];

describe("a script of plain data", () => {
  for (const text of PLAIN) {
    it(`means what it means to V8: ${JSON.stringify(text).slice(0, 60)}`, () => {
      const { value, doubts } = read(text);
      assert.deepEqual(doubts, []);
      assert.deepEqual(value, inV8(text)?.value);
    });
  }

  it("gives the line of each value, the last that counts", () => {
    const { lineOf } = read("var config = {\n  a: 1,\n  b: {\n    c: 1,\n    c: 2\n  }\n};\n\nconfig.a = 3;");
    assert.deepEqual([["a"], ["b", "c"], ["b", "d"], ["x"]].map(lineOf), [9, 5, 3, 1]);
  });

  it("is told apart from one that ends the page's own script", () => {
    for (const text of ["</script>", "<SCRIPT", "<!--#include -->"])
      assert.match(read(`var config = {};\n// ${text}`).said, /The page takes this script in/);
    assert.equal(read("var config = {};\n// </script>").doubts[0]?.line, 2);
    assert.deepEqual(read("var config = { a: 1 };\n<!-- config.a = 2;").value, { a: 1 });
  });

  it("says nothing about the rendered files", () => {
    for (const { text, path } of RENDERED) {
      const name = path === VIDEO_CONFIGURATION ? "config" : "interfaceConfig";
      const { value, doubts } = readScript({ path, text }, name);
      assert.deepEqual(doubts, []);
      assert.deepEqual(value.value, inV8(text, name)?.value);
    }
  });
});

describe("a script that is more than data", () => {
  for (const [what, text] of NOT_PLAIN) {
    it(`is a doubt where it ${what}`, () => {
      assert.equal(plainScript(text, "config").kind, "other");
    });
  }

  it("is run all the same, so that rules can name the harm, and the doubt says where", () => {
    const { value, doubts, said } = read(
      'var config = { a: [1, { b: "x" }], u: undefined };\nconfig["e2" + "ee"] = { disabled: !config.x };',
    );
    assert.deepEqual(value, { a: [1, { b: "x" }], e2ee: { disabled: true } });
    assert.match(said, /can't be told for certain, since a value is computed/);
    assert.equal(doubts[0]?.line, 1);
  });

  it("runs what the script left for later", () => {
    assert.deepEqual(read("var config = {}; Promise.resolve().then(() => { config.late = true; });").value, {
      late: true,
    });
  });

  it("has nothing where the script defines nothing", () => {
    assert.equal(read("").value, undefined);
  });

  const doubtful: readonly (readonly [string, string, RegExp])[] = [
    [
      "asks whether there is a document",
      'var config = {}; if (typeof document !== "undefined") config.x = 1;',
      /asks the browser for document/,
    ],
    [
      "asks by a way around",
      'var config = {}; if (new Function("return this")().chrome) config.x = 1;',
      /asks the browser for chrome/,
    ],
    ["asks the clock", "var config = { a: Date.now() };", /could not run/],
    ["hides a name of the browser", "const RTCRtpScriptTransform = undefined; var config = {};", /can't run twice/],
    ["replaces a function of the browser", "var config = {}; function fetch() {}", /defines fetch beside config/],
    [
      "changes what every object inherits",
      "Object.prototype.disabled = true; var config = {};",
      /every object inherits/,
    ],
    ["hides a value", 'var config = {}; Object.defineProperty(config, "x", { value: 1 });', /computed or hidden/],
    ["inherits a value", "var config = { e2ee: Object.create({ disabled: true }) };", /inherits from another object/],
    ["never ends", "var config = {}; for (;;) {}", /longer/],
    ["never ends inside of a function of the language", "var config = {}; Array(4294967295).sort();", /longer/],
    ["takes all memory", 'var config = []; for (;;) config.push("x".repeat(100000));', /could not run/],
    ["is no JavaScript", "var config = {", /could not run/],
    ["is nested without end", "[".repeat(50_000), /could not run/],
  ];
  for (const [what, text, doubt] of doubtful) {
    it(`can't be told when it ${what}`, () => {
      assert.match(read(text).said, doubt);
    });
  }

  it("is not even parsed when it is far longer than a configuration", () => {
    assert.match(read(`var config = {};${" ".repeat(300_000)}`).said, /far longer/);
  });

  it("says on which line a script fails", () => {
    assert.ok(read("var config = {};\n\nconfig.a.b = 1;").doubts.every(({ line }) => line === 3));
  });
});

const key = fc.oneof(
  fc.constantFrom(
    "a",
    "e2ee",
    "disabled",
    "toString",
    "constructor",
    "length",
    "0",
    "7",
    "__proto__",
    "hasOwnProperty",
    "",
  ),
  fc.string({ unit: "binary", maxLength: 6 }),
);
const { data } = fc.letrec<{ data: unknown }>((tie) => ({
  data: fc.oneof(
    { depthSize: "small" },
    fc.constantFrom(true, false, null, 0, 1, -1.5, 1e21, 0.1),
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.array(tie("data"), { maxLength: 4 }),
    fc.dictionary(key, tie("data"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe("any text at all", () => {
  const sound = (text: string): void => {
    const plain = plainScript(text, "config");
    if (plain.kind === "other") return;
    const real = inV8(text);
    assert.deepEqual(plainOf(plain.located), real?.value, text);
    assert.deepEqual(real?.globals, ["config"], text);
  };

  it("that is plain data means to V8 what it means here", () => {
    const assignment = fc
      .tuple(fc.array(key, { minLength: 1, maxLength: 3 }), data)
      .map(
        ([keys, value]) =>
          `config${keys.map((name) => `[${JSON.stringify(name)}]`).join("")} = ${JSON.stringify(value)};`,
      );
    fc.assert(
      fc.property(data, fc.array(assignment, { maxLength: 3 }), (value, assignments) => {
        sound(`var config = ${JSON.stringify(value)};\n${assignments.join("\n")}`);
      }),
      { numRuns: 250 },
    );
  });

  it("made from ours by hostile hands is either understood or a doubt", () => {
    const piece = fc.constantFrom(
      ..."{ } [ ] ( ) , ; : . ... = => + - ! ~ ` ' \" \\ / // /* */ <!-- --> __proto__ var let const config this get set async eval new delete void in of if 0 1n \u2028 \ufeff \r #".split(
        " ",
      ),
      "\n",
      " ",
      "config.e2ee",
      '["__proto__"]',
      "${",
      "\\u{61}",
      ": true",
    );
    const edit = fc.tuple(fc.nat(CONFIG.length), fc.nat(12), piece);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        let text = CONFIG;
        for (const [start, cut, put] of edits) text = text.slice(0, start) + put + text.slice(start + cut);
        sound(text);
      }),
      { numRuns: 300 },
    );
  });

  it("never makes the reader throw", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        sound(text);
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 60 }), (text) => {
        assert.ok(read(text).doubts.length > 0);
      }),
      { numRuns: 3 },
    );
  });

  it("that the interpreter runs gives it the value that the reading by itself gives", () => {
    fc.assert(
      fc.property(data, (value) => {
        const text = `var config = ${JSON.stringify(value)};`;
        const plain = read(text);
        if (plain.doubts.length > 0) return;
        assert.deepEqual(read(`${text} void 0;`).value, plain.value);
      }),
      { numRuns: 4 },
    );
  });
});

describe("in a real browser", { skip: CHROMIUM === undefined && "needs Debian's chromium" }, () => {
  let browser: Browser;
  before(async () => {
    browser = await chromium.launch({
      ...(CHROMIUM === undefined ? {} : { executablePath: CHROMIUM }),
      args: ["--no-sandbox"],
    });
  });
  after(async () => {
    await browser.close();
  });

  it("each script has the value that was read, or was a doubt", async () => {
    const page = await browser.newPage();
    const url = "http://127.0.0.1:9/";
    const scripts = [CONFIG, ...PLAIN, ...NOT_PLAIN.map(([, text]) => text)];
    let text = "";
    await page.route(url, (route) =>
      route.fulfill({
        contentType: "text/html; charset=utf-8",
        body: '<meta charset="utf-8"><script src="/config.js"></script>',
      }),
    );
    await page.route(`${url}config.js`, (route) =>
      route.fulfill({ contentType: "text/javascript; charset=utf-8", body: text }),
    );
    for (const script of scripts) {
      text = script;
      await page.goto(url);
      const plain = plainScript(script, "config");
      assert.equal(plain.kind === "plain", script === CONFIG || PLAIN.includes(script), script);
      if (plain.kind !== "plain") continue;
      const json = await page.evaluate("JSON.stringify(window.config)");
      assert.deepEqual(plainOf(plain.located), JSON.parse(String(json)), script);
    }
  });

  it("a script taken into the page ends where it was said to end", async () => {
    const page = await browser.newPage();
    const body = (script: string): string => `<meta charset="utf-8"><script>${script}</script><p>`;
    const seen = async (script: string): Promise<unknown> => {
      await page.setContent(body(script));
      return page.evaluate("[window.config?.a ?? null, document.querySelectorAll('script').length]");
    };
    assert.deepEqual(await seen('var config = { a: "\\u003c/script>" };'), ["</script>", 1]);
    assert.deepEqual(await seen("var config = { a: 1 }; // </script><script>config.a = 2;"), [2, 2]);
  });
});
