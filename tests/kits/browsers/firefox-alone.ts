import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { OTHER, THIRD } from "./alone.ts";
import { PRACTICE } from "./declared.ts";
import { startFirefox, type Firefox } from "./firefox.ts";
import { pagesIn, startWebServer } from "./web-server.ts";

// Started by runAlone: Firefox says which policies it knows, which it has taken and what it had to object, and pages try what they need.

const POLICIES = "/etc/firefox/policies/policies.json";
const [folder = ""] = process.argv.slice(2);
const { names } = PRACTICE;
const server = await startWebServer(folder, pagesIn(folder));

const firefox = await startFirefox(join(folder, "profile"));
const policies = await firefox.inBrowser(`({
  status: Services.policies.status,
  active: Services.policies.getActivePolicies(),
  objections: Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).getEvents()
    .filter(({ prefix }) => /Policies/.test(prefix ?? "")).map((event) => event.arguments.map(String).join(" ")),
  schema: ChromeUtils.importESModule("resource:///modules/policies/schema.sys.mjs").schema,
})`);
const set = Object.keys((policies as { active: { Preferences: object } }).active.Preferences);
const preferences = await preferencesOf(firefox);
const filter = await filterReady();
const tried = async (host: string, trial: string): Promise<unknown> => {
  await firefox.open(`https://${host}/`);
  await firefox.inPage(`new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: "/trials.js", onload: resolve, onerror: reject });
    document.head.append(script);
  }).then(() => undefined)`);
  return firefox.inPage(`window.${trial}`);
};
const own = await tried(names.video, `tryPage({ own: "https://${names.homeserver}/x", third: "https://${THIRD}/x" })`);
const elsewhere = await tried(OTHER, `tryElsewhere({ third: "https://${THIRD}/x" })`);
await firefox.quit();

// Once more without policies: a preference that Firefox does not have by itself is one that nothing reads.
writeFileSync(join(folder, "none.json"), '{"policies":{}}');
execFileSync("mount", ["--bind", join(folder, "none.json"), POLICIES]);
const bare = await startFirefox(join(folder, "bare"));
const byItself = await preferencesOf(bare);
await bare.quit();

server.close();
process.stdout.write(JSON.stringify({ policies, preferences, byItself, filter, own, elsewhere }), () => {
  process.exit(0);
});

/** What a Firefox has of each preference that we set: its value, which tells its type, and whether anybody can change it. */
function preferencesOf({ inBrowser }: Firefox): Promise<unknown> {
  return inBrowser(`Object.fromEntries(
    ${JSON.stringify(set)}.map((name) => {
      const value = { [Services.prefs.PREF_BOOL]: "getBoolPref", [Services.prefs.PREF_INT]: "getIntPref" }[Services.prefs.getPrefType(name)];
      return [name, value && { value: Services.prefs[value](name), locked: Services.prefs.prefIsLocked(name) }];
    }))`);
}

/** uBlock Origin, once it has read its managed storage: its list of the user's own filters, which are ours then. */
async function filterReady(): Promise<unknown> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await firefox
      .inBrowser(
        `(async () => {
      const extension = WebExtensionPolicy.getByID("uBlock0@raymondhill.net")?.extension;
      if (extension === undefined) return undefined;
      const { ExtensionStorageIDB } = ChromeUtils.importESModule("resource://gre/modules/ExtensionStorageIDB.sys.mjs");
      const principal = ExtensionStorageIDB.getStoragePrincipal(extension);
      const database = await ExtensionStorageIDB.open(principal, false);
      const { "user-filters": filters, selectedFilterLists } = await database.get(["user-filters", "selectedFilterLists"]);
      return filters === undefined ? undefined : { filters, selectedFilterLists };
    })()`,
      )
      .catch(() => undefined);
    if (found !== undefined && found !== null) return found;
    await pause(100);
  }
  return undefined;
}
