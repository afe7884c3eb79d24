import { join } from "node:path";
import { chromium } from "playwright-core";
import { OTHER, THIRD } from "./alone.ts";
import { PRACTICE } from "./declared.ts";
import { pagesIn, startWebServer } from "./web-server.ts";

// Started by runAlone: Chromium says which policies it has taken, and pages try what they need.

const [folder = ""] = process.argv.slice(2);
const { names } = PRACTICE;
const server = await startWebServer(folder, pagesIn(folder));
const browser = await chromium.launchPersistentContext(join(folder, "profile"), {
  executablePath: "/usr/bin/chromium",
  ignoreHTTPSErrors: true,
  // A camera that is none, but no answer to the question whether it may be used.
  args: ["--no-sandbox", "--use-fake-device-for-media-stream"],
  ignoreDefaultArgs: ["--disable-extensions"],
});
const page = await browser.newPage();
await page.goto("chrome://policy");
// As the page's own script asks (chrome/browser/resources/policy/policy.ts).
const policies: unknown = await page.evaluate(`import("chrome://resources/js/cr.js").then(
  ({ addWebUiListener }) => new Promise((resolve) => {
    addWebUiListener("policies-updated", (names, values) => resolve({ names: names.chrome.policyNames, groups: values.policyGroups }));
    chrome.send("listenPoliciesUpdates");
  }))`);
const tried = async (host: string, trial: string): Promise<unknown> => {
  await page.goto(`https://${host}/`);
  await page.addScriptTag({ url: "/trials.js" });
  return page.evaluate(trial);
};
const own = await tried(names.video, `tryPage({ own: "https://${names.homeserver}/x", third: "https://${THIRD}/x" })`);
const elsewhere = await tried(OTHER, `tryElsewhere({ third: "https://${THIRD}/x" })`);
await browser.close();
server.close();
process.stdout.write(JSON.stringify({ policies, own, elsewhere }));
