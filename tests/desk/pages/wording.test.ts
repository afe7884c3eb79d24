import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { GuestView } from "../../../desk/appointments/waiting.ts";
import { meetingPage } from "../../../desk/pages/guest/meeting.ts";
import { consentVersion } from "../../../desk/pages/guest/wording.ts";
import { wordsIn, type Words } from "../../../desk/pages/words.ts";
import { deskOf } from "../../../desk/desk.ts";
import { LANGUAGES } from "../../../desk/settings.ts";
import postgres from "postgres";
import { SETTINGS, START } from "../desk-database.ts";

describe("The version of what is agreed to", () => {
  // Nothing is asked of it: it connects with the first query.
  const desk = deskOf(SETTINGS, postgres({ host: "/nonexistent" }), () => START);
  const site = { desk, style: "/s/style", script: "/s/script" };
  const view: GuestView = {
    ...{ kind: "guest", state: "ready", startsAt: START, minutes: 50, opensAt: START },
    ...{ revoked: false, consented: false, upcoming: [] },
  };

  /** What stands in the question and in what is told of encryption, as the guest's page shows it. */
  const asked = async (words: Words): Promise<string> => {
    const shown = String(await meetingPage({ site, words, zone: "UTC", path: "/v", token: "t", others: [] }, view, []));
    const sections = ["encryption-title", "consent-title"].map(
      (id) => new RegExp(`<section aria-labelledby="${id}">([\\s\\S]*?)</section>`).exec(shown)?.[1] ?? "",
    );
    // The version itself stands in a hidden field.
    return sections.join("").replaceAll(/value="[0-9a-f]{64}"/g, "");
  };

  for (const language of LANGUAGES) {
    it(`changes with every word that is shown with the question, and with no other, in ${language}`, async () => {
      const words = wordsIn(language);
      let counted = 0;
      for (const [part, texts] of [
        ["consent", textsOf(words.consent)],
        ["encryption", textsOf(words.encryption)],
        ["checklist", textsOf(words.checklist)],
        ["equipment", textsOf(words.equipment)],
      ] as const) {
        for (const path of texts) {
          const changed = { ...words, [part]: withAnother(words[part], path) };
          const isShown = (await asked(changed)) !== (await asked(words));
          const isCounted = consentVersion(changed) !== consentVersion(words);
          assert.equal(isCounted, isShown, `${part}.${path.join(".")}`);
          if (isCounted) counted += 1;
        }
      }
      assert.equal(counted, 7 + 1 + words.consent.wording.length + 2);
    });
  }

  it("differs where two texts change places", () => {
    const words = wordsIn("en");
    const { encryption } = words;
    const turned = { ...words, encryption: { ...encryption, yes: encryption.no, no: encryption.yes } };
    assert.notEqual(consentVersion(turned), consentVersion(words));
  });
});

/** Where the texts of a part stand. */
function textsOf(part: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof part === "string") return [path];
  if (typeof part !== "object" || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) => textsOf(value, [...path, name]));
}

/** The part with one text changed. */
function withAnother(part: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return `${String(part)}, changed`;
  if (Array.isArray(part))
    return part.map((value: unknown, index) => (`${index}` === name ? withAnother(value, rest) : value));
  return Object.fromEntries(
    Object.entries(part ?? {}).map(([key, value]) => [key, key === name ? withAnother(value, rest) : value]),
  );
}
