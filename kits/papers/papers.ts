import type { KitPart } from "../part.ts";
import { AGREEMENT_TO_A_RECORDING } from "./agreement-to-a-recording.ts";
import { BEFORE_A_SESSION } from "./before-a-session.ts";
import { HOW_WE_STAY_IN_TOUCH } from "./how-we-stay-in-touch.ts";
import { MEETING_BY_VIDEO } from "./meeting-by-video.ts";
import { TRAINING_EACH_YEAR } from "./training-each-year.ts";
import { WHAT_IS_IN_PLACE } from "./what-is-in-place.ts";
import { WHEN_SOMETHING_HAPPENS } from "./when-something-happens.ts";
import { WHEN_THE_LINE_FAILS } from "./when-the-line-fails.ts";
import { GUESTS_WORDS, STAFF_WORDS } from "./words.ts";
import { WORKING_HERE } from "./working-here.ts";
import { YOUR_PRIVACY } from "./your-privacy.ts";

/** For whoever is invited. */
export const guestsPapers: KitPart = {
  name: "papers/guests",
  words: GUESTS_WORDS,
  declare: () => ({
    kind: "papers",
    papers: [BEFORE_A_SESSION, YOUR_PRIVACY, MEETING_BY_VIDEO, AGREEMENT_TO_A_RECORDING, HOW_WE_STAY_IN_TOUCH],
  }),
};

/** For whoever works in the practice. */
export const staffPapers: KitPart = {
  name: "papers/staff",
  words: STAFF_WORDS,
  declare: () => ({
    kind: "papers",
    papers: [WORKING_HERE, TRAINING_EACH_YEAR, WHEN_SOMETHING_HAPPENS, WHEN_THE_LINE_FAILS, WHAT_IS_IN_PLACE],
  }),
};
