// The pages in place of a call, each to be had without its cause.
import { showInstead } from "../../../guard/instead.ts";
import type { Refusal } from "../../../guard/refusal.ts";
import { wordsFor } from "../../../guard/words.ts";

Object.assign(window, {
  show: (refusal: Refusal, language: string) => {
    showInstead(refusal, wordsFor([language]));
  },
});
