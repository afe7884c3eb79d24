import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Page } from "playwright-core";
import type { MailServer } from "../../../desk/settings.ts";
import { deskDatabase } from "../desk-database.ts";

import { CANNOT_SHOW_THE_DESK, deskInBrowser } from "./desk-in-browser.ts";
import { scenesOf, show } from "./scenes.ts";
import { siteOf } from "./visitor.ts";

// What WCAG 2.2 AA asks and axe can't see (w3.org/TR/WCAG22), on every page in every state.

const MAIL: MailServer = {
  ...{ server: "nobody.invalid", port: 465, encryption: "tls" },
  ...{ from: "rooms@quiet-harbour.example", user: "rooms" },
};

/** 1.4.12: nothing is lost with these. */
const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`;

/** 2.5.8: 24 pixels each way, but for links within a sentence and what the browser itself draws. */
const SMALL_TARGETS = `[...document.querySelectorAll("button, a[href], input:not([type=hidden]), select, summary")]
  .filter((one) => one.checkVisibility() && !one.matches(".skip, p a, li a:not(.button):only-child"))
  .filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; })
  .map((one) => one.outerHTML.slice(0, 120))`;

/** 1.4.10 and 1.4.12: what is wider than the page, or cut off by its own box; a table may be scrolled in its own. */
const CUT_OFF = `[document.documentElement, ...document.querySelectorAll("body *")]
  .filter((one) => one.checkVisibility() && !one.matches(".scrolls, input, select, select *, svg, svg *, video, meter"))
  .filter((one) => one.scrollWidth > one.clientWidth + 1 && (one === document.documentElement || getComputedStyle(one).overflowX !== "visible"))
  .map((one) => one.outerHTML.slice(0, 120))`;

/** 2.3.3 and what people ask their device for. */
const MOVING = `[...document.querySelectorAll("*")].flatMap((one) => [undefined, "::before", "::after"].map((part) => getComputedStyle(one, part)))
  .filter(({ animationName, transitionDuration }) => animationName !== "none" || transitionDuration !== "0s").length`;

/** 2.4.3, 2.4.7 and 2.4.11: goes through a page by Tab, and gives what is wrong with where the focus was. */
async function wrongFocus(page: Page): Promise<readonly string[]> {
  const wrong: string[] = [];
  await page.evaluate("document.activeElement?.blur(); globalThis.focused = [];");
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const found = await page.evaluate<string>(`(() => {
      const one = document.activeElement;
      if (one === null || one === document.body || focused.includes(one)) return "end";
      const { outlineStyle, outlineWidth } = getComputedStyle(one);
      const { top, bottom, left, right } = one.getBoundingClientRect();
      const last = focused.at(-1);
      focused.push(one);
      const name = one.outerHTML.slice(0, 120);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return "no outline: " + name;
      if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return "out of sight: " + name;
      if (last && !(last.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)) return "before its turn: " + name;
      return "";
    })()`);
    if (found === "end") break;
    if (found !== "") wrong.push(found);
  }
  return wrong;
}

describe("The desk for everybody", { skip: CANNOT_SHOW_THE_DESK }, () => {
  const database = deskDatabase();
  const browser = deskInBrowser();

  it("keeps targets large, text whole when it is spaced, the focus in sight and in order, and still who asks for stillness", async () => {
    const test = await database.open({ mail: MAIL });
    browser.serve(siteOf(test));
    // 1280 pixels at 400 %.
    const context = await browser.context({ language: "de", width: 320 });
    const faults: string[] = [];
    for (const scene of await scenesOf(test)) {
      const page = await show(context, scene);
      await page.emulateMedia({ reducedMotion: "reduce" });
      const note = (what: string, found: readonly string[]): void => {
        for (const one of found) faults.push(`${scene.name}: ${what}: ${one}`);
      };
      note("too small", await page.evaluate<string[]>(SMALL_TARGETS));
      note("focus", await wrongFocus(page));
      const moving = await page.evaluate<number>(MOVING);
      note("moves", moving === 0 ? [] : [String(moving)]);
      await page.emulateMedia({ forcedColors: "active" });
      note("focus in forced colours", await wrongFocus(page));
      // The policy lets no style element in.
      await page.evaluate(`document.adoptedStyleSheets = [new CSSStyleSheet()];
        document.adoptedStyleSheets[0].replaceSync(${JSON.stringify(SPACING)})`);
      note("cut off", await page.evaluate<string[]>(CUT_OFF));
      await page.close();
    }
    await context.close();
    assert.deepEqual(faults, []);
  });

  it("has a place for each message that comes without a new page, which screen readers follow from the start", async () => {
    const test = await database.open();
    browser.serve(siteOf(test));
    const context = await browser.context();
    const places = [
      ["guest-ready", "#equipment-status"],
      ["guest-waiting", "#state"],
    ] as const;
    const scenes = await scenesOf(test);
    // A guest's scenes follow from each other.
    for (const scene of scenes.slice(0, scenes.findIndex(({ name }) => name === "guest-waiting") + 1)) {
      const page = await show(context, scene);
      const place = places.find(([name]) => name === scene.name)?.[1];
      if (place !== undefined) {
        // 4.1.3, by ARIA's role (w3.org/TR/wai-aria-1.2, status).
        assert.match((await page.locator(place).getAttribute("role")) ?? "", /^(?:status|alert)$/, scene.name);
      }
      await page.close();
    }
    await context.close();
  });
});
