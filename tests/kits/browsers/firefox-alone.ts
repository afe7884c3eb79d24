import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { OTHER, THIRD } from "./alone.ts";
import { PRACTICE } from "./declared.ts";
import { marionette } from "./marionette.ts";
import { startWebServer } from "./web-server.ts";

// Started by runAlone: Firefox says which policies it has taken and what it had to object, and pages try what they need.

const PORT = 2828;
const [folder = ""] = process.argv.slice(2);
const { names } = PRACTICE;
const server = await startWebServer(folder);
const profile = join(folder, "profile");
mkdirSync(profile);
// A camera that is none; whether a page may use it is asked all the same.
const preferences = { "marionette.port": PORT, "media.navigator.streams.fake": true };
writeFileSync(
  join(profile, "user.js"),
  Object.entries(preferences)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join(""),
);
const firefox = spawn(
  "firefox-esr",
  ["--headless", "--marionette", "-remote-allow-system-access", "--no-remote", "--profile", profile],
  { stdio: ["ignore", "ignore", "inherit"] },
);
const command = await marionette(PORT);
await command("WebDriver:NewSession", { acceptInsecureCerts: true });
await command("WebDriver:SetTimeouts", { script: 120_000 });

/** Runs an expression, which may be a promise, and gives its value. */
const evaluated = async (expression: string): Promise<unknown> => {
  const script = `const [done] = arguments; Promise.resolve().then(() => ${expression}).then((value) => done({ value }), (error) => done({ error: String(error) }));`;
  const { value } = (await command("WebDriver:ExecuteAsyncScript", { script, args: [] })) as {
    value: { value?: unknown; error?: string };
  };
  if (value.error !== undefined) throw new Error(value.error);
  return value.value;
};

await command("Marionette:SetContext", { value: "chrome" });
const policies = await evaluated(`({
  status: Services.policies.status,
  active: Services.policies.getActivePolicies(),
  objections: Cc["@mozilla.org/consoleAPI-storage;1"].getService(Ci.nsIConsoleAPIStorage).getEvents()
    .filter(({ prefix }) => /Policies/.test(prefix ?? "")).map((event) => event.arguments.map(String).join(" ")),
})`);
/** What Firefox has of each preference that we set: its own type, its value, and whether anybody can change it. */
const preferencesFound = await evaluated(`Object.fromEntries(
  Object.keys(Services.policies.getActivePolicies().Preferences).map((name) => {
    const value = { [Services.prefs.PREF_BOOL]: "getBoolPref", [Services.prefs.PREF_INT]: "getIntPref" }[Services.prefs.getPrefType(name)];
    return [name, value && { value: Services.prefs[value](name), locked: Services.prefs.prefIsLocked(name) }];
  }))`);
const filter = await filterReady();
await command("Marionette:SetContext", { value: "content" });
const tried = async (host: string, trial: string): Promise<unknown> => {
  await command("WebDriver:Navigate", { url: `https://${host}/` });
  await evaluated(`new Promise((resolve, reject) => {
    const script = Object.assign(document.createElement("script"), { src: "/trials.js", onload: resolve, onerror: reject });
    document.head.append(script);
  }).then(() => undefined)`);
  return evaluated(`window.${trial}`);
};
const own = await tried(names.video, `tryPage({ own: "https://${names.homeserver}/x", third: "https://${THIRD}/x" })`);
const elsewhere = await tried(OTHER, `tryElsewhere({ third: "https://${THIRD}/x" })`);
firefox.kill();
server.close();
process.stdout.write(JSON.stringify({ policies, preferences: preferencesFound, filter, own, elsewhere }), () => {
  process.exit(0);
});

/** uBlock Origin, once it has read its managed storage: its list of the user's own filters, which are ours then. */
async function filterReady(): Promise<unknown> {
  for (let tries = 0; tries < 300; tries++) {
    const found = await evaluated(`(async () => {
      const extension = WebExtensionPolicy.getByID("uBlock0@raymondhill.net")?.extension;
      if (extension === undefined) return undefined;
      const { ExtensionStorageIDB } = ChromeUtils.importESModule("resource://gre/modules/ExtensionStorageIDB.sys.mjs");
      const principal = ExtensionStorageIDB.getStoragePrincipal(extension);
      const database = await ExtensionStorageIDB.open(principal, false);
      const { "user-filters": filters, selectedFilterLists } = await database.get(["user-filters", "selectedFilterLists"]);
      return filters === undefined ? undefined : { filters, selectedFilterLists };
    })()`).catch(() => undefined);
    if (found !== undefined && found !== null) return found;
    await pause(100);
  }
  return undefined;
}
