import assert from "node:assert/strict";
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import type { Browser, Page } from "playwright-core";
import { wordsFor } from "../../guard/words.ts";
import { bundleText } from "../../render/bundle.ts";
import { openRoom, startChromium, state, until } from "./guarded-page.ts";
import { WITHOUT_CHROMIUM } from "../chromium/installed.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** To be looked at by people. */
const PICTURES = join(tmpdir(), "stillroom-guard");
const LANGUAGES = ["en", "de", "fr", "es"];
const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 360, height: 640 } };

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe("the guard for everybody, in a real browser", { skip: WITHOUT_CHROMIUM }, () => {
  let browser: Browser;
  before(async () => {
    mkdirSync(PICTURES, { recursive: true });
    browser = await startChromium();
  });
  after(() => browser.close());

  /** What axe finds in what is ours, against WCAG 2.2 AA and what its makers hold for good practice. */
  async function findings(page: Page, where: string): Promise<void> {
    await page.evaluate(`typeof axe === "undefined" && (() => { ${AXE} })()`);
    const violations = await page.evaluate<readonly Violation[]>(
      'axe.run(document.getElementById("call-guard") ?? document).then((found) => found.violations)',
    );
    const told = violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.html)
          .join(" | ")
          .slice(0, 300)}`,
    );
    assert.deepEqual(told, [], where);
  }

  /** What WCAG 2.2 asks that axe can't see: targets of 24 px (2.5.8), no scrolling to the side (1.4.10), nothing that moves (2.3.3). */
  async function measures(page: Page, where: string): Promise<void> {
    const small =
      await page.evaluate(`[...document.querySelectorAll("#call-guard summary, #call-guard button, #call-guard-page button, #call-guard-page input")]
      .filter((one) => one.checkVisibility())
      .filter((one) => { const { width, height } = one.getBoundingClientRect(); return width < 24 || height < 24; })
      .map((one) => one.textContent)`);
    assert.deepEqual(small, [], `targets in ${where}`);
    const wide =
      await page.evaluate(`[document.documentElement, ...document.querySelectorAll("#call-guard, #call-guard-details, #call-guard-page")]
      .filter((one) => one.checkVisibility() && one.scrollWidth > one.clientWidth + 1).map((one) => one.id || one.localName)`);
    assert.deepEqual(wide, [], `scrolls to the side in ${where}`);
    const moving = await page.evaluate(`[...document.querySelectorAll("#call-guard, #call-guard *, #call-guard-page *")]
      .map((one) => getComputedStyle(one))
      .filter(({ transitionDuration, animationName }) => transitionDuration !== "0s" || animationName !== "none").length`);
    assert.equal(moving, 0, `moves in ${where}`);
  }

  /** Whether Jitsi's own controls can be reached by a finger. */
  async function controlsAreFree(page: Page, where: string): Promise<void> {
    const covered = await page.evaluate(`[...document.querySelectorAll("#toolbar button")].filter((button) => {
      const { left, top, right, bottom } = button.getBoundingClientRect();
      return [[left + 6, top + 6], [right - 6, bottom - 6], [(left + right) / 2, (top + bottom) / 2]]
        .some(([x, y]) => document.elementFromPoint(x, y)?.closest("button") !== button);
    }).map((button) => button.id)`);
    assert.deepEqual(covered, [], `the lock covers controls in ${where}`);
  }

  /** One call through every state, with a look at each. */
  async function throughEveryState(page: Page, look: (kind: string) => Promise<void>): Promise<void> {
    await state(page, "outside");
    await look("outside");
    await page.evaluate("standIn.moods.waitingForKeys = true; standIn.join()");
    await state(page, "preparing");
    await look("preparing");
    await page.evaluate("standIn.keysArrive()");
    await state(page, "on");
    await look("on-muted");
    await page.click("#microphone");
    await page.click("#camera");
    await until(page, "standIn.native().every((enabled) => enabled === true)");
    await page.evaluate("new Promise((later) => setTimeout(later, 400))");
    await look("on");
    await page.evaluate(
      'standIn.participant("a", true, { name: "B. K.", e2eeVerificationAvailable: true }); standIn.participant("b", true, { name: "A name of some length", e2eeVerificationAvailable: true, e2eeVerified: true }); standIn.participant("c", true, { e2eeVerificationAvailable: true, e2eeVerified: false })',
    );
    await page.click("#call-guard summary");
    await page.waitForSelector("#call-guard-details button");
    await look("unfolded");
    await page.click("#call-guard summary");
    await page.evaluate('standIn.participant("d", undefined)');
    await state(page, "somebody-unencrypted");
    await look("somebody-unencrypted");
    await page.evaluate('standIn.gone("d"); standIn.moods.waitingForKeys = true; standIn.switchOff()');
    await state(page, "dropped");
    await look("dropped");
  }

  for (const language of LANGUAGES) {
    for (const [name, size] of Object.entries(SIZES)) {
      it(`has nothing in the way in any state of a call, in ${language}, on a ${name}`, async () => {
        const page = await openRoom(browser, { locale: language, size });
        await throughEveryState(page, async (kind) => {
          const where = `${language} ${name} ${kind}`;
          await page.screenshot({ path: join(PICTURES, `${kind}-${language}-${name}.png`) });
          await findings(page, where);
          await measures(page, where);
          if (kind !== "unfolded") await controlsAreFree(page, where);
        });
        await page.context().close();
      });
    }

    it(`has nothing in the way on any page in place of a call, in ${language}`, async () => {
      const context = await browser.newContext({ viewport: SIZES.phone });
      const page = await context.newPage();
      const style = await deliveredStyle(browser);
      const script = bundleText({ entry: "tests/guard/page/refusals.ts", runs: "browser" });
      for (const refusal of Object.keys(wordsFor([language]).refusals)) {
        for (const [name, size] of Object.entries(SIZES)) {
          await page.setViewportSize(size);
          await page.setContent(
            `<!doctype html><html lang="en"><head><title>x</title><style>${style}</style></head><body>`,
          );
          await page.evaluate(script);
          await page.evaluate(`show("${refusal}", "${language}")`);
          const where = `${refusal}-${language}-${name}`;
          await page.screenshot({ path: join(PICTURES, `${where}.png`) });
          await findings(page, where);
          await measures(page, where);
          assert.equal(await page.evaluate("document.activeElement.localName"), "h1");
          assert.equal(await page.evaluate("document.documentElement.lang"), language);
        }
      }
      await context.close();
    });
  }

  it("can be used at four times the size, unfolded, where it scrolls down alone", async () => {
    // 1280 by 1024 at 400 %: what WCAG 2.2, 1.4.10 measures.
    const page = await openRoom(browser, { locale: "de", size: { width: 320, height: 256 } });
    await page.evaluate("standIn.join()");
    await state(page, "on");
    await page.click("#call-guard summary");
    await measures(page, "320 by 256");
    await page.screenshot({ path: join(PICTURES, "unfolded-de-magnified.png") });
    const box = await page.locator("#call-guard-details").boundingBox();
    assert.ok(box && box.height > 60 && box.y + box.height <= 256, JSON.stringify(box));
    await page.focus("#call-guard-details");
    await page.keyboard.press("End");
    await until(page, 'document.getElementById("call-guard-details").scrollTop > 0');
    await page.context().close();
  });

  it("can be used by keys alone: reached, unfolded, compared, folded, and the focus is where it was", async () => {
    const page = await openRoom(browser);
    await page.evaluate("standIn.join()");
    await state(page, "on");
    await page.evaluate('standIn.participant("a", true, { name: "B. K.", e2eeVerificationAvailable: true })');
    const focused = () =>
      page.evaluate<string>(
        "document.activeElement.id || document.activeElement.localName + ' ' + document.activeElement.textContent",
      );
    const reach = async (wanted: RegExp): Promise<void> => {
      for (let presses = 0; presses < 10; presses += 1) {
        await page.keyboard.press("Tab");
        if (wanted.test(await focused())) return;
      }
      assert.fail(`Ten presses of the tab key do not lead to ${String(wanted)}.`);
    };
    await reach(/^summary Details/);
    await page.keyboard.press("Enter");
    await page.waitForSelector("#call-guard-details button");
    await reach(/^call-guard-details$/);
    await reach(/^button Compare pictures with B\. K\./);
    await page.keyboard.press("Enter");
    await until(page, 'standIn.log.includes("START_VERIFICATION a")');
    // What the button was for is done; the focus stays near it.
    await page.evaluate('standIn.participant("a", true, { e2eeVerified: true })');
    await page.waitForSelector("text=the same pictures.");
    assert.equal(await focused(), "call-guard-details");
    await page.keyboard.press("Escape");
    assert.match(await focused(), /^summary/);
    assert.equal(await page.locator("#call-guard-details button").count(), 0);
    const outline = await page.evaluate("getComputedStyle(document.activeElement).outlineWidth");
    assert.equal(outline, "3px");
    await page.context().close();
  });

  it("tells a change once, politely, and nothing again while nothing changes", async () => {
    const page = await openRoom(browser);
    await page.evaluate(`
      window.told = [];
      new MutationObserver(() => told.push(document.getElementById("call-guard-line").textContent))
        .observe(document.getElementById("call-guard-line"), { childList: true, characterData: true, subtree: true });
      standIn.join();`);
    await state(page, "on");
    await page.evaluate("new Promise((later) => setTimeout(later, 1000))");
    const told = await page.evaluate<string[]>("told");
    assert.deepEqual(told, [...new Set(told)]);
    assert.match(told.at(-1) ?? "", /^Encrypted from end to end/);
    const line = page.locator("#call-guard-line");
    assert.equal(await line.getAttribute("role"), "status");
    assert.equal(await line.getAttribute("aria-live"), "polite");
    await page.context().close();
  });
});

/** The style as it is delivered. */
async function deliveredStyle(browser: Browser): Promise<string> {
  const page = await openRoom(browser);
  const style = await page.evaluate<string>('fetch("/guard.css").then((answer) => answer.text())');
  await page.context().close();
  return style;
}
