import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { ENTRY } from "../../../policies/configuration.ts";
import { readHocon } from "../../../policies/readers/hocon.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CANNOT_ASK_TYPESAFE_CONFIG, typesafeConfig, type TypesafeConfig } from "./typesafe-config/typesafe-config.ts";

const RENDERED = render(CLINIC)
  .files.filter(({ path }) => path === ENTRY.jicofo || path === ENTRY.videobridge)
  .map(({ path, text }) => ({ path, text }));

/** Documents that our reader must understand: other spellings that people use. */
const UNDERSTOOD: readonly string[] = [
  ...["a = 1", "a=1", "a : 1", "a: 1", "a:1", "{a:1}", "{ a : 1 }", "{\n a = 1\n}\n", "\n\na = 1\n\n", '{"a":1}'],
  ...['"a" = 1', 'a = "x"', "a = x", 'a = """x"""', 'a = """x\ny"""', 'a = """"x""""', "a = x y z", "a = x  y"],
  ...["a = x # c", "a = x // c", "# c\na = x", "// c\na = x", "a = x // c\r\n", "a = x\r\nb = y\r\n", "a = # c\n x"],
  ...["a = true", "a = false", "a = null", "a = yes", "a = on", "a = True", "a = 0", "a = -1", "a = 1.5", "a = 1.50"],
  ...["a = 1e3", "a = 10 seconds", "a = 10s", "a = 1 minute", "a = 10MB", "a = 50 %", "a = 1.0 x", "a = true x"],
  ...["a = 127.0.0.1", "a = a.b.c", "a = a/b/c", "a = -x", "a = x-y_z", "a = (x)", "a = <x>", "a = é", "a = 'x'"],
  ...["a { b = 1 }", "a { b : 1, c : 2 }", "a {\n b = 1\n c = 2\n}", "a { b { c = 1 } }", "a.b.c = 1", 'a."b.c" = 1'],
  ...["a = { b = 1 }", "a : { b = 1 }", "a =\n{ b = 1 }", "a {}", "a = {}", "a = []", "a = [ ]", "a = [\n]", "a {\n}"],
  ...["a = [1]", "a = [1, 2]", "a = [1\n2]", "a = [1,\n2,\n]", "a = [1, 2,]", "a = [x y, z]", "a = [[1], [2]]"],
  ...["a = [{b = 1}, {b = 2}]", "a = [1] [2]", "a = [1][2]", "a = {b = 1} {c = 2}", "a = {b = 1}{b = 2}"],
  ...["a = 1\na = 2", "a.b = 1\na.c = 2", "a { b = 1 }\na { c = 2 }", "a.b = 1\na = 2", "a = 2\na.b = 1"],
  ...["a = [1]\na += 2", "a = [1]\na += 2\na += 3", "a = [1]\na += [2]", "a = [1]\na = ${a} [2]", "a = 1, b = 2"],
  ...["b = 1\na = ${b}", "a = ${b}\nb = 1", "a = ${b}\nb = 1\nb = 2", "b = x\na = ${b}y", "b = x\na = ${b} y"],
  ...[
    "b { x = 1 }\na = ${b} { y = 2 }",
    "b { x = 1 }\na = ${b}\na { x = 2 }",
    "b { x = 1 }\na = ${b.x}",
    "b = [1]\na = ${b} [2]",
  ],
  ...[
    'a = "x" y',
    'a = "x" "y"',
    'a = "x""y"',
    'a = x"y"',
    'a = "\\u0041\\n\\t\\"\\\\"',
    'a = "#x"',
    'a = "${b}"',
    'a = "//x"',
  ],
  ...[
    "a = 1,\nb = 2",
    "a = 1\n,b = 2",
    "a { b = 1, }",
    "{ a = 1, }",
    "a-b = 1",
    "a_b = 1",
    "1 = x",
    "a = /x",
    "",
    " ",
    "# c",
  ],
  ...["a = x\n\n\n# c\n\nb = y", "a\n= 1", "a\n{ b = 1 }", "a =1,b=2", "a = trueish", "a = nullx", '"" = 1', 'a = ""'],
];

