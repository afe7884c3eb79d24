import type { Clinic } from "../../clinic/clinic.ts";
import type { TemplateValue } from "../../services/service.ts";
import type { KitFileDeclaration, KitPart } from "../part.ts";
import type { Language } from "../words.ts";
import { chromiumSettings } from "./chromium.ts";
import { firefoxSettings } from "./firefox.ts";
import { hostsOf } from "./hosts.ts";
import { chromiumDomains, profileOf } from "./profile.ts";
import { propertyListPieces } from "./property-list.ts";
import { REASONS } from "./reasons.ts";
import { registryKeys, registryRemoval } from "./registry.ts";
import { policiesOf, type Policies, type Setting } from "./setting.ts";
import { BROWSERS_WORDS, PAGE_WORDS } from "./words.ts";

/**
 * What the practice's browsers are told: that calls work on its own pages, and that everything else is told less. One list a
 * browser; from each the files for Linux, Windows and macOS and the page for people are made.
 */
export const browsers: KitPart = {
  name: "browsers",
  words: BROWSERS_WORDS,
  declare: ({ clinic }) => ({ kind: "files", files: filesFor(clinic) }),
};

/** Chrome's and Edge's keys (chromium.org, "Policy List"; Microsoft's reference of each policy). */
const CHROME_KEY = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Google\\Chrome";
const EDGE_KEY = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Edge";

export type BrowserSettings = Readonly<Record<"chrome" | "edge" | "firefox", readonly Setting[]>>;

/** Every setting, by browser. */
export function browserSettings(
  clinic: Pick<Clinic, "names" | "messaging" | "desk">,
  language: Language,
): BrowserSettings {
  const hosts = hostsOf(clinic);
  return {
    chrome: chromiumSettings("chrome", hosts),
    edge: chromiumSettings("edge", hosts),
    firefox: firefoxSettings(hosts, language),
  };
}

function filesFor(clinic: Clinic): readonly KitFileDeclaration[] {
  const { language, title } = clinic.branding;
  const settings = browserSettings(clinic, language);
  const { chrome, edge, firefox } = {
    chrome: policiesOf(settings.chrome),
    edge: policiesOf(settings.edge),
    firefox: policiesOf(settings.firefox),
  };
  const keys = { chrome: registryKeys(CHROME_KEY, chrome), edge: registryKeys(EDGE_KEY, edge) };
  const profile = profileOf(title, clinic.names.domain, {
    ...chromiumDomains("com.google.Chrome", chrome),
    ...chromiumDomains("com.microsoft.Edge", edge),
    // Without this key Firefox reads no policy on macOS (mozilla/policy-templates, mac/README.md).
    "org.mozilla.firefox": { EnterprisePoliciesEnabled: true, ...firefox },
  });
  return [
    { path: "chrome.json", format: "json", data: { policies: linesOf(chrome) } },
    { path: "windows.reg", format: "text", data: { keys: [...keys.chrome, ...keys.edge] } },
    {
      path: "windows-remove.reg",
      format: "text",
      data: { browsers: [registryRemoval(CHROME_KEY, keys.chrome), registryRemoval(EDGE_KEY, keys.edge)] },
    },
    { path: "firefox.json", format: "json", data: { policies: linesOf(firefox) } },
    // XML's five entities are HTML's too.
    { path: "macos.mobileconfig", format: "html", data: { pieces: propertyListPieces(profile) } },
    { path: "settings.html", format: "html", data: pageData(title, language, settings) },
  ];
}

/** One policy a line. */
function linesOf(policies: Policies): readonly TemplateValue[] {
  const entries = Object.entries(policies);
  return entries.map(([name, value], index) => ({ name, value, more: index < entries.length - 1 }));
}

/** What the page for people says: each setting, what it is set to and why. */
function pageData(
  practice: string,
  language: Language,
  settings: BrowserSettings,
): Readonly<Record<string, TemplateValue>> {
  const words = PAGE_WORDS[language];
  const named = [
    ["Chrome, Chromium", settings.chrome],
    ["Edge", settings.edge],
    ["Firefox", settings.firefox],
  ] as const;
  return {
    ...words,
    language,
    practice,
    browsers: named.map(([name, list]) => ({
      name,
      policyHeading: words.policy,
      valueHeading: words.value,
      reasonHeading: words.reason,
      settings: list.map(({ path, value, reason }) => ({
        policy: path.join(" → "),
        value: JSON.stringify(value),
        reason: REASONS[reason][language],
      })),
    })),
  };
}
