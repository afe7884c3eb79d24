import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { BEFORE_A_SESSION } from "../../../kits/papers/before-a-session.ts";
import { LANGUAGES } from "../../../kits/words.ts";
import { BARE, DISTINCT, GERMAN, under } from "./guests-practices.ts";
import { htmlOf, textOf } from "./staff-paper.ts";

describe("the paper on what to look at before a session", () => {
  it("tells where the link has to lead, whom to call and after how long, in each language", () => {
    for (const language of LANGUAGES) {
      const text = textOf(BEFORE_A_SESSION, under(DISTINCT, GERMAN), language);
      for (const value of [`https://${DISTINCT.names.desk}/`, "+49 30 5550 1234", "112", "0800 111 0 111"])
        assert.ok(text.includes(value), `${language}: ${value}`);
      assert.match(text, /5\s(?:minutes|Minuten|minutos)/, language);
      assert.ok(!text.includes(DISTINCT.names.video), language);
    }
  });

  it("leads to the room itself where there is no desk, and leaves a line for a phone that nobody named", () => {
    for (const language of LANGUAGES) {
      const html = htmlOf(BEFORE_A_SESSION, under(BARE, GERMAN), language);
      assert.ok(html.includes(`https://${BARE.names.video}/`), language);
      assert.ok(!html.includes(BARE.names.desk), language);
      const blanks = (page: string): number => page.split('class="blank"').length - 1;
      assert.equal(blanks(html), blanks(htmlOf(BEFORE_A_SESSION, under(DISTINCT, GERMAN), language)) + 1, language);
    }
  });
});
