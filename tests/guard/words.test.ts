import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { browserKind } from "../../guard/browser-kind.ts";
import { removalFor } from "../../guard/refusal.ts";
import { wordsFor, type Words } from "../../guard/words.ts";

const LANGUAGES = ["en", "de", "fr", "es"];

/** Every text, by where it stands; functions with a name put in. */
function textsOf(value: unknown, path: string): readonly (readonly [string, string])[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value === "function") return [[path, String((value as (name: string) => unknown)("B. K."))]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => textsOf(one, `${path}.${key}`));
}

describe("the guard's words", () => {
  it("come in the first language that the browser wants and the guard speaks, else in English", () => {
    const language = (...preferred: string[]): string => wordsFor(preferred).language;
    assert.equal(language("de-AT"), "de");
    assert.equal(language("nl", "FR-ca", "en"), "fr");
    assert.equal(language("es-419"), "es");
    assert.equal(language("nl"), "en");
    assert.equal(language("esx", "dev"), "en");
    assert.equal(language(), "en");
  });

  it("say everything in every language, each in its own words", () => {
    const all = LANGUAGES.map((tag) => new Map(textsOf(wordsFor([tag]), "")));
    const [english] = all;
    assert.ok(english && english.size > 40);
    for (const texts of all) {
      assert.deepEqual([...texts.keys()], [...english.keys()]);
      for (const [path, text] of texts) assert.notEqual(text.trim(), "", path);
    }
    for (const path of english.keys()) {
      if (path.startsWith(".browsers.")) continue;
      assert.equal(new Set(all.map((texts) => texts.get(path))).size, LANGUAGES.length, path);
    }
  });

  it("promise nothing for phones of Apple and name no browser that can't", () => {
    for (const tag of LANGUAGES) {
      const words: Words = wordsFor([tag]);
      assert.doesNotMatch(words.browsers.join(), /Safari|Firefox|iPhone|iPad|iOS/);
      assert.match(words.refusals["apple-mobile"].text, /iPhone.*iPad.*Android/);
    }
  });

  it("say of what hosts are told too nothing that is true for guests alone", () => {
    // Who invited you: a host was invited by nobody, and has no link but the appointment.
    const leads = { en: /if you lead/i, de: /wenn Sie das Gespräch leiten/i, fr: /si vous dirigez/i, es: /si dirige/i };
    for (const [tag, text] of Object.entries(leads)) {
      const { refusals } = wordsFor([tag]);
      assert.doesNotMatch(refusals["room-ended"].text, /invit|eingeladen/);
      for (const word of ["room-moved", "time-over"] as const) assert.match(refusals[word].text, text);
    }
    assert.match(wordsFor(["en"]).refusals["time-over"].text, /^Please open your link again/);
  });

  it("tell removals by the word before the colon alone", () => {
    assert.equal(removalFor("encryption-required: whatever"), "removed-unencrypted");
    assert.equal(removalFor("time-over"), "time-over");
    assert.equal(removalFor("token-expired: x"), "time-over");
    assert.equal(removalFor("replaced: x"), "replaced");
    assert.equal(removalFor("meeting-over: x"), "meeting-over");
    for (const word of ["room-ended", "room-moved", "link-taken-back", "consent-taken-back"])
      assert.equal(removalFor(`${word}: x`), word);
    for (const other of ["", "You have been kicked.", "time-over2", " time-over", "toString: x", undefined, 7, null]) {
      assert.equal(removalFor(other), undefined, String(other));
    }
  });
});

describe("a kind of browser", () => {
  const kinds: readonly (readonly [string, string, number, string])[] = [
    [
      "Safari on an iPhone",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15",
      5,
      "apple-mobile",
    ],
    [
      "Chrome on an iPhone",
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) CriOS/140.0 Mobile",
      5,
      "apple-mobile",
    ],
    [
      "Safari on an iPad",
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/18.1 Safari/605.1.15",
      5,
      "apple-mobile",
    ],
    ["Chrome on a Mac", "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/140.0.0.0", 0, "other"],
    [
      "an app on Android",
      "Mozilla/5.0 (Linux; Android 15; Pixel 8 Build/X; wv) Version/4.0 Chrome/140",
      5,
      "inside-an-app",
    ],
    ["Chrome on Android", "Mozilla/5.0 (Linux; Android 10; K) Chrome/140.0.0.0 Mobile", 5, "other"],
    ["Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", 0, "other"],
    ["Chrome on a laptop with a touch screen", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140", 10, "other"],
  ];
  for (const [name, userAgent, touchPoints, kind] of kinds) {
    it(`is ${kind} for ${name}`, () => {
      assert.equal(browserKind(userAgent, touchPoints), kind);
    });
  }
});
