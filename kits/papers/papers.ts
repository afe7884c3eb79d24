import type { KitPart } from "../part.ts";
import { BEFORE_A_SESSION } from "./before-a-session.ts";
import { GUESTS_WORDS, STAFF_WORDS } from "./words.ts";
import { WORKING_HERE } from "./working-here.ts";

/** For whoever is invited. */
export const guestsPapers: KitPart = {
  name: "papers/guests",
  words: GUESTS_WORDS,
  declare: () => ({ kind: "papers", papers: [BEFORE_A_SESSION] }),
};

/** For whoever works in the practice. */
export const staffPapers: KitPart = {
  name: "papers/staff",
  words: STAFF_WORDS,
  declare: () => ({ kind: "papers", papers: [WORKING_HERE] }),
};
