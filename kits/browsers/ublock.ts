import type { Language } from "../words.ts";
import type { Hosts } from "./hosts.ts";
import type { Policies } from "./setting.ts";

/** uBlock Origin at addons.mozilla.org; Debian's package webext-ublock-origin-firefox bears the same name. */
export const UBLOCK_ORIGIN = "uBlock0@raymondhill.net";

/** uBlock Origin Lite in the Chrome Web Store and at Edge Add-ons (uBOL-home, README.md, August 2026). */
export const UBLOCK_LITE = {
  chrome: "ddkjiahejlhfcafbddmgiahcphecmpfh",
  edge: "cimighlppcgcoapaliogpjjdehbnofhn",
} as const;

/** Lists for what is common where a language is spoken (assets.json of uBlock Origin 1.67; English has none of its own). */
const REGIONAL_LISTS: Readonly<Record<Language, readonly string[]>> = {
  en: [],
  de: ["DEU-0"],
  fr: ["FRA-0"],
  es: ["spa-0"],
};

/** What uBlock Origin has on by itself (assets.json of 1.67), and our own list, which it knows as the user's. */
const LISTS = [
  "user-filters",
  "ublock-filters",
  "ublock-badware",
  "ublock-privacy",
  "ublock-unbreak",
  "ublock-quick-fixes",
  "easylist",
  "easyprivacy",
  "urlhaus-1",
];

/**
 * Our own list: from the practice's pages nothing is asked of anybody but the practice's hosts, and on them nothing of other
 * lists is done: no request is blocked, nothing hidden, no script put in.
 *
 * Syntax: uBlock Origin's wiki, "Static filter syntax" (`domain`, `to`, `elemhide`, `#@#+js()`); src/js/static-filtering-parser.js, 1.67.
 */
export function filtersOf({ pages, all }: Pick<Hosts, "pages" | "all">): readonly string[] {
  const from = pages.join("|");
  return [
    "! From the practice's pages nothing goes to anybody else.",
    `*$domain=${from},to=${all.map((host) => `~${host}`).join("|")}`,
    "! What the pages need of the practice's own hosts is let through, whatever another list says.",
    `@@*$domain=${from},to=${all.join("|")}`,
    "! The pages themselves stay as they are.",
    ...pages.map((host) => `@@||${host}^$elemhide`),
    `${pages.join(",")}#@#+js()`,
  ];
}

/**
 * What uBlock Origin reads at each start (its managed_storage.json, 1.67): our list takes the place of the user's own.
 *
 * `webrtcIPAddressHidden` stays off: it would take from calls the shortest way.
 */
export function ublockOriginSettings(hosts: Hosts, language: Language): Policies {
  return {
    userSettings: [
      ["cloudStorageEnabled", "false"],
      ["webrtcIPAddressHidden", "false"],
    ],
    toOverwrite: { filterLists: [...LISTS, ...REGIONAL_LISTS[language]], filters: filtersOf(hosts) },
  };
}

/**
 * What uBlock Origin Lite reads (its managed_storage.json, August 2026). It takes no list of ours: all that can be said of the
 * practice's pages is that it leaves them alone.
 */
export function ublockLiteSettings({ pages }: Pick<Hosts, "pages">): Policies {
  return { defaultFiltering: "optimal", disableFirstRunPage: true, noFiltering: pages, strictBlockMode: true };
}
