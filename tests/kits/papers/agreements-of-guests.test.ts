import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { lawOf } from "../../../clinic/law/law.ts";
import type { PracticeLaw } from "../../../clinic/law/practice-law.ts";
import { AGREEMENT_TO_A_RECORDING } from "../../../kits/papers/agreement-to-a-recording.ts";
import { HOW_WE_STAY_IN_TOUCH } from "../../../kits/papers/how-we-stay-in-touch.ts";
import { lawIn } from "../../../kits/papers/law-in.ts";
import { MEETING_BY_VIDEO } from "../../../kits/papers/meeting-by-video.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { BARE, DISTINCT, GERMAN, under } from "./guests-practices.ts";
import { htmlOf, textOf } from "./staff-paper.ts";

const STATUTORY: PracticeLaw = { ...GERMAN, payers: ["private", "public"] };
const EVERY_LAW = Object.keys(JURISDICTIONS).flatMap((jurisdiction): readonly PracticeLaw[] => [
  { jurisdiction, hipaaCovered: false },
  { jurisdiction, hipaaCovered: false, payers: ["private", "public"] },
]);
const TWO_PLACES: PracticeLaw = { jurisdiction: "AU-NSW", also: ["UK"], hipaaCovered: false };

describe("the agreement to sessions by video", () => {
  it("prints none of the rules that tell the practice what to do, of any place, whoever pays", () => {
    for (const law of EVERY_LAW)
      for (const language of LANGUAGES) {
        const text = textOf(MEETING_BY_VIDEO, under(DISTINCT, law), language);
        for (const { rule } of lawIn(language, lawOf(law)).consent)
          assert.ok(!text.includes(rule), `${law.jurisdiction} in ${language}: ${rule}`);
      }
  });

  it("says on which device, and for how long, the page of a link takes the agreement back", () => {
    const bounded = /on the device on which you agreed, and as long as the link counts/;
    assert.match(textOf(MEETING_BY_VIDEO, under(DISTINCT, GERMAN), "en"), bounded);
    assert.doesNotMatch(textOf(MEETING_BY_VIDEO, under(BARE, GERMAN), "en"), bounded);
  });

  it("says how long the proof of it stays where a desk keeps one", () => {
    const kept = { en: "10 years", de: "10 Jahre", fr: "10 ans", es: "10 años" };
    for (const language of LANGUAGES) {
      assert.ok(textOf(MEETING_BY_VIDEO, under(DISTINCT, GERMAN), language).includes(kept[language]), language);
      assert.ok(!textOf(MEETING_BY_VIDEO, under(BARE, GERMAN), language).includes(kept[language]), language);
    }
  });

  it("tells of a public insurer's rules where one pays", () => {
    const [alone, both] = [GERMAN, STATUTORY].map((law) => textOf(MEETING_BY_VIDEO, under(DISTINCT, law), "en"));
    assert.match(both ?? "", /public insurer/);
    assert.match(both ?? "", /We record nothing\. /);
    assert.match(alone ?? "", /We record nothing, unless everyone there has signed/);
    assert.doesNotMatch(alone ?? "public insurer", /public insurer/);
  });
});

describe("the agreement to a recording", () => {
  it("stands alone: everybody agrees, it can be taken back, and both answers can be ticked", () => {
    for (const language of LANGUAGES) {
      const practice = under(DISTINCT, TWO_PLACES);
      const text = textOf(AGREEMENT_TO_A_RECORDING, practice, language);
      const { consent, recording } = lawIn(language, lawOf(TWO_PLACES));
      assert.ok(text.includes(recording.rule), language);
      for (const { rule } of consent) assert.ok(!text.includes(rule), rule);
      assert.equal(htmlOf(AGREEMENT_TO_A_RECORDING, practice, language).split('class="sign"').length - 1, 5, language);
    }
  });

  it("says where recording in secret is a crime only for Germany, with where that stands", () => {
    for (const language of LANGUAGES) {
      assert.match(textOf(AGREEMENT_TO_A_RECORDING, under(DISTINCT, GERMAN), language), /§ 201 StGB/, language);
      const elsewhere = textOf(AGREEMENT_TO_A_RECORDING, under(DISTINCT, TWO_PLACES), language);
      assert.doesNotMatch(elsewhere, /Germany|Deutschland|Allemagne|Alemania|StGB/, language);
    }
  });

  it("says that nobody may record what Germany's statutory insurers pay for", () => {
    const notes = (law: PracticeLaw): number =>
      htmlOf(AGREEMENT_TO_A_RECORDING, under(DISTINCT, law), "de").split('class="note"').length - 1;
    assert.equal(notes(STATUTORY), notes(GERMAN) + 1);
    assert.equal(notes({ ...TWO_PLACES, payers: ["public"] }), notes(GERMAN));
  });
});

describe("the paper on how to stay in touch", () => {
  it("prints the practice's ways and the stack file's days in each language", () => {
    for (const language of LANGUAGES) {
      const text = textOf(HOW_WE_STAY_IN_TOUCH, under(DISTINCT, GERMAN), language);
      for (const value of [
        `https://${DISTINCT.names.messaging}/`,
        "+49 30 5550 1234",
        "hello@quiet-harbour.example",
        "Harbour Lane 1, 10115 Berlin",
        "133",
        "71",
        "10",
        "112",
      ])
        assert.ok(text.includes(value), `${language}: ${value}`);
    }
  });

  it("names no messages, no links and no mail with links where there are none", () => {
    for (const language of LANGUAGES) {
      const text = textOf(HOW_WE_STAY_IN_TOUCH, under(BARE, GERMAN), language);
      assert.ok(!text.includes(BARE.names.messaging), language);
      assert.doesNotMatch(text, /\blinks?\b|liens?\b(?! avec)|enlaces?\b/i, language);
    }
  });
});
