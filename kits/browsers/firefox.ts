import type { Language } from "../words.ts";
import { originOf, type Hosts } from "./hosts.ts";
import type { ReasonName } from "./reasons.ts";
import type { PolicyValue, Setting } from "./setting.ts";
import { UBLOCK_ORIGIN, ublockOriginSettings } from "./ublock.ts";

/** What Firefox is told: its policies (policies-schema.json of Firefox 153) and, among them, preferences. */
export function firefoxSettings(hosts: Hosts, language: Language): readonly Setting[] {
  const video = [originOf(hosts.video)];
  const messaging = hosts.messaging === undefined ? [] : [originOf(hosts.messaging)];
  return [
    policy("camera", ["Permissions", "Camera"], { Allow: video }),
    policy("microphone", ["Permissions", "Microphone"], { Allow: video }),
    policy("autoplay", ["Permissions", "Autoplay"], { Default: "block-audio", Allow: video }),
    policy("notifications", ["Permissions", "Notifications"], {
      Allow: messaging,
      BlockNewRequests: true,
      Locked: true,
    }),
    policy("location", ["Permissions", "Location"], { BlockNewRequests: true, Locked: true }),
    policy("devices", ["Permissions", "VirtualReality"], { BlockNewRequests: true, Locked: true }),
    policy("devices", ["DefaultSerialGuardSetting"], 2),
    policy("dns", ["DNSOverHTTPS"], { Enabled: false, Locked: true }),
    policy("ownVpn", ["IPProtectionAvailable"], false),
    policy("https", ["HttpsOnlyMode"], "force_enabled"),
    preference("https", "dom.security.https_only_mode_send_http_background_request", false),
    policy("certificates", ["DisableSecurityBypass"], { InvalidCertificate: true, SafeBrowsing: true }),
    preference("replays", "security.tls.enable_0rtt_data", false),
    preference("lookalikes", "network.IDN_show_punycode", true),
    policy("tracking", ["EnableTrackingProtection"], {
      Category: "strict",
      Locked: true,
      BaselineExceptions: true,
      ConvenienceExceptions: false,
      Exceptions: hosts.pages.map(originOf),
    }),
    preference("tracking", "privacy.globalprivacycontrol.enabled", true),
    policy("passwords", ["PasswordManagerEnabled"], false),
    policy("passwords", ["OfferToSaveLogins"], false),
    policy("forms", ["AutofillAddressEnabled"], false),
    policy("forms", ["AutofillCreditCardEnabled"], false),
    policy("forms", ["DisableFormHistory"], true),
    policy("history", ["SanitizeOnShutdown"], {
      Cache: true,
      Cookies: false,
      FormData: true,
      History: true,
      Sessions: false,
      SiteSettings: false,
      Locked: true,
    }),
    preference("history", "browser.cache.disk.enable", false),
    preference("history", "browser.sessionstore.privacy_level", 2),
    policy("sync", ["DisableFirefoxAccounts"], true),
    policy("telemetry", ["DisableTelemetry"], true),
    policy("telemetry", ["DisableFeedbackCommands"], true),
    policy("studies", ["DisableFirefoxStudies"], true),
    policy("studies", ["DisableRemoteImprovements"], true),
    policy("suggestions", ["SearchSuggestEnabled"], false),
    policy("suggestions", ["FirefoxSuggest"], {
      WebSuggestions: false,
      SponsoredSuggestions: false,
      ImproveSuggest: false,
      Locked: true,
    }),
    policy("prediction", ["NetworkPrediction"], false),
    preference("prediction", "network.prefetch-next", false),
    preference("prediction", "network.http.speculative-parallel-limit", 0),
    preference("prediction", "browser.urlbar.speculativeConnect.enabled", false),
    policy("ai", ["AIControls"], { Default: { Value: "blocked", Locked: true } }),
    policy("ai", ["VisualSearchEnabled"], false),
    policy("offers", ["FirefoxHome"], {
      Weather: false,
      SponsoredTopSites: false,
      Stories: false,
      SponsoredStories: false,
      Highlights: false,
      Locked: true,
    }),
    policy("offers", ["UserMessaging"], {
      ExtensionRecommendations: false,
      FeatureRecommendations: false,
      UrlbarInterventions: false,
      SkipOnboarding: true,
      MoreFromMozilla: false,
      FirefoxLabs: false,
      Locked: true,
    }),
    preference("phishing", "browser.safebrowsing.downloads.remote.enabled", false),
    policy("updates", ["AppAutoUpdate"], true),
    policy("updates", ["ExtensionUpdate"], true),
    policy("extensions", ["ExtensionSettings", "*"], { allowed_types: ["dictionary", "locale"] }),
    policy("filter", ["ExtensionSettings", UBLOCK_ORIGIN], {
      installation_mode: "force_installed",
      // As the documentation of ExtensionSettings has it for whatever addons.mozilla.org gives out.
      install_url: `https://addons.mozilla.org/firefox/downloads/latest/${UBLOCK_ORIGIN}/latest.xpi`,
      private_browsing: true,
    }),
    policy("filterSettings", ["3rdparty", "Extensions", UBLOCK_ORIGIN], ublockOriginSettings(hosts, language)),
  ];
}

function policy(reason: ReasonName, path: Setting["path"], value: PolicyValue): Setting {
  return { path, value, reason, source: `https://mozilla.github.io/policy-templates/#${path[0].toLowerCase()}` };
}

/** One of those that the policy "Preferences" may set (Policies.sys.mjs of Firefox 153, `allowedPrefixes`), locked. */
function preference(reason: ReasonName, name: string, value: string | number | boolean): Setting {
  return {
    path: ["Preferences", name],
    value: { Value: value, Status: "locked" },
    reason,
    source: "https://mozilla.github.io/policy-templates/#preferences",
  };
}
