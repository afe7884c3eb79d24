import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { floatsIn, lineAt, offsetOf } from "../../../policies/readers/located.ts";
import { locateYaml, readYaml } from "../../../policies/readers/yaml.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { CANNOT_ASK_PYYAML, pyYaml, type PyYaml } from "./pyyaml/pyyaml.ts";

const RENDERED = render(CLINIC).files.filter(({ format }) => format === "yaml");

function read(text: string) {
  return readYaml({ path: "/a.yaml", text });
}

/** Documents that our reader must understand: other spellings that people use. */
const UNDERSTOOD: readonly string[] = [
  ...[
    "a: 1",
    "a: 1\n",
    "---\na: 1\n",
    "---\na: 1\n...\n",
    "# c\na: 1 # c\n",
    "a:   1",
    "'a': 1",
    '"a": 1',
    "\n\na: 1\n\n",
  ],
  ...["a: yes", "a: off", "a: True", "a: FALSE", "a: on", "a: No", "a: 'yes'", 'a: "no"', "a: y", "a: n", "a: tRUE"],
  ...["a: ~", "a: null", "a:", "a: Null", "a: 'null'", "a: nULL", "a: 0", "a: -1", "a: +5", "a: 1.5", "a: .5", "a: 1."],
  ...["a: 1e3", "a: 1.5e3", "a: 1.5e+3", "a: 10d", "a: 50M", "a: 127.0.0.1", "a: ::1", "a: '::1'", "a: -x", "a: 08"],
  ...["a: b c", "a: b:c", "a: http://b", "a: b#c", "a: 'it''s'", 'a: "x\\n\\t\\u00e9"', "a: b\n  c\n", "a: 'b\n  c'"],
  ...["a: |\n  b\n  c\n", "a: >\n  b\n  c\n", "a: |-\n  b\n", "a: >-\n  b\n\n  c\n", "a: |+\n  b\n\n", "a: '@@x@@'"],
  ...[
    "a: []",
    "a: [1]",
    "a: [b, c]",
    "a: ['b', \"c\"]",
    "a: [b,\n  c]",
    "a: [b, ]",
    "a:\n  - b\n  - c\n",
    "a:\n- b\n- c\n",
  ],
  ...[
    "a: {}",
    "a: {b: 1}",
    "a: {b: 1, c: 2}",
    "a: { 'b': 1 }",
    'a: {"b": 1}',
    "a:\n  b: 1\n  c: 2\n",
    "a:\n    b:\n      c: 1\n",
  ],
  ...[
    "a:\n  - b: 1\n    c: 2\n  - b: 3\n",
    "a:\n- b: 1\n  c: 2\n",
    "a:\n  -\n    b: 1\n",
    "- 1\n- 2\n",
    "a: [{b: 1}, {c: 2}]",
  ],
  ...[
    "a: &x 1\nb: *x\n",
    "a: &x {b: 1}\nc: *x\n",
    "a: &x {b: 1}\nc: {<<: *x, d: 2}\n",
    "a: &x\n  b: 1\nc:\n  <<: *x\n  b: 2\n",
  ],
  ...[
    "a: 1\r\nb: 2\r\n",
    "a: é",
    "a: 'ü'",
    "a b: 1",
    "a-b: 1",
    "a.b: 1",
    "{a: 1}",
    "{\"a\": 1,\n 'b': 2}",
    "",
    "# c\n",
  ],
];

