import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { languageOf } from "../../../desk/pages/language.ts";
import { consentVersion } from "../../../desk/pages/guest/wording.ts";
import { wordsIn } from "../../../desk/pages/words.ts";
import { LANGUAGES } from "../../../desk/settings.ts";

describe("A visitor's language", () => {
  it("is the first one wished that the desk speaks", () => {
    const cases = [
      ["de-AT,de;q=0.9,en;q=0.8", "de"],
      ["en;q=0.2, fr;q=0.9", "fr"],
      ["pt-BR, es;q=0.5", "es"],
      ["nl, pl", "en"],
      ["de;q=0, fr;q=0.1", "fr"],
      ["", "en"],
      [";;;,=,q=", "en"],
      [undefined, "en"],
    ] as const;
    for (const [header, due] of cases) assert.equal(languageOf(header, "en"), due, header);
  });
});

describe("The desk's words", () => {
  /** Every text of a language, with where it stands. */
  const texts = (value: unknown, path = ""): readonly (readonly [string, string])[] => {
    if (typeof value === "string") return [[path, value]];
    if (typeof value === "function")
      return [[path, String((value as (one: unknown, other: unknown) => unknown)(7, 7))]]; // numbers and names alike are written out
    return Object.entries(value ?? {}).flatMap(([key, inner]) => texts(inner, `${path}.${key}`));
  };

  it("are all there, and are no other language's", () => {
    const english = new Map(texts(wordsIn("en")));
    for (const language of LANGUAGES) {
      const all = texts(wordsIn(language));
      assert.deepEqual(
        all.map(([path]) => path),
        [...english.keys()],
        language,
      );
      for (const [path, text] of all) {
        assert.ok(text.trim() !== "" && text === text.trim(), `${language}${path} has words`);
        const same = language !== "en" && text.split(" ").length > 2 && text === english.get(path);
        assert.ok(!same, `${language}${path} is still English: ${text}`);
      }
    }
  });

  it("tell nothing of what is met for", () => {
    const telling =
      /\b(?:patient|clinic|therap|health|doctor|medic|praxis|arzt|ärzt|gesund|klinik|cabinet|médecin|santé|soin|consulta|médic|salud|paciente)/i;
    for (const language of LANGUAGES) {
      for (const [path, text] of texts(wordsIn(language))) assert.doesNotMatch(text, telling, `${language}${path}`);
    }
  });

  it("make another version of the consent with each change of what was shown", () => {
    const en = wordsIn("en");
    const versions = new Set(LANGUAGES.map((language) => consentVersion(wordsIn(language))));
    assert.equal(versions.size, LANGUAGES.length);
    const changes = [
      { ...en, consent: { ...en.consent, agree: "I agree." } },
      { ...en, consent: { ...en.consent, wording: en.consent.wording.slice(1) } },
      { ...en, encryption: { ...en.encryption, no: "Nothing." } },
    ];
    for (const changed of changes) assert.notEqual(consentVersion(changed), consentVersion(en));
    assert.equal(consentVersion({ ...en, signIn: { ...en.signIn, title: "Hello" } }), consentVersion(en));
  });
});