/** Documents that Typesafe Config takes in a way of its own, refuses, or that bring something from elsewhere. */
const ODD: readonly string[] = [
  ...['include "x"', 'include file("x")', 'include classpath("x")', 'include url("x")', 'include required(file("x"))'],
  ...[
    "a = ${x}",
    "a = ${?x}",
    "a = ${?HOME}",
    "a += 1",
    "a = ${?a} [1]",
    "a = ${a}",
    "a = ${b}\nb = ${a}",
    "a = ${a.b}",
  ],
  ...["a.b = ${a}", "a = {b = ${a}}", "a = 01", "a = 1.", "a = -01", "a = .5", "a = 99999999999999999999", "a = 1e999"],
  ...[
    "a = 1,,b = 2",
    ",a = 1",
    "a = [,1]",
    "a = [1,,2]",
    "a = 1 b = 2",
    "a = [1 2]",
    "a b = 1",
    "a . b = 1",
    "a. b = 1",
  ],
  ...[
    ".a = 1",
    "a. = 1",
    "a..b = 1",
    "a = @x",
    "a = x@y",
    "a = http://x",
    "a = x:y",
    "a = *",
    "a = \\",
    "a = x&y",
    "a = `x`",
  ],
  ...[
    'a = "x',
    "a = {",
    "a = }",
    "a = [",
    "a = ]",
    "a",
    "a =",
    "= 1",
    "[1]",
    "a = 1 }",
    "{ a = 1",
    "{a:1}{b:2}",
    "a {} {}",
  ],
  ...[
    'a = "\t"',
    'a = "x\ny"',
    'a = "\\x"',
    'a = "\\u12"',
    "a = ${",
    "a = ${}",
    'b = 1\na = ${"b"}',
    "b = 1\na = ${ b }",
  ],
  ...[
    "a = [1] x",
    "a = {} x",
    "a = {} []",
    "a = [] {}",
    'a = {"0": x} [y]',
    "a = [{b += 1}]",
    "a\u00a0= 1",
    "a = x\u00a0y",
  ],
  ...[
    "\ufeffa = 1",
    "a = x\u0000y",
    "a = x\u001cy",
    "a = x\u0085y",
    "a = 1.0\nb = ${a}x",
    "a = [1]\na = [${a}]",
    "__proto__ = 1",
  ],
  ...["a = {b = 0}${c}\nc = []\nc = {d = 1}", "a = ${c}\na = {b = 1}\nc = x", "__proto__ { x = 1 }\nb = ${__proto__}"],
];

describe("the HOCON reader beside Typesafe Config itself", { skip: CANNOT_ASK_TYPESAFE_CONFIG }, () => {
  let typesafe: TypesafeConfig;
  before(async () => {
    typesafe = await typesafeConfig();
  });
  after(() => {
    typesafe.stop();
  });

  /** Whether the reader doubts; fails where it gives another value than Typesafe Config does. */
  async function isDoubted(text: string): Promise<boolean> {
    const ours = readHocon({ path: "/a.conf", text });
    if (ours.doubts.length > 0) return true;
    const real = await typesafe.ask(text);
    // What the program refuses, it never runs with.
    if ("value" in real) {
      const value: unknown = JSON.parse(JSON.stringify(ours.value.value));
      assert.ok(
        isDeepStrictEqual(value, real.value),
        `${JSON.stringify(text)}: ${JSON.stringify(value)}, to the program ${JSON.stringify(real.value)}`,
      );
    }
    return false;
  }

  for (const { path, text } of RENDERED) {
    it(`reads ${path} as the program does`, async () => {
      assert.equal(await isDoubted(text), false);
    });
  }

  it(`reads ${UNDERSTOOD.length} spellings as the program does`, async () => {
    const doubted: string[] = [];
    for (const text of UNDERSTOOD) {
      assert.ok("value" in (await typesafe.ask(text)), `the program refuses ${JSON.stringify(text)}`);
      if (await isDoubted(text)) doubted.push(text);
    }
    assert.deepEqual(doubted, []);
  });

  it(`reads ${ODD.length} odd documents as the program does, or doubts`, async () => {
    for (const text of ODD) await isDoubted(text);
  });

  it("reads whatever a generator writes as the program does, or doubts", async () => {
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(hocon(), async (text) => {
        if (!(await isDoubted(text))) understood += 1;
      }),
      { numRuns: 4000 },
    );
    assert.ok(understood > 400, `only ${understood} were understood, so little was shown`);
  });
});

