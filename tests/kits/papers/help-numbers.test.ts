import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { JURISDICTIONS } from "../../../clinic/law/jurisdictions.ts";
import { lawOf } from "../../../clinic/law/law.ts";
import { helpNumbers } from "../../../kits/papers/help-numbers.ts";
import { lawIn } from "../../../kits/papers/law-in.ts";
import { LANGUAGES } from "../../../kits/words.ts";

describe("the numbers to call", () => {
  it("are those of every place of the practice, its seat's first, with what each is", () => {
    const law = lawOf({ jurisdiction: "AU-NSW", also: ["DE"], hipaaCovered: false });
    assert.deepEqual(helpNumbers(lawIn("de", law), "de"), [
      { number: "000", about: "Notruf (New South Wales)" },
      { number: "13 11 14", about: "zum Reden: Lifeline (New South Wales)" },
      { number: "112", about: "Notruf (Deutschland)" },
      { number: "0800 111 0 111", about: "zum Reden: TelefonSeelsorge (Deutschland)" },
    ]);
  });

  it("say in which part of the place a line is to be had, where that is not all of it", () => {
    const law = lawOf({ jurisdiction: "UK", hipaaCovered: false });
    assert.deepEqual(helpNumbers(lawIn("de", law), "de"), [
      { number: "999", about: "Notruf (Vereinigtes Königreich)" },
      { number: "116 123", about: "zum Reden: Samaritans (Vereinigtes Königreich)" },
      { number: "111", about: "zum Reden: NHS 111, mental health option (England, Schottland und Wales)" },
      { number: "0808 808 8000", about: "zum Reden: Lifeline (Nordirland)" },
    ]);
  });

  it("leave out each that nobody has seen written down, and no other", () => {
    for (const jurisdiction of Object.keys(JURISDICTIONS)) {
      const law = lawOf({ jurisdiction, hipaaCovered: false });
      const known = law.emergencies
        .flatMap(({ emergency, crisisLines }) => [emergency, ...crisisLines])
        .filter(({ source }) => source.sureness !== "unread");
      for (const language of LANGUAGES)
        assert.deepEqual(
          helpNumbers(lawIn(language, law), language).map(({ number }) => number),
          known.map(({ number }) => number),
          jurisdiction,
        );
    }
  });
});
