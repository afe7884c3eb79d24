import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { RULES } from "../../../policies/rules/index.ts";
import { htmlReport } from "../../../scripts/reports/html.ts";
import type { Result } from "../../../scripts/reports/report.ts";
import { ALL, EDITED, EXPIRED, GOOD, REFUSED, reportOf, resultOf, UNUSABLE, WAIVED } from "./example.ts";
import { CHROMIUM } from "../../chromium/installed.ts";

describe("the HTML report's source", () => {
  const html = htmlReport(reportOf(...ALL));

  it("says what language it is in and asks nobody for anything", () => {
    assert.match(html, /^<!doctype html>\n<html lang="en">/);
    assert.match(html, /Content-Security-Policy" content="default-src &#x27;none&#x27;; style-src &#x27;sha256-/);
    assert.doesNotMatch(html, /<(?:script|link|img|iframe|object|form)\b/);
    assert.doesNotMatch(html, /\son[a-z]+=|url\(|@import/);
  });

  it("says that who keeps the stack file acts on what it says, and on its name", () => {
    for (const result of [REFUSED, resultOf("clinic-a")]) {
      const page = htmlReport(reportOf(result));
      assert.match(page, /Whoever keeps the stack file/);
      assert.doesNotMatch(page, /Whoever looks after Stillroom/);
    }
  });

  it("takes whatever somebody wrote for text", () => {
    assert.match(html, /&lt;script&gt;alert\(1\)&lt;\/script&gt;/);
    assert.match(html, /Our lawyer &lt;agreed&gt;/);
  });
});

describe("the HTML report in a browser", { skip: CHROMIUM === undefined ? "chromium is not installed" : false }, () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "stillroom-page-"));

  before(async () => {
    browser = await chromium.launch({ executablePath: CHROMIUM ?? "", args: ["--no-sandbox"] });
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });

  /** Opens a report; what the browser complained of and asked for is in `noise`. */
  async function opened(
    results: readonly Result[],
    options: { readonly width?: number; readonly colorScheme?: "light" | "dark" } = {},
  ): Promise<{ readonly page: Page; readonly noise: string[] }> {
    const file = join(folder, "report.html");
    writeFileSync(file, htmlReport(reportOf(...results)));
    const page = await browser.newPage({
      viewport: { width: options.width ?? 1000, height: 800 },
      colorScheme: options.colorScheme ?? "light",
    });
    const noise: string[] = [];
    page.on("console", (message) => noise.push(message.text()));
    page.on("pageerror", (error) => noise.push(String(error)));
    page.on("request", (request) => {
      if (request.url() !== pathToFileURL(file).href) noise.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
    return { page, noise };
  }

  /** What a script gives in the page. Scripts are text, since our types know no browser; each test says what it asks for. */
  async function inPage<Value>(page: Page, script: string): Promise<Value> {
    return await page.evaluate<Value>(script);
  }

  it("shows everything without an error or a request, its own style among it", async () => {
    const { page, noise } = await opened(ALL);
    assert.deepEqual(noise, []);
    assert.equal(await page.title(), "Are the promises kept?");
    assert.equal(await page.locator("section.result").count(), ALL.length);
    const border = await inPage(page, `getComputedStyle(document.querySelector(".verdict")).borderLeftStyle`);
    assert.equal(border, "solid");
    await page.close();
  });

  it("says in plain words whether the promises are kept, and of each which", async () => {
    const { page } = await opened([GOOD]);
    assert.equal(await page.locator(".verdict").innerText(), "Every promise is kept.");
    assert.deepEqual(await page.locator("ul.promises .state").allInnerTexts(), ["Kept", "Kept", "Kept"]);
    assert.deepEqual(await page.locator("ul.promises h4").allInnerTexts(), [
      "Video is encrypted from end to end",
      "Nothing on the machine can record",
      "Every name that others see is neutral",
    ]);
    assert.equal(await page.locator("td .state").count(), RULES.length);
    assert.equal(await page.locator(".finding").count(), 0);
    await page.close();
  });

  it("says what is wrong, who has to act, what to do and where", async () => {
    const { page } = await opened([REFUSED, EDITED]);
    assert.deepEqual(await page.locator(".verdict").allInnerTexts(), [
      "Not good yet: 1 point has to be mended.",
      `Not good yet: ${EDITED.findings.length} points have to be mended.`,
    ]);
    const first = page.locator(".finding").first();
    assert.match(await first.innerText(), /Whoever keeps the stack file/);
    assert.match(await first.innerText(), /stacks\/Pulumi\.east\.yaml:\d+:13/);
    const edited = page.locator("#result-2");
    assert.deepEqual(await edited.locator("ul.promises .state").allInnerTexts(), ["Kept", "Broken", "Kept"]);
    assert.match(await edited.locator(".finding").first().innerText(), /Whoever edited the rendered files/);
    await page.close();
  });

  it("shows what is set aside, by whom, why and until when, and that a waiver ended", async () => {
    const { page } = await opened([WAIVED, EXPIRED]);
    const row = await page.locator("#result-1 table").first().locator("tbody tr").innerText();
    assert.match(row, /Our lawyer <agreed> \[here\].*A\. Weaver.*30 June 2026/s);
    assert.match(await page.locator("#result-1 .verdict").innerText(), /1 point was set aside for a time, by a person/);
    assert.match(await page.locator("#result-2").innerText(), /by A\. Weaver ended on 2026-01-14/);
    await page.close();
  });

  it("says that a file could not be judged, and promises nothing of it", async () => {
    const { page } = await opened([UNUSABLE]);
    assert.equal(await page.locator(".verdict").innerText(), "It could not be judged.");
    assert.equal(await page.locator("ul.promises").count(), 0);
    assert.match(await page.locator(".finding").first().innerText(), /cx99.*Pulumi\.south\.yaml:\d+:11/s);
    await page.close();
  });

  it("has the evidence at its end: the day, the digest and every rule that was asked", async () => {
    const { page } = await opened([GOOD]);
    const evidence = await page.locator("section dl").last().innerText();
    assert.match(evidence, /2026-01-15/);
    assert.ok(evidence.includes(GOOD.verdict.digest));
    for (const { id } of RULES) assert.ok(evidence.includes(id), id);
    await page.close();
  });

  it("can be read by a screen reader: one heading of the first level, none skipped, landmarks, and heads for every table", async () => {
    const { page } = await opened(ALL);
    const levels = await inPage<number[]>(
      page,
      `[...document.querySelectorAll("h1,h2,h3,h4")].map(({ tagName }) => Number(tagName[1]))`,
    );
    assert.equal(levels.filter((level) => level === 1).length, 1);
    for (const [index, level] of levels.entries()) assert.ok(level <= (levels[index - 1] ?? 0) + 1, `heading ${index}`);
    for (const landmark of ["header", "nav[aria-label]", "main", "footer"])
      assert.equal(await page.locator(landmark).count(), 1, landmark);
    assert.ok((await page.locator("table").count()) > 0);
    const headless = `[...document.querySelectorAll("table")].filter((table) => table.querySelectorAll("thead th[scope=col]").length < 2)`;
    assert.equal(await inPage(page, `${headless}.length`), 0);
    const labels = await inPage<string[]>(
      page,
      `[...document.querySelectorAll("[aria-labelledby]")].map((one) => one.getAttribute("aria-labelledby"))`,
    );
    assert.ok(labels.length > 0);
    for (const id of labels) assert.equal(await page.locator(`[id="${id}"]`).count(), 1);
    await page.close();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    it(`has enough contrast in ${colorScheme} colours (WCAG 2.2, 1.4.3, AA: 4.5 to 1)`, async () => {
      const { page } = await opened(ALL, { colorScheme });
      const kinds = await inPage<string[]>(page, PAINTED);
      assert.ok(kinds.length >= 5, kinds.join("; "));
      for (const kind of kinds) {
        const [text = "", back = ""] = kind.split(" on ");
        const ratio = contrast(luminance(text), luminance(back));
        assert.ok(ratio >= 4.5, `${kind}: ${ratio.toFixed(2)}`);
      }
      const back = luminance(await inPage<string>(page, `getComputedStyle(document.body).backgroundColor`));
      assert.equal(back < 0.5, colorScheme === "dark");
      await page.close();
    });
  }

  it("fits a narrow window without scrolling sideways", async () => {
    const { page } = await opened(ALL, { width: 320 });
    assert.ok((await inPage<number>(page, `document.documentElement.scrollWidth`)) <= 320);
    await page.close();
  });

  it("prints in dark ink on white, also for who reads in the dark, each result on a page of its own", async () => {
    const { page } = await opened([GOOD, REFUSED], { colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const ink = await inPage(
      page,
      `[getComputedStyle(document.body).color, getComputedStyle(document.body).backgroundColor]`,
    );
    assert.deepEqual(ink, ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]);
    const breaks = await inPage(
      page,
      `[...document.querySelectorAll("section.result")].map((one) => getComputedStyle(one).breakBefore)`,
    );
    assert.deepEqual(breaks, ["auto", "page"]);
    assert.equal(await page.locator("nav").isVisible(), false);
    assert.ok((await page.pdf({ format: "A4" })).length > 10_000);
    await page.close();
  });
});

/** Each colour of text in a page with the colour behind it: `rgb(…) on rgb(…)`. */
const PAINTED = `[...new Set(
  [...document.body.querySelectorAll("*")]
    .filter(({ childNodes }) => [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent.trim() !== ""))
    .map((element) => {
      let behind = element;
      while (getComputedStyle(behind).backgroundColor === "rgba(0, 0, 0, 0)") behind = behind.parentElement;
      return getComputedStyle(element).color + " on " + getComputedStyle(behind).backgroundColor;
    }),
)]`;

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/\d+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2, "contrast ratio". */
function contrast(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}
