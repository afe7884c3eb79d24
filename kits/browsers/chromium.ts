import { originOf, type Hosts } from "./hosts.ts";
import type { ReasonName } from "./reasons.ts";
import { isPolicies, type Policies, type PolicyValue, type Setting } from "./setting.ts";
import { UBLOCK_LITE, ublockLiteSettings } from "./ublock.ts";

/** Both are Chromium inside: one list serves them, with what only one of them has named so. */
export type ChromiumBrowser = "chrome" | "edge";

/** Where an extension's settings stand beside the browser's own: a path of the same name leads to them. */
export const EXTENSION_POLICIES = "3rdparty";

/** Policies parted where systems keep them apart: the browser's own, and each extension's by its id. */
export function partedByExtension(policies: Policies): {
  readonly own: Policies;
  readonly extensions: readonly (readonly [id: string, settings: Policies])[];
} {
  const { [EXTENSION_POLICIES]: others, ...own } = policies;
  const byId = isPolicies(others) && isPolicies(others["extensions"]) ? Object.entries(others["extensions"]) : [];
  return { own, extensions: byId.flatMap(([id, settings]) => (isPolicies(settings) ? [[id, settings] as const] : [])) };
}

/** Where each store's extensions come from: for Chrome (policy_loader_common.cc), for Edge (its guide to ExtensionSettings). */
const STORE = {
  chrome: "https://clients2.google.com/service/update2/crx",
  edge: "https://edge.microsoft.com/extensionwebstorebase/v1/crx",
} as const;

const SOURCE: Readonly<Record<ChromiumBrowser, (policy: string) => string>> = {
  chrome: (policy) => `https://chromeenterprise.google/policies/#${policy}`,
  edge: (policy) => `https://learn.microsoft.com/deployedge/microsoft-edge-browser-policies/${policy.toLowerCase()}`,
};

type Line = readonly [reason: ReasonName, policy: string, value: PolicyValue, only?: ChromiumBrowser];

/** What Chrome, Chromium (which reads the same) or Edge is told. */
export function chromiumSettings(browser: ChromiumBrowser, hosts: Hosts): readonly Setting[] {
  const extension = UBLOCK_LITE[browser];
  const plain = linesFor(hosts)
    .filter(([, , , only = browser]) => only === browser)
    .map(([reason, policy, value]): Setting => ({ path: [policy], value, reason, source: SOURCE[browser](policy) }));
  return [
    ...plain,
    {
      path: ["ExtensionSettings", "*"],
      value: { installation_mode: "blocked" },
      reason: "extensions",
      source: SOURCE[browser]("ExtensionSettings"),
    },
    {
      path: ["ExtensionSettings", extension],
      value: { installation_mode: "force_installed", update_url: STORE[browser] },
      reason: "filterLite",
      source: SOURCE[browser]("ExtensionSettings"),
    },
    {
      path: [EXTENSION_POLICIES, "extensions", extension],
      value: ublockLiteSettings(hosts),
      reason: "filterLiteSettings",
      source: "https://github.com/gorhill/uBlock/blob/master/platform/mv3/extension/managed_storage.json",
    },
  ];
}

/**
 * Values by Chromium's policy definitions (components/policy/resources/templates/policy_definitions) and Microsoft's reference of
 * Edge's. Left out is what a computer that nobody manages would ignore (policy_loader_common.cc, `kSensitivePolicies`),
 * except for usage reports, and what only a cloud console may set, such as `GenAiDefaultSettings`.
 */