/** Documents in which programs differ from what a reader may think. */
const DOUBTED: readonly (readonly [string, string])[] = [
  ["a key stands twice", "a: 1\nb: 2\na: 3"],
  ["a key stands twice in two spellings", 'a: 1\n"a": 3'],
  ["a key stands twice inside", "x:\n  - a: 1\n    a: 2"],
  ["a number has base 8", "a: 0644"],
  ["a number has base 16", "a: 0x1f"],
  ["a number has base 2", "a: 0b11"],
  ["a number has base 60", "a: 1:30"],
  ["a number has underscores", "a: 1_000"],
  ["a number is infinite", "a: .inf"],
  ["a value is a date", "a: 2026-01-01"],
  ["a value is a tag's", "a: !!int '1'"],
  ["a tag would run a program", "a: !!python/object:os.system x"],
  ["a key is a boolean", "yes: 1"],
  ["a key is a number", "1: x"],
  ["a key is a list", "? [a]\n: 1"],
  ["a key means a prototype", "__proto__: {a: 1}"],
  ["a second document follows", "a: 1\n---\nb: 2"],
  ["a directive stands above", "%YAML 1.2\n---\na: 1"],
  ["a tab indents", "a:\n\tb: 1"],
  ["another program's line break hides a line", "a: 1 # x\u2028b: 2"],
  ["a carriage return hides a line", "a: 1 # x\rb: 2"],
  ["a byte order mark comes first", "\ufeffa: 1"],
  ["an alias stands for nothing", "a: *x"],
  ["aliases multiply", bombed()],
  ["it is nested without end", "a: " + "[".repeat(300) + "]".repeat(300)],
  ["a merge brings no map", "a: &x [1]\nb: {<<: *x}"],
  ["the last text has no end", "a: |\n  b"],
];

function bombed(): string {
  const rows = Array.from(
    { length: 9 },
    (_, row) => `a${row + 1}: &a${row + 1} [${Array(9).fill(`*a${row}`).join(", ")}]`,
  );
  return ["a0: &a0 x", ...rows].join("\n");
}

describe("the YAML reader", () => {
  for (const [what, text] of DOUBTED) {
    it(`can't tell when ${what}`, () => {
      assert.match(read(text).doubts[0]?.what ?? "", /^.{20,}\.?$/s);
    });
  }

  it("knows the line of each key, and of what is wrong", () => {
    const text = "a: 1\n\nb:\n  # c\n  c: 2\n";
    const { value } = locateYaml({ path: "/a.yaml", text });
    assert.ok(value !== undefined);
    const lines = [["a"], ["b"], ["b", "c"], ["z"]].map((keys) => lineAt(text, offsetOf(value, keys)));
    assert.deepEqual(lines, [1, 3, 5, 1]);
    assert.equal(read("a: 1\n\na: 2").doubts[0]?.line, 3);
    assert.equal(read("a: 1\nb: 2\nc: 0644").doubts[0]?.line, 3);
  });

  it("knows where PyYAML makes a float of a number, also of a whole one", () => {
    const text = "a: 1.0\nb: [1, 2., '3.0']\nc: {d: 1.5e+3, e: 1.5e3, f: x}\ng: &g .5\nh: *g\ni: 7\n";
    const { value } = locateYaml({ path: "/a.yaml", text });
    assert.ok(value !== undefined);
    assert.deepEqual(
      floatsIn(value).map((keys) => keys.join(".")),
      ["a", "b.1", "c.d", "g", "h"],
    );
  });

  it("never throws and comes to an end, whatever there may be in a file", () => {
    const damaged = fc
      .tuple(fc.constantFrom(...RENDERED), fc.nat(), fc.nat({ max: 9 }), fc.string({ maxLength: 3 }))
      .map(([{ text }, place, length, put]) => {
        const start = place % text.length;
        return text.slice(0, start) + put + text.slice(start + length);
      });
    fc.assert(
      fc.property(fc.oneof(yaml(), fc.string({ unit: "binary", maxLength: 200 }), damaged), (text) => {
        const started = process.cpuUsage();
        read(text);
        return process.cpuUsage(started).user < 2_000_000;
      }),
      { numRuns: 1000 },
    );
  });
});

