import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { aptSetting, readAptSettings, readAptSources } from "../../../policies/readers/apt.ts";
import { render } from "../../../render/render.ts";
import { CLINIC } from "../../fixtures/clinic.ts";
import { BASE_PROGRAMS, CANNOT_RUN_DEBIAN, debianWith, type Debianland } from "../../services/debian-programs.ts";

const PARTS = "/etc/apt/apt.conf.d/";
const SOURCES = "/etc/apt/sources.list.d/";

function settingsOf(text: string) {
  return readAptSettings([{ path: `${PARTS}10a`, text }]);
}

function pairs(text: string): readonly string[] {
  const { value, doubts } = settingsOf(text);
  assert.deepEqual(doubts, []);
  return value.map(({ key, value: found }) => `${key} ${found}`);
}

describe("apt's settings", () => {
  it("are the last that are said, in any case, in blocks or not", () => {
    const { value, doubts } = readAptSettings([
      { path: "/etc/apt/apt.conf", text: 'A::b "main";' },
      { path: `${PARTS}20b`, text: 'a { B "two"; C "three" }' },
      { path: `${PARTS}10a`, text: 'A::B "one";\nA::D 4;' },
      { path: `${PARTS}30.disabled`, text: 'A::B "never";' },
    ]);
    assert.deepEqual(doubts, []);
    assert.equal(aptSetting(value, "a::b")?.value, "main");
    assert.equal(aptSetting(value, "a::c")?.value, "three");
    assert.equal(aptSetting(value, "a::d")?.line, 2);
  });

  it("know three kinds of comments, and signs in quotes that are none", () => {
    assert.deepEqual(pairs('// no\nA "x // y # z"; # no\n/* B "1";\n C "2"; */ D /* e */ "3"; //'), [
      "a x // y # z",
      "d 3",
    ]);
  });

  it("add up in lists, and are cleared with all that lies below", () => {
    assert.deepEqual(pairs('L { "a"; "b c"; };\nL:: "d";\nM "1"; M::N "2";\n#clear M;\n#clear l; // again\nL:: "e";'), [
      "l:: e",
    ]);
  });

  it("are read where another file of the release is included", () => {
    const files = [
      { path: `${PARTS}10a`, text: '#include "/etc/apt/more";\n' },
      { path: "/etc/apt/more", text: 'A "1";' },
    ];
    assert.equal(aptSetting(readAptSettings(files).value, "a")?.path, "/etc/apt/more");
  });

  const untold = [
    '#include "/etc/apt/elsewhere";',
    '#include "/etc/apt/apt.conf.d/10a";',
    '#x-apt-configure-index "/x";',
    "A { #clear B; };",
    'A "1',
    'A "%41";',
    'A "1" "2";',
    '{ B "1"; };',
    'A "1"',
    "Lonely;",
    "/* open",
  ];
  for (const text of untold) {
    it(`can't be told from ${text}`, () => {
      assert.notDeepEqual(settingsOf(text).doubts, []);
    });
  }

  it("are read, or doubted, whatever the text is", () => {
    const part = fc.constantFrom(
      "#clear",
      "#include",
      "A::B",
      '"x"',
      "{",
      "}",
      ";",
      "//",
      "/*",
      "*/",
      "#",
      "\n",
      " ",
      '"',
      "::",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 60 }), (parts) => {
        for (const { line } of settingsOf(parts.join("")).value) assert.ok(line >= 1);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("apt's sources", () => {
  const sourcesOf = (name: string, text: string) => readAptSources([{ path: `${SOURCES}${name}`, text }]);

  it("are stanzas, whose fields know no case and go on where a line begins with a blank", () => {
    const { value, doubts } = sourcesOf(
      "a.sources",
      "# x\nTypes: deb deb-src\nURIS: https://a.example/d\nSuites: one\n two\nComponents: main\n# y\nSigned-By:\n /k.gpg\n\n\nTypes: deb\nURIs: https://b.example\nSuites: ./\nEnabled: no\n",
    );
    assert.deepEqual(doubts, []);
    assert.deepEqual(
      value.map(({ type, uri, suite, components, line }) => [type, uri, suite, components.join(), line]),
      [
        ["deb", "https://a.example/d", "one", "main", 2],
        ["deb", "https://a.example/d", "two", "main", 2],
        ["deb-src", "https://a.example/d", "one", "main", 2],
        ["deb-src", "https://a.example/d", "two", "main", 2],
      ],
    );
    assert.deepEqual(value[0]?.options.get("signed-by"), { value: "/k.gpg", line: 8 });
  });

  it("are lines with options in brackets", () => {
    const { value, doubts } = sourcesOf(
      "a.list",
      "deb [ signed-by=/k Trusted=yes ] http://a.example one main contrib # x\n#deb b c d\n",
    );
    assert.deepEqual(doubts, []);
    assert.deepEqual([value[0]?.suite, value[0]?.components], ["one", ["main", "contrib"]]);
    assert.equal(value[0]?.options.get("trusted")?.value, "yes");
  });

  it("are not looked for in files that apt passes over", () => {
    assert.deepEqual(sourcesOf("a.list.save", "deb http://a.example one main").value, []);
    assert.deepEqual(sourcesOf(".a.list", "deb http://a.example one main").value, []);
  });

  const untold: readonly (readonly [string, string])[] = [
    ["a.list", "deb http://a.example"],
    ["a.list", "rpm http://a.example one main"],
    ["a.list", 'deb "http://a.example" one main'],
    ["a.list", "deb [trusted] http://a.example one main"],
    ["a.list", "deb [trusted=no trusted=yes] http://a.example one main"],
    ["a.sources", "Types: deb\nSuites: one\n"],
    ["a.sources", "Types: deb\nURIs: http://a.example\nSuites: one\nTrusted: no\ntrusted: yes\n"],
    ["a.sources", " Types: deb\n"],
    ["a.sources", "Types deb\n"],
  ];
  for (const [name, text] of untold) {
    it(`can't be told from ${JSON.stringify(text)}`, () => {
      assert.notDeepEqual(sourcesOf(name, text).doubts, []);
    });
  }

  it("are read, or doubted, whatever the text is", () => {
    const part = fc.constantFrom(
      "Types:",
      "deb",
      "URIs:",
      "http://a.example",
      "[",
      "]",
      "=",
      "#",
      "\n",
      "\n ",
      " ",
      "Suites:",
    );
    fc.assert(
      fc.property(
        fc.constantFrom("a.list", "a.sources"),
        fc.array(fc.oneof(part, fc.string({ maxLength: 5 })), { maxLength: 50 }),
        (name, parts) => {
          for (const { uri } of sourcesOf(name, parts.join("")).value) assert.notEqual(uri, "");
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** Statements and what may stand between them, from which files are made. */
const statement = fc.constantFrom(
  ...[
    'Q::A "1";',
    'q::a "2";',
    "Q::B yes;",
    'Q { A "3"; };',
    'Q { "item"; "two words"; };',
    'Q:: "more";',
    "Q { C 4 }",
  ],
  ...[
    "#clear Q;",
    "#clear q::a;",
    'Q::N { M "5"; O { "deep" } };',
    'Q\n{\n A\n "6"\n;\n};',
    'Q::A "7" ; Q::B "8";',
    'Q "0";',
  ],
);
const between = fc.constantFrom("\n", " ", "// x\n", "# y\n", "/* z */", "/* two\nlines */\n", "\t", '// "\n', "\n\n");
const text = fc.array(fc.tuple(statement, between), { maxLength: 10 }).map((parts) => `${parts.flat().join("")}\n`);
const stanza = fc
  .tuple(
    fc.constantFrom("Types: deb", "types:deb-src", "Types: deb deb-src"),
    fc.constantFrom("URIs: https://a.example/x", "uris:\n https://b.example\n# note\n https://c.example/"),
    fc.constantFrom("Suites: one", "Suites: one two", "Suites: ./", "Suites: stable/ "),
    fc.constantFrom("Components: main", "Components: main\n contrib", "Components:", "X-Note: y"),
    fc.constantFrom(
      "Enabled: no",
      "Enabled: yes",
      "# note",
      "Signed-By: /k.gpg",
      "Languages: en",
      "\t odd",
      "Trusted: no",
    ),
  )
  .chain((lines) => fc.shuffledSubarray(lines, { minLength: 4, maxLength: 5 }))
  .map((lines) => lines.join("\n"));
const source = fc.array(stanza, { minLength: 1, maxLength: 3 }).map((stanzas) => `${stanzas.join("\n\n")}\n`);
const list = fc
  .tuple(
    fc.constantFrom("deb", "deb-src", "  deb"),
    fc.constantFrom("", "[arch=amd64]", "[ trusted=no lang=en ]"),
    fc.constantFrom("one main", "./", "two main x # y", "one"),
  )
  .map(([type, options, rest]) => `${type} ${options} https://d.example/z ${rest}\n`);

for (const debian of [13, 12] as const) {
  describe(`the readers against apt of Debian ${debian}`, { skip: CANNOT_RUN_DEBIAN, timeout: 300_000 }, () => {
    const texts = fc.sample(text, { numRuns: 80, seed: 11 });
    const sources = [
      ...fc.sample(source, { numRuns: 80, seed: 12 }).map((one) => ({ name: "a.sources", text: one })),
      ...fc.sample(list, { numRuns: 20, seed: 13 }).map((one) => ({ name: "a.list", text: one })),
      ...render(CLINIC)
        .files.filter(({ path }) => path.startsWith("/etc/stillroom/sources.list.d/"))
        .map((file) => ({ name: "a.sources", text: file.text })),
    ];
    let land: Debianland;
    before(async () => {
      land = await debianWith(
        debian,
        [
          ...texts.map((one, index) => ({ path: `/srv/c/${index}/10a`, text: one })),
          ...sources.map((one, index) => ({ path: `/srv/s/${index}/${one.name}`, text: one.text })),
        ],
        BASE_PROGRAMS,
      );
    });
    after(() => land.stop());

    it("say the same settings of 80 generated files, or doubt", async () => {
      const dump = texts.map((_, index) => `echo "== ${index}"; APT_CONFIG=/srv/c/${index}/10a apt-config dump 2>&1;`);
      const said = (await land.run(["sh", "-c", dump.join(" ")])).split(/^== .*\n/m).slice(1);
      let compared = 0;
      for (const [index, one] of texts.entries()) {
        const { value, doubts } = settingsOf(one);
        if (doubts.length > 0) continue;
        compared++;
        const theirs = (said[index] ?? "")
          .split("\n")
          .filter((line) => /^q(?:::| )/i.test(line))
          .map((line) => line.toLowerCase())
          // apt also prints names that have no value of their own.
          .filter((line) => !line.endsWith(' "";'));
        const last = value.filter(
          (setting) => setting.key.endsWith("::") || aptSetting(value, setting.key) === setting,
        );
        const ours = last.map(({ key, value: found }) => `${key} "${found}";`.toLowerCase());
        assert.deepEqual(ours.toSorted(), theirs.toSorted(), one);
      }
      assert.ok(compared > 50, `only ${compared} were compared`);
    });

    it("say the same sources of 100 generated files and of ours, or doubt", async () => {
      const ask = sources.map(
        (_, index) =>
          `echo "== ${index}"; apt-get --print-uris -o Dir::Etc::SourceList=/dev/null -o Dir::Etc::SourceParts=/srv/s/${index} update 2>&1;`,
      );
      const said = (await land.run(["sh", "-c", ask.join(" ")])).split(/^== .*\n/m).slice(1);
      let compared = 0;
      for (const [index, { name, text: one }] of sources.entries()) {
        const { value, doubts } = readAptSources([{ path: `${SOURCES}${name}`, text: one }]);
        if (doubts.length > 0 || said[index]?.startsWith("E: ") === true) continue;
        compared++;
        const theirs = [...(said[index] ?? "").matchAll(/^'([^']*)\/InRelease'/gm)].map(([, uri]) => uri);
        const ours = value.map(({ uri, suite }) =>
          suite.endsWith("/")
            ? `${uri.replace(/\/$/, "")}/${suite.replace(/\/$/, "")}`
            : `${uri.replace(/\/$/, "")}/dists/${suite}`,
        );
        assert.deepEqual([...new Set(ours)].toSorted(), [...new Set(theirs)].toSorted(), one);
      }
      assert.ok(compared > 20, `only ${compared} were compared`);
    });
  });
}
