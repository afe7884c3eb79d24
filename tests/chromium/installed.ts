import { existsSync } from "node:fs";

/** Where this system's Chromium lies; undefined without one. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
  existsSync(path),
);

/** For `skip`: false, or why not. */
export const WITHOUT_CHROMIUM = CHROMIUM === undefined ? "needs Chromium" : false;