describe("the YAML reader beside PyYAML itself", { skip: CANNOT_ASK_PYYAML }, () => {
  let real: PyYaml;
  before(() => {
    real = pyYaml();
  });
  after(() => {
    real.stop();
  });

  /** Whether the reader doubts; fails where it gives another value than PyYAML does. */
  async function isDoubted(text: string): Promise<boolean> {
    const ours = read(text);
    if (ours.doubts.length > 0) return true;
    const answer = await real.ask(text);
    // What the program refuses, it never runs with.
    if ("value" in answer) {
      assert.ok(
        isDeepStrictEqual(JSON.parse(JSON.stringify(ours.value)), answer.value),
        `${JSON.stringify(text)}: ${JSON.stringify(ours.value)}, to the program ${JSON.stringify(answer.value)}`,
      );
    }
    return false;
  }

  it("reads every rendered file as the program does", async () => {
    assert.ok(RENDERED.length >= 2);
    for (const { text } of RENDERED) assert.equal(await isDoubted(text), false);
  });

  it(`reads ${UNDERSTOOD.length} spellings as the program does`, async () => {
    const doubted: string[] = [];
    for (const text of UNDERSTOOD) {
      assert.ok("value" in (await real.ask(text)), `the program refuses ${JSON.stringify(text)}`);
      if (await isDoubted(text)) doubted.push(text);
    }
    assert.deepEqual(doubted, []);
  });

  it("reads whatever a generator writes as the program does, or doubts", async () => {
    let understood = 0;
    await fc.assert(
      fc.asyncProperty(yaml(), async (text) => {
        if (!(await isDoubted(text))) understood += 1;
      }),
      { numRuns: 5000 },
    );
    assert.ok(understood > 500, `only ${understood} were understood, so little was shown`);
  });
});

/** Documents made of what YAML has, and of what its readers disagree about. */
function yaml(): fc.Arbitrary<string> {
  const usual = [
    "x",
    "1",
    "true",
    "yes",
    "off",
    "null",
    "1.5",
    "'a b'",
    '"x"',
    "a b",
    "0",
    "",
    "~",
    "[a, b]",
    "{a: 1}",
  ];
  const odd = [
    ...[
      "- a",
      "? b",
      ": c",
      "@x",
      "!x y",
      "&a x",
      "*a",
      "|\n  x",
      "x:",
      "x :",
      "x: y",
      "[a:b]",
      "{a:1}",
      "{a}",
      "'it''s'",
    ],
    ...[
      "'a\n  b'",
      "a\n  b",
      "x #c",
      "x#c",
      ">-\n  x\n  y",
      "...",
      "<<",
      "=",
      "012",
      "1_000",
      "1:30",
      "1e3",
      "+1",
      "-0",
    ],
    ...[
      "1.",
      "y",
      "oN",
      "0o17",
      "09.5",
      '"\\x41"',
      '"\\/"',
      '"\\z"',
      "'",
      "a,b",
      "[a, b",
      "]",
      "a]",
      "a{",
      "\t",
      "a: b: c",
    ],
  ];
  const scalar = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...usual) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
  const key = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom("a", "b", "c", "d", '"e"', "f-g") },
    { weight: 1, arbitrary: fc.constantFrom("1", "yes", "<<", "? a", "a b", "*a", "&x a", "", "- a", "é") },
  );
  const indented = (text: string, by: number) => text.replace(/^(?=.)/gm, " ".repeat(by));
  const tree = fc.letrec<{ map: string; list: string; after: string }>((tie) => ({
    map: fc
      .array(fc.tuple(key, fc.constantFrom(":", ":", ":", " :"), tie("after")), { minLength: 1, maxLength: 4 })
      .map((fields) => fields.map((parts) => parts.join("")).join("\n")),
    list: fc
      .array(tie("after"), { minLength: 1, maxLength: 3 })
      .map((items) => items.map((item) => `-${item}`).join("\n")),
    after: fc.oneof(
      { depthSize: "small" },
      { weight: 5, arbitrary: scalar.map((text) => ` ${text}`) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(fc.constantFrom("", "", " &a", " # c"), tie("map"), fc.constantFrom(1, 2, 4))
          .map(([mark, text, by]) => `${mark}\n${indented(text, by)}`),
      },
      {
        weight: 1,
        arbitrary: fc.tuple(tie("list"), fc.constantFrom(0, 2)).map(([text, by]) => `\n${indented(text, by)}`),
      },
      {
        weight: 1,
        arbitrary: fc.constantFrom(" *a", " {<<: *a}", " {x: 1, <<: *a}", " [*a, b, ]", " {a: [1,2], 'b':3}"),
      },
    ),
  }));
  const around = fc.constantFrom("", "", "---\n", "# c\n");
  return fc
    .tuple(around, tree.map, fc.constantFrom("", "\n", "\n...\n", "\n---\nb: 1\n", "\r\n"))
    .map((parts) => parts.join(""));
}
