import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LEXICONS } from "../../clinic/lexicon/index.ts";
import { tellingWords } from "../../clinic/neutral-names.ts";
import { INNOCENT } from "./names/innocent.ts";
import { DISGUISED, TELLING } from "./names/telling.ts";

const ALL_TELLING = Object.values(TELLING).flat();

describe("a name that tells", () => {
  it("is on a list long enough to mean something", () => {
    assert.ok(ALL_TELLING.length >= 150, String(ALL_TELLING.length));
    assert.ok(new Set(ALL_TELLING).size === ALL_TELLING.length);
  });

  for (const [language, names] of Object.entries(TELLING)) {
    it(`is found, ${language}`, () => {
      assert.deepEqual(
        names.filter((name) => tellingWords(name).length === 0),
        [],
      );
    });
  }

  it("is found in disguise", () => {
    assert.deepEqual(
      DISGUISED.filter((name) => tellingWords(name).length === 0),
      [],
    );
  });

  it("is told with the word, its language and its place", () => {
    assert.deepEqual(tellingWords("meet.quiet-praxis.example"), [{ word: "praxis", language: "de", at: 11 }]);
    assert.deepEqual(tellingWords("Quiet Clinic, patients"), [
      { word: "clinic", language: "en", at: 6 },
      { word: "patients", language: "en", at: 14 },
    ]);
    assert.deepEqual(tellingWords("the-rapist.example"), [{ word: "therapist", language: "en", at: 0 }]);
    assert.deepEqual(tellingWords("a.xn--rztehaus-zza.example"), [{ word: "arzte", language: "de", at: 2 }]);
  });

  it("is found wherever it stands in a longer name", () => {
    const harmless = fc.constantFrom("quiet", "harbour", "blue", "room", "north", "42");
    fc.assert(
      fc.property(
        harmless,
        fc.constantFrom("-", ".", " ", "_"),
        fc.constantFrom(...ALL_TELLING),
        (before, between, name) => {
          const found = tellingWords(`${before}${between}${name}`);
          assert.ok(found.length > 0);
          assert.ok(found.some(({ at }) => at >= before.length + 1));
        },
      ),
    );
  });

  it("is found in capitals, in full-width letters and with accents over it", () => {
    const ascii = ALL_TELLING.filter((name) => /^[a-z.-]+$/.test(name));
    const fullWidth = (name: string) =>
      name.replace(/[a-z]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0));
    const accented = (name: string) => name.replace(/[aeiou]/g, (letter) => `${letter}\u0301`);
    for (const name of ascii) {
      for (const disguise of [name.toUpperCase(), fullWidth(name), accented(name)]) {
        assert.ok(tellingWords(disguise).length > 0, disguise);
      }
    }
  });
});

describe("a name that does not tell", () => {
  it("is on a list long enough to mean something", () => {
    assert.ok(new Set(INNOCENT).size >= 150, String(INNOCENT.length));
    assert.ok(new Set(INNOCENT).size === INNOCENT.length);
  });

  it("is left alone", () => {
    assert.deepEqual(
      INNOCENT.map((name) => ({ name, found: tellingWords(name) })).filter(({ found }) => found.length > 0),
      [],
    );
  });
});

describe("any text at all", () => {
  it("is read without stumbling, and every place lies inside it", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), fc.webUrl(), fc.domain()), (text) => {
        for (const { at, word, language } of tellingWords(text)) {
          assert.ok(at >= 0 && at < text.length && word.length > 1 && language.length === 2);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is read in time that grows with its length", () => {
    const start = process.cpuUsage();
    tellingWords("a-".repeat(20_000));
    tellingWords("psy".repeat(10_000));
    tellingWords("1".repeat(20_000));
    const { user } = process.cpuUsage(start);
    assert.ok(user < 2_000_000, `${user} µs`);
  });
});

describe("the lexicons", () => {
  it("cover twelve languages", () => {
    assert.deepEqual(
      LEXICONS.map(({ language }) => language),
      ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "da", "sv", "no", "fi"],
    );
  });

  it("hold small letters only, each word once in its list", () => {
    for (const { language, anywhere, start, end, whole, innocent } of LEXICONS) {
      for (const list of [anywhere, start, end, whole, innocent]) {
        assert.equal(new Set(list).size, list.length, language);
        for (const word of list) assert.match(word, /^\p{Ll}{2,}$/u);
      }
    }
  });
});