function linesFor(hosts: Hosts): readonly Line[] {
  const video = [originOf(hosts.video)];
  const notifying: readonly Line[] =
    hosts.messaging === undefined
      ? []
      : [["notifications", "NotificationsAllowedForUrls", [originOf(hosts.messaging)]]];
  return [
    ["camera", "VideoCaptureAllowedUrls", video],
    ["microphone", "AudioCaptureAllowedUrls", video],
    ["autoplay", "AutoplayAllowlist", video],
    ...notifying,
    ["notifications", "DefaultNotificationsSetting", BLOCK],
    ["location", "DefaultGeolocationSetting", BLOCK],
    ["devices", "DefaultWebUsbGuardSetting", BLOCK],
    ["devices", "DefaultWebBluetoothGuardSetting", BLOCK],
    ["devices", "DefaultSerialGuardSetting", BLOCK],
    ["devices", "DefaultWebHidGuardSetting", BLOCK],
    ["devices", "DefaultSensorsSetting", BLOCK],
    ["casting", "EnableMediaRouter", false],
    ["dns", "DnsOverHttpsMode", "off"],
    ["https", "HttpsOnlyMode", "force_enabled", "chrome"],
    ["https", "DefaultInsecureContentSetting", BLOCK],
    ["certificates", "SSLErrorOverrideAllowed", false],
    ["tracking", "BlockThirdPartyCookies", true],
    ["tracking", "TrackingPrevention", 2, "edge"],
    ["passwords", "PasswordManagerEnabled", false],
    ["passwords", "ImportSavedPasswords", false],
    ["forms", "AutofillAddressEnabled", false],
    ["forms", "AutofillCreditCardEnabled", false],
    ["history", "SavingBrowserHistoryDisabled", true],
    ["sync", "BrowserSignin", 0],
    ["sync", "SyncDisabled", true],
    ["telemetry", "MetricsReportingEnabled", false, "chrome"],
    ["telemetry", "UrlKeyedAnonymizedDataCollectionEnabled", false, "chrome"],
    ["telemetry", "DomainReliabilityAllowed", false, "chrome"],
    ["telemetry", "WebRtcEventLogCollectionAllowed", false, "chrome"],
    ["telemetry", "WebRtcTextLogCollectionAllowed", false, "chrome"],
    ["telemetry", "DiagnosticData", 0, "edge"],
    ["telemetry", "PersonalizationReportingEnabled", false, "edge"],
    ["telemetry", "Edge3PSerpTelemetryEnabled", false, "edge"],
    ["telemetry", "UserFeedbackAllowed", false],
    ["studies", "ChromeVariations", 1, "chrome"],
    ["studies", "ExperimentationAndConfigurationServiceControl", 1, "edge"],
    ["suggestions", "SearchSuggestEnabled", false],
    ["prediction", "NetworkPredictionOptions", 2],
    ["errorPages", "AlternateErrorPagesEnabled", false],
    ["errorPages", "ResolveNavigationErrorsUseWebService", false, "edge"],
    ["typing", "SpellCheckServiceEnabled", false, "chrome"],
    ["typing", "TranslateEnabled", false],
    ["typing", "MicrosoftEditorProofingEnabled", false, "edge"],
    ["typing", "TextPredictionEnabled", false, "edge"],
    ["typing", "AccessibilityImageLabelsEnabled", false],
    ["ai", "GeminiSettings", 1, "chrome"],
    ["ai", "AIModeSettings", 1, "chrome"],
    ["ai", "SearchContentSharingSettings", 1, "chrome"],
    ["ai", "HelpMeWriteSettings", 2, "chrome"],
    ["ai", "HistorySearchSettings", 2, "chrome"],
    ["ai", "TabCompareSettings", 2, "chrome"],
    ["ai", "AutofillPredictionSettings", 2, "chrome"],
    ["ai", "HubsSidebarEnabled", false, "edge"],
    ["ai", "ComposeInlineEnabled", false, "edge"],
    ["ai", "VisualSearchEnabled", false, "edge"],
    ["offers", "PromotionsEnabled", false, "chrome"],
    ["offers", "PromotionalTabsEnabled", false, "edge"],
    ["offers", "EdgeShoppingAssistantEnabled", false, "edge"],
    ["offers", "ShowRecommendationsEnabled", false, "edge"],
    ["offers", "SpotlightExperiencesAndRecommendationsEnabled", false, "edge"],
    ["background", "BackgroundModeEnabled", false],
    ["phishing", "SafeBrowsingProtectionLevel", 1, "chrome"],
    ["phishing", "SafeBrowsingProxiedRealTimeChecksAllowed", false, "chrome"],
    ["updates", "ComponentUpdatesEnabled", true],
  ];
}

/** Of each `Default…Setting` here: no page may, and none may ask. */
const BLOCK = 2;
