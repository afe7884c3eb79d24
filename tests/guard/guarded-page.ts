import { chromium, type Browser, type Page } from "playwright-core";
import { bundleText } from "../../render/bundle.ts";
import { render } from "../../render/render.ts";
import { VIDEO_FILES } from "../../services/jitsi-meet.ts";
import { CLINIC } from "../fixtures/clinic.ts";
import { CHROMIUM } from "../chromium/installed.ts";

export const SITE = `https://${CLINIC.names.video}`;

export function startChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: CHROMIUM ?? "",
    args: ["--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  });
}

const FILES = new Map(render(CLINIC).files.map((file) => [file.path, file.text]));
const textOf = (path: string): string => FILES.get(path) ?? "";

/** As nginx sends it with every page of the video server. */
const POLICY = /Content-Security-Policy "([^"]*wasm-unsafe-eval[^"]*mediastream:[^"]*)"/.exec(
  textOf("/etc/nginx/nginx.conf"),
)?.[1];

export interface Room {
  /** What follows the room's name in the address. */
  readonly address?: string;
  /** A script that runs before the guard: what another browser would have. */
  readonly before?: string;
  readonly locale?: string;
  readonly userAgent?: string;
  readonly size?: { readonly width: number; readonly height: number };
}

/** Answers for the video server on this page: the room's page with the guard as a release brings it, and the stand-in of Jitsi's program. */
export async function serveRoom(page: Page, before = ""): Promise<void> {
  const head = textOf(VIDEO_FILES.head);
  const scripts: Record<string, () => string> = {
    "/guard.js": () => textOf(VIDEO_FILES.guard),
    "/stand-in.js": () => bundleText({ entry: "tests/guard/page/jitsi-stand-in.ts", runs: "browser" }),
  };
  await page.route(`${SITE}/**`, (route) => {
    const path = new URL(route.request().url()).pathname;
    const script = scripts[path];
    if (script !== undefined) return route.fulfill({ contentType: "text/javascript", body: script() });
    if (path === "/guard.css") return route.fulfill({ contentType: "text/css", body: textOf(VIDEO_FILES.style) });
    return route.fulfill({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": POLICY ?? "default-src 'none'" },
      body: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Quiet Harbour</title><meta name="viewport" content="width=device-width, initial-scale=1"><script>${before}</script>${head}<script src="/stand-in.js"></script>${head}</head><body></body></html>`,
    });
  });
}

/** A room's page, answered by the test alone. */
export async function openRoom(browser: Browser, room: Room = {}): Promise<Page> {
  const { address = "", before, locale = "en-GB", userAgent, size = { width: 1280, height: 800 } } = room;
  const context = await browser.newContext({
    locale,
    viewport: size,
    permissions: ["camera", "microphone", "clipboard-read", "clipboard-write"],
    ...(userAgent === undefined ? {} : { userAgent }),
  });
  const page = await context.newPage();
  await serveRoom(page, before);
  await page.goto(`${SITE}/blue-heron${address}`);
  await page.waitForSelector("#call-guard, #call-guard-page", { state: "attached" });
  return page;
}

/** Waits until the lock says so; a call that is not encrypted may not say that it is, so it is the state that is asked for. */
export async function state(page: Page, kind: string): Promise<void> {
  await page.waitForSelector(`#call-guard[data-state="${kind}"]`);
}

/** Waits until an expression holds in the page, whose policy forbids Playwright's own way of waiting for one. */
export async function until(page: Page, expression: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await page.evaluate<boolean>(`Boolean(${expression})`))) {
    if (Date.now() > deadline) throw new Error(`In the page this never came true: ${expression}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** A call that is encrypted, with what the person switched on in it. */
export async function encryptedCall(browser: Browser, room: Room = {}): Promise<Page> {
  const page = await openRoom(browser, room);
  await page.evaluate("standIn.join()");
  await state(page, "on");
  await page.click("#microphone");
  await page.click("#camera");
  await until(page, "standIn.native().every((enabled) => enabled === true)");
  return page;
}
