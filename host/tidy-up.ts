import type { Release } from "../render/release.ts";
import { endJournal } from "./journal.ts";
import type { Places } from "./places.ts";
import { ownedPaths } from "./releases.ts";
import { dropStaged } from "./staging.ts";
import { forgetOriginalsBut } from "./switch.ts";

/**
 * Takes away what was laid aside for the other way, once a change counts.
 *
 * @param folder in which it was staged, beside the releases
 */
export function tidyUp(places: Places, release: Release, folder: string): void {
  dropStaged(places, folder);
  endJournal(places);
  // Last, because it alone needs room.
  forgetOriginalsBut(places, ownedPaths(release));
}