describe("the HOCON reader with whatever there may be in a file", () => {
  it("never throws and comes to an end", () => {
    fc.assert(
      fc.property(fc.oneof(hocon(), fc.string({ unit: "binary", maxLength: 200 }), damaged()), (text) => {
        const started = process.cpuUsage();
        readHocon({ path: "/a.conf", text });
        return process.cpuUsage(started).user < 1_000_000;
      }),
      { numRuns: 3000 },
    );
  });

  it("doubts references that multiply, nesting without end and joined text without end", () => {
    const doubling = [
      "a0 = xxxxxxxxxx",
      ...Array.from({ length: 40 }, (_, index) => `a${index + 1} = \${a${index}}\${a${index}}`),
    ];
    for (const text of [doubling.join("\n"), "a = [".repeat(100), "a { ".repeat(5000), `a = ${"[".repeat(5000)}`]) {
      assert.notDeepEqual(readHocon({ path: "/a.conf", text }).doubts, []);
    }
  });
});

/** A rendered file with one piece taken out, doubled or overwritten. */
function damaged(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...RENDERED), fc.nat(), fc.nat({ max: 12 }), fc.string({ maxLength: 4 }))
    .map(([{ text }, place, length, put]) => {
      const start = place % text.length;
      return text.slice(0, start) + put + text.slice(start + length);
    });
}

/** Documents made of what HOCON has, with few keys, so that settings meet. */
function hocon(): fc.Arbitrary<string> {
  const mostly = (usual: readonly string[], seldom: readonly string[]) =>
    fc.oneof(
      { weight: 30, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...seldom) },
    );
  const key = mostly(
    ["a", "b", "c", "a.b", "b.c", "a.b.c"],
    ['"a"', '"a.b"', "a b", "1.5", "include", "__proto__", '""', ".a"],
  );
  const word = mostly(
    ["1", "0", "1.5", "1.0", "1e3", "x", "yes", "true", "trueish", "null", "10s", "127.0.0.1", '"x"', '""', '"""t"""'],
    ["01", "1.", "-", "10 s", "x//y", "*", "a:b", "-0", "5%", "&", '"""a\nb"""', '"\\x"', '"${a}"'],
  );
  const reference = mostly(["${a}", "${b}", "${?a}", "${a.b}", "${c}", "${b.c}"], ["${?z}", '${"a"}', "${ a }"]);
  const between = fc.constantFrom(", ", "\n", ",\n", "\n  ");
  const value = fc.letrec<{ value: string; field: string }>((tie) => ({
    value: fc.oneof(
      { depthSize: "small" },
      word,
      reference,
      fc.tuple(fc.array(tie("value"), { maxLength: 3 }), between).map(([items, sign]) => `[${items.join(sign)}]`),
      fc.tuple(fc.array(tie("field"), { maxLength: 3 }), between).map(([fields, sign]) => `{${fields.join(sign)}}`),
      fc.tuple(tie("value"), fc.constantFrom(" ", "", "  "), tie("value")).map((parts) => parts.join("")),
    ),
    field: fc
      .tuple(key, fc.constantFrom(" = ", "=", ": ", " += ", "\n=", "=\n", " = #c\n"), tie("value"))
      .map((parts) => parts.join("")),
  }));
  return fc
    .tuple(
      fc.array(value.field, { minLength: 1, maxLength: 5 }),
      fc.constantFrom("\n", ", ", "\n\n", " # c\n", "\r\n"),
      fc.constantFrom<readonly [string, string]>(["", ""], ["{", "}"], ["\n", "\n"]),
    )
    .map(([fields, sign, [open, close]]) => `${open}${fields.join(sign)}${close}`);
}
