import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { LEXICONS } from "../../clinic/lexicon/index.ts";
import { OTHER_SCRIPTS } from "../../clinic/lexicon/other-scripts.ts";
import { explained, tellingWords } from "../../clinic/neutral-names.ts";
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
    const told = (name: string) => tellingWords(name).map(({ word, language, at, seen }) => [word, language, at, seen]);
    assert.deepEqual(told("meet.quiet-praxis.example"), [["praxis", "de", 11, "praxis"]]);
    assert.deepEqual(told("Quiet Clinic, patients"), [
      ["clinic", "en", 6, "Clinic"],
      ["patients", "en", 14, "patients"],
    ]);
    assert.deepEqual(told("the-rapist.example"), [["therapist", "en", 0, "the-rapist"]]);
    assert.deepEqual(told("my-cl1nic"), [["clinic", "en", 3, "cl1nic"]]);
    assert.deepEqual(told("thé\u0301ra\u200bpy-room"), [["therapy", "en", 0, "thé\u0301ra\u200bpy"]]);
    assert.deepEqual(told("a.xn--rztehaus-zza.example"), [["arztehaus", "de", 2, "xn--rztehaus-zza"]]);
    assert.deepEqual(told("quiet rnedical"), [["medical", "en", 6, "rnedical"]]);
    assert.deepEqual(told("drsmith"), [["dr", "en", 0, "dr"]]);
    assert.deepEqual(told("weaver-phd.example"), [["phd", "en", 7, "phd"]]);
    assert.deepEqual(told("autism.example"), [["autism", "en", 0, "autism"]]);
    assert.deepEqual(told("Haus der 心理"), [["心理", "zh", 9, "心理"]]);
    assert.deepEqual(told("תל אביב: טיפול"), [["טיפול", "he", 9, "טיפול"]]);
    assert.deepEqual(told("þsychology þerapy"), [
      ["psychology", "en", 0, "þsychology"],
      ["therapy", "en", 11, "þerapy"],
    ]);
    assert.deepEqual(told("th€rapy and €linic"), [
      ["therapy", "en", 0, "th€rapy"],
      ["clinic", "en", 12, "€linic"],
    ]);
  });

  it("is explained by what is read there, and by a name that would pass", () => {
    const sentence = (name: string) => tellingWords(name).map(explained).join("; ");
    assert.equal(
      sentence("patient-room"),
      '"patient" at character 1 (English); "patiently" would pass, where the letters are another word\'s',
    );
    assert.equal(sentence("my-cl1nic"), '"cl1nic", which reads "clinic", at character 4 (English)');
    assert.equal(
      sentence("quiet-care"),
      '"care" at character 7 (English); it tells as a word of its own and would pass inside a longer one',
    );
    assert.equal(
      sentence("zorghof"),
      '"zorg" at character 1 (Dutch); it tells at the start of a word and would pass inside one',
    );
    assert.equal(
      sentence("pferdegesund"),
      '"gesund" at character 7 (German); it tells at the end of a word and would pass inside one',
    );
    assert.equal(
      sentence("psy-cho-logy"),
      '"psy-cho-logy", which reads "psychology", at character 1 (English); its parts would pass apart from each other',
    );
    assert.equal(
      sentence("weaver-phd"),
      '"phd" at character 8 (English); a degree behind a name, which would pass by itself',
    );
    assert.equal(
      sentence("drsmith"),
      '"dr" at character 1 (English); a title before a name, while "drake" or "drummond" would pass',
    );
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
  it("cover fifteen languages, the stems that they share, two alphabets and five scripts", () => {
    assert.deepEqual(
      LEXICONS.map(({ language }) => language),
      ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "da", "sv", "no", "fi", "is", "cs", "hu", "la", "ru", "el"],
    );
    assert.deepEqual(
      OTHER_SCRIPTS.map(({ language }) => language),
      ["he", "ar", "zh", "ja", "ko"],
    );
  });

  it("hold small letters only, each word once in its list", () => {
    for (const { language, anywhere, start, end, whole, innocent } of LEXICONS) {
      for (const list of [anywhere, start, end, whole, innocent].map((words) => words.trim().split(/\s+/))) {
        assert.deepEqual(
          list.filter((word, index) => list.indexOf(word) !== index),
          [],
          language,
        );
        for (const word of list) assert.match(word, /^(?:\p{Ll}{2,})?$/u, language);
      }
    }
  });

  it("tell each of their own words", () => {
    for (const { language, anywhere, start, end, whole } of LEXICONS) {
      const words = [anywhere, start, end, whole].flatMap((list) => list.trim().split(/\s+/));
      assert.deepEqual(
        words.filter((word) => word !== "" && tellingWords(word).length === 0),
        [],
        language,
      );
    }
  });

  it("tell each word of another script in its own language", () => {
    for (const { language, words } of OTHER_SCRIPTS) {
      const list = words.trim().split(/\s+/);
      assert.ok(list.length >= 12, language);
      assert.equal(new Set(list).size, list.length, language);
      for (const word of list) {
        const found = tellingWords(`x ${word}`);
        assert.deepEqual([found[0]?.at, found.length > 0], [2, true], word);
        assert.ok(
          found.every(({ word: told }) => OTHER_SCRIPTS.some(({ words: all }) => all.includes(told))),
          word,
        );
      }
    }
  });

  it("leave each of their innocent words alone", () => {
    for (const { language, innocent } of LEXICONS) {
      assert.deepEqual(
        innocent.split(/\s+/).filter((word) => tellingWords(word).length > 0),
        [],
        language,
      );
    }
  });
});
