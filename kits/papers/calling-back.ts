/**
 * Minutes after which the practice calls whoever a broken line has kept away: our choice, no law's. Long enough to open a link again, short enough
 * that nobody is left alone.
 */
export const MINUTES_UNTIL_CALL = 5;
