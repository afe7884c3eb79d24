import type { KitPart } from "../part.ts";
import { BEFORE_A_SESSION } from "./before-a-session.ts";
import { GUESTS_WORDS, STAFF_WORDS } from "./words.ts";
import { WHEN_THE_LINE_FAILS } from "./when-the-line-fails.ts";
import { WORKING_HERE } from "./working-here.ts";
import { YOUR_PRIVACY } from "./your-privacy.ts";

/** For whoever is invited. */
export const guestsPapers: KitPart = {
  name: "papers/guests",
  words: GUESTS_WORDS,
  declare: () => ({ kind: "papers", papers: [BEFORE_A_SESSION, YOUR_PRIVACY] }),
};

/** For whoever works in the practice. */
export const staffPapers: KitPart = {
  name: "papers/staff",
  words: STAFF_WORDS,
  declare: () => ({ kind: "papers", papers: [WORKING_HERE, WHEN_THE_LINE_FAILS] }),
};
