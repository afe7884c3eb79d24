import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { lawOf, type WholeLaw } from "../../../clinic/law/law.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";
import { PROFESSIONS, STANDS_IN_FOR_PAYER, STANDS_IN_FOR_PROFESSION } from "../../../clinic/law/records.ts";
import { lawIn } from "../../../kits/papers/law-in.ts";
import { DE } from "../../../kits/papers/law/de.ts";
import { ES } from "../../../kits/papers/law/es.ts";
import { FR } from "../../../kits/papers/law/fr.ts";

const TABLES = { de: DE, fr: FR, es: ES };

/** Each law that one jurisdiction can give. */
const LAWS: readonly WholeLaw[] = Object.keys(JURISDICTIONS).flatMap((jurisdiction) =>
  [undefined, ...PROFESSIONS].flatMap((profession) =>
    ([["private"], ["public"], ["private", "public"]] as const).flatMap((payers) =>
      [true, false].map((hipaaCovered) => {
        const law: PracticeLaw = { jurisdiction, payers, hipaaCovered };
        return lawOf(profession === undefined ? law : { ...law, profession });
      }),
    ),
  ),
);

/** Every text within a value, each once. */
function textsIn(value: unknown): Set<string> {
  if (typeof value === "string") return new Set([value]);
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(Object.values(value).flatMap((inner) => [...textsIn(inner)]));
}

const ENGLISH = textsIn(LAWS.map((law) => lawIn("en", law)));

describe("the law in each language", () => {
  for (const [language, table] of Object.entries(TABLES)) {
    it(`has every text in ${language}, and none that no law has`, () => {
      for (const law of LAWS) assert.ok(lawIn(language as keyof typeof TABLES, law).places.length > 0);
      assert.deepEqual(
        Object.keys(table).filter(
          (text) => !ENGLISH.has(text) && ![STANDS_IN_FOR_PAYER, STANDS_IN_FOR_PROFESSION].includes(text),
        ),
        [],
      );
      assert.deepEqual(
        Object.entries(table).filter(([, text]) => text.trim() !== text || text === ""),
        [],
      );
    });

    it(`says the same numbers in ${language} as in English`, () => {
      const numbers = (text: string) => new Set(text.match(/\d+/g));
      for (const [english, text] of Object.entries(table)) assert.deepEqual(numbers(text), numbers(english), text);
    });

    it(`keeps numbers, days, codes and sureness in ${language}`, () => {
      const plain = (value: unknown): unknown =>
        JSON.parse(
          JSON.stringify(value, (key, inner: unknown) =>
            ["name", "from", "ask", "tell", "when", "about", "rule", "text", "where"].includes(key) ? undefined : inner,
          ),
        );
      for (const law of LAWS) {
        assert.deepEqual(plain(lawIn(language as keyof typeof TABLES, law)), plain(lawIn("en", law)));
      }
    });
  }

  it("has the same texts in each", () => {
    assert.deepEqual(Object.keys(FR).toSorted(), Object.keys(DE).toSorted());
    assert.deepEqual(Object.keys(ES).toSorted(), Object.keys(DE).toSorted());
  });

  it("reads within a sentence", () => {
    const law = lawOf({ jurisdiction: "UK", hipaaCovered: false });
    const [de, en] = [lawIn("de", law), lawIn("en", law)];
    assert.equal(en.records.keep.from, "from the end of the work");
    assert.equal(de.records.keep.from, "ab dem Ende der Zusammenarbeit");
    assert.match(en.records.keep.ask ?? "", /^Ask your lawyer or your professional body whether .*\.$/);
    assert.match(de.records.keep.ask ?? "", /^Fragen Sie Ihren Anwalt .*\.$/);
    assert.deepEqual(de.places, [{ code: "UK", name: "Vereinigtes Königreich" }]);
    assert.equal(de.limits.find(({ data }) => data === "backups")?.name, "Sicherungskopien");
  });

  it("says of another profession's source that it stands in, and leaves a statute as it is", () => {
    const law = lawOf({ jurisdiction: "CA-QC", profession: "coach", hipaaCovered: false });
    const source = lawIn("fr", law).records.keep.source.text;
    assert.match(source, /^personne n'a recherché le délai de cette profession, .* : C-26, r\. 221/);
    const both = lawOf({ jurisdiction: "AU-QLD", profession: "coach", payers: ["public"], hipaaCovered: false });
    assert.match(
      lawIn("es", both).records.keep.source.text,
      /^nadie ha consultado el plazo de lo que pagan .*: nadie ha consultado el plazo de esta profesión; .*: ninguna ley;/,
    );
    const own = lawOf({ jurisdiction: "US-PA", profession: "psychologist", hipaaCovered: false });
    assert.equal(lawIn("fr", own).records.keep.source.text, "49 Pa. Code § 41.57(d)");
  });

  it("is refused where a text has no translation", () => {
    const law = lawOf({ jurisdiction: "DE", hipaaCovered: false });
    const unknown = { ...law, places: [{ code: "ZZ", name: "Nowhere" }] };
    assert.throws(() => lawIn("de", unknown), /"Nowhere" has no translation into de/);
  });
});
